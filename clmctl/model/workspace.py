"""A snapshot of the whole folder, complete when made."""

from collections.abc import Mapping
from datetime import date

from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.model.settings import Settings


@frozen
class Workspace:
    """Settings, library and contracts as they were when it was opened.

    `contracts` is a read-only Mapping by id that fetches and parses a contract when it is first asked for. `findings` are
    the problems met while reading settings and library. `at` is the commit looked at, empty for the working folder.
    """

    settings: Settings
    library: Library
    contracts: Mapping[str, Contract]
    as_of: date
    at: str = ""
    findings: tuple[Finding, ...] = ()

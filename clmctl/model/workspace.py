"""A snapshot of the whole folder, complete when made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.library import Library
from clmctl.model.record import Records
from clmctl.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Workspace:
    """Settings, library and contracts as they were when it was opened.

    `contracts` is a read-only Mapping by id that fetches and parses a contract when it is first asked for, always from the
    blob the snapshot recorded. `blobs` maps path -> blob id of everything the snapshot listed. `findings` are the problems
    met while reading settings and library. `at` is the commit looked at, empty for the working folder.
    """

    settings: Settings
    library: Library
    contracts: Mapping[str, Contract]
    records: Mapping[str, Records]
    calendars: Mapping[str, Calendar]
    blobs: Mapping[str, str]
    as_of: date
    at: str = ""
    head: str = ""
    findings: tuple[Finding, ...] = ()

"""A register: the table in which a company keeps what it knows of its contracts, as its file holds it."""

from collections.abc import Iterable

from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen


@frozen
class SheetRow:
    """One row: the line of the file where it begins (of a workbook the row's number) and its cells, one for every column."""

    number: int
    cells: tuple[str, ...]


@frozen
class Sheet:
    """A table as read. `rows` may be gone through more than once; `form` says what the file is in words (`CSV, semicolons`).

    Every column has a name of its own; `findings` are what is wrong with the file, each in its line.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[SheetRow]
    form: str = ""
    findings: tuple[Finding, ...] = ()

"""What came back, as a terminal of 80 columns shows it: a change down the page, rows of a table each in a line."""

import io
import re

import pytest

from clmctl.cli.pages.received import change_told, told
from clmctl.cli.render import show_entry
from clmctl.model.change import Change
from clmctl.model.returned import ReturnedRow

ROWS = "\n".join(f"Item {n} | {n},000.00 | each month of the first year, paid in advance" for n in range(1, 4))
TABLE = ReturnedRow(
    2, "inserted", "tracked", heading="Fees", words=(Change("inserted", "", ROWS),), author="Their Counsel", remark="a new table",
    position="fees standard version 1", nearest="fees standard version 1", approval="finance",
)  # fmt: skip


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", terminal)
        show_entry(*told(TABLE))
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).split("\n")]


def test_rows_of_a_told_table_stand_in_lines_of_their_own(lines: list[str]) -> None:
    assert lines == [
        "  2  tracked  inserted  Fees",
        "     {+Item 1 | 1,000.00 | each month of the first year, paid in advance+}",
        "     {+Item 2 | 2,000.00 | each month of the first year, paid in advance+}",
        "     {+Item 3 | 3,000.00 | each month of the first year, paid in advance+}",
        "     (a new table)",
        "     by Their Counsel; our position: fees standard version 1; nearest approved:",
        "     the same; approval: finance",
        "",
    ]


def test_in_one_line_rows_are_apart() -> None:
    one = ReturnedRow(1, "deleted", "silent", words=(Change("deleted", "A | 1\nB | 2", ""), Change("kept", "\nC", "\nC")))
    assert change_told(one) == "[-A | 1-] / [-B | 2-] / C"


def test_many_rows_are_told_by_their_beginning() -> None:
    many = ReturnedRow(1, "inserted", "silent", words=(Change("inserted", "", "\n".join(f"row {n}" for n in range(40))),))
    head, shown = told(many)
    assert head == "  1  NOT TRACKED  inserted"
    assert (len(shown), shown[-1]) == (13, "… and 28 lines more")

"""Workbooks that would take all day or all memory: merged cells are looked up, not counted out, and cells have a bound."""

import io
from collections.abc import Iterable

import pytest

from clmctl.errors import Unreadable
from clmctl.exchange import xlsx_table
from clmctl.exchange.xlsx_table import read_workbook

openpyxl = pytest.importorskip("openpyxl")
PART = "xl/worksheets/sheet1.xml"


def made(rows: Iterable[tuple[int, int, str]]) -> bytes:
    book = openpyxl.Workbook()
    for row, column, words in rows:
        book.active.cell(row, column, words)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


TABLE = made([(1, 1, "Id"), (1, 2, "Party"), (2, 1, "1"), (2, 2, "Harbour Ltd"), (3, 1, "2"), (900, 1, "3")])


def test_a_span_of_a_million_rows_counts_for_the_rows_there_are() -> None:
    sheet = read_workbook("t.xlsx", TABLE, merged={PART: ["B2:B1048576"]})
    assert [row.cells for row in sheet.rows] == [("1", "Harbour Ltd"), ("2", "Harbour Ltd"), ("3", "Harbour Ltd")]


def test_the_same_span_twice_is_one() -> None:
    sheet = read_workbook("t.xlsx", TABLE, merged={PART: ["B2:B3", "B2:B3"]})
    assert len(sheet.findings) == 1 and [row.cells[1] for row in sheet.rows] == ["Harbour Ltd", "Harbour Ltd", ""]


def test_cells_merged_one_over_the_other_are_refused() -> None:
    with pytest.raises(Unreadable, match="B2:B900 and B3:B4 are merged one over the other"):
        read_workbook("t.xlsx", TABLE, merged={PART: ["B3:B4", "B2:B900"]})


def test_more_cells_than_a_register_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_MOST_CELLS", 50)
    with pytest.raises(Unreadable, match="more than 50 cells"):
        read_workbook("t.xlsx", made([(1, 1, "Id"), (1, 2, "Party"), (2, 1, "1"), (3, 60, "far right")]))


def test_a_long_row_counts_for_every_row_it_makes_wider(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten cells and six rows of one cell are few, but as a table they are seventy."""
    monkeypatch.setattr(xlsx_table, "_MOST_CELLS", 69)
    ragged = [(row, ["x"] * (10 if row == 1 else 1)) for row in range(1, 8)]
    monkeypatch.setattr(xlsx_table, "_rows", lambda sheet, seen: iter(ragged))
    with pytest.raises(Unreadable, match="more than 69 cells"):
        read_workbook("t.xlsx", TABLE)

"""Workbooks: what a spreadsheet counts with arrives as that, and everything else as text."""

import io
from datetime import date
from decimal import Decimal

import pytest

from clmctl.exchange.xlsx import workbook
from clmctl.exchange.xlsx_table import read_workbook
from clmctl.model.money import Money

openpyxl = pytest.importorskip("openpyxl")


def cells(*values: object) -> list[tuple[object, str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook([f"c{n}" for n, _ in enumerate(values)], [values])))
    return [(cell.value, cell.data_type, cell.number_format) for cell in book.active[2]]


def test_days_amounts_and_percentages_are_counted_with() -> None:
    day, money, percent, whole = cells(date(2026, 12, 20), Money(Decimal("84000.50"), "EUR"), Decimal("2.5"), 3)
    assert day[0].date() == date(2026, 12, 20) and day[2] == "yyyy-mm-dd"
    assert money == (84000.5, "n", "#,##0.00## [$EUR]")
    assert percent[:2] == (2.5, "n") and whole[:2] == (3, "n")


def test_what_a_sheet_would_round_or_cannot_count_stays_text() -> None:
    found = cells(Money(Decimal("123456789012345.67"), "EUR"), Decimal("1.2345678901234567"), date(1, 1, 1), "=1+1", "007")
    assert [(value, kind) for value, kind, _ in found] == [
        ("123456789012345.67 EUR", "s"),
        ("1.2345678901234567", "s"),
        ("0001-01-01", "s"),
        ("=1+1", "s"),
        ("007", "s"),
    ]


def test_what_a_workbook_says_is_read_back_by_the_import_of_tables() -> None:
    row = ("MSA-1", Money(Decimal("84000.50"), "EUR"), date(2026, 12, 20), "P90D")
    found = read_workbook("q.xlsx", workbook(["id", "money.total", "dates.effective", "renewal.notice"], [row]))
    assert found.rows[0].cells == ("MSA-1", "84000.5 EUR", "2026-12-20", "P90D")

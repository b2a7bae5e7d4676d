"""Workbooks (OOXML spreadsheets) of answers."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from clmctl.errors import ConfigError
from clmctl.model.money import Money

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl writes naive UTC; a fixed day keeps the bytes the same)


def workbook(names: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of a one-sheet workbook: a bold frozen heading row, text cells as text (never formulas), numbers as numbers.

    Dates are days of the sheet's calendar, and money is a number that shows its currency, so that both sort and add up; what
    a sheet would round or cannot count (more than 15 digits, days before 1901) stays text. ConfigError where the `xlsx`
    extra is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ImportError:
        raise ConfigError("Workbooks need the package openpyxl.", hint="Install it with: pip install 'clmctl[xlsx]'") from None
    book = Workbook()
    book.properties.created = book.properties.modified = _EPOCH
    sheet = book.active
    if sheet is None:  # openpyxl types it so; a new workbook always has one
        sheet = book.create_sheet()
    sheet.title = "clmctl"
    for column, name in enumerate(names, 1):
        cell = sheet.cell(row=1, column=column, value=name)
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for at, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            number, shown_as = _counted(value)
            if number is not None:
                cell = sheet.cell(row=at, column=column, value=number)
                cell.number_format = shown_as
            elif value not in (None, ""):
                cell = sheet.cell(row=at, column=column)
                cell.value = _ILLEGAL.sub("�", f"{value.amount:f} {value.currency}" if isinstance(value, Money) else str(value))
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _counted(value: object) -> tuple[int | float | Decimal | date | None, str]:
    """What a sheet counts with and how it shows it; None for what stays text."""
    if isinstance(value, date):
        return (value, "yyyy-mm-dd") if value.year > _FIRST_YEAR else (None, "")
    amount = value.amount if isinstance(value, Money) else value
    if isinstance(amount, Decimal) and len(amount.as_tuple().digits) > _DIGITS:
        return None, ""
    if isinstance(value, Money):
        return value.amount, f"#,##0.00## [${value.currency}]"
    return (amount, "General") if isinstance(amount, (int, float, Decimal)) else (None, "")


#: A sheet holds this many digits of a number exactly, and counts no day of its first year right.
_DIGITS, _FIRST_YEAR = 15, 1900

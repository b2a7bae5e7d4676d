"""Workbooks (OOXML spreadsheets) of answers."""

import io
import re
from collections.abc import Sequence
from datetime import datetime

from clmctl.errors import ConfigError

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001  (openpyxl writes naive UTC; a fixed day keeps the bytes the same)


def workbook(names: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """The bytes of a one-sheet workbook: a bold frozen heading row, text cells as text (never formulas), numbers as numbers.

    ConfigError where the `xlsx` extra is not installed.
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
            if isinstance(value, (int, float)):
                sheet.cell(row=at, column=column, value=value)
            elif value not in (None, ""):
                cell = sheet.cell(row=at, column=column)
                cell.value = _ILLEGAL.sub("�", str(value))
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

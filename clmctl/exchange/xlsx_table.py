"""Tables from workbooks (OOXML spreadsheets): every cell as the words a person reads there, never a formula."""

import io
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from clmctl.errors import ConfigError, Unreadable
from clmctl.exchange.csv_table import Oddities, named
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.model.register import Sheet, SheetRow

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "CHF": "CHF"}
_CODE = re.compile(r"\[\$([A-Z]{3})[^\]]*\]")
#: Cells merged into one: `C4:C5`.
_SPAN = re.compile(r"(?P<column>[A-Z]{1,3})(?P<top>\d{1,7}):[A-Z]{1,3}(?P<bottom>\d{1,7})")
_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})
#: More rows than this are no register, nor are more cells, those counted that a row leaves empty before its last.
_MOST = 500_000
_MOST_CELLS = 20_000_000
_BEFORE_HEADINGS = 20


def read_workbook(
    name: str, data: bytes, *, sheet: str = "", formulas: bool = False, merged: Mapping[str, Sequence[str]] = _NONE
) -> Sheet:
    """The table on a sheet of a workbook: the one named, else the first with rows. `formulas`: it holds some.

    `merged` are the merged cells (`C4:C5`) of each of its parts: words that stand in several rows count for each of them.

    The bytes have passed the guard for packages before. Unreadable where there is no such sheet or no workbook; ConfigError
    where the `xlsx` extra is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ConfigError("Workbooks need the package openpyxl.", hint="Install it with: pip install 'clmctl[xlsx]'") from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        seen = _Seen()
        chosen = _chosen(name, book, sheet, seen)
        rows = list(_rows(book[chosen], seen))
        _Seen().look(len(rows) * max((len(cells) for _, cells in rows), default=0))
        spans = _spread(name, rows, merged.get(str(getattr(book[chosen], "_worksheet_path", "")).lstrip("/"), ()))
        sources = dict(_rows(load_workbook(io.BytesIO(data), read_only=True)[chosen], _Seen())) if formulas else {}
    except (KeyError, ValueError, TypeError, OSError, AttributeError, EOFError, SyntaxError) as problem:
        raise Unreadable(
            f"The workbook cannot be read: {problem}.", hint="Open it in a spreadsheet and save it again.", path=name
        ) from None
    if not rows:
        raise Unreadable("The table is empty.", hint="Put the table on the first sheet, or name its sheet.", path=name)
    read = _sheet(name, chosen, rows, sources)
    return replace(read, findings=(*read.findings, *spans)) if spans else read


class _Seen:
    """How many cells were looked at."""

    def __init__(self) -> None:
        self.count = 0

    def look(self, cells: int) -> None:
        """Counts some more. ValueError where they are more than a register has."""
        self.count += cells
        if self.count > _MOST_CELLS:
            raise ValueError(f"it has more than {_MOST_CELLS:,} cells; clear what stands far to the right")


def _spread(name: str, rows: Sequence[tuple[int, list[str]]], merged: Iterable[str]) -> list[Finding]:
    """Puts the words of cells that are merged over several rows into each of these rows, and tells of each.

    ValueError for cells merged one over the other: no program that makes tables does that.
    """
    numbers = [number for number, _ in rows]
    spans = (match for match in map(_SPAN.fullmatch, dict.fromkeys(merged)) if match is not None)
    found: list[Finding] = []
    until: dict[int, tuple[int, str]] = {}
    for top, at, bottom, ref in sorted((int(m["top"]), _column(m["column"]), int(m["bottom"]), m[0]) for m in spans):
        if bottom <= top:
            continue
        ends, other = until.get(at, (0, ""))
        if top <= ends:
            raise ValueError(f"the cells {other} and {ref} are merged one over the other")
        until[at] = bottom, ref
        here = bisect_left(numbers, top)
        after = bisect_right(numbers, bottom)
        if after - here < 2 or numbers[here] != top or at >= len(first := rows[here][1]) or not first[at]:
            continue
        for _, cells in rows[here + 1 : after]:
            cells.extend([""] * (at + 1 - len(cells)))
            cells[at] = cells[at] or first[at]
        message = f"The cells {ref} are merged; what they say counts for each of these rows."
        found.append(Finding("SX006", "unreadable", "info", Place(name, top), message))
    return found


def _column(letters: str) -> int:
    """The place of a column, from 0: `A` is 0, `AA` is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _chosen(name: str, book: Any, sheet: str, seen: _Seen) -> str:
    names = list(book.sheetnames)
    if sheet:
        if sheet in names:
            return sheet
        raise Unreadable(f"The workbook has no sheet {sheet!r}.", hint=f"It has {', '.join(names)}.", path=name)
    for one in names:
        if hasattr(book[one], "iter_rows") and next(_rows(book[one], seen), None) is not None:
            return str(one)
    raise Unreadable("The workbook has no sheet with rows.", hint="Put the table on the first sheet.", path=name)


def _rows(sheet: Any, seen: _Seen) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds something, with its number. ValueError where there are more than a register has."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number > _MOST:
            raise ValueError(f"it has more than {_MOST:,} rows")
        seen.look(len(row))
        cells = [_words(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if any(cells):
            yield number, cells


def _words(cell: Any) -> str:
    """A cell's value as words: dates in ISO, amounts with the currency they are shown in, percentages with their sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.days} days"
    if isinstance(value, int | float):
        return _number(value, str(getattr(cell, "number_format", "") or ""))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _number(value: float, shown: str) -> str:
    if not math.isfinite(value):
        return ""
    if "%" in shown:
        return f"{_plain(round(value * 100, 10))}%"
    code = _CODE.search(shown)
    currency = code[1] if code else next((name for sign, name in _SIGNS.items() if sign in shown), "")
    return f"{_plain(value)} {currency}".rstrip()


def _plain(value: float) -> str:
    """A number without an exponent or a needless point."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _sheet(name: str, chosen: str, rows: list[tuple[int, list[str]]], sources: dict[int, list[str]]) -> Sheet:
    widest = max(len([cell for cell in cells if cell]) for _, cells in rows[:_BEFORE_HEADINGS])
    at = next(index for index, (_, cells) in enumerate(rows) if sum(map(bool, cells)) * 2 >= widest)
    findings: list[Finding] = []
    heading, cells = rows[at]
    if at:
        several = f"Rows 1 to {heading - 1} above the headings are no rows and were"
        which = "Row 1 above the headings is no row and was" if heading == 2 else several
        words = f"{which} left out."
        findings.append(Finding("SX006", "unreadable", "info", Place(name, 1), words))
    columns = named(name, heading, cells, findings)
    body = rows[at + 1 :]
    width = max([len(columns), *(len(cells) for _, cells in body)])
    columns += [f"Column {position + 1}" for position in range(len(columns), width)]
    odd = Oddities(name)
    found: list[SheetRow] = []
    for number, cells in body:
        whole = [*cells, *[""] * (width - len(cells))]
        odd.look(number, whole, columns, width)
        for position, source in enumerate(sources.get(number, ())[:width]):
            if source.startswith("=") and not whole[position]:
                whole[position] = source
                words = f"{columns[position]} holds a formula whose result the file does not say; it is kept as words."
                findings.append(Finding("SX006", "unreadable", "warning", Place(name, number), words))
        found.append(SheetRow(number, tuple(whole)))
    if not found:
        findings.append(Finding("SX006", "unreadable", "warning", Place(name, heading), "The table has headings and no rows."))
    return Sheet(name, tuple(columns), tuple(found), f"workbook, sheet {chosen}", (*findings, *odd.findings()))

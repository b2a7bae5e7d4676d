"""The format table: how a table of answers is written for people and for programs."""

import csv
import io
import re
import sys
from collections.abc import Callable, Sequence

from clmctl.cli.render import show_json, show_table
from clmctl.cli.terminal import sanitise
from clmctl.errors import UsageError
from clmctl.exchange.xlsx import workbook
from clmctl.model.period import Period
from clmctl.model.value import Value

Cell = str | int | float | bool | dict[str, str] | list[str] | None
Rows = Sequence[Sequence[Cell]]
_NUMERAL = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
#: A cell that starts so is read as a formula by a spreadsheet (OWASP, CSV injection), fullwidth forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def as_text(cell: Cell) -> str:
    """The cell as a person reads it in one line."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dict):
        return " ".join(cell[key] for key in ("amount", "currency") if cell.get(key))
    if isinstance(cell, list):
        return ", ".join(cell)
    return str(cell)


def _number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _is_numeral(text: str) -> bool:
    return _NUMERAL.fullmatch(text) is not None


def guarded_cell(cell: Cell) -> str:
    """Text no spreadsheet takes for a formula: a leading quote where it would be; numbers stay numbers."""
    text = as_text(cell)
    if _number(cell) or not text.lstrip(" ").startswith(_FORMULA) or _is_numeral(text):
        return text
    return "'" + text


def write_text(names: Sequence[str], rows: Rows) -> None:
    """An aligned table on stdout, numbers flush right."""
    right = frozenset(i for i in range(len(names)) if rows and all(_number(row[i]) or row[i] is None for row in rows))
    show_table(names, [[cell if type(cell) is str else as_text(cell) for cell in row] for row in rows], right=right)


def write_json(names: Sequence[str], rows: Rows) -> None:
    """A list of objects with exactly these keys."""
    show_json([dict(zip(names, row, strict=True)) for row in rows])


def write_csv(names: Sequence[str], rows: Rows) -> None:
    """RFC 4180 with a heading line; cells that look like formulas get a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([guarded_cell(cell) for cell in row] for row in rows)
    sys.stdout.write(sanitise(out.getvalue()))


def write_md(names: Sequence[str], rows: Rows) -> None:
    """A GFM table; pipes and line ends in cells are escaped."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    text = line(list(names)) + line(["---"] * len(names)) + "".join(line([as_text(c) for c in row]) for row in rows)
    sys.stdout.write(sanitise(text))


def write_xlsx(names: Sequence[str], rows: Rows) -> None:
    """A workbook on stdout; refused on a terminal, where nobody could read it."""
    _workbook(names, [[cell if _number(cell) else as_text(cell) for cell in row] for row in rows])


def write_values(names: Sequence[str], rows: Sequence[Sequence[Value | None]]) -> None:
    """A workbook of typed values on stdout: dates, amounts and percentages as what a spreadsheet counts with."""
    _workbook(names, [[_countable(value) for value in row] for row in rows])


def _countable(value: Value | None) -> object:
    if isinstance(value, bool):
        return as_text(value)
    if isinstance(value, Period):
        return value.iso()
    return ", ".join(value) if isinstance(value, tuple) else value


def _workbook(names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if sys.stdout.isatty():
        raise UsageError(
            "A workbook cannot be shown in a terminal.", hint="Send it to a file: clmctl query ... --format xlsx > portfolio.xlsx"
        )
    sys.stdout.buffer.write(workbook(names, rows))


FORMATS: dict[str, Callable[[Sequence[str], Rows], None]] = {
    "table": write_text,
    "text": write_text,
    "json": write_json,
    "csv": write_csv,
    "md": write_md,
    "xlsx": write_xlsx,
}


def is_json(format_name: str) -> bool:
    """Whether an answer that is a page for people, or data for programs, is wanted as data; UsageError for another format."""
    if format_name not in ("text", "json"):
        raise UsageError(f"There is no format {format_name!r} here.", hint="Choose text or json.")
    return format_name == "json"


def write(format_name: str, names: Sequence[str], rows: Rows) -> None:
    """Writes the answer on stdout in the named format; UsageError names the formats there are."""
    if format_name not in FORMATS:
        raise UsageError(f"There is no format {format_name!r}.", hint=f"Choose one of: {', '.join(FORMATS)}.")
    FORMATS[format_name](names, rows)

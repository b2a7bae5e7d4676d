"""Tables from CSV text of any dialect: delimiter, quotes and headings are found out; what is odd is a finding in its line."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from clmctl.errors import Unreadable
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.model.register import Sheet, SheetRow

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
#: So many rows tell the delimiter and the line of headings.
_SAMPLE = 40
#: The longest cell that is read; csv's own limit of 131,072 characters is one that real tables pass.
_LONGEST = 64 * 1024 * 1024
#: What Excel itself can hold in a cell: a longer one is remarked on.
_MOST_IN_EXCEL = 32_767
#: So many findings of one kind are told one by one.
_TOLD = 20
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_UNCLOSED = "A quote that opens in this line is never closed; the lines from here on were read one by one"
_FORMULA = re.compile(r"[=@]|[+-](?=[A-Za-z(\"'])")


@frozen
class _Form:
    """How a text is cut into cells."""

    delimiter: str
    escaped: bool = False


class _Rows:
    """The rows of a text, cut anew each time somebody goes through them: no more than one of them stands in memory."""

    def __init__(self, text: str, form: _Form, heading: int, width: int, last: int) -> None:
        self._text, self._form, self._heading, self._width, self._last = text, form, heading, width, last

    def __iter__(self) -> Iterator[SheetRow]:
        for number, cells in _records(self._text, self._form):
            if number > self._last:
                return
            if number > self._heading and any(cells):
                yield SheetRow(number, (*cells[: self._width], *[""] * (self._width - len(cells))))


def read_csv(name: str, text: str) -> Sheet:
    """The table in a text. Unreadable where it has no line of headings."""
    text = text.replace("\r\n", "\n")
    text = text.replace("\r", " " if "\n" in text else "\n")  # alone beside others, it is a break that somebody typed in a cell
    if not text.strip():
        raise Unreadable("The table is empty.", hint="Export it again, with its line of headings.", path=name)
    text, form = _without_hint(text)
    form = form or _form_of(text)
    findings: list[Finding] = []
    heading, columns = _heading(name, text, form, findings)
    look = _look(name, text, form, (heading, columns), findings)
    columns += [_lettered(at) for at in range(len(columns), look.width)]
    words = f"CSV, {_DELIMITERS.get(form.delimiter, repr(form.delimiter))}"
    rows = _Rows(text, form, heading, len(columns), look.last)
    return Sheet(name, tuple(columns), rows, words, tuple(sorted(findings, key=lambda one: one.place.line)))


def _without_hint(text: str) -> tuple[str, _Form | None]:
    """The text with Excel's line `sep=;` blanked, and what it says."""
    match = _HINT.match(text)
    if match is None:
        return text, None
    return "\n" + text[match.end() :], _Form(match[1])


def _records(text: str, form: _Form, opened: Callable[[int], None] | None = None) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in, its cells without blanks around them.

    A quote that is never closed costs the line it opens in and no more: `opened` is told of it, and the lines from there on
    are cut one by one.
    """
    csv.field_size_limit(_LONGEST)
    total = text.count("\n") + (not text.endswith("\n"))
    reader = csv.reader(io.StringIO(text, newline="\n"), **_dialect(form))
    begin = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise Unreadable(f"The table cannot be read from line {begin} on: {wrong}.", hint="Save it again as CSV.") from None
        if begin < reader.line_num == total and _open_ended(text, begin, form):
            if opened is not None:
                opened(begin)
            for number, line in _lines_from(text, begin):
                yield number, _cut(line, form)
            return
        yield begin, [_bare(cell) for cell in cells]
        begin = reader.line_num + 1


def _dialect(form: _Form) -> dict[str, Any]:
    """The arguments of csv.reader."""
    found: dict[str, Any] = {"delimiter": form.delimiter, "skipinitialspace": True}
    if form.escaped:
        found |= {"doublequote": False, "escapechar": "\\"}
    return found


def _open_ended(text: str, begin: int, form: _Form) -> bool:
    """Whether the record from a line to the end of the text got there because its quote is never closed."""
    record = "\n".join(line for _, line in _lines_from(text, begin))
    try:
        for _ in csv.reader(io.StringIO(record, newline="\n"), strict=True, **_dialect(form)):
            pass
    except csv.Error as wrong:
        return "unexpected end of data" in str(wrong)
    return False


def _lines_from(text: str, begin: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if number >= begin and line.strip("\r"):
            yield number, line


def _cut(line: str, form: _Form) -> list[str]:
    """The cells of one line; where its quotes do not match, cut at every delimiter."""
    try:
        return [_bare(cell) for cell in next(csv.reader([line], strict=True, **_dialect(form)), [])]
    except csv.Error:
        return [_bare(cell).strip('"') for cell in line.split(form.delimiter)]


def _bare(cell: str) -> str:
    """A cell without blanks around it; `="0012"`, by which Excel keeps a text a text, is that text."""
    cell = cell.replace("\r\n", "\n").strip(" \t\r\n\u00a0\u200b\ufeff")
    if cell[:2] == '="' and (match := _TEXT_FORMULA.fullmatch(cell)):
        return match[1].replace('""', '"')
    return cell


def _form_of(text: str) -> _Form:
    """The delimiter with which the first rows have most cells and agree best on how many."""
    begin = text[:200_000]
    escaped = '\\"' in begin and '""' not in begin
    scores: dict[str, tuple[float, int]] = {}
    for delimiter in _DELIMITERS:
        widths: list[int] = []
        try:
            for _, cells in _records(text, _Form(delimiter, escaped)):
                if any(cells):
                    widths.append(len(cells))
                if len(widths) >= _SAMPLE:
                    break
        except Unreadable:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width)) if widths else 1
        scores[delimiter] = (widths.count(usual) / len(widths) if widths and usual > 1 else 0.0, usual)
    if not scores:
        return _Form(",", escaped)
    best = max(scores, key=lambda delimiter: (scores[delimiter][0] > 0.5, scores[delimiter][1] if scores[delimiter][0] else 0))
    return _Form(best if scores[best][0] else ",", escaped)


def _heading(name: str, text: str, form: _Form, findings: list[Finding]) -> tuple[int, list[str]]:
    """The line of the headings and their names: the first row about as wide as the widest near the beginning."""
    first: list[tuple[int, list[str]]] = []
    for record in _records(text, form):
        if any(record[1]):
            first.append(record)
        if len(first) >= _SAMPLE:
            break
    if not first:
        raise Unreadable("The table is empty.", hint="Export it again, with its line of headings.", path=name)
    widest = max(sum(map(bool, cells)) for _, cells in first)
    number, cells = next((at, row) for at, row in first if sum(map(bool, row)) * 2 >= widest)
    before = [at for at, _ in first if at < number]
    if before:
        findings.append(_finding(name, before[0], f"{_lines(before)} above the headings are no rows and were left out", "info"))
    return number, named(name, number, cells, findings)


def named(name: str, line: int, cells: Sequence[str], findings: list[Finding]) -> list[str]:
    """A name for every column: its heading on one line, numbered where it stands twice, a letter where it is empty."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    columns: list[str] = []
    seen: dict[str, int] = {}
    for at, cell in enumerate(cells):
        heading = " ".join(cell.split())[:200]
        if not heading:
            heading = _lettered(at)
            findings.append(_finding(name, line, f"The heading of column {_letters(at)} is empty; it is called {heading!r} here"))
        count = seen[heading] = seen.get(heading, 0) + 1
        if count > 1:
            twice = heading
            while heading in seen:
                heading = f"{twice} ({count})"
                count += 1
            seen[heading] = 1
            findings.append(
                _finding(
                    name, line, f"The heading {twice!r} stands twice; the one in column {_letters(at)} is called {heading!r}"
                )
            )
        columns.append(heading)
    return columns


@frozen
class _Look:
    width: int
    last: int


def _look(name: str, text: str, form: _Form, head: tuple[int, list[str]], findings: list[Finding]) -> _Look:
    """The width of the widest row and the last line that is a row; what is odd in rows goes to `findings`."""
    heading, columns = head
    width, last, gap = len(columns), heading, False
    after: list[tuple[int, int]] = []
    odd = Oddities(name)
    rows = 0
    for number, cells in _records(text, form, lambda line: findings.append(_finding(name, line, _UNCLOSED))):
        if number <= heading:
            continue
        if not any(cells):
            gap = gap or rows > 0
            continue
        filled = sum(map(bool, cells))
        if (gap and filled == 1 and cells[0] and len(columns) > 2) or after:
            after.append((number, filled))
            if filled == 1:
                continue
            after = []  # rows go on after the gap: what stood there were rows too
        gap, last = False, number
        rows += 1
        more = len(cells)
        while more > len(columns) and not cells[more - 1]:
            more -= 1
        width = max(width, more)
        odd.look(number, cells, columns, len(cells) if len(cells) < len(columns) else more)
    if after:
        lines = [number for number, _ in after]
        findings.append(_finding(name, lines[0], f"{_lines(lines)} below the rows are no rows and were left out", "info"))
    if not rows:
        findings.append(_finding(name, heading, "The table has headings and no rows"))
    findings += odd.findings()
    return _Look(width, last if not after else after[0][0] - 1)


class Oddities:
    """Rows of another width than the headings, formulas, and cells longer than a spreadsheet holds, each with its place."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._kinds: dict[str, list[Finding]] = {}
        self._more: dict[str, int] = {}

    def look(self, number: int, cells: Sequence[str], columns: Sequence[str], width: int) -> None:
        """Notes what is odd about a row; `width` is how many cells it has."""
        if width != len(columns):
            told = f"This row has {width} cells, the headings are {len(columns)}"
            self._note("ragged", number, f"{told}; what is missing is empty" if width < len(columns) else f"{told}; all are kept")
        for at, cell in enumerate(cells):
            if cell and cell[0] in "=@+-" and _FORMULA.match(cell):
                self._note("formula", number, f"{_column(columns, at)} holds a formula; it is kept as words and never worked out")
            if len(cell) > _MOST_IN_EXCEL:
                self._note("long", number, f"{_column(columns, at)} holds {len(cell):,} characters; they are kept as words")

    def _note(self, kind: str, number: int, message: str) -> None:
        told = self._kinds.setdefault(kind, [])
        if len(told) < _TOLD:
            told.append(_finding(self._name, number, message, "info" if kind != "ragged" else "warning"))
        else:
            self._more[kind] = self._more.get(kind, 0) + 1

    def findings(self) -> list[Finding]:
        """What was noted; beyond the first twenty of a kind only how many."""
        found = [finding for told in self._kinds.values() for finding in told]
        for kind, count in self._more.items():
            last = self._kinds[kind][-1]
            found.append(
                _finding(self._name, last.place.line + 1, f"{count} more rows or cells of the kind: {last.message}", "info")
            )
        return found


def _column(columns: Sequence[str], at: int) -> str:
    return columns[at] if at < len(columns) else _lettered(at)


def _finding(name: str, line: int, message: str, severity: str = "warning") -> Finding:
    return Finding("SX006", "unreadable", "info" if severity == "info" else "warning", Place(name, line), f"{message}.")


def _lines(numbers: Sequence[int]) -> str:
    return f"Line {numbers[0]}" if len(numbers) == 1 else f"Lines {numbers[0]} to {numbers[-1]}"


def _lettered(at: int) -> str:
    return f"Column {_letters(at)}"


def _letters(at: int) -> str:
    """The letters by which a spreadsheet calls a column: A, B ... Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

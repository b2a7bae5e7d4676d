"""A report as plain text: aligned columns that fit a width, and as Markdown."""

import unicodedata
from collections.abc import Sequence

from clmctl.model.page import Grid, Page, Section

WIDTH = 98
_GAP = 2
#: No column is made narrower than this, so words are not torn to pieces.
_LEAST = 8


def plain(page: Page, width: int = WIDTH) -> str:
    """The report as text of at most `width` columns, wide characters counted twice; long cells go on below."""
    lines = [page.title, "=" * min(_columns(page.title), width)]
    lines += [line for words in page.about for line in wrapped(words, width)]
    if page.counts:
        lines.append("")
        lines += _counted(page, width)
    for section in page.sections:
        lines += ["", *_section(section, width)]
    if page.closing:
        lines += ["", "-" * min(40, width)]
        lines += [line for words in page.closing for line in wrapped(words, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _counted(page: Page, width: int) -> list[str]:
    return wrapped(", ".join(f"{number} {what}" for number, what, _ in page.counts) + ".", width)


def _section(section: Section, width: int) -> list[str]:
    mark = "! " if section.tone == "alarm" and not section.is_empty else ""
    lines = [f"{mark}{section.title.upper()}"]
    if section.is_empty:
        return [*lines, *wrapped(section.empty or "Nothing.", width)]
    lines += [line for words in section.words for line in wrapped(words, width)]
    for grid in section.grids:
        if not grid.rows:
            continue
        if grid.title:
            lines += ["", *wrapped(grid.title, width)]
        lines += _grid(grid, width)
    return lines


def _grid(grid: Grid, width: int) -> list[str]:
    used = [at for at in range(len(grid.columns)) if any(row[at] for row in grid.rows)]
    rows = [[grid.columns[at] for at in used], *([row[at] for at in used] for row in grid.rows)]
    widths = _fitted(rows, width - _GAP * (len(used) - 1))
    flush = [grid.columns[at] in grid.right for at in used]
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [wrapped(cell, room) or [""] for cell, room in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            pieces = [
                _set(cell[line] if line < len(cell) else "", room, right=right)
                for cell, room, right in zip(cells, widths, flush, strict=True)
            ]
            lines.append((" " * _GAP).join(pieces).rstrip())
        if number == 0:
            lines.append((" " * _GAP).join("-" * room for room in widths))
    if grid.more:
        lines += wrapped(grid.more, width)
    return lines


def _fitted(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The width of each column: what it needs, the widest made narrower until all fit."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    least = [
        min(width, max(_LEAST, *(_longest(cell) for cell in column)))
        for width, column in zip(widths, zip(*rows, strict=True), strict=True)
    ]
    while sum(widths) > room:
        able = [at for at, width in enumerate(widths) if width > least[at]]
        if not able:
            able = [at for at, width in enumerate(widths) if width > _LEAST]
            if not able:
                break
        widest = max(able, key=lambda at: widths[at])
        widths[widest] -= 1
    return widths


def _longest(text: str) -> int:
    """The columns its longest word takes, where that is a usual word; longer ones are broken."""
    return min(16, max(map(_columns, text.split()), default=0))


def _set(text: str, room: int, *, right: bool) -> str:
    gap = " " * max(0, room - _columns(text))
    return gap + text if right else text + gap


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words; a word longer than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        if line and _columns(line) + 1 + _columns(rest) <= width:
            line = f"{line} {rest}"
            continue
        if line:
            lines.append(line)
        while _columns(rest) > width:
            head = _head(rest, width)
            lines.append(head)
            rest = rest[len(head) :]
        line = rest
    return [*lines, line] if line else lines


def _head(word: str, width: int) -> str:
    """As many characters of the word as fit, one at least; after a hyphen or slash where one is near the end."""
    taken = 0
    for number, char in enumerate(word):
        taken += _columns(char)
        if taken > width:
            cut = max(word.rfind("-", 0, number), word.rfind("/", 0, number)) + 1
            return word[: cut if cut > number // 2 else max(1, number)]
    return word


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 0 if unicodedata.combining(char) else 1 for char in text)


def markdown(page: Page) -> str:
    """The report as GFM: headings, paragraphs, tables; what Markdown would read as its own is escaped."""
    lines = [f"# {_escaped(page.title)}", ""]
    lines += [line for words in page.about for line in (_escaped(words), "")]
    if page.counts:
        lines += [f"- **{_escaped(number)}** {_escaped(what)}" for number, what, _ in page.counts] + [""]
    for section in page.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        if section.is_empty:
            lines += [_escaped(section.empty or "Nothing."), ""]
            continue
        lines += [line for words in section.words for line in (_escaped(words), "")]
        for grid in section.grids:
            if grid.rows:
                lines += _table(grid)
    lines += [line for words in page.closing for line in (f"*{_escaped(words)}*", "")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(grid: Grid) -> list[str]:
    lines = [f"**{_escaped(grid.title)}**", ""] if grid.title else []
    lines.append("| " + " | ".join(map(_escaped, grid.columns)) + " |")
    lines.append("| " + " | ".join("---:" if name in grid.right else "---" for name in grid.columns) + " |")
    lines += ["| " + " | ".join(map(_escaped, row)) + " |" for row in grid.rows]
    return [*lines, "", *([_escaped(grid.more), ""] if grid.more else [])]


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_|<>[]#~" else char for char in text)

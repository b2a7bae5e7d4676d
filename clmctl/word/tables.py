"""Tables: measured columns, a head row that repeats, figures to the right."""

import re
from functools import lru_cache

from clmctl.model.block import Block, Defined, Inline, Link, Placeholder, Reference, Text
from clmctl.word.inlines import Inlines
from clmctl.word.scripts import needs_telling, stretches
from clmctl.word.xml import paragraph

_FIGURE = re.compile(r"(?:[A-Z]{3}\s?)?-?[\d.,  ]*\d\s?%?|[–—-]?")
_HYPHEN = re.compile(r"(?<=-)")
#: An address that Word would break at a hyphen, and how much of the room, in per cent, a line may take to keep it whole.
_BREAKING = re.compile(r"[^\s@]*-[^\s@]*@|@\S*-")
_HELD = 55
#: Widths of characters in 9 point Arial, in twentieths of a point: narrow and wide ones, the rest, those of the East.
_SPACE, _WIDEST = 60, 185
_WIDTHS = bytes(
    60 if chr(code) in ".,:;'!|ijltfrI()[]/- " else 145 if chr(code) in "ABCDEFGHJKLMNOPQRSTUVWXYZmw%@&" else 103
    for code in range(256)
)
#: What a cell's margins take, and from which width on more room makes a text no better to read, in twentieths of a point.
_PADDING, _LONG = 220, 4_200
#: Cells of up to so many characters stand on one line where there is room.
_SHORT = 15
#: A table of up to so many rows is not parted by a page.
_TOGETHER = 8


def table(block: Block, ink: Inlines, indent: int) -> str:
    """The table of a block, `indent` from the margin and as wide as is left, followed by a small gap."""
    columns = max((len(row) for row in block.rows), default=0)
    if not columns:
        return ""
    shown = [[_words(cell, ink, block.lang) for cell in row] for row in block.rows]
    room = ink.style.width - indent
    widths = _widths(shown, block.header_rows, columns, room)
    aligns = [_align(block, shown, column) for column in range(columns)]
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ink.style.styles["table"]}"/>{_direction(shown)}',
        f'<w:tblW w:w="{room}" w:type="dxa"/>',
        f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else "",
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>',
        "".join(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    for index, row in enumerate(block.rows):
        head = index < block.header_rows
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
        style = ink.style.styles["cellhead" if head else "cell"]
        # A short table stays on one page; in a long one the first rows stay with the head.
        together = len(block.rows) <= _TOGETHER or index <= block.header_rows
        keep = "<w:keepNext/>" if together and index + 1 < len(block.rows) else ""
        for column, width in enumerate(widths):
            cell = row[column] if column < len(row) else ()
            align = f'<w:jc w:val="{aligns[column]}"/>' if aligns[column] else ""
            body = paragraph(style, ink.write(cell, block, width=width - 200), keep + align)
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{body}</w:tc>')
        out.append("</w:tr>")
    out.append("</w:tbl>")
    out.append(gap(ink))
    return "".join(out)


def _direction(shown: list[list[str]]) -> str:
    """Columns from the right where the first words of the table are written so."""
    words = next((cell for row in shown for cell in row if cell.strip()), "")
    return "<w:bidiVisual/>" if needs_telling(words) and next(stretches(words))[0] == "rtl" else ""


def gap(ink: Inlines) -> str:
    """A low empty paragraph: room below a table, and what keeps two tables apart."""
    return paragraph(ink.style.styles["cell"], "", '<w:spacing w:before="0" w:after="60"/>')


def _words(cell: tuple[Inline, ...], ink: Inlines, lang: str) -> str:
    """The characters a cell shows, for measuring."""
    out = []
    for inline in cell:
        match inline:
            case Text(text) | Link(text) | Defined(text):
                out.append(text)
            case Placeholder():
                out.append(ink.printed(inline, lang))
            case Reference(word):
                out.append(f"{word} 10.2")
            case _:
                out.append(" ")
    return "".join(out)


def _align(block: Block, shown: list[list[str]], column: int) -> str:
    """A column's alignment: what the text says, else right where it holds figures only and is not the first."""
    if column < len(block.aligns) and block.aligns[column]:
        return block.aligns[column]
    if column == 0:  # what names the row, though it be a number
        return ""
    cells = [row[column].strip() for row in shown[block.header_rows :] if column < len(row)]
    return "right" if any(cells) and all(_FIGURE.fullmatch(cell) for cell in cells) else ""


def _widths(shown: list[list[str]], heads: int, columns: int, room: int) -> list[int]:
    """Widths by what the cells hold: no word broken and no short cell wrapped while there is room, long text takes the rest."""
    held = _widths_by(shown, heads, columns, room, hold=_HELD * room // 100)
    return held or _widths_by(shown, heads, columns, room, hold=0)


def _widths_by(shown: list[list[str]], heads: int, columns: int, room: int, *, hold: int) -> list[int]:
    """The widths; with `hold` a line up to so wide is not broken, which Word does within an address at its hyphens: none come
    back where that leaves the short cells no line of their own."""
    words, shorts, wishes, wholes = ([_PADDING] * columns for _ in range(4))
    for index, row in enumerate(shown):
        bold = 1.08 if index < heads else 1.0
        for column, cell in enumerate(row):
            whole, word = _measure(cell, hold)
            whole, word = int(whole * bold) + _PADDING, int(word * bold) + _PADDING
            words[column] = max(words[column], word)
            shorts[column] = max(shorts[column], whole if len(cell) <= _SHORT else word)
            wishes[column] = max(wishes[column], min(whole, max(_LONG, word)))
            wholes[column] = max(wholes[column], whole)
    if hold and sum(map(max, words, shorts)) > room:
        return []
    widths = shorts if sum(shorts) <= room else words
    for goal in (wishes, wholes):
        more = [max(wish - width, 0) for wish, width in zip(goal, widths, strict=True)]
        left = room - sum(widths)
        if left <= 0 or sum(more) > left:
            break
        widths = [width + extra for width, extra in zip(widths, more, strict=True)]
    else:
        more = widths
    left, total = room - sum(widths), sum(more)
    if left < 0:
        return _broken(widths, room)
    widths = [width + left * share // max(total, 1) for width, share in zip(widths, more, strict=True)]
    widths[-1] += room - sum(widths)
    return widths


def _broken(widths: list[int], room: int) -> list[int]:
    """The widths where words must break: those of the widest columns do, so that no figure does beside an address."""
    out, left = list(widths), room
    for done, column in enumerate(sorted(range(len(widths)), key=lambda column: widths[column])):
        out[column] = min(widths[column], left // (len(widths) - done))
        left -= out[column]
    return out


@lru_cache(maxsize=1024)
def _measure(text: str, hold: int) -> tuple[int, int]:
    """How wide the longest line and the longest word run in the default table style, in twentieths of a point.

    Rather too wide than too narrow. A line with an address that has hyphens counts as a word where it is no wider than `hold`.
    """
    whole = longest = 0
    for line in text.split("\n"):
        width = -_SPACE
        for word in line.split(" "):
            parts = [_run(part) for part in _HYPHEN.split(word)] if "-" in word else [_run(word)]
            width += sum(parts) + _SPACE
            longest = max(longest, *parts)
        whole = max(whole, width)
        if width <= hold and _BREAKING.search(line):
            longest = max(longest, width)
    return whole, longest


def _run(word: str) -> int:
    """How wide a piece without spaces runs."""
    width = sum(word.encode("latin-1", "replace").translate(_WIDTHS))
    return width if word.isascii() else width + (_WIDEST - 103) * sum(char >= "\u1100" for char in word)

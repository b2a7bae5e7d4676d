"""Tables: measured columns, a head row that repeats, figures to the right."""

import re

from clmctl.model.block import Block, Defined, Inline, Link, Placeholder, Reference, Text
from clmctl.word.inlines import Inlines
from clmctl.word.xml import paragraph

_FIGURE = re.compile(r"(?:[A-Z]{3}\s?)?-?[\d.,  ]*\d\s?%?|[–—-]?")
#: The narrowest a column gets, and the longest line of text worth room for, in characters.
_NARROW, _LONG = 6, 44


def table(block: Block, ink: Inlines, indent: int) -> str:
    """The table of a block, `indent` from the margin and as wide as is left, followed by a small gap."""
    columns = max((len(row) for row in block.rows), default=0)
    if not columns:
        return ""
    shown = [[_words(cell, ink, block.lang) for cell in row] for row in block.rows]
    room = ink.style.width - indent
    widths = _widths(shown, columns, room)
    aligns = [_align(block, shown, column) for column in range(columns)]
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{ink.style.styles["table"]}"/><w:tblW w:w="{room}" w:type="dxa"/>',
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
        # The first rows stay with the head, so that no head stands alone at the foot of a page.
        keep = "<w:keepNext/>" if index <= block.header_rows and index + 1 < len(block.rows) else ""
        for column, width in enumerate(widths):
            cell = row[column] if column < len(row) else ()
            align = f'<w:jc w:val="{aligns[column]}"/>' if aligns[column] else ""
            body = paragraph(style, ink.write(cell, block, width=width - 200), keep + align)
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{body}</w:tc>')
        out.append("</w:tr>")
    out.append("</w:tbl>")
    out.append(gap(ink))
    return "".join(out)


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
    """A column's alignment: what the text says, else right where it holds figures only."""
    if column < len(block.aligns) and block.aligns[column]:
        return block.aligns[column]
    cells = [row[column].strip() for row in shown[block.header_rows :] if column < len(row)]
    return "right" if any(cells) and all(_FIGURE.fullmatch(cell) for cell in cells) else ""


def _widths(shown: list[list[str]], columns: int, room: int) -> list[int]:
    """Widths by what the cells hold: no column narrower than its longest word, long text shares the rest."""
    weights: list[float] = []
    for column in range(columns):
        cells = [row[column] for row in shown if column < len(row)]
        longest = max((len(cell) for cell in cells), default=0)
        word = max((len(part) for cell in cells for part in cell.split()), default=0)
        weights.append(max(_NARROW, min(word, 24) + 2, min(longest, _LONG) + 2))
    total = sum(weights)
    widths = [int(room * weight / total) for weight in weights]
    widths[-1] += room - sum(widths)
    return widths

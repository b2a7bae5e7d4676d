"""The signature page: one block per signatory, two side by side, never parted by a page."""

from clmctl.model.party import Party, Signatory
from clmctl.word.inlines import Inlines
from clmctl.word.tables import gap
from clmctl.word.xml import paragraph, run

_LABEL, _GAP = 1150, 500


def signatures(parties: tuple[Party, ...], ink: Inlines) -> str:
    """Signature blocks of every party, a party a column: for whom, a line to sign on, name, title and date."""
    out = []
    for at in range(0, len(parties), 2):
        pair = parties[at : at + 2]
        columns = [[(party, person) for person in party.signatories or (Signatory(),)] for party in pair]
        for row in range(max(len(column) for column in columns)):
            out.append(_pair([column[row] if row < len(column) else None for column in columns], ink))
            out.append(gap(ink))
    return "".join(out)


def _pair(pair: list[tuple[Party, Signatory] | None], ink: Inlines) -> str:
    """A table of at most two blocks: label, line, gap, label, line."""
    line = (ink.style.width - 2 * _LABEL - _GAP) // 2
    grid = [_LABEL, line, _GAP, _LABEL, line][: 2 if len(pair) == 1 else 5]
    words = ink.words
    people = [block[1] if block else None for block in pair]
    rows = [
        _heads([block[0] if block else None for block in pair], grid, ink),
        _row([(words.signature, "") if person else None for person in people], grid, ink, height=760),
        _row([(words.name, person.name) if person else None for person in people], grid, ink, height=440),
        _row([(words.title, person.title) if person else None for person in people], grid, ink, height=440),
        _row([(words.date, "") if person else None for person in people], grid, ink, height=440),
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(width: int, content: str, ink: Inlines, *, span: int = 1, line: str = "", top: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{line}<w:vAlign w:val="{top or "bottom"}"/></w:tcPr>'
        f"{paragraph(ink.style.styles['signature'], content, '<w:keepNext/>')}</w:tc>"
    )


def _heads(parties: list[Party | None], grid: list[int], ink: Inlines) -> str:
    cells = []
    for index, party in enumerate(parties):
        if index:
            cells.append(_cell(_GAP, "", ink))
        name = (party.legal_name or party.short_name or party.key) if party else ""
        words = run(f"{ink.words.signed_for}\n") + run(name, "<w:b/>") if party else ""
        cells.append(_cell(grid[0] + grid[1], words, ink, span=2, top="top"))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _row(pair: list[tuple[str, str] | None], grid: list[int], ink: Inlines, *, height: int) -> str:
    ruled = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="404040"/></w:tcBorders>'
    cells = []
    for index, line in enumerate(pair):
        if index:
            cells.append(_cell(_GAP, "", ink))
        label, value = line or ("", "")
        cells.append(_cell(_LABEL, run(label), ink))
        cells.append(_cell(grid[1], run(value), ink, line=ruled if line else ""))
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{"".join(cells)}</w:tr>'

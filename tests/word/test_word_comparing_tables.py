"""Two Word files compared: how tables, rows and cells look, told where a reader sees it and as Word tracks it."""

from typing import Literal

import pytest
from lxml import etree
from word_parts import docx

from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.comparing.effect import effects_of
from clmctl.word.comparing.grids import grid_of
from clmctl.word.comparing.settle import settle
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word
from clmctl.word.reading.parts import word_parts

DOCUMENT = "word/document.xml"
GRID = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
LINE = '<w:{} w:val="single" w:sz="4" w:color="{}"/>'
LINES = f"<w:tblBorders>{''.join(LINE.format(side, '000000') for side in ('top', 'bottom', 'insideH'))}</w:tblBorders>"
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
STYLE = (
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>'
    f"<w:tblPr>{LINES}</w:tblPr>{{}}"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
)
HEADED = '<w:tblStyle w:val="Grid"/><w:tblLook w:firstRow="1"/>'


def cell(words: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, props: str = "") -> str:
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, props: str = "", styles: str = "") -> bytes:
    return docx(f"<w:tbl><w:tblPr>{props}</w:tblPr>{GRID}{''.join(rows)}</w:tbl><w:p/>", styles=styles)


def fees(first: str = "", *, of_row: str = "", of_table: str = "", styles: str = "") -> bytes:
    """A table of two rows, whose first cell, first row and whole have these properties."""
    head = row(cell("Item", first), cell("Fee", '<w:tcW w:w="3000" w:type="dxa"/>'), props=of_row)
    return table(head, row(cell("Licence"), cell("EUR 5")), props=of_table, styles=styles)


def compared(old: bytes, new: bytes) -> Compared:
    return compare(old, new, author="Ann", date="2026-11-22T00:00:00Z")


def told(old: bytes, new: bytes) -> list[str]:
    made = compared(old, new)
    assert made.changes == len(read_word(made.docx).revisions)
    return [each.kind for each in read_word(made.docx).revisions]


def settled(redline: bytes, how: Literal["accepted", "rejected"]) -> bytes:
    parts = dict(unpack(redline))
    root = etree.fromstring(parts[DOCUMENT])
    settle(root, how)
    parts[DOCUMENT] = etree.tostring(root)
    return pack([part(name, data) for name, data in parts.items()])


def wide(width: int) -> str:
    return f'<w:tcW w:w="{width}" w:type="dxa"/>'


def lined(colour: str) -> str:
    return f"<w:tcBorders>{LINE.format('bottom', colour)}</w:tcBorders>"


#: A table before and after, and what is told of it.
OTHER: dict[str, tuple[bytes, bytes, list[str]]] = {
    "a ground": (fees(), fees('<w:shd w:val="clear" w:fill="FFFF00"/>'), ["table cell"]),
    "a ground taken away": (
        fees(of_table=HEADED, styles=STYLE), fees('<w:shd w:val="clear" w:fill="auto"/>', of_table=HEADED, styles=STYLE),
        ["table cell"],
    ),
    "the first row no longer the head of its style": (
        fees(of_table=HEADED, styles=STYLE), fees(of_table=HEADED.replace('"1"', '"0"'), styles=STYLE), ["table"],
    ),
    "a line": (fees(), fees(lined("000000")), ["table cell"]),
    "the colour of a line": (fees(lined("000000")), fees(lined("FF0000")), ["table cell"]),
    "the lines of the whole table": (fees(of_table=LINES), fees(), ["table"]),
    "a width": (fees(wide(3000)), fees(wide(900)), ["table cell"]),
    "upright": (fees(), fees('<w:vAlign w:val="bottom"/>'), ["table cell"]),
    "the direction of words": (fees(), fees('<w:textDirection w:val="btLr"/>'), ["table cell"]),
    "a row of a set height": (fees(), fees(of_row='<w:trHeight w:val="200" w:hRule="exact"/>'), ["table row"]),
    "a higher row": (fees(), fees(of_row='<w:trHeight w:val="2000"/>'), ["table row"]),
    "a heading on every page": (fees(), fees(of_row="<w:tblHeader/>"), ["table row"]),
    "a row that stays in one piece": (fees(of_row="<w:cantSplit/>"), fees(), ["table row"]),
    "far in": (fees(), fees(of_table='<w:tblInd w:w="4000" w:type="dxa"/>'), ["table"]),
    "in the middle": (fees(), fees(of_table='<w:jc w:val="center"/>'), ["table"]),
    "the lines of a row": (
        table("<w:tr>" + cell("Item") + cell("Fee") + "</w:tr>"),
        table(f"<w:tr><w:tblPrEx>{LINES}</w:tblPrEx>" + cell("Item") + cell("Fee") + "</w:tr>"), ["table"],
    ),
    "merged with the one above": (
        table(row(cell("Item", '<w:vMerge w:val="restart"/>'), cell("Fee")), row(cell(""), cell("EUR 5"))),
        table(row(cell("Item", '<w:vMerge w:val="restart"/>'), cell("Fee")), row(cell("", "<w:vMerge/>"), cell("EUR 5"))),
        ["table cell"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_a_table_that_looks_otherwise_is_told_and_comes_back_when_rejected(name: str) -> None:
    old, new, said = OTHER[name]
    assert told(old, new) == said
    made = compared(old, new).docx
    for how, wanted in (("accepted", new), ("rejected", old)):
        found = compared(wanted, settled(made, how))  # type: ignore[arg-type]
        assert (found.changes, found.left) == (0, ()), how


def test_cells_merged_side_by_side_come_and_go_with_their_row() -> None:
    old = table(row(cell("Item"), cell("Fee")), row(cell("All in"), cell("")))
    new = table(row(cell("Item"), cell("Fee")), row(cell("All in", '<w:gridSpan w:val="2"/>')))
    assert compared(old, new).changes >= 2


MIXED = '<w:shd w:val="clear" w:fill="{}"{}/>'
THEME = (
    '<a:clrScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:lt1><a:sysClr lastClr="FFFFFF"/></a:lt1>'
    '<a:accent1><a:srgbClr val="4472c4"/></a:accent1></a:clrScheme>'
)
#: Tables that say the same in other words.
SAME: dict[str, tuple[bytes, bytes]] = {
    "what the style says, on the cells": (
        fees(of_table=HEADED, styles=STYLE),
        table(
            row(*(cell(words, DARK + lined("000000").replace("bottom", "top")) for words in ("Item", "Fee"))),
            row(*(cell(words, lined("000000") + lined("000000").replace("bottom", "top")) for words in ("Licence", "EUR 5"))),
        ),
    ),
    "a line of a cell, on the one below": (
        table(row(cell("Item", lined("000000"))), row(cell("Licence"))),
        table(row(cell("Item")), row(cell("Licence", lined("000000").replace("bottom", "top")))),
    ),
    "a line in the colour of the ground": (fees(MIXED.format("4472C4", "")), fees(lined("4472C4") + MIXED.format("4472C4", ""))),
    "measures a program rounds": (
        fees(wide(3000), of_row='<w:trHeight w:val="500"/>', of_table='<w:tblInd w:w="0" w:type="dxa"/>'),
        fees(wide(3004), of_row='<w:trHeight w:val="510" w:hRule="atLeast"/>', of_table='<w:tblInd w:w="108" w:type="dxa"/>'),
    ),
    "the width of its column as a cell's own": (fees(wide(5000)), fees(wide(3000))),
    "a row no lower than its words": (fees(), fees(of_row='<w:trHeight w:val="200"/>')),
    "switches turned off": (
        fees(), fees(of_row='<w:tblHeader w:val="0"/><w:cantSplit w:val="off"/>', of_table='<w:jc w:val="start"/>'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_a_table_that_looks_the_same_is_not_told(name: str) -> None:
    old, new = SAME[name]
    assert (compared(old, new).changes, compared(old, new).left) == (0, ())


def test_a_lighter_colour_of_the_theme_is_the_colour_it_makes() -> None:
    bent = MIXED.format("000000", ' w:themeFill="accent1" w:themeFillTint="33"')
    body = "<w:tbl><w:tblPr/><w:tr>{}</w:tr></w:tbl><w:p/>"
    old, new = (docx(body.format(cell("Item", props)), theme=THEME) for props in (bent, MIXED.format("D9E2F3", "")))
    assert compared(old, new).changes == 0


def test_a_row_that_came_changes_no_line_of_its_neighbours() -> None:
    edge = "<w:tblBorders>" + LINE.format("bottom", "FF0000") + "</w:tblBorders>"
    rows = [row(cell("Item"), cell("Fee")), row(cell("Licence"), cell("EUR 5")), row(cell("Support"), cell("EUR 9"))]
    made = compared(table(*rows[:2], props=edge), table(*rows, props=edge))
    assert read_word(made.docx).revisions == ()


def test_a_style_of_tables_that_was_itself_changed_is_named_once() -> None:
    other = STYLE.replace("1F3864", "FFFF00")
    found = compared(fees(of_table=HEADED, styles=STYLE), fees(of_table=HEADED, styles=other))
    assert (found.changes, found.left) == (0, ("the style 'Grid' itself looks otherwise (ground)",))
    found = compared(fees(of_table=HEADED, styles=STYLE), fees("<w:noWrap/>", of_table=HEADED, styles=other))
    assert (found.changes, found.left) == (0, ("the style 'Grid' itself looks otherwise (ground)",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("Item", "Licence"), ("Items", "Licence")),
        (("Item", "Licence"), ("Licence",)),
        (("Item", "Hosting", "Licence"), ("Item", "Licence")),
        (("Licence",), ("Item", "Licence")),
    ],
)
def test_rows_in_a_control_stay_in_it_behind_what_the_table_says_of_itself(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    def listed(words: tuple[str, ...]) -> bytes:
        first, *rest = (row(cell(each), cell("EUR 5")) for each in words)
        return table(f"<w:sdt><w:sdtPr/><w:sdtContent>{first}</w:sdtContent></w:sdt>", *rest, props=HEADED)

    made = compared(listed(old), listed(new)).docx
    for how, words in (("accepted", new), ("rejected", old)):
        found = etree.fromstring(dict(unpack(settled(made, how)))[DOCUMENT]).find(".//{*}tbl")
        assert found is not None
        assert [etree.QName(child).localname for child in found[:3]] == ["tblPr", "tblGrid", "sdt"]
        assert ["".join(each.itertext()) for each in found.iter("{*}tr")] == [f"{each}EUR 5" for each in words]


def test_a_cell_that_claims_a_thousand_columns_is_looked_at_over_as_many_as_word_has() -> None:
    columns, wide = '<w:gridCol w:w="10"/>' * 99, cell("Item", '<w:gridSpan w:val="999"/>')
    parts = word_parts(docx(f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{row(wide)}</w:tbl><w:p/>"))
    effects = effects_of(parts)
    (found,) = parts.root(parts.document).iter("{*}tbl")
    assert grid_of(found, effects, effects).cells[0][0].room == 630

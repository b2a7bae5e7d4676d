"""Two Word files compared by what a reader sees: looks in effect, and results that programs work out."""

from pathlib import Path

import pytest
from libreoffice import Edit, edited, needs_libreoffice
from word_parts import docx
from word_sample import contract

from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.compose import contract_docx
from clmctl.word.reading.file import read_word
from clmctl.word.style import default_style
from clmctl.word.stylefile import open_style

DAY = "2026-11-22T00:00:00Z"
NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{}</w:style>'
DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{}</w:pPr></w:pPrDefault></w:docDefaults>"
)


def style(name: str, inside: str, id_: str = "", kind: str = "paragraph", based: str = "Normal") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if kind == "paragraph" else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_ or name}"><w:name w:val="{name}"/>{on}{inside}</w:style>'


def p(words: str, run: str = "", props: str = "") -> str:
    return f"<w:p><w:pPr>{props}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def field(code: str, said: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{marks[1]}<w:r><w:t>{said}</w:t></w:r>{marks[2]}"


def simple(code: str, said: str) -> str:
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>{said}</w:t></w:r></w:fldSimple>'


def compared(old: bytes, new: bytes) -> Compared:
    return compare(old, new, author="Ann", date=DAY)


def told(old: bytes, new: bytes) -> list[str]:
    """What a redline says of looks, a line each: the kind of change, the words it stands at."""
    file = read_word(compared(old, new).docx)
    return [f"{each.kind}: {''.join(run.text for run in file.paragraphs[each.paragraph].runs)}" for each in file.revisions]


BOLD = style("Strong", "<w:rPr><w:b/></w:rPr>", kind="character")
LIST = (
    '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:numFmt w:val="{1}"/><w:lvlText w:val="%1."/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="{0}"><w:abstractNumId w:val="{0}"/></w:num>'
)
COUNTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
TABLE = "<w:tbl><w:tblPr>{}</w:tblPr><w:tr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
GRID = style(
    "Grid", '<w:rPr><w:sz w:val="18"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>', kind="table"
)
LOOK = '<w:tblStyle w:val="Grid"/><w:tblLook w:val="0020"/>'

#: Files that say the same in other words.
SAME = {
    "a style's own size stated again": (
        docx(p("fine", props=styled("Body")), styles=NORMAL.format("") + style("Body", '<w:rPr><w:sz w:val="22"/></w:rPr>')),
        docx(
            p("fine", '<w:sz w:val="22"/>', styled("Body")),
            styles=NORMAL.format("") + style("Body", '<w:rPr><w:sz w:val="22"/></w:rPr>'),
        ),
    ),
    "a default that became the normal style's": (
        docx(p("fine"), styles=DEFAULTS.format('<w:sz w:val="22"/>', '<w:spacing w:after="140"/>') + NORMAL.format("")),
        docx(
            p("fine", props=styled("Normal")),
            styles=NORMAL.format('<w:pPr><w:spacing w:after="140"/></w:pPr><w:rPr><w:sz w:val="22"/></w:rPr>'),
        ),
    ),
    "a style under another id": (
        docx(p("fine", props=styled("header")), styles=style("header", "<w:rPr><w:i/></w:rPr>", "header")),
        docx(p("fine", props=styled("Header")), styles=style("Header", "<w:rPr><w:i/></w:rPr>", "Header")),
    ),
    "a theme's font by its name": (
        docx(
            p("fine", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'),
            theme='<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
            '<a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>',
        ),
        docx(p("fine", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')),
    ),
    "a bold style and bold of its own": (
        docx(p("fine", '<w:rStyle w:val="Strong"/>'), styles=BOLD), docx(p("fine", '<w:b w:val="true"/><w:bCs/>'), styles=BOLD),
    ),
    "switches and languages nobody sees": (
        docx(p("fine", props="<w:keepNext/>")),
        docx(p("fine", '<w:kern w:val="0"/><w:lang w:val="de-DE"/><w:color w:val="auto"/>',
               '<w:keepNext w:val="true"/><w:widowControl w:val="false"/><w:jc w:val="start"/>')),
    ),
    "a list's indent stated again, the list under another number": (
        docx(p("fine", props=COUNTED.format(1)), numbering=LIST.format(1, "decimal")),
        docx(p("fine", props=COUNTED.format(7) + '<w:ind w:start="720" w:hanging="360"/>'), numbering=LIST.format(7, "decimal")),
    ),
    "what a table's style says, on the words": (
        docx(TABLE.format(LOOK, p("head"), p("row")) + p(""), styles=GRID),
        docx(TABLE.format("", p("head", '<w:b/><w:sz w:val="18"/>'), p("row", '<w:sz w:val="18"/>')) + p("")),
    ),
    "a colour of the theme and the same colour": (
        docx(p("fine", '<w:color w:val="0" w:themeColor="accent1"/><w:shd w:val="clear" w:themeFill="background1"/>'),
             theme='<a:clrScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:lt1>'
             '<a:sysClr lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472c4"/></a:accent1></a:clrScheme>'),
        docx(p("fine", '<w:color w:val="4472C4"/>')),
    ),
    "a tab stop taken away that is not there": (
        docx(p("fine", props='<w:tabs><w:tab w:val="clear" w:pos="708"/><w:tab w:val="num" w:pos="0"/></w:tabs>')),
        docx(p("fine")),
    ),
    "a font of signs that are not there": (
        docx(p("four", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')),
        docx(p("four", '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/>')),
    ),
    "a word in two runs": (
        docx("<w:p><w:r><w:t>not</w:t></w:r><w:r><w:t>withstanding</w:t></w:r></w:p>"), docx(p("notwithstanding")),
    ),
}  # fmt: skip

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
QUOTE = style("Quote", '<w:pPr><w:ind w:left="1440"/><w:outlineLvl w:val="2"/></w:pPr>')
#: Files that look otherwise, with what is told.
OTHER = {
    "bold": (docx(p("fine")), docx(p("fine", "<w:b/>")), ["formatting: fine"]),
    "no longer bold": (
        docx(p("fine", '<w:rStyle w:val="Strong"/>'), styles=BOLD),
        docx(p("fine", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'), styles=BOLD),
        ["formatting: fine"],
    ),
    "size": (docx(p("fine", '<w:sz w:val="20"/>')), docx(p("fine", '<w:sz w:val="24"/>')), ["formatting: fine"]),
    "size, from what the default is": (
        docx(p("fine"), styles=DEFAULTS.format('<w:sz w:val="22"/>', "")),
        docx(p("fine", '<w:sz w:val="20"/>'), styles=DEFAULTS.format('<w:sz w:val="22"/>', "")),
        ["formatting: fine"],
    ),
    "colour": (docx(p("fine")), docx(p("fine", '<w:color w:val="FF0000"/>')), ["formatting: fine"]),
    "alignment": (docx(p("fine")), docx(p("fine", props='<w:jc w:val="center"/>')), ["paragraph formatting: fine"]),
    "a style that looks otherwise": (
        docx(p("fine"), styles=NORMAL.format("") + style("Loud", "<w:rPr><w:b/></w:rPr>")),
        docx(p("fine", props=styled("Loud")), styles=NORMAL.format("") + style("Loud", "<w:rPr><w:b/></w:rPr>")),
        ["paragraph formatting: fine"],
    ),
    "another kind of number": (
        docx(p("fine", props=COUNTED.format(1)), numbering=LIST.format(1, "decimal")),
        docx(p("fine", props=COUNTED.format(1)), numbering=LIST.format(1, "lowerLetter")),
        [],
    ),
    **{
        f"hidden by {name}": (docx(p("not")), docx(p("not", props)), ["formatting: not"])
        for name, props in {
            "the colour of the ground": '<w:color w:val="000000" w:themeColor="background1"/>',
            "a fill of none": f'<w14:textFill xmlns:w14="{W14}"><w14:noFill/></w14:textFill>',
            "a solid pattern": '<w:shd w:val="solid" w:color="000000"/>',
            "a ground of the theme": '<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>',
            "what programs hide by": "<w:specVanish/>",
            "what the web hides": "<w:webHidden/>",
            "no room": '<w:fitText w:val="1"/>',
            "a pen nobody knows": '<w:highlight w:val="ebony"/>',
        }.items()
    },
    **{
        f"moved by {name}": (docx(p("not")), docx(p("not", props=props)), ["paragraph formatting: not"])
        for name, props in {
            "a frame": '<w:framePr w:x="-9000" w:y="1"/>',
            "the direction of text": '<w:textDirection w:val="tbRl"/>',
            "a tab stop": '<w:tabs><w:tab w:val="left" w:pos="9000"/></w:tabs>',
            "letters": '<w:ind w:leftChars="-9000"/>',
            "the first level of an outline": '<w:outlineLvl w:val="0"/>',
        }.items()
    },
    "run on into the next by a hidden mark": (
        docx(p("not") + p("so")), docx(p("not", props="<w:rPr><w:vanish/></w:rPr>") + p("so")),
        ["formatting: not", "paragraph formatting: not"],
    ),
    "another font of signs that are not ASCII": (
        docx(p("§ 4", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')),
        docx(p("§ 4", '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/>')), ["formatting: § 4"],
    ),
    "black on black": (
        docx(p("not", '<w:shd w:val="clear" w:fill="000000"/>')),
        docx(p("not", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')),
        ["formatting: not"],
    ),
    "a style the new file lacks": (
        docx(p("fine", props=styled("Quote")), styles=NORMAL.format("") + QUOTE), docx(p("fine"), styles=NORMAL.format("")),
        ["paragraph formatting: fine"],
    ),
    "part of a word": (
        docx(p("notwithstanding")),
        docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>not</w:t></w:r><w:r><w:t>withstanding</w:t></w:r></w:p>"),
        ["formatting: notwithstanding"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_looks_the_same_is_not_told(name: str) -> None:
    old, new = SAME[name]
    assert (compared(old, new).changes, compared(old, new).left) == (0, ())
    assert (compared(new, old).changes, compared(new, old).left) == (0, ())


@pytest.mark.parametrize("name", OTHER)
def test_what_looks_otherwise_is_told(name: str) -> None:
    old, new, said = OTHER[name]
    found = told(old, new)
    assert found == said
    assert all(run.kind == "kept" for each in read_word(compared(old, new).docx).paragraphs for run in each.runs)


def test_a_style_that_was_itself_changed_is_named_once() -> None:
    body = "".join(p(words, props=styled("Body")) for words in ("one", "two", "three"))
    files = [docx(body, styles=NORMAL.format("") + style("Body", f'<w:rPr><w:sz w:val="{size}"/></w:rPr>')) for size in (20, 24)]
    found = compared(*files)
    assert (found.changes, found.left) == (0, ("the style 'Body' itself looks otherwise (size)",))


WORKED_OUT = {
    "a page number": (field("PAGE", "1"), field("PAGE", "14")),
    "a page number in either form": (simple("PAGE", "1"), field(r"PAGE \* MERGEFORMAT", "14")),
    "how many pages": (field("NUMPAGES", "1"), simple("NUMPAGES", "14")),
    "the day": (field(r'DATE \@ "d MMMM yyyy"', "1 May 2026"), field(r'DATE \@ "d MMMM yyyy"', "22 November 2026")),
}


@pytest.mark.parametrize("name", WORKED_OUT)
def test_what_programs_work_out_is_no_change(name: str) -> None:
    old, new = (docx(f"<w:p><w:r><w:t xml:space='preserve'>See </w:t></w:r>{each}</w:p>") for each in WORKED_OUT[name])
    assert compared(old, new).changes == 0


def test_a_count_of_pages_that_stands_in_the_text_is_named_where_it_is_another() -> None:
    def within(days: str) -> bytes:
        return docx(f"<w:p><w:r><w:t>Within </w:t></w:r>{field('PAGE', days)}<w:r><w:t> days.</w:t></w:r></w:p>")

    found = compared(within("30"), within("90"))
    assert (found.changes, found.left) == (0, ("a count of pages in the text (PAGE) says '90' where it said '30'",))
    assert compared(within("30"), within("30")).left == ()


TYPED = {
    "a number that is typed": ("<w:r><w:t>1</w:t></w:r>", "<w:r><w:t>14</w:t></w:r>"),
    "a reference to another clause": (field(r"REF _clm_x \r \h", "4.1"), field(r"REF _clm_y \r \h", "4.2")),
    "what a field says of the file": (field("DOCPROPERTY Client", "Alder"), field("DOCPROPERTY Client", "Birch")),
    "the number of a clause": (field(r"REF _clm_x \r \h", "4.1(a)"), field(r"REF _clm_x \r \h", "4.2(a)")),
    "the number of a note": (field(r"NOTEREF _n \h", "3"), field(r"NOTEREF _n \h", "4")),
    "words a reference does not lead to": (field(r"REF _x \h", "the cap"), field(r"REF _x \h", "no cap")),
}


@pytest.mark.parametrize("name", TYPED)
def test_what_a_person_changed_in_a_field_is_told(name: str) -> None:
    old, new = (docx(f"<w:p><w:r><w:t xml:space='preserve'>See </w:t></w:r>{each}</w:p>") for each in TYPED[name])
    assert compared(old, new).changes >= 2


def test_the_page_numbers_of_a_table_of_contents_are_no_change() -> None:
    def contents(number: str, wrapped: str) -> bytes:
        line = f"<w:r><w:t>Fees</w:t></w:r><w:r><w:tab/></w:r>{number}"
        body = wrapped.format(f"<w:p><w:pPr>{styled('TOC1')}</w:pPr>{line}</w:p>") + p("Fees")
        return docx(body, styles=NORMAL.format("") + style("toc 1", "", "TOC1"))

    kind = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    gallery = f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>"
    old, new = contents(field(r"PAGEREF _Toc1 \h", "3"), "{}"), contents("<w:r><w:t>5</w:t></w:r>", gallery)
    assert compared(old, new).changes == 0
    assert compared(new, old).changes == 0


REAL = """
r = Words(d, "by day")
r.CharWeight = 150
r = Words(d, "somebody")
r.CharHeight = 17
r = Words(d, "guarantees")
r.CharColor = 16711680
r = Words(d, "Must be reached")
r.ParaAdjust = 1
Replace(d, "a call came in", "a call came out")
"""


@needs_libreoffice
def test_a_file_saved_by_libreoffice_differs_in_what_was_changed_alone(tmp_path: Path) -> None:
    ours, saved, changed = (tmp_path / name for name in ("ours.docx", "saved.docx", "changed.docx"))
    ours.write_bytes(contract_docx(contract(), open_style(default_style())))
    edited([Edit(ours, saved, ""), Edit(ours, changed, REAL)], tmp_path / "room")
    same = compared(ours.read_bytes(), saved.read_bytes())
    assert (same.changes, same.left) == (0, ())
    made = compared(ours.read_bytes(), changed.read_bytes())
    file = read_word(made.docx)
    assert sorted(each.kind for each in file.revisions) == ["formatting"] * 3 + ["paragraph formatting"]
    assert [run.text for each in file.paragraphs for run in each.runs if run.kind != "kept"] == ["in", "out"]


def test_words_that_repeat_what_a_bookmark_holds_are_told_as_those_are() -> None:
    def file(held: str, said: str) -> bytes:
        mark = '<w:bookmarkStart w:id="1" w:name="_x"/>{}<w:bookmarkEnd w:id="1"/>'
        return docx(f"<w:p>{mark.format(f'<w:r><w:t>{held}</w:t></w:r>')}</w:p><w:p>{field('REF _x', said)}</w:p>")

    found = compared(file("the cap", "the cap"), file("the limit", "the limit"))
    changed = [run.text for each in read_word(found.docx).paragraphs for run in each.runs if run.kind != "kept"]
    assert changed == ["cap", "limit"] * 2
    assert compared(file("the cap", "the cap"), file("the cap", "no cap")).changes == 2


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
PLAIN_STRONG = style("Strong", "", kind="character")
STRUCK = style("Strong", "<w:rPr><w:strike/></w:rPr>", kind="character")
STRONG = '<w:rStyle w:val="Strong"/>'
LEVEL = '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading {}"/><w:rPr><w:sz w:val="3{}"/></w:rPr></w:style>'
FROM = LIST.replace('<w:lvl w:ilvl="0">', '<w:lvl w:ilvl="0"><w:start w:val="{2}"/>')

#: Files whose words are written the same and look otherwise, and what is told of that: how many changes, what is left.
DEFINED = {
    "a character style that hides": (
        (p("not", STRONG), {"styles": PLAIN_STRONG}), (p("not", STRONG), {"styles": style("Strong", HIDDEN, kind="character")}),
        (0, ("the style 'Strong' itself looks otherwise (hidden)",)),
    ),
    "a character style that is gone with its looks": (
        (p("not", STRONG), {"styles": STRUCK}), (p("not"), {"styles": NORMAL.format("")}), (1, ()),
    ),
    "a character style dropped where it was made plain": (
        (p("not", STRONG), {"styles": STRUCK}), (p("not"), {"styles": PLAIN_STRONG}),
        (1, ("the style 'Strong' itself looks otherwise (strike-through)",)),
    ),
    "a table's style that hides": (
        (TABLE.format(LOOK, p("not"), p("")), {"styles": GRID}),
        (TABLE.format(LOOK, p("not"), p("")), {"styles": GRID.replace("<w:b/>", "<w:vanish/>")}),
        (0, ("the style 'Grid' itself looks otherwise (bold, hidden)",)),
    ),
    "a table in another style, which hides": (
        (TABLE.format("", p("not"), p("row")), {"styles": GRID.replace("<w:b/>", "<w:vanish/>")}),
        (TABLE.format(LOOK, p("not"), p("row")), {"styles": GRID.replace("<w:b/>", "<w:vanish/>")}),
        (2, ()),
    ),
    "a list with letters": (
        (p("fine", props=COUNTED.format(1)), {"numbering": LIST.format(1, "decimal")}),
        (p("fine", props=COUNTED.format(1)), {"numbering": LIST.format(1, "lowerLetter")}),
        (0, ("a list itself counts otherwise ('1.' is now 'a.')",)),
    ),
    "a list that begins later": (
        (p("fine", props=COUNTED.format(1)), {"numbering": FROM.format(1, "decimal", 1)}),
        (p("fine", props=COUNTED.format(1)), {"numbering": FROM.format(1, "decimal", 5)}),
        (0, ("a list itself counts otherwise ('1.' is now '5.')",)),
    ),
    "a list in place of another": (
        (p("fine", props=COUNTED.format(1)), {"numbering": LIST.format(1, "decimal") + LIST.format(2, "lowerLetter")}),
        (p("fine", props=COUNTED.format(2)), {"numbering": LIST.format(1, "decimal") + LIST.format(2, "lowerLetter")}),
        (1, ()),
    ),
    "one id, another style": (
        (p("fine", props=styled("a1")), {"styles": LEVEL.format(1, 1)}),
        (p("fine", props=styled("a1")), {"styles": LEVEL.format(2, 2)}),
        (1, ()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFINED)
def test_what_is_written_the_same_and_looks_otherwise_is_told(name: str) -> None:
    (before, had), (after, has), said = DEFINED[name]
    found = compared(docx(before, **had), docx(after, **has))
    assert (found.changes, found.left) == said


def sections(*headers: str) -> bytes:
    """A file with a header of its own in each section that is given one."""
    parts = {f"header{at}": p(said) for at, said in enumerate(headers, 1) if said}
    own = '<w:headerReference w:type="default" r:id="rheader{}"/>'
    named = [own.format(at) if said else "" for at, said in enumerate(headers, 1)]
    made = [f"<w:sectPr>{each}</w:sectPr>" for each in named]
    body = "".join(f"<w:p><w:pPr>{each}</w:pPr><w:r><w:t>Part</w:t></w:r></w:p>" for each in made[:-1]) + p("End") + made[-1]
    return docx(body, **parts)


HEADERS = {
    "a section that lost its own": (("open", "not binding"), ("open", ""), ("default header of section 2 is no longer its own",)),
    "a section that lost its own, which said the same": (("open", "open"), ("open", ""), ()),
    "one header for all": (("", "", "", ""), ("open", "", "", ""), ("default header of section 1 is new",)),
    "the one header gone": (("open", "", ""), ("", "", ""), ("default header of section 1 has gone",)),
}


@pytest.mark.parametrize("name", HEADERS)
def test_what_became_of_headers_is_told_once(name: str) -> None:
    before, after, said = HEADERS[name]
    found = compared(sections(*before), sections(*after))
    assert found.left == said


def first_page(title: str = "", *, first: str = "not binding", turns: str = "") -> bytes:
    """A file of one section with a header for its first page and one for the others."""
    own = "".join(f'<w:headerReference w:type="{pages}" r:id="rheader{n}"/>' for n, pages in enumerate(("first", "default"), 1))
    return docx(p("Part") + f"<w:sectPr>{own}{turns}{title}</w:sectPr>", header1=p(first), header2=p("open"))


TITLED = "<w:titlePg/>"
FIRST_PAGES = {
    "one of its own": (first_page(), first_page(TITLED), ("first header of section 1 is shown",)),
    "none of its own": (
        first_page(TITLED), first_page('<w:titlePg w:val="0"/>'), ("first header of section 1 is no longer shown",),
    ),
    "one that says the same": (first_page(first="open"), first_page(TITLED, first="open"), ()),
    "one of a section that begins on the page of another": (
        first_page(turns='<w:type w:val="continuous"/>'), first_page(TITLED, turns='<w:type w:val="continuous"/>'), (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIRST_PAGES)
def test_whether_the_first_page_has_a_header_of_its_own_is_told(name: str) -> None:
    old, new, said = FIRST_PAGES[name]
    assert compared(old, new).left == said


def test_a_table_within_a_table_counts_rows_of_its_own() -> None:
    inner = TABLE.format("", p("inner"), p("row"))
    hidden = GRID.replace("firstRow", "lastRow").replace("<w:b/>", "<w:vanish/>")
    look = LOOK.replace("0020", "0040")
    old = docx(TABLE.format(look.replace("0040", "0000"), p("head"), inner + p("last")) + p(""), styles=hidden)
    new = docx(TABLE.format(look, p("head"), inner + p("last")) + p(""), styles=hidden)
    assert told(old, new) == ["formatting: last"]

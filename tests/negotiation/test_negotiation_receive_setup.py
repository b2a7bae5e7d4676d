"""What is changed about a file and not in its words is told: pages, headers that apply, styles, marks, drawings, anchors."""

import re
from collections.abc import Callable

import pytest
from receive_make import altered, contract, paragraph_of, received, styled, word_file

from clmctl.model.returned import ReturnedRow
from clmctl.word.package import pack, part, unpack

SENT = word_file(contract())
CONSENT, CONDUCT, PRICE = "with the consent of the Customer", "No change is made by conduct.", "250.00"
Edit = Callable[[str], str]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def put(before: str, new: str) -> Edit:
    return lambda xml: xml.replace(before, new + before, 1)


def instead(old: str, new: str) -> Edit:
    return lambda xml: xml.replace(old, new, 1)


def last_section(change: Edit) -> Edit:
    return lambda xml: xml[: xml.rindex("<w:sectPr")] + change(xml[xml.rindex("<w:sectPr") :])


def of_paragraph(words: str, props: str) -> Edit:
    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        return xml[:start] + xml[start:end].replace("</w:pPr>", f"{props}</w:pPr>", 1) + xml[end:]

    return change


def behind(words: str, run: str) -> Edit:
    text = '<w:t xml:space="preserve">'
    return lambda xml: xml.replace(words, f"{words}</w:t></w:r>{run}<w:r>{text}", 1)


def style_of(name: str, change: Edit) -> Edit:
    def made(xml: str) -> str:
        found = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', xml, re.DOTALL)
        assert found
        return xml.replace(found[0], change(found[0]))

    return made


def set_so(props: str) -> Edit:
    return put("</w:style>", f"<w:rPr>{props}</w:rPr>")


def swapped(xml: str) -> str:
    return xml.replace("rIdheader1", "@").replace("rIdheader2", "rIdheader1").replace("@", "rIdheader2")


def told(**changes: Edit) -> list[ReturnedRow]:
    return list(received(altered(SENT, **changes)).weighty)


#: what was done -> (the part, the edit, the kind it is told as, what is said of it, the clause it is told at)
TOLD: dict[str, tuple[str, Edit, str, str, str]] = {
    "the mark of a paragraph hidden": (
        "document", of_paragraph("Changes are agreed", "<w:rPr><w:vanish/></w:rPr>"), "hidden", "runs on behind it", "services"
    ),
    "a mark that Word hides": (
        "document", of_paragraph("Changes are agreed", "<w:rPr><w:specVanish/></w:rPr>"), "hidden", "runs on", "services"
    ),
    "a style struck out": ("styles", style_of("ClauseLevel2", set_so("<w:strike/>")), "struck", "struck out", "definitions"),
    "a style struck out twice": ("styles", style_of("DefinedTerm", put("</w:rPr>", "<w:dstrike/>")), "struck", "struck", ""),
    "every word struck out": (
        "styles", instead("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:strike/>"), "struck", "struck out", ""
    ),
    "a style in capitals": ("styles", style_of("ClauseLevel2", set_so("<w:caps/>")), "format", "+caps", "definitions"),
    "a style raised": (
        "styles", style_of("ClauseLevel3", set_so('<w:vertAlign w:val="superscript"/>')), "format", "+vertAlign", "services"
    ),
    "words that blink": ("document", styled(CONSENT, '<w:effect w:val="blinkBackground"/>'), "format", "+effect", "services"),
    "words in outline": ("document", styled(CONSENT, "<w:outline/>"), "format", "+outline", "services"),
    "words hidden on the web": ("document", styled(CONSENT, "<w:webHidden/>"), "format", "+webHidden", "services"),
    "words from the right": ("document", styled(CONSENT, "<w:rtl/>"), "format", "+rtl", "services"),
    "the header of the first page left out": (
        "document", last_section(instead("<w:titlePg/>", "")), "page", "the header of the first page", ""
    ),
    "the headers exchanged": ("document", last_section(swapped), "page", "the header", ""),
    "a header that applies no more": (
        "document", last_section(lambda xml: re.sub("<w:headerReference [^>]*default[^>]*>", "", xml)), "page", "as usual", ""
    ),
    "a header of even pages": ("settings", put("<w:defaultTabStop", "<w:evenAndOddHeaders/>"), "page", "of even pages", ""),
    "two columns": ("document", last_section(instead("<w:cols ", '<w:cols w:num="2" ')), "page", "columns", ""),
    "wider margins": ("document", last_section(instead('w:right="1440"', 'w:right="2440"')), "page", "the right margin", ""),
    "another paper": ("document", last_section(instead('w:w="11906"', 'w:w="12906"')), "page", "the width of the page", ""),
    "numbers of lines": ("document", last_section(put("<w:cols", '<w:lnNumType w:countBy="1"/>')), "page", "every 1", ""),
    "another first page": ("document", last_section(put("<w:cols", '<w:pgNumType w:start="7"/>')), "page", "is 7", ""),
    "a shape over the words": (
        "document",
        behind(CONSENT, f'<w:r><w:pict {VML}><v:rect style="width:400pt;height:50pt" fillcolor="white"/></w:pict></w:r>'),
        "picture", "a shape came", "services",
    ),
    "a bullet of words": ("numbering", instead('Text w:val="•"', 'Text w:val="not"'), "numbering", "another form", "services"),
    "a bullet of nothing": ("numbering", instead('Text w:val="•"', 'Text w:val=""'), "numbering", "another form", "services"),
    "a number against its words": (
        "numbering", put('<w:lvlText w:val="%1.%2"', '<w:suff w:val="nothing"/>'), "numbering", "nothing stands", "definitions"
    ),
    "a paragraph from the right": ("document", of_paragraph(CONDUCT, "<w:bidi/>"), "format", "from right to left", "services"),
    "a line broken": ("document", behind("consent of", "<w:r><w:br/></w:r>"), "changed", "", "services"),
    "bookmarks taken out": (
        "document", lambda xml: re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", xml), "unread", "found by its words", ""
    ),
    "a field named as a bookmark": (
        "document",
        behind(CONSENT, '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> Rate </w:instrText></w:r>'
               '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        "unread", "works it out: Rate", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told(name: str) -> None:
    where, edit, kind, remark, clause = TOLD[name]
    rows = told(**{where: edit})
    said = [(row.kind, row.remark, row.anchor) for row in rows]
    assert any(row.kind == kind and remark in row.remark and row.anchor == (clause or row.anchor) for row in rows), said
    assert {row.kind for row in rows} == {kind}, said
    assert all(row.deceives for row in rows)


def printed_by(instruction: str, words: str) -> Edit:
    """The words as the result of a field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    first = f"{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark.format('separate')}"
    text = '<w:t xml:space="preserve">'
    made = f"</w:t></w:r>{first}<w:r>{text}{words}</w:t></w:r>{mark.format('end')}<w:r>{text}"
    return lambda xml: xml.replace(words, made, 1)


@pytest.mark.parametrize("kind", ["NUMPAGES", "PAGE", "SEQ x", "SECTIONPAGES", "DOCPROPERTY x"])
def test_a_figure_that_a_field_prints_now_is_told(kind: str) -> None:
    (row,) = told(document=printed_by(kind, "250"))
    assert (row.kind, row.how) == ("reference", "silent")
    assert kind in row.remark


@pytest.mark.parametrize("switches", ["\\h", "\\n \\h", "\\p \\h"])
def test_a_reference_that_will_print_something_else_of_its_goal_is_told(switches: str) -> None:
    (row,) = told(document=instead(r"REF _clm_svc_plan \w \h", f"REF _clm_svc_plan {switches}"))
    assert (row.kind, row.how, row.anchor) == ("reference", "silent", "services")
    assert "prints something else of it" in row.remark
    for same in (r"REF _clm_svc_plan \w", r"REF  _clm_svc_plan \h \w \* MERGEFORMAT"):
        assert told(document=instead(r"REF _clm_svc_plan \w \h", same)) == []


def test_a_control_whose_data_says_something_else_is_told() -> None:
    ours = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
    spaces = ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "http://purl.org/dc/elements/1.1/")
    names = "xmlns:a='{}' xmlns:b='{}'".format(*spaces)
    binding = f'<w:dataBinding w:prefixMappings="{names}" w:xpath="/a:coreProperties/b:title" w:storeItemID="{ours}"/>'

    def bound(words: str) -> Edit:
        run = f"(<w:r><w:t [^>]*>{words}</w:t></w:r>)"
        control = rf"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>"
        return lambda xml: re.sub(run, control, xml, count=1)

    (row,) = told(document=bound(PRICE))
    assert (row.kind, row.how) == ("unread", "silent")
    assert 'the data says "Customer Services Agreement"' in row.remark
    assert told(document=bound("Customer Services Agreement")) == []


HARMLESS: dict[str, tuple[str, Edit]] = {
    "margins rounded": ("document", last_section(instead('w:right="1440"', 'w:right="1441"'))),
    "paper rounded": ("document", last_section(instead('w:w="11906" w:h="16838"', 'w:w="11907" w:h="16840" w:code="9"'))),
    "no grid": ("document", last_section(lambda xml: re.sub("<w:docGrid [^>]*/>", "", xml))),
    "one column, by name": ("document", last_section(instead("<w:cols ", '<w:cols w:num="1" '))),
    "pages counted as usual": ("document", last_section(put("<w:cols", '<w:pgNumType w:fmt="decimal"/>'))),
    "revision ids of a section": ("document", last_section(instead("<w:sectPr>", '<w:sectPr w:rsidR="00AB12CD">'))),
    "tracking ended": ("settings", instead("<w:trackRevisions/>", "")),
    "variables": ("settings", put("<w:decimalSymbol", '<w:docVars><w:docVar w:name="x" w:val="y"/></w:docVars>')),
    "rsids": ("settings", put("<w:decimalSymbol", '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>')),
    "latent styles": ("styles", put('<w:style w:type="paragraph"', '<w:latentStyles w:defLockedState="0" w:count="376"/>')),
    "a style nobody uses": ("styles", put("</w:styles>", '<w:style w:styleId="X"><w:rPr><w:strike/></w:rPr></w:style>')),
    "a look that is set and off": (
        "document", styled(CONSENT, '<w:strike w:val="0"/><w:rtl w:val="0"/><w:vertAlign w:val="baseline"/>')
    ),
    "where somebody stood": (
        "document", behind(CONSENT, '<w:bookmarkStart w:id="900" w:name="_GoBack"/><w:bookmarkEnd w:id="900"/>')
    ),
    "where a page ended": ("document", behind(CONSENT, "<w:r><w:lastRenderedPageBreak/></w:r>")),
    "a control around words": (
        "document",
        lambda xml: re.sub(f"(<w:r><w:t [^>]*>{PRICE}</w:t></w:r>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", xml),
    ),
    "the look of a mark": ("document", of_paragraph("Changes are agreed", '<w:rPr><w:b/><w:lang w:val="en-US"/></w:rPr>')),
    "the hidden mark of the last paragraph of a cell": ("document", of_paragraph(PRICE, "<w:rPr><w:vanish/></w:rPr>")),
    "a page in colour that is not shown": ("document", put("<w:body>", '<w:background w:color="000000"/>')),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_programs_write_by_themselves_raises_no_alarm(name: str) -> None:
    where, edit = HARMLESS[name]
    assert told(**{where: edit}) == []


def test_a_section_that_bears_no_header_is_told_where_it_begins() -> None:
    section = '<w:sectPr><w:type w:val="continuous"/><w:cols w:num="3"/></w:sectPr>'
    remarks = [row.remark for row in told(document=of_paragraph(CONDUCT, section)) if row.kind == "page"]
    assert any(remark.startswith("columns was as usual and is 3") for remark in remarks)
    assert any(remark.startswith("the header was Customer Services Agreement") for remark in remarks)


def test_a_page_in_colour_hides_words_of_that_colour() -> None:
    def change(xml: str) -> str:
        return styled(CONSENT, '<w:color w:val="1F3864"/>')(put("<w:body>", '<w:background w:color="1F3864"/>')(xml))

    shown = put("<w:trackRevisions/>", "<w:displayBackgroundShape/>")
    assert {row.kind for row in told(document=change, settings=shown)} == {"hidden", "page"}


def table(parts: str, words: str, colour: str, look: str) -> list[ReturnedRow]:
    """The rows of a table of a style with parts, where one cell has words of a colour."""
    style = f'<w:style w:type="table" w:styleId="T"><w:name w:val="T"/>{parts}</w:style></w:styles>'

    def change(xml: str) -> str:
        at = xml.index("Setup work")
        start, end = xml.rindex("<w:tbl>", 0, at), xml.index("</w:tbl>", at)
        made = re.sub(r"<w:tblLook [^>]*/>", "", xml[start:end])
        made = re.sub(r"<w:tblStyle [^>]*/>", '<w:tblStyle w:val="T"/>', made).replace("</w:tblPr>", f"{look}</w:tblPr>", 1)
        run = made.rindex("<w:r>", 0, made.index(f"{words}</w:t>"))
        props = f'<w:rPr><w:color w:val="{colour}"/>'
        rest = made[run + len("<w:r>") :]
        rest = rest.replace("<w:rPr>", props, 1) if rest.startswith("<w:rPr>") else f"{props}</w:rPr>{rest}"
        return f"{xml[:start]}{made[:run]}<w:r>{rest}{xml[end:]}"

    return told(document=change, styles=instead("</w:styles>", style))


def set_in(part_: str) -> str:
    return f'<w:tblStylePr w:type="{part_}"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'


LOOK = '<w:tblLook w:val="{}"/>'


@pytest.mark.parametrize(
    ("parts", "words", "colour", "look", "hides"),
    [
        (set_in("firstRow"), "Setup work", "FFFFFF", "0620", True),
        (set_in("firstRow"), "Service", "FFFFFF", "0620", False),
        (set_in("firstRow"), "Service", "1F3864", "0620", True),
        (set_in("firstRow"), "Service", "FFFFFF", "0600", True),
        (set_in("firstCol"), "Setup work", "FFFFFF", "0680", False),
        (set_in("firstCol"), PRICE, "FFFFFF", "0680", True),
        (set_in("band1Horz"), "Setup work", "FFFFFF", "0420", False),
        (set_in("band1Horz"), "Monthly support", "FFFFFF", "0420", True),
        (set_in("band2Horz"), "Monthly support", "FFFFFF", "0420", False),
        (set_in("wholeTable"), PRICE, "FFFFFF", "0600", False),
        (f"<w:tcPr>{DARK}</w:tcPr>", PRICE, "FFFFFF", "0600", False),
        (set_in("lastRow"), "Training of users", "FFFFFF", "0640", False),
        (set_in("seCell"), "hour", "FFFFFF", "0740", False),
    ],
)
def test_words_are_seen_on_the_ground_that_their_cell_has(parts: str, words: str, colour: str, look: str, hides: bool) -> None:
    rows = table(parts, words, colour, LOOK.format(look))
    assert [row.kind for row in rows] == (["hidden"] if hides else [])


def test_a_part_of_a_table_that_hides_its_words_is_followed() -> None:
    parts = '<w:tblStylePr w:type="firstRow"><w:rPr><w:vanish/></w:rPr></w:tblStylePr>'
    rows = table(parts, PRICE, "000000", LOOK.format("0620"))
    assert [(row.kind, row.words[0].new) for row in rows] == [("hidden", "Service | Price | Unit")]


def test_a_cell_of_ours_that_is_marked_as_put_in_is_told() -> None:
    mark = '<w:cellIns w:id="900" w:author="Bo" w:date="2026-11-20T10:00:00Z"/>'

    def change(xml: str) -> str:
        at = xml.index(PRICE)
        end = xml.rindex("</w:tcPr>", 0, at)
        return f"{xml[:end]}{mark}{xml[end:]}"

    (row,) = told(document=change)
    assert (row.kind, row.how, row.author, row.anchor) == ("rows", "tracked", "Bo", "fees")
    assert "leaves the table where that is refused" in row.remark


def test_a_picture_is_told_by_what_it_shows() -> None:
    blip = f'<a:blip xmlns:a="urn:a" xmlns:r="{OFFICE}" r:embed="rIdp"/>'
    found: dict[str, bytes] = dict(unpack(altered(SENT, document=behind(CONSENT, f"<w:r><w:drawing>{blip}</w:drawing></w:r>"))))
    rels = found["word/_rels/document.xml.rels"].decode()
    lead = f'<Relationship Id="rIdp" Type="{OFFICE}/image" Target="media/p.png"/></Relationships>'
    parts = {**found, "word/_rels/document.xml.rels": rels.replace("</Relationships>", lead), "word/media/p.png": b"picture"}
    (row,) = received(pack([part(name, data) for name, data in parts.items()], "deflated")).weighty
    assert (row.kind, row.how, row.anchor) == ("picture", "silent", "services")
    assert row.remark.startswith("a picture came")

"""What of a firm's own Word file goes into every contract, and what stays behind."""

import re

import pytest
from word_make import agreement, text

from clmctl.errors import ConfigError
from clmctl.word.check import problems_of
from clmctl.word.package import pack, part, unpack
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylecheck import check_style
from clmctl.word.stylefile import open_style

HEADER, FOOTER, DOCUMENT, SETTINGS = "word/header1.xml", "word/footer1.xml", "word/document.xml", "word/settings.xml"
STYLES = "word/styles.xml"
PARAGRAPH = re.compile(r"<w:p>.*</w:p>", re.DOTALL)


def own(changes: dict[str, tuple[str, str]], *, relation: str = "") -> bytes:
    """The default style document with each part changed once; `relation` is one more of the first footer."""
    parts = dict(unpack(default_style()))
    for name, (old, new) in changes.items():
        assert old.encode() in parts[name], (name, old)
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)
    if relation:
        kind = f'Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{relation}"'
        parts["word/_rels/footer1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship {kind} Target="https://firm.example" TargetMode="External"/></Relationships>'
        ).encode()
    return pack(part(name, data) for name, data in parts.items())


def made(data: bytes, status: str = "draft") -> dict[str, str]:
    """The parts of a contract in this style document, which accepts it, and in which nothing is wrong."""
    assert not [lack for lack in check_style(data) if lack.needed]
    parts = unpack(render(text(*agreement().blocks, status=status), open_style(data)))
    assert list(problems_of(parts)) == []
    found = {name: part_.decode() for name, part_ in parts.items() if name.endswith(".xml")}
    return {**found, FOOTER: "".join(part_ for name, part_ in found.items() if "/footer" in name)}


def test_a_header_may_use_styles_that_no_contract_does() -> None:
    style = '<w:style w:type="character" w:styleId="Seitenzahl"><w:name w:val="page number"/></w:style></w:styles>'
    data = own({STYLES: ("</w:styles>", style), FOOTER: ("<w:r>", '<w:r><w:rPr><w:rStyle w:val="Seitenzahl"/></w:rPr>')})
    assert '<w:rStyle w:val="Seitenzahl"/>' in made(data)[FOOTER]


def test_a_style_that_is_in_no_document_is_none() -> None:
    data = own({FOOTER: ("<w:r>", '<w:r><w:rPr><w:rStyle w:val="Oldalszm"/></w:rPr>')})
    assert "Oldalszm" not in made(data)[FOOTER]
    data = own({FOOTER: ("<w:pPr>", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')})
    assert "numPr" not in made(data)[FOOTER]


def test_a_footer_s_link_becomes_its_words() -> None:
    link = '<w:hyperlink r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    data = own({FOOTER: ("</w:pPr>", f"</w:pPr>{link}<w:r><w:t>firm.example</w:t></w:r></w:hyperlink>")}, relation="hyperlink")
    footer = made(data)[FOOTER]
    assert "firm.example" in footer
    assert "hyperlink" not in footer


def test_what_a_footer_does_not_show_is_no_matter_and_what_it_fetches_is() -> None:
    made(own({}, relation="oleObject"))
    shown = '<w:object xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
    with pytest.raises(ConfigError, match="reaches outside"):
        open_style(own({FOOTER: ("</w:pPr>", f"</w:pPr><w:r>{shown}</w:r>")}, relation="oleObject"))


def test_a_click_on_the_firm_s_mark_leads_nowhere() -> None:
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    names += 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    mark = f'<w:r><w:drawing><a:cNvPr id="1" name="Mark" {names}><a:hlinkClick r:id="rId9"/></a:cNvPr></w:drawing></w:r>'
    footer = made(own({FOOTER: ("</w:pPr>", f"</w:pPr>{mark}")}, relation="hyperlink"))[FOOTER]
    assert 'name="Mark"' in footer
    assert "hlinkClick" not in footer


FILL = '<a:blipFill><a:blip r:embed="rId1"/><a:tile/></a:blipFill>'
FILLS = f'<a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill>{FILL}{FILL}</a:bgFillStyleLst>'


def with_theme(*, there: bool) -> bytes:
    """A style document whose theme fills shapes with a picture, and one whose theme is missing."""
    parts = dict(unpack(default_style()))
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    theme = f'<Relationship Id="rId99" Type="{kind}/theme" Target="theme/own.xml"/></Relationships>'
    parts[rels] = re.sub(r"<Relationship [^>]*/theme\"[^>]*/>", "", parts[rels].decode()).encode()
    parts[rels] = parts[rels].replace(b"</Relationships>", theme.encode())
    if there:
        names = f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{kind}"'
        parts["word/theme/own.xml"] = f"<a:theme {names}><a:themeElements>{FILLS}</a:themeElements></a:theme>".encode()
    return pack(part(name, data) for name, data in parts.items())


def test_a_theme_s_pictures_stay_behind() -> None:
    theme = made(with_theme(there=True))["word/theme/theme1.xml"]
    assert "r:embed" not in theme
    assert theme.count("<a:solidFill>") == 3


def test_a_theme_that_is_missing_is_none() -> None:
    assert "word/theme/theme1.xml" not in made(with_theme(there=False))


def test_changes_in_a_header_are_accepted_and_remarks_left_behind() -> None:
    said = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    tracked = (
        f"<w:ins {said}><w:r><w:t>Lark LLP</w:t></w:r></w:ins><w:del {said}><w:r><w:delText>Wren LLP</w:delText></w:r></w:del>"
        '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    header = made(own({HEADER: ("</w:pPr>", f"</w:pPr>{tracked}")}))[HEADER]
    assert "Lark LLP" in header
    assert not re.search("Wren|w:ins|w:del|comment", header)


@pytest.mark.parametrize("header", ["<w:p/>", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>", "<w:p></w:p>", ""])
def test_a_draft_is_marked_whatever_its_header_holds(header: str) -> None:
    parts = dict(unpack(default_style()))
    for name in (HEADER, "word/header2.xml"):
        parts[name] = PARAGRAPH.sub(header, parts[name].decode()).encode()
    data = pack(part(name, each) for name, each in parts.items())
    assert made(data)[HEADER].count('string="Draft"') == 1
    assert "string=" not in made(data, "execution")[HEADER]


def test_a_page_without_a_header_gets_one_for_the_mark() -> None:
    parts = dict(unpack(default_style()))
    document = re.sub(r"<w:headerReference [^>]*/>", "", parts[DOCUMENT].decode())
    parts[DOCUMENT] = document.encode()
    parts[SETTINGS] = parts[SETTINGS].replace(b"<w:characterSpacing", b"<w:evenAndOddHeaders/><w:characterSpacing")
    found = made(pack(part(name, each) for name, each in parts.items()))
    assert set(re.findall(r'headerReference w:type="(\w+)"', found[DOCUMENT])) == {"default", "first", "even"}
    assert sum(each.count('string="Draft"') for name, each in found.items() if "/header" in name) == 3


def test_a_page_set_up_is_put_in_order() -> None:
    marked = '<w:pgSz xmlns:x="urn:x" x:Unid="1"'
    size = '<w:cols w:num="2"/><w:vAlign w:val="bottom"/><w:pgNumType w:start="7" w:fmt="decimal"/>'
    grid = '<w:docGrid w:linePitch="360" w:charSpace="4294965247"/>'
    data = own({DOCUMENT: ("<w:pgSz", f"{grid}{size}{marked}")})
    section = made(data)[DOCUMENT].rpartition("<w:sectPr>")[2]
    assert not re.search("Unid|vAlign|w:start|charSpace|w:num=", section)
    assert section.index("pgSz") < section.index("pgNumType") < section.index("docGrid")
    assert "its words run in columns, which those of a contract do not" in {lack.what for lack in check_style(data)}


def test_a_gutter_takes_of_the_width() -> None:
    plain, bound = (open_style(own({DOCUMENT: ('w:gutter="0"', f'w:gutter="{wide}"')})) for wide in (0, 400))
    assert bound.width == plain.width - 400


def test_settings_of_that_one_file_stay_behind() -> None:
    mode = '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="12"/></w:compat>'
    notes = f'<w:endnotePr><w:endnote w:id="0"/></w:endnotePr>{mode}'
    found = made(own({SETTINGS: ("<w:defaultTabStop", f"<w:evenAndOddHeaders/>{notes}<w:defaultTabStop")}))[SETTINGS]
    assert "endnote" not in found
    assert found.count("<w:compat>") == 1
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in found
    assert found.index("trackRevisions") < found.index("defaultTabStop") < found.index("evenAndOddHeaders")


def test_what_no_contract_can_bear_is_told_before_one_is_printed() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF last_page </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lacks = check_style(own({FOOTER: ("</w:pPr>", f"</w:pPr>{field}{end}")}))
    assert [lack.what for lack in lacks if lack.needed] == [
        "in a footer a reference leads to the bookmark 'last_page', which does not exist"
    ]


def test_another_prefix_is_named_with_what_to_do() -> None:
    parts = dict(unpack(default_style()))
    parts[STYLES] = parts[STYLES].replace(b"<w:", b"<ns0:").replace(b"</w:", b"</ns0:").replace(b"xmlns:w=", b"xmlns:ns0=")
    parts[STYLES] = parts[STYLES].replace(b" w:", b" ns0:")
    with pytest.raises(ConfigError, match="is not written as Word writes it") as refused:
        open_style(pack(part(name, each) for name, each in parts.items()))
    assert "save it" in refused.value.hint

"""What a Word file carries besides its words: each kind found where it stands, nothing found in a plain file or one of ours."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from word_make import agreement, style
from word_parts import docx

from clmctl.errors import ClmError
from clmctl.lint.word_files import word_findings
from clmctl.model.finding import Finding
from clmctl.model.word.trace import WordTrace
from clmctl.word.inspecting.inspect import inspect
from clmctl.word.package import pack, part, unpack
from clmctl.word.render import render


def p(inside: str, props: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def r(words: str, props: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def with_parts(base: bytes, **parts: str | bytes) -> bytes:
    """The file with more parts; `__` in a name stands for a slash, `_dot_` for a dot. Given twice, a part stands twice."""
    out = io.BytesIO(base)
    with zipfile.ZipFile(out, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def without(base: bytes, name: str) -> bytes:
    """The file with one entry (the first) no longer listed: its bytes stay where they are."""
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        begins, count = archive.start_dir, len(archive.infolist())
    assert base[begins + 46 :].startswith(name.encode())
    length = 46 + len(name)
    end = base.rindex(b"PK\x05\x06")
    size = int.from_bytes(base[end + 12 : end + 16], "little") - length
    said = (count - 1).to_bytes(2, "little") * 2 + size.to_bytes(4, "little")
    return base[:begins] + base[begins + length : end + 8] + said + base[end + 16 :]


def rels(*items: tuple[str, str, str]) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inner = "".join(
        f'<Relationship Id="x{at}" Type="{kinds}/{kind}" Target="{target}"{mode}/>'
        for at, (kind, target, mode) in enumerate(items)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def core(inside: str) -> bytes:
    """A small file with these core properties."""
    return with_parts(docx(p(r("x"))), docProps__core_dot_xml=f"<c>{inside}</c>")


def linked(
    body: str,
    *items: tuple[str, str, str],
    parts: Mapping[str, str] = MappingProxyType({}),
    part_of: str = "word/_rels/document.xml.rels",
) -> bytes:
    """A file whose document (or another part) has these relations, ids x0, x1 and so on, and these further parts."""
    plain = docx(body)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, rels(*items) if name == part_of else old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


WHOLE = ("officeDocument", "word/document.xml", "")
OUT = ' TargetMode="External"'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CODE = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
WPS = (
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)

PICTURE = f'<w:r><w:drawing><wp:inline {WPS}><wp:docPr name="Picture 1" descr="{{}}"/></wp:inline></w:drawing></w:r>'


def box(inside: str, at: int = 0, size: int = 100_000, fill: str = "<a:noFill/>") -> str:
    return (
        f'<w:r><w:drawing><wp:anchor {WPS}><wp:positionH relativeFrom="page"><wp:posOffset>{at}</wp:posOffset></wp:positionH>'
        f'<wp:extent cx="{size}" cy="{size}"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>'
        f"<w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{}"><v:textbox><w:txbxContent>{}</w:txbxContent>'
    "</v:textbox></v:shape></w:pict></w:r>"
)
ALTERNATE = "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
SECRET = r("a secret")

#: The parts of a small file, named as `with_parts` takes them.
NAMED = {name.replace("/", "__").replace(".", "_dot_"): data for name, data in unpack(docx(p(r("x")))).items()}
#: what it is -> (the file, kind, part and paragraph, words in the trace)
FOUND: dict[str, tuple[bytes, str, tuple[str, int], str]] = {
    "hidden run": (docx(p(r("open")) + p(r("a secret", "<w:vanish/>"))), "unseen", ("body", 2), "a secret"),
    "white run": (docx(p(r("a secret", '<w:color w:val="FFFFFF"/>'))), "unseen", ("body", 1), "a secret"),
    "run of a point": (docx(p(r("a secret", '<w:sz w:val="2"/>'))), "unseen", ("body", 1), "a secret"),
    "style that hides": (
        docx(
            p(r("a secret"), '<w:pStyle w:val="S"/>'),
            styles='<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:rPr><w:vanish/></w:rPr></w:style>',
        ),
        "unseen",
        ("body", 1),
        "a secret",
    ),
    "style that whitens": (
        docx(
            p(r("a secret", '<w:rStyle w:val="S"/>')),
            styles='<w:style w:type="character" w:styleId="S"><w:name w:val="S"/><w:rPr><w:color w:val="ffffff"/></w:rPr>'
            "</w:style>",
        ),
        "unseen",
        ("body", 1),
        "a secret",
    ),
    "colour of its ground": (
        docx(p(r("a secret", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'))),
        "unseen",
        ("body", 1),
        "ground",
    ),
    "letters of no width": (docx(p(r("a secret", '<w:w w:val="1"/>'))), "unseen", ("body", 1), "no width"),
    "lines of no height": (
        docx(p(SECRET, '<w:spacing w:line="20" w:lineRule="exact"/>')),
        "unseen",
        ("body", 1),
        "no height",
    ),
    "row of no height": (
        docx(f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>'),
        "unseen",
        ("body", 1),
        "no height",
    ),
    "hidden row": (
        docx(f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>"),
        "unseen",
        ("body", 1),
        "hidden row",
    ),
    "white words in a box without colour": (
        docx(p(box(p(r("a secret", '<w:color w:val="FFFFFF"/>'))))),
        "unseen",
        ("body", 1),
        "a secret",
    ),
    "all but white words in a box": (
        docx(p(box(p(r("a secret", '<w:color w:val="F8F8F8"/>'))))),
        "unseen",
        ("body", 1),
        "a secret",
    ),
    "box off the page": (docx(p(box(p(SECRET), at=99_999_999))), "off-page", ("body", 1), "a secret"),
    "box left of the page": (docx(p(box(p(SECRET), at=-9_999_999))), "off-page", ("body", 1), "a secret"),
    "box of no size": (docx(p(box(p(SECRET), size=0))), "off-page", ("body", 1), "a secret"),
    "old box off the page": (docx(p(VML.format("margin-left:-5000pt", p(SECRET)))), "off-page", ("body", 1), "a secret"),
    "old box hidden": (docx(p(VML.format("visibility:hidden", p(SECRET)))), "off-page", ("body", 1), "a secret"),
    "paragraph off the page": (docx(p(SECRET, '<w:ind w:left="-9000"/>')), "off-page", ("body", 1), "a secret"),
    "frame off the page": (docx(p(SECRET, '<w:framePr w:x="-20000"/>')), "off-page", ("body", 1), "a secret"),
    "zero width space": (docx(p(r("pay\u200bment"))), "invisible", ("body", 1), "U+200B"),
    "turned direction": (docx(p(r("fee \u202e001 EUR"))), "invisible", ("body", 1), "turn the direction"),
    "tag characters": (docx(p(r("fee" + chr(0xE0041)))), "invisible", ("body", 1), "U+E0041"),
    "Cyrillic letter in a word": (docx(p(r("The Suррlier must"))), "look-alike", ("body", 1), "cyrillic"),
    "whole word of look-alikes": (docx(p(r("The parties agree on the sum of ОСТ here"))), "look-alike", ("body", 1), "ОСТ"),
    "words for older programs": (
        docx(p(f"<w:r>{ALTERNATE.format(VML.format('', p(r('ten'))), VML.format('', p(r('two'))))}</w:r>")),
        "fallback",
        ("body", 1),
        "two",
    ),
    "words in a header only": (
        docx(p(r("text")), header=p(r("The Customer waives every claim under this agreement."))),
        "frame-only",
        ("header1", 1),
        "waives",
    ),
    "tracked change": (
        docx(p('<w:ins w:id="1" w:author="Ann" w:date="2026-01-01T00:00:00Z">' + r("not") + "</w:ins>")),
        "change",
        ("body", 1),
        "1 inserted by Ann",
    ),
    "change of formatting": (
        docx(p(r("x", '<w:b/><w:rPrChange w:id="1" w:author="Bo"><w:rPr/></w:rPrChange>'))),
        "change",
        ("body", 1),
        "formatting by Bo",
    ),
    "comment": (
        docx(
            p('<w:commentRangeStart w:id="0"/>' + r("cap") + '<w:commentRangeEnd w:id="0"/>'),
            comments='<w:comment w:id="0" w:author="Ann">' + p(r("our limit is ten")) + "</w:comment>",
        ),
        "comment",
        ("body", 1),
        "our limit",
    ),
    "damaged XML": (
        docx(p(r("one")) + "<w:p>"),
        "damaged",
        ("word/document.xml", 0),
        "",
    ),
    "embedded document": (docx(p(r("x")) + '<w:altChunk r:id="r"/>'), "embedded", ("body", 1), "altChunk"),
    "DDE": (docx(p(FIELD.format(CODE.format(" DDEAUTO c:\\\\cmd.exe ")))), "field", ("body", 1), "DDEAUTO"),
    "DDE in pieces": (
        docx(p(FIELD.format(CODE.format("DD") + CODE.format("EAU") + CODE.format("TO x")))),
        "field",
        ("body", 1),
        "DDEAUTO",
    ),
    "DDE as numbers": (
        docx(p(FIELD.format(FIELD.format(CODE.format(" QUOTE 68 68 69 65 85 84 79 ")) + CODE.format(" x ")))),
        "field",
        ("body", 1),
        "DDEAUTO",
    ),
    "field in one element": (
        docx(p('<w:fldSimple w:instr="INCLUDETEXT http://x">' + r("a") + "</w:fldSimple>")),
        "field",
        ("body", 1),
        "INCLUDETEXT",
    ),
    "field that never ends": (
        docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + CODE.format("LINK Excel"))),
        "field",
        ("body", 1),
        "LINK",
    ),
    "field in a footer": (
        docx(p(r("x")), footer=p(FIELD.format(CODE.format("INCLUDEPICTURE http://x/p.png")))),
        "field",
        ("footer1", 1),
        "PICTURE",
    ),
    "macro": (with_parts(docx(p(r("x"))), word__vbaProject_dot_bin=b"x"), "macro", ("", 0), "vbaProject"),
    "object": (linked(p(r("x")), ("oleObject", "embeddings/o.bin", "")), "object", ("body", 0), "embeddings"),
    "control": (linked(p(r("x")), ("control", "activeX/activeX1.xml", "")), "active-control", ("body", 0), "activeX"),
    "remote picture": (
        linked(p(r("x")), ("image", "http://x.example/p.png", OUT)),
        "outside",
        ("body", 0),
        "http://x.example/p.png",
    ),
    "link to a program": (
        linked(p('<w:hyperlink r:id="x0">' + r("a") + "</w:hyperlink>"), ("hyperlink", "file:///c:/x.exe", OUT)),
        "file-link",
        ("body", 1),
        "x.exe",
    ),
    "false link": (
        linked(
            p('<w:hyperlink r:id="x0">' + r("https://bank.example/x") + "</w:hyperlink>"),
            ("hyperlink", "https://evil.example/x", OUT),
        ),
        "false-link",
        ("body", 1),
        "evil",
    ),
    "link": (
        linked(p('<w:hyperlink r:id="x0">' + r("ours") + "</w:hyperlink>"), ("hyperlink", "https://a.example", OUT)),
        "link",
        ("body", 1),
        "a.example",
    ),
    "link to a program by a field": (
        docx(p(FIELD.format(CODE.format(' HYPERLINK "file:///c:/x.exe" ')))),
        "file-link",
        ("body", 1),
        "x.exe",
    ),
    "link into a network by a field in one element": (
        docx(p('<w:fldSimple w:instr="HYPERLINK \\\\\\\\srv\\\\share">' + r("a") + "</w:fldSimple>")),
        "file-link",
        ("body", 1),
        "\\\\srv\\share",
    ),
    "false link by a field": (
        docx(p(FIELD.format(CODE.format(' HYPERLINK "https://evil.example" ')).replace(">x<", ">www.bank.example<"))),
        "false-link",
        ("body", 1),
        "evil",
    ),
    "program of the package": (
        linked(p(r("x")), WHOLE, ("ui/extensibility", "customUI/ui.xml", ""), part_of="_rels/.rels"),
        "macro",
        ("", 0),
        "customUI",
    ),
    "template of a network": (
        with_parts(
            docx(p(r("x"))), word___rels__settings_dot_xml_dot_rels=rels(("attachedTemplate", "file:///\\\\srv\\t.dotm", OUT))
        ),
        "template",
        ("", 0),
        "srv",
    ),
    "data of any name": (
        linked(p(r("x")), ("customXml", "../data/matter.xml", ""), parts={"data/matter.xml": "<a xmlns='urn:dms'/>"}),
        "data",
        ("", 0),
        "urn:dms",
    ),
    "times saved": (core("<revision>17</revision>"), "edits", ("", 0), "17 times saved"),
    "last printed": (core("<lastPrinted>2026-03-01T09:00:00Z</lastPrinted>"), "property", ("", 0), "2026-03-01"),
    "where a picture lay": (
        docx(p(PICTURE.format("C:\\Clients\\Acme\\plan.png"))),
        "property",
        ("body", 0),
        "Acme",
    ),
    "remote template": (
        with_parts(
            docx(p(r("x"))), word___rels__settings_dot_xml_dot_rels=rels(("attachedTemplate", "http://x.example/t.dotm", OUT))
        ),
        "template",
        ("", 0),
        "x.example",
    ),
    "path of a template": (
        with_parts(
            docx(p(r("x"))),
            word___rels__settings_dot_xml_dot_rels=rels(("attachedTemplate", "file:///C:\\Clients\\Acme.dotx", OUT)),
        ),
        "made-from",
        ("", 0),
        "Acme",
    ),
    "entities beside the text": (
        with_parts(docx(p(r("x"))), docProps__core_dot_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "entities",
        ("docProps/core.xml", 0),
        "",
    ),
    "author": (
        with_parts(docx(p(r("x"))), docProps__core_dot_xml="<c xmlns:dc='d'><dc:creator>Ann Quill</dc:creator></c>"),
        "author",
        ("", 0),
        "Ann Quill",
    ),
    "company": (with_parts(docx(p(r("x"))), docProps__app_dot_xml="<P><Company>Acme</Company></P>"), "company", ("", 0), "Acme"),
    "custom property": (
        with_parts(docx(p(r("x"))), docProps__custom_dot_xml="<P><property name='Matter'><v>4711</v></property></P>"),
        "property",
        ("", 0),
        "Matter, 4711",
    ),
    "edit marks": (docx(p(r("x")), settings='<w:rsids><w:rsid w:val="1"/></w:rsids>'), "edits", ("", 0), "1 sittings"),
    "variable": (
        docx(p(r("x")), settings='<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>'),
        "property",
        ("", 0),
        "variable a, b",
    ),
    "data of another system": (
        with_parts(docx(p(r("x"))), customXml__item1_dot_xml="<a xmlns='urn:dms'/>"),
        "data",
        ("", 0),
        "urn:dms",
    ),
    "camera data": (
        with_parts(docx(p(r("x"))), word__media__image1_dot_jpeg=b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00"),
        "picture-data",
        ("word/media/image1.jpeg", 0),
        "",
    ),
    "bytes behind the zip": (docx(p(r("x"))) + b"#!/bin/sh", "outside-zip", ("", 0), "9 behind"),
    "an entry that is not listed": (
        without(with_parts(pack([part("secret.txt", "a secret")]), **NAMED), "secret.txt"),
        "outside-zip",
        ("", 0),
        "48 between",
    ),
    "another zip before it": (pack([part("secret.txt", "a secret")]) + docx(p(r("x"))), "outside-zip", ("", 0), "between"),
    "unreferred note": (
        docx(p(r("x")), footnotes='<w:footnote w:id="7">' + p(r("a secret")) + "</w:footnote>"),
        "unread",
        ("footnotes", 0),
        "note 7",
    ),
}
#: What a file of one kind cannot help being of too.
ALSO = {"field that never ends": {"unread"}, "damaged XML": {"unread"}}


def finding_of(trace: WordTrace) -> Finding:
    return word_findings("x.docx", (trace,))[0]


@pytest.mark.parametrize("name", FOUND)
def test_each_trace_is_found_where_it_stands(name: str) -> None:
    data, kind, (part, paragraph), words = FOUND[name]
    traces = inspect(data)
    found = [trace for trace in traces if trace.kind == kind]
    assert found, [finding_of(trace).message for trace in traces]
    assert (found[0].part, found[0].paragraph) == (part, paragraph)
    finding = finding_of(found[0])
    assert words in finding.message
    assert finding.hint
    assert finding.code in ("DX703", "DX704", "DX705", "DX706")
    assert {trace.kind for trace in traces} - ALSO.get(name, set()) == {kind}, [finding_of(trace).message for trace in traces]


def test_data_that_a_control_is_bound_to_says_otherwise() -> None:
    control = (
        "<w:sdt><w:sdtPr>{}<w:dataBinding w:prefixMappings=\"xmlns:n='urn:n'\" w:xpath='/n:a[1]/n:b[1]' "
        "w:storeItemID='{{ABC}}'/></w:sdtPr><w:sdtContent>" + r("shown") + "</w:sdtContent></w:sdt>"
    )

    def kinds(stored: str, props: str = "", inside: str = "") -> list[str]:
        file = with_parts(
            docx(p(control.format(props).replace(r("shown"), inside or r("shown")))),
            customXml__item1_dot_xml=f"<a xmlns='urn:n'><b>{stored}</b></a>",
            customXml__itemProps1_dot_xml="<ds:datastoreItem ds:itemID='{abc}' xmlns:ds='x'/>",
        )
        return [trace.kind for trace in inspect(file)]

    assert "bound" in kinds("stored")
    assert "bound" not in kinds("shown")
    assert "bound" not in kinds("stored", "<w:showingPlcHdr/>")
    listed = "<w:dropDownList><w:listItem w:value='stored' w:displayText='shown'/></w:dropDownList>"
    assert "bound" not in kinds("stored", listed)
    lines = r("12 High Street") + "<w:r><w:br/></w:r>" + r("London")
    assert "bound" not in kinds("12 High Street\nLondon", inside=lines)
    assert "bound" in kinds("12 High Street\nParis", inside=lines)
    drawing = "<w:r><w:drawing/></w:r>"
    assert "bound" not in kinds("iVBORw0KGgo", "<w:picture/>", drawing)
    assert "bound" in kinds("iVBORw0KGgo", "<w:picture/>")


@pytest.mark.parametrize("sign", [r("\u2612"), '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'])
def test_a_box_to_tick_shows_the_sign_of_what_its_data_says(sign: str) -> None:
    state = "2612" if "2612" in ascii(sign) else "00FE"
    control = (
        '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        f'<w14:checked w14:val="1"/><w14:checkedState w14:val="{state}"/><w14:uncheckedState w14:val="2610"/></w14:checkbox>'
        f"<w:dataBinding w:xpath='/a[1]' w:storeItemID='{{ABC}}'/></w:sdtPr><w:sdtContent>{sign}</w:sdtContent></w:sdt>"
    )

    def kinds(stored: str) -> list[str]:
        props = "<ds:datastoreItem ds:itemID='{abc}' xmlns:ds='x'/>"
        data = f"<a>{stored}</a>"
        file = with_parts(docx(p(control)), customXml__item1_dot_xml=data, customXml__itemProps1_dot_xml=props)
        return [trace.kind for trace in inspect(file)]

    assert "bound" not in kinds("true")
    assert "bound" not in kinds("1")
    assert "bound" in kinds("false")


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        ("www.bank.example.", "https://bank.example/x"),
        ("(https://bank.example)", "https://bank.example"),
        ("us", " https://a.b "),
    ],
)
def test_what_stands_around_an_address_is_none_of_it(shown: str, address: str) -> None:
    file = linked(p('<w:hyperlink r:id="x0">' + r(shown) + "</w:hyperlink>"), ("hyperlink", address, OUT))
    assert [trace.kind for trace in inspect(file)] == ["link"]


def test_a_link_that_many_words_bear_is_told_of_at_each() -> None:
    link = '<w:hyperlink r:id="x0"><w:r><w:t>a</w:t></w:r></w:hyperlink>'
    file = linked(p(link) * 3, ("hyperlink", "https://a.example", OUT))
    assert [(trace.kind, trace.paragraph) for trace in inspect(file)] == [("link", 1), ("link", 2), ("link", 3)]


def test_a_word_in_a_font_of_signs_is_no_box_to_tick() -> None:
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    apart = p(r("n", font) + r("o", font + "<w:b/>") + r("t", font))
    assert {trace.kind for trace in inspect(docx(apart))} == {"unseen"}
    assert {trace.kind for trace in inspect(docx(p(r("within ") + r("3", font) + r(" months"))))} == {"unseen"}


PLAIN = {
    "ours, a draft": render(agreement(), style()),
    "white on a dark cell": docx(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
        + p(r("Fee", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>"
    ),
    "white in a table of a coloured style": docx(
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>'
        + p(r("Fee", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>",
        styles='<w:style w:type="table" w:styleId="T"><w:name w:val="T"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>',
    ),
    "white in a coloured box": docx(
        p(box(p(r("Title", '<w:color w:val="FFFFFF"/>')), fill='<a:solidFill><a:srgbClr val="000080"/></a:solidFill>'))
    ),
    "a header of titles in two languages": docx(
        p(r("Agreement on the Supply of Goods")) + p(r("Vertrag über die Lieferung von Waren")),
        header=p(r("Agreement on the Supply of Goods / Vertrag über die Lieferung von Waren")),
    ),
    "Greek and Russian words": docx(p(r("Договор поставки")) + p(r("η σύμβαση")) + p(r("an angle of πr and sinα"))),
    "Arabic with its marks": docx(p(r("العقد\u200f 2026"))),
    "joined emoji and soft hyphens": docx(p(r("\U0001f468\u200d\U0001f469 Vertrags\u00adtext"))),
    "page numbers and references": docx(
        p(FIELD.format(CODE.format(" REF _clm_a \\w \\h "))) + p(FIELD.format(CODE.format(" TOC \\o "))),
        footer=p(r("Page ") + FIELD.format(CODE.format(" PAGE "))),
    ),
    "an indent, a low line, a narrow letter": docx(
        p(r("x", '<w:w w:val="90"/>'), '<w:ind w:left="1440" w:hanging="720"/><w:spacing w:line="240" w:lineRule="exact"/>')
    ),
    "boxes to tick and letters of formulas in fonts of signs": docx(
        p(
            r("\uf0a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
            + r(" Yes ")
            + r("q", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
            + r(" No, ")
            + r("a", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
        )
    ),
    "fields that choose between words": docx(
        p(FIELD.format(CODE.format(' IF x = "fixed" "a fixed date" "at any time that you ask" ')))
        + p(FIELD.format(CODE.format(" IF ") + FIELD.format(CODE.format(" MERGEFIELD Kind ")) + CODE.format(' = 1 "date" ')))
    ),
    "a header far in on a broad page": docx(
        p(r("x")) + '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1440" w:right="1440"/></w:sectPr>',
        header=p(r("Confidential"), '<w:ind w:left="10800"/>'),
    ),
    "a paragraph that undoes the hanging indent of its style": docx(
        p(r("x"), '<w:pStyle w:val="S"/><w:ind w:left="0" w:firstLine="0"/>'),
        styles='<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:ind w:left="3600" w:hanging="3600"/></w:pPr></w:style>',
    ),
    "a number within a paragraph": docx(
        p(r("pays: ") + FIELD.partition("{}")[0] + CODE.format(" LISTNUM ") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    ),
    "the frame of no size that Pages gives all text": docx(
        p(
            r("x"),
            '<w:framePr w:anchorLock="0" w:w="0" w:h="0" w:vSpace="0" w:hSpace="0" w:xAlign="left" w:y="0" w:hRule="exact"/>',
        )
    ),
    "a link to a place in the file, written as an address": linked(
        p('<w:hyperlink r:id="x0">' + r("clause 4") + "</w:hyperlink>"), ("hyperlink", "#_Toc1", OUT)
    ),
    "a link by a field to a place in the file": docx(p(FIELD.format(CODE.format(' HYPERLINK \\l "_Toc1" ')))),
    "made once, of a picture that has a name": with_parts(
        docx(p(PICTURE.format("A plan"))),
        docProps__core_dot_xml="<c><revision>1</revision></c>",
    ),
    "a template on everybody's machine": with_parts(
        docx(p(r("x"))), word___rels__settings_dot_xml_dot_rels=rels(("attachedTemplate", "Normal.dotm", OUT))
    ),
}


@pytest.mark.parametrize("name", PLAIN)
def test_nothing_is_found_in_what_hides_nothing(name: str) -> None:
    assert [finding_of(trace).message for trace in inspect(PLAIN[name]) if trace.kind != "link"] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_found_and_nothing_else_is_trusted() -> None:
    twice = with_parts(docx(p(r("a", "<w:vanish/>"))), word__document_dot_xml="<x/>")
    traces = inspect(twice)
    assert [(trace.kind, trace.part) for trace in traces] == [("double-entry", "word/document.xml")]


def test_every_word_file_at_hand_is_inspected(test_data: Path) -> None:
    files = sorted(test_data.glob("data/docx-*/dev/**/*.docx"))[::4]
    assert len(files) > 80
    for path in files:
        try:
            traces = inspect(path.read_bytes(), what=path.name)
        except ClmError as refused:
            assert refused.message
        else:
            assert all(finding.message for finding in word_findings(path.name, traces))

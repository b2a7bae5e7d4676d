"""Parts of a Word file that nothing leads to, or that lie elsewhere, are named; how a relation spells its goal is no matter."""

import pytest
from word_parts import docx

from clmctl.errors import Unreadable
from clmctl.word.inspecting.inspect import inspect
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = "<w:p><w:r><w:t>Fees are due.</w:t></w:r></w:p>"
HEADER = f"<w:hdr {W}><w:p><w:r><w:t>Above every page</w:t></w:r></w:p></w:hdr>"


def relation(kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="rId1" Type="{kind}" Target="{target}"{mode}/>'


def made(parts: dict[str, str], *relations: str) -> bytes:
    found: dict[str, bytes] = dict(unpack(docx(BODY)))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{"".join(relations)}</Relationships>'
    more = {"word/_rels/document.xml.rels": rels, **parts} if relations else parts
    return pack([part(name, data) for name, data in {**found, **more}.items()], "deflated")


def unread(parts: dict[str, str], *relations: str) -> tuple[str, ...]:
    return read_word(made(parts, *relations)).unread


@pytest.mark.parametrize("name", ["word/terms.txt", "word/terms.xml", "terms", "word/media/terms.bin"])
def test_a_part_that_nothing_leads_to_is_named(name: str) -> None:
    assert unread({name: "<a>The Customer pays.</a>"}) == (f"{name}: nothing in the file leads to it, and it was not read",)


@pytest.mark.parametrize(
    "name", ["[trash]/0000.dat", "__MACOSX/word/x", "word/.DS_Store", "docProps/thumbnail.jpeg", "customXml/item1.xml", "a/b.png"]
)
def test_what_programs_leave_behind_is_not(name: str) -> None:
    assert unread({name: "x"}) == ()


def test_a_part_of_a_kind_that_is_none_of_words_is_named() -> None:
    (line,) = unread({"word/terms.txt": "x"}, relation("https://terms.example/kind", "terms.txt"))
    assert line == "word/terms.txt: is of a kind that no program shows (https://terms.example/kind), and was not read"
    for known in ("schemas.microsoft.com/office/2011/relationships/people", "schemas.onlyoffice.com/peopleDocument"):
        assert unread({"word/people.xml": "<a/>"}, relation(f"http://{known}", "people.xml")) == ()


@pytest.mark.parametrize("odd", ["<t " * 300_000, "<t>" + "a" * 900_000])
def test_a_part_that_is_no_xml_is_looked_through_once(odd: str) -> None:
    (line,) = unread({"word/odd.xml": odd})
    assert line.startswith("word/odd.xml: ")


@pytest.mark.parametrize("kind", ["subDocument", "image", "frame", "oleObject"])
def test_what_is_fetched_from_outside_is_named_once(kind: str) -> None:
    mode = ' TargetMode="External"'
    (line,) = unread({}, relation(f"{OFFICE}/{kind}", "https://there.example/x", mode))
    assert line.endswith(f"something is fetched from outside ({kind}: https://there.example/x), and was not read")
    traces = inspect(made({}, relation(f"{OFFICE}/{kind}", "https://there.example/x", mode)))
    assert [trace.kind for trace in traces] == ["outside"]
    assert unread({}, relation(f"{OFFICE}/hyperlink", "https://there.example/x", mode)) == ()


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("word/header1.xml", "header%31.xml"),
        ("word/the header.xml", "the%20header.xml"),
        ("word/the%20header.xml", "the header.xml"),
        ("word/header1.xml", "Header1.XML"),
        ("word/header1.xml", "/word/./header1.xml"),
    ],
)
def test_a_part_is_found_however_its_name_is_spelled(name: str, target: str) -> None:
    found = read_word(made({name: HEADER}, relation(f"{OFFICE}/header", target)))
    assert [item.part for item in found.paragraphs] == ["body", "header1"]
    assert found.unread == ()


def test_a_font_of_signs_that_stands_for_one_of_letters_is_named() -> None:
    fonts = f'<w:fonts {W}><w:font w:name="Brand"><w:altName w:val="{{}}"/></w:font></w:fonts>'
    lead = relation(f"{OFFICE}/fontTable", "fontTable.xml")
    assert "Wingdings for Brand" in unread({"word/fontTable.xml": fonts.format("Wingdings")}, lead)[0]
    assert unread({"word/fontTable.xml": fonts.format("Arial")}, lead) == ()


def field(instruction: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{mark.format('end')}</w:p>"


@pytest.mark.parametrize("instruction", ["Rate", "the_rate \\* Upper", "REF Rate", "DOCPROPERTY Rate", "= 2 + 3"])
def test_a_field_without_a_result_that_will_print_words_is_told(instruction: str) -> None:
    (line,) = read_word(docx(field(instruction))).unread
    assert line.endswith(f"once Word works it out: {instruction}")


@pytest.mark.parametrize("instruction", ['TC "words"', 'XE "words"', "PAGE", "FORMCHECKBOX", "SET Rate 5", ""])
def test_one_that_will_print_none_is_not(instruction: str) -> None:
    assert read_word(docx(field(instruction))).unread == ()


OTHER = '<x:{0} xmlns:x="urn:other"><x:t>Above every page</x:t></x:{0}>'
CHART = '<c:chartSpace xmlns:c="urn:c"><c:strCache><c:pt idx="0"><c:v>{}</c:v></c:pt></c:strCache></c:chartSpace>'
HOLDS = "holds words that are no part of the text and were not read"


def test_what_a_chart_shows_is_named_and_a_chart_of_nothing_is_not() -> None:
    lead = relation(f"{OFFICE}/chart", "charts/chart1.xml")
    assert unread({"word/charts/chart1.xml": CHART.format("Fees of 2027")}, lead) == (f"word/charts/chart1.xml: {HOLDS}",)
    assert unread({"word/charts/chart1.xml": CHART.format(" ")}, lead) == ()


def test_words_are_named_in_a_part_of_any_name() -> None:
    lead = relation(f"{OFFICE}/glossaryDocument", "terms.bin")
    assert unread({"word/terms.bin": HEADER}, lead) == (f"word/terms.bin: {HOLDS}",)


def test_words_in_a_property_are_told_of_as_a_property() -> None:
    said = f'<Properties><property name="Version"><x {W}><w:t>0.4</w:t></x></property></Properties>'
    file = made({"docProps/custom.xml": said}, relation(f"{OFFICE}/custom-properties", "../docProps/custom.xml"))
    assert read_word(file).unread == ()
    assert [(trace.kind, trace.detail) for trace in inspect(file)] == [("property", "Version, 0.4")]


@pytest.mark.parametrize(("kind", "alarms"), [("bbPlcHdr", 0), ("autoTxt", 1)])
def test_the_hints_that_word_saves_with_controls_raise_no_finding(kind: str, alarms: int) -> None:
    store = (
        f'<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartPr><w:types><w:type w:val="{kind}"/></w:types></w:docPartPr>'
        f"<w:docPartBody>{BODY}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
    )
    file = made({"word/glossary/document.xml": store}, relation(f"{OFFICE}/glossaryDocument", "glossary/document.xml"))
    assert len(read_word(file).unread) == 1
    assert len(inspect(file)) == alarms


def test_a_header_in_words_of_another_language_than_words_is_named() -> None:
    lead = relation(f"{OFFICE}/header", "header1.xml")
    assert unread({"word/header1.xml": OTHER.format("hdr")}, lead) == (f"word/header1.xml: {HOLDS}",)


def test_a_document_in_another_language_than_words_is_refused() -> None:
    with pytest.raises(Unreadable, match="something other than a Word document"):
        read_word(made({"word/document.xml": OTHER.format("document")}))


@pytest.mark.parametrize("types", ["", "<Types><Default"])
def test_a_list_of_contents_that_is_missing_or_damaged_is_told(types: str) -> None:
    files = {**unpack(docx(BODY)), "[Content_Types].xml": types.encode()}
    file = pack([part(name, data) for name, data in files.items() if data], "deflated")
    assert read_word(file).unread == ("[Content_Types].xml: the XML is damaged and was read as far as it goes",)
    assert [trace.kind for trace in inspect(file)] == ["damaged"]

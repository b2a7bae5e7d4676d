"""Word files read: Word's own accepted and rejected files, one kind of change at a time, and files of every maker."""

from pathlib import Path

import pytest
from word_parts import docx

from clmctl.errors import Unreadable
from clmctl.text.comparing.views import text, view
from clmctl.word.reading.file import read_word

REVISION_TRIPLES = "data/docx-powertools/dev/RP"


def body(name: Path, which: str) -> list[str]:
    file = read_word(name.read_bytes())
    return [item.text for item in view([p for p in file.paragraphs if p.part == "body"], which)]


@pytest.mark.parametrize(("which", "truth"), [("final", "Accepted"), ("original", "Rejected")])
def test_views_equal_what_word_itself_accepted_and_rejected(test_data: Path, which: str, truth: str) -> None:
    compared, wrong = 0, []
    for name in sorted((test_data / REVISION_TRIPLES).glob("*.docx")):
        gold = name.with_name(f"{name.stem}-{truth}.docx")
        if name.stem.endswith(("-Accepted", "-Rejected")) or not gold.exists():
            continue
        compared += 1
        if body(name, which) != body(gold, "final"):
            wrong.append(name.name)
    assert compared >= 25
    assert wrong == []


def test_every_word_file_is_read_or_refused_with_a_reason(test_data: Path) -> None:
    read = 0
    for name in sorted((test_data / "data").glob("docx-*/dev/**/*.docx")):
        try:
            read_word(name.read_bytes())
            read += 1
        except Unreadable as refused:
            assert str(refused), name
    assert read > 350


RUN = "<w:r><w:t>{}</w:t></w:r>"
INS = '<w:ins w:id="1" w:author="Ann" w:date="2026-01-02T00:00:00Z">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="Bob"><w:r><w:delText>{}</w:delText></w:r></w:del>'


def p(*content: str, mark: str = "") -> str:
    props = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{props}{''.join(content)}</w:p>"


CASES = {
    "a word replaced": (
        p(RUN.format("within "), DEL.format("sixty"), INS.format(RUN.format("thirty")), RUN.format(" days")),
        "within sixty days\n",
        "within thirty days\n",
        "within [-sixty-]{+thirty+} days\n",
    ),
    "an insertion deleted again stands in neither": (
        p(RUN.format("a"), INS.format(DEL.format("b")), RUN.format("c")),
        "ac\n",
        "ac\n",
        "a[-b-]c\n",
    ),
    "a paragraph mark deleted joins": (
        p(RUN.format("one"), mark='<w:del w:id="3" w:author="Bob"/>') + p(RUN.format("two")),
        "one\ntwo\n",
        "onetwo\n",
        "one\ntwo\n",
    ),
    "an inserted paragraph": (
        p(RUN.format("one")) + p(INS.format(RUN.format("new")), mark='<w:ins w:id="3" w:author="Ann"/>') + p(RUN.format("two")),
        "one\ntwo\n",
        "one\nnew\ntwo\n",
        "one\n{+new+}\ntwo\n",
    ),
    "a moved sentence": (
        p('<w:moveFrom w:id="5" w:author="Ann"><w:r><w:t>X</w:t></w:r></w:moveFrom>', RUN.format("y"))
        + p('<w:moveTo w:id="6" w:author="Ann"><w:r><w:t>X</w:t></w:r></w:moveTo>'),
        "Xy\n\n",
        "y\nX\n",
        "[-X-]y\n{+X+}\n",
    ),
    "a table row deleted": (
        "<w:tbl><w:tr><w:trPr><w:del w:id='7' w:author='Bob'/></w:trPr><w:tc>" + p(RUN.format("gone")) + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + p(RUN.format("stays")) + "</w:tc></w:tr></w:tbl>",
        "gone\nstays\n",
        "stays\n",
        "gone\nstays\n",
    ),
    "content controls, hyperlinks, smart tags and bidi are read through": (
        p(
            "<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>", RUN.format("a"), "</w:sdtContent></w:sdt>",
            "<w:hyperlink>", RUN.format("b"), "</w:hyperlink><w:smartTag>", RUN.format("c"), "</w:smartTag>",
            "<w:dir>", RUN.format("d"), "</w:dir>",
        ),
        *["abcd\n"] * 3,
    ),
    "a field prints its result, not its instruction": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', RUN.format("4.2"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:fldSimple w:instr="PAGE">', RUN.format("7"), "</w:fldSimple>",
        ),
        *["4.27\n"] * 3,
    ),
    "signs": (
        p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r>"),
        *["a\tb\u2011\u00adc d\n"] * 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_three_views(case: str) -> None:
    content, original, final, marked = CASES[case]
    paragraphs = read_word(docx(content)).paragraphs
    assert (text(paragraphs, "original"), text(paragraphs, "final"), text(paragraphs, "marked")) == (original, final, marked)


def test_who_changed_it_and_when_is_kept() -> None:
    (paragraph,) = read_word(docx(p(INS.format(RUN.format("new")), DEL.format("old")))).paragraphs
    assert [(run.text, run.kind, run.author, run.date) for run in paragraph.runs] == [
        ("new", "inserted", "Ann", "2026-01-02T00:00:00Z"),
        ("old", "deleted", "Bob", ""),
    ]


@pytest.mark.parametrize(
    ("props", "why"),
    [
        ("<w:vanish/>", ("hidden",)),
        ('<w:color w:val="FFFFFF"/>', ("white",)),
        ('<w:sz w:val="2"/>', ("tiny",)),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>', ()),
        ('<w:vanish w:val="0"/>', ()),
        ("<w:b/>", ()),
    ],
)
def test_words_nobody_sees_say_so(props: str, why: tuple[str, ...]) -> None:
    (paragraph,) = read_word(docx(p(f"<w:r><w:rPr>{props}</w:rPr><w:t>not</w:t></w:r>"))).paragraphs
    assert paragraph.runs[0].hidden == why


def test_a_style_that_hides_hides() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Fine"/><w:rPr><w:vanish/></w:rPr></w:style>'
    (paragraph,) = read_word(
        docx('<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', styles=styles)
    ).paragraphs
    assert (paragraph.style, paragraph.runs[0].hidden) == ("Fine", ("hidden",))


LEVELS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1(%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def item(num: int, level: int, mark: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>'
        "<w:r><w:t>x</w:t></w:r></w:p>"
    )


def test_numbers_are_counted_as_word_counts_them() -> None:
    content = "".join(
        (item(1, 0), item(1, 1), item(1, 1), item(1, 0, '<w:del w:id="1"/>'), item(1, 0), item(1, 1), item(2, 0), item(1, 0))
    )
    file = read_word(docx(content, numbering=LEVELS))
    assert [paragraph.number for paragraph in file.paragraphs] == ["1.", "1(a)", "1(b)", "2.", "2.", "2(a)", "7.", "8."]


def test_a_level_above_the_first_is_the_first() -> None:
    file = read_word(docx(item(1, -3) + item(1, -2) + item(1, 0), numbering=LEVELS))
    assert [paragraph.number for paragraph in file.paragraphs] == ["1.", "2.", "3."]


def test_text_boxes_stand_after_their_paragraph_and_a_fallback_is_not_read_twice() -> None:
    box = "<w:txbxContent>" + p(RUN.format("boxed")) + "</w:txbxContent>"
    content = p(
        RUN.format("before"),
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    file = read_word(docx(content))
    assert [(paragraph.place, "".join(run.text for run in paragraph.runs)) for paragraph in file.paragraphs] == [
        ("", "before"),
        ("box 1", "boxed"),
    ]


def test_malformed_xml_is_read_as_far_as_it_goes_and_named() -> None:
    file = read_word(docx("<w:p><w:r><w:t>kept</w:t></w:sdt></w:r></w:p>"))
    assert text(file.paragraphs, "final").startswith("kept")
    assert file.unread == ("word/document.xml: the XML is damaged and was read as far as it goes",)


def test_a_workbook_and_an_old_file_are_named() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    told = {"WordDocument": "format of Word 97", "EncryptedPackage": "protected by a password", "Workbook": "Excel workbook"}
    for stream, said in told.items():
        with pytest.raises(Unreadable, match=said):
            read_word(old + stream.encode("utf-16-le") + b"\0" * 600)
    with pytest.raises(Unreadable, match="without a document that is known"):
        read_word(old + b"\0" * 600)

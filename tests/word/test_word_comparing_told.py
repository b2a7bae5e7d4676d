"""What a redline must never be silent about: words in fields, values that look like numbers, pictures, contents that are none."""

import pytest
from word_parts import docx

from clmctl.text.comparing.counted import is_counted
from clmctl.text.comparing.views import view
from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word
from clmctl.word.verifying import differences

STYLES = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="{}"/></w:style>'
TOC = ' TOC \\o "1-3" '


def compared(old: bytes, new: bytes) -> Compared:
    return compare(old, new, author="Ann", date="2026-11-22T00:00:00Z")


def words(said: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{said}</w:t></w:r>"


def field(code: str, said: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> {code} </w:instrText></w:r>{marks[1]}{words(said)}{marks[2]}"


def with_field(code: str, said: str) -> bytes:
    return docx(f"<w:p>{words('The Supplier is ')}{field(code, said)}{words('.')}</w:p>")


IN_FIELDS = {
    "words in a count of revisions": ("REVNUM", "liable", "not liable"),
    "words in the name of the file": ("FILENAME", "liable", "not liable"),
    "words in the day it was saved": ("SAVEDATE", "liable", "not liable"),
    "words in a page": ("PAGE", "liable", "not liable"),
    "an amount in a page": ("PAGE", "500", "9000000"),
    "a sum of money in a page": ("PAGE", "EUR 5", "EUR 9"),
    "a share in a page": ("PAGE", "5%", "9%"),
    "words in the day": ("DATE", "liable", "not liable"),
    "words with a day": ("DATE", "liable from 1 May 2026", "not liable from 1 May 2026"),
    "days in a count of revisions": ("REVNUM", "30", "90"),
    "the day it was saved, which Word leaves as it is": ("SAVEDATE", "1 May 2026", "1 May 2036"),
}


@pytest.mark.parametrize("name", IN_FIELDS)
def test_words_in_a_field_that_programs_count_are_told(name: str) -> None:
    code, was, now = IN_FIELDS[name]
    old, new = with_field(code, was), with_field(code, now)
    assert compared(old, new).changes >= 1
    assert differences(read_word(old), read_word(new))


@pytest.mark.parametrize("was", ["3", "liable"])
def test_a_page_that_becomes_words_is_told(was: str) -> None:
    found = compared(with_field("PAGE", was), with_field("PAGE", "not liable"))
    runs = [run for each in read_word(found.docx).paragraphs for run in each.runs]
    assert "".join(run.text for run in runs if run.stands_in("original")) == f"The Supplier is {was}."
    assert "".join(run.text for run in runs if run.stands_in("final")) == "The Supplier is not liable."


def test_a_picture_in_a_page_number_is_told() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>not</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    new = docx(f"<w:p>{field('PAGE', '1').replace(words('1'), words('1') + box)}</w:p>")
    assert compared(docx(f"<w:p>{field('PAGE', '1')}</w:p>"), new).changes >= 1


COUNTS = (
    ("PAGE", "12"), ("PAGE", "- xii -"), ("PAGE", "A-3"), ("NUMPAGES", ""), ("PAGE", "B"), ("TIME", "10:35:12"),
    ("DATE", "Sonntag, 22. November 2026"), ("DATE", "22 novembre 2026"), ("DATE", "11/22/2026"), ("DATE", "1st of May, 2026"),
    ("DATE", "2026-11-22T10:35:00Z"), ("TIME", "3:15 p.m."),
)  # fmt: skip


@pytest.mark.parametrize(("code", "said"), COUNTS)
def test_what_programs_count_is_known_by_what_it_says(code: str, said: str) -> None:
    assert is_counted(code, said, framed=False)


def test_a_long_result_is_no_page() -> None:
    assert not is_counted("PAGE", " " * 1_000_000 + "1", framed=False)


FRAMED = (("REVNUM", "12"), ("SAVEDATE", "1 May 2026"), ("FILENAME", "Alder v3 clean.docx"), ("LASTSAVEDBY", "A. Person"))


@pytest.mark.parametrize(("code", "said"), FRAMED)
def test_what_tells_of_the_file_counts_in_headers_and_footers_alone(code: str, said: str) -> None:
    assert is_counted(code, said, framed=True)
    assert not is_counted(code, said, framed=False)


def referring(code: str, said: str, held: str = "30") -> bytes:
    mark = f'<w:bookmarkStart w:id="1" w:name="d"/>{words(held)}<w:bookmarkEnd w:id="1"/>'
    return docx(f"<w:p>{mark}</w:p><w:p>{words('Within ')}{field(code, said)}{words(' days.')}</w:p>")


@pytest.mark.parametrize(("code", "was", "now"), [
    ("REF d", "30", "90"), (r"REF d \h", "30", "90"), (r"REF d \r \h", "$500", "$900"), (r"REF d \w", "50%", "90%"),
    (r"REF d \r", "liable", "free"),
])  # fmt: skip
def test_a_value_that_a_reference_repeats_is_no_number_of_a_clause(code: str, was: str, now: str) -> None:
    assert compared(referring(code, was), referring(code, now)).changes == 2


def test_a_value_where_the_number_of_a_clause_stood_is_told() -> None:
    assert compared(referring(r"REF d \r", "3"), referring("REF d", "90")).changes == 2


@pytest.mark.parametrize("code", [r"REF d \r \h", r"REF d \w \h", r"REF d \n", "NOTEREF d"])
def test_the_number_of_a_clause_that_was_another_is_told_and_comes_back_when_rejected(code: str) -> None:
    made = compared(referring(code, "4.1(a)"), referring(code, "4.2(b)"))
    assert made.changes >= 2
    paragraphs = read_word(made.docx).paragraphs
    assert "4.1(a)" in "".join(run.text for each in view(paragraphs, "original") for run in each.runs)
    assert "4.2(b)" in "".join(run.text for each in view(paragraphs, "final") for run in each.runs)


def test_a_long_result_of_a_reference_is_read_at_once() -> None:
    said = "i " * 2000 + "zz"
    assert compared(referring(r"REF d \r", said), referring(r"REF d \r", said + "z")).changes == 2


def contents(number: str, *, style: str = "toc 1", about: str = "{}", code: str = "") -> bytes:
    line = f"{words('Liability cap')}<w:r><w:tab/></w:r>{words(number)}"
    if code:
        line = field(code, "x").replace(words("x"), line)
    body = about.format(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{line}</w:p>')
    return docx(f"{body}<w:p>{words('Fees')}</w:p>", styles=STYLES.format(style))


GALLERY = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)


def test_the_page_in_a_line_of_contents_is_no_change() -> None:
    assert compared(contents("3", about=GALLERY), contents("5", about=GALLERY)).changes == 0
    assert compared(contents("3", code=TOC), contents("5", code=TOC)).changes == 0
    assert compared(contents("3", code=TOC), contents("5", about=GALLERY.format("{}"), code=TOC)).changes == 0


def test_an_amount_in_the_style_of_contents_is_told() -> None:
    assert compared(contents("500000"), contents("5")).changes >= 1
    assert compared(contents("500"), contents("900")).changes >= 1
    assert compared(contents("500000", about=GALLERY), contents("5", about=GALLERY)).changes >= 1
    assert compared(contents("3", style="TOC 1 fees", about=GALLERY), contents("5", style="TOC 1 fees", about=GALLERY)).changes


def test_looks_in_the_style_of_contents_are_told_where_there_are_none() -> None:
    old = contents("3")
    new = docx(
        f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:rPr><w:strike/></w:rPr><w:t>Liability cap</w:t></w:r>'
        f"<w:r><w:tab/></w:r>{words('3')}</w:p><w:p>{words('Fees')}</w:p>",
        styles=STYLES.format("toc 1"),
    )
    assert compared(old, new).changes >= 1


PICTURE = (
    '<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<wp:inline><wp:extent cx="{cx}" cy="360000"/><wp:docPr id="1" name="x"{hidden}/>{blips}</wp:inline></w:drawing>'
)


def drawn(*pictures: str, cx: int = 360000, hidden: str = "", more: str = "") -> bytes:
    blips = "".join(f'<pic:blipFill><a:blip r:embed="{each}">{more}</a:blip></pic:blipFill>' for each in pictures)
    return docx(f"<w:p>{words('Signed ')}<w:r>{PICTURE.format(cx=cx, hidden=hidden, blips=blips)}</w:r></w:p>")


def test_every_picture_of_a_drawing_counts() -> None:
    assert compared(drawn("a", "b"), drawn("a", "b", cx=370000)).changes == 0
    assert compared(drawn("a", "b"), drawn("a", "c")).changes >= 1
    assert compared(drawn("a", "b"), drawn("a")).changes >= 1


@pytest.mark.parametrize("how", [{"cx": 12700}, {"hidden": ' hidden="1"'}, {"more": '<a:alphaModFix amt="0"/>'}])
def test_a_picture_that_nobody_sees_any_longer_is_told(how: dict[str, object]) -> None:
    assert compared(drawn("a"), drawn("a", **how)).changes >= 1  # type: ignore[arg-type]


SHAPE = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:90pt;height:{}pt;{}">'
    '<v:imagedata r:id="a"/></v:shape></w:pict></w:r>'
)


@pytest.mark.parametrize(("height", "more"), [("1", ""), ("0.5", ""), ("40", "visibility:hidden")])
def test_a_picture_of_older_programs_that_nobody_sees_is_told(height: str, more: str) -> None:
    old = docx(f"<w:p>{words('Signed ')}{SHAPE.format(40, '')}</w:p>")
    assert compared(old, docx(f"<w:p>{words('Signed ')}{SHAPE.format(41, '')}</w:p>")).changes == 0
    assert compared(old, docx(f"<w:p>{words('Signed ')}{SHAPE.format(height, more)}</w:p>")).changes >= 1


def test_the_bookmark_where_a_file_was_left_goes_with_both_its_ends() -> None:
    start, end = '<w:bookmarkStart w:id="7" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="7"/>'
    new = docx(f"<w:p>{start}{words('One two')}</w:p><w:p>{words('Three')}{end}{words(' four')}</w:p>")
    old = docx(f"<w:p>{words('One')}</w:p><w:p>{words('Three')}</w:p>")
    made = compared(old, new).docx
    document = dict(unpack(made))["word/document.xml"].decode()
    assert "bookmark" not in document


def linked(address: str) -> bytes:
    made = docx(f'<w:p><w:hyperlink r:id="l">{words("here")}</w:hyperlink></w:p>')
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relation = f'<Relationship Id="l" Type="{kind}" Target="{address}" TargetMode="External"/></Relationships>'.encode()
    return pack([
        part(name, data.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else data)
        for name, data in unpack(made).items()
    ])  # fmt: skip


def test_a_link_to_a_host_leads_there_with_a_stroke_and_without() -> None:
    assert compared(linked("http://x.com"), linked("http://x.com/")).changes == 0
    assert compared(linked("http://x.com/a"), linked("http://x.com/b")).changes == 2
    assert compared(linked("http://x.com/ab"), linked("http://x.comab")).changes == 2

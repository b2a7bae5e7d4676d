"""Two Word files compared whose blocks stand in wrappers, or between which formulas and marks stand: nothing of them is lost."""

import pytest
from lxml import etree
from word_parts import docx

from clmctl.text.comparing.views import text
from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word

PARAGRAPH = "<w:p><w:r><w:t>The cap is {}.</w:t></w:r></w:p>"
ROW = f"<w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr>"
EITHER = (
    '<mc:AlternateContent xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<mc:Choice Requires="w14">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
#: What stands where blocks do, with a place for a word.
WRAPPED = {
    "alternatives": EITHER.format(PARAGRAPH, PARAGRAPH),
    "alternatives of a row": f"<w:tbl>{EITHER.format(ROW, ROW)}</w:tbl><w:p/>",
    "a link around a paragraph": f'<w:hyperlink w:anchor="x">{PARAGRAPH}</w:hyperlink>',
    "a control without content": f"<w:sdt>{PARAGRAPH}</w:sdt>",
    "a formula": f"<m:oMathPara {MATH}><m:oMath><m:r><m:t>cap = {{}}</m:t></m:r></m:oMath></m:oMathPara>",
}
FIRST, LAST = ("<w:p><w:r><w:t>One.</w:t></w:r></w:p>", "<w:p><w:r><w:t>Two.</w:t></w:r></w:p>")


def compared(old: bytes, new: bytes) -> Compared:
    return compare(old, new, author="Ann", date="2026-11-22T00:00:00Z")


def with_it(name: str, word: str) -> bytes:
    return docx(FIRST + WRAPPED[name].replace("{}", word) + LAST)


@pytest.mark.parametrize("name", WRAPPED)
def test_what_is_wrapped_among_blocks_is_compared_as_what_it_holds(name: str) -> None:
    without = docx(FIRST + LAST)
    for old, new in ((with_it(name, "5"), with_it(name, "9")), (without, with_it(name, "5")), (with_it(name, "5"), without)):
        made = compared(old, new)
        assert made.changes
        file = read_word(made.docx)
        assert text(file.paragraphs, "final").split() == text(read_word(new).paragraphs, "final").split()
        assert text(file.paragraphs, "original").split() == text(read_word(old).paragraphs, "final").split()
    assert compared(with_it(name, "5"), with_it(name, "5")).changes == 0


def test_marks_between_blocks_stay() -> None:
    between = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="b"/>', '<w:bookmarkEnd w:id="2"/>'
    new = docx(between[0] + FIRST + between[1] + FIRST.replace("One", "Three") + '<w:bookmarkEnd w:id="1"/>' + "<w:tbl/>" + LAST)
    body = dict(unpack(compared(docx(FIRST + LAST), new).docx))["word/document.xml"].decode()
    assert [body.count(mark) for mark in ("<w:bookmarkStart", "<w:bookmarkEnd")] == [2, 2]
    assert body.index('w:name="a"') < body.index('w:name="b"') < body.index("One.") < body.index("<w:bookmarkEnd")


def test_marks_between_blocks_stand_before_those_of_the_paragraph_behind_them() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    new = docx(FIRST + start + LAST.replace("<w:p>", f"<w:p><w:pPr><w:keepNext/></w:pPr>{end}"))
    body = dict(unpack(compared(docx(FIRST + LAST), new).docx))["word/document.xml"].decode()
    assert body.index("<w:keepNext/>") < body.index(start) < body.index(end) < body.index("Two.")


def test_a_document_embedded_in_the_text_is_named() -> None:
    new = docx(FIRST + '<w:altChunk r:id="x"/>' + LAST)
    assert compared(docx(FIRST + LAST), new).left == ("a document embedded in the text (altChunk) is new",)


@pytest.mark.parametrize("behind", ["", LAST])
def test_words_that_leave_their_control_stay_words(behind: str) -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    old = docx(FIRST + control.format(PARAGRAPH.format("5")) + behind)
    new = docx(FIRST + PARAGRAPH.replace("<w:r>", control.format("<w:r>").partition("<w:r>")[0] + "<w:r>", 1).replace(
        "</w:r>", "</w:r></w:sdtContent></w:sdt>").format("5") + behind)  # fmt: skip
    made = compared(old, new)
    file = read_word(made.docx)
    assert text(file.paragraphs, "final") == text(file.paragraphs, "original") == text(read_word(new).paragraphs, "final")
    assert made.changes == 0


CELL = "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>The cap is {}.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>{}</w:tc>"


@pytest.mark.parametrize("behind", ["", "<w:p/>"])
def test_a_cell_that_ends_with_a_table_gets_the_paragraph_behind_it(behind: str) -> None:
    old, new = (docx(f"<w:tbl><w:tr>{CELL.format(*each)}</w:tr></w:tbl>{LAST}") for each in (("5", behind), ("9", "")))
    made = compared(old, new)
    assert made.changes == 2
    assert text(read_word(made.docx).paragraphs, "final") == "The cap is 9.\n\nTwo.\n"
    assert text(read_word(made.docx).paragraphs, "original") == "The cap is 5.\n\nTwo.\n"


TABLE = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>EUR {}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


GRID = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid>{}</w:tbl>"


def test_an_empty_cell_gets_the_paragraph_it_needs() -> None:
    table = GRID.format("<w:tr><w:tc><w:tcPr/></w:tc></w:tr><w:tr><w:tc/></w:tr>")
    for old, new in ((LAST, table + LAST), (table + LAST, LAST), (table + LAST, table + LAST)):
        cells = list(etree.fromstring(unpack(compared(docx(old), docx(new)).docx)["word/document.xml"]).iter("{*}tc"))
        assert [cell[-1].tag.rpartition("}")[2] for cell in cells] == ["p", "p"]


@pytest.mark.parametrize(("mark", "rows"), [("cellDel", 1), ("cellIns", 2)])
def test_a_row_goes_with_its_last_cell(mark: str, rows: int) -> None:
    said = f'<w:tcPr><w:{mark} w:id="1" w:author="B"/></w:tcPr>'
    table = GRID.format("".join(f"<w:tr><w:tc>{props}{LAST}</w:tc></w:tr>" for props in (said, "<w:tcPr/>")))
    made = unpack(compared(docx(LAST), docx(table + LAST)).docx)
    assert len(list(etree.fromstring(made["word/document.xml"]).iter("{*}tr"))) == rows


@pytest.mark.parametrize("table", [TABLE.format(5), TABLE.format(5) + TABLE.format(7)])
def test_a_text_that_ends_with_a_table_where_the_other_ends_with_a_paragraph(table: str) -> None:
    with_table, without = docx(FIRST + table), docx(FIRST + LAST)
    for old, new in ((with_table, without), (without, with_table)):
        made = compared(old, new)
        for which, wanted in (("final", new), ("original", old)):
            assert text(read_word(made.docx).paragraphs, which).strip() == text(read_word(wanted).paragraphs, "final").strip()
    same = compared(with_table, with_table)
    assert same.changes == 0
    assert text(read_word(same.docx).paragraphs, "final") == text(read_word(with_table).paragraphs, "final")


def test_marks_between_paragraphs_do_not_keep_words_from_running_on() -> None:
    gone = '<w:p><w:pPr><w:rPr><w:del w:id="8" w:author="A"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>'
    old = docx(f'{gone}<w:bookmarkStart w:id="9" w:name="x"/>{LAST}<w:bookmarkEnd w:id="9"/>')
    assert compared(old, docx("<w:p><w:r><w:t>One Two.</w:t></w:r></w:p>")).changes == 0


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CODE = "<w:r><w:instrText> REF cap </w:instrText></w:r>"
WORDS = "<w:r><w:t>The cap is {}.</w:t></w:r>"
#: Half a field before or behind words.
HALVES = {
    "one that never shows": (mark("begin") + CODE, "never ends (REF cap)"),
    "one that never ends": (mark("begin") + CODE + mark("separate"), "never ends (REF cap)"),
    "a beginning alone": (mark("begin"), "never ends"),
    "an end": (mark("end"), ""),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_field_is_none_its_words_are_words_and_it_is_named(name: str) -> None:
    half, said = HALVES[name]
    broken = docx(f"<w:p>{half}{WORDS.format(9)}</w:p>{LAST}")
    whole = docx(f"<w:p>{WORDS.format(5)}</w:p>{LAST}")
    for old, new, which, numbers in ((whole, broken, "newer", "59"), (broken, whole, "older", "95")):
        made = compared(old, new)
        assert made.left == ((f"a field of the {which} file that {said}: its words are words",) if said else ())
        assert made.changes == 2
        paragraphs = read_word(made.docx).paragraphs
        assert text(paragraphs, "original") == f"The cap is {numbers[0]}.\nTwo.\n"
        assert text(paragraphs, "final") == f"The cap is {numbers[1]}.\nTwo.\n"


def test_the_same_half_field_is_named_once() -> None:
    broken = f"<w:p>{mark('begin')}{WORDS.format(9)}</w:p>"
    left = compared(docx(broken * 3 + LAST), docx(LAST)).left
    assert left == ("a field of the older file that never ends: its words are words",)


def test_a_field_that_ends_in_another_paragraph_or_holds_a_box_with_one_is_whole() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{mark('begin')}{CODE}{mark('end')}</w:p></w:txbxContent></w:pict></w:r>"
    file = docx(f"<w:p>{mark('begin')}{CODE}{mark('separate')}{WORDS}{box}</w:p><w:p>{mark('end')}</w:p>{LAST}")
    assert (compared(file, file).changes, compared(file, file).left) == (0, ())


def test_half_a_field_in_a_box_leaves_the_field_about_the_box_whole() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{mark('end')}{WORDS.format(1)}</w:p></w:txbxContent></w:pict></w:r>"
    file = docx(f"<w:p>{mark('begin')}{CODE}{mark('separate')}{WORDS.format(2)}{box}{mark('end')}</w:p>{LAST}")
    made = compared(file, file)
    assert (made.changes, made.left) == (0, ())
    assert unpack(made.docx)["word/document.xml"].count(b"fldChar ") == 3

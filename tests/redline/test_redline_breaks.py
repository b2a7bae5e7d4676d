"""Page breaks of two Word files: however each makes them, a reader is told where one came or went."""

import pytest
from redline_make import TEXT, contract
from test_redline_laws import docx as docx_of

from clmctl.redline.compare import compare_passages
from clmctl.redline.passages import passages_of_file
from clmctl.redline.table import Row, rows_of
from clmctl.word.comparing.compare import compare
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word

PAGE = '<w:r><w:br w:type="page"/></w:r>'
#: ways to begin a new page before the clause on liability
WAYS = {
    "a paragraph": lambda p: f"<w:p>{PAGE}</w:p>{p}",
    "a property": lambda p: p.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1),
    "a sign before the words": lambda p: p.replace("</w:pPr>", f"</w:pPr>{PAGE}", 1),
    "a section": lambda p: f"<w:p><w:pPr><w:sectPr/></w:pPr></w:p>{p}",
}
PLAIN = docx_of(contract(TEXT))


def broken(way: str) -> bytes:
    made = []
    for name, data in unpack(PLAIN).items():
        xml = data
        if name == "word/document.xml":
            text = data.decode()
            at = text.rindex("<w:p>", 0, text.index(">Liability<"))
            end = text.index("</w:p>", at) + len("</w:p>")
            xml = (text[:at] + WAYS[way](text[at:end]) + text[end:]).encode()
            assert xml != data
        made.append(part(name, xml))
    return pack(made, "deflated")


def rows(old: bytes, new: bytes) -> tuple[Row, ...]:
    before, after = (passages_of_file(read_word(data)) for data in (old, new))
    return rows_of(compare_passages(before, after))


@pytest.mark.parametrize("way", WAYS)
def test_a_page_break_that_came_or_went_is_told(way: str) -> None:
    for old, new, kind in ((PLAIN, broken(way), "inserted"), (broken(way), PLAIN, "deleted")):
        (row,) = rows(old, new)
        assert (row.clause, row.change, row.was + row.now) == ("3 Fees", kind, "[page break]")


@pytest.mark.parametrize("one", WAYS)
@pytest.mark.parametrize("other", WAYS)
def test_one_page_break_made_in_two_ways_is_no_change(one: str, other: str) -> None:
    assert rows(broken(one), broken(other)) == ()


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a section"])
def test_the_redline_of_two_files_tracks_it(way: str) -> None:
    for old, new in ((PLAIN, broken(way)), (broken(way), PLAIN)):
        made = compare(old, new, author="A", date="2026-11-22T00:00:00Z")
        assert made.changes
        read = read_word(made.docx)
        found = [passages_of_file(read, which) for which in ("original", "final")]
        assert found == [passages_of_file(read_word(data)) for data in (old, new)]

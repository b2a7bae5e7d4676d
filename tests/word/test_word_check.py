"""Our own check of a rendered file: a good file passes, and each rule finds its fault."""

from collections.abc import Callable, Mapping

import pytest
from word_make import agreement, style

from clmctl.word.check import DamagedDocument, problems_of, refuse
from clmctl.word.package import unpack
from clmctl.word.render import render

DOCUMENT, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
Change = Callable[[dict[str, bytes]], None]


def good() -> dict[str, bytes]:
    return dict(unpack(render(agreement(14), style())))


def edit(name: str, old: str, new: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[name], old
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)

    return change


def insert(xml: str) -> Change:
    return edit(DOCUMENT, "<w:sectPr>", f"{xml}<w:sectPr>")


def drop(name: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        del parts[name]

    return change


P = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{}</w:p>'
CELL = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{}</w:tr></w:tbl>"
MARK = '<w:bookmarkStart w:id="{}" w:name="{}"/><w:bookmarkEnd w:id="{}"/>'
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
CODE = "<w:r><w:instrText> {} </w:instrText></w:r>"

FAULTS: Mapping[str, tuple[Change, str]] = {
    "an id stands twice": (insert(P.format(MARK.format("1", "fresh", "1"))), "the id '1' stands twice"),
    "an insertion has a bookmark's id": (insert(P.format('<w:ins w:id="2"><w:r/></w:ins>')), "the id '2' stands twice"),
    "a header has a bookmark's id": (
        edit("word/header1.xml", "<w:r>", '<w:bookmarkStart w:id="1" w:name="h"/><w:bookmarkEnd w:id="1"/><w:r>'),
        "the id '1' stands twice",
    ),
    "a bookmark stands twice": (
        insert(P.format(MARK.format("900", "_CLM_Scope", "900"))),
        "the bookmark '_CLM_Scope' stands twice",
    ),
    "a bookmark's name is too long": (insert(P.format(MARK.format("900", "x" * 41, "900"))), "longer than 40"),
    "a bookmark's name is not Word's": (
        insert(P.format(MARK.format("900", "a-b", "900"))),
        "takes no bookmark of the name 'a-b'",
    ),
    "a bookmark does not end": (insert(P.format('<w:bookmarkStart w:id="900" w:name="o"/>')), "begin and do not end"),
    "a reference leads nowhere": (
        insert(P.format(BEGIN + CODE.format("REF _clm_gone \\w \\h") + END)),
        "'_clm_gone', which does not",
    ),
    "a page reference leads nowhere": (
        insert(P.format(BEGIN + CODE.format("PAGEREF gone") + END)),
        "'gone', which does not exist",
    ),
    "a link in the file leads nowhere": (
        insert(P.format('<w:hyperlink w:anchor="gone"><w:r/></w:hyperlink>')),
        "'gone', which does",
    ),
    "a style does not exist": (edit(DOCUMENT, 'w:val="Heading1"', 'w:val="Heading9"'), "the style 'Heading9' does not exist"),
    "a run's style does not exist": (edit(DOCUMENT, '<w:rStyle w:val="', '<w:rStyle w:val="No'), "does not exist"),
    "a table's style does not exist": (edit(DOCUMENT, 'tblStyle w:val="', 'tblStyle w:val="No'), "'NoContractTable' does not"),
    "a list does not exist": (insert('<w:p><w:pPr><w:numPr><w:numId w:val="777"/></w:numPr></w:pPr></w:p>'), "the list 777 does"),
    "a cell has no paragraph": (insert(CELL.format("<w:tc><w:tcPr/></w:tc>")), "does not end with a paragraph"),
    "a row has no cell": (insert(CELL.format("<w:trPr/>")), "a table row has no cell"),
    "deleted text is written as text": (
        insert(P.format('<w:del w:id="900"><w:r><w:t>x</w:t></w:r></w:del>')),
        "deleted text is not marked as deleted",
    ),
    "a field does not end": (insert(P.format(BEGIN)), "a field begins and does not end"),
    "a field ends twice": (insert(P.format(BEGIN + END + END)), "'end' stands without its beginning"),
    "a field separates before it begins": (
        insert(P.format('<w:r><w:fldChar w:fldCharType="separate"/></w:r>')),
        "'separate' stands without its beginning",
    ),
    "text holds a control character": (insert(P.format("<w:r><w:t>a\x85b</w:t></w:r>")), "a control character"),
    "text holds one as a reference": (insert(P.format("<w:r><w:t>a&#x7f;b</w:t></w:r>")), "a control character"),
    "a relation leads nowhere": (drop("word/header1.xml"), "'word/header1.xml', which does not exist"),
    "a relation is missing": (edit(RELS, 'Id="rIdheader1"', 'Id="rIdother"'), "the relation 'rIdheader1' does not exist"),
    "a relation stands twice": (edit(RELS, 'Id="rIdheader1"', 'Id="rIdstyles"'), "the relation 'rIdstyles' stands twice"),
    "a header names a relation and has none": (
        edit("word/header1.xml", "<w:r>", '<w:r><a:blip xmlns:a="a" r:embed="rId9"/></w:r><w:r>'),
        "the relation 'rId9' does not exist",
    ),
    "a part has no content type": (lambda parts: parts.update({"word/x.bin": b""}), "word/x.bin has no content type"),
    "a content type has no part": (drop("docProps/app.xml"), "given for docProps/app.xml, which does not exist"),
}


def test_a_good_file_has_no_fault() -> None:
    assert list(problems_of(good())) == []
    assert list(problems_of(good(), styles=frozenset(style().styles.values()))) == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(name: str) -> None:
    change, said = FAULTS[name]
    parts = good()
    change(parts)
    found = list(problems_of(parts))
    assert any(said in problem for problem in found), found


def test_a_damaged_file_is_refused_as_our_own_fault() -> None:
    parts = good()
    FAULTS["a style does not exist"][0](parts)
    with pytest.raises(DamagedDocument, match="Heading9") as refused:
        refuse(list(problems_of(parts)))
    assert refused.value.exit_code == 2

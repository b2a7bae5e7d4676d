"""The check of what was just rendered: it finds by forms and words what the check of the whole file finds in the XML."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_make import agreement, clause, item, style, text

from clmctl.errors import Unreadable
from clmctl.model.block import Reference
from clmctl.model.word.text import WordText
from clmctl.word.body import CLOSING, OPENING, document_in_pieces
from clmctl.word.check import DamagedDocument, problems_of
from clmctl.word.formcheck import check_rendered
from clmctl.word.frame import Frame
from clmctl.word.inlines import Inlines
from clmctl.word.looking import look
from clmctl.word.numbering import number_blocks
from clmctl.word.package import DOCUMENT, Part, parse_xml, part, unpack
from clmctl.word.render import frames_written, package_parts, render
from clmctl.word.written import Written, finished, written
from clmctl.word.xml import W

Change = Callable[[Written], Written]


def package(word: WordText, change: Change = lambda body: body) -> tuple[tuple[Part, ...], dict[str, Written]]:
    """The parts of a file and what they were made of, with the body changed before either is joined."""
    numbering = number_blocks(word, style())
    ink = Inlines(word, style(), numbering.places)
    body = change(document_in_pieces(word, ink, numbering.places)[0])
    document = part(DOCUMENT, OPENING.encode() + body.xml + CLOSING.encode())
    return package_parts(word, style(), ink, numbering.xml, document), {DOCUMENT: body, **dict(frames_written(word, style()))}


def edit(old: str, new: str) -> Change:
    """A piece of markup changed in the first form that has it, and in the XML."""

    def change(body: Written) -> Written:
        at = next(index for index, form in enumerate(body.forms) if old.encode() in form)
        forms = list(body.forms)
        forms[at] = forms[at].replace(old.encode(), new.encode(), 1)
        assert old.encode() in body.xml
        return Written(body.xml.replace(old.encode(), new.encode(), 1), tuple(forms), body.words)

    return change


def reword(old: str, new: str) -> Change:
    """Words changed once, there and in the XML."""

    def change(body: Written) -> Written:
        assert old.encode() in body.words, old
        at = body.words.index(old.encode())
        words = (*body.words[:at], new.encode(), *body.words[at + 1 :])
        return Written(body.xml.replace(old.encode(), new.encode(), 1), body.forms, words)

    return change


def add(piece: str) -> Change:
    """One more piece before the page set-up."""

    def change(body: Written) -> Written:
        more = written([piece])
        at = body.xml.rindex(b"<w:sectPr>")
        return Written(body.xml[:at] + more.xml + body.xml[at:], (*body.forms, *more.forms), (*body.words, *more.words))

    return change


P = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{}</w:p>'
FAULTS: dict[str, tuple[Change, str]] = {
    "a style does not exist": (edit('w:val="Heading1"', 'w:val="Heading9"'), "the style 'Heading9' does not exist"),
    "a list does not exist": (add('<w:p><w:pPr><w:numPr><w:numId w:val="777"/></w:numPr></w:pPr></w:p>'), "the list 777 does"),
    "a reference leads nowhere": (reword("REF _clm_term_notice \\w \\h", "REF _clm_gone \\w \\h"), "'_clm_gone', which does not"),
    "a typed reference leads nowhere": (
        add(P.format("<w:r><w:instrText> PAGEREF gone </w:instrText></w:r>")), "the bookmark 'gone', which does not",
    ),
    "a typed link leads nowhere": (
        add(P.format('<w:hyperlink w:anchor="gone"><w:r/></w:hyperlink>')), "the bookmark 'gone', which does not",
    ),
    "a bookmark stands twice": (reword("_clm_term_notice", "_CLM_scope"), "the bookmark '_CLM_scope' stands twice"),
    "a bookmark's name is not Word's": (reword("_clm_scope_goals_a", "a-b"), "takes no bookmark of the name 'a-b'"),
    "a bookmark's name is too long": (reword("_clm_scope_goals_a", "x" * 41), "longer than 40"),
    "an id stands twice": (reword("2", "1"), "the id '1' stands twice"),
    "a bookmark does not end": (
        add(P.format('<w:bookmarkStart w:id="\x01900\x01" w:name="\x01open\x01"/>')), "begin and do not end",
    ),
    "a bookmark's id is typed": (add(P.format('<w:bookmarkStart w:id="1" w:name="o"/>')), "id or name is not told apart"),
    "a change has a bookmark's id": (add(P.format('<w:ins w:id="1"><w:r/></w:ins>')), "the id '1' stands twice"),
    "a field does not end": (add(P.format('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')), "begins and does not end"),
    "a cell has no paragraph": (add("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl>"), "end with a paragraph"),
    "a relation does not exist": (
        add(P.format('<w:hyperlink r:id="rIdgone"><w:r/></w:hyperlink>')), "the relation 'rIdgone' does not",
    ),
    "words are markup": (reword("The Supplier gives such support.", "The <b>Supplier</b>."), "not told apart from markup"),
    "words are half an entity": (reword("The Supplier gives such support.", "R&D"), "not told apart from markup"),
    "words hold a control character": (reword("The Supplier gives such support.", "a\x85b"), "a control character"),
    "words stand where none are shown": (add("<w:p>\x01lost\x01</w:p>"), "where Word shows none"),
    "a word is left over": (lambda body: Written(body.xml, body.forms, (*body.words, b"more")), "missing or left over"),
    "a mark is left over": (lambda body: Written(body.xml + b"\x01", body.forms, body.words), "missing or left over"),
}  # fmt: skip


def test_a_good_file_has_no_fault() -> None:
    check_rendered(*package(agreement(14)))


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(name: str) -> None:
    change, said = FAULTS[name]
    with pytest.raises(DamagedDocument) as refused:
        check_rendered(*package(agreement(14), change))
    assert said in refused.value.message


def test_markup_that_does_not_close_is_refused() -> None:
    with pytest.raises(Unreadable, match="not well-formed"):
        check_rendered(*package(agreement(), edit("</w:r></w:p>", "</w:p>")))


def test_a_part_that_is_not_what_was_looked_at_is_refused() -> None:
    parts, stories = package(agreement())
    other = package(agreement(2))[1]
    with pytest.raises(DamagedDocument, match="not what was looked at"):
        check_rendered(parts, other)
    with pytest.raises(DamagedDocument, match=r"header1\.xml: it is not"):
        check_rendered(parts, {name: story for name, story in stories.items() if "header1" not in name})


def test_tables_that_differ_in_their_widths_alone_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def parse(data: bytes, name: str) -> object:
        parsed.append(data)
        return parse_xml(data, name)

    monkeypatch.setattr("clmctl.word.looking.parse_xml", parse)

    def table(width: int, cell: str = "<w:p/>") -> str:
        return f'<w:tbl><w:tblW w:w="{width}"/><w:tr><w:tc><w:tcPr><w:tcW w:w="{width}"/></w:tcPr>{cell}</w:tc></w:tr></w:tbl>'

    assert look(written([table(4_321)])) == look(written([table(12)]))
    assert len(parsed) <= 1
    assert look(written([table(12, "")])).problems == ("a table cell does not end with a paragraph",)


PIECE = st.text(alphabet=st.sampled_from([*"ab &<>\"'\n\t;", "é", "\u00a0", "ع", "服", "\x07"]), min_size=1, max_size=12)


@given(st.lists(PIECE, max_size=8))
def test_whatever_the_words_both_checks_pass(said: list[str]) -> None:
    word = text(clause("1", "Scope", "scope"), *(item(1, f"1.{n}", f"1.{n}", f"a-{n}", one) for n, one in enumerate(said, 1)))
    docx = render(word, style())  # checked by forms
    assert list(problems_of(unpack(docx), styles=frozenset(style().styles.values()))) == []


def test_a_header_may_name_the_contract_wherever_word_shows_it() -> None:
    before = f'<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict><v:shape alt="'
    between, after = '"><v:textbox>\ue000 ', "</v:textbox></v:shape></w:pict></w:r></w:p></w:hdr>"
    frame = Frame("header", "default", "header1", (before, "title", between, "id", after))
    only = [one for one in style().frames if one.name == "header1"]
    assert only
    firm = replace(style(), frames=tuple(frame if one.name == "header1" else one for one in style().frames))
    found = unpack(render(replace(agreement(), title='A & "B"', status="execution"), firm))["word/header1.xml"].decode()
    assert 'alt="A &amp; &quot;B&quot;"' in found


def test_pieces_are_the_whole() -> None:
    pieces = ['<a x="\x011 & 2\x01">\x01b<c\x01</a>', "<d/>", ""]
    made = written(pieces)
    assert made.xml == b'<a x="1 &amp; 2">b&lt;c</a><d/>'
    assert made.forms == (b'<a x="\x01">\x01</a>', b"<d/>", b"")
    assert made.words == (b"1 &amp; 2", b"b&lt;c")
    assert finished(pieces) == ['<a x="1 &amp; 2">b&lt;c</a>', "<d/>", ""]
    assert written([]) == Written(b"", (), ())
    assert finished([]) == []


def test_an_anchor_that_stands_twice_leads_to_the_first() -> None:
    word = text(
        clause("1", "Scope", "same"),
        item(1, "1.1", "1.1", "same", "See ", Reference("Section", "same"), "."),
        clause("2", "B", "b"),
    )
    document = unpack(render(word, style()))[DOCUMENT].decode()
    assert document.count('w:name="_clm_same"') == 1
    assert document.index('w:name="_clm_same"') < document.index("Scope")

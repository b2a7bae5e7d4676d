"""Two Word files compared in which controls, smart tags, custom XML or whole documents stand in one or in both."""

import pytest
from lxml import etree
from word_parts import docx

from clmctl.text.comparing.views import text
from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.comparing.settle import settle
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word
from clmctl.word.xml import W

CONTROL = '<w:sdt><w:sdtPr><w:alias w:val="Client"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
MARK = '<w:{} w:uri="urn:x" w:element="client">{{}}</w:{}>'
WRAPPERS = {
    "sdt": CONTROL,
    "customXml": MARK.format("customXml", "customXml"),
    "smartTag": MARK.format("smartTag", "smartTag"),
}
NAMED = {"sdt": "a content control", "customXml": "a mark of custom XML", "smartTag": "a smart tag"}


def run(words: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


CELL = f"<w:tc>{p(run('The cap is {}.'))}</w:tc>"
#: Where a wrapper stands: a body with a place for what it is about.
PLACES = {
    "a paragraph": (p(run("First.")) + "{}" + p(run("Last.")), p(run("The cap is {}."))),
    "the last paragraph": (p(run("First.")) + "{}", p(run("The cap is {}."))),
    "two paragraphs": (p(run("First.")) + "{}" + p(run("Last.")), p(run("The cap is {}.")) + p(run("And so on."))),
    "words": (p(run("The "), "{}", run(" remains.")), run("cap of {} days")),
    "words in a link": (
        p(run("The "), '<w:hyperlink w:anchor="x">{}</w:hyperlink>', run(" remains.")), run("cap of {} days"),
    ),
    "a table": (p(run("First.")) + "{}" + p(run("Last.")), f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>"),
    "a row": (f"<w:tbl>{{}}<w:tr><w:tc>{p(run('Fee'))}</w:tc></w:tr></w:tbl>{p()}", f"<w:tr>{CELL}</w:tr>"),
    "a cell": (f"<w:tbl><w:tr>{{}}<w:tc>{p(run('Fee'))}</w:tc></w:tr></w:tbl>{p()}", CELL),
    "a paragraph of a cell": (f"<w:tbl><w:tr><w:tc>{{}}</w:tc></w:tr></w:tbl>{p()}", p(run("The cap is {}."))),
}  # fmt: skip


#: A smart tag stands among words alone.
WRAPPED = [(place, wrapper) for place in PLACES for wrapper in WRAPPERS if wrapper != "smartTag" or "words" in place]


def file(place: str, wrapper: str, word: str) -> bytes:
    about, held = PLACES[place]
    return docx(about.replace("{}", (WRAPPERS[wrapper] if wrapper else "{}").replace("{}", held.replace("{}", word))))


def compared(old: bytes, new: bytes) -> Compared:
    return compare(old, new, author="Ann", date="2026-11-22T00:00:00Z")


def document(data: bytes) -> etree._Element:
    return etree.fromstring(dict(unpack(data))["word/document.xml"])


def count(data: bytes, wrapper: str) -> int:
    return len(list(document(data).iter(f"{{{W}}}{wrapper}")))


@pytest.mark.parametrize(("place", "wrapper"), WRAPPED)
def test_what_the_newer_file_wraps_stays_wrapped_and_only_what_differs_is_marked(place: str, wrapper: str) -> None:
    new = file(place, wrapper, "nine")
    for old in (file(place, wrapper, "five"), file(place, "", "five")):
        made = compared(old, new)
        read = read_word(made.docx)
        assert text(read.paragraphs, "final") == text(read_word(new).paragraphs, "final")
        assert text(read.paragraphs, "original") == text(read_word(old).paragraphs, "final")
        assert made.changes == 2
        assert text(read.paragraphs, "marked").count("[-five-]{+nine+}") == 1
        assert count(made.docx, wrapper) == 1
    assert (compared(new, new).changes, compared(new, new).left) == (0, ())


@pytest.mark.parametrize(("place", "wrapper"), WRAPPED)
def test_a_wrapper_that_came_or_went_is_named_and_marks_no_word(place: str, wrapper: str) -> None:
    bare, wrapped = file(place, "", "five"), file(place, wrapper, "five")
    name = "Client" if wrapper == "sdt" else "client"
    came, went = compared(bare, wrapped), compared(wrapped, bare)
    assert (came.changes, came.left) == (0, (f"{NAMED[wrapper]} ('{name}') came",))
    assert (went.changes, went.left) == (0, (f"{NAMED[wrapper]} ('{name}') went",))
    assert (count(came.docx, wrapper), count(went.docx, wrapper)) == (1, 0)


def test_what_programs_put_about_contents_and_page_numbers_is_not_named() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Page Numbers"/></w:docPartObj>'
    new = docx(CONTROL.replace('<w:alias w:val="Client"/>', gallery).format(p(run("One."))) + p(run("Two.")))
    assert compared(docx(p(run("One.")) + p(run("Two."))), new).left == ()


def test_several_that_came_are_named_once() -> None:
    new = docx(CONTROL.format(p(run("One."))) + CONTROL.replace("Client", "Date").format(p(run("Two."))))
    assert compared(docx(p(run("One.")) + p(run("Two."))), new).left == ("2 content controls ('Client', 'Date') came",)


def test_of_hundreds_that_came_some_are_called_by_their_names() -> None:
    new = docx("".join(CONTROL.replace("Client", f"Field {n}").format(p(run(f"Words {n}."))) for n in range(11)))
    old = docx("".join(p(run(f"Words {n}.")) for n in range(11)))
    names = ", ".join(f"'Field {n}'" for n in range(8))
    assert compared(old, new).left == (f"11 content controls ({names} and 3 more) came",)


def test_a_paragraph_that_goes_out_of_a_control_leaves_it_where_others_stay() -> None:
    old = docx(CONTROL.format(p(run("Stays here.")) + p(run("Goes away entirely.")) + p(run("Stays too."))) + p(run("Last.")))
    new = docx(CONTROL.format(p(run("Stays here.")) + p(run("Stays too."))) + p(run("Last.")))
    made = document(compared(old, new).docx)
    assert len(list(made.iterfind(f".//{{{W}}}sdtContent/{{{W}}}p"))) == 3


@pytest.mark.parametrize("wrapper", ["sdt", "customXml"])
def test_a_control_whose_paragraphs_came_goes_with_them_when_they_are_rejected(wrapper: str) -> None:
    new = docx(p(run("First.")) + WRAPPERS[wrapper].replace("{}", p(run("Quite new."))) + p(run("Last.")))
    root = document(compared(docx(p(run("First.")) + p(run("Last."))), new).docx)
    settle(root, "rejected")
    assert ["".join(each.itertext()) for each in root.iter(f"{{{W}}}p")] == ["First.", "Last."]
    assert next(root.iter(f"{{{W}}}{wrapper}"), None) is None


def test_words_that_turn_about_are_told() -> None:
    turned = p(run("The cap is "), f'<w:bdo w:val="rtl">{run("005")}</w:bdo>')
    old, new = docx(p(run("The cap is "), run("005"))), docx(turned)
    for was, now in ((old, new), (new, old)):
        assert compared(was, now).changes == 2


EMBEDDED = '<w:altChunk r:id="x"/>'


def test_an_embedded_document_stays_and_is_named_where_it_came_or_went() -> None:
    bare, with_it = (docx(p(run("One.")) + each + p(run("Two."))) for each in ("", EMBEDDED))
    assert (compared(with_it, with_it).left, count(compared(with_it, with_it).docx, "altChunk")) == ((), 1)
    came, went = compared(bare, with_it), compared(with_it, bare)
    assert (came.changes, came.left) == (0, ("a document embedded in the text (altChunk) is new",))
    assert (went.changes, went.left) == (0, ("a document embedded in the text (altChunk) has gone",))
    assert (count(came.docx, "altChunk"), count(went.docx, "altChunk")) == (1, 0)

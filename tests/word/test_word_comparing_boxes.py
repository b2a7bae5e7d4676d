"""Two Word files compared whose paragraphs have text boxes tied to them, and whose sections have headers of their own."""

import pytest
from word_parts import docx

from clmctl.model.word.file import View
from clmctl.text.comparing.views import view
from clmctl.word.comparing.compare import compare
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word

BOX = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"


def p(words: str, *more: str, props: str = "") -> str:
    return f"<w:p><w:pPr>{props}</w:pPr><w:r><w:t xml:space='preserve'>{words}</w:t></w:r>{''.join(more)}</w:p>"


def lines(data: bytes, which: View = "final") -> list[str]:
    return [item.text for item in view(read_word(data).paragraphs, which)]


BOXED = p("The end has a box.", BOX.format(p("Words in it.") + p("And more.")))
#: What may stand at the end of a text beside a paragraph with a box.
ENDS = {
    "nothing": p("First."),
    "another paragraph": p("First.") + p("Quite another thing."),
    "more behind it": p("First.") + BOXED + p("Some more."),
    "two with boxes": p("First.") + BOXED + BOXED.replace("Words", "Signs").replace("The end", "And this"),
    "a box before": p("First.", BOX.format(p("Elsewhere."))) + p("Something else."),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_text_that_ends_with_a_box_against_one_that_does_not(name: str) -> None:
    with_box, other = docx(p("First.") + BOXED), docx(ENDS[name])
    for old, new in ((with_box, other), (other, with_box)):
        made = compare(old, new, author="Ann", date="2026-11-22T00:00:00Z").docx
        assert lines(made) == lines(new)
        assert lines(made, "original") == lines(old)


def test_words_run_on_over_the_box_of_a_paragraph_whose_mark_has_gone() -> None:
    gone = p("One ", BOX.format(p("In the box.")), props='<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>')
    file = docx(gone + p("two."))
    assert lines(file) == ["One two.", "In the box."]
    assert lines(file, "original") == ["One ", "In the box.", "two."]


def headed(body: str, *headers: str) -> bytes:
    """A file with these headers, which its sections name as `h0` and so on."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    relations = "".join(f'<Relationship Id="h{n}" Type="{kind}" Target="h{n}.xml"/>' for n in range(len(headers)))
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        name: data.replace(b"</Relationships>", f"{relations}</Relationships>".encode()) if "document.xml.rels" in name else data
        for name, data in unpack(docx(body)).items()
    }
    parts |= {f"word/h{n}.xml": f"<w:hdr {names}>{p(words)}</w:hdr>".encode() for n, words in enumerate(headers)}
    return pack([part(name, data) for name, data in parts.items()])


def test_a_section_that_went_brings_no_header_along_that_nothing_shows() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h{}"/></w:sectPr>'
    old = headed(p("First.", props=section.format(0)) + p("Second.") + section.format(1), "Of the first", "Of the second")
    new = headed(p("Second.") + section.format(0), "Of the second")
    made = compare(old, new, author="Ann", date="2026-11-22T00:00:00Z")
    assert sorted(unpack(made.docx)) == sorted(unpack(new))
    assert lines(made.docx) == lines(new)
    assert any("header" in line for line in made.left)

"""Style documents: the default one, a firm's own, and what is said about one that does not fit."""

import io
from pathlib import Path

import pytest
from word_count import counted
from word_make import agreement, style
from word_text import extract

from clmctl.errors import ConfigError
from clmctl.word.check import problems_of
from clmctl.word.package import pack, part, unpack
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import open_style

SHIPPED = Path(__file__).parents[2] / "templates" / "customer-agreement" / "style.docx"
NUMBERING, STYLES, HEADER, DOCUMENT = "word/numbering.xml", "word/styles.xml", "word/header1.xml", "word/document.xml"


def edited(name: str, *changes: tuple[str, str], every: bool = False) -> bytes:
    parts = dict(unpack(default_style()))
    for old, new in changes:
        assert old.encode() in parts[name], old
        parts[name] = parts[name].replace(old.encode(), new.encode(), -1 if every else 1)
    return pack(part(key, data) for key, data in parts.items())


def without(name: str) -> bytes:
    return pack(part(key, data) for key, data in unpack(default_style()).items() if key != name)


def test_the_default_style_document_is_the_same_every_time() -> None:
    assert default_style() == default_style()


def test_the_shipped_style_document_is_the_default_one() -> None:
    shipped, default = open_style(SHIPPED.read_bytes()), style()
    assert (shipped.styles, shipped.lists, shipped.numbering, shipped.width) == (
        default.styles,
        default.lists,
        default.numbering,
        default.width,
    )
    assert {p.name: p.data for p in shipped.static} == {p.name: p.data for p in default.static}


def test_python_docx_finds_every_style_in_it() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(default_style()))
    names = {each.name.casefold() for each in document.styles}
    assert {"title", "body text", "heading 1", "clause level 2", "schedule heading", "contract table", "defined term"} <= names
    assert any("quick brown fox" in paragraph.text for paragraph in document.paragraphs)


def test_a_firm_s_own_look_is_taken_over() -> None:
    own = open_style(edited(STYLES, ("Arial", "Garamond"), every=True))
    docx = render(agreement(), own)
    assert b"Garamond" in unpack(docx)["word/styles.xml"]
    assert own.digest != style().digest
    assert list(problems_of(unpack(docx))) == []


def test_word_in_another_language_writes_other_ids() -> None:
    parts = dict(unpack(default_style()))
    for name in (STYLES, NUMBERING, DOCUMENT):
        parts[name] = parts[name].replace(b'"Heading1"', b'"berschrift1"').replace(b'"BodyText"', b'"Textkrper"')
    own = open_style(pack(part(key, data) for key, data in parts.items()))
    assert own.styles["clause"] == "berschrift1"
    found = counted(render(agreement(), own))
    assert [p.label for p in found if p.label] == [p.label for p in counted(render(agreement(), style())) if p.label]
    assert {p.style for p in found} >= {"berschrift1", "Textkrper"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (edited(STYLES, ('w:val="Party"', 'w:val="Partei"')), "no style named 'Party'"),
        (edited(STYLES, ('w:val="Contract Table"', 'w:val="My Table"')), "no style named 'Contract Table'"),
        (
            edited(NUMBERING, ('w:val="lowerRoman"', 'w:val="decimal"')),
            "not numbered '(%4)' (lowerRoman), which is what references",
        ),
        (edited(NUMBERING, ('w:val="%1.%2"', 'w:val="%1-%2"')), "'Clause Level 2' is not numbered '%1.%2'"),
        (edited(NUMBERING, ('<w:start w:val="1"/>', '<w:start w:val="3"/>')), "'heading 1' do not start at 1"),
        (edited(NUMBERING, ('w:val="ClauseLevel3"', 'w:val="Quote"')), "level 3 of the list of 'heading 1' is not linked"),
        (edited(STYLES, ('<w:numId w:val="4"/>', '<w:numId w:val="44"/>')), "'Party' is linked to no list"),
        (edited(HEADER, ("{{ title }}", "{{ client }}")), "asks for {{ client }}"),
        (without("word/numbering.xml"), "lacks the part 'word/numbering.xml'"),
        (edited("_rels/.rels", ("/officeDocument", "/otherDocument"), every=True), "lacks the part 'word/document.xml'"),
        (edited(DOCUMENT, ("<w:sectPr", "<w:other"), ("</w:sectPr>", "</w:other>")), "no page set-up"),
        (edited(DOCUMENT, ("<w:body>", "<w:body><w:p>")), "cannot be used"),
        (b"not a zip", "cannot be used"),
        (b"", "cannot be used"),
    ],
)
def test_what_does_not_fit_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        open_style(data, "templates/deal/style.docx")
    assert said in refused.value.message
    assert refused.value.path == "templates/deal/style.docx"


def test_every_missing_style_is_named_at_once() -> None:
    with pytest.raises(ConfigError) as refused:
        open_style(edited(STYLES, ('w:val="Party"', 'w:val="x"'), ('w:val="Quote"', 'w:val="y"')))
    assert "'Party'" in refused.value.message
    assert "'Quote'" in refused.value.message
    assert "Start from the default style document" in refused.value.hint


def test_a_slot_that_word_split_over_runs_is_found() -> None:
    split = edited(HEADER, ("{{ title }}", "{{ ti</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>tle }}"))
    assert extract(render(agreement(), open_style(split)), frames=True).startswith("Customer Services Agreement\tDraft")


def test_bookmarks_of_a_header_do_not_meet_those_of_the_clauses() -> None:
    marked = edited(HEADER, ("</w:pPr>", '</w:pPr><w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>'))
    docx = render(agreement(), open_style(marked))
    assert b"_GoBack" not in unpack(docx)["word/header1.xml"]


def test_what_reaches_outside_the_file_is_left_behind() -> None:
    settings = "word/settings.xml"
    marks = '<w:attachedTemplate/><w:updateFields w:val="true"/><w:documentProtection/><w:trackRevisions/>'
    own = open_style(edited(settings, ("<w:defaultTabStop", f"{marks}<w:defaultTabStop")))
    final = unpack(render(agreement(), own))[settings]
    assert final.count(b"trackRevisions") == 1
    assert not any(word in final for word in (b"attachedTemplate", b"updateFields", b"documentProtection"))


def test_page_set_up_and_width_are_the_firm_s() -> None:
    letter = open_style(edited(DOCUMENT, ('w:w="11906"', 'w:w="12240"'), ('w:right="1440"', 'w:right="1000"')))
    assert letter.width == 12240 - 1440 - 1000
    assert b'w:w="12240"' in unpack(render(agreement(), letter))[DOCUMENT]

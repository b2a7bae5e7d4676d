"""Where a Word file says something else than another: every kind of difference told where it stands, harmless ones not."""

from collections.abc import Callable

import pytest
from word_make import agreement, style
from word_parts import docx

from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word
from clmctl.word.render import render
from clmctl.word.verifying import differences, weight

DRAFT = render(agreement(), style())
DOCUMENT = "word/document.xml"


def edited(old: str, new: str, name: str = DOCUMENT) -> bytes:
    parts = dict(unpack(DRAFT))
    assert old in parts[name].decode(), old
    parts[name] = parts[name].decode().replace(old, new, 1).encode()
    return pack([part(each, data) for each, data in parts.items()])


def found(data: bytes) -> list[tuple[str, str, str]]:
    return [(item.kind, item.part, item.shown) for item in differences(read_word(DRAFT), read_word(data))]


def test_the_same_file_has_no_difference() -> None:
    assert found(DRAFT) == []
    assert found(render(agreement(), style(), "deflated")) == []


EDITS: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "a word": (
        lambda: edited("sixty (60) days", "thirty (30) days"),
        "changed",
        "body",
        "[-sixty-]{+thirty+} ([-60-]{+30+}) days",
    ),
    "a header": (
        lambda: edited("Customer Services Agreement", "Customer Service Agreement", "word/header1.xml"),
        "changed",
        "header",
        "[-Services-]{+Service+}",
    ),
    "a hidden word": (
        lambda: edited(
            '<w:r><w:t xml:space="preserve">by day', '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">by day'
        ),
        "unseen",
        "body",
        "hidden: by day",
    ),
    "a reference": (lambda: edited("REF _clm_term_notice", "REF _clm_scope"), "reference", "body", "_clm_term_notice"),
    "where a list begins": (
        lambda: edited('<w:lvl w:ilvl="1"><w:start w:val="1"/>', '<w:lvl w:ilvl="1"><w:start w:val="2"/>', "word/numbering.xml"),
        "number",
        "body",
        "[-1-]{+2+}",
    ),
    "a page break put in": (
        lambda: edited("by day; and</w:t></w:r>", 'by day; and</w:t></w:r><w:r><w:br w:type="page"/></w:r>'),
        "added",
        "body",
        "{+[page break]+}",
    ),
    "a page break in the middle of a paragraph": (
        lambda: edited("by day; and", 'by </w:t></w:r><w:r><w:br w:type="page"/></w:r><w:r><w:t xml:space="preserve">day; and'),
        "changed",
        "body",
        "{+[page break] +}",
    ),
    "a paragraph more": (
        lambda: edited("<w:sectPr>", "<w:p><w:r><w:t>The Customer waives every claim.</w:t></w:r></w:p><w:sectPr>"),
        "added",
        "body",
        "{+The Customer waives every claim.+}",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_difference_is_told_where_it_stands(name: str) -> None:
    make, kind, part_, shown = EDITS[name]
    said = found(make())
    assert said
    assert (said[0][0], said[0][1]) == (kind, part_)
    assert shown in said[0][2]
    assert {each[0] for each in said} == {kind}


def contents(*lines: str) -> bytes:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    said = [f"<w:r><w:t>{line}</w:t></w:r>".replace("|", "</w:t><w:tab/><w:t>") for line in lines]
    said[0] = f"{marks[0]}<w:r><w:instrText>TOC</w:instrText></w:r>{marks[1]}{said[0]}"
    return docx("".join(f"<w:p>{line}</w:p>" for line in [*said[:-1], said[-1] + marks[2]]))


def test_words_put_into_the_contents_are_told_and_their_pages_are_not() -> None:
    ours = read_word(contents("1.|Scope", "2.|Mix"))
    for same in (("1.|Scope|3", "2.|Mix|xii"), ("1.|Scope|", "2.|Mix|14")):
        assert differences(ours, read_word(contents(*same))) == ()
    said = differences(ours, read_word(contents("1.|Scope|3", "2.|Mix, no cap|4")))
    assert [item.shown for item in said] == ["2. Mix{+, no cap+}"]
    assert [item.now for item in differences(ours, read_word(contents("1.|Scope", "No cap|3", "2.|Mix")))] == ["No cap"]
    assert [item.was for item in differences(ours, read_word(contents("1.|Scope", "2.|XI")))] == ["2. Mix"]


def test_what_a_program_does_when_it_saves_is_no_difference() -> None:
    split = edited("by day; and", 'by </w:t></w:r><w:r><w:t xml:space="preserve">day; and')
    assert found(split) == []
    assert found(edited('<w:t xml:space="preserve">1</w:t>', '<w:t xml:space="preserve">7</w:t>', "word/footer3.xml")) == []


def test_a_page_break_taken_out_is_told_and_one_made_otherwise_is_none() -> None:
    one, two = "<w:p><w:r><w:t>One must pay.</w:t></w:r></w:p>", "<w:p>{}<w:r><w:t>Nobody else has to.</w:t></w:r></w:p>"
    by_sign = docx(one + two.format('<w:r><w:br w:type="page"/></w:r>'))
    by_props = docx(one + two.format("<w:pPr><w:pageBreakBefore/></w:pPr>"))
    without = docx(one + two.format(""))
    said = differences(read_word(by_sign), read_word(without))
    assert [(item.kind, item.paragraph, item.shown) for item in said] == [("missing", 2, "[-[page break]-]")]
    assert differences(read_word(by_sign), read_word(by_props)) == ()


def test_a_missing_paragraph_is_told_with_its_words() -> None:
    one, two = "<w:p><w:r><w:t>One must pay.</w:t></w:r></w:p>", "<w:p><w:r><w:t>Nobody else has to.</w:t></w:r></w:p>"
    said = differences(read_word(docx(one + two)), read_word(docx(one)))
    assert [(item.kind, item.was, item.now) for item in said] == [("missing", "Nobody else has to.", "")]
    assert weight(said) == len("Nobody else has to.")


def test_long_stretches_that_are_the_same_are_cut() -> None:
    filler = "word " * 60
    was, now = (docx(f"<w:p><w:r><w:t>{filler}{verb} {filler}</w:t></w:r></w:p>") for verb in ("must", "may"))
    said = differences(read_word(was), read_word(now))
    assert "[-must-]{+may+}" in said[0].shown
    assert len(said[0].shown) < 130


def test_a_paragraph_whose_mark_is_hidden_runs_on_and_is_told() -> None:
    body = "<w:p><w:pPr>{}</w:pPr><w:r><w:t>One must pay.</w:t></w:r></w:p><w:p><w:r><w:t>Nobody else has to.</w:t></w:r></w:p>"
    was, now, other = (read_word(docx(body.format(mark))) for mark in ("", "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:b/></w:rPr>"))
    assert [(item.kind, item.paragraph, item.shown) for item in differences(was, now)] == [("unseen", 1, "hidden: ¶")]
    assert differences(was, other) == ()

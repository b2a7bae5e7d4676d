"""Numbers in Word: counted by Word to the labels the text has, and references that lead to what they say."""

import re

import pytest
from lxml import etree
from word_count import NS, counted, words_of
from word_make import agreement, clause, item, para, style, text
from word_sample import contract

from clmctl.model.block import Block, Reference, Text
from clmctl.model.word.text import WordText
from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.references import printed_reference, targets
from clmctl.word.compose import compose
from clmctl.word.inlines import bookmark_name
from clmctl.word.names import LISTS, STYLES
from clmctl.word.package import unpack
from clmctl.word.render import render
from clmctl.word.xml import W

SAMPLES = {
    "built by hand": agreement,
    "long, with a contents page": lambda: agreement(14),
    "from a file": lambda: compose(contract(), style()),
}


@pytest.fixture(params=SAMPLES, scope="module")
def sample(request: pytest.FixtureRequest) -> WordText:
    return SAMPLES[request.param]()


def document(word: WordText) -> etree._Element:
    return etree.fromstring(unpack(render(word, style()))["word/document.xml"])


def fields(root: etree._Element) -> list[tuple[str, str]]:
    """(instruction, cached result) of every complex field, in order."""
    found: list[tuple[str, str]] = []
    open_fields: list[list[str]] = []
    for run in root.iter(f"{{{W}}}r"):
        char = run.find("w:fldChar", NS)
        kind = "" if char is None else char.get(f"{{{W}}}fldCharType")
        if kind == "begin":
            open_fields.append(["", "", ""])
        elif kind == "separate":
            open_fields[-1][2] = "x"
        elif kind == "end":
            code, cached, _ = open_fields.pop()
            found.append((code.strip(), cached))
        elif open_fields:
            code, cached, result = open_fields[-1]
            said = "".join(part.text or "" for part in run.iter(f"{{{W}}}instrText"))
            open_fields[-1] = [code + said, cached + (words_of(run) if result else ""), result]
    assert not open_fields
    return found


def test_word_counts_to_the_labels_of_the_text(sample: WordText) -> None:
    printed = [paragraph.label for paragraph in counted(render(sample, style())) if paragraph.label]
    assert printed == [block.number.rstrip(".") for block in sample.blocks if block.number]


def test_word_counts_each_paragraph_to_its_own_label(sample: WordText) -> None:
    label = {name: paragraph for paragraph in counted(render(sample, style())) for name in paragraph.bookmarks}
    for block in sample.blocks:
        if block.anchor and block.number:
            found = label[bookmark_name(block.anchor)]
            assert found.label == block.number.rstrip(".")
            assert found.whole == (block.number if block.kind == "schedule" else block.full)


def test_no_number_is_typed(sample: WordText) -> None:
    for paragraph in counted(render(sample, style())):
        if paragraph.label:
            assert not paragraph.words.strip().startswith(paragraph.label)


def test_references_lead_to_their_target_and_carry_its_number(sample: WordText) -> None:
    whole = {name: p.whole for p in counted(render(sample, style())) for name in p.bookmarks}
    found = [(code.split(), cached) for code, cached in fields(document(sample)) if code.startswith("REF")]
    assert found
    for (_, name, *switches), cached in found:
        assert switches == ["\\w", "\\h"]
        assert cached == whole[name]


def test_references_read_as_the_text_prints_them() -> None:
    word = compose(contract(), style())
    known = targets(word.blocks)
    lines = [p.words.replace("\u00a0", " ") for p in counted(render(word, style()))]
    for block in word.blocks:
        for inline in block.inlines:
            if isinstance(inline, Reference):
                assert any(str(printed_reference(known, inline, block, language="en")) in line for line in lines)
    assert "Prices are in Schedule 1, and Section 1 of Schedule 1 says how they change." in lines


def test_a_schedule_of_another_name_is_counted_and_referred_to_by_that_name() -> None:
    annex = Block("schedule", 1, (Text("Rates"),), 1, 0, "Annex A", "A", "rates", "", "rates", "rates")
    second = annex._replace(number="Annex B", full="B", anchor="places", clause="places", schedule="places")
    word = text(para("See ", Reference("Annex", "places"), "."), annex, clause("1", "Rates", "r", "rates"), second)
    assert [p.label for p in counted(render(word, style())) if p.label] == ["Annex A", "1", "Annex B"]
    assert [cached for _, cached in fields(document(word))] == ["Annex B"]


def test_each_schedule_begins_again_and_the_body_goes_on() -> None:
    word = text(
        clause("1", "One", "one"),
        item(1, "1.1", "1.1", "a", "x"),
        Block("schedule", 1, (), 1, 0, "Schedule 1", "1", "s1", "", "s1", "s1"),
        clause("1", "First", "f", "s1"),
        item(1, "1.1", "1.1", "b", "x", schedule="s1"),
        item(2, "(a)", "1.1(a)", "c", "x", schedule="s1"),
        clause("2", "Second", "g", "s1"),
        Block("schedule", 1, (), 1, 0, "Schedule 2", "2", "s2", "", "s2", "s2"),
        clause("1", "First", "h", "s2"),
        item(1, "1.1", "1.1", "d", "x", schedule="s2"),
    )
    labels = [p.label for p in counted(render(word, style())) if p.label]
    assert labels == ["1", "1.1", "Schedule 1", "1", "1.1", "(a)", "2", "Schedule 2", "1", "1.1"]


def test_two_languages_count_apart() -> None:
    one = [clause("1", "Fees", "fees"), item(1, "1.1", "1.1", "x", "a"), clause("2", "Law", "law")]
    other = [block._replace(lang="de") for block in one]
    word = text(*(block for pair in zip(one, other, strict=True) for block in pair))
    assert [p.label for p in counted(render(word, style())) if p.label] == ["1", "1", "1.1", "1.1", "2", "2"]


def test_a_number_no_list_gives_is_typed_and_still_referred_to() -> None:
    word = text(clause("7", "Seventh", "seven"), para("See ", Reference("Section", "seven"), ".", clause="seven"))
    root = document(word)
    first = next(root.iter(f"{{{W}}}p"), None)
    assert first is not None
    heading = next(p for p in counted(render(word, style())) if "_clm_seven" in p.bookmarks)
    assert (heading.label, heading.words) == ("", "7\tSeventh")
    assert fields(root) == [("REF _clm_seven \\h", "7")]


@pytest.mark.parametrize(
    ("goal", "word", "said", "locked"),
    [
        (item(2, "(d)", "1.1(d)", "goal", "Fourth."), "Section", "1.1(d)", True),
        (item(1, "1.7", "1.7", "goal", "Seventh."), "Section", "1.7", False),
        (item(1, "1.1", "1.1", "goal", "First."), "Section", "1.1", False),
    ],
)
def test_a_reference_says_the_same_when_word_brings_it_up_to_date(goal: Block, word: str, said: str, *, locked: bool) -> None:
    root = document(text(clause("1", "Fees", "c"), goal, para("See ", Reference(word, "goal"), ".", clause="c")))
    [(code, cached)] = [each for each in fields(root) if each[0].startswith("REF")]
    assert (cached, r"\w" in code) == (said, said == "1.1")
    begin = next(root.iter(f"{{{W}}}fldChar"))
    assert begin.get(f"{{{W}}}fldLock") == ("true" if locked else None)


def test_every_level_is_linked_to_its_style() -> None:
    parts = unpack(render(agreement(), style()))
    numbering, styles = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("numbering", "styles"))
    names = {
        s.get(f"{{{W}}}styleId"): s.find("w:name", NS).get(f"{{{W}}}val")  # type: ignore[union-attr]
        for s in styles.iter(f"{{{W}}}style")
    }
    linked = {names[mark.get(f"{{{W}}}val")] for mark in numbering.iter(f"{{{W}}}pStyle")}
    assert linked >= {STYLES[role] for levels in LISTS.values() for role, _, _ in levels} - {"heading 2"}


def test_bookmark_names_are_word_s_own_kind_and_never_meet() -> None:
    anchors = ["a", "a-b", "a_b", "A-B", "limitation-of-liability-and-of-every-other-duty", "ä", "x" * 36, "9"]
    names = [bookmark_name(anchor) for anchor in anchors] + [bookmark_name("a", "de")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"_clm_\w{1,35}", name, re.ASCII) for name in names)
    assert bookmark_name("a-b") == "_clm_a_b"


def test_the_contents_page_lists_clauses_and_schedules() -> None:
    word = agreement(14)
    code, cached = fields(document(word))[0]
    assert code.startswith("TOC") and "\\n" in code
    assert cached.startswith("1.\tScope")
    entries = [p.words for p in counted(render(word, style())) if p.style == "toc1"]
    assert entries[:2] == ["1.\tScope", "2.\tTerm and notice"]
    assert entries[14:] == ["Schedule 1: Data processing", "Schedule 2: Prices"]
    assert not any("TOC" in code for code, _ in fields(document(agreement())))


def test_blocks_of_the_sample_are_those_of_its_text() -> None:
    made = contract()
    assert [b.number for b in compose(made, style()).blocks if b.number and b.kind != "item"] == [
        b.number for b in blocks(made.text) if b.number and b.kind != "item"
    ]

"""Passages that stand in contract after contract: what was written before is what would be written now."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_sample import BODY, contract

from clmctl.model.block import Passage
from clmctl.model.word.text import WordText
from clmctl.word.compose import compose
from clmctl.word.remembered import Kept
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

STYLE = open_style(default_style())
#: What contracts drawn from the same clauses differ in: each old piece of the sample and what may stand there.
VARIANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("site: Hamburg", ("site: Bremen", 'site: "Bath & Wells"', "site: 'the \"Pier\"'", "site: ميناء")),
    ('amount: "120000.00"', ('amount: "90.50"',)),
    ('deposit: "10"', ('deposit: "12.5"',)),
    ("somebody heard it.", ("somebody heard it.\n3. Another thing.", "[a page](https://example.com) says so.")),
    ("## Fees {#fees}", ("## Before\n\n1. New.\n\n## Fees {#fees}", "# Annex A: Fees {#more}\n\n## Fees {#fees}")),
    ("{#services-night} by night", ("by night {#services-night-call}",)),
    ("2. These targets apply", ("2. {#services-targets} These targets apply",)),
    ("4 hours", ("4 hours and a half, at the latest",)),
    ("languages: [en]", ("languages: [de]",)),
)


def fresh() -> StyleDocument:
    """The style document as it is when it was just opened."""
    return replace(STYLE, kept=Kept(160))


@settings(max_examples=20)
@given(st.lists(st.tuples(*(st.integers(0, len(others)) for _, others in VARIANTS)), min_size=4, max_size=9))
def test_contracts_of_the_same_clauses_are_what_each_is_by_itself(drawn: list[tuple[int, ...]]) -> None:
    style = fresh()
    for choice in drawn:
        changes = [(old, others[at - 1]) for (old, others), at in zip(VARIANTS, choice, strict=True) if at]
        for status in ("draft", "execution"):
            text = compose(contract(*changes), style, status=status)
            alone = render(replace(text, passages=()), fresh())
            assert render(text, style) == render(text, fresh()) == alone


@pytest.mark.parametrize(
    "begins", ["", "<!-- before -->\n\n", "Between them:\n\n", "# A title\n## In one stretch\n\n1. One.\n\n"]
)
def test_passages_are_all_of_the_blocks_however_the_text_begins(begins: str) -> None:
    text = compose(contract((BODY, f"\n\n{begins}{BODY[BODY.index('## Services') :]}")), STYLE)
    ends = [passage.end for passage in text.passages]
    assert [passage.start for passage in text.passages] == [0, *ends[:-1]]
    assert ends == sorted(set(ends))
    assert ends[-1] == len(text.blocks)
    assert render(text, fresh()) == render(replace(text, passages=()), fresh())


def test_a_clause_with_a_table_of_data_is_kept_with_what_the_data_says() -> None:
    style = fresh()
    for target in ("4 hours", "5 hours", "4 hours"):
        text = compose(contract(("4 hours", target)), style)
        assert any(passage.shared and passage.start for passage in text.passages if "table" in kinds(text, passage))
        assert render(text, style) == render(text, fresh())


def kinds(text: WordText, passage: Passage) -> set[str]:
    return {block.kind for block in text.blocks[passage.start : passage.end]}


def test_what_is_met_again_is_kept_and_what_is_met_once_is_not() -> None:
    style = fresh()
    text = compose(contract(), style)
    render(text, style)
    assert len(style.kept) == 0
    render(text, style)
    kept = len(style.kept)
    assert kept > 2
    other = compose(contract(("site: Hamburg", "site: Bremen"), ('amount: "120000.00"', 'amount: "90.50"')), style)
    docx = render(other, style)
    assert len(style.kept) == kept  # other values, the same passages
    assert docx == render(other, fresh())


def test_few_things_are_kept_and_those_asked_for_stay() -> None:
    kept: Kept[int] = Kept(3)
    made: list[int] = []

    def make(thing: int) -> int:
        return kept.of(thing, thing, lambda: made.append(thing) or thing)

    for thing in range(1, 100):
        assert make(thing) == thing
        assert make(0) == 0
    assert len(kept) <= 6
    assert made.count(0) == 1
    assert kept.of(0, "another with the same mark", lambda: 7) == 7


def test_what_was_met_is_told_from_what_was_not() -> None:
    kept: Kept[int] = Kept(3)
    assert [kept.met(mark) for mark in (1, 2, 1, 1)] == [False, False, True, True]

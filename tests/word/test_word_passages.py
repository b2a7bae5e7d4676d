"""Passages that stand in contract after contract: what was written before is what would be written now."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from word_sample import contract

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
            assert render(text, style) == render(text, fresh())


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

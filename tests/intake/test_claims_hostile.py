"""Texts made to mislead or to stall: claims come back, quote what stands there, and take time in proportion."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions

_CATALOGUE = Catalogue(BUILT_IN)
_LONG = 100_000
_WORDS = re.findall(
    r"\S+",
    """
    this agreement deed shall not assign transfer without prior written consent terminate upon thirty (30) days notice renew
    automatically successive one year until through anniversary of the effective date commencing between and January 1, 2020
    12/12/2012 ____ [ ] liability exceed damages consequential governed by laws State Texas Inc. LLC "Company" (the "Term") ; :
    $1,000 term initial renewed extended perpetual THIS AGREEMENT made as of
    """,
)


def _read(text: str) -> None:
    for claim in claims(text, catalogue=_CATALOGUE, conventions=Conventions()):
        assert claim.quote == text[claim.start : claim.end]


@pytest.mark.parametrize(
    "unit",
    [
        "a", " ", "\n", "-", "_", "(", '"', "1", "1 ", "[ ", ". A ", "\u00a0", "\u2028", "É “a” ", "\n 1 \n", "\nSource: ",
        "A ", "AND ", "this agreement ", "this deed ", "not assign ", "not assign without ", "no indirect ", "one hundred and ",
        'between X ("Y") and ', "January ", "the term shall renew until ", "three (3) ", "renewal additional 11 ", "the laws of ",
        "terminate this agreement upon ", "liability not exceed ", "(hereinafter ", "A, B, C AND ", "day of , 20",
    ],
)  # fmt: skip
def test_a_hundred_thousand_characters_of_one_thing_come_back(unit: str) -> None:
    _read((unit * (_LONG // len(unit) + 1))[:_LONG])


@given(st.lists(st.sampled_from(_WORDS), max_size=120).map(" ".join))
@settings(max_examples=150)
def test_words_of_contracts_in_any_order_are_read(text: str) -> None:
    _read(text)


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    _read(text)


@given(st.text(alphabet=st.sampled_from("aB .,\n\t-_=●“”\u00a01()"), max_size=300))
@example("\t===")
def test_the_copy_leads_back_to_the_original(text: str) -> None:
    copy = Copy(text)
    assert len(copy.low) == len(copy.text)
    assert "\n" not in copy.text
    assert "  " not in copy.text
    for place, letter in enumerate(copy.text):
        if letter.isalnum():
            assert text[copy.origin(place)] == letter
    for start in range(0, len(copy.text), 7):
        first, last = copy.span(start, min(start + 9, len(copy.text)))
        assert 0 <= first <= last <= len(text)


@given(st.text(alphabet=st.sampled_from("aB .1\n"), max_size=300))
def test_sentences_cover_the_copy_without_overlap(text: str) -> None:
    copy = Copy(text)
    end = 0
    while end < len(copy.text):
        start, following = copy.sentence(end)
        assert start == end
        assert following > end
        end = following

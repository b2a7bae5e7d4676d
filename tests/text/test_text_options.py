"""Options of a variant: kept or dropped, and never a marker left."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.text.dialect.options import expand, marker_problems, options_of

INLINE = "The processor{?gdpr} (Article 28){/} acts{?!gdpr} alone{/}."
LINES = "1. one\n{?credits}\n2. two\n{/}\n3. three\n"


def test_inline_options() -> None:
    assert expand(INLINE, {"gdpr": True}) == "The processor (Article 28) acts."
    assert expand(INLINE, {"gdpr": False}) == "The processor acts alone."
    assert expand(INLINE, {}) == "The processor acts alone."


def test_a_marker_alone_on_its_line_vanishes_with_the_line() -> None:
    assert expand(LINES, {"credits": True}) == "1. one\n2. two\n3. three\n"
    assert expand(LINES, {}) == "1. one\n3. three\n"


def test_two_blank_lines_that_meet_are_one() -> None:
    text = "one\n\n{?x}\n\ntwo\n\n{/}\n\nthree\n"
    assert expand(text, {"x": True}) == "one\n\ntwo\n\nthree\n"
    assert expand(text, {}) == "one\n\nthree\n"


def test_options_may_stand_inside_one_another() -> None:
    text = "a{?x}b{?y}c{/y}d{/x}e"
    assert expand(text, {"x": True, "y": True}) == "abcde"
    assert expand(text, {"x": True}) == "abde"
    assert expand(text, {"y": True}) == "ae"


def test_names_in_the_order_they_stand() -> None:
    assert options_of(INLINE + "{?ccpa}x{/}{?gdpr}y{/}") == ("gdpr", "ccpa")
    assert options_of("plain {{ title }}") == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a\n{?x}b", 2, 1, "the option `x` is not closed by `{/}`"),
        ("a {/} b", 1, 3, "`{/}` closes no option"),
        ("{?x}a{/y}", 1, 6, "`{/y}` closes the option `x`"),
        ("a {?x y}b{/}", 1, 3, "an option is marked `{?name}` or `{?!name}`"),
    ],
)
def test_problems_are_located(text: str, line: int, column: int, words: str) -> None:
    assert (line, column, words) in list(marker_problems(text))


def test_balanced_text_has_no_problem() -> None:
    assert list(marker_problems(INLINE + LINES)) == []


PIECES = st.lists(
    st.sampled_from(["{?x}", "{?!x}", "{?y}", "{/}", "{/x}", "\n", "{", "}", "?", "/", "x", "word ", " "]), max_size=30
).map("".join)


@given(PIECES, st.booleans(), st.booleans())
def test_no_marker_is_left(text: str, x: bool, y: bool) -> None:
    left = expand(text, {"x": x, "y": y})
    assert not re.search(r"\{\?[ \t]*!?[ \t]*[A-Za-z_][\w-]*[ \t]*\}|\{/[ \t]*[\w-]*[ \t]*\}", left)


@given(st.text(alphabet="ab \n{}#", max_size=60))
def test_text_without_options_is_left_alone(text: str) -> None:
    assert expand(text, {"x": True}) == text

"""Laws of receiving: what was not touched proposes nothing, what was redlined arrives, what is refused stays."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from receive_make import TEXT, arrived, contract, edited, redlined, word_file

from clmctl.redline.returned.steps import Returned
from clmctl.text.comparing.digest import canonical
from clmctl.text.dialect.inlines import inlines
from clmctl.text.dialect.markup import markup


def said(text: str) -> str:
    """A text in canonical form, without anchors of items that nothing refers to: a bookmark stays where all words went."""
    found = canonical(text, whole=True)
    return re.sub(r"(?m)^(\d+[.-] )\{#([\w-]+)\} ?", lambda m: m[0] if f"](#{m[2]})" in found else m[1], found)


def differing(came: Returned) -> list[object]:
    return [step for step in came.steps if step.kind != "kept"]


def test_an_untouched_file_proposes_nothing() -> None:
    sent = contract()
    came, text = arrived(sent, word_file(sent))
    assert differing(came) == []
    assert text == TEXT


def test_one_word_changes_one_line() -> None:
    sent = contract()
    new = TEXT.replace("may use subcontractors", "may not use subcontractors")
    came, text = arrived(sent, redlined(sent, contract(new)))
    assert text == new
    (step,) = differing(came)
    assert [(hunk.how, hunk.author) for hunk in step.hunks] == [("tracked", "Their Counsel")]


def test_a_wrapped_paragraph_keeps_its_line_ends() -> None:
    sent = contract()
    new = TEXT.replace("and in time, as agreed:", "and on time, as agreed:")
    assert arrived(sent, redlined(sent, contract(new)))[1] == new


@pytest.mark.parametrize("seed", [*range(24), 8284])
def test_a_redline_arrives(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    came, text = arrived(sent, redlined(sent, new))
    assert said(text) == said(new.text)
    assert not [step for step in came.steps if step.how == "silent" or any(h.how == "silent" for h in step.hunks)]


@pytest.mark.parametrize("seed", range(10))
def test_what_nobody_tracked_arrives_and_is_told(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    came, text = arrived(sent, word_file(new))
    assert said(text) == said(new.text)
    assert not [hunk for step in came.steps for hunk in step.hunks if hunk.how == "tracked" and hunk.of is None]


@pytest.mark.parametrize("seed", range(10))
def test_what_is_refused_stays_byte_for_byte(seed: int) -> None:
    sent, new = contract(), contract(edited(random.Random(seed)))
    assert arrived(sent, redlined(sent, new), lambda step, hunk: False)[1] == TEXT


@pytest.mark.parametrize(
    "typed",
    [
        'plain words, a "quote" and 5 % more',
        "**bold words** and *leaning* ones, ***both***",
        '**"Services"** means what [Section](#services) says',
        "{{ renewal.notice | words }} before [a page](https://example.com)",
        "**{{ money.total }}** is due\\\nat once",
        "\\*no emphasis\\* and \\{{ no field }}",
        "1\\. no item",
    ],
)
def test_markup_reads_back(typed: str) -> None:
    pieces = inlines(typed)
    assert inlines(markup(pieces)) == pieces


@given(st.text(alphabet="ab *_[](){}#\\\\!<>&`~|1.-", max_size=40).map(lambda said: " ".join(said.split())))
def test_any_words_are_written_so_that_they_read_back(words: str) -> None:
    from clmctl.model.block import Text

    if words:
        assert "".join(getattr(piece, "text", "?") for piece in inlines(markup((Text(words),)))).replace(
            "{ ", "{"
        ) == words.replace("{ ", "{")

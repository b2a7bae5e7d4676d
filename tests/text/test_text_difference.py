"""The word difference: joined it gives both texts back; and what a small edit touches."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.text.comparing.difference import Change, paragraph_diff, small_edit, token_diff

OLD = "The Supplier shall indemnify the Customer within thirty (30) days."


def test_runs_of_words() -> None:
    assert token_diff(OLD, "The Supplier shall not indemnify the Customer within sixty (60) days.") == (
        Change("kept", "The Supplier shall ", "The Supplier shall "),
        Change("inserted", "", "not "),
        Change("kept", "indemnify the Customer within ", "indemnify the Customer within "),
        Change("replaced", "thirty", "sixty"),
        Change("kept", " (", " ("),
        Change("replaced", "30", "60"),
        Change("kept", ") days.", ") days."),
    )


def test_a_replaced_phrase_is_one_change() -> None:
    assert token_diff("a b c d e", "a x y z e") == (
        Change("kept", "a ", "a "),
        Change("replaced", "b c d", "x y z"),
        Change("kept", " e", " e"),
    )


def test_equal_and_empty_texts() -> None:
    assert token_diff("", "") == ()
    assert token_diff(OLD, OLD) == (Change("kept", OLD, OLD),)
    assert token_diff("", "new") == (Change("inserted", "", "new"),)
    assert token_diff("old", "") == (Change("deleted", "old", ""),)


def joined(changes: tuple[Change, ...]) -> tuple[str, str]:
    return "".join(change.old for change in changes), "".join(change.new for change in changes)


TEXTS = st.lists(
    st.sampled_from(["a", "b", "not", " ", "  ", "\n", "(30)", "5%", "don't", "é", ".", "\U0001f600", "\u00a0"]), max_size=25
).map("".join)


@given(TEXTS | st.text(max_size=40), TEXTS | st.text(max_size=40))
def test_joined_it_gives_both_texts(old: str, new: str) -> None:
    changes = token_diff(old, new)
    assert joined(changes) == (old, new)
    for change in changes:
        match change.kind:
            case "kept":
                assert change.old == change.new != ""
            case "inserted":
                assert (change.old, change.new != "") == ("", True)
            case "deleted":
                assert (change.old != "", change.new) == (True, "")
            case "replaced":
                assert change.old
                assert change.new
    assert all((first.kind == "kept") != (second.kind == "kept") for first, second in pairwise(changes))


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (OLD.replace("shall", "shall not"), "a negation (not)"),
        (OLD.replace("shall", "may"), "what must or may be done (shall, may)"),
        (OLD.replace("thirty (30)", "sixty (60)"), "a number (thirty, 30, sixty, 60)"),
        (OLD.replace("days", "months"), "a period (days, months)"),
        (OLD.replace("Customer", "Supplier"), "a party (customer, supplier)"),
        (OLD.replace("days", "days, unless agreed"), "an exception (unless)"),
        (OLD.replace("within", "after"), "before or after (within, after)"),
        (OLD.replace("shall", "shan't"), "a negation (shan't)"),
    ],
)
def test_small_edits_with_a_large_effect(new: str, reason: str) -> None:
    assert reason in small_edit(token_diff(OLD, new))


@pytest.mark.parametrize(
    "new", [OLD.replace("indemnify", "hold harmless"), OLD.replace(" the", "  the"), OLD + " Thank you.", OLD]
)
def test_edits_that_turn_nothing(new: str) -> None:
    assert small_edit(token_diff(OLD, new)) == ()


def test_a_word_that_is_only_moved_counts_for_nothing() -> None:
    assert small_edit(token_diff("The Supplier may not act.", "Not may the Supplier act.")) == ()


def test_the_parties_names_count() -> None:
    changes = token_diff("Acme pays Beta.", "Beta pays Beta.")
    assert small_edit(changes) == ()
    assert small_edit(changes, parties=["Acme Ltd", "Beta"]) == ("a party (acme, beta)",)


def test_a_german_edit() -> None:
    assert small_edit(token_diff("Der Anbieter haftet.", "Der Anbieter haftet nicht.")) == ("a negation (nicht)",)


WHOLE = re.compile(r"\{\{[^{}\n]*\}\}")
LONG = "The Supplier shall answer each request of the Customer within {{ fields.response | words }} after it was received. Done."


def changed(new: str) -> list[tuple[str, str]]:
    changes = paragraph_diff([LONG], [new], whole=WHOLE)
    assert joined(changes) == (LONG, new)
    return [(change.old, change.new) for change in changes if change.kind != "kept"]


@pytest.mark.parametrize(
    ("words", "instead", "said"),
    [
        ("shall", "may", [("shall", "may")]),
        ("Done.", "Done,", [(".", ",")]),
        ("The", "A", [("The", "A")]),
        ("each request", "every question", [("each request", "every question")]),
        ("| words", "| iso", [("{{ fields.response | words }}", "{{ fields.response | iso }}")]),
        ("{{ fields.response | words }}", "ten days", [("{{ fields.response | words }}", "ten days")]),
        ("of the Customer ", "", [("of the Customer ", "")]),
    ],
)
def test_words_exchanged_in_their_places(words: str, instead: str, said: list[tuple[str, str]]) -> None:
    assert changed(LONG.replace(words, instead, 1)) == said


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("One may answer.\n\nTwo shall wait long.\n\nThree may pay.", [("shall", "may"), ("may", "shall"), ("must", "may")]),
        ("One shall ask.\n\nTwo may wait.\n\nThree may pay.", [("answer", "ask"), ("long", ""), ("must", "may")]),
        (
            "Two may wait long.\n\nOne shall answer.\n\nThree must pay.",
            [("", "Two may wait long.\n\n"), ("Two may wait long.\n\n", "")],
        ),
    ],
)
def test_most_paragraphs_are_others(new: str, said: list[tuple[str, str]]) -> None:
    old = "One shall answer.\n\nTwo may wait long.\n\nThree must pay."
    changes = paragraph_diff(old.split("\n\n"), new.split("\n\n"), whole=WHOLE)
    assert joined(changes) == (old, new)
    assert [(change.old.lstrip(" "), change.new) for change in changes if change.kind != "kept"] == said

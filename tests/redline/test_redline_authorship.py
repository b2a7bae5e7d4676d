"""Whose each change is, followed over versions and merges."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from clmctl.redline.authorship import Author, Version, credit

ANN, BEN, EVE = (
    Author("Ann", "2026-01-01T00:00:00Z"),
    Author("Ben", "2026-01-02T00:00:00Z"),
    Author("Eve", "2026-01-03T00:00:00Z"),
)


def whose(text: str, names: tuple[Author | None, ...]) -> list[tuple[str, str]]:
    """Words with who made them, neighbours of one author together, those of nobody left out."""
    found: list[tuple[str, str]] = []
    before = None
    for char, one in zip(text, names, strict=True):
        if one is not None:
            if one is before:
                found[-1] = (one.name, found[-1][1] + char)
            else:
                found.append((one.name, char))
        before = one
    return found


def test_each_word_is_of_who_brought_it_and_of_who_took_it():
    first, last = "The cap is one million.", "The cap is two million pounds."
    told = credit([Version(first), Version("The cap is one million pounds.", (0,), ANN), Version(last, (1,), BEN)])
    assert whose(last, told.came) == [("Ben", "two"), ("Ann", " pounds")]
    assert whose(first, told.went) == [("Ben", "one")]


def test_words_that_came_and_went_again_are_nobodys():
    told = credit([Version("one two"), Version("one big two", (0,), ANN), Version("one two", (1,), BEN)])
    assert set(told.came) == {None}
    assert set(told.went) == {None}


def test_a_merge_credits_each_side_with_its_own():
    base = "Notice is thirty days.\n\nThe cap is one million."
    ours = base.replace("thirty", "sixty")
    theirs = base.replace("one million", "two million")
    both = ours.replace("one million", "two million").replace("The cap", "The cap of liability")
    told = credit([Version(base), Version(ours, (0,), ANN), Version(theirs, (0,), BEN), Version(both, (1, 2), EVE)])
    assert whose(both, told.came) == [("Ann", "sixty"), ("Eve", "of liability "), ("Ben", "two")]
    assert whose(base, told.went) == [("Ann", "thirty"), ("Ben", "one")]


def test_a_side_without_a_name_stays_without():
    told = credit([Version("a b"), Version("a c", (0,), None), Version("a c d", (1,), ANN)])
    assert whose("a c d", told.came) == [("Ann", " d")]


WORDS = st.lists(st.sampled_from(["not", "shall", "one", "the", "cap", "pay", "\n\n"]), max_size=12).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=5), st.data())
def test_what_nobody_brought_stood_in_the_first(texts: list[str], data: st.DataObject):
    parents = [()] + [
        tuple(sorted(data.draw(st.sets(st.integers(0, at - 1), min_size=1, max_size=2)))) for at in range(1, len(texts))
    ]
    versions = [Version(text, parents[at], None if not at else Author(f"v{at}", "")) for at, text in enumerate(texts)]
    told = credit(versions)
    assert len(told.came) == len(texts[-1])
    assert len(told.went) == len(texts[0])
    kept = "".join(char for char, one in zip(texts[-1], told.came, strict=True) if one is None)
    stays = "".join(char for char, one in zip(texts[0], told.went, strict=True) if one is None)
    assert Counter(stays) <= Counter(kept)
    if all(len(each) < 2 for each in parents):  # two sides of a merge may both keep a word, each in its own place
        assert sorted(kept) == sorted(stays)


@given(WORDS, WORDS)
def test_one_step_is_all_its_authors(old: str, new: str):
    told = credit([Version(old), Version(new, (0,), ANN)])
    assert {one for one in (*told.came, *told.went) if one is not None} <= {ANN}

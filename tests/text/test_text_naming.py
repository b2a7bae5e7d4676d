"""Folders and anchors from the names people give: ASCII, of any script, never two names of one word by accident."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.text.naming import plain_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Müller & Söhne GmbH", "muller sohne gmbh"),
        ("Straße 5", "strasse 5"),
        ("O'Brien plc", "obrien plc"),
        ("O’Brien plc", "obrien plc"),
        ("ООО «Ромашка»", "ooo romashka"),
        ("Ελληνική Α.Ε.", "elliniki a e"),
        ("株式会社 山田", "zhushihuishe shantian"),
        ("§ 4 — Haftung", "4 haftung"),
        ("ﬁne ﬂow №3", "fine flow no3"),
        ("«»", ""),
        ("Ƹ Ɂ", "u01b8 u0241"),
        ("Объект", "obekt"),
    ],
)
def test_words_of_names(name: str, words: str) -> None:
    assert plain_words(name) == words.split()


@given(st.text())
def test_only_small_ascii_letters_and_figures(name: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+", word) for word in plain_words(name))


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1))
def test_a_name_in_letters_keeps_a_word(name: str) -> None:
    assert plain_words(name)

"""The law of an import: no word is lost, and what comes of any paper is a text our dialect holds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_make import made, missing, source_of, texts_of

from clmctl.text.dialect.rules import problems, sections

_PIECES = st.sampled_from(
    [
        "ARTICLE I\nDEFINITIONS", "Section 2.1 Fees.", "1. Term.", "2. Fees.", "3.", "1.1", "(a)", "(ii)", "SCHEDULE A",
        "Exhibit B",
        "TABLE OF CONTENTS", "Fees ...... 3", "IN WITNESS WHEREOF", "By: ____", "- 3 -", "Page 4 of 9", "<PAGE>", "\f", "=====",
        "The Supplier shall pay the Customer.", "and further that the fees are due within thirty (30) days of the invoice,",
        "CONFIDENTIAL", "[***]", "{{ x | y }}", "* item", "| a | b |", "# no", "> quote", "<b>", "&amp;", "`x`", "~~", "__x__",
        "“Fees” means the fees.", "Größe § 5", "第一条 目的", "\t\tindented", "a\\b", "<<<<<<< ours", "1) one", "{#x}", "[a](b)",
    ]
)  # fmt: skip
_TEXTS = st.lists(st.tuples(_PIECES, st.sampled_from(["\n", "\n\n", " ", "\n\n\n\n"])), max_size=30).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@given(_TEXTS)
@settings(max_examples=200)
def test_any_text_becomes_one_that_our_dialect_holds_and_loses_no_word(text: str) -> None:
    result = made(text)
    assert not missing(text, result)
    assert problems(result.text) == ()


@given(st.text(max_size=300))
def test_any_characters_become_a_text_our_dialect_holds(text: str) -> None:
    result = made(text)
    assert problems(result.text) == ()


def test_a_paper_read_again_is_the_same() -> None:
    text = "1. Scope. The Supplier shall serve.\n\n2. Fees. The Customer shall pay.\n"
    assert made(text) == made(text)


@pytest.mark.parametrize("part", ["cuad/dev/txt", "edgar-contraxsuite/dev"])
def test_no_word_of_real_contracts_is_lost(test_data, part: str) -> None:
    _hold(texts_of(test_data / "data" / part)[::12])


@pytest.mark.slow
@pytest.mark.parametrize("part", ["cuad/dev/txt", "edgar-contraxsuite/dev"])
def test_no_word_of_any_real_contract_is_lost(test_data, part: str) -> None:
    _hold(texts_of(test_data / "data" / part))


def _hold(files) -> None:
    assert files
    for file in files:
        source = source_of(file)
        result = made(source)
        assert not missing(source, result), file.name
        assert problems(result.text) == (), file.name
        anchors = [section.anchor for section in sections(result.text)]
        assert len(set(anchors)) == len(anchors), file.name
        assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", anchor) for anchor in anchors), file.name


@pytest.mark.slow
def test_most_real_contracts_are_parted_into_clauses(test_data) -> None:
    """At most one in forty of the longer contracts keeps half of its words outside clauses, or in a single one."""
    folder = test_data / "data"
    files = texts_of(folder / "cuad/dev/txt") + texts_of(folder / "edgar-contraxsuite/dev")
    sources = [(file, source) for file in files if len(source := source_of(file)) > 6_000]
    whole = []
    for file, source in sources:
        found = [section.body for section in sections(made(source).text)]
        longest = max(map(len, found), default=len(source))
        if len(found) < 3 or longest * 2 > len(source) or sum(map(len, found)) * 4 < len(source) * 2:
            whole.append(file.name)
    assert len(whole) * 40 <= len(sources), whole

"""Cut at its blank lines a text reads the same, and what is taken for plain is."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from clmctl.lint.phrases import Phrases
from clmctl.lint.stretch import Looked
from clmctl.text.dialect.pieces import pieces
from clmctl.text.dialect.refused import facts, facts_of_whole
from clmctl.text.dialect.stretches import as_known, clauses, plain, stretches

BITS = st.sampled_from(
    ["words here", "\n", "\n\n", " ", "   ", "1. ", "2) ", "- ", "* ", "### y {#z}", "{#a}", "{{ renewal.notice | words }}",
     "{{ parties | parties }}", "{", "`", "```", "\n~~~\n", "| a | b |\n| - | - |", "<b>", "_x_", "***", "**b**", "\t", "> q",
     "[Section](#a)", "{?gdpr}", "{/}", '<!-- clm:ignore CL101 reason="x" -->', "\\", "é", "“", "10. x", "\n 1. a\n1. b\n 1. c"]
)  # fmt: skip
TEXTS = st.lists(BITS, max_size=14).map("".join)
HEADS = st.sampled_from(
    ["## Fees {#fees}", "# Schedule 1: Data", "# Title", "## ", "## ##", "## # #", "##  ## x", "### Sub", "#", "#x", " ## in"]
)
HEADED = st.lists(st.one_of(HEADS, st.sampled_from(["\n", "\n\n", "\n\n\n"]), BITS), max_size=14).map("".join)


@example('1. x\n\n<!-- clm:ignore CL101 reason="x" -->\n    words here')
@given(TEXTS)
def test_the_pieces_of_the_stretches_are_the_texts_pieces(text: str) -> None:
    cut = stretches(text)
    assert "\n\n".join(cut) == text
    assert [piece[:4] for part in cut for piece in pieces(part)] == [piece[:4] for piece in pieces(text)]


ITEMS = st.lists(
    st.sampled_from(
        ["1. x", "2. y", "   1. {#a} **In.** z", "   3. no", "      1. deep", "       1. deeper", "wrapped", "   = in ",
         " 1. one", "     far in", "1.    four", "1.     five", "10. ten", "   2. “q”", "1) z", "1. a | b", "- b", "01. z",
         "1. 1. two", "***", "  {{ a }}", "{{ parties }}", "1. é  ", "\u00a0z", "# x", "", "1.", "14 days",
         "<!-- clm:ignore CL101 reason='x' -->"]
    ),
    max_size=7,
)  # fmt: skip


@example(["1. x", "   1. {#a} **In.** z", "   = in ", "wrapped", "2. y"])
@example(["1. x", "   3. no"])
@example(["1. x", "       1. deeper"])
@example(["1.    four", "   1. {#a} **In.** z", "      1. deep"])
@given(ITEMS)
def test_items_of_words_alone_are_read_as_among_other_lines(lines: list[str]) -> None:
    *found, last = pieces("\n".join([*lines, "", "| a |", "| - |"]))
    assert last.kind == "table"
    assert pieces("\n".join(lines)) == found


@given(HEADED)
def test_the_stretches_of_the_clauses_are_the_texts_stretches(text: str) -> None:
    cut = clauses(text)
    assert "\n\n".join(cut) == text
    assert tuple(stretch for part in cut for stretch in stretches(part)) == stretches(text)


@given(HEADED)
def test_a_clause_begins_where_a_heading_of_one_or_two_hashes_begins_a_stretch(text: str) -> None:
    begins = [pieces(stretch)[0] if stretch.startswith("#") else None for stretch in stretches(text)[1:]]
    assert len(clauses(text)) - 1 == sum(piece is not None and piece.kind == "heading" and piece.depth < 3 for piece in begins)


@given(TEXTS)
def test_a_clause_read_by_paragraphs_is_the_clause_read_whole(text: str) -> None:
    assert facts(f"## Fees {{#fees}}\n\n{text}") == facts_of_whole(f"## Fees {{#fees}}\n\n{text}")


@given(TEXTS)
def test_what_is_plain_is_one_piece_with_those_words(text: str) -> None:
    known = plain(text)
    if known is not None:
        (piece,) = pieces(text)
        assert (piece.kind, piece.depth) == (("item", 1) if known.item else ("paragraph", 0))
        assert piece.text.split() == f"{known.anchor} {known.words}".split()


OTHERS = st.sampled_from(["never", "here", "TBD", "xx", "ü", "x", "1", "a b", "todo", "", "date", "x-y", "words\n"])


@given(TEXTS, st.lists(OTHERS, min_size=1), st.sampled_from(["", "\n", "\n\n"]))
@example("1. {#a} Pay within {{ renewal.notice | words }} here.", ["never"], "\n")
def test_a_text_with_other_words_is_read_as_the_known_one(known: str, others: list[str], end: str) -> None:
    known = f"## Fees\n\n{known} words here\n\nNo TBD words here, {{{{ renewal.notice | words }}}} and words.\n"
    turns = iter(others)
    text = re.sub(r"\b(?:words|here|TBD)\b", lambda word: next(turns, word[0]), known).replace("Fees", "Fees {#fees}", 1) + end
    said = as_known(text, known)
    assert said.count("\n") == text.count("\n")
    assert facts(said) == facts_of_whole(text)
    looked = Looked(Phrases(()))
    assert looked.through(text, said)._replace(clear=True) == looked.through(text, text)._replace(clear=True)


def test_paragraphs_in_which_plain_words_alone_are_others_are_the_known_ones() -> None:
    known = "## Fees\n\n1. {#fees-due} Pay in {{ renewal.notice | words }}.\n\n2. Do not wait.\n"
    assert as_known(
        "## Fees {#fees}\n\n1. {#fees-due} Act in {{ renewal.notice | words }}.\n\n2. Do always wait.\n\n", known
    ) == ("## Fees {#fees}\n\n1. {#fees-due} Pay in {{ renewal.notice | words }}.\n\n2. Do not wait.\n\n")
    for other in ("Pay in {{ renewal.notice | never }}.", "{#fees-later} Pay in {{ renewal.notice | words }}.", "TBD in <b>."):
        text = f"## Fees\n\n1. {other}\n\n2. Do not wait.\n"
        assert as_known(text, known) == text

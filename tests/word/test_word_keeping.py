"""What stays on a page together: what leads into a list with its first item, the last words with the signatures below them."""

from dataclasses import replace

import pytest
from word_make import clause, item, para, style, text
from word_sample import BODY, contract

from clmctl.model.block import Block
from clmctl.word.compose import compose
from clmctl.word.package import parse_xml, unpack
from clmctl.word.remembered import Kept
from clmctl.word.render import render
from clmctl.word.xml import W

NS = {"w": W}


def kept(docx: bytes) -> dict[str, bool]:
    """Whether each paragraph stays with the next, by its words."""
    root = parse_xml(unpack(docx)["word/document.xml"], "word/document.xml")
    return {
        "".join(each.text or "" for each in found.iter(f"{{{W}}}t")): found.find("w:pPr/w:keepNext", NS) is not None
        for found in root.iterfind("w:body/w:p", NS)
    }


SIGNED = (para("Signatures", kind="title", level=1), para("In witness:"), para("{{ signatures }}", kind="data"))


@pytest.mark.parametrize(
    ("blocks", "stays", "goes"),
    [
        ((clause("1", "Fees", "c"), item(1, "1.1", "1.1", "", "Last."), *SIGNED), ("Last.", "In witness:"), ()),
        ((clause("1", "Fees", "c"), item(1, "1.1", "1.1", "", "One."), item(1, "1.2", "1.2", "", "Last."), *SIGNED),
         ("Last.",), ("One.",)),
        ((clause("1", "Fees", "c"), item(1, "1.1", "1.1", "", "Last."), para("Notes", kind="title", level=1)), (), ("Last.",)),
        ((clause("1", "Fees", "c"), item(1, "1.1", "1.1", "", "Both must:"), item(2, "(a)", "1.1(a)", "", "plan; and"),
          item(2, "(b)", "1.1(b)", "", "build."), item(1, "1.2", "1.2", "", "So be it.")),
         ("Both must:",), ("plan; and", "build.", "So be it.")),
        ((clause("1", "Fees", "c"), para("They are:", clause="c"), para("a fee;", kind="bullet", indent=1, clause="c"),
          para("a rate.", kind="bullet", indent=1, clause="c"), para("No more.", clause="c")),
         ("They are:",), ("a fee;", "a rate.", "No more.")),
    ],
)  # fmt: skip
def test_what_leads_into_a_list_or_the_signatures_stays_with_it(
    blocks: tuple[Block, ...], stays: tuple[str, ...], goes: tuple[str, ...]
) -> None:
    found = kept(render(text(*blocks), style()))
    assert {words: found[words] for words in (*stays, *goes)} == {**dict.fromkeys(stays, True), **dict.fromkeys(goes, False)}


def test_a_clause_that_contracts_share_stays_with_the_signatures_only_where_it_is_the_last() -> None:
    shared = replace(style(), kept=Kept(160))
    schedules = BODY[BODY.index("# Schedule 1") : BODY.index("# Signatures")]
    last = contract(
        (schedules, ""), ("pays for", "is for"), ("[Section](#prices-rates)", "nothing"), ("[Schedule](#prices)", "it")
    )
    for each in (last, contract(), last, contract(), last):
        drawn = compose(each, shared)
        docx = render(drawn, shared)
        assert docx == render(replace(drawn, passages=()), replace(shared, kept=Kept(160)))
        words = next(words for words in kept(docx) if words.startswith("Prices are in"))
        assert kept(docx)[words] is (each is last)

"""The book: every text of the library in full, options marked where they stand, numbers and references of its own."""

from datetime import date
from types import MappingProxyType

import pytest

from clmctl.library.approved import Approved
from clmctl.model.block import Placeholder, Reference
from clmctl.model.book import Book, Paragraph
from clmctl.model.clause import Clause, Guidance, LedgerEntry, Unacceptable, Variant
from clmctl.model.library import Library
from clmctl.report.book.blocks import book_blocks
from clmctl.report.book.book import book
from clmctl.report.book.text import paragraphs_of

DAY = date(2026, 11, 22)
FEES = """## Fees

1. {#fees-due} **Due.** The **"Fees"** are due within {{ money.payment_terms | words }},
   see [Section](#fees-late) and [Section](#term-end).
   {?late}
   Late Fees bear interest.
   {/}
   {?!late}
   Late Fees bear none.
   {/}
1. {#fees-late} Late:
   1. {?a}one{/}{?!a}two{/}; and
   1. as in [Section](#term) and [Section](#nowhere):

      {?rows}
      {{ billing | table("item=Item", "amount") }}
      {/}
"""
TERM = "## Term\n\n1. First.\n1. {#term-end} The Term ends.\n"


def variant(clause: str, text: str, name: str = "standard", **more: object) -> Variant:
    return Variant(clause, name, "en", 1, "approved", text, f"sha256:{clause}", "p", 1, **more)  # type: ignore[arg-type]


def words(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def made() -> Book:
    standard = variant("fees", FEES, options=MappingProxyType({"late": "Interest on late Fees."}))
    fallback = variant(
        "fees", FEES, "fallback-1", approval="finance-lead", when="money.total > 1000 EUR", jurisdictions=("Germany",)
    )
    fees = Clause(
        "fees", "Fees", "commercial", "ann", "p", date(2026, 1, 1), ("msa",),
        guidance=Guidance("To be paid.", "Time.", (("Too dear", "No"),)), red_flags=("No sum",),
        unacceptable=(Unacceptable("pay when paid", "risk", "a date"),), variants=(standard, fallback),
    )  # fmt: skip
    term = Clause("term", "Term", "legal", "bob", "p", variants=(variant("term", TERM),), depends_on=("fees",))
    ledger = (
        LedgerEntry("fees", "standard", "en", 1, "sha256:fees", "ann", date(2026, 2, 1), date(2026, 3, 1), "new", "old law"),
        LedgerEntry("term", "standard", "en", 1, "sha256:term", "bob", date(2026, 1, 1), why="first"),
    )
    return book(Approved(Library(MappingProxyType({"term": term, "fees": fees}), ledger=ledger)), "Example Ltd", DAY)


def test_a_part_for_each_category_and_chapters_numbered_through():
    found = made()
    assert [(part.title, [(c.number, c.title) for c in part.chapters]) for part in found.parts] == [
        ("Commercial", [(1, "Fees")]),
        ("Legal", [(2, "Term")]),
    ]
    assert "no legal advice" in found.about


def test_options_are_marked_in_the_words_wherever_their_marks_stood():
    text = [words(paragraph) for paragraph in made().parts[0].chapters[0].positions[0].text]
    assert text[0].endswith("[if late: Late Fees bear interest.] [unless late: Late Fees bear none.]")
    assert text[2] == "[if a: one] [unless a: two]; and"
    assert text[4:] == ["[if rows: ", "[table of billing: Item, amount]", "]"]
    assert not any("{?" in each or "{/" in each for each in text)


def test_fields_and_terms_are_named_and_references_lead_to_the_books_own_numbers():
    position = made().parts[0].chapters[0].positions[1]
    first, last = words(position.text[0]), words(position.text[3])
    assert "“Fees” are due within [money.payment_terms]" in first
    assert "see Section\u00a02.2 and Section\u00a01.2 (Term)" in first
    assert "Section on Term and Section on nowhere" in last
    assert [paragraph.number for paragraph in position.text[:4]] == ["2.1", "2.2", "(a)", "(b)"]


def test_what_is_to_be_known_of_a_position_stands_above_it():
    standard, fallback = made().parts[0].chapters[0].positions
    assert "withdrawn on 1 March 2026" in standard.facts[0]
    told = " ".join(fallback.facts)
    assert "its text is not approved" not in standard.facts[0]
    assert "approval of finance-lead" in told and "money.total > 1000 EUR" in told and "Germany" in told
    assert (standard.heading, fallback.heading) == ("Standard position", "Fallback 1")
    assert standard.options == (("late", "Interest on late Fees."),)


def test_the_history_tells_approvals_and_withdrawals_by_day():
    fees, term = (part.chapters[0] for part in made().parts)
    assert [(past.what, past.on, past.why) for past in fees.past] == [
        ("approved", "2026-02-01", "new"), ("withdrawn", "2026-03-01", "old law"),
    ]  # fmt: skip
    assert [past.by for past in term.past] == ["bob"]
    assert dict(fees.facts)["To be reviewed by"].endswith("overdue)")
    assert dict(term.facts)["Rests on"] == "Fees"


def test_the_blocks_hold_nothing_that_is_left_to_look_up():
    blocks = book_blocks(made())
    assert not [i for block in blocks for i in block.inlines if isinstance(i, (Placeholder, Reference))]
    assert [block.number for block in blocks if block.kind == "schedule"] == ["Chapter 1", "Chapter 2"]
    assert {block.schedule for block in blocks if block.kind == "item"} == {"fees", "term"}
    tables = [block for block in blocks if block.kind == "table"]
    assert all(len({len(row) for row in table.rows}) == 1 for table in tables)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "## T\n",
        "no heading\n",
        "## T\n{?a}\n",
        "## T\n{/}\n",
        "## T\n\n{?a}{/}\n\n{?a}\n{/}\n",
        "{/}",
        "## T\n{?a}\n{?b}x{/}\n",
    ],
)
def test_any_text_makes_paragraphs(text: str):
    found = paragraphs_of(variant("t", text), 1, {}, {})
    assert not any("{?" in words(each) for each in found)

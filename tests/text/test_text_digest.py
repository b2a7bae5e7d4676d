"""A clause's digest: what may change without changing it, and that nothing else may."""

import dataclasses
import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.contract import ClausePin, Contract
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.period import Period
from clmctl.text.comparing.digest import agreed_digest, canonical, clause_digest, rebase, section_text
from clmctl.text.dialect.rules import sections

CLAUSE = """\
## Limitation of liability

1. {#liability-cap} Neither party is liable for more than {{ liability.cap }} in any
   year, except as [Section](#liability-unlimited) says.
2. This does not limit liability for:
   1. death;
   2. fraud.

   No more and no less.

| Loss | Cap |
| --- | --- |
| Data | 100 |

{#x} is literal.
"""


def test_the_form_is_pinned() -> None:
    """The ledger holds digests for years: this form may never change."""
    assert canonical(CLAUSE) == (
        "# Limitation of liability\n"
        "1. {#liability-cap} Neither party is liable for more than {{ liability.cap }} in any "
        "year, except as [Section](#liability-unlimited) says.\n"
        "1. This does not limit liability for:\n"
        "2. death;\n"
        "2. fraud.\n"
        "1 No more and no less.\n"
        "0| Loss | Cap\n"
        "| --- | ---\n"
        "| Data | 100\n"
        "0 {#x} is literal."
    )
    assert clause_digest(CLAUSE) == "sha256:f983387c999b7e52b6d7fe824220663b79a3959c992d96818516075374e265a5"


@pytest.mark.parametrize(
    "same",
    [
        CLAUSE.replace("\n", "\r\n"),
        CLAUSE.replace("\n", "  \n"),
        CLAUSE.replace("\n", "\t\n"),
        CLAUSE.replace("any\n   year", "any year"),
        CLAUSE.replace("any\n   year", "any\nyear"),
        CLAUSE.replace("is liable for", "is\n   liable    for"),
        CLAUSE.replace("## Limitation", "### Limitation"),
        CLAUSE.replace("## Limitation of liability", "## Limitation of liability {#liability-2 lang=en} ##"),
        CLAUSE.replace("2. This", "7. This").replace("   2. fraud", "   9. fraud"),
        CLAUSE.replace("1. {#", '<!-- clm:ignore CL101 reason="agreed" -->\n1. {#'),
        CLAUSE.replace("   year,", '   <!-- clm:ignore CL101 reason="agreed" -->\n   year,'),
        CLAUSE.replace("1. {#liability-cap} ", "1. ").replace("in any\n", "in any {#liability-cap}\n"),
        CLAUSE.replace("| --- | --- |\n| Data | 100 |", "|---|---|\n|   Data | 100"),
        CLAUSE.replace("\n\n", "\n\n\n") + "\n\n",
    ],
)
def test_what_does_not_count(same: str) -> None:
    assert canonical(same) == canonical(CLAUSE)
    assert clause_digest(same) == clause_digest(CLAUSE)


@pytest.mark.parametrize(
    "other",
    [
        CLAUSE.replace("Limitation", "limitation"),
        CLAUSE.replace("not limit", "limit"),
        CLAUSE.replace("liability.cap", "money.total"),
        CLAUSE.replace("#liability-unlimited", "#liability-cap"),
        CLAUSE.replace("{#liability-cap} ", ""),
        CLAUSE.replace("   2. fraud", "2. fraud"),
        CLAUSE.replace("   No more", "No more"),
        CLAUSE.replace("1. death;", "death;"),
        CLAUSE.replace("No more and no less.", "No more\n\n   and no less."),
        CLAUSE.replace("any\n   year", "any\\\n   year"),
        CLAUSE.replace("| Data | 100 |", "| Data 100 | |"),
        CLAUSE.replace("| Data | 100 |", "| Data \\| 100 |"),
        CLAUSE.replace("2. This", "- This"),
        CLAUSE.replace("fraud.", "*fraud*."),
        CLAUSE.replace("100", "100\u200b"),
        CLAUSE.replace("is literal", "is\u00a0literal"),
        CLAUSE + "\n<!-- kept: a comment that suppresses nothing is text -->\n",
    ],
)
def test_what_counts(other: str) -> None:
    assert other != CLAUSE
    assert clause_digest(other) != clause_digest(CLAUSE)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    text = "## Größe\n\nÜber Café.\n"
    assert clause_digest(unicodedata.normalize("NFD", text)) == clause_digest(text)


def test_the_place_in_the_contract_does_not_count() -> None:
    text = "## Data\n\n1. {#data-protection-purposes} See [Section](#data-protection) and [Section](#data-protection-purposes).\n"
    moved = rebase(text, "data-protection", "dp-2")
    assert "{#dp-2-purposes} See [Section](#dp-2) and [Section](#dp-2-purposes)" in moved
    contract_text = "# T\n\n## Other {#other}\n\nx\n\n" + moved.replace("## Data", "## Data {#dp-2}") + "\n## Next\n"
    section = next(s for s in sections(contract_text) if s.anchor == "dp-2")
    assert clause_digest(section_text(section), anchor="dp-2", clause="data-protection") == clause_digest(text)
    assert (
        rebase("[x](#data-protection2) {#data-protections}", "data-protection", "y")
        == "[x](#data-protection2) {#data-protections}"
    )


def test_sub_headings_count_relative_to_the_clause() -> None:
    text = "## A\n\n### B {#b}\n\nx\n"
    assert clause_digest("### A\n\n#### B {#b}\n\nx\n") == clause_digest(text)
    assert clause_digest("## A\n\n#### B {#b}\n\nx\n") != clause_digest(text)
    assert clause_digest("## A\n\n### B\n\nx\n") != clause_digest(text)


WORDS = st.lists(
    st.sampled_from(["the", "Supplier", "shall", "not", "pay", "EUR", "5", "{{ x | words }}", "(a)", "“Term”"]),
    min_size=2,
    max_size=30,
)


@given(WORDS, st.data())
def test_wrapping_never_counts(words: list[str], data: st.DataObject) -> None:
    breaks = st.sampled_from([" ", "\n", "  ", " \n", "\r\n", "\n   "])
    wrapped = "".join(word + data.draw(breaks) for word in words)
    assert clause_digest(f"## A\n\n1. {wrapped}") == clause_digest(f"## A\n\n1. {' '.join(words)}\n")


@given(WORDS, st.data())
def test_any_changed_word_counts(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:at], words[at] + "s", *words[at + 1 :]]
    dropped = [*words[:at], *words[at + 1 :]]
    before = clause_digest(f"## A\n\n{' '.join(words)}\n")
    assert clause_digest(f"## A\n\n{' '.join(changed)}\n") != before
    assert clause_digest(f"## A\n\n{' '.join(dropped)}\n") != before


@given(st.text(max_size=80))
def test_any_text_has_a_digest(text: str) -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", clause_digest(text))


CATALOGUE = Catalogue(BUILT_IN)
CONTRACT = Contract(
    path="contracts/c/M-1/contract.md",
    blob="",
    client="c",
    id="M-1",
    title="Agreement",
    type="msa",
    stage="signature",
    parties=(Party("supplier", "supplier", "Supplier Ltd", ours=True), Party("customer", "customer", "Customer GmbH")),
    clauses=(ClausePin("a", "a", "standard", 1, options={"x": True, "y": False}), ClausePin("b", "b", "standard", 2)),
    values={
        "id": "M-1",
        "stage": "signature",
        "owner": "ann",
        "renewal.notice": Period(days=60),
        "liability.cap": Money(Decimal("1000.00"), "EUR"),
        "money.price_cap_percent": Decimal("5"),
        "dates.effective": date(2026, 1, 1),
        "liability.carve_outs": ("ip", "fraud"),
    },
    rows={"sla": ({"service": "Portal", "target": "99.9 %"},)},
    text="# Agreement\n\n## A {#a}\n\nText that\nis agreed.\n",
)


def _with(**values: object) -> Contract:
    return dataclasses.replace(CONTRACT, values={**CONTRACT.values, **values})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "same",
    [
        dataclasses.replace(
            CONTRACT, stage="executed", owner="bob", agreed="sha256:x", blob="b", path="x/y", client="z", text_line=9
        ),
        _with(stage="executed", owner="bob"),
        dataclasses.replace(CONTRACT, values=dict(reversed(CONTRACT.values.items()))),
        dataclasses.replace(CONTRACT, clauses=CONTRACT.clauses[::-1]),
        dataclasses.replace(CONTRACT, text=CONTRACT.text.replace("that\nis", "that is")),
        _with(**{"liability.cap": Money(Decimal("1000"), "EUR"), "money.price_cap_percent": Decimal("5.0")}),
    ],
)
def test_what_happens_after_signature_does_not_touch_what_was_agreed(same: Contract) -> None:
    assert agreed_digest(same, CATALOGUE) == agreed_digest(CONTRACT, CATALOGUE)


@pytest.mark.parametrize(
    "other",
    [
        _with(**{"renewal.notice": Period(months=2)}),
        _with(**{"liability.cap": Money(Decimal("1000"), "USD")}),
        _with(**{"liability.carve_outs": ("ip",)}),
        _with(**{"legal.venue": "London"}),
        dataclasses.replace(CONTRACT, text=CONTRACT.text.replace("is agreed", "was agreed")),
        dataclasses.replace(CONTRACT, text=CONTRACT.text.replace("{#a}", "{#b}")),
        dataclasses.replace(CONTRACT, text=CONTRACT.text.replace("## A", "### A")),
        dataclasses.replace(CONTRACT, clauses=CONTRACT.clauses[:1]),
        dataclasses.replace(CONTRACT, parties=CONTRACT.parties[::-1]),
        dataclasses.replace(CONTRACT, rows={"sla": ({"service": "Portal", "target": "99 %"},)}),
    ],
)
def test_what_was_agreed_is_covered(other: Contract) -> None:
    assert agreed_digest(other, CATALOGUE) != agreed_digest(CONTRACT, CATALOGUE)

"""Cover sheets: the parties and key terms that stand beside their labels, in tables, in lines and under headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.intake.claims.sheets import entries_of
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions
from clmctl.text.fields.values import show_value

TERMS = (
    "1. Services. The Supplier shall render the services to the Customer with reasonable skill.\n\n"
    "2. Law. This Agreement is governed by the law stated in the Key Terms.\n"
)
PARTIES = {
    "parties.1.legal_name": "Harbour Tools Ltd",
    "parties.1.short_name": "Supplier",
    "parties.1.role": "supplier",
    "parties.2.legal_name": "Lakeside Boats GmbH",
    "parties.2.short_name": "Customer",
    "parties.2.role": "customer",
}
LAW = {"legal.governing_law": "England and Wales"}


def claimed(text: str) -> dict[str, Claim]:
    return dict(decided(claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions())))


def said(text: str) -> dict[str, str]:
    found = claimed(text)
    for claim in found.values():
        assert text[claim.start : claim.end] == claim.quote
    return {field: show_value(claim.value) for field, claim in found.items() if not field.startswith(("title", "type"))}


SHEETS = {
    "Markdown table": (
        "# Key Terms\n\n| Term | Value |\n|---|---|\n| **Supplier** | Harbour Tools Ltd, a company registered in England |\n"
        "| **Customer** | Lakeside Boats GmbH |\n| Governing law | England |\n\n"
    ),
    "Markdown table, labels as its head": (
        "| Supplier | Customer | Governing law |\n| :--- | :---: | ---: |\n"
        "| Harbour Tools Ltd | Lakeside Boats GmbH | the laws of England and Wales |\n\n"
    ),
    "Word table": "Key Terms\t\nSupplier\tHarbour Tools Ltd\nCustomer\tLakeside Boats GmbH\nGoverning Law\tEngland and Wales\n\n",
    "Word table with words that explain": (
        "Supplier\tHarbour Tools Ltd\nCustomer\tLakeside Boats GmbH\nGoverning Law The law that applies\tEngland and Wales\n\n"
    ),
    "lines": "Supplier: Harbour Tools Ltd\nCustomer: Lakeside Boats GmbH\nGoverning Law: English law\n\n",
    "bold lines": "**Supplier:** Harbour Tools Ltd\n\n**Customer**: Lakeside Boats GmbH\n\n- **Governing law:** England\n\n",
    "columns of a typescript": (
        "Supplier:            Harbour Tools Ltd\nCustomer:            Lakeside Boats GmbH\nGoverning law        England\n\n"
    ),
    "numbered lines": "1. Supplier: Harbour Tools Ltd\n2. Customer: Lakeside Boats GmbH\n3. Governing law: England\n\n",
    "names with addresses": (
        "Name of Supplier: Harbour Tools Ltd (company no. 123456), 1 Quay Street, Hull\r\n"
        "Name of Customer: Lakeside Boats GmbH, Am Kai 17, 28195 Bremen\r\nApplicable law: Laws of England.\r\n\r\n"
    ),
    "headings": (
        "### Supplier\nHarbour Tools Ltd\n\n### Customer\n<label>Who buys</label>\n\nLakeside Boats GmbH\n\n"
        "### Governing Law & Jurisdiction\nGoverning Law: England\n\n"
    ),
    "labels on lines of their own": (
        "SUPPLIER\n\nHarbour Tools Ltd\n\nCUSTOMER\n\nLakeside Boats GmbH\n\nGOVERNING LAW\n\nEngland & Wales\n\n"
    ),
    "columns of the parties": (
        "|| Supplier | Customer |\n|:--|:--:|:--:|\n| Signature | | |\n| Print Name | Ann Smith | Udo Meier |\n"
        "| Company | Harbour Tools Ltd | Lakeside Boats GmbH |\n| Date | | |\n\nGoverning Law: England\n\n"
    ),
    "cells of signatures": (
        "Governing Law\tEngland\nCourts\tLondon\n\nSignatures\t\n"
        "Supplier: Signature: Name and Title: Ann Smith Company: Harbour Tools Ltd Notice Address: Email: a@example.org Date:\t"
        "Customer: Signature: Name and Title: Company: Lakeside Boats GmbH Notice Address (choose one): Date:\n\n"
    ),
    "two pairs in a row": (
        "Supplier\tHarbour Tools Ltd 1 Quay St, Hull\tCustomer\tLakeside Boats GmbH\nGoverning law\tEngland\tCourts\tLondon\n\n"
    ),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_parties_and_the_law_are_read_from_any_sheet(sheet: str) -> None:
    found = said(sheet + TERMS)
    assert {path: found.get(path) for path in (*PARTIES, *LAW)} == PARTIES | LAW


def test_days_and_lengths_are_read_beside_their_labels() -> None:
    text = (
        "| Effective Date | 1 March 2026 |\n| Expiry date | 28 February 2029 |\n"
        "| Initial term | 3 years from the Effective Date |\n"
        "| Auto-renewal | Yes |\n| Renewal term | successive 12 months |\n| Non-renewal notice | at least 60 days |\n\n"
    )
    assert said(text + TERMS) == {
        "dates.effective": "2026-03-01",
        "term.end": "2029-02-28",
        "term.length": "P3Y",
        "renewal.type": "auto-renew",
        "renewal.length": "P12M",
        "renewal.notice": "P60D",
    }


def test_a_marked_box_is_what_is_agreed() -> None:
    text = (
        "### MNDA Term\n<label>How long</label>\n- [ ] Continues until ended.\n- [x] Expires 2 year(s) from Effective Date.\n\n"
    )
    assert said(text)["term.length"] == "P2Y"


def test_a_row_says_that_notice_stops_a_renewal() -> None:
    text = "Auto-renewal\tNon-Renewal Notice Date: At least 45 days before the end of the current Subscription Period\n\n"
    assert said(text) == {"renewal.type": "auto-renew", "renewal.notice": "P45D"}


@pytest.mark.parametrize(
    "blank",
    [
        "Supplier: [Name]\nCustomer: ____________\nGoverning Law: [Fill in state]\nEffective Date: [Today’s date]\n",
        "Supplier\t{provider_name}\nCustomer\t{customer_name}\nGoverning Law\t{law}\n",
        "| Supplier | |\n| Customer | |\n| Governing law | |\n",
        "Supplier: the party named above\nCustomer: see Schedule 1\nGoverning law: see clause 12\n",
        "Supplier: Yes\nCustomer: N/A\nGoverning law: England or Scotland, as the Supplier chooses\n",
        "Supplier: Signature:\nCustomer: By:\nTerm: as long as the Agreement runs\nRenewal: see clause 4\n",
    ],
)
def test_what_nobody_filled_in_claims_nothing(blank: str) -> None:
    assert said(blank + "\n" + TERMS) == {}


def test_a_list_of_customers_names_no_parties() -> None:
    text = "".join(f"Customer: Boats {name} Ltd\n" for name in "ABCDEFGHIJ")
    assert not [path for path in said(text + TERMS) if path.startswith("parties.")]


def test_opening_words_are_believed_before_a_list_of_fewer_names() -> None:
    text = (
        'This Supply Agreement is made on 1 March 2026 between Harbour Tools Ltd ("Supplier") and Lakeside Boats GmbH '
        '("Customer").\n\nLicensee: Third Firm Ltd\n\n' + TERMS
    )
    assert said(text)["parties.2.legal_name"] == "Lakeside Boats GmbH"


def test_a_sheet_and_a_clause_that_differ_decide_nothing() -> None:
    clause = "9. Law. This Agreement shall be governed by the laws of the State of Delaware.\n"
    assert "legal.governing_law" not in said("Governing Law: England\n\n" + clause)


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Supplier",
                    "Customer:",
                    "|",
                    "| ",
                    "\t",
                    "  ",
                    "\n",
                    "\r\n",
                    "Governing law",
                    "England",
                    "Term",
                    "1 year",
                    "[x] ",
                ),
                *(
                    "Harbour Tools Ltd",
                    "**",
                    "###",
                    "<label>a</label>",
                    "Company:",
                    "Signature:",
                    "“",
                    "\u2028",
                    "-",
                    "Party A",
                    "Name",
                ),
            ]
        ),
        max_size=30,
    )
)
def test_any_sheet_gives_entries_that_stand_in_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for entry in entries_of(text):
        assert 0 <= entry.quote <= entry.start < entry.end <= len(text)
    for claim in claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions()):
        assert text[claim.start : claim.end] == claim.quote

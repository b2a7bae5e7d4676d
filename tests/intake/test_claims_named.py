"""Contracts that call themselves something else than an agreement, other agreements they name, and what only may come about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions

OPENING = (
    'is made as of March 1, 2021 by and between Northgate Properties LLC, a Delaware limited liability company ("Landlord"), '
    'and Alder Books, Inc., a Texas corporation ("Tenant").\n\n'
)
CLAUSES = (
    "2. The term of {name} shall commence on April 1, 2021 and continue for five (5) years. {Name} shall automatically renew for "
    "successive periods of one (1) year each unless either party gives notice at least ninety (90) days before the end of the "
    "then current term.\n\n9. Tenant shall not assign {name} without the prior written consent of Landlord.\n\n"
    "12. Either party may terminate {name} without cause upon sixty (60) days' written notice.\n\n"
    "15. {Name} shall be governed by the laws of the State of Texas.\n"
)


def said(text: str) -> dict[str, Claim]:
    return dict(decided(claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions())))


@pytest.mark.parametrize("name", ["this Agreement", "this Lease", "these Terms", "THIS LEASE", "this Deed", "this MNDA"])
def test_what_a_contract_calls_itself_is_read_as_the_agreement_and_quoted_as_it_stands(name: str) -> None:
    own = name[0].upper() + name[1:]
    found = said(f"COMMERCIAL LEASE\n\n{own} {OPENING}" + CLAUSES.format(name=name, Name=own))
    assert {
        path: str(found[path].value) for path in found if path.startswith(("dates.", "term.", "renewal.", "termin", "legal"))
    } == {
        "dates.agreement": "2021-03-01",
        "dates.effective": "2021-04-01",
        "term.length": "P5Y",
        "term.end": "2026-03-31",
        "renewal.type": "auto-renew",
        "renewal.length": "P1Y",
        "renewal.notice": "P90D",
        "termination.convenience.notice": "P60D",
        "termination.convenience.by": "either",
        "legal.governing_law": "Texas",
    }
    assert found["provisions.anti_assignment"].quote == f"not assign {name} without the prior written consent"
    assert found["legal.governing_law"].quote == f"{own} shall be governed by the laws of the State of Texas"


def test_a_lease_that_an_agreement_speaks_of_is_not_the_agreement() -> None:
    text = f"SERVICES AGREEMENT\n\nThis Agreement {OPENING}" + CLAUSES.format(name="this Lease", Name="This Lease")
    assert "renewal.type" not in said(text + "This Agreement ends with it. Nothing in this Agreement changes it.\n")


@given(
    st.lists(
        st.sampled_from(["This Lease ", "THIS LEASE\n", "this  lease, ", "rent\n\n", "- 3 -\n", "is “due”. ", "x"]), max_size=25
    )
)
def test_every_place_of_a_reading_copy_leads_back_in_order(pieces: list[str]) -> None:
    text = "".join(pieces) + " this lease this lease this lease"
    copy = Copy(text)
    back = [copy.origin(place) for place in range(len(copy.text))]
    assert back == sorted(back)
    for word in ("rent", "due", "x"):
        assert [text[slice(*copy.span(at, at + len(word)))] for at in copy.places(word)] == [word] * len(copy.places(word))


def test_to_end_another_agreement_is_not_to_end_this_one() -> None:
    other = (
        "Either the Landlord or the Tenant may terminate the Employment Agreement for any reason upon thirty (30) days' notice."
    )
    assert not [path for path in said(f"SEVERANCE AGREEMENT\n\nThis Agreement {OPENING}1. {other}\n") if "termination" in path]


@pytest.mark.parametrize(
    ("words", "renews"),
    [
        ("If the Tenant has reached the minimum volume, then the term of this Agreement shall automatically renew.", False),
        ("In the event that the target is not met by then, the Term of this Agreement shall automatically extend.", False),
        ("If neither party gives notice to the other, the term of this Agreement shall automatically renew.", True),
        ("If not terminated as set out above, the term of this Agreement shall automatically renew.", True),
    ],
)
def test_what_renews_only_if_something_else_comes_about_does_not_renew_by_itself(words: str, renews: bool) -> None:
    found = said(f"SERVICES AGREEMENT\n\nThis Agreement {OPENING}2. The initial term is two years. {words}\n")
    assert ("renewal.type" in found) is renews


@pytest.mark.parametrize(
    "words",
    [
        "A party that does not wish to renew shall give notice at least ninety (90) days before the end of the term. "
        "In the absence of such notice, this Agreement shall automatically renew for terms of one year.",
        "This Agreement shall automatically renew for terms of one year, provided that neither party gave notice of its "
        "intention not to renew this Agreement at least ninety (90) days prior to any year's Expiration Date.",
        "This Agreement shall automatically renew for terms of one year.\n\n3. It ends: (a) by either party, upon written "
        "notice of termination no later than ninety (90) days prior to the expiration of the relevant Term.",
    ],
)
def test_the_notice_against_a_renewal_is_found_before_it_in_it_and_elsewhere(words: str) -> None:
    found = said(f"SERVICES AGREEMENT\n\nThis Agreement {OPENING}2. The initial term is two years. {words}\n")
    assert str(found["renewal.notice"].value) == "P90D"


def test_the_notice_that_takes_an_option_is_proposed_for_a_person_to_judge() -> None:
    option = "Tenant may renew this Agreement for two years by giving written notice ninety (90) days before the end of the term."
    text = f"SERVICES AGREEMENT\n\nThis Agreement {OPENING}2. {option}\n"
    read = claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions())
    assert [(str(claim.value), claim.rule) for claim in read if claim.field == "renewal.notice"] == [("P90D", "notice to renew")]
    assert "renewal.notice" not in said(text)


def test_a_law_is_quoted_from_a_whole_word_on() -> None:
    words = "The validity, the construction, the performance and every other matter that may arise out of this Agreement shall be"
    found = said(f"SERVICES AGREEMENT\n\nThis Agreement {OPENING}2. {words} governed by the laws of the State of Texas.\n")
    assert found["legal.governing_law"].quote.split()[0] in words.split()

"""Claims from small texts: every field with its words and place."""

from datetime import date

import pytest

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.period import Period
from clmctl.model.term import Conventions

TEXT = """SUPPLY AGREEMENT

This Supply Agreement (the "Agreement") is made as of this 3rd day of May, 2004 (the "Effective Date"), by and between
Harbour Tools, Inc., a Delaware corporation having its offices at 1 Pier Road ("Supplier"), and Lakeside Boats
GmbH, a German limited liability company ("Customer").

WHEREAS, Customer wishes to buy tools.

1. Term. The initial term of this Agreement shall commence on the Effective Date and continue for a period of three (3)
years. Thereafter this Agreement shall automatically renew for successive terms of one (1) year each, unless either party gives
the other written notice of its intention not to renew at least sixty (60) days prior to the end of the then current term.

2. Convenience. Either party may terminate this Agreement at any time without cause upon ninety (90) days' prior written
notice to the other party.

3. Liability. In no event shall Supplier's aggregate liability under this Agreement exceed $250,000.

4. Assignment. Neither party may assign this Agreement without the prior written consent of the other party.

5. Law. This Agreement shall be governed by and construed in accordance with the laws of the State of New York, without
regard to its conflict of laws rules.
"""


def read(text: str) -> tuple[Claim, ...]:
    return claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions())


def won(text: str) -> dict[str, object]:
    return {path: claim.value for path, claim in decided(read(text)).items()}


def test_a_plain_contract_is_read_whole() -> None:
    values = won(TEXT)
    assert values["title"] == "SUPPLY AGREEMENT"
    assert values["parties.1.legal_name"] == "Harbour Tools, Inc."
    assert values["parties.1.short_name"] == "Supplier"
    assert values["parties.1.role"] == "supplier"
    assert values["parties.2.legal_name"] == "Lakeside Boats GmbH"
    assert values["dates.agreement"] == values["dates.effective"] == date(2004, 5, 3)
    assert values["term.length"] == Period(years=3)
    assert values["term.end"] == date(2007, 5, 2)
    assert values["renewal.type"] == "auto-renew"
    assert values["renewal.length"] == Period(years=1)
    assert values["renewal.notice"] == Period(days=60)
    assert values["termination.convenience.notice"] == Period(days=90)
    assert values["termination.convenience.by"] == "either"
    assert values["provisions.termination_for_convenience"] is True
    assert str(values["liability.cap"]) == "250000.00 USD"
    assert values["provisions.anti_assignment"] is True
    assert values["legal.governing_law"] == "New York"


def test_every_claim_quotes_its_place() -> None:
    for claim in read(TEXT):
        assert claim.quote == TEXT[claim.start : claim.end]
        assert claim.quote.strip() == claim.quote
        assert claim.line == TEXT.count("\n", 0, claim.start) + 1
        assert 0 < claim.confidence < 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Lorem ipsum dolor sit amet.", "\ufeff", "." * 50])
def test_a_text_that_says_nothing_claims_nothing(text: str) -> None:
    assert read(text) == ()

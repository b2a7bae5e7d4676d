"""What contracts say in other words than most, and what such words say of something else."""

import pytest
from test_claims_meant import said

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions

CLAUSES = (
    (
        "provisions.anti_assignment=True",
        "Any other assignment by the parties requires the prior consent of the other.",
    ),
    (
        "provisions.anti_assignment=True",
        "This Agreement may not be waived, amended or assigned without a written and signed document of both Parties.",
    ),
    ("provisions.anti_assignment=True", "No Party shall assign or otherwise dispose of the benefit of this Agreement."),
    (
        "provisions.anti_assignment=True",
        "The rights and obligations of each Party under this Agreement shall not be transferred, except to affiliates.",
    ),
    ("provisions.anti_assignment=True", "This Agreement will also terminate automatically in the event of its assignment."),
    ("", "The goods shall be transferred to the warehouse and no party shall charge for it under this Agreement."),
    ("", "This Agreement may not be amended without a written document."),
    (
        "provisions.liability_limit=True",
        "Seller shall not be liable for any loss which in the aggregate exceeds the amount paid to it under this Agreement.",
    ),
    (
        "provisions.liability_limit=True",
        "Neither Party shall be responsible to the other Party in respect of any indirect loss or damage caused hereunder.",
    ),
    ("", "Seller is responsible to Buyer for indirect taxes."),
    (
        "provisions.termination_for_convenience=True termination.convenience.by=customer",
        "Buyer may terminate this Agreement at any time by destroying all copies of the Software.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P60D termination.convenience.by=customer",
        "In the event that the Buyer desires to terminate this Agreement before its last day, it shall provide Seller with at "
        "least 60 days prior written notice of its intention.",
    ),
    (
        "",
        "If either party wishes to terminate this Agreement because of a breach, it shall give thirty days' notice of it.",
    ),
    ("", "If either party wishes to terminate this Agreement at the end of the initial term it shall give sixty days' notice."),
    (
        "term.length=P2Y renewal.notice=P12M",
        "This Agreement begins on the Commencement Date and shall continue for an initial term of two (2) years and indefinitely "
        "after that until terminated by either party giving at least twelve (12) months' prior written notice.",
    ),
    ("", "The Lease Deposit is kept thereafter until terminated by either party giving two months' notice."),
    (
        "renewal.type=auto-renew renewal.length=P3Y renewal.notice=P60D",
        "This Agreement will be automatically renewed for successive additional 3~year periods, unless otherwise terminated by "
        "either party by giving notice to the other party not less than sixty (60) days prior to the end of a Term.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), CLAUSES)
def test_clauses_in_other_words(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.split("=", 1) for pair in claimed.split())


def test_a_form_of_points_after_an_address_does_not_cut_the_name() -> None:
    text = (
        'This Supply Agreement (the "Agreement"), effective as of March 1, 2021, is between Harbour Tools Inc. ("Seller"), '
        "a Delaware corporation having an office at 4122 Quay Blvd. SE, Suite 310, Bellevue, Washington 98006 USA, and "
        'Barcos Del Sur, S.A. DE CV ("Buyer"), a Mexican corporation.\n\nWHEREAS, the parties wish to trade.\n'
    )
    read = decided(claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions()))
    assert str(read["parties.2.legal_name"].value) == "Barcos Del Sur, S.A. DE CV"

"""What a clause says of a contract, and what it does not: other things that renew, run, end and pass on in the same words."""

import pytest

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions

OPENING = (
    'SUPPLY AGREEMENT\n\nThis Supply Agreement (the "Agreement") is made as of March 3, 2014 by and between Harbour Tools, Inc., '
    'a Delaware corporation ("Buyer"), and Lakeside Boats LLC, a Nevada limited liability company ("Seller").\n\n'
    "NOW, THEREFORE, the parties agree as follows:\n\n1. Terms. "
)
#: What is asked of each clause below; everything else the opening says.
FIELDS = (
    "term.",
    "renewal.",
    "termination.convenience.",
    "provisions.",
    "liability.cap",
    "legal.governing_law",
    "dates.effective",
)


def said(words: str) -> dict[str, str]:
    """Field -> value as shown, of what counts as claimed."""
    read = decided(claims(OPENING + words, catalogue=Catalogue(BUILT_IN), conventions=Conventions()))
    return {path: str(claim.value) for path, claim in read.items() if path.startswith(FIELDS)}


RENEWAL = (
    ("renewal.type=fixed", "This Agreement shall not automatically renew at the end of the Term."),
    ("renewal.type=fixed", "The Term does not renew automatically; any extension requires a new agreement."),
    ("", "Purchase orders shall renew automatically for successive one year periods."),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P60D",
        "This Agreement shall renew for successive one (1) year terms unless either party gives the other sixty "
        "(60) days' prior written notice of its intention not to renew.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P90D",
        "Thereafter this Agreement is self-renewing for terms of one (1) year each unless a party gives notice of "
        "non-renewal at least ninety (90) days before the end of the then current term.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P90D",
        "After the initial term, the contract will automatically renew for successive one year terms unless "
        "notification is provided by either party that it will not be renewed. Such notification should occur at "
        "least 90 days prior to the expiration of the contract.",
    ),
    (
        "",
        "The parties shall meet ninety (90) days before the end of the Term to discuss whether to renew this Agreement.",
    ),
    (
        "",
        "If Seller wishes to renew the insurance policy it shall give thirty (30) days' notice prior to the expiration thereof.",
    ),
    (
        "renewal.type=option renewal.length=P3Y",
        "Buyer shall have the option to extend the Term of this Agreement for an additional three (3) years by "
        "giving written notice to Seller not less than six (6) months prior to the expiration of the initial term.",
    ),
    (
        "renewal.type=option renewal.length=P1Y renewal.max=2",
        "Buyer may renew this Agreement for up to two (2) additional one (1) year terms by giving Seller ninety "
        "(90) days' prior written notice.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P1Y",
        "This Agreement shall automatically renew for additional one-year periods unless terminated earlier under "
        "Section 9 upon thirty (30) days' notice of breach.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P12M renewal.notice=P30D",
        "The term shall be automatically extended for additional twelve (12) month periods unless, at least thirty "
        "(30) days prior to the expiration of the then-current term, either party notifies the other that it does "
        "not wish to extend.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P180D",
        "This Agreement shall be automatically renewed for one (1) year unless Seller gives one hundred eighty "
        "(180) days' notice, in which case Buyer may buy the remaining stock within sixty (60) days before the end "
        "of the term.",
    ),
    (
        "renewal.type=fixed",
        "Neither party is obliged to renew or extend this Agreement, and no right to renew is implied.",
    ),
    (
        "",
        "In the event of force majeure the time for performance and the term of this Agreement shall be extended "
        "for a period equal to the delay.",
    ),
    (
        "",
        "A party prevented from performing may elect to continue with the option of extending the terms of this "
        "Agreement by the time that the event of force majeure lasts.",
    ),
    (
        "",
        "If the parties renew this Agreement, the prices for the renewal term shall be increased by three percent.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P2Y",
        "Unless Buyer exercises its right to terminate, the Term will be extended automatically by two (2) years.",
    ),
    (
        "renewal.type=manual",
        "This Agreement may be renewed for a further period of one year by mutual written agreement of the parties.",
    ),
    ("", "Seller may extend the term of payment by ninety (90) days at its option."),
    ("", "Buyer may extend the term of this guarantee for one year."),
    (
        "renewal.type=auto-renew renewal.length=P1M renewal.notice=P15D",
        "After the Initial Term this Agreement shall continue from month to month unless either party gives "
        "fifteen (15) days' notice prior to the end of any month.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), RENEWAL)
def test_renewals(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


TERM = (
    (
        "term.length=P3Y term.end=2017-03-02",
        "The term of this Agreement shall be three (3) years from the date hereof.",
    ),
    (
        "",
        "During the term of this Agreement and for at least ten (10) years thereafter, Buyer shall keep records of each sale.",
    ),
    (
        "",
        "The obligations of confidentiality in this Agreement shall remain in effect for five (5) years after disclosure.",
    ),
    ("", "Section 7 of this Agreement shall continue for a period of two years."),
    ("", "This Agreement shall expire one (1) year after the completion of the sale of the Assets."),
    (
        "term.length=P10Y",
        "The term of this Agreement shall commence upon delivery of the first Unit and shall continue for ten (10) years.",
    ),
    ("", "This Agreement shall continue during the period of ninety days in which the Seller may cure its default."),
    ("", "The term of this Agreement shall be reviewed every two (2) years."),
    ("", "The price of the Products shall remain in effect for one (1) year from the date of this Agreement."),
    (
        "",
        "Buyer shall, for the term of this Agreement and a period of three years, not solicit employees of Seller.",
    ),
    ("", "The warranty under this Agreement shall be for a term of two (2) years."),
    ("", "The term of the Lease is ten (10) years."),
    ("", "The term of each Statement of Work under this Agreement shall be six (6) months."),
    ("", "The license granted under this Agreement shall continue for a period of five (5) years."),
    ("", "Either party may suspend this Agreement for a period of six (6) months."),
    ("", "If this Agreement is terminated, the restrictions shall continue for a period of eighteen (18) months."),
    (
        "",
        "This Agreement shall remain in effect with respect to such Order for a period of twelve (12) months "
        "following the last delivery.",
    ),
    (
        "",
        "The provisions of this Article shall survive the termination of this Agreement for a period of three (3) years.",
    ),
    ("", "Buyer's exclusive rights under this Agreement shall be for a period of two (2) years."),
    ("", "The Initial Term shall be extended for two (2) years if Buyer meets the minimum."),
    ("", "Payment under this Agreement shall be made for a term of five years in equal instalments."),
    ("", "This Agreement will be reviewed and audited for a period of one year after its expiration."),
    (
        "",
        "The parties agree that for a period of two (2) years from the date of this Agreement Seller will not compete.",
    ),
    ("", "Seller shall maintain insurance during the term of this Agreement and for a period of two (2) years."),
    (
        "",
        "The term of this Agreement shall be as set out in Schedule 2, provided that any Order shall be for at "
        "least two (2) years.",
    ),
    ("term.length=P5Y", "This Agreement shall be valid for five (5) years."),
    (
        "term.length=P2Y term.end=2016-03-02",
        "This Agreement is valid for a term of two years from the date of its signature.",
    ),
    ("term.length=P3Y", "The duration of this Agreement shall be three (3) years."),
    ("term.length=P3Y", "The Agreement shall have a duration of three (3) years."),
    ("", "Buyer may not terminate this Agreement for a period of two (2) years from its date."),
    ("", "This Agreement shall not be terminated for a period of twelve months."),
    ("", "The Agreement will remain in the custody of the Escrow Agent for a period of ten years."),
)


@pytest.mark.parametrize(("claimed", "words"), TERM)
def test_terms(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


EFFECTIVE = (
    ("", "Prices are effective as of April 1, 2014 and may be changed by Seller."),
    ("", "The amendment of the bylaws became effective on May 1, 2014."),
    ("", "The insurance shall become effective on June 1, 2014."),
    ("dates.effective=2014-04-01", "This Agreement shall become effective on April 1, 2014."),
    ("dates.effective=2014-04-01", '"Effective Date" means April 1, 2014.'),
    ("dates.effective=2014-03-03", "This Agreement shall take effect as of the date first written above."),
    ("dates.effective=2014-05-01", "The term of this Agreement shall commence on May 1, 2014."),
    ("", "The rent shall commence on May 1, 2014 under this Agreement."),
    ("", "Deliveries under this Agreement shall begin on May 1, 2014."),
    ("", "The Plan's Effective Date is May 1, 2010."),
    ("", "This Agreement shall terminate effective June 30, 2014 if Buyer so elects."),
    ("", "The price increase under this Agreement shall take effect on January 1, 2015."),
    ("", "Contract Year means a year beginning on January 1, 2015 under this Agreement."),
    ("", "The first payment under this Agreement shall be due commencing January 1, 2015."),
)


@pytest.mark.parametrize(("claimed", "words"), EFFECTIVE)
def test_starts(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())

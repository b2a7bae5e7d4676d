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


CONVENIENCE = (
    ("", "Buyer may terminate this Agreement if Seller is in breach, upon thirty (30) days' written notice."),
    (
        "",
        "Either party may, at its option, terminate this Agreement upon thirty (30) days' written notice of a "
        "material default that is not remedied.",
    ),
    ("", "Upon termination of this Agreement for any reason, Seller may sell its remaining stock."),
    ("", "Seller may terminate the employment of any of its personnel at will."),
    ("", "Buyer may cancel any purchase order for its convenience upon ten (10) days' notice."),
    (
        "",
        "Buyer may terminate any Statement of Work under this Agreement for convenience upon ten (10) days' notice.",
    ),
    ("", "Neither party may terminate this Agreement without cause."),
    ("", "This Agreement may not be terminated for convenience by Seller."),
    ("", "If Buyer terminates this Agreement without cause it shall pay the fee in Schedule 3."),
    ("", "Seller may terminate this Agreement for any of the following reasons: non-payment; insolvency; breach."),
    ("", "Either party may terminate this Agreement for any reason set out in Section 8 upon notice."),
    ("", "Seller may terminate this Agreement at any time after the occurrence of an Event of Default."),
    ("", "The parties may terminate this Agreement at any time by mutual written agreement."),
    (
        "",
        "Buyer may terminate this Agreement on thirty (30) days' notice in the event of a change of control of Seller.",
    ),
    (
        "",
        "Either party may terminate this Agreement by notice given not less than ninety (90) days before the end "
        "of the then current term.",
    ),
    ("", "Seller has the right to terminate Buyer's licence to the Marks at any time, at its sole discretion."),
    ("", "The Board may terminate the Plan at any time without cause."),
    ("", "Any Lender may terminate its commitment under this Agreement at its sole discretion."),
    (
        "",
        "Buyer may terminate this Agreement without liability if the Closing has not occurred by December 31, 2015.",
    ),
    ("", "This Agreement may be terminated by Buyer without further obligation if Seller fails to deliver."),
    ("", "Seller may, without prejudice to any other right, terminate this Agreement by written notice."),
    ("", "Seller may terminate this Agreement upon thirty days' notice for cause."),
    ("", "Buyer may terminate the Services without cause upon notice but this Agreement shall continue."),
    ("", "Employee's employment is at will and may be ended at any time."),
    ("", "Buyer may in its sole discretion terminate this Agreement if the FDA withdraws its approval."),
    (
        "",
        "The Escrow Agent may resign and terminate its duties under this Agreement at any time upon thirty days' notice.",
    ),
    (
        "",
        "Either party may terminate this Agreement upon ninety (90) days' notice to the other party if the parties "
        "cannot agree on the price.",
    ),
    ("", "Seller may terminate this Agreement on written notice where Buyer challenges the Marks."),
    ("", "Seller may terminate the Distributor Agreement with any of its dealers without cause."),
    (
        "",
        "Upon sixty days' notice to Buyer, Seller may terminate this Agreement should Buyer not meet its minimum purchases.",
    ),
    ("", "Buyer may terminate this Agreement, upon thirty (30) days' notice, as to any Product that infringes."),
    ("", "Either party may terminate the negotiations at any time for any reason or no reason."),
    ("", "Either party may terminate this Agreement by written notice within ten (10) days of its date."),
    ("", "After the Initial Term expires either party may terminate this Agreement at any time on 30 days' notice."),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P90D termination.convenience.by=either",
        "Either party may terminate this Agreement at any time upon ninety (90) days' prior written notice to the other.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=customer",
        "This Agreement may be terminated by Buyer at any time, with or without cause, on thirty (30) days' written notice.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P6M termination.convenience.by=supplier",
        "Contractor shall be entitled, at its sole discretion, to terminate this Agreement at any time, with or "
        "without cause, upon not less than six (6) months' prior written notice.",
    ),
    (
        "term.length=P5Y provisions.termination_for_convenience=True "
        "termination.convenience.notice=P30D termination.convenience.by=either",
        "The term shall continue until the earlier of (a) the fifth anniversary of its date and (b) termination by "
        "either party for any reason upon thirty (30) days' written notice to the other party.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P120D termination.convenience.by=supplier",
        "The Consultant may terminate the Consultant's engagement with the Company at any time by giving the "
        "Company 120 days' prior written notice.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P180D ",
        "Buyer may terminate this Agreement prior to its expiration as follows: (a) upon a breach by Seller; (b) "
        "at any time upon one hundred eighty (180) days' prior written notice to Seller with no penalty.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P90D termination.convenience.by=customer",
        "This Agreement may be terminated by either party if: a) the other party becomes insolvent. b) any law is "
        "changed so as to forbid it. c) This Agreement may be terminated by Buyer at any time without cause upon "
        "ninety (90) days written notice to Seller.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.by=either",
        "Either party shall have the right to terminate this Agreement without cause.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P60D termination.convenience.by=customer",
        "9.2 Termination for Convenience. Buyer may terminate this Agreement upon sixty (60) days' prior written notice.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P60D termination.convenience.by=customer",
        "Buyer reserves the right to terminate this Agreement upon sixty (60) days' written notice for any or no reason.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=either",
        "This Agreement is terminable by either party upon thirty (30) days' notice.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), CONVENIENCE)
def test_ways_to_end(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


ASSIGNMENT = (
    ("", "Seller may assign this Agreement without the consent of Buyer."),
    ("", "Either party may freely assign this Agreement to any affiliate."),
    ("", "Nothing in this Agreement shall prevent Seller from assigning its receivables."),
    ("", "Buyer shall not terminate the Licence but shall assign it to Seller in accordance with this Agreement."),
    (
        "",
        "If any contract is not so assignable, Seller shall make its benefit available to Buyer under this Agreement.",
    ),
    (
        "",
        "Third party consent required for such assignment of the contracts is obtained by Seller at the Closing "
        "under this Agreement.",
    ),
    ("", "The license granted in this Agreement is nontransferable."),
    (
        "",
        "Any transfer or assignment to the parent of Seller shall not require the consent of Buyer under this Agreement.",
    ),
    ("", "Seller shall not transfer title to the Equipment until paid under this Agreement."),
    ("", "This Agreement shall bind the successors and permitted assigns of the parties."),
    (
        "",
        "Seller will assign personnel to the project and will not reassign them without the consent of Buyer under "
        "this Agreement.",
    ),
    ("", "No consent of any third party is required for the assignment of the Assets under this Agreement."),
    ("", "The confidential information may not be transferred to any third party under this Agreement."),
    (
        "",
        "The shares may not be sold, assigned or transferred without the consent of the board under this Agreement.",
    ),
    ("", "Tasks assigned to Seller under this Agreement may not be changed without the approval of Buyer."),
    (
        "",
        "An assignment for the benefit of creditors by Seller shall be a default under this Agreement and any "
        "attempt to cure is void.",
    ),
    (
        "provisions.anti_assignment=True",
        "Neither this Agreement nor any of the rights hereunder may be assigned by either party without the prior "
        "written consent of the other.",
    ),
    (
        "provisions.anti_assignment=True",
        "Seller shall not assign or subcontract this Agreement without Buyer's prior written consent.",
    ),
    ("provisions.anti_assignment=True", "This Agreement is personal to Seller and is not assignable."),
    (
        "provisions.anti_assignment=True",
        "Neither party shall assign its rights or obligations under this Agreement to any person unless the other "
        "agrees in writing.",
    ),
    (
        "provisions.anti_assignment=True",
        "Any assignment of this Agreement without such consent shall be null and void.",
    ),
    ("provisions.anti_assignment=True", "This Agreement is not assignable or transferable by Buyer."),
    ("provisions.anti_assignment=True", "Buyer may not assign this Agreement and its rights or obligations."),
    (
        "provisions.anti_assignment=True",
        "The rights and obligations of the parties under this Agreement cannot be assigned.",
    ),
    (
        "provisions.anti_assignment=True",
        "Seller may assign this Agreement only with the prior written consent of Buyer.",
    ),
    ("provisions.anti_assignment=True", "This Agreement and the rights granted hereunder are non-assignable."),
)


@pytest.mark.parametrize(("claimed", "words"), ASSIGNMENT)
def test_passing_on(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


LIABILITY = (
    ("", "Seller shall indemnify Buyer for all damages, including consequential damages."),
    ("", "Nothing in this Agreement limits liability for fraud."),
    ("", "Seller's liability insurance shall not be less than $1,000,000 per occurrence."),
    ("", "The credit shall not exceed $500 in any month and Seller's liability for taxes is unaffected."),
    ("", "Liquidated damages shall not exceed $10,000 per month."),
    (
        "provisions.liability_limit=True",
        "In no event shall either party be liable for any indirect or consequential damages.",
    ),
    (
        "provisions.liability_limit=True",
        "Seller is not responsible for any loss, injury or damage, whether direct, incidental, special or consequential.",
    ),
    (
        "provisions.liability_limit=True liability.cap=250000.00~USD",
        "Seller's total liability under this Agreement shall not exceed $250,000.",
    ),
    (
        "provisions.liability_limit=True",
        "Seller's aggregate liability shall not exceed the fees paid by Buyer in the preceding twelve months.",
    ),
    (
        "provisions.liability_limit=True",
        "The liability of Seller is limited to the replacement of the defective Product or the return of the price paid.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), LIABILITY)
def test_limits(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


LAW = (
    ("legal.governing_law=New~York", "This Agreement shall be governed by the laws of the State of New York."),
    (
        "",
        "Seller is a corporation organized under the laws of the State of Delaware and this Agreement has been duly authorized.",
    ),
    ("", "Buyer shall comply with the laws of Texas in the performance of this Agreement."),
    ("", "The guarantee shall be governed by the laws of Ohio."),
    (
        "legal.governing_law=Texas",
        "This Agreement is made under and shall be construed according to the laws of Texas.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), LAW)
def test_laws(claimed: str, words: str) -> None:
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


MORE = (
    (
        "",
        "The term of this Agreement shall begin on the Effective Date and shall end on the date that all Products "
        "have been sold, and the warranty shall last two years.",
    ),
    ("", "This Agreement shall be reviewed by the parties on or before December 31, 2015."),
    ("", "Buyer may buy Products under this Agreement until December 31, 2015 at the prices in Schedule 1."),
    ("", "The prices in this Agreement will remain in effect until December 31, 2015."),
    ("term.end=2015-12-31", "This Agreement shall terminate on December 31, 2015 unless extended in writing."),
    (
        "term.end=2015-12-31",
        "The term of this Agreement shall commence on the date hereof and shall expire on December 31, 2015.",
    ),
    ("", "If Seller has not obtained the permit by December 31, 2015, this Agreement shall terminate."),
    ("", "This Agreement shall terminate if the Closing does not occur on or before December 31, 2015."),
    ("", "Buyer's right to terminate this Agreement shall expire on December 31, 2015."),
    ("", "The option granted in this Agreement shall expire on December 31, 2015."),
    ("", "The offer to enter into this Agreement shall remain open until December 31, 2015."),
    ("", "Notices under this Agreement shall be effective until December 31, 2015."),
    ("", "Seller shall deliver the report required by this Agreement until December 31, 2015."),
    ("", "The exclusivity granted by this Agreement ends on December 31, 2015."),
    ("", "Royalties under this Agreement shall be paid until December 31, 2015."),
    ("", "The initial term of the Lease shall end on December 31, 2015."),
    ("", "Buyer's obligations under Section 4 of this Agreement shall expire on December 31, 2015."),
    (
        "renewal.type=evergreen",
        "This Agreement shall remain in full force and effect until terminated by either party as provided herein.",
    ),
    ("", "The license granted in this Agreement is perpetual and irrevocable."),
    ("", "The confidentiality obligations of this Agreement shall continue in perpetuity."),
    ("", "The indemnity in this Agreement shall remain in effect until terminated by law."),
    ("", "This Agreement shall remain in effect until the Products are delivered."),
    ("", "Seller shall remain liable under this Agreement until terminated by payment."),
    ("renewal.type=perpetual", "The term of this Agreement is perpetual."),
    ("", "Each Order shall remain in effect until terminated."),
    ("", "Seller shall indemnify Buyer and its liability therefor shall be unlimited under this Agreement."),
    (
        "renewal.type=evergreen renewal.notice=P30D "
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=either",
        "This Agreement shall continue until terminated by either party upon thirty (30) days' written notice to the other.",
    ),
    ("", "Buyer shall pay liquidated damages in an amount not to exceed ten percent of the price for delay."),
    ("", "Seller's obligation to reimburse expenses shall not exceed $5,000 in any year."),
    ("", "The purchase price shall not exceed $2,000,000 and Buyer assumes the liabilities."),
    ("", "Seller shall maintain liability insurance with limits of not less than $1,000,000."),
    ("", "No party shall be liable for failure to perform due to force majeure."),
    ("", "Buyer agrees that its liability for taxes is limited to those on its income."),
    (
        "provisions.liability_limit=True",
        "Neither party shall be liable to the other for lost profits or consequential damages.",
    ),
    (
        "provisions.liability_limit=True liability.cap=1000000.00~USD",
        "Seller's maximum aggregate liability arising out of this Agreement shall be limited to $1 million.",
    ),
    (
        "provisions.liability_limit=True liability.cap=500000.00~EUR",
        "The total liability of Seller hereunder is limited to EUR 500,000.",
    ),
    (
        "provisions.liability_limit=True",
        "IN NO EVENT SHALL SELLER'S LIABILITY EXCEED THE GREATER OF $100,000 OR THE FEES PAID HEREUNDER.",
    ),
    ("", "The deductible for liability claims under Buyer's policy shall not exceed $10,000."),
    ("", "Buyer's indemnification obligations shall arise only where damages exceed $50,000."),
    ("", "No claim shall be made unless the aggregate damages exceed $25,000."),
    (
        "provisions.liability_limit=True",
        "Any action arising under this Agreement must be brought within one (1) year after the cause of action accrues.",
    ),
    ("", "Seller must bring any dispute to the attention of Buyer within ten (10) days."),
    ("", "Buyer shall bring the goods within one month."),
    (
        "legal.governing_law=England~and~Wales",
        "This Agreement shall be governed by and construed in accordance with English law.",
    ),
    (
        "legal.governing_law=Switzerland",
        "This Agreement shall be subject to Swiss law, to the exclusion of its rules on conflicts of law.",
    ),
    ("", "The validity of the pledge shall be governed by the laws of Ohio and the parties submit to its courts."),
    (
        "legal.governing_law=Delaware",
        "This Agreement shall be governed by the laws of the State of Delaware, without regard to the laws of the "
        "State of New York.",
    ),
    (
        "legal.governing_law=New~York",
        "THIS AGREEMENT SHALL BE GOVERNED BY, AND CONSTRUED IN ACCORDANCE WITH, THE INTERNAL LAWS OF THE STATE OF NEW YORK.",
    ),
    (
        "legal.governing_law=China",
        "The conclusion, validity, interpretation and performance of this Agreement shall be governed by the laws "
        "of the People's Republic of China.",
    ),
    (
        "legal.governing_law=Ontario,~Canada",
        "This Agreement shall be governed by the laws of the Province of Ontario and the federal laws of Canada "
        "applicable therein.",
    ),
    ("", "The laws of the jurisdiction of the defendant shall govern this Agreement."),
    ("", "Disputes shall be settled in London under the rules of the ICC."),
)


@pytest.mark.parametrize(("claimed", "words"), MORE)
def test_clauses(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


LATER = (
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P60D termination.convenience.by=customer",
        "12. Term. (a) This Agreement shall start when Schedule A is signed. (b) Buyer may at any time terminate "
        "this Agreement by sixty (60) days written notice to Seller. (c) Seller may terminate this Agreement "
        "immediately in case of the insolvency of Buyer.",
    ),
    (
        "term.length=P3Y5M renewal.type=auto-renew renewal.length=P1Y renewal.notice=P45D",
        "This Agreement is in effect for a period of three-years and five months and shall be automatically "
        "renewed with additional one year terms unless Buyer gives written notice of termination at least 45 days "
        "prior to the end of any one year period.",
    ),
    (
        "renewal.type=manual",
        "This Agreement may be extended thereafter only by the execution and delivery of a new Schedule A by each "
        "of the parties.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=either",
        "This Agreement may be terminated by either party upon thirty (30) days' written notice to the other party "
        "or immediately upon mutual written consent.",
    ),
    ("", "Seller shall pay the fee within two years and sixty days of the date of this Agreement."),
)


@pytest.mark.parametrize(("claimed", "words"), LATER)
def test_items_and_sums(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


PASSING = (
    (
        "",
        "Buyer will not assign, license, sublicense, market, transfer, or otherwise disclose all or any portion of "
        "the Software to any person without the prior written consent of Seller under this Agreement.",
    ),
    (
        "",
        "Each end user license agreement must be consistent with this Agreement and state that it cannot be "
        "assigned, sublicensed or otherwise transferred by the customer without the prior written consent of "
        "Buyer.",
    ),
    (
        "provisions.anti_assignment=True",
        "This Agreement may not be assigned, sublicensed or otherwise transferred by the Customer without the "
        "prior written consent of Seller.",
    ),
    (
        "provisions.anti_assignment=True",
        "Seller shall not assign, sublet, transfer or otherwise dispose of this Agreement or its rights hereunder "
        "without the consent of Buyer.",
    ),
)


@pytest.mark.parametrize(("claimed", "words"), PASSING)
def test_passing_on_by_others(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())


LAST = (
    (
        "",
        "If the Closing is delayed, the Outside Date shall be automatically extended by thirty (30) days and this "
        "Agreement shall not terminate.",
    ),
    ("", "The delivery period shall be automatically extended for each day of delay under this Agreement."),
    ("", "The forecast under this Agreement shall be renewed every three (3) months."),
    ("", "Seller's certification shall be renewed annually during the term of this Agreement."),
    ("", "Buyer may extend the Payment Date under this Agreement by thirty (30) days upon notice."),
    (
        "",
        "Any Order in process at the end of the term shall continue until completed and the term of this Agreement "
        "shall be extended automatically solely for that Order.",
    ),
    ("", "The subscription of each end user renews automatically each month."),
    ("", "The parties intend to renew this Agreement."),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P3M",
        "The contract shall be extended tacitly for one year at a time unless either party gives notice three "
        "months prior to the end of the term.",
    ),
    (
        "renewal.type=auto-renew renewal.length=P1Y renewal.notice=P60D",
        "Upon expiration of the Initial Term, this Agreement shall be deemed renewed for one year unless either "
        "party gives written notice to the contrary at least sixty (60) days before such expiration.",
    ),
    (
        "",
        "Seller shall give notice at least sixty (60) days prior to the expiration of any permit required by this Agreement.",
    ),
    (
        "",
        "Upon termination, Buyer shall return the Materials thirty (30) days prior to the end of the transition period.",
    ),
    (
        "",
        "Seller shall notify Buyer thirty (30) days prior to the expiration of this Agreement of the stock on hand.",
    ),
    ("", "During the last ninety (90) days of the term Buyer may show the premises to others."),
    (
        "",
        "The warranty period begins on the Effective Date and ends two (2) years thereafter, and this Agreement governs it.",
    ),
    ("", "The Agreement grants Buyer a license for a term of five (5) years to use the Marks."),
    ("", "Seller shall not during the term of this Agreement or for one (1) year compete."),
    (
        "",
        "This Agreement shall continue for so long as Buyer purchases Products, but in no event shall the warranty "
        "exceed two (2) years.",
    ),
    ("", "For the first two (2) years of this Agreement the price shall be fixed."),
    ("", "This Agreement will be in effect during the first year only for Product A."),
    ("", "After two (2) years this Agreement may be renegotiated."),
    ("", "This Agreement has been in effect for three (3) years and is hereby amended."),
    ("", "The initial term of the Services Agreement was five (5) years."),
)


@pytest.mark.parametrize(("claimed", "words"), LAST)
def test_terms_and_renewals_of_other_things(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.replace("~", " ").split("=", 1) for pair in claimed.split())

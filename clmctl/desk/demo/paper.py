"""Paper of others in the demo: filed as it arrived, its fields accepted by a person, or not yet looked at."""

from datetime import date

from clmctl.desk.demo.acts import Act, Client, Doing, PaperDeal, us
from clmctl.desk.doing import Make
from clmctl.desk.importing.papers import read_paper
from clmctl.desk.importing.reviewing import Decided, deciding
from clmctl.desk.numbering import Numbers
from clmctl.desk.opening import Desk
from clmctl.intake.paper.arrival import arrival_of
from clmctl.intake.paper.filing import Place, filed
from clmctl.intake.paper.matching import Matcher
from clmctl.model.because import Because
from clmctl.model.client import Client as ClientFile
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Write
from clmctl.text.files.client import compose_client


def filing(deal: PaperDeal) -> Make:
    """Files the paper as a contract that was signed, the original beside it."""

    def make(desk: Desk) -> Plan:
        data = deal.text.encode()
        arrival = arrival_of(read_paper(deal.file, data), Matcher(desk.judge.approved))
        numbers = Numbers(desk, desk.ids())
        number = numbers.next("agreement")
        written = filed(arrival, data, deal.file, Place(number, deal.client.folder, "agreement", "executed", deal.owner))
        counter, counted = numbers.remembered()
        client = f"contracts/{deal.client.folder}/client.yaml"
        return Plan(
            action="import",
            title=f"Import {number}: {arrival.title}",
            writes=(*written, Write(client, compose_client(ClientFile(deal.client.folder, deal.client.legal_name))), *counter),
            trailers=Because(deal.why).trailers(number, "import"),
            reads=(Read(written[0].path, None), *counted),
        )

    return make


def reviewed(because: Because, *accept: str) -> Doing:
    """Fields are accepted as its words say them (`renewal.notice=P90D`)."""

    def act(contract: str, day: date) -> Make:
        person = Actor("Legal lead", "legal-lead@example.org", "approver", "legal-lead")
        return lambda desk: deciding([desk.path_of(contract)], Decided(accept), person, because, _silent)(desk)

    return act


def _silent(what: str, done: int, total: int) -> None:
    return None


_LANTERN = Client("lantern-hosting", "Lantern Hosting Ltd", "Lantern", "GB", "07120014", "", "")
_QUILL = Client("quill-facilities", "Quill Facilities Ltd", "Quill", "GB", "07120015", "", "")

_HOSTING = """# Hosting Services Agreement

This Hosting Services Agreement is made on 3 March {year} between Lantern Hosting Ltd, a company registered in England and Wales
with number 07120014 ("Lantern"), and Example Services Ltd, a company registered in England and Wales with number 01234567 (the
"Client").

## 1. Services

1.1 Lantern will host the systems listed in its order confirmation in two data centres in the United Kingdom.

1.2 Lantern will keep the hosted systems available for 99.9% of each calendar month, apart from maintenance announced two days
ahead.

## 2. Charges

2.1 The Client will pay GBP 1,450.00 for each month, within thirty (30) days after the date of the invoice.

2.2 Lantern may raise the charges once in a year by no more than the change of the retail prices index.

## 3. Term

3.1 This Agreement takes effect on 1 April {year} and continues for an initial term of twenty-four (24) months.

3.2 After the initial term this Agreement renews automatically for successive periods of twelve (12) months, unless either party
gives the other written notice of non-renewal at least ninety (90) days before the end of the term then running.

3.3 Either party may terminate this Agreement if the other commits a material breach and does not put it right within thirty (30)
days after written notice.

## 4. Liability

4.1 The total liability of either party in a contract year is limited to the charges paid in that year.

4.2 Nothing in this Agreement limits liability for death or personal injury caused by negligence, or for fraud.

## 5. Assignment

5.1 Neither party may assign this Agreement without the prior written consent of the other.

## 6. Governing law

6.1 This Agreement is governed by the laws of England and Wales, and the courts of England and Wales have exclusive jurisdiction.
"""

_CLEANING = """# Facilities Services Agreement

between Quill Facilities Ltd (the "Contractor") and Example Services Ltd (the "Client"), dated 14 May {year}.

## 1. The work

1.1 The Contractor shall clean the Client's office at 1 Example Street, London on five evenings of each week.

1.2 The Contractor shall use people whose identity and right to work it has checked.

## 2. Price

2.1 The price is GBP 640.00 a month. Invoices fall due twenty-one (21) days after receipt.

## 3. Duration

3.1 The agreement starts on 1 June {year} and goes on until either side ends it.

3.2 Either side may end it by giving the other two months' written notice.

## 4. Insurance

4.1 The Contractor shall keep public liability insurance of at least GBP 2,000,000 for each event.

## 5. Law

5.1 English law applies to this agreement.
"""


def papers(as_of: date) -> tuple[PaperDeal, ...]:
    """The papers as they arrived; their days follow from the day of the demo."""
    began = date(as_of.year - 1, 4, 1)
    hosting = reviewed(
        us("read against the signed original"),
        "parties.1.legal_name=Lantern Hosting Ltd",
        "parties.1.short_name=Lantern",
        "parties.2.legal_name=Example Services Ltd",
        "parties.2.short_name=Example Services",
        f"dates.agreement={date(began.year, 3, 3)}",
        f"dates.effective={began}",
        "term.length=P24M",
        "renewal.type=auto-renew",
        "renewal.length=P12M",
        "renewal.notice=P90D",
        "money.payment_terms=P30D",
        "legal.governing_law=England and Wales",
    )
    return (
        PaperDeal(
            "lantern", _LANTERN, -47, "hosting-agreement.md", _HOSTING.format(year=began.year), (Act(5, "legal-lead", hosting),)
        ),
        PaperDeal(
            "quill",
            _QUILL,
            -12,
            "cleaning.md",
            _CLEANING.format(year=began.year - 1),
            owner="account-manager",
            why="found in the cupboard of the old office",
        ),
    )

"""The agreements of the demo's clients: roles at example.org, reasons as people give them. What hangs on them: under."""

from clmctl.desk.demo.acts import (
    Act,
    Deal,
    accepted,
    drafted,
    fields,
    moved,
    noticed,
    position,
    renewed,
    reworded,
    signed,
    them,
    us,
)
from clmctl.desk.demo.clients import (
    ALDER,
    BRIGHT,
    CEDAR,
    DELTA,
    ELM,
    FOXGLOVE,
    GRANITE,
    HARBOUR,
    HOLLOW,
    IRIS,
    JUNIPER,
    KESTREL,
    NORDWIND,
)

SIGNED = Act(30, "contract-manager", signed(us("both parties signed the execution copy")))
SENT = Act(5, "contract-manager", moved("negotiation", "send", us("first draft to the customer", turn="1")))
SUPPORT = "it-support-agreement"


def _ends(days: int) -> int:
    """The day on which a twelve-month term begins that ends so many days after the day of the demo."""
    return days - 364


AGREEMENTS: tuple[Deal, ...] = (
    Deal(  # notice window open: sixty days' notice, the end is 92 days away
        "harbour",
        HARBOUR,
        _ends(92),
        {"money.total": "96000 EUR", "fields.support_hours": "business"},
        (
            SENT,
            Act(
                12,
                "account-manager",
                fields(
                    us(
                        "the customer wants to plan longer ahead",
                        asked_by="counsel for the customer",
                        traded_for="a yearly price review",
                        turn="2",
                    ),
                    "renewal.notice=P60D",
                    "money.payment_terms=P45D",
                ),
            ),
            SIGNED,
        ),
    ),
    Deal(  # renewed once by a recorded decision, in its second term
        "nordwind",
        NORDWIND,
        _ends(210) - 365,
        {"money.total": "240000 EUR", "legal.venue": "London", "fields.ccpa": "false"},
        (
            SENT,
            Act(
                9,
                "legal-lead",
                position(
                    "termination",
                    "fallback-1",
                    us(
                        "their group policy asks for a longer cure",
                        asked_by="counsel for the customer",
                        traded_for="payment within thirty days",
                        turn="2",
                    ),
                ),
            ),
            Act(10, "finance-lead", fields(us("the position prints what we keep of a refund"), "fields.early_end_percent=25")),
            SIGNED,
            Act(330, "account-manager", renewed("service reviewed, price agreed for another year")),
        ),
    ),
    Deal(  # a fixed term that runs out soon
        "alder",
        ALDER,
        _ends(50),
        {"money.total": "54000 EUR", "renewal.type": "fixed"},
        (SENT, SIGNED),
    ),
    Deal(  # what is to follow it, in negotiation: their words on service credits are nobody's approved language
        "alder-next",
        ALDER,
        51,
        {
            "money.total": "78000 EUR",
            "relations.renewal-of": "{alder}",
            "fields.services": "support for the appointment system and the workplaces of all clinics",
            "fields.support_hours": "around-the-clock",
        },
        (
            Act(4, "contract-manager", moved("review", "edit", us("service lead to check the support hours"))),
            Act(8, "contract-manager", moved("negotiation", "send", us("first draft to the customer", turn="1"))),
            Act(
                22,
                "contract-manager",
                reworded(
                    "service-levels",
                    ("is the Customer's only claim to money", "is not the Customer's only claim to money"),
                    them("credits alone do not make up for a clinic that stands still", "2"),
                ),
            ),
        ),
        template=SUPPORT,
        drawn=80,
        why="the clinics want one contract for all their support",
    ),
    Deal(  # an option that somebody must exercise
        "bright",
        BRIGHT,
        _ends(75),
        {"money.total": "180000 EUR", "renewal.type": "option", "renewal.notice": "P60D"},
        (
            SENT,
            Act(20, "finance-lead", fields(us("credit check passed"), "money.payment_terms=P45D", "owner=account-manager")),
            SIGNED,
        ),
    ),
    Deal(  # the notice deadline passed ten days ago
        "cedar",
        CEDAR,
        _ends(50),
        {"money.total": "310000 EUR", "renewal.notice": "P60D"},
        (
            SENT,
            Act(
                15,
                "legal-lead",
                position(
                    "limitation-of-liability",
                    "fallback-1",
                    us(
                        "an insurer cannot take the standard cap",
                        asked_by="counsel for the customer",
                        traded_for="a two-year reference",
                        turn="2",
                    ),
                ),
            ),
            SIGNED,
        ),
    ),
    Deal(  # goes on until somebody gives notice
        "delta",
        DELTA,
        -800,
        {"money.total": "75000 EUR", "renewal.type": "evergreen", "renewal.notice": "P90D"},
        (SENT, SIGNED),
    ),
    Deal(  # two years that ended when the next agreement was signed
        "elm-before",
        ELM,
        _ends(340) - 730,
        {"money.total": "510000 EUR", "term.length": "P24M", "renewal.type": "fixed"},
        (SENT, SIGNED),
        why="first agreement with the regional network",
    ),
    Deal(  # quiet: nothing to decide for months. One clause is in their words, accepted with a reason
        "elm",
        ELM,
        _ends(340),
        {"money.total": "420000 EUR", "liability.cap": "420000 EUR", "relations.supersedes": "{elm-before}"},
        (
            SENT,
            Act(
                14,
                "contract-manager",
                reworded(
                    "notices",
                    (
                        "when it is left at the address against a signature",
                        "when it is left at the address against the signature of a person who works there",
                    ),
                    them("their post room signs for nobody it does not know", "2"),
                ),
            ),
            Act(
                16,
                "legal-lead",
                accepted("notices", "CL101", us("it says who signs for a notice and costs us nothing", turn="3")),
            ),
            SIGNED,
        ),
        why="the agreement before it ends, and the network grew",
    ),
    Deal(  # its third term, rolled by itself
        "foxglove",
        FOXGLOVE,
        _ends(160) - 731,
        {"money.total": "36000 EUR", "fields.support_hours": "business"},
        (SENT, SIGNED),
    ),
    Deal(  # in negotiation, their words in the text
        "granite",
        GRANITE,
        35,
        {"money.total": "88000 EUR"},
        (
            Act(4, "contract-manager", moved("negotiation", "send", us("first draft to the customer", turn="1"))),
            Act(11, "contract-manager", fields(them("they ask for ninety days", "2"), "renewal.notice=P90D")),
            Act(
                14,
                "legal-lead",
                position(
                    "dispute-resolution",
                    "fallback-1",
                    us(
                        "they sit outside the region of our courts",
                        asked_by="counsel for the customer",
                        traded_for="the notice period",
                        turn="3",
                    ),
                ),
            ),
        ),
        drawn=60,
    ),
    Deal("hollow", HOLLOW, 28, {"money.total": "24000 EUR"}, drawn=36),
    Deal(  # the customer gave notice, and it is over
        "hollow-support",
        HOLLOW,
        -1100,
        {"money.total": "18000 EUR", "fields.services": "support for the computers of the farm office and its shop"},
        (
            SENT,
            SIGNED,
            Act(720, "contract-manager", noticed("termination", them("the farm shop closes its office", asked_by="the owner"))),
            Act(812, "contract-manager", moved("terminated", "terminate", us("the notice period ran out, data returned"))),
        ),
        template=SUPPORT,
    ),
    Deal(  # at review
        "iris",
        IRIS,
        45,
        {"money.total": "132000 EUR", "fields.gdpr": "true"},
        (Act(3, "contract-manager", moved("review", "edit", us("for the legal lead to read before it goes out"))),),
        drawn=62,
    ),
    Deal(
        "juniper",
        JUNIPER,
        60,
        {"money.total": "60000 EUR"},
        drawn=66,
        as_request=True,
        owner="account-manager",
        why="asked for by the account manager",
    ),
    Deal(  # waiting for approval
        "kestrel",
        KESTREL,
        30,
        {"money.total": "275000 EUR", "liability.cap": "500000 EUR"},
        (
            Act(3, "account-manager", drafted(us("the account manager confirmed scope and price"))),
            Act(8, "contract-manager", moved("negotiation", "send", us("draft to the customer", turn="1"))),
            Act(16, "contract-manager", moved("approval", "edit", us("the cap is above what the contract manager may agree to"))),
        ),
        drawn=58,
        as_request=True,
        why="asked for by the account manager",
    ),
    Deal(  # settled, on its way to be signed
        "kestrel-support",
        KESTREL,
        9,
        {"money.total": "64000 EUR", "fields.services": "support for the ground staff's devices at two airports"},
        (
            SENT,
            Act(
                14,
                "legal-lead",
                position(
                    "limitation-of-liability",
                    "fallback-1",
                    us(
                        "the airport asks every supplier for the higher limit",
                        asked_by="counsel for the customer",
                        traded_for="an initial term of two years",
                        turn="2",
                    ),
                ),
            ),
            Act(15, "account-manager", fields(us("what was traded for the higher limit", turn="2"), "term.length=P24M")),
            Act(24, "contract-manager", moved("approval", "edit", us("a fallback is in it"))),
            Act(29, "finance-lead", moved("signature", "approve", us("the price carries the higher limit"))),
        ),
        template=SUPPORT,
        drawn=50,
    ),
)

"""The deals of the demo: invented clients, roles at example.org, reasons as people give them."""

from clmctl.desk.demo_acts import Act, Client, Deal, drafted, fields, moved, position, renewed, signed
from clmctl.model.because import Because


def _us(why: str, **more: str) -> Because:
    return Because(why, "us", more.get("turn", ""), more.get("asked_by", ""), more.get("traded_for", ""))


def _them(why: str, turn: str = "") -> Because:
    return Because(why, "them", turn, "counsel for the customer")


HARBOUR = Client(
    "harbour-foods",
    "Harbour Foods Ltd",
    "Harbour Foods",
    "GB",
    "07120001",
    "4 Quayside, Bristol BS1 4AA, United Kingdom",
    "legal@harbour.example",
)
NORDWIND = Client(
    "nordwind-logistik",
    "Nordwind Logistik GmbH",
    "Nordwind",
    "DE",
    "HRB 120002",
    "Speicherweg 8, 20457 Hamburg, Germany",
    "recht@nordwind.example",
)
ALDER = Client(
    "alder-clinics",
    "Alder Clinics Ltd",
    "Alder",
    "GB",
    "07120003",
    "21 Elm Row, Leeds LS1 5AA, United Kingdom",
    "contracts@alder.example",
)
BRIGHT = Client(
    "bright-retail",
    "Bright Retail plc",
    "Bright Retail",
    "GB",
    "07120004",
    "90 Market Street, Manchester M1 1AA, United Kingdom",
    "legal@bright.example",
)
CEDAR = Client(
    "cedar-insurance",
    "Cedar Insurance SE",
    "Cedar",
    "DE",
    "HRB 120005",
    "Domplatz 2, 50667 Cologne, Germany",
    "vertrag@cedar.example",
)
DELTA = Client(
    "delta-telecom",
    "Delta Telecom Ltd",
    "Delta Telecom",
    "IE",
    "120006",
    "12 Canal Road, Dublin 2, Ireland",
    "legal@delta.example",
)
ELM = Client(
    "elm-energy",
    "Elm Energy Ltd",
    "Elm Energy",
    "GB",
    "07120007",
    "3 Turbine Way, Aberdeen AB10 1AA, United Kingdom",
    "legal@elm.example",
)
FOXGLOVE = Client(
    "foxglove-media",
    "Foxglove Media Ltd",
    "Foxglove",
    "GB",
    "07120008",
    "55 Brewer Street, London W1F 9AA, United Kingdom",
    "business@foxglove.example",
)
GRANITE = Client(
    "granite-builders",
    "Granite Builders Ltd",
    "Granite",
    "GB",
    "07120009",
    "8 Quarry Lane, Cardiff CF10 1AA, United Kingdom",
    "office@granite.example",
)
HOLLOW = Client(
    "hollow-oak",
    "Hollow Oak Farms Ltd",
    "Hollow Oak",
    "GB",
    "07120010",
    "Oak Lane, Hereford HR1 2AA, United Kingdom",
    "farm@hollowoak.example",
)
IRIS = Client(
    "iris-travel",
    "Iris Travel Ltd",
    "Iris",
    "GB",
    "07120011",
    "17 Station Parade, York YO1 7AA, United Kingdom",
    "legal@iris.example",
)
JUNIPER = Client(
    "juniper-labs",
    "Juniper Labs Ltd",
    "Juniper",
    "GB",
    "07120012",
    "2 Science Park, Cambridge CB4 0AA, United Kingdom",
    "ops@juniper.example",
)
KESTREL = Client(
    "kestrel-air",
    "Kestrel Air Ltd",
    "Kestrel",
    "GB",
    "07120013",
    "Hangar 4, Luton LU2 9AA, United Kingdom",
    "contracts@kestrel.example",
)

_SIGNED = Act(30, "contract-manager", signed(_us("both parties signed the execution copy")))
_SENT = Act(5, "contract-manager", moved("negotiation", "send", _us("first draft to the customer", turn="1")))


def _twelve_months_ago_plus(days: int) -> int:
    """The day on which a twelve-month term begins that ends so many days after the day of the demo."""
    return days - 364


DEALS: tuple[Deal, ...] = (
    Deal(  # notice window open: sixty days' notice, the end is 92 days away
        HARBOUR,
        _twelve_months_ago_plus(92),
        {"money.total": "96000 EUR", "fields.support_hours": "business"},
        (
            _SENT,
            Act(
                12,
                "account-manager",
                fields(
                    _us(
                        "the customer wants to plan longer ahead",
                        asked_by="counsel for the customer",
                        traded_for="a yearly price review",
                        turn="2",
                    ),
                    "renewal.notice=P60D",
                    "money.payment_terms=P45D",
                ),
            ),
            _SIGNED,
        ),
    ),
    Deal(  # renewed once by a recorded decision, in its second term
        NORDWIND,
        _twelve_months_ago_plus(210) - 365,
        {"money.total": "240000 EUR", "legal.venue": "London", "fields.ccpa": "false"},
        (
            _SENT,
            Act(
                9,
                "legal-lead",
                position(
                    "termination",
                    "fallback-1",
                    _us(
                        "their group policy asks for a longer cure",
                        asked_by="counsel for the customer",
                        traded_for="payment within thirty days",
                        turn="2",
                    ),
                ),
            ),
            Act(10, "finance-lead", fields(_us("the position prints what we keep of a refund"), "fields.early_end_percent=25")),
            _SIGNED,
            Act(330, "account-manager", renewed("service reviewed, price agreed for another year")),
        ),
    ),
    Deal(  # a fixed term that runs out soon
        ALDER,
        _twelve_months_ago_plus(50),
        {"money.total": "54000 EUR", "renewal.type": "fixed"},
        (_SENT, _SIGNED),
    ),
    Deal(  # an option that somebody must exercise
        BRIGHT,
        _twelve_months_ago_plus(75),
        {"money.total": "180000 EUR", "renewal.type": "option", "renewal.notice": "P60D"},
        (
            _SENT,
            Act(20, "finance-lead", fields(_us("credit check passed"), "money.payment_terms=P30D", "owner=account-manager")),
            _SIGNED,
        ),
    ),
    Deal(  # the notice deadline passed ten days ago
        CEDAR,
        _twelve_months_ago_plus(50),
        {"money.total": "310000 EUR", "renewal.notice": "P60D"},
        (
            _SENT,
            Act(
                15,
                "legal-lead",
                position(
                    "limitation-of-liability",
                    "fallback-1",
                    _us(
                        "an insurer cannot take the standard cap",
                        asked_by="counsel for the customer",
                        traded_for="a two-year reference",
                        turn="2",
                    ),
                ),
            ),
            _SIGNED,
        ),
    ),
    Deal(  # goes on until somebody gives notice
        DELTA,
        -800,
        {"money.total": "75000 EUR", "renewal.type": "evergreen", "renewal.notice": "P90D"},
        (_SENT, _SIGNED),
    ),
    Deal(  # quiet: nothing to decide for months
        ELM,
        _twelve_months_ago_plus(340),
        {"money.total": "420000 EUR", "liability.cap": "420000 EUR"},
        (_SENT, _SIGNED),
    ),
    Deal(  # its third term, rolled by itself
        FOXGLOVE,
        _twelve_months_ago_plus(160) - 731,
        {"money.total": "36000 EUR", "fields.support_hours": "business"},
        (_SENT, _SIGNED),
    ),
    Deal(  # in negotiation, their words in the text
        GRANITE,
        35,
        {"money.total": "88000 EUR"},
        (
            Act(4, "contract-manager", moved("negotiation", "send", _us("first draft to the customer", turn="1"))),
            Act(11, "contract-manager", fields(_them("they ask for ninety days", "2"), "renewal.notice=P90D")),
            Act(
                14,
                "legal-lead",
                position(
                    "dispute-resolution",
                    "fallback-1",
                    _us(
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
    Deal(HOLLOW, 28, {"money.total": "24000 EUR"}, (), drawn=36),
    Deal(  # at review
        IRIS,
        45,
        {"money.total": "132000 EUR", "fields.gdpr": "true"},
        (Act(3, "contract-manager", moved("review", "edit", _us("for the legal lead to read before it goes out"))),),
        drawn=62,
    ),
    Deal(JUNIPER, 60, {"money.total": "60000 EUR"}, (), drawn=66, as_request=True, owner="account-manager"),
    Deal(  # waiting for approval
        KESTREL,
        30,
        {"money.total": "275000 EUR", "liability.cap": "500000 EUR"},
        (
            Act(3, "account-manager", drafted(_us("the account manager confirmed scope and price"))),
            Act(8, "contract-manager", moved("negotiation", "send", _us("draft to the customer", turn="1"))),
            Act(
                16, "contract-manager", moved("approval", "edit", _us("the cap is above what the contract manager may agree to"))
            ),
        ),
        drawn=58,
        as_request=True,
    ),
)

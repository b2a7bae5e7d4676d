"""The fields every workspace has. A workspace adds its own under `fields:` in `clmctl.yaml`."""

from clmctl.model.contract import RENEWAL_TYPES, STAGES
from clmctl.model.field import Field, FieldType, Limits

_T = FieldType

# What a value can be at least and at most. Refused is only what no contract can mean, never what is merely odd:
# - Days: the years 1800 to 2199 for what was or will be signed, to 3199 for an end (a lease of 999 years is a lease). What
#   has no end says so by its renewal type; a year such as 0001 or 9999 is another system's word for "none".
# - A term and a renewal last a day or more, up to 1,000 years. A notice that stops a renewal is a day or more: nothing to
#   give is said by leaving it out. Every other period may be nothing: payment at once, ended at once, no time for a cure.
# - A total and a cap may be nothing (a contract for free, nothing owed) and never less: what is paid back is a credit, and
#   credits stand in rows of their own, which may be negative. A field of a workspace's own may be, unless it says at_least.
# - A cap on price rises may be more than 100 percent (money loses its value in some years) and never less than nothing.
_DAYS = Limits("1800-01-01", "2199-12-31", "Write the day as 2026-01-31.")
_LAST_DAYS = Limits(
    "1800-01-01", "3199-12-31", "A contract without an end has none here: say renewal.type: perpetual or evergreen."
)
_LENGTHS = Limits("P1D", "P1000Y", "Write it as P12M; leave it out where there is none.")
_AMOUNTS = Limits("0", "", "Write the amount without a sign; what is paid back is a credit of its own.")

BUILT_IN: tuple[Field, ...] = (
    Field("id", _T.TEXT, "The contract's number, drawn from the workspace's series.", ("*",), client_safe=True),
    Field("title", _T.TEXT, "What the contract is called on its first page.", ("*",), client_safe=True),
    Field(
        "type",
        _T.CHOICE,
        "The kind of contract: msa, sow, nda, dpa, order-form, sla, amendment, addendum ...",
        ("*",),
        client_safe=True,
        aliases=("contract_type",),
    ),
    Field("template", _T.TEXT, "The template it was drawn from.", after_signature="open"),
    Field("paper", _T.CHOICE, "Whose form it is.", default="own", choices=("own", "third-party")),
    Field(
        "stage",
        _T.CHOICE,
        "How far it has come; moved by commands.",
        ("*",),
        default="draft",
        choices=STAGES,
        after_signature="open",
    ),
    Field("owner", _T.PERSON, "Who looks after it on our side.", ("*",), after_signature="open"),
    Field("languages", _T.STRINGS, "The languages of the text, BCP 47.", client_safe=True),
    Field("prevailing", _T.TEXT, "The language that prevails where two differ.", client_safe=True),
    Field(
        "dates.agreement",
        _T.DATE,
        "The date the contract bears.",
        client_safe=True,
        aliases=("agreement_date",),
        limits=_DAYS,
    ),
    Field(
        "dates.effective",
        _T.DATE,
        "The first day it has effect.",
        client_safe=True,
        aliases=("effective_date", "start_date"),
        limits=_DAYS,
    ),
    Field(
        "dates.signed",
        _T.DATE,
        "The day the last party signed.",
        client_safe=True,
        after_signature="open",
        aliases=("signed_date",),
        limits=_DAYS,
    ),
    Field(
        "term.length",
        _T.DURATION,
        "The length of the initial term.",
        client_safe=True,
        aliases=("term_length",),
        limits=_LENGTHS,
    ),
    Field(
        "term.end",
        _T.DATE,
        "The last day of the initial term, where it is a date.",
        client_safe=True,
        aliases=("end_date",),
        limits=_LAST_DAYS,
    ),
    Field(
        "renewal.type",
        _T.CHOICE,
        "What happens at the end of the term.",
        ("msa", "sow", "sla", "order-form"),
        choices=RENEWAL_TYPES,
        client_safe=True,
        aliases=("renewal_type",),
    ),
    Field(
        "renewal.length",
        _T.DURATION,
        "The length of each renewal.",
        client_safe=True,
        aliases=("renewal_length",),
        limits=_LENGTHS,
    ),
    Field(
        "renewal.max",
        _T.INTEGER,
        "How many renewals there may be.",
        client_safe=True,
        aliases=("max_renewals",),
        limits=Limits("0", "", "Write 0 where it may not be renewed."),
    ),
    Field(
        "renewal.notice",
        _T.DURATION,
        "Notice before the last day that stops a renewal or ends the contract.",
        client_safe=True,
        aliases=("notice_period",),
        limits=Limits("P1D", "P100Y", "Write it as P60D; leave it out where no notice is needed."),
    ),
    Field("renewal.deemed_receipt", _T.DURATION, "How long a notice takes to count as received.", client_safe=True),
    Field("renewal.decision_lead", _T.DURATION, "How long before sending we want to decide.", after_signature="open"),
    Field(
        "termination.convenience.notice",
        _T.DURATION,
        "Notice to end the contract without a reason.",
        client_safe=True,
        aliases=("convenience_notice",),
    ),
    Field(
        "termination.convenience.by",
        _T.CHOICE,
        "Who may end it without a reason.",
        choices=("either", "customer", "supplier", "none"),
        client_safe=True,
    ),
    Field("termination.cause.cure", _T.DURATION, "Time to put a breach right.", client_safe=True, aliases=("cure_period",)),
    Field(
        "money.total",
        _T.MONEY,
        "The value of the contract over its term.",
        aliases=("total", "value", "contract_value"),
        limits=_AMOUNTS,
    ),
    Field("money.payment_terms", _T.DURATION, "Days to pay an invoice.", client_safe=True, aliases=("payment_terms",)),
    Field(
        "money.price_cap_percent",
        _T.PERCENT,
        "The most a price may rise at a renewal.",
        client_safe=True,
        limits=Limits("0", "", "Write it without a sign: 5 for a rise of 5 percent."),
    ),
    Field(
        "liability.cap",
        _T.MONEY,
        "The most either party can owe.",
        aliases=("liability_cap", "cap"),
        limits=_AMOUNTS,
    ),
    Field("liability.carve_outs", _T.STRINGS, "What the cap does not cover.", aliases=("carve_outs",)),
    Field("legal.governing_law", _T.TEXT, "The law that governs.", client_safe=True, aliases=("governing_law",)),
    Field(
        "legal.forum", _T.CHOICE, "Where disputes end.", choices=("courts", "arbitration"), client_safe=True, aliases=("forum",)
    ),
    Field("legal.venue", _T.TEXT, "The courts or the seat of arbitration.", client_safe=True, aliases=("venue", "seat")),
    Field("legal.confidentiality", _T.DURATION, "How long confidentiality lasts after the end.", client_safe=True),
    Field(
        "provisions.anti_assignment",
        _T.BOOLEAN,
        "Whether a party may assign the contract only with consent, or not at all.",
        client_safe=True,
    ),
    Field(
        "provisions.liability_limit",
        _T.BOOLEAN,
        "Whether liability is limited: by an amount, a formula, a time to sue, or kinds of damage never owed.",
        aliases=("cap_on_liability",),
    ),
    Field(
        "provisions.termination_for_convenience",
        _T.BOOLEAN,
        "Whether a party may end the contract without a reason.",
        client_safe=True,
    ),
    Field(
        "conventions.short_month",
        _T.CHOICE,
        "Where a month has no such day: on to the 1st, or back to the last day.",
        choices=("forward", "back"),
    ),
    Field(
        "conventions.month_end",
        _T.CHOICE,
        "Whether an anchor on a month's last day stays on month ends.",
        choices=("anchor", "eom"),
    ),
    Field(
        "conventions.notice_anchor",
        _T.CHOICE,
        "Whether notice in months from a month end lands on a month end.",
        choices=("date", "month-end"),
    ),
    Field(
        "conventions.notice_by", _T.CHOICE, "Whether notice counts when received or when sent.", choices=("receipt", "dispatch")
    ),
    Field("conventions.roll", _T.CHOICE, "What happens to a deadline on a closed day.", choices=("none", "back", "forward")),
    Field("conventions.calendar", _T.TEXT, "The business calendar notice is counted on."),
    Field("agreed", _T.TEXT, "The digest of what was agreed, taken at signature.", after_signature="open"),
)

"""What every file of a workspace may say, key by key: the tables that readers read by and JSON Schemas are made from."""

from clmctl.model.field import FieldType
from clmctl.model.person import ROLES
from clmctl.text.fields.shapes import (
    CONDITION,
    CURRENCY,
    DAY,
    DIGEST,
    EMAIL,
    FIELD_PATH,
    ID,
    LANGUAGE,
    NAME,
    SLUG,
    SPAN,
    TEXT,
    TRUTH,
    WORDS,
    Free,
    Listing,
    Mapped,
    Record,
    Shape,
    Short,
    choice,
    matching,
    whole,
)

ANCHOR = matching(r"#[A-Za-z0-9][A-Za-z0-9_-]{0,99}", '"#liability" (in quotes: # begins a comment)')
POSITION = matching(r"standard|fallback-[1-9][0-9]?|last-resort", "standard, fallback-1 (2, 3 ...) or last-resort")
CODE = matching(r"[A-Z]{2}[0-9]{3}", "CL101")
COUNTRY = matching(r"[A-Z]{2}", "GB (ISO 3166)")
RELATIONS = ("amends", "sow-of", "schedule-of", "renewal-of", "supersedes", "references")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STATUSES = ("draft", "approved", "deprecated", "withdrawn")

# ---- contracts -----------------------------------------------------------------------------------------------------------

SIGNATORY = Record({"name": TEXT, "title": TEXT, "email": EMAIL})
PARTY = Record(
    {
        "key": NAME,
        "role": NAME,
        "ours": TRUTH,
        "legal_name": TEXT,
        "short_name": TEXT,
        "jurisdiction": TEXT,
        "company_no": TEXT,
        "address": TEXT,
        "email": EMAIL,
        "notice": Listing(TEXT, lone=True),
        "signatories": Listing(SIGNATORY),
    },
    ("role", "legal_name"),
)
RELATION = Record({"type": choice(*RELATIONS), "id": ID}, ("type", "id"))
PIN = Record(
    {
        "at": ANCHOR,
        "clause": NAME,
        "variant": POSITION,
        "version": whole(1),
        "lang": LANGUAGE,
        "options": Mapped(TRUTH, r"[A-Za-z_][A-Za-z0-9_-]{0,63}"),
        "digest": DIGEST,
    },
    ("at", "clause", "variant", "version", "digest"),
)
CITE = Record({"at": ANCHOR, "quote": DIGEST, "by": choice("import", "person")}, ("at",))
CHANGE = Record(
    {
        "replace": ANCHOR,
        "add": ANCHOR,
        "delete": ANCHOR,
        "text": ANCHOR,
        "set": FIELD_PATH,
        "value": Free(object, {}),
        "place": TEXT,
    }
)
WAIVER = Record({"code": CODE, "reason": TEXT, "until": DAY, "by": TEXT}, ("code", "reason"))

#: Keys of a contract beside its catalogue fields. Any other key with a list of mappings is a table for the text.
CONTRACT: dict[str, Shape] = {
    "parties": Listing(PARTY),
    "relations": Listing(RELATION),
    "clauses": Listing(PIN),
    "formerly": Listing(ID, lone=True),
    "cites": Mapped(CITE, r"[a-z0-9][a-z0-9_.-]{0,199}"),
    "changes": Listing(CHANGE),
    "effective": DAY,
    "precedence": Listing(NAME),
    "waivers": Listing(WAIVER),
}

# ---- settings ------------------------------------------------------------------------------------------------------------

ORGANISATION = Record(
    {name: PARTY.keys[name] for name in PARTY.keys if name not in ("key", "role", "ours")},
)
PERSON = Record(
    {"id": NAME, "name": TEXT, "email": EMAIL, "role": choice(*ROLES), "titles": Listing(TEXT, lone=True)},
    ("id",),
)
CALENDAR = Record(
    {
        "country": COUNTRY,
        "subdivision": matching(r"[A-Z0-9]{1,3}", "ENG (ISO 3166-2 without the country)"),
        "weekend": Listing(choice(*WEEKDAYS)),
        "extra": Listing(DAY),
    }
)
CONVENTIONS = Record(
    {
        "short_month": choice("forward", "back"),
        "month_end": choice("anchor", "eom"),
        "notice_anchor": choice("date", "month-end"),
        "notice_by": choice("receipt", "dispatch"),
        "roll": choice("none", "back", "forward"),
        "calendar": TEXT,
        "decision_lead": SPAN,
        "expiring_lead": SPAN,
    }
)
FIELD = Record(
    {
        "path": FIELD_PATH,
        "type": choice(*(str(kind) for kind in FieldType)),
        "help": TEXT,
        "required_for": Listing(matching(rf"\*|{SLUG}", "msa, or * for all"), lone=True),
        "default": TEXT,
        "choices": Listing(TEXT),
        "client_safe": TRUTH,
        "after_signature": choice("fixed", "open"),
        "aliases": Listing(FIELD_PATH, lone=True),
        "at_least": TEXT,
        "at_most": TEXT,
    },
    ("path",),
)
QUERY = Record(
    {"where": CONDITION, "select": Listing(TEXT, lone=True), "sort": Listing(TEXT, lone=True), "help": TEXT}, ("where",)
)
LINT = Record(
    {
        "ignore": Listing(CODE),
        "severity": Mapped(choice("error", "warning", "info"), r"[A-Z]{2}[0-9]{3}"),
    }
)
SERIES = matching(
    r"(?:[A-Z0-9-]|\{year\}|\{type\}|\{client\}|\{number(?::0[1-9])?\}){1,100}",
    "MSA-{year}-{number:04} ({type}, {client}, {year}, {number}, capitals, digits, hyphens)",
)
SETTINGS = Record(
    {
        "organisation": ORGANISATION,
        "people": Listing(PERSON),
        "default_role": choice(*ROLES),
        "numbering": Mapped(SERIES, rf"\*|{SLUG}"),
        "calendars": Mapped(CALENDAR, SLUG),
        "default_calendar": TEXT,
        "conventions": CONVENTIONS,
        "contract_types": Listing(NAME),
        "currency": CURRENCY,
        "fields": Listing(FIELD),
        "conditions": Mapped(CONDITION, SLUG),
        "queries": Mapped(QUERY, SLUG),
        "lint": LINT,
        "include": Listing(TEXT, lone=True),
    },
    ("organisation",),
)

# ---- library -------------------------------------------------------------------------------------------------------------

CLAUSE = Record(
    {
        "title": TEXT,
        "category": TEXT,
        "owner": TEXT,
        "review_by": DAY,
        "mandatory_for": Listing(NAME, lone=True),
        "mandatory_when": CONDITION,
        "depends_on": Listing(NAME, lone=True),
        "incompatible_with": Listing(NAME, lone=True),
        "exclusive": TRUTH,
        "guidance": Record(
            {
                "why": TEXT,
                "concede": TEXT,
                "if_they_say": Listing(Record({"say": TEXT, "answer": TEXT}, ("say", "answer"))),
            }
        ),
        "red_flags": Listing(TEXT, lone=True),
        "accepts": Listing(TEXT, lone=True),
        "unacceptable": Listing(Record({"phrase": TEXT, "why": TEXT, "instead": TEXT}, ("phrase", "why"))),
    },
    ("title", "owner"),
)
VARIANT = Record(
    {
        "version": whole(1),
        "status": choice(*STATUSES),
        "when": CONDITION,
        "approval": TEXT,
        "jurisdictions": Listing(TEXT, lone=True),
        "options": Mapped(TEXT, r"[A-Za-z_][A-Za-z0-9_-]{0,63}"),
    },
    ("version", "status"),
)
COVERAGE = Record(
    {
        "elements": Listing(
            Record(
                {
                    "id": matching(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9][a-z0-9_.-]*", "scope.activities"),
                    "title": TEXT,
                    "required_for": Listing(matching(rf"\*|{SLUG}", "msa, or * for all")),
                    "answers": Listing(matching(rf"{SLUG}#[A-Za-z0-9][A-Za-z0-9_-]*", "clause#anchor"), lone=True),
                },
                ("id", "title"),
            )
        )
    },
    ("elements",),
)
LEDGER_LINE = Record(
    {
        "clause": NAME,
        "variant": POSITION,
        "lang": LANGUAGE,
        "version": whole(1),
        "digest": DIGEST,
        "by": TEXT,
        "on": DAY,
        "until": DAY,
        "why": TEXT,
    },
    ("clause", "variant", "lang", "version", "digest", "by", "on"),
)
TEMPLATE_CLAUSE = Record(
    {
        "clause": NAME,
        "anchor": NAME,
        "variant": POSITION,
        "when": CONDITION,
        "choose": Listing(Record({"when": CONDITION, "variant": POSITION}, ("when", "variant"))),
        "options": Mapped(CONDITION, r"[A-Za-z_][A-Za-z0-9_-]{0,63}"),
        "schedule": TEXT,
    },
    ("clause",),
)
ROW = Free(dict, {"type": "object"})
TEMPLATE = Record(
    {
        "title": TEXT,
        "type": NAME,
        "description": TEXT,
        "complete": TRUTH,
        "languages": Listing(LANGUAGE, lone=True),
        "prevailing": LANGUAGE,
        "our_role": NAME,
        "roles": Listing(NAME),
        "asks": Listing(FIELD_PATH),
        "defaults": Mapped(TEXT, r"[a-z0-9][a-z0-9_.-]{0,199}"),
        "clauses": Listing(TEMPLATE_CLAUSE),
        "rows": Mapped(Listing(ROW), SLUG),
    },
    ("title", "type", "clauses"),
)

# ---- clients and records -------------------------------------------------------------------------------------------------

CLIENT = Record(
    {
        "name": TEXT,
        "contacts": Listing(Record({"name": TEXT, "email": EMAIL, "role": TEXT})),
        "crm": Mapped(TEXT, SLUG),
    }
)
TERM_LINE = Record(
    {
        "key": TEXT,
        "kind": choice("renewed", "extended", "terminated", "not-renewed"),
        "number": whole(0),
        "start": DAY,
        "end": DAY,
        "length": SPAN,
        "on": DAY,
        "by": TEXT,
        "why": TEXT,
    },
    ("key", "kind", "number", "on", "by"),
)
NOTICE_LINE = Record(
    {
        "key": TEXT,
        "kind": choice("non-renewal", "termination", "other"),
        "side": choice("us", "them"),
        "sent": DAY,
        "received": DAY,
        "effective": DAY,
        "by": TEXT,
        "why": TEXT,
    },
    ("key", "kind", "side", "by"),
)
SEND_LINE = Record(
    {
        "key": TEXT,
        "when": TEXT,
        "by": TEXT,
        "to": TEXT,
        "kind": choice("draft", "clean", "redline"),
        "digest": DIGEST,
        "source": DIGEST,
        "commit": TEXT,
        "turn": whole(1),
        "since": TEXT,
        "again": TEXT,
    },
    ("key", "when", "by", "kind", "digest", "source", "commit", "turn"),
)
CLAIM_LINE = Record(
    {
        "key": TEXT,
        "state": choice("accepted", "rejected"),
        "field": FIELD_PATH,
        "value": TEXT,
        "at": ANCHOR,
        "quote": TEXT,
        "rule": TEXT,
        "confidence": TEXT,
        "by": TEXT,
        "on": DAY,
        "why": TEXT,
    },
    ("key", "state", "field", "value", "by", "on"),
)

# ---- registers -----------------------------------------------------------------------------------------------------------

_ORDER = choice("mdy", "dmy", "ymd")
_ENDS = choice("inclusive", "anniversary", "mixed")
_POINT = choice(",", ".")
COLUMN = Record(
    {
        "field": FIELD_PATH,
        "dates": _ORDER,
        "end": _ENDS,
        "unit": choice("days", "weeks", "months", "quarters", "years", "business days", "clear days"),
        "unit_from": TEXT,
        "currency": CURRENCY,
        "currency_from": TEXT,
        "decimal": _POINT,
        "split": TEXT,
        "values": Mapped(TEXT, r"[\s\S]{1,300}"),
    },
    ("field",),
)
MAPPING = Record(
    {
        "source": NAME,
        "system": TEXT,
        "sheet": TEXT,
        "dates": _ORDER,
        "end": _ENDS,
        "currency": CURRENCY,
        "decimal": _POINT,
        "columns": Mapped(Short(COLUMN, "field"), r"[\s\S]{1,300}"),
        "constants": Mapped(TEXT, r"[a-z0-9][a-z0-9_.-]{0,199}"),
        "otherwise": Mapped(TEXT, r"[a-z0-9][a-z0-9_.-]{0,199}"),
    }
)
REGISTER_LINE = Record(
    {
        "key": WORDS,
        "table": NAME,
        "row": WORDS,
        "column": WORDS,
        "number": whole(1),
        "part": whole(1),
        "value": WORDS,
        "field": TEXT,
        "state": choice("read", "unread", "kept", "nothing"),
        "wrote": Mapped(WORDS, r"[a-z0-9][a-z0-9_.-]{0,199}"),
        "why": WORDS,
        "on": DAY,
    },
    ("key", "table", "row", "column", "number", "state", "on"),
)

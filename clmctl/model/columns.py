"""The table of index columns: what each smart field becomes in SQL, and the columns that are computed.

The index shows a snapshot to questions as three tables:

- `c`, one row per contract: `key` (unique, indexed), `blob`, and `sql_columns` of every stored column;
- `span` and `phase`, the terms by `key`, as `TERM_SCHEMA` creates them. A contract whose term cannot be computed has the
  one phase `unknown` from 0001-01-01.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.question import Column, ColumnType
from clmctl.model.term import Status

_NOT_SQL = re.compile(r"[^0-9A-Za-z_]")

_TYPES: dict[FieldType, ColumnType] = {
    FieldType.TEXT: "text",
    FieldType.CHOICE: "choice",
    FieldType.PARTY: "text",
    FieldType.PERSON: "text",
    FieldType.DATE: "date",
    FieldType.DURATION: "duration",
    FieldType.MONEY: "money",
    FieldType.PERCENT: "percent",
    FieldType.INTEGER: "integer",
    FieldType.BOOLEAN: "boolean",
    FieldType.STRINGS: "strings",
}

#: SQL suffixes that hold a column of each type; the empty suffix holds what a person reads.
#: `_fold` is the text as it compares (`folded`), NULL where that is the text itself; of strings it is every item
#: between unit separators. `_micro` counts millionths (`micro`). Of a duration, `_months` and `_days` are its calendar
#: months and days, `_special` its business and clear days as text (empty: none), and `_min` and `_max` the calendar days
#: it can come to (`_max` NULL where holidays decide).
PARTS: dict[ColumnType, tuple[tuple[str, str], ...]] = {
    "text": (("", "TEXT"), ("_fold", "TEXT")),
    "choice": (("", "TEXT"),),
    "date": (("", "TEXT"),),
    "boolean": (("", "INTEGER"),),
    "strings": (("", "TEXT"), ("_fold", "TEXT")),
    "integer": (("", "INTEGER"),),
    "number": (("", "TEXT"), ("_micro", "INTEGER")),
    "percent": (("", "TEXT"), ("_micro", "INTEGER")),
    "money": (("", "TEXT"), ("_micro", "INTEGER"), ("_currency", "TEXT")),
    "duration": (
        ("", "TEXT"),
        ("_months", "INTEGER"),
        ("_days", "INTEGER"),
        ("_special", "TEXT"),
        ("_min", "INTEGER"),
        ("_max", "INTEGER"),
    ),
}

#: Columns no file states but every row has: from the path and the parties.
STORED: tuple[Column, ...] = (
    Column("client", "text", "client", "The client's folder."),
    Column("path", "text", "path", "Where the contract's file is."),
    Column("counterparty", "text", "counterparty", "The other parties' names."),
)

#: Columns that depend on the day asked about: never stored, worked out from `span` and `phase`.
OF_THE_DAY: tuple[Column, ...] = (
    Column(
        "status", "choice", "status", "What the contract is on the day asked about.", tuple(status.value for status in Status)
    ),
    Column("term_start", "date", "term_start", "First day of the current term; before that begins, of the first."),
    Column("term_end", "date", "term_end", "Last day of the current term."),
    Column("notice_deadline", "date", "notice_deadline", "Last day for notice; none once the term's end or renewal is sure."),
    Column("send_by", "date", "send_by", "Last business day to send that notice; none likewise."),
    Column("decision_by", "date", "decision_by", "Day by which to decide; none likewise."),
    Column("days_left", "integer", "days_left", "Days from the day asked about to the notice deadline, else to the end."),
)

COMPUTED: tuple[Column, ...] = STORED + OF_THE_DAY

#: The terms in SQL. Dates are ISO text or NULL; `key` is the contract's row in `c`. `span_end` answers what is due of the
#: terms that a day lies in, without reading the spans themselves.
TERM_SCHEMA: tuple[str, ...] = (
    "CREATE TABLE span (key INTEGER NOT NULL, number INTEGER NOT NULL, start TEXT NOT NULL, end TEXT, deadline TEXT, "
    "send_by TEXT, decision_by TEXT, next TEXT, decided TEXT, PRIMARY KEY (key, number)) WITHOUT ROWID",
    "CREATE TABLE phase (key INTEGER NOT NULL, start TEXT NOT NULL, status TEXT NOT NULL, span INTEGER NOT NULL, "
    "PRIMARY KEY (key, start)) WITHOUT ROWID",
    "CREATE INDEX span_end ON span (end, start, decision_by, send_by, deadline, decided)",
    "CREATE INDEX phase_unknown ON phase (key) WHERE status = 'unknown'",
)


def field_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """One column per catalogue field, in catalogue order; SQL names are `f_` and the path with `__` for dots.

    They hold ASCII letters, digits and `_` only, so they need no quoting and cannot carry SQL.
    Where a field's name would meet a part of another's (the duration `support` has `support_days`), it gets a number.
    """
    taken: set[str] = set()
    columns: list[Column] = []
    for field in catalogue.fields:
        kind = _type(field)
        base = sql = "f_" + _NOT_SQL.sub("_", field.path.replace(".", "__"))
        number = 1
        while taken & (parts := {(sql + suffix).casefold() for suffix, _ in PARTS[kind]}):
            number += 1
            sql = f"{base}_{number}"
        taken |= parts
        columns.append(Column(field.path, kind, sql, field.help, field.choices, field.aliases))
    return tuple(columns)


def _type(field: Field) -> ColumnType:
    """A choice without a list of choices is text."""
    return "text" if field.type is FieldType.CHOICE and not field.choices else _TYPES[field.type]


def all_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """Every column a question may name: what is computed, and the fields."""
    return COMPUTED + field_columns(catalogue)


def stored_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The columns that have SQL columns in `c`."""
    return STORED + field_columns(catalogue)


def sql_columns(columns: Iterable[Column]) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of everything that holds these columns, in order."""
    return tuple((column.sql + suffix, kind) for column in columns for suffix, kind in PARTS[column.type])


def folded(text: str) -> str:
    """The text as it compares: NFC, case folded, what no encoding can carry replaced."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", encodable(text)).casefold()


def encodable(text: str) -> str:
    """The text with lone surrogates, which neither UTF-8 nor SQLite can hold, replaced by U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def micro(number: int | Decimal) -> int | float:
    """Millionths of a number, half to even: an exact integer to 64 bits, beyond that a float (15 significant digits)."""
    return sql_integer(_millionths(Decimal(number)))


_EXACT, _MILLION = Context(prec=400), Decimal(10**6)


def _millionths(number: Decimal) -> int | float:
    if not number.is_finite() or number.adjusted() > 290:
        return -1e300 if number.is_signed() else 1e300
    if number.adjusted() < -20:
        return 0
    return int(_EXACT.multiply(number, _MILLION).to_integral_value(ROUND_HALF_EVEN))


def sql_integer(number: int | float) -> int | float:
    """The integer itself where 64 bits hold it, else the nearest float, at most 1e300 either way."""
    if isinstance(number, float) or -(2**63) <= number < 2**63:
        return number
    return float(max(-(10**300), min(10**300, number)))


def listed(item: str) -> str:
    """An item of a list as it compares: folded, without the separator that stands between items in the index."""
    return folded(item).replace("\x1f", " ")

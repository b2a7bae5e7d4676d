"""The table of index columns: what each smart field becomes in SQL, and the columns that are computed."""

from clmctl.model.field import Catalogue, FieldType
from clmctl.model.question import Column, ColumnType

_TYPES: dict[FieldType, ColumnType] = {
    FieldType.TEXT: "text",
    FieldType.CHOICE: "text",
    FieldType.PARTY: "text",
    FieldType.PERSON: "text",
    FieldType.DATE: "date",
    FieldType.DURATION: "duration",
    FieldType.MONEY: "money",
    FieldType.PERCENT: "percent",
    FieldType.INTEGER: "number",
    FieldType.BOOLEAN: "boolean",
    FieldType.STRINGS: "strings",
}

#: SQL suffixes that hold a column of each type; the empty suffix holds the text a person reads.
PARTS: dict[ColumnType, tuple[tuple[str, str], ...]] = {
    "text": (("", "TEXT"),),
    "date": (("", "TEXT"),),
    "boolean": (("", "INTEGER"),),
    "strings": (("", "TEXT"),),
    "number": (("", "TEXT"), ("_micro", "INTEGER")),
    "percent": (("", "TEXT"), ("_micro", "INTEGER")),
    "money": (("", "TEXT"), ("_micro", "INTEGER"), ("_currency", "TEXT")),
    "duration": (("", "TEXT"), ("_months", "INTEGER"), ("_days", "INTEGER"), ("_special", "INTEGER")),
}

#: Columns no file states: from the path, the parties, and the terms on the day asked about.
COMPUTED: tuple[Column, ...] = (
    Column("client", "text", "client", "The client's folder."),
    Column("path", "text", "path", "Where the contract's file is."),
    Column("counterparty", "text", "counterparty", "The other parties' names."),
    Column("status", "text", "status", "What the contract is on the day asked about."),
    Column("term_start", "date", "term_start", "First day of the current term."),
    Column("term_end", "date", "term_end", "Last day of the current term."),
    Column("notice_deadline", "date", "notice_deadline", "Last day notice may take effect for the current term."),
    Column("send_by", "date", "send_by", "Last business day to send that notice."),
    Column("decision_by", "date", "decision_by", "Day by which to decide."),
    Column("days_left", "number", "days_left", "Days from the day asked about to the notice deadline, else to the end."),
)


def field_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """One column per catalogue field, in catalogue order; SQL names are `f_` and the path with `__` for dots."""
    return tuple(
        Column(field.path, _TYPES[field.type], "f_" + field.path.replace(".", "__").replace("-", "_"), field.help)
        for field in catalogue.fields
    )

"""The rows of a table as typed values, and as JSON."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column, ColumnType, SqlValue, Table
from clmctl.model.value import Value
from clmctl.query.encode import decode

Json = str | int | bool | None | dict[str, str] | list[str]


def cells(table: Table) -> tuple[tuple[Value | None, ...], ...]:
    """The decided rows as values: dates, periods, money, decimals; None where nothing is stated."""
    return tuple(values(table.columns, row) for row in table.rows)


def values(columns: tuple[Column, ...], row: tuple[SqlValue, ...]) -> tuple[Value | None, ...]:
    """One row as values."""
    return tuple(decode(column, cell) for column, cell in zip(columns, row, strict=True))


def json_rows(columns: tuple[Column, ...], rows: Iterable[tuple[SqlValue, ...]]) -> list[list[Json]]:
    """The rows as lists of JSON values, what `as_json` makes of each: most cells are that already.

    Dates and durations are ISO text, whole numbers numbers, yes/no booleans, lists of texts lists; money is
    `{"amount": "120000.00", "currency": "EUR"}`; an amount, a percentage, an average are decimal text, so that no reader
    rounds them; null is not stated.
    """
    other = [(at, _AS_JSON[column.type]) for at, column in enumerate(columns) if column.type in _AS_JSON]
    found: list[list[Json]] = []
    for row in rows:
        cells: list[Json] = list(row)  # type: ignore[arg-type]  # a float stands in columns of numbers alone
        for at, made in other:
            if (cell := row[at]) is not None:
                cells[at] = made(cell)
        found.append(cells)
    return found


def _money(cell: SqlValue) -> Json:
    amount, _, currency = str(cell).rpartition(" ")
    return {"amount": amount, "currency": currency}


#: What a cell of these types is in JSON; of every other its text.
_AS_JSON: dict[ColumnType, Callable[[SqlValue], Json]] = {
    "integer": lambda cell: int(cell or 0),
    "boolean": bool,
    "money": _money,
    "strings": lambda cell: list(json.loads(str(cell))),
}


def as_json(value: Value | None) -> Json:
    """A value as `json_rows` shows it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case Money():
            return {"amount": value.figure, "currency": value.currency}
        case date():
            return value.isoformat()
        case Period():
            return value.iso()
        case _:
            return list(value)

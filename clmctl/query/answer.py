"""The rows of a table as typed values, and as JSON."""

from datetime import date
from decimal import Decimal

from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column, SqlValue, Table
from clmctl.model.value import Value
from clmctl.query.encode import decode

Json = str | int | bool | None | dict[str, str] | list[str]


def cells(table: Table) -> tuple[tuple[Value | None, ...], ...]:
    """The decided rows as values: dates, periods, money, decimals; None where nothing is stated."""
    return tuple(values(table.columns, row) for row in table.rows)


def values(columns: tuple[Column, ...], row: tuple[SqlValue, ...]) -> tuple[Value | None, ...]:
    """One row as values."""
    return tuple(decode(column, cell) for column, cell in zip(columns, row, strict=True))


def records(table: Table) -> list[dict[str, Json]]:
    """The decided rows as JSON objects with exactly the table's columns.

    Dates and durations are ISO text, whole numbers numbers, yes/no booleans, lists of texts lists; money is
    `{"amount": "120000.00", "currency": "EUR"}`; an amount, a percentage, an average are decimal text, so that no reader
    rounds them; null is not stated.
    """
    return [_record(table.columns, row) for row in table.rows]


def undecided_records(table: Table) -> list[dict[str, Json]]:
    """The undecided rows likewise, each with a further key `undecided`: why."""
    return [_record(table.columns, row) | {"undecided": why} for row, why in zip(table.undecided, table.notes, strict=True)]


def _record(columns: tuple[Column, ...], row: tuple[SqlValue, ...]) -> dict[str, Json]:
    names = [column.name for column in columns]
    return dict(zip(names, map(as_json, values(columns, row)), strict=True))


def as_json(value: Value | None) -> Json:
    """A value as `records` shows it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case Money():
            return {"amount": f"{value.amount:f}", "currency": value.currency}
        case date():
            return value.isoformat()
        case Period():
            return value.iso()
        case _:
            return list(value)

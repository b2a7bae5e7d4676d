"""Values into index columns and back."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from clmctl.expression.daycount import day_bounds, special
from clmctl.model.columns import PARTS, encodable, folded, listed, micro, sql_integer
from clmctl.model.money import Money
from clmctl.model.period import Period, parse_period
from clmctl.model.question import Column, SqlValue
from clmctl.model.value import Value


def encode(column: Column, value: Value | None) -> tuple[SqlValue, ...]:
    """What the SQL columns of `PARTS[column.type]` hold for a value, in that order; all None where it is not stated.

    A whole number that 64 bits do not hold becomes a float, millionths likewise: beyond 9.2 trillion an amount compares
    by its first 15 digits, while its text stays exact. TypeError where the value is not of the column's type.
    """
    if value is None:
        return (None,) * len(PARTS[column.type])
    match column.type, value:
        case ("text", str()):
            text = encodable(value)
            fold = folded(text)
            return (text, None if fold == text else fold)
        case ("choice", str()):
            return (encodable(value),)
        case ("date", date()):
            return (value.isoformat(),)
        case ("boolean", bool()):
            return (int(value),)
        case ("integer", int()) if not isinstance(value, bool):
            return (sql_integer(value),)
        case ("number" | "percent", int() | Decimal()) if not isinstance(value, bool):
            return (f"{_bounded(Decimal(value)):f}", micro(value))
        case ("money", Money()):
            return (f"{_bounded(value.amount):f}", micro(value.amount), encodable(value.currency))
        case ("duration", Period()):
            return (value.iso(), value.total_months, value.total_days, special(value), *day_bounds(value))
        case ("strings", tuple()):
            fold = "".join(f"{listed(item)}\x1f" for item in value)
            return (json.dumps([encodable(item) for item in value], ensure_ascii=False), fold and f"\x1f{fold}")
    raise TypeError(f"{column.name} is {column.type}: a {type(value).__name__} cannot stand there")


def _bounded(number: Decimal) -> Decimal:
    """The number; one of more than 300 digits, or none at all, as the bound it compares as."""
    if not number.is_finite() or number.adjusted() > 290:
        return Decimal("-1e294") if number.is_signed() else Decimal("1e294")
    return Decimal(0) if number.adjusted() < -290 else number


def encode_row(columns: Iterable[Column], lookup: Callable[[str], Value | None]) -> tuple[SqlValue, ...]:
    """The cells of a contract for `columns.sql_columns(columns)`; `lookup` gives the value by a column's name."""
    cells: list[SqlValue] = []
    for column in columns:
        value = lookup(column.name)
        cells += _NOTHING[column.type] if value is None else encode(column, value)
    return tuple(cells)


_NOTHING: dict[str, tuple[None, ...]] = {kind: (None,) * len(parts) for kind, parts in PARTS.items()}


def decode(column: Column, cell: SqlValue) -> Value | None:
    """The value that a cell of an answer shows: a date, a duration, money ... None where nothing is stated."""
    if cell is None:
        return None
    match column.type:
        case "date":
            return date.fromisoformat(str(cell))
        case "duration":
            return parse_period(str(cell))
        case "money":
            amount, _, currency = str(cell).rpartition(" ")
            return Money(Decimal(amount), currency)
        case "number" | "percent":
            return Decimal(str(cell))
        case "integer":
            return int(cell)
        case "boolean":
            return bool(cell)
        case "strings":
            return tuple(str(item) for item in json.loads(str(cell)))
        case _:
            return str(cell)

"""Values into index columns and back."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from clmctl.expression.daycount import day_bounds, special
from clmctl.model.columns import PARTS, encodable, folded, listed, micro, sql_integer
from clmctl.model.money import Money
from clmctl.model.period import Period, parse_period
from clmctl.model.question import Column, SqlValue
from clmctl.model.value import Value

Lookup = Callable[[str], Value | None]


def _misplaced(column: Column, value: Value) -> TypeError:
    return TypeError(f"{column.name} is {column.type}: a {type(value).__name__} cannot stand there")


@lru_cache(maxsize=4096)
def _text(value: Value) -> tuple[SqlValue, ...]:
    text = encodable(_known(value, str))
    fold = folded(text)
    return (text, None if fold == text else fold)


def _choice(value: Value) -> tuple[SqlValue, ...]:
    return (encodable(_known(value, str)),)


def _date(value: Value) -> tuple[SqlValue, ...]:
    return (_known(value, date).isoformat(),)


def _boolean(value: Value) -> tuple[SqlValue, ...]:
    return (int(_known(value, bool)),)


def _integer(value: Value) -> tuple[SqlValue, ...]:
    if isinstance(value, bool):
        raise TypeError
    return (sql_integer(_known(value, int)),)


def _decimal(value: Value) -> tuple[SqlValue, ...]:
    number = Decimal(_number(value))
    return (f"{_bounded(number):f}", micro(number))


def _money(value: Value) -> tuple[SqlValue, ...]:
    money = _known(value, Money)
    return (Money(_bounded(money.amount), money.currency).figure, micro(money.amount), encodable(money.currency))


@lru_cache(maxsize=4096)
def _duration(value: Value) -> tuple[SqlValue, ...]:
    period = _known(value, Period)
    return (period.iso(), period.total_months, period.total_days, special(period), *day_bounds(period))


@lru_cache(maxsize=4096)
def _strings(value: Value) -> tuple[SqlValue, ...]:
    items = _known(value, tuple)
    fold = "".join(f"{listed(item)}\x1f" for item in items)
    return (json.dumps([encodable(item) for item in items], ensure_ascii=False), fold and f"\x1f{fold}")


_Known = TypeVar("_Known")


def _known(value: Value, kind: type[_Known]) -> _Known:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _number(value: Value) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError
    return value


_ENCODERS: dict[str, Callable[[Value], tuple[SqlValue, ...]]] = {
    "text": _text,
    "choice": _choice,
    "date": _date,
    "boolean": _boolean,
    "integer": _integer,
    "number": _decimal,
    "percent": _decimal,
    "money": _money,
    "duration": _duration,
    "strings": _strings,
}
_NOTHING: dict[str, tuple[None, ...]] = {kind: (None,) * len(parts) for kind, parts in PARTS.items()}


def _bounded(number: Decimal) -> Decimal:
    """The number; one of more than 300 digits, or none at all, as the bound it compares as."""
    if not number.is_finite() or number.adjusted() > 290:
        return Decimal("-1e294") if number.is_signed() else Decimal("1e294")
    return Decimal(0) if number.adjusted() < -290 else number


def row_encoder(columns: Iterable[Column]) -> Callable[[Lookup], tuple[SqlValue, ...]]:
    """What makes the cells of a contract for `columns.sql_columns(columns)`; `lookup` gives the value by a column's name.

    A value fills the SQL columns of `PARTS[column.type]`, in that order; all are None where it is not stated. A whole
    number that 64 bits do not hold becomes a float, millionths likewise: beyond 9.2 trillion an amount compares by its
    first 15 digits, while its text stays exact. TypeError where a value is not of its column's type.
    """
    prepared = tuple((column.name, column, _ENCODERS[column.type], _NOTHING[column.type]) for column in columns)

    def row(lookup: Lookup) -> tuple[SqlValue, ...]:
        cells: list[SqlValue] = []
        for name, column, encoded, nothing in prepared:
            value = lookup(name)
            if value is None:
                cells += nothing
                continue
            try:
                cells += encoded(value)
            except TypeError:
                raise _misplaced(column, value) from None
        return tuple(cells)

    return row


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

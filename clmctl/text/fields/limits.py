"""What values of a field can be: a reader that refuses what is less than the least or more than the most."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import NO_LIMITS, Field, FieldType
from clmctl.model.period import Period
from clmctl.model.value import Value

Reader = Callable[[Field, object], Value]

#: The days that any field may say where it does not say otherwise.
_DAYS = (date(1800, 1, 1), date(3199, 12, 31))
_BUILT_IN = MappingProxyType({field.path: field.limits for field in BUILT_IN})
_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def limited(field: Field, plain: Reader) -> Reader:
    """The reader, refusing with a ValueError what is outside the field's limits; the same one where it has none."""
    least, most = limits_of(field, plain)
    if least is None and most is None:
        return plain
    measure = _MEASURES[field.type]

    def read(field: Field, raw: object) -> Value:
        value = plain(field, raw)
        size = measure(value)
        if least is not None and size < least:
            raise ValueError(_outside(field, value, "less"))
        if most is not None and size > most:
            raise ValueError(_outside(field, value, "more"))
        return value

    return read


def limits_of(field: Field, plain: Reader) -> tuple[Any, Any]:
    """The measures of the least and the most there can be, None where there is none. ValueError where they are no values."""
    limits, unsaid = field.limits, _DAYS if field.type is FieldType.DATE else (None, None)
    if not limits.at_least and not limits.at_most:
        return unsaid
    if field.type not in _MEASURES:
        raise ValueError(f"has a least or a most, and values of type {field.type} have none")
    said = zip((limits.at_least, limits.at_most), unsaid, strict=True)
    least, most = (_measured(field, text, plain) if text else other for text, other in said)
    if least is not None and most is not None and least > most:
        edges = (limits.at_least or unsaid[0], limits.at_most or unsaid[1])
        raise ValueError(f"can be at least {edges[0]} and at most {edges[1]}, which leaves no value")
    return least, most


def despite_limits(field: Field, plain: Reader, raw: object) -> Value | None:
    """The value that stands in a file outside the limits its workspace set; None where a contract could not mean it anywhere.

    A limit set today takes no value out of what was signed before: the file is told of it, and its deadlines stay.
    """
    try:
        return limited(replace(field, limits=_BUILT_IN.get(field.path, NO_LIMITS)), plain)(field, raw)
    except ValueError:
        return None


def _measured(field: Field, text: str, plain: Reader) -> Any:
    """The measure of a limit; of money it is the amount alone, in any currency."""
    if field.type is not FieldType.MONEY:
        return _MEASURES[field.type](plain(field, text))
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"has the limit {text[:40]!r}, which is no amount such as 0 or 1000.00")
    return Decimal(text)


def _outside(field: Field, value: Value, way: str) -> str:
    limits = field.limits
    edge = (limits.at_least or f"{_DAYS[0]}") if way == "less" else (limits.at_most or f"{_DAYS[1]}")
    if field.type is FieldType.DATE:
        said = f"{value} is {'before' if way == 'less' else 'after'} {edge}: no contract can mean that day"
    elif value == Period():
        said = f"{value} is no time at all"
    else:
        said = f"{value} is {way} than {'nothing' if edge == '0' else edge}"
    return f"{said}. {limits.instead}" if limits.instead else said


def _about(period: Period) -> Decimal:
    """About how many days a period has: enough to tell nothing from a day, and a hundred years from a thousand."""
    days = period.total_days + period.business_days + period.clear_days
    return Decimal(days) + Decimal("30.4375") * period.total_months


_MEASURES: dict[FieldType, Callable[[Any], Any]] = {
    FieldType.DATE: lambda value: value,
    FieldType.DURATION: _about,
    FieldType.MONEY: lambda value: value.amount,
    FieldType.PERCENT: lambda value: value,
    FieldType.INTEGER: lambda value: value,
}

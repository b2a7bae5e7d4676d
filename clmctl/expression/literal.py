"""What a value as written means for a field of a type."""

import re
from datetime import date
from decimal import Decimal

from clmctl.expression.error import ExpressionError, did_you_mean, quoted
from clmctl.expression.tree import Day, Literal, LiteralValue
from clmctl.model.money import Money
from clmctl.model.period import Period, parse_period
from clmctl.model.question import Column

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DAY = re.compile(r"(today|\d{4}-\d\d-\d\d)\s*(?:([+-])\s*(\S+))?", re.IGNORECASE)
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}

#: What a value of each type looks like, for a message.
EXPECTED = {
    "text": "a text",
    "choice": "one of its choices",
    "date": "a day such as 2026-01-31, today or today + P90D",
    "duration": "a duration such as P90D or P12M",
    "money": "an amount such as EUR 100000",
    "integer": "a whole number",
    "number": "a number",
    "percent": "a percentage such as 5%",
    "boolean": "yes or no",
    "strings": "a text",
}


def read_literal(literal: Literal, column: Column, currency: str, source: str) -> LiteralValue:
    """The value, typed for the column. An amount without currency is in `currency`, or stays a number where that is empty.

    ExpressionError says what the column expects and, where something near fits, what may have been meant.
    """
    raw = literal.raw if literal.is_quoted else literal.raw.strip()
    value: LiteralValue | None
    match column.type:
        case "text" | "strings":
            return raw
        case "choice":
            value = _choice(raw, column)
        case "date":
            value = _day(raw)
        case "duration":
            value = _period(raw)
        case "money":
            value = _money(raw, currency)
        case "integer" | "number":
            value = Decimal(raw) if _NUMBER.fullmatch(raw) else None
            if value is not None and column.type == "integer" and value != value.to_integral_value():
                value = None
        case "percent":
            number = raw.removesuffix("%").rstrip()
            value = Decimal(number) if _NUMBER.fullmatch(number) else None
        case "boolean":
            value = _BOOLEANS.get(raw.casefold())
    if value is None:
        expected = f"one of {', '.join(column.choices)}" if column.choices else EXPECTED[column.type]
        raise ExpressionError(
            f"{column.name} expects {expected}, found {quoted(raw)}",
            source=source,
            column=literal.place,
            hint=_meant(raw, column),
        )
    return value


def _choice(raw: str, column: Column) -> str | None:
    if not column.choices:
        return raw.upper() if re.fullmatch(r"[A-Za-z]{3}", raw) else None
    if raw in column.choices:
        return raw
    return next((choice for choice in column.choices if choice.casefold() == raw.casefold()), None)


def _day(raw: str) -> Day | None:
    match = _DAY.fullmatch(raw)
    if match is None:
        return None
    base, sign, length = match.groups()
    try:
        day = None if base.casefold() == "today" else date.fromisoformat(base)
        period = parse_period(length.upper()) if length else Period()
    except ValueError:
        return None
    if period.business_days or period.clear_days:
        return None
    return Day(day, period, -1 if sign == "-" else 1)


def _period(raw: str) -> Period | None:
    try:
        return parse_period(raw.upper())
    except ValueError:
        return None


def _money(raw: str, currency: str) -> Money | Decimal | None:
    words = raw.split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    codes = [word for word in words if re.fullmatch(r"[A-Za-z]{3}", word)]
    if len(numbers) != 1 or len(numbers) + len(codes) != len(words) or len(codes) > 1:
        return None
    code = codes[0].upper() if codes else currency
    return Money(Decimal(numbers[0]), code) if code else Decimal(numbers[0])


def _meant(raw: str, column: Column) -> str:
    """What to write instead, where it can be guessed."""
    if column.type == "choice":
        return did_you_mean(raw, column.choices)
    if column.type == "date" and _period(raw) is not None:
        return f"did you mean today + {raw.upper()}?"
    if column.type == "date" and _day(raw) is None and _DAY.fullmatch(raw):
        return "write a day of the calendar, moved by calendar days, months or years"
    if column.type == "duration" and re.fullmatch(r"\d{1,5}", raw):
        return f"did you mean P{raw}D?"
    if column.type == "duration" and (match := re.fullmatch(r"(\d{1,5}) ?([dwmy])[a-z]*", raw, re.IGNORECASE)):
        return f"did you mean P{match[1]}{match[2].upper()}?"
    if column.type in ("number", "integer") and _money(raw, "EUR") is not None:
        return f"compare {column.name.removesuffix('.amount')} itself" if column.name.endswith(".amount") else ""
    if column.type == "boolean":
        return did_you_mean(raw, _BOOLEANS)
    return ""

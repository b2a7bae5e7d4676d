"""Field values: from what a file holds or a person types to the type the catalogue says, and back."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from clmctl.model.field import Field, FieldType
from clmctl.model.money import Money, currency_digits
from clmctl.model.period import Period, parse_period
from clmctl.model.value import Value
from clmctl.text.fields.limits import limited
from clmctl.text.fields.troubles import did_you_mean, one_of
from clmctl.text.yaml.tree import CONTROL

_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?")
_ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TYPED_MONEY = re.compile(r"(?:([A-Za-z]{3})\s+)?(-?[0-9][0-9,.]{0,30})(?:\s+([A-Za-z]{3}))?")
_MONEY = frozenset({"amount", "currency"})
_PERCENT = re.compile(r"(?:0|[1-9][0-9]{0,6})(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_SPOKEN = re.compile(r"([0-9]{1,5})\s*(day|week|month|year|business day|working day|clear day)s?", re.IGNORECASE)
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "business day": "B", "working day": "B", "clear day": "C"}
_LISTED = re.compile(r"\[([^\[\]]*)\]")
_YES = {"true": True, "yes": True, "false": False, "no": False}


def parse_value(field: Field, raw: object) -> Value:
    """The value of a field, from YAML (text, number, truth, list, mapping), from a typed text, or a model value as it is.

    ValueError says in one sentence what is wrong and what would be right.
    """
    return reader_of(field)(field, raw)


def show_value(value: Value) -> str:
    """The value as a person types it back: `2026-01-31`, `P60D`, `120000.00 EUR`, `5`, `yes`, `a, b`."""
    kind = type(value)
    return cast("str", value) if kind is str else _SHOWN.get(kind, str)(value)


_SHOWN: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "yes" if value else "no",
    Money: str,
    Decimal: lambda value: f"{value:f}",
    date: date.isoformat,
    tuple: ", ".join,
    Period: Period.iso,
}


def shown(raw: object) -> str:
    """What a file holds, shortened, for a message."""
    text = (
        str(raw)
        if isinstance(raw, bool | int)
        else f'"{raw}"'
        if isinstance(raw, str)
        else "a list"
        if isinstance(raw, list | tuple)
        else ""
    )
    text = " ".join((text or "a mapping").split())
    return text if len(text) <= 60 else text[:59] + "…"


def read_text(raw: object) -> str:
    """A text as it stands, whole numbers as their digits; ValueError for truths, lists, mappings and control characters."""
    if type(raw) is str:
        if raw.isprintable():
            return raw
        if (bad := CONTROL.search(raw)) is not None:
            raise ValueError(f"holds the control character U+{ord(bad[0]):04X}")
        return raw
    if isinstance(raw, bool):
        raise ValueError(f'must be a text: put "{str(raw).lower()}" in quotes')
    if isinstance(raw, int):
        return str(raw)
    raise ValueError(f"must be a text, not {shown(raw)}")


def read_date(raw: object) -> date:
    """A date written as 2026-01-31."""
    if type(raw) is str:
        if len(raw) == 10 and raw[4] == raw[7] == "-" and raw.isascii():
            try:
                return date.fromisoformat(raw)
            except ValueError:
                raise ValueError(f"{shown(raw)} is no day of the calendar") from None
    elif type(raw) is date:
        return raw
    raise ValueError(f"{shown(raw)} is not a date: write it as 2026-01-31")


@lru_cache(maxsize=1024)
def _period(text: str) -> Period:
    return parse_period(text)


def read_period(raw: object) -> Period:
    """A duration in ISO 8601 (P12M, P60D), with P20B for business and P20C for clear days."""
    if type(raw) is str:
        try:
            return _period(raw)
        except ValueError as wrong:
            spoken = _SPOKEN.fullmatch(raw.strip())
            meant = f". Did you mean P{spoken[1]}{_UNITS[spoken[2].lower()]}?" if spoken else ""
            raise ValueError(
                f"{shown(raw)} is not a duration such as P12M, P60D or P20B{meant}" if meant else str(wrong)[:200]
            ) from None
    if isinstance(raw, Period):
        return raw
    if type(raw) is int:
        raise ValueError(f"{raw} has no unit: write P{raw}D for days, P{raw}M for months")
    raise ValueError(f"{shown(raw)} is not a duration such as P12M or P60D")


def read_money(raw: object) -> Money:
    """Money as `{amount: "120000.00", currency: EUR}`, or typed as `120000 EUR` or `EUR 120,000.00`."""
    if isinstance(raw, Money):
        read_currency(raw.currency)
        return raw
    if type(raw) is dict or isinstance(raw, Mapping):
        if raw.keys() != _MONEY:
            hint = did_you_mean(next(iter(raw.keys() - {"amount", "currency"}), ""), ("amount", "currency"))
            raise ValueError(f'must be {{amount: "120000.00", currency: EUR}}. {hint}'.rstrip())
        amount, currency = raw["amount"], raw["currency"]
        if not isinstance(amount, str | int) or isinstance(amount, bool) or not _AMOUNT.fullmatch(str(amount)):
            raise ValueError(f'the amount {shown(amount)} is not a number such as "120000.00"')
        return Money(_decimal(str(amount)), read_currency(currency))
    match = _TYPED_MONEY.fullmatch(raw.strip()) if isinstance(raw, str) and len(raw) < 60 else None
    if match is None or not (match[1] or match[3]) or (match[1] and match[3]):
        raise ValueError(f"{shown(raw)} is not an amount with a currency: write it as 120000.00 EUR")
    if not _AMOUNT.fullmatch(match[2]) and not _GROUPED.fullmatch(match[2]):
        raise ValueError(f"{match[2]!r} can be read in two ways: write 120000.00 or 120,000.00")
    currency = read_currency((match[1] or match[3]).upper())
    if currency_digits(currency) == 3 and _ONE_GROUP.fullmatch(match[2]):
        raise ValueError(
            f"{match[2]!r} can be read in two ways: write {match[2].replace(',', '')}.000 or {match[2].replace(',', '.')}"
        )
    return Money(_decimal(match[2].replace(",", "")), currency)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    return number if number else abs(number)


#: Codes that need no look into the list.
_USUAL = frozenset(
    ("EUR", "USD", "GBP", "CHF", "JPY", "CNY", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "SGD", "HKD")
)
#: Codes of the list that stand for no currency, and what people write that is no code.
_NO_CURRENCY = frozenset(("XXX", "XTS"))
_MEANT = {"RMB": "CNY", "UKP": "GBP", "STG": "GBP", "EURO": "EUR", "NTD": "TWD", "SFR": "CHF", "YEN": "JPY"}


def read_currency(raw: object) -> str:
    """A currency's code in ISO 4217, also of one that is no longer money (a contract of 1995 may be in DEM)."""
    if not isinstance(raw, str) or not _CURRENCY.fullmatch(raw):
        raise ValueError(f"the currency {shown(raw)} is not a code of three capitals such as EUR")
    if raw not in _USUAL and (raw in _NO_CURRENCY or raw not in _currencies()):
        meant = _MEANT.get(raw)
        hint = f"Did you mean {meant}?" if meant else did_you_mean(raw, sorted(_USUAL)) or "Write its code, such as EUR."
        raise ValueError(f"the currency {shown(raw)} is no code of ISO 4217. {hint}")
    return raw


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    from babel.core import get_global

    return frozenset(get_global("all_currencies"))


def read_percent(raw: object) -> Decimal:
    """A percentage: `5`, `"2.5"` or `5%`."""
    if isinstance(raw, Decimal) and raw.is_finite():
        if raw >= 0:
            return raw
        raw = f"{raw:f}"
    if isinstance(raw, str | int) and not isinstance(raw, bool):
        text = str(raw).strip().removesuffix("%").rstrip()
        if _PERCENT.fullmatch(text):
            return Decimal(text)
        if _PERCENT.fullmatch(text.removeprefix("-").lstrip()):
            raise ValueError(f"{shown(raw)} is less than nothing and so not a percentage. Write it without a sign: 5 or 2.5")
    raise ValueError(f"{shown(raw)} is not a percentage such as 5 or 2.5")


def read_whole(raw: object) -> int:
    """A whole number, also in quotes."""
    if type(raw) is int:
        return raw
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        return int(raw)
    raise ValueError(f"{shown(raw)} is not a whole number")


def read_truth(raw: object) -> bool:
    """true or false, also yes or no."""
    if type(raw) is bool:
        return raw
    if isinstance(raw, str) and (known := _YES.get(raw.strip().lower())) is not None:
        return known
    raise ValueError(f"{shown(raw)} is neither true nor false")


def read_texts(raw: object) -> tuple[str, ...]:
    """A list of texts, or one text with commas, also as a file has it: `[a, b]`."""
    if isinstance(raw, str):
        said = _LISTED.fullmatch(read_text(raw).strip())
        return tuple(part for part in (piece.strip() for piece in (said[1] if said else raw).split(",")) if part)
    if isinstance(raw, list | tuple):
        return tuple(read_text(item) for item in raw)
    raise ValueError(f"{shown(raw)} is not a list of texts such as [a, b]")


def choose(word: str, choices: tuple[str, ...]) -> str:
    """The word where it is one of the choices; ValueError names the nearest."""
    if word in choices or not choices:
        return word
    raise ValueError(f"{shown(word)} is not known. {did_you_mean(word, choices) or one_of(choices)}".rstrip())


def _filled(field: Field, raw: object) -> str:
    text = read_text(raw)
    if not text.strip():
        raise ValueError("is empty: fill it in or leave the key out")
    if field.path == "title" and "\n" in text:
        raise ValueError("must be on one line")
    return text


def _line(field: Field, raw: object) -> str:
    text = _filled(field, raw)
    if "\n" in text:
        raise ValueError("must be a name on one line")
    return text.strip()


def _strings(field: Field, raw: object) -> tuple[str, ...]:
    found = read_texts(raw)
    if any(not text.strip() for text in found):
        raise ValueError("holds an empty text")
    return tuple(choose(text, field.choices) for text in found) if field.choices else found


READERS: dict[FieldType, Callable[[Field, object], Value]] = {
    FieldType.TEXT: _filled,
    FieldType.CHOICE: lambda field, raw: choose(read_text(raw).strip(), field.choices) or _filled(field, raw),
    FieldType.DATE: lambda _, raw: read_date(raw),
    FieldType.DURATION: lambda _, raw: read_period(raw),
    FieldType.MONEY: lambda _, raw: read_money(raw),
    FieldType.PERCENT: lambda _, raw: read_percent(raw),
    FieldType.INTEGER: lambda _, raw: read_whole(raw),
    FieldType.BOOLEAN: lambda _, raw: read_truth(raw),
    FieldType.PARTY: _line,
    FieldType.PERSON: _line,
    FieldType.STRINGS: _strings,
}


def reader_of(field: Field) -> Callable[[Field, object], Value]:
    """What reads the field's values: `parse_value` made ready for many of them."""
    return limited(field, READERS[field.type])

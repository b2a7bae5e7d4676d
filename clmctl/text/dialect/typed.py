"""What a person types for a field, as its value: `60 days`, `2 months`, `1 March 2027`, `EUR 1,200.00`, `5 %`, `three`.

Files say values in one way alone (`P60D`, `2027-03-01`), and that is what is stored; a terminal and a file of answers also
take what a person writes, in English, German or French. What may mean two things is refused with both of them.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from clmctl.model.field import Field, FieldType
from clmctl.model.money import currency_digits
from clmctl.model.period import Period
from clmctl.model.value import Value
from clmctl.text.dialect.days import LANGUAGES, WEEKDAY, days_said, is_no_day
from clmctl.text.dialect.filters import inverse
from clmctl.text.fields.values import READERS, parse_value, show_value, shown

#: So many figures on end are more than a year, a month or decimals can have.
_LONG = re.compile(r"\d{5}")


def typed_value(field: Field, raw: object) -> Value:
    """The value of a field as typed; anything but a text as `parse_value` reads it.

    ValueError says in one sentence what is wrong and, after it, what to write.
    """
    reader = _TYPED.get(field.type)
    if not isinstance(raw, str) or reader is None:
        return parse_value(field, raw)
    if why := _either_way(raw, field.type):
        raise ValueError(why)
    try:
        return parse_value(field, raw)
    except ValueError as wrong:
        why = str(wrong)
    words = " ".join(raw.replace("\u00a0", " ").replace("\u202f", " ").split())
    found = reader(field, words)
    if not found:
        if field.type is FieldType.DATE and is_no_day(words):
            raise ValueError(f"{shown(raw)} is no day of the calendar: write it as 2027-03-01 or 1 March 2027")
        how = _HOW.get(field.type)
        raise ValueError(why if how is None else f"{shown(raw)} {how}")
    if len(found) > 1:
        said = " or ".join(show_value(each) for each in found)
        raise ValueError(f"{shown(raw)} may mean {said}. Write the one that is meant")
    return _as_filed(field, found[0], raw)


def _as_filed(field: Field, value: Value, raw: str) -> Value:
    """The value as its file will say it and be read again: what a file could not hold is refused here."""
    said = show_value(value)
    try:
        return parse_value(field, said)
    except ValueError:
        if _LONG.search(said) is None or said.startswith("-"):
            raise
        try:
            READERS[field.type](field, said)
        except ValueError:
            raise ValueError(f"{shown(raw)} has too many figures. Look whether one was typed twice") from None
        raise


def typed_period(text: str) -> Period:
    """A duration as typed; ValueError otherwise."""
    return cast("Period", typed_value(Field("length", FieldType.DURATION), text))


def typed_day(text: str) -> date:
    """A day as typed; ValueError otherwise."""
    return cast("date", typed_value(Field("date", FieldType.DATE), text))


def _in_any_language(field: Field, text: str) -> list[Value]:
    """Every different value that the words state in one of the languages."""
    found = (inverse("", (), field, text, language=language) for language in LANGUAGES)
    return list(dict.fromkeys(value for value in found if value is not None))


# ---- durations -----------------------------------------------------------------------------------------------------------

_SPOKEN = (
    (re.compile(r"(?<=\d)-?(?=[A-Za-z])|(?<=[a-z])-(?=(?:day|week|month|year|quarter)s?\b)", re.IGNORECASE), " "),
    (re.compile(r"\b(?:working|banking|bank|trading)[ -]days?\b", re.IGNORECASE), "business days"),
    (re.compile(r"\b(?:calendar|full|consecutive) (?=days?\b|weeks?\b|months?\b|years?\b)", re.IGNORECASE), ""),
    (re.compile(r"\b(?:Arbeits|Bankarbeits)tage?n?\b", re.IGNORECASE), "Geschäftstage"),
    (re.compile(r"\b(?:Kalender)(?=tag)", re.IGNORECASE), ""),
    (re.compile(r"(?<=\d )(?:yrs?|y)\b\.?", re.IGNORECASE), "years"),
    (re.compile(r"(?<=\d )(?:mths?|mons?|mos?|m)\b\.?", re.IGNORECASE), "months"),
    (re.compile(r"(?<=\d )(?:wks?|w)\b\.?", re.IGNORECASE), "weeks"),
    (re.compile(r"(?<=\d )d\b\.?", re.IGNORECASE), "days"),
    (re.compile(r"(?<=[a-z])['’](?:s\b)?", re.IGNORECASE), ""),
    (re.compile(r"^an? (?=(?:business |clear )?(?:day|week|month|quarter|year)$)", re.IGNORECASE), "one "),
)
_QUARTERS = re.compile(r"(.+?)\s+(?:(?P<en>quarters?)|(?P<de>Quartale?n?)|(?P<fr>trimestres?))", re.IGNORECASE)


def _durations(field: Field, text: str) -> list[Value]:
    for pattern, word in _SPOKEN:
        text = pattern.sub(word, text)
    text = " ".join(text.split())
    if (quarters := _QUARTERS.fullmatch(text)) is not None:
        counted = inverse("", (), Field(field.path, FieldType.INTEGER), quarters[1], language=quarters.lastgroup or "en")
        return [Period(months=3 * counted)] if isinstance(counted, int) and counted > 0 else []
    return _in_any_language(field, text)


# ---- days ----------------------------------------------------------------------------------------------------------------

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _days(field: Field, text: str) -> list[Value]:
    """The days that a text may mean; its weekday, where it names one, has to be theirs."""
    weekday = WEEKDAY.match(text)
    if weekday is None:
        return [*days_said(text)]
    found = days_said(text[weekday.end() :])
    right = [day for day in found if day.weekday() + 1 == weekday.lastindex]
    if found and not right:
        said = " and ".join(f"{day} is a {_NAMES[day.weekday()]}" for day in found)
        raise ValueError(f"{shown(text)} names another weekday: {said}. Write the day without its weekday")
    return [*right]


# ---- amounts -------------------------------------------------------------------------------------------------------------

_EITHER = re.compile(r"(?<![\d.,])([1-9]\d{0,2})([.,])(\d{3})(?![\d.,])")
_CODE = re.compile(r"\b[A-Za-z]{3}\b")
_APOSTROPHE = re.compile(r"(?<=\d)(?<!\d{4})['’](?=\d{3}(?!\d))")


def _either_way(text: str, kind: FieldType) -> str:
    """What is wrong with `1.200 EUR` (a thousand and more to some, one and a bit to others) and `$100`; else empty."""
    if kind not in (FieldType.MONEY, FieldType.INTEGER):
        return ""
    match, codes = _EITHER.search(text), _CODE.findall(text)
    of_three = any(currency_digits(code.upper()) == 3 for code in codes)
    if match is not None and match[2] == ("," if of_three else "."):
        whole, part = f"{match[1]}{match[3]}", f"{match[1]}.{match[3]}"
        if kind is FieldType.INTEGER:
            return f"{shown(text)} may be {whole} or {part}. Write {whole}"
        decimals = f"{whole}.000 or {part}" if of_three else f"{whole}.00, or as many decimals as the currency has"
        return f"{shown(text)} may be {whole} or {part}. Write {decimals}"
    if kind is FieldType.MONEY and re.search(r"(?<![A-Za-z])\$", text) and not any(code.isupper() for code in codes):
        return f"{shown(text)} names no currency: $ is the sign of many. Write USD 100.00, or the code of the one that is meant"
    return ""


def _amounts(field: Field, text: str) -> list[Value]:
    """The amounts; a single comma before three figures stands between thousands, as where the currency has a code."""
    text = _APOSTROPHE.sub("", text)
    if _EITHER.search(text):
        value = inverse("", (), field, text)
        return [] if value is None else [value]
    return _in_any_language(field, text)


_TYPED: dict[FieldType, Callable[[Field, str], list[Value]]] = {
    FieldType.DURATION: _durations,
    FieldType.DATE: _days,
    FieldType.MONEY: _amounts,
    FieldType.PERCENT: _in_any_language,
    FieldType.INTEGER: _in_any_language,
}
_HOW = {
    FieldType.DURATION: "is not a duration: write it as 60 days, 12 months, 1 year, 20 business days, or P60D",
    FieldType.DATE: "is not a date: write it as 2027-03-01 or 1 March 2027",
}

"""Filters: how a value is printed in the text, and the value read back from what was printed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from clmctl.model.field import Field, FieldType
from clmctl.model.frozen import frozen
from clmctl.model.money import Money, currency_digits
from clmctl.model.period import Period, parse_period
from clmctl.model.value import Value
from clmctl.text.language import (
    LANGUAGES,
    currency_words,
    date_from_words,
    figure,
    language_called,
    language_name,
    language_of,
    long_date,
    number_from_figure,
    number_from_words,
    number_words,
    same_number,
)

_T = FieldType


@frozen
class Filter:
    """A filter: which types it prints, which arguments it knows, an example, and whether what it prints can be read back.

    A `block` filter stands alone on its line and makes a table or paragraphs (see `clmctl.text.printing.data`).
    """

    name: str
    types: frozenset[FieldType]
    help: str
    example: str
    arguments: tuple[str, ...] = ()
    computes: bool = False
    block: bool = False


def _filter(name: str, types: tuple[FieldType, ...], help_: str, example: str, *arguments: str) -> Filter:
    return Filter(name, frozenset(types), help_, example, arguments)


#: Every filter there is, by name.
FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        spec.name: spec
        for spec in (
            _filter(
                "words",
                (_T.DURATION, _T.INTEGER, _T.PERCENT, _T.MONEY),
                "In words with the figure beside it; `dative` for the German form after a preposition.",
                "sixty (60) days",
                "dative",
            ),
            _filter(
                "figures",
                (_T.DURATION, _T.INTEGER, _T.PERCENT, _T.MONEY),
                "In figures, as without a filter; `dative` for the German form after a preposition.",
                "60 days",
                "dative",
            ),
            _filter(
                "date",
                (_T.DATE,),
                "The day in words; `month-first` for the American order.",
                "1 January 2026",
                "month-first",
            ),
            _filter("iso", (_T.DATE, _T.DURATION), "ISO 8601.", "2026-01-01"),
            _filter("money", (_T.MONEY,), "Currency and amount.", "EUR 120,000.00"),
            _filter("percent", (_T.PERCENT,), "The percentage with its sign.", "5%"),
            _filter("number", (_T.INTEGER,), "With separators between thousands.", "10,000"),
            _filter("language", (_T.TEXT, _T.STRINGS), "A language by its name, where the field holds its code.", "German"),
            Filter(
                "percent_of",
                frozenset({_T.PERCENT}),
                "That share of the amount at the path given; computed, so it cannot be read back.",
                "EUR 6,000.00",
                computes=True,
            ),
            Filter("table", frozenset(), "A table of the rows, with the columns named.", "", block=True),
            Filter(
                "parties",
                frozenset(),
                'The parties, one numbered paragraph each, under the names given: `"customer=Customer"`.',
                "",
                block=True,
            ),
            Filter(
                "signatures",
                frozenset(),
                "A place to sign for every signatory; of the parties named alone, if any are.",
                "",
                block=True,
            ),
        )
    }
)


def print_value(value: Value, *, filter: str = "", args: tuple[str, ...] = (), language: str = "en") -> str:
    """The value as the text prints it. A filter that is not for the value's type prints it as without one."""
    dative = "dative" in args
    if isinstance(value, bool):
        return language_of(language).yes if value else language_of(language).no
    if isinstance(value, Period):
        return value.iso() if filter == "iso" else _period(value, language, in_words=filter == "words", dative=dative)
    if isinstance(value, Money):
        return _money_words(value, language) if filter == "words" else _money(value, language)
    if isinstance(value, date):
        return value.isoformat() if filter == "iso" else long_date(value, language, month_first="month-first" in args)
    if isinstance(value, Decimal):
        return _percent_words(value, language) if filter == "words" else _percent(value, language)
    if isinstance(value, int):
        if filter == "number":
            return figure(Decimal(value), language)
        return f"{number_words(value, language)} ({value})" if filter == "words" else str(value)
    if filter == "language":
        named = tuple(language_name(code, language) for code in ((value,) if isinstance(value, str) else value))
        return _listed(named, language)
    return _listed(value, language) if isinstance(value, tuple) else value


def _period(period: Period, language: str, *, in_words: bool, dative: bool) -> str:
    words = language_of(language)
    parts = []
    for name, unit in words.units.items():
        number: int = getattr(period, name)
        if not number and (name != "days" or any(getattr(period, other) for other in words.units)):
            continue
        if in_words:
            single = (unit.single_dative if dative else "") or unit.single
            said = single if number == 1 and single else number_words(number, language)
            parts.append(f"{said} ({number}) {unit.form(single=number == 1, dative=dative)}")
        else:
            parts.append(f"{number} {unit.form(single=number == 1, dative=dative)}")
    return f" {words.conjunction} ".join(parts)


def _money(money: Money, language: str) -> str:
    """Currency and amount. Three decimals would read as thousands elsewhere, so a fourth is written."""
    digits = currency_digits(money.currency)
    exponent = money.amount.normalize().as_tuple().exponent
    if exponent == -3 and digits != 3:
        digits = 4
    return f"{money.currency} {figure(money.amount, language, digits=digits)}"


def _money_words(money: Money, language: str) -> str:
    """The amount in words as on a cheque (`... and 50/100 euros`) with the figure beside it."""
    digits = currency_digits(money.currency)
    whole, rest = divmod(abs(money.amount), 1)
    minor = rest.scaleb(digits)
    if minor != minor.to_integral_value():
        return _money(money, language)
    number = int(whole) if money.amount >= 0 else -int(whole)
    said = number_words(number, language) if number or money.amount >= 0 else f"minus {number_words(0, language)}"
    if money.amount == 1:
        said = language_of(language).one
    if minor:
        said = f"{said} {language_of(language).conjunction} {int(minor):0{digits}}/{10**digits}"
    return f"{said} {currency_words(money.currency, money.amount, language)} ({_money(money, language)})"


def _percent(percent: Decimal, language: str) -> str:
    return f"{figure(percent, language)}{language_of(language).percent_gap}%"


def _percent_words(percent: Decimal, language: str) -> str:
    return f"{number_words(_short(percent), language)} {language_of(language).percent} ({_percent(percent, language)})"


def _short(number: Decimal) -> int | Decimal:
    """The number without trailing zeros: an int where it is whole."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def _listed(values: tuple[str, ...], language: str) -> str:
    """`a, b and c`; with semicolons where an item holds a comma or an "and"."""
    if len(values) < 2:
        return "".join(values)
    conjunction = language_of(language).conjunction
    if any("," in value or f" {conjunction} " in value for value in values):
        return f"{'; '.join(values[:-1])}; {conjunction} {values[-1]}"
    return f"{', '.join(values[:-1])} {conjunction} {values[-1]}"


def inverse(filter: str, args: tuple[str, ...], field: Field | None, text: str, *, language: str = "en") -> Value | None:
    """The value that the words state, as the filter would have printed it; None where they state none beyond doubt.

    Reads what a person may type where a value was printed: `thirty (30) days`, `30 days`, `thirty days`. Words and figure
    that differ (`sixty (30)`) are no value, nor is what a computing filter printed. Without a field (a party's name) the
    text is the value.
    """
    spec = FILTERS.get(filter)
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    if (spec is not None and (spec.computes or spec.block)) or not text or (filter and spec is None):
        return None
    if field is None:
        return text
    if field.type is _T.CHOICE and field.choices:
        return next((choice for choice in field.choices if choice.casefold() == text.casefold()), None)
    read = _READERS.get(field.type, _as_text)(text, language)
    return _as_languages(read, language) if filter == "language" else read


def _as_languages(read: Value | None, language: str) -> Value | None:
    """The codes of the languages named; None where one is no language's name."""
    names = (read,) if isinstance(read, str) else read if isinstance(read, tuple) else ()
    codes = tuple(code for name in names if (code := language_called(name, language)) is not None)
    if not codes or len(codes) != len(names):
        return None
    return codes[0] if isinstance(read, str) else codes


def _as_text(text: str, language: str) -> Value | None:
    return text


def _as_boolean(text: str, language: str) -> Value | None:
    words = language_of(language)
    return {words.yes: True, words.no: False}.get(text.casefold())


def _as_strings(text: str, language: str) -> Value | None:
    conjunction = language_of(language).conjunction
    if ";" in text:
        parts = text.split(";")
        parts[-1] = parts[-1].strip().removeprefix(f"{conjunction} ")
    else:
        head, joined, last = text.rpartition(f" {conjunction} ")
        parts = [*head.split(","), last] if joined else text.split(",")
    found = tuple(part.strip() for part in parts)
    return found if all(found) else None


def _as_date(text: str, language: str) -> Value | None:
    return date_from_words(text, language)


_FIGURE_BESIDE = re.compile(r"(?P<words>[^()]*?)\s*\(\s*(?P<figure>[^()]+?)\s*\)")


def _words_and_figure(text: str, language: str) -> int | None:
    """The whole number that `sixty (60)`, `60 (sixty)`, `60` or `sixty` says; None where words and figure differ."""
    match = _FIGURE_BESIDE.fullmatch(text)
    if match is None:
        number = _whole(text, language)
        return number_from_words(text, language) if number is None else number
    words, said = match["words"], match["figure"]
    if re.search(r"\d", words):
        words, said = said, words
    number = _whole(said, language)
    return number if number is not None and same_number(words, number, language) else None


def _whole(said: str, language: str) -> int | None:
    """The whole number in figures. With decimals it is none: `1.000` is a thousand elsewhere. `02 years` are two."""
    number = number_from_figure(said[1:] if re.fullmatch(r"0[1-9]", said) else said, language)
    return int(number) if number is not None and number.as_tuple().exponent == 0 else None


def _as_integer(text: str, language: str) -> Value | None:
    return _words_and_figure(text, language)


def _as_percent(text: str, language: str) -> Value | None:
    sign = r"(?:%|per ?cent|percent|prozent|pour cent)"
    beside = re.fullmatch(
        rf"(?P<words>[^()%\d]+?)\s*{sign}?\s*\(\s*(?P<figure>[^()%]+?)\s*{sign}?\s*\)\s*{sign}?", text, re.IGNORECASE
    )
    if beside is None:
        plain = re.fullmatch(rf"(?P<figure>.+?)\s*{sign}", text, re.IGNORECASE)
        if plain is None:
            return None
        number = number_from_figure(plain["figure"], language)
        if number is None and (said := number_from_words(plain["figure"], language)) is not None:
            return Decimal(said)
        return number
    number = number_from_figure(beside["figure"], language)
    if number is None or not re.search(sign, text, re.IGNORECASE):
        return None
    return number if same_number(beside["words"], _short(number), language) else None


_SYMBOLS: Mapping[str, str] = MappingProxyType({"€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD", "A$": "AUD"})
_ONE_GROUP = re.compile(r"[−-]?\s?\d{1,3}[.,]\d{3}")
_AMOUNT = re.compile(r"(?P<before>[^\d\s−-]+)?\s*(?P<figure>[−-]?\s?\d[\d.,'’ ]*?)\s*(?P<after>[^\d\s.,]+)?")


def _as_money(text: str, language: str) -> Value | None:
    beside = re.fullmatch(r"(?P<words>[^()]+?)\s*\((?P<amount>[^()]+)\)", text)
    if beside is None:
        return _amount(text, language)
    words, figures = beside["words"], beside["amount"]
    money = _amount(figures, language)
    if money is None:
        words, money = figures, _amount(words, language)
    if money is None:
        return None
    printed = _money_words(money, language).rpartition(" (")[0]
    return money if _same_words(words, printed) else None


def _same_words(words: str, printed: str) -> bool:
    def bare(text: str) -> list[str]:
        return [word for word in re.split(r"[\s,-]+", text.casefold()) if word not in ("", "and", "und", "et")]

    return bare(words) == bare(printed)


def _amount(text: str, language: str) -> Money | None:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    sign = match["before"] or match["after"]
    currency = _SYMBOLS.get(sign, sign)
    number = number_from_figure(match["figure"].replace("- ", "-"), language)
    if number is None or not re.fullmatch(r"[A-Z]{3}", currency):
        return None
    exponent, of_three = number.as_tuple().exponent, currency_digits(currency) == 3
    if (exponent == -3 and not of_three) or (of_three and _ONE_GROUP.fullmatch(match["figure"]) and exponent == 0):
        return None  # "EUR 120.000" in English text is as likely a hundred and twenty thousand, and "KWD 1,234" one and a bit
    return Money(number, currency)


def _as_period(text: str, language: str) -> Value | None:
    if re.fullmatch(r"P\d.*", text):
        try:
            return parse_period(text)
        except ValueError:
            return None
    words = language_of(language)
    units, pattern = _unit_words(words.code)
    found: dict[str, int] = {}
    rest = text
    while rest:
        match = pattern.match(rest)
        if match is None:
            return None
        name = units[match["unit"].casefold()]
        number = _words_and_figure(match["number"], language)
        if number is None or number < 0 or name in found:
            return None
        found[name] = number
        rest = re.sub(rf"^(?:\s*,)?\s*(?:{words.conjunction}\s+)?", "", rest[match.end() :], flags=re.IGNORECASE)
    return Period(**found) if found else None


def _unit_words(code: str) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Every form of the units with what it means, and the pattern of a number and a unit."""
    units = {
        form.casefold(): name
        for name, unit in LANGUAGES[code].units.items()
        for form in (unit.one, unit.many, unit.one_dative, unit.many_dative)
        if form
    }
    forms = "|".join(re.escape(form) for form in sorted(units, key=len, reverse=True))
    return units, re.compile(rf"(?P<number>[^;]+?)\s+(?P<unit>{forms})(?=$|[\s,])", re.IGNORECASE)


_READERS: Mapping[FieldType, Callable[[str, str], Value | None]] = MappingProxyType(
    {
        _T.DURATION: _as_period,
        _T.MONEY: _as_money,
        _T.PERCENT: _as_percent,
        _T.INTEGER: _as_integer,
        _T.DATE: _as_date,
        _T.BOOLEAN: _as_boolean,
        _T.STRINGS: _as_strings,
    }
)

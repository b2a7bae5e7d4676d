"""What a language writes: units of time, number words, dates, figures. English, German and French have tables of words."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from clmctl.model.frozen import frozen

_UNITS = ("years", "months", "weeks", "days", "business_days", "clear_days")


@frozen
class Unit:
    """A unit of time: one of it, several of it, the forms a preposition may ask for (German dative), and its word for one."""

    one: str
    many: str
    one_dative: str = ""
    many_dative: str = ""
    single: str = ""
    single_dative: str = ""

    def form(self, *, single: bool, dative: bool) -> str:
        """The unit's word after a number."""
        plain, other = (self.one, self.one_dative) if single else (self.many, self.many_dative)
        return other if dative and other else plain


@frozen
class Language:
    """The words of a language that print values. `one` is 1 before a currency, `ones` all its words for 1."""

    code: str
    units: Mapping[str, Unit]
    one: str
    ones: frozenset[str]
    conjunction: str
    yes: str
    no: str
    percent: str
    percent_gap: str
    of_schedule: str


def _units(*units: Unit) -> Mapping[str, Unit]:
    return MappingProxyType(dict(zip(_UNITS, units, strict=True)))


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        "en": Language(
            "en",
            _units(
                Unit("year", "years"),
                Unit("month", "months"),
                Unit("week", "weeks"),
                Unit("day", "days"),
                Unit("business day", "business days"),
                Unit("clear day", "clear days"),
            ),
            "one",
            frozenset({"one", "a"}),
            "and",
            "yes",
            "no",
            "percent",
            "",
            "of",
        ),
        "de": Language(
            "de",
            _units(
                Unit("Jahr", "Jahre", "Jahr", "Jahren", "ein", "einem"),
                Unit("Monat", "Monate", "Monat", "Monaten", "ein", "einem"),
                Unit("Woche", "Wochen", "Woche", "Wochen", "eine", "einer"),
                Unit("Tag", "Tage", "Tag", "Tagen", "ein", "einem"),
                Unit("Geschäftstag", "Geschäftstage", "Geschäftstag", "Geschäftstagen", "ein", "einem"),
                Unit("voller Tag", "volle Tage", "vollen Tag", "vollen Tagen", "ein", "einem"),
            ),
            "ein",
            frozenset({"ein", "eins", "eine", "einem", "einer", "einen", "eines"}),
            "und",
            "ja",
            "nein",
            "Prozent",
            "\u00a0",
            "der",
        ),
        "fr": Language(
            "fr",
            _units(
                Unit("an", "ans"),
                Unit("mois", "mois"),
                Unit("semaine", "semaines", single="une"),
                Unit("jour", "jours"),
                Unit("jour ouvré", "jours ouvrés"),
                Unit("jour franc", "jours francs"),
            ),
            "un",
            frozenset({"un", "une"}),
            "et",
            "oui",
            "non",
            "pour cent",
            "\u00a0",
            "de",
        ),
    }
)


def language_of(code: str) -> Language:
    """The words of a language (`de`, `de-AT`); English where there is no table for it."""
    return LANGUAGES.get(code.partition("-")[0].casefold(), LANGUAGES["en"])


def language_name(named: str, code: str) -> str:
    """What a language is called: `German`, in German `Deutsch`; its code where nobody names it."""
    from babel import Locale

    locale = _locale(named)
    said = Locale.parse(locale).get_display_name(_locale(code) or "en") if locale else None
    return said[:1].upper() + said[1:] if said else named


def language_called(name: str, code: str) -> str | None:
    """The code of the language that has this name: one of those printed here, else any that Babel names."""
    from babel import Locale

    wanted = name.strip().casefold()
    near = [known for known in LANGUAGES if language_name(known, code).casefold() == wanted]
    if near:
        return near[0]
    names = Locale.parse(_locale(code) or "en").languages
    return next((str(known) for known, said in names.items() if str(said).casefold() == wanted), None)


_SPOKEN = 10**15


@lru_cache(maxsize=4096)
def number_words(number: int | Decimal, code: str) -> str:
    """The number in words: `sixty`, `two point five`, `einundzwanzig`; in figures where it is too long to say."""
    if not -_SPOKEN < number < _SPOKEN or len(str(number)) > 30:
        return f"{number:f}" if isinstance(number, Decimal) else str(number)
    from num2words import num2words

    return str(num2words(number, lang=language_of(code).code))


@lru_cache(maxsize=8)
def _numbers_by_words(code: str) -> Mapping[str, int]:
    return MappingProxyType({bare_words(number_words(number, code)): number for number in range(1001)})


def number_from_words(words: str, code: str) -> int | None:
    """The whole number up to 1,000 that the words say, or None."""
    bare = bare_words(words)
    if bare in language_of(code).ones:
        return 1
    return _numbers_by_words(code).get(bare)


def same_number(words: str, number: int | Decimal, code: str) -> bool:
    """Whether the words say that number: hyphens, commas, case and "and" make no difference."""
    bare = bare_words(words)
    return bare == bare_words(number_words(number, code)) or (number == 1 and bare in language_of(code).ones)


def bare_words(words: str) -> str:
    """Number words without hyphens, commas, case and the "and" between them."""
    return " ".join(word for word in re.split(r"[\s,‐‑-]+", words.casefold()) if word and word not in ("and", "et"))


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date, code: str, *, month_first: bool = False) -> str:
    """The date as a contract writes it: `1 January 2026`, `January 1, 2026` (en-US), `1. Januar 2026`."""
    if language_of(code).code == "en" and (code.partition("-")[0].casefold() == "en" or not _locale(code)):
        month = _MONTHS[day.month - 1]
        if month_first or code.casefold() == "en-us":
            return f"{month} {day.day}, {day.year:04}"
        return f"{day.day} {month} {day.year:04}"
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(code)))


@lru_cache(maxsize=8)
def _month_numbers(code: str) -> Mapping[str, int]:
    names = {name.casefold(): number for number, name in enumerate(_MONTHS, 1)}
    names |= {name[:3]: number for name, number in list(names.items())}
    locale = _locale(code)
    if code.partition("-")[0].casefold() != "en" and locale:
        from babel.dates import get_month_names

        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                table = get_month_names(width, context, locale=locale)
                names |= {str(table[number]).casefold().rstrip("."): number for number in range(1, 13)}
    return MappingProxyType(names)


_BESIDE_DATE = frozenset({"st", "nd", "rd", "th", "er", "of", "the", "de", "day", "den", "le"})
_DATE_WORD = re.compile(r"\d+|[^\W\d_]+")


def date_from_words(text: str, code: str) -> date | None:
    """The date that `1 January 2026`, `January 1st, 2026`, `1. Januar 2026` or `2026-01-01` says; None for what is not plain.

    `01/02/2026` is never read: it is two dates. German `01.02.2026` is one.
    """
    text = text.strip().rstrip(".")
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
        if dotted and language_of(code).code == "de":
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        words = [word for word in _DATE_WORD.findall(text.casefold()) if word not in _BESIDE_DATE]
        numbers = [word for word in words if word.isdecimal()]
        names = [word for word in words if not word.isdecimal()]
        if len(numbers) != 2 or len(numbers[1]) != 4 or len(numbers[0]) > 2 or len(names) != 1:
            return None
        month = _month_numbers(code).get(names[0])
        return date(int(numbers[1]), month, int(numbers[0])) if month else None
    except ValueError:
        return None


def figure(number: Decimal, code: str, *, digits: int = 0) -> str:
    """The number with the language's separators and at least so many decimals: `120,000.00`, `120.000,00`."""
    exponent = number.normalize().as_tuple().exponent
    places = max(digits, -exponent if isinstance(exponent, int) else 0)
    plain = f"{number:,.{places}f}"
    group, point = separators(code)
    if (group, point) == (",", "."):
        return plain
    return plain.translate({ord(","): group, ord("."): point})


@lru_cache(maxsize=32)
def separators(code: str) -> tuple[str, str]:
    """What a language puts between thousands and before decimals."""
    if code.partition("-")[0].casefold() == "en" or not (locale := _locale(code)):
        return ",", "."
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str(get_group_symbol(locale)), str(get_decimal_symbol(locale))


_LONGEST = 60
_FIGURE_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")


def number_from_figure(text: str, code: str) -> Decimal | None:
    """The number a figure says, with the language's separators; None where the groups are not of three digits.

    A nought before other digits is no figure: `0,500` is half of something to many, and five hundred to nobody.
    """
    group, point = separators(code)
    plain = _FIGURE_SPACES.sub(" ", text.strip())
    group = " " if _FIGURE_SPACES.fullmatch(group) else group
    sign = "-" if plain[:1] in ("-", "−") else ""
    plain = plain.lstrip("-−")
    if len(plain) > _LONGEST:
        return None
    g, p = re.escape(group), re.escape(point)
    if not re.fullmatch(rf"(?:[1-9][0-9]{{0,2}}(?:{g}[0-9]{{3}})+|0|[1-9][0-9]*)(?:{p}[0-9]+)?", plain):
        return None
    return Decimal(sign + plain.replace(group, "").replace(point, "."))


@lru_cache(maxsize=32)
def _locale(code: str) -> str:
    """The name Babel knows a language by; empty where it knows none."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return str(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError, TypeError):
        try:
            return str(Locale.parse(code.partition("-")[0]))
        except (UnknownLocaleError, ValueError, TypeError):
            return ""


def currency_words(currency: str, amount: Decimal, code: str) -> str:
    """The currency's name after an amount: `euros`, `Euro`."""
    from babel.numbers import get_currency_name

    return str(get_currency_name(currency, count=amount.normalize(), locale=_locale(code) or "en"))

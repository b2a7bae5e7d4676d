"""Filters: what is printed, and that reading it back gives the value."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.field import Field, FieldType
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.value import Value
from clmctl.text.dialect.filters import FILTERS, inverse, print_value

LANGUAGES = st.sampled_from(["en", "en-US", "de", "de-AT", "de-CH", "fr"])


def field(kind: FieldType, choices: tuple[str, ...] = ()) -> Field:
    return Field("fields.x", kind, choices=choices)


DURATION, MONEY, PERCENT = field(FieldType.DURATION), field(FieldType.MONEY), field(FieldType.PERCENT)
INTEGER, DATE, TEXT = field(FieldType.INTEGER), field(FieldType.DATE), field(FieldType.TEXT)
EUR = Money(Decimal("120000.00"), "EUR")


@pytest.mark.parametrize(
    ("value", "name", "args", "language", "words"),
    [
        (Period(days=60), "", (), "en", "60 days"),
        (Period(days=1), "", (), "en", "1 day"),
        (Period(days=60), "words", (), "en", "sixty (60) days"),
        (Period(months=12), "words", (), "en", "twelve (12) months"),
        (Period(months=12), "", (), "en", "12 months"),
        (Period(years=1, months=6), "words", (), "en", "one (1) year and six (6) months"),
        (Period(business_days=20), "", (), "en", "20 business days"),
        (Period(clear_days=14), "words", (), "en", "fourteen (14) clear days"),
        (Period(), "", (), "en", "0 days"),
        (Period(days=60), "iso", (), "en", "P60D"),
        (Period(days=60), "words", (), "de", "sechzig (60) Tage"),
        (Period(days=60), "words", ("dative",), "de", "sechzig (60) Tagen"),
        (Period(weeks=1), "words", (), "de", "eine (1) Woche"),
        (Period(months=1), "words", ("dative",), "de", "einem (1) Monat"),
        (Period(months=3), "figures", ("dative",), "de", "3 Monaten"),
        (Period(days=30), "words", (), "fr", "trente (30) jours"),
        (5, "words", (), "en", "five (5)"),
        (5, "", (), "en", "5"),
        (12500, "number", (), "en", "12,500"),
        (12500, "number", (), "de", "12.500"),
        (Decimal("5"), "", (), "en", "5%"),
        (Decimal("5.0"), "words", (), "en", "five percent (5%)"),
        (Decimal("2.5"), "words", (), "en", "two point five percent (2.5%)"),
        (Decimal("2.5"), "words", (), "de", "zwei Komma fünf Prozent (2,5\u00a0%)"),
        (Decimal("99.5"), "percent", (), "en", "99.5%"),
        (EUR, "", (), "en", "EUR 120,000.00"),
        (EUR, "money", (), "de", "EUR 120.000,00"),
        (EUR, "words", (), "en", "one hundred and twenty thousand euros (EUR 120,000.00)"),
        (Money(Decimal("1.50"), "EUR"), "words", (), "en", "one and 50/100 euros (EUR 1.50)"),
        (Money(Decimal("1000"), "JPY"), "", (), "en", "JPY 1,000"),
        (Money(Decimal("1.00"), "EUR"), "words", (), "de", "ein Euro (EUR 1,00)"),
        (Money(Decimal("0.125"), "EUR"), "", (), "en", "EUR 0.1250"),
        (date(2026, 1, 1), "", (), "en", "1 January 2026"),
        (date(2026, 1, 1), "date", ("month-first",), "en", "January 1, 2026"),
        (date(2026, 1, 1), "", (), "en-US", "January 1, 2026"),
        (date(2026, 1, 1), "", (), "de", "1. Januar 2026"),
        (date(2026, 8, 1), "", (), "fr", "1 août 2026"),
        (date(2026, 1, 1), "iso", (), "en", "2026-01-01"),
        (True, "", (), "en", "yes"),
        (False, "", (), "de", "nein"),
        (("ip",), "", (), "en", "ip"),
        (("ip", "fraud", "death"), "", (), "en", "ip, fraud and death"),
        (("death", "theft and fraud"), "", (), "en", "death; and theft and fraud"),
        ("England and Wales", "", (), "en", "England and Wales"),
    ],
)
def test_what_is_printed(value: Value, name: str, args: tuple[str, ...], language: str, words: str) -> None:
    assert print_value(value, filter=name, args=args, language=language) == words


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (DURATION, "thirty (30) days", Period(days=30)),
        (DURATION, "30 days", Period(days=30)),
        (DURATION, "thirty days", Period(days=30)),
        (DURATION, "30 (thirty) days", Period(days=30)),
        (DURATION, "Thirty (30)\u00a0Days", Period(days=30)),
        (DURATION, "one hundred and eighty (180) days", Period(days=180)),
        (DURATION, "one hundred eighty (180) days", Period(days=180)),
        (DURATION, "twenty-one  (21)\n days", Period(days=21)),
        (DURATION, "a month", Period(months=1)),
        (DURATION, "1 year, 6 months and 3 days", Period(years=1, months=6, days=3)),
        (DURATION, "P60D", Period(days=60)),
        (DURATION, "ten (10) business days", Period(business_days=10)),
        (DURATION, "one thousand, one hundred (1100) days", Period(days=1100)),
        (DURATION, "1,100 days", Period(days=1100)),
        (DURATION, "1.000 days", None),
        (DURATION, "one (1.0) days", None),
        (DURATION, "0,500 days", None),
        (DURATION, "two (02) years", Period(years=2)),
        (INTEGER, "1.000", None),
        (MONEY, "EUR 0,500", None),
        (MONEY, "EUR 000,100.00", None),
        (MONEY, "KWD 1,234", None),
        (MONEY, "KWD 1,234.000", Money(Decimal("1234.000"), "KWD")),
        (PERCENT, "01,500%", None),
        (DURATION, "sixty (30) days", None),
        (DURATION, "thirty (30) calendar days", None),
        (DURATION, "thirty (30)", None),
        (DURATION, "30 days 20 days", None),
        (DURATION, "30 days of notice", None),
        (DURATION, "about 30 days", None),
        (DURATION, "-30 days", None),
        (DURATION, "", None),
        (INTEGER, "three (3)", 3),
        (INTEGER, "1,200", 1200),
        (INTEGER, "seven", 7),
        (INTEGER, "3.5", None),
        (INTEGER, "three (4)", None),
        (INTEGER, "1,20", None),
        (PERCENT, "5 %", Decimal("5")),
        (PERCENT, "five per cent (5%)", Decimal("5")),
        (PERCENT, "five percent", Decimal("5")),
        (PERCENT, "2.5 percent", Decimal("2.5")),
        (PERCENT, "five percent (6%)", None),
        (PERCENT, "5", None),
        (MONEY, "EUR 130,000.00", Money(Decimal("130000.00"), "EUR")),
        (MONEY, "€130,000", Money(Decimal("130000"), "EUR")),
        (MONEY, "130,000.50 EUR", Money(Decimal("130000.50"), "EUR")),
        (MONEY, "one hundred thousand euros (EUR 100,000.00)", Money(Decimal("100000.00"), "EUR")),
        (MONEY, "one hundred thousand euros (EUR 120,000.00)", None),
        (MONEY, "$100", None),
        (MONEY, "EUR 120.000", None),
        (MONEY, "EUR 12,00,000", None),
        (MONEY, "EUR 1,2", None),
        (MONEY, "100", None),
        (DATE, "2 February 2026", date(2026, 2, 2)),
        (DATE, "February 2nd, 2026", date(2026, 2, 2)),
        (DATE, "2nd day of February 2026", date(2026, 2, 2)),
        (DATE, "2026-02-02", date(2026, 2, 2)),
        (DATE, "31 February 2026", None),
        (DATE, "02/03/2026", None),
        (DATE, "February 2026", None),
        (field(FieldType.BOOLEAN), "No", False),
        (field(FieldType.BOOLEAN), "maybe", None),
        (field(FieldType.CHOICE, ("courts", "arbitration")), "Arbitration", "arbitration"),
        (field(FieldType.CHOICE, ("courts", "arbitration")), "mediation", None),
        (field(FieldType.STRINGS), "a, b and c", ("a", "b", "c")),
        (TEXT, " Scotland ", "Scotland"),
    ],
)
def test_what_a_returned_file_may_say(kind: Field, words: str, value: Value | None) -> None:
    assert inverse("words", (), kind, words) == value


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (DURATION, "dreißig (30) Tagen", Period(days=30)),
        (DURATION, "30 Tage", Period(days=30)),
        (DURATION, "1,000 Tage", None),
        (DURATION, "1.000 Tage", Period(days=1000)),
        (MONEY, "EUR 01.500", None),
        (MONEY, "KWD 1.234", None),
        (DURATION, "einem Monat", Period(months=1)),
        (DURATION, "zehn (10) volle Tage", Period(clear_days=10)),
        (DURATION, "zwei Jahre und sechs Monate", Period(years=2, months=6)),
        (DURATION, "zwanzig (20) Werktage", None),
        (MONEY, "EUR 130.000,00", Money(Decimal("130000.00"), "EUR")),
        (MONEY, "EUR 130,000", None),
        (DATE, "01.02.2026", date(2026, 2, 1)),
        (DATE, "1. März 2026", date(2026, 3, 1)),
        (PERCENT, "fünf Prozent (5 %)", Decimal("5")),
        (field(FieldType.BOOLEAN), "ja", True),
    ],
)
def test_what_a_returned_german_file_may_say(kind: Field, words: str, value: Value | None) -> None:
    assert inverse("", (), kind, words, language="de") == value


def test_computed_blocks_and_unknown_filters_have_no_inverse() -> None:
    assert inverse("percent_of", ("money.total",), PERCENT, "EUR 6,000.00") is None
    assert inverse("table", (), TEXT, "x") is None
    assert inverse("upper", (), TEXT, "X") is None
    assert inverse("", (), None, "Acme  Ltd") == "Acme Ltd"


def test_every_filter_prints_its_example() -> None:
    values: dict[str, Value] = {
        "words": Period(days=60),
        "figures": Period(days=60),
        "date": date(2026, 1, 1),
        "iso": date(2026, 1, 1),
        "money": EUR,
        "percent": Decimal(5),
        "number": 10000,
        "language": "de",
    }
    for name, spec in FILTERS.items():
        if not spec.block and not spec.computes:
            assert print_value(values[name], filter=name) == spec.example
    assert set(values) == {name for name, spec in FILTERS.items() if not spec.block and not spec.computes}


def test_a_language_is_printed_by_its_name_in_the_language_of_the_text() -> None:
    assert print_value(("en", "de"), filter="language") == "English and German"
    assert print_value(("en", "de"), filter="language", language="de") == "Englisch und Deutsch"
    assert print_value("xx-none", filter="language") == "xx-none"
    several = Field("languages", FieldType.STRINGS)
    assert inverse("language", (), several, "Englisch und Deutsch", language="de") == ("en", "de")
    assert inverse("language", (), TEXT, "French") == "fr"
    assert inverse("language", (), several, "English and nothing") is None


PERIODS = st.builds(
    Period, *[st.integers(0, 999)] * 2, st.integers(0, 400), st.integers(0, 2000), st.integers(0, 300), st.integers(0, 300)
)
ONE_UNIT = st.sampled_from(["years", "months", "weeks", "days", "business_days", "clear_days"]).flatmap(
    lambda unit: st.integers(0, 999).map(lambda n: Period(**{unit: n}))
)
AMOUNTS = st.decimals(-(10**9), 10**9, allow_nan=False, places=2) | st.decimals(0, 1000, places=5) | st.decimals(0, 10, places=3)


@given(PERIODS | ONE_UNIT, st.sampled_from(["", "words", "figures", "iso"]), st.sampled_from([(), ("dative",)]), LANGUAGES)
def test_durations_are_read_back(value: Period, name: str, args: tuple[str, ...], language: str) -> None:
    assert (
        inverse(name, args, DURATION, print_value(value, filter=name, args=args, language=language), language=language) == value
    )


@given(AMOUNTS, st.sampled_from(["EUR", "USD", "JPY", "KWD", "CHF"]), st.sampled_from(["", "money", "words"]), LANGUAGES)
def test_money_is_read_back(amount: Decimal, currency: str, name: str, language: str) -> None:
    value = Money(amount, currency)
    assert inverse(name, (), MONEY, print_value(value, filter=name, language=language), language=language) == value


@given(st.decimals(-1000, 1000, allow_nan=False, places=3), st.sampled_from(["", "percent", "words"]), LANGUAGES)
def test_percentages_are_read_back(value: Decimal, name: str, language: str) -> None:
    assert inverse(name, (), PERCENT, print_value(value, filter=name, language=language), language=language) == value


@given(st.integers(-(10**6), 10**7), st.sampled_from(["", "words", "number"]), LANGUAGES)
def test_whole_numbers_are_read_back(value: int, name: str, language: str) -> None:
    assert inverse(name, (), INTEGER, print_value(value, filter=name, language=language), language=language) == value


@given(
    st.dates(date(1000, 1, 1), date(9999, 12, 31)),
    st.sampled_from(["", "date", "iso"]),
    st.sampled_from([(), ("month-first",)]),
    LANGUAGES | st.sampled_from(["es", "it", "nl", "pl", "pt"]),
)
def test_dates_are_read_back(value: date, name: str, args: tuple[str, ...], language: str) -> None:
    assert inverse(name, args, DATE, print_value(value, filter=name, args=args, language=language), language=language) == value


@given(st.booleans(), LANGUAGES)
def test_yes_and_no_are_read_back(value: bool, language: str) -> None:
    assert inverse("", (), field(FieldType.BOOLEAN), print_value(value, language=language), language=language) is value


ITEMS = st.lists(
    st.text(alphabet="abc -", min_size=1).map(str.strip).filter(lambda item: "  " not in item and item), min_size=1, max_size=5
)


@given(ITEMS.map(tuple), LANGUAGES)
def test_lists_are_read_back(value: tuple[str, ...], language: str) -> None:
    assert inverse("", (), field(FieldType.STRINGS), print_value(value, language=language), language=language) == value


@given(st.lists(st.sampled_from(["a", "b, c", "d and e", "f"]), min_size=2, max_size=4).map(tuple))
def test_lists_with_commas_are_read_back(value: tuple[str, ...]) -> None:
    assert inverse("", (), field(FieldType.STRINGS), print_value(value)) == value


@given(st.sampled_from(list(FieldType)), st.sampled_from(list(FILTERS)), st.text(max_size=30), LANGUAGES)
def test_any_words_have_a_value_or_none(kind: FieldType, name: str, words: str, language: str) -> None:
    inverse(name, (), field(kind), words, language=language)


def test_values_beyond_words_are_printed_in_figures() -> None:
    assert print_value(10**40, filter="words") == f"{10**40} ({10**40})"
    assert print_value(Money(Decimal(10) ** 20, "EUR"), filter="words").endswith("(EUR 100,000,000,000,000,000,000.00)")
    assert inverse("", (), INTEGER, "9" * 5000) is None


@pytest.mark.parametrize("language", ["", "x" * 500, "en_US.UTF-8", "zz", "../..", "zh-Hant-TW", "ar", "tlh"])
def test_any_language_prints(language: str) -> None:
    for value in (Period(days=3), Money(Decimal("12.5"), "XYZ"), Decimal("2.5"), 7, date(2026, 1, 1), True, ("a", "b"), "x"):
        for name in ("", "words", "iso", "number"):
            assert print_value(value, filter=name, language=language)


def test_english_is_what_babel_prints() -> None:
    """English has tables of its own, to spare the import; they agree with the library's."""
    from babel.dates import format_date
    from babel.numbers import format_decimal, get_currency_precision

    from clmctl.model.money import currency_digits
    from clmctl.text.language import figure, long_date

    for month in range(1, 13):
        day = date(2026, month, month * 2)
        assert long_date(day, "en") == format_date(day, "d MMMM y", locale="en_GB")
        assert long_date(day, "en-US") == format_date(day, "long", locale="en_US")
    for number in ("0", "1234.5", "1234567.891", "-12345"):
        assert figure(Decimal(number), "en", digits=2) == format_decimal(Decimal(number), format="#,##0.00##", locale="en_GB")
    for code in ("EUR", "USD", "JPY", "KWD", "CLP", "TND", "KRW", "ISK", "CLF", "UYW"):
        assert currency_digits(code) == get_currency_precision(code)

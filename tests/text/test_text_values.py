"""Values of fields: what a file holds or a person types becomes the typed value, or one plain sentence says why not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.field import Field, FieldType
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.text.fields.values import parse_value, show_value

T = FieldType


def parse(kind: FieldType, raw: object, *choices: str):
    return parse_value(Field("x", kind, choices=choices), raw)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (T.TEXT, "no", "no"),
        (T.TEXT, 2026, "2026"),
        (T.TEXT, "a\nb", "a\nb"),
        (T.CHOICE, "a", "a"),
        (T.DATE, "2024-02-29", date(2024, 2, 29)),
        (T.DATE, date(2026, 1, 1), date(2026, 1, 1)),
        (T.DURATION, "P1Y6M", Period(years=1, months=6)),
        (T.DURATION, "P20B", Period(business_days=20)),
        (T.DURATION, Period(days=3), Period(days=3)),
        (T.MONEY, {"amount": "120000.00", "currency": "EUR"}, Money(Decimal("120000.00"), "EUR")),
        (T.MONEY, {"amount": 5, "currency": "USD"}, Money(Decimal(5), "USD")),
        (T.MONEY, "120000 EUR", Money(Decimal(120000), "EUR")),
        (T.MONEY, "eur 120,000.00", Money(Decimal("120000.00"), "EUR")),
        (T.MONEY, "-0.00 EUR", Money(Decimal("0.00"), "EUR")),
        (T.PERCENT, 5, Decimal(5)),
        (T.PERCENT, "2.5 %", Decimal("2.5")),
        (T.INTEGER, "12", 12),
        (T.INTEGER, -3, -3),
        (T.BOOLEAN, "yes", True),
        (T.BOOLEAN, "No", False),
        (T.BOOLEAN, True, True),
        (T.STRINGS, ["a", 1], ("a", "1")),
        (T.STRINGS, "a, b,", ("a", "b")),
        (T.PERSON, " ann ", "ann"),
        (T.PARTY, "customer", "customer"),
    ],
)
def test_read(kind, raw, value):
    found = parse(kind, raw, *(["a", "b"] if kind is T.CHOICE else []))
    assert found == value
    assert type(found) is type(value)
    assert str(found) != "-0.00 EUR"


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        (T.TEXT, True, 'put "true" in quotes'),
        (T.TEXT, "", "is empty"),
        (T.TEXT, "a\x1b[0m", "U+001B"),
        (T.TEXT, ["a"], "must be a text, not a list"),
        (T.TEXT, {"a": 1}, "not a mapping"),
        (T.CHOICE, "aple", "Did you mean apple?"),
        (T.CHOICE, "zzz", "It is one of: apple, pear"),
        (T.DATE, "2026-02-30", "no day of the calendar"),
        (T.DATE, "0000-01-01", "no day of the calendar"),
        (T.DATE, "20260101", "write it as 2026-01-31"),
        (T.DATE, "2026-W01-1", "write it as 2026-01-31"),
        (T.DATE, "1 January 2026", "write it as 2026-01-31"),
        (T.DATE, "2026-01-01T00:00:00", "write it as 2026-01-31"),
        (T.DATE, 20260101, "write it as 2026-01-31"),
        (T.DURATION, "60 days", "Did you mean P60D?"),
        (T.DURATION, "3 business days", "Did you mean P3B?"),
        (T.DURATION, 60, "P60D for days"),
        (T.DURATION, "-P1D", "not a duration"),
        (T.DURATION, "P", "not a duration"),
        (T.MONEY, {"amount": ".nan", "currency": "EUR"}, "is not a number"),
        (T.MONEY, {"amount": "9" * 5000, "currency": "EUR"}, "is not a number"),
        (T.MONEY, {"amount": "1e9", "currency": "EUR"}, "is not a number"),
        (T.MONEY, {"amount": "١٢", "currency": "EUR"}, "is not a number"),
        (T.MONEY, {"amount": True, "currency": "EUR"}, "is not a number"),
        (T.MONEY, {"amount": "1", "currency": "euro"}, "three capitals"),
        (T.MONEY, {"amount": "1"}, "must be {amount"),
        (T.MONEY, "120000", "with a currency"),
        (T.MONEY, "120.000,00 EUR", "two ways"),
        (T.MONEY, "1,00 EUR", "two ways"),
        (T.MONEY, "1,234 KWD", "write 1234.000 or 1.234"),
        (T.MONEY, "EUR 5 USD", "with a currency"),
        (T.MONEY, 5, "with a currency"),
        (T.PERCENT, "-5", "not a percentage"),
        (T.PERCENT, ".inf", "not a percentage"),
        (T.PERCENT, True, "not a percentage"),
        (T.PERCENT, "9" * 5000, "not a percentage"),
        (T.INTEGER, "9" * 5000, "not a whole number"),
        (T.INTEGER, "1.5", "not a whole number"),
        (T.INTEGER, True, "not a whole number"),
        (T.INTEGER, "0123", "not a whole number"),
        (T.BOOLEAN, 1, "neither true nor false"),
        (T.BOOLEAN, "on", "neither true nor false"),
        (T.STRINGS, {"a": 1}, "not a list of texts"),
        (T.STRINGS, [["a"]], "must be a text"),
        (T.STRINGS, [""], "holds an empty text"),
        (T.PERSON, "a\nb", "on one line"),
    ],
)
def test_refused_in_one_sentence(kind, raw, words):
    with pytest.raises(ValueError, match=r".") as caught:
        parse(kind, raw, *(["apple", "pear"] if kind is T.CHOICE else []))
    assert words in str(caught.value)
    assert len(str(caught.value)) < 250


periods = st.builds(Period, *[st.integers(0, 999)] * 6)
decimals = st.decimals(0, 10**9, places=2)
values = st.one_of(
    st.tuples(st.just(T.DATE), st.dates(date(1800, 1, 1), date(3199, 12, 31))),  # what a field can be
    st.tuples(st.just(T.DURATION), periods),
    st.tuples(st.just(T.MONEY), st.builds(Money, decimals, st.sampled_from(["EUR", "USD"]))),
    st.tuples(st.just(T.PERCENT), st.decimals(0, 1000, places=2)),
    st.tuples(st.just(T.INTEGER), st.integers(-(10**17), 10**17)),
    st.tuples(st.just(T.BOOLEAN), st.booleans()),
    st.tuples(st.just(T.STRINGS), st.lists(st.sampled_from(["ip", "data-breach", "a b"]), min_size=1).map(tuple)),
    st.tuples(st.just(T.TEXT), st.sampled_from(["England and Wales", "no", "P60D", "x: y"])),
)


@given(values)
def test_what_is_shown_can_be_typed_back(pair):
    kind, value = pair
    assert parse(kind, show_value(value)) == value


@given(
    st.sampled_from(FieldType),
    st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()) | st.dictionaries(st.text(), st.text()),
)
def test_any_value_is_read_or_refused(kind, raw):
    try:
        show_value(parse(kind, raw))
    except ValueError as wrong:
        assert str(wrong)

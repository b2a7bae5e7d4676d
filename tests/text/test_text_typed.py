"""What a person types is the value it means, stored in one way; what may mean two things is refused with both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.text.dialect.filters import print_value
from clmctl.text.dialect.typed import typed_day, typed_period, typed_value
from clmctl.text.fields.values import parse_value, show_value

CATALOGUE = Catalogue(BUILT_IN)
TYPED = {
    "renewal.notice": {
        "60 days": "P60D",
        "2 months": "P2M",
        "1 year": "P1Y",
        "18 months": "P18M",
        "90 Tage": "P90D",
        "drei Monate": "P3M",
        "trois mois": "P3M",
        "sixty (60) days": "P60D",
        "sixty-day": "P60D",
        "60 days\u2019": "P60D",
        "60\u00a0Days": "P60D",
        "12m": "P12M",
        "2 yrs": "P2Y",
        "6 mths.": "P6M",
        "20 business days": "P20B",
        "10 working days": "P10B",
        "14 clear days": "P14C",
        "90 calendar days": "P90D",
        "a month": "P1M",
        "one year and six months": "P1Y6M",
        "two quarters": "P6M",
        "P60D": "P60D",
        "1,000 days": "P1000D",
        "1.000 Tage": "P1000D",
        "1\u202f000 jours": "P1000D",
        "02 (two) years": "P2Y",
        "zwei Quartale": "P6M",
        "deux trimestres": "P6M",
    },
    "dates.effective": {
        "1 March 2027": "2027-03-01",
        "March 1st, 2027": "2027-03-01",
        "Monday, 1 March 2027": "2027-03-01",
        "Montag, 1. M\u00e4rz 2027": "2027-03-01",
        "lundi 1er mars 2027": "2027-03-01",
        "Mar 1, 2027": "2027-03-01",
        "Saturday 03/04/2027": "2027-04-03",
        "1. M\u00e4rz 2027": "2027-03-01",
        "1er mars 2027": "2027-03-01",
        "01-Mar-2027": "2027-03-01",
        "Sept 5, 2027": "2027-09-05",
        "13/04/2027": "2027-04-13",
        "04/13/2027": "2027-04-13",
        "04/04/2027": "2027-04-04",
        "03.04.2027": "2027-04-03",
        "2027/3/4": "2027-03-04",
    },
    "money.total": {
        "EUR 1,200.00": "1200.00 EUR",
        "1.200,00 EUR": "1200.00 EUR",
        "EUR 1 200,00": "1200.00 EUR",
        "EUR 1'200.00": "1200.00 EUR",
        "\u20ac1,200": "1200.00 EUR",
        "US$ 100": "100.00 USD",
        "1.200 KWD": "1.200 KWD",
        "0.125 EUR": "0.125 EUR",
        "1'234 KWD": "1234.000 KWD",
        "1.234,500 KWD": "1234.500 KWD",
        "1,234,567 KWD": "1234567.000 KWD",
    },
    "money.price_cap_percent": {"5 %": "5", "5 percent": "5", "2,5 %": "2.5", "five percent (5%)": "5"},
    "renewal.max": {"3": "3", "three": "3", "3 (three)": "3", "1,000": "1000"},
}
REFUSED = [
    ("dates.effective", "03/04/2027", "may mean 2027-04-03 or 2027-03-04"),
    ("dates.effective", "3-4-2027", "may mean 2027-04-03 or 2027-03-04"),
    ("dates.effective", "March 2027", "write it as 2027-03-01 or 1 March 2027"),
    ("dates.effective", "1 March 27", "is not a date"),
    ("dates.effective", "31 February 2027", "is no day of the calendar"),
    ("dates.effective", "31. Februar 2027", "is no day of the calendar"),
    ("dates.effective", "31/02/2027", "is no day of the calendar"),
    ("dates.effective", "2027-02-29", "is no day of the calendar"),
    ("dates.effective", "2027/2/30", "is no day of the calendar"),
    ("dates.effective", "Sunday 1 March 2027", "2027-03-01 is a Monday"),
    ("dates.effective", "Sonntag, 1. M\u00e4rz 2027", "2027-03-01 is a Monday"),
    ("dates.effective", "dimanche 1er mars 2027", "2027-03-01 is a Monday"),
    ("dates.effective", "1 March 9998", "is after 2199-12-31"),
    ("renewal.notice", "sixty (30) days", "is not a duration: write it as 60 days"),
    ("renewal.notice", "60", "is not a duration"),
    ("renewal.notice", "0 days", "is no time at all"),
    ("renewal.notice", "60 days or 2 months", "is not a duration"),
    ("money.total", "1.200 EUR", "may be 1200 or 1.200"),
    ("renewal.notice", "1.000 days", "is not a duration"),
    ("renewal.notice", "1.000 (one) days", "is not a duration"),
    ("renewal.notice", "1,000 Tage", "is not a duration"),
    ("renewal.notice", "1,000 jours", "is not a duration"),
    ("renewal.notice", "1.000 quarters", "is not a duration"),
    ("renewal.notice", "0,060 days", "is not a duration"),
    ("renewal.max", "1.000", "may be 1000 or 1.000"),
    ("renewal.max", "0,500", "not a whole number"),
    ("money.total", "EUR 0,500", "in two ways"),
    ("money.total", "EUR 000,100", "in two ways"),
    ("money.total", "\u20ac01,500", "with a currency"),
    ("money.total", "EUR 0'500", "with a currency"),
    ("money.total", "EUR 0500", "in two ways"),
    ("money.total", "1,234 KWD", "may be 1234 or 1.234"),
    ("money.total", "kwd 1,234", "may be 1234 or 1.234"),
    ("money.price_cap_percent", "01,500 %", "not a percentage"),
    ("money.payment_terms", "99999999999999 days", "too many figures"),
    ("money.payment_terms", "10000 years", "too many figures"),
    ("money.payment_terms", "P99999999999999D", "is not a duration"),
    ("money.total", "EUR 99999999999999999999", "too many figures"),
    ("money.total", "\u20ac99999999999999999999", "too many figures"),
    ("money.total", "\u20ac1.12345678", "too many figures"),
    ("money.total", "EUR 1,234.12345678", "too many figures"),
    ("money.price_cap_percent", "99999999999 %", "too many figures"),
    ("money.price_cap_percent", "1,12345678 percent", "too many figures"),
    ("renewal.max", "99999999999999999999", "too many figures"),
    ("money.total", "$100", "Write USD 100.00"),
    ("money.total", "-5 EUR", "less than nothing"),
    ("money.total", "5 RMB", "Did you mean CNY?"),
    ("money.price_cap_percent", "-5%", "less than nothing"),
    ("renewal.max", "three (4)", "not a whole number"),
]


@pytest.mark.parametrize(("path", "typed", "stored"), [(p, t, s) for p, pairs in TYPED.items() for t, s in pairs.items()])
def test_what_a_lawyer_types_is_stored_in_one_way(path: str, typed: str, stored: str) -> None:
    assert show_value(typed_value(CATALOGUE.by_path[path], typed)) == stored


@pytest.mark.parametrize(("path", "typed", "said"), REFUSED)
def test_what_is_not_beyond_doubt_is_refused_with_what_to_type(path: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError) as wrong:
        typed_value(CATALOGUE.by_path[path], typed)
    assert said in str(wrong.value)


@pytest.mark.parametrize(("path", "text"), [("renewal.notice", "60 days"), ("dates.effective", "1 March 2027")])
def test_a_file_keeps_its_one_way_to_say_a_value(path: str, text: str) -> None:
    with pytest.raises(ValueError):
        parse_value(CATALOGUE.by_path[path], text)


@given(st.dates(), st.sampled_from(["en", "de", "fr"]))
def test_a_day_as_printed_is_the_day_typed(day, language) -> None:
    if 1800 <= day.year < 3200:
        assert typed_day(print_value(day, language=language)) == day


@given(st.integers(1, 900), st.sampled_from(["D", "M", "Y", "W", "B", "C"]), st.sampled_from(["en", "de", "fr"]), st.booleans())
def test_a_duration_as_printed_is_the_duration_typed(number, unit, language, in_words) -> None:
    period = typed_period(f"P{number}{unit}")
    assert typed_period(print_value(period, filter="words" if in_words else "", language=language)) == period


@given(st.sampled_from(list(FieldType)), st.text(max_size=40) | st.from_regex(r"[0-9 .,/$EURa-z-]{1,20}", fullmatch=True))
def test_any_words_are_a_value_or_refused_in_a_sentence(kind, text) -> None:
    try:
        found = typed_value(Field("fields.x", kind), text)
        assert parse_value(Field("fields.x", kind), show_value(found)) == found
    except ValueError as wrong:
        assert len(str(wrong)) < 300


@given(
    st.sampled_from([FieldType.DURATION, FieldType.MONEY, FieldType.PERCENT, FieldType.INTEGER]),
    st.decimals(-(10**22), 10**22, allow_nan=False, places=7) | st.integers(-(10**22), 10**22),
    st.sampled_from(["{} days", "{} Monate", "EUR {}", "{} %", "{}"]),
)
def test_what_is_taken_is_what_the_file_gives_back(kind, number, words) -> None:
    field = Field("fields.x", kind)
    try:
        found = typed_value(field, words.format(number))
    except ValueError:
        return
    assert parse_value(field, show_value(found)) == found

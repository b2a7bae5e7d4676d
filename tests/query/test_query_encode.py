"""Values into index columns and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.columns import PARTS, folded, micro
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column
from clmctl.query.answer import as_json, json_rows
from clmctl.query.encode import decode, row_encoder


def column(kind):
    return Column("x", kind, "x")


def encode(of, value):
    return row_encoder((of,))({of.name: value}.get)


VALUES = {
    "text": st.text(),
    "choice": st.sampled_from(["draft", "executed"]),
    "date": st.dates(),
    "duration": st.builds(Period, *[st.integers(0, 99)] * 6),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.decimals(allow_nan=False, allow_infinity=False, places=4),
    "percent": st.decimals(-100, 100, places=3),
    "boolean": st.booleans(),
    "strings": st.lists(st.text()).map(tuple),
}


@pytest.mark.parametrize("kind", VALUES)
def test_what_goes_in_comes_out(kind):
    @given(VALUES[kind])
    def goes(value):
        cells = encode(column(kind), value)
        assert len(cells) == len(PARTS[kind])
        assert decode(column(kind), cells[0]) == value
        assert json_rows((column(kind),), [(cells[0],), (None,)]) == [[as_json(decode(column(kind), cells[0]))], [None]]

    goes()


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["EUR", "JPY"]))
def test_money_comes_out_of_its_parts(amount, currency):
    text, scaled, code = encode(column("money"), Money(amount, currency))
    assert decode(column("money"), f"{text} {code}") == Money(amount, currency)
    assert json_rows((column("money"),), [(f"{text} {code}",)]) == [[as_json(Money(amount, currency))]]
    assert scaled == int(amount * 10**6)


def test_what_is_not_stated_is_null_in_every_part():
    for kind, parts in PARTS.items():
        assert encode(column(kind), None) == (None,) * len(parts)
        assert decode(column(kind), None) is None


def test_a_duration_keeps_its_months_days_and_bounds():
    assert encode(column("duration"), Period(months=3)) == ("P3M", 3, 0, "", 89, 92)
    assert encode(column("duration"), Period(years=1, weeks=1, business_days=5)) == ("P1Y1W5B", 12, 7, "5B", 377, None)


def test_a_text_is_folded_only_where_that_changes_it():
    assert encode(column("text"), "acme") == ("acme", None)
    assert encode(column("text"), "Straße") == ("Straße", "strasse")
    assert encode(column("text"), "e\u0301") == ("e\u0301", "é")
    assert encode(column("text"), "\ud800") == ("\ufffd", None)
    assert folded("ÀB") == folded("A\u0300b")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1E+999999", "-1E+999999", "1E-999999"])
def test_numbers_beyond_all_measure_are_bounded(value):
    text, scaled = encode(column("number"), Decimal(value))
    assert len(text) < 400
    assert isinstance(scaled, int | float)
    assert scaled == micro(Decimal(text))


def test_a_value_of_another_type_is_a_mistake_of_the_program():
    for kind, value in (("date", "2026-01-01"), ("integer", True), ("percent", False), ("money", Decimal(1)), ("text", date.min)):
        with pytest.raises(TypeError):
            encode(column(kind), value)

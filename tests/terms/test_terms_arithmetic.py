"""Days moved by periods: clamped like dateutil, counted from the anchor, never outside the calendar."""

from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from terms_make import WEEKDAYS, d

from clmctl.model.calendar import Calendar
from clmctl.model.period import Period, parse_period
from clmctl.terms.arithmetic import add_business_days, add_months, mover, period_number, shift, whole_periods
from clmctl.terms.business import Roll, add_months_on_business_ends, roll
from clmctl.terms.notice import count_back
from clmctl.terms.periods import (
    Stretch,
    calendar_period_last,
    calendar_periods,
    month_before,
    nth_period,
    period_around,
    periods_to_end,
    schedule,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LENGTHS = st.builds(
    Period, years=st.integers(0, 3), months=st.integers(0, 30), weeks=st.integers(0, 6), days=st.integers(0, 400)
).filter(lambda p: p.total_months + p.total_days > 0)
EASTER = Calendar("easter", holidays=MappingProxyType({date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"}))


@given(DAYS, st.integers(-1200, 1200))
def test_months_clamp_as_dateutil_does(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@pytest.mark.parametrize(
    ("day", "months", "short_month", "month_end", "expected"),
    [
        ("2024-02-29", 12, "forward", "anchor", "2025-03-01"),
        ("2024-02-29", 12, "back", "anchor", "2025-02-28"),
        ("2024-02-29", 48, "forward", "anchor", "2028-02-29"),
        ("2026-01-31", 1, "forward", "anchor", "2026-03-01"),
        ("2026-12-31", 2, "forward", "anchor", "2027-03-01"),
        ("2026-02-28", 1, "back", "anchor", "2026-03-28"),
        ("2026-02-28", 1, "back", "eom", "2026-03-31"),
        ("2026-04-30", 1, "forward", "eom", "2026-05-31"),
        ("2026-04-29", 1, "forward", "eom", "2026-05-29"),
        ("2024-02-28", 1, "back", "eom", "2024-03-28"),
    ],
)
def test_short_months_and_month_ends(day: str, months: int, short_month: str, month_end: str, expected: str) -> None:
    assert str(add_months(d(day), months, short_month=short_month, month_end=month_end)) == expected  # type: ignore[arg-type]


def test_many_periods_are_counted_at_once() -> None:
    month = parse_period("P1M")
    assert [str(shift(d("2026-01-31"), month, n)) for n in (1, 2, 3)] == ["2026-02-28", "2026-03-31", "2026-04-30"]


@given(DAYS, LENGTHS, st.integers(-40, 40))
def test_a_mover_gives_what_shift_gives(day: date, period: Period, times: int) -> None:
    assert mover(period, times)(day) == shift(day, period, times)


@pytest.mark.parametrize(
    ("day", "text", "times", "expected"),
    [
        ("2026-04-02", "P1B", 1, "2026-04-07"),
        ("2026-04-07", "P1B", -1, "2026-04-02"),
        ("2026-04-05", "P1B", -1, "2026-04-01"),  # Easter Sunday: back to Thursday, and one before it
        ("2026-04-02", "P2B", 3, "2026-04-14"),
        ("2026-04-05", "P1B", 1, "2026-04-07"),  # from a closed day the next open one is the first
        ("2026-04-05", "P2B", 1, "2026-04-08"),
        ("2026-04-05", "P0B", 1, "2026-04-05"),
        ("2026-04-30", "P14C", -1, "2026-04-15"),
        ("2026-04-15", "P14C", 1, "2026-04-30"),
    ],
)
def test_business_and_clear_days(day: str, text: str, times: int, expected: str) -> None:
    assert str(shift(d(day), parse_period(text), times, calendar=EASTER)) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_counting_business_days_back_is_early_enough(day: date, count: int) -> None:
    sent = add_business_days(day, -count, WEEKDAYS)
    assert add_business_days(sent, count, WEEKDAYS) <= day


@pytest.mark.parametrize("text", ["P9999Y", "P99999M", "P99999W999999D", "P99999B", "P99999C"])
@pytest.mark.parametrize("times", [1, -1, 600])
def test_huge_periods_overflow_by_name(text: str, times: int) -> None:
    with pytest.raises(OverflowError):
        shift(d("2026-01-01"), parse_period(text), times * 40, calendar=WEEKDAYS)


@pytest.mark.parametrize(
    ("text", "anchor", "day"),
    [
        ("P3M", "date", "2026-11-28"),
        ("P3M", "month-end", "2026-11-30"),
        ("P3M10D", "month-end", "2026-11-18"),  # only whole months run from month end to month end
        ("P90D", "month-end", "2026-11-30"),
    ],
)
def test_notice_counted_back_from_a_month_s_end(text: str, anchor: Literal["date", "month-end"], day: str) -> None:
    assert str(count_back(d("2027-02-28"), parse_period(text), notice_anchor=anchor)) == day


def test_a_calendar_without_an_open_day_is_refused() -> None:
    never = Calendar("never", weekend=frozenset(range(7)))
    for call in (lambda: add_business_days(d("2026-01-01"), 1, never), lambda: roll(d("2026-01-01"), Roll.NEAREST, never)):
        with pytest.raises(OverflowError, match="no business day"):
            call()


def test_business_days_need_a_calendar() -> None:
    with pytest.raises(LookupError, match="calendar"):
        shift(d("2026-01-01"), parse_period("P5B"))


@given(DAYS, LENGTHS, st.integers(-200, 200), st.sampled_from(["forward", "back"]), st.sampled_from(["anchor", "eom"]))
def test_a_day_lies_in_exactly_the_period_it_is_said_to(
    anchor: date, period: Period, offset: int, short_month: str, month_end: str
) -> None:
    day = anchor + timedelta(days=offset * 3)
    how = {"short_month": short_month, "month_end": month_end}
    number = period_number(anchor, period, day, **how)  # type: ignore[arg-type]
    first, following = (shift(anchor, period, n, **how) for n in (number, number + 1))  # type: ignore[arg-type]
    assert first <= day < following
    assert period_around(anchor, period, day, **how) == Stretch(first, following - timedelta(days=1))  # type: ignore[arg-type]


@given(DAYS, LENGTHS, st.sampled_from(["forward", "back"]), st.sampled_from(["anchor", "eom"]))
def test_periods_abut(anchor: date, period: Period, short_month: str, month_end: str) -> None:
    found = [nth_period(anchor, period, n, short_month=short_month, month_end=month_end) for n in range(-3, 12)]  # type: ignore[arg-type]
    for one, following in pairwise(found):
        assert one.last + timedelta(days=1) == following.first
        assert one.days > 0


@given(DAYS, LENGTHS, st.integers(0, 3000), st.sampled_from(["short-final", "long-final", "short-initial", "long-initial"]))
def test_a_schedule_runs_from_start_to_end(start: date, period: Period, days: int, stub: str) -> None:
    end = start + timedelta(days=days)
    found = schedule(start, end, period, stub=stub)  # type: ignore[arg-type]
    assert (found[0], found[-1]) == (start, end)
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("stub", "expected"),
    [
        ("short-final", ["2026-01-10", "2026-04-10", "2026-07-10", "2026-08-01"]),
        ("long-final", ["2026-01-10", "2026-04-10", "2026-08-01"]),
        ("short-initial", ["2026-01-10", "2026-02-01", "2026-05-01", "2026-08-01"]),
        ("long-initial", ["2026-01-10", "2026-05-01", "2026-08-01"]),
    ],
)
def test_stubs(stub: str, expected: list[str]) -> None:
    assert [str(x) for x in schedule(d("2026-01-10"), d("2026-08-01"), parse_period("P3M"), stub=stub)] == expected  # type: ignore[arg-type]


def test_a_schedule_refuses_what_cannot_be_one() -> None:
    with pytest.raises(ValueError, match="before the start"):
        schedule(d("2026-02-01"), d("2026-01-01"), parse_period("P1M"))
    with pytest.raises(ValueError, match="no length"):
        schedule(d("2026-01-01"), d("2026-02-01"), Period())
    with pytest.raises(OverflowError, match="more than"):
        schedule(d("1900-01-01"), d("2026-01-01"), parse_period("P1D"))


@given(DAYS, LENGTHS, st.integers(-50, 2000))
def test_whole_periods_are_over_and_one_more_is_not(start: date, period: Period, days: int) -> None:
    end = start + timedelta(days=days)
    count = whole_periods(start, end, period)
    assert count == 0 or shift(start, period, count) <= end
    assert shift(start, period, count + 1) > end


@pytest.mark.parametrize(
    ("day", "how", "expected"),
    [
        ("2026-05-31", Roll.FOLLOWING, "2026-06-01"),  # a Sunday that ends a month
        ("2026-05-31", Roll.MODIFIED_FOLLOWING, "2026-05-29"),
        ("2026-08-01", Roll.PRECEDING, "2026-07-31"),  # a Saturday that begins one
        ("2026-08-01", Roll.MODIFIED_PRECEDING, "2026-08-03"),
        ("2026-08-15", Roll.MODIFIED_FOLLOWING, "2026-08-17"),
        ("2026-08-15", Roll.MODIFIED_FOLLOWING_BI_MONTHLY, "2026-08-14"),
        ("2026-08-15", Roll.NEAREST, "2026-08-14"),
        ("2026-08-16", Roll.NEAREST, "2026-08-17"),
        ("2026-08-16", Roll.NONE, "2026-08-16"),
        ("2026-08-18", Roll.MODIFIED_FOLLOWING, "2026-08-18"),
    ],
)
def test_rolls(day: str, how: Roll, expected: str) -> None:
    assert str(roll(d(day), how, WEEKDAYS)) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from([how for how in Roll if how is not Roll.NONE]))
def test_every_roll_lands_on_an_open_day(day: date, how: Roll) -> None:
    landed = roll(day, how, EASTER)
    assert EASTER.is_open(landed)
    if how.value.startswith("modified"):
        assert landed.month == day.month


def test_a_last_business_day_stays_one() -> None:
    assert str(add_months_on_business_ends(d("2026-05-29"), 1, WEEKDAYS)) == "2026-06-30"
    assert str(add_months_on_business_ends(d("2026-05-28"), 1, WEEKDAYS)) == "2026-06-28"


def test_calendar_periods_are_cut_at_both_ends() -> None:
    found = calendar_periods(d("2026-02-10"), d("2026-08-05"), 3)
    assert [(str(p.first), str(p.last)) for p in found] == [
        ("2026-02-10", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-08-05"),
    ]
    assert str(calendar_period_last(d("2026-11-02"), 5)) == "2026-12-31"
    assert str(calendar_period_last(d("2026-11-02"), 24)) == "2027-12-31"


def test_the_month_before_is_over() -> None:
    assert month_before(d("2026-03-01")) == Stretch(d("2026-02-01"), d("2026-02-28"))
    assert [str(p.last) for p in periods_to_end(d("2026-01-01"), d("2026-03-15"), parse_period("P1M"))] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-15",
    ]

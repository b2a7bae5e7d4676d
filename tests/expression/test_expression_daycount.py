"""How long months are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.expression.compare import compare
from clmctl.expression.daycount import day_bounds, days_in_months, moved
from clmctl.model.period import Period


@pytest.mark.parametrize(
    ("months", "bounds"),
    [
        (0, (0, 0)),
        (1, (28, 31)),
        (2, (59, 62)),
        (3, (89, 92)),
        (6, (181, 184)),
        (12, (365, 366)),
        (24, (730, 731)),
        (48, (1460, 1461)),
        (84, (2555, 2557)),
        (96, (2921, 2922)),
        (4800, (146097, 146097)),
        (4803, (146186, 146189)),
    ],
)
def test_the_fewest_and_the_most_days(months, bounds):
    assert days_in_months(months) == bounds


@given(st.dates(date(1600, 1, 1), date(2400, 12, 31)), st.integers(0, 600))
def test_no_day_of_the_calendar_is_outside_the_bounds(day, months):
    least, most = days_in_months(months)
    assert least <= (moved(day, months, 0) - day).days <= most


@given(
    st.builds(Period, months=st.integers(0, 60), days=st.integers(0, 200)),
    st.builds(Period, months=st.integers(0, 60)),
    st.dates(),
)
def test_a_decided_comparison_holds_from_every_day(left, right, day):
    if day.year > 9980:
        return
    ends = [moved(day, period.total_months, period.total_days) for period in (left, right)]
    if compare(left, "<", right):
        assert ends[0] < ends[1]
    if compare(left, ">=", right):
        assert ends[0] >= ends[1]


def test_business_days_have_no_upper_bound():
    assert day_bounds(Period(business_days=20)) == (20, None)
    assert day_bounds(Period(months=1, clear_days=5)) == (33, None)


def test_days_the_calendar_lacks_become_the_last_of_the_month_and_the_end_of_time_holds():
    assert moved(date(2024, 1, 31), 1, 0) == date(2024, 2, 29)
    assert moved(date(2024, 3, 31), -1, 1) == date(2024, 3, 1)
    assert moved(date(9999, 12, 31), 1, 0) == date.max
    assert moved(date(1, 1, 1), 0, -1) == date.min

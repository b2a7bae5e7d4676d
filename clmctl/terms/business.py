"""A closed day moved to a business day, by the conventions that contracts and markets use.

The names and what they do are those of ISDA and of Strata's `BusinessDayConventions`; FRCP 6(a)(5) is `following` when
counting forward and `preceding` when counting back.
"""

from datetime import date, timedelta
from enum import StrEnum

from clmctl.model.calendar import Calendar
from clmctl.terms.arithmetic import MonthEnd, ShortMonth, add_months, month_last

_DAY = timedelta(days=1)


class Roll(StrEnum):
    """What to do with a day that is no business day."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified-following"
    #: As modified following, and never over the middle of a month (the 15th) either.
    MODIFIED_FOLLOWING_BI_MONTHLY = "modified-following-bi-monthly"
    PRECEDING = "preceding"
    MODIFIED_PRECEDING = "modified-preceding"
    #: Sunday and Monday go forward, every other closed day back.
    NEAREST = "nearest"


def next_open(day: date, calendar: Calendar) -> date:
    """The day itself if it is open, else the business day after it."""
    return _walk(day, _DAY, calendar)


def previous_open(day: date, calendar: Calendar) -> date:
    """The day itself if it is open, else the business day before it."""
    return _walk(day, -_DAY, calendar)


def roll(day: date, how: Roll, calendar: Calendar) -> date:
    """The day moved to a business day by the convention; an open day stays where it is."""
    if how is Roll.NONE or calendar.is_open(day):
        return day
    if how is Roll.FOLLOWING:
        return next_open(day, calendar)
    if how is Roll.PRECEDING:
        return previous_open(day, calendar)
    if how is Roll.NEAREST:
        return next_open(day, calendar) if day.weekday() in (6, 0) else previous_open(day, calendar)
    if how is Roll.MODIFIED_PRECEDING:
        before = previous_open(day, calendar)
        return before if _same_month(before, day) else next_open(day, calendar)
    after = next_open(day, calendar)
    crossed_middle = how is Roll.MODIFIED_FOLLOWING_BI_MONTHLY and day.day <= 15 < after.day
    return previous_open(day, calendar) if crossed_middle or not _same_month(after, day) else after


def is_last_business_day(day: date, calendar: Calendar) -> bool:
    """Whether the day is the last business day of its month."""
    return day == previous_open(month_last(day), calendar)


def add_months_on_business_ends(
    day: date, months: int, calendar: Calendar, *, short_month: ShortMonth = "back", month_end: MonthEnd = "anchor"
) -> date:
    """The day `months` away, where a month's last business day stays a month's last business day."""
    moved = add_months(day, months, short_month=short_month, month_end=month_end)
    return previous_open(month_last(moved), calendar) if is_last_business_day(day, calendar) else moved


def _walk(day: date, step: timedelta, calendar: Calendar) -> date:
    if len(calendar.weekend) >= 7:
        raise OverflowError(f"calendar {calendar.name!r} has no business day at all")
    while not calendar.is_open(day):
        day += step
    return day


def _same_month(left: date, right: date) -> bool:
    return (left.year, left.month) == (right.year, right.month)

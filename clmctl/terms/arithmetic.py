"""Days moved by periods: every result is derived from the anchor given, never from a step before it.

Months are moved with `add_months`, weeks and days with the calendar of days, business days on a named calendar. The result
is a date or an OverflowError ("outside the years 1 to 9999"), which callers turn into a missing field, never a traceback.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from clmctl.model.calendar import Calendar
from clmctl.model.period import Period

ShortMonth = Literal["forward", "back"]
MonthEnd = Literal["anchor", "eom"]

_DAY = timedelta(days=1)
#: Twenty years of business days: a longer count is a slip of the pen, and is refused rather than walked.
MOST_BUSINESS_DAYS = 5_000
_LAST_DAY = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_after(day: date) -> date:
    """The next day; the last there is stays itself."""
    return day if day == date.max else day + _DAY


def month_last(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_month_end(day: date) -> bool:
    """Whether the day is the last of its month."""
    return day.day >= 28 and day.day == monthrange(day.year, day.month)[1]


def add_months(day: date, months: int, *, short_month: ShortMonth = "back", month_end: MonthEnd = "anchor") -> date:
    """The day `months` calendar months away (negative: before).

    The corresponding date rule (Dodds v Walker): the same number in the month. Where the month has no such day:
    `back` gives its last day, as dateutil's relativedelta does, `forward` the 1st of the next month. `month_end` eom: a
    month's last day stays a month's last day (ISDA EOM: only where the anchor is itself one).
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} and {months} months is outside the years 1 to 9999")
    wanted = day.day
    if wanted <= 28 and month_end == "anchor":
        return date(year, month, wanted)
    last = _LAST_DAY[month] if month != 2 else monthrange(year, month)[1]
    if month_end == "eom" and is_month_end(day):
        return date(year, month, last)
    if wanted <= last:
        return date(year, month, wanted)
    if short_month == "back":
        return date(year, month, last)
    return date(year, month, last) + _DAY


def add_business_days(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th business day after the day (negative: before it).

    The day itself is never counted. Counting back from a closed day starts at the business day before it, so the answer
    is always early enough: adding the same count again never passes the day.
    """
    if len(calendar.weekend) >= 7:
        raise OverflowError(f"calendar {calendar.name!r} has no business day at all")
    step = _DAY if count > 0 else -_DAY
    if count < 0:
        while not calendar.is_open(day):
            day += step
    for _ in range(abs(count)):
        day += step
        while not calendar.is_open(day):
            day += step
    return day


def shift(
    anchor: date,
    period: Period,
    times: int = 1,
    *,
    calendar: Calendar | None = None,
    short_month: ShortMonth = "back",
    month_end: MonthEnd = "anchor",
) -> date:
    """The day `times` periods from the anchor (negative: before it): months first, then days, then business days.

    Always `times` periods at once: 31 January and two months is 31 March, not 28 March. Business days need a calendar
    (LookupError without one); clear days add the one day that makes both ends clear.
    """
    day = anchor
    if months := period.total_months * times:
        day = add_months(day, months, short_month=short_month, month_end=month_end)
    days = period.total_days * times
    if clear := period.clear_days * times:
        days += clear + (1 if clear > 0 else -1)
    if days:
        day = _days(day, days)
    if business := period.business_days * times:
        if period.business_days > MOST_BUSINESS_DAYS:
            raise OverflowError(f"{period.business_days} business days are more than {MOST_BUSINESS_DAYS}")
        if calendar is None:
            raise LookupError("business days need a named calendar")
        day = add_business_days(day, business, calendar)
    return day


def mover(
    period: Period, times: int = 1, *, calendar: Calendar | None = None, month_end: MonthEnd = "anchor"
) -> Callable[[date], date]:
    """`shift` by one period made ready to be applied to many days (a portfolio's): the common lengths cost one addition."""
    months = period.total_months * times
    if not (period.business_days or period.clear_days):
        if not months:
            delta = timedelta(days=period.total_days * times)
            return lambda day: day + delta
        if not period.total_days:
            return lambda day: add_months(day, months, month_end=month_end)
    return lambda day: shift(day, period, times, calendar=calendar, month_end=month_end)


def whole_periods(start: date, end: date, period: Period, *, calendar: Calendar | None = None) -> int:
    """How many whole periods lie between two days, each counted from `start`; 0 where the end is not after the start."""
    return max(0, _count_before(start, end, period, calendar=calendar, short_month="back", month_end="anchor"))


def period_number(
    anchor: date,
    period: Period,
    day: date,
    *,
    calendar: Calendar | None = None,
    short_month: ShortMonth = "back",
    month_end: MonthEnd = "anchor",
) -> int:
    """The number of the period (0: the first from the anchor) that contains the day; negative before the anchor."""
    return _count_before(anchor, day, period, calendar=calendar, short_month=short_month, month_end=month_end)


def _count_before(
    anchor: date, day: date, period: Period, *, calendar: Calendar | None, short_month: ShortMonth, month_end: MonthEnd
) -> int:
    """The greatest n with boundary n on or before the day: guessed from the mean length, then put right."""
    length = period.total_months * 30.436875 + period.total_days + period.business_days * 1.4 + period.clear_days
    if length <= 0:
        raise ValueError(f"{period} is no length of time")

    def boundary(number: int) -> date:
        return shift(anchor, period, number, calendar=calendar, short_month=short_month, month_end=month_end)

    number = int((day - anchor).days // length)
    while _reached(boundary, number + 1, day):
        number += 1
    while not _reached(boundary, number, day):
        number -= 1
    return number


def _reached(boundary: Callable[[int], date], number: int, day: date) -> bool:
    """Whether boundary `number` is on or before the day; one past the last possible date never is."""
    try:
        return boundary(number) <= day
    except OverflowError:
        return number < 0


def _days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OverflowError(f"{day} and {days} days is outside the years 1 to 9999") from None

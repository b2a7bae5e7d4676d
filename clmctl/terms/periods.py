"""Periods that cut time from an anchor: the n-th one, the one around a day, a schedule to an end.

Every boundary comes from the anchor, so periods abut and never drift: 31 January gives 28 February, 31 March, 30 April.
Days returned as `first` and `last` are inclusive; boundaries are the first days of periods.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from clmctl.model.calendar import Calendar
from clmctl.model.frozen import frozen
from clmctl.model.period import Period
from clmctl.terms.arithmetic import MonthEnd, ShortMonth, add_months, is_month_end, month_last, period_number, shift

Stub = Literal["short-final", "long-final", "short-initial", "long-initial"]

_DAY = timedelta(days=1)
#: A schedule of more periods than this is a slip (P1D over decades), and is refused rather than listed.
MOST_PERIODS = 20_000


@frozen
class Stretch:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1


def nth_period(
    anchor: date,
    period: Period,
    number: int,
    *,
    calendar: Calendar | None = None,
    short_month: ShortMonth = "back",
    month_end: MonthEnd = "anchor",
) -> Stretch:
    """The period `number` (0: the first) counted from the anchor."""
    first, following = (
        shift(anchor, period, n, calendar=calendar, short_month=short_month, month_end=month_end) for n in (number, number + 1)
    )
    return Stretch(first, following - _DAY)


def period_around(
    anchor: date,
    period: Period,
    day: date,
    *,
    calendar: Calendar | None = None,
    short_month: ShortMonth = "back",
    month_end: MonthEnd = "anchor",
) -> Stretch:
    """The period from the anchor that contains the day."""
    number = period_number(anchor, period, day, calendar=calendar, short_month=short_month, month_end=month_end)
    return nth_period(anchor, period, number, calendar=calendar, short_month=short_month, month_end=month_end)


def schedule(
    start: date,
    end: date,
    period: Period,
    *,
    calendar: Calendar | None = None,
    short_month: ShortMonth = "back",
    month_end: MonthEnd = "anchor",
    stub: Stub = "short-final",
) -> tuple[date, ...]:
    """The boundaries from `start` to `end`, both included: the explicit end wins over where the rule would have put it.

    Where the periods do not divide the time, a stub is left at the end (counted from the start) or at the beginning
    (counted back from the end), shorter than a period or, for `long`, joined with the period beside it.
    """
    if end < start:
        raise ValueError(f"the end {end} is before the start {start}")
    if start == end:
        return (start,)
    forward = stub.endswith("final")
    anchor, limit, step = (start, end, 1) if forward else (end, start, -1)
    month_ends = month_end == "eom" and is_month_end(anchor)
    days = [anchor]
    while True:
        day = shift(anchor, period, step * len(days), calendar=calendar, short_month=short_month, month_end=month_end)
        if (day - limit).days * step >= 0:
            break
        if len(days) >= MOST_PERIODS:
            raise OverflowError(f"{period} from {start} to {end} is more than {MOST_PERIODS} periods")
        if day == days[-1]:
            raise ValueError(f"{period} is no length of time")
        days.append(day)
    even = day == limit or (month_ends and (day.year, day.month) == (limit.year, limit.month))
    if not even and stub.startswith("long") and len(days) > 1:
        days.pop()
    days.append(limit)
    return tuple(days if forward else reversed(days))


def stretches(boundaries: tuple[date, ...], *, last: date | None = None) -> tuple[Stretch, ...]:
    """The periods between boundaries; with `last`, the final one runs to that inclusive day."""
    found = [Stretch(first, following - _DAY) for first, following in pairwise(boundaries)]
    if last is not None and boundaries and boundaries[-1] <= last:
        found.append(Stretch(boundaries[-1], last))
    return tuple(found)


def periods_to_end(
    start: date, end: date, period: Period, *, short_month: ShortMonth = "back", month_end: MonthEnd = "anchor"
) -> tuple[Stretch, ...]:
    """The periods from `start` to the inclusive last day `end`; the last is cut there."""
    return stretches(schedule(start, end + _DAY, period, short_month=short_month, month_end=month_end))


def calendar_period_last(day: date, months: int) -> date:
    """The last day of the calendar period of `months` months (3: quarter) that contains the day.

    Calendar periods begin each January; where the months do not divide the year, the last one ends in December.
    """
    if months < 1:
        raise ValueError(f"{months} months is no calendar period")
    if months > 12:
        return month_last(add_months(day.replace(month=1, day=1), months - 1))
    month = min(12, -(-day.month // months) * months)
    return month_last(day.replace(month=month, day=1))


def calendar_periods(start: date, end: date, months: int) -> tuple[Stretch, ...]:
    """Calendar periods from `start` to the inclusive `end`: the first begins at the start, the last is cut at the end."""
    found: list[Stretch] = []
    first = start
    while first <= end:
        last = min(calendar_period_last(first, months), end)
        found.append(Stretch(first, last))
        if last == date.max:
            break
        first = last + _DAY
    return tuple(found)


def month_before(day: date) -> Stretch:
    """The last whole calendar month that was over before the day began."""
    last = day.replace(day=1) - _DAY
    return Stretch(last.replace(day=1), last)


def window_before(day: date, least: Period, most: Period) -> Stretch:
    """The days from `most` to `least` before the day: a statutory reminder window of 15 to 45 days."""
    return Stretch(shift(day, most, -1), shift(day, least, -1))

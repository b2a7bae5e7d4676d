"""The pace of a contract's terms: which day the n-th one ends on, always counted from its anchor.

Terms are half-open inside (the next begins where the last stops) and inclusive outside: the functions return last days.
"""

from collections.abc import Callable
from datetime import date, timedelta

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.period import Period
from clmctl.model.term import Conventions
from clmctl.terms.arithmetic import add_months, shift

_DAY = timedelta(days=1)
_NOTHING = Period()


def initial_end(contract: Contract, conventions: Conventions, calendar: Calendar | None) -> date | None:
    """The inclusive last day of the first term: `term.end`, else the effective date and `term.length`; None if neither."""
    start, term = contract.dates.effective, contract.term
    if term.end is not None or start is None or term.length is None:
        return term.end
    return pace(start, None, term.length, conventions, calendar)(1)


def agrees(start: date, length: Period, end: date, conventions: Conventions) -> bool:
    """Whether a term of that length ends on that day, so that both ways to state the end agree."""
    if length.business_days or length.clear_days:
        return False
    try:
        return pace(start, None, length, conventions, None)(1) == end
    except OverflowError:
        return False


def pace_after(end: date, length: Period, conventions: Conventions, calendar: Calendar | None) -> Callable[[int], date]:
    """The last day of the n-th term after one that ended on `end`."""
    return pace(end + _DAY if end < date.max else end, None, length, conventions, calendar)


def pace(
    anchor: date, first: Period | None, length: Period, conventions: Conventions, calendar: Calendar | None
) -> Callable[[int], date]:
    """A function from n to the last day of n terms of that length, after a first term of another length where given."""
    short, month_end = conventions.short_month, conventions.month_end
    initial = first or _NOTHING
    if length.business_days or length.clear_days or initial.business_days or initial.clear_days:
        begin = anchor if first is None else shift(anchor, first, calendar=calendar, short_month=short, month_end=month_end)
        return lambda n: shift(begin, length, n, calendar=calendar, short_month=short, month_end=month_end) - _DAY
    months0, days0 = initial.total_months, initial.total_days - 1
    months, days = length.total_months, length.total_days

    def last(number: int) -> date:
        first_day = add_months(anchor, months0 + months * number, short_month=short, month_end=month_end)
        return first_day + timedelta(days=days0 + days * number)

    return last

"""How many days months can be: exact bounds over the calendar, and dates moved by months and days.

The Gregorian calendar repeats after 4,800 months, which are 146,097 days. So n months last at least and at most what n
months last from some month of one such cycle, plus whole cycles. P3M is 89 to 92 days, P12M 365 or 366. Counting from a
day that the target month lacks (31 January) stays within the same bounds.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from clmctl.model.period import Period

_CYCLE_MONTHS = 4800
_CYCLE_DAYS = 146097


@lru_cache(maxsize=1)
def _month_starts() -> tuple[int, ...]:
    """Days from the start of a cycle to the start of each month of two cycles."""
    lengths = [monthrange(2000 + month // 12, month % 12 + 1)[1] for month in range(_CYCLE_MONTHS)]
    return tuple(accumulate(lengths * 2, initial=0))


@lru_cache(maxsize=1024)
def days_in_months(months: int) -> tuple[int, int]:
    """The fewest and the most days that many months (0 or more) can last."""
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    if not rest:
        return cycles * _CYCLE_DAYS, cycles * _CYCLE_DAYS
    starts = _month_starts()
    spans = [later - start for start, later in zip(starts[:_CYCLE_MONTHS], starts[rest:], strict=False)]
    return cycles * _CYCLE_DAYS + min(spans), cycles * _CYCLE_DAYS + max(spans)


def special(period: Period) -> str:
    """The business and clear days of a period as text (`20B`, `5C`, `20B5C`), empty where it has none."""
    business = f"{period.business_days}B" if period.business_days else ""
    return business + (f"{period.clear_days}C" if period.clear_days else "")


def day_bounds(period: Period) -> tuple[int, int | None]:
    """The fewest and the most calendar days a period can last; no most where it counts business or clear days.

    Each business or clear day takes a calendar day at least; how many more depends on weekends and holidays.
    """
    low, high = days_in_months(period.total_months)
    low, high = low + period.total_days, high + period.total_days
    return (low + period.business_days + period.clear_days, None) if special(period) else (low, high)


def moved(day: date, months: int, days: int) -> date:
    """The day that many months and then days on (or back); a day the month lacks becomes the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    start = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max

"""Recurrences written as RFC 5545 rules, and calendar days as instants of a zone.

Terms are never recurrences: a rule skips 29 February and the 31st where a month has none. Meetings are.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

MOST_OCCURRENCES = 1_000


def occurrences(rule: str, start: date, *, most: int = MOST_OCCURRENCES) -> tuple[date, ...]:
    """The days an RRULE gives from `start`, at most `most` of them; ValueError for a rule that cannot be read."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - heavy, and needed for meetings alone

    begin = datetime.combine(start, time())
    text = rule.strip().removeprefix("RRULE:")
    if any(word in text.upper() for word in ("SECONDLY", "MINUTELY", "HOURLY", "BYSECOND", "BYMINUTE", "BYHOUR")):
        raise ValueError(f"{rule!r} recurs within a day; only whole days are counted here")
    return tuple(moment.date() for moment in islice(rrulestr(text, dtstart=begin), most))


def local_day(instant: datetime, zone: tzinfo) -> date:
    """The calendar day an instant falls on in the zone; an instant without a zone is taken as UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(zone).date()


def first_instant(day: date, zone: tzinfo) -> datetime:
    """The UTC instant at which the day begins in the zone."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def last_second(day: date, zone: tzinfo) -> datetime:
    """The UTC instant of the day's last whole second in the zone, whatever its clocks do that day."""
    return first_instant(day + timedelta(days=1), zone) - timedelta(seconds=1)

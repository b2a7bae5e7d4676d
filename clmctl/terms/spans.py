"""The terms of a contract as spans of days: by its own rule, and by the records of what happened.

The rule gives the n-th term from the anchor (the contract's first day), so terms abut and never drift. A record wins over
the rule from its term on: where it gives the days the rule gives, the anchor stays; where it does not, the day after its end
is the new anchor. The past is never edited: what a record says stays said.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Literal, NamedTuple

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.period import Period
from clmctl.model.record import TermRecord
from clmctl.model.term import Conventions, Span
from clmctl.terms.acts import NO_ACTS, Acts
from clmctl.terms.notice import NoticeDays, notice_rule
from clmctl.terms.pace import agrees, initial_end, pace, pace_after

_DAY = timedelta(days=1)
_NOTHING = Period()
#: Fifty years of monthly terms: what lies beyond is `unknown`, never a wrong answer.
MOST_SPANS = 600


class Lap(NamedTuple):
    """A span with what its phases need: when its end was made sure by an act (`stopped`).

    `last`: the contract allows no renewal after it, whatever its type.
    """

    span: Span
    stopped: date | None = None
    last: bool = False


class Chain(NamedTuple):
    """The spans in order. `cut`: the rule goes on where the list ends (at the horizon, or at the last date there is)."""

    laps: tuple[Lap, ...]
    cut: bool = False


def notice_of(contract: Contract, conventions: Conventions, calendar: Calendar | None) -> Callable[[date], NoticeDays] | None:
    """The contract's notice as a function from a term's last day to its notice days; None where it states no notice."""
    renewal = contract.renewal
    if renewal.notice is None:
        return None
    deemed = renewal.deemed_receipt or _NOTHING
    return notice_rule(renewal.notice, conventions, calendar, deemed_receipt=deemed, decision_lead=renewal.decision_lead)


def endless(contract: Contract, conventions: Conventions, calendar: Calendar | None) -> Chain:
    """The spans of an evergreen or perpetual contract: one without an end, after the minimum term where it has one."""
    start = contract.dates.effective
    if start is None:
        return Chain(())
    end = initial_end(contract, conventions, calendar) if contract.renewal.type == "evergreen" else None
    if end is None or end == date.max:
        return Chain((Lap(Span(0, start, end, next="goes-on")),))
    days = notice_of(contract, conventions, calendar)
    first = _span(0, start, end, days(end) if days else None, "goes-on")
    return Chain((Lap(first), Lap(Span(1, end + _DAY, None, next="goes-on"))))


def chain(contract: Contract, acts: Acts, conventions: Conventions, calendar: Calendar | None, horizon: date) -> Chain:
    """The spans of a contract with an end (fixed, auto-renew, option, manual), out to those that start by the horizon."""
    start = contract.dates.effective
    end = initial_end(contract, conventions, calendar)
    if start is None or end is None:
        return Chain(())
    renewal, term = contract.renewal, contract.term
    most = renewal.max
    rolls = renewal.type == "auto-renew" and renewal.length is not None
    length = renewal.length or term.length or _NOTHING
    by_length = term.length if term.length and (term.end is None or agrees(start, term.length, term.end, conventions)) else None
    follow = partial(pace_after, conventions=conventions, calendar=calendar)
    # the last day of the n-th term after the one the count began at
    last = pace(start, by_length, length, conventions, calendar) if by_length else follow(end, length)
    notice = notice_of(contract, conventions, calendar)
    laps: list[Lap] = []
    number = counted = 0
    before: date | None = None
    quiet = acts is NO_ACTS
    while True:
        following: TermRecord | None = None
        stopped: date | None = None
        if not quiet:
            ruled = end
            if (record := acts.renewed.get(number)) is not None:
                start, end = _recorded(record, start, end, length, follow)
            if (longer := acts.extended.get(number)) is not None and longer.end is not None:
                end = max(longer.end, start)
            if end != ruled:
                last, counted = follow(end, length), 0
            following = acts.renewed.get(number + 1)
            if following is not None and following.start is not None and start < following.start <= end:
                end = following.start - _DAY
        days = notice(end) if notice else None
        if not quiet and following is None:
            stopped = acts.stop(number, start, end, before, days.deadline if days and rolls else None)
        allowed = most is None or number < most
        renews = following is not None or (rolls and allowed and stopped is None)
        span = _span(number, start, end, days, "renews" if renews else "ends")
        if following is not None:
            span = span._replace(decided=following.on)
        laps.append(Lap(span, stopped, not allowed))
        following_number = number + 1 if renews else _later(acts, number)
        if following_number is None:
            return Chain(tuple(laps))
        if end == date.max or (following is None and renews and end + _DAY > horizon) or len(laps) >= MOST_SPANS:
            return Chain(tuple(laps), cut=True)
        number, counted, start, before = following_number, counted + 1, end + _DAY, span.deadline
        try:
            end = last(counted)
        except (OverflowError, LookupError):
            if following_number not in acts.renewed:
                return Chain(tuple(laps), cut=True)
            end = date.max


def _later(acts: Acts, number: int) -> int | None:
    """The next term that a record gives although the rule has ended: renewed late, or taken up again after a lapse."""
    return min((n for n in acts.renewed if n > number), default=None)


def _recorded(
    record: TermRecord, start: date, end: date, length: Period, follow: Callable[[date, Period], Callable[[int], date]]
) -> tuple[date, date]:
    """First and last day of a recorded term; what the record leaves out comes from the term before it and the rule."""
    first = record.start or start
    if record.number:
        first = max(first, start)
    if record.end is not None:
        return first, max(record.end, first)
    if record.length is None and first == start:
        return first, max(end, first)
    return first, max(first, follow(first - _DAY, record.length or length)(1))


def _span(number: int, start: date, end: date, days: NoticeDays | None, follows: Literal["renews", "ends", "goes-on"]) -> Span:
    if days is None:
        return Span(number, start, end, None, None, None, follows)
    return Span(number, start, end, days.deadline, days.send_by, days.decision_by, follows)

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


class _Rule(NamedTuple):
    """How the contract's terms follow each other where no act says otherwise. `most` renewals, None: as many as there are.

    `last` gives the last day of the n-th term after the first, `after` the same from the last day and the length of another.
    """

    length: Period
    last: Callable[[int], date]
    after: Callable[[date, Period], Callable[[int], date]]
    rolls: bool
    most: int | None


def chain(contract: Contract, acts: Acts, conventions: Conventions, calendar: Calendar | None, horizon: date) -> Chain:
    """The spans of a contract with an end (fixed, auto-renew, option, manual), out to those that start by the horizon."""
    start = contract.dates.effective
    end = initial_end(contract, conventions, calendar)
    if start is None or end is None:
        return Chain(())
    rule = _rule(contract, start, end, conventions, calendar)
    notice = notice_of(contract, conventions, calendar)
    laps: list[Lap] = []
    last, number, counted = rule.last, 0, 0
    before: date | None = None
    while True:
        if acts is not NO_ACTS:
            ruled = end
            start, end = _as_recorded(acts, number, start, end, rule)
            if end != ruled:
                last, counted = rule.after(end, rule.length), 0
            end = _before_following(acts, number, start, end)
        lap = _lap(acts, number, start, end, rule, days=notice(end) if notice else None, before=before)
        laps.append(lap)
        renews = lap.span.next == "renews"
        following = number + 1 if renews else _later(acts, number)
        if following is None:
            return Chain(tuple(laps))
        by_rule = renews and following not in acts.renewed
        if end == date.max or (by_rule and end + _DAY > horizon) or len(laps) >= MOST_SPANS:
            return Chain(tuple(laps), cut=True)
        number, counted, start, before = following, counted + 1, end + _DAY, lap.span.deadline
        try:
            end = last(counted)
        except (OverflowError, LookupError):
            if number not in acts.renewed:
                return Chain(tuple(laps), cut=True)
            end = date.max


def _rule(contract: Contract, start: date, end: date, conventions: Conventions, calendar: Calendar | None) -> _Rule:
    renewal, term = contract.renewal, contract.term
    length = renewal.length or term.length or _NOTHING
    after = partial(pace_after, conventions=conventions, calendar=calendar)
    by_length = term.length if term.length and (term.end is None or agrees(start, term.length, term.end, conventions)) else None
    last = pace(start, by_length, length, conventions, calendar) if by_length else after(end, length)
    return _Rule(length, last, after, renewal.type == "auto-renew" and renewal.length is not None, renewal.max)


def _as_recorded(acts: Acts, number: int, start: date, end: date, rule: _Rule) -> tuple[date, date]:
    """First and last day of a term that the rule gives so, as the records of its renewal and extension have it."""
    if (record := acts.renewed.get(number)) is not None:
        start, end = _recorded(record, start, end, rule)
    if (longer := acts.extended.get(number)) is not None and longer.end is not None:
        end = max(longer.end, start)
    return start, end


def _before_following(acts: Acts, number: int, start: date, end: date) -> date:
    """The last day of a term: it ends sooner where the one after it is recorded to begin before its end."""
    following = acts.renewed.get(number + 1)
    if following is not None and following.start is not None and start < following.start <= end:
        return following.start - _DAY
    return end


def _lap(acts: Acts, number: int, start: date, end: date, rule: _Rule, *, days: NoticeDays | None, before: date | None) -> Lap:
    """A term: whether another follows, by an act or by the rule, and when it was made sure that none does.

    `days` are its notice days, `before` is the notice deadline of the term before it.
    """
    allowed = rule.most is None or number < rule.most
    if (following := acts.renewed.get(number + 1)) is not None:
        return Lap(_span(number, start, end, days, "renews")._replace(decided=following.on), None, not allowed)
    stopped = None
    if acts is not NO_ACTS:
        stopped = acts.stop(number, start, end, before, days.deadline if days and rule.rolls else None)
    renews = rule.rolls and allowed and stopped is None
    return Lap(_span(number, start, end, days, "renews" if renews else "ends"), stopped, not allowed)


def _later(acts: Acts, number: int) -> int | None:
    """The next term that a record gives although the rule has ended: renewed late, or taken up again after a lapse."""
    return min((n for n in acts.renewed if n > number), default=None)


def _recorded(record: TermRecord, start: date, end: date, rule: _Rule) -> tuple[date, date]:
    """First and last day of a recorded term; what the record leaves out comes from the term before it and the rule."""
    first = record.start or start
    if record.number:
        first = max(first, start)
    if record.end is not None:
        return first, max(record.end, first)
    if record.length is None and first == start:
        return first, max(end, first)
    return first, max(first, rule.after(first - _DAY, record.length or rule.length)(1))


def _span(number: int, start: date, end: date, days: NoticeDays | None, follows: Literal["renews", "ends", "goes-on"]) -> Span:
    if days is None:
        return Span(number, start, end, None, None, None, follows)
    return Span(number, start, end, days.deadline, days.send_by, days.decision_by, follows)

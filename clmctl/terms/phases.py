"""The statuses a contract goes through, as phases: each begins on a day and lasts until the next begins.

Nothing here depends on today. What a status means stands in `meaning.MEANING`.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from clmctl.model.calendar import Calendar
from clmctl.model.contract import RenewalType
from clmctl.model.period import Period
from clmctl.model.term import Phase, Span, Status
from clmctl.terms.acts import Ending
from clmctl.terms.arithmetic import day_after, shift
from clmctl.terms.spans import Chain, Lap

_DAY = timedelta(days=1)
_WEEKDAYS = Calendar("weekdays")
_ACTIVE, _NOTICE_WINDOW, _NOTICE_MISSED = Status.ACTIVE, Status.NOTICE_WINDOW, Status.NOTICE_MISSED

Point = tuple[date, Status]


def endless_phases(chain: Chain, kind: RenewalType) -> list[Phase]:
    """Active for ever (perpetual); active for the minimum term, where there is one, and evergreen after it."""
    phases: list[Phase] = []
    for lap in chain.laps:
        span = lap.span
        if kind == "perpetual":
            _lay(phases, span, ((span.start, Status.ACTIVE),))
        elif span.end is None:
            _lay(phases, span, ((span.start, Status.EVERGREEN),))
        else:
            points: tuple[Point, ...] = ((span.start, Status.ACTIVE),)
            if span.decision_by is not None and span.deadline is not None:
                points += (span.decision_by, Status.NOTICE_WINDOW), (day_after(span.deadline), Status.ACTIVE)
            _lay(phases, span, points)
    return phases


def chain_phases(chain: Chain, kind: RenewalType, expiring_lead: Period) -> list[Phase]:
    """The phases of terms that end: see `_points` for each kind of renewal; `expired` after an end nothing follows."""
    phases: list[Phase] = []
    auto = kind == "auto-renew"
    before: date | None = None
    for lap in chain.laps:
        span = lap.span
        if before is not None and before < span.start:  # a lapse: taken up again later, by a record
            phases.append(Phase(before, Status.EXPIRED, span.number - 1))
        before = span.end + _DAY if span.end is not None and span.end < date.max else None
        if auto and span.decided is None and lap.stopped is None and span.next == "renews":
            _lay_rolling(phases, span)
            continue
        _lay(phases, span, _cut(_points(lap, kind, expiring_lead), _act(lap)))
    if before is not None:
        phases.append(Phase(before, Status.UNKNOWN if chain.cut else Status.EXPIRED, chain.laps[-1].span.number))
    return phases


def throughout(spans: tuple[Span, ...], status: Status) -> list[Phase]:
    """One status on every day, with the term that the rule gives for the day."""
    return [Phase(date.min, status), *(Phase(span.start, status, span.number) for span in spans[1:])]


def ended(phases: list[Phase], spans: tuple[Span, ...], ending: Ending) -> list[Phase]:
    """The phases with an act that ends the contract: expiring from the day notice was given, terminated after its last day.

    Where the last day cannot be computed, `unknown` from the day of the notice. An end after the contract ended by
    itself changes nothing.
    """
    if ending.last is None:
        return [*(p for p in phases if p.start < ending.given), Phase(ending.given, Status.UNKNOWN, _number(spans, ending.given))]
    natural = next((p.start for p in phases if p.status is Status.EXPIRED and p is phases[-1]), None)
    if natural is not None and natural <= ending.last:
        return phases
    over = day_after(ending.last)
    if phases and ending.last < phases[0].start:
        return [Phase(over, Status.TERMINATED)]
    number = _number(spans, ending.last)
    kept = [p for p in phases if p.start < min(ending.given, over)]
    expiring = max(ending.given, spans[0].start) if spans else ending.given
    if expiring <= ending.last:
        kept.append(Phase(expiring, Status.EXPIRING, number))
    if ending.last < date.max:
        kept.append(Phase(over, Status.TERMINATED, number))
    return kept


def ended_spans(spans: tuple[Span, ...], last: date) -> tuple[Span, ...]:
    """The spans up to an act's last day: the one around it ends there, those after it never come."""
    kept: list[Span] = []
    for span in spans:
        if span.start > last:
            break
        if span.end is not None and span.end < last:
            kept.append(span)
            continue
        in_time = span.deadline is not None and span.deadline <= last
        days = (span.deadline, span.send_by, span.decision_by) if in_time else (None, None, None)
        kept.append(Span(span.number, span.start, last, *days, "ends"))
    return tuple(kept)


def near_end(end: date, lead: Period) -> date:
    """The first day on which an end counts as near: exactly `lead` before the first day after it.

    A threshold of the house, not a date of the contract: business days in it are Mondays to Fridays.
    """
    try:
        return shift(day_after(end), lead, -1, calendar=_WEEKDAYS)
    except OverflowError:
        return date.min


def _points(lap: Lap, kind: RenewalType, expiring_lead: Period) -> tuple[Point, ...]:
    """Status changes of one term, in order, before any act.

    Renewing by itself: notice window from the day to decide, notice missed after the deadline. Fixed, or the last term
    allowed: expiring when the end is near. Option: to renew from the day to decide (or when the end is near), missed after
    its deadline. Manual: to renew until the end.
    """
    span = lap.span
    assert span.end is not None, "terms that end have an end"  # noqa: S101 - for the types alone
    if kind == "auto-renew" and (span.next == "renews" or lap.stopped is not None) and not lap.last:
        return _window(span, Status.NOTICE_WINDOW)
    near = near_end(span.end, expiring_lead)
    if kind in ("fixed", "auto-renew") or lap.last:
        return (span.start, Status.ACTIVE), (near, Status.EXPIRING)
    if span.decision_by is None:
        return (span.start, Status.ACTIVE), (near, Status.TO_RENEW)
    return _window(span, Status.TO_RENEW)[: 3 if kind == "option" else 2]


def _window(span: Span, status: Status) -> tuple[Point, ...]:
    if span.deadline is None or span.decision_by is None:
        return ((span.start, Status.ACTIVE),)
    return (span.start, Status.ACTIVE), (span.decision_by, status), (day_after(span.deadline), Status.NOTICE_MISSED)


def _act(lap: Lap) -> Point | None:
    if lap.span.decided is not None:
        return lap.span.decided, Status.AUTO_RENEWING
    return (lap.stopped, Status.EXPIRING) if lap.stopped is not None else None


def _cut(points: tuple[Point, ...], act: Point | None) -> Iterable[Point]:
    """The points before the act, and the act: from its day on it alone says what the contract is."""
    return points if act is None else (*(point for point in points if point[0] < act[0]), act)


def _lay(phases: list[Phase], span: Span, points: Iterable[Point]) -> None:
    """The points as phases of the span: what lies before its start holds from its start, what lies after its end never."""
    start = span.start
    while phases and phases[-1].start >= start:
        phases.pop()
    first = len(phases)
    for day, status in points:
        if span.end is not None and day > span.end:
            break
        begins = max(day, start)
        if len(phases) > first and phases[-1].start >= begins:
            phases.pop()
        if len(phases) == first or phases[-1].status is not status:
            phases.append(Phase(begins, status, span.number))


def _lay_rolling(phases: list[Phase], span: Span) -> None:
    """`_lay` for the common term, one that renews by itself with nothing done about it; indexing makes millions of these."""
    start, end, deadline, decision_by = span.start, span.end, span.deadline, span.decision_by
    if deadline is None or decision_by is None or end is None or decision_by <= start or deadline >= end:
        _lay(phases, span, _window(span, Status.NOTICE_WINDOW))
        return
    number = span.number
    phases += (
        Phase(start, _ACTIVE, number),
        Phase(decision_by, _NOTICE_WINDOW, number),
        Phase(deadline + _DAY, _NOTICE_MISSED, number),
    )


def _number(spans: tuple[Span, ...], day: date) -> int:
    return next((span.number for span in reversed(spans) if span.start <= day), 0)

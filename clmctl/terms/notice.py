"""Notice: the last day it may take effect, the day to send it, the day to decide; and when a notice given took effect.

Counted back from the inclusive last day of a term: what must be given three months before the end of 31 January must be
there on 31 October. A month without the day gives its last day (three months before 31 May: 28 February).
"""

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from clmctl.model.calendar import Calendar
from clmctl.model.period import Period
from clmctl.model.record import NoticeRecord
from clmctl.model.term import Conventions
from clmctl.terms.arithmetic import is_month_end, mover, shift
from clmctl.terms.business import next_open, previous_open

_NONE = Period()


class NoticeDays(NamedTuple):
    """The three days of a notice, with what gave them: `unrolled` is the deadline before any roll."""

    deadline: date
    send_by: date
    decision_by: date
    unrolled: date


def count_back(
    last: date, notice: Period, *, notice_anchor: Literal["date", "month-end"] = "date", calendar: Calendar | None = None
) -> date:
    """The day that lies `notice` before the inclusive last day.

    With `notice_anchor` month-end, notice in whole months from a month's last day lands on a month's last day:
    three months before 28 February is 30 November, not the 28th.
    """
    return shift(last, notice, -1, calendar=calendar, month_end="eom" if _on_month_ends(notice, notice_anchor) else "anchor")


def other_reading(last: date, notice: Period, conventions: Conventions, calendar: Calendar | None = None) -> date | None:
    """What the other `notice_anchor` would give, where the two differ; None where they agree."""
    if not notice.total_months or not is_month_end(last):
        return None
    other: Literal["date", "month-end"] = "date" if conventions.notice_anchor == "month-end" else "month-end"
    mine = count_back(last, notice, notice_anchor=conventions.notice_anchor, calendar=calendar)
    theirs = count_back(last, notice, notice_anchor=other, calendar=calendar)
    return None if mine == theirs else theirs


def notice_rule(
    notice: Period,
    conventions: Conventions,
    calendar: Calendar | None = None,
    *,
    deemed_receipt: Period = _NONE,
    decision_lead: Period | None = None,
) -> Callable[[date], NoticeDays]:
    """A function from a term's inclusive last day to its notice days; decide-by ≤ send-by ≤ deadline ≤ last.

    The deadline rolls only where the conventions say so, and never past the last day. The day to send is the deadline
    less the time a notice takes to count as received (nothing where dispatch counts), back to a business day.
    """
    back = mover(
        notice, -1, calendar=calendar, month_end="eom" if _on_month_ends(notice, conventions.notice_anchor) else "anchor"
    )
    deemed = deemed_receipt if conventions.notice_by == "receipt" else _NONE
    post = mover(deemed, -1, calendar=calendar)
    lead = mover(conventions.decision_lead if decision_lead is None else decision_lead, -1, calendar=calendar)
    rolls = conventions.roll

    def on_any_day(last: date) -> NoticeDays:
        unrolled = back(last)
        send_by = post(unrolled)
        return NoticeDays(unrolled, send_by, lead(send_by), unrolled)

    if calendar is None:
        return on_any_day
    is_open = calendar.is_open

    def on_business_days(last: date) -> NoticeDays:
        deadline = unrolled = back(last)
        if rolls == "back":
            deadline = previous_open(deadline, calendar)
        elif rolls == "forward":
            deadline = min(next_open(deadline, calendar), last)
        send_by = post(deadline)
        if not is_open(send_by):
            send_by = previous_open(send_by, calendar)
        return NoticeDays(deadline, send_by, lead(send_by), unrolled)

    return on_business_days


def took_effect(
    notice: NoticeRecord, conventions: Conventions, calendar: Calendar | None = None, deemed_receipt: Period | None = None
) -> date | None:
    """The day a notice given counts as given: received, else sent plus deemed receipt; the day sent where dispatch counts.

    None where the record states neither day, or deemed receipt cannot be counted (business days without a calendar).
    """
    if conventions.notice_by == "dispatch" and notice.sent is not None:
        return notice.sent
    if notice.received is not None or notice.sent is None:
        return notice.received
    try:
        return shift(notice.sent, deemed_receipt or _NONE, calendar=calendar)
    except (OverflowError, LookupError):
        return None


def late_by(day: date, last: date) -> int:
    """How many days after the last day something came; 0 when it was in time."""
    return max(0, (day - last).days)


#: Days left before which a deadline is red, orange or yellow: half-open, so each deadline is in exactly one band.
BANDS: tuple[tuple[int, str], ...] = ((14, "red"), (45, "orange"), (90, "yellow"))


def urgency(days_left: int, bands: tuple[tuple[int, str], ...] = BANDS) -> str:
    """The band of a deadline that many days away: `past`, red, orange, yellow, or `none` where it is far off."""
    if days_left < 0:
        return "past"
    return next((name for below, name in bands if days_left < below), "none")


def _on_month_ends(notice: Period, notice_anchor: Literal["date", "month-end"]) -> bool:
    return notice_anchor == "month-end" and not (notice.total_days or notice.business_days or notice.clear_days)

"""Terms: the conventions a contract counts by, and the spans they give. Nothing here depends on today."""

from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from clmctl.model.frozen import frozen
from clmctl.model.period import Period


@frozen
class Conventions:
    """How dates are counted, from the contract's `conventions` or the workspace's.

    `short_month` forward: where the month has no such day the exclusive end is the 1st of the next month; back: the
    clamped day. `month_end` eom: an anchor on a month's last day stays on month ends. `notice_anchor` month-end: notice
    in months counted from a month's last day lands on a month's last day. `notice_by`: the day notice must be received
    or dispatched. `roll`: what happens to a deadline on a closed day. `calendar`: the notice calendar's name.
    `decision_lead`: how long before sending to decide, where the contract has none of its own. `expiring_lead`: how long
    before a fixed end a contract counts as expiring or to be renewed.
    """

    short_month: Literal["forward", "back"] = "forward"
    month_end: Literal["anchor", "eom"] = "anchor"
    notice_anchor: Literal["date", "month-end"] = "date"
    notice_by: Literal["receipt", "dispatch"] = "receipt"
    roll: Literal["none", "back", "forward"] = "none"
    calendar: str = ""
    decision_lead: Period = Period(days=30)
    expiring_lead: Period = Period(days=90)


class Status(StrEnum):
    """What a contract is on a day; computed, never stored."""

    NOT_EFFECTIVE = "not-effective"
    ACTIVE = "active"
    NOTICE_WINDOW = "notice-window"
    NOTICE_MISSED = "notice-missed"
    AUTO_RENEWING = "auto-renewing"
    EXPIRING = "expiring"
    EVERGREEN = "evergreen"
    TO_RENEW = "to-renew"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


#: Of a term in one of these the end is sure, or past: its notice days ask for nothing any more.
ENDING = (Status.EXPIRING, Status.EXPIRED, Status.TERMINATED, Status.SUPERSEDED)


class Span(NamedTuple):
    """One term: the initial one (`number` 0) or the n-th renewal. Dates are inclusive; None is open or not applicable.

    `deadline` is the last day notice may take effect, `send_by` the last business day to post it, `decision_by` the day
    to decide. `next`: what follows without anybody acting: `renews` (the next span starts), `ends` or `goes-on`.
    `decided`: the day an act on record made the next term sure, so that its notice days ask nothing any more.
    A named tuple, as `Phase` is: indexing a portfolio makes millions of them, and a frozen dataclass costs four times as
    much to make.
    """

    number: int
    start: date
    end: date | None
    deadline: date | None = None
    send_by: date | None = None
    decision_by: date | None = None
    next: Literal["renews", "ends", "goes-on"] = "ends"
    decided: date | None = None


class Phase(NamedTuple):
    """From `start` on (until the next phase begins) the contract has this status; `span` is the number of its term."""

    start: date
    status: Status
    span: int = 0


@frozen
class Terms:
    """Every span of a contract out to a horizon and the phases they give, or what is `missing` to compute them.

    The status on a day is that of the last phase that starts on or before it (`not-effective` before the first): a
    comparison of dates, so the same rows answer for every day. `closed` is the inclusive day it ended by an act.
    """

    spans: tuple[Span, ...] = ()
    phases: tuple[Phase, ...] = ()
    missing: tuple[str, ...] = ()
    closed: date | None = None


@frozen
class Step:
    """One line of the arithmetic: `label` (what), `day` (the result), `how` (the sum, with convention and clause)."""

    label: str
    day: date | None
    how: str

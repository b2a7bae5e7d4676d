"""Contracts, records and calendars with nothing in them but what a test of terms is about."""

from datetime import date
from types import MappingProxyType
from typing import Any

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract, Dates, InitialTerm, Renewal
from clmctl.model.period import Period, parse_period
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.model.term import Conventions, Status, Terms
from clmctl.terms.reckoning import terms_of
from clmctl.terms.status import status_on

WEEKDAYS = Calendar("weekdays")
HORIZON = date(2036, 1, 1)


def d(text: str) -> date:
    return date.fromisoformat(text)


def period(text: str | None) -> Period | None:
    return None if text is None else parse_period(text)


def contract(
    kind: str | None = "auto-renew",
    *,
    start: str | None = "2026-01-01",
    term: str | None = "P12M",
    end: str | None = None,
    length: str | None = "P12M",
    most: int | None = None,
    notice: str | None = "P60D",
    deemed: str | None = None,
    lead: str | None = None,
    stage: str = "executed",
    values: dict[str, Any] | None = None,
    **more: Any,
) -> Contract:
    return Contract(
        path="contracts/acme/MSA-1/contract.md",
        blob="b" * 40,
        client="acme",
        id="MSA-1",
        title="Services",
        type="msa",
        stage=stage,  # type: ignore[arg-type]
        dates=Dates(effective=d(start) if start else None),
        term=InitialTerm(period(term), d(end) if end else None),
        renewal=Renewal(kind, period(length), most, period(notice), period(deemed), period(lead)),  # type: ignore[arg-type]
        values=MappingProxyType(values or {}),
        **more,
    )


def term_record(kind: str, number: int, *, on: str, start: str | None = None, end: str | None = None, length: str | None = None):
    key = f"{kind}-{number}"
    return TermRecord(
        key,
        kind,
        number,
        d(start) if start else None,
        d(end) if end else None,
        d(on),
        "me",
        "why",
        period(length),  # type: ignore[arg-type]
    )


def notice(kind: str, *, received: str | None = None, sent: str | None = None, effective: str | None = None) -> NoticeRecord:
    return NoticeRecord(
        f"{kind}-{received or sent}",
        kind,  # type: ignore[arg-type]
        "them",
        d(sent) if sent else None,
        d(received) if received else None,
        d(effective) if effective else None,
        "me",
        "why",
    )


def reckon(
    of: Contract,
    *records: TermRecord | NoticeRecord,
    conventions: Conventions = Conventions(),
    calendar: Calendar | None = None,
    parent: Terms | None = None,
    horizon: date = HORIZON,
) -> Terms:
    return terms_of(
        of,
        Records(tuple(r for r in records if isinstance(r, TermRecord)), tuple(r for r in records if isinstance(r, NoticeRecord))),
        conventions,
        calendar,
        parent,
        horizon,
    )


def days(terms: Terms) -> list[tuple[str, str]]:
    """The spans as first and last day."""
    return [(str(span.start), str(span.end)) for span in terms.spans]


def phases(terms: Terms) -> list[tuple[str, str]]:
    return [(str(phase.start), phase.status.value) for phase in terms.phases]


def status(terms: Terms, day: str) -> Status:
    return status_on(terms, d(day))

"""The terms of a contract: its conventions, its spans out to a horizon and its phases, or what is missing to compute them."""

from dataclasses import replace
from datetime import date, timedelta

from clmctl.model.calendar import Calendar
from clmctl.model.contract import SIGNED, Contract, is_stage
from clmctl.model.period import Period
from clmctl.model.record import Records
from clmctl.model.settings import Settings
from clmctl.model.term import Conventions, Phase, Span, Status, Terms
from clmctl.terms.acts import Acts, Ending, acts_of
from clmctl.terms.arithmetic import shift
from clmctl.terms.pace import initial_end
from clmctl.terms.phases import chain_phases, ended, ended_spans, endless_phases, throughout
from clmctl.terms.spans import Chain, chain, endless

_DAY = timedelta(days=1)
_STATED = ("short_month", "month_end", "notice_anchor", "notice_by", "roll", "calendar")
_PATHS = tuple((f"conventions.{name}", name) for name in _STATED)

#: Relations by which a contract hangs on another, in the order in which one is taken for its parent.
_PARENT_RELATIONS = ("sow-of", "schedule-of", "amends")


def conventions_of(contract: Contract, settings: Settings) -> Conventions:
    """How this contract counts: what its `conventions` state, the workspace's for the rest."""
    conventions, values = settings.conventions, contract.values
    stated = {name: values[path] for path, name in _PATHS if path in values}
    if not (stated.get("calendar") or conventions.calendar) and settings.default_calendar:
        stated["calendar"] = settings.default_calendar
    return replace(conventions, **stated) if stated else conventions  # type: ignore[arg-type]


def parent_of(contract: Contract) -> str:
    """The id of the contract this one takes its end from (coterminous), or an empty string."""
    for wanted in _PARENT_RELATIONS:
        for relation in contract.relations:
            if relation.type == wanted:
                return relation.id
    return ""


def missing_fields(contract: Contract, conventions: Conventions, calendar: Calendar | None) -> tuple[str, ...]:
    """The fields without which the contract's terms cannot be computed: a silent contract is unknown, never defaulted."""
    renewal, term, kind = contract.renewal, contract.term, contract.renewal.type
    missing: list[str] = []
    if contract.dates.effective is None:
        missing.append("dates.effective")
    if kind is None:
        missing.append("renewal.type")
    if kind in ("perpetual", "coterminous"):
        return tuple(missing)
    if kind != "evergreen":
        if term.end is None and (term.length is None or not _is_time(term.length)):
            missing.append("term.length")
        elif term.end is not None and contract.dates.effective is not None and term.end < contract.dates.effective:
            missing.append("term.end")
    if kind == "auto-renew" and renewal.max != 0:
        if renewal.length is None or not _is_time(renewal.length):
            missing.append("renewal.length")
        if renewal.notice is None:
            missing.append("renewal.notice")
    periods = (
        term.length,
        renewal.length,
        renewal.notice,
        renewal.deemed_receipt,
        renewal.decision_lead,
        conventions.decision_lead,
    )
    if calendar is None and any(period is not None and period.business_days for period in periods):
        missing.append("conventions.calendar")
    return tuple(missing)


def terms_of(  # noqa: PLR0917 - the one call that needs all a contract's dates rest on
    contract: Contract,
    records: Records,
    conventions: Conventions,
    calendar: Calendar | None,
    parent: Terms | None,
    horizon: date,
) -> Terms:
    """Every span of the contract that starts by the horizon and the phases they give; nothing depends on today.

    `calendar` is the one the conventions name (None: every day is open, and periods in business days are `missing`).
    `parent` are the terms of `parent_of(contract)`, for a coterminous contract. What cannot be computed is named in
    `missing`; periods that leave the years 1 to 9999 are named there too.
    """
    acts = acts_of(contract, records, conventions, calendar)
    missing = missing_fields(contract, conventions, calendar)
    spans: tuple[Span, ...] = ()
    phases: list[Phase] = []
    if contract.renewal.type == "coterminous":
        missing += _missing_in_parent(parent)
        if not missing and parent is not None:
            spans, phases = _of_parent(contract, parent)
    elif not missing or missing == ("renewal.notice",):
        try:
            found = _chain(contract, acts, conventions, calendar, horizon)
        except (OverflowError, LookupError):
            missing += (_too_long(contract, conventions, calendar),)
        else:
            spans = tuple(lap.span for lap in found.laps)
            phases = [] if missing else _phases(contract, found, conventions)
    return _closed(contract, spans, phases, missing, acts.ending)


def _chain(contract: Contract, acts: Acts, conventions: Conventions, calendar: Calendar | None, horizon: date) -> Chain:
    if contract.renewal.type in ("evergreen", "perpetual"):
        return endless(contract, conventions, calendar)
    return chain(contract, acts, conventions, calendar, horizon)


def _phases(contract: Contract, found: Chain, conventions: Conventions) -> list[Phase]:
    kind = contract.renewal.type
    if kind in ("evergreen", "perpetual"):
        return endless_phases(found, kind)
    return chain_phases(found, kind or "fixed", conventions.expiring_lead)


def _closed(
    contract: Contract, spans: tuple[Span, ...], phases: list[Phase], missing: tuple[str, ...], ending: Ending | None
) -> Terms:
    """The terms with the stage and an ending act applied to what the rule and the records give."""
    stage = contract.stage
    closed = ending.last if ending is not None else None
    if ending is not None and ending.last is None:
        missing += ("termination.convenience.notice",)
    if closed is not None and spans:
        spans = ended_spans(spans, closed)
    if not is_stage(stage):
        return Terms(spans, (Phase(date.min, Status.UNKNOWN),), (*missing, "stage"), closed)
    if stage not in SIGNED:
        return Terms(spans, (Phase(date.min, Status.NOT_EFFECTIVE),), missing, closed)
    if stage == "superseded":
        return Terms(spans, tuple(throughout(spans, Status.SUPERSEDED)), missing, closed)
    if not phases and missing:
        phases = throughout(spans, Status.UNKNOWN)
        ending = ending if closed is not None else None
    if ending is not None:
        phases = ended(phases, spans, ending)
        if stage == "terminated" and phases[-1].status is Status.EXPIRED and ending.last not in (None, date.max):
            phases = [*phases, Phase(max(phases[-1].start, ending.last + _DAY), Status.TERMINATED, phases[-1].span)]
    elif stage == "terminated":
        phases = throughout(spans, Status.TERMINATED)
    return Terms(spans, tuple(phases), missing, closed)


def _of_parent(contract: Contract, parent: Terms) -> tuple[tuple[Span, ...], list[Phase]]:
    """The parent's spans and phases from this contract's own first day on, numbered from 0."""
    start = contract.dates.effective or date.min
    theirs = [span for span in parent.spans if span.end is None or span.end >= start]
    first = theirs[0].number if theirs else 0
    spans = tuple(span._replace(number=span.number - first, start=max(span.start, start)) for span in theirs)
    phases = [phase._replace(span=max(0, phase.span - first)) for phase in parent.phases if phase.start > start]
    running = next((phase for phase in reversed(parent.phases) if phase.start <= start), None)
    if running is not None:
        phases.insert(0, Phase(start, running.status, max(0, running.span - first)))
    return spans, phases


def _missing_in_parent(parent: Terms | None) -> tuple[str, ...]:
    if parent is None:
        return ("relations",)
    return tuple(f"parent.{name}" for name in parent.missing)


def _is_time(period: Period) -> bool:
    return bool(period.total_months or period.total_days or period.business_days or period.clear_days)


def _too_long(contract: Contract, conventions: Conventions, calendar: Calendar | None) -> str:
    """Which field leads out of the years 1 to 9999: the first term's length, or what is counted back from its end."""
    renewal = contract.renewal
    try:
        end = initial_end(contract, conventions, calendar) or date.max
    except (OverflowError, LookupError):
        return "term.length"
    lead = renewal.decision_lead or conventions.decision_lead
    for name, period in (("deemed_receipt", renewal.deemed_receipt), ("decision_lead", lead)):
        try:
            shift(end, period or Period(), -1, calendar=calendar)
        except (OverflowError, LookupError):
            return f"renewal.{name}"
    return "renewal.notice"

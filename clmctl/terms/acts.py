"""What the records of a contract say was done to its term: renewals, extensions, notices, endings, ready to be looked up."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.period import Period
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.model.term import Conventions
from clmctl.terms.arithmetic import shift
from clmctl.terms.notice import took_effect
from clmctl.terms.pace import initial_end

_NO_RECORDS: Mapping[int, TermRecord] = MappingProxyType({})


@frozen
class Stop:
    """A notice that a term shall not be followed by another: given on `day`, for the term around `names` (None: the next)."""

    day: date
    names: date | None = None


@frozen
class Ending:
    """An act that ends the contract: notice counted as given on `given`, `last` its inclusive last day (None: not computable)."""

    given: date
    last: date | None


@frozen
class Acts:
    """Records by term number; for one number the act made last counts. `stops` are by the day they took effect."""

    renewed: Mapping[int, TermRecord] = field(default_factory=lambda: _NO_RECORDS)
    extended: Mapping[int, TermRecord] = field(default_factory=lambda: _NO_RECORDS)
    not_renewed: Mapping[int, TermRecord] = field(default_factory=lambda: _NO_RECORDS)
    stops: tuple[Stop, ...] = ()
    ending: Ending | None = None

    def stop(self, number: int, start: date, end: date, after: date | None, deadline: date | None) -> date | None:
        """The day it was made sure that nothing follows this term, or None.

        A notice counts for the first term whose deadline it meets (`after` is the deadline of the term before: what met that
        one was about that one). A notice that names a last day counts for the term around that day, if it came in time.
        """
        if (record := self.not_renewed.get(number)) is not None:
            return record.on
        for stop in self.stops:
            if stop.day > (deadline or end):
                continue
            if stop.names is None and (after is None or stop.day > after):
                return stop.day
            if stop.names is not None and start <= stop.names <= end:
                return stop.day
        return None


def acts_of(contract: Contract, records: Records, conventions: Conventions, calendar: Calendar | None) -> Acts:
    """The contract's records sorted by what they do to its term."""
    if not records.terms and not records.notices:
        return NO_ACTS
    renewed: dict[int, TermRecord] = {}
    extended: dict[int, TermRecord] = {}
    not_renewed: dict[int, TermRecord] = {}
    endings: list[Ending] = []
    for record in sorted(records.terms, key=lambda r: r.on):
        if record.kind == "renewed":
            renewed[record.number] = record
        elif record.kind == "extended":
            extended[record.number] = record
        elif record.kind == "not-renewed":
            not_renewed[record.number] = record
        else:
            endings = [Ending(record.on, record.end or record.on)]
    recorded = bool(endings)
    stops: list[Stop] = []
    no_end = contract.renewal.type in ("evergreen", "perpetual")
    for notice in records.notices:
        given = took_effect(notice, conventions, calendar, contract.renewal.deemed_receipt) if notice.kind != "other" else None
        if given is None:
            continue
        if notice.kind == "non-renewal" and not no_end:
            stops.append(Stop(given, notice.effective))
        elif not recorded:
            endings.append(Ending(given, notice.effective or _runs_out(contract, notice, given, conventions, calendar)))
    ending = min(endings, key=lambda e: e.last or date.max) if endings else None
    return Acts(
        MappingProxyType(renewed),
        MappingProxyType(extended),
        MappingProxyType(not_renewed),
        tuple(sorted(stops, key=lambda s: s.day)),
        ending,
    )


def _runs_out(
    contract: Contract, notice: NoticeRecord, given: date, conventions: Conventions, calendar: Calendar | None
) -> date | None:
    """The last day after notice to end the contract: the day it was given is not counted (corresponding date rule).

    Termination runs by `termination.convenience.notice`; an evergreen contract that states none, or that is not to go on
    after its minimum term, by `renewal.notice`, and not before the minimum term is over.
    """
    convenience = contract.values.get("termination.convenience.notice")
    evergreen = contract.renewal.notice if contract.renewal.type == "evergreen" else None
    try:
        if isinstance(convenience, Period) and (evergreen is None or notice.kind == "termination"):
            return shift(given, convenience, calendar=calendar)
        if evergreen is None:
            return None
        least = initial_end(contract, conventions, calendar) or date.min
        return max(least, shift(given, evergreen, calendar=calendar))
    except (OverflowError, LookupError):
        return None


NO_ACTS = Acts()

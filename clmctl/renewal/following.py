"""The term that would follow by the contract's own rule, or why there is none."""

from dataclasses import replace
from datetime import date
from typing import NoReturn

from clmctl.errors import UsageError
from clmctl.model.calendar import Calendar
from clmctl.model.contract import SIGNED, Contract
from clmctl.model.period import Period
from clmctl.model.record import Records, TermRecord
from clmctl.model.term import Conventions, Span, Status, Terms
from clmctl.terms.phases import near_end
from clmctl.terms.reckoning import terms_of
from clmctl.terms.status import current_span, status_on

_NO_RENEWAL = {
    "evergreen": ("is evergreen: it goes on until somebody ends it", "there is nothing to renew; notice would end it"),
    "perpetual": ("is perpetual: it has no end", "there is nothing to renew"),
    "coterminous": ("ends with the contract it belongs to", "renew that contract, and this one goes on with it"),
    "fixed": ("has a fixed term that does not renew", "agree an amendment or draw a successor"),
}


def following_term(
    contract: Contract,
    records: Records,
    terms: Terms,
    conventions: Conventions,
    *,
    on: date,
    why: str,
    by: str,
    length: Period | None = None,
    calendar: Calendar | None = None,
) -> TermRecord:
    """The record of the contract's next term, decided on the day `on`; UsageError with the reason where there is none.

    The days come from the contract's rule and anchor. `length` is for what the rule leaves open: an option or manual
    renewal whose contract states no length, and a manual renewal agreed for another one.
    """
    span = _term_to_renew(contract, records, terms, conventions, on)
    agreed = _agreed_length(contract, length)
    number = span.number + 1
    trial = TermRecord(f"renewed-{number}", "renewed", number, None, None, on, by, why, agreed)
    # the rule itself says what the record would: the same arithmetic as for every day asked about later
    after = terms_of(contract, replace(records, terms=(*records.terms, trial)), conventions, calendar, None, on)
    found = next((s for s in after.spans if s.number == number), None)
    if found is None or found.end is None:
        refuse(contract, "would renew past the last day a date can have", "state a shorter length")
    return replace(trial, start=found.start, end=found.end, length=agreed or contract.renewal.length)


def _term_to_renew(contract: Contract, records: Records, terms: Terms, conventions: Conventions, on: date) -> Span:
    """The term that runs on the day (or, for a manual renewal, ended shortly before it), if it may be renewed."""
    if contract.stage not in SIGNED:
        refuse(contract, f"is at stage {contract.stage}: only an executed contract renews", "sign it first")
    if contract.stage != "executed":
        refuse(contract, f"is {contract.stage}", "draw a new contract")
    kind = contract.renewal.type
    if kind in _NO_RENEWAL:
        refuse(contract, *_NO_RENEWAL[kind])
    lacking = [name for name in terms.missing if name not in ("renewal.notice", "termination.convenience.notice")]
    if lacking or not terms.spans:
        refuse(
            contract,
            f"does not say {', '.join(lacking) or 'when it begins or ends'}",
            f"clmctl set {contract.id} {_set(lacking)}",
        )
    if "termination.convenience.notice" in terms.missing:
        refuse(contract, "was given notice of termination", "state termination.convenience.notice, or the notice's effective day")
    if terms.closed is not None:
        refuse(contract, f"was ended with effect of {terms.closed}", "draw a new contract, or amend the ending first")
    span = current_span(terms, on)
    if span is None and on < terms.spans[0].start:
        refuse(contract, f"begins on {terms.spans[0].start}: no term runs yet", "renew it once it runs")
    if span is None:
        span = _just_ended(contract, terms, conventions, on)
    _check_renewable(contract, records, terms, span, on)
    return span


def _check_renewable(contract: Contract, records: Records, terms: Terms, span: Span, on: date) -> None:
    """Refuses a term already renewed, stopped by notice, the last one allowed, or whose option has run out."""
    renewal, number = contract.renewal, span.number + 1
    done = next((r for r in records.terms if r.kind == "renewed" and r.number == number), None)
    if done is not None:
        refuse(contract, f"is renewed already: term {number} was put on record on {done.on} by {done.by}", "nothing needs doing")
    if renewal.max is not None and number > renewal.max:
        refuse(
            contract,
            f"may be renewed {renewal.max} time{'s' if renewal.max != 1 else ''}, and this is its term {span.number}",
            "agree an amendment of renewal.max, or draw a successor",
        )
    stopped = [r for r in records.terms if r.kind == "not-renewed" and r.number == span.number]
    if stopped or (renewal.type == "auto-renew" and span.next == "ends") or status_on(terms, on) is Status.EXPIRING:
        day = f" on {stopped[-1].on}" if stopped else ""
        refuse(contract, f"will not be renewed: notice of that was given{day}", "agree an amendment, or draw a successor")
    if renewal.type == "option" and span.deadline is not None and on > span.deadline:
        refuse(
            contract,
            f"had to be renewed by {span.deadline}: the option has run out",
            "if notice was given in time, give that day with --as-of; otherwise agree an amendment",
        )


def _just_ended(contract: Contract, terms: Terms, conventions: Conventions, on: date) -> Span:
    """The term that ended before the day: a manual renewal may be agreed within the expiring lead after the end."""
    span = next((s for s in reversed(terms.spans) if s.start <= on), terms.spans[-1])
    ended = span.end or date.max
    if contract.renewal.type == "manual" and near_end(on, conventions.expiring_lead) <= ended:
        return span
    return refuse(contract, f"ended on {ended}", "what has ended is not renewed: draw a new contract")


def _agreed_length(contract: Contract, length: Period | None) -> Period | None:
    """The length the parties agreed beside the contract's own, or None where the contract's own applies."""
    own, kind = contract.renewal.length, contract.renewal.type
    if length is not None and length == Period():
        refuse(contract, f"cannot be renewed for {length}", "give a length such as P12M")
    if length is None and own is None:
        refuse(contract, "does not say for how long it renews (renewal.length)", "give the agreed length with --length P12M")
    if length is None or length == own:
        return None
    if kind != "manual" and own is not None:
        refuse(contract, f"renews for {own} by its own terms, not for {length}", "another length is an amendment")
    return length


def refuse(contract: Contract, reason: str, hint: str) -> NoReturn:
    """Raises UsageError: the contract cannot be renewed, why, and what to do instead."""
    raise UsageError(f"{contract.id} {reason}", hint=hint, path=contract.path)


def _set(names: list[str]) -> str:
    return " ".join(f"{name}=..." for name in names) or "dates.effective=... term.length=..."

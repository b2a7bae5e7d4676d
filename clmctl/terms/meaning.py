"""What each status means, in the words `explain` and `deadline` print."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from clmctl.model.contract import SIGNED, Contract
from clmctl.model.term import Conventions, Phase, Span, Status, Step, Terms
from clmctl.terms.arithmetic import day_after
from clmctl.terms.phases import near_end
from clmctl.terms.status import phase_on

_DAY = timedelta(days=1)

MEANING: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_EFFECTIVE: "not signed yet, cancelled, or signed and its first day is still to come",
        Status.ACTIVE: "a term runs and nothing needs to be done about its end yet",
        Status.NOTICE_WINDOW: "the day to decide has come and notice that stops the renewal may still be given",
        Status.NOTICE_MISSED: "the last day for notice has passed: what follows can no longer be changed by notice",
        Status.AUTO_RENEWING: "its renewal was decided, and the next term is on record",
        Status.EXPIRING: "it will end: notice was given, or a fixed end is near",
        Status.EVERGREEN: "it goes on without an end until notice is given",
        Status.TO_RENEW: "it ends unless somebody renews it, and the time to do so has come",
        Status.EXPIRED: "its last term is over and nothing followed",
        Status.TERMINATED: "it was ended by an act",
        Status.SUPERSEDED: "another contract took its place",
        Status.UNKNOWN: "the contract does not say enough to compute it",
    }
)


def explain_status(contract: Contract, terms: Terms, conventions: Conventions, day: date) -> tuple[Step, ...]:
    """Why the contract is what it is on the day: the status, what brought it, and what comes next."""
    phase = phase_on(terms, day)
    status = phase.status if phase else Status.NOT_EFFECTIVE
    steps = [Step(status.value, day, MEANING[status])]
    if contract.stage not in SIGNED or contract.stage == "superseded":
        steps.append(Step("because", None, f"the contract is at stage {contract.stage}"))
    elif status is Status.UNKNOWN:
        steps += (Step("missing", None, f"{name} is not stated, or cannot be counted with") for name in terms.missing)
        if not terms.missing and terms.spans:
            steps.append(Step("because", terms.spans[-1].end, "its terms are computed to here; ask with a later --as-of"))
    elif phase is not None and phase.start > date.min:
        span = next((s for s in terms.spans if s.number == phase.span), None)
        steps.append(Step("since", phase.start, _reason(phase, span, terms, conventions)))
    elif status is Status.TERMINATED:
        steps.append(Step("because", None, "the contract is at stage terminated, and no record says since when"))
    following = next((p for p in terms.phases if p.start > day), None)
    if following is not None:
        steps.append(Step("until", following.start - _DAY, f"then {following.status.value}"))
    return tuple(steps)


def _reason(phase: Phase, span: Span | None, terms: Terms, conventions: Conventions) -> str:
    """What happened on the first day of a phase."""
    start, status = phase.start, phase.status
    if status is Status.TERMINATED:
        return f"its last day was {terms.closed}"
    if status is Status.EXPIRED or span is None:
        return "the day after its last term" if status is Status.EXPIRED else "this day"
    term = "the first term" if span.number == 0 else f"term {span.number}"
    if start == span.start:
        return f"{term} began" + (f", and runs to {span.end}" if span.end else "")
    if status in (Status.NOTICE_WINDOW, Status.TO_RENEW) and start == span.decision_by:
        return f"the day to decide, so that notice can be sent by {span.send_by} and count by {span.deadline}"
    if status is Status.NOTICE_MISSED or (span.deadline is not None and start == day_after(span.deadline)):
        return f"the day after the last day for notice, {span.deadline}"
    if status is Status.AUTO_RENEWING:
        return f"renewal {span.number + 1} was put on record that day"
    if status is Status.EXPIRING:
        near = span.end is not None and terms.closed is None and start == near_end(span.end, conventions.expiring_lead)
        why = f"{conventions.expiring_lead} before the end (expiring_lead)" if near else "notice to end it was given"
        return f"{why}; {term} ends on {span.end}"
    return f"{term} runs to {span.end}"

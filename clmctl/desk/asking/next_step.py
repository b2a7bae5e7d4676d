"""What a person does next about a contract: the day that matters, and the command."""

from datetime import date

from clmctl.model.contract import Contract, Stage, is_stage
from clmctl.model.frozen import frozen
from clmctl.model.term import Span, Status

_BEFORE_SIGNATURE: dict[Stage, tuple[str, str]] = {
    "request": ("it waits to be drafted", "clmctl new {id}"),
    "draft": ("it waits to be sent", "clmctl send {id}"),
    "review": ("it is being read before it goes out", "clmctl send {id}"),
    "negotiation": ("it is being negotiated", "clmctl redline {id}"),
    "approval": ("it waits for an approval", "clmctl lint {id}"),
    "signature": ("it waits to be signed", "clmctl sign {id} FILE --date DAY"),
}


@frozen
class NextStep:
    """What comes next in words, the day it is about, and the command that deals with it (empty: none)."""

    what: str
    day: date | None = None
    command: str = ""


def next_step(contract: Contract, status: Status, span: Span | None, missing: tuple[str, ...], day: date) -> NextStep | None:
    """The next step for a contract that is `status` on `day`; None where it is over or nothing is to be done."""
    if contract.stage in _BEFORE_SIGNATURE:
        what, command = _BEFORE_SIGNATURE[contract.stage]
        begins = contract.dates.effective
        when = f", {'but was' if begins < day else 'and is'} to begin on {begins}" if begins else ""
        return NextStep(f"{what}{when}", begins, command.format(id=contract.id))
    if not is_stage(contract.stage):
        return NextStep(f"its stage is not known: {contract.stage} is none", None, f"clmctl lint {contract.id}")
    if contract.stage != "executed":
        return None
    if missing:
        review = contract.paper == "third-party"
        command = f"clmctl import review {contract.id}" if review else f"clmctl deadline {contract.id}"
        return NextStep(f"its term cannot be worked out: {', '.join(missing)} missing", None, command)
    return _of_term(contract, status, span)


def _of_term(contract: Contract, status: Status, span: Span | None) -> NextStep | None:
    """What a running term asks for."""
    if span is None:
        return None
    renew, explain = f"clmctl renew {contract.id}", f"clmctl deadline {contract.id}"
    if status is Status.NOTICE_MISSED:
        goes_on = "it goes on" if span.next == "renews" else "it ends"
        return NextStep(f"notice had to be received by {span.deadline}; {goes_on} after {span.end}", span.end, explain)
    if status is Status.NOTICE_WINDOW and span.deadline is not None:
        return NextStep(
            f"decide: a notice must be sent by {span.send_by} to be received by {span.deadline}", span.deadline, renew
        )
    if status is Status.TO_RENEW:
        until = span.deadline or span.end
        return NextStep(f"it ends on {span.end} unless it is renewed by {until}", until, renew)
    if status is Status.EXPIRING:
        return NextStep(f"it ends on {span.end}", span.end)
    if status in (Status.ACTIVE, Status.AUTO_RENEWING) and span.decision_by is not None and span.deadline is not None:
        return NextStep(f"decide by {span.decision_by} whether it goes on after {span.end}", span.decision_by, explain)
    if span.decided is not None and span.end is not None:
        return NextStep(f"it goes on after {span.end}: its renewal is on record", span.end)
    if status in (Status.ACTIVE, Status.NOT_EFFECTIVE) and span.end is not None:
        return NextStep(f"it ends on {span.end}", span.end)
    return None

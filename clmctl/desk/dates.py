"""Terms of one contract: its deadline explained, its renewal."""

from datetime import date
from typing import TYPE_CHECKING

from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.period import Period
from clmctl.model.plan import Plan
from clmctl.model.term import Span, Status, Step
from clmctl.renewal.renewing import record_path, renew
from clmctl.terms.explain import explain_deadline
from clmctl.terms.status import coming_span, status_on
from clmctl.text.dialect.typed import typed_period

if TYPE_CHECKING:
    from clmctl.desk.doing import Make


@frozen
class Deadline:
    """When notice must be given for a contract's current term, how that was worked out, and what it is today."""

    contract: Contract
    as_of: date
    status: Status
    span: Span | None
    missing: tuple[str, ...]
    steps: tuple[Step, ...]


def deadline_of(desk: Desk, contract: str) -> Deadline:
    """The deadline of the contract's current term (the next one, before it begins), with every step."""
    found = desk.contract(contract)
    terms = desk.terms(found)
    steps = explain_deadline(found, desk.records(found), terms, desk.conventions(found), desk.calendar(found), desk.as_of)
    return Deadline(found, desk.as_of, status_on(terms, desk.as_of), coming_span(terms, desk.as_of), terms.missing, steps)


def renewing(contract: str, why: str, length: str, by: str) -> "Make":
    """Makes the plan that renews a contract."""

    def make(desk: Desk) -> Plan:
        found = desk.contract(contract)
        return renew(
            found,
            desk.records(found),
            desk.terms(found),
            desk.conventions(found),
            on=desk.as_of,
            why=why,
            by=by,
            recorded=desk.read(record_path(found)),
            length=_length(length),
            calendar=desk.calendar(found),
        )

    return make


def _length(text: str) -> Period | None:
    if not text:
        return None
    try:
        return typed_period(text)
    except ValueError as wrong:
        raise UsageError(str(wrong)) from None

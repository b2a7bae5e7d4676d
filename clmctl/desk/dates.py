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
from clmctl.terms.status import asking, span_on, status_on
from clmctl.text.dialect.typed import typed_period

if TYPE_CHECKING:
    from clmctl.desk.doing import Make


@frozen
class Deadline:
    """When notice must be given for a contract's current term, how that was worked out, and what it is today.

    `span` has the notice days that still ask for something, as every list shows them; `steps` work out all of them.
    """

    contract: Contract
    as_of: date
    status: Status
    span: Span | None
    missing: tuple[str, ...]
    steps: tuple[Step, ...]


def deadline_of(desk: Desk, contract: str) -> Deadline:
    """The deadline of the contract's current term (the first one, before it begins), with every step."""
    found = desk.contract(contract)
    terms = desk.terms(found)
    steps = explain_deadline(found, desk.records(found), terms, desk.conventions(found), desk.calendar(found), desk.as_of)
    status, term = status_on(terms, desk.as_of), span_on(terms, desk.as_of)
    span = asking(term, status, desk.as_of) if term else None
    return Deadline(found, desk.as_of, status, span, terms.missing, steps)


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

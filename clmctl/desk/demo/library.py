"""A change of approved language in the demo: a new version, while contracts in flight keep what they pinned."""

from datetime import date

from clmctl.desk.doing import Make
from clmctl.desk.library import variant_named
from clmctl.desk.opening import Desk
from clmctl.library.approve import approve
from clmctl.library.ledger import LEDGER
from clmctl.model.plan import Plan

#: The day of the approval, counted from the day of the demo.
APPROVED_AFTER = -120
_CLAUSE = "order"
_BEFORE = "   It may not lower a quantity before that.\n"
_AFTER = (
    "   It may not lower a quantity before that. Once in a year it may exchange an item for another of at least the same price.\n"
)


def approving_order(day: date) -> Make:
    """The words of an order, approved anew."""

    def make(desk: Desk) -> Plan:
        variant = variant_named(desk, _CLAUSE, "standard", "en")
        before = desk.read(variant.path) or b""
        after = before.replace(_BEFORE.encode(), _AFTER.encode())
        why = "customers asked to exchange items they do not use; it costs us nothing"
        return approve(desk.library, variant, after, desk.read(LEDGER), by="legal-lead", on=day, why=why, before=before)

    return make

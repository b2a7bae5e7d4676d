"""Contracts for tests of comparing, from their text and a few fields."""

from agreement_make import FRONT, contract_of

from clmctl.model.contract import Contract

TEXT = """# Customer Services Agreement

## Services {#services}

1. The Supplier shall perform the services with reasonable care and skill.
2. The Supplier may use subcontractors with the consent of the Customer.

## Term {#term}

1. This agreement runs for twelve months and is then renewed.
2. Notice of non-renewal is given {{ renewal.notice | words }} before the end, see [Section](#fees).

## Fees {#fees}

1. Fees are due within {{ money.payment_terms | words }} of the invoice.

## Liability {#liability}

1. The Supplier is liable for what it causes by negligence.
"""


def contract(text: str = TEXT, front: str = FRONT) -> Contract:
    return contract_of(text, front)

"""Contracts for tests of comparing, from their text and a few fields."""

from clmctl.model.contract import Contract
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings

SETTINGS = read_settings({"clmctl.yaml": b"organisation: {legal_name: Example Services Ltd, short_name: Example}\n"})[0]

FRONT = """---
id: MSA-2026-0001
title: Customer Services Agreement
type: msa
stage: negotiation
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Example Services Ltd, short_name: Example}
  - {key: customer, role: customer, legal_name: Lark Publishing Ltd, short_name: Lark}
renewal: {type: auto-renew, length: P12M, notice: P60D}
money: {payment_terms: P30D}
---
"""
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
    assert SETTINGS is not None
    found, findings = read_contract(
        "contracts/lark/MSA-2026-0001/contract.md", "0" * 40, (front + text).encode(), SETTINGS.catalogue
    )
    assert found is not None, findings
    return found

"""The agreement that tests of comparing and of receiving are about: its settings, its fields, and the contract of a text."""

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


def contract_of(text: str, front: str = FRONT) -> Contract:
    assert SETTINGS is not None
    found, findings = read_contract("contracts/lark/MSA-2026-0001/contract.md", "", (front + text).encode(), SETTINGS.catalogue)
    assert found is not None, findings
    return found

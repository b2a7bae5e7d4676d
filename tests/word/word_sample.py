"""A contract as its file has it, for tests that begin with the Markdown."""

from clmctl.model.contract import Contract
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings

SETTINGS = b"""\
organisation: {legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}
contract_types: [msa]
currency: EUR
fields:
  - {path: site, type: text}
  - {path: deposit, type: percent}
  - {path: guarantor, type: party}
  - {path: unprinted, type: text}
"""

FRONT = """\
---
id: MSA-2026-0042
title: Customer Services Agreement
type: msa
stage: draft
owner: contract-manager
languages: [en]
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}
  - key: customer
    role: customer
    legal_name: Nordwind GmbH
    short_name: Nordwind
    jurisdiction: DE
    company_no: HRB 120
    address: "Speicherweg 8, Hamburg"
dates: {effective: 2026-01-01}
term: {length: P12M}
renewal: {type: auto-renew, length: P12M, notice: P60D}
money: {total: {amount: "120000.00", currency: EUR}}
fields:
  site: Hamburg
  deposit: "10"
  guarantor: customer
  unprinted: a note
sla:
  - {service: Support, target: 4 hours}
  - {service: Portal, target: 99 percent}
---
"""

BODY = """\
# Customer Services Agreement

This agreement is made between:

{{ parties }}

## Services {#services}

1. {#services-scope} **Scope.** The Supplier must support the Customer at {{ fields.site }} with the care
   that [Section](#fees-deposit) pays for:
   1. by day; and
   2. {#services-night} by night, where:
      1. a call came in; and
      2. somebody heard it.
2. These targets apply (the **"Targets"**):

   {{ sla | table("service", "target=Must be reached") }}

## Fees {#fees}

### Amounts {#fees-amounts}

The fees are {{ money.total }}.

1. {#fees-deposit} The deposit is {{ fields.deposit | percent_of("money.total") }}.
2. {{ fields.guarantor.legal_name }} guarantees it & pays < 3 days after notice of {{ renewal.notice | words }}.

### Prices

Prices are in [Schedule](#prices), and [Section](#prices-rates) says how they change.

# Schedule 1: Prices {#prices}

## Rates {#prices-rates}

1. As [Section](#services-night) asks.

# Schedule 2: Places

## Where

1. At {{ parties.customer.address }}.

# Signatures

{{ signatures }}
"""

CATALOGUE = read_settings({"clmctl.yaml": SETTINGS})[0].catalogue  # type: ignore[union-attr]


def contract(*changes: tuple[str, str]) -> Contract:
    """The sample with each old piece of its file replaced by a new one; the old must be there, the result valid."""
    file = FRONT + BODY
    for old, new in changes:
        assert old in file, old
        file = file.replace(old, new)
    number = file.partition("id: ")[2].partition("\n")[0]
    found, findings = read_contract(f"contracts/nordwind/{number}/contract.md", "0" * 40, file.encode(), CATALOGUE)
    assert found is not None, findings
    assert not [finding for finding in findings if finding.severity == "error"], findings
    return found

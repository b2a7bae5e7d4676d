"""A proposal: a claim with its place in the contract, and what a person decided about it."""

from datetime import date
from typing import Literal

from clmctl.model.frozen import frozen

ProposalState = Literal["proposed", "accepted", "rejected"]


@frozen
class Decision:
    """A line of `record/claims.jsonl`: what a person decided about a claim, and what it was. `value` is as typed back."""

    key: str
    state: Literal["accepted", "rejected"]
    field: str
    value: str
    by: str
    on: date
    why: str = ""
    at: str = ""
    quote: str = ""
    rule: str = ""
    confidence: str = ""


@frozen
class Proposal:
    """What a text says of a field. `anchor` is the clause that says it, `paragraph` its words there, `quote` those that count.

    `value` is as typed back. `key` is the same for the same claim each time it is worked out. `stands` is what the contract
    states now (empty: nothing).
    """

    key: str
    contract: str
    field: str
    value: str
    quote: str
    anchor: str
    paragraph: str
    confidence: float
    rule: str
    because: str
    line: int
    state: ProposalState = "proposed"
    stands: str = ""

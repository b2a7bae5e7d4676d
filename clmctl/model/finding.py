"""A finding: one problem in a person's document."""

from typing import Literal, NamedTuple

from clmctl.model.place import Place

Severity = Literal["error", "warning", "info"]


class Finding(NamedTuple):
    """One problem: which rule, where, what is wrong (`message`) and what to do next (`hint`).

    `contract` is the contract's id and `clause` the anchor of the clause, where there is one. `fingerprint` is filled by
    the lint engine from code, contract, clause, `subject` (the matched text) and ordinal, never from a line number.
    `suppressed` is the reason given by the person who suppressed it, empty while the finding stands.
    """

    code: str
    name: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    contract: str = ""
    clause: str = ""
    subject: str = ""
    fingerprint: str = ""
    suppressed: str = ""

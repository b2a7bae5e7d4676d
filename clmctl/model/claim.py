"""A claim: what a text says of a field, with the words that say it and how far they may be trusted."""

from clmctl.model.frozen import frozen
from clmctl.model.value import Value


@frozen
class Claim:
    """One value read from a third party's words.

    `field` is a catalogue path (`renewal.notice`) or `parties.<n>.<attribute>` of the n-th party (from 1). `start` and `end`
    are offsets in the text read, `quote` is exactly `text[start:end]` and `line` its first line (from 1). `rule` names the rule
    that claimed it, `because` says in a sentence how the value follows from the words. Nothing is accepted by being claimed:
    `confidence` (0 to 1) is held against a threshold.
    """

    field: str
    value: Value
    quote: str
    start: int
    end: int
    confidence: float
    rule: str
    because: str
    line: int = 0

"""Where a Word file says something else than the one it is held against."""

from typing import Literal

from clmctl.model.frozen import frozen

DifferenceKind = Literal["changed", "missing", "added", "number", "unseen", "reference"]


@frozen
class WordDifference:
    """One paragraph that differs. `part`, `paragraph` (1-based in its part) and `number` say where, in the file looked at;
    of a missing paragraph, where it should stand.

    `was` is what should stand there, `now` what does; `shown` is both in one, `[-gone-]` and `{+come+}`. Of kind `number` only
    the label differs, of kind `unseen` words are there and hidden, of kind `reference` a reference leads elsewhere.
    """

    kind: DifferenceKind
    part: str
    paragraph: int
    number: str
    was: str
    now: str
    shown: str

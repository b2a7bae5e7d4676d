"""Steps of a returned file that are one row to decide about."""

from dataclasses import dataclass, field

from clmctl.model.change import Change
from clmctl.model.returned import RowHow, RowKind
from clmctl.negotiation.receiving.spots import Spot

#: A step (its place), or one of its stretches of words (its place in the step).
Key = tuple[int, int | None]


@dataclass(slots=True)
class Group:
    """Steps that are one row."""

    kind: RowKind
    how: RowHow
    author: str
    date: str
    spot: Spot
    keys: list[Key] = field(default_factory=list)
    words: list[Change] = field(default_factory=list)
    remark: str = ""
    carried: bool = True
    place: str = ""  # what the next step must share to belong to it
    whole: bool = False  # it is a table as a whole

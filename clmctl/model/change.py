"""A word difference between two texts."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text: `kept` (`old` and `new` are the same), `deleted` (`new` is empty), `inserted` (`old` is), or `replaced`."""

    kind: Literal["kept", "deleted", "inserted", "replaced"]
    old: str
    new: str

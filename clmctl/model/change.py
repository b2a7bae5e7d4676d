"""A word difference between two texts."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that was `kept`, `deleted` (in the old text only) or `inserted` (in the new text only)."""

    kind: Literal["kept", "deleted", "inserted"]
    text: str

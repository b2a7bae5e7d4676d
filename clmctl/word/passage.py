"""A passage of a contract as it was written once: its XML, cut where something differs from contract to contract."""

from collections.abc import Sequence
from typing import NamedTuple

from clmctl.word.looking import Looked


class WrittenPassage(NamedTuple):
    """A passage as it was written. `xml` is cut where an id or an exchangeable value goes: `slots` says which.

    They count through the passage's bookmarks, of which it has so many `marks`, and then through its values. It was `looked` at
    where so many ids stood `before` it.
    """

    xml: tuple[bytes, ...]
    slots: tuple[int, ...]
    marks: int
    looked: Looked
    before: int

    def placed(self, before: int, values: Sequence[str]) -> bytes:
        """The XML in a document where so many ids stand before, with these values."""
        if not self.slots:
            return self.xml[0]
        fill = [b"%d" % each for each in range(before + 1, before + self.marks + 1)] + [value.encode() for value in values]
        return joined(self.xml, [fill[slot] for slot in self.slots])


def joined(around: Sequence[bytes], between: Sequence[bytes]) -> bytes:
    """The pieces around, and one between each two of them."""
    pieces = [b""] * (len(around) + len(between))
    pieces[::2] = around
    pieces[1::2] = between
    return b"".join(pieces)

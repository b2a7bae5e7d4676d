"""A text cut into its passages, and what those of them ask that contracts share."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clmctl.model.block import Block, Defined, LineBreak, Passage, Placeholder, Reference, Shared, Text
from clmctl.model.word.text import WordText
from clmctl.text.dialect.placeholders import inlines_of

#: Where what belongs together begins: a clause, a schedule's opening, a title.
_BEGINNINGS = frozenset(("clause", "schedule", "title"))
#: Words that are written alike in every document of the language.
_ALIKE = frozenset((Text, Defined, LineBreak))


def passages_of(text: WordText) -> Sequence[Passage]:
    """The passages of a text in order."""
    return text.passages or tuple(cuts(text.blocks)) or (Passage(0, 0),)


def cuts(blocks: Sequence[Block], first: int = 0) -> Iterator[Passage]:
    """The passages of blocks, none of them shared, in a text where so many stand before the `first` of these."""
    begins = [at for at, block in enumerate(blocks) if not at or block.kind in _BEGINNINGS]
    return (Passage(first + start, first + end) for start, end in pairwise((*begins, len(blocks))))


class Asked(NamedTuple):
    """What a clause asks of a contract: where its references `lead` (anchor, language), and what its fields print.

    Of `prints` each comes with its language and whether it is `free` to print what it likes, which it is not in a table: its
    columns are as wide as what stands in them. `data`: some of its blocks are the contract's to make. `alike`: it is written
    alike where the contract answers alike, which pictures and links are not, that count through the document.
    """

    leads: tuple[tuple[str, str], ...]
    prints: tuple[tuple[Placeholder, str, bool], ...]
    data: bool
    alike: bool


@lru_cache(maxsize=256)
def asked(shared: Shared) -> Asked:
    """What it asks, kept."""
    leads: list[tuple[str, str]] = []
    prints: list[tuple[Placeholder, str, bool]] = []
    data, alike = False, True
    for block in shared.blocks:
        if block.kind == "data":
            data = True
            continue
        for inline in inlines_of(block) if block.rows else block.inlines:
            if isinstance(inline, Reference):
                leads.append((inline.anchor, block.lang))
            elif isinstance(inline, Placeholder):
                prints.append((inline, block.lang, not block.rows))
            elif type(inline) not in _ALIKE:
                alike = False
    return Asked(tuple(leads), tuple(prints), data, alike and not data)

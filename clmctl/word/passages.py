"""The body of a document passage by passage: a clause that many contracts share is written and looked at once.

A passage is a clause, or the heading of a schedule, with all that stands below it. It is known by everything its XML is made
of: its blocks, the lists they count in, what its fields print and where its references lead. What differs from contract to
contract is put in when the passages are joined: the ids of bookmarks, which count through the document, and plain values of
fields (a name, an amount, a date).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from clmctl.model.block import Block, Defined, LineBreak, Placeholder, Reference, Text
from clmctl.model.word.text import WordText
from clmctl.text.dialect.placeholders import inlines_of
from clmctl.word.body import Body, section_of
from clmctl.word.formcheck import Looked, Story, look
from clmctl.word.inlines import Inlines
from clmctl.word.numbering import Place, bounds
from clmctl.word.written import written
from clmctl.word.xml import exchangeable

#: All of a block but where it stands in the source.
_SAID = itemgetter(0, slice(2, None))
#: Words that are written alike in every document of the language.
_ALIKE = frozenset((Text, Defined, LineBreak))
_CUT = b"\x03"


class Passage(NamedTuple):
    """A passage as it was written. `xml` is cut where an id or an exchangeable value goes: `slots` says which.

    They count through the passage's bookmarks, of which it has so many `marks`, and then through its values.
    """

    xml: tuple[bytes, ...]
    slots: tuple[int, ...]
    marks: int
    looked: Looked

    def placed(self, before: int, values: Sequence[str]) -> tuple[bytes, Looked]:
        """The XML and what was seen in it, in a document where so many ids stand before, with these values."""
        if not self.slots:
            return self.xml[0], self.looked
        fill = [b"%d" % (before + at) for at in range(1, self.marks + 1)] + [value.encode() for value in values]
        return _joined(self.xml, [fill[slot] for slot in self.slots]), self.looked.moved(before)


def body_story(text: WordText, ink: Inlines, places: Mapping[int, Place]) -> Story:
    """The body and its page set-up, as they stand between OPENING and CLOSING of the document part, looked at."""
    body, style = Body(text, ink, places), ink.style
    found: list[tuple[bytes, Looked]] = []
    fresh: list[str] = []  # pieces of passages met for the first time, in a row
    for start, end in pairwise(bounds(text.blocks)):
        mark = _mark(text.blocks, start, end)
        parts = _made_of(body, mark, start, end) if start and style.kept.met(mark) else None
        if parts is None:
            fresh += body.write(start, end)
            continue
        found += _written(fresh)
        fresh, before = [], ink.ids
        ink.mark(parts.names)
        passage = style.kept.of(hash((mark, parts.said)), parts.same, partial(_passage, body, start, end, before))
        found.append(passage.placed(before, parts.values))
    found += _written([*fresh, section_of(style.section, text.lang)])
    return Story(b"".join([xml for xml, _ in found]), tuple([looked for _, looked in found]))


def _mark(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where to look for the passage: what paragraphs say that many contracts share is one object (see `text.inlines`)."""
    return hash((blocks[start].number, tuple([id(block.inlines) for block in blocks[start:end]])))


def _written(pieces: list[str]) -> Iterator[tuple[bytes, Looked]]:
    """The pieces as they are written, and what was seen in them; nothing where there are none."""
    if pieces:
        story = written(pieces)
        yield story.xml, look(story)


def _passage(body: Body, start: int, end: int, before: int) -> Passage:
    """The passage, written and looked at now, with so many ids before it."""
    story = written(body.write(start, end))
    looked = look(story)
    marks = len(looked.starts)
    slots = {at: int(story.words[at]) - before - 1 for at in looked.ids}
    slots.update((at, marks + count) for count, at in enumerate(story.values))
    words = list(story.words)
    for at in slots:
        words[at] = _CUT
    xml = _joined(b"".join(story.forms).split(b"\x01"), words).split(_CUT)
    return Passage(tuple(xml), tuple(slots[at] for at in sorted(slots)), marks, looked.moved(-before))


def _joined(around: Sequence[bytes], between: Sequence[bytes]) -> bytes:
    """The pieces around, and one between each two of them."""
    pieces = [b""] * (len(around) + len(between))
    pieces[::2] = around
    pieces[1::2] = between
    return b"".join(pieces)


class _Standing:
    """Blocks that are the same as others if they say the same, wherever they stand in their text."""

    __slots__ = ("blocks",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Standing):
            return NotImplemented
        # Mostly they are the very same blocks, which is told at once.
        return self.blocks == other.blocks or [*map(_SAID, self.blocks)] == [*map(_SAID, other.blocks)]


class Asking(NamedTuple):
    """What the blocks of a passage ask of their contract, in order, each with its language: what a field prints, where to lead.

    A placeholder comes with whether it is `free` to print what it likes, which it is not in a table: its columns are as wide as
    what stands in them.
    """

    blocks: _Standing
    asked: tuple[tuple[Placeholder | Reference, str, bool], ...]


def _asking(said: _Standing) -> Asking | None:
    """What they ask; None where the passage is not to be kept.

    That is what follows a title, signatures, and what holds pictures or links, which count through the document.
    """
    blocks = said.blocks
    if blocks[0].kind == "title":
        return None
    asked: list[tuple[Placeholder | Reference, str, bool]] = []
    for block in blocks:
        if block.kind == "data":
            return None
        for inline in inlines_of(block):
            if isinstance(inline, Placeholder | Reference):
                asked.append((inline, block.lang, not block.rows))
            elif type(inline) not in _ALIKE:
                return None
    return Asking(said, tuple(asked))


class _Parts(NamedTuple):
    """All a passage's XML is made of: what must be the `same` for it to be the same, and `values` that may be others.

    Of the former, `names` are its blocks' bookmarks, and `said` is what its fields print and where its references lead.
    """

    same: tuple[object, ...]
    names: Sequence[str | None]
    said: tuple[Hashable, ...]
    values: list[str]


def _made_of(body: Body, mark: int, start: int, end: int) -> _Parts | None:
    """What the passage with this mark is made of; None where it is not to be kept."""
    text, ink, places = body.text, body.ink, body.places
    standing = _Standing(text.blocks[start:end])
    asking = ink.style.asking.of(mark, standing, partial(_asking, standing))
    if asking is None:
        return None
    said: list[Hashable] = []
    values: list[str] = []
    for inline, lang, free in asking.asked:
        if isinstance(inline, Reference):
            said.append(ink.goal(inline.anchor, lang))
            continue
        shown = ink.printed(inline, lang)
        other = free and exchangeable(shown)
        said.append(other or shown)
        if other:
            values.append(shown)
    here = range(start, end)
    names = [*map(ink.bookmarks.get, here)]
    return _Parts((text.lang, asking.blocks, [*map(places.get, here)], names, said), names, tuple(said), values)

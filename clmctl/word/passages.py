"""The body of a document passage by passage: a clause that many contracts share is written and looked at once.

A passage is a clause, or the heading of a schedule, with all that stands below it. It is known by everything its XML is made
of: its blocks, the lists they count in, what its fields print and where its references lead. What differs from contract to
contract is put in when the passages are joined: the ids of bookmarks, which count through the document, and plain values of
fields (a name, an amount, a date).
"""

from collections.abc import Hashable, Sequence
from functools import partial
from typing import NamedTuple

from clmctl.model.word.text import WordText
from clmctl.word.body import Body, section_of
from clmctl.word.cuts import Asked, asked, passages_of
from clmctl.word.formcheck import Looked, Story, look
from clmctl.word.inlines import Inlines
from clmctl.word.numbering import Place
from clmctl.word.written import written
from clmctl.word.xml import exchangeable

_CUT = b"\x03"


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
        return _joined(self.xml, [fill[slot] for slot in self.slots])


def body_story(text: WordText, ink: Inlines, places: Sequence[Place | None]) -> Story:
    """The body and its page set-up, as they stand between OPENING and CLOSING of the document part, looked at."""
    body, style = Body(text, ink, places), ink.style
    found: list[tuple[bytes, tuple[Looked, int]]] = []
    fresh: list[str] = []  # pieces of passages met for the first time, in a row
    for start, end, shared in passages_of(text):
        if not start or shared is None or not asked(shared).alike or not style.kept.met(shared.mark):
            fresh += body.write(start, end)
            continue
        if fresh:
            found.append(_written(fresh))
            fresh = []
        said, values = _said(asked(shared), ink)
        before, names = ink.ids, ink.bookmarks[start:end]
        ink.mark(names)
        made_of = (text.lang, shared, places[start:end], names, said)
        passage = style.kept.of(hash((shared.mark, said)), made_of, partial(_passage, body, start, end, before))
        found.append((passage.placed(before, values), (passage.looked, before - passage.before)))
    found.append(_written([*fresh, section_of(style.section, text.lang)]))
    return Story(b"".join([xml for xml, _ in found]), tuple([looked for _, looked in found]))


def _written(pieces: list[str]) -> tuple[bytes, tuple[Looked, int]]:
    """The pieces as they are written, and what was seen in them."""
    story = written(pieces)
    return story.xml, (look(story), 0)


def _said(ask: Asked, ink: Inlines) -> tuple[tuple[Hashable, ...], list[str]]:
    """What a contract answers: what must be the same for a passage to be, and plain values, which may be others."""
    said = [ink.goal(anchor, lang) for anchor, lang in ask.leads]
    values: list[str] = []
    for placeholder, lang, free in ask.prints:
        shown = ink.printed(placeholder, lang)
        if free and exchangeable(shown):
            values.append(shown)
            said.append(True)
        else:
            said.append(shown)
    return tuple(said), values


def _passage(body: Body, start: int, end: int, before: int) -> WrittenPassage:
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
    return WrittenPassage(tuple(xml), tuple(slots[at] for at in sorted(slots)), marks, looked, before)


def _joined(around: Sequence[bytes], between: Sequence[bytes]) -> bytes:
    """The pieces around, and one between each two of them."""
    pieces = [b""] * (len(around) + len(between))
    pieces[::2] = around
    pieces[1::2] = between
    return b"".join(pieces)

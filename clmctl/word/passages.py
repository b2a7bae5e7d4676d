"""The body of a document passage by passage: a clause that many contracts share is written and looked at once.

A passage is a clause, or the heading of a schedule, with all that stands below it. It is known by everything its XML is made
of: its blocks, the lists they count in, what its fields print and where its references lead. What differs from contract to
contract is put in when the passages are joined: the ids of bookmarks, which count through the document, and plain values of
fields (a name, an amount, a date).
"""

from collections.abc import Hashable, Sequence
from functools import partial

from clmctl.model.word.text import WordText
from clmctl.word.body import Body, section_of
from clmctl.word.cuts import Asked, asked, passages_of
from clmctl.word.inlines import Inlines
from clmctl.word.looking import Looked, Story, look
from clmctl.word.numbering import Place
from clmctl.word.passage import WrittenPassage, joined
from clmctl.word.written import written
from clmctl.word.xml import exchangeable

_CUT = b"\x03"


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
        said = (*said, end - 1 in body.signed_with)
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
    xml = joined(b"".join(story.forms).split(b"\x01"), words).split(_CUT)
    return WrittenPassage(tuple(xml), tuple(slots[at] for at in sorted(slots)), marks, looked, before)

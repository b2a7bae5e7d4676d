"""What a stretch of text holds that rules ask for; a paragraph seen before is not looked through again."""

import re
from collections.abc import Iterable
from dataclasses import replace

from clmctl.lint.phrases import Hit, Phrases
from clmctl.lint.remembered import Remembered
from clmctl.model.block import Placeholder
from clmctl.model.frozen import frozen
from clmctl.text.inlines import placeholder
from clmctl.text.placeholders import find_placeholders
from clmctl.text.stretches import plain, stretches

_BLANK = (
    "insert|enter|fill|add|specify|select|choose|name|date|amount|number|address|company|party|customer|supplier|client"
    r"|tbd|tba|tbc|to be|●|•|_+|\.{2,}|…|x{2,}"
)
#: `[…***…]` is no blank: words were left out of a published copy.
_LEFT = re.compile(
    rf"\[\s*(?!(?:…|\.{{2,}})?\s*\\?\*)(?:{_BLANK})[^\]\n]{{0,200}}\](?!\()"
    r"|\[\s*\](?!\()|[●■]|_{4,}|\bX{2,}\b|\b(?:TBD|TBA|TBC|TODO)\b|<\s*(?:insert|enter)[^>\n]{0,200}>|\?{3,}",
    re.IGNORECASE,
)
#: A text without any of these, in small letters, holds no blank.
_HINTS = ("[", "____", "xx", "tbd", "tba", "tbc", "todo", "<", "???", "●", "■")
_CAPITALS = re.compile(r"x{2,}|tbd|tba|tbc|todo", re.IGNORECASE)
_REMEMBERED = 8192


@frozen
class Blank:
    """Words somebody meant to fill in, and the line of the stretch (from 0) they stand on."""

    words: str
    line: int


@frozen
class Stretch:
    """What a stretch holds: blanks, placeholders with the line (from 0) each stands on, and unacceptable phrases.

    `clear` says that it holds nothing but what a keyboard types; else there may be characters nobody sees.
    """

    blanks: tuple[Blank, ...]
    placeholders: tuple[tuple[Placeholder, int], ...]
    hits: tuple[Hit, ...] = ()
    clear: bool = False
    #: the placeholders as typed between the braces
    sources: frozenset[str] = frozenset()


class Looked:
    """Stretches of text looked through, by their words."""

    __slots__ = ("_paragraphs", "_phrases", "_whole")

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._whole = Remembered[str, Stretch](_REMEMBERED)
        self._paragraphs = Remembered[str, Stretch](_REMEMBERED)

    def through(self, text: str) -> Stretch:
        """What the stretch holds."""
        found = self._whole.get(text)
        return found if found is not None else self._whole.keep(text, self._look(text))

    def _look(self, text: str) -> Stretch:
        blanks: list[Blank] = []
        placeholders: list[tuple[Placeholder, int]] = []
        line, clear = 0, True
        for paragraph in stretches(text):
            held = self._paragraphs.get(paragraph)
            if held is None:
                held = self._paragraphs.keep(paragraph, _paragraph(paragraph))
            if held.blanks:
                blanks += [replace(blank, line=blank.line + line) for blank in held.blanks]
            if held.placeholders:
                placeholders += [(each, number + line) for each, number in held.placeholders]
            clear = clear and held.clear
            line += paragraph.count("\n") + 2
        sources = frozenset([each.source for each, _ in placeholders])
        return Stretch(tuple(blanks), tuple(placeholders), self._phrases.search(text), clear, sources)


def _paragraph(text: str) -> Stretch:
    """What a paragraph holds, but phrases, which may begin in one and end in the next."""
    clear = text.isascii() and (text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable())
    found: Iterable[tuple[Placeholder | None, int]] = ()
    if "{{" in text:
        known = plain(text) if "\n" not in text else None
        found = (
            ((placeholder(source), 0) for source in known.sources)
            if known is not None
            else ((each, number - 1) for each, number in find_placeholders(text))
        )
    return Stretch(_blanks(text), tuple([(each, line) for each, line in found if each is not None]), (), clear)


def _blanks(text: str) -> tuple[Blank, ...]:
    """Blanks in the order of the text; "xx" inside a name is none, "XX" and "TBD" are."""
    small = text.lower()
    for hint in _HINTS:
        if hint in small:
            break
    else:
        return ()
    return tuple(
        Blank(match[0].strip(), text.count("\n", 0, match.start()))
        for match in _LEFT.finditer(text)
        if not _CAPITALS.fullmatch(match[0]) or match[0].isupper()
    )

"""What a stretch of text holds that rules ask for; a paragraph seen before is not looked through again."""

import re
from functools import lru_cache
from typing import NamedTuple

from clmctl.lint.phrases import Hit, Phrases
from clmctl.lint.remembered import Remembered
from clmctl.model.block import Placeholder
from clmctl.text.dialect.inlines import placeholder
from clmctl.text.dialect.placeholders import find_placeholders
from clmctl.text.dialect.stretches import plain, stretches

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
#: A clause with nothing but this below its heading has no words.
_STUB = re.compile(
    r"[\s\W]*(?:tbd|tba|tbc|to be (?:determined|agreed|confirmed|added|completed)|n/?a|todo"
    r"|\[[^\]]*\]|not used|intentionally (?:left )?blank)?[\s\W]*",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REMEMBERED = 8192


class Blank(NamedTuple):
    """Words somebody meant to fill in, and the line of the stretch (from 0) they stand on."""

    words: str
    line: int


class Stretch(NamedTuple):
    """What a stretch holds: blanks, placeholders with the line (from 0) each stands on, and unacceptable phrases.

    `clear` says that it holds nothing but what a keyboard types; else there may be characters nobody sees.
    """

    blanks: tuple[Blank, ...]
    placeholders: tuple[tuple[Placeholder, int], ...]
    hits: tuple[Hit, ...] = ()
    clear: bool = False
    #: the placeholders as typed between the braces, each once in order
    sources: tuple[str, ...] = ()
    #: whether a clause has no words below its heading, or such as only hold the place
    stub: bool = False


class Looked:
    """Stretches of text looked through, by their words."""

    __slots__ = ("_paragraphs", "_phrases", "_whole")

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._whole = Remembered[str, Stretch](_REMEMBERED)
        self._paragraphs = Remembered[str, Stretch](_REMEMBERED)

    def through(self, text: str, known: str) -> Stretch:
        """What the stretch holds; `known` is the text itself, or one set out as it is that differs in plain words alone."""
        whole = self._whole
        held = whole.get(known) or whole.again(known) or whole.keep(known, self._look(known))
        if text is known:
            return held
        hits, stub = self._phrases.search(text), _is_stub(text)
        return held if hits == held.hits and stub is held.stub else held._replace(hits=hits, stub=stub)

    def _look(self, text: str) -> Stretch:
        blanks: list[Blank] = []
        placeholders: list[tuple[Placeholder, int]] = []
        line, clear = 0, True
        known = self._paragraphs
        for paragraph in stretches(text):
            held = known.get(paragraph) or known.again(paragraph) or known.keep(paragraph, _paragraph(paragraph))
            if held is not _NOTHING:
                if held.blanks:
                    blanks += [Blank(words, number + line) for words, number in held.blanks]
                if held.placeholders:
                    placeholders += [(each, number + line) for each, number in held.placeholders]
                clear = clear and held.clear
            line += paragraph.count("\n") + 2
        sources = tuple(dict.fromkeys([each.source for each, _ in placeholders]))
        return Stretch(tuple(blanks), tuple(placeholders), self._phrases.search(text), clear, sources, _is_stub(text))


#: What most paragraphs hold.
_NOTHING = Stretch((), (), clear=True)


def _paragraph(text: str) -> Stretch:
    """What a paragraph holds, but phrases, which may begin in one and end in the next."""
    clear = text.isascii() and (text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable())
    found: list[tuple[Placeholder | None, int]] = []
    if "{{" in text:
        known = plain(text) if "\n" not in text else None
        if known is not None:
            found = [(_placeholder(source), 0) for source in known.sources]
        else:
            found = [(each, number - 1) for each, number in find_placeholders(text)]
    elif clear and not _hinted(text):
        return _NOTHING
    return Stretch(_blanks(text), tuple([(each, line) for each, line in found if each is not None]), (), clear)


def _is_stub(text: str) -> bool:
    body = text.partition("\n")[2]
    return _STUB.fullmatch(_COMMENT.sub("", body) if "<!--" in body else body) is not None


@lru_cache(maxsize=1024)
def _placeholder(source: str) -> Placeholder | None:
    return placeholder(source)


def _hinted(text: str) -> bool:
    """Whether a paragraph may hold a blank."""
    small = text.lower()
    for hint in _HINTS:  # noqa: SIM110 - a call for each hint would cost more than all of them
        if hint in small:
            return True
    return False


def _blanks(text: str) -> tuple[Blank, ...]:
    """Blanks in the order of the text; "xx" inside a name is none, "XX" and "TBD" are."""
    if not _hinted(text):
        return ()
    return tuple(
        Blank(match[0].strip(), text.count("\n", 0, match.start()))
        for match in _LEFT.finditer(text)
        if not _CAPITALS.fullmatch(match[0]) or match[0].isupper()
    )

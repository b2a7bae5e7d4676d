"""The anchors of paragraphs that came back: by the bookmarks they bear, else by their words."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType

from clmctl.model.block import Block
from clmctl.model.frozen import frozen
from clmctl.redline.returned.words import Line
from clmctl.text.dialect.headings import slug

#: Stands at the end of a bookmark whose anchor is too long for Word, or not plain.
_HASHED = re.compile(r"_([0-9a-f]{8})\Z")
_NUMBER = re.compile(r"-\d+\Z")
_MOST_OF_A_NAME = 100
#: How many words of a heading may be a number that its anchor leaves out: `Article 4.2`.
_MOST_OF_A_NUMBER = 3


@frozen
class Anchors:
    """`known` are the anchors by bookmark, `own` those of the text that was sent, `led_to` those that references lead to now.

    `bearers` are the paragraphs, by their marks, that bear an anchor of the text now. `bare`: headings there write none.
    """

    known: Mapping[str, str]
    own: Mapping[str, str]
    bare: bool
    led_to: frozenset[str] = frozenset()
    bearers: Mapping[str, frozenset[int]] = field(default_factory=lambda: MappingProxyType({}))

    def of_new(self, line: Line, kind: str, words: str, taken: set[str], stands: Callable[[str], bool]) -> str:
        """The anchor a new block writes; empty where it needs none. `stands` says whether an anchor of the text still does."""
        made = slug(words)
        for name in sorted(_names(line), key=self.own.__contains__):
            anchor = self.anchor(name, words)
            if anchor and (anchor not in taken or (name in self.own and not stands(anchor))):
                taken.add(anchor)
                return "" if self._is_its_slug(kind, anchor, made) else anchor
        if kind not in ("clause", "schedule"):
            return ""
        free = made
        count = 1
        while free in taken:
            count += 1
            free = f"{made}-{count}"
        taken.add(free)
        return "" if self._is_its_slug(kind, free, made) else free

    def renamed(self, line: Line, block: Block, words: str, stands: Callable[[str], bool], apart: Callable[[str], bool]) -> str:
        """The anchor that a paragraph bears now, where it bore none or that one leads nowhere any more.

        `apart` says whether what bore an anchor stood away from the paragraph: no program has put the bookmark there that takes
        it from a paragraph it deletes to the one beside.
        """
        names = _names(line)
        if block.anchor in self.led_to and any(self.own.get(name) == block.anchor for name in names):
            return ""
        is_heading = block.kind in ("clause", "schedule")
        lost = is_heading and all(self.own.get(name) != block.anchor for name in names)

        def is_free(anchor: str) -> bool:
            if anchor == block.anchor or stands(anchor):
                return False
            if anchor in self.led_to or lost:
                return True
            return is_heading and block.anchor not in _slugs(words) and apart(anchor)

        new = (name for name in names if name not in self.own or is_free(self.own[name]))
        anchor = next((found for name in new if (found := self.anchor(name, words)) and found != block.anchor), "")
        return "" if self._is_its_slug(block.kind, anchor, slug(words)) else anchor

    def anchor(self, name: str, words: str = "") -> str:
        """The anchor a bookmark stands for; `words` are those of the block that bears it."""
        if name in self.own:
            return self.own[name]
        return _unhashed(name, words) or self.known.get(name, "")

    def left(self, line: Line, block: Block) -> bool:
        """Whether a paragraph that goes on has lost its anchor to another one."""
        marks = self.bearers.get(block.anchor) if block.anchor else None
        return bool(marks) and line.mark not in (marks or ())

    def _is_its_slug(self, kind: str, anchor: str, made: str) -> bool:
        """Whether a heading goes by this anchor without writing it, where the text's headings write none."""
        return self.bare and kind in ("clause", "schedule") and _NUMBER.sub("", anchor) == _NUMBER.sub("", made)


def _names(line: Line) -> list[str]:
    return [name.casefold() for name in line.bookmarks if name.casefold().startswith("_clm_")]


def _unhashed(name: str, words: str) -> str:
    """The heading's slug, where the bookmark carries its digest."""
    match = _HASHED.search(name)
    if match is None or not words:
        return ""
    made, *unnumbered = _slugs(words)
    some = (made, *unnumbered, *(f"{made}-{n}" for n in range(2, _MOST_OF_A_NAME)))
    return next((each for each in some if hashlib.sha256(each.encode()).hexdigest()[:8] == match[1]), "")


def _slugs(words: str) -> list[str]:
    """What the heading's anchor may be called by its words: by all of them, or without its number."""
    said = slug(words).split("-")
    return ["-".join(said[n:]) for n in range(min(len(said), _MOST_OF_A_NUMBER + 1))]


def anchors_by_name(own: Mapping[str, str], lines: tuple[Line, ...], titled: Callable[[Line], str]) -> dict[str, str]:
    """Every anchor by its bookmark: those of the text, and what bookmarks that came are called."""
    found = dict(own)
    for line in lines:
        for name in _names(line):
            if name not in found:
                found[name] = _unhashed(name, titled(line)) or name.removeprefix("_clm_").replace("_", "-")
    return found

"""A reading copy of a text: one space between words, plain quotes, no page furniture, and the way back to the original."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from clmctl.intake.claims.letters import CAPITAL, CAPITAL_OR_FIGURE

#: Characters that say the same, one for one, so that offsets stay.
_SAME = MappingProxyType(
    {
        **dict.fromkeys("“”„‟″ʺ«»＂", '"'),
        **dict.fromkeys("‘’‚‛′ʹ`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("●∙·⋅", "•"),
        "＄": "$",
        "İ": "I",
        "\u00ad": " ",
    }
)
_OTHER = re.compile(f"[{''.join(_SAME)}]")
#: A line that is not the text's own: a page number, a running footer of a filing, underlining in typescript.
_LINE = r"(?:(?:-? ?\d{1,3} ?-?|Page \d{1,3}(?: of \d{1,3})?|Source: [^\n]{2,120}\d{4}|<PAGE>[^\n]{0,12})[ \t]*\n\s*|[-=]{3,}\s*)"
#: What stands between two words without being said.
_RULE = r"(?:[-=]{3,}\s*)*"
#: Most often a mere space; whether a word follows it is asked first.
_FURNITURE = re.compile(
    rf"[\s=-](?:(?=[\s=-])|(?<=[^\S ]))(?:(?<=[-=])[-=]{{2,}}\s*{_RULE}|(?<=\n)\s*{_LINE}*|(?<=[^\S\n])[^\S\n]*\n\s*{_LINE}*"
    rf"|(?<= )(?:\s+|(?=[-=]{{3}})){_RULE}|(?<=[^\S ])\s*{_RULE})"
)
#: Where a sentence ends: a full stop before a capital, a figure, a bracket or an item's letter, unless the word before is an
#: abbreviation.
_STOP = re.compile(rf"\.\"? (?=[\"'(\[]{{0,2}}(?:{CAPITAL_OR_FIGURE}|[a-z]{{1,4}}\) [\"'(]?{CAPITAL}))")
_ABBREVIATION = re.compile(
    r"(?:^|[ (.])(?:[A-Z]|Inc|Corp|Ltd|Co|LLC|Nos?|Mr|Mrs|Ms|Dr|St|Sec|Art|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|vs?|U\.S"
    r"|L\.P|N\.A|S\.A)$"
)
_LONGEST = 3_000
#: What a contract calls itself in place of `this Agreement`, which is what the rules read.
_OWN_NAMES = (
    "these terms and conditions",
    "these terms",
    "this lease",
    "this sublease",
    "this deed",
    "this nda",
    "this mnda",
    "this cnda",
)
#: It does so often, and hardly calls itself an agreement as well.
_OFTEN, _HARDLY = 3, 0.25


def _lowered(text: str) -> str:
    """The text in small letters, letter for letter."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _own_names(low: str) -> re.Pattern[str] | None:
    """The names by which a contract calls itself in place of `this Agreement`, where it does."""
    agreement = low.count("this agreement")
    if agreement > _HARDLY * max(low.count("this ") - agreement, low.count("these terms")):
        return None  # whatever else it calls itself, it does so less often
    often = [name for name in _OWN_NAMES if low.count(name) >= _OFTEN]
    if not often or agreement > _HARDLY * max(low.count(name) for name in often):
        return None
    return re.compile(rf"\b(?:{'|'.join(often)})\b")


class Copy:
    """The reading copy. Offsets below are offsets in `text` unless a name says otherwise.

    `low` is `text` in small letters, letter for letter.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        plain = original if original.isascii() else _OTHER.sub(lambda found: _SAME[found[0]], original)
        parts: list[str] = []
        here: list[int] = [0]
        there: list[int] = [0]
        length = last = 0
        for found in _FURNITURE.finditer(plain):
            start, end = found.span()
            piece = plain[last:start]
            parts.append(piece)
            parts.append(" ")
            length += len(piece) + 1
            last = end
            here.append(length)
            there.append(end)
        parts.append(plain[last:])
        self.text = "".join(parts)
        self._here, self._there = here, there
        self.low = _lowered(self.text)
        if own := _own_names(self.low):
            self._call_it_an_agreement(own)

    def _call_it_an_agreement(self, own: re.Pattern[str]) -> None:
        """Puts `this Agreement` wherever the contract names itself otherwise, with the way back to the words that stand there."""
        text, here, there = self.text, [0], [0]
        old = iter([*zip(self._here, self._there, strict=True), (len(text) + 1, 0)])
        edge = next(old)
        parts: list[str] = []
        length = last = 0
        for found in own.finditer(self.low):
            while edge[0] <= found.start():
                here.append(edge[0] - last + length)
                there.append(edge[1])
                edge = next(old)
            name = text[found.start() : found.end()]
            begun, ended = self.origin(found.start()), self.origin(found.end() - 1) + 1
            piece = text[last : found.start()]
            said = "THIS AGREEMENT" if name.isupper() else "This Agreement" if name[0].isupper() else "this Agreement"
            parts += [piece, said]
            length += len(piece)
            here += [length, length + len(said)]
            there += [begun, ended]
            length += len(said)
            last = found.end()
            while edge[0] <= last:
                edge = next(old)
        while edge[1]:
            here.append(edge[0] - last + length)
            there.append(edge[1])
            edge = next(old)
        parts.append(text[last:])
        self.text = "".join(parts)
        self.low = _lowered(self.text)
        self._here, self._there = here, there

    def origin(self, position: int) -> int:
        """The offset in the original of a position."""
        index = bisect_right(self._here, position) - 1
        found = self._there[index] + position - self._here[index]
        return min(found, self._there[index + 1] - 1) if index + 1 < len(self._there) else found

    def at(self, offset: int) -> int:
        """The position of an offset in the original: of what follows, where the copy does not repeat what stands there."""
        index = bisect_right(self._there, offset) - 1
        found = self._here[index] + offset - self._there[index]
        return min(found, self._here[index + 1]) if index + 1 < len(self._here) else min(found, len(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original, without blanks at its ends."""
        first = self.origin(start)
        words = self.original[first : self.origin(end - 1) + 1] if end > start else ""
        left = len(words) - len(words.lstrip())
        return (first + left, first + len(words.rstrip())) if words.strip() else (first, first)

    @cached_property
    def _stops(self) -> list[int]:
        text = self.text
        found = [0]
        for stop in _STOP.finditer(text):
            position = stop.start()
            if _ABBREVIATION.search(text[max(0, position - 6) : position]) is None:
                found.append(stop.end())
        found.append(len(text))
        return [cut for start, end in pairwise(found) for cut in range(start, end, _LONGEST)] + [len(text)]

    def sentence(self, position: int) -> tuple[int, int]:
        """The span of the sentence a position stands in; one of more than 3,000 characters is taken in pieces."""
        stops = self._stops
        index = min(bisect_right(stops, position), len(stops) - 1)
        return stops[index - 1] if index else 0, stops[index]

    def places(self, *words: str) -> list[int]:
        """Every place, in order, where one of the words (in small letters) begins."""
        found: list[int] = []
        low = self.low
        for word in words:
            at = low.find(word)
            while at >= 0:
                found.append(at)
                at = low.find(word, at + len(word))
        found.sort()
        return found

    def sentences(self, *words: str) -> list[tuple[int, int]]:
        """The sentences in which one of the words (in small letters) stands, each once, in order."""
        spans = dict.fromkeys(self.sentence(place) for place in self.places(*words))
        return list(spans)

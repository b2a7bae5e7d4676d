"""Each clause of a paper held against the library: approved, near an approved text, or unknown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Literal

from clmctl.intake.paper.words import folded, words_of
from clmctl.library.approved import Approved
from clmctl.model.block import Section
from clmctl.model.clause import Variant
from clmctl.model.frozen import frozen
from clmctl.text.dialect.options import expand, options_of

#: Less alike than this, a clause is near nothing; under a heading that is the library's a little less will do.
_NEAR, _NEAR_HEADED = 0.7, 0.55
#: A value that stands in the place of a field has at most so many words.
_LONGEST_VALUE = 40
_MOST_OPTIONS = 6
#: Four words on end: two texts that share none are not compared. Those of more texts than this tell nothing.
_Shingle = tuple[bytes, bytes, bytes, bytes]
_MOST_HOLDERS = 40
#: Of a paper's clause only every so many are looked up.
_STEP = 3
#: So many approved texts at most are compared with a clause for the runs of words they share.
_MOST_ALIKE = 6
#: In so many characters the first three words of a text stand.
_BEGINNING = 400
#: Nearly always in so many, and so many words there leave no doubt about the first three.
_SURELY, _ENOUGH = 100, 8
_APPARATUS = re.compile(r"\{#[^}\n]*\}|<!--.*?-->|\\(?=[!-/:-@\[-`{-~])|\]\(#[^)\n]*\)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
#: The numbers before a paragraph, with the line end before it: begun with that, the search is many times quicker.
_LABEL = re.compile(r"\n[ >*]*(?:(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z])[.)])[ \t]+)+")
#: A reference's number after `Section` or `Clause`, whose first letter is looked at when the rest was found: that is quicker.
_REFERENCES = tuple(
    (first, re.compile(rf"{rest}(s? \d{{1,3}}(?:\.\d{{1,3}})*(?:\([a-z]+\))*)"))
    for first, rest in (("Ss", "ection"), ("Cc", "lause"))
)
_MARKS = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))


@frozen
class Match:
    """What a clause is to the library. approved: word for word a position of it (blanks and fields filled in).
    near: `variant` is the nearest approved text. unknown: neither.
    """

    state: Literal["approved", "near", "unknown"]
    variant: Variant | None = None


UNKNOWN = Match("unknown")


@frozen
class _Known:
    """An approved text in words: `segments` are its words between the fields it prints."""

    variant: Variant
    words: tuple[str, ...]
    segments: tuple[str, ...]


class Matcher:
    """Matches clauses with the approved texts of a library; what depends on the library alone is worked out once."""

    __slots__ = ("_begins", "_exact", "_filled", "_headed", "_known", "_shingles")

    def __init__(self, approved: Approved) -> None:
        self._exact: dict[str, Variant] = {}
        self._filled: dict[str, list[_Known]] = {}
        #: the first words, at most three, of every text that a clause may be word for word
        self._begins: set[str] = set()
        self._known: list[_Known] = []
        self._shingles: dict[_Shingle, list[int]] = {}
        self._headed: dict[str, list[int]] = {}
        for clause in approved.library.clauses.values():
            for variant in clause.variants:
                if variant.status in ("approved", "deprecated") and approved.approves(variant):
                    for number, text in enumerate(_expanded(variant.text)):
                        self._add(variant, text, first=number == 0, titles=(clause.title,))

    def _add(self, variant: Variant, text: str, *, first: bool, titles: Iterable[str]) -> None:
        heading, body = _parted(text)
        words = tuple(_words(body))
        line = " ".join(words)
        known = _Known(variant, words, tuple(part.strip() for part in line.split("\x00")))
        first_words = known.segments[0].split()
        self._begins.add(" ".join(first_words[:3]))
        if "\x00" not in words:
            self._exact.setdefault(line, variant)
        else:
            self._filled.setdefault(_opening(first_words), []).append(known)
        if not first:
            return
        at = len(self._known)
        self._known.append(known)
        for shingle in set(_shingled(_roughly(body))):
            self._shingles.setdefault(shingle, []).append(at)
        for title in {_title(heading), *map(_title, titles)}:
            self._headed.setdefault(title, []).append(at)

    def match(self, title: str, body: str) -> Match:
        """What a clause with that title and text is to the library."""
        rough = _roughly(body)
        shared = self._shared(rough)
        headed = self._headed.get(_title(title), ())
        if not shared and not headed:
            return UNKNOWN
        alike = self._alike(shared, len(rough))
        if not alike and not headed and not self._may_be_one(body):
            return UNKNOWN
        words = _words(body)
        if not words:
            return UNKNOWN
        line = " ".join(words)
        if (variant := self._exact.get(line)) is not None:
            return Match("approved", variant)
        for known in (*self._filled.get(_opening(words), ()), *self._filled.get("", ())):
            if _fills(line, known.segments):
                return Match("approved", known.variant)
        return self._nearest(words, dict.fromkeys((*alike, *headed)), frozenset(headed))

    def _alike(self, shared: Mapping[int, int], length: int) -> list[int]:
        """Of the approved texts that share runs of words with a text of about that length, the few that could be near it."""
        if not shared:
            return []
        most = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ALIKE]
        return [at for at, count in most if count * 6 * _STEP >= min(length, len(self._known[at].words))]

    def _may_be_one(self, body: str) -> bool:
        """Whether a text begins as one of the approved ones does."""
        begins = body[:_BEGINNING]
        if "{" in begins or "<!" in begins:
            return True
        words = _words(begins[:_SURELY])
        words = (words if len(words) >= _ENOUGH else _words(begins))[:3]
        return any(" ".join(words[:count]) in self._begins for count in range(4)) or (len(words) < 3 and len(body) > _BEGINNING)

    def _shared(self, rough: Sequence[bytes]) -> Mapping[int, int]:
        """How many runs of words the text shares with each approved text that it could be."""
        shared: dict[int, int] = {}
        for shingle in set(filter(self._shingles.__contains__, _shingled(rough, _STEP))):
            holders = self._shingles[shingle]
            if len(holders) <= _MOST_HOLDERS:
                for at in holders:
                    shared[at] = shared.get(at, 0) + 1
        return shared

    def _nearest(self, words: Sequence[str], among: Iterable[int], headed: frozenset[int]) -> Match:
        from rapidfuzz.distance import Indel

        best: tuple[float, int] = (0.0, -1)
        for at in among:
            least = _NEAR_HEADED if at in headed else _NEAR
            there = len(self._known[at].words)
            if 2 * min(len(words), there) < least * (len(words) + there):
                continue  # of such different length that they cannot be so alike
            near = Indel.normalized_similarity(words, self._known[at].words, score_cutoff=max(least, best[0]))
            best = max(best, (near, at))
        if best[1] < 0 or best[0] <= 0:
            return UNKNOWN
        return Match("near", self._known[best[1]].variant)

    def sections(self, found: Iterable[Section]) -> list[tuple[Section, Match]]:
        """Each clause of a text with its match."""
        return [(section, self.match(section.title, section.body)) for section in found]


def _expanded(text: str) -> list[str]:
    """The text with every combination of its options, the one with all of them on first."""
    names = options_of(text)
    if not names:
        return [text]
    if len(names) > _MOST_OPTIONS:
        return [expand(text, dict.fromkeys(names, True)), expand(text, dict.fromkeys(names, False))]
    return [expand(text, dict(zip(names, on, strict=True))) for on in product((True, False), repeat=len(names))]


def _parted(text: str) -> tuple[str, str]:
    """A variant's heading and the text under it."""
    heading, _, body = text.lstrip("\n").partition("\n")
    return heading.lstrip("# "), body


def _words(text: str) -> list[str]:
    """The words that count: no numbers typed before paragraphs, no references' numbers, no marks; a field is `\\x00`."""
    if "{" in text or "\\" in text or "](" in text or "<!" in text:
        text = _PLACEHOLDER.sub(" \x00 ", _APPARATUS.sub("", text))
    return words_of(_unreferenced(_LABEL.sub("\n", f"\n{text}")))


def _unreferenced(text: str) -> str:
    """The text without the numbers of the sections and clauses it refers to."""
    cuts = sorted(
        match.span(1)
        for first, pattern in _REFERENCES
        for match in pattern.finditer(text)
        if (at := match.start()) and text[at - 1] in first and (at == 1 or not (text[at - 2].isalnum() or text[at - 2] == "_"))
    )
    if not cuts:
        return text
    kept = [text[end:start] for (_, end), (start, _) in pairwise(((0, 0), *cuts))]
    return "".join((*kept, text[cuts[-1][1] :]))


def _roughly(text: str) -> list[bytes]:
    """The words, quickly: what stands between spaces and marks, labels and all."""
    return folded(text).translate(_MARKS).split()


def _opening(words: Sequence[str]) -> str:
    """The first words of a text, by which filled-in texts are looked up; empty where a field comes too soon."""
    return " ".join(words[:3]) if len(words) >= 3 else ""


def _fills(line: str, segments: Sequence[str]) -> bool:
    """Whether a line is those segments in order with a few words in each gap."""
    if not line.startswith(segments[0]):
        return False
    at = len(segments[0])
    for segment in segments[1:-1]:
        found = line.find(segment, at, at + len(segment) + _LONGEST_VALUE * 12) if segment else at
        if found < 0 or line.count(" ", at, found) > _LONGEST_VALUE:
            return False
        at = found + len(segment)
    last = segments[-1]
    return line.endswith(last) and at <= len(line) - len(last) and line.count(" ", at, len(line) - len(last)) <= _LONGEST_VALUE


def _shingled(words: Sequence[bytes], step: int = 1) -> Iterator[_Shingle]:
    """A few words on end of a text, from every `step`-th word on."""
    return zip(words[::step], words[1::step], words[2::step], words[3::step], strict=False)


def _title(text: str) -> str:
    return " ".join(words_of(text))

"""Words of a returned paragraph as inline pieces: kept ones as the text writes them, new ones in the look they have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clmctl.model.block import Defined, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.negotiation.receiving_source import Behind, Said
from clmctl.redline.returned_words import Word

_WORD_BEFORE = re.compile(r"(.*?)([^\W\d_][\w-]*\.?|§+)[\u00a0\u202f ]\Z", re.DOTALL)
#: A link whose address prints beside its words.
_BESIDE = re.compile(r"(.*?) \(([^\s()]\S*)\)", re.DOTALL)
_LOST = re.compile(r"([^\W\d_][\w-]*\.?)[ \u00a0]\[#([\w.-]+)\]")
_LINKED = re.compile(r"rStyle=\S*[Ll]ink")
_TERM = re.compile(r"rStyle=\S*[Tt]erm")
#: `of`, `von`, `de la` between a section's number and its schedule's.
_SHORT_GAP = 8
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, slots=True)
class Item:
    """A word of the paragraph to be written: one of the text's own (`said`: printed paragraph and word), or a new one.

    `was` and `word` are the word as it was sent and as it came back.
    """

    said: tuple[int, int] | None
    word: Word | None = None
    was: Word | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """How new words become text: the anchors by bookmark, the schedule an anchor stands in, straight quotes or not."""

    behind: Behind
    anchors: Mapping[str, str]
    schedules: Mapping[str, str]
    straight: bool

    def inlines(self, items: Sequence[Item]) -> tuple[Inline, ...]:
        """The inline pieces of these words."""
        out: list[Inline] = []
        at = 0
        while at < len(items):
            item = items[at]
            if item.said is None:
                term = self._new_term(items, at) or self._new_link(items, at)
                if term is not None:
                    piece, at = term
                    out.append(piece)
                    continue
                self._new(item, out)
                at += 1
                continue
            at = self._own(items, at, out)
        return _trimmed(_with_lost(out))

    def _own(self, items: Sequence[Item], at: int, out: list[Inline]) -> int:
        """Adds what a word of the text's own stands for; the place behind what was added."""
        item = items[at]
        p, w = item.said or (0, 0)
        printed = self.behind.printed[p]
        said = printed.words[w]
        for m, text in said.parts:
            piece = printed.inlines[m]
            if isinstance(piece, Text):
                bold, italic = _emphasis(item, piece)
                out.append(Text(text, bold, italic))
                continue
            first, last = _reach(printed.words, m)
            if w != first and _whole(items, at - (w - first), p, first, last):
                continue  # added with its first word
            if w == first and _whole(items, at, p, first, last):
                out.append(piece)
                continue
            if isinstance(piece, Defined) and w == first:
                end = next((n for n in range(at + 1, len(items)) if items[n].said == (p, last)), None)
                if end is not None and first != last:
                    inner = "".join(self._text(each) for each in items[at + 1 : end]).strip()
                    if inner:
                        out.append(replace(piece, term=inner))
                        return end + 1
            if isinstance(piece, Link) and w == first:
                end = next((n for n in range(at + 1, len(items)) if items[n].said == (p, last)), None)
                if end is not None:
                    inner = "".join(self._text(each) for each in items[at : end + 1]).strip()
                    beside = _BESIDE.fullmatch(inner)
                    out.append(
                        Link(beside[1], beside[2]) if beside and piece.url not in piece.text else replace(piece, text=inner)
                    )
                    return end + 1
            if isinstance(piece, Reference) and said.key == "ref":
                self._reference(piece.anchor, text, out)
            elif isinstance(piece, LineBreak):
                out.append(piece)
            elif isinstance(piece, Placeholder):
                out.append(Text(text, piece.bold, piece.italic))
            else:
                out.append(Text(text, bold=isinstance(piece, Defined) and text[:1].isalnum()))
        return at + 1

    def _text(self, item: Item) -> str:
        if item.said is not None:
            return self.behind.printed[item.said[0]].words[item.said[1]].text
        return "" if item.word is None else self.spelled(item.word.text)

    def spelled(self, text: str) -> str:
        """New words with the quotes that the text is typed with."""
        return text.translate(_STRAIGHT) if self.straight else text

    def _new(self, item: Item, out: list[Inline]) -> None:
        word = item.word
        if word is None:
            return
        if word.ref:
            anchor = self.anchors.get(word.ref, "")
            if anchor:
                self._reference(anchor, word.text, out)
            else:
                out.append(Text(word.text))
        elif word.key == "\n":
            out.append(LineBreak())
        else:
            out.append(Text(self.spelled(word.text), is_bold(word.run.form), is_italic(word.run.form)))

    def _new_term(self, items: Sequence[Item], at: int) -> tuple[Defined, int] | None:
        """A definition that came: a quote, words in the look of a defined term, a quote."""
        opening = items[at].word
        if opening is None or opening.key != '"' or at + 2 >= len(items):
            return None
        end = at + 1
        while end < len(items) and items[end].said is None and _TERM.search(getattr(items[end].word, "run", _PLAIN).form):
            end += 1
        closing = items[end].word if end < len(items) and items[end].said is None else None
        if end == at + 1 or closing is None or closing.key != '"':
            return None
        term = "".join(self._text(each) for each in items[at + 1 : end])
        return Defined(term, self.spelled(opening.text), self.spelled(closing.text)), end + 1

    def _new_link(self, items: Sequence[Item], at: int) -> tuple[Link, int] | None:
        """A link that came, where its address is known: it is its own words, or a link of the text has the same words."""
        end = at
        while end < len(items) and items[end].said is None and _LINKED.search(getattr(items[end].word, "run", _PLAIN).form):
            end += 1
        if end == at:
            return None
        words = "".join(self._text(each) for each in items[at:end])
        known = (
            piece.url for item in self.behind.printed for piece in item.inlines if isinstance(piece, Link) and piece.text == words
        )
        url = words if re.fullmatch(r"(?:https?://|mailto:)\S+", words) else next(known, "")
        return (Link(words, url), end) if url else None

    def _reference(self, anchor: str, shown: str, out: list[Inline]) -> None:
        """Adds a reference; the word before its number is taken into it."""
        schedule = self.schedules.get(anchor)
        last = next((n for n in range(len(out) - 1, -1, -1) if not isinstance(out[n], Text)), -1)
        before = out[last] if last >= 0 else None
        gap = "".join(piece.text for piece in out[last + 1 :] if isinstance(piece, Text)).strip()
        if (
            isinstance(before, Reference)
            and len(gap) < _SHORT_GAP
            and schedule == ""
            and self.schedules.get(before.anchor) == anchor
        ):
            del out[last + 1 :]  # `Section 2 of Schedule 1`: the first says it all
            return
        if schedule == "" and shown[:1].isalpha() and " " in shown:
            out.append(Reference(shown.rpartition(" ")[0], anchor))
            return
        tail = "".join(piece.text for piece in out[-6:] if isinstance(piece, Text)) if out else ""
        match = _WORD_BEFORE.match(tail)
        if match is None:
            out.append(Text(shown))
            return
        left = len(tail) - len(match[1])
        while left > 0 and isinstance(trailing := out[-1], Text):
            out.pop()
            if len(trailing.text) > left:
                out.append(replace(trailing, text=trailing.text[:-left]))
            left -= len(trailing.text)
        out.append(Reference(match[2], anchor))


@dataclass(frozen=True, slots=True)
class _NoRun:
    form: str = ""


_PLAIN = _NoRun()


def _reach(words: Sequence[Said], m: int) -> tuple[int, int]:
    """The first and the last word of an inline piece."""
    places = [n for n, word in enumerate(words) if any(part == m for part, _ in word.parts)]
    return places[0], places[-1]


def _whole(items: Sequence[Item], at: int, p: int, first: int, last: int) -> bool:
    """Whether all words of a piece stand together, beginning here."""
    if at < 0 or at + last - first >= len(items):
        return False
    return all(items[at + n].said == (p, first + n) for n in range(last - first + 1))


def _emphasis(item: Item, piece: Text) -> tuple[bool, bool]:
    """The emphasis of a kept word: the text's own, unless the file that came back changed it."""
    if item.word is None or item.was is None:
        return piece.bold, piece.italic
    was, now = item.was.run.form, item.word.run.form
    return (
        is_bold(now) if is_bold(was) is not is_bold(now) else piece.bold,
        is_italic(now) if is_italic(was) is not is_italic(now) else piece.italic,
    )


def is_bold(form: str) -> bool:
    """Whether direct formatting makes words bold."""
    return "b" in form.split()


def is_italic(form: str) -> bool:
    """Whether direct formatting makes words italic."""
    return "i" in form.split()


def _with_lost(pieces: Sequence[Inline]) -> list[Inline]:
    """The pieces with `Section [#fees]`, as a reference prints that leads nowhere, as the reference it is."""
    found: list[Inline] = []
    for is_text, group in groupby(pieces, key=lambda piece: (piece.bold, piece.italic) if isinstance(piece, Text) else None):
        members = list(group)
        said = "".join(piece.text for piece in members if isinstance(piece, Text))
        if is_text is None or "[#" not in said:
            found += members
            continue
        at = 0
        for match in _LOST.finditer(said):
            found += [Text(said[at : match.start()], *is_text), Reference(match[1], match[2])]
            at = match.end()
        found.append(Text(said[at:], *is_text))
    return [piece for piece in found if not isinstance(piece, Text) or piece.text]


def _trimmed(pieces: list[Inline]) -> tuple[Inline, ...]:
    """The pieces without space or breaks at the ends, spaces between words as wide as the emphasis around them."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if isinstance(piece, Text) and piece.text.isspace() and 0 < at < len(found) - 1:
            before, after = found[at - 1], found[at + 1]
            if isinstance(before, Text) and isinstance(after, Text):
                same = before.bold == after.bold and before.italic == after.italic
                found[at] = replace(piece, bold=before.bold and same, italic=before.italic and same)
    while found and (isinstance(found[-1], LineBreak) or (isinstance(found[-1], Text) and not found[-1].text.strip())):
        found.pop()
    while found and (isinstance(found[0], LineBreak) or (isinstance(found[0], Text) and not found[0].text.strip())):
        found.pop(0)
    if found and isinstance(last := found[-1], Text):
        found[-1] = replace(last, text=last.text.rstrip())
    if found and isinstance(first := found[0], Text):
        found[0] = replace(first, text=first.text.lstrip())
    return tuple(found)

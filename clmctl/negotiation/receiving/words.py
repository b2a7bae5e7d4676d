"""Words of a returned paragraph as inline pieces: kept ones as the text writes them, new ones in the look they have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clmctl.model.block import Defined, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.pieces import finished, words_of_link
from clmctl.negotiation.receiving.source import Behind, Said
from clmctl.redline.returned.words import BREAK, PAGE, SPACE, Line, Word
from clmctl.text.dialect.inlines import QUOTES
from clmctl.text.language import LANGUAGES

_WORD_BEFORE = re.compile(r"(.*?)([^\W\d_][\w-]*\.?|§+)[\u00a0\u202f ]\Z", re.DOTALL)
#: A link whose address prints beside its words.
_BESIDE = re.compile(r"(.*?) \(([^\s()]\S*)\)", re.DOTALL)
_PARTS = re.compile(r"[.;:!?][\"'”’)]* ")
#: What stands before a space.
_LAST_WORDS = re.compile(r"(.*\S) \Z", re.DOTALL)
#: An address within a folder of texts.
_PATH = re.compile(r"(?:/|\.{1,2}/)[^\s()<>\"/]+/[^\s()<>\"]*|\.{1,2}/[^\s()<>\"]+")
#: Addresses that may stand as links in a text: nothing that runs, fetches or opens a file of this machine.
SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"()]+(?:\([^\s<>\"()]*\)[^\s<>\"()]*)*", re.IGNORECASE)
TERM = re.compile(r"rStyle=\S*[Tt]erm")
_QUOTES = ('"', "'")
#: `of`, `von`, `de la` between a section's number and its schedule's.
_BEYOND = frozenset(language.of_schedule for language in LANGUAGES.values())
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@frozen
class Item:
    """A word of the paragraph to be written: one of the text's own (`said`: printed paragraph and word), or a new one.

    `was` and `word` are the word as it was sent and as it came back.
    """

    said: tuple[int, int] | None
    word: Word | None = None
    was: Word | None = None

    @property
    def link(self) -> str:
        """Where the word leads."""
        word = self.word or self.was
        return "" if word is None else word.link

    @property
    def key(self) -> str:
        """What it says, whatever its spelling."""
        word = self.word or self.was
        return "" if word is None else word.key

    @property
    def form(self) -> str:
        """Its direct formatting."""
        word = self.word or self.was
        return "" if word is None else word.run.form


@dataclass(slots=True)
class _Written:
    """The pieces of a paragraph so far. `awaits` are the anchors of the schedule whose number belongs to the reference that was
    added last, `unlinked` where the last words begin that were a link, and where they end."""

    pieces: list[Inline] = field(default_factory=list)
    awaits: frozenset[str] = frozenset()
    unlinked: tuple[int, int] = (-1, -1)

    def trailing(self) -> list[Text]:
        """The plain words at the end."""
        found: list[Text] = []
        for piece in reversed(self.pieces):
            if not isinstance(piece, Text):
                break
            found.insert(0, piece)
        return found

    def keep(self, trailing: Sequence[Text], length: int) -> None:
        """Leaves so many characters of the plain words at the end."""
        del self.pieces[len(self.pieces) - len(trailing) :]
        for piece in trailing:
            if length > 0:
                self.pieces.append(piece if len(piece.text) <= length else replace(piece, text=piece.text[:length]))
            length -= len(piece.text)

    def link(self, linked: str, address: str) -> None:
        """Makes of plain words at the end, and the space behind them, a link: of those that were one, where that is known."""
        trailing = self.trailing()
        words = "".join(piece.text for piece in trailing)
        named = words_of_link(words.rstrip(" "), address)
        is_longer = named.endswith(linked) and named[:1].isupper()
        if not linked or is_longer or _PARTS.search(linked):  # no link goes over the end of a sentence
            linked = named
        self.keep(trailing, len(words) - len(linked) - 1)
        self.pieces.append(Link(linked, address))

    def goes_beyond(self, anchor: str) -> bool:
        """Whether a reference ends the one before (`Section 2 of Schedule 1`), which says it all; it is then left out."""
        awaited, self.awaits = self.awaits, frozenset()
        trailing = self.trailing()
        before = self.pieces[-len(trailing) - 1] if len(self.pieces) > len(trailing) else None
        gap = "".join(piece.text for piece in trailing).strip()
        if anchor not in awaited or not isinstance(before, Reference) or gap not in _BEYOND:
            return False
        del self.pieces[len(self.pieces) - len(trailing) :]
        return True


@frozen
class Wording:
    """How new words become text: the anchors by bookmark, the schedule each anchor stands in now, by its anchors (none: is one)
    and the one each paragraph stands in by its mark, straight quotes or not, signs that the text types bare.
    `styled`: defined terms still have a style of their own in the file.
    """

    behind: Behind
    anchors: Mapping[str, str]
    schedules: Mapping[str, frozenset[str]]
    home: Mapping[int, frozenset[str]]
    straight: bool
    bare: str = ""
    styled: bool = True

    def inlines(self, items: Sequence[Item], line: Line) -> tuple[Inline, ...]:
        """The inline pieces of these words, standing in a paragraph."""
        items = _unbroken(items)
        home = self.home.get(line.mark, frozenset())
        out = _Written()
        at = 0
        while at < len(items):
            item = items[at]
            if item.link and (linked := self._link(items, at)) is not None:
                piece, at = linked
                out.pieces.append(piece)
                continue
            if (term := self._term(items, at)) is not None:
                piece, at = term
                out.pieces.append(piece)
                continue
            if (end := self._beside(items, at, out)) is not None:
                at = end
                continue
            if item.said is None:
                self._new(item, out, home)
                at += 1
                continue
            at = self._own(items, at, out, home)
        return finished(out.pieces)

    def _own(self, items: Sequence[Item], at: int, out: _Written, home: frozenset[str]) -> int:
        """Adds what a word of the text's own stands for; the place behind what was added."""
        item = items[at]
        p, w = item.said or (0, 0)
        printed = self.behind.printed[p]
        said = printed.words[w]
        for m, text in said.parts:
            piece = printed.inlines[m]
            if isinstance(piece, Text):
                bold, italic = _emphasis(item, piece)
                out.pieces.append(Text(text, bold, italic))
                continue
            if isinstance(piece, Link) and SAFE_LINK.fullmatch(piece.url) and item.link.rstrip("/") != piece.url.rstrip("/"):
                start = out.unlinked[0] if w > _reach(printed.words, m)[0] and out.unlinked[0] >= 0 else len(out.pieces)
                out.unlinked = (start, len(out.pieces) + 1)
                out.pieces.append(Text(text, *_look(item)))  # it leads nowhere any more
                continue
            if isinstance(piece, Defined) and self.styled:
                out.pieces.append(Text(text, *_look(item)))
                continue
            first, last = _reach(printed.words, m)
            if w != first and _whole(items, at - (w - first), p, first, last):
                continue  # added with its first word
            if w == first and _whole(items, at, p, first, last):
                if not (isinstance(piece, Reference) and out.goes_beyond(piece.anchor)):
                    out.pieces.append(piece)
                    numbers = sum(word.key == "ref" for word in printed.words[first : last + 1])
                    if isinstance(piece, Reference) and numbers == 1:  # its schedule did not print, and may now
                        out.awaits = self._beyond(piece.anchor, home)
                continue
            if isinstance(piece, Link) and w == first:
                end = next((n for n in range(at + 1, len(items)) if items[n].said == (p, last)), None)
                if end is not None:
                    inner = "".join(self._text(each) for each in items[at : end + 1]).strip()
                    beside = _BESIDE.fullmatch(inner)
                    if beside:
                        out.pieces.append(Text(f"{beside[1]} "))
                        out.link(beside[1], beside[2])
                    else:
                        out.pieces.append(replace(piece, text=inner))
                    return end + 1
            if isinstance(piece, Reference) and said.key == "ref":
                word = item.word or item.was
                goal = "" if word is None else word.ref  # the number of its schedule is another one's
                self._reference(self.anchors.get(goal, piece.anchor), text, out, home)
            elif isinstance(piece, LineBreak):
                out.pieces.append(piece)
            elif isinstance(piece, Placeholder):
                out.pieces.append(Text(text, *_emphasis(item, piece)))
            else:
                bold, italic = _look(item)
                out.pieces.append(Text(text, bold or (isinstance(piece, Defined) and text[:1].isalnum()), italic))
        return at + 1

    def _text(self, item: Item) -> str:
        if item.said is not None:
            return self.behind.printed[item.said[0]].words[item.said[1]].text
        return "" if item.word is None else self.spelled(item.word.text)

    def spelled(self, text: str) -> str:
        """New words with the quotes that the text is typed with."""
        return text.translate(_STRAIGHT) if self.straight else text

    def _new(self, item: Item, out: _Written, home: frozenset[str]) -> None:
        word = item.word
        if word is None:
            return
        if word.ref:
            anchor = self.anchors.get(word.ref, "")
            if anchor:
                self._reference(anchor, word.text, out, home)
            else:
                out.pieces.append(Text(word.text))
        elif word.key == "\n":
            out.pieces.append(LineBreak())
        else:
            out.pieces.append(Text(self.spelled(word.text), is_bold(word.run.form), is_italic(word.run.form)))

    def _begun(self, items: Sequence[Item], at: int, said: tuple[int, int]) -> tuple[Inline, int]:
        """The piece of the text that a word of it is of, and how many words it has; 0 where they do not all stand here."""
        printed = self.behind.printed[said[0]]
        m = printed.words[said[1]].parts[0][0]
        first, last = _reach(printed.words, m)
        whole = said[1] == first and _whole(items, at, said[0], first, last)
        return printed.inlines[m], last + 1 - first if whole else 0

    def _term(self, items: Sequence[Item], at: int) -> tuple[Defined, int] | None:
        """A definition and the place behind it: a quote, words in the look of a defined term, a quote."""
        mark = items[at].key
        if mark not in _QUOTES or at + 2 >= len(items):
            return None
        end = at + 1
        while end < len(items) and TERM.search(items[end].form):
            end += 1
        if end == at + 1 or end == len(items) or items[end].key != mark:
            return None
        said = items[at].said
        if said is not None:
            piece, length = self._begun(items, at, said)
            if isinstance(piece, Defined) and length == end + 1 - at:
                return piece, end + 1
        opening, *inner, closing = (self._text(each) for each in items[at : end + 1])
        if closing not in QUOTES.get(opening, closing):
            closing = QUOTES[opening][0]
        return Defined("".join(inner), opening, closing), end + 1

    def _link(self, items: Sequence[Item], at: int) -> tuple[Inline, int] | None:
        """A link and the place behind it: as the text types it, or as it came; None where it leads where no text may."""
        goal = items[at].link
        end = at
        while end < len(items) and items[end].link == goal:
            end += 1
        said = items[at].said
        if said is not None:
            piece, length = self._begun(items, at, said)
            same = isinstance(piece, Reference) or (isinstance(piece, Link) and piece.url.rstrip("/") == goal)
            if same and length == end - at:
                return piece, end
        words = "".join(
            self._text(each) if each.said is not None else each.word.text if each.word else "" for each in items[at:end]
        )
        if goal.startswith("#"):
            anchor = self.anchors.get(goal[1:].casefold(), "")
            return (Reference(words, anchor), end) if anchor else None
        return (Link(words, goal), end) if SAFE_LINK.fullmatch(goal) and words.strip() else None

    def _beside(self, items: Sequence[Item], at: int, out: _Written) -> int | None:
        """Adds a link of this folder's, whose address prints beside its words; the place behind it, None where there is none.

        How many words were linked does not show, so it is those the address repeats, or the one before.
        """
        if items[at].key != "(":
            return None
        end = next((n for n in range(at, len(items)) if items[n].key == ")"), -1)
        if end < 0 or not (items[at].said is None or all(self._may_link(each) for each in items[at : end + 1])):
            return None
        address = "".join(self._text(each) for each in items[at + 1 : end])
        trailing = out.trailing()
        match = _LAST_WORDS.match("".join(piece.text for piece in trailing))
        if not _PATH.fullmatch(address) or match is None:
            return None
        words = "".join(piece.text for piece in trailing)
        begins, ends = out.unlinked
        before = len(out.pieces) - begins if ends >= len(out.pieces) - 1 else 0  # at most the space stands between
        linked = (
            words[sum(len(piece.text) for piece in trailing[: len(trailing) - before]) :] if 0 < before <= len(trailing) else ""
        )
        out.link(linked.removesuffix(" "), address)
        return end + 1

    def _may_link(self, item: Item) -> bool:
        """Whether a word is new, or one of a link that has lost others."""
        if item.said is None:
            return True
        printed = self.behind.printed[item.said[0]]
        return all(isinstance(printed.inlines[m], Link) for m, _ in printed.words[item.said[1]].parts)

    def _beyond(self, anchor: str, home: frozenset[str]) -> frozenset[str]:
        """The anchors of the schedule whose number ends a reference from a paragraph of another one."""
        schedule = self.schedules.get(anchor, frozenset())
        return schedule if schedule != home else frozenset()

    def _reference(self, anchor: str, shown: str, out: _Written, home: frozenset[str]) -> None:
        """Adds a reference; the word before its number is taken into it."""
        if out.goes_beyond(anchor):
            return
        schedule = self.schedules.get(anchor)
        out.awaits = self._beyond(anchor, home)
        if schedule is not None and not schedule and shown[:1].isalpha() and " " in shown:
            out.pieces.append(Reference(shown.rpartition(" ")[0], anchor))
            return
        trailing = out.trailing()
        match = _WORD_BEFORE.match("".join(piece.text for piece in trailing))
        if match is None:
            out.pieces.append(Text(shown))
            return
        out.keep(trailing, len(match[1]))
        out.pieces.append(Reference(match[2], anchor))


def _unbroken(items: Sequence[Item]) -> Sequence[Item]:
    """The words without page breaks, which the text has between paragraphs alone: a space stands for one, or those beside it."""
    found: list[Item] = []
    for at, item in enumerate(items):
        if item.key != PAGE:
            found.append(item)
        elif item.word is not None and not any(each.key in (SPACE, BREAK) for each in (*found[-1:], *items[at + 1 : at + 2])):
            found.append(replace(item, word=replace(item.word, key=SPACE, text=SPACE)))
    return found


def _reach(words: Sequence[Said], m: int) -> tuple[int, int]:
    """The first and the last word of an inline piece."""
    places = [n for n, word in enumerate(words) if any(part == m for part, _ in word.parts)]
    return places[0], places[-1]


def _whole(items: Sequence[Item], at: int, p: int, first: int, last: int) -> bool:
    """Whether all words of a piece stand together, beginning here."""
    if at < 0 or at + last - first >= len(items):
        return False
    return all(items[at + n].said == (p, first + n) for n in range(last - first + 1))


def _emphasis(item: Item, piece: Text | Placeholder) -> tuple[bool, bool]:
    """The emphasis of a kept word: the text's own, unless the file that came back changed it."""
    if item.word is None or item.was is None:
        return piece.bold, piece.italic
    was, now = item.was.run.form, item.word.run.form
    return (
        is_bold(now) if is_bold(was) is not is_bold(now) else piece.bold,
        is_italic(now) if is_italic(was) is not is_italic(now) else piece.italic,
    )


def _look(item: Item) -> tuple[bool, bool]:
    """Whether a word is bold and italic as it came back."""
    return is_bold(item.form), is_italic(item.form)


def is_bold(form: str) -> bool:
    """Whether direct formatting makes words bold."""
    return "b" in form.split()


def is_italic(form: str) -> bool:
    """Whether direct formatting makes words italic."""
    return "i" in form.split()

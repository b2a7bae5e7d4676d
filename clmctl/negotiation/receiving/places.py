"""Where a returned paragraph goes in the text: what it is and how deep in the lists, by its style, its list and its indent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clmctl.model.block import Block
from clmctl.model.frozen import frozen
from clmctl.model.word.measures import BULLET_STEP, NOTE_STEP, QUOTE_STEP, RECITAL_STEPS, STEPS
from clmctl.redline.returned.words import Line

_NUMBERED = re.compile(r"(?:level|schedule|recital)(\d)")
_LEFT = re.compile(r"\bind=\S*\b(?:left|start)=(\d{1,9})\b")
HEADINGS = {
    "title": "title",
    "part": "title",
    "schedule": "schedule",
    "clause": "clause",
    "schedule1": "clause",
    "subclause": "subclause",
}
HEADS = frozenset(HEADINGS.values())
#: What is printed around the text and stands in no block of it.
AROUND = ("front", "contents", "toc", "signature", "header", "footer")
#: How many numbered items hold an item at the first level of a list, by the heading it stands under; negative: from the top.
_BELOW = {"clause": 0, "subclause": 1}
#: How many paragraphs behind one tell where it stands.
AHEAD = 12
_OUTSIDE = (0, "body")
_STEP = {"quote": QUOTE_STEP, "note": NOTE_STEP}


@frozen
class Stand:
    """What a block is, its depth in the lists, and of a sub-clause how many hashes begin its line (0: as it was)."""

    kind: str
    depth: int = 0
    hashes: int = 0


@frozen
class _Open:
    """An item that is open: what it is, where words that belong to it stand, and their style."""

    kind: str
    left: int
    role: str


@dataclass(slots=True)
class Standing:
    """Walks the blocks in their order as the renderer does, knowing where words stand under the heading and in each open item."""

    heading: str = ""
    head: tuple[int, str] = _OUTSIDE
    items: list[_Open] = field(default_factory=list)

    def stand(
        self,
        line: Line,
        role: str,
        own: Block | None = None,
        *,
        same: bool = False,
        alone: bool = False,
        ahead: Sequence[tuple[Line, str]] = (),
    ) -> Stand:
        """What a paragraph is, by its style's `role`. `own` is the block it was, `same` where it is set as it was.

        `alone`: no item was open where it stood, so that its depth there says nothing of one it may belong to now. `ahead` are
        the paragraphs behind it with their roles: they tell where it stands where that does not show.
        """
        kept = None if own is None else Stand(own.kind, own.indent)
        if kept is not None and kept.kind in ("table", "data", "page-break"):
            return kept
        kind = self._kind(line, role)
        if kind is None:
            return kept or self._foreign(line)
        if kind in HEADS:
            if own is not None and own.kind == kind and (same or kind != "subclause"):
                return Stand(kind, 0, own.level + 1 if kind == "subclause" else 0)
            return Stand(kind, 0, _hashes(line) if kind == "subclause" else 0)
        found = self._depths(kind, line, role)
        if not found:
            return kept if same and kept is not None and kept.kind == kind else self._nearest(kind, line, role)
        usual = min(found) if kind == "item" else max(found)  # bullets belong to the item before them, items close it
        stays = kept is not None and kept.kind == kind and (same or kind != "item") and not (alone and kind == "bullet")
        first = kept.depth if kept is not None and stays and kept.depth in found else usual
        if len(found) == 1 or not ahead:
            return Stand(kind, first)
        some = sorted(found, key=lambda depth: (depth != first, depth != usual, depth))
        return Stand(kind, max(some, key=lambda depth: self._agrees(Stand(kind, depth), line, role, ahead)))

    def _agrees(self, stand: Stand, line: Line, role: str, ahead: Sequence[tuple[Line, str]]) -> int:
        """How many of the paragraphs behind can be set as they are, if this one stands so."""
        trial = Standing(self.heading, self.head, list(self.items))
        trial.stood(stand, line, role)
        for n, (after, its) in enumerate(ahead):
            kind = self._kind(after, its)
            if kind is None or kind in HEADS:
                return AHEAD
            found = trial._depths(kind, after, its)
            if not found:
                return n
            trial.stood(Stand(kind, min(found) if kind == "item" else max(found)), after, its)
        return AHEAD

    def stood(self, stand: Stand, line: Line | None, role: str) -> None:
        """Notes a block that was written: what it opens and what it closes."""
        kind, depth = stand.kind, stand.depth
        if kind in HEADS:
            if kind != "subclause" or (line is not None and line.number):  # one without a number counts for nothing
                self.heading = kind
            self.items = []
            level = max(stand.hashes - 2, 1) if kind == "subclause" else 0
            self.head = _OUTSIDE if kind in ("title", "schedule") else (STEPS[min(level, 5)][0], f"text{min(level, 5) + 1}")
            if kind == "title":
                self.heading = ""
        elif kind == "item":
            del self.items[max(depth - 1, 0) :]
            self.items.append(_Open("item", *self._text_of(line, role)))
        elif kind == "bullet":
            del self.items[max(depth - 1, 0) :]
            self.items.append(_Open("bullet", self.at(depth - 1)[0] + BULLET_STEP, "body"))
        else:
            del self.items[depth:]
            if not self.heading and not depth:
                self.head = _OUTSIDE

    def at(self, depth: int) -> tuple[int, str]:
        """Where words at this depth of the lists stand, and their style."""
        if depth > 0 and self.items:
            open_ = self.items[min(depth, len(self.items)) - 1]
            return open_.left, open_.role
        return self.head

    # ---- what it is

    @staticmethod
    def _kind(line: Line, role: str) -> str | None:
        """What a paragraph is by its style; None where the style is none of ours."""
        if role in HEADINGS and not (role == "schedule1" and _level(line) not in (0, None)):
            return HEADINGS[role]
        if _NUMBERED.match(role):
            return "item"
        if role == "bullet" or (not role and line.number == "•"):
            return "bullet"
        if role in ("quote", "note"):
            return role
        return "paragraph" if role == "body" or role.startswith("text") else None

    def _foreign(self, line: Line) -> Stand:
        """A new paragraph in a style of somebody else's."""
        level = _level(line)
        if not line.number:
            return Stand("paragraph", 0)
        return Stand("item", max(1, (level or 0) + (not self.heading)) if level is not None else max(1, len(self.items)))

    # ---- how deep it stands

    def _depths(self, kind: str, line: Line, role: str) -> list[int]:
        """The depths at which the paragraph would be set just as it is."""
        left = _left(line)
        here = range(len(self.items) + 1)
        if kind == "item":
            above = self._ordered(line, role) - 1
            return [d + 1 for d in here if sum(each.kind == "item" for each in self.items[:d]) == above]
        if kind == "bullet":
            within = _level(line) or 0
            some = [d + 1 for d in here if min(sum(each.kind == "bullet" for each in self.items[:d]), 4) == within]
            return some if left is None else [d for d in some if self.at(d - 1)[0] + BULLET_STEP == left]
        if kind in _STEP:
            goal = 0 if left is None else left - _STEP[kind]
            return [d for d in here if self.at(d)[0] == goal]
        if role == "body":
            return [d for d in here if self.at(d) == (left or 0, "body")]
        return [d for d in here if self.at(d)[1] == role]

    def depth_at(self, left: int, *, follows: int) -> int:
        """The depth at which words stand so far in, no less deep than what follows; that depth where none does."""
        return next((depth for depth in range(follows, len(self.items) + 1) if self.at(depth)[0] == left), follows)

    def sets(self, left: int, depth: int) -> bool:
        """Whether words at this depth stand so far in, or words at none do."""
        return self.at(depth)[0] == left or all(self.at(other)[0] != left for other in range(len(self.items) + 1))

    def _ordered(self, line: Line, role: str) -> int:
        """How many numbered items hold an item, itself included, by its level."""
        level = _level(line)
        match = _NUMBERED.match(role)
        if level is None:
            level = int(match[1]) - 1 if match else 0
        return max(1, level + 1 if role.startswith("recital") else level - _BELOW.get(self.heading, -1))

    def _nearest(self, kind: str, line: Line, role: str) -> Stand:
        """What comes nearest where no depth sets a paragraph as it is."""
        if kind == "item":
            return Stand(kind, self._ordered(line, role))
        if kind == "bullet":
            return Stand(kind, len(self.items) + (not self.items or self.items[-1].kind != "bullet"))
        if kind == "paragraph" and role.startswith("text"):
            return Stand(kind, max(0, int(role[4:]) - {"subclause": 2}.get(self.heading, 1)))
        return Stand(kind, 0)

    def _text_of(self, line: Line | None, role: str) -> tuple[int, str]:
        """Where words that belong to an item stand, and their style."""
        if role == "party":
            return RECITAL_STEPS[0][0], "text1"
        ordered = 1 + sum(each.kind == "item" for each in self.items)
        if role.startswith("recital") or (not self.heading and not _NUMBERED.match(role)):
            depth = min(ordered, len(RECITAL_STEPS)) - 1
            return RECITAL_STEPS[depth][0], f"text{depth + 2}" if depth else "text1"
        level = None if line is None else _level(line)
        if level is None:
            level = ordered + _BELOW.get(self.heading, -1)
        level = min(level, len(STEPS) - 1)
        return STEPS[level][0], f"text{level + 1}"


def _level(line: Line) -> int | None:
    """The level of a paragraph in its list; None where it has none."""
    level = line.numbering.rpartition(":")[2]
    return int(level) if level.isdigit() else None


def _left(line: Line) -> int | None:
    """How far in a paragraph stands by itself; None where its style decides."""
    match = _LEFT.search(line.form)
    return None if match is None else int(match[1])


def _hashes(line: Line) -> int:
    """How many hashes begin a sub-clause that prints this number: `4.1` three, `4.1.1` four."""
    return min(max(line.number.rstrip(".").count(".") + 2, 3), 6)


def set_alike(was: Line, now: Line) -> bool:
    """Whether two paragraphs are set alike: style, level, how far in they stand."""
    return (was.style.casefold(), _level(was), _left(was)) == (now.style.casefold(), _level(now), _left(now))

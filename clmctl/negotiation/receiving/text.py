"""The contract's text written anew where a paragraph changed; every other line stays byte for byte."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from clmctl.model.block import Block
from clmctl.model.frozen import frozen
from clmctl.text.comparing.difference import token_diff
from clmctl.text.dialect.blocks import own_anchor
from clmctl.text.dialect.headings import heading_parts, schedule_name
from clmctl.text.dialect.markup import markup
from clmctl.text.dialect.pieces import SUPPRESSION, Piece, pieces

_MARKER = re.compile(r"(?:(\d{1,9})[.)]|[-+*])( +|$)")
_ITEMS = ("item", "bullet")
_CONTINUED = re.compile(r"\n *")


@frozen
class Unit:
    """A block to be written. `block` is the one of the text it was (None: a new one); `words` its new markup (None: as it
    stands), `rows` those of a table (a line's number where it stays). `kind` and `depth` (in the lists) say where it goes.

    `left`: its anchor stands elsewhere now. `hashes` is how many begin the line of a sub-clause (0: as they are), `label` the
    number of a schedule that is new or has changed.
    """

    kind: str
    depth: int
    block: int | None = None
    words: str | None = None
    rows: tuple[int | str, ...] | None = None
    anchor: str = ""
    hashes: int = 0
    label: str = ""
    left: bool = False


class _Room(NamedTuple):
    """Where a line of a block may begin: from `base`, and before `end`, where words of the item before it would. A new item's
    marker stands at `margin`, below that of the item before it.
    """

    base: int
    end: int
    margin: int


class Writer:
    """The text it was, cut into the lines of each block, and what is written of it."""

    def __init__(self, text: str, blocks: Sequence[Block], bare: str = "") -> None:
        self.bare = bare
        self.lines = text.split("\n")
        self.blocks = blocks
        self.pieces: Sequence[Piece] = pieces(text)
        self.starts = [piece.line - 1 for piece in self.pieces]
        self.ends: list[int] = []
        self.leads: list[list[int]] = []
        before = -1
        for at, start in enumerate(self.starts):
            gap = range(before + 1, start)
            self.leads.append([n for n in gap if self.lines[n].strip()])
            until = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.lines)
            end = max(start + 1, until)
            while end > start + 1 and (not self.lines[end - 1].strip() or SUPPRESSION.fullmatch(self.lines[end - 1].strip())):
                end -= 1
            self.ends.append(end)
            before = end - 1
        self.out: list[int | str] = []
        self.stack: list[int] = []  # where the content of each open item begins
        self.margins: list[int] = []  # where its marker stands
        self.last: Unit | None = None

    def write(self, units: Iterable[Unit]) -> tuple[int | str, ...]:
        """The lines of the text: numbers of those that stay, and new ones."""
        for unit in units:
            self._unit(unit)
        if self.lines and not self.lines[-1] and self.out and self.out[-1] != len(self.lines) - 1:
            self.out.append(len(self.lines) - 1)
        if self.starts and self.last is not None and self.last.block == len(self.starts) - 1:
            tail = range(self.ends[-1], len(self.lines) - (not self.lines[-1]))
            at = len(self.out) - (not self.lines[-1])
            self.out[at:at] = tail
        return tuple(self.out)

    # ---- one block

    def _unit(self, unit: Unit) -> None:
        depth = min(unit.depth, len(self.stack) + (unit.kind in _ITEMS)) if unit.kind not in _HEADINGS else 0
        unit = replace(unit, depth=depth)
        self._gap(unit)
        room = self._room(0 if unit.kind in _HEADINGS else depth - (unit.kind in _ITEMS))
        if unit.block is not None and unit.words is None and unit.rows is None and not unit.left and self._stays(unit, room):
            self.out += range(self.starts[unit.block], self.ends[unit.block])
            if unit.kind in _ITEMS:
                line = self.lines[self.starts[unit.block]]
                self._opens(len(line) - len(line.lstrip(" ")), self._content(line))
        else:
            self.out += self._written(unit, room)
        self.last = unit

    def _room(self, within: int) -> _Room:
        """Where a block stands that is within so many items; those further in are closed."""
        base = self.stack[within - 1] if within else 0
        ended = within < len(self.stack)
        end = min(base + 4, self.stack[within]) if ended else base + 4
        margin = self.margins[within] if ended and base <= self.margins[within] < end else base
        del self.stack[within:], self.margins[within:]
        return _Room(base, end, margin)

    def _opens(self, margin: int, content: int) -> None:
        """Notes an item that was written."""
        self.margins.append(margin)
        self.stack.append(content)

    def _stays(self, unit: Unit, room: _Room) -> bool:
        """Whether the block's lines can stand as they are: at the depth they were, far enough in and not too far."""
        at = unit.block or 0
        line = self.lines[self.starts[at]]
        was = self.blocks[at]
        indent = len(line) - len(line.lstrip(" "))
        shares = at and self.starts[at] == self.starts[at - 1]
        placed = room.base <= indent < room.end or unit.kind in _HEADINGS or shares
        alike = was.kind == unit.kind and not unit.label and unit.hashes in (0, len(line) - len(line.lstrip("#")))
        return bool(placed) and alike and (unit.kind in _HEADINGS or was.indent == unit.depth)

    @staticmethod
    def _content(line: str) -> int:
        """Where the text of an item begins on its line."""
        indent = len(line) - len(line.lstrip(" "))
        match = _MARKER.match(line, indent)
        if match is None:
            return indent
        return indent + len(match[0].rstrip(" ")) + (len(match[2]) if 0 < len(match[2]) <= 4 else 1)

    def _gap(self, unit: Unit) -> None:
        """The lines between the block before and this one."""
        last = self.last
        at = unit.block
        if last is None:
            if at == 0:
                self.out += range(self.starts[0])
            elif at is not None:
                self.out += self.leads[at]
            return
        if at is not None and last.block == at - 1:
            gap = range(self.ends[at - 1], self.starts[at])
            self.out += gap
            was, now = self.blocks[at - 1], self.blocks[at]
            alike = (was.kind, was.indent, now.kind, now.indent) == (last.kind, last.depth, unit.kind, unit.depth)
            if not gap and not alike and (self._would_join(last, unit) or not (last.kind in _ITEMS and unit.kind in _ITEMS)):
                self.out.append("")
            return
        if (self._apart(last, unit) or self._would_join(last, unit)) and self.out and self._text(self.out[-1]).strip():
            self.out.append("")
        if at is not None:
            self.out += self.leads[at]

    def _apart(self, last: Unit, unit: Unit) -> bool:
        """Whether a blank line stands between two blocks: always, but in lists that stand close."""
        if last.kind not in _ITEMS or unit.kind not in _ITEMS:
            return True
        for near, step in ((last.block, 1), (unit.block, -1)):
            if near is None or not 0 <= near + step < len(self.blocks):
                continue
            if self.blocks[near + step].kind in _ITEMS:
                first, second = sorted((near, near + step))
                return self.ends[first] < self.starts[second]
        close = [
            self.ends[n] == self.starts[n + 1]
            for n in range(len(self.blocks) - 1)
            if self.blocks[n].kind in _ITEMS and self.blocks[n + 1].kind in _ITEMS
        ]
        return sum(close) * 2 <= len(close) if close else True

    def _would_join(self, last: Unit, unit: Unit) -> bool:
        """Whether an item would be read as words of the one that holds it: in the line below it a list begins with 1 alone."""
        if unit.kind != "item" or unit.block is None or unit.depth <= last.depth:
            return False
        match = _MARKER.match(self.lines[self.starts[unit.block]].lstrip(" "))
        return match is not None and match[1] not in (None, "1")

    def _text(self, line: int | str) -> str:
        return self.lines[line] if isinstance(line, int) else line

    # ---- new lines

    def _written(self, unit: Unit, room: _Room) -> list[int | str]:
        pad = " " * room.base
        if unit.rows is not None:
            stays = unit.block is not None and self.blocks[unit.block].indent == unit.depth
            return [self._row(row, pad, stays=stays) for row in unit.rows]
        if unit.kind == "page-break":
            return [pad + "***"]
        if unit.block is None:
            return list(self._new(unit, room))
        at = unit.block
        piece = self.pieces[at]
        if unit.kind != self.blocks[at].kind and (piece.kind == "heading" or unit.kind in _HEADINGS):
            return list(self._new(unit, room))
        head, words, tail = self._cut(at)
        if self.blocks[at].kind in _ITEMS and (unit.left or unit.kind not in _ITEMS):
            head, tail = "", ITEM_TAIL.sub("", tail)  # no other paragraph bears an anchor
        if unit.words is not None and piece.kind == "code":
            return [pad + line for line in unit.words.replace("\\\n", "\n").split("\n")]
        if unit.words is not None:
            begins = piece.kind != "heading"
            old = markup(self.blocks[at].inlines, begins=begins, bare=spelling(self.bare, self.blocks[at].kind))
            words = respelled(words, old, unit.words)
        if unit.anchor and piece.kind == "heading":
            tail = re.sub(r"\{#[\w.-]*", f"{{#{unit.anchor}", tail) if "{" in tail else f" {{#{unit.anchor}}}"
        elif unit.anchor and unit.kind in _ITEMS:
            head = f"{{#{unit.anchor}}} "
            tail = ITEM_TAIL.sub("", tail)
        lines = f"{head}{words}{tail}".split("\n")
        first = self.lines[self.starts[at]]
        if piece.kind == "heading" and unit.kind in _HEADINGS:
            same = unit.kind == self.blocks[at].kind and not unit.hashes
            marks = first[: len(first) - len(first.lstrip("#"))] if same else "#" * unit.hashes or _HEADINGS[unit.kind]
            if unit.label:
                name = schedule_name(lines[0]) if self.blocks[at].kind == "schedule" else None
                lines[0] = (
                    f"{unit.label}{lines[0][len(name.word) :].lstrip()[len(name.number) :]}"
                    if name
                    else _titled(unit.label, lines[0])
                )
            return [f"{marks} {lines[0]}"]
        if unit.kind in _ITEMS:
            match = _MARKER.match(first.lstrip(" "))
            marker = (match[0] if match and match[2] else None) if self.blocks[at].kind == unit.kind else None
            marker = marker or (f"{self._number(unit)}. " if unit.kind == "item" else "- ")
            indent = len(first) - len(first.lstrip(" "))
            stood = (self.blocks[at].kind, self.blocks[at].indent) == (unit.kind, unit.depth)
            start = indent if room.base <= indent < room.end and stood else room.margin
            self._opens(start, start + len(marker))
            within = " " * (start + len(marker))
            return [" " * start + marker + lines[0], *(within + line for line in lines[1:])]
        mark = "> " if unit.kind in ("quote", "note") else ""
        return [pad + mark + line for line in lines]

    def _row(self, row: int | str, pad: str, *, stays: bool) -> int | str:
        """A row of a table: as it is typed where the table stays within its item, and the row not too far in or out for that."""
        if isinstance(row, str):
            return pad + row
        words = self.lines[row].lstrip(" ")
        return row if stays and 0 <= len(self.lines[row]) - len(words) - len(pad) < 4 else pad + words

    def _cut(self, at: int) -> tuple[str, str, str]:
        """What stands before the words of a block, its words and what stands behind, as typed."""
        piece, block = self.pieces[at], self.blocks[at]
        text = piece.text
        if piece.kind == "heading":
            title = heading_parts(text).title
            if block.kind == "schedule":
                inner = markup(block.inlines, begins=False, bare=self.bare)
                if inner and title.endswith(inner):
                    return text[: len(title) - len(inner)], inner, text[len(title) :]
            return "", title, text[len(title) :]
        if block.kind in _ITEMS:
            words, _ = own_anchor(text)
            start = text.find(words)
            if start >= 0:
                return text[:start], words, text[start + len(words) :]
            anchor = f"{{#{block.anchor}}} " if block.anchor else ""
            return anchor, words, ""
        return "", text, ""

    def _new(self, unit: Unit, room: _Room) -> Iterable[str]:
        pad = " " * room.base
        words = unit.words or ""
        anchor = f"{{#{unit.anchor}}}" if unit.anchor else ""
        if unit.kind in _HEADINGS:
            said = " ".join(word for word in words.split("\n") if word)
            marks = "#" * unit.hashes or _HEADINGS[unit.kind]
            yield f"{marks} {_titled(unit.label, said) if unit.label else said}{' ' + anchor if anchor else ''}"
            return
        lines = words.split("\n")
        if unit.kind in _ITEMS:
            marker = f"{self._number(unit)}. " if unit.kind == "item" else "- "
            self._opens(room.margin, room.margin + len(marker))
            yield " " * room.margin + marker + (f"{anchor} " if anchor else "") + lines[0]
            yield from (" " * (room.margin + len(marker)) + line for line in lines[1:])
        elif unit.kind in ("quote", "note"):
            yield from (f"{pad}> {line}" for line in lines)
        else:
            yield from (pad + line for line in lines)

    def _number(self, unit: Unit) -> int:
        """The number typed before a new item: one more than the item before it at its depth, if it has one."""
        base = self.stack[unit.depth - 2] if unit.depth > 1 and len(self.stack) >= unit.depth - 1 else 0
        for line in reversed(self.out):
            said = self._text(line)
            if said.startswith("#"):
                break
            indent = len(said) - len(said.lstrip(" "))
            if said.strip() and indent < base:
                break
            match = _MARKER.match(said, indent) if indent < base + 4 else None
            if match is not None and match[1]:
                return int(match[1]) + (0 if self._all_ones else 1)
        return 1

    @property
    def _all_ones(self) -> bool:
        """Whether every item of the text is typed with one number."""
        numbers = [
            match[1]
            for at, block in enumerate(self.blocks)
            if block.kind == "item" and (match := _MARKER.match(self.lines[self.starts[at]].lstrip(" "))) and match[1]
        ]
        return len(numbers) > 1 and set(numbers) == {"1"}


def _titled(label: str, title: str) -> str:
    """A schedule's heading: its number and its title."""
    return f"{label}: {title}" if title else label


#: What begins the line of each kind of heading.
_HEADINGS = {"title": "#", "schedule": "#", "clause": "##", "subclause": "###"}
ITEM_TAIL = re.compile(r" *\{#[\w.-]+ *\}")


def spelling(bare: str, kind: str) -> str:
    """The signs that stay bare in a block of this kind: what begins a heading does in an item alone."""
    return bare if kind in _ITEMS else bare.replace("#", "")


def respelled(typed: str, old: str, new: str) -> str:
    """A paragraph as typed, with the words changed that differ between `old` and `new`: its line ends and spelling stay.

    `old` is what it says as we would write it; where it is typed in another way altogether, `new` is the answer.
    """
    flat: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(typed):
        match = _CONTINUED.match(typed, at) if typed[at] == "\n" and not typed[:at].endswith("\\") else None
        flat.append(" " if match else typed[at])
        places.append(at)
        at = match.end() if match else at + 1
    places.append(len(typed))
    where = _places("".join(flat), old)
    if where is None:
        return new
    out = []
    position = 0
    for change in token_diff(old, new):
        end = position + len(change.old)
        out.append(typed[places[where[position]] : places[where[end]]] if change.kind == "kept" else change.new)
        position = end
    return "".join(out)


def _places(typed: str, old: str) -> list[int] | None:
    """Where each character of `old` stands in what was typed, which may lack some of its escapes; None where it says else."""
    found: list[int] = []
    at = 0
    for n, char in enumerate(old):
        if typed[at : at + 1] == "\\" != char and typed[at + 1 : at + 2] == char:
            at += 1  # escaped without need
        found.append(at)
        if at < len(typed) and typed[at] == char and not (char == "\\" and typed[at + 1 : at + 2] != old[n + 1 : n + 2]):
            at += 1
        elif char != "\\":
            return None
    found.append(at)
    return found if at == len(typed) else None

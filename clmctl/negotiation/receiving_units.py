"""The blocks of the contract's text as the returned file leaves them, in its order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clmctl.model.block import Block
from clmctl.negotiation.receiving_source import Behind, word_of
from clmctl.negotiation.receiving_tables import Applies, new_table, stands, table_of, written_table
from clmctl.negotiation.receiving_text import Unit
from clmctl.negotiation.receiving_words import Item, Wording
from clmctl.redline.returned import Returned, Step
from clmctl.redline.returned_words import Line
from clmctl.text.headings import slug
from clmctl.text.markup import markup

_NUMBERED = re.compile(r"(?:level|schedule|recital)(\d)")
_HEADINGS = {
    "title": "title",
    "part": "title",
    "schedule": "schedule",
    "clause": "clause",
    "schedule1": "clause",
    "subclause": "subclause",
}
#: What is printed around the text and stands in no block of it.
_AROUND = ("front", "contents", "toc", "signature", "header", "footer")


@dataclass(slots=True)
class _Place:
    """Where we stand: the kind of the heading above, the depth of the item before, the anchors taken; the tables and blocks
    written so far.
    """

    heading: str = ""
    depth: int = 0
    bullet: bool = False
    taken: set[str] = field(default_factory=set)
    tables: set[int] = field(default_factory=set)
    written: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is needed to turn steps into units. `roles` are what the styles stand for by their names in small letters."""

    behind: Behind
    returned: Returned
    wording: Wording
    roles: Mapping[str, str]

    def role(self, line: Line) -> str:
        """What a paragraph is by its style; empty where the style is none of ours."""
        return self.roles.get(line.style.casefold(), "")

    def block_of(self, sent: int | None) -> int | None:
        """The block that printed a sent paragraph."""
        at = None if sent is None else self.behind.of.get(sent)
        return None if at is None else self.behind.printed[at].block

    def carried(self, step: Step) -> bool:
        """Whether a step belongs to a block of the text, or makes one."""
        if step.sent is not None:
            return step.sent in self.behind.of
        line = self.returned.lineage.final[step.final or 0]
        if self.role(line) in _AROUND or self.role(line) == "party":
            return False
        table = table_of(line)
        if table is None:
            return not line.place
        return self.block_of_table(table[0]) is not None or not self._around(table[0])

    def _around(self, table: int) -> bool:
        """Whether a final table is one that was sent and stands in no block: the signatures."""
        lineage = self.returned.lineage
        return any(
            (spot := table_of(lineage.final[j])) is not None and spot[0] == table and i not in self.behind.of
            for i, j in lineage.heirs.items()
        )

    def block_of_table(self, table: int) -> int | None:
        """The block of the text that a final table is; None for a new one."""
        lineage = self.returned.lineage
        found = [
            self.block_of(i)
            for i, j in lineage.heirs.items()
            if (spot := table_of(lineage.final[j])) is not None and spot[0] == table
        ]
        known = [at for at in found if at is not None]
        return max(set(known), key=known.count) if known else None

    # ---- the blocks in their order

    def units(self, applies: Applies, instead: Mapping[int, str]) -> tuple[Unit, ...]:
        """The units of the text. `instead` are words of ours for steps that are answered with them."""
        place = _Place(taken={block.anchor for block in self.behind.blocks if block.anchor})
        found: list[Unit] = []
        for at in range(len(self.returned.steps)):
            for unit in self._of_step(at, applies, instead, place):
                found.append(unit)
                if unit.block is not None:
                    place.written.add(unit.block)
                if unit.kind in _HEADINGS.values():
                    place.heading, place.depth = unit.kind, 0
                else:
                    place.depth, place.bullet = unit.depth, unit.kind == "bullet"
        return tuple(self._with_unprinted(found))

    def _with_unprinted(self, units: Sequence[Unit]) -> Iterator[Unit]:
        """The units with the blocks that print no words (page breaks, signatures, pictures) behind those they stood behind."""
        printed = {self.behind.printed[p].block for p in self.behind.of.values()}
        silent = [n for n in range(len(self.behind.blocks)) if n not in printed]
        here = {unit.block for unit in units}
        behind: dict[int, list[int]] = {}
        for n in silent:
            before = next((m for m in range(n - 1, -1, -1) if m in here), -1)
            behind.setdefault(before, []).append(n)
        yield from (self._as_is(n) for n in behind.get(-1, ()))
        for unit in units:
            yield unit
            if unit.block is not None:
                yield from (self._as_is(n) for n in behind.get(unit.block, ()))

    def _as_is(self, n: int) -> Unit:
        block = self.behind.blocks[n]
        return Unit(block.kind, block.indent, n)

    def _of_step(self, at: int, applies: Applies, instead: Mapping[int, str], place: _Place) -> Iterator[Unit]:
        step = self.returned.steps[at]
        line = None if step.final is None else self.returned.lineage.final[step.final]
        spot = table_of(line) if line is not None else None
        n = self.block_of(step.sent)
        if n is not None and (self.behind.blocks[n].kind in ("table", "data")):
            if n not in place.written and stands(self, at, n, applies):
                yield written_table(self, n, applies) if self.behind.blocks[n].kind == "table" else self._as_is(n)
            return
        if spot is not None:
            if self.carried(step) and self.block_of_table(spot[0]) is None and spot[0] not in place.tables:
                place.tables.add(spot[0])
                unit = new_table(self, spot[0], applies)
                if unit is not None:
                    yield unit
            return
        if not self.carried(step):
            return
        takes = applies(at, None)
        if step.final is None:
            if n is not None and (at in instead or not takes):
                yield self._with(instead.get(at), n)
            return
        if step.kind in ("moved", "inserted", "split") and not takes:
            return
        assert line is not None  # noqa: S101 - it has a final paragraph
        if step.sent is None or n is None:
            words = instead.get(at) or markup(self.wording.inlines(self.new_items(step)))
            if words:
                kind, depth = self._kind(line, place)
                yield Unit(kind, depth, None, words, anchor=self._anchor(line, kind, words, place))
            return
        block = self.behind.blocks[n]
        kind, depth = self._moved_level(step, block, line, place, takes=takes)
        if at in instead:
            yield Unit(kind, depth, n, instead[at])
            return
        hunks = [h for h, hunk in enumerate(step.hunks) if hunk.how != "cosmetic" and applies(at, h)]
        changed: str | None = None
        pieces = self.wording.inlines(self.items(step, hunks, looks=takes))
        if hunks or pieces != block.inlines:
            begins = block.kind not in _HEADINGS.values()
            changed = markup(pieces, begins=begins)
            if changed == markup(block.inlines, begins=begins):
                changed = None
        anchor = self._renamed(line, block)
        yield Unit(kind, depth, n, markup(block.inlines) if changed is None and anchor else changed, anchor=anchor)

    def _with(self, words: str | None, n: int) -> Unit:
        block = self.behind.blocks[n]
        return Unit(block.kind, block.indent, n, words)

    def _renamed(self, line: Line, block: Block) -> str:
        """The anchor that a paragraph bears now, where it bore none or that one stands nowhere any more."""
        names = [name.casefold() for name in line.bookmarks if name.casefold().startswith("_clm_")]
        new = [name for name in names if name not in self.behind.anchors]
        if not new or any(self.behind.anchors.get(name) == block.anchor for name in names if block.anchor):
            return ""
        return self.wording.anchors.get(new[0], "")

    # ---- words

    def items(self, step: Step, hunks: Sequence[int], *, looks: bool) -> list[Item]:
        """The words of a paragraph with these of its changes; with `looks` kept words have the emphasis they have now."""
        lineage = self.returned.lineage
        i, j = step.sent or 0, step.final
        old = lineage.sent[i].words
        new = lineage.final[j].words if j is not None else ()
        found: list[Item] = []
        t = u = 0
        for h, hunk in enumerate(step.hunks):
            while t < hunk.old[0]:
                found += self._sent(i, t, new[u] if looks and u < len(new) else None)
                t, u = t + 1, u + 1
            if h in hunks:
                found += [self._final(j or 0, each) for each in range(*hunk.new)]
            else:
                found += [item for each in range(*hunk.old) for item in self._sent(i, each, None)]
            t, u = hunk.old[1], hunk.new[1]
        while t < len(old):
            found += self._sent(i, t, new[u] if looks and u < len(new) else None)
            t, u = t + 1, u + 1
        return found

    def _sent(self, i: int, t: int, word: object) -> list[Item]:
        known = word_of(self.behind, (i, t))
        lineage = self.returned.lineage
        return [] if known is None else [Item(known, word, lineage.sent[i].words[t])]  # type: ignore[arg-type]

    def _final(self, j: int, u: int) -> Item:
        lineage = self.returned.lineage
        word, origin = lineage.final[j].words[u], lineage.origins[j][u]
        known = None if origin is None else word_of(self.behind, origin)
        return Item(known, word, lineage.sent[origin[0]].words[origin[1]] if origin is not None and known else None)

    def new_items(self, step: Step) -> list[Item]:
        """The words of a paragraph that came."""
        j = step.final or 0
        return [self._final(j, u) for u in range(len(self.returned.lineage.final[j].words))]

    # ---- where a paragraph goes

    def _kind(self, line: Line, place: _Place) -> tuple[str, int]:
        """The kind of a new block and its depth in the lists, by the style and level of its paragraph."""
        role = self.role(line)
        if role in _HEADINGS:
            return _HEADINGS[role], 0
        level = int(line.numbering.rpartition(":")[2]) if line.numbering else None
        if match := _NUMBERED.match(role):
            if role.startswith("recital"):
                return "item", (level + 1 if level is not None else int(match[1]))
            if level is None:
                level = int(match[1]) - 1
            return "item", max(1, level - {"clause": 0, "subclause": 1}.get(place.heading, -1))
        if role == "bullet" or line.number == "•":
            return "bullet", self._bullet_depth(line, place)
        if role in ("quote", "note"):
            return role, 0
        if role.startswith("text"):
            return "paragraph", max(0, int(role[4:]) - {"subclause": 2}.get(place.heading, 1))
        if not role and line.number:
            return "item", max(1, (level or 0) + (1 if place.heading == "" else 0)) if level is not None else max(1, place.depth)
        return "paragraph", 0

    def _bullet_depth(self, line: Line, place: _Place) -> int:
        """The depth of a new bullet: that of bullets set like it, else one below what stands before it."""
        lineage = self.returned.lineage
        here = lineage.final.index(line)
        like = [
            (abs(j - here), self.behind.blocks[n].indent)
            for i, j in lineage.heirs.items()
            if (n := self.block_of(i)) is not None
            and self.behind.blocks[n].kind == "bullet"
            and lineage.final[j].form == line.form
            and lineage.final[j].numbering.rpartition(":")[2] == line.numbering.rpartition(":")[2]
        ]
        return min(like)[1] if like else max(place.depth, 1) if place.bullet else place.depth + 1

    def _moved_level(self, step: Step, block: Block, line: Line, place: _Place, *, takes: bool) -> tuple[str, int]:
        """The kind and depth of a block that stays: its own, unless its paragraph has another style or level now."""
        was = self.returned.lineage.sent[step.sent or 0]
        same = (
            was.style.casefold() == line.style.casefold()
            and was.numbering.rpartition(":")[2] == line.numbering.rpartition(":")[2]
        )
        role = self.role(line)
        if same or not takes or not (role in _HEADINGS or _NUMBERED.match(role)) or not _levelled(block):
            return block.kind, block.indent
        return self._kind(line, place)

    def _anchor(self, line: Line, kind: str, words: str, place: _Place) -> str:
        names = [name.casefold() for name in line.bookmarks if name.casefold().startswith("_clm_")]
        known = next((self.wording.anchors[name] for name in names if name in self.wording.anchors), "")
        if known and (known not in place.taken or not self._stands(known)):
            place.taken.add(known)
            return known
        if kind not in ("clause", "schedule"):
            return ""
        made = free = slug(words)
        count = 1
        while free in place.taken:
            count += 1
            free = f"{made}-{count}"
        place.taken.add(free)
        return free

    def _stands(self, anchor: str) -> bool:
        """Whether a block that goes on bears the anchor."""
        return any(
            block.anchor == anchor and any(self.block_of(i) == n for i in self.returned.lineage.heirs)
            for n, block in enumerate(self.behind.blocks)
        )


def _levelled(block: Block) -> bool:
    return block.kind in ("clause", "subclause", "item", "schedule", "title")

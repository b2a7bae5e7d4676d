"""The blocks of the contract's text as the returned file leaves them, in its order."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clmctl.model.block import Inline
from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.anchors import Anchors
from clmctl.negotiation.receiving.breaks import is_before_unprinted, is_in_text, of_break
from clmctl.negotiation.receiving.following import Applies
from clmctl.negotiation.receiving.grids import Tables, table_of
from clmctl.negotiation.receiving.lists import is_column, is_label
from clmctl.negotiation.receiving.places import AHEAD, AROUND, HEADS, Stand, Standing, set_alike
from clmctl.negotiation.receiving.source import Behind, word_of
from clmctl.negotiation.receiving.tables import depth_of, new_table, stands, written_table
from clmctl.negotiation.receiving.text import Unit, spelling
from clmctl.negotiation.receiving.words import Item, Wording
from clmctl.redline.returned.steps import Returned, Step
from clmctl.redline.returned.tables import goes_with_text, is_set_in
from clmctl.redline.returned.words import Line
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.dialect.markup import markup

#: A number that was typed before a paragraph or a heading: `1.`, `2.3`, `(a)`, `Article 4`.
_TYPED = re.compile(
    r"\s*(?:(?:article|section|clause|§)\s*)?[(\[]?(?:\d{1,3}|[a-z]|[ivxlc]{1,6})(?:\.\d{1,3})*[.)\]:]*\s*", re.IGNORECASE
)


@dataclass(slots=True)
class _Place:
    """Where we stand in the text, the anchors not yet free, the tables and blocks written so far."""

    standing: Standing = field(default_factory=Standing)
    taken: set[str] = field(default_factory=set)
    tables: set[int] = field(default_factory=set)
    written: set[int] = field(default_factory=set)


@frozen
class Layout:
    """What is needed to turn steps into units. `roles` are what the styles stand for by their names in small letters, `title` is
    what prints above a text that begins with none of its own.
    """

    behind: Behind
    returned: Returned
    wording: Wording
    roles: Mapping[str, str]
    anchors: Anchors
    tables: Tables
    title: str = ""

    def role(self, line: Line) -> str:
        """What a paragraph is by its style; empty where the style is none of ours."""
        return "page-break" if line.breaks else self.roles.get(line.style.casefold(), "")

    def block_of(self, sent: int | None) -> int | None:
        """The block that printed a sent paragraph."""
        at = None if sent is None else self.behind.of.get(sent)
        return None if at is None else self.behind.printed[at].block

    def carried(self, step: Step) -> bool:
        """Whether a step belongs to a block of the text, or makes one."""
        if is_column(self, step) or (step.kind == "changed" and is_label(self, step)):
            return False
        if step.sent is not None:
            return step.sent in self.behind.of or self._is_front(step)
        line = self.returned.lineage.final[step.final or 0]
        if line.breaks:
            return is_in_text(self, step.final or 0)
        if self.role(line) in AROUND or self.role(line) == "party":
            return False
        table = table_of(line)
        if table is None:
            return not line.place
        return self.block_of_table(table[0]) is not None or self.is_new_table(table[0])

    def ahead(self, step: Step) -> list[tuple[Line, str]]:
        """The paragraphs behind one, with their roles."""
        final = self.returned.lineage.final
        at = len(final) if step.final is None else step.final + 1
        return [(line, self.role(line)) for line in final[at : at + AHEAD] if not (line.place or line.breaks)]

    def _is_front(self, step: Step) -> bool:
        """Whether a step is of the title that printed above a text without one, and that reads otherwise now."""
        if step.sent != 0 or 0 in self.behind.of or step.final is None or not any(hunk.counts for hunk in step.hunks):
            return False
        return self.role(self.returned.lineage.sent[0]) == self.role(self.line(step)) == "title"

    def is_new_table(self, table: int) -> bool:
        """Whether a final table is one that came: no table of the text, nor one sent that stands in no block, the signatures."""
        return table not in self.tables.blocks and table not in self.tables.sent

    def block_of_table(self, table: int) -> int | None:
        """The block of the text that a final table is; None for a new one."""
        return self.tables.blocks.get(table)

    # ---- the blocks in their order

    def units(self, applies: Applies, instead: Mapping[int, str]) -> tuple[Unit, ...]:
        """The units of the text. `instead` are words of ours for steps that are answered with them."""
        place = _Place(taken={block.anchor for block in self.behind.blocks if block.anchor})
        found: list[Unit] = []
        ahead: set[int] = set()
        for at, step in enumerate(self.returned.steps):
            line = self.line(step)
            made = (
                of_break(self, at, applies, instead, place.standing)
                if line.breaks
                else self._of_step(at, applies, instead, place)
            )
            for unit in made:
                if line.breaks and is_before_unprinted(self, at):
                    ahead.add(len(found))
                found.append(unit)
                if unit.block is not None:
                    place.written.add(unit.block)
                place.standing.stood(Stand(unit.kind, unit.depth, unit.hashes), line, self.role(line))
        return tuple(self._with_unprinted(found, ahead))

    def line(self, step: Step) -> Line:
        """The paragraph of a step: as it came back, else as it was sent."""
        lineage = self.returned.lineage
        return lineage.final[step.final] if step.final is not None else lineage.sent[step.sent or 0]

    def _with_unprinted(self, units: Sequence[Unit], ahead: Collection[int]) -> Iterator[Unit]:
        """The units with the blocks that print no words (signatures, pictures) behind those they stood behind.

        `ahead` are the places of page breaks that stand before such a block.
        """
        printed = {self.behind.printed[p].block for p in self.behind.of.values()}
        silent = [n for n in range(len(self.behind.blocks)) if n not in printed]
        here = {unit.block for unit in units}
        behind: dict[int, list[int]] = {}
        for n in silent:
            before = next((m for m in range(n - 1, -1, -1) if m in here), -1)
            behind.setdefault(before, []).append(n)
        yield from (self._as_is(n) for n in behind.get(-1, ()))
        waiting: list[int] = []
        for at, unit in enumerate(units):
            if at not in ahead:
                yield from map(self._as_is, waiting)
                waiting = []
            yield unit
            if unit.block is not None:
                waiting += behind.get(unit.block, ())
        yield from map(self._as_is, waiting)

    def _as_is(self, n: int) -> Unit:
        block = self.behind.blocks[n]
        return Unit(block.kind, block.indent, n)

    def _of_step(self, at: int, applies: Applies, instead: Mapping[int, str], place: _Place) -> Iterator[Unit]:
        step = self.returned.steps[at]
        line = None if step.final is None else self.returned.lineage.final[step.final]
        spot = table_of(line) if line is not None else None
        n = self.block_of(step.sent)
        if n is not None and step.final is not None and self._changes_sides(n, spot):
            if not applies(at, None):
                yield from () if n in place.written else (self._as_is(n),)
                return
            n = None
        if n is not None and (self.behind.blocks[n].kind in ("table", "data")):
            if n not in place.written and stands(self, at, n, applies):
                made = written_table(self, n, applies, instead) if self.behind.blocks[n].kind == "table" else self._as_is(n)
                if made is not None and line is not None and self._goes_elsewhere(step, line, n, place.standing):
                    made = replace(made, depth=depth_of(self, at, applies, place.standing))
                yield from () if made is None else (made,)
            return
        if spot is not None:
            if self.carried(step) and self.block_of_table(spot[0]) is None and spot[0] not in place.tables:
                place.tables.add(spot[0])
                unit = new_table(self, at, spot[0], applies, place.standing)
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
            stand = self.stand(step, line, None, place.standing, takes=takes)
            pieces = self.wording.inlines(self.new_items(step), line)
            if self.role(line) == "title" and not place.written and plain_words(line.text) == plain_words(self.title):
                return  # it prints above a text that begins with no title of its own
            words = instead.get(at) or self._spelled(pieces, stand.kind)
            if words or stand.kind in ("item", "bullet", "schedule"):
                anchor = self.anchors.of_new(line, stand.kind, words, place.taken, self._stands)
                yield Unit(stand.kind, stand.depth, None, words, anchor=anchor, hashes=stand.hashes, label=_label(stand, line))
            return
        stand = self.stand(step, line, n, place.standing, takes=takes)
        yield (
            Unit(stand.kind, stand.depth, n, instead[at], hashes=stand.hashes)
            if at in instead
            else self._kept(at, line, stand, applies, place)
        )

    def _goes_elsewhere(self, step: Step, line: Line, n: int, standing: Standing) -> bool:
        """Whether a table moved, stands further in or out with the text around it, or stays while that goes further in or out."""
        was = self.returned.lineage.sent[step.sent or 0]
        if step.kind == "moved" or (is_set_in(was, line) and goes_with_text(self.returned, step)):
            return True
        return not standing.sets(line.members[-1].inset, self.behind.blocks[n].indent)

    def _changes_sides(self, n: int, spot: tuple[int, int, int] | None) -> bool:
        """Whether words of a table stand in none now, or others in one."""
        kind = self.behind.blocks[n].kind
        return kind == "table" if spot is None else kind not in ("table", "data")

    def stand(self, step: Step, line: Line, n: int | None, standing: Standing, *, takes: bool) -> Stand:
        """Where a paragraph stands: where it came back, or where it stood."""
        if n is None:
            return standing.stand(line, self.role(line), ahead=self.ahead(step))
        block = self.behind.blocks[n]
        if not takes:
            return Stand(block.kind, block.indent, block.level + 1 if block.kind == "subclause" else 0)
        same = set_alike(self.returned.lineage.sent[step.sent or 0], line)
        return standing.stand(line, self.role(line), block, same=same, ahead=self.ahead(step))

    def _kept(self, at: int, line: Line, stand: Stand, applies: Applies, place: _Place) -> Unit:
        """The unit of a paragraph that goes on."""
        step = self.returned.steps[at]
        n = self.block_of(step.sent) or 0
        block = self.behind.blocks[n]
        takes = applies(at, None)
        label = _label(stand, line) if takes and block.number != line.number else ""
        hunks = [h for h, hunk in enumerate(step.hunks) if hunk.counts and applies(at, h)]
        changed: str | None = None
        pieces = block.inlines if self._is_as_sent(step) else self.wording.inlines(self.items(step, hunks, looks=takes), line)
        if hunks or pieces != block.inlines:
            changed = self._spelled(pieces, stand.kind)
            if changed == self._spelled(block.inlines, stand.kind):
                changed = None
        if stand.kind != block.kind and not {stand.kind, block.kind}.isdisjoint(HEADS):  # a heading that was none, or another
            said = self._spelled(pieces, stand.kind)
            anchor = self.anchors.of_new(line, stand.kind, said, place.taken, self._stands)
            return Unit(stand.kind, stand.depth, n, said, anchor=anchor, hashes=stand.hashes, label=_label(stand, line))
        said = changed if changed is not None else markup(block.inlines)
        left = takes and self.anchors.left(line, block)
        if left and stand.kind in ("clause", "schedule"):
            anchor = self.anchors.of_new(line, stand.kind, said, place.taken, self._stands)
        else:
            anchor = self.anchors.renamed(line, block, said, self._stands)
        words = markup(block.inlines) if changed is None and anchor else changed
        left = left and not anchor
        return Unit(stand.kind, stand.depth, n, words, anchor=anchor, hashes=stand.hashes, label=label, left=left)

    def _is_as_sent(self, step: Step) -> bool:
        """Whether a paragraph that says all its block prints, and nothing else, came back with every word as it was."""
        i, lineage = step.sent or 0, self.returned.lineage
        printed = self.behind.printed[self.behind.of[i]]
        if step.hunks or step.final is None or self.behind.words[i] != tuple(range(len(printed.words))):
            return False
        old, new = lineage.sent[i].words, lineage.final[step.final].words
        return len(old) == len(new) and all(
            was.text == now.text and was.run.form == now.run.form and was.link == now.link
            for was, now in zip(old, new, strict=True)
        )

    def _spelled(self, pieces: Sequence[Inline], kind: str) -> str:
        """The pieces as the text types them in a block of this kind."""
        return markup(pieces, begins=kind not in HEADS, bare=spelling(self.wording.bare, kind))

    def _with(self, words: str | None, n: int) -> Unit:
        block = self.behind.blocks[n]
        return Unit(block.kind, block.indent, n, words)

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
        was = lineage.sent[i].words[t]
        if known is None and self._is_typed_number(i, t):
            return []
        if known is None:  # printed by nothing of the text: as it is
            return [Item(None, word or was)]  # type: ignore[arg-type]
        return [Item(known, word, was)]  # type: ignore[arg-type]

    def _is_typed_number(self, i: int, t: int) -> bool:
        """Whether a word is of the number typed before a paragraph, as papers of others have it: the text counts by itself."""
        words = self.behind.words.get(i, ())
        first = next((n for n, word in enumerate(words) if word >= 0), 0)
        typed = "".join(word.text for word in self.returned.lineage.sent[i].words[:first])
        return t < first and _TYPED.fullmatch(typed) is not None

    def _final(self, j: int, u: int) -> Item:
        lineage = self.returned.lineage
        word, origin = lineage.final[j].words[u], lineage.origins[j][u]
        known = None if origin is None else word_of(self.behind, origin)
        return Item(known, word, lineage.sent[origin[0]].words[origin[1]] if origin is not None and known else None)

    def new_items(self, step: Step) -> list[Item]:
        """The words of a paragraph that came."""
        j = step.final or 0
        return [self._final(j, u) for u in range(len(self.returned.lineage.final[j].words))]

    def _stands(self, anchor: str) -> bool:
        """Whether a block that goes on bears the anchor, and no other paragraph does now."""
        lineage = self.returned.lineage
        marks = self.anchors.bearers.get(anchor)
        return any(
            not marks or lineage.final[j].mark in marks
            for i, j in lineage.heirs.items()
            if (n := self.block_of(i)) is not None and self.behind.blocks[n].anchor == anchor
        )


def _label(stand: Stand, line: Line) -> str:
    """What a schedule's heading prints before its title; nothing else writes its number."""
    return line.number.rstrip(".") if stand.kind == "schedule" else ""

"""The blocks of the contract's text as the returned file leaves them, in its order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from clmctl.model.block import Inline
from clmctl.negotiation.receiving.belonging import belongs
from clmctl.negotiation.receiving.breaks import is_before_unprinted, of_break
from clmctl.negotiation.receiving.following import Applies
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.parties import is_party, parties_block
from clmctl.negotiation.receiving.places import HEADS, Stand, Standing
from clmctl.negotiation.receiving.tables import depth_of, new_table, stands, written_table
from clmctl.negotiation.receiving.text import Unit, spelling
from clmctl.redline.returned.steps import Step
from clmctl.redline.returned.tables import goes_with_text, is_set_in
from clmctl.redline.returned.words import Line
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.dialect.markup import markup


def units(layout: Layout, applies: Applies, instead: Mapping[int, str]) -> tuple[Unit, ...]:
    """The units of the text. `instead` are words of ours for steps that are answered with them."""
    made = _Units(layout, applies, instead)
    found: list[Unit] = []
    ahead: set[int] = set()
    for at, step in enumerate(layout.returned.steps):
        breaks = layout.line(step).breaks
        for unit in of_break(layout, at, applies, instead, made.standing) if breaks else made.of_step(at):
            if breaks and is_before_unprinted(layout, at):
                ahead.add(len(found))
            found.append(unit)
            made.stood(unit, step)
    return tuple(_with_unprinted(layout, found, ahead))


class _Units:
    """The units of one step after the other, with what they hang on: where we stand in the text, the anchors not yet free,
    the tables and blocks written so far.
    """

    def __init__(self, layout: Layout, applies: Applies, instead: Mapping[int, str]) -> None:
        self.layout = layout
        self.applies = applies
        self.instead = instead
        self.standing = Standing()
        self._taken = {block.anchor for block in layout.behind.blocks if block.anchor}
        self._bore: dict[str, list[int]] = {}
        for n, block in enumerate(layout.behind.blocks):
            self._bore.setdefault(block.anchor, []).append(n)
        self._heirs: dict[int | None, list[int]] = {}
        for i, j in layout.returned.lineage.heirs.items():
            self._heirs.setdefault(layout.block_of(i), []).append(j)
        self._at = {step.final: at for at, step in enumerate(layout.returned.steps) if step.final is not None}
        self._tables: set[int] = set()
        self._written: set[int] = set()

    def stood(self, unit: Unit, step: Step) -> None:
        """Takes note of a unit that was made of a step: what follows stands behind it."""
        line = self.layout.line(step)
        if unit.block is not None:
            self._written.add(unit.block)
        self.standing.stood(Stand(unit.kind, unit.depth, unit.hashes), line, self.layout.role(line))

    def of_step(self, at: int) -> Iterator[Unit]:
        """What a step leaves in the text, that is no page break: one unit, or none."""
        step = self.layout.returned.steps[at]
        line = None if step.final is None else self.layout.returned.lineage.final[step.final]
        spot = table_of(line) if line is not None else None
        n = self.layout.block_of(step.sent)
        if n is not None and line is not None and self._changes_sides(n, spot):
            if not self.applies(at, None):
                yield from () if n in self._written else (_as_is(self.layout, n),)
                return
            n = None
        if n is not None and self.layout.behind.blocks[n].kind in ("table", "data"):
            yield from self._of_table(at, n, line)
        elif spot is not None:
            yield from self._of_new_table(at, spot[0])
        elif belongs(self.layout, step):
            yield from self._of_paragraph(at, n, line)

    def _of_table(self, at: int, n: int, line: Line | None) -> Iterator[Unit]:
        """The table of a block, where a step of it is the first that stands."""
        layout, step = self.layout, self.layout.returned.steps[at]
        if n in self._written or (not is_party(layout, step.sent) and not stands(layout, at, n, self.applies)):
            return
        if is_party(layout, step.sent):
            yield replace(_as_is(layout, n), words=parties_block(layout, n, self.applies))
            return
        is_typed = layout.behind.blocks[n].kind == "table"
        made = written_table(layout, n, self.applies, self.instead) if is_typed else _as_is(layout, n)
        if made is not None and line is not None and self._goes_elsewhere(step, line, n):
            made = replace(made, depth=depth_of(layout, at, self.applies, self.standing))
        yield from () if made is None else (made,)

    def _of_new_table(self, at: int, table: int) -> Iterator[Unit]:
        """A table that came, at the first of its steps."""
        layout = self.layout
        if table in self._tables or layout.block_of_table(table) is not None or not belongs(layout, layout.returned.steps[at]):
            return
        self._tables.add(table)
        unit = new_table(layout, at, table, self.applies, self.standing)
        yield from () if unit is None else (unit,)

    def _of_paragraph(self, at: int, n: int | None, line: Line | None) -> Iterator[Unit]:
        """A paragraph that went, came or goes on."""
        layout, step = self.layout, self.layout.returned.steps[at]
        takes = self.applies(at, None)
        if line is None:
            if n is not None and (at in self.instead or not takes):
                block = layout.behind.blocks[n]
                yield Unit(block.kind, block.indent, n, self.instead.get(at))
            return
        if step.kind in ("moved", "inserted", "split") and not takes:
            return
        if step.sent is None or n is None:
            yield from self._came(at, line)
            return
        stand = layout.stand(step, line, n, self.standing, takes=takes)
        yield (
            Unit(stand.kind, stand.depth, n, self.instead[at], hashes=stand.hashes)
            if at in self.instead
            else self._kept(at, n, line, stand)
        )

    def _came(self, at: int, line: Line) -> Iterator[Unit]:
        """A paragraph that came; none where it says nothing, or prints above a text that begins with no title of its own."""
        layout, step = self.layout, self.layout.returned.steps[at]
        stand = layout.stand(step, line, None, self.standing, takes=self.applies(at, None))
        if layout.role(line) == "title" and not self._written and plain_words(line.text) == plain_words(layout.title):
            return
        words = self.instead.get(at) or self._spelled(layout.wording.inlines(layout.new_items(step), line), stand.kind)
        if words or stand.kind in ("item", "bullet", "schedule"):
            anchor = layout.anchors.of_new(line, stand.kind, words, self._taken, self._stands)
            yield Unit(stand.kind, stand.depth, None, words, anchor=anchor, hashes=stand.hashes, label=_label(stand, line))

    def _goes_elsewhere(self, step: Step, line: Line, n: int) -> bool:
        """Whether a table moved, stands further in or out with the text around it, or stays while that goes further in or out."""
        returned = self.layout.returned
        was = returned.lineage.sent[step.sent or 0]
        if step.kind == "moved" or (is_set_in(was, line) and goes_with_text(returned, step)):
            return True
        return not self.standing.sets(line.members[-1].inset, self.layout.behind.blocks[n].indent)

    def _changes_sides(self, n: int, spot: tuple[int, int, int] | None) -> bool:
        """Whether words of a table stand in none now, or others in one."""
        kind = self.layout.behind.blocks[n].kind
        return kind == "table" if spot is None else kind not in ("table", "data")

    def _kept(self, at: int, n: int, line: Line, stand: Stand) -> Unit:
        """The unit of a paragraph that goes on."""
        layout, step = self.layout, self.layout.returned.steps[at]
        anchors, block = layout.anchors, layout.behind.blocks[n]
        takes = self.applies(at, None)
        label = _label(stand, line) if takes and block.number != line.number else ""
        hunks = [h for h, hunk in enumerate(step.hunks) if hunk.counts and self.applies(at, h)]
        changed: str | None = None
        as_sent = self._is_as_sent(step)
        pieces = block.inlines if as_sent else layout.wording.inlines(layout.items(step, hunks, looks=takes), line)
        if hunks or pieces != block.inlines:
            changed = self._spelled(pieces, stand.kind)
            if changed == self._spelled(block.inlines, stand.kind):
                changed = None
        if stand.kind != block.kind and not {stand.kind, block.kind}.isdisjoint(HEADS):  # a heading that was none, or another
            said = self._spelled(pieces, stand.kind)
            anchor = anchors.of_new(line, stand.kind, said, self._taken, self._stands)
            return Unit(stand.kind, stand.depth, n, said, anchor=anchor, hashes=stand.hashes, label=_label(stand, line))
        said = changed if changed is not None else self._spelled(block.inlines, stand.kind)
        takes = takes and bool(hunks or not step.hunks)  # where its words are refused, a paragraph keeps its anchor, too
        left = takes and anchors.left(line, block)
        if left and stand.kind in ("clause", "schedule"):
            anchor = anchors.of_new(line, stand.kind, said, self._taken, self._stands)
        else:
            comes = step.kind == "moved"  # to where another one was, whose bookmark it may have found there
            anchor = (
                anchors.renamed(line, block, said, self._stands, lambda other: not comes and self._is_apart(other, n))
                if takes
                else ""
            )
        words = said if anchor else changed
        left = left and not anchor
        return Unit(stand.kind, stand.depth, n, words, anchor=anchor, hashes=stand.hashes, label=label, left=left)

    def _is_as_sent(self, step: Step) -> bool:
        """Whether a paragraph that says all its block prints, and nothing else, came back with every word as it was."""
        i, lineage, behind = step.sent or 0, self.layout.returned.lineage, self.layout.behind
        printed = behind.printed[behind.of[i]]
        if step.hunks or step.final is None or behind.words[i] != tuple(range(len(printed.words))):
            return False
        old, new = lineage.sent[i].words, lineage.final[step.final].words
        return len(old) == len(new) and all(
            was.text == now.text and was.run.form == now.run.form and was.link == now.link
            for was, now in zip(old, new, strict=True)
        )

    def _spelled(self, pieces: Sequence[Inline], kind: str) -> str:
        """The pieces as the text types them in a block of this kind."""
        return markup(pieces, begins=kind not in HEADS, bare=spelling(self.layout.wording.bare, kind))

    def _is_apart(self, anchor: str, n: int) -> bool:
        """Whether between a block and the one that bore an anchor there is one that goes on."""
        bore = self._bore.get(anchor, [n])[0]
        return any(m in self._heirs for m in range(min(bore, n) + 1, max(bore, n)))

    def _stands(self, anchor: str) -> bool:
        """Whether a block that goes on bears the anchor, and no other paragraph does now, or none that may."""
        final, marks = self.layout.returned.lineage.final, self.layout.anchors.bearers.get(anchor)
        heirs = (j for n in self._bore.get(anchor, ()) for j in self._heirs.get(n, ()))
        return any(not marks or final[j].mark in marks or not self.applies(self._at[j], None) for j in heirs)


def _with_unprinted(layout: Layout, found: Sequence[Unit], ahead: Collection[int]) -> Iterator[Unit]:
    """The units with the blocks that print no words (signatures, pictures) behind those they stood behind.

    `ahead` are the places of page breaks that stand before such a block.
    """
    printed = {layout.behind.printed[p].block for p in layout.behind.of.values()}
    silent = [n for n in range(len(layout.behind.blocks)) if n not in printed]
    here = {unit.block for unit in found}
    behind: dict[int, list[Unit]] = {}
    for n in silent:
        before = next((m for m in range(n - 1, -1, -1) if m in here), -1)
        behind.setdefault(before, []).append(_as_is(layout, n))
    yield from behind.get(-1, ())
    waiting: list[Unit] = []
    for at, unit in enumerate(found):
        if at not in ahead:
            yield from waiting
            waiting = []
        yield unit
        if unit.block is not None:
            waiting += behind.get(unit.block, ())
    yield from waiting


def _as_is(layout: Layout, n: int) -> Unit:
    block = layout.behind.blocks[n]
    return Unit(block.kind, block.indent, n)


def _label(stand: Stand, line: Line) -> str:
    """What a schedule's heading prints before its title; nothing else writes its number."""
    return line.number.rstrip(".") if stand.kind == "schedule" else ""

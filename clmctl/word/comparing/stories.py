"""Two stories compared block by block: paragraphs as one stream of atoms, tables by row and cell."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from clmctl.text.comparing.alignment import Kind, Pair, paired, spans
from clmctl.word.comparing.atoms import Atom, descend, digest, plain, words_of
from clmctl.word.comparing.ending import Item, Made, Paragraph, both_ended, with_end, with_last_paired
from clmctl.word.comparing.holding import blocks_of, cells_of, rows_of
from clmctl.word.comparing.pairing import LEAST_ALIKE, filled_up, kind_of, row_pairs, same_kind, without_blank_islands
from clmctl.word.comparing.phrases import phrased
from clmctl.word.comparing.proving import prove
from clmctl.word.comparing.restating import restate, seen
from clmctl.word.comparing.sight import AsWritten, Sight
from clmctl.word.comparing.spanning import with_fields_shared
from clmctl.word.comparing.taking import Side, atoms, is_contents, recut, taken_apart
from clmctl.word.comparing.trimming import trimmed
from clmctl.word.comparing.wrapping import path_of, wrapped
from clmctl.word.comparing.writing import Pen, Placed, is_end
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P, _TBL, _SECT = (f"{_W}{name}" for name in ("p", "tbl", "sectPr"))
_BOX = f"{_W}txbxContent"
#: In the XML of what refers to another part (a picture, a link), whose id says nothing.
_REFERS = "r:"
_NOTES = (f"{_W}footnoteReference", f"{_W}endnoteReference")
#: How much less a difference over paragraph ends must change for it to be taken before one within paragraphs.
BETTER = 0.8

Stream = list[Placed]


@dataclass(slots=True)
class Comparison:
    """Compares stories. `notes` collects the notes that belong together: (tag of the reference, old id, new id).

    `left` are lines of what could not be shown as a change.
    """

    pen: Pen
    old: Side
    new: Side
    sight: Sight | AsWritten
    notes: list[tuple[str, str | None, str]] = field(default_factory=list)
    read: dict["_Element", list[Atom]] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)

    def story(self, old: "_Element", new: "_Element") -> None:
        """Makes of the new story one with the differences from the old as tracked changes."""
        last = new[-1] if len(new) and new[-1].tag == _SECT else None
        made = self.held(old, new, proven=True)
        for child in list(new):
            new.remove(child)
        new.extend(made)
        if last is not None:
            new.append(last)

    # ---- blocks

    def held(self, old: "_Element", new: "_Element", *, proven: bool = False) -> list["_Element"]:
        """What two versions of a body, cell, box or note hold, with its differences, in the controls of the newer."""
        before, after = both_ended(list(blocks_of(old)), list(blocks_of(new)), self.pen.make)
        paths = {block: path_of(block) for block in after}
        return wrapped([(made, None if of is None else paths.get(of)) for made, of in self.blocks(before, after, proven=proven)])

    def wholes(self, holder: "_Element", kind: Kind) -> list["_Element"]:
        """What a cell or note holds that came or went, every word of it marked so."""
        blocks = [(block, None if kind == "deleted" else path_of(block)) for block in blocks_of(holder)]
        return wrapped([(made, path) for block, path in blocks for made in self.whole(block, kind)])

    def blocks(self, old: Sequence["_Element"], new: Sequence["_Element"], *, proven: bool = False) -> list[Made]:
        """The blocks of a body, cell or note with their differences; `proven` proves each difference by reading it."""
        found = without_blank_islands(spans(*self.signatures(old, new)), new)
        out: list[Made] = []
        for at, (same, i, j, k, m) in enumerate(found):
            if same:
                held = 1 if at + 2 == len(found) and new[m - 1].tag == _P else 0  # a change at the end may need its mark
                for was, now in zip(old[i : j - held], new[k : m - held], strict=True):
                    self.pair_notes(was, now)
                    if self.pen.lost:
                        self.pen.keep_places(was, now)
                    out.append(Made(now, now))
                continue
            ends = at + 1 == len(found)
            held = 1 if ends and at and new[k - 1].tag == _P else 0
            befores, afters = old[i - held : j], new[k - held : m]
            wanted = [copy.deepcopy(block) for block in afters] if proven else []
            made = self.gap(befores, afters, ends=ends)
            if proven:
                written = [each.block for each in made]
                prove(written, befores, wanted, new[m : m + 1], judge=self.sight.is_worked_out, side=self.old)
            out += made
        return out

    def gap(self, old: Sequence["_Element"], new: Sequence["_Element"], *, ends: bool) -> list[Made]:
        """Blocks that differ: paired where they are versions of one, alone where they are not."""
        pairs = [
            two
            for pair in paired([words_of(b) for b in old], [words_of(b) for b in new], least=LEAST_ALIKE)
            for two in same_kind(pair, old, new)
        ]
        if ends:
            pairs = with_last_paired(pairs, old, new)
        made: list[Item] = []
        kinds = [kind_of(pair, old, new) for pair in pairs]
        open_end = 0  # where the paragraphs begin behind the last block that stands in both
        for kind, numbered in groupby(range(len(pairs)), key=kinds.__getitem__):
            here = [pairs[n] for n in numbered]
            if kind == _P:
                befores = [None if pair.old is None else old[pair.old] for pair in here]
                afters = [None if pair.new is None else new[pair.new] for pair in here]
                made += self.paragraphs(befores, afters, whole=not ends)
                continue
            for pair in here:
                made.append(self.block(None if pair.old is None else old[pair.old], None if pair.new is None else new[pair.new]))
                if pair.old is not None and pair.new is not None:
                    open_end = len(made)
        made = with_fields_shared(made)
        if ends:
            made[open_end:] = with_end(made[open_end:])
        out: list[Made] = []
        for item in made:
            out += item if isinstance(item, list) else [Made(self.pen.paragraph(item.placed, item.source), item.source)]
        return out

    def block(self, old: "_Element | None", new: "_Element | None") -> list[Made]:
        """A table or embedded document against its older version, or alone; one that shares too little comes and goes whole."""
        if old is not None and new is not None:
            found = self.table(old, new) if new.tag == _TBL else copy.deepcopy(new) if self.is_same(old, new) else None
            if found is not None:
                return [Made(found, new)]
        gone = [] if old is None else [Made(made, None) for made in self.whole(old, "deleted")]
        return gone if new is None else [*gone, *(Made(made, new) for made in self.whole(new, "inserted"))]

    def is_same(self, old: "_Element", new: "_Element") -> bool:
        """Whether two blocks are the same."""
        return self.signature(old, "deleted") == self.signature(new, "inserted")

    def whole(self, block: "_Element", kind: Kind) -> list["_Element"]:
        """A block that came or went, every word of it marked so; a document embedded there stands only where it came."""
        if block.tag == _P:
            placed = [Placed(kind, atom) for atom in self.atoms(block, kind)]
            self.pair_placed(placed)
            return [self.pen.paragraph(placed, block)]
        if block.tag == _TBL:
            made = self.pen.taken(kind, block)
            sources = list(rows_of(block))
            for row, source in zip(list(rows_of(made)), sources, strict=True):
                self.mark_row(row, source, kind)
            return [made]
        self.left["a document embedded in the text (altChunk) " + ("has gone" if kind == "deleted" else "is new")] = None
        return [] if kind == "deleted" else [copy.deepcopy(block)]

    def boxes(self, old: "_Element", new: "_Element") -> None:
        """Compares the text boxes of a drawing that stands in both; `new` is changed."""
        for was, now in zip(old.iter(_BOX), list(new.iter(_BOX)), strict=False):
            self.refill(now, self.held(was, now))

    # ---- paragraphs

    def paragraphs(
        self, old: Sequence["_Element | None"], new: Sequence["_Element | None"], *, whole: bool = False
    ) -> list[Paragraph]:
        """Neighbouring paragraphs, pair by pair or across their ends, whichever changes less.

        With `whole`, what a pair begins and ends with in common stays in whole runs.
        """
        if whole and None not in old and None not in new:
            found = [self.trimmed(was, now) for was, now in zip(old, new, strict=True) if was is not None and now is not None]
            for paragraph in found:
                self.pair_placed(paragraph.placed)
            return found
        befores = [None if b is None else self.atoms(b, "deleted") for b in old]
        afters = [None if a is None else self.atoms(a, "inserted") for a in new]
        stream = [one for was, now in zip(befores, afters, strict=True) for one in self.merged(was or [], now or [])]
        if len(befores) > 1 and any(was is None or now is None for was, now in zip(befores, afters, strict=True)):
            # Words cross the end of a paragraph only where one was cut in two, or two became one.
            across = self.merged([a for b in befores if b for a in b], [a for b in afters if b for a in b])
            if _changed(across) < BETTER * _changed(stream):
                stream = across
        self.pair_placed(stream)
        sources = iter([p for p in new if p is not None])
        return [
            Paragraph(placed, self.pen.make("p") if placed[-1].kind == "deleted" else next(sources)) for placed in _split(stream)
        ]

    def trimmed(self, old: "_Element", new: "_Element") -> Paragraph:
        """A pair of paragraphs, taken apart only where they differ; a line of contents whole, for its page number."""
        if is_contents(self.new.standing(new)):
            return Paragraph(self.merged(self.atoms(old, "deleted"), self.atoms(new, "inserted")), new)
        cut = trimmed(old, new)
        befores = taken_apart(cut.old, old, self.old)
        afters = taken_apart(cut.new, new, self.new)
        places = befores[-1].points or afters[-1].points  # at the very end of what differs: they would stand behind the rest
        if (cut.behind and places) or (self.pen.lost and any(map(self.pen.is_lost, old.iter()))):
            return Paragraph(self.merged(self.atoms(old, "deleted"), self.atoms(new, "inserted")), new)
        inside = self.merged(befores, afters)
        return Paragraph([*cut.before, *inside[:-1], *cut.behind, inside[-1]], new)

    def merged(self, old: Sequence[Atom], new: Sequence[Atom]) -> Stream:
        """Two runs of atoms as one, each kept, deleted or inserted; holders that match are compared inside."""
        befores, out = iter(old), Stream()
        for kind, at in phrased(old, new):
            if kind == "deleted":
                next(befores)
                out.append(Placed("deleted", old[at]))
            elif kind == "inserted":
                out.append(Placed("inserted", new[at]))
            else:
                was, now = next(befores), new[at]
                if self.sight.is_worked_out(was, now):
                    self.sight.recount(was, now)
                    inside = tuple(Placed("kept", child) for child in now.children or ())
                else:
                    inside = () if now.children is None else tuple(self.merged(was.children or [], now.children))
                out.append(Placed("kept", now, was, inside))
        return recut(out)

    def atoms(self, paragraph: "_Element", kind: Kind) -> list[Atom]:
        """The atoms of an old (deleted) or new paragraph, read once."""
        found = self.read.get(paragraph)
        if found is None:
            found = self.read[paragraph] = atoms(paragraph, self.old if kind == "deleted" else self.new)
        return found

    # ---- tables

    def table(self, old: "_Element", new: "_Element") -> "_Element | None":
        """A table against its older version, row by row; None where they share too little."""
        befores, afters = list(rows_of(old)), list(rows_of(new))
        alike = [Pair(i, j) for i, j in row_pairs([words_of(r) for r in befores], [words_of(r) for r in afters])]
        if not any(pair.old is not None and pair.new is not None for pair in alike):
            return None
        looks = seen(self.sight, old, new) if isinstance(self.sight, Sight) else None
        made = copy.deepcopy(new)
        copies = list(rows_of(made))
        rows: list[_Element] = []
        stood: dict[_Element, tuple[_Element, _Element]] = {}
        for pair in alike:
            was = None if pair.old is None else befores[pair.old]
            if pair.new is None:
                if was is not None:
                    rows.append(self.gone_row(was))
                continue
            row, source = copies[pair.new], afters[pair.new]
            if was is not None:
                filled_up(was, source)
            if was is None:
                self.mark_row(row, source, "inserted")
            elif len(list(cells_of(was))) == len(list(cells_of(source))):
                stood[row] = was, source
                for cell, old_cell, new_cell in zip(
                    list(cells_of(row)), list(cells_of(was)), list(cells_of(source)), strict=True
                ):
                    self.refill(cell, self.held(old_cell, new_cell))
            else:
                rows.append(self.gone_row(was))
                self.mark_row(row, source, "inserted")
            rows.append(row)
        for at, row in enumerate(rows):  # those of the new table stay where they are, at times in a control
            if row.getparent() is None and at:
                rows[at - 1].addnext(row)
            elif row.getparent() is None:
                copies[0].addprevious(row)
        if isinstance(self.sight, Sight) and looks is not None:
            restate(self.pen, self.sight, looks, (old, new, made), stood)
        return made

    def gone_row(self, row: "_Element") -> "_Element":
        """An old row, marked as deleted with every word in it."""
        made = self.pen.taken("deleted", row)
        self.mark_row(made, row, "deleted")
        return made

    def mark_row(self, row: "_Element", source: "_Element", kind: Kind) -> None:
        """Marks a row and every word in it as come or gone."""
        props = row.find(f"{_W}trPr")
        if props is None:
            props = self.pen.make("trPr")
            row.insert(1 if len(row) and row[0].tag == f"{_W}tblPrEx" else 0, props)
        props.append(self.pen.change(kind))
        for cell, was in zip(list(cells_of(row)), list(cells_of(source)), strict=True):
            self.refill(cell, self.wholes(was, kind))

    def refill(self, holder: "_Element", blocks: Sequence["_Element"]) -> None:
        """Puts blocks in the place of those a cell or control holds; its properties stay."""
        for child in list(holder):
            if child.tag != f"{_W}tcPr":
                holder.remove(child)
        holder.extend(blocks)

    # ---- what tells blocks apart, and the notes they refer to

    def signatures(self, old: Sequence["_Element"], new: Sequence["_Element"]) -> tuple[list[str], list[str]]:
        """What tells the blocks of both sides apart: their XML where it stands on both, else what they say and how they look."""
        before, after = ([_written(block, side) for block in all_] for all_, side in ((old, self.old), (new, self.new)))
        both = {xml for xml in set(before) & set(after) if _REFERS not in xml and not self.sight.doubts(xml)}
        words, theirs = [words_of(block) for block in old], [words_of(block) for block in new]
        said = set(words) & set(theirs)  # a block whose words stand on one side alone is like no other
        return (
            [
                x if x in both else self.signature(b, "deleted") if w in said else f"old {w}"
                for x, w, b in zip(before, words, old, strict=True)
            ],
            [
                x if x in both else self.signature(b, "inserted") if w in said else f"new {w}"
                for x, w, b in zip(after, theirs, new, strict=True)
            ],
        )

    def signature(self, block: "_Element", kind: Kind) -> str:
        """What two blocks that are the same have in common: words, looks, pictures."""
        if block.tag != _P:
            side = self.old if kind == "deleted" else self.new
            xml = side.fingerprint(block)
            inside = [self.signature(each, kind) for each in block.iter(_P)] if self.sight.doubts(xml) else []
            return f"{block.tag}{digest(''.join([xml, *inside]).encode('utf-8', 'surrogatepass'))}"
        was = kind == "deleted"
        read = self.atoms(block, kind)
        said = ["" if read[-1].standing is None else read[-1].standing.style]
        said += [f"{atom.key}{self.sight.look(atom, was=was)}" for atom in descend(read)]
        said += [self.signature(inner, kind) for box in block.iter(_BOX) for inner in blocks_of(box)]
        return digest("\x1f".join(said).encode("utf-8", "surrogatepass"))

    def pair_notes(self, old: "_Element", new: "_Element") -> None:
        """Remembers the notes two blocks that are the same refer to: their own text may differ."""
        for tag in _NOTES:
            for was, now in zip(old.iter(tag), new.iter(tag), strict=False):
                self.notes.append((tag, was.get(f"{_W}id"), now.get(f"{_W}id") or ""))

    def pair_placed(self, stream: Sequence[Placed]) -> None:
        """Remembers the notes of a stream: those kept with the old one, those inserted alone."""
        for one in stream:
            if one.atom.element is not None and one.atom.element.tag in _NOTES and one.kind != "deleted":
                was = None if one.was is None or one.was.element is None else one.was.element.get(f"{_W}id")
                self.notes.append((str(one.atom.element.tag), was, one.atom.element.get(f"{_W}id") or ""))
            self.pair_placed(one.inside or [Placed(one.kind, child) for child in one.atom.children or ()])


def _written(block: "_Element", side: Side) -> str:
    """A block's XML, and of a paragraph in a table where there it stands: the table's style says how it looks."""
    standing = side.standing(block) if block.tag == _P else None
    return plain(block) if standing is None or standing.cell is None else f"{plain(block)}{standing.cell}"


def _changed(stream: Sequence[Placed]) -> int:
    """Characters a reader sees as changed; a paragraph end counts as one."""
    words = sum([max(1, len(one.atom.words)) for one in stream if one.kind != "kept"])
    return words + sum([_changed(one.inside) for one in stream if one.inside])


def _split(stream: Sequence[Placed]) -> list[Stream]:
    """The stream cut behind each paragraph end."""
    out: list[Stream] = [[]]
    for one in stream:
        out[-1].append(one)
        if is_end(one):
            out.append([])
    return [placed for placed in out if placed]

"""The changes of a returned file as rows to decide about, those that deceive first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from clmctl.model.change import Change
from clmctl.model.returned import ReturnedRow, RowHow, RowKind
from clmctl.negotiation.receiving.belonging import belongs, is_label
from clmctl.negotiation.receiving.beside import of_facts
from clmctl.negotiation.receiving.cells import of_cells
from clmctl.negotiation.receiving.fields import FieldsRead
from clmctl.negotiation.receiving.groups import Group, Key
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.parties import calls
from clmctl.negotiation.receiving.remarks import LABEL, SAME, WITHIN, elsewhere, leads, link_of, stood
from clmctl.negotiation.receiving.spots import HEADS, spots
from clmctl.negotiation.receiving.tabular import of_tables
from clmctl.redline.returned.facts import Fact
from clmctl.redline.returned.steps import Step, changes, paragraph_before
from clmctl.redline.returned.tables import CellFact
from clmctl.redline.returned.words import PAGE
from clmctl.text.comparing.cosmetic import is_cosmetic
from clmctl.text.comparing.difference import small_edit
from clmctl.text.comparing.letters import name_as_read
from clmctl.text.fields.values import show_value

_ORDER: tuple[RowHow, ...] = ("silent", "hidden", "ours-name", "tracked", "cosmetic")
_WHOLE = ("inserted", "deleted", "split", "joined")
#: Of a reference that came back as words.
_TYPED = "a reference came back as typed words that say the same; it stays a reference"
#: Words by which a paragraph without a number is called.
_BEGUN = 5


def rows(
    layout: Layout,
    read: FieldsRead,
    beside: tuple[Sequence[Fact], Sequence[CellFact], Collection[int]],
    *,
    ours: Collection[str],
    parties: Collection[str] = (),
) -> tuple[ReturnedRow, ...]:
    """The rows, numbered from 1 in the order they are shown.

    `beside` are the changes beside the words, those of cells and tables, and the blocks that stand otherwise with all of them
    taken. `ours` are names of our side, `parties` count where words change.
    """
    walk = _Walk(layout, read, {name_as_read(name) for name in ours if name})
    found, cells, otherwise = beside
    made = [
        *walk.groups(),
        *of_facts(layout, walk.spots, found, otherwise, walk.how),
        *of_cells(layout, walk.spots, cells, walk.how),
    ]
    rows_ = [_row(group, parties) for group in made] + list(walk.of_fields())
    rows_ += walk.cosmetic()
    ordered = sorted(rows_, key=lambda row: _ORDER.index(row.how))
    return tuple(replace(row, number=n) for n, row in enumerate(ordered, 1))


def _row(group: Group, parties: Collection[str]) -> ReturnedRow:
    words = tuple(group.words)
    weighty = [change for change in words if change.kind != "kept" and not is_cosmetic(change.old, change.new)]
    spot = group.spot
    return ReturnedRow(
        0, group.kind, group.how, spot.at, spot.heading, spot.anchor, words, group.author, group.date,
        remark=group.remark, carried=group.carried, steps=tuple(group.keys),
        touches=small_edit(weighty, parties=parties) if group.kind in ("changed", "reference") else (),
    )  # fmt: skip


class _Walk:
    """One pass over the steps."""

    def __init__(self, layout: Layout, read: FieldsRead, ours: Collection[str]) -> None:
        self.layout = layout
        self.read = read
        self.ours = ours
        self.lineage = layout.returned.lineage
        self.spots = list(spots(layout))

    def how(self, how: str, author: str) -> RowHow:
        """How a change was made, for a reader: under one of our names is another thing than under theirs."""
        if how == "tracked" and name_as_read(author) in self.ours:
            return "ours-name"
        return "silent" if how == "silent" else "tracked"

    def groups(self) -> list[Group]:
        """The changes of paragraphs."""
        tables, in_tables = of_tables(self.layout, self.spots, self.how)
        found: list[Group] = []
        movers: dict[int, Group] = {}
        split: dict[tuple[str, int], Group] = {}
        moving: Group | None = None
        steps = self.layout.returned.steps
        for at, step in enumerate(steps):
            last = moving if step.kind == "moved" and moving is not None else found[-1] if found else None
            if step.kind in ("kept", "changed"):
                moving = None
            elif at in in_tables:
                found += [group for group in tables.get(at, ()) if not _joins(last, group)]
            elif step.kind in _WHOLE or (step.kind == "moved" and step.final is not None):
                group = self._whole(at, step, last)
                if group is not last:
                    found.append(group)
                moving = group if step.kind == "moved" else moving
        for group in found:
            for step in (steps[at] for at, _ in group.keys):
                if step.kind == "moved" and step.sent is not None:
                    movers[step.sent] = group
                if step.kind == "split":
                    split["to", step.final or 0] = group
                if step.kind == "joined":
                    split["from", step.sent or 0] = group
        for at, step in enumerate(steps):
            if step.kind == "moved" and step.final is None and step.sent in movers:
                movers[step.sent].keys.append((at, None))
            for group in self._of_words(at, step, split):
                found.append(group)
        return found

    def _whole(self, at: int, step: Step, last: Group | None) -> Group:
        """The group of a paragraph that came, left or moved: one with those beside it of the same clause or row."""
        line = self.lineage.final[step.final] if step.final is not None else self.lineage.sent[step.sent or 0]
        how = self.how(step.how, step.author)
        spot = table_of(line)
        role = self.layout.role(line)
        carried = belongs(self.layout, step)
        same = last is not None and (last.kind, last.how, last.author, last.carried) == (step.kind, how, step.author, carried)
        place = f"row {spot[0]} {spot[1]}" if spot else f"clause {at}" if role in HEADS[:5] else ""
        starts = role in HEADS[:5]
        goes_on = (
            last is not None
            and same
            and bool(last.place)
            and not starts
            and (place == last.place or last.place.startswith("clause"))
        )
        words = changes(self.lineage, step)
        near = last is not None and (step.kind == "moved" or (bool(last.keys) and last.keys[-1][0] >= at - 1))
        if goes_on and last is not None and near:
            last.keys.append((at, None))
            last.words.append(Change("kept", "\n", "\n"))
            last.words += words
            return last
        remark = self._beside_break(at) if line.breaks else ""
        remark = "; ".join(word for word in (remark, "" if carried else elsewhere(role)) if word)
        if step.kind == "moved":
            old = self.spots[
                next(n for n, other in enumerate(self.layout.returned.steps) if other.sent == step.sent and other.final is None)
            ]
            remark = stood("", old.at or old.heading) or remark
        author, date = (step.author, step.date) if step.kind != "split" or step.author else self._who_split(step)
        return Group(step.kind, how, author, date, self.spots[at], [(at, None)], list(words), remark, carried, place)  # type: ignore[arg-type]

    def _beside_break(self, at: int) -> str:
        """Before which paragraph a page break stands, or stood."""
        steps = enumerate(self.layout.returned.steps[at + 1 :], at + 1)
        following = ((n, self.layout.line(step)) for n, step in steps if step.final is not None)
        n, line = next(((n, line) for n, line in following if not line.breaks), (at, None))
        if line is None:
            return "at the end"
        begun = " ".join(line.text.split()[:_BEGUN])
        return f"before {'a table' if line.place else self.spots[n].at or f'“{begun} …”'}"

    def _who_split(self, step: Step) -> tuple[str, str]:
        """Who made the mark that ends the paragraph before one that was split off, where it was tracked."""
        before = self.lineage.final[max(paragraph_before(self.lineage, step.final or 0), 0)].members[-1].mark
        return (before.author, before.date) if step.how == "tracked" else ("", "")

    def _of_words(self, at: int, step: Step, split: Mapping[tuple[str, int], Group]) -> Iterator[Group]:
        """The changes of words in a paragraph, by how they were made and who made them."""
        sides: dict[tuple[RowHow, str, RowKind, bool], list[int]] = {}
        for h, hunk in enumerate(step.hunks):
            if hunk.how == "cosmetic" or (at, h) in self.read.taken:
                continue
            if hunk.of is not None and hunk.of in split:
                split[hunk.of].keys.append((at, h))
                continue
            old = self.lineage.sent[step.sent or 0].words[slice(*hunk.old)]
            new = self.lineage.final[step.final or 0].words[slice(*hunk.new)]
            refs = [word for word in (*old, *new) if not word.is_space]
            same = [word.key for word in old] == [word.key for word in new]
            kind: RowKind = "reference" if refs and (same or all(word.ref for word in refs)) else "changed"
            carried = belongs(self.layout, step) or calls(self.layout, step, h)
            sides.setdefault((self.how(hunk.how, hunk.author), hunk.author, kind, carried), []).append(h)
        for (how, author, kind, taken), members in sides.items():
            words = changes(self.lineage, step, [step.hunks[h] for h in members])
            date = max(step.hunks[h].date for h in members)
            keys: list[Key] = [(at, h) for h in members]
            role = self.layout.role(self.layout.line(step))
            remark = "; ".join(dict.fromkeys(self.read.remarks[at, h] for h in members if (at, h) in self.read.remarks))
            goals = [
                (
                    link_of(self.lineage.sent[step.sent or 0].words, hunk.old),
                    link_of(self.lineage.final[step.final or 0].words, hunk.new),
                )
                for hunk in (step.hunks[h] for h in members)
            ]
            if any(was != now for was, now in goals):
                remark = "; ".join(word for word in (remark, *(leads(was, now) for was, now in goals if was != now)) if word)
            elif kind == "reference":
                remark = "leads elsewhere, whatever number it shows"
            if not taken and not remark:
                remark = self._follows(step)
            within = self._has_break(step, members)
            carried = taken and within is not False
            if within is not None:
                remark = "; ".join(word for word in (remark, WITHIN) if word)
            yield Group(
                kind,
                how,
                author,
                date,
                self.spots[at],
                keys,
                list(words),
                remark or ("" if carried else LABEL if is_label(self.layout, step) else elsewhere(role)),
                carried,
            )

    def _has_break(self, step: Step, members: Sequence[int]) -> bool | None:
        """Of changed words with page breaks among them: whether there is anything else; None without any."""
        words = [word for h in members for word in self.lineage.final[step.final or 0].words[slice(*step.hunks[h].new)]]
        if not any(word.key == PAGE for word in words):
            return None
        return any(word.key != PAGE and not word.is_space for word in words) or any(
            not word.is_space for h in members for word in self.lineage.sent[step.sent or 0].words[slice(*step.hunks[h].old)]
        )

    def _follows(self, step: Step) -> str:
        """Of words around the text: the change of a field that makes the same of them, in words; else empty."""
        was, now = self.lineage.sent[step.sent or 0].text, self.lineage.final[step.final or 0].text
        for edit in self.read.edits:
            at, h = edit.places[0]
            place = self.layout.returned.steps[at]
            old, new = (
                "".join(word.text for word in line.words[slice(*span)])
                for line, span in (
                    (self.lineage.sent[place.sent or 0], place.hunks[h].old),
                    (self.lineage.final[place.final or 0], place.hunks[h].new),
                )
            )
            if old and was.replace(old, new) == now:
                return f"follows from {edit.path}"
        return ""

    def of_fields(self) -> Iterator[ReturnedRow]:
        """The changes of fields."""
        for edit in self.read.edits:
            steps = self.layout.returned.steps
            hunks = [steps[at].hunks[h] for at, h in edit.places]
            author = ", ".join(dict.fromkeys(hunk.author for hunk in hunks if hunk.author))
            how = self.how("silent" if any(hunk.how == "silent" for hunk in hunks) else "tracked", author)
            at, h = edit.places[0]
            spot = self.spots[at]
            numbers = ", ".join(dict.fromkeys(self.spots[place].at for place, _ in edit.places if self.spots[place].at))
            yield ReturnedRow(
                0, "field", how, numbers or spot.at, spot.heading, spot.anchor,
                changes(self.lineage, steps[at], [steps[at].hunks[h]]), author, max(hunk.date for hunk in hunks),
                field=edit.path, old="" if edit.old is None else show_value(edit.old), new=show_value(edit.new),
                remark=SAME if edit.old == edit.new else "", steps=edit.places,
            )  # fmt: skip

    def cosmetic(self) -> list[ReturnedRow]:
        """What was set otherwise and says the same."""
        found = []
        for at, step in enumerate(self.layout.returned.steps):
            if step.sent is None or step.final is None:
                continue
            spelled = _respelled(self, step)
            if spelled:
                spot = self.spots[at]
                told = [h for h, hunk in enumerate(step.hunks) if hunk.how == "cosmetic" and hunk.told]
                author = ", ".join(dict.fromkeys(step.hunks[h].author for h in told if step.hunks[h].author))
                found.append(
                    ReturnedRow(
                        0, "changed", "cosmetic", spot.at, spot.heading, spot.anchor, tuple(spelled), author,
                        max((step.hunks[h].date for h in told), default=""), carried=bool(told),
                        remark=_TYPED if any(hunk.typed for hunk in step.hunks) else "", steps=tuple((at, h) for h in told),
                    )
                )  # fmt: skip
        return found


def _joins(last: Group | None, table: Group) -> bool:
    """Whether a whole table came, left or moved with the clause it stands in, whose group then holds it."""
    if last is None or not table.whole or not last.place.startswith("clause"):
        return False
    if (last.kind, last.how, last.author, last.carried) != (table.kind, table.how, table.author, table.carried):
        return False
    if last.kind != "moved" and last.keys[-1][0] < table.keys[0][0] - 1:
        return False
    last.keys += table.keys
    last.words += [Change("kept", "\n", "\n"), *table.words]
    return True


def _respelled(walk: _Walk, step: Step) -> Sequence[Change]:
    """The words of a paragraph that say the same in other signs."""
    old, new = walk.lineage.sent[step.sent or 0].words, walk.lineage.final[step.final or 0].words
    found = []
    for u, origin in enumerate(walk.lineage.origins[step.final or 0]):
        if origin is not None and origin[0] == step.sent:
            was, now = old[origin[1]], new[u]
            if was.text != now.text and not was.ref:
                found.append(Change("replaced", was.text, now.text))
    for hunk in step.hunks:
        if hunk.how == "cosmetic":
            said = ("".join(word.text for word in side[slice(*span)]) for side, span in ((old, hunk.old), (new, hunk.new)))
            found.append(Change("replaced", *said))
    return found

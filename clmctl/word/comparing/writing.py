"""Atoms written back as a paragraph, each kept, inserted or deleted."""

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from clmctl.text.comparing.alignment import Kind
from clmctl.word.comparing.atoms import END, Atom, holds_boxes
from clmctl.word.comparing.stating import hides_mark
from clmctl.word.comparing.wrapping import Path, emptied, with_gone_between
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Order of the children of `w:pPr` that stand last (ECMA-376 17.3.1.26).
_AFTER_MARK = (f"{_W}sectPr", f"{_W}pPrChange")


class Placed(NamedTuple):
    """An atom and what became of it. `was` is the old atom a kept one equals, for what differs in looks alone."""

    kind: Kind
    atom: Atom
    was: Atom | None = None
    inside: tuple["Placed", ...] = ()


@dataclass(slots=True)
class Pen:
    """Writes tracked changes: one author and moment, one count of ids. `adopt` takes an old element into the new file,
    `differs` says whether what stands in both looks otherwise.

    `lost` are the names of the old file's bookmarks that the new file lacks.
    """

    author: str
    date: str
    make: Callable[[str], "_Element"]
    adopt: Callable[["_Element"], "_Element"]
    boxes: Callable[["_Element", "_Element"], None]
    differs: Callable[[Atom, Atom], bool]
    next_id: int = 1
    changes: int = 0
    lost: set[str] = field(default_factory=set)

    def change(self, kind: Kind) -> "_Element":
        """An empty `w:ins` or `w:del`."""
        made = self.make("ins" if kind == "inserted" else "del")
        made.set(f"{_W}id", str(self.next_id))
        made.set(f"{_W}author", self.author)
        if self.date:
            made.set(f"{_W}date", self.date)
        self.next_id += 1
        self.changes += 1
        return made

    def paragraph(self, placed: Sequence[Placed], source: "_Element") -> "_Element":
        """A paragraph of atoms whose last is an end; attributes are those of `source`."""
        made = self.make("p")
        for name, value in source.items():
            made.set(name, value)
        end = placed[-1]
        props = self.ending(end)
        if props is not None:
            made.append(props)
        self.inline(placed[:-1], made)
        self.points(end, made)
        return made

    def ending(self, end: Placed) -> "_Element | None":
        """The properties of a paragraph, with its mark tracked where it came or went, and their own change."""
        was = None if end.was is None else end.was.props
        if end.atom.props is None and end.kind == "kept" and was is None:
            return None
        source = end.atom.props
        if end.kind == "deleted":  # a section ends where the new text says so
            props = self.was_props(source, but=(f"{_W}sectPr", f"{_W}pPrChange"))
        else:
            props = self.make("pPr") if source is None else copy.deepcopy(source)
            for old in props.findall(f"{_W}pPrChange"):
                props.remove(old)
        if end.kind != "kept":
            mark = props.find(f"{_W}rPr")
            if mark is None:
                mark = self.make("rPr")
                at = next((i for i, child in enumerate(props) if child.tag in _AFTER_MARK), len(props))
                props.insert(at, mark)
            mark.insert(0, self.change(end.kind))
        elif end.was is not None and self._is_restyled(end.was, end.atom):
            self.restyled(props, was)
            if hides_mark(was) != hides_mark(source):
                self.remarked(props, was)
        return props

    def _is_restyled(self, was: Atom, now: Atom) -> bool:
        """Whether a paragraph's end is to say how the paragraph stood; one that stands nowhere, by how that is written."""
        return was.form != now.form if was.standing is None else self.differs(was, now)

    def restyled(self, props: "_Element", was: "_Element | None") -> None:
        """States what the paragraph's properties were, as a tracked change of them."""
        change = self.change("inserted")
        change.tag = f"{_W}pPrChange"
        change.append(self.was_props(was, but=(f"{_W}rPr", f"{_W}sectPr", f"{_W}pPrChange")))
        props.append(change)

    def was_props(self, was: "_Element | None", *, but: tuple[str, ...]) -> "_Element":
        """A paragraph's properties in the old file but some: a section would bring headers along that nothing shows."""
        made = self.make("pPr")
        for child in () if was is None else was.iterchildren("*"):
            if child.tag not in but:
                made.append(copy.deepcopy(child))
        return self.adopt(made)

    def remarked(self, props: "_Element", was: "_Element | None") -> None:
        """States how the paragraph's mark looked, as a tracked change of that."""
        mark, before = props.find(f"{_W}rPr"), None if was is None else was.find(f"{_W}rPr")
        if mark is None:
            mark = self.make("rPr")
            props.insert(next((i for i, child in enumerate(props) if child.tag in _AFTER_MARK), len(props)), mark)
        change = self.change("inserted")
        change.tag = f"{_W}rPrChange"
        change.append(self.make("rPr") if before is None else self.taken("deleted", before))
        mark.append(change)

    def inline(self, placed: Sequence[Placed], into: "_Element") -> None:
        """Writes atoms into a paragraph or holder, those of controls and the like into these."""
        if not any(one.atom.within for one in placed):
            self.row(placed, into)
            return
        paths = with_gone_between([None if one.kind == "deleted" else one.atom.within for one in placed])
        self.wrapped(list(zip(placed, paths, strict=True)), into)

    def wrapped(self, placed: Sequence[tuple[Placed, Path]], into: "_Element") -> None:
        """Writes atoms, each with the wrappers it is to stand in."""
        for wrapper, group in groupby(placed, key=lambda one: one[1][0] if one[1] else None):
            members = list(group)
            if wrapper is None:
                self.row([one for one, _ in members], into)
                continue
            shell, content = emptied(wrapper)
            into.append(shell)
            self.wrapped([(one, path[1:]) for one, path in members], content)

    def row(self, placed: Iterable[Placed], into: "_Element") -> None:
        """Writes atoms one behind the other; neighbours of one kind share one change."""
        for (kind, loose), group in groupby(placed, key=lambda one: (one.kind, one.atom.children is None)):
            members = list(group)
            if loose:
                self.pieces(kind, members, into)
            else:
                for one in members:
                    self.holder(one, into)

    def pieces(self, kind: Kind, members: Sequence[Placed], into: "_Element") -> None:
        """Writes words, signs and pictures of one kind."""
        target = into
        if kind != "kept":
            target = self.change(kind)
            into.append(target)
        run: _Element | None = None
        state: tuple[object, ...] = ()
        said: list[str] = []
        for one in members:
            if one.atom.points or (self.lost and one.was is not None and any(map(self.is_lost, one.was.points))):
                self.say(kind, said, run)
                self.points(one, into)
                run = None
                if kind != "kept" and len(target):
                    target = self.change(kind)
                if kind != "kept":
                    into.append(target)
            atom = one.atom
            if not atom.in_run:
                self.say(kind, said, run)
                run = None
                if atom.element is not None:
                    target.append(
                        _deleted(self.taken(kind, atom.element)) if kind == "deleted" else self.taken(kind, atom.element)
                    )
                continue
            before = None if one.was is None or not self.differs(one.was, atom) else one.was
            here = (atom.form, None if before is None else before.form)
            if run is None or here != state:
                self.say(kind, said, run)
                run = self.run(one, before)
                target.append(run)
                state = here
            if atom.element is None:
                said.append(atom.text)
            else:
                self.say(kind, said, run)
                self.put(one.kind, atom.element, one.was, run)
        self.say(kind, said, run)

    def run(self, one: Placed, before: Atom | None) -> "_Element":
        """An empty run that looks like the atom's, and says how it looked `before` where only that changed."""
        run = self.make("r")
        props = None if one.atom.props is None else self.taken(one.kind, one.atom.props)
        if before is not None:
            if props is None:
                props = self.make("rPr")
            for old in props.findall(f"{_W}rPrChange"):
                props.remove(old)
            change = self.change("inserted")
            change.tag = f"{_W}rPrChange"
            change.append(self.make("rPr") if before.props is None else self.taken("deleted", before.props))
            props.append(change)
        if props is not None:
            run.append(props)
        return run

    def put(self, kind: Kind, element: "_Element", was: Atom | None, run: "_Element") -> None:
        """Writes a sign or picture into a run."""
        made = self.taken(kind, element)
        run.append(made)
        if was is not None and was.element is not None and holds_boxes(made):
            self.boxes(was.element, made)

    def say(self, kind: Kind, said: list[str], run: "_Element | None") -> None:
        """Writes the words said so far into their run, as one text, and forgets them."""
        if said and run is not None:
            text = self.make("delText" if kind == "deleted" else "t")
            text.set(_SPACE, "preserve")
            text.text = "".join(said)
            run.append(text)
            said.clear()

    def holder(self, one: Placed, into: "_Element") -> None:
        """Writes a field or link with what it holds. A field comes and goes with its instruction."""
        self.points(one, into)
        atom = one.atom
        inside = one.inside or tuple(Placed(one.kind, child) for child in atom.children or ())
        if atom.shell is not None:
            shell = self.taken(one.kind, emptied(atom.shell)[0])
            into.append(shell)
            self.inline(inside, shell)
            return
        self.marks(one.kind, atom.opening, into)
        self.inline(inside, into)
        self.marks(one.kind, atom.closing, into)

    def marks(self, kind: Kind, runs: Sequence["_Element"], into: "_Element") -> None:
        """Writes the runs that open or close a field."""
        target = into
        if kind != "kept" and runs:
            target = self.change(kind)
            into.append(target)
        for run in runs:
            target.append(_deleted(self.taken(kind, run)) if kind == "deleted" else copy.deepcopy(run))

    def points(self, one: Placed, into: "_Element") -> None:
        """The bookmarks and comment marks before an atom; of a deleted one only bookmarks the new file lacks."""
        for point in one.atom.points:
            if one.kind != "deleted":
                into.append(copy.deepcopy(point))
            elif self.is_lost(point):
                into.extend(self.place(point))
        for point in one.was.points if one.was is not None and self.lost else ():
            if self.is_lost(point):
                into.extend(self.place(point))

    def is_lost(self, point: "_Element") -> bool:
        """Whether this is a bookmark that stands in the old file alone, and nowhere here yet."""
        return point.tag == f"{_W}bookmarkStart" and point.get(f"{_W}name") in self.lost

    def place(self, bookmark: "_Element") -> tuple["_Element", "_Element"]:
        """A bookmark of the old file for here: what refers to it, deleted words among them, finds it."""
        self.lost.discard(bookmark.get(f"{_W}name") or "")
        start, end = copy.deepcopy(bookmark), self.make("bookmarkEnd")
        start.set(f"{_W}id", str(self.next_id))
        end.set(f"{_W}id", str(self.next_id))
        self.next_id += 1
        return start, end

    def keep_places(self, old: "_Element", new: "_Element") -> None:
        """Gives a block the bookmarks of the same block in the old file that the new file lacks."""
        lost = [point for point in old.iter(f"{_W}bookmarkStart") if self.is_lost(point)]
        paragraph = next(new.iter(f"{_W}p"), None) if lost else None
        if paragraph is not None:
            at = 1 if len(paragraph) and paragraph[0].tag == f"{_W}pPr" else 0
            for point in reversed(lost):
                for mark in reversed(self.place(point)):
                    paragraph.insert(at, mark)

    def taken(self, kind: Kind, element: "_Element") -> "_Element":
        """A copy for the new file: of an old element with what it refers to brought along."""
        return self.adopt(element) if kind == "deleted" else copy.deepcopy(element)


def _deleted(item: "_Element") -> "_Element":
    """The element with its words named deleted ones."""
    for tag, name in ((f"{_W}t", f"{_W}delText"), (f"{_W}instrText", f"{_W}delInstrText")):
        for found in item.iter(tag):
            if not any(str(up.tag).endswith("}txbxContent") for up in found.iterancestors()):
                found.tag = name
    return item


def is_end(one: Placed) -> bool:
    """Whether the atom ends a paragraph."""
    return one.atom.key is END

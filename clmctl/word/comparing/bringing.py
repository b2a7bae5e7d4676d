"""Old content brought into the newer file: its pictures, links, styles and notes."""

import copy
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from clmctl.word.comparing.listing import Lists
from clmctl.word.figures import figures
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W, _R = f"{{{W}}}", f"{{{R}}}"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STYLED = ("pStyle", "rStyle", "tblStyle")
NOTES = {f"{_W}footnoteReference": ("footnotes", "footnote"), f"{_W}endnoteReference": ("endnotes", "endnote")}


@dataclass(slots=True)
class Bringing:
    """Takes elements of one part of the old file into one part of the new. `added` are whole parts brought along."""

    old: WordParts
    new: WordParts
    lists: Lists
    added: dict[str, bytes] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    brought_notes: list[tuple[str, str, str]] = field(default_factory=list)
    _relations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _styles: set[str] = field(default_factory=set)

    def between(self, old_part: str, new_part: str) -> "Callable[[_Element], _Element]":
        """`adopt` from one part of the old file into one of the new."""
        return partial(self.adopt, old_part=old_part, new_part=new_part)

    def adopt(self, element: "_Element", old_part: str, new_part: str) -> "_Element":
        """A copy of an old element, with everything it refers to in the new file."""
        made = copy.deepcopy(element)
        for item in made.iter():
            for name, value in list(item.items()):
                if str(name).startswith(_R) and value:
                    item.set(name, self._relation(str(value), old_part, new_part))
        self._style(made)
        for tag in NOTES:
            for reference in made.iter(tag):
                reference.set(f"{_W}id", self._note(tag, reference.get(f"{_W}id") or ""))
        for marks in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for item in list(made.iter(f"{_W}{marks}")):
                parent = item.getparent()
                if parent is not None:
                    parent.remove(item)
        return made

    def _relation(self, id_: str, old_part: str, new_part: str) -> str:
        """The id under which the new part refers to what the old one refers to by `id_`."""
        key = (old_part, id_, new_part)
        if key not in self._relations:
            found = next((rel for rel in self.old.relations(old_part) if rel.id == id_), None)
            if found is None:
                return id_
            target = found.target if found.external else self._part(found.target)
            self._relations[key] = self._related(new_part, found.kind, target, external=found.external)
        return self._relations[key]

    def _part(self, name: str) -> str:
        """The name in the new file of a part of the old: its own where the same stands there, else a new one."""
        data = self.old.data.get(name)
        if data is None or self.new.data.get(name) == data:
            return name
        stem, dot, ending = name.rpartition(".")
        number, fresh = 0, name
        while fresh in self.new.data or (fresh in self.added and self.added[fresh] != data):
            number += 1
            fresh = f"{stem}_old{number or ''}{dot}{ending}"
        self.added[fresh] = data
        self._typed(fresh, name)
        for rel in self.old.relations(name):
            if not rel.external:
                self._part(rel.target)
        folder, _, file = name.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels"
        if rels in self.old.data and fresh != name:
            to, _, new_file = fresh.rpartition("/")
            self.added[f"{to}/_rels/{new_file}.rels"] = self.old.data[rels]
        elif rels in self.old.data:
            self.added[rels] = self.old.data[rels]
        return fresh

    def _related(self, part: str, kind: str, target: str, *, external: bool) -> str:
        """The id of a relation of a part, made where there is none yet."""
        folder, _, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels"
        if name not in self.new.data and name not in self.added:
            self.added[name] = f'<Relationships xmlns="{_RELS}"/>'.encode()
            self.new.data = {**self.new.data, name: self.added.pop(name)}
        root = self.new.root(name)
        taken = {item.get("Id") for item in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rOld{n}" not in taken)
        item = root.makeelement(f"{{{_RELS}}}Relationship")
        item.set("Id", f"rOld{number}")
        item.set("Type", f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}")
        item.set("Target", target if external else posixpath.relpath("/" + target, "/" + folder))
        if external:
            item.set("TargetMode", "External")
        root.append(item)
        self.changed.add(name)
        return f"rOld{number}"

    def _typed(self, name: str, old_name: str) -> None:
        """States the content type of a part that was brought along, as the old file states it."""
        theirs, ours = self.old.root("[Content_Types].xml"), self.new.root("[Content_Types].xml")
        ending = name.rpartition(".")[2].lower()
        own = next((i.get("ContentType") for i in theirs.iter("{*}Override") if i.get("PartName") == "/" + old_name), None)
        if own is not None:
            self._stated(ours, "Override", {"PartName": "/" + name, "ContentType": own})
        elif not any((i.get("Extension") or "").lower() == ending for i in ours.iter("{*}Default")):
            default = (i for i in theirs.iter("{*}Default") if (i.get("Extension") or "").lower() == ending)
            kind = next((i.get("ContentType") for i in default), None)
            if kind is not None:
                self._stated(ours, "Default", {"Extension": ending, "ContentType": kind})

    def _stated(self, root: "_Element", name: str, said: dict[str, str]) -> None:
        root.append(root.makeelement(f"{{{_TYPES}}}{name}", said))
        self.changed.add("[Content_Types].xml")

    def _style(self, made: "_Element") -> None:
        """Brings along the styles the new file lacks; and its lists."""
        for name in _STYLED:
            for item in made.iter(f"{_W}{name}"):
                self._brought_style(item.get(f"{_W}val") or "")
        self._list(made)

    def _brought_style(self, style: str) -> None:
        """Brings along a style, and those it is based on, as far as the new file lacks them."""
        theirs, ours = self.old.of_kind("styles"), self.new.of_kind("styles")
        if not theirs or not ours:
            return
        root = self.new.root(ours[0])
        while style and style not in self._styles:
            self._styles.add(style)
            if any(item.get(f"{_W}styleId") == style for item in root.iterfind(f"{_W}style")):
                return
            found = next((i for i in self.old.root(theirs[0]).iterfind(f"{_W}style") if i.get(f"{_W}styleId") == style), None)
            if found is None:
                return
            copied = copy.deepcopy(found)
            copied.attrib.pop(f"{_W}default", "")
            self._list(copied)
            root.append(copied)
            self.changed.add(ours[0])
            based = found.find(f"{_W}basedOn")
            style = "" if based is None else based.get(f"{_W}val") or ""

    def _list(self, made: "_Element") -> None:
        """Has what was brought along count in the lists of the newer file, or in its own, brought there."""
        counted = list(made.iter(f"{_W}numPr"))
        theirs = self.old.of_kind("numbering") if counted else ()
        if theirs and not self.new.of_kind("numbering"):
            self._all("numbering", theirs[0])
            self.lists.is_theirs = True
        for numbers in counted:
            num, parent = numbers.find(f"{_W}numId"), numbers.getparent()
            if num is None or parent is None:
                continue
            found = self.lists.of(num.get(f"{_W}val") or "")
            if found is None:
                parent.remove(numbers)
            else:
                num.set(f"{_W}val", found)
        if self.lists.has_brought:
            self.changed.update(self.new.of_kind("numbering")[:1])

    def _note(self, tag: str, old_id: str) -> str:
        """The id in the new file of an old note that was brought along."""
        part, _ = NOTES[tag]
        ours = self.new.of_kind(part)
        if not ours:
            theirs = self.old.of_kind(part)
            if not theirs:
                return old_id
            self._all(part, theirs[0])
            for note in list(self.new.root(theirs[0])):
                if note.get(f"{_W}type") in (None, "normal"):
                    self.new.root(theirs[0]).remove(note)
            ours = self.new.of_kind(part)
        root = self.new.root(ours[0])
        taken = figures(item.get(f"{_W}id") for item in root)
        fresh = str(max([0, *taken]) + 1)
        source = self.old_note(tag, old_id)
        if source is not None:
            note = copy.deepcopy(source)
            note.set(f"{_W}id", fresh)
            root.append(note)
            self.changed.add(ours[0])
            self.brought_notes.append((tag, old_id, fresh))
        return fresh

    def _all(self, kind: str, name: str) -> None:
        """Brings along a whole part (all notes, all lists) of which the new file has none."""
        self._related(self.new.document, kind, self._part(name), external=False)
        data = self.added.pop(name, None)
        if data is not None:
            self.new.data = {**self.new.data, name: data}
            self.changed.add(name)

    def old_note(self, tag: str, id_: str) -> "_Element | None":
        """A note of the old file."""
        return _note(self.old, tag, id_)

    def new_note(self, tag: str, id_: str) -> "_Element | None":
        """A note of the new file."""
        return _note(self.new, tag, id_)


def _note(parts: WordParts, tag: str, id_: str) -> "_Element | None":
    part, name = NOTES[tag]
    for file in parts.of_kind(part):
        for item in parts.root(file).iterfind(f"{_W}{name}"):
            if item.get(f"{_W}id") == id_:
                return item
    return None

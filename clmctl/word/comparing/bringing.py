"""Old content brought into the newer file: its pictures, links, styles, lists and notes."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from clmctl.word.comparing.listing import Lists
from clmctl.word.comparing.parcels import Parcels
from clmctl.word.figures import figures
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W, _R = f"{{{W}}}", f"{{{R}}}"
_STYLED = ("pStyle", "rStyle", "tblStyle")
NOTES = {f"{_W}footnoteReference": ("footnotes", "footnote"), f"{_W}endnoteReference": ("endnotes", "endnote")}


@dataclass(slots=True)
class Bringing:
    """Takes elements of one part of the old file into one part of the new, with what they refer to."""

    old: WordParts
    new: WordParts
    lists: Lists
    parcels: Parcels
    brought_notes: list[tuple[str, str, str]] = field(default_factory=list)
    _styles: set[str] = field(default_factory=set)
    _notes: dict[tuple[str, str], str] = field(default_factory=dict)
    _numbering: str | None = None

    def between(self, old_part: str, new_part: str) -> "Callable[[_Element], _Element]":
        """`adopt` from one part of the old file into one of the new."""
        return partial(self.adopt, old_part=old_part, new_part=new_part)

    def adopt(self, element: "_Element", old_part: str, new_part: str) -> "_Element":
        """A copy of an old element, with everything it refers to in the new file."""
        made = copy.deepcopy(element)
        for item in made.iter():
            for name, value in list(item.items()):
                if str(name).startswith(_R) and value:
                    item.set(name, self.parcels.relation(str(value), old_part, new_part))
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

    def _style(self, made: "_Element") -> None:
        """Brings along the styles the new file lacks; and its lists."""
        for name in _STYLED:
            for item in made.iter(f"{_W}{name}"):
                self._brought_style(item.get(f"{_W}val") or "")
        self._list(made)

    def _brought_style(self, style: str) -> None:
        """Brings along a style, and those it is based on, as far as the new file lacks them."""
        if style in self._styles:
            return
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
            self.parcels.changed.add(ours[0])
            based = found.find(f"{_W}basedOn")
            style = "" if based is None else based.get(f"{_W}val") or ""

    def _list(self, made: "_Element") -> None:
        """Has what was brought along count in the lists of the newer file, or in its own, brought there."""
        for numbers in list(made.iter(f"{_W}numPr")):
            num, parent = numbers.find(f"{_W}numId"), numbers.getparent()
            if num is None or parent is None:
                continue
            part = self._counting()
            found = self.lists.of(num.get(f"{_W}val") or "")
            if found is None:
                parent.remove(numbers)
            else:
                num.set(f"{_W}val", found)
            if self.lists.has_brought:
                self.parcels.changed.add(part)

    def _counting(self) -> str:
        """The part with the lists of the newer file, brought along where it has none; empty where neither file has any."""
        if self._numbering is None:
            ours, theirs = self.new.of_kind("numbering"), self.old.of_kind("numbering")
            self.lists.is_theirs = bool(theirs) and not ours
            self._numbering = ours[0] if ours else self.parcels.whole("numbering", theirs[0]) if theirs else ""
        return self._numbering

    def _note(self, tag: str, old_id: str) -> str:
        """The id in the new file of an old note, brought along once: what is taken whole is at times taken again by its words."""
        if (tag, old_id) not in self._notes:
            self._notes[tag, old_id] = self._brought_note(tag, old_id)
        return self._notes[tag, old_id]

    def _brought_note(self, tag: str, old_id: str) -> str:
        part, _ = NOTES[tag]
        ours = self.new.of_kind(part)
        if not ours:
            theirs = self.old.of_kind(part)
            if not theirs:
                return old_id
            ours = (self.parcels.whole(part, theirs[0]),)
            self.parcels.changed.add(ours[0])
            for note in list(self.new.root(ours[0])):
                if note.get(f"{_W}type") in (None, "normal"):
                    self.new.root(ours[0]).remove(note)
        root = self.new.root(ours[0])
        taken = figures(item.get(f"{_W}id") for item in root)
        fresh = str(max([0, *taken]) + 1)
        source = self.old_note(tag, old_id)
        if source is not None:
            note = copy.deepcopy(source)
            note.set(f"{_W}id", fresh)
            root.append(note)
            self.parcels.changed.add(ours[0])
            self.brought_notes.append((tag, old_id, fresh))
        return fresh

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

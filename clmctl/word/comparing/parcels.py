"""Parts of the old file brought into the newer one: each once, with its type and what it leads to, under a name that is free."""

import copy
import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.word.package import one_name
from clmctl.word.reading.parts import CONTENT_TYPES, Relation, WordParts

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass(slots=True)
class Parcels:
    """Brings parts of the old file along. `changed` are the parts of the newer file whose root was changed."""

    old: WordParts
    new: WordParts
    changed: set[str] = field(default_factory=set)
    _leads: dict[str, dict[str, Relation]] = field(default_factory=dict)
    _relations: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _parts: dict[str, str] = field(default_factory=dict)

    def whole(self, kind: str, name: str) -> str:
        """The name of a part (all notes, all lists) that was brought along for the document, which has none of its kind."""
        made = self.part(name)
        self._related(self.new.document, kind, made, external=False)
        return made

    def relation(self, id_: str, old_part: str, new_part: str) -> str:
        """The id under which the new part refers to what the old one refers to by `id_`."""
        key = (old_part, id_, new_part)
        if key not in self._relations:
            if old_part not in self._leads:
                self._leads[old_part] = {rel.id: rel for rel in reversed(self.old.relations(old_part))}
            found = self._leads[old_part].get(id_)
            if found is None:
                return id_
            target = found.target if found.external else self.part(found.target)
            self._relations[key] = self._related(new_part, found.kind, target, external=found.external)
        return self._relations[key]

    def part(self, name: str) -> str:
        """The name in the new file of a part of the old: its own where the same stands there, else it is brought along, once."""
        data = self.old.data.get(name)
        if name in self._parts:
            return self._parts[name]
        if data is None or self.new.data.get(name) == data:
            return name
        stem, dot, ending = name.rpartition(".")
        taken = set(map(one_name, self.new.data))
        names = (name, *(f"{stem}_old{number or ''}{dot}{ending}" for number in range(len(taken) + 1)))
        fresh = self._parts[name] = next(each for each in names if one_name(each) not in taken)
        self.new.data = {**self.new.data, fresh: data}
        self._typed(fresh, name)
        self._leading(fresh, name)
        return fresh

    def _leading(self, name: str, old_name: str) -> None:
        """Has a part that was brought along lead where it led, to parts that are brought along too."""
        from lxml import etree

        rels = _rels_of(old_name)
        if rels not in self.old.data:
            return
        root = copy.deepcopy(self.old.root(rels))
        for item, led in zip(root.iter("{*}Relationship"), self.old.relations(old_name), strict=False):
            if not led.external:
                item.set("Target", _path(self.part(led.target), name))
        self.new.data = {**self.new.data, _rels_of(name): etree.tostring(root, xml_declaration=True, encoding="UTF-8")}

    def _related(self, part: str, kind: str, target: str, *, external: bool) -> str:
        """The id of a relation of a part, made where there is none yet."""
        name = _rels_of(part)
        if name not in self.new.data:
            self.new.data = {**self.new.data, name: f'<Relationships xmlns="{_RELS}"/>'.encode()}
        root = self.new.root(name)
        taken = {item.get("Id") for item in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rOld{n}" not in taken)
        item = root.makeelement(f"{{{_RELS}}}Relationship")
        item.set("Id", f"rOld{number}")
        item.set("Type", kind if ":" in kind else f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}")
        item.set("Target", target if external else _path(target, part))
        if external:
            item.set("TargetMode", "External")
        root.append(item)
        self.changed.add(name)
        return f"rOld{number}"

    def _typed(self, name: str, old_name: str) -> None:
        """States the content type of a part that was brought along, as the old file states it."""
        theirs, ours = _types_of(self.old), _types_of(self.new)
        if theirs is None or ours is None:
            return
        ending = name.rpartition(".")[2].lower()
        own = next((i.get("ContentType") for i in theirs.iter("{*}Override") if i.get("PartName") == "/" + old_name), None)
        usual, known = (
            next((i.get("ContentType") for i in each.iter("{*}Default") if (i.get("Extension") or "").lower() == ending), None)
            for each in (theirs, ours)
        )
        for stale in [i for i in ours.iter("{*}Override") if one_name(i.get("PartName") or "") == one_name("/" + name)]:
            ours.remove(stale)  # of a part that the new file lacks
        if own is None and known is None and usual is not None:
            self._stated(ours, "Default", {"Extension": ending, "ContentType": usual})
        elif (own or usual) not in (None, known):
            self._stated(ours, "Override", {"PartName": "/" + name, "ContentType": own or usual or ""})

    def _stated(self, root: "_Element", name: str, said: dict[str, str]) -> None:
        root.append(root.makeelement(f"{{{_TYPES}}}{name}", said))
        self.changed.add(next(each for each in self.new.data if each.casefold() == CONTENT_TYPES.casefold()))


def _rels_of(part: str) -> str:
    """Where the relations of a part stand."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _path(target: str, part: str) -> str:
    """How a part refers to another."""
    return posixpath.relpath("/" + target, "/" + part.rpartition("/")[0])


def _types_of(parts: WordParts) -> "_Element | None":
    """What states the types of a file's parts; None in a damaged one that lacks it."""
    name = next((each for each in parts.data if each.casefold() == CONTENT_TYPES.casefold()), None)
    return None if name is None else parts.root(name)

"""The parts of a Word file by what they are: found through their relations, never by their names."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from clmctl.errors import Unreadable
from clmctl.model.frozen import frozen
from clmctl.text.files.kinds import content_of
from clmctl.word.package import DOCUMENT, parse_xml, unpack
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_PACKAGE = "_rels/.rels"
#: The part that says what every other is.
CONTENT_TYPES = "[Content_Types].xml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b")
#: Who names kinds of relations that programs follow.
_AUTHORITIES = ("openxmlformats.org/", "schemas.microsoft.com/", "purl.oclc.org/ooxml/", "schemas.onlyoffice.com/")
#: ISO strict documents name the same things otherwise (ISO/IEC 29500-4, annex A).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)


@frozen
class Relation:
    """One relation of a part: its kind (the last word of its type), target part or address, and whether it leads outside.

    Of a type that is none of Word's the kind is the whole of it.
    """

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class WordParts:
    """The parts of one Word file, read on demand; `mended` collects those that had to be mended to be read."""

    data: Mapping[str, bytes]
    document: str
    mended: list[str] = field(default_factory=list)
    _roots: dict[str, "_Element"] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def root(self, name: str) -> "_Element":
        """The root of a part; malformed XML is read as far as it goes, and the part named in `mended`."""
        if name not in self._roots:
            data = self.data[name]
            if b"purl.oclc.org/ooxml" in data:
                for strict, transitional in _STRICT:
                    data = data.replace(strict, transitional)
            try:
                self._roots[name] = parse_xml(data, name)
            except Unreadable:
                self._roots[name] = parse_xml(data, name, recover=True)
                self.mended.append(name)
        return self._roots[name]

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Where a part leads, or the package itself (no name): to other parts, resolved, and outside."""
        folder, _, file = name.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        if rels not in self.data or (rels not in self._roots and not _RELATION.search(self.data[rels])):
            return ()
        return tuple(self._resolved(rel) for rel in _relations(self.root(rels), folder))

    def _resolved(self, relation: Relation) -> Relation:
        """The relation with its target called as the zip calls it: either may be percent-encoded, and case counts for nothing."""
        if relation.external or relation.target in self.data:
            return relation
        if not self._names:
            self._names |= {unquote(name).casefold(): name for name in reversed(tuple(self.data))}
        return replace(relation, target=self._names.get(unquote(relation.target).casefold(), relation.target))

    def led_to(self) -> Mapping[str, str]:
        """The parts that relations lead to, whichever part's, each with the kind of the first that does."""
        found: dict[str, str] = {}
        for rels in self.data:
            folder, between, file = rels.rpartition("_rels/")
            if between and rels.endswith(".rels"):
                try:
                    relations = self.relations(folder + file.removesuffix(".rels"))
                except Unreadable:
                    continue
                for relation in relations:
                    if not relation.external:
                        found.setdefault(relation.target, relation.kind)
        return found

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The parts the document leads to by relations of a kind (`header`, `comments`), in the order they are listed."""
        found = [rel.target for rel in self.relations(self.document) if rel.kind == kind and not rel.external]
        return tuple(dict.fromkeys(name for name in found if name in self.data))


def word_parts(docx: bytes, *, what: str = "the Word file") -> WordParts:
    """The parts of a file; Unreadable where it is no sound package or holds no Word document."""
    data = unpack(docx, what=what)
    parts = WordParts(data, "")
    for relation in parts.relations(""):
        if relation.kind == "officeDocument" and relation.target in data:
            parts.document = relation.target
            break
    if not parts.document and DOCUMENT in data:
        parts.document = DOCUMENT
        parts.mended.append(_PACKAGE)
    if not parts.document or parts.root(parts.document).tag != f"{{{W}}}document":
        content = content_of(docx)
        said = "something other than a Word document" if content.kind == "docx" else content.said
        raise Unreadable(f"{what} holds {said}", hint="Give a .docx file that Word opens.")
    types = next((body for name, body in data.items() if name.casefold() == CONTENT_TYPES.casefold()), b"")
    if not types.rstrip().endswith((b"Types>", b"/>")):
        parts.mended.append(CONTENT_TYPES)
    return parts


def _relations(root: "_Element", folder: str) -> Iterator[Relation]:
    for item in root.iter("{*}Relationship"):
        target, external = item.get("Target") or "", item.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
        kind = item.get("Type") or ""
        known = not kind.startswith(("http:", "https:", "urn:")) or any(authority in kind for authority in _AUTHORITIES)
        yield Relation(item.get("Id") or "", kind.rpartition("/")[2] if known else kind, target, external)

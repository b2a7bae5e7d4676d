"""Our own check of every file after it is written: what Word would call damaged or print wrong, and no validator finds."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from clmctl.errors import ClmError
from clmctl.word.package import parse_xml
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_FIELD_TARGET = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL_BYTES = bytes((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_C1 = re.compile(b"\xc2[\x80-\x9f]")
_NUMBERED = ("bookmarkStart", "ins", "del", "moveFrom", "moveTo", "commentRangeStart")
_LOOKED_AT = (
    *(*_NUMBERED, "bookmarkEnd", "instrText", "hyperlink", "fldChar"),
    *("pStyle", "rStyle", "tblStyle", "numId", "tc", "tr"),
)
#: The id of a relation, whatever the prefix.
_MAY_RELATE = re.compile(rb":(?:id|embed)=[\"']([^\"']*)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_MAX_NAME = 40
#: Names that are in order, with a space between each two.
_NAMES = re.compile(rf"(?:[A-Za-z_]\w{{0,{_MAX_NAME - 1}}}+(?: |\Z))*")


class DamagedDocument(ClmError):
    """A rendered file broke one of our own rules: a fault of clmctl, never of the contract."""


def refuse(problems: Sequence[str]) -> None:
    """DamagedDocument where there are problems."""
    if problems:
        raise DamagedDocument(
            "the rendered Word file is not sound: " + "; ".join(problems[:8]),
            hint="This is a fault in clmctl; the file was not written. Please report it with the contract's text.",
        )


def problems_of(parts: Mapping[str, bytes], *, styles: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every broken rule of a package. `styles` are style ids known to exist; without them styles.xml is read."""
    package = Package(parts)
    yield from relation_problems(package)
    yield from content_type_problems(package)
    known_styles = styles or style_ids(package)
    numbers = {"0", *list_numbers(package)}
    ids: set[str] = set()
    for name in package.stories:
        yield from (f"{name}: {problem}" for problem in story_problems(package, name, known_styles, numbers, ids))


class Package:
    """The parts, each parsed once and only when looked into."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.stories = tuple(name for name in parts if _STORIES.fullmatch(name))
        self._roots: dict[str, _Element] = {}

    def root(self, name: str) -> "_Element":
        """The root element of a part."""
        if name not in self._roots:
            self._roots[name] = parse_xml(self.parts[name], name)
        return self._roots[name]


def _ids(package: Package, name: str, element: str, attribute: str) -> frozenset[str]:
    return _ids_in(package.parts[name], name, element, attribute) if name in package.parts else frozenset()


@lru_cache(maxsize=16)
def _ids_in(data: bytes, name: str, element: str, attribute: str) -> frozenset[str]:
    """The ids in a part; documents of one form share it."""
    return frozenset(item.get(f"{_W}{attribute}", "") for item in parse_xml(data, name).iter(f"{_W}{element}"))


def style_ids(package: Package) -> frozenset[str]:
    """The ids of the styles the package has."""
    return _ids(package, "word/styles.xml", "style", "styleId")


def list_numbers(package: Package) -> frozenset[str]:
    """The numbers of the lists the package has."""
    return _ids(package, "word/numbering.xml", "num", "numId")


def story_problems(package: Package, name: str, styles: frozenset[str], numbers: Set[str], ids: set[str]) -> Iterator[str]:
    """What is wrong with the document, a header or a footer; `ids` are those of the stories before it and learn its own."""
    found = found_in(package.root(name))
    yield from _marks(found, ids)
    yield from field_problems(found["fldChar"])
    for kind in ("pStyle", "rStyle", "tblStyle"):
        yield from (f"the style {style!r} does not exist" for style in sorted(values(found[kind], "val") - styles))
    yield from (f"the list {number} does not exist" for number in sorted(values(found["numId"], "val") - numbers))
    yield from shape_problems(found)
    data = package.parts[name]
    if b"&#" in data or holds_control(data):
        texts = package.root(name).iter(f"{_W}t", f"{_W}instrText", f"{_W}delText")
        if any(text.text and _CONTROL.search(text.text) for text in texts):
            yield "text holds a control character"


def holds_control(data: bytes) -> bool:
    """Whether a control character stands in the UTF-8; most parts hold none, which a look at the bytes tells."""
    return len(data.translate(None, _CONTROL_BYTES)) != len(data) or _C1.search(data) is not None


def shape_problems(found: Mapping[str, "list[_Element]"]) -> Iterator[str]:
    """What is wrong with tables and with words that were deleted."""
    if any(not len(cell) or cell[-1].tag != f"{_W}p" for cell in found["tc"]):
        yield "a table cell does not end with a paragraph"
    if any(row.find(f"{_W}tc") is None for row in found["tr"]):
        yield "a table row has no cell"
    if any(deleted.find(f".//{_W}t") is not None for deleted in found["del"]):
        yield "deleted text is not marked as deleted (w:t inside w:del)"


def found_in(root: "_Element") -> Mapping[str, "list[_Element]"]:
    """The elements that rules are about, by name, in one walk."""
    found: dict[str, list[_Element]] = {name: [] for name in _LOOKED_AT}
    for item in root.iter(*(f"{_W}{name}" for name in _LOOKED_AT)):
        found[str(item.tag)[len(_W) :]].append(item)
    return found


def values(items: "list[_Element]", attribute: str) -> set[str]:
    """The values of an attribute of these elements."""
    name = f"{_W}{attribute}"
    return {item.get(name, "") for item in items}


def _marks(found: Mapping[str, "list[_Element]"], seen: set[str]) -> Iterator[str]:
    """Ids (unique in the whole package), bookmarks and what refers to them."""
    others = [item.get(f"{_W}id", "") for kind in _NUMBERED if kind != "bookmarkStart" for item in found[kind]]
    starts = [item.get(f"{_W}id", "") for item in found["bookmarkStart"]]
    names = [item.get(f"{_W}name", "") for item in found["bookmarkStart"]]
    ends = [item.get(f"{_W}id", "") for item in found["bookmarkEnd"]]
    targets = {target for item in found["instrText"] if (target := target_of(item.text or ""))}
    targets |= values(found["hyperlink"], "anchor") - {""}
    yield from mark_problems(starts, names, ends, targets, seen, others=others)


def target_of(code: str) -> str:
    """The bookmark that a field's code refers to, empty where it refers to none."""
    match = _FIELD_TARGET.match(code)
    return match[1] if match else ""


def mark_problems(
    starts: Sequence[str],
    names: Sequence[str],
    ends: Sequence[str],
    targets: Set[str],
    seen: set[str],
    *,
    others: Sequence[str] = (),
) -> Iterator[str]:
    """What is wrong with bookmarks, given the id and the name of each beginning, the id of each end and what is referred to.

    `seen` are ids of other parts and learns these; `others` are the ids of changes and comments beside.
    """
    numbers = [*starts, *others]
    if len(set(numbers)) < len(numbers) or not seen.isdisjoint(numbers):
        counts = Counter([*numbers, *seen.intersection(numbers)])
        yield from (f"the id {number!r} stands twice" for number, count in counts.items() if count > 1)
    seen.update(numbers)
    known = set(map(str.casefold, names))
    if len(known) < len(names) or not _NAMES.fullmatch(" ".join(names)):
        yield from _name_problems(names)
    if starts != ends and sorted(starts) != sorted(ends):  # most end in the order they begin
        yield "bookmarks begin and do not end, or end and did not begin"
    for target in sorted(targets - set(names)):
        if target.casefold() not in known:
            yield f"a reference leads to the bookmark {target!r}, which does not exist"


def _name_problems(names: Sequence[str]) -> Iterator[str]:
    """What is wrong with the names of bookmarks."""
    counts = Counter(name.casefold() for name in names)
    for name in names:
        if counts[name.casefold()] > 1:
            yield f"the bookmark {name!r} stands twice"
        if len(name) > _MAX_NAME:
            yield f"the bookmark name {name!r} is longer than {_MAX_NAME} characters"
        if not _NAME.fullmatch(name):
            yield f"Word takes no bookmark of the name {name!r}"


def field_problems(chars: "list[_Element]") -> Iterator[str]:
    """Whether begin, separate and end of complex fields are in order."""
    depth: list[str] = []
    for item in chars:
        kind = item.get(f"{_W}fldCharType", "")
        if kind == "begin":
            depth.append("begin")
        elif not depth or (kind == "separate" and depth[-1] != "begin"):
            yield f"a field's {kind!r} stands without its beginning"
            return
        elif kind == "separate":
            depth[-1] = "separate"
        else:
            depth.pop()
    if depth:
        yield "a field begins and does not end"


def relation_problems(package: Package, *, named: Mapping[str, Set[str]] = MappingProxyType({})) -> Iterator[str]:
    """Whether every relation leads to a part and every id used in a part has its relation.

    `named` are the ids that a part uses, where they are known already.
    """
    parts = package.parts
    for name in parts:
        if not name.endswith(".rels"):
            continue
        folder, _, base = name.rpartition("_rels/")
        ids = set()
        for mark, target, outside in _relations_in(parts[name], name):
            if mark in ids:
                yield f"{name}: the relation {mark!r} stands twice"
            ids.add(mark)
            whole = target.lstrip("/") if target.startswith("/") else folder + target
            if not outside and whole not in parts:
                yield f"{name}: the relation {mark!r} leads to {whole!r}, which does not exist"
        source = folder + base.removesuffix(".rels")
        if source in parts:
            unknown: Set[str] = named[source] - ids if source in named else _used(package, source, ids)
            yield from (f"{source}: the relation {used!r} does not exist" for used in sorted(unknown))
    for name in package.stories:
        if f"word/_rels/{name[5:]}.rels" not in parts:
            unknown = named[name] if name in named else _used(package, name)
            yield from (f"{name}: the relation {used!r} does not exist" for used in sorted(unknown))


@lru_cache(maxsize=32)
def _relations_in(data: bytes, name: str) -> tuple[tuple[str, str, bool], ...]:
    """(id, target, whether it points outside) of the relations in a part. Kept: most documents of a form share it."""
    return tuple((rel.get("Id", ""), rel.get("Target", ""), rel.get("TargetMode") == "External") for rel in parse_xml(data, name))


@lru_cache(maxsize=16)
def _typed_in(data: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """The extensions, and the names of parts, that the list of content types gives one to. Kept likewise."""
    root = parse_xml(data, "[Content_Types].xml")
    extensions = frozenset(item.get("Extension", "").casefold() for item in root if item.get("Extension"))
    return extensions, frozenset(item.get("PartName", "").lstrip("/") for item in root if item.get("PartName"))


def _used(package: Package, name: str, known: Set[str] = frozenset()) -> set[str]:
    """Relation ids a part names beyond those `known`.

    A look at the bytes finds every one, and at times the same letters in a text: only what is not known is looked for in the
    XML, which takes longer than all else here.
    """
    data = package.parts[name].replace(b" w:id=", b" ")
    if set(_MAY_RELATE.findall(data)) <= {each.encode() for each in known}:
        return set()
    return used_relations(package.root(name)) - known


def used_relations(root: "_Element") -> set[str]:
    """The relation ids that an element and those in it name."""
    found: Any = root.xpath("//@r:id | //@r:embed", namespaces={"r": R})
    return {str(value) for value in found}


def content_type_problems(package: Package) -> Iterator[str]:
    """Whether each part has a content type."""
    parts = package.parts
    extensions, names = _typed_in(parts["[Content_Types].xml"])
    for name in parts:
        if name != "[Content_Types].xml" and name not in names and name.rpartition(".")[2].casefold() not in extensions:
            yield f"{name} has no content type"
    yield from (f"a content type is given for {name}, which does not exist" for name in sorted(names - set(parts)))

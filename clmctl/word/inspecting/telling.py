"""What a Word file tells of its maker: names, companies, templates, edit marks, data of other systems."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable
from clmctl.model.word.trace import TraceKind, WordTrace
from clmctl.word.figures import figure
from clmctl.word.inspecting.stories import roots
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
#: For each property that tells: its kind and what it is, as a message says it.
_CORE: dict[str, tuple[TraceKind, str]] = {
    "creator": ("author", "its author"),
    "lastModifiedBy": ("author", "who saved it last"),
    "description": ("property", "comments"),
    "keywords": ("property", "keywords"),
    "category": ("property", "category"),
    "contentStatus": ("property", "status"),
    "version": ("property", "version"),
    "lastPrinted": ("property", "when it was last printed"),
    "revision": ("edits", "times saved (revision)"),
}
_APP: dict[str, tuple[TraceKind, str]] = {
    "Company": ("company", "the company"),
    "Manager": ("author", "the manager"),
    "Template": ("made-from", ""),
    "HyperlinkBase": ("property", "base of links"),
}
#: Templates that tell nothing, and what programs write that name nobody.
_PLAIN = ("normal.dotm", "normal.dot", "normal", "")
_NOBODY = ("", "python-docx", "un-named", "unknown", "microsoft office user")
_OURS = "clm_"
_EXIF = b"Exif\x00\x00"
#: Where somebody's own machine or network keeps a file.
_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:|/(?:Users|home)/", re.IGNORECASE)
_DRAWN = ("{*}docPr", "{*}cNvPr")
_BUILDING = ("sources.xml", "selectedstyle", "coverpageprops")


def telling(parts: WordParts, named: dict[str, str]) -> Iterator[WordTrace]:
    """Traces of everything that tells of who made the file, with what and how."""
    for name, known in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        for item in _children(parts, name):
            yield from _property(item, known)
    yield from _custom(parts)
    yield from _settings(parts)
    yield from _people(parts)
    yield from _data(parts)
    yield from _paths(parts, named)
    for name in sorted(parts.data):
        if "/media/" in name and _EXIF in parts.data[name][:65_536]:
            yield WordTrace("picture-data", name)
        elif name.startswith("docProps/thumbnail"):
            yield WordTrace("property", detail="a picture of its first page as it once was (thumbnail)")
        elif "printerSettings" in name:
            yield WordTrace("property", detail=f"the maker's printer ({name})")


def _children(parts: WordParts, name: str) -> Iterator["_Element"]:
    if name in parts.data:
        try:
            yield from parts.root(name)
        except Unreadable:
            return


def _local(item: "_Element") -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _property(item: "_Element", known: dict[str, tuple[TraceKind, str]]) -> Iterator[WordTrace]:
    said = " ".join("".join(map(str, item.itertext())).split())
    if _local(item) not in known or said.casefold() in _NOBODY:
        return
    kind, what = known[_local(item)]
    if kind == "made-from":
        if said.casefold() not in _PLAIN:
            yield WordTrace(kind, detail=said)
        return
    if kind == "edits":
        if (figure(said) or 0) > 1:  # a file that was just made says 1
            yield WordTrace(kind, detail=f"{said} {what}")
        return
    yield WordTrace(kind, detail=f"{what}, {said}" if kind != "property" else f"{what}, {said[:120]}")


def _custom(parts: WordParts) -> Iterator[WordTrace]:
    """The properties that others than clmctl wrote."""
    for item in _children(parts, "docProps/custom.xml"):
        name = item.get("name") or ""
        if not name.startswith(_OURS):
            said = " ".join("".join(map(str, item.itertext())).split())
            yield WordTrace("property", detail=f"{name}, {said[:120]}" if said else name)


def _settings(parts: WordParts) -> Iterator[WordTrace]:
    """Edit marks and variables."""
    names = parts.of_kind("settings")
    for name in names:
        for item in _children(parts, name):
            tag = _local(item)
            if tag == "rsids" and (count := sum(1 for mark in item if _local(mark) == "rsid")):
                yield WordTrace("edits", detail=f"{count} sittings in which it was edited (rsids)")
            elif tag == "docVars":
                for one in item:
                    said = " ".join((one.get(_VAL) or "").split())
                    yield WordTrace("property", detail=f"variable {one.get(f'{_W}name')}, {said[:120]}")
            elif tag == "mailMerge":
                yield WordTrace("property", detail="the source of a mail merge, with where it lies")
    for item in _children(parts, "docProps/app.xml"):
        minutes = (item.text or "").strip()
        if _local(item) == "TotalTime" and (figure(minutes) or 0) > 0:
            yield WordTrace("edits", detail=f"{minutes} minutes of editing")


def _people(parts: WordParts) -> Iterator[WordTrace]:
    """The accounts behind the authors of changes."""
    for name in parts.of_kind("people"):
        for item in _children(parts, name):
            author = next((str(value) for key, value in item.items() if str(key).endswith("}author")), "")
            account = next((str(value) for info in item for key, value in info.items() if str(key).endswith("}userId")), "")
            if author or account:
                yield WordTrace(
                    "author", detail=f"an account, {author}{f' ({account})' if account and account != author else ''}"
                )


def _paths(parts: WordParts, named: dict[str, str]) -> Iterator[WordTrace]:
    """Where pictures lay before they were put in."""
    for label, root in roots(parts, named):
        for item in root.iter(*_DRAWN):
            said = next((value for name in ("descr", "title", "name") if _PATH.match(value := item.get(name) or "")), "")
            if said:
                yield WordTrace("property", label, detail=f"where a picture lay, {said[:120]}")


def _data(parts: WordParts) -> Iterator[WordTrace]:
    """Custom XML of other systems; Word's own empty list of sources is none."""
    kinds = parts.led_to()
    for name in sorted(parts.data):
        if re.fullmatch(r"customXml/item\d+\.xml", name) or kinds.get(name) == "customXml":
            data = parts.data[name][:2_000].decode("utf-8", "replace")
            found = re.search(r"xmlns(?::\w+)?=[\"']([^\"']+)", data)
            what = found[1] if found else name
            if "bibliography" not in what and not any(word in what.casefold() for word in _BUILDING):
                yield WordTrace("data", detail=what)

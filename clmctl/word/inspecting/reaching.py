"""What in a Word file acts or reaches outside: macros, objects, other files, templates, fields that fetch, links."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from clmctl.errors import Unreadable
from clmctl.model.word.trace import TraceKind, WordTrace
from clmctl.word.inspecting.fields import acting_fields, fields_of, linking_fields
from clmctl.word.inspecting.stories import placed, roots, words_of
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import R, W

_W = f"{{{W}}}"
_R = f"{{{R}}}"
#: Relations that name a part which acts or comes along unseen.
_INSIDE: Mapping[str, TraceKind] = MappingProxyType(
    {
        "vbaProject": "macro",
        "wordVbaData": "macro",
        "attachedToolbars": "macro",
        "keyMapCustomizations": "macro",
        "oleObject": "object",
        "package": "object",
        "control": "active-control",
        "activeXControlBinary": "active-control",
        "aFChunk": "embedded",
        "subDocument": "embedded",
        "ui/extensibility": "macro",
        "extensibility": "macro",
        "webextensiontaskpanes": "active-control",
        "webextension": "active-control",
    }
)
#: Parts that act, whatever leads to them.
_NAMES: tuple[tuple[re.Pattern[str], TraceKind], ...] = (
    (re.compile(r"vba\w*\.(?:bin|xml)$", re.IGNORECASE), "macro"),
    (re.compile(r"activeX\d*\.(?:bin|xml)$", re.IGNORECASE), "active-control"),
    (re.compile(r"(?:/embeddings/|oleObject\d*\.bin$)", re.IGNORECASE), "object"),
    (re.compile(r"\.(?:rtf|mht|mhtml|html?|docx?|docm|exe|dll|js|vbs|jar|ps1|bat|cmd|lnk)$", re.IGNORECASE), "embedded"),
)
_ADDRESS = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
#: Words of a link that are an address themselves, up to its path.
_SHOWN = re.compile(r"(?:https?://|www\.)[^\s/?#]+|^[\w.+-]+@[\w.-]+$", re.IGNORECASE)
#: What ends a sentence or a bracket behind an address, and is none of it.
_BEHIND = ".,;:!)]}>'\"\u2019\u201d\u201c\u00bb"
_HOST = re.compile(r"^(?:\w+:(?://)?)?(?:[^/@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)


def reaching(parts: WordParts, named: dict[str, str]) -> Iterator[WordTrace]:
    """Traces of everything that acts, fetches or leads outside."""
    seen: set[str] = set()
    for rels in sorted(name for name in parts.data if name.endswith(".rels")):
        yield from _relations(parts, rels, named, seen)
    for name in sorted(set(parts.data) - seen):
        kind = acts_by_name(name)
        if kind is not None:
            yield WordTrace(kind, detail=name)
    yield from _content_type(parts)
    for label, root in roots(parts, named):
        found = tuple(fields_of(root))
        yield from acting_fields(label, found)
        for target, paragraph, words in linking_fields(found):
            yield from _link(label, target, ((paragraph, words),))
        for item, paragraph in placed(root):
            if item.tag == f"{_W}altChunk":
                yield WordTrace("embedded", label, paragraph, detail="altChunk")
    for name in sorted(parts.data):
        if name.lower().endswith((".xml", ".rels")) and (b"<!DOCTYPE" in parts.data[name] or b"<!ENTITY" in parts.data[name]):
            yield WordTrace("entities", name)


def acts_by_name(name: str) -> TraceKind | None:
    """How a part of this name acts, whatever leads to it; None where it does not."""
    return next((kind for pattern, kind in _NAMES if pattern.search(name)), None)


def _content_type(parts: WordParts) -> Iterator[WordTrace]:
    types = parts.data.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types and not any("vba" in name.lower() for name in parts.data):
        yield WordTrace("macro-kind")


def _relations(parts: WordParts, rels: str, named: dict[str, str], seen: set[str]) -> Iterator[WordTrace]:
    """What a part's relations lead to. `seen` collects the parts told of."""
    folder, _, file = rels.rpartition("_rels/")
    source = folder + file.removesuffix(".rels")
    label = named.get(source, source)
    try:
        relations = parts.relations(source)
    except Unreadable:
        return  # it declares entities, which is told of
    shown = _shown(parts, source, named) if any(rel.external and rel.kind == "hyperlink" for rel in relations) else {}
    for rel in relations:
        kind = _INSIDE.get(rel.kind)
        if kind is not None and not rel.external:
            if rel.target not in seen:
                yield WordTrace(kind, label, detail=rel.target)
            seen.add(rel.target)
        elif rel.external and rel.kind == "hyperlink":
            yield from _link(label, rel.target, shown.get(rel.id, ((0, ""),)))
        elif rel.external and rel.kind == "attachedTemplate":
            yield from _template(rel.target)
        elif rel.external:
            yield WordTrace("outside", label, detail=f"{rel.kind} from {rel.target}")


def _template(target: str) -> Iterator[WordTrace]:
    """A template loaded from elsewhere acts; a path on the maker's own machine only tells of it."""
    if re.match(r"(?:https?|ftp)://|\\\\|file://(?:[^/]|/[\\/])", target, re.IGNORECASE):
        yield WordTrace("template", detail=target)
    elif re.split(r"[\\/]", target)[-1].lower() not in ("normal.dotm", "normal.dot"):
        yield WordTrace("made-from", detail=target)


def _shown(parts: WordParts, source: str, named: dict[str, str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """The paragraph and the words of each link of a part, by its relation."""
    found: dict[str, list[tuple[int, str]]] = {}
    if source not in named:
        return {}
    for item, paragraph in placed(parts.root(source)):
        if item.tag == f"{_W}hyperlink" and (rel := item.get(f"{_R}id")):
            found.setdefault(str(rel), []).append((paragraph, words_of(item)))
    return {rel: tuple(uses) for rel, uses in found.items()}


def _link(label: str, target: str, uses: tuple[tuple[int, str], ...]) -> Iterator[WordTrace]:
    """A link to the web; one whose words are another address, or that leads to a file or a program.

    One that begins with `#` leads to a place in the file itself, as some programs write it.
    """
    target = target.strip()
    for paragraph, words in () if target.startswith("#") else uses:
        if not _ADDRESS.match(target):
            yield WordTrace("file-link", label, paragraph, words=words, detail=target)
        elif (said := _SHOWN.search(words)) and _host(said[0].rstrip(_BEHIND)) != _host(target):
            yield WordTrace("false-link", label, paragraph, words=words, detail=target)
        else:
            yield WordTrace("link", label, paragraph, words=words, detail=target)


def _host(address: str) -> str:
    match = _HOST.match(address.strip())
    return match[1].casefold().removeprefix("www.") if match else address

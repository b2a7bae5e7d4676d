"""Two Word files made into one redline: the newer file with native tracked changes from the older."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.comparing.atoms import digest, plain
from clmctl.word.comparing.bringing import NOTES, Bringing
from clmctl.word.comparing.settle import settle
from clmctl.word.comparing.stories import Comparison
from clmctl.word.comparing.writing import Pen
from clmctl.word.figures import figures
from clmctl.word.package import pack, part
from clmctl.word.reading.parts import WordParts, word_parts
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element


_W, _R = f"{{{W}}}", f"{{{R}}}"
_NUMBERED = ("ins", "del", "moveFrom", "moveTo", "bookmarkStart", "commentRangeStart", "rPrChange", "pPrChange")


@frozen
class Compared:
    """The redlined file, how many changes it tracks, and in plain words what of the old could not be shown as one."""

    docx: bytes
    changes: int
    left: tuple[str, ...] = ()


def compare(old: bytes, new: bytes, *, author: str, date: str, names: tuple[str, str] = ("old", "new")) -> Compared:
    """The new file with every difference from the old as a tracked change by `author` at `date` (ISO 8601, UTC).

    Tracked changes the files already hold count as accepted. Unreadable where a file is no Word file; UntrueRedline where the
    result does not give both texts back. `names` are what messages call the two.
    """
    before, after = (word_parts(data, what=name) for data, name in zip((old, new), names, strict=True))
    for parts in (before, after):
        for name in _stories(parts):
            settle(parts.root(name), "accepted")
    bringing = Bringing(before, after)
    pen = Pen(author, date, _maker(after), adopt=lambda element: element, boxes=lambda was, now: None)
    pen.next_id = _first_free(after)
    pen.lost = _bookmarks(before) - _bookmarks(after)
    comparison = Comparison(pen, _prints(before), _prints(after))
    pen.boxes = comparison.boxes
    left: list[str] = []
    changed: set[str] = set()
    for was, now in _paired_stories(before, after, left):
        changed.add(now)
        pen.adopt = bringing.between(was, now)
        comparison.story(_holder(before.root(was)), _holder(after.root(now)))
    changed |= _notes(comparison, bringing)
    made = _written(after, bringing, changed)
    return Compared(made, pen.changes, tuple(left))


def _stories(parts: WordParts) -> list[str]:
    kinds = ("header", "footer", "footnotes", "endnotes")
    return [parts.document, *(name for kind in kinds for name in parts.of_kind(kind))]


def _maker(parts: WordParts) -> "Callable[[str], _Element]":
    root = parts.root(parts.document)
    return lambda name: root.makeelement(f"{_W}{name}", {}, {"w": W})


def _holder(root: "_Element") -> "_Element":
    body = root.find(f"{_W}body")
    return root if body is None else body


def _first_free(parts: WordParts) -> int:
    """An id that nothing in the file bears."""
    tags = [f"{_W}{name}" for name in _NUMBERED]
    found = [item.get(f"{_W}id") or "" for name in _stories(parts) for item in parts.root(name).iter(*tags)]
    return max([0, *figures(found)]) + 1


def _bookmarks(parts: WordParts) -> set[str]:
    return {item.get(f"{_W}name") or "" for name in _stories(parts) for item in parts.root(name).iter(f"{_W}bookmarkStart")}


def _prints(parts: WordParts) -> "Callable[[_Element], str]":
    """Says whether two pieces are the same: their XML, with what they refer to in place of its id."""
    digests: dict[str, str] = {}
    relations = {rel.id: rel for name in reversed(_stories(parts)) for rel in parts.relations(name)}  # the text's own win

    def target(id_: str) -> str:
        if id_ not in digests:
            rel = relations.get(id_)
            data = None if rel is None or rel.external else parts.data.get(rel.target)
            digests[id_] = id_ if rel is None else rel.target if data is None else digest(data)
        return digests[id_]

    def fingerprint(element: "_Element") -> str:
        said = plain(element)
        referred = [str(value) for item in element.iter() for name, value in item.items() if str(name).startswith(_R)]
        for id_ in referred:
            said = said.replace(f'"{id_}"', f'"{target(id_)}"')
        return said

    return fingerprint


def _paired_stories(old: WordParts, new: WordParts, left: list[str]) -> list[tuple[str, str]]:
    """The body of both, and the headers and footers that stand in the same place of the same section."""
    pairs = [(old.document, new.document)]
    befores, afters = _frames(old), _frames(new)
    for place, name in afters.items():
        was = befores.get(place)
        if was is None:
            left.append(f"{' '.join(place[1:])} of section {place[0]} is new")
        elif name not in {pair[1] for pair in pairs}:
            pairs.append((was, name))
    left += [f"{' '.join(place[1:])} of section {place[0]} has gone" for place in befores if place not in afters]
    return pairs


def _frames(parts: WordParts) -> dict[tuple[int, str, str], str]:
    """The header and footer parts by section, kind and the pages they are for."""
    relations = {rel.id: rel.target for rel in parts.relations(parts.document)}
    found: dict[tuple[int, str, str], str] = {}
    for number, section in enumerate(parts.root(parts.document).iter(f"{_W}sectPr"), 1):
        for kind in ("header", "footer"):
            for item in section.iterfind(f"{_W}{kind}Reference"):
                target = relations.get(item.get(f"{_R}id") or "")
                if target in parts.data:
                    found[number, item.get(f"{_W}type") or "default", kind] = target or ""
    return found


def _notes(comparison: Comparison, bringing: Bringing) -> set[str]:
    """Compares the notes whose references were paired, and marks those that came and went; the parts changed."""
    changed: set[str] = set()
    pen = comparison.pen
    for tag, old_id, new_id in dict.fromkeys(comparison.notes):
        kind, _ = NOTES[tag]
        ours, theirs = bringing.new.of_kind(kind), bringing.old.of_kind(kind)
        now = bringing.new_note(tag, new_id)
        was = None if old_id is None else bringing.old_note(tag, old_id)
        if now is None or not ours:
            continue
        changed.add(ours[0])
        if was is not None and theirs:
            pen.adopt = bringing.between(theirs[0], ours[0])
            comparison.story(was, now)
        else:
            comparison.refill(now, [made for block in list(now) for made in comparison.whole(block, "inserted")])
    for tag, old_id, new_id in bringing.brought_notes:
        kind, _ = NOTES[tag]
        ours, theirs = bringing.new.of_kind(kind), bringing.old.of_kind(kind)
        now, was = bringing.new_note(tag, new_id), bringing.old_note(tag, old_id)
        if now is not None and was is not None and ours and theirs:
            changed.add(ours[0])
            pen.adopt = bringing.between(theirs[0], ours[0])
            comparison.refill(now, [made for block in list(was) for made in comparison.whole(block, "deleted")])
    return changed


def _written(parts: WordParts, bringing: Bringing, changed: set[str]) -> bytes:
    """The package: what changed written anew, the rest byte for byte."""
    from lxml import etree

    def data(name: str) -> bytes:
        if name in changed or name in bringing.changed:
            return etree.tostring(parts.root(name), xml_declaration=True, encoding="UTF-8", standalone=True)
        return parts.data[name]

    names = [*parts.data, *(name for name in bringing.added if name not in parts.data)]
    return pack(
        [part(name, bringing.added[name] if name in bringing.added and name not in parts.data else data(name)) for name in names],
        "deflated",
    )

"""Two Word files made into one redline: the newer file with native tracked changes from the older."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.comparing.atoms import DRAWINGS, digest, plain
from clmctl.word.comparing.bringing import NOTES, Bringing
from clmctl.word.comparing.contents import in_contents
from clmctl.word.comparing.effect import Effects, effects_of
from clmctl.word.comparing.listing import Lists
from clmctl.word.comparing.parcels import Parcels
from clmctl.word.comparing.settle import settle
from clmctl.word.comparing.sight import Sight
from clmctl.word.comparing.stories import Comparison
from clmctl.word.comparing.straightening import straighten
from clmctl.word.comparing.taking import Side
from clmctl.word.comparing.wrapping import come_and_gone
from clmctl.word.comparing.writing import Pen
from clmctl.word.figures import figures
from clmctl.word.package import pack, part
from clmctl.word.reading.paging import on_new_page
from clmctl.word.reading.parts import WordParts, word_parts
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element


_W, _R = f"{{{W}}}", f"{{{R}}}"
#: An address that is a host alone: programs write it with a stroke at its end and without.
_BARE = re.compile(r"(\w+://[^/?#]+)/\Z")
#: A section, the pages and the kind (header or footer).
Place = tuple[int, str, str]
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
    left = [line for parts, which in ((before, "older"), (after, "newer")) for line in _made_even(parts, which)]
    roots = [[parts.root(name) for name in _stories(parts)] for parts in (before, after)]
    wrappers = list(come_and_gone(*roots))
    effects = effects_of(before), effects_of(after)
    lists = Lists(before, after, lambda was, now: effects[0].kinds(was) == effects[1].kinds(now))
    bringing = Bringing(before, after, lists, Parcels(before, after))
    olds, news = (Side(_prints(parts, parts.document), each) for parts, each in zip((before, after), effects, strict=True))
    sight = Sight(*effects)
    pen = Pen(author, date, _maker(after), adopt=lambda element: element, boxes=lambda was, now: None, differs=sight.differs)
    pen.next_id = _first_free(after)
    pen.lost = _bookmarks(before) - _bookmarks(after)
    used = sorted({each for parts, effect in zip((before, after), effects, strict=True) for each in _styles(parts, effect)})
    comparison = Comparison(pen, olds, news, sight)
    pen.boxes = comparison.boxes
    changed: set[str] = set()
    for was, now in _paired_stories(before, after, left):
        changed.add(now)
        pen.adopt = bringing.between(was, now)
        olds.fingerprint, news.fingerprint = _prints(before, was), _prints(after, now)
        olds.contents, news.contents = in_contents(before.root(was)), in_contents(after.root(now))
        sight.in_text = now == after.document
        comparison.story(_holder(before.root(was)), _holder(after.root(now)))
    changed |= _notes(comparison, bringing)
    left += [*sight.restyled(used), *comparison.left, *wrappers]
    made = _written(after, bringing, changed)
    return Compared(made, pen.changes, tuple(dict.fromkeys(left)))


def _made_even(parts: WordParts, which: str) -> Iterator[str]:
    """Settles the tracked changes of a file and straightens its stories; lines of what of it the redline lacks."""
    for name in _stories(parts):
        settle(parts.root(name), "accepted")
        for said in straighten(parts.root(name)):
            yield f"a field of the {which} file that never ends{f' ({said})' if said else ''}: its words are words"


def _stories(parts: WordParts) -> list[str]:
    kinds = ("header", "footer", "footnotes", "endnotes")
    return [parts.document, *(name for kind in kinds for name in parts.of_kind(kind))]


def _styles(parts: WordParts, effects: Effects) -> set[tuple[str, str]]:
    """(kind, name) of the styles that a file's text is in."""
    found: set[tuple[str, str]] = set()
    places = (("paragraph", "p", "pPr", "pStyle"), ("character", "r", "rPr", "rStyle"), ("table", "tbl", "tblPr", "tblStyle"))
    for story in _stories(parts):
        for kind, tag, props, style in places:
            used = {
                None if item is None else item.get(f"{_W}val")
                for each in parts.root(story).iter(f"{_W}{tag}")
                for item in [each.find(f"{_W}{props}/{_W}{style}")]
            }
            found |= {(kind, effects.name(kind, id_)) for id_ in used}
    return found


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


def _prints(parts: WordParts, story: str) -> "Callable[[_Element], str]":
    """Says whether two pieces of a story are the same: their XML, with what they refer to in place of its id."""
    digests: dict[str, str] = {}
    relations = {rel.id: rel for rel in parts.relations(story)}

    def target(id_: str) -> str:
        if id_ not in digests:
            rel = relations.get(id_)
            data = None if rel is None or rel.external else parts.data.get(rel.target)
            told = "" if rel is None else _BARE.sub(r"\1", rel.target) if rel.external else rel.target
            digests[id_] = id_ if rel is None else told if data is None else digest(data)
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
    (befores, owned), (afters, owns) = _frames(old), _frames(new)
    paired = {new.document: old.document}
    for place, name in afters.items():
        was, where = befores.get(place), f"{' '.join(place[1:])} of section {place[0]}"
        if was is None:
            if place in owns and _says(new, name):
                left.append(f"{where} is new")
        elif paired.setdefault(name, was) == was:
            pairs.append((was, name))
        elif place in owned and _said(old, was) != _said(old, paired[name]):
            left.append(f"{where} is no longer its own")
        elif _said(old, was) != _said(old, paired[name]):
            left.append(f"{where} is another one's")
    gone = (place for place, name in befores.items() if place not in afters and place in owned and _says(old, name))
    left += [f"{' '.join(place[1:])} of section {place[0]} has gone" for place in gone]
    left += _turned(old, new, (befores, afters))
    return list(dict.fromkeys(pairs))


def _turned(old: WordParts, new: WordParts, frames: tuple[dict[Place, str], dict[Place, str]]) -> Iterator[str]:
    """Where first or even pages began or ceased to have a header or footer of their own, and so show another."""
    for (at, was), (_, now) in zip(enumerate(_apart(old), 1), enumerate(_apart(new), 1), strict=False):
        for pages, kind in ((pages, kind) for pages in sorted(was ^ now) for kind in ("header", "footer")):
            shown = [
                found.get((at, pages if pages in own else "default", kind)) for found, own in zip(frames, (was, now), strict=True)
            ]
            said = [[] if name is None else _said(parts, name) for parts, name in zip((old, new), shown, strict=True)]
            if said[0] != said[1]:
                yield f"{pages} {kind} of section {at} is {'shown' if pages in now else 'no longer shown'}"


def _apart(parts: WordParts) -> list[set[str]]:
    """Of each section which pages (`first`, `even`) have headers and footers of their own.

    The first page of one that begins in the middle of a page is the other section's.
    """
    settings = next(iter(parts.of_kind("settings")), "")
    even = {"even"} if settings and _is_on(parts.root(settings), "evenAndOddHeaders") else set[str]()
    sections = parts.root(parts.document).iter(f"{_W}sectPr")
    return [even | ({"first"} if _is_on(section, "titlePg") and on_new_page(section) else set()) for section in sections]


def _is_on(holder: "_Element", name: str) -> bool:
    item = holder.find(f"{_W}{name}")
    return item is not None and item.get(f"{_W}val") not in ("0", "false", "off")


def _frames(parts: WordParts) -> tuple[dict[Place, str], set[Place]]:
    """(the header and footer parts by section, pages and kind, a section without its own having those before it; whose own)."""
    relations = {rel.id: rel.target for rel in parts.relations(parts.document)}
    found: dict[Place, str] = {}
    own: set[Place] = set()
    here: dict[tuple[str, str], str] = {}
    for number, section in enumerate(parts.root(parts.document).iter(f"{_W}sectPr"), 1):
        for kind in ("header", "footer"):
            for item in section.iterfind(f"{_W}{kind}Reference"):
                target = relations.get(item.get(f"{_R}id") or "")
                if target in parts.data:
                    pages = item.get(f"{_W}type") or "default"
                    here[pages, kind] = target or ""
                    own.add((number, pages, kind))
        found |= {(number, *which): target for which, target in here.items()}
    return found, own


def _says(parts: WordParts, name: str) -> bool:
    """Whether a header or footer holds anything: programs write empty ones where there were none."""
    root = parts.root(name)
    return any((item.text or "").strip() for item in root.iter(f"{_W}t")) or next(root.iter(*DRAWINGS), None) is not None


def _said(parts: WordParts, name: str) -> list[str]:
    """What a header or footer says, its pictures among it."""
    root, shown = parts.root(name), _prints(parts, name)
    return [(item.text or "") if item.tag == f"{_W}t" else shown(item) for item in root.iter(f"{_W}t", *DRAWINGS)]


def _notes(comparison: Comparison, bringing: Bringing) -> set[str]:
    """Compares the notes whose references were paired, and marks those that came and went; the parts changed."""
    changed: set[str] = set()
    pen = comparison.pen
    pairs: dict[tuple[str, str], str | None] = {}  # a note that is referred to twice is one: new only where no older one is its
    for tag, old_id, new_id in comparison.notes:
        pairs[tag, new_id] = pairs.get((tag, new_id)) or old_id
    for (tag, new_id), old_id in pairs.items():
        kind, _ = NOTES[tag]
        ours, theirs = bringing.new.of_kind(kind), bringing.old.of_kind(kind)
        now = bringing.new_note(tag, new_id)
        was = None if old_id is None else bringing.old_note(tag, old_id)
        if now is None or not ours:
            continue
        changed.add(ours[0])
        comparison.new.fingerprint = _prints(bringing.new, ours[0])
        if was is not None and theirs:
            pen.adopt = bringing.between(theirs[0], ours[0])
            comparison.old.fingerprint = _prints(bringing.old, theirs[0])
            comparison.story(was, now)
        else:
            comparison.refill(now, comparison.wholes(now, "inserted"))
    for tag, old_id, new_id in bringing.brought_notes:
        kind, _ = NOTES[tag]
        ours, theirs = bringing.new.of_kind(kind), bringing.old.of_kind(kind)
        now, was = bringing.new_note(tag, new_id), bringing.old_note(tag, old_id)
        if now is not None and was is not None and ours and theirs:
            changed.add(ours[0])
            pen.adopt = bringing.between(theirs[0], ours[0])
            comparison.refill(now, comparison.wholes(was, "deleted"))
    return changed


def _written(parts: WordParts, bringing: Bringing, changed: set[str]) -> bytes:
    """The package: what changed written anew, the rest byte for byte."""
    from lxml import etree

    def data(name: str) -> bytes:
        if name in changed or name in bringing.parcels.changed:
            return etree.tostring(parts.root(name), xml_declaration=True, encoding="UTF-8", standalone=True)
        return parts.data[name]

    return pack([part(name, data(name)) for name in parts.data], "deflated")

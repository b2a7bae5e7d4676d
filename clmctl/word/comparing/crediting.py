"""A redline in which each change bears its own author: words of one change by several people are so many changes."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from clmctl.model.frozen import frozen
from clmctl.word.figures import figures
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.parts import word_parts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P, _INS, _DEL = f"{_W}p", f"{_W}ins", f"{_W}del"
_AUTHOR, _DATE, _ID = f"{_W}author", f"{_W}date", f"{_W}id"
_TEXTS = (f"{_W}t", f"{_W}delText")
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_SKIPPED = frozenset(f"{_W}{name}" for name in ("rPr", "sectPr", "instrText", "delInstrText"))
#: What ends a paragraph in the texts that authors are told by.
END = "\n\n"


class Named(Protocol):
    """Who made a change, and when (ISO 8601, UTC)."""

    @property
    def name(self) -> str:
        """As the file states it."""

    @property
    def date(self) -> str:
        """As the file states it."""


Whose = Sequence[Named | None]


@dataclass(slots=True)
class _Walk:
    """The body walked once: the two texts so far, and where in them the changes stand.

    `places` gives for a piece of text, a mark or a row its change: (inserted or not, where it begins).
    """

    final: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    final_at: int = 0
    original_at: int = 0
    places: dict["_Element", tuple[str, int]] = field(default_factory=dict)

    def say(self, item: "_Element | None", text: str, kind: str) -> None:
        if kind == "ins" and item is not None:
            self.places[item] = (kind, self.final_at)
        elif kind == "del" and item is not None:
            self.places[item] = (kind, self.original_at)
        if kind != "del":
            self.final.append(text)
            self.final_at += len(text)
        if kind != "ins":
            self.original.append(text)
            self.original_at += len(text)

    def go(self, holder: "_Element", kind: str) -> None:
        for child in holder:
            tag = child.tag
            if tag == _INS:
                self.go(child, "ins")
            elif tag == _DEL:
                self.go(child, "del")
            elif tag in _TEXTS:
                self.say(child, child.text or "", kind)
            elif tag in _SIGNS:
                self.say(child, _SIGNS[tag], kind)
            elif tag == _P:
                self.paragraph(child)
            elif tag == f"{_W}tr":
                self.row(child)
            elif tag not in _SKIPPED and tag != f"{_W}pPr":
                self.go(child, kind)

    def paragraph(self, item: "_Element") -> None:
        self.go(item, "")
        mark = item.find(f"{_W}pPr/{_W}rPr")
        change = None if mark is None else next((c for c in mark if c.tag in (_INS, _DEL)), None)
        self.say(change, END, "" if change is None else "ins" if change.tag == _INS else "del")

    def row(self, item: "_Element") -> None:
        props = item.find(f"{_W}trPr")
        change = None if props is None else next((c for c in props if c.tag in (_INS, _DEL)), None)
        if change is not None:
            self.places[change] = ("ins", self.final_at) if change.tag == _INS else ("del", self.original_at)
        self.go(item, "")


def words(docx: bytes) -> str:
    """The words of a Word file's body as authors are told by them, tracked changes counted as accepted."""
    parts = word_parts(docx)
    return _final(parts.root(parts.document))


def _final(root: "_Element") -> str:
    walk = _Walk()
    walk.go(root, "")
    return "".join(walk.final)


def credited(redline: bytes, *, old: str, new: str, came: Whose, went: Whose) -> bytes:
    """The redline with each change under the name it belongs to.

    `old` and `new` are the words of the two files (see `words`), `came` and `went` whose each of their characters is. Where
    nobody is named, who made the words beside it in the same change is, else who the redline names. A redline whose words
    are not these two is left as it is.
    """
    from lxml import etree

    parts = word_parts(redline)
    root = parts.root(parts.document)
    walk = _Walk()
    walk.go(root, "")
    if "".join(walk.final) != new or "".join(walk.original) != old:
        return redline
    whose = _Whose(walk.places, came, went)
    numbers = _numbers(root)
    for change in list(root.iter(_INS, _DEL)):
        if len(change) or change.getparent() is None:
            _split(change, whose, numbers)
        elif (one := whose.at(change)) is not None:
            _sign(change, one)
    data = dict(unpack(redline))
    data[parts.document] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack([part(name, content) for name, content in data.items()], "deflated")


@frozen
class _Whose:
    """Looks up whose a piece of a change is."""

    places: dict["_Element", tuple[str, int]]
    came: Whose
    went: Whose

    def at(self, item: "_Element", offset: int = 0) -> Named | None:
        """Who made the character so far into a piece."""
        found = self.places.get(item)
        if found is None:
            return None
        side = self.came if found[0] == "ins" else self.went
        at = found[1] + offset
        return side[at] if at < len(side) else None


def _numbers(root: "_Element") -> Callable[[], str]:
    """Gives ids that nothing in the part bears."""
    taken = figures(item.get(_ID) for item in root.iter(f"{_W}*"))
    following = iter(range(max([0, *taken]) + 1, 1 << 31))
    return lambda: str(next(following))


def _split(change: "_Element", whose: _Whose, number: Callable[[], str]) -> None:
    """Makes of a change as many as it has authors in a row."""
    pieces = [piece for child in list(change) for piece in _pieces(child, whose)]
    names = _filled([one for _, one in pieces])
    if not any(names):
        return
    whole = zip(names, (item for item, _ in pieces), strict=True)
    groups = [(one, [item for _, item in group]) for one, group in groupby(whole, key=itemgetter(0))]
    parent = change.getparent()
    if parent is None:
        return
    at = parent.index(change)
    for child in list(change):
        change.remove(child)
    for offset, (one, items) in enumerate(groups):
        target = change
        if offset:
            target = change.makeelement(change.tag)
            target.set(_ID, number())
            parent.insert(at + offset, target)
        if one is not None:
            _sign(target, one)
        target.extend(items)


_Piece = tuple["_Element", Named | None]


def _pieces(child: "_Element", whose: _Whose) -> Iterator[_Piece]:
    """A run cut where its author changes; anything else whole, under the author of its first words."""
    texts = list(child.iter(*_TEXTS, *_SIGNS))
    if child.tag != f"{_W}r" or len(texts) != 1 or texts[0].tag not in _TEXTS:
        yield child, next((one for item in texts if (one := whose.at(item)) is not None), None)
        return
    item = texts[0]
    said = item.text or ""
    names = _filled([whose.at(item, offset) for offset in range(len(said))])
    cuts = [at for at in range(1, len(said)) if names[at] != names[at - 1]]
    if not cuts:
        yield child, names[0] if names else None
        return
    for start, end in zip([0, *cuts], [*cuts, len(said)], strict=True):
        made = copy.deepcopy(child)
        words_ = next(made.iter(*_TEXTS))
        words_.text = said[start:end]
        words_.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield made, names[start]


def _filled(names: Sequence[Named | None]) -> list[Named | None]:
    """Each unnamed one under the name before it, else the first name there is."""
    last = next((name for name in names if name is not None), None)
    found = []
    for name in names:
        last = name if name is not None else last
        found.append(last)
    return found


def _sign(change: "_Element", one: Named) -> None:
    change.set(_AUTHOR, one.name)
    change.set(_DATE, one.date)

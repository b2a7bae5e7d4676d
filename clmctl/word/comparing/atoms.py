"""A paragraph as a sequence of atoms: words, signs, pictures, fields, and the mark it ends with."""

import copy
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
#: Elements inside a paragraph that have content of their own and are matched as a whole, by what tells them apart.
_HYPERLINK = f"{_W}hyperlink"
_HOLDERS = {_HYPERLINK, f"{_W}sdt", f"{_W}smartTag", f"{_W}customXml", f"{_W}dir", f"{_W}bdo"}
#: Places in the text, not parts of it.
_POINTS = frozenset(
    f"{_W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)  # fmt: skip
_DROPPED = frozenset(f"{_W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "annotationRef"))
#: Ids that Word gives; `r:id` is none of them: it says where a link leads.
_VOLATILE = re.compile(r'\s(?:(?!r:)[\w]+:)?(?:rsid\w*|paraId|textId|editId|anchorId|id|name|descr)="[^"]*"')


@dataclass(slots=True)
class Atom:
    """One piece. `key` tells whether two are the same, `text` are its words.

    A piece of a run has `element` (or is `text` alone) and the run's `props`; a holder has `children` and a `shell`, the
    elements before and after them; the end of a paragraph has `props`, its own. `points` stand before it.
    """

    key: tuple[object, ...]
    text: str = ""
    props: "_Element | None" = None
    form: str = ""
    element: "_Element | None" = None
    in_run: bool = True
    children: list["Atom"] | None = None
    shell: "_Element | None" = None
    opening: tuple["_Element", ...] = ()
    closing: tuple["_Element", ...] = ()
    points: list["_Element"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Its words and those of what it holds."""
        return self.text if self.children is None else "".join(child.words for child in self.children)


END = ("end of paragraph",)


def atoms(paragraph: "_Element", fingerprint: Callable[["_Element"], str]) -> list[Atom]:
    """The atoms of a paragraph, its end last. `fingerprint` tells pictures and the like apart."""
    return taken_apart(paragraph, paragraph.find(f"{_W}pPr"), fingerprint)


def taken_apart(pieces: Iterable["_Element"], props: "_Element | None", fingerprint: Callable[["_Element"], str]) -> list[Atom]:
    """The atoms of some of a paragraph's pieces, its end (with the paragraph's properties) last."""
    reader = _Reader(fingerprint)
    reader.read(pieces)
    reader.close_all()
    return [*reader.found, Atom(END, props=props, in_run=False, points=reader.points)]


def words_of(paragraph: "_Element") -> str:
    """The words of a paragraph, quickly; tabs and breaks are spaces."""
    return "".join(item.text or "" if item.tag != f"{_W}tab" else " " for item in paragraph.iter(f"{_W}t", f"{_W}tab"))


@dataclass(slots=True)
class _Open:
    """A complex field being read: the runs of its instruction, and what its result holds so far."""

    outside: list[Atom]
    opening: list["_Element"] = field(default_factory=list)
    instruction: str = ""
    result: list[Atom] | None = None
    inner: int = 0  # fields within the instruction that are open


@dataclass(slots=True)
class _Reader:
    fingerprint: Callable[["_Element"], str]
    found: list[Atom] = field(default_factory=list)
    points: list["_Element"] = field(default_factory=list)
    fields: list[_Open] = field(default_factory=list)

    def read(self, holder: Iterable["_Element"]) -> None:
        for child in holder:
            tag = child.tag
            if tag == f"{_W}r":
                self.run(child)
            elif tag in _POINTS:
                self.points.append(child)
            elif tag in _HOLDERS:
                self.holder(child)
            elif tag in _DROPPED or tag in (f"{_W}pPr", f"{_W}sdtPr", f"{_W}sdtEndPr", f"{_W}smartTagPr", f"{_W}customXmlPr"):
                continue
            elif isinstance(tag, str):
                self.add(
                    Atom(("element", self.fingerprint(child)), "".join(map(str, child.itertext())), element=child, in_run=False)
                )

    def holder(self, item: "_Element") -> None:
        inside = _Reader(self.fingerprint)
        content = item.find(f"{_W}sdtContent") if item.tag == f"{_W}sdt" else item
        if content is not None:
            inside.read(content)
        inside.close_all()
        said = tuple(sorted((str(k).rpartition("}")[2], str(v)) for k, v in item.items() if not str(k).endswith("}id")))
        if inside.points:  # places at the end of a holder stand behind it
            self.points += inside.points
        leads = self.fingerprint(_bare(item)) if item.tag == _HYPERLINK else ""
        self.add(Atom((item.tag, said, leads), in_run=False, children=inside.found, shell=item))

    def add(self, atom: Atom) -> None:
        atom.points, self.points = [*self.points, *atom.points], []
        self.found.append(atom)

    def run(self, item: "_Element") -> None:
        props = item.find(f"{_W}rPr")
        form = plain(props) if props is not None and len(props) else ""
        for child in item:
            tag = child.tag
            if tag == f"{_W}rPr" or tag in _DROPPED or not isinstance(tag, str):
                continue
            if self.fields and self.fields[-1].result is None and self.instructs(item, child):
                continue
            if tag == f"{_W}t":
                for token in _TOKEN.findall(child.text or ""):
                    self.add(Atom((token,), token, props, form))
            elif tag == f"{_W}fldChar":
                self.field(item, child.get(f"{_W}fldCharType") or "")
            elif tag == f"{_W}commentReference":
                self.points.append(_run_of(item, child))
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self.add(Atom((tag,), element=child, props=props, form=form))
            else:
                text = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}.get(tag, "")
                look = self.fingerprint(_without_boxes(child) if holds_boxes(child) else child)
                self.add(Atom((tag, look), text, props, form, element=child))

    def instructs(self, run: "_Element", child: "_Element") -> bool:
        """Takes what stands in the instruction of the open field, fields of its own included; False for what ends it."""
        open_field = self.fields[-1]
        kind = child.get(f"{_W}fldCharType") if child.tag == f"{_W}fldChar" else ""
        if kind in ("separate", "end") and not open_field.inner:
            return False
        open_field.inner += {"begin": 1, "end": -1}.get(kind or "", 0)
        open_field.opening.append(_run_of(run, child))
        open_field.instruction += child.text or ""
        return True

    def field(self, run: "_Element", kind: str) -> None:
        mark = next(child for child in run if child.tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType", "") == kind)
        piece = _run_of(run, mark)
        if kind == "begin":
            self.fields.append(_Open(self.found, [piece]))
            self.found = []
        elif kind == "separate" and self.fields:
            self.fields[-1].opening.append(piece)
            self.fields[-1].result = self.found = []
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            inside = self.found if ended.result is not None else []
            self.found = ended.outside
            key = ("field", " ".join(ended.instruction.split()))
            self.add(Atom(key, in_run=False, children=inside, opening=tuple(ended.opening), closing=(piece,)))
        else:  # the end of a field that begins in another paragraph
            self.add(Atom(("field", kind), element=piece, in_run=False))

    def close_all(self) -> None:
        """A field that ends in another paragraph is so many pieces."""
        while self.fields:
            cut = self.fields.pop()
            pieces = [Atom(("field part", _text_of(piece)), element=piece, in_run=False) for piece in cut.opening]
            self.found = [*cut.outside, *pieces, *self.found]


def holds_boxes(item: "_Element") -> bool:
    """Whether a drawing has text boxes in it."""
    return next(item.iter(f"{_W}txbxContent"), None) is not None


def _without_boxes(item: "_Element") -> "_Element":
    """A drawing without what its text boxes say, which is compared by itself."""
    made = copy.deepcopy(item)
    for box in list(made.iter(f"{_W}txbxContent")):
        for child in list(box):
            box.remove(child)
    return made


def _bare(link: "_Element") -> "_Element":
    """A link without its words: where it leads."""
    return link.makeelement(_HYPERLINK, {str(name): str(value) for name, value in link.items()}, {"w": W, "r": R})


def _run_of(run: "_Element", child: "_Element") -> "_Element":
    """A run of its own for one child, formatted as its run is."""
    made = run.makeelement(run.tag)
    props = run.find(f"{_W}rPr")
    if props is not None:
        made.append(copy.deepcopy(props))
    made.append(copy.deepcopy(child))
    return made


def _text_of(run: "_Element") -> str:
    return "/".join(f"{child.tag}{child.text or ''}{child.get(f'{_W}fldCharType') or ''}" for child in run)


def plain(item: "_Element") -> str:
    """An element as text that says whether two are the same, whatever the ids Word gave them and wherever names are declared."""
    from lxml import etree

    try:
        said = etree.tostring(item, method="c14n", exclusive=True, with_tail=False).decode()
    except etree.C14NError:  # a name space that is no absolute address
        said = etree.tostring(item, encoding="unicode", with_tail=False)
    return _VOLATILE.sub("", said)


def digest(data: bytes) -> str:
    """What tells two pieces of data apart."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def descend(found: list[Atom]) -> Iterator[Atom]:
    """The atoms and all they hold."""
    for atom in found:
        yield atom
        if atom.children is not None:
            yield from descend(atom.children)

"""A paragraph as a sequence of atoms: words, signs, pictures, fields, and the mark it ends with."""

import copy
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.word.comparing.effect import Standing
from clmctl.word.comparing.pictures import is_unseen
from clmctl.word.comparing.results import key_of
from clmctl.word.comparing.wrapping import WRAPPERS, content_of
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
#: Elements inside a paragraph that have content of their own and are matched as a whole, by what tells them apart.
HYPERLINK = f"{_W}hyperlink"
_HOLDERS = {HYPERLINK, f"{_W}dir", f"{_W}bdo"}
#: Places in the text, not parts of it.
_POINTS = frozenset(
    f"{_W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
)  # fmt: skip
_MC, _VML = "{http://schemas.openxmlformats.org/markup-compatibility/2006}", "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DRAWINGS = (f"{_W}drawing", f"{_W}pict", f"{_MC}AlternateContent")
_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", f"{_VML}imagedata")
_CHARTS = ("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",)
#: A line ends whichever way a program says it.
_BREAKS = {"textWrapping": ""}
_DROPPED = frozenset(f"{_W}{name}" for name in ("proofErr", "lastRenderedPageBreak", "annotationRef"))
#: Ids that Word gives; `r:id` is none of them: it says where a link leads.
_VOLATILE = re.compile(r'\s(?:(?!r:)[\w]+:)?(?:rsid\w*|paraId|textId|editId|anchorId|id|name|descr)="[^"]*"')


@dataclass(slots=True)
class Atom:
    """One piece. `key` tells whether two are the same, `text` are its words.

    A piece of a run has `element` (or is `text` alone) and the run's `props`; a holder has `children` and a `shell`, the
    elements before and after them; the end of a paragraph has `props`, its own. `form` says what the props state, `standing`
    what it inherits its looks from. `points` stand before it. `within` are the controls and the like it stands in, outermost
    first, within what holds it.
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
    standing: Standing | None = None
    within: tuple["_Element", ...] = ()

    @property
    def words(self) -> str:
        """Its words and those of what it holds."""
        return self.text if self.children is None else "".join(child.words for child in self.children)


END = ("end of paragraph",)


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
class Reader:
    """Reads the pieces of a paragraph into atoms (`found`); `points` are the places behind the last of them.

    `framed`: the paragraph stands in a header or footer.
    """

    fingerprint: Callable[["_Element"], str]
    standing: Standing | None
    framed: bool = False
    found: list[Atom] = field(default_factory=list)
    points: list["_Element"] = field(default_factory=list)
    fields: list[_Open] = field(default_factory=list)

    def read(self, holder: Iterable["_Element"]) -> None:
        """Reads some pieces."""
        for child in holder:
            tag = child.tag
            if tag == f"{_W}r":
                self.run(child)
            elif tag in _POINTS:
                self.points.append(child)
            elif tag in _HOLDERS:
                self.holder(child)
            elif tag in WRAPPERS:
                self.wrapper(child)
            elif tag == f"{_W}fldSimple":
                self.simple(child)
            elif tag in _DROPPED or tag in (f"{_W}pPr", f"{_W}sdtPr", f"{_W}sdtEndPr", f"{_W}smartTagPr", f"{_W}customXmlPr"):
                continue
            elif isinstance(tag, str):
                self.add(
                    Atom(("element", self.fingerprint(child)), "".join(map(str, child.itertext())), element=child, in_run=False)
                )

    def wrapper(self, item: "_Element") -> None:
        """Reads what a control or the like holds, each atom of it with that it stands there; an empty one is a place."""
        content = content_of(item)
        inside = Reader(self.fingerprint, self.standing, self.framed)
        if content is not None:
            inside.read(content)
        inside.close_all()
        if not inside.found:
            self.points += [*inside.points, item]
            return
        for atom in inside.found:
            atom.within = (item, *atom.within)
            self.add(atom)
        self.points += inside.points

    def holder(self, item: "_Element") -> None:
        """Reads a link, or words that run the other way, as one atom with what it holds."""
        inside = Reader(self.fingerprint, self.standing, self.framed)
        inside.read(item)
        inside.close_all()
        if inside.points:  # places at the end of a holder stand behind it
            self.points += inside.points
        said: tuple[str, ...] = ()
        if item.tag == HYPERLINK:
            said = (item.get(f"{_W}anchor") or "", self.fingerprint(_bare(item)))
        elif item.tag in (f"{_W}dir", f"{_W}bdo"):
            said = (item.get(f"{_W}val") or "",)
        self.add(Atom((item.tag, *said), in_run=False, children=inside.found, shell=item))

    def simple(self, item: "_Element") -> None:
        """A field in one element, read as one of several pieces: programs write the same field either way."""
        inside = Reader(self.fingerprint, self.standing, self.framed)
        inside.read(item)
        inside.close_all()
        instruction = item.get(f"{_W}instr") or ""
        begin, code, separate, end = (_mark(item, name) for name in ("begin", "", "separate", "end"))
        code[0].text = f" {instruction.strip()} "
        points = inside.points
        self.add(self.whole(instruction, inside.found, (begin, code, separate), end))
        self.points += points

    def add(self, atom: Atom) -> None:
        """Adds an atom, with the places that stand before it."""
        atom.points, self.points = [*self.points, *atom.points], []
        self.found.append(atom)

    def run(self, item: "_Element") -> None:
        """Reads the words, signs and marks of a run."""
        props = item.find(f"{_W}rPr")
        form = plain(props) if props is not None and len(props) else ""
        for child in item:
            tag = child.tag
            if tag == f"{_W}rPr" or tag in _DROPPED or not isinstance(tag, str):
                continue
            if self.fields and self.fields[-1].result is None and self.instructs(item, child):
                continue
            if tag == f"{_W}t":
                for token in TOKEN.findall(child.text or ""):
                    self.add(Atom((token,), token, props, form, standing=self.standing))
            elif tag == f"{_W}fldChar":
                self.field(item, child.get(f"{_W}fldCharType") or "")
            elif tag == f"{_W}commentReference":
                self.points.append(_run_of(item, child))
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self.add(Atom((tag,), element=child, props=props, form=form))
            else:
                text = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}.get(tag, "")
                self.add(Atom(self.sign(child), text, props, form, element=child, standing=self.standing))

    def sign(self, item: "_Element") -> tuple[object, ...]:
        """What tells a sign or picture apart; every program draws a picture in its own words."""
        if item.tag in (f"{_W}tab", f"{_W}cr"):
            return (item.tag,)
        if item.tag == f"{_W}br":
            return (item.tag, _BREAKS.get(item.get(f"{_W}type") or "", item.get(f"{_W}type") or ""))
        if item.tag not in DRAWINGS:
            return (item.tag, self.fingerprint(item))
        pictures = tuple(self.fingerprint(each) for names in (_PICTURES, _CHARTS) for each in _related(item, names))
        written = tuple(word.get("string") for word in item.iter(f"{_VML}textpath") if word.get("string"))  # a watermark
        known = pictures or written or holds_boxes(item)
        if not known:
            return ("picture", self.fingerprint(item))
        return ("picture", pictures, written, *(("unseen",) if is_unseen(item) else ()))

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
        """Reads a mark that begins, divides or ends a field."""
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
            self.add(self.whole(ended.instruction, inside, tuple(ended.opening), piece))
        else:  # the end of a field that begins in another paragraph
            self.add(Atom(("field", kind), element=piece, in_run=False))

    def whole(self, code: str, inside: list[Atom], opening: "tuple[_Element, ...]", end: "_Element") -> Atom:
        """A field that begins and ends in the paragraph."""
        is_plain = all(atom.element is None and atom.children is None for atom in inside)
        said = "".join(atom.text for atom in inside) if is_plain else None
        key = key_of(code, said, framed=self.framed)
        return Atom(key, in_run=False, children=inside, opening=opening, closing=(end,))

    def close_all(self) -> None:
        """A field that ends in another paragraph is so many pieces."""
        while self.fields:
            cut = self.fields.pop()
            pieces = [Atom(("field part", *said), element=piece, in_run=False) for said, piece in _opening(cut)]
            self.found = [*cut.outside, *pieces, *self.found]


def holds_boxes(item: "_Element") -> bool:
    """Whether a drawing has text boxes in it."""
    return next(item.iter(f"{_W}txbxContent"), None) is not None


def floats(item: "_Element") -> bool:
    """Whether a drawing stands over the text, tied to a paragraph, and not among its words."""
    if item.tag not in DRAWINGS:
        return False
    drawn = next(item.iter(f"{_DRAWING}anchor", f"{_DRAWING}inline"), None)
    if drawn is not None:
        return drawn.tag == f"{_DRAWING}anchor"
    return any("position:absolute" in (shape.get("style") or "") for shape in item.iter(f"{_VML}*"))


def _related(item: "_Element", names: tuple[str, ...]) -> list["_Element"]:
    """The relations of the pictures in a drawing, each as an element of its own that names nothing else.

    Those of the first kind it has: the others say the same again for older programs.
    """
    for name in names:
        ids = [
            next((str(value) for key, value in found.items() if str(key).startswith(f"{{{R}}}") and value), "")
            for found in item.iter(name)
        ]
        if any(ids):
            return [item.makeelement(f"{_W}picture", {f"{{{R}}}id": id_}, {"w": W, "r": R}) for id_ in ids if id_]
    return []


def _bare(link: "_Element") -> "_Element":
    """A link without its words: where it leads."""
    return link.makeelement(HYPERLINK, {f"{{{R}}}id": link.get(f"{{{R}}}id") or ""}, {"w": W, "r": R})


def _run_of(run: "_Element", child: "_Element") -> "_Element":
    """A run of its own for one child, formatted as its run is."""
    made = run.makeelement(run.tag)
    props = run.find(f"{_W}rPr")
    if props is not None:
        made.append(copy.deepcopy(props))
    made.append(copy.deepcopy(child))
    return made


def _mark(like: "_Element", kind: str) -> "_Element":
    """A run of its own with a field's mark, or (without a kind) for its instruction."""
    made = like.makeelement(f"{_W}r")
    child = made.makeelement(f"{_W}fldChar" if kind else f"{_W}instrText")
    if kind:
        child.set(f"{_W}fldCharType", kind)
    made.append(child)
    return made


def _opening(cut: _Open) -> list[tuple[tuple[object, ...], "_Element"]]:
    """The pieces that open a field, each with what tells it apart; an instruction in several pieces is one."""
    kinds = [str(piece[-1].tag).rpartition("}")[2] for piece in cut.opening]
    inside = [at for at, kind in enumerate(kinds) if kind == "instrText"]
    plain_ = inside and inside == list(range(1, len(inside) + 1)) and len(kinds) - len(inside) in (1, 2)
    if not plain_:
        return [((_text_of(piece),), piece) for piece in cut.opening]
    whole = copy.deepcopy(cut.opening[1])
    whole[-1].text = cut.instruction
    whole[-1].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    ends = cut.opening[len(inside) + 1 :]
    return [(("begin",), cut.opening[0]), (key_of(cut.instruction), whole), *((("separate",), piece) for piece in ends)]


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

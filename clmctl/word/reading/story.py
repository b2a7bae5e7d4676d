"""The paragraphs of one story of a Word file (body, header, notes), with every tracked change in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from clmctl.model.word.file import WordParagraph, WordRevision, WordRun
from clmctl.word.reading.cells import cell_span, first_column, table_stand, table_stood
from clmctl.word.reading.cellstyles import asked, cell_style
from clmctl.word.reading.changes import KINDS, OF_PROPERTIES, change_of, within
from clmctl.word.reading.colours import UNKNOWN
from clmctl.word.reading.fields import Field, step
from clmctl.word.reading.halves import halves
from clmctl.word.reading.holders import (
    ALTERNATES,
    CLEAR,
    DEEPEST,
    PROPERTIES,
    SDT,
    boxes,
    changed_around,
    children,
    chosen,
    flat,
    is_turned,
    words_above,
    words_below,
)
from clmctl.word.reading.looks import Looks, Stated
from clmctl.word.reading.paging import ends_page, is_beside_change, on_new_page, page_before
from clmctl.word.reading.passing import WORDS, passed_over
from clmctl.word.reading.pictures import drawn
from clmctl.word.reading.pieces import Here, Inside, joined, stated_by, wearing
from clmctl.word.reading.sight import Paper, cell_sight, is_fixed, paper_of, row_sight, table_sight
from clmctl.word.reading.styles import look_of
from clmctl.word.reading.symbols import SYMBOL, symbol
from clmctl.word.xml import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _TBL, _TR, _TC, _R, _T = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _PSTYLE, _NUMPR, _SECTION = (f"{_W}{name}" for name in ("pPr", "rPr", "pStyle", "numPr", "sectPr"))
_DELTEXT, _SYM, _FLDCHAR, _INSTR, _DELINSTR = (
    f"{_W}{name}" for name in ("delText", "sym", "fldChar", "instrText", "delInstrText")
)
_FLDSIMPLE, _BOOKMARK, _RUBY, _BR, _BDO = (f"{_W}{name}" for name in ("fldSimple", "bookmarkStart", "ruby", "br", "bdo"))
_MRUN, _DRAWN = f"{_M}r", (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_HYPERLINK, _ANCHOR, _RELATED = f"{_W}hyperlink", f"{_W}anchor", f"{{{R}}}id"
_COMMENT = (f"{_W}commentRangeStart", f"{_W}commentRangeEnd")
#: Comments open at one place of which the words they hang on are kept: nobody lays more upon each other.
_MOST_OPEN = 200
_NO_LINKS: Mapping[str, str] = MappingProxyType({})
_NOTHING: Stated = ("", None, None)
_WAS, _NUMBERED = f"{_W}pPrChange/{_W}pPr", f"{_W}numPr/{_W}ins"
_KEPT = WordRun("")
_UNREAD = WordParagraph("", "")
_HIDDEN, _TURNED = ("hidden",), ("rtl",)
_USUAL = Paper()
_SIGNS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}


@dataclass(slots=True)
class Story:
    """What was read of one story so far.

    `anchored` are the words comments hang on, `places` the paragraphs, by comment; `notes` the signs that refer to notes, by
    kind and number, `signs` the paragraphs they stand in; `styles` what each paragraph says of its style, list and level, and
    `were` what it said before a tracked change, by paragraph;
    `tracks` whether there may be changes of properties to look for. `links` are the addresses outside, by the id of their
    relation, `media` what tells the pictures of the file apart, likewise. `sections` are the paragraphs a section ends with, each
    with whether that section begins on a new page, `set_up` their properties. `pictures` are the drawings that hold no words,
    each with its paragraph and the change it stands in.
    """

    part: str
    looks: Looks
    paragraphs: list[WordParagraph] = field(default_factory=list)
    styles: list[Stated] = field(default_factory=list)
    were: dict[int, Stated] = field(default_factory=dict)
    revisions: list[WordRevision] = field(default_factory=list)
    anchored: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    notes: dict[tuple[str, str], WordRun] = field(default_factory=dict)
    signs: list[tuple[str, str, int]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    open_comments: list[str] = field(default_factory=list)
    tracks: bool = True
    links: Mapping[str, str] = field(default_factory=lambda: _NO_LINKS)
    sections: list[tuple[int, bool]] = field(default_factory=list)
    set_up: list[tuple[int, "_Element"]] = field(default_factory=list)
    paper: Paper = _USUAL
    seen: list["_Element"] = field(default_factory=list)
    asked: list["_Element"] = field(default_factory=list)
    broken: frozenset["_Element"] = frozenset()
    tables: int = 0
    boxes: int = 0
    media: Mapping[str, str] = field(default_factory=lambda: _NO_LINKS)
    pictures: list[tuple[int, str, WordRun]] = field(default_factory=list)

    def read(self, root: "_Element", *, note: str = "", row: WordRun = _KEPT) -> None:
        """Reads the blocks of an element; those of a note come and go with the sign that refers to it (`row`)."""
        self.paper = paper_of(root, self.paper)
        broken = halves(root)
        self.broken = frozenset(piece for half in broken for piece in half.pieces)
        place = f"note {note}" if note else ""
        self._blocks(root, Here(place=place, note=note, row=row, behind=self.looks.page))
        for (at, _), (_, turns) in pairwise(self.sections):
            if turns and at >= 0:
                self.paragraphs[at] = replace(self.paragraphs[at], section=True)
        self.unread += [f"{self.part}: a field begins and never ends: {half.says}" for half in broken if half.begins]
        self.unread += [f"{self.part}: {line}" for line in passed_over(root, self.seen, self.asked)]
        self.seen.clear()
        self.asked.clear()

    def read_blocks(self, blocks: Iterable["_Element"]) -> None:
        """Reads blocks that stand one after the other."""
        self._blocks(blocks, Here())

    # ---- blocks

    def _blocks(self, holder: Iterable["_Element"], here: Here) -> None:
        for child in flat(holder):
            tag, row = child.tag, changed_around(child, here.row)
            there = here if row is here.row else replace(here, row=row)
            if tag in (_P, f"{_M}oMathPara", f"{_M}oMath"):
                self._paragraph(child, there)
            elif tag == _TBL:
                self._table(child, there)
            elif tag == f"{_W}altChunk":
                self.unread.append(f"{self.part}: another document is embedded (altChunk) and was not read")
            elif tag == _SECTION:
                self._others(child)
                self.sections.append((len(self.paragraphs) - 1, on_new_page(child)))
                self.set_up.append((len(self.paragraphs) - 1, child))
            else:
                self._marks(child)

    def _table(self, table: "_Element", here: Here) -> None:
        self.tables += 1
        number = self.tables
        table_props = table.find(f"{_W}tblPr")
        stand, stood = table_stand(table_props), table_stood(table_props) if self.tracks else None
        named = None if table_props is None else table_props.find(f"{_W}tblStyle")
        style = here.table.style if named is None else named.get(_VAL) or ""
        wants, fixed = asked(table_props, self.looks.styles, style), is_fixed(table_props)
        rows = list(children(table, _TR))
        unseen = (*here.unseen, *table_sight(table_props, self.paper))
        for row_at, row in enumerate(rows, 1):
            props = row.find(f"{_W}trPr")
            row_kind = change_of(props) or changed_around(row, here.row)
            column = first_column(props)
            in_row = (*unseen, *row_sight(props))
            cells = list(children(row, _TC))
            for cell_at, cell in enumerate(cells, 1):
                cell_props = cell.find(f"{_W}tcPr")
                kind = change_of(cell_props, {f"{_W}cellIns": "inserted", f"{_W}cellDel": "deleted"}) or row_kind
                place = f"{here.place}/table {number} row {row_at} cell {cell_at}".lstrip("/")
                span = cell_span(cell_props, column)
                column += span.across
                self._others(cell_props)
                dress = cell_style(style, wants, (row_at - 1, len(rows)), (cell_at - 1, len(cells)))
                ground = self.looks.cell_ground(cell_props, dress, here.behind)
                why = (*in_row, *cell_sight(cell_props, fixed=fixed))
                self._blocks(cell, Here(place, kind, here.note, ground, span, stand, stood, dress, why))
            self._others(props)
            self._others(row.find(f"{_W}tblPrEx"))
        self._others(table_props)
        self._others(table.find(f"{_W}tblGrid"))

    def _paragraph(self, item: "_Element", here: Here) -> None:
        """Reads a paragraph and, after it, what stands in its text boxes."""
        props = item.find(_PPR)
        stated, mark, form, page = _NOTHING, _KEPT, "", None
        form_before: str | None = None
        at = len(self.paragraphs)
        self.paragraphs.append(_UNREAD)
        if props is not None:
            stated = stated_by(props)
            was = props.find(_WAS) if self.tracks else None
            if was is not None:
                self.were[at] = stated_by(was)
                form_before = self.looks.paragraph_form(was)
            inserted = props.find(_NUMBERED)
            if inserted is not None:
                self._other("numbering", inserted)
            look = props.find(_RPR)
            if look is not None:
                mark = change_of(look) or mark
                mark = replace(mark, hidden=_HIDDEN) if look_of(look).vanish else mark
            form = self.looks.paragraph_form(props)
            page = page_before(props)
            section = props.find(_SECTION)
            if section is not None:
                self.sections.append((at, on_new_page(section)))
                self.set_up.append((at, section))
            self._others(props)
        self.styles.append(stated)
        style = stated[0]
        behind, unseen = self.looks.standing(props, stated, here.behind, self.paper)
        inside = Inside(style, behind, here.table, (*here.unseen, *unseen))
        self._inline(item, inside, _KEPT, 0)
        if mark.kind != "kept" and any(look[5] for look, _ in inside.pieces) and is_beside_change(item, mark):
            inside.pieces = [((mark, *look[1:]) if look[5] else look, text) for look, text in inside.pieces]
        self.paragraphs[at] = WordParagraph(
            self.part, self.looks.styles.name(style),
            runs=joined(inside.pieces), place=here.place, mark=mark, row=here.row, bookmarks=tuple(inside.bookmarks),
            form=form, note=here.note, page=page,
            inset=here.stand.inset, side=here.stand.side, stood=here.stood,
            column=here.span.column, across=here.span.across, continues=here.span.continues, form_before=form_before,
        )  # fmt: skip
        for box, state in inside.boxes:
            self.boxes += 1
            row = here.row if state.kind == "kept" else state
            place = f"{here.place}/box {self.boxes}".lstrip("/")
            self._blocks(box, replace(here, place=place, row=row, behind=UNKNOWN, unseen=()))

    # ---- inside a paragraph

    def _inline(self, holder: "_Element", inside: Inside, state: WordRun, depth: int) -> None:
        if depth > DEEPEST:
            self.unread.append(f"{self.part}: words nested more than {DEEPEST} deep were not read")
            return
        for child in holder:
            tag = child.tag
            if tag == _R:
                self._run(child, inside, state)
            elif tag == _MRUN:
                self._math(child, inside, state)
            elif tag in KINDS:
                self._inline(child, inside, within(state, child), depth + 1)
            elif tag == _FLDSIMPLE:
                self.fields.append(Field(child.get(f"{_W}instr") or "", shows=True))
                self._inline(child, inside, state, depth + 1)
                self._field("end")
            elif tag == _BOOKMARK:
                inside.bookmarks.append(child.get(f"{_W}name") or "")
            elif tag == ALTERNATES:
                self._inline(chosen(child), inside, state, depth + 1)
            elif tag in PROPERTIES or not isinstance(tag, str):
                continue
            elif tag in _COMMENT:
                self._marks(child)
            elif tag in OF_PROPERTIES:
                self._other(OF_PROPERTIES[tag], child)
            elif tag == _HYPERLINK:
                link, inside.link = inside.link, self._goal(child) or inside.link
                self._inline(child, inside, state, depth + 1)
                inside.link = link
            elif tag == _BDO and is_turned(child):
                before, inside.unseen = inside.unseen, (*inside.unseen, "turned")
                self._inline(child, inside, state, depth + 1)
                inside.unseen = before
            elif tag == f"{_W}dir" and child.get(_VAL) == "rtl":
                stood, inside.turned = inside.turned, True
                self._inline(child, inside, state, depth + 1)
                inside.turned = stood
            elif tag in CLEAR or tag == SDT or tag.startswith(_M):
                self._inline(child, inside, state, depth + 1)
            elif words := words_below(child):
                self.seen += child.iter(*WORDS)
                self.unread.append(f"{self.part}: words in {child.tag.rpartition('}')[2]} were not read: {words}")

    def _goal(self, link: "_Element") -> str:
        """Where a link leads: an address outside, a place in the document as `#name`, or both."""
        name, address = link.get(_ANCHOR), self.links.get(link.get(_RELATED) or "", "")
        return f"{address}#{name}" if name else address

    def _run(self, item: "_Element", inside: Inside, state: WordRun) -> None:
        props = item.find(_RPR)
        look = self.looks.run(props, inside.style, behind=inside.behind, table=inside.table)
        if props is not None and self.tracks:
            for changed in props.iterfind(f"{_W}rPrChange"):
                self._other("formatting", changed)
        inside.form, inside.worn = look.form, wearing(look.worn, *_TURNED) if inside.turned else look.worn
        inside.hidden = (*inside.unseen, *look.hidden) if inside.unseen else look.hidden
        self._pieces(item, inside, state)

    def _pieces(self, item: "_Element", inside: Inside, state: WordRun) -> None:
        """The words and signs of a run."""
        for child in item:
            tag = child.tag
            if tag in (_T, _DELTEXT):
                self._note(child)
                self._words("".join(map(str, child.itertext())) if len(child) else child.text or "", inside, state)
            elif tag in _SIGNS:
                self._words(_SIGNS[tag], inside, state, page=tag == _BR and ends_page(child))
            elif tag in _REFERENCES:
                sign = _REFERENCES[tag], child.get(f"{_W}id") or ""
                self.notes[sign] = state
                self.signs.append((*sign, len(self.paragraphs) - 1))
            elif tag in (_SYM, SYMBOL):
                self._words(symbol(child), inside, state)
            elif child in self.broken:
                continue
            elif tag == _FLDCHAR:
                self._field(child.get(f"{_W}fldCharType") or "")
            elif tag in (_INSTR, _DELINSTR):
                if self.fields and not self.fields[-1].shows:
                    self.fields[-1].instruction += child.text or ""
            elif tag == ALTERNATES:
                self._pieces(chosen(child), inside, state)
            elif tag == _RUBY:
                self._inline(child, inside, state, 1)
                self.unread += [f"{self.part}: words set above others were not read: {said}" for said in words_above(child)]
            elif isinstance(tag, str) and tag not in PROPERTIES:
                held = [(box, state) for box in boxes(child)]
                if tag in _DRAWN:
                    if self.fields:
                        self.fields[-1].says = True
                    if not held and (what := drawn(child, self.media)):
                        self.pictures.append((len(self.paragraphs) - 1, what, state))
                inside.boxes.extend(held)

    def _math(self, item: "_Element", inside: Inside, state: WordRun) -> None:
        props = item.find(_RPR)
        change = change_of(props)
        state = change if change is not None and state.kind == "kept" else state
        for child in item:
            if child.tag in (f"{_M}t", _T, _DELTEXT):
                self.seen.append(child)
                self._words(child.text or "", inside, state)
            elif child.tag in KINDS:  # Word marks single signs inside a run of a formula
                self._math(child, inside, within(state, child))

    def _words(self, text: str, inside: Inside, state: WordRun, *, page: bool = False) -> None:
        instruction = ""
        if self.fields:
            self.fields[-1].says |= self.fields[-1].shows and bool(text.strip())
            if not all(one.shows for one in self.fields):
                return
            instruction = " ".join(self.fields[-1].instruction.split())
        if not text:
            return
        inside.pieces.append(((state, inside.form, inside.hidden, instruction, inside.link, page, inside.worn), text))
        for comment in self.open_comments:
            self.anchored[comment].append(text)

    def _note(self, words: "_Element") -> None:
        """Notes that words were read; those in the instruction of a field are not, but by a field within it, which uses them."""
        if not self.fields or all(one.shows for one in self.fields):  # mostly there is none
            self.seen.append(words)
        elif self.fields[-1].shows:
            self.asked.append(words)

    def _field(self, kind: str) -> None:
        if told := step(self.fields, kind):
            self.unread.append(f"{self.part}: {told}")

    # ---- marks that stand between

    def _marks(self, item: "_Element") -> None:
        tag = item.tag
        comment = item.get(f"{_W}id") or ""
        if tag == f"{_W}commentRangeStart":
            self.anchored.setdefault(comment, [])
            self.places.setdefault(comment, max(0, len(self.paragraphs) - 1))
            if len(self.open_comments) < _MOST_OPEN:
                self.open_comments.append(comment)
        elif tag == f"{_W}commentRangeEnd" and comment in self.open_comments:
            self.open_comments.remove(comment)
        elif tag in OF_PROPERTIES:
            self._other(OF_PROPERTIES[tag], item)

    def _others(self, props: "_Element | None") -> None:
        """Notes the property changes of an element's properties."""
        if props is not None and self.tracks:
            for item in props.iter(*OF_PROPERTIES):
                self._other(OF_PROPERTIES[str(item.tag)], item)

    def _other(self, kind: str, item: "_Element") -> None:
        author, date = item.get(f"{_W}author") or "", item.get(f"{_W}date") or ""
        self.revisions.append(WordRevision(kind, self.part, author, date, max(0, len(self.paragraphs) - 1)))

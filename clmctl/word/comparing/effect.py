"""How the words and paragraphs of a Word file look in effect: defaults, theme, styles, lists and their own formatting as one.

What two files say in other ways and shows the same is no change: LibreOffice states again what styles say, Word's styles take
turns with direct formatting. The order is that of ECMA-376 17.7.2: defaults, table style, (list,) paragraph style, character
style, own formatting.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.comparing.holding import cells_of, rows_of
from clmctl.word.comparing.stating import TOGGLES, Stated, hides_mark, in_script, of_cell, of_paragraph, of_run
from clmctl.word.reading.numbers import Numbers, read_numbers
from clmctl.word.reading.parts import WordParts
from clmctl.word.reading.styles import numbering_of, read_styles
from clmctl.word.reading.themes import theme_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_ON = ("1", "true", "on")
_DEEPEST = 20
_LEVELS = 9
#: How words look where nobody says anything (ECMA-376 17.3.2.38).
_UNSAID = {"sz": "20", "font": "times new roman"}
_COMPLEX = re.compile("[\u0590-\u08ff\u0900-\u0eff\u0f00-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST = re.compile("[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uffef]")

#: A count in the kind of a number, as `⟨decimal⟩`.
COUNT = re.compile("⟨(\\w+)⟩")
_COUNT = re.compile(r"%([1-9])")
#: A bullet that says something.
_WORDS = re.compile(r"\w\w")

Look = tuple[tuple[str, str], ...]


def alike(was: Look, now: Look) -> bool:
    """Whether two looks are the same to the eye: programs count line spacing in hundredths and measures in their own units."""
    if was == now:
        return True
    before, after = dict(was), dict(now)
    return all(_close(name, before.get(name, ""), after.get(name, "")) for name in before | after)


def _close(name: str, was: str, now: str) -> bool:
    if was == now:
        return True
    if name != "line" and not name.startswith(("indent", "space")):
        return False
    slack = 3 if name == "line" else 1
    (a, how), (b, where) = ((said or "240 auto" if name == "line" else f"{said or 0} ").split(" ", 1) for said in (was, now))
    try:
        return how == where and abs(int(a) - int(b)) <= slack
    except ValueError:
        return False


@frozen
class Cell:
    """Where in a table a paragraph stands: the name of the table's style, and which of its special rows and columns it is in."""

    style: str
    special: tuple[str, ...] = ()


@frozen
class Standing:
    """What a paragraph's words and itself inherit from: its style by name (empty: the default one) and its cell."""

    style: str
    cell: Cell | None


@dataclass(slots=True)
class _Style:
    """One style: what it is based on, by name, what it states of runs and paragraphs, and per special row or column.

    `cells` are what it states of cells, by special row or column, under no name of all.
    """

    based_on: str
    run: Stated
    props: "_Element | None"
    special: dict[str, tuple[Stated, Stated]]
    cells: dict[str, Stated]


@dataclass(slots=True)
class Effects:
    """The looks of one file, each different one worked out once. Styles are known by kind and name, which programs keep."""

    styles: dict[tuple[str, str], _Style]
    names: dict[tuple[str, str], str]
    numbers: Numbers
    theme: dict[str, str]
    run_ground: Stated
    paragraph_ground: Stated
    default: dict[str, str]
    written: dict[str, str] = field(default_factory=dict)
    _runs: dict[object, Look] = field(default_factory=dict)
    _inherited: dict[object, tuple[Stated, Stated, Stated]] = field(default_factory=dict)
    _paragraphs: dict[object, Look] = field(default_factory=dict)
    _rows: "dict[_Element, tuple[int, int]]" = field(default_factory=dict)

    # ---- where a paragraph stands

    def standing(self, paragraph: "_Element") -> Standing:
        """What a paragraph of this file inherits from."""
        said = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return Standing(self.name("paragraph", None if said is None else said.get(_VAL)), self._cell(paragraph))

    def name(self, kind: str, id_: str | None) -> str:
        """The name of a style of the file, the default one's where none is named or there is none such."""
        return self.names.get((kind, id_ or ""), self.default.get(kind, ""))

    def knows(self, name: str) -> bool:
        """Whether the file has a paragraph style of the name."""
        return ("paragraph", name) in self.styles

    def shown(self, name: str) -> str:
        """A style's name as the file writes it."""
        return self.written.get(name, name)

    def _cell(self, paragraph: "_Element") -> Cell | None:
        for up in paragraph.iterancestors():
            if up.tag == f"{_W}txbxContent":
                return None
            if up.tag == f"{_W}tc":
                return self._in_table(up)
        return None

    def _in_table(self, cell: "_Element") -> Cell | None:
        row = next(cell.iterancestors(f"{_W}tr"), None)
        table = None if row is None else next(row.iterancestors(f"{_W}tbl"), None)
        if row is None or table is None:
            return None
        said = table.find(f"{_W}tblPr/{_W}tblStyle")
        name = self.name("table", None if said is None else said.get(_VAL))
        if not any(style.special for style in self.line("table", name)):
            return Cell(name)
        if row not in self._rows:
            rows = list(rows_of(table))
            self._rows |= {each: (at, len(rows)) for at, each in enumerate(rows)}
        cells = list(cells_of(row))
        return Cell(name, tuple(special(table, self._rows[row], (cells.index(cell), len(cells)))))

    # ---- how it looks

    def run(self, props: "_Element | None", said: str, standing: Standing, text: str, whose: "Effects | None" = None) -> Look:
        """How words look. `said` stands for their properties; `whose` is the file these are of, where it is another."""
        key = (said, standing, whose is None, _script(text))
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._run(props, standing, _script(text), whose or self)
        return found

    def _run(self, props: "_Element | None", standing: Standing, script: str, whose: "Effects") -> Look:
        own = of_run(props, whose.theme)
        named = None if props is None else props.find(f"{_W}rStyle")
        table, paragraph, _ = self._inherits(standing)
        character = self._stated("character", whose.name("character", named.get(_VAL))) if named is not None else {}
        if props is not None and any(
            (item := props.find(f"{_W}{name}")) is not None and item.get(_VAL) not in ("0", "false", "off")
            for name in ("cs", "rtl")
        ):
            script = "cs"
        found = {**_UNSAID, **self.run_ground, **table, **paragraph, **character, **own}
        for name in TOGGLES:
            if name not in own:
                odd = sum(bool(each.get(name)) for each in (table, paragraph, character)) % 2
                found[name] = "1" if odd or self.run_ground.get(name) else ""
        found["ground"] = found.pop("pen", "") or found.get("ground", "")
        if not found["ground"] and found.get("color") == "000000":
            found["color"] = ""  # on white the same as the colour that a program picks, on a dark ground another
        return tuple(sorted((name, value) for name, value in in_script(found, script).items() if value))

    def paragraph(self, props: "_Element | None", said: str, standing: Standing, whose: "Effects | None" = None) -> Look:
        """How and where a paragraph stands, the kind of its number among it. `said` and `whose` as for runs."""
        key = (said, standing, whose is None)
        found = self._paragraphs.get(key)
        if found is None:
            found = self._paragraphs[key] = self._paragraph(props, standing, whose or self)
        return found

    def _paragraph(self, props: "_Element | None", standing: Standing, whose: "Effects") -> Look:
        numbers = None if props is None else props.find(f"{_W}numPr")
        found = {"align": "left", **self._inherits(standing, numbered=numbers is None)[2]}
        if numbers is not None:
            num, level = numbering_of(numbers)
            found |= _numbered(whose, whose.id_of(standing.style), num, level)
        found |= of_paragraph(props, whose.theme)
        if hides_mark(props):
            found["mark"] = "hidden"
        return tuple(sorted((name, value) for name, value in found.items() if value))

    def defined(self, kind: str, name: str) -> dict[str, Look]:
        """What a style makes of words and paragraphs, by what part of it says so."""
        if kind == "paragraph":
            alone = Standing(name, None)
            return {"words": self.run(None, "", alone, ""), "paragraph": self.paragraph(None, "", alone)}
        if kind == "character":
            return {"words": _worked(self._stated(kind, name))}
        found: dict[str, Stated] = {"words": self._stated(kind, name)}
        for style in reversed(self.line(kind, name)):
            found["paragraph"] = found.get("paragraph", {}) | of_paragraph(style.props, self.theme)
            for part, (words, paragraph) in style.special.items():
                found[part] = found.get(part, {}) | words
                found[f"{part} paragraph"] = found.get(f"{part} paragraph", {}) | paragraph
            for part, cells in style.cells.items():
                found[f"{part} cells"] = found.get(f"{part} cells", {}) | cells
        return {part: _worked(said) for part, said in found.items()}

    def counts(self, num: str) -> list[Stated]:
        """What each level of a list gives a paragraph."""
        return [_numbered(self, "", num, level) for level in range(_LEVELS)]

    def kinds(self, num: str) -> list[str]:
        """The kind of number each level of a list prints."""
        return [each.get("number", "") for each in self.counts(num)]

    def id_of(self, name: str) -> str:
        """The id of a paragraph style of this file."""
        return next((id_ for (kind, id_), each in self.names.items() if (kind, each) == ("paragraph", name)), "")

    def _inherits(self, standing: Standing, *, numbered: bool = True) -> tuple[Stated, Stated, Stated]:
        """(what a table's style, and a paragraph's own, say of words; what both say of the paragraph).

        A paragraph not `numbered` by its style has a list of its own, or none.
        """
        found = self._inherited.get((standing, numbered))
        if found is None:
            run: Stated = {}
            props = dict(self.paragraph_ground)
            if standing.cell is not None:
                for style in reversed(self.line("table", standing.cell.style)):
                    run |= style.run
                    props |= of_paragraph(style.props, self.theme)
                    for name in standing.cell.special:
                        words, paragraph = style.special.get(name, ({}, {}))
                        run |= words
                        props |= paragraph
            for style in reversed(self.line("paragraph", standing.style)):
                numbers = None if style.props is None else style.props.find(f"{_W}numPr")
                if numbers is not None and numbered:  # the level is at times told by the list alone
                    props |= _numbered(self, self.id_of(standing.style), None, None)
                props |= of_paragraph(style.props, self.theme)
            found = self._inherited[standing, numbered] = (run, self._stated("paragraph", standing.style), props)
        return found

    def _stated(self, kind: str, name: str) -> Stated:
        """What a style and those it is based on say of words."""
        said: Stated = {}
        for style in reversed(self.line(kind, name)):
            said |= style.run
        return said

    def line(self, kind: str, name: str) -> list[_Style]:
        """A style, the one it is based on, and so on; a ring is cut."""
        line: dict[str, _Style] = {}
        while (style := self.styles.get((kind, name))) is not None and name not in line and len(line) < _DEEPEST:
            line[name] = style
            name = style.based_on
        return list(line.values())


def effects_of(parts: WordParts) -> Effects:
    """The looks of a file."""

    def first(kind: str) -> "_Element | None":
        names = parts.of_kind(kind)
        return parts.root(names[0]) if names else None

    root = first("styles")
    theme = theme_of(first("theme"), first("settings"))
    numbers = read_numbers(first("numbering"), read_styles(root))
    found = Effects({}, {}, numbers, theme, {}, {}, {})
    if root is None:
        return found
    found.run_ground = of_run(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"), theme)
    found.paragraph_ground = of_paragraph(root.find(f"{_W}docDefaults/{_W}pPrDefault/{_W}pPr"), theme)
    items = list(root.iterfind(f"{_W}style"))
    for item in items:
        kind, id_, name = item.get(f"{_W}type") or "paragraph", item.get(f"{_W}styleId") or "", item.find(f"{_W}name")
        written = ((None if name is None else name.get(_VAL)) or id_).strip()
        said = written.casefold()
        found.names.setdefault((kind, id_), said)
        found.written.setdefault(said, written)
        if item.get(f"{_W}default") in _ON:
            found.default.setdefault(kind, said)
    for item in items:
        kind, based = item.get(f"{_W}type") or "paragraph", item.find(f"{_W}basedOn")
        found.styles.setdefault(
            (kind, found.names[kind, item.get(f"{_W}styleId") or ""]),
            _Style(
                "" if based is None else found.names.get((kind, based.get(_VAL) or ""), ""),
                of_run(item.find(f"{_W}rPr"), theme),
                item.find(f"{_W}pPr"),
                {
                    each.get(f"{_W}type") or "": (
                        of_run(each.find(f"{_W}rPr"), theme),
                        of_paragraph(each.find(f"{_W}pPr"), theme),
                    )
                    for each in item.iterfind(f"{_W}tblStylePr")
                },
                _cells(item, theme) if kind == "table" else {},
            ),
        )
    return found


def _cells(item: "_Element", theme: dict[str, str]) -> dict[str, Stated]:
    """What a table's style states of cells, by special row or column."""
    parts = {"": item} | {each.get(f"{_W}type") or "": each for each in item.iterfind(f"{_W}tblStylePr")}
    return {
        name: of_cell(each.find(f"{_W}tblPr"), theme) | of_cell(each.find(f"{_W}tcPr"), theme) for name, each in parts.items()
    }


def _numbered(whose: Effects, style: str, num: str | None, level: int | None) -> Stated:
    """What numbering gives a paragraph: the kind of its number and the first, and how far in its level stands."""
    where = whose.numbers.where(style, num, level)
    if where is None:
        return {"number": ""}
    found = whose.numbers.level(*where)
    kind = _kind_of_number(whose.numbers, *where)
    first = whose.numbers.lists[where[0]].starts.get(where[1], found.start)
    said = f"{where[1]} {kind}" if found.format == "bullet" else f"{where[1]} {kind} from {first}"
    return {**of_paragraph(found.props, whose.theme), "number": said if kind else ""}


def _kind_of_number(numbers: Numbers, num: str, level: int) -> str:
    """A number as its level prints it, with the kinds of count in the place of counts; which bullet it is says nothing."""
    own = numbers.level(num, level)
    if own.format == "bullet":
        return f"bullet {own.text}" if _WORDS.search(own.text) else "bullet"

    def kind(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        said = own.format if at == level else "decimal" if own.legal else numbers.level(num, at).format
        return "" if said == "none" or at > level else f"⟨{said}⟩"

    return _COUNT.sub(kind, own.text).strip()


def _worked(said: Stated) -> Look:
    """What a style states that takes effect: a switch it turns off was not on."""
    return tuple(sorted((name, value) for name, value in said.items() if value or name not in TOGGLES))


def _script(text: str) -> str:
    if text.isascii():
        return ""
    return "cs" if _COMPLEX.search(text) else "ea" if _EAST.search(text) else "high"


def special(table: "_Element", row: tuple[int, int], column: tuple[int, int]) -> Iterator[str]:
    """The special rows and columns of a table that a cell is in, those that prevail last (ECMA-376 17.7.6)."""
    look = table.find(f"{_W}tblPr/{_W}tblLook")

    def on(name: str, bit: int) -> bool:
        said = None if look is None else look.get(f"{_W}{name}")
        if said is not None or look is None:
            return said in _ON
        try:
            return bool(int(look.get(_VAL) or "0", 16) & bit)
        except ValueError:
            return False

    yield "wholeTable"
    heads, sides = int(on("firstRow", 0x20)), int(on("firstColumn", 0x80))
    if not on("noVBand", 0x400) and column[0] >= sides:
        yield f"band{1 + (column[0] - sides) % 2}Vert"
    if not on("noHBand", 0x200) and row[0] >= heads:
        yield f"band{1 + (row[0] - heads) % 2}Horz"
    left, right = sides and column[0] == 0, on("lastColumn", 0x100) and column[0] == column[1] - 1
    top, foot = heads and row[0] == 0, on("lastRow", 0x40) and row[0] == row[1] - 1
    corners = ((left, "firstCol"), (right, "lastCol"), (top, "firstRow"), (foot, "lastRow"))
    yield from (name for there, name in corners if there)
    yield from (f"{y}{x}Cell" for up, y in ((top, "n"), (foot, "s")) for side, x in ((right, "e"), (left, "w")) if up and side)

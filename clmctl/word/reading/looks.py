"""The direct formatting of runs and paragraphs, and whether their words are seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.reading.cellstyles import NO_STYLE, CellStyle, cell_ground, cell_look
from clmctl.word.reading.colours import PAGE, ground_of
from clmctl.word.reading.numbers import Numbers
from clmctl.word.reading.sight import STANDING, Paper, paragraph_sight
from clmctl.word.reading.styles import Styles, look_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
#: Values that set nothing: Google Docs writes them on every run.
_OFF = ("0", "false", "off", "none", "baseline")
#: Run properties that change how words look; fonts, languages and spacing are left to the style.
_SHOWN = (
    "b",
    "i",
    "u",
    "strike",
    "dstrike",
    "caps",
    "smallCaps",
    "vertAlign",
    "color",
    "highlight",
    "sz",
    "vanish",
    "rStyle",
    "shd",
)
#: What a paragraph states of itself: its style, its list and its level.
Stated = tuple[str, str | None, int | None]
_STANDS = STANDING | {f"{_W}shd"}
#: Properties of a run that say more than their value does.
_SAYS_MORE = frozenset(
    (f"{_W}color", f"{_W}shd", f"{_W}rFonts", "{http://schemas.microsoft.com/office/word/2010/wordml}textFill")
)
_PARAGRAPH = ("jc", "ind", "numPr", "outlineLvl", "pageBreakBefore", "keepNext", "framePr", "bidi")


class RunLook(NamedTuple):
    """The direct formatting of a run, why its words are not seen, and what they wear, whatever sets it."""

    form: str
    hidden: tuple[str, ...]
    worn: tuple[str, ...]


#: Where a paragraph stands that says nothing of it: the colour behind it, and why its words are not seen.
Standing = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Looks:
    """Reads looks against a file's styles and lists, each different one once; `page` is the colour of its pages."""

    styles: Styles
    numbers: Numbers | None = None
    page: str = PAGE
    _runs: dict[tuple[object, ...], RunLook] = field(default_factory=dict)
    _standing: dict[tuple[object, ...], Standing] = field(default_factory=dict)

    def run(self, props: "_Element | None", style: str, *, behind: str, table: CellStyle = NO_STYLE) -> RunLook:
        """How a run looks in a paragraph of a style, in a cell of a table of another.

        `behind` is the colour of the ground it stands on.
        """
        if props is None:
            said: tuple[tuple[str, str], ...] = ()
        else:
            said = tuple(
                (item.tag[len(_W) :], _said(item)) for item in props if isinstance(item.tag, str) and item.tag.startswith(_W)
            )
        more = tuple([_more(item) for item in props if item.tag in _SAYS_MORE]) if props is not None else ()
        key = (said, more, style, behind, table)
        if key not in self._runs:
            form = " ".join(f"{name}={value}" if value else name for name, value in said if name in _SHOWN and value not in _OFF)
            char = next((value for name, value in said if name == "rStyle"), "")
            look = look_of(props, self.styles.theme).over(self.styles.look(char))
            look = look.over(self.styles.look(style or self.styles.default)).over(cell_look(self.styles, table))
            look = look.over(self.styles.ground)
            self._runs[key] = RunLook(form, look.hidden(behind), tuple(name for name, worn in sorted(look.worn) if worn))
        return self._runs[key]

    def standing(self, props: "_Element | None", stated: Stated, behind: str, paper: Paper) -> Standing:
        """(the colour behind a paragraph, why its words are not seen where it stands), in a cell or page of a colour."""
        if props is None or _STANDS.isdisjoint([item.tag for item in props]):
            key: tuple[object, ...] = (stated, behind, paper)
        else:
            key = (stated, behind, paper, *[(item.tag, *item.items()) for item in props if item.tag in _STANDS])
        if key not in self._standing:
            found = list(self._stated(props, stated))
            grounds = (ground_of(each.find(f"{_W}shd"), self.styles.theme) for each in found)
            self._standing[key] = (next(filter(None, grounds), behind), paragraph_sight(found, paper))
        return self._standing[key]

    def _stated(self, props: "_Element | None", stated: Stated) -> Iterator["_Element"]:
        """The properties of a paragraph, first its own, then those of its list where it names one, of its styles, of its list."""
        style, num, _ = stated
        where = None if self.numbers is None else self.numbers.where(*stated)
        level = None if where is None or self.numbers is None else self.numbers.level(*where).props
        styles = [each.props for each in self.styles.line(style or self.styles.default)]
        listed = [level, *styles] if num is not None else [*styles, level]
        yield from (each for each in (props, *listed, self.styles.ground_props) if each is not None)

    def cell_ground(self, props: "_Element | None", style: CellStyle, behind: str) -> str:
        """The colour behind what stands in a cell of a style, in a table that stands on a colour."""
        own = None if props is None else props.find(f"{_W}shd")
        if own is not None and own.get(_VAL) != "nil":
            return ground_of(own, self.styles.theme) or behind
        return cell_ground(self.styles, style, behind)

    def paragraph_form(self, props: "_Element") -> str:
        """The direct formatting of a paragraph that matters to what it says: where it stands, its level, its list."""
        found = []
        for item in props:
            name = item.tag[len(_W) :] if isinstance(item.tag, str) and item.tag.startswith(_W) else ""
            if name in _PARAGRAPH:
                inner = [f"{child.tag[len(_W) :]}={child.get(_VAL) or ''}" for child in item if isinstance(child.tag, str)]
                found.append(f"{name}={','.join(inner) or _said(item)}")
        return " ".join(found)


def _said(item: "_Element") -> str:
    """What a property states: its value, or all its attributes where it has several."""
    value = item.get(_VAL)
    if item.tag == f"{_W}shd":
        return item.get(f"{_W}fill") or ""
    if value is not None:
        return value
    return ",".join(f"{str(name).rpartition('}')[2]}={said}" for name, said in sorted((str(k), str(v)) for k, v in item.items()))


def _more(item: "_Element") -> tuple[object, ...]:
    return tuple((each.tag, *each.items()) for each in item.iter("*"))

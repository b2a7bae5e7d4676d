"""What the styles of a Word file say: names, what they are based on, numbering, and whether they hide words."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.figures import figure
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
#: Half points up to which nobody reads a word: two points.
_TINY = 4
#: Styles based on each other in a line; Word itself follows fewer.
_DEEPEST = 20
_OFF = ("0", "false", "off", "none")


@frozen
class Look:
    """How words look, as far as it matters to their being seen; None: not said."""

    vanish: bool | None = None
    color: str | None = None
    size: int | None = None
    shaded: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This look where it says something, the other's where it does not."""
        return Look(
            other.vanish if self.vanish is None else self.vanish,
            other.color if self.color is None else self.color,
            other.size if self.size is None else self.size,
            other.shaded if self.shaded is None else self.shaded,
        )

    @property
    def hidden(self) -> tuple[str, ...]:
        """Why a reader would not see the words: `hidden`, `white`, `tiny`."""
        found = ["hidden"] if self.vanish else []
        if self.color is not None and self.color.upper() in ("FFFFFF", "FEFEFE", "FDFDFD") and not self.shaded:
            found.append("white")
        if self.size is not None and self.size <= _TINY:
            found.append("tiny")
        return tuple(found)


@frozen
class Style:
    """One style: its name, kind, what it is based on, its look, and the list and level it numbers by."""

    id: str
    name: str
    kind: str
    based_on: str
    look: Look
    num_id: str | None
    level: int | None


@dataclass(slots=True)
class Styles:
    """The styles of a file by id, with what they inherit worked out once each."""

    by_id: dict[str, Style]
    default: str = ""
    ground: Look = Look()
    _looks: dict[str, Look] = field(default_factory=dict)

    def name(self, style_id: str) -> str:
        """The name of a style; of one that is not defined its id; of none the default paragraph style's."""
        style = self.by_id.get(style_id or self.default)
        return style.name if style else style_id

    def look(self, style_id: str) -> Look:
        """How a style's words look, with what it inherits."""
        if style_id not in self._looks:
            look = Look()
            for style in self._line(style_id):
                look = look.over(style.look)
            self._looks[style_id] = look
        return self._looks[style_id]

    def numbering(self, style_id: str) -> tuple[str, int | None] | None:
        """(list, level) that a style, or one it is based on, numbers by; the level None where only numbering.xml tells it."""
        level = None
        for style in self._line(style_id or self.default):
            level = style.level if level is None else level
            if style.num_id is not None:
                return style.num_id, level
        return None

    def _line(self, style_id: str) -> list[Style]:
        """The style, what it is based on, and so on, so far as anybody builds one on another; a ring is cut."""
        line: dict[str, Style] = {}
        style = self.by_id.get(style_id)
        while style is not None and style.id not in line and len(line) < _DEEPEST:
            line[style.id] = style
            style = self.by_id.get(style.based_on)
        return list(line.values())


def read_styles(root: "_Element | None") -> Styles:
    """The styles of a styles part; none without one."""
    styles = Styles({})
    if root is None:
        return styles
    ground = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    styles.ground = look_of(ground)
    for item in root.iterfind(f"{_W}style"):
        style = _style(item)
        styles.by_id.setdefault(style.id, style)
        if style.kind == "paragraph" and item.get(f"{_W}default") in ("1", "true", "on"):
            styles.default = style.id
    return styles


def _style(item: "_Element") -> Style:
    name, based = item.find(f"{_W}name"), item.find(f"{_W}basedOn")
    numbers = item.find(f"{_W}pPr/{_W}numPr")
    num, level = (None, None) if numbers is None else numbering_of(numbers)
    return Style(
        id=item.get(f"{_W}styleId") or "",
        name=("" if name is None else name.get(_VAL) or "") or item.get(f"{_W}styleId") or "",
        kind=item.get(f"{_W}type") or "paragraph",
        based_on="" if based is None else based.get(_VAL) or "",
        look=look_of(item.find(f"{_W}rPr")),
        num_id=num,
        level=level,
    )


def numbering_of(numbers: "_Element") -> tuple[str | None, int | None]:
    """(list id, level) of a `w:numPr`, None for what it does not say."""
    num, level = numbers.find(f"{_W}numId"), numbers.find(f"{_W}ilvl")
    return None if num is None else num.get(_VAL), None if level is None else figure(level.get(_VAL))


def look_of(props: "_Element | None") -> Look:
    """What run properties say of whether words are seen."""
    if props is None:
        return Look()
    vanish = color = size = shaded = None
    for item in props:
        tag = item.tag
        if tag in (f"{_W}vanish", f"{_W}specVanish"):
            vanish = item.get(_VAL) not in _OFF or bool(vanish)
        elif tag == f"{_W}color":
            color = item.get(_VAL)
        elif tag == f"{_W}sz":
            size = figure(item.get(_VAL))
        elif tag == f"{_W}shd":
            shaded = (item.get(f"{_W}fill") or "auto").lower() not in ("auto", "ffffff")
        elif tag == f"{_W}highlight":
            shaded = (item.get(_VAL) or "none") != "none"
    return Look(vanish, color, size, shaded)

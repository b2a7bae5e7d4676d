"""What the styles of a Word file say: names, what they are based on, numbering, and whether they hide words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.model.word.measures import twentieths
from clmctl.word.figures import figure
from clmctl.word.reading.colours import NO_THEME, PAGE, colour, ground_of, is_seen, marker
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VAL = f"{_W}val"
#: Half points up to which nobody reads a word: three points.
_TINY = 6
#: Styles based on each other in a line; Word itself follows fewer.
_DEEPEST = 20
#: Letters narrower than so many per cent, or set together by three points, are none; so far off its line nobody looks for a word.
_NARROW, _CRUSHED, _OFF_LINE = 10, -60, 144
#: Thousandths of a per cent of a colour that let through what is behind it.
_CLEAR = 95_000
FONTS_OF_SIGNS = ("wingdings", "webdings", "symbol", "zapf dingbats", "zapfdingbats", "marlett", "mt extra", "ms outlook")
_OFF = ("0", "false", "off", "none")


@frozen
class Look:
    """How words look, as far as it matters to their being seen; None: not said. Measures are as the file counts them.

    `color` is empty where Word chooses it, `ground` where nothing is behind the words but what their paragraph has;
    `marked`: that is a highlighter's. `signs`: they are in a font of signs. `worn` are the looks that `WORN` names, each with
    whether it is on.
    """

    vanish: bool | None = None
    color: str | None = None
    size: int | None = None
    ground: str | None = None
    marked: bool | None = None
    scale: int | None = None
    spacing: int | None = None
    raised: int | None = None
    filled: bool | None = None
    signs: bool | None = None
    worn: tuple[tuple[str, bool], ...] = ()

    def over(self, other: "Look") -> "Look":
        """This look where it says something, the other's where it does not."""
        if other is _UNSAID or self is _UNSAID:
            return self if other is _UNSAID else other
        return Look(
            other.vanish if self.vanish is None else self.vanish,
            other.color if self.color is None else self.color,
            other.size if self.size is None else self.size,
            other.ground if self.ground is None else self.ground,
            other.marked if self.marked is None else self.marked,
            other.scale if self.scale is None else self.scale,
            other.spacing if self.spacing is None else self.spacing,
            other.raised if self.raised is None else self.raised,
            other.filled if self.filled is None else self.filled,
            other.signs if self.signs is None else self.signs,
            tuple({**dict(other.worn), **dict(self.worn)}.items()) if self.worn and other.worn else self.worn or other.worn,
        )

    def hidden(self, behind: str) -> tuple[str, ...]:
        """Why a reader would not see the words, by the names of `UNSEEN`; `behind` is the colour of their paragraph's ground."""
        ground = self.ground or behind
        color = self.color or ("000000" if self.marked else "")  # Word turns its own colour to white on a dark ground alone
        found = ["hidden"] if self.vanish else []
        if color and not is_seen(color, ground):
            found.append("white" if ground == PAGE else "ground")
        if self.size is not None and self.size <= _TINY:
            found.append("tiny")
        if self.scale is not None and 0 < self.scale <= _NARROW:
            found.append("narrow")
        if self.spacing is not None and self.spacing <= _CRUSHED:
            found.append("crushed")
        if self.raised is not None and abs(self.raised) >= _OFF_LINE:
            found.append("off-line")
        if self.filled is False:
            found.append("unfilled")
        if self.signs:
            found.append("signs")
        return tuple(found)


_UNSAID = Look()


@frozen
class Style:
    """One style: its name, kind, what it is based on, its look, and the list and level it numbers by.

    `props` are the properties of its paragraphs, or of its table.
    """

    id: str
    name: str
    kind: str
    based_on: str
    look: Look
    num_id: str | None
    level: int | None
    props: "_Element | None" = None


@dataclass(slots=True)
class Styles:
    """The styles of a file by id, with what they inherit worked out once each."""

    by_id: dict[str, Style]
    default: str = ""
    ground: Look = _UNSAID
    ground_props: "_Element | None" = None
    theme: Mapping[str, str] = field(default_factory=lambda: NO_THEME)
    _looks: dict[str, Look] = field(default_factory=dict)

    def name(self, style_id: str) -> str:
        """The name of a style; of one that is not defined its id; of none the default paragraph style's."""
        style = self.by_id.get(style_id or self.default)
        return style.name if style else style_id

    def look(self, style_id: str) -> Look:
        """How a style's words look, with what it inherits."""
        if style_id not in self._looks:
            look = Look()
            for style in self.line(style_id):
                look = look.over(style.look)
            self._looks[style_id] = look
        return self._looks[style_id]

    def numbering(self, style_id: str) -> tuple[str, int | None] | None:
        """(list, level) that a style, or one it is based on, numbers by; the level None where only numbering.xml tells it."""
        level = None
        for style in self.line(style_id or self.default):
            level = style.level if level is None else level
            if style.num_id is not None:
                return style.num_id, level
        return None

    def line(self, style_id: str) -> list[Style]:
        """The style, what it is based on, and so on, so far as anybody builds one on another; a ring is cut."""
        line: dict[str, Style] = {}
        style = self.by_id.get(style_id)
        while style is not None and style.id not in line and len(line) < _DEEPEST:
            line[style.id] = style
            style = self.by_id.get(style.based_on)
        return list(line.values())


def read_styles(root: "_Element | None", theme: Mapping[str, str] = NO_THEME) -> Styles:
    """The styles of a styles part; none without one."""
    styles = Styles({}, theme=theme)
    if root is None:
        return styles
    ground = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
    styles.ground = look_of(ground, theme)
    styles.ground_props = root.find(f"{_W}docDefaults/{_W}pPrDefault/{_W}pPr")
    for item in root.iterfind(f"{_W}style"):
        style = _style(item, theme)
        styles.by_id.setdefault(style.id, style)
        if style.kind == "paragraph" and item.get(f"{_W}default") in ("1", "true", "on"):
            styles.default = style.id
    return styles


def _style(item: "_Element", theme: Mapping[str, str]) -> Style:
    name, based = item.find(f"{_W}name"), item.find(f"{_W}basedOn")
    numbers = item.find(f"{_W}pPr/{_W}numPr")
    num, level = (None, None) if numbers is None else numbering_of(numbers)
    return Style(
        id=item.get(f"{_W}styleId") or "",
        name=("" if name is None else name.get(_VAL) or "") or item.get(f"{_W}styleId") or "",
        kind=item.get(f"{_W}type") or "paragraph",
        based_on="" if based is None else based.get(_VAL) or "",
        look=look_of(item.find(f"{_W}rPr"), theme),
        num_id=num,
        level=level,
        props=item if item.get(f"{_W}type") == "table" else item.find(f"{_W}pPr"),
    )


def numbering_of(numbers: "_Element") -> tuple[str | None, int | None]:
    """(list id, level) of a `w:numPr`, None for what it does not say."""
    num, level = numbers.find(f"{_W}numId"), numbers.find(f"{_W}ilvl")
    return None if num is None else num.get(_VAL), None if level is None else figure(level.get(_VAL))


def look_of(props: "_Element | None", theme: Mapping[str, str] = NO_THEME) -> Look:
    """What run properties say of whether words are seen."""
    if props is None or not len(props):
        return _UNSAID
    said = {str(item.tag): item for item in props if item.tag in _TOLD}
    if not said:
        return _UNSAID
    shown = said.get(f"{_W}color")
    light, shading = said.get(f"{_W}highlight"), said.get(f"{_W}shd")
    marked = "" if light is None else marker(light)
    complex_script = any(_is_on(said.get(f"{_W}{name}")) for name in ("cs", "rtl"))
    vanish = [_is_on(said[tag]) for tag in (f"{_W}vanish", f"{_W}specVanish") if tag in said]
    fill, fit, fonts = said.get(f"{_W14}textFill"), said.get(f"{_W}fitText"), said.get(f"{_W}rFonts")
    scale = _number(said, "w")
    return Look(
        any(vanish) if vanish else None,
        None if shown is None else colour(shown, "val", theme),
        _half_points(said, "szCs" if complex_script else "sz"),
        marked or (None if shading is None else ground_of(shading, theme)),
        bool(marked) if light is not None else None,
        1 if fit is not None and (twentieths(fit.get(_VAL) or "") or _NARROW * 10) < _NARROW * 10 else scale,
        _number(said, "spacing"),
        _half_points(said, "position"),
        None if fill is None else _is_filled(fill),
        None if fonts is None else _of_signs(fonts, theme, ("cs",) if complex_script else ("ascii", "hAnsi")),
        tuple((name, _is_worn(said[f"{_W}{name}"])) for name in WORN if f"{_W}{name}" in said),
    )


#: What a reader sees of how words are set, besides their being seen, their weight, slope and size.
WORN = (
    *("caps", "dstrike", "effect", "emboss", "imprint", "outline", "rtl", "shadow", "smallCaps", "strike", "vertAlign"),
    "webHidden",
)


_TOLD = frozenset(
    (
        *(
            f"{_W}{name}"
            for name in (
                *("vanish", "specVanish", "color", "sz", "szCs", "cs", "rtl", "shd", "highlight", "w", "spacing", "position"),
                *("fitText", "rFonts", *WORN),
            )
        ),
        f"{_W14}textFill",
    )
)


def _is_worn(item: "_Element") -> bool:
    return item.get(_VAL) not in (*_OFF, "baseline")


def _is_on(item: "_Element | None") -> bool:
    return item is not None and item.get(_VAL) not in _OFF


def _number(said: Mapping[str, "_Element"], name: str) -> int | None:
    item = said.get(f"{_W}{name}")
    return None if item is None else twentieths((item.get(_VAL) or "").rstrip("%"))


def _half_points(said: Mapping[str, "_Element"], name: str) -> int | None:
    """A measure that is counted in half points, or states its unit."""
    item = said.get(f"{_W}{name}")
    value = "" if item is None else item.get(_VAL) or ""
    measure = twentieths(value)
    return measure if measure is None or not value[-1:].isalpha() else measure // 10


def _is_filled(fill: "_Element") -> bool:
    """Whether letters are filled with anything that is seen."""
    clear = next((figure(one.get(f"{_W14}val")) or 0 for one in fill.iter(f"{_W14}alpha")), 0)
    return fill.find(f"{_W14}noFill") is None and clear < _CLEAR


def _of_signs(fonts: "_Element", theme: Mapping[str, str], kinds: tuple[str, ...]) -> bool | None:
    """Whether letters are shown as the signs of a font that has no letters; None where no font is named.

    A font of the theme goes before one that is named.
    """
    said = (
        theme.get(fonts.get(f"{_W}{kind}{'t' if kind == 'cs' else 'T'}heme") or "") or fonts.get(f"{_W}{kind}") for kind in kinds
    )
    name = next(filter(None, said), None)
    return None if name is None else name.casefold().startswith(FONTS_OF_SIGNS)

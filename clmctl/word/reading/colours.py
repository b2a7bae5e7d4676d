"""The colours of words and of what is behind them, as a file's theme has them, and whether one is seen on the other."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from clmctl.word.figures import figure
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
NO_THEME: Mapping[str, str] = MappingProxyType({})
#: What a theme's first colours are where a file has none.
_USUAL = {"background1": "FFFFFF", "light1": "FFFFFF", "text1": "000000", "dark1": "000000"}
#: The colours of a highlighter.
_MARKERS = {
    **{"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000"},
    **{"yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"},
    **{"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0"},
}
PAGE = "FFFFFF"
#: Behind words where it cannot be told: the style of a table, a picture, a drawing.
UNKNOWN = "?"
#: So near to each other, in each of red, green and blue, two colours are one to a reader.
_NEAR = 0x20
#: A ground this dark, in any of them, is there to be written on in white.
_DARK = 0xC0
#: A shading of so many per cent of dots shows nothing but them.
_ALL = 100
_HEX = frozenset("0123456789ABCDEF")


def colour(item: "_Element", name: str, theme: Mapping[str, str]) -> str:
    """The colour an attribute of a property states, by the theme where that says so; empty where it is for Word to choose."""
    slot = item.get(f"{_W}{'theme' + name.capitalize() if name != 'val' else 'themeColor'}") or ""
    said = (item.get(f"{_W}{name}") or "").upper()
    base = theme.get(slot) or _USUAL.get(slot, "")
    if len(base) == len(PAGE) and _HEX.issuperset(base):
        kind = "theme" if name == "val" else f"theme{name.capitalize()}"
        return _mixed(base, item.get(f"{_W}{kind}Tint") or "", item.get(f"{_W}{kind}Shade") or "")
    said = said.removeprefix("#")
    return said if len(said) == len(PAGE) and _HEX.issuperset(said) else ""


def _mixed(base: str, tint: str, shade: str) -> str:
    """A colour made lighter (`tint`) or darker (`shade`) by so many 255ths, as Word does to those of a theme."""
    parts = [int(base[at : at + 2], 16) for at in (0, 2, 4)]
    for said, goal in ((tint, 255), (shade, 0)):
        if said and len(said) <= 2 and _HEX.issuperset(said.upper()):
            keeps = int(said, 16) / 255
            parts = [round(part * keeps + goal * (1 - keeps)) for part in parts]
    return "".join(f"{part:02X}" for part in parts)


def ground_of(shading: "_Element | None", theme: Mapping[str, str]) -> str:
    """The colour a shading puts behind words; empty where it puts none."""
    pattern = "nil" if shading is None else shading.get(_VAL) or ""
    if shading is None or pattern == "nil":
        return ""
    fill, dots = colour(shading, "fill", theme), colour(shading, "color", theme) or "000000"
    if pattern == "solid":
        return dots
    share = figure(pattern.removeprefix("pct")) if pattern.startswith("pct") else None
    if share is None or not 0 <= share <= _ALL:
        return fill
    pairs = ((int((fill or PAGE)[at : at + 2], 16), int(dots[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(below + (dot - below) * share / _ALL):02X}" for below, dot in pairs)


def marker(item: "_Element") -> str:
    """The colour of a highlighter; empty for none."""
    return _MARKERS.get(item.get(_VAL) or "", "")


def is_seen(words: str, ground: str) -> bool:
    """Whether words of a colour are seen on a ground."""
    if UNKNOWN in (words, ground):
        return True
    return any(abs(int(words[at : at + 2], 16) - int(ground[at : at + 2], 16)) > _NEAR for at in (0, 2, 4))


def is_dark(ground: str) -> bool:
    """Whether a ground is one that light words are seen on."""
    return bool(ground) and any(int(ground[at : at + 2], 16) < _DARK for at in (0, 2, 4))

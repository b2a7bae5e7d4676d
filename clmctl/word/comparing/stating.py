"""What properties state of how words and paragraphs look, in one form whichever program wrote them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_OFF = ("0", "false", "off", "none")
Stated = dict[str, str]
#: Properties that are on or off; in styles two of them cancel each other out (ECMA-376 17.7.3).
TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "vanish")
_SWITCHES = frozenset((*TOGGLES, "bCs", "iCs", "rtl"))
#: Values that say as much as nothing.
_NOTHING = {
    **{"u": ("none", ""), "color": ("auto", "000000", ""), "vertAlign": ("baseline",), "em": ("none",), "effect": ("none",)},
    **{"position": ("0",), "spacing": ("0",), "w": ("100", "0")},
}
_SLOTS = {"ascii": "font", "cs": "fontCs", "eastAsia": "fontEa"}
#: The colours of a highlighter pen (ECMA-376 17.18.40).
_PEN = {
    **{"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000"},
    **{"yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"},
    **{"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0"},
}
_PARAGRAPH_SWITCHES = frozenset(("keepNext", "keepLines", "pageBreakBefore", "bidi", "contextualSpacing"))
_SIDES = {"start": "left", "end": "right"}
_POINT = 20
_MOST_FIGURES = 9


def of_run(props: "_Element | None", fonts: Mapping[str, str]) -> Stated:
    """What run properties state; an empty value takes back what a style says. `fonts` are the theme's by their names there."""
    found: Stated = {}
    for item in () if props is None else props:
        if not isinstance(item.tag, str) or not item.tag.startswith(_W):
            continue
        name = item.tag[len(_W) :]
        value = item.get(_VAL)
        if name in _SWITCHES:
            found[name] = "" if value in _OFF else "1"
        elif name in ("sz", "szCs"):
            found[name] = value or ""
        elif name in _NOTHING:
            found[name] = "" if value in _NOTHING[name] or value is None else value.upper()
        elif name == "rFonts":
            found |= _fonts(item, fonts)
        elif name == "highlight":
            found["pen"] = _PEN.get(value or "", "")
        elif name == "shd":
            found["ground"] = _ground(item)
        elif name == "bdr":
            found["frame"] = "" if value in ("none", "nil", None) else "1"
    return found


def _fonts(item: "_Element", fonts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for slot, name in _SLOTS.items():
        themed = item.get(f"{_W}{'cstheme' if slot == 'cs' else f'{slot}Theme'}")
        said = fonts.get(themed or "") or item.get(f"{_W}{slot}")
        if said:
            yield name, said.partition(";")[0].strip().casefold()


def _ground(item: "_Element") -> str:
    fill = (item.get(f"{_W}fill") or "auto").upper()
    return "" if fill in ("AUTO", "FFFFFF") else fill


def in_script(said: Mapping[str, str], script: str) -> Stated:
    """What counts of what is stated, for words in a script: `cs` right-to-left and Indic, `ea` East Asian, or any other."""
    shown = {name: value for name, value in said.items() if name not in ("bCs", "iCs", "szCs", "fontCs", "fontEa")}
    if script == "cs":
        shown |= {name: said.get(own, "") for own, name in (("bCs", "b"), ("iCs", "i"), ("szCs", "sz"), ("fontCs", "font"))}
    elif script == "ea" and said.get("fontEa"):
        shown["font"] = said["fontEa"]
    return shown


def of_paragraph(props: "_Element | None") -> Stated:
    """What paragraph properties state of where and how a paragraph stands; its list and style apart."""
    found: Stated = {}
    for item in () if props is None else props:
        if not isinstance(item.tag, str) or not item.tag.startswith(_W):
            continue
        name = item.tag[len(_W) :]
        value = item.get(_VAL)
        if name in _PARAGRAPH_SWITCHES:
            found[name] = "" if value in _OFF else "1"
        elif name == "jc":
            found["align"] = _SIDES.get(value or "", value or "")
        elif name == "outlineLvl":
            found["outline"] = "" if value == "9" else value or ""
        elif name == "ind":
            found |= _indents(item)
        elif name == "spacing":
            found |= _spaces(item)
        elif name == "shd":
            found["ground"] = _ground(item)
        elif name == "pBdr":
            found |= {f"border {str(side.tag)[len(_W) :]}": _border(side) for side in item if isinstance(side.tag, str)}
    return found


def _indents(item: "_Element") -> Iterator[tuple[str, str]]:
    for side, old in (("start", "left"), ("end", "right")):
        said = item.get(f"{_W}{old}") or item.get(f"{_W}{side}")
        if said:
            yield f"indent {old}", twips(said)
    first, hanging = item.get(f"{_W}firstLine"), item.get(f"{_W}hanging")
    if hanging or first:
        yield "indent first", twips(f"-{hanging}" if hanging else first or "")


def _spaces(item: "_Element") -> Iterator[tuple[str, str]]:
    for side in ("before", "after"):
        said, itself = item.get(f"{_W}{side}"), item.get(f"{_W}{side}Autospacing")
        if itself is not None and itself not in _OFF:
            yield f"space {side}", "auto"
        elif said:
            yield f"space {side}", twips(said)
    if line := item.get(f"{_W}line"):
        rule = item.get(f"{_W}lineRule") or "auto"
        yield "line", "" if (rule, twips(line)) == ("auto", "240") else f"{twips(line)} {rule}"


def _border(side: "_Element") -> str:
    kind = side.get(_VAL) or "none"
    return "" if kind in ("none", "nil") else f"{kind} {side.get(f'{_W}sz') or ''}"


def twips(said: str) -> str:
    """A measure in twentieths of a point, empty for none: files also state points (`1.5pt`) and figures with a comma point."""
    number, scale = (said.removesuffix("pt"), _POINT) if said.endswith("pt") else (said, 1)
    whole = number.removeprefix("-")
    if len(whole) > _MOST_FIGURES or not whole.replace(".", "", 1).isdecimal() or not whole.isascii():
        return said
    measured = round(float(number) * scale)
    return str(measured) if measured else ""

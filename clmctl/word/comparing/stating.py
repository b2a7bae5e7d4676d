"""What properties state of how words and paragraphs look, in one form whichever program wrote them."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
_SWITCHES = frozenset((*TOGGLES, "bCs", "iCs", "rtl", "specVanish", "webHidden"))
#: Properties of words that are told elsewhere, or that no reader sees: what is not here and not understood counts as written.
_UNSEEN = frozenset(
    (
        *("rStyle", "rPrChange", "ins", "del", "moveFrom", "moveTo", "cs"),  # told elsewhere
        *("lang", "noProof"),  # what a dictionary is told
        *("kern", "ligatures", "cntxtAlts"),  # how close letters are set
        *("snapToGrid", "oMath"),  # what only East Asian grids and formulas ask
    )
)
#: The same of paragraphs.
_UNSEEN_OF_PARAGRAPHS = frozenset(
    (
        *("pStyle", "numPr", "rPr", "sectPr", "pPrChange", "cnfStyle", "divId"),  # told elsewhere, or a mark of programs
        *("widowControl", "suppressAutoHyphens", "suppressLineNumbers", "textboxTightWrap"),  # how lines and pages break
        *("kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),  # spaces of East Asian text
        *("snapToGrid", "adjustRightInd"),
    )
)
#: Values that say as much as nothing.
_NOTHING = {
    **{"vertAlign": ("baseline",), "em": ("none",), "effect": ("none",)},
    **{"position": ("0",), "spacing": ("0",), "w": ("100", "0")},
}
_SLOTS = {"ascii": "font", "hAnsi": "fontHigh", "cs": "fontCs", "eastAsia": "fontEa"}
#: What only words of some scripts are set in.
_OF_SCRIPTS = ("bCs", "iCs", "szCs", "fontCs", "fontEa", "fontHigh")
#: The colours of a highlighter pen (ECMA-376 17.18.40).
_PEN = {
    **{"black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000"},
    **{"yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000"},
    **{"darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0"},
}
_PARAGRAPH_SWITCHES = frozenset(("keepNext", "keepLines", "pageBreakBefore", "bidi", "contextualSpacing"))
#: What stands at its usual value, which says as much as nothing.
_AS_USUAL = {"textDirection": ("lrTb", "lr", "", None), "textAlignment": ("auto", "baseline", "", None)}
#: Kinds of tab stops that set words alike.
_TABS = {"start": "left", "num": "left", "end": "right"}
_SIDES = {"start": "left", "end": "right"}
_POINT = 20
#: How colours of a theme are made lighter or darker, and towards what.
_BENT = (("Tint", 255), ("Shade", 0))
_OF_COLOUR = re.compile("[0-9A-F]{6}")
_MOST_FIGURES = 9


def of_run(props: "_Element | None", theme: Mapping[str, str]) -> Stated:
    """What run properties state; an empty value takes back what a style says. `theme` has its fonts and colours by name."""
    found: Stated = {}
    for item in () if props is None else props.iterchildren("*"):
        name = str(item.tag).removeprefix(_W)
        value = item.get(_VAL)
        if name in _SWITCHES:
            found[name] = "" if value in _OFF else "1"
        elif name in ("sz", "szCs"):
            found[name] = value or ""
        elif name in _NOTHING:
            found[name] = "" if value in _NOTHING[name] or value is None else value.upper()
        elif name == "rFonts":
            found |= _fonts(item, theme)
        elif name == "color":
            found["color"] = _colour(item, "val", theme)
        elif name == "u":
            colour = _colour(item, "color", theme)
            found["u"] = "" if value in ("none", None) else f"{value} {'' if colour == '000000' else colour}".strip()
        elif name == "highlight":
            found["pen"] = "" if value is None or value == "none" else _PEN.get(value, value)
        elif name == "shd":
            found["ground"] = ground(item, theme)
        elif name == "bdr":
            found["frame"] = border(item, theme)
        elif name.rpartition("}")[2] not in _UNSEEN:
            found[f"other {name}"] = _as_written(item)
    return found


def _as_written(item: "_Element") -> str:
    """A property that is not understood: its attributes, and what it holds; empty where it says it is off."""
    said = sorted((str(each).rpartition("}")[2], str(value)) for each, value in item.items())
    if not len(item) and [name for name, _ in said] == ["val"] and said[0][1] in _OFF:
        return ""
    inside = [f"{str(child.tag).rpartition('}')[2]}({_as_written(child)})" for child in item]
    return " ".join(["on", *(f"{name}={value}" for name, value in said), *inside])


def _colour(item: "_Element", plain: str, theme: Mapping[str, str]) -> str:
    """A colour in six figures, the theme's where that is named, which is what Word shows; empty for none of its own."""
    prefix = "themeFill" if plain == "fill" else "theme"
    name = item.get(f"{_W}{prefix}" if plain == "fill" else f"{_W}themeColor")
    if name is None or name == "none":
        said = (item.get(f"{_W}{plain}") or "auto").upper()
        return "" if said == "AUTO" else said
    bent = [(goal, by.upper()) for kind, goal in _BENT if (by := item.get(f"{_W}{prefix}{kind}"))]
    return _mixed(theme.get(name, f"theme {name}"), bent)


def _mixed(colour: str, bent: Sequence[tuple[int, str]]) -> str:
    """A colour of a theme made lighter or darker by so many 255ths."""
    if not all(_OF_COLOUR.fullmatch(said) for said in (colour, *(by.zfill(len(colour)) for _, by in bent))):
        return " ".join([colour, *(f"{goal} {by}" for goal, by in bent)])
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    for goal, by in bent:
        keeps = int(by, 16) / 255
        parts = [min(255, round(part * keeps + goal * (1 - keeps))) for part in parts]
    return "".join(f"{part:02X}" for part in parts)


def _fonts(item: "_Element", theme: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for slot, name in _SLOTS.items():
        themed = item.get(f"{_W}{'cstheme' if slot == 'cs' else f'{slot}Theme'}")
        said = theme.get(themed or "") or item.get(f"{_W}{slot}")
        if said:
            yield name, said.partition(";")[0].strip().casefold()


def ground(item: "_Element", theme: Mapping[str, str]) -> str:
    """What lies behind the words: the colour of the ground, of its pattern where that is solid, or both; empty for white."""
    pattern, over, fill = item.get(_VAL) or "clear", _colour(item, "color", theme), _colour(item, "fill", theme)
    if pattern in ("clear", "nil"):
        return "" if fill == "FFFFFF" else fill
    if pattern == "solid":
        return "" if over == "FFFFFF" else over or "000000"
    return f"{pattern} {over} {fill}"


def in_script(said: Mapping[str, str], script: str) -> Stated:
    """What counts of what is stated, for words in a script: `cs` right-to-left and Indic, `ea` East Asian, or any other.

    `high` are words with signs or letters that are not ASCII, which have a font of their own.
    """
    shown = {name: value for name, value in said.items() if name not in _OF_SCRIPTS}
    if script == "cs":
        shown |= {name: said.get(own, "") for own, name in (("bCs", "b"), ("iCs", "i"), ("szCs", "sz"), ("fontCs", "font"))}
    elif script == "ea" and said.get("fontEa"):
        shown["font"] = said["fontEa"]
    elif script == "high" and said.get("fontHigh", "") != said.get("font"):
        shown["fontHigh"] = said.get("fontHigh", "")
    return shown


def hides_mark(props: "_Element | None") -> bool:
    """Whether a paragraph's mark is hidden, so that the next one runs on behind it."""
    mark = None if props is None else props.find(f"{_W}rPr")
    hidden = [] if mark is None else [mark.find(f"{_W}{name}") for name in ("vanish", "specVanish")]
    return any(item is not None and item.get(_VAL) not in _OFF for item in hidden)


def of_paragraph(props: "_Element | None", theme: Mapping[str, str]) -> Stated:
    """What paragraph properties state of where and how a paragraph stands; its list and style apart."""
    found: Stated = {}
    for item in () if props is None else props.iterchildren("*"):
        name = str(item.tag).removeprefix(_W)
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
            found["ground"] = ground(item, theme)
        elif name == "pBdr":
            found |= {f"border {str(side.tag)[len(_W) :]}": border(side, theme) for side in item if isinstance(side.tag, str)}
        elif name == "tabs":
            found |= {name: said for name, said in map(_tab, item.iterfind(f"{_W}tab")) if name != "tab "}  # at 0 none
        elif name in _AS_USUAL:
            found[name] = "" if value in _AS_USUAL[name] else value or ""
        elif name.rpartition("}")[2] not in _UNSEEN_OF_PARAGRAPHS:
            found[f"other {name}"] = _as_written(item)
    return found


def _tab(item: "_Element") -> tuple[str, str]:
    """(where a tab stop is, how it sets the words); nothing for one taken away."""
    kind, leader = item.get(_VAL) or "left", item.get(f"{_W}leader") or "none"
    said = "" if kind == "clear" else _TABS.get(kind, kind)
    return f"tab {twips(item.get(f'{_W}pos') or '')}", said if leader == "none" or not said else f"{said} {leader}"


def _indents(item: "_Element") -> Iterator[tuple[str, str]]:
    for side, old in (("start", "left"), ("end", "right")):
        said = item.get(f"{_W}{old}") or item.get(f"{_W}{side}")
        if said:
            yield f"indent {old}", twips(said)
    first, hanging = item.get(f"{_W}firstLine"), item.get(f"{_W}hanging")
    if hanging or first:
        yield "indent first", twips(f"-{hanging}" if hanging else first or "")
    yield from _in_letters(item, ("leftChars", "startChars", "rightChars", "endChars", "firstLineChars", "hangingChars"))


def _in_letters(item: "_Element", names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Measures in letters or lines, which prevail over those in points."""
    for name in names:
        if said := item.get(f"{_W}{name}"):
            yield f"by {name}", "" if said in ("0", "-0") else said


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
    yield from _in_letters(item, ("beforeLines", "afterLines"))


def border(side: "_Element", theme: Mapping[str, str]) -> str:
    """A line: its kind, how thick it is, its colour; empty for none."""
    kind = side.get(_VAL) or "none"
    if kind in ("none", "nil"):
        return ""
    return f"{kind} {side.get(f'{_W}sz') or ''} {_colour(side, 'color', theme) or '000000'}"


def twips(said: str) -> str:
    """A measure in twentieths of a point, empty for none: files also state points (`1.5pt`) and figures with a comma point."""
    number, scale = (said.removesuffix("pt"), _POINT) if said.endswith("pt") else (said, 1)
    whole = number.removeprefix("-")
    if len(whole) > _MOST_FIGURES or not whole.replace(".", "", 1).isdecimal() or not whole.isascii():
        return said
    measured = round(float(number) * scale)
    return str(measured) if measured else ""


#: What stands at its usual value in a cell, which says as much as nothing.
_USUAL_IN_CELLS = {"vAlign": ("top", None), "textDirection": ("lrTb", "lr", "", None)}


def of_cell(props: "_Element | None", theme: Mapping[str, str]) -> Stated:
    """What the properties of a cell, or those of a whole table, state of what is behind its words and about them."""
    found: Stated = {}
    for item in () if props is None else props.iterchildren("*"):
        name = str(item.tag).removeprefix(_W)
        if name == "shd":
            found["ground"] = ground(item, theme)
        elif name in ("tcBorders", "tblBorders"):
            sides = {str(side.tag).removeprefix(_W): border(side, theme) for side in item.iterchildren("*")}
            found |= {f"border {_SIDES.get(side, side)}": said for side, said in sides.items()}
        elif name in _USUAL_IN_CELLS:
            value = item.get(_VAL)
            found[name] = "" if value in _USUAL_IN_CELLS[name] else value or ""
    return found

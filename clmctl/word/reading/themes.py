"""What the theme of a Word file calls its fonts and colours."""

from typing import TYPE_CHECKING

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: The colours of a theme as it names them and as properties do, and those that a file's settings may swap.
_SLOTS_OF_COLOURS = {
    "dk1": "dark1",
    "lt1": "light1",
    "dk2": "dark2",
    "lt2": "light2",
    "hlink": "hyperlink",
    "folHlink": "followedHyperlink",
}
_TEXT_COLOURS = {
    **{"background1": ("bg1", "light1"), "text1": ("t1", "dark1")},
    **{"background2": ("bg2", "light2"), "text2": ("t2", "dark2")},
}


def theme_of(root: "_Element | None", settings: "_Element | None") -> dict[str, str]:
    """The fonts and colours of a theme by the names that properties call them by."""
    found: dict[str, str] = {}
    for size in () if root is None else ("major", "minor"):
        fonts = None if root is None else root.find(f".//{_A}{size}Font")
        for slot, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            font = None if fonts is None else fonts.find(f"{_A}{slot}")
            if font is not None and font.get("typeface"):
                found |= {f"{size}{name}": font.get("typeface") or "" for name in names}
    scheme = None if root is None else root.find(f".//{_A}clrScheme")
    for item in () if scheme is None else scheme:
        name = str(item.tag).rpartition("}")[2]
        colour = next((each.get("lastClr") or each.get("val") or "" for each in item), "")
        found[_SLOTS_OF_COLOURS.get(name, name)] = colour.upper()
    swaps = None if settings is None else settings.find(f"{_W}clrSchemeMapping")
    for name, (short, usual) in _TEXT_COLOURS.items():
        place = usual if swaps is None else swaps.get(f"{_W}{short}") or usual
        if place in found:
            found[name] = found[place]
    return found

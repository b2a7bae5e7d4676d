"""What the style of a table gives to each of its cells: its first row, its columns in turn, its corners."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.figures import figure
from clmctl.word.reading.colours import UNKNOWN, ground_of, is_dark
from clmctl.word.reading.styles import Look, Styles, look_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_ON = ("1", "true", "on")
#: What a table asks of its style, as names and as bits of the older form.
_BITS: Mapping[str, int] = MappingProxyType(
    {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400}
)
_MOST_IN_BAND = 1_000


class CellStyle(NamedTuple):
    """The style of a table, and those of its parts that a cell belongs to, the strongest first; None: it is not known which."""

    style: str = ""
    parts: tuple[str, ...] | None = ()


class Asked(NamedTuple):
    """What a table asks of its style; bands are so many rows and columns wide."""

    asks: frozenset[str]
    rows: int = 1
    columns: int = 1


NO_STYLE = CellStyle()


def asked(props: "_Element | None", styles: Styles, style: str) -> Asked | None:
    """What a table asks of its style, None where it does not say."""
    look = None if props is None else props.find(f"{_W}tblLook")
    if look is None:
        return None
    try:
        bits = int(look.get(_VAL) or "0", 16)
    except ValueError:
        bits = 0
    said = {name: look.get(f"{_W}{name}") for name in _BITS}
    asks = {name for name, bit in _BITS.items() if (said[name] in _ON if said[name] is not None else bits & bit)}
    return Asked(frozenset(asks), *(_band(props, styles, style, f"tblStyle{kind}BandSize") for kind in ("Row", "Col")))


def _band(props: "_Element | None", styles: Styles, style: str, name: str) -> int:
    for each in (props, *(item.props.find(f"{_W}tblPr") for item in styles.line(style) if item.props is not None)):
        size = None if each is None else each.find(f"{_W}{name}")
        if size is not None and (count := figure(size.get(_VAL))) and 0 < count < _MOST_IN_BAND:
            return count
    return 1


def cell_style(style: str, wants: Asked | None, row: tuple[int, int], column: tuple[int, int]) -> CellStyle:
    """The style of a cell; `row` and `column` are its place, from 0, and how many there are."""
    if not style:
        return NO_STYLE
    return CellStyle(style, None if wants is None else tuple(_parts(wants, row, column)))


def _parts(wants: Asked, row: tuple[int, int], column: tuple[int, int]) -> Iterator[str]:
    first_row, last_row = "firstRow" in wants.asks and row[0] == 0, "lastRow" in wants.asks and row[0] == row[1] - 1
    first, last = "firstColumn" in wants.asks and column[0] == 0, "lastColumn" in wants.asks and column[0] == column[1] - 1
    top = (("nwCell", first_row and first), ("neCell", first_row and last))
    bottom = (("swCell", last_row and first), ("seCell", last_row and last))
    yield from (name for name, is_one in (*top, *bottom) if is_one)
    edges = (("firstCol", first), ("lastCol", last), ("firstRow", first_row), ("lastRow", last_row))
    yield from (name for name, is_one in edges if is_one)
    if "noHBand" not in wants.asks and not (first_row or last_row):
        band = (row[0] - ("firstRow" in wants.asks)) // wants.rows
        yield f"band{band % 2 + 1}Horz"
    if "noVBand" not in wants.asks and not (first or last):
        band = (column[0] - ("firstColumn" in wants.asks)) // wants.columns
        yield f"band{band % 2 + 1}Vert"


def cell_ground(styles: Styles, cell: CellStyle, behind: str) -> str:
    """The colour behind the words of a cell; unknown where the style makes some cells dark and it is not known which."""
    if cell.parts is None:
        shadings = (shading for each in _props(styles, cell) for shading in each.iter(f"{_W}shd"))
        return UNKNOWN if any(is_dark(ground_of(shading, styles.theme)) for shading in shadings) else behind
    for holder in _holders(styles, cell):
        for name in ("tcPr", "tblPr"):
            shading = holder.find(f"{_W}{name}/{_W}shd")
            if shading is not None and shading.get(_VAL) != "nil":
                return ground_of(shading, styles.theme) or behind
    return behind


def cell_look(styles: Styles, cell: CellStyle) -> Look:
    """How the style of a table sets the words of a cell."""
    look = Look()
    for holder in _holders(styles, cell):
        look = look.over(look_of(holder.find(f"{_W}rPr"), styles.theme))
    return look


def _holders(styles: Styles, cell: CellStyle) -> Iterator["_Element"]:
    """What speaks of a cell, the strongest first: each part of the style and what that is based on, then the whole."""
    props = _props(styles, cell)
    for part in (*(cell.parts or ()), "wholeTable"):
        for each in props:
            yield from (item for item in each.iterfind(f"{_W}tblStylePr") if item.get(f"{_W}type") == part)
    yield from props


def _props(styles: Styles, cell: CellStyle) -> list["_Element"]:
    return [each.props for each in styles.line(cell.style) if each.props is not None] if cell.style else []

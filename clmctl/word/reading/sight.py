"""Why words are not seen for where they stand: off the page, in lines, rows and cells of no size, in cells that others cover."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from clmctl.model.word.measures import twentieths
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_OFF = ("0", "false", "off", "none")
#: Rows, lines and cells lower or narrower than this show nothing: two points in twentieths; lines also a sixth of their height.
_LOW = 40
#: So far left of the margin no paper is left, and so little room holds no word.
_LEFT, _NO_ROOM = -2_880, 120
#: The widest page Word has, and twentieths of a point in a hundredth of a character.
_WIDEST, _OF_CHARACTER = 31_680, 2.1
_SIDES = (("left", "start"), ("right", "end"))
#: The properties of a paragraph that say where it stands.
STANDING = frozenset((f"{_W}ind", f"{_W}spacing", f"{_W}framePr"))


class Paper(NamedTuple):
    """The widest page of a file and its margins, in twentieths of a point."""

    width: int = 11_906
    left: int = 1_440
    right: int = 1_440


def paper_of(root: "_Element", otherwise: Paper) -> Paper:
    """The widest paper of a story's sections; where it says none, as headers and notes do not, that which it is printed on."""
    found = []
    for section in root.iter(f"{_W}sectPr"):
        size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
        width = None if size is None else _measure(size, "w")
        left, right = (None if margins is None else _measure(margins, side) for side in ("left", "right"))
        if width:
            found.append(Paper(width, left or 0, right or 0))
    return max(found, default=otherwise)


def paragraph_sight(stated: Iterable["_Element"], paper: Paper) -> tuple[str, ...]:
    """Why the words of a paragraph are not seen. `stated` are its own properties, then those of its styles and its list."""
    indents: dict[str, int] = {}
    line: tuple[int, str] | None = None
    framed = False
    for props in stated:
        for item in props:
            if item.tag == f"{_W}ind":
                for names in _SIDES:
                    said = next((at for name in names if (at := _indent(item, name)) is not None), None)
                    if said is not None:
                        indents.setdefault(names[0], said)
                hanging, first = _indent(item, "hanging"), _indent(item, "firstLine")
                if hanging is not None or first is not None:  # either of a paragraph undoes both of its style
                    indents.setdefault("first", -hanging if hanging is not None else first or 0)
            elif item.tag == f"{_W}spacing" and item.get(f"{_W}line") is not None and line is None:
                line = (_measure(item, "line") or 0, item.get(f"{_W}lineRule") or "auto")
            elif item.tag == f"{_W}framePr":
                framed = framed or _is_off(item)
    found = ["off-page"] if framed or _is_set_off(indents, paper) else []
    if line is not None and line[1] in ("exact", "auto") and 0 < line[0] <= _LOW:
        found.append("no-line")
    return tuple(found)


def _indent(item: "_Element", name: str) -> int | None:
    """An indent; one counted in characters goes before one that is measured."""
    characters = item.get(f"{_W}{name}Chars")
    if characters is not None and (count := twentieths(characters)) not in (None, 0):
        return round((count or 0) * _OF_CHARACTER)
    return _measure(item, name)


def _is_set_off(indents: dict[str, int], paper: Paper) -> bool:
    left, right = indents.get("left", 0), indents.get("right", 0)
    first = left + indents.get("first", 0)
    if min(left, first) < _LEFT:
        return True
    room = paper.width - paper.left - paper.right
    return left >= paper.width - paper.left or first >= paper.width - paper.left or left + right > max(room, 0) - _NO_ROOM > 0


def _is_off(frame: "_Element") -> bool:
    """Whether a frame stands off the page, or has no room. One neither wide nor high is none: Pages gives all text one."""
    places = [_measure(frame, side) or 0 for side in ("x", "y")]
    if max(places) > _WIDEST or min(places) < -_WIDEST // 4:
        return True
    width, height = _measure(frame, "w"), _measure(frame, "h")
    low = frame.get(f"{_W}hRule") == "exact" and height is not None and height <= _LOW
    return (low and bool(width or height)) or (width is not None and 0 < width <= _LOW)


def row_sight(props: "_Element | None") -> tuple[str, ...]:
    """Why the words of a row are not seen."""
    if props is None:
        return ()
    height, marker = props.find(f"{_W}trHeight"), props.find(f"{_W}hidden")
    low = height is not None and height.get(f"{_W}hRule") == "exact" and (_measure(height, "val") or 0) <= _LOW
    hidden = marker is not None and marker.get(_VAL) not in _OFF
    return (*(("no-row",) if low else ()), *(("hidden-row",) if hidden else ()))


def cell_sight(props: "_Element | None", *, fixed: bool) -> tuple[str, ...]:
    """Why the words of a cell are not seen: another covers it, or its table fixes its columns and gives it no width."""
    if props is None:
        return ()
    merges = (props.find(f"{_W}{name}") for name in ("vMerge", "hMerge"))
    if any(merge is not None and merge.get(_VAL) in (None, "continue") for merge in merges):
        return ("merged-away",)
    width = props.find(f"{_W}tcW")
    if fixed and width is not None and width.get(f"{_W}type") == "dxa" and 0 < (_measure(width, "w") or 0) <= _LOW:
        return ("no-width",)
    return ()


def table_sight(props: "_Element | None", paper: Paper) -> tuple[str, ...]:
    """Why the words of a table are not seen."""
    if props is None:
        return ()
    floats, inset = props.find(f"{_W}tblpPr"), props.find(f"{_W}tblInd")
    if floats is not None:
        places = [_measure(floats, f"tblp{side}") or 0 for side in ("X", "Y")]
        return ("off-page",) if max(places) > _WIDEST // 2 or min(places) < -paper.width else ()
    at = 0 if inset is None else _measure(inset, "w") or 0
    return ("off-page",) if at >= paper.width - paper.left or at <= -paper.width else ()


def is_fixed(props: "_Element | None") -> bool:
    """Whether a table's columns are as wide as they say, whatever is in them."""
    layout = None if props is None else props.find(f"{_W}tblLayout")
    return layout is not None and layout.get(f"{_W}type") == "fixed"


def _measure(item: "_Element", name: str) -> int | None:
    return twentieths(item.get(f"{_W}{name}") or "")

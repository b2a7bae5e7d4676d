"""Tables, rows and cells that stand in both files and look otherwise: what they were, as tracked changes of their properties."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.comparing.effect import Effects
from clmctl.word.comparing.grids import Grid, cell_differs, grid_of, row_differs, stands_otherwise
from clmctl.word.comparing.holding import cells_of, rows_of
from clmctl.word.comparing.sight import Sight
from clmctl.word.comparing.stating import of_cell
from clmctl.word.comparing.writing import Pen
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: What stands before the properties of a row.
_EXCEPTION = f"{_W}tblPrEx"
#: What properties hold that is no part of how a thing looks.
_TRACKED = frozenset(f"{_W}{name}" for name in ("ins", "del", "cellIns", "cellDel", "cellMerge"))


#: A row or table as it stood and as it stands.
Stood = tuple["_Element", "_Element"]


@frozen
class Seen:
    """A table that stands in both files, as it is seen: in the old one, so with the new one's styles, and in the new one."""

    was: Grid
    by_style: Grid
    now: Grid


def seen(sight: Sight, old: "_Element", new: "_Element") -> Seen:
    """How a table is seen in both files."""
    return Seen(grid_of(old, sight.old, sight.old), grid_of(old, sight.old, sight.new), grid_of(new, sight.new, sight.new))


def restate(
    pen: Pen, sight: Sight, found: Seen, tables: "tuple[_Element, _Element, _Element]", rows: "Mapping[_Element, Stood]"
) -> None:
    """Has a table, its rows and cells say how they looked where that was otherwise.

    The tables are the old one, the new one, and the one that is written; `rows` are those of it that stood, each with the old
    and the new one it stands for.
    """
    old, new, written = tables
    was, by_style, now = found.was, found.by_style, found.now
    befores, afters = ({row: at for at, row in enumerate(rows_of(table))} for table in (old, new))
    paired = {befores[before]: afters[after] for before, after in rows.values()}
    paired |= {-1: -1, len(befores): len(afters)}  # nothing stands beside the first and the last
    whole = stands_otherwise(was.stand, now.stand)
    for row, (before, after) in rows.items():
        i, k = befores[before], afters[after]
        by_row = False
        if row_differs(was.rows[i], now.rows[k]):
            _say(pen, row, before, "trPr")
        near = {"top": (i - 1, k - 1), "bottom": (i + 1, k + 1)}
        sides = frozenset(("left", "right", *(side for side, (a, b) in near.items() if paired.get(a) == b)))
        cells = zip(cells_of(row), cells_of(before), cells_of(after), was.cells[i], by_style.cells[i], now.cells[k], strict=False)
        for cell, first, second, looked, so, looks in cells:  # an old row may have been filled up since
            if not cell_differs(looked, looks, sides) or not cell_differs(so, looks, sides):
                continue  # where the style alone looks otherwise, that is told of once
            if _of_cell(first, sight.old) != _of_cell(second, sight.new):
                _say(pen, cell, first, "tcPr")
            else:
                by_row = by_row or _of_all(before, sight.old, "tblPrEx") != _of_all(after, sight.new, "tblPrEx")
                whole = whole or _of_all(old, sight.old, "tblPr") != _of_all(new, sight.new, "tblPr")
        if by_row:
            _say(pen, row, before, "tblPrEx")
    if whole:
        _say(pen, written, old, "tblPr")


def _of_cell(cell: "_Element", whose: Effects) -> tuple[object, ...]:
    """What a cell says of itself."""
    props = cell.find(f"{_W}tcPr")
    return (of_cell(props, whose.theme), *_attributes(props, "tcW", "vMerge"))


def _of_all(holder: "_Element", whose: Effects, name: str) -> tuple[object, ...]:
    """What a table or a row says of all its cells."""
    props = holder.find(f"{_W}{name}")
    return (of_cell(props, whose.theme), *_attributes(props, "tblStyle", "tblLook"))


def _attributes(props: "_Element | None", *names: str) -> list[object]:
    found = [None if props is None else props.find(f"{_W}{name}") for name in names]
    return [None if each is None else sorted(each.items()) for each in found]


def _say(pen: Pen, holder: "_Element", old: "_Element", name: str) -> None:
    """States what the properties of a table, row or cell were, as a tracked change of them."""
    props = holder.find(f"{_W}{name}")
    if props is None:
        props = pen.make(name)
        holder.insert(1 if len(holder) and holder[0].tag == _EXCEPTION else 0, props)
    change = pen.change("inserted")
    change.tag = f"{_W}{name}Change"
    stated = old.find(f"{_W}{name}")
    said = pen.make(name) if stated is None else pen.taken("deleted", stated)
    for child in [child for child in said if child.tag in _TRACKED]:
        said.remove(child)
    change.append(said)
    props.append(change)

"""Where a table stands on the page, and which columns of its grid a cell goes over."""

from typing import TYPE_CHECKING, NamedTuple

from clmctl.model.word.measures import twentieths
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
#: Figures of a count of columns that no table has.
_MOST_COLUMNS = 4
_SIDES = {"center": "center", "right": "right", "end": "right"}


class TableStand(NamedTuple):
    """How far in from the margin a table stands, in twentieths of a point (negative: out), and on which side.

    The side is empty where the text begins, `apart` where the table floats beside it.
    """

    inset: int
    side: str


class CellSpan(NamedTuple):
    """The column of the grid a cell begins in, from 1, how many it goes over, and whether it goes on the one above it."""

    column: int
    across: int
    continues: bool


def table_stand(props: "_Element | None") -> TableStand:
    """How a table stands, as its properties say."""
    if props is None:
        return TableStand(0, "")
    floats = props.find(f"{_W}tblpPr")
    if floats is not None:
        return TableStand(twentieths(floats.get(f"{_W}tblpX") or "") or 0, "apart")
    said, side = props.find(f"{_W}tblInd"), props.find(f"{_W}jc")
    inset = 0 if said is None else twentieths(said.get(f"{_W}w") or "") or 0
    return TableStand(inset, "" if side is None else _SIDES.get(side.get(_VAL) or "", ""))


def table_stood(props: "_Element | None") -> TableStand | None:
    """How a table stood before a tracked change of its properties; None where there is none."""
    changed = None if props is None else props.find(f"{_W}tblPrChange")
    return None if changed is None else table_stand(changed.find(f"{_W}tblPr"))


def first_column(props: "_Element | None") -> int:
    """The column of the grid in which the first cell of a row begins, from its properties."""
    before = None if props is None else props.find(f"{_W}gridBefore")
    return 1 + (0 if before is None else _count(before.get(_VAL) or "", 0))


def cell_span(props: "_Element | None", column: int) -> CellSpan:
    """The columns of the grid a cell goes over that begins in one, from its properties."""
    if props is None:
        return CellSpan(column, 1, continues=False)
    across, down = props.find(f"{_W}gridSpan"), props.find(f"{_W}vMerge")
    wide = 1 if across is None else max(1, _count(across.get(_VAL) or "", 1))
    return CellSpan(column, wide, continues=down is not None and down.get(_VAL) in (None, "continue"))


def _count(said: str, otherwise: int) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < _MOST_COLUMNS else otherwise

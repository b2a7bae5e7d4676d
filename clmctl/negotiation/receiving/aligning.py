"""How the cells of a table are aligned, and the columns that came back aligned otherwise than the text has them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from clmctl.negotiation.receiving.grids import Grid
from clmctl.negotiation.receiving.layout import Layout
from clmctl.redline.returned.tables import side
from clmctl.redline.returned.words import Line

_SAID = re.compile(r"\bjc=(\w+)")
_SIDES = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
#: Stands for the stretch of words in a step's key where it is the alignment of a cell that is taken or refused.
ALIGNMENT = -1


class Turned(NamedTuple):
    """A column of the text (from 0) whose cells are aligned otherwise, the alignment it has now, and their steps."""

    column: int
    now: str
    steps: tuple[int, ...]
    key: int = ALIGNMENT


def aligned(cells: Iterable[Line]) -> str:
    """How cells are aligned; empty where they do not say, or not as one."""
    said = {match[1] if (match := _SAID.search(line.form)) else "" for line in cells}
    return _SIDES.get(said.pop(), "") if len(said) == 1 else ""


def turned(layout: Layout, grid: Grid) -> tuple[Turned, ...]:
    """The columns of a table of the text of which every cell that goes on stands on another side, and all on the same one."""
    if grid.block is None or layout.behind.blocks[grid.block].kind != "table":
        return ()
    found = []
    block = layout.behind.blocks[grid.block]
    for column, track in enumerate(grid.columns):
        steps = [
            (at, grid.rows[row].was)
            for row in range(len(grid.rows))
            for at in grid.cells.get((row, column), ())
            if layout.block_of(layout.returned.steps[at].sent) == grid.block and layout.returned.steps[at].final is not None
        ]
        below = [at for at, row in steps if row is not None and row >= block.header_rows] or [at for at, _ in steps]
        if track.was is None or not below:
            continue
        typed = block.aligns[track.was] if track.was < len(block.aligns) else ""
        was = {typed.replace("left", "")} if typed else {side(_sent(layout, at)) for at in below}
        now = {side(layout.line(layout.returned.steps[at])) for at in below}
        if len(now) == 1 and was != now and now <= {"", "center", "right"}:
            new = aligned(layout.line(layout.returned.steps[at]) for at in below)
            changed = [at for at, _ in steps if side(_sent(layout, at)) != side(layout.line(layout.returned.steps[at]))]
            found += [Turned(track.was, new, tuple(changed))] if changed else []
    return tuple(found)


def _sent(layout: Layout, at: int) -> Line:
    return layout.returned.lineage.sent[layout.returned.steps[at].sent or 0]

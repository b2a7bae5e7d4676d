"""Tables of a returned file as the text writes them: rows of which no cell changed stay as they are typed."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from clmctl.negotiation.receiving.following import Applies, depth_before
from clmctl.negotiation.receiving.places import Standing
from clmctl.negotiation.receiving.text import Unit, spelling
from clmctl.redline.returned.steps import Step
from clmctl.redline.returned.words import Line
from clmctl.text.dialect.markup import markup

if TYPE_CHECKING:
    from clmctl.negotiation.receiving.units import Layout

_TABLE = re.compile(r"table (\d+) row (\d+) cell (\d+)$")

_RULES = {"": " --- ", "left": " :--- ", "center": " :---: ", "right": " ---: "}

_ALIGN = re.compile(r"\bjc=(\w+)")
_ALIGNS = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}


def stands(layout: "Layout", at: int, n: int, applies: Applies) -> bool:
    """Whether the table of a block stands where a step is: where its cells are, or were if it may not go."""
    step = layout.returned.steps[at]
    if step.final is not None:
        return step.kind not in ("inserted", "moved") or applies(at, None)
    return not applies(at, None) and not any(
        layout.block_of(other.sent) == n and other.final is not None and stands(layout, place, n, applies)
        for place, other in enumerate(layout.returned.steps)
    )


def written_table(layout: "Layout", n: int, applies: Applies) -> Unit:
    """A table as it came back: rows of which no cell changed stay as they are typed."""
    block = layout.behind.blocks[n]
    table = next(
        (
            spot[0]
            for i, j in layout.returned.lineage.heirs.items()
            if layout.block_of(i) == n and (spot := table_of(layout.returned.lineage.final[j])) is not None
        ),
        None,
    )
    grid: dict[float, dict[int, list[tuple[int, Step]]]] = {}
    last = 0.0
    for at, step in enumerate(layout.returned.steps):
        spot = table_of(layout.returned.lineage.final[step.final]) if step.final is not None else None
        if spot is not None and spot[0] == table:
            if step.kind in ("inserted", "moved") and not applies(at, None):
                continue
            last = float(spot[1])
            grid.setdefault(last, {}).setdefault(spot[2], []).append((at, step))
        elif layout.block_of(step.sent) == n and step.final is None and not applies(at, None):
            row, column = layout.behind.printed[layout.behind.of[step.sent or 0]].cell or (0, 0)
            grid.setdefault(last + 0.001 * (row + 1), {}).setdefault(column + 1, []).append((at, step))
    width = len(block.rows[0]) if block.rows else 0
    now = max((column for cells in grid.values() for column in cells), default=width)
    rows: list[int | str] = []
    first = _first_line(layout, n)
    rule: int | str = first + 1
    if now > width:  # columns came
        rule = "|" + "|".join(_RULES[align] for align in (*block.aligns, *[""] * now)[:now]) + "|"
    for r, key in enumerate(sorted(grid)):
        cells = grid[key]
        typed = _typed_row(layout, n, cells, applies)
        rows.append(
            first + typed
            if typed is not None
            else _row([_cell(layout, cells.get(c, []), applies) for c in range(1, max(width, *cells) + 1)])
        )
        if r == 0 and block.header_rows:
            rows.append(rule)
    if rows and not block.header_rows:
        rows = [first if now <= width else _row([""] * now), rule, *rows]
    before = len(block.rows) + (1 if block.header_rows else 2)
    whole = rows == list(range(first, first + before))
    return Unit("table", block.indent, n, rows=None if whole else tuple(rows))


def _first_line(layout: "Layout", n: int) -> int:
    return layout.behind.blocks[n].line - 1


def _typed_row(layout: "Layout", n: int, cells: Mapping[int, list[tuple[int, Step]]], applies: Applies) -> int | None:
    """The line of a row that stands as it was, counted from the table's first; None where it changed."""
    rows: set[int] = set()
    block = layout.behind.blocks[n]
    for column, steps in cells.items():
        if len(steps) != 1:
            return None
        at, step = steps[0]
        if layout.block_of(step.sent) != n:
            return None
        cell = layout.behind.printed[layout.behind.of[step.sent or 0]].cell
        changed = any(hunk.counts and applies(at, h) for h, hunk in enumerate(step.hunks))
        if cell is None or cell[1] != column - 1 or changed:
            return None
        rows.add(cell[0])
    if len(rows) != 1 or len(cells) != len(block.rows[0]):
        return None
    row = next(iter(rows))
    return row + 1 if row or not block.header_rows else 0


def _cell(layout: "Layout", steps: Sequence[tuple[int, Step]], applies: Applies) -> str:
    pieces: list[str] = []
    for at, step in steps:
        if step.sent is None or step.sent not in layout.behind.of:
            found = layout.wording.inlines(layout.new_items(step), layout.line(step))
        else:
            found = layout.wording.inlines(
                layout.items(step, [h for h, k in enumerate(step.hunks) if k.counts and applies(at, h)], looks=applies(at, None)),
                layout.line(step),
            )
        pieces.append(markup(found, begins=False, bare=spelling(layout.wording.bare, "cell")))
    return " ".join(" ".join(piece.split("\\\n")) for piece in pieces if piece)


def new_table(layout: "Layout", at: int, table: int, applies: Applies, standing: Standing) -> Unit | None:
    """A table that came and whose first cell is a step's; None where it is refused."""
    grid: dict[int, dict[int, list[tuple[int, Step]]]] = {}
    for place, step in enumerate(layout.returned.steps):
        spot = table_of(layout.returned.lineage.final[step.final]) if step.final is not None else None
        if spot is not None and spot[0] == table and applies(place, None):
            grid.setdefault(spot[1], {}).setdefault(spot[2], []).append((place, step))
    if not grid:
        return None
    width = max(column for cells in grid.values() for column in cells)
    rows = [_row([_cell(layout, grid[r].get(c, []), applies) for c in range(1, width + 1)]) for r in sorted(grid)]
    body = [grid[r] for r in sorted(grid)[1:]]
    rule = "|" + "|".join(_RULES[_aligned(layout, [cells.get(c, []) for cells in body])] for c in range(1, width + 1)) + "|"
    inset = layout.line(layout.returned.steps[at]).members[-1].inset
    depth = standing.depth_at(inset, follows=depth_before(layout, at, applies, standing))
    return Unit("table", depth, None, "\n".join([rows[0], rule, *rows[1:]]))


def _aligned(layout: "Layout", cells: Sequence[Sequence[tuple[int, Step]]]) -> str:
    """How the cells of a column are aligned; empty where they do not say, or not as one."""
    said = {match[1] if (match := _ALIGN.search(layout.line(step).form)) else "" for steps in cells for _, step in steps}
    return _ALIGNS.get(said.pop(), "") if len(said) == 1 else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def table_of(line: Line) -> tuple[int, int, int] | None:
    """(table, row, cell) a paragraph stands in; None outside tables and in those inside others."""
    match = _TABLE.match(line.place)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def is_column(layout: "Layout", step: Step) -> bool:
    """Whether a cell came to or left a row that goes on, of a table the front matter holds: a column did, and rows have none."""
    lineage, behind = layout.returned.lineage, layout.behind
    if step.kind not in ("inserted", "deleted"):
        return False
    if step.final is None:
        printed = behind.printed[behind.of[step.sent]] if step.sent is not None and step.sent in behind.of else None
        if printed is None or printed.cell is None or behind.blocks[printed.block].kind != "data":
            return False
        goes_on = (behind.printed[p] for i, p in behind.of.items() if i in lineage.heirs)
        return any(each.block == printed.block and each.cell and each.cell[0] == printed.cell[0] for each in goes_on)
    spot = table_of(lineage.final[step.final])
    n = None if spot is None else layout.block_of_table(spot[0])
    if spot is None or n is None or behind.blocks[n].kind != "data":
        return False
    return any((other := table_of(lineage.final[j])) is not None and other[:2] == spot[:2] for j in lineage.heirs.values())


def data_rows(layout: "Layout", n: int, applies: Applies) -> list[tuple[int | None, dict[str, str]]] | None:
    """The rows of a table that the front matter holds as they came back: the row each was (None: new), and cells that differ.

    None where none does. A column that came or left changes no row.
    """
    heirs = layout.returned.lineage.heirs
    final = layout.returned.lineage.final
    tables = [spot[0] for i, j in heirs.items() if layout.block_of(i) == n and (spot := table_of(final[j])) is not None]
    keys = {
        printed.cell[1]: printed.data[2]
        for printed in layout.behind.printed
        if printed.block == n and printed.data and printed.cell
    }
    rows: dict[float, tuple[int | None, dict[str, str]]] = {}
    differs = False
    last = 0.0
    for at, step in enumerate(layout.returned.steps):
        spot = table_of(final[step.final]) if step.final is not None else None
        printed_at = None if step.sent is None else layout.behind.of.get(step.sent)
        data = None if printed_at is None else layout.behind.printed[printed_at].data
        if spot is not None and tables and spot[0] == tables[0] and spot[1] > 1:
            if step.sent is None and (not applies(at, None) or is_column(layout, step)):
                continue
            last = float(spot[1])
            row, cells = rows.get(last, (None, {}))
            changed = step.sent is None or any(h.counts and applies(at, k) for k, h in enumerate(step.hunks))
            key = data[2] if data else keys.get(spot[2] - 1)
            if changed and key:
                cells[key] = layout.wording.spelled(final[step.final or 0].text.strip())
                differs = True
            rows[last] = (data[1] if data else row, cells)
        elif step.final is None and data is not None and layout.block_of(step.sent) == n and not is_column(layout, step):
            if applies(at, None):
                differs = True
            else:
                rows.setdefault(last + 0.001 * (data[1] + 1), (data[1], {}))
    return [rows[key] for key in sorted(rows)] if differs else None

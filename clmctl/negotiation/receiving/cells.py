"""Cells and tables that stand otherwise, as rows to decide about: a column aligned otherwise is one, and the text says it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from clmctl.model.change import Change
from clmctl.model.returned import RowHow
from clmctl.negotiation.receiving.aligning import turned
from clmctl.negotiation.receiving.grids import Grid, grid_of
from clmctl.negotiation.receiving.groups import Group, Key
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.remarks import JOINED, MERGED, PARTED
from clmctl.negotiation.receiving.spots import Spot
from clmctl.redline.returned.tables import CellFact

_SIDES = {"": "left", "center": "centred", "right": "right", "both": "justified"}
_CELLS = " | "
_ALONE = "the text aligns whole columns alone, and not those of a table made from data: nothing was changed there"
_LOOK = "a look the text does not keep"


def of_cells(
    layout: Layout, stand: Sequence[Spot], found: Sequence[CellFact], how_of: Callable[[str, str], RowHow]
) -> Iterator[Group]:
    """The columns that are aligned otherwise, and, as cosmetic, cells and tables that stand as the text cannot say.

    `stand` is where each step stands, `how_of` says how a change was made, for a reader.
    """
    steps = {step.final: at for at, step in enumerate(layout.returned.steps) if step.final is not None}
    facts = {steps[fact.final]: fact for fact in found if fact.kind == "aligned"}
    blocks = {n for at in facts if (n := layout.block_of(layout.returned.steps[at].sent)) is not None}
    for n in sorted(blocks):
        for column in turned(layout, grid_of(layout, n)):
            mine = [(at, facts.pop(at)) for at in column.steps if at in facts]
            if mine:
                yield _column(layout, stand, mine, column.key, how_of)
    others: dict[tuple[object, ...], list[tuple[int, CellFact]]] = {}
    for fact in found:
        at = steps[fact.final]
        if fact.kind != "aligned" or facts.get(at) is fact:
            key = (layout.block_of(fact.sent), fact.kind, fact.old, fact.new, fact.how, fact.author)
            others.setdefault(key, []).append((at, fact))
    for some in others.values():
        yield _look(layout, stand, some)
    tables = {each.block for p in layout.behind.of.values() if (each := layout.behind.printed[p]).cell is not None}
    homes: dict[int, dict[int, int]] = {}
    for n in sorted(tables):
        grid = grid_of(layout, n)
        begins = _begins(layout, n)
        for at in list(begins.values())[1:]:
            yield Group("format", "cosmetic", "", "", stand[at], [(-1, None)], _row_of(layout, at), PARTED, carried=False)
        for table, at in begins.items():
            homes.setdefault(table, {})[n] = at
        for at in _merged(layout, grid):
            said = layout.line(layout.returned.steps[at]).text.strip()
            yield Group(
                "format", "cosmetic", "", "", stand[at], [(-1, None)], [Change("kept", said, said)], MERGED, carried=False
            )
    for parts in homes.values():
        for at in list(parts.values())[1:]:
            yield Group("joined", "silent", "", "", stand[at], [(-1, None)], _row_of(layout, at), JOINED, carried=False)


def _begins(layout: Layout, n: int) -> dict[int, int]:
    """The tables in which a table of the text goes on, in their order, each with the first of its cells that does."""
    steps = ((at, layout.returned.steps[at]) for at in layout.tables.printed.get(n, ()))
    found: dict[int, int] = {}
    for at, step in steps:
        spot = table_of(layout.line(step)) if step.final is not None and step.kind in ("kept", "changed") else None
        if spot is not None:
            found.setdefault(spot[0], at)
    return found


def _row_of(layout: Layout, at: int) -> list[Change]:
    """The words of the row of a table that a step begins."""
    steps, row = layout.returned.steps, _row(layout, at)
    beside = takewhile(lambda n: steps[n].final is None or _row(layout, n) == row, range(at, len(steps)))
    cells = (layout.line(steps[n]).text.strip() for n in beside if steps[n].final is not None)
    said = _CELLS.join(filter(None, cells))
    return [Change("kept", said, said)]


def _row(layout: Layout, at: int) -> str:
    return layout.line(layout.returned.steps[at]).place.rpartition(" cell ")[0]


def _column(
    layout: Layout, stand: Sequence[Spot], cells: Sequence[tuple[int, CellFact]], key: int, how_of: Callable[[str, str], RowHow]
) -> Group:
    said = next((fact for _, fact in cells if fact.how == "silent"), cells[0][1])
    author = "" if said.how == "silent" else ", ".join(dict.fromkeys(fact.author for _, fact in cells if fact.author))
    remark = f"a column set {_named(said.new)}, and it was {_named(said.old)}"
    keys: list[Key] = [(at, key) for at, _ in cells]
    date = max(fact.date for _, fact in cells)
    return Group("format", how_of(said.how, author), author, date, stand[cells[0][0]], keys, _words(layout, cells), remark)


def _look(layout: Layout, stand: Sequence[Spot], cells: Sequence[tuple[int, CellFact]]) -> Group:
    """Cells, or a table, set so that the text cannot say it."""
    said = cells[0][1]
    what = "the table" if said.kind == "table" else ("a cell" if len(cells) == 1 else f"{len(cells)} cells")
    if said.kind == "aligned":
        remark = f"{what} set {_named(said.new)}, and {'it was' if len(cells) == 1 else 'they were'} {_named(said.old)}; {_ALONE}"
    else:
        remark = f"{what} set {said.new}, and {'they were' if len(cells) > 1 else 'it was'} {said.old}; {_LOOK}"
    words = _words(layout, cells)
    return Group("format", "cosmetic", said.author, said.date, stand[cells[0][0]], [(-1, None)], words, remark, carried=False)


def _merged(layout: Layout, grid: Grid) -> Iterator[int]:
    """The cells that were merged with those beside or above them and are not told as joined: one of each row."""
    steps = layout.returned.steps
    columns = {track.now[1] for track in grid.columns if track.was is not None and track.now is not None}
    for row, track in enumerate(grid.rows):
        cells = grid.of_row(row)
        if not track.goes_on or any(steps[at].kind == "joined" for at in cells):
            continue
        for at in cells:
            cell = layout.line(steps[at]).members[-1]
            over = range(cell.column, cell.column + cell.across)
            if steps[at].final is not None and (cell.continues or len(columns.intersection(over)) > 1):
                yield at
                break


def _named(side: str) -> str:
    return _SIDES.get(side, side)


def _words(layout: Layout, cells: Sequence[tuple[int, CellFact]]) -> list[Change]:
    said = _CELLS.join(text for at, _ in cells if (text := layout.line(layout.returned.steps[at]).text.strip()))
    return [Change("kept", said, said)]

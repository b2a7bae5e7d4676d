"""The changes of tables as rows to decide about: a table, a row or a column that came, left or moved is one; merged cells."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from clmctl.model.change import Change
from clmctl.model.frozen import frozen
from clmctl.model.returned import RowHow
from clmctl.negotiation.receiving.belonging import belongs
from clmctl.negotiation.receiving.grids import Grid, grid_of, new_grid
from clmctl.negotiation.receiving.groups import Group
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.remarks import COLUMN, NESTED, stood
from clmctl.negotiation.receiving.spots import Spot
from clmctl.redline.returned.steps import Step, changes

_WHOLE = ("inserted", "deleted", "moved", "split", "joined")
#: What stands between the cells of a row, and between rows, where they are told.
_CELLS, _ROWS = " | ", "\n"
_NAMED: Mapping[str, str] = {
    "inserted": "a new {}", "deleted": "{} taken out", "moved": "{} moved", "split": "a cell split off", "joined": "cells merged",
}  # fmt: skip


@frozen
class _Part:
    """What of a table a step belongs to that came, left or moved: its name for a reader, what it is known by, and the row and
    the column the step stands in. `whole`: it is the table itself.
    """

    name: str
    key: str
    place: tuple[int, int]
    whole: bool = False


def of_tables(
    layout: Layout, stand: Sequence[Spot], how_of: Callable[[str, str], RowHow]
) -> tuple[dict[int, list[Group]], Collection[int]]:
    """The changes of whole tables, rows, columns and cells by the step they begin with, and the steps that are told with them.

    `stand` and `how_of` are as for the changes beside the words.
    """
    parts = dict(_parts(layout))
    found: dict[tuple[str, str], list[Group]] = {}
    steps = layout.returned.steps
    told = [at for at in sorted(parts) if steps[at].kind in _WHOLE and (steps[at].kind != "moved" or steps[at].final is not None)]
    for at in sorted(told, key=lambda at: not layout.line(steps[at]).text.strip()):  # an empty cell goes along with the others
        step, part = steps[at], parts[at]
        how = how_of(step.how, step.author)
        there = found.setdefault((step.kind, part.key), [])
        empty = not layout.line(step).text.strip()
        group = next((each for each in there if empty or (each.how, each.author) == (how, step.author)), None)
        if group is None:
            if empty and part.name in ("", "a cell"):
                continue
            carried = belongs(layout, step)
            remark = _remark(part, step, carried=carried)
            if step.kind == "moved":
                old = next(stand[n] for n, each in enumerate(steps) if each.sent == step.sent and each.final is None)
                remark = stood(remark, old.at or old.heading)
            group = Group(
                step.kind, how, step.author, step.date, stand[at], [], [], remark, carried, part.key, whole=part.whole  # type: ignore[arg-type]
            )  # fmt: skip
            there.append(group)
        group.keys.append((at, None))
    begins: dict[int, list[Group]] = {}
    for group in (group for some in found.values() for group in some):
        group.keys.sort()
        down = all(parts[at].name == "a column" for at, _ in group.keys)
        group.words += _said(layout, [(steps[at], parts[at].place[::-1] if down else parts[at].place) for at, _ in group.keys])
        group.spot = stand[group.keys[0][0]]
        group.date = max(steps[at].date for at, _ in group.keys)
        begins.setdefault(group.keys[0][0], []).append(group)
    return begins, parts.keys()


def _remark(part: _Part, step: Step, *, carried: bool) -> str:
    if part.name == "nested":
        return NESTED
    said = _NAMED[step.kind].format(part.name if step.kind != "inserted" else part.name.removeprefix("a ")) if part.name else ""
    return "; ".join(word for word in (said, "" if carried else COLUMN) if word)


def _said(layout: Layout, cells: Sequence[tuple[Step, tuple[int, int]]]) -> Iterator[Change]:
    """The words of cells, row by row; those of one kind are one change."""
    lineage = layout.returned.lineage
    last: tuple[int, int] | None = None
    held: Change | None = None
    for step, place in sorted(cells, key=lambda each: each[1]):
        between = "" if last is None else " " if last == place else _CELLS if last[0] == place[0] else _ROWS
        last = place
        said = changes(lineage, step)
        if len(said) == 1 and (held is None or held.kind == said[0].kind):
            held = said[0] if held is None else _beside(held, between, said[0])
        elif not said and held is not None:
            held = _beside(held, between, Change(held.kind, "", ""))
        else:
            if held is not None:
                yield held
            held = None
            yield Change("kept", between, between)
            yield from said
    if held is not None:
        yield held


def _beside(one: Change, between: str, other: Change) -> Change:
    old, new = (bool(one.old or other.old), bool(one.new or other.new))
    return Change(one.kind, f"{one.old}{between if old else ''}{other.old}", f"{one.new}{between if new else ''}{other.new}")


# ---- what a step belongs to


def _parts(layout: Layout) -> Iterator[tuple[int, _Part]]:
    """What each step of the text's tables belongs to that came, left or moved."""
    steps = layout.returned.steps
    final = layout.returned.lineage.final
    kept = {final[j].place for j in layout.returned.lineage.heirs.values()}
    printed = {each.block for p in layout.behind.of.values() if (each := layout.behind.printed[p]).cell is not None}
    for n in sorted(printed):
        yield from _of_grid(layout, grid_of(layout, n), f"table {n}", kept)
    tables = {spot[0] for line in final if (spot := table_of(line)) is not None}
    for table in sorted(tables):
        if layout.is_new_table(table):
            yield from _of_grid(layout, new_grid(layout, table), f"new table {table}", kept)
    for at, step in enumerate(steps):
        line = layout.line(step)
        if "/table " in line.place and "box" not in line.place:
            yield at, _Part("nested", f"{step.final is None} {line.place.rpartition(' row ')[0]}", _cell_of(line.place))


def _cell_of(place: str) -> tuple[int, int]:
    """(row, cell) of the innermost table of a place."""
    row, _, cell = place.rpartition(" row ")[2].partition(" cell ")
    return (int(row), int(cell)) if row.isdigit() and cell.isdigit() else (0, 0)


def _of_grid(layout: Layout, grid: Grid, key: str, kept: Collection[str]) -> Iterator[tuple[int, _Part]]:
    """What the steps of a table belong to. `kept` are the places of what goes on."""
    rows, columns = len(grid.rows), len(grid.columns)
    whole = f"a table of {_counted(rows, 'row')} and {_counted(columns, 'column')}"
    narrow = {
        column: set(grid.of_column(column, going_on=True))
        for column, track in enumerate(grid.columns)
        if not track.goes_on and _is_whole(grid, column)
    }
    for (row, column), steps in grid.cells.items():
        for at in steps:
            place = (row, column)
            if (grid.moved and layout.returned.steps[at].kind == "moved") or grid.came or grid.left:
                yield at, _Part(whole, key, place, whole=True)
            elif not grid.rows[row].goes_on:
                yield at, _Part("a row", f"{key} row {row}", place)
            elif at in narrow.get(column, ()):
                yield at, _Part("a column", f"{key} column {column}", place)
            else:
                stays = layout.returned.steps[at].final is not None and layout.line(layout.returned.steps[at]).place in kept
                yield at, _Part("" if stays else "a cell", f"{key} cell {row} {column}", place)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _is_whole(grid: Grid, column: int) -> bool:
    """Whether every row that goes on has a cell in a column."""
    return all((row, column) in grid.cells for row, track in enumerate(grid.rows) if track.goes_on)

"""A table of the text beside what came back of it: which rows and columns go on, came or left, and where the cells stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout
from clmctl.redline.returned.steps import Step


class Track(NamedTuple):
    """A row or a column: where it was in the text (from 0), and where it is in the file; None where it came, or left.

    A row of the file is (table, row), a column (0, column of the grid).
    """

    was: int | None
    now: tuple[int, int] | None

    @property
    def goes_on(self) -> bool:
        """Whether it neither came nor left."""
        return self.was is not None and self.now is not None


@frozen
class Grid:
    """A table's rows and columns in the order they stand in, those that left behind the one they stood behind.

    `cells` are the steps of each cell, by the places of its row and its column here. `moved`: the table stands elsewhere as a
    whole. `block` is None for a table that came.
    """

    block: int | None
    rows: tuple[Track, ...]
    columns: tuple[Track, ...]
    cells: Mapping[tuple[int, int], tuple[int, ...]]
    moved: bool = False

    @property
    def came(self) -> bool:
        """Whether the whole table is new."""
        return all(row.was is None for row in self.rows)

    @property
    def left(self) -> bool:
        """Whether the whole table has gone."""
        return all(row.now is None for row in self.rows)

    def of_row(self, row: int) -> list[int]:
        """The steps of a row."""
        return [at for column in range(len(self.columns)) for at in self.cells.get((row, column), ())]

    def of_column(self, column: int, *, going_on: bool = False) -> list[int]:
        """The steps of a column; of the rows alone that go on, where asked for and there are any."""
        rows = [row for row, track in enumerate(self.rows) if track.goes_on or not going_on]
        return [at for row in rows or range(len(self.rows)) for at in self.cells.get((row, column), ())]


def grid_of(layout: Layout, n: int) -> Grid:
    """The table of a block."""
    steps = layout.returned.steps
    tables, printed = layout.tables.of_block.get(n, frozenset()), layout.tables.printed.get(n, ())
    there = [at for table in tables for at in layout.tables.stand.get(table, ())]
    spots = {at: spot for at in {*printed, *there} if (spot := _spot(layout, steps[at])) is not None}
    own = [at for at in printed if at not in spots or spots[at][0] in tables]
    others = sorted(set(there).difference(printed))
    staying = [at for at in own if at in spots]
    moved = bool(staying) and all(steps[at].kind == "moved" for at in staying)
    known = [at for at in staying if moved or steps[at].kind != "moved"]
    cells = {at: _cell(layout, steps[at]) for at in own}
    rows = _tracks(
        {cells[at][0] for at in own},
        [(cells[at][0], spots[at][:2], _weight(layout, steps[at])) for at in known],
        {spots[at][:2] for at in (*staying, *others)},
    )
    columns = _tracks(
        {cells[at][1] for at in own},
        [(cells[at][1], (0, spots[at][2]), _weight(layout, steps[at])) for at in known],
        {(0, spots[at][2]) for at in (*staying, *others)},
    )
    found: dict[tuple[int, int], list[int]] = {}
    row_was, row_now = _places(rows)
    column_was, column_now = _places(columns)
    wide = Counter(spot[:2] for spot in {spots[at] for at in (*staying, *others)})
    usual = max(wide.values(), key=list(wide.values()).count, default=0)
    ragged = {  # a cell was put in or split, and the others of its row alone went on
        spots[at][:2]
        for at in known
        if steps[at].kind != "moved"
        and wide[spots[at][:2]] != usual
        and columns[column_now[0, spots[at][2]]].was not in (None, cells[at][1])
    }
    place = (0, 0)
    for at in sorted({*own, *others}):
        step = steps[at]
        if step.final is None:
            place = row_was[cells[at][0]], column_was[cells[at][1]]
        elif at not in spots:  # it stands outside the table now
            continue
        else:
            row = row_now[spots[at][:2]]
            if spots[at][:2] not in ragged:
                place = row, column_now[0, spots[at][2]]
            elif at in cells:
                place = row, column_was[cells[at][1]]
            elif place[0] != row:
                place = row, 0
        found.setdefault(place, []).append(at)
    return Grid(n, rows, columns, {place: tuple(some) for place, some in found.items()}, moved)


def new_grid(layout: Layout, table: int) -> Grid:
    """A table that came."""
    steps = layout.returned.steps
    spots = {at: spot for at in layout.tables.stand.get(table, ()) if (spot := _spot(layout, steps[at])) is not None}
    rows = tuple(Track(None, now) for now in sorted({spot[:2] for spot in spots.values()}))
    columns = tuple(Track(None, (0, column)) for column in sorted({spot[2] for spot in spots.values()}))
    row_now, column_now = _places(rows)[1], _places(columns)[1]
    found: dict[tuple[int, int], list[int]] = {}
    for at, spot in spots.items():
        found.setdefault((row_now[spot[:2]], column_now[0, spot[2]]), []).append(at)
    return Grid(None, rows, columns, {place: tuple(some) for place, some in found.items()})


def _spot(layout: Layout, step: Step) -> tuple[int, int, int] | None:
    """(table, row, column of the grid) a step stands in now."""
    if step.final is None:
        return None
    line = layout.returned.lineage.final[step.final]
    spot = table_of(line)
    return None if spot is None else (spot[0], spot[1], line.members[-1].column)


def _cell(layout: Layout, step: Step) -> tuple[int, int]:
    """(row, column) of the text that printed a step."""
    return layout.behind.printed[layout.behind.of[step.sent or 0]].cell or (0, 0)


def _weight(layout: Layout, step: Step) -> int:
    return 1 + sum(not word.is_space for word in layout.line(step).words)


def _tracks(was: set[int], pairs: Iterable[tuple[int, tuple[int, int], int]], now: set[tuple[int, int]]) -> tuple[Track, ...]:
    """The rows or columns, those paired that share most words."""
    weights: Counter[tuple[int, tuple[int, int]]] = Counter()
    for old, new, weight in pairs:
        weights[old, new] += weight
    heirs: dict[int, tuple[int, int]] = {}
    owners: dict[tuple[int, int], int] = {}
    for (old, new), _ in sorted(weights.items(), key=lambda each: (-each[1], each[0])):
        if old not in heirs and new not in owners:
            heirs[old] = new
            owners[new] = old
    kept = [Track(owners.get(new), new) for new in sorted(now)]
    behind: dict[int, list[Track]] = {}
    stood = sorted((track.was, at) for at, track in enumerate(kept) if track.was is not None)
    place = n = -1
    for old in sorted(was - set(heirs)):  # each behind the last of those it stood behind
        while n + 1 < len(stood) and stood[n + 1][0] < old:
            n += 1
            place = max(place, stood[n][1])
        behind.setdefault(place, []).append(Track(old, None))
    found = [*behind.get(-1, ())]
    for at, track in enumerate(kept):
        found += [track, *behind.get(at, ())]
    return tuple(found)


def _places(tracks: Sequence[Track]) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Where each row or column stands among all, by where it was and by where it is."""
    return (
        {track.was: at for at, track in enumerate(tracks) if track.was is not None},
        {track.now: at for at, track in enumerate(tracks) if track.now is not None},
    )

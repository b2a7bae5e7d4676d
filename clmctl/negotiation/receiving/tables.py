"""Tables of a returned file as the text writes them: rows of which no cell changed stay as they are typed."""

from collections.abc import Mapping, Sequence

from clmctl.negotiation.receiving.aligning import aligned, turned
from clmctl.negotiation.receiving.following import Applies, depth_before
from clmctl.negotiation.receiving.grids import Grid, grid_of, new_grid
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.places import Standing
from clmctl.negotiation.receiving.text import Unit, spelling
from clmctl.text.dialect.markup import markup

_RULES = {"": " --- ", "left": " :--- ", "center": " :---: ", "right": " ---: "}
_NO_WORDS: Mapping[int, str] = {}


def stands(layout: Layout, at: int, n: int, applies: Applies) -> bool:
    """Whether the table of a block stands where a step is: where its cells are, or were if it may not go."""
    steps = layout.returned.steps
    step = steps[at]
    if step.final is not None:
        return step.kind not in ("inserted", "moved") or applies(at, None)
    return not applies(at, None) and not any(
        steps[other].final is not None and stands(layout, other, n, applies) for other in layout.tables.printed.get(n, ())
    )


def written_table(layout: Layout, n: int, applies: Applies, instead: Mapping[int, str]) -> Unit | None:
    """A table as it came back: rows of which no cell changed stay as they are typed. `instead` are words of ours for cells.

    None where all its rows stand in another table now.
    """
    block = layout.behind.blocks[n]
    grid = grid_of(layout, n)
    held = _Held(layout, grid, applies, instead)
    columns = [at for at in range(len(grid.columns)) if held.column(at)]
    whole = [grid.columns[at].was for at in columns] == list(range(len(block.rows[0]) if block.rows else 0))
    first = block.line - 1
    aligns = {each.column: each.now for each in turned(layout, grid) if all(applies(at, each.key) for at in each.steps)}
    rule: int | str = first + 1
    if not whole or aligns:
        sides = dict(enumerate(block.aligns)) | aligns
        rule = _rule([held.aligned(at) if (was := grid.columns[at].was) is None else sides.get(was, "") for at in columns])
    rows: list[int | str] = []
    for r, track in enumerate(grid.rows):
        if not held.row(r):
            continue
        if whole and track.was is not None and held.as_typed(r):
            rows.append(first + (track.was + 1 if track.was or not block.header_rows else 0))
        else:
            rows.append(_row([held.words(r, column) for column in columns]))
        if len(rows) == 1 and block.header_rows:
            rows.append(rule)
    if rows and not block.header_rows:
        rows = [first if whole else _row([""] * len(columns)), rule, *rows]
    if not rows:
        return None
    before = len(block.rows) + (1 if block.header_rows else 2)
    return Unit("table", block.indent, n, rows=None if rows == list(range(first, first + before)) else tuple(rows))


class _Held:
    """What of a table the text holds: its rows, its columns and the words of its cells."""

    def __init__(self, layout: Layout, grid: Grid, applies: Applies, instead: Mapping[int, str] = _NO_WORDS) -> None:
        self.layout = layout
        self.grid = grid
        self.applies = applies
        self.instead = instead
        self.steps = layout.returned.steps

    def step(self, at: int) -> bool:
        """Whether the words of a step stand."""
        step = self.steps[at]
        if step.final is None:
            return not self.applies(at, None) or at in self.instead
        return step.kind not in ("inserted", "moved", "split") or self.applies(at, None) or at in self.instead

    def row(self, row: int) -> bool:
        """Whether a row stands."""
        return self.grid.rows[row].goes_on or any(map(self.step, self.grid.of_row(row)))

    def column(self, column: int) -> bool:
        """Whether a column stands: one that came or left goes by the rows that go on."""
        return self.grid.columns[column].goes_on or any(map(self.step, self.grid.of_column(column, going_on=True)))

    def as_typed(self, row: int) -> bool:
        """Whether every cell of a row says what it said, where it said it."""
        for column, track in enumerate(self.grid.columns):
            here = [at for at in self.grid.cells.get((row, column), ()) if self.step(at)]
            if track.was is None:
                if here:
                    return False
            elif len(here) != 1 or self._changed(here[0]) or self._cell(here[0]) != (self.grid.rows[row].was, track.was):
                return False
        return True

    def _changed(self, at: int) -> bool:
        hunks = enumerate(self.steps[at].hunks)
        return at in self.instead or any(hunk.counts and self.applies(at, h) for h, hunk in hunks)

    def _cell(self, at: int) -> tuple[int, int] | None:
        if self.layout.block_of(self.steps[at].sent) != self.grid.block:
            return None
        return self.layout.behind.printed[self.layout.behind.of[self.steps[at].sent or 0]].cell

    def words(self, row: int, column: int) -> str:
        """What a cell says, as the text types it."""
        here = [at for at in self.grid.cells.get((row, column), ()) if self.step(at)]
        said = (self.instead.get(at) or self._said(at) for at in here)
        return " ".join(" ".join(piece.split("\\\n")) for piece in said if piece)

    def _said(self, at: int) -> str:
        layout, step = self.layout, self.steps[at]
        if step.sent is None or step.sent not in layout.behind.of:
            items = layout.new_items(step)
        else:
            hunks = [h for h, hunk in enumerate(step.hunks) if hunk.counts and self.applies(at, h)]
            items = layout.items(step, hunks, looks=self.applies(at, None))
        found = layout.wording.inlines(items, layout.line(step))
        return markup(found, begins=False, bare=spelling(layout.wording.bare, "cell"))

    def aligned(self, column: int) -> str:
        """How the cells of a column below its head are aligned."""
        rows = [row for row in range(len(self.grid.rows)) if self.row(row)]
        return aligned(
            self.layout.line(self.steps[at])
            for row in rows[1:] or rows
            for at in self.grid.cells.get((row, column), ())
            if self.step(at)
        )


def new_table(layout: Layout, at: int, table: int, applies: Applies, standing: Standing) -> Unit | None:
    """A table that came and whose first cell is a step's; None where it is refused."""
    grid = new_grid(layout, table)
    held = _Held(layout, grid, applies)
    rows = [row for row in range(len(grid.rows)) if held.row(row)]
    if not rows:
        return None
    columns = range(len(grid.columns))
    typed = [_row([held.words(row, column) for column in columns]) for row in rows]
    words = "\n".join([typed[0], _rule(list(map(held.aligned, columns))), *typed[1:]])
    return Unit("table", depth_of(layout, at, applies, standing), None, words)


def depth_of(layout: Layout, at: int, applies: Applies, standing: Standing) -> int:
    """How deep in the lists a table stands that came or moved, and whose first cell is a step's."""
    inset = layout.line(layout.returned.steps[at]).members[-1].inset
    return standing.depth_at(inset, follows=depth_before(layout, at, applies, standing))


def _rule(sides: Sequence[str]) -> str:
    return "|" + "|".join(_RULES[side] for side in sides) + "|"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

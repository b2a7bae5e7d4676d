"""Tables that a list of the front matter prints: what their rows say as they came back."""

from collections.abc import Mapping

from clmctl.negotiation.receiving.belonging import is_column
from clmctl.negotiation.receiving.following import Applies
from clmctl.negotiation.receiving.homes import table_of
from clmctl.negotiation.receiving.layout import Layout


def data_rows(
    layout: Layout, n: int, applies: Applies, instead: Mapping[int, str]
) -> list[tuple[int | None, dict[str, str]]] | None:
    """The rows of a table that the front matter holds as they came back: the row each was (None: new), and cells that differ.

    None where none does. A column that came or left changes no row. `instead` are words of ours for the cells of steps.
    """
    heirs = layout.returned.lineage.heirs
    final = layout.returned.lineage.final
    tables = [spot[0] for i, j in heirs.items() if layout.block_of(i) == n and (spot := table_of(final[j])) is not None]
    keys = {
        printed.cell[1]: printed.data[2]
        for printed in layout.behind.printed
        if printed.block == n and printed.data and printed.cell
    }
    rows: dict[tuple[int, int], tuple[int | None, dict[str, str]]] = {}  # by the row of the file, and those that left behind it
    differs = False
    last = 0
    for at, step in enumerate(layout.returned.steps):
        spot = table_of(final[step.final]) if step.final is not None else None
        printed_at = None if step.sent is None else layout.behind.of.get(step.sent)
        data = None if printed_at is None else layout.behind.printed[printed_at].data
        if spot is not None and tables and spot[0] == tables[0] and spot[1] > 1:
            if step.sent is None and ((not applies(at, None) and at not in instead) or is_column(layout, step)):
                continue
            last = spot[1]
            row, cells = rows.get((last, 0), (None, {}))
            changed = at in instead or step.sent is None or any(h.counts and applies(at, k) for k, h in enumerate(step.hunks))
            key = data[2] if data else keys.get(spot[2] - 1)
            if changed and key:
                cells[key] = instead.get(at) or layout.wording.spelled(final[step.final or 0].text.strip())
                differs = True
            rows[last, 0] = (data[1] if data else row, cells)
        elif step.final is None and data is not None and layout.block_of(step.sent) == n and not is_column(layout, step):
            if applies(at, None) and at not in instead:
                differs = True
                continue
            _, cells = rows.setdefault((last, data[1] + 1), (data[1], {}))
            if at in instead:
                cells[data[2]] = instead[at]
                differs = True
    return [rows[key] for key in sorted(rows)] if differs else None


def list_of(layout: Layout, at: int) -> str:
    """The list of the front matter that prints the table a step stands in, or stood in; empty where none does."""
    step = layout.returned.steps[at]
    n = layout.block_of(step.sent)
    if n is None and step.final is not None and (spot := table_of(layout.returned.lineage.final[step.final])) is not None:
        n = layout.block_of_table(spot[0])
    return next((printed.data[0] for printed in layout.behind.printed if printed.block == n and printed.data), "")

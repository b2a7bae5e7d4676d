"""Which tables of a returned file are which of the text, and the steps that stand in each."""

import re
from collections.abc import Mapping

from clmctl.model.frozen import frozen
from clmctl.negotiation.receiving.source import Behind
from clmctl.redline.returned.steps import Returned
from clmctl.redline.returned.words import Line

_TABLE = re.compile(r"table (\d+) row (\d+) cell (\d+)$")


@frozen
class Tables:
    """The tables of the text and of the file.

    `blocks` is the block of the text that each table of the file is, `of_block` the tables that a block is. `sent` are the tables
    with cells that were sent and stand in no block: the signatures. `stand` are the steps that stand in each table of the
    file, `printed` those that each block printed. `rows` are the rows that go on: (block, row) of the text, and (table, row)
    of the file.
    """

    blocks: Mapping[int, int]
    of_block: Mapping[int, frozenset[int]]
    sent: frozenset[int]
    stand: Mapping[int, tuple[int, ...]]
    printed: Mapping[int, tuple[int, ...]]
    rows: tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]


def tables_of(behind: Behind, found: Returned) -> Tables:
    """The tables of what came back."""
    lineage = found.lineage
    homes: dict[int, list[int]] = {}
    sent: set[int] = set()
    was: set[tuple[int, int]] = set()
    now: set[tuple[int, int]] = set()
    for i, j in lineage.heirs.items():
        printed = behind.printed[behind.of[i]] if i in behind.of else None
        if printed is not None and printed.cell is not None:
            was.add((printed.block, printed.cell[0]))
        spot = table_of(lineage.final[j])
        if spot is None:
            continue
        now.add(spot[:2])
        if printed is None:
            sent.add(spot[0])
        elif behind.blocks[printed.block].kind in ("table", "data"):
            homes.setdefault(spot[0], []).append(printed.block)
    blocks = {table: max(set(known), key=known.count) for table, known in homes.items()}
    of_block: dict[int, set[int]] = {}
    for table, n in blocks.items():
        of_block.setdefault(n, set()).add(table)
    stand: dict[int, list[int]] = {}
    prints: dict[int, list[int]] = {}
    for at, step in enumerate(found.steps):
        if step.final is not None and (spot := table_of(lineage.final[step.final])) is not None:
            stand.setdefault(spot[0], []).append(at)
        if step.sent is not None and step.sent in behind.of:
            prints.setdefault(behind.printed[behind.of[step.sent]].block, []).append(at)
    return Tables(
        blocks,
        {n: frozenset(some) for n, some in of_block.items()},
        frozenset(sent),
        {table: tuple(some) for table, some in stand.items()},
        {n: tuple(some) for n, some in prints.items()},
        (frozenset(was), frozenset(now)),
    )


def table_of(line: Line) -> tuple[int, int, int] | None:
    """(table, row, cell) a paragraph stands in; None outside tables and in those inside others."""
    match = _TABLE.match(line.place)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))

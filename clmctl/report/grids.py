"""Grids made of rows of any values, and how a report says days and numbers."""

from collections.abc import Sequence
from datetime import date

from clmctl.model.page import Grid


def grid(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    title: str = "",
    most: int = 0,
    where: str = "",
    marked: Sequence[str] = (),
    right: Sequence[str] = (),
) -> Grid:
    """A grid of these rows, None shown as nothing; of more than `most` (0: any) the first, and how many more `where` has."""
    shown = rows[:most] if most else rows
    left = len(rows) - len(shown)
    more = f"... and {left} more" + (f": {where}" if where else "") if left else ""
    cells = tuple(tuple("" if cell is None else " ".join(str(cell).split()) for cell in row) for row in shown)
    return Grid(tuple(columns), cells, title, more, frozenset(marked), frozenset(right))


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_day(day: date) -> str:
    """The day in words: 22 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def many(count: int, what: str) -> str:
    """So many of something: `1 contract`, `1,200 contracts`."""
    return f"{count:,} {what}{'s' * (count != 1)}"

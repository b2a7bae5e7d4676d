"""A question to the portfolio and its answer."""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "date", "duration", "money", "number", "percent", "boolean", "strings"]
SqlValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the index: the name a person writes (`renewal.notice`) and the SQL names that hold it.

    A date is ISO text; a duration is two integers (`_months`, `_days`) beside its ISO text; money is an exact scaled
    integer (`_micro`: millionths) and `_currency` beside its text; a percent and a number is a scaled integer likewise.
    """

    name: str
    type: ColumnType
    sql: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A compiled query: SQL with `?` parameters, and the columns it answers with, in order.

    The first SQL column is the verdict of the condition where there is one: 1 yes, NULL undecided.
    """

    sql: str
    params: tuple[SqlValue, ...]
    columns: tuple[Column, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Table:
    """Typed rows. `undecided` holds rows the condition could not decide, never dropped, with the reasons beside them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[SqlValue, ...], ...]
    undecided: tuple[tuple[SqlValue, ...], ...] = ()
    notes: tuple[str, ...] = ()

"""A question to the portfolio and its answer."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.money import Money, currency_digits

ColumnType = Literal["text", "choice", "date", "duration", "money", "integer", "number", "percent", "boolean", "strings"]
SqlValue = str | int | float | None

#: How a raw SQL cell becomes the cell of a table: as it is; from the two halves of a sum (of millionths, or of whole
#: numbers) and a count; from millionths.
Finish = Literal["", "sum", "average", "whole sum", "whole average", "micro"]


@frozen
class Column:
    """A column of the index: the name a person writes (`renewal.notice`) and the SQL names that hold it.

    `sql` is the stem; `columns.PARTS` lists the suffixes each type has. `choices` are the values a `choice` may have
    (empty: any upper-case code, such as a currency); `aliases` are further names for it.
    """

    name: str
    type: ColumnType
    sql: str
    help: str = ""
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@frozen
class Table:
    """Typed rows, one cell per column. `undecided` holds rows the condition could not decide, never dropped.

    `notes` stand beside the undecided rows, one each: why. Cells: a date is ISO text, a duration its ISO text, money
    `120000.00 EUR`, an amount, a percent and an average decimal text, an integer an int, a boolean 0 or 1, strings a
    JSON list; None is not stated.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[SqlValue, ...], ...]
    undecided: tuple[tuple[SqlValue, ...], ...] = ()
    notes: tuple[str, ...] = ()


@frozen
class Question:
    """A compiled query: SQL with `?` parameters, and the columns it answers with, in order.

    Every SQL row starts with two cells of its own, then one for each column: the verdict of the condition (1 yes, NULL
    undecided) and, where undecided, why: a line `number[:value]` for each of the `reasons`. `table` reads such rows.
    """

    sql: str
    params: tuple[SqlValue, ...]
    columns: tuple[Column, ...]
    as_of: str
    reasons: tuple[str, ...] = ()
    finish: tuple[Finish, ...] = ()

    def table(self, rows: Iterable[Sequence[SqlValue]]) -> Table:
        """The answer that raw SQL rows give."""
        decided: list[tuple[SqlValue, ...]] = []
        undecided: list[tuple[SqlValue, ...]] = []
        notes: list[str] = []
        for row in rows:
            cells = tuple(row[2:]) if not self.finish else tuple(map(_finished, row[2:], self.finish, self.columns))
            if row[0] is None:
                undecided.append(cells)
                notes.append("; ".join(map(self._reason, str(row[1] or "").strip().split("\n"))))
            else:
                decided.append(cells)
        return Table(self.columns, tuple(decided), tuple(undecided), tuple(notes))

    def _reason(self, line: str) -> str:
        """A reason with the value it was undecided for."""
        number, _, value = line.partition(":")
        reason = self.reasons[int(number)] if number.isdigit() and int(number) < len(self.reasons) else ""
        return f"{reason} ({value})" if value else reason


def _finished(cell: SqlValue, finish: Finish, column: Column) -> SqlValue:
    """The cell of an aggregate. Raw: `high low rows [currency]` as text for sums and averages, `millionths [currency]` else.

    `high` counts millions of what `low` counts: millionths, or whole numbers.
    """
    if not finish or cell is None:
        return cell
    exact = Context(prec=400)
    numbers = str(cell).split(" ")
    currency = numbers.pop() if column.type == "money" else ""
    if finish == "micro":
        value = exact.divide(Decimal(numbers[0]), Decimal(10**6))
    else:
        value = exact.add(Decimal(numbers[0]), exact.divide(Decimal(numbers[1]), Decimal(10**6)))
        if finish.startswith("whole"):
            value = exact.multiply(value, Decimal(10**6))
        if finish.endswith("average"):
            value = exact.divide(value, Decimal(numbers[2]))
            places = currency_digits(currency) if currency else 6
            value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=exact)
    if column.type == "integer":
        return int(value)
    if currency:
        return str(Money(value, currency))
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{whole}.{fraction}" if (fraction := fraction.rstrip("0")) else whole

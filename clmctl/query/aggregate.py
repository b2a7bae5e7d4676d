"""What a grouped question works out for each group: count, sum, min, max, avg.

Money adds up within one currency only: a sum, least, most or average of money splits each group by currency. A contract
that states no amount counts with the one currency of its group; where a group has several, such contracts are a row of
their own. Sums are exact: whole units and millionths are added apart, so they cannot overflow. That holds of amounts up to nine
million million; greater ones are what a double holds of them, whole units up to a thousand times that.
"""

import re

from clmctl.expression.error import ExpressionError, did_you_mean, quoted
from clmctl.expression.names import Names
from clmctl.expression.sql import Fragment
from clmctl.expression.tree import Name
from clmctl.model.frozen import frozen
from clmctl.model.question import Column, Finish
from clmctl.query.source import Source

FUNCTIONS = ("count", "sum", "min", "max", "avg")
_FORM = re.compile(r"\s*(\w+)\s*(?:\(\s*([^()]*?)\s*\))?\s*", re.DOTALL)


@frozen
class Aggregate:
    """One worked-out column: how it is shown and finished, its raw SQL, what it sorts by, and the currency it is split by."""

    column: Column
    finish: Finish
    sql: Fragment
    order: str
    split: str = ""
    name: str = ""


def aggregate(text: str, names: Names, source: Source, group_by: tuple[str, ...]) -> Aggregate:
    """`count`, `count(field)`, `sum(field)`, `min(field)`, `max(field)` or `avg(field)`, worked out.

    `group_by` are the full names grouped by. ExpressionError for another function, or a field that it does not fit.
    """
    match = _FORM.fullmatch(text)
    function = match[1].casefold() if match else ""
    if match is None or function not in FUNCTIONS or (function != "count" and not match[2]):
        near = "" if function in FUNCTIONS else did_you_mean(function, FUNCTIONS)
        hint = near or "write count, sum(field), min(field), max(field) or avg(field)"
        raise ExpressionError(f"{quoted(text)} is nothing that can be worked out", hint=hint)
    if not match[2]:
        return Aggregate(Column(text, "integer", "", "How many contracts."), "", Fragment("count(*)"), "count(*)")
    name = names.resolve(Name(match[2], match.start(2) + 1), text)
    column = source.column(name)
    if function == "count":
        sql = f"count({column.sql})"
        return Aggregate(Column(text, "integer", "", f"How many state {name.full}."), "", Fragment(sql), sql, name=name.path)
    if name.part == "amount" and f"{name.path}.currency" not in group_by:
        raise ExpressionError(
            f"amounts of different currencies do not add up: {text}",
            hint=f"write {function}({name.path}), which keeps currencies apart, or group by {name.path}.currency",
        )
    if column.type in ("money", "number", "percent", "integer"):
        return _numeric(function, text, name, column)
    if column.type == "date" and function in ("min", "max"):
        sql = f"{function}({column.sql})"
        return Aggregate(Column(text, "date", ""), "", Fragment(sql), sql, name=name.path)
    fitting = "money, numbers, percentages" + (" and dates" if function in ("min", "max") else "")
    raise ExpressionError(f"{function} is for {fitting}; {name.full} is {column.type}", source=text, column=name.place)


def within(split: str) -> str:
    """SQL of the currency a contract counts with: its own, else the only one of its group, which `sole` holds."""
    return f"coalesce({split}, sole.{split.rpartition('.')[2]})"


def _numeric(function: str, text: str, name: Name, column: Column) -> Aggregate:
    is_whole = column.type == "integer"
    held = column.sql if is_whole else f"{column.sql}_micro"
    split = f"{column.sql}_currency" if column.type == "money" else ""  # a column of `c`
    finish: Finish
    if function in ("min", "max"):
        raw = f"{function}({held})"
        finish = "" if is_whole else "micro"
        order = raw
    else:
        units = f"sum({held} / 1000000)"
        rest = f"sum(CASE typeof({held}) WHEN 'integer' THEN {held} % 1000000 ELSE 0 END)"
        raw = f"{units} || ' ' || {rest} || ' ' || count({held})"
        order = f"total({held})" if function == "sum" else f"avg({held})"
        kinds: tuple[Finish, Finish] = ("whole sum", "whole average") if is_whole else ("sum", "average")
        finish = kinds[function == "avg"]
    if split:
        raw = f"{raw} || ' ' || {within(split)}"
    kind = "number" if is_whole and function == "avg" else column.type
    return Aggregate(Column(text, kind, ""), finish, Fragment(raw), order, split, name.path)

"""A condition in SQL, with the same three answers: 1, 0 and NULL. Values go in as parameters only."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from clmctl.expression.check import check
from clmctl.expression.daycount import day_bounds, special
from clmctl.expression.error import ExpressionError, quoted
from clmctl.expression.names import part_of
from clmctl.expression.tree import And, Claim, Day, Expression, LiteralValue, Name, Node, Not, Operand, Operator, Or
from clmctl.model.columns import PARTS, folded, listed, micro, sql_integer
from clmctl.model.frozen import frozen
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column, ColumnType, SqlValue

_SLOT = re.compile(r"\{(\w+)\}")

_LESS = (
    "CASE WHEN {a_special} = '' AND {b_special} = '' AND {a_months} = {b_months} THEN {a_days} < {b_days} "
    "WHEN {a_months} = {b_months} AND {a_days} = {b_days} AND {a_special} = {b_special} THEN 0 "
    "WHEN {a_max} < {b_min} THEN 1 WHEN {a_min} >= {b_max} THEN 0 END"
)
_AT_MOST = (
    "CASE WHEN {a_special} = '' AND {b_special} = '' AND {a_months} = {b_months} THEN {a_days} <= {b_days} "
    "WHEN {a_months} = {b_months} AND {a_days} = {b_days} AND {a_special} = {b_special} THEN 1 "
    "WHEN {a_max} <= {b_min} THEN 1 WHEN {a_min} > {b_max} THEN 0 END"
)
_EQUAL = (
    "CASE WHEN {a_special} = '' AND {b_special} = '' AND {a_months} = {b_months} THEN {a_days} = {b_days} "
    "WHEN {a_months} = {b_months} AND {a_days} = {b_days} AND {a_special} = {b_special} THEN 1 "
    "WHEN {a_max} < {b_min} THEN 0 WHEN {b_max} < {a_min} THEN 0 "
    "WHEN {a_min} = {b_max} AND {a_max} = {b_min} THEN 1 END"
)


@frozen
class Fragment:
    """A piece of SQL and the parameters of its question marks, in order."""

    sql: str
    params: tuple[SqlValue, ...] = ()


def to_sql(expression: Expression, columns: Iterable[Column], as_of: date) -> tuple[str, tuple[SqlValue, ...]]:
    """A SQL expression that is 1, 0 or NULL, and its parameters. `columns` say under which SQL names each field stands.

    A condition not yet checked is checked against them first.
    """
    known = tuple(columns)
    fragment = node_sql(check(expression, known).root, {column.name: column for column in known}, as_of)
    return fragment.sql, fragment.params


def node_sql(node: Node, columns: Mapping[str, Column], as_of: date) -> Fragment:
    """The SQL of one node of a checked condition."""
    if isinstance(node, Claim):
        return _Claim(node, columns, as_of).sql()
    if isinstance(node, Not):
        if isinstance(node.part, Claim):
            return filled("(NOT {a})", a=node_sql(node.part, columns, as_of))
        return node_sql(_opposite(node.part), columns, as_of)
    joint = " AND " if isinstance(node, And) else " OR "
    return chained(joint, (node_sql(part, columns, as_of) for part in node.parts))


def _opposite(node: Node) -> Node:
    """What `not` makes of a node, with the `not` at its claims: fewer brackets for SQLite to bear."""
    if isinstance(node, Claim):
        return Not(node)
    if isinstance(node, Not):
        return node.part
    return (Or if isinstance(node, And) else And)(tuple(map(_opposite, node.parts)))


def filled(template: str, **parts: Fragment) -> Fragment:
    """The template with each `{name}` replaced by that part, parameters in the order they stand."""
    params: list[SqlValue] = []

    def put(match: re.Match[str]) -> str:
        part = parts[match[1]]
        params.extend(part.params)
        return part.sql

    return Fragment(_SLOT.sub(put, template), tuple(params))


def chained(joint: str, parts: Iterable[Fragment]) -> Fragment:
    """All parts joined by a word, in brackets. Left to right, so that a long chain takes no room on SQLite's parser stack."""
    known = tuple(parts)
    if len(known) == 1:
        return known[0]
    return Fragment(f"({joint.join(part.sql for part in known)})", tuple(value for part in known for value in part.params))


@frozen
class _Claim:
    """One test on its way into SQL."""

    test: Claim
    columns: Mapping[str, Column]
    as_of: date

    def sql(self) -> Fragment:
        test = self.test
        kind = self.column(test.name).type
        own = self.parts(test.name)
        if test.operator == "is missing":
            return filled("({a} IS NULL)", a=own[""])
        if test.operator == "is true":
            return own[""]
        others = tuple(self.operand(operand, kind) for operand in test.values)
        if test.operator == "contains" and kind == "strings":
            return filled("(instr({a}, {b}) > 0)", a=own["_fold"], b=others[0]["_listed"])
        if test.operator in ("contains", "starts with"):
            joint = "(instr({a}, {b}) > 0)" if test.operator == "contains" else "(instr({a}, {b}) = 1)"
            return filled(joint, a=own["compared"], b=others[0]["compared"])
        if test.operator == "between":
            low, high = others
            return filled("({a} AND {b})", a=_compared(kind, own, ">=", low), b=_compared(kind, own, "<=", high))
        if test.operator == "in":
            return chained(" OR ", (_compared(kind, own, "=", other) for other in others))
        return _compared(kind, own, test.operator, others[0])

    def column(self, name: Name) -> Column:
        """The column as the caller's SQL names it, else as the check found it."""
        found = self.columns.get(name.path)
        if found is None or name.column is None:
            raise ExpressionError(f"this question has no field {quoted(name.full)}")
        return part_of(found, name.part)

    def parts(self, name: Name) -> dict[str, Fragment]:
        """The SQL of each part of a column; `compared` is what a plain comparison uses."""
        column = self.column(name)
        parts = {suffix: Fragment(column.sql + suffix) for suffix, _ in PARTS[column.type]}
        if column.type == "text":
            parts["compared"] = Fragment(f"coalesce({column.sql}_fold, {column.sql})")
        elif column.type in ("number", "percent", "money"):
            parts["compared"] = parts["_micro"]
        elif column.type != "strings":
            parts["compared"] = parts[""]
        return parts

    def operand(self, operand: Operand, kind: ColumnType) -> dict[str, Fragment]:
        """The same of another field, or of a value as parameters."""
        if isinstance(operand, Name):
            return self.parts(operand)
        if operand.value is None:
            raise ExpressionError(f"the value {quoted(operand.raw)} was never read")
        return {suffix: Fragment("?", (value,)) for suffix, value in _values(operand.value, kind, self.as_of).items()}


def _values(value: LiteralValue, kind: ColumnType, as_of: date) -> dict[str, SqlValue]:
    """What a value compares as, by part."""
    if isinstance(value, Period):
        least, most = day_bounds(value)
        return {
            "_months": value.total_months,
            "_days": value.total_days,
            "_special": special(value),
            "_min": least,
            "_max": most,
        }
    if isinstance(value, Money):
        return {"compared": micro(value.amount), "_currency": value.currency}
    if isinstance(value, Day):
        return {"compared": value.on(as_of).isoformat()}
    if isinstance(value, bool):
        return {"compared": int(value)}
    if isinstance(value, Decimal):
        return {"compared": sql_integer(int(value)) if kind == "integer" else micro(value), "_currency": None}
    return {"compared": folded(value) if kind == "text" else value, "_listed": f"\x1f{listed(value)}\x1f"}


def _compared(kind: ColumnType, a: dict[str, Fragment], operator: Operator, b: dict[str, Fragment]) -> Fragment:
    if kind == "duration":
        return _durations(a, operator, b)
    sign = "<>" if operator == "!=" else operator
    plain = filled(f"({{a}} {sign} {{b}})", a=a["compared"], b=b["compared"])
    if kind != "money":
        return plain
    return filled("CASE WHEN {a} = {b} THEN {plain} END", a=a["_currency"], b=b["_currency"], plain=plain)


def _durations(a: dict[str, Fragment], operator: Operator, b: dict[str, Fragment]) -> Fragment:
    if operator == "!=":
        return filled("(NOT {a})", a=_durations(a, "=", b))
    if operator in (">", ">="):
        return _durations(b, "<" if operator == ">" else "<=", a)
    template = {"<": _LESS, "<=": _AT_MOST}.get(operator, _EQUAL)
    parts = {f"{side}{suffix}": part for side, operand in (("a", a), ("b", b)) for suffix, part in operand.items() if suffix}
    return filled(f"({template})", **{name: part for name, part in parts.items() if name in template})

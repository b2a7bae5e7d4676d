"""The answer of a condition for one contract's values."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from clmctl.expression.compare import Known, compare, every, negated, some
from clmctl.expression.error import ExpressionError, quoted
from clmctl.expression.literal import read_literal
from clmctl.expression.tree import And, Claim, Day, Expression, Literal, LiteralValue, Name, Node, Not, Operand
from clmctl.model.columns import folded, listed
from clmctl.model.frozen import frozen
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column, ColumnType
from clmctl.model.value import Value

Lookup = Callable[[str], Value | None] | Mapping[str, Value]


def evaluate(expression: Expression, lookup: Lookup, as_of: date | None = None) -> bool | None:
    """Yes, no, or None where a value the answer hangs on is not stated or does not compare; `lookup` is asked by path.

    The same as `to_sql` answers, True and False and NULL. A checked condition asks for the columns' full names; one that
    was only parsed asks for names as written and reads a value by the type of what it meets. ExpressionError where it
    does not fit that, or where `today` is asked without `as_of`.
    """
    return _Row(lookup if callable(lookup) else lookup.get, as_of, expression.source).node(expression.root)


@frozen
class _Row:
    """One contract: how to look its values up, and the day asked about."""

    lookup: Callable[[str], Value | None]
    as_of: date | None
    source: str

    def node(self, node: Node) -> bool | None:
        if isinstance(node, Claim):
            return self.test(node)
        if isinstance(node, Not):
            return negated(self.node(node.part))
        answers = tuple(self.node(part) for part in node.parts)
        return every(answers) if isinstance(node, And) else some(answers)

    def test(self, test: Claim) -> bool | None:
        value = self.value(test.name)
        if test.operator == "is missing":
            return value is None
        if value is None:
            return None
        if test.operator == "is true":
            if isinstance(value, bool):
                return value
            raise self.fail(f"{test.name.full} is not a yes/no field and needs a comparison", test.name)
        column = test.name.column or Column(test.name.full, _type(value), "")
        others = tuple(self.operand(operand, column) for operand in test.values)
        match test.operator:
            case "in":
                return some(tuple(self.compared(value, "=", other, test) for other in others))
            case "between":
                low, high = others
                return every((self.compared(value, ">=", low, test), self.compared(value, "<=", high, test)))
            case "contains" | "starts with":
                return self.held(value, others[0], test)
            case _:
                return self.compared(value, test.operator, others[0], test)

    def compared(self, value: Value, operator: str, other: Value | None, test: Claim) -> bool | None:
        if other is None:
            return None
        if isinstance(value, Money) and isinstance(other, Decimal):
            return None  # an amount in no currency: nobody can say
        if isinstance(value, tuple) or isinstance(other, tuple):
            raise self.fail(f"{test.name.full} is a list: write {test.name.full} contains ...", test.name)
        try:
            return _compare(value, operator, other)
        except TypeError as error:
            raise self.fail(f"{test.name.full} cannot be compared with that", test.values[0]) from error

    def held(self, value: Value, other: Value | None, test: Claim) -> bool | None:
        if other is None:
            return None
        if isinstance(value, tuple) and test.operator == "contains":
            return listed(str(other)) in tuple(listed(item) for item in value)
        if isinstance(value, str):
            whole, part = folded(value), folded(str(other))
            return part in whole if test.operator == "contains" else whole.startswith(part)
        raise self.fail(f'"{test.operator}" cannot be asked of {test.name.full}', test.name)

    def operand(self, operand: Operand, column: Column) -> Value | None:
        if isinstance(operand, Name):
            return self.value(operand)
        value = operand.value if operand.value is not None else self.read(operand, column)
        if not isinstance(value, Day):
            return value
        if value.base is None and self.as_of is None:
            raise self.fail("nobody said which day today is", operand)
        return value.on(self.as_of or date.min)

    def read(self, literal: Literal, column: Column) -> LiteralValue:
        """A value of a condition that was never checked, by the type of what it meets."""
        if column.type == "number" and literal.raw.endswith("%"):
            literal = Literal(literal.raw[:-1], literal.place)
        return read_literal(literal, column, "", self.source)

    def value(self, name: Name) -> Value | None:
        value = self.lookup(name.path)
        if name.column is None and value is None:
            stem, _, part = name.path.rpartition(".")
            if part in ("amount", "currency"):
                return _part(self.lookup(stem), part)
        return _part(value, name.part) if name.part else value

    def fail(self, problem: str, at: Operand) -> ExpressionError:
        return ExpressionError(problem, source=self.source, column=at.place)


def _compare(value: Known, operator: str, other: Known) -> bool | None:
    match operator:
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return compare(value, operator, other)
        case _:
            raise TypeError(f"no comparison {quoted(operator)}")


def _part(value: Value | None, part: str) -> Value | None:
    if not isinstance(value, Money):
        return None
    return value.amount if part == "amount" else value.currency


def _type(value: Value) -> ColumnType:
    """The column type that a bare value would have."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | Decimal):
        return "number"
    kinds: tuple[tuple[type, ColumnType], ...] = (
        (date, "date"),
        (Period, "duration"),
        (Money, "money"),
        (tuple, "strings"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "text")

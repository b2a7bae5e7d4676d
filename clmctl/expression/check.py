"""A condition with its names resolved, its values typed and its named conditions put in."""

from collections.abc import Iterable
from decimal import Decimal

from clmctl.expression.error import ExpressionError, quoted
from clmctl.expression.literal import EXPECTED, read_literal
from clmctl.expression.names import Names
from clmctl.expression.parse import MAX_DEPTH, MAX_TESTS, joined, read
from clmctl.expression.tree import And, Claim, Expression, Literal, Name, Node, Not, Operand, Operator, Or
from clmctl.model.columns import folded
from clmctl.model.frozen import frozen
from clmctl.model.question import Column, ColumnType

_ANY: tuple[Operator, ...] = ("=", "!=", "in", "is missing")
_ORDER: tuple[Operator, ...] = ("<", "<=", ">", ">=", "between")

#: What may be asked of a column of each type.
OPERATORS: dict[ColumnType, tuple[Operator, ...]] = {
    "text": (*_ANY, *_ORDER, "contains", "starts with"),
    "choice": (*_ANY, "contains", "starts with"),
    "date": (*_ANY, *_ORDER),
    "duration": (*_ANY, *_ORDER),
    "money": (*_ANY, *_ORDER),
    "integer": (*_ANY, *_ORDER),
    "number": (*_ANY, *_ORDER),
    "percent": (*_ANY, *_ORDER),
    "boolean": (*_ANY, "is true"),
    "strings": ("contains", "is missing"),
}


def check(expression: Expression, names: Names | Iterable[Column]) -> Expression:
    """The typed condition, ready for `evaluate` and `to_sql`. ExpressionError with the column and what was expected.

    Checked once already, it comes back as it is.
    """
    if expression.is_typed:
        return expression
    known = names if isinstance(names, Names) else Names(names)
    checker = _Checker(known, expression.source, ())
    root = checker.node(expression.root)
    _bounded(root, expression.source)
    return Expression(root, expression.source, is_typed=True)


@frozen
class _Checker:
    """The names, the source errors point into, and the named conditions being read, outermost first."""

    names: Names
    source: str
    within: tuple[str, ...]

    def node(self, node: Node) -> Node:
        if isinstance(node, Claim):
            return self.test(node)
        if isinstance(node, Not):
            inner = self.node(node.part)
            return inner.part if isinstance(inner, Not) else Not(inner)
        return joined(And if isinstance(node, And) else Or, [self.node(part) for part in node.parts])

    def test(self, test: Claim) -> Node:
        if test.operator == "is true" and self._is_condition(test.name):
            return self.condition(test.name)
        hint = "a text of several words needs quotes" if test.operator == "is true" else ""
        name = self.names.resolve(test.name, self.source, hint)
        column = _column(name)
        if test.operator not in OPERATORS[column.type]:
            raise self.fail(_cannot(column, test), test.name.place, _instead(column, test))
        if column.type == "choice" and test.operator in ("contains", "starts with"):
            return self.matching(name, test)
        return Claim(name, test.operator, tuple(self.operand(value, column) for value in test.values))

    def operand(self, operand: Operand, column: Column) -> Operand:
        """The typed value; or the other field it names, where no value of the type is written like that."""
        if isinstance(operand, Name):
            return operand
        may_be_field = column.type not in ("text", "choice", "strings") or "." in operand.raw
        if may_be_field and not operand.is_quoted:
            found = self.names.find(operand.raw)
            stem, _, part = operand.raw.rpartition(".")
            if found or (part in ("amount", "currency") and any(one.type == "money" for one in self.names.find(stem))):
                other = self.names.resolve(Name(operand.raw, operand.place), self.source)
                if _column(other).type == column.type:
                    return other
                raise self.fail(
                    f"{column.name} is {EXPECTED[column.type].partition(' such')[0]}, {other.full} is not", operand.place
                )
        value = read_literal(operand, column, self.names.currency, self.source)
        if column.type == "money" and isinstance(value, Decimal):
            raise self.fail(
                f"{column.name} expects an amount with its currency",
                operand.place,
                f"write EUR {operand.raw}, or compare {column.name}.amount in whatever currency it is",
            )
        return Literal(operand.raw, operand.place, operand.is_quoted, value)

    def matching(self, name: Name, test: Claim) -> Claim:
        """`contains` and `starts with` of a choice: the choices that do."""
        column = _column(name)
        wanted = test.values[0]
        raw = wanted.raw if isinstance(wanted, Literal) else wanted.full
        fold = folded(raw)
        found = [
            one
            for one in column.choices
            if (fold in folded(one) if test.operator == "contains" else folded(one).startswith(fold))
        ]
        if not found:
            problem = f"no choice of {column.name} {test.operator} {quoted(raw)}"
            raise self.fail(problem, wanted.place, f"its choices are {', '.join(column.choices)}" if column.choices else "")
        return Claim(name, "in", tuple(Literal(one, wanted.place, is_quoted=True, value=one) for one in found))

    def _is_condition(self, name: Name) -> bool:
        """A condition's name, unless a column has exactly that path."""
        return name.full in self.names.conditions and not any(c.name == name.full for c in self.names.find(name.full))

    def condition(self, name: Name) -> Node:
        """The named condition's own tree. ExpressionError where it leads back to itself."""
        if name.full in self.within:
            circle = " > ".join((*self.within[self.within.index(name.full) :], name.full))
            raise self.fail(f"the condition {quoted(name.full)} rests on itself: {circle}", name.place)
        if len(self.within) >= MAX_DEPTH:
            raise self.fail(f"named conditions rest on each other more than {MAX_DEPTH} deep", name.place)
        source = self.names.conditions[name.full]
        try:
            root = _Checker(self.names, source, (*self.within, name.full)).node(read(source).root)
            _bounded(root, source)
        except ExpressionError as error:
            if error.problem.startswith("in the condition"):
                raise
            raise ExpressionError(
                f"in the condition {quoted(name.full)}: {error.problem}",
                source=error.source,
                column=error.column,
                hint=error.hint,
            ) from error
        return root

    def fail(self, problem: str, place: int, hint: str = "") -> ExpressionError:
        return ExpressionError(problem, source=self.source, column=place, hint=hint)


def _column(name: Name) -> Column:
    if name.column is None:
        raise ExpressionError(f"the field {quoted(name.full)} was never resolved")
    return name.column


def _bounded(root: Node, source: str) -> None:
    """ExpressionError where the tree has more tests, or is deeper, than SQL and a reader can bear."""
    level: list[Node] = [root]
    count = depth = 0
    while level:
        depth += 1
        parts = [node.part if isinstance(node, Not) else node for node in level]
        count += sum(max(1, len(node.values)) for node in parts if isinstance(node, Claim))
        level = [part for node in parts if isinstance(node, And | Or) for part in node.parts]
        if count + len(level) > MAX_TESTS:
            raise ExpressionError(f"the condition has more than {MAX_TESTS} tests", source=source)
        if depth > MAX_DEPTH:
            raise ExpressionError(f"the condition nests more than {MAX_DEPTH} deep", source=source)


def _cannot(column: Column, test: Claim) -> str:
    if test.operator == "is true":
        return f"{column.name} is not a yes/no field and needs a comparison"
    return f'"{test.operator}" cannot be asked of {column.name} ({column.type})'


def _instead(column: Column, test: Claim) -> str:
    if test.operator == "is true":
        example = {"date": "< today + P90D", "duration": "< P90D", "strings": 'contains "..."'}.get(column.type, "= ...")
        return f"write for example {column.name} {example}, or {column.name} is known"
    if column.type == "strings":
        return f"{column.name} is a list: write {column.name} contains ..."
    offered = [operator for operator in OPERATORS[column.type] if operator != "is true"]
    return f"use one of: {', '.join(offered)}"

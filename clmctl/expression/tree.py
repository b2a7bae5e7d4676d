"""The tree of a condition: frozen nodes, each with its 1-based column in the source."""

from datetime import date
from decimal import Decimal
from typing import Literal as Words

from clmctl.expression.daycount import moved
from clmctl.model.frozen import frozen
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column

Operator = Words["=", "!=", "<", "<=", ">", ">=", "contains", "starts with", "in", "between", "is missing", "is true"]
Part = Words["", "amount", "currency"]


@frozen
class Day:
    """A day: `base`, or the day asked about where that is None, moved by a period (back where `sign` is -1)."""

    base: date | None = None
    period: Period = Period()
    sign: Words[1, -1] = 1

    def on(self, as_of: date) -> date:
        """The date it means on `as_of`; days before year 1 and after year 9999 become the first and the last there is."""
        return moved(self.base or as_of, self.sign * self.period.total_months, self.sign * self.period.total_days)


LiteralValue = str | bool | Decimal | Day | Period | Money


@frozen
class Name:
    """A field. `path` as written, after a check the column's name; `column` is the typed column after a check.

    `part` is `amount` or `currency` of a money field, `place` the column in the source.
    """

    path: str
    place: int
    part: Part = ""
    column: Column | None = None

    @property
    def full(self) -> str:
        """The path with its part."""
        return f"{self.path}.{self.part}" if self.part else self.path


@frozen
class Literal:
    """A value as written (`raw`, without quotes); `value` is what the field's type makes of it, None before a check."""

    raw: str
    place: int
    is_quoted: bool = False
    value: LiteralValue | None = None


Operand = Literal | Name


@frozen
class Claim:
    """One question to one field. `values`: one operand; for `in` one or more, for `between` two, else none."""

    name: Name
    operator: Operator
    values: tuple[Operand, ...] = ()


@frozen
class Not:
    """The opposite; undecided stays undecided."""

    part: "Node"


@frozen
class And:
    """False where one part is false, else undecided where one is, else true. Two parts or more."""

    parts: "tuple[Node, ...]"


@frozen
class Or:
    """True where one part is true, else undecided where one is, else false. Two parts or more."""

    parts: "tuple[Node, ...]"


Node = Claim | Not | And | Or


@frozen
class Expression:
    """A condition: its tree and the source it was read from. `is_typed` after a check against columns."""

    root: Node
    source: str
    is_typed: bool = False


def claims(node: Node) -> tuple[Claim, ...]:
    """Every test in the tree, from left to right."""
    if isinstance(node, Claim):
        return (node,)
    if isinstance(node, Not):
        return claims(node.part)
    return tuple(test for part in node.parts for test in claims(part))


def written(test: Claim) -> str:
    """The test as a person would write it, for a message."""
    values = ["".join((f'"{v.raw}"' if v.is_quoted else v.raw) if isinstance(v, Literal) else v.full) for v in test.values]
    match test.operator:
        case "is true":
            return test.name.full
        case "in":
            tail = f"in ({', '.join(values)})"
        case "between":
            tail = f"between {' and '.join(values)}"
        case _:
            tail = " ".join([test.operator, *values])
    return f"{test.name.full} {tail}"

"""Two values compared with three answers: yes, no, or None where nobody can say.

- text ignores letter case; texts order by their characters;
- whole numbers compare as they are, amounts, percents and other numbers as millionths (`micro`);
- money in two currencies is undecided, even for `=`;
- durations with the same months compare by their days; others compare where the fewest and the most days they can last
  leave no doubt, so P3M < P93D is yes, P3M < P90D undecided. Business and clear days have no upper bound; a duration
  that counts them equals only one that says the same.
"""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from clmctl.expression.daycount import day_bounds, special
from clmctl.expression.tree import Operator
from clmctl.model.columns import folded, micro, sql_integer
from clmctl.model.money import Money
from clmctl.model.period import Period

Known = str | bool | int | Decimal | date | Period | Money
Scalar = TypeVar("Scalar", str, int, float)


def compare(left: Known, operator: Operator, right: Known) -> bool | None:
    """The answer of `=`, `!=`, `<`, `<=`, `>`, `>=` for two values of one type. TypeError where the types differ."""
    if isinstance(left, Period) and isinstance(right, Period):
        return _durations(left, operator, right)
    if isinstance(left, Money) and isinstance(right, Money):
        return _ordered(micro(left.amount), operator, micro(right.amount)) if left.currency == right.currency else None
    if isinstance(left, date) and isinstance(right, date):
        return _ordered(left.isoformat(), operator, right.isoformat())
    if isinstance(left, str) and isinstance(right, str):
        return _ordered(folded(left), operator, folded(right))
    if isinstance(left, bool) is isinstance(right, bool) and isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        if isinstance(left, int) and right == int(right):
            return _ordered(sql_integer(left), operator, sql_integer(int(right)))
        return _ordered(micro(left), operator, micro(right))
    raise TypeError(f"{type(left).__name__} and {type(right).__name__} do not compare")


def _ordered(left: Scalar, operator: Operator, right: Scalar) -> bool:
    match operator:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _durations(left: Period, operator: Operator, right: Period) -> bool | None:
    if operator == "!=":
        return negated(_durations(left, "=", right))
    if operator in (">", ">="):
        return _durations(right, "<" if operator == ">" else "<=", left)
    same_months = left.total_months == right.total_months
    if same_months and not special(left) and not special(right):
        return _ordered(left.total_days, operator, right.total_days)
    if same_months and left.total_days == right.total_days and special(left) == special(right):
        return operator != "<"
    least, most = day_bounds(left)
    other_least, other_most = day_bounds(right)
    if operator == "=":
        if (most is not None and most < other_least) or (other_most is not None and other_most < least):
            return False
        return True if least == other_most and most == other_least else None
    if most is not None and _ordered(most, operator, other_least):
        return True
    if other_most is not None and not _ordered(least, operator, other_most):
        return False
    return None


def negated(answer: bool | None) -> bool | None:  # noqa: FBT001  the answer is the thing itself
    """The opposite answer; None stays None."""
    return None if answer is None else not answer


def every(answers: tuple[bool | None, ...]) -> bool | None:
    """No where one is no, else None where one is None, else yes."""
    return False if False in answers else None if None in answers else True


def some(answers: tuple[bool | None, ...]) -> bool | None:
    """Yes where one is yes, else None where one is None, else no."""
    return True if True in answers else None if None in answers else False

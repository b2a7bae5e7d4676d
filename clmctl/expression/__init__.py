"""The one condition language: evaluated on values and compiled to SQL with the same answer."""

from clmctl.expression.check import check
from clmctl.expression.error import ExpressionError
from clmctl.expression.evaluate import evaluate
from clmctl.expression.names import Names, names_of
from clmctl.expression.parse import read
from clmctl.expression.sql import to_sql
from clmctl.expression.tree import Expression

__all__ = ["Expression", "ExpressionError", "Names", "check", "evaluate", "names_of", "parse", "to_sql"]


def parse(source: str, names: Names | None = None) -> Expression:
    """The condition; with `names` also checked and typed. ExpressionError with a column says what is wrong.

    Without names only the grammar is checked: `evaluate` then looks fields up under the name as written and reads each
    value by the type of what it is compared with.
    """
    return read(source) if names is None else check(read(source), names)

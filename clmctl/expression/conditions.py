"""Conditions of templates, variants and clauses, answered for one contract's values."""

from collections.abc import Mapping

from clmctl.expression.check import check
from clmctl.expression.evaluate import evaluate
from clmctl.expression.names import names_of
from clmctl.expression.parse import read
from clmctl.expression.tree import Expression
from clmctl.model.settings import Settings
from clmctl.model.value import Value


class Conditions:
    """The conditions of a workspace; each is parsed once."""

    __slots__ = ("_parsed", "names")

    def __init__(self, settings: Settings) -> None:
        self.names = names_of(settings.catalogue, settings.conditions, settings.currency)
        self._parsed: dict[str, Expression] = {}

    def hold(self, condition: str, values: Mapping[str, Value]) -> bool | None:
        """Yes, no, or None where a value it hangs on is not stated. ExpressionError where the condition itself is wrong."""
        parsed = self._parsed.get(condition)
        if parsed is None:
            parsed = self._parsed[condition] = check(read(condition), self.names)
        return evaluate(parsed, values)

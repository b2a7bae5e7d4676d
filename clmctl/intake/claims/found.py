"""What a rule found in the reading copy, before it is weighed and shown with its place in the original."""

from clmctl.model.frozen import frozen
from clmctl.model.value import Value


@frozen
class Found:
    """A field's value and the span of the copy that says it. `rule` is a key of `confidence.RULES`."""

    field: str
    value: Value
    start: int
    end: int
    rule: str
    because: str

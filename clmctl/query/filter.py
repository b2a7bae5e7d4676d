"""The WHERE of a question: which rows stay, what the verdict on each is, and why where there is none."""

from collections.abc import Mapping
from datetime import date

from clmctl.expression.sql import Fragment, chained, filled, node_sql
from clmctl.expression.tree import And, Claim, Expression, Literal, Name, Node, claims, written
from clmctl.model.frozen import frozen
from clmctl.model.question import Column

#: Reasons are worked out for this many claims of a condition; more would only repeat that it is long.
MOST_REASONS = 60


@frozen
class Filter:
    """`kept`: not certainly false. `verdict`: 1 or NULL for a kept row. `why`: for an undecided row, numbers into `reasons`.

    `names` are the columns it asks.
    """

    kept: Fragment
    verdict: Fragment
    why: Fragment
    reasons: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether every row is kept."""
        return not self.names


EVERYTHING = Filter(Fragment("1"), Fragment("1"), Fragment("NULL"))


def where(expression: Expression, columns: Mapping[str, Column], as_of: date) -> Filter:
    """The filter of a checked condition.

    A conjunction is false exactly where one of its parts is, so each part excludes rows on its own: SQLite then tries the
    plain columns before it looks up a term.
    """
    root = expression.root
    parts = root.parts if isinstance(root, And) else (root,)
    asked = claims(root)
    numbered: dict[str, Claim] = {}
    for claim in asked:
        if claim.operator != "is missing" and len(numbered) < MOST_REASONS:
            numbered.setdefault(written(claim), claim)
    excludes = tuple(filled("{a} IS NOT 0", a=node_sql(part, columns, as_of)) for part in parts)
    whys = tuple(_why(place, claim, columns, as_of) for place, claim in enumerate(numbered.values()))
    return Filter(
        kept=chained(" AND ", excludes),
        verdict=node_sql(root, columns, as_of),
        why=chained(" || ", whys) if whys else Fragment("NULL"),
        reasons=tuple(reason for text, claim in numbered.items() for reason in _reasons(text, claim)),
        names=frozenset(name for claim in asked for name in _names(claim)),
    )


def _names(claim: Claim) -> tuple[str, ...]:
    return (claim.name.path, *(value.path for value in claim.values if isinstance(value, Name)))


def _why(place: int, claim: Claim, columns: Mapping[str, Column], as_of: date) -> Fragment:
    """A line `number[:value]` where the claim is undecided, else nothing; twice its place where the field is not stated."""
    column = columns[claim.name.path]
    value = column.sql
    if column.type == "money" and claim.name.part == "":
        value = f"{column.sql} || ' ' || {column.sql}_currency"
    node: Node = claim
    return filled(
        "CASE WHEN {a} IS NOT NULL THEN '' WHEN {b} IS NULL THEN {missing} ELSE {undecided} || {value} || char(10) END",
        a=node_sql(node, columns, as_of),
        b=Fragment(column.sql),
        missing=Fragment("?", (f"{2 * place}\n",)),
        undecided=Fragment("?", (f"{2 * place + 1}:",)),
        value=Fragment(f"? || {value}", (f"{claim.name.full} is ",)),
    )


def _reasons(text: str, claim: Claim) -> tuple[str, str]:
    others = [value.full for value in claim.values if isinstance(value, Name)]
    kind = claim.name.column.type if claim.name.column is not None and not claim.name.part else "text"
    because = {
        "duration": "months, days and business days do not compare exactly",
        "money": "amounts in different currencies do not compare",
    }.get(kind, "")
    if others:
        because = f"{', '.join(others)} is not stated, and nothing is taken in its place{because and '; or ' + because}"
    written_values = [value for value in claim.values if isinstance(value, Literal)]
    long = len(text) > 120 and bool(written_values)
    return f"{claim.name.full} is not stated", f"{text[:119] + '…' if long else text} is undecided{because and ': ' + because}"

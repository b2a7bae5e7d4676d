"""What a person asked at the command line, as a question: a condition, or the name of a saved query."""

import re
from collections.abc import Sequence
from datetime import date

from clmctl.expression.error import ExpressionError, did_you_mean, quoted
from clmctl.expression.names import names_of
from clmctl.model.question import Question
from clmctl.model.settings import Settings
from clmctl.query.compile import compile_question


def ask(
    text: str,
    settings: Settings,
    as_of: date,
    *,
    select: Sequence[str] = (),
    sort: Sequence[str] = (),
    group_by: Sequence[str] = (),
    aggregates: Sequence[str] = (),
    limit: int | None = None,
) -> Question:
    """The question, with the workspace's fields, conditions and currency.

    `text` that is the name of a saved query brings that query's condition, and its columns and order where none are given.
    """
    names = names_of(settings.catalogue, settings.conditions, settings.currency)
    saved = settings.queries.get(text.strip())
    if saved is not None:
        is_grouped = bool(group_by or aggregates)
        text = saved.where
        select = select or (() if is_grouped else saved.select)
        sort = sort or (() if is_grouped else saved.sort)
    elif _WORD.fullmatch(text.strip()) and not names.find(text.strip()) and text.strip() not in settings.conditions:
        known = ", ".join(settings.queries) or "none"
        hint = did_you_mean(text.strip(), (*settings.queries, *settings.conditions))
        raise ExpressionError(
            f"{quoted(text.strip())} is neither a condition nor a query of clmctl.yaml",
            hint=hint or f"The queries there are: {known}. A condition compares a field, as in: stage = draft",
        )
    return compile_question(text, names, as_of, select=select, sort=sort, group_by=group_by, aggregates=aggregates, limit=limit)


#: A word alone, as a saved query is named.
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

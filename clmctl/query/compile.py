"""A question in the condition language, compiled to SQL over the index."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from clmctl.expression import Expression, Names, check, parse
from clmctl.expression.error import ExpressionError, quoted
from clmctl.expression.sql import Fragment
from clmctl.expression.tree import Name
from clmctl.model.frozen import frozen
from clmctl.model.question import Column, Finish, Question
from clmctl.query.aggregate import Aggregate, aggregate, within
from clmctl.query.filter import EVERYTHING, Filter, where
from clmctl.query.source import Source, cell, listed_sql, order, source

#: What an answer shows where nobody chose.
DEFAULT_COLUMNS = ("id", "title", "client", "counterparty", "stage", "status", "notice_deadline")


def compile_question(
    condition: str | Expression,
    columns: Names | Iterable[Column],
    as_of: date,
    *,
    select: Sequence[str] = (),
    sort: Sequence[str] = (),
    group_by: Sequence[str] = (),
    aggregates: Sequence[str] = (),
    limit: int | None = None,
) -> Question:
    """The question, ready for the index. ExpressionError where the condition or a name in it cannot be understood.

    `condition` empty: every contract. `select` empty: `DEFAULT_COLUMNS`; `*` stands for every column; each answered column
    carries the name as written. `sort` names columns, `-name` the other way round; contracts equal in it come by id and
    path. With `group_by` or `aggregates` the answer has a row for each group: the grouped columns (so group_by alone, which
    counts, lists distinct values) and what is worked out (see `aggregate`); sorting is then by these. `limit` counts
    decided rows only; undecided ones are always all there.
    """
    names = columns if isinstance(columns, Names) else Names(columns)
    place = source(names.columns, as_of)
    expression = _expression(condition, names)
    kept = EVERYTHING if expression is None else where(expression, place.columns, as_of)
    asking = _Asking(names, place, kept, limit)
    if not group_by and not aggregates:
        return asking.contracts(tuple(select) or DEFAULT_COLUMNS, sort)
    if select:
        raise ExpressionError(
            "a grouped answer shows what it groups by and works out", hint="leave the selected columns out, or group by them"
        )
    return asking.groups(group_by, tuple(aggregates) or ("count",), sort)


def _expression(condition: str | Expression, names: Names) -> Expression | None:
    if isinstance(condition, Expression):
        return check(condition, names)
    return parse(condition, names) if condition.strip() else None


@frozen
class _Asking:
    """What is known, where it stands in SQL, which rows are asked for and how many."""

    names: Names
    place: Source
    kept: Filter
    limit: int | None

    def resolved(self, text: str) -> Name:
        return self.names.resolve(Name(text, 1), text)

    def contracts(self, select: Sequence[str], sort: Sequence[str]) -> Question:
        """One row for each contract."""
        chosen: dict[str, Name] = {}
        for text in map(str.strip, select):
            if text == "*":
                chosen |= {column.name: Name(column.name, 1, "", column) for column in self.names.columns}
            else:
                chosen[text] = self.resolved(text)
        keys = [(self.resolved(text.strip().removeprefix("-")), text.strip().startswith("-")) for text in sort]
        ordering = [term for name, falls in keys for term in order(self.place.column(name), is_descending=falls)]
        last = [self.place.columns[name] for name in ("id", "path") if name in self.place.columns]
        ordering += [term for column in last for term in order(column)[1:]]
        used = (*(name.path for name in chosen.values()), *(name.path for name, _ in keys))
        shown = tuple(replace(self.place.column(name), name=text) for text, name in chosen.items())
        statement = _Statement(tuple(map(cell, shown)), self.tables(used), tuple(ordering))
        return self.question(shown, statement)

    def groups(self, group_by: Sequence[str], aggregates: Sequence[str], sort: Sequence[str]) -> Question:
        """One row for each group of contracts."""
        keys = {text.strip(): self.resolved(text.strip()) for text in group_by}
        full = tuple(name.full for name in keys.values())
        worked = {text.strip(): aggregate(text.strip(), self.names, self.place, full) for text in aggregates}
        shown = {text: replace(self.place.column(name), name=text) for text, name in keys.items()}
        numbers = tuple(Fragment(str(number)) for number in range(3, 3 + len(keys)))
        ordering = [term for text in sort for term in _group_order(text.strip(), shown, worked)]
        statement = _Statement(
            (*map(cell, shown.values()), *(one.sql for one in worked.values())),
            self.tables((*(name.path for name in keys.values()), *(one.name for one in worked.values()))),
            (*ordering, *numbers),
            tuple(number.sql for number in numbers),
            tuple(sorted({one.split for one in worked.values() if one.split})),
        )
        question = self.question((*shown.values(), *(one.column for one in worked.values())), statement)
        as_it_is: Finish = ""
        return replace(question, finish=(*(as_it_is for _ in keys), *(one.finish for one in worked.values())))

    def tables(self, used: Iterable[str]) -> str:
        return self.place.tables(with_terms=self.place.needs_terms(self.kept.names.union(used)))

    def question(self, shown: tuple[Column, ...], statement: "_Statement") -> Question:
        """The whole: one scan, or two where only the decided rows are limited or a total must stand without any row."""
        kept = self.kept
        nothing, yes = Fragment("NULL"), Fragment("1")
        limit = "" if self.limit is None else f" LIMIT {max(0, self.limit):d}"
        if kept.is_open:
            whole = statement.sql(yes, nothing, yes, limit)
        elif not limit and not statement.is_total:
            unsure = Fragment(
                f"CASE WHEN {kept.verdict.sql} IS NULL THEN {kept.why.sql} END", kept.verdict.params + kept.why.params
            )
            whole = statement.sql(kept.verdict, unsure, kept.kept)
        else:
            decided = statement.sql(yes, nothing, kept.verdict, limit)
            doubtful = Fragment(f"{kept.kept.sql} AND {kept.verdict.sql} IS NULL", kept.kept.params + kept.verdict.params)
            undecided = statement.sql(nothing, kept.why, doubtful, " HAVING count(*) > 0" if statement.is_total else "")
            both = f"SELECT * FROM ({decided.sql}) UNION ALL SELECT * FROM ({undecided.sql})"  # noqa: S608  fragments of ours
            whole = Fragment(both, decided.params + undecided.params)
        return Question(whole.sql, whole.params, shown, self.place.as_of.isoformat(), kept.reasons)


@frozen
class _Statement:
    """A SELECT in the making. `groups`: what it groups by beside the verdict; None where it lists contracts. `splits`: the
    currencies that each group is split by.
    """

    cells: tuple[Fragment, ...]
    tables: str
    ordering: tuple[Fragment, ...]
    groups: tuple[str, ...] | None = None
    splits: tuple[str, ...] = ()

    @property
    def is_total(self) -> bool:
        """Whether it is one row over everything."""
        return self.groups == () and not self.splits

    def sql(self, verdict: Fragment, why: Fragment, condition: Fragment, tail: str = "") -> Fragment:
        """The statement for rows of that condition."""
        grouping = ""
        if self.groups is not None:
            why = Fragment(f"max({why.sql})", why.params)
            grouping = "" if self.is_total else f" GROUP BY {', '.join(('1', *self.groups, *map(within, self.splits)))}"
        head = listed_sql((verdict, why, *self.cells))
        tables = self._split(verdict, condition) if self.splits else Fragment(self.tables)
        by = Fragment("") if self.is_total else listed_sql(self.ordering)
        sql = f"SELECT {head.sql} FROM {tables.sql} WHERE {condition.sql}{grouping}"  # noqa: S608  fragments of ours
        params = head.params + tables.params + condition.params + by.params
        return Fragment(f"{sql} ORDER BY {by.sql}{tail}" if by.sql else sql + tail, params)

    def _split(self, verdict: Fragment, condition: Fragment) -> Fragment:
        """The tables, and beside each contract the only currency of its group, `sole`: NULL where there are several."""
        keys = (verdict, *self.cells[: len(self.groups or ())])
        named = [Fragment(f"{key.sql} AS key_{number}", key.params) for number, key in enumerate(keys)]
        only = [
            Fragment(f"CASE WHEN min({split}) = max({split}) THEN min({split}) END AS {split.rpartition('.')[2]}")
            for split in self.splits
        ]
        head = listed_sql((*named, *only))
        by = ", ".join(str(number) for number in range(1, 1 + len(keys)))
        found = f"SELECT {head.sql} FROM {self.tables} WHERE {condition.sql} GROUP BY {by}"  # noqa: S608  fragments of ours
        same = listed_sql([Fragment(f"sole.key_{n} IS ({key.sql})", key.params) for n, key in enumerate(keys)], " AND ")
        params = head.params + condition.params + same.params
        return Fragment(f"{self.tables} LEFT JOIN ({found}) AS sole ON {same.sql}", params)


def _group_order(text: str, shown: dict[str, Column], worked: dict[str, Aggregate]) -> tuple[Fragment, ...]:
    """What a grouped answer is sorted by: a column of its own."""
    written = text.removeprefix("-").strip()
    if written in worked:
        sql = worked[written].order
        return Fragment(f"{sql} IS NULL"), Fragment(f"{sql} DESC" if text.startswith("-") else sql)
    if written in shown:
        return order(shown[written], is_descending=text.startswith("-"))
    raise ExpressionError(
        f"a grouped answer cannot be sorted by {quoted(written)}", hint=f"sort by one of: {', '.join((*shown, *worked))}"
    )

"""Where a question's columns come from in SQL: the contracts `c`, joined to their terms where the day asked about matters.

The status on a day is that of the last phase that starts on or before it, else `not-effective`; the current term is the
span of that phase, before the first phase the first one: what `terms.status.span_on` gives. Both are look-ups by the key
of `phase` and `span`, made only for rows that the plain columns left over.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from clmctl.expression.names import part_of
from clmctl.expression.sql import Fragment, filled
from clmctl.expression.tree import Name
from clmctl.model.columns import OF_THE_DAY
from clmctl.model.frozen import frozen
from clmctl.model.question import Column
from clmctl.model.term import ENDING

_ENDING = ", ".join(f"'{status}'" for status in ENDING)
_OF_THE_DAY = frozenset(column.name for column in OF_THE_DAY)
#: The notice days of a term: the column's name, and its name in `span`.
NOTICE_DAYS: Final = (("decision_by", "decision_by"), ("send_by", "send_by"), ("notice_deadline", "deadline"))


def day_sql(as_of: date, status: str = "p.status") -> dict[str, str]:
    """The SQL of the columns that depend on the day, by name; `p` is the phase of that day and `s` its span.

    `status` is where the phase's status stands. A term that will surely end, is over or was renewed has no notice days.
    """
    day = as_of.isoformat()
    open_days = {name: asked(f"s.{column}", day, status) for name, column in NOTICE_DAYS}
    left = f"julianday(coalesce({open_days['notice_deadline']}, s.end)) - julianday('{day}')"
    return {
        "status": f"coalesce({status}, 'not-effective')",
        "term_start": "s.start",
        "term_end": "s.end",
        **open_days,
        "days_left": f"CAST(round({left}) AS INTEGER)",
    }


def asked(days: str, day: str, status: str) -> str:
    """SQL of a term's notice day or days where they still ask for something on that day, else NULL."""
    return f"CASE WHEN {status} IN ({_ENDING}) OR s.decided <= '{day}' THEN NULL ELSE {days} END"


def phase_of_day(key: str, as_of: date) -> str:
    """SQL of the start of the phase that the contract with that key is in."""
    return of_phase("start", key, as_of)


def of_phase(column: str, key: str, as_of: date) -> str:
    """SQL of a column of that phase."""
    begun = f"q.key = {key} AND q.start <= '{as_of.isoformat()}'"
    return f"(SELECT q.{column} FROM phase AS q WHERE {begun} ORDER BY q.start DESC LIMIT 1)"  # noqa: S608  a date


@frozen
class Source:
    """Columns under the SQL names they have in a question, by name, and the tables they stand in."""

    columns: dict[str, Column]
    as_of: date

    def tables(self, *, with_terms: bool) -> str:
        """What follows FROM."""
        if not with_terms:
            return "c"
        phase = f"phase AS p ON p.key = c.key AND p.start = {phase_of_day('c.key', self.as_of)}"
        return f"c LEFT JOIN {phase} LEFT JOIN span AS s ON s.key = c.key AND s.number = coalesce(p.span, 0)"

    def needs_terms(self, names: Iterable[str]) -> bool:
        """Whether one of these columns depends on the day."""
        return not _OF_THE_DAY.isdisjoint(names)

    def column(self, name: Name) -> Column:
        """The column, or part of one, under its SQL name here."""
        return part_of(self.columns[name.path], name.part)


def source(columns: Iterable[Column], as_of: date) -> Source:
    """The columns of the catalogue and the computed ones, placed in SQL for that day."""
    of_day = day_sql(as_of)
    return Source({c.name: replace(c, sql=of_day.get(c.name) or f"c.{c.sql}") for c in columns}, as_of)


def cell(column: Column) -> Fragment:
    """What an answer shows of a column: one SQL value."""
    if column.type == "money":
        return Fragment(f"{column.sql} || ' ' || {column.sql}_currency")
    return Fragment(column.sql)


def order(column: Column, *, is_descending: bool = False) -> tuple[Fragment, ...]:
    """ORDER BY terms of a column, what is not stated last.

    Text without regard to case, a choice in the order of its list, a duration by the days it comes to, money by its amount
    and then its currency.
    """
    sql = column.sql
    terms: tuple[Fragment, ...]
    match column.type:
        case "text":
            terms = (Fragment(f"coalesce({sql}_fold, {sql})"),)
        case "choice" if column.choices:
            whens = Fragment(" ".join(f"WHEN ? THEN {place}" for place, _ in enumerate(column.choices)), column.choices)
            terms = (filled("CASE {a} {whens} END", a=Fragment(sql), whens=whens), Fragment(sql))
        case "duration":
            terms = (Fragment(f"{sql}_min"), Fragment(f"coalesce({sql}_max, 9e18)"))
        case "money":
            terms = (Fragment(f"{sql}_micro"), Fragment(f"{sql}_currency"))
        case "number" | "percent":
            terms = (Fragment(f"{sql}_micro"),)
        case _:
            terms = (Fragment(sql),)
    direction = " DESC" if is_descending else ""
    return (Fragment(f"{sql} IS NULL"), *(Fragment(f"{term.sql}{direction}", term.params) for term in terms))


def listed_sql(parts: Iterable[Fragment], between: str = ", ") -> Fragment:
    """The fragments one after the other."""
    known = tuple(parts)
    return Fragment(between.join(part.sql for part in known), tuple(value for part in known for value in part.params))

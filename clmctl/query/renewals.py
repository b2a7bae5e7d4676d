"""The question behind `renewals`: which signed contracts come up within so many days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from clmctl.expression import Names
from clmctl.expression.sql import Fragment, filled
from clmctl.expression.tree import Name
from clmctl.model.contract import SIGNED
from clmctl.model.question import Column, Question
from clmctl.model.term import Status
from clmctl.query.source import Source, asked, cell, day_sql, listed_sql, of_phase, phase_of_day, source

#: The promised keys, in order, and the column each shows.
KEYS: tuple[tuple[str, str], ...] = (
    ("id", "id"),
    ("title", "title"),
    ("client", "client"),
    ("counterparty", "counterparty"),
    ("owner", "owner"),
    ("renewal_type", "renewal.type"),
    ("status", "status"),
    ("term_start", "term_start"),
    ("term_end", "term_end"),
    ("notice_deadline", "notice_deadline"),
    ("send_by", "send_by"),
    ("decision_by", "decision_by"),
    ("days_left", "days_left"),
    ("amount", "money.total.amount"),
    ("currency", "money.total.currency"),
)
_ENDED = (Status.EXPIRED, Status.TERMINATED, Status.SUPERSEDED, Status.UNKNOWN)
_FIRST = "coalesce(s.decision_by, s.send_by, s.deadline, s.end)"
_SPAN = "s.key, s.start, s.end, s.deadline, s.send_by, s.decision_by, s.decided"
_NO_TERMS = "its terms cannot be computed: `clmctl deadline` says what is missing"


def renewals_question(within: int, as_of: date, columns: Names | Iterable[Column]) -> Question:
    """Signed, running contracts of whose current term something falls due by `as_of` + `within` days, missed ones first.

    What falls due first counts: the day to decide, to send notice, for notice to take effect, or the term's end. Then by
    that day, id and path. The columns are `KEYS`; dates ISO or None; `days_left` runs to the notice deadline, else the
    term's end, and is negative once that has passed. Signed contracts whose terms cannot be computed are undecided.

    The index `span_end` gives the terms that hold the day; of those that fall due the status is looked up, in the order of
    the contracts, and they are joined to `c` in one pass over it. An end or a renewal by an act changes the spans, so the
    term that holds the day is the current one.
    """
    names = columns if isinstance(columns, Names) else Names(columns)
    placed = source(names.columns, as_of).columns
    of_day = day_sql(as_of, "s.status")
    place = Source({name: replace(column, sql=of_day.get(name, column.sql)) for name, column in placed.items()}, as_of)
    shown = tuple(replace(place.column(names.resolve(Name(path, 1), path)), name=key) for key, path in KEYS)
    verdict = Fragment("CASE WHEN s.status <> 'unknown' THEN 1 END")
    why = Fragment("CASE WHEN s.status = 'unknown' THEN ? END", ("0\n",))  # the first of the question's notes
    whole = filled(
        "SELECT {head} FROM c CROSS JOIN ({due} UNION ALL {unknown}) AS s WHERE c.key = s.key AND {signed} ORDER BY {by}",
        head=listed_sql((verdict, why, *map(cell, shown))),
        due=_due(_last(as_of, within), as_of),
        unknown=_unknown(as_of),
        signed=_signed(place),
        by=Fragment(f"s.status <> '{Status.NOTICE_MISSED}', {_due_on(as_of)}, {cell(shown[0]).sql}, c.path"),
    )
    return Question(whole.sql, whole.params, shown, as_of.isoformat(), (_NO_TERMS,))


def _last(as_of: date, within: int) -> date:
    """The last day that counts."""
    try:
        return as_of + timedelta(days=within)
    except OverflowError:
        return date.max if within > 0 else date.min


def _signed(place: Source) -> Fragment:
    """What a contract must be."""
    stages = sorted(SIGNED)
    return Fragment(f"{place.columns['stage'].sql} IN ({', '.join('?' * len(stages))})", tuple(stages))


def _due_on(as_of: date) -> str:
    """SQL of the day something falls due: the first notice day that still asks for something, else the term's end."""
    return f"coalesce({asked('coalesce(s.decision_by, s.send_by, s.deadline)', as_of.isoformat(), 's.status')}, s.end)"


def _due(last: date, as_of: date) -> Fragment:
    """The running terms of which something falls due by the last day, each with its status.

    `LIMIT -1` keeps SQLite from merging the steps: the spans come from the index alone, are put in the order of the keys,
    and so their phases are found page by page.
    """
    day = as_of.isoformat()
    chosen = f"SELECT {_SPAN} FROM span AS s WHERE s.end >= ? AND s.start <= ? AND {_FIRST} <= ? ORDER BY +s.key LIMIT -1"  # noqa: S608
    status = of_phase("status", "s.key", as_of)
    ended = ", ".join("?" * len(_ENDED))
    running = f"SELECT {_SPAN}, {status} AS status FROM ({chosen}) AS s LIMIT -1"  # noqa: S608
    sql = f"SELECT * FROM ({running}) AS s WHERE status NOT IN ({ended}) AND {_due_on(as_of)} <= ?"  # noqa: S608
    return Fragment(sql, (day, day, last.isoformat(), *(status.value for status in _ENDED), last.isoformat()))


def _unknown(as_of: date) -> Fragment:
    """The contracts whose terms cannot be computed, found through the index `phase_unknown`, in the same form."""
    today = phase_of_day("s.key", as_of)
    nothing = "NULL, NULL, NULL, NULL, NULL, NULL"
    sql = f"SELECT s.key, {nothing}, s.status FROM phase AS s WHERE s.status = 'unknown' AND s.start = {today}"  # noqa: S608
    return Fragment(sql)

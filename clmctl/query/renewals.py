"""The question behind `renewals`: which signed contracts come up within so many days."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from clmctl.expression import Names, parse
from clmctl.expression.sql import Fragment
from clmctl.expression.tree import Name
from clmctl.model.contract import SIGNED
from clmctl.model.question import Column, Question
from clmctl.model.term import Status
from clmctl.query.filter import EVERYTHING, Filter, where
from clmctl.query.source import Source, cell, listed_sql, phase_of_day, source

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
_DUE = "coalesce(s.decision_by, s.send_by, s.deadline, s.end)"
_NO_TERMS = "its terms cannot be computed: `clmctl deadline` says what is missing"


def renewals_question(
    within: int, as_of: date, columns: Names | Iterable[Column], *, condition: str = "", owner: str = ""
) -> Question:
    """Signed, running contracts of whose current term something falls due by `as_of` + `within` days, missed ones first.

    What falls due first counts: the day to decide, to send notice, for notice to take effect, or the term's end. Then by
    that day, id and path. The columns are `KEYS`; dates ISO or None; `days_left` runs to the notice deadline, else the
    term's end, and is negative once that has passed. Signed contracts whose terms cannot be computed are undecided, and so
    are those a further `condition` cannot decide. `owner` keeps one person's contracts.

    The spans that fall due are found through the index `span_due`; only these look up their contract.
    """
    names = columns if isinstance(columns, Names) else Names(columns)
    place = source(names.columns, as_of)
    kept = where(parse(condition, names), place.columns, as_of) if condition.strip() else EVERYTHING
    shown = tuple(replace(place.column(names.resolve(Name(path, 1), path)), name=key) for key, path in KEYS)
    cells = tuple(cell(column) for column in shown)
    signed = _contracts(place, owner)
    due, unknown = _due(within, as_of, cells, kept, signed), _unknown(as_of, cells, kept, signed)
    sql = f"SELECT * FROM ({due.sql}) UNION ALL SELECT * FROM ({unknown.sql})"  # noqa: S608  fragments of ours
    return Question(sql, due.params + unknown.params, shown, as_of.isoformat(), (*kept.reasons, _NO_TERMS))


def _contracts(place: Source, owner: str) -> Fragment:
    stages = sorted(SIGNED)
    sql = f"{place.columns['stage'].sql} IN ({', '.join('?' * len(stages))})"
    if owner:
        return Fragment(f"{sql} AND {place.columns['owner'].sql} = ?", (*stages, owner))
    return Fragment(sql, tuple(stages))


def _due(within: int, as_of: date, cells: tuple[Fragment, ...], kept: Filter, signed: Fragment) -> Fragment:
    """The rows of spans that fall due. The joins are written in the order they are to run."""
    try:
        last = as_of + timedelta(days=within)
    except OverflowError:
        last = date.max if within > 0 else date.min
    why = Fragment(f"CASE WHEN {kept.verdict.sql} IS NULL THEN {kept.why.sql} END", kept.verdict.params + kept.why.params)
    head = listed_sql((kept.verdict, why, *cells))
    ended = ", ".join("?" * len(_ENDED))
    sql = (
        f"SELECT {head.sql} FROM span AS s CROSS JOIN phase AS p CROSS JOIN c WHERE {_DUE} <= ? AND s.end >= ? "  # noqa: S608
        f"AND p.key = s.key AND p.start = {phase_of_day('s.key', as_of)} AND p.span = s.number AND p.status NOT IN ({ended}) "
        f"AND c.key = s.key AND {signed.sql} AND {kept.kept.sql} "
        f"ORDER BY p.status <> '{Status.NOTICE_MISSED}', {_DUE}, {cells[0].sql}, c.path"
    )
    days = (last.isoformat(), as_of.isoformat())
    return Fragment(sql, (*head.params, *days, *(status.value for status in _ENDED), *signed.params, *kept.kept.params))


def _unknown(as_of: date, cells: tuple[Fragment, ...], kept: Filter, signed: Fragment) -> Fragment:
    """The rows of contracts whose terms cannot be computed, found through the index `phase_unknown`."""
    reason = Fragment("?", (f"{len(kept.reasons)}\n",))
    head = listed_sql((Fragment("NULL"), reason, *cells))
    sql = (
        f"SELECT {head.sql} FROM phase AS p CROSS JOIN c LEFT JOIN span AS s ON s.key = p.key AND s.number = p.span "  # noqa: S608
        f"WHERE p.status = 'unknown' AND p.start = {phase_of_day('p.key', as_of)} AND c.key = p.key AND {signed.sql} "
        f"AND {kept.kept.sql} ORDER BY {cells[0].sql}, c.path"
    )
    return Fragment(sql, head.params + signed.params + kept.kept.params)

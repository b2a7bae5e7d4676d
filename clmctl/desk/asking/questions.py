"""Questions to the portfolio."""

from clmctl.desk.opening import Desk
from clmctl.expression.error import did_you_mean
from clmctl.model.frozen import frozen
from clmctl.model.question import Table
from clmctl.query.ask import ask as question_of
from clmctl.query.renewals import renewals_question


@frozen
class Asked:
    """A question as a person puts it: a condition or a named query, columns, order, groups. `limit` 0 means all rows."""

    where: str = ""
    select: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    limit: int = 0


def ask(desk: Desk, asked: Asked) -> Table:
    """The answer. A named query of the settings gives what the person left open."""
    aggregates = ("count", *(f"sum({name})" for name in asked.total)) if asked.group_by or asked.total else ()
    question = question_of(
        asked.where,
        desk.settings,
        desk.as_of,
        select=() if aggregates else asked.select,
        sort=asked.sort,
        group_by=asked.group_by,
        aggregates=aggregates,
        limit=asked.limit or None,
    )
    return desk.ask(question)


def due(desk: Desk, within: int) -> Table:
    """What is due within so many days, missed ones first."""
    return desk.ask(renewals_question(within, desk.as_of, desk.names))


@frozen
class Listed:
    """Which contracts to list; empty for any."""

    client: str = ""
    stage: str = ""
    type: str = ""
    owner: str = ""


def listed(desk: Desk, wanted: Listed, columns: tuple[str, ...] = (), sort: tuple[str, ...] = ()) -> Table:
    """The contracts wanted, by client and id unless `sort` says otherwise, with the usual columns unless others are named."""
    named = (("client", wanted.client), ("stage", wanted.stage), ("type", wanted.type), ("owner", wanted.owner))
    where = " and ".join(f"{name} = {_literal(value)}" for name, value in named if value)
    return ask(desk, Asked(where, columns or LISTED, sort or ("client", "id")))


def clients_like(desk: Desk, client: str) -> str:
    """What may have been meant where nobody has that client; empty where somebody does, or nothing is like it."""
    return _like(desk, "client", client)


def owners_like(desk: Desk, owner: str) -> str:
    """Whose contracts may have been meant where that person has none; empty where they do, or nothing is like the name."""
    return _like(desk, "owner", owner, *(person.id for person in desk.settings.people))


def _like(desk: Desk, column: str, value: str, *more: str) -> str:
    known = {str(row[0]) for row in ask(desk, Asked("", (column,))).rows} | set(more)
    return "" if value in known else did_you_mean(value, known)


#: What a list of contracts shows, for programs as for people.
LISTED = ("id", "title", "client", "counterparty", "stage", "status", "term_end", "notice_deadline")


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

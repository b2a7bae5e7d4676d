"""The report on the library as a page."""

from clmctl.lint.reviews import said
from clmctl.model.page import Page, Section
from clmctl.report.grids import grid, long_day, many
from clmctl.report.usage.usage import ClauseUse, LibraryUse

_MOST_DEVIATED = 15
_MOST_STRANGERS = 15


def library_page(use: LibraryUse) -> Page:
    """Where contracts leave our language first, then every clause, every position, what is stale and what nobody takes."""
    overdue = sum(review.state == "overdue" for review in use.reviews)
    about = [f"{many(use.contracts, 'contract')} of {many(use.clients, 'client')}."]
    if use.uncounted:
        about.append("Unapproved text is ignored by the lint settings of this workspace (CL101), so no deviation is counted.")
    return Page(
        title=f"The clause library in use, {long_day(use.as_of)}",
        about=tuple(about),
        counts=(
            (str(len(use.clauses)), "clauses", "plain"),
            (_percent(use.deviation_rate), "of clauses deviate", "due" if use.deviation_rate else "plain"),
            (_percent(use.fallback_rate), "are fallbacks", "plain"),
            (str(overdue), "reviews overdue", "alarm" if overdue else "plain"),
            (str(len(use.never_used)), "positions never used", "plain"),
        ),
        sections=(_deviated(use), _usage(use), _positions(use), _reviews(use), _never(use), _strangers(use)),
        closing=(
            "A contract counts once for each clause, as what is farthest from our standard in it. Rates are of the contracts "
            "that hold the clause; none counts those that do not.",
        ),
    )


def _percent(share: float) -> str:
    return f"{share:.0%}" if share in (0, 1) or share >= 0.1 else f"{share:.1%}"


def _of(part: int, use: ClauseUse) -> str:
    return f"{part} ({_percent(part / use.contracts)})" if part else ""


def _deviated(use: LibraryUse) -> Section:
    rows = [
        [each.clause, each.owner, each.contracts, each.deviating, _percent(each.deviation_rate), _words(each)]
        for each in use.most_deviated
    ]
    table = grid(
        ("clause", "owner", "contracts", "deviating", "rate", "commonest changed words"),
        rows,
        most=_MOST_DEVIATED,
        where="see the usage of each clause below",
        marked=("commonest changed words",),
        right=("contracts", "deviating", "rate"),
    )
    return Section("Most deviated clauses", (table,), empty="No contract deviates from an approved text.", tone="due")


def _words(use: ClauseUse) -> str:
    return "; ".join(f"{words} ({count})" for words, count in use.changes)


def _usage(use: LibraryUse) -> Section:
    columns = ("clause", "contracts", "clients", "standard", "fallback", "last resort", "deviating", "none")
    rows = [
        [
            each.clause,
            each.contracts,
            each.clients,
            _of(each.standard, each),
            _of(each.fallback, each),
            _of(each.last_resort, each),
            _of(each.deviating, each),
            each.none or "",
        ]
        for each in use.clauses
        if each.contracts
    ]
    unused = [each.clause for each in use.clauses if not each.contracts]
    words = (f"No contract holds a text of {_listed(unused)}.",) if unused else ()
    return Section("Usage by clause", (grid(columns, rows, right=columns[1:]),), words, empty="The library has no clauses.")


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _positions(use: LibraryUse) -> Section:
    columns = ("clause", "position", "contracts", "clients", "share", "deviating")
    rows = [
        [
            each.clause if number == 0 else "",
            position.position,
            position.contracts,
            position.clients,
            _percent(position.share),
            position.deviating or "",
        ]
        for each in use.clauses
        if each.contracts
        for number, position in enumerate(position for position in each.positions if position.contracts)
    ]
    words = ("The positions that contracts hold, by what each says of itself; deviating are those whose words were changed.",)
    return Section(
        "Usage by position",
        (grid(columns, rows, right=columns[2:]),),
        words if rows else (),
        empty="No contract holds a position of the library.",
    )


def _reviews(use: LibraryUse) -> Section:
    rows = [[review.clause.id, review.clause.owner, review.review_by, said(review)] for review in use.reviews]
    overdue = any(review.state == "overdue" for review in use.reviews)
    return Section(
        "Reviews overdue or due",
        (grid(("clause", "owner", "review by", "state"), rows),),
        empty="Every clause was reviewed in time.",
        tone="alarm" if overdue else "due",
    )


def _never(use: LibraryUse) -> Section:
    by_clause: dict[str, list[str]] = {}
    held = {each.clause for each in use.clauses if each.contracts}
    for position in use.never_used:
        if position.clause in held:
            by_clause.setdefault(position.clause, []).append(position.position)
    rows = [[clause, ", ".join(names)] for clause, names in by_clause.items()]
    return Section(
        "Positions never used, of clauses that are",
        (grid(("clause", "positions"), rows),),
        empty="Of every clause that is used, each approved position stands in some contract.",
    )


def _strangers(use: LibraryUse) -> Section:
    rows = [[heading, count] for heading, count in use.strangers]
    table = grid(("heading", "contracts"), rows, most=_MOST_STRANGERS, where="clmctl lint", right=("contracts",))
    return Section("Clauses that no library knows", (table,), empty="Every clause is one of the library's.")

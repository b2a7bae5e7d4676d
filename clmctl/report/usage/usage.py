"""How the clause library is used: who holds which position, where contracts leave it, what nobody reviews or takes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from clmctl.lint.reviews import Review, review_of, reviews
from clmctl.model.clause import Clause
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.report.language import Deviation

#: What a contract has of a clause, the one farthest from our standard last: that one counts where it has several.
STATES = ("standard", "fallback", "last-resort", "deviating")
#: How many of the commonest changed words are told of a clause.
_COMMONEST = 3


@frozen
class Pinned:
    """A contract (its path and client) that says it holds a position of a clause."""

    path: str
    client: str
    clause: str
    position: str


@frozen
class PositionUse:
    """A position of a clause: the contracts and clients whose pin names it, their share of all that hold the clause, and how many
    of them have changed its words."""

    clause: str
    position: str
    status: str
    contracts: int
    clients: int
    share: float
    deviating: int


@frozen
class ClauseUse:
    """A clause: how many contracts and clients hold a text of it, and how far those are from our standard.

    Each contract counts once, as `STATES` says: `deviating` are words nobody approved (of them `accepted` by a suppression),
    `none` the contracts that hold no text of it. Rates are of the contracts that hold it, 0 to 1.
    """

    clause: str
    title: str
    category: str
    owner: str
    review_by: date | None
    review: Review | None
    contracts: int
    clients: int
    standard: int
    fallback: int
    last_resort: int
    deviating: int
    accepted: int
    none: int
    positions: tuple[PositionUse, ...]
    changes: tuple[tuple[str, int], ...]

    @property
    def deviation_rate(self) -> float:
        """The share of the contracts that hold the clause in words nobody approved."""
        return _share(self.deviating, self.contracts)

    @property
    def fallback_rate(self) -> float:
        """The share of the contracts that hold an approved position other than the standard one."""
        return _share(self.fallback + self.last_resort, self.contracts)


@frozen
class LibraryUse:
    """The library on a day: every clause, the reviews that are overdue or due, clauses of contracts that no library knows.

    `strangers` are their headings with the number of contracts. `uncounted`: lint ignores unapproved text here, so nothing is
    known of deviations.
    """

    as_of: date
    contracts: int
    clients: int
    clauses: tuple[ClauseUse, ...]
    reviews: tuple[Review, ...]
    strangers: tuple[tuple[str, int], ...]
    uncounted: bool = False

    @property
    def deviation_rate(self) -> float:
        """Over all clauses of all contracts, how many are in words nobody approved."""
        return _share(sum(use.deviating for use in self.clauses), sum(use.contracts for use in self.clauses))

    @property
    def fallback_rate(self) -> float:
        """Over all clauses of all contracts, how many are at another approved position than the standard one."""
        return _share(sum(use.fallback + use.last_resort for use in self.clauses), sum(use.contracts for use in self.clauses))

    @property
    def most_deviated(self) -> tuple[ClauseUse, ...]:
        """The clauses with deviating contracts, most contracts first."""
        found = [use for use in self.clauses if use.deviating]
        return tuple(sorted(found, key=lambda use: (-use.deviating, -use.deviation_rate, use.clause)))

    @property
    def never_used(self) -> tuple[PositionUse, ...]:
        """Approved positions that no contract holds."""
        return tuple(
            position
            for use in self.clauses
            for position in use.positions
            if not position.contracts and position.status == "approved"
        )


def library_use(
    library: Library,
    clients: Mapping[str, str],
    pinned: Iterable[Pinned],
    deviating: Mapping[str, Mapping[str, Deviation]],
    as_of: date,
    *,
    uncounted: bool = False,
) -> LibraryUse:
    """The use of every clause. `clients` are the clients of all contracts by path, `deviating` by path and clause."""
    states: dict[str, dict[str, int]] = {clause: {} for clause in library.clauses}  # clause -> path -> index in STATES
    holding: dict[tuple[str, str], set[str]] = {}  # clause, position -> paths
    for pin in pinned:
        if pin.clause in states:
            of_clause = states[pin.clause]
            of_clause[pin.path] = max(of_clause.get(pin.path, 0), _state(pin.position))
            holding.setdefault((pin.clause, pin.position), set()).add(pin.path)
    strangers: Counter[str] = Counter()
    found: dict[str, list[Deviation]] = {}
    for path, of_contract in deviating.items():
        for clause, deviation in of_contract.items():
            if clause in states:
                states[clause][path] = STATES.index("deviating")
                found.setdefault(clause, []).append(deviation)
            elif not clause:
                strangers[deviation.title or deviation.anchor] += 1
    uses = tuple(
        _clause_use(clause, states[clause.id], holding, (found.get(clause.id, []), as_of), clients)
        for clause in library.clauses.values()
    )
    known = tuple(sorted(strangers.items(), key=lambda item: (-item[1], item[0])))
    return LibraryUse(as_of, len(clients), len(set(clients.values())), uses, reviews(library, as_of), known, uncounted)


def _clause_use(
    clause: Clause,
    states: Mapping[str, int],
    holding: Mapping[tuple[str, str], set[str]],
    known: tuple[list[Deviation], date],
    clients: Mapping[str, str],
) -> ClauseUse:
    strayed, as_of = known
    count = Counter(STATES[state] for state in states.values())
    off = {path for path, state in states.items() if STATES[state] == "deviating"}
    changes = Counter(change for deviation in strayed for change in dict.fromkeys(deviation.changes))
    common = tuple(sorted(changes.items(), key=lambda item: (-item[1], item[0]))[:_COMMONEST])
    positions = []
    for name in dict.fromkeys(variant.name for variant in clause.variants):
        there = holding.get((clause.id, name), set())
        statuses = {variant.status for variant in clause.variants if variant.name == name}
        positions.append(
            PositionUse(
                clause.id, name, "approved" if "approved" in statuses else sorted(statuses)[0], len(there),
                len({clients.get(path, "") for path in there}), _share(len(there), len(states)), len(there & off),
            )
        )  # fmt: skip
    return ClauseUse(
        clause.id, clause.title, clause.category, clause.owner, clause.review_by, review_of(clause, as_of), len(states),
        len({clients.get(path, "") for path in states}), count["standard"], count["fallback"], count["last-resort"],
        count["deviating"], sum(bool(deviation.accepted) for deviation in strayed), len(clients) - len(states),
        tuple(positions), common,
    )  # fmt: skip


def _state(position: str) -> int:
    return STATES.index(position) if position in STATES else STATES.index("fallback")


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def as_object(use: LibraryUse) -> dict[str, object]:
    """The report as JSON."""
    return {
        "as_of": use.as_of.isoformat(),
        "contracts": use.contracts,
        "clients": use.clients,
        "deviation_rate": use.deviation_rate,
        "fallback_rate": use.fallback_rate,
        "deviations_counted": not use.uncounted,
        "clauses": [_clause_object(each) for each in use.clauses],
        "most_deviated": [each.clause for each in use.most_deviated],
        "reviews": [
            {
                "clause": review.clause.id,
                "owner": review.clause.owner,
                "review_by": review.review_by.isoformat(),
                "state": review.state,
                "days_left": review.days,
            }
            for review in use.reviews
        ],
        "never_used": [{"clause": each.clause, "position": each.position} for each in use.never_used],
        "strangers": [{"heading": heading, "contracts": count} for heading, count in use.strangers],
    }


def _clause_object(use: ClauseUse) -> dict[str, object]:
    return {
        "clause": use.clause,
        "title": use.title,
        "category": use.category,
        "owner": use.owner,
        "review_by": use.review_by.isoformat() if use.review_by else None,
        "review": use.review.state if use.review else None,
        "contracts": use.contracts,
        "clients": use.clients,
        "standard": use.standard,
        "fallback": use.fallback,
        "last_resort": use.last_resort,
        "deviating": use.deviating,
        "accepted": use.accepted,
        "none": use.none,
        "deviation_rate": use.deviation_rate,
        "fallback_rate": use.fallback_rate,
        "positions": [
            {
                "position": each.position,
                "status": each.status,
                "contracts": each.contracts,
                "clients": each.clients,
                "share": each.share,
                "deviating": each.deviating,
            }
            for each in use.positions
        ],
        "changes": [{"words": words, "contracts": count} for words, count in use.changes],
    }

"""The week in contracts: what was missed, what is due, what is wrong, what is not known, what changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from clmctl.lint.reviews import Review
from clmctl.model.contract import SIGNED, STAGES
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.question import Table
from clmctl.model.term import Status
from clmctl.model.turn import Commit
from clmctl.model.value import Value
from clmctl.query.answer import cells

#: How far ahead decisions are told where nobody says, and ends and renewals always.
DECISIONS, ENDS = 30, 90
#: How many days a week has: those that end with the day of the report.
WEEK = 7


@frozen
class Contract:
    """A contract as the report names it."""

    id: str
    title: str
    client: str
    counterparty: str
    stage: str
    status: str
    owner: str
    path: str


@frozen
class Due:
    """A signed contract of which something falls due. `renews`: it goes on by itself after `term_end`."""

    id: str
    title: str
    client: str
    counterparty: str
    owner: str
    renewal_type: str
    status: str
    term_start: date | None
    term_end: date | None
    notice_deadline: date | None
    send_by: date | None
    decision_by: date | None
    days_left: int | None
    amount: str
    currency: str

    @property
    def renews(self) -> bool:
        """Whether it goes on where nobody acts: by itself, or because its renewal is on record."""
        by_itself = self.renewal_type in ("auto-renew", "evergreen") and self.status != Status.EXPIRING
        return by_itself or self.status == Status.AUTO_RENEWING

    @property
    def first(self) -> date | None:
        """The first of its days: to decide, to send, for notice to take effect, its last."""
        return self.decision_by or self.send_by or self.notice_deadline or self.term_end


@frozen
class Faulty:
    """A contract with errors that nobody accepted: how many, and of which rules (code, name, count)."""

    contract: str
    path: str
    client: str
    owner: str
    errors: int
    rules: tuple[tuple[str, str, int], ...]
    clauses: tuple[str, ...]


@frozen
class Lacking:
    """A signed contract whose terms cannot be computed, and the fields that are missing."""

    contract: str
    client: str
    counterparty: str
    owner: str
    missing: tuple[str, ...]


@frozen
class Waiting:
    """A paper of another party with proposals that wait for a person; `trouble` says why they could not be worked out."""

    contract: str
    client: str
    counterparty: str
    owner: str
    proposals: int
    trouble: str = ""


@frozen
class Act:
    """One recorded act of the week: on `contract` (empty: on the workspace itself), and on how many contracts in all."""

    contract: str
    day: date
    author: str
    action: str
    what: str
    reason: str
    contracts: int
    commit: str


@frozen
class Weekly:
    """The report. Each contract with a day to come stands once: missed, else due, else expiring, else renewing."""

    as_of: date
    since: date
    within: int
    organisation: str
    head: str
    missed: tuple[Due, ...]
    due: tuple[Due, ...]
    expiring: tuple[Due, ...]
    renewing: tuple[Due, ...]
    faulty: tuple[Faulty, ...]
    unreadable: tuple[tuple[str, str], ...]
    lacking: tuple[Lacking, ...]
    waiting: tuple[Waiting, ...]
    reviews: tuple[Review, ...]
    acts: tuple[Act, ...]
    contracts: int
    clients: int
    by_stage: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]


def dues(table: Table) -> tuple[Due, ...]:
    """The rows of the question behind `renewals`."""
    texts = {"id", "title", "client", "counterparty", "owner", "renewal_type", "status", "amount", "currency"}
    names = [column.name for column in table.columns]
    return tuple(
        Due(**{name: _text(cell) if name in texts else cell for name, cell in zip(names, row, strict=True)})  # type: ignore[arg-type]
        for row in cells(table)
    )


def _text(cell: Value | None) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell or "")


@frozen
class Agenda:
    """Contracts with a day to come, each in one list."""

    missed: tuple[Due, ...]
    due: tuple[Due, ...]
    expiring: tuple[Due, ...]
    renewing: tuple[Due, ...]


def agenda(coming: Iterable[Due], as_of: date, within: int) -> Agenda:
    """Where each contract stands: notice missed; to decide or send within so many days; ending; renewing by itself."""
    decisions, ends = _after(as_of, within), _after(as_of, max(within, ENDS))
    missed: list[Due] = []
    due: list[Due] = []
    expiring: list[Due] = []
    renewing: list[Due] = []
    for each in coming:
        if each.status == Status.NOTICE_MISSED:
            missed.append(each)
        elif _is_open(each, as_of) and each.first is not None and each.first <= decisions:
            due.append(each)
        elif each.term_end is not None and each.term_end <= ends:
            (renewing if each.renews else expiring).append(each)
    return Agenda(
        tuple(sorted(missed, key=lambda each: (each.term_end or date.max, each.id))),
        tuple(sorted(due, key=lambda each: (each.send_by or each.notice_deadline or date.max, each.id))),
        tuple(sorted(expiring, key=lambda each: (each.term_end or date.max, each.id))),
        tuple(sorted(renewing, key=lambda each: (each.term_end or date.max, each.id))),
    )


def _is_open(due: Due, as_of: date) -> bool:
    """Whether notice can still be given and nobody has decided yet."""
    return (
        due.notice_deadline is not None
        and due.notice_deadline >= as_of
        and due.status not in (Status.EXPIRING, Status.AUTO_RENEWING)
    )


def _after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def faulty(findings: Iterable[Finding], contracts: Mapping[str, Contract]) -> tuple[Faulty, ...]:
    """Contracts with errors nobody accepted, by path, most errors first. `contracts` are by path."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        path = finding.place.path
        if finding.severity == "error" and not finding.suppressed and path.startswith("contracts/"):
            found.setdefault(f"{'/'.join(path.split('/')[:3])}/contract.md", []).append(finding)
    told = []
    for path, wrong in found.items():
        known = contracts.get(path)
        count = Counter((finding.code, finding.name) for finding in wrong)
        rules = tuple((code, name, number) for (code, name), number in sorted(count.items(), key=lambda it: (-it[1], it[0])))
        clauses = tuple(dict.fromkeys(f"#{finding.clause}" for finding in wrong if finding.clause))
        steps = path.split("/")
        told.append(
            Faulty(known.id if known else steps[2], path, known.client if known else steps[1], known.owner if known else "",
                   len(wrong), rules, clauses)
        )  # fmt: skip
    return tuple(sorted(told, key=lambda each: (-each.errors, each.path)))


def lacking(contracts: Iterable[Contract], missing: Mapping[str, tuple[str, ...]]) -> tuple[Lacking, ...]:
    """Signed contracts whose status is unknown, with the fields they lack (by path)."""
    return tuple(
        Lacking(each.id, each.client, each.counterparty, each.owner, missing.get(each.path, ()))
        for each in contracts
        if each.status == Status.UNKNOWN and each.stage in SIGNED
    )


def acts(commits: Sequence[Commit], since: date, until: date) -> tuple[Act, ...]:
    """What was recorded from the day after `since` to `until`, by contract and day; what concerns no contract comes last.

    A commit of plain git has no trailers: the contracts are then those whose files it changed.
    """
    found = []
    for commit in commits:
        day = _day(commit.date)
        if day is None or not since < day <= until:
            continue
        said: dict[str, str] = {}
        for name, value in commit.trailers:
            said.setdefault(name, value)
        named = list(dict.fromkeys(value for name, value in commit.trailers if name == "Contract"))
        if not named:
            named = list(dict.fromkeys(p.split("/")[2] for p in commit.paths if p.startswith("contracts/") and p.count("/") > 2))
        if not named and len(commit.parents) > 1:
            continue  # a merge tells nothing that its sides do not
        found.append(
            Act(named[0] if len(named) == 1 else "", day, commit.author, said.get("Action", ""), commit.title,
                said.get("Reason", ""), len(named), commit.id)
        )  # fmt: skip
    found.reverse()  # oldest first
    return tuple(sorted(found, key=lambda act: (not act.contract, act.contract, act.day)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def counted(contracts: Iterable[Contract]) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """How many contracts are in each stage and have each status, in their usual order; those without any are left out."""
    known = tuple(contracts)
    stages, statuses = Counter(each.stage for each in known), Counter(each.status for each in known)
    return (
        tuple((stage, stages[stage]) for stage in (*STAGES, *sorted(set(stages) - set(STAGES))) if stages[stage]),
        tuple((status.value, statuses[status]) for status in Status if statuses[status]),
    )

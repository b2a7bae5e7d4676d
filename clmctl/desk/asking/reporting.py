"""Reports: what the rooms know, brought together; nothing that is remembered is worked out again."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from clmctl.desk.asking.questions import due as due_within
from clmctl.desk.checking.linting import Scope, findings_at, lint
from clmctl.desk.impact import Known, clause_deviations, known_contracts
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, UsageError
from clmctl.lint.approved_language import NOT_APPROVED
from clmctl.lint.reviews import reviews
from clmctl.report.usage.usage import LibraryUse, Pinned, library_use
from clmctl.report.weekly.weekly import ENDS, WEEK, Act, Contract, Waiting, Weekly, acts, agenda, counted, dues, faulty, lacking
from clmctl.store.history import commits
from clmctl.store.objects import object_id
from clmctl.store.revisions import resolve
from clmctl.store.workers import shared_out

if TYPE_CHECKING:
    from clmctl.model.turn import Commit

#: What the count of a paper's open proposals is remembered under, before the digest of all it rests on.
_PROPOSALS = "proposals "


def library_report(desk: Desk) -> LibraryUse:
    """How the library is used, from the index and the findings that are known; contracts nobody looked at are looked at."""
    clients = {known.path: known.client for known in known_contracts(desk).values()}
    pinned = (Pinned(use.path, clients.get(use.path, ""), use.clause, use.variant) for use in desk.index.uses(at=desk.at))
    deviating = clause_deviations(desk, findings_at(desk, clients))
    uncounted = NOT_APPROVED[0] in desk.settings.lint.ignore
    return library_use(desk.library, clients, pinned, deviating, desk.as_of, uncounted=uncounted)


def weekly_report(desk: Desk, within: int) -> Weekly:
    """The week that ends with the day asked about, and what comes; decisions within so many days."""
    known = known_contracts(desk)
    contracts = {path: _contract(each) for path, each in known.items()}
    coming = agenda(dues(due_within(desk, max(within, ENDS))), desk.as_of, within)
    stages, statuses = counted(contracts.values())
    since = _days_before(desk.as_of, WEEK)
    unreadable = {problem.path: problem.message for problem in desk.index.problems(at=desk.at)}
    findings = [finding for finding in lint(desk, Scope()).findings if finding.place.path not in unreadable]
    return Weekly(
        as_of=desk.as_of,
        since=since,
        within=within,
        organisation=desk.settings.organisation.legal_name,
        head=desk.at or desk.head,
        missed=coming.missed,
        due=coming.due,
        expiring=coming.expiring,
        renewing=coming.renewing,
        faulty=faulty(findings, contracts),
        unreadable=tuple(unreadable.items()),
        lacking=lacking(contracts.values(), desk.index.missing(at=desk.at)),
        waiting=_waiting(desk, contracts),
        reviews=reviews(desk.library, desk.as_of),
        acts=_acts(desk, since),
        contracts=len(contracts),
        clients=len({each.client for each in contracts.values()}),
        by_stage=stages,
        by_status=statuses,
    )


def _contract(known: Known) -> Contract:
    return Contract(known.id, known.title, known.client, known.counterparty, known.stage, known.status, known.owner, known.path)


def _days_before(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min


def _acts(desk: Desk, since: date) -> tuple[Act, ...]:
    """What was recorded in the week, up to the state that is looked at."""
    until = desk.at or desk.head
    if not until:
        return ()
    try:
        before = resolve(desk.repo, since.isoformat())
    except UsageError:  # nothing was recorded by then: all there is may be of this week
        before = ""
    found: tuple[Commit, ...] = () if before == until else commits(desk.repo, until, before)
    return acts(found, since, desk.as_of)


def _waiting(desk: Desk, contracts: Mapping[str, Contract]) -> tuple[Waiting, ...]:
    """Papers with proposals nobody decided on; how many are worked out once for each state of a paper, then remembered."""
    from clmctl.desk.importing.reviewing import papers_where, proposals_of  # noqa: PLC0415 - a workspace without papers pays nothing

    papers = papers_where(desk, "")
    if not papers:
        return ()
    rest = f"{desk.rules}\0{desk.settings.digest}"
    blobs = desk.index.blobs(at=desk.at)
    keys = {path: _proposals_key(desk, path, blobs.get(path, ""), rest) for path in papers}
    remembered = desk.index.recall("verdict", list(keys.values())) if not desk.at else {}

    def work(path: str) -> str:
        try:
            found = proposals_of(desk, desk.contract_at(path)[0])
        except ClmError as problem:
            return f"!{problem.message}"
        return str(sum(each.state == "proposed" and not each.stands for each in found))

    left = [path for path in papers if keys[path] not in remembered]
    _ = desk.settings  # read before the work is shared out
    progress = desk.progress
    said = shared_out(left, work, lambda done, total: progress("Reading papers", done, total) if progress else None)
    fresh = dict(zip(left, said, strict=True))
    if not desk.at:
        desk.index.keep("verdict", {keys[path]: count for path, count in fresh.items() if not count.startswith("!")})
    found = []
    for path in papers:
        count = fresh.get(path) or remembered.get(keys[path], "0")
        each = contracts.get(path)
        if each is None or count == "0":
            continue
        number, trouble = (0, count[1:]) if count.startswith("!") else (int(count), "")
        found.append(Waiting(each.id, each.client, each.counterparty, each.owner, number, trouble))
    return tuple(found)


def _proposals_key(desk: Desk, path: str, blob: str, rest: str) -> str:
    """What the open proposals of a paper rest on: its contract, what was decided, the rules. Originals are never changed."""
    try:
        decided = desk.read(f"{path.rpartition('/')[0]}/record/claims.jsonl")
    except ClmError:
        decided = b"?"
    record = object_id("blob", decided, desk.repo.algorithm) if decided is not None else ""
    return _PROPOSALS + hashlib.sha256(f"{rest}\0{path}\0{blob}\0{record}".encode()).hexdigest()

"""What a newer text of a clause means for the contracts that hold an older one."""

from collections.abc import Iterable, Mapping
from datetime import date

from clmctl.desk.asking.questions import Asked, ask
from clmctl.desk.checking.linting import findings_at
from clmctl.desk.library import clause_named, variant_named
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, UsageError
from clmctl.library.impact import Chance, Held, Impact, Standing, chance, impact
from clmctl.model.contract import SIGNED
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.term import Status
from clmctl.query.answer import cells
from clmctl.report.language import Deviation, deviations

_COLUMNS = (
    "path", "id", "title", "client", "counterparty", "stage", "status", "owner", "term_end", "notice_deadline", "send_by",
)  # fmt: skip


@frozen
class Known:
    """A contract as the index knows it on the day asked about."""

    path: str
    id: str
    title: str
    client: str
    counterparty: str
    stage: str
    status: str
    owner: str
    term_end: date | None
    deadline: date | None
    send_by: date | None


def known_contracts(desk: Desk) -> dict[str, Known]:
    """Every readable contract by its path."""
    found = cells(ask(desk, Asked(select=_COLUMNS, sort=("path",))))
    rows = (tuple("" if cell is None and at < 8 else cell for at, cell in enumerate(row)) for row in found)
    return {known.path: known for row in rows for known in [Known(*row)]}  # type: ignore[arg-type]


def clause_deviations(desk: Desk, findings: Iterable[Finding]) -> Mapping[str, Mapping[str, Deviation]]:
    """Path of a contract to the clauses of the library whose text there nobody approved; empty ids for clauses of no library.

    A clause stands under its own id nearly always; only where the anchor says nothing is the contract read for its pin.
    """
    found: dict[str, dict[str, Deviation]] = {}
    for path, deviating in deviations(findings).items():
        pins: dict[str, str] | None = None
        for each in deviating:
            clause = each.anchor if each.anchor in desk.library.clauses else ""
            if not clause:
                pins = _pins(desk, path) if pins is None else pins
                clause = pins.get(each.anchor, "")
            found.setdefault(path, {}).setdefault(clause, each)
    return found


def _pins(desk: Desk, path: str) -> dict[str, str]:
    try:
        return {pin.at: pin.clause for pin in desk.contract_at(path)[0].clauses}
    except ClmError:  # it is a finding of its own
        return {}


def impact_of(desk: Desk, clause: str, variant: str = "", to: int = 0) -> Impact:
    """Which contracts hold which text of the clause (of one position where named), what changed since, when each can be moved.

    UsageError where there is no such clause, position or version.
    """
    about = clause_named(desk, clause)
    if variant:
        langs = [v.lang for v in (*about.variants, *about.superseded) if v.name == variant]
        variant_named(desk, clause, variant, langs[0] if langs else "en")
    approved = desk.judge.approved
    if to:
        positions = [v for v in (*about.variants, *about.superseded) if variant in ("", v.name) and approved.approves(v)]
        if all(v.version != to for v in positions):
            known = sorted({v.version for v in positions})
            hint = f"Approved versions are: {', '.join(map(str, known))}." if known else "No text of it is approved."
            raise UsageError(f"There is no approved version {to} of {clause}{' ' + variant if variant else ''}.", hint=hint)
    uses = [use for use in desk.index.users_of(clause, at=desk.at) if variant in ("", use.variant)]
    contracts = known_contracts(desk)
    strayed = clause_deviations(desk, findings_at(desk, [use.path for use in uses]))
    held = []
    for use in uses:
        contract = contracts[use.path]
        deviation = strayed.get(use.path, {}).get(clause)
        held.append(
            Held(
                use.contract, contract.title, contract.client, contract.counterparty, contract.stage, contract.status,
                contract.owner, use.path, use.variant, use.lang or "en", use.version, deviation is not None,
                deviation.differs if deviation else "", deviation.accepted if deviation else "", _chance(desk, contract),
            )
        )  # fmt: skip
    return impact(about, held, approved, to)


def _chance(desk: Desk, contract: Known) -> Chance:
    following: tuple[tuple[date | None, date | None], ...] = ()
    last = contract.send_by or contract.deadline
    if last is not None and last < desk.as_of and contract.status == Status.NOTICE_MISSED:
        following = _following(desk, contract.path)
    standing = Standing(
        contract.stage, contract.status, contract.stage in SIGNED, contract.term_end, contract.deadline, contract.send_by,
        following,
    )  # fmt: skip
    return chance(standing, desk.as_of)


def _following(desk: Desk, path: str) -> tuple[tuple[date | None, date | None], ...]:
    """The terms after the current one of a contract whose notice was missed, read from the contract itself."""
    try:
        terms = desk.terms(desk.contract_at(path)[0])
    except ClmError:
        return ()
    return tuple((span.send_by or span.deadline, span.end) for span in terms.spans if span.start > desk.as_of)

"""Everything there is to see of one contract: what it is today, where each clause stands, what it is tied to, what happened."""

from typing import Literal

from clmctl.desk.asking.next_step import NextStep, next_step
from clmctl.desk.checking.linting import findings_at
from clmctl.desk.opening import Desk
from clmctl.model.block import Section
from clmctl.model.contract import ClausePin, Contract, Stage
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.term import Span, Status, Terms
from clmctl.model.turn import Turn
from clmctl.store.history import turns
from clmctl.store.listing import files_under
from clmctl.terms.status import asking, span_on, status_on
from clmctl.text.dialect.rules import sections

#: approved: the standard position; fallback: another approved one; older: a newer version of it is approved; edited: no
#: approved text; own: it claims to be none of the library's.
Standing = Literal["approved", "fallback", "older", "edited", "own"]


@frozen
class Position:
    """A clause of the contract: the pin it claims by (None: none), and how its text stands to the library."""

    section: Section
    pin: ClausePin | None
    standing: Standing
    said: str


@frozen
class Tie:
    """A contract it is tied to: `here` says that the tie stands in this contract, else in the other. `stage` is empty where
    there is no such contract."""

    type: str
    id: str
    here: bool
    title: str = ""
    stage: Stage | Literal[""] = ""


@frozen
class Overview:
    """A contract as a whole, on a day."""

    contract: Contract
    status: Status
    terms: Terms
    span: Span | None
    next: NextStep | None
    positions: tuple[Position, ...]
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...]
    turns: tuple[Turn, ...]
    #: paths below the contract's folder
    files: tuple[str, ...]

    def count(self, severity: str) -> int:
        """How many findings of a severity are open."""
        return len([found for found in self.findings if found.severity == severity and not found.suppressed])

    @property
    def accepted(self) -> int:
        """How many findings were accepted, with a reason."""
        return len([found for found in self.findings if found.suppressed])


def overview(desk: Desk, contract: str) -> Overview:
    """The contract of that id, looked at from all sides. UsageError where there is none."""
    path = desk.path_of(contract)
    found = desk.contract_at(path)[0]
    terms = desk.terms(found)
    status, term = status_on(terms, desk.as_of), span_on(terms, desk.as_of)
    span = asking(term, status, desk.as_of) if term else None
    folder = f"{found.folder}/"
    return Overview(
        contract=found,
        status=status,
        terms=terms,
        span=span,
        next=next_step(found, status, span, terms.missing, desk.as_of),
        positions=tuple(_position(desk, found, section) for section in sections(found.text)),
        findings=findings_at(desk, (path,)),
        ties=_ties(desk, found.id),
        turns=turns(desk.repo, found.id, desk.at or desk.head, found.folder) if desk.at or desk.head else (),
        files=tuple(name.removeprefix(folder) for name in files_under(desk.repo, (found.folder,), desk.at)),
    )


def _position(desk: Desk, contract: Contract, section: Section) -> Position:
    lang = section.lang or contract.language
    pin = next((p for p in contract.clauses if p.at == section.anchor and (p.lang or contract.language) in ("", lang)), None)
    if pin is None:
        return Position(section, None, "own", "not from the library")
    verdict = desk.judge.verdict(section, pin, lang)
    named = _named(section, pin.clause, pin.variant, pin.version)
    if verdict.state not in ("kept", "other") or verdict.variant is None:
        return Position(section, pin, "edited", f"edited, was {named}")
    variant = verdict.variant
    named = _named(section, variant.clause, variant.name, variant.version)
    current = desk.judge.approved.current(variant)
    if current is not None and current.version > variant.version:
        return Position(section, pin, "older", f"{named}, v{current.version} is approved now")
    return Position(section, pin, "approved" if variant.name == "standard" else "fallback", named)


def _named(section: Section, clause: str, variant: str, version: int) -> str:
    """A position as a person names it beside its clause: the clause only where it stands under another name."""
    return f"{'' if clause == section.anchor else f'{clause} '}{variant} v{version}"


def _ties(desk: Desk, contract: str) -> tuple[Tie, ...]:
    paths = desk.index.paths_by_id(at=desk.at)
    found: list[Tie] = []
    for source, kind, target in desk.index.related(contract, at=desk.at):
        here = source == contract
        other = target if here else source
        tied = desk.contract_at(paths[other])[0] if other in paths else None
        found.append(Tie(kind, other, here, tied.title if tied else "", tied.stage if tied else ""))
    return tuple(sorted(found, key=lambda tie: (not tie.here, tie.type, tie.id)))

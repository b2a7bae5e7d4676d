"""Reviewing what papers propose: every claim of a text beside its contract, and what a person decides about it.

A proposal is worked out from the original and the rules each time somebody looks, so better rules propose better and nothing
that can be worked out is stored. What is stored is the decision: the value in the front matter, `cites` with the clause and the
digest of the paragraph that says it, and a line of `record/claims.jsonl` with the words, the rule, who decided, when and why.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from clmctl.desk.asking.questions import Asked, ask
from clmctl.desk.doing import Make, read_of
from clmctl.desk.importing.papers import Progress, read_paper
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, UsageError
from clmctl.expression.error import did_you_mean
from clmctl.intake.claims.confidence import undisputed
from clmctl.intake.claims.read import claims
from clmctl.intake.paper.accepting import Chosen, accepted, decision_line, decision_of, is_field, read_decisions, whole_parties
from clmctl.intake.paper.arrival import words_in
from clmctl.intake.paper.arriving import decoded, kind_of
from clmctl.intake.paper.proposals import proposals
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.proposal import Decision, Proposal
from clmctl.store.listing import files_under
from clmctl.store.workers import shared_out
from clmctl.text.files.jsonl import with_lines

_WHY = "as its text says"


@frozen
class Decided:
    """What a person says of proposals: fields to accept, by name or with a value (`renewal.type=auto-renew`), fields to
    reject, and how sure a claim must be (0 to 1; above 1: none) to be accepted with all others."""

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    above: float = 2.0

    @property
    def anything(self) -> bool:
        """Whether anything is decided at all."""
        return bool(self.accept or self.reject or self.above <= 1)


def papers_where(desk: Desk, where: str) -> tuple[str, ...]:
    """The paths of third parties' papers for which a condition holds, by path."""
    condition = "paper = third-party" + (f" and ({where})" if where else "")
    return tuple(str(row[0]) for row in ask(desk, Asked(condition, ("path",), ("path",))).rows)


def proposals_in(desk: Desk, paths: Sequence[str], progress: Progress) -> list[Proposal]:
    """Every proposal of these contracts, in the order of their texts; worked out on all cores."""
    said = shared_out(paths, lambda path: _proposed(desk, path), lambda done, total: progress("reading", done, total))
    return [Proposal(**item) for line in said for item in json.loads(line)]


def _proposed(desk: Desk, path: str) -> str:
    return json.dumps([asdict(proposal) for proposal in proposals_of(desk, desk.contract_at(path)[0])])


def proposals_of(desk: Desk, contract: Contract) -> tuple[Proposal, ...]:
    """What the original of a contract proposes; its own text where no original can be read."""
    source = _source(desk, contract)
    found = claims(source, catalogue=desk.settings.catalogue, conventions=desk.conventions(contract))
    return proposals(contract, source, found, _decisions(desk, contract))


def _source(desk: Desk, contract: Contract) -> str:
    for path, data in files_under(desk.repo, (f"{contract.folder}/received",), desk.at).items():
        try:
            if kind_of(path, data) in ("txt", "md"):
                return decoded(path, data).text
            paper = read_paper(path, data)
        except ClmError:
            continue
        return words_in(paper.parts)
    return contract.text


def _decisions(desk: Desk, contract: Contract) -> tuple[Decision, ...]:
    path = f"{contract.folder}/record/claims.jsonl"
    data = desk.read(path)
    return read_decisions(path, data)[0] if data else ()


def deciding(paths: Sequence[str], decided: Decided, actor: Actor, because: Because, progress: Progress) -> Make:
    """Writes what was decided about these contracts, in one commit."""

    def make(desk: Desk) -> Plan:
        found: dict[str, list[Proposal]] = {}
        for proposal in proposals_in(desk, paths, progress):
            found.setdefault(proposal.contract, []).append(proposal)
        plans = [
            plan
            for path in paths
            if (plan := _plan(desk, path, found, decided, (actor, because), alone=len(paths) == 1)) is not None
        ]
        if not plans:
            raise UsageError("Nothing is left to decide there.", hint="clmctl import review shows what is proposed.")
        if len(plans) == 1:
            return plans[0]
        count = sum(len(plan.notes) for plan in plans)
        return Plan(
            action="edit",
            title=f"Decide {count} proposals of {len(plans)} contracts",
            writes=tuple(write for plan in plans for write in plan.writes),
            trailers=(
                *(trailer for plan in plans for trailer in plan.trailers if trailer[0] == "Contract"),
                *_reason(because).trailers("", "edit")[1:],
            ),
            reads=tuple(read for plan in plans for read in plan.reads),
            notes=tuple(note for plan in plans for note in plan.notes),
        )

    return make


def _plan(
    desk: Desk, path: str, found: dict[str, list[Proposal]], decided: Decided, by: tuple[Actor, Because], *, alone: bool
) -> Plan | None:
    """What the decisions change in one contract; None where there is nothing to decide."""
    contract, _, data = desk.contract_at(path)
    known = found.get(contract.id, [])
    chosen = _chosen(desk, known, decided, contract)
    refused = [each for each in known if each.field in decided.reject and each.state == "proposed"]
    for name in (*decided.reject, *decided.accept) if alone else ():
        field = name.partition("=")[0].strip()
        if all(
            each.field != field and not each.field.endswith(f".{field}") for each in (*refused, *(c.proposal for c in chosen))
        ):
            raise _unknown(field, known)
    if not chosen and not refused:
        return None
    new = accepted(contract, data, chosen, desk.settings.catalogue, desk.settings.organisation.legal_name)
    record = f"{contract.folder}/record/claims.jsonl"
    before = desk.read(record)
    reason = _reason(by[1])
    who = by[0].person or by[0].email
    lines = [
        *(decision_of(each.proposal, each.value, who, desk.as_of, reason.why) for each in chosen),
        *(decision_of(each, None, who, desk.as_of, reason.why) for each in refused),
    ]
    written = with_lines(before, map(decision_line, lines))
    notes = [f"{contract.id}  {each.proposal.field}: {each.value} (#{each.proposal.anchor})" for each in chosen]
    notes += [f"{contract.id}  {each.field}: not {each.value}" for each in refused]
    return Plan(
        action="edit",
        title=f"Decide {len(lines)} proposal{'s' * (len(lines) != 1)} of {contract.id}",
        writes=(Write(contract.path, new), Write(record, written)),
        trailers=reason.trailers(contract.id, "edit"),
        reads=(
            Read(contract.path, contract.blob),
            read_of(desk, record, before),
        ),
        notes=tuple(notes),
    )


def _reason(because: Because) -> Because:
    return because if because.given else Because(_WHY, because.side, because.turn, because.asked_by, because.traded_for)


def _chosen(desk: Desk, found: Sequence[Proposal], decided: Decided, contract: Contract) -> list[Chosen]:
    """The proposals that are accepted, a field once: those named, whatever was decided before, and all that are sure enough.

    Where two values of a field are equally sure, neither is accepted with all others: a person says which.
    """
    catalogue = desk.settings.catalogue
    chosen: dict[str, Chosen] = {}
    for word in decided.accept:
        name, equals, said = (part.strip() for part in word.partition("="))
        path = next((field.path for field in catalogue.find(name)), name) if len(catalogue.find(name)) == 1 else name
        of_field = [each for each in found if each.field == path]
        if of_field:
            same = next((each for each in of_field if equals and each.value == said), of_field[0])
            chosen[path] = Chosen(same, said if equals else same.value, "person" if equals and said != same.value else "import")
        elif equals and is_field(path, catalogue):
            read = Proposal("", contract.id, path, said, "", "", "", 1.0, "read by a person", "", 0)
            chosen[path] = Chosen(replace(read, key=f"person-{path}-{desk.as_of}"), said, "person")
    sure = [
        each
        for each in undisputed(each for each in found if each.state == "proposed").values()
        if each.confidence >= decided.above and not each.stands and each.field not in decided.reject
    ]
    for each in whole_parties(contract, sure):
        if is_field(each.field, catalogue):
            chosen.setdefault(each.field, Chosen(each, each.value))
    return list(chosen.values())


def _unknown(name: str, open_: Iterable[Proposal]) -> UsageError:
    fields = list(dict.fromkeys(each.field for each in open_))
    known = f"Open are: {', '.join(fields)}." if fields else "Nothing is open."
    return UsageError(f"Nothing is proposed for {name!r}.", hint=did_you_mean(name, fields) or known)

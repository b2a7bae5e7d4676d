"""Rules on commits: a change of what was negotiated says why, and what was signed stays as it was agreed."""

from collections.abc import Iterator
from dataclasses import replace

from clmctl.lint.case import RuleName
from clmctl.model.contract import SIGNED, Contract, is_stage
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.model.turn import Turn
from clmctl.text.dialect.rules import sections

NO_REASON: RuleName = ("CM001", "reason-missing", "error")
SIGNED_CHANGED: RuleName = ("CM002", "signed-changed", "error")


@frozen
class Step:
    """A contract before and after one commit (`before` None: the commit made it)."""

    turn: Turn
    before: Contract | None
    after: Contract
    catalogue: Catalogue


def changed_clauses(before: Contract, after: Contract) -> tuple[str, ...]:
    """Anchors whose heading or text differ, in the order of the new text, then those that are gone."""
    old = {(s.anchor, s.lang): (s.title, s.body) for s in sections(before.text)}
    new = {(s.anchor, s.lang): (s.title, s.body) for s in sections(after.text)}
    changed = [anchor for (anchor, lang), words in new.items() if old.get((anchor, lang)) != words]
    gone = [anchor for (anchor, lang) in old if (anchor, lang) not in new]
    return tuple(dict.fromkeys([*changed, *gone]))


def changed_fields(before: Contract, after: Contract, catalogue: Catalogue) -> tuple[str, ...]:
    """What differs of the fixed (negotiated) fields, the parties and the tables: `renewal.notice`, `parties.customer`, `sla`."""
    fixed = (field.path for field in catalogue.fields if field.after_signature == "fixed")
    found = [path for path in fixed if before.values.get(path) != after.values.get(path)]
    was, now = ({party.key: replace(party, ours=False) for party in each.parties} for each in (before, after))
    found += [f"parties.{key}" for key in {**was, **now} if was.get(key) != now.get(key)]
    return (*found, *(name for name in {**before.rows, **after.rows} if before.rows.get(name) != after.rows.get(name)))


def may_be_signed(contract: Contract) -> bool:
    """Whether what the contract says may be agreed: it was signed, or its stage is a word that is none."""
    return contract.stage in SIGNED or not is_stage(contract.stage)


def unsigned(before: Contract, after: Contract) -> tuple[str, ...]:
    """What says that the contract was signed and is edited away: its `stage`, the digest of what was `agreed`.

    Without them the next edit would be let through.
    """
    signed = before.stage in SIGNED or (bool(before.agreed) and not is_stage(before.stage))
    stage = ("stage",) if signed and after.stage != before.stage and after.stage not in SIGNED else ()
    return (*stage, *(("agreed",) if signed and before.agreed not in ("", after.agreed) else ()))


def reason_missing(step: Step) -> Iterator[Finding]:
    """A commit that changes clause text or a negotiated field of an existing contract and gives no reason."""
    if step.before is None or step.turn.reason.strip():
        return
    clauses = changed_clauses(step.before, step.after)
    fields = changed_fields(step.before, step.after, step.catalogue)
    hint = (
        "Add a line Reason: ... to the commit's message (git commit --amend), or make the change with clmctl, which asks for it."
    )
    if clauses or fields:
        yield _finding(NO_REASON, step, (clauses, fields), " and gives no reason.", hint)


def signed_changed(step: Step) -> Iterator[Finding]:
    """A commit of plain git that changes what was agreed of a contract that was signed, or may be: its stage is no stage."""
    before = step.before
    if before is None or step.turn.action or not may_be_signed(before):
        return
    clauses = changed_clauses(before, step.after)
    fields = (*changed_fields(before, step.after, step.catalogue), *unsigned(before, step.after))
    said = ", which was signed."
    hint = f"It changes by an amendment of its own. git revert {step.turn.commit[:10]} takes this back."
    if before.stage not in SIGNED:
        said = f", whose stage was not known then ({before.stage!r} is none): it may have been signed."
        hint = f"git revert {step.turn.commit[:10]} takes this back; put stage: right, then make the change with clmctl."
    if clauses or fields:
        yield _finding(SIGNED_CHANGED, step, (clauses, fields), said, hint)


def _finding(rule: RuleName, step: Step, changed: tuple[tuple[str, ...], tuple[str, ...]], said: str, hint: str) -> Finding:
    """The finding that the commit changes these clauses and fields."""
    code, name, severity = rule
    clauses, fields = changed
    what = ", ".join([*("#" + anchor for anchor in clauses), *fields])
    commit = f"Commit {step.turn.commit[:10]} ({step.turn.author}, {step.turn.date[:10]})"
    message = f"{commit} changes {what} of {step.after.id}{said}"
    clause = clauses[0] if clauses else ""
    return Finding(code, name, severity, Place(step.after.path), message, hint, step.after.id, clause, step.turn.commit)


RULES: tuple[Rule[Step], ...] = (
    Rule(
        *NO_REASON,
        "commit",
        "A commit changes clause text or a negotiated field and gives no reason.",
        "Years later the words are still there and nobody knows what they were traded for.",
        "Give the reason with --why, or as a Reason: trailer of a plain git commit.",
        reason_missing,
    ),
    Rule(
        *SIGNED_CHANGED,
        "commit",
        "A commit of plain git changes what was agreed of a contract that was signed, or whose stage is not known.",
        "What was signed is what the parties hold each other to; the file would say something else.",
        "Take the commit back; what was agreed changes by an amendment of its own.",
        signed_changed,
    ),
)

"""Rules on commits: a change of what was negotiated says why."""

from collections.abc import Iterator
from dataclasses import replace

from clmctl.lint.case import RuleName
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.model.turn import Turn
from clmctl.text.dialect.rules import sections

NO_REASON: RuleName = ("CM001", "reason-missing", "error")


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


def reason_missing(step: Step) -> Iterator[Finding]:
    """A commit that changes clause text or a negotiated field of an existing contract and gives no reason."""
    if step.before is None or step.turn.reason.strip():
        return
    clauses = changed_clauses(step.before, step.after)
    fields = changed_fields(step.before, step.after, step.catalogue)
    if not clauses and not fields:
        return
    what = ", ".join([*("#" + anchor for anchor in clauses), *fields])
    code, name, severity = NO_REASON
    commit = f"Commit {step.turn.commit[:10]} ({step.turn.author}, {step.turn.date[:10]})"
    message = f"{commit} changes {what} of {step.after.id} and gives no reason."
    hint = (
        "Add a line Reason: ... to the commit's message (git commit --amend), or make the change with clmctl, which asks for it."
    )
    yield Finding(
        code,
        name,
        severity,
        Place(step.after.path),
        message,
        hint,
        step.after.id,
        clauses[0] if clauses else "",
        step.turn.commit,
    )


RULES: tuple[Rule[Step], ...] = (
    Rule(
        *NO_REASON,
        "commit",
        "A commit changes clause text or a negotiated field and gives no reason.",
        "Years later the words are still there and nobody knows what they were traded for.",
        "Give the reason with --why, or as a Reason: trailer of a plain git commit.",
        reason_missing,
    ),
)

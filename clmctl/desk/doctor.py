"""Looking a workspace over: what was put right, what is fine, what a person must do."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clmctl.desk.calendars import kept
from clmctl.desk.doing import actor_of
from clmctl.desk.opening import Desk
from clmctl.desk.starting import GIT_ATTRIBUTES
from clmctl.errors import ClmError
from clmctl.model.finding import Finding
from clmctl.store.audit import audit
from clmctl.store.identity import told_identity
from clmctl.store.lock import standing_lock
from clmctl.store.recover import heal, sweep_leftovers
from clmctl.store.worktree import Edit, edits

_MOST = 8


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: fine, mended now, worth knowing (`note`), or for a person to do (`act`)."""

    name: str
    state: Literal["fine", "mended", "note", "act"]
    message: str
    hint: str = ""


def examine(desk: Desk) -> tuple[Check, ...]:
    """Every check of a workspace. What an interrupted run left is put right on the way; a person's files are never touched."""
    checks = (_leftovers, _identity, _settings, _configuration, _attributes, _history, _contracts, _calendars, _edits)
    return tuple(found for check in checks for found in check(desk))


def dangers(desk: Desk) -> tuple[Finding, ...]:
    """Settings of the repository's own configuration that would run a program: errors in CI, warnings at a desk."""
    return audit(desk.repo)


def in_ci() -> bool:
    """Whether this runs in continuous integration, where nobody can look twice."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def _leftovers(desk: Desk) -> Iterator[Check]:
    said = list(heal(desk.repo))
    lock = standing_lock(desk.repo)
    if lock:
        yield Check("lock", "act", lock, "If no git command is running, delete the file it names.")
        return
    try:
        said += [f"removed the left-over file {path}" for path in sweep_leftovers(desk.repo)]
    except ClmError as busy:
        said.append(busy.message)
    if said:
        yield from (Check("left-overs", "mended", line) for line in said)
    else:
        yield Check("left-overs", "fine", "No command was interrupted.")


def _identity(desk: Desk) -> Iterator[Check]:
    name, email = told_identity(desk.repo)
    if not email:
        yield Check("identity", "act", "It is not known who you are.", "git config --global user.email you@example.com")
        return
    actor = actor_of(desk, name, email)
    listed = "" if actor.listed else ", who is not listed under people: in clmctl.yaml"
    yield Check("identity", "fine" if actor.listed else "note", f"You are {name} <{email}>, {actor.role}{listed}.")


def _settings(desk: Desk) -> Iterator[Check]:
    yield from _findings("settings and library", desk.findings, "Settings and library can be read.")


def _configuration(desk: Desk) -> Iterator[Check]:
    yield from _findings("git configuration", dangers(desk), "The repository's own configuration runs nothing.")


def _findings(name: str, findings: tuple[Finding, ...], fine: str) -> Iterator[Check]:
    if not findings:
        yield Check(name, "fine", fine)
    for finding in findings[:_MOST]:
        yield Check(name, "act" if finding.severity == "error" else "note", f"{finding.place}: {finding.message}", finding.hint)
    if len(findings) > _MOST:
        yield Check(name, "act", f"and {len(findings) - _MOST} more", "clmctl lint lists them all.")


def _attributes(desk: Desk) -> Iterator[Check]:
    there = (desk.read(".gitattributes") or b"").decode("utf-8", "replace").split("\n")
    missing = [line for line in GIT_ATTRIBUTES if line not in there]
    if missing:
        hint = "Add: " + "; ".join(missing)
        yield Check("git attributes", "act", "git may change line ends or conflict on records: .gitattributes lacks lines.", hint)
    else:
        yield Check("git attributes", "fine", "git keeps files byte for byte.")


def _history(desk: Desk) -> Iterator[Check]:
    if desk.repo.shallow:
        hint = "git fetch --unshallow"
        yield Check("history", "note", "The history of this clone is cut off: what lies before cannot be verified.", hint)
    elif not desk.head:
        yield Check("history", "act", "Nothing is recorded yet.", "clmctl save records what is here.")
    else:
        yield Check("history", "fine", "The history is whole.")


def _contracts(desk: Desk) -> Iterator[Check]:
    problems = desk.index.problems()
    doubles = desk.index.duplicates()
    for problem in problems[:_MOST]:
        yield Check("contracts", "act", f"{problem.path}: {problem.message}", "clmctl lint shows the place.")
    for contract, paths in list(doubles.items())[:_MOST]:
        yield Check("contracts", "act", f"{contract} is the id of {' and '.join(paths)}.", "Give one of them another id.")
    if not problems and not doubles:
        yield Check("contracts", "fine", f"{len(desk.index.ids())} contracts can be read.")


def _calendars(desk: Desk) -> Iterator[Check]:
    stale = [name for name in desk.settings.calendars if kept(desk, name) is None]
    if stale:
        message = f"The holidays of {', '.join(stale)} are not kept here yet, or were made from other settings."
        yield Check("calendars", "note", message, "The next recorded act keeps them; deadlines use the settings as they are.")
    else:
        yield Check("calendars", "fine", "Holidays are kept in the workspace.")


_WORDS: dict[str, str] = {
    "edited": "was edited and not recorded",
    "added": "is new and not recorded",
    "deleted": "was deleted and that is not recorded",
    "kept": "is a text that a refused act kept for you",
    "odd": "is a link, a pipe or has a name no workspace file may have",
}


def _edits(desk: Desk) -> Iterator[Check]:
    found: tuple[Edit, ...] = edits(desk.repo)
    for edit in found[:_MOST]:
        hint = "Move it out of the folder." if edit.kind == "odd" else "clmctl save records it, with a reason."
        yield Check("hand edits", "note", f"{edit.path} {_WORDS[edit.kind]}", hint)
    if len(found) > _MOST:
        yield Check("hand edits", "note", f"and {len(found) - _MOST} more")
    if not found:
        yield Check("hand edits", "fine", "Everything is recorded.")

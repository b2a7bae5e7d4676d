"""Looking a workspace over: what was put right, what is fine, what a person must do."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from clmctl.desk.checking.beside import folder_findings
from clmctl.desk.checking.hooks import scripts
from clmctl.desk.checking.linting import Report
from clmctl.desk.doing import actor_of
from clmctl.desk.keeping import number_of
from clmctl.desk.opening import Desk
from clmctl.desk.starting import GIT_ATTRIBUTES
from clmctl.errors import ClmError
from clmctl.lint.engine import finish
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.settings import LintSettings
from clmctl.negotiation.merging.clash_file import CLASH_FILE
from clmctl.store.audit import audit
from clmctl.store.hooks import found as hooks_found
from clmctl.store.identity import told_identity
from clmctl.store.integrity import damage, index_damage, index_rebuilt
from clmctl.store.lock import standing_lock
from clmctl.store.recover import heal, sweep_leftovers
from clmctl.store.revisions import is_detached
from clmctl.store.under_way import under_way
from clmctl.store.worktree import Edit, edits, not_checked_out, walk

_MOST = 8
_CONTRACT_FOLDER = re.compile(r"contracts/[^/.][^/]*/[^/.][^/]*")
State = Literal["fine", "mended", "note", "act"]


@frozen
class Check:
    """One thing looked at: fine, mended now, worth knowing (`note`), or for a person to do (`act`)."""

    name: str
    state: State
    message: str
    hint: str = ""


def examine(desk: Desk, *, deep: bool = False) -> tuple[Check, ...]:
    """Every check of a workspace, always in one order. What an interrupted run left is put right; a person's files never change.

    A check that cannot be made says why and keeps no other from being made. `deep` has git read every object.
    """
    checks: list[tuple[str, Callable[[Desk], Iterable[Check]]]] = [
        ("left-overs", _leftovers),
        ("identity", _identity),
        ("settings and library", _settings),
        ("git configuration", _configuration),
        ("git hooks", _hooks),
        ("git attributes", _attributes),
        ("history", _history),
        ("index", _index),
        ("contracts", _contracts),
        ("calendars", _calendars),
        ("hand edits", _edits),
    ]
    if deep:
        checks.append(("objects", _objects))
    return tuple(found for name, check in checks for found in _made(name, check, desk))


def _made(name: str, check: Callable[[Desk], Iterable[Check]], desk: Desk) -> tuple[Check, ...]:
    try:
        return tuple(check(desk))
    except ClmError as problem:
        place = f"{problem.place()}: " if problem.place() else ""
        return (Check(name, "act", f"{place}{problem.message}", problem.hint),)
    except OSError as problem:
        return (Check(name, "act", f"{problem.filename}: {problem.strerror}.", "Check whose it is and its permissions."),)


def dangers(desk: Desk) -> tuple[Finding, ...]:
    """Settings of the repository's own configuration that would run a program: errors in CI, warnings at a desk."""
    found = tuple(finding for finding in audit(desk.repo) if finding.severity == "error")
    return found if in_ci() else tuple(finding._replace(severity="warning") for finding in found)


def with_dangers(desk: Desk, report: Report) -> Report:
    """The lint report, in CI with the dangers of the repository's configuration: no setting of the workspace's hides them."""
    if not in_ci():
        return report
    return Report((*finish(dangers(desk), LintSettings()), *report.findings), report.contracts)


def in_ci() -> bool:
    """Whether this runs in continuous integration, where nobody can look twice."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def _leftovers(desk: Desk) -> Iterator[Check]:
    said = list(heal(desk.repo))
    lock = standing_lock(desk.repo)
    if lock:
        yield Check("left-overs", "act", f"{lock}.", "If no git command is running, delete the file it names.")
        return
    try:
        said += [f"Removed the left-over file {path}." for path in sweep_leftovers(desk.repo)]
    except ClmError as busy:
        yield Check("left-overs", "note", f"Nothing was swept: {busy.message}", busy.hint)
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
    found = dangers(desk)  # all of them: outside CI nothing else lists them
    yield from _findings("git configuration", found, "The repository's own configuration runs nothing.", most=len(found))


def _findings(name: str, findings: tuple[Finding, ...], fine: str, *, most: int = _MOST) -> Iterator[Check]:
    if not findings:
        yield Check(name, "fine", fine)
    for finding in findings[:most]:
        yield Check(name, "act" if finding.severity == "error" else "note", f"{finding.place}: {finding.message}", finding.hint)
    if len(findings) > most:
        worst: State = "act" if any(finding.severity == "error" for finding in findings) else "note"
        yield Check(name, worst, f"and {len(findings) - most} more.", "clmctl lint lists them all.")


def _hooks(desk: Desk) -> Iterator[Check]:
    others = [finding for finding in audit(desk.repo) if finding.severity == "info"]
    yield from (Check("git hooks", "note", f"{finding.place}: {finding.message}", finding.hint) for finding in others[:_MOST])
    try:
        ours = [hook for hook in hooks_found(desk.repo, scripts()) if hook.state in ("ours", "chained", "outdated")]
    except ClmError:
        return  # sent elsewhere by a setting, which the configuration's check names
    if any(hook.state == "outdated" for hook in ours):
        yield Check(
            "git hooks",
            "note",
            "The hooks of clmctl were written by another version of it, or changed since.",
            "clmctl hooks install",
        )
    elif not others:
        message = "The hooks of clmctl are installed." if ours else "No hooks; for people who use plain git there are some."
        yield Check("git hooks", "fine", message, "" if ours else "clmctl hooks install")


def _attributes(desk: Desk) -> Iterator[Check]:
    there = (desk.read(".gitattributes") or b"").decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    missing = [line for line in GIT_ATTRIBUTES if line not in there]
    if missing:
        hint = "Add: " + "; ".join(missing)
        yield Check("git attributes", "act", "git may change line ends or conflict on records: .gitattributes lacks lines.", hint)
    else:
        yield Check("git attributes", "fine", "git keeps files byte for byte.")


def _history(desk: Desk) -> Iterator[Check]:
    if words := under_way(desk.repo):
        yield Check(
            "history", "act", f"Git is in the middle of {words}; nothing is recorded until it ends.", "git status says how."
        )
    elif desk.repo.shallow:
        hint = "git fetch --unshallow"
        yield Check("history", "note", "The history of this clone is cut off: what lies before cannot be verified.", hint)
    elif not desk.head:
        yield Check("history", "act", "Nothing is recorded yet.", "clmctl save records what is here.")
    elif is_detached(desk.repo):
        hint = "git switch BRANCH, or git switch -c NAME to keep what was recorded here."
        yield Check("history", "note", "HEAD is on no branch: no branch leads to what is recorded here.", hint)
    elif problem := index_damage(desk.repo):
        hint = "It holds nothing but what is staged: delete .git/index and run git reset; your files stay as they are."
        yield Check("history", "act", f"Git's index is damaged: {problem}.", hint)
    else:
        yield Check("history", "fine", "The history is whole.")


def _index(desk: Desk) -> Iterator[Check]:
    if index_rebuilt(desk.repo, desk.reading):
        yield Check("index", "mended", "The index was damaged and is made anew; it holds nothing the files do not.")
    else:
        yield Check("index", "fine", "The index is sound, and proves itself fresh with every question.")


def _contracts(desk: Desk) -> Iterator[Check]:
    problems = desk.index.problems()
    doubles = desk.index.duplicates()
    for problem in problems[:_MOST]:
        yield Check("contracts", "act", f"{problem.place}: {problem.message}", "clmctl lint shows the place.")
    for contract, paths in list(doubles.items())[:_MOST]:
        yield Check("contracts", "act", f"{contract} is the id of {' and '.join(paths)}.", "Give one of them another id.")
    beside = folder_findings(desk, (path.rsplit("/", 2)[0] for path in desk.index.stands()))
    yield from (found for found in _findings("contracts", beside, "") if beside)
    misplaced = tuple(_misplaced(desk))
    yield from misplaced[:_MOST]
    if not problems and not doubles and not beside and not misplaced:
        count = len(desk.index.ids())
        yield Check("contracts", "fine", f"{count:,} contract{'s' if count != 1 else ''} can be read.")


def _misplaced(desk: Desk) -> Iterator[Check]:
    """Files that are called as a contract's but stand where no answer looks for one."""
    paths = (path for path, _ in walk(desk.repo.root, "contracts"))
    places = {folder for folder, _, name in (path.rpartition("/") for path in paths) if name == "contract.md"}
    for place in sorted(places):
        own = "/".join(place.split("/")[:3])
        if _CONTRACT_FOLDER.fullmatch(own) is None or own not in places:
            hint = "A contract stands in contracts/CLIENT/ID/contract.md: move it there."
            yield Check("contracts", "act", f"{place}/contract.md is no place for a contract: no answer counts it.", hint)


def _calendars(desk: Desk) -> Iterator[Check]:
    stale = desk.calendars.not_kept()
    if stale:
        message = f"The holidays of {', '.join(stale)} are not kept here yet, or were made from other settings."
        yield Check("calendars", "note", message, "The next recorded act keeps them; deadlines use the settings as they are.")
    else:
        yield Check("calendars", "fine", "Holidays are kept in the workspace.")


_WORDS: dict[str, str] = {
    "edited": "was edited and not recorded.",
    "added": "is new and not recorded.",
    "deleted": "was deleted and that is not recorded.",
    "kept": "is a text that a refused act kept for you.",
}


def _edits(desk: Desk) -> Iterator[Check]:
    if away := not_checked_out(desk.repo):
        contracts = sum(path.endswith("/contract.md") for path in away)
        message = f"This checkout is sparse: {len(away)} recorded files are not here, and no answer knows {contracts} contracts."
        yield Check("hand edits", "note", message, "git sparse-checkout disable brings them all.")
    if desk.read(CLASH_FILE) is not None:
        yield Check("hand edits", "act", f"{CLASH_FILE} waits for choices of yours.", "Choose there, then clmctl sync.")
    found: tuple[Edit, ...] = tuple(edit for edit in edits(desk.repo) if edit.path != CLASH_FILE)
    ordered = sorted(found, key=lambda edit: (edit.kind not in ("kept", "odd"), edit.path))
    for edit in ordered[:_MOST]:
        yield Check("hand edits", "act" if edit.kind in ("kept", "odd") else "note", f"{edit.path} {_told(edit)}", _hint(edit))
    if len(found) > _MOST:
        yield Check(
            "hand edits", "note", f"and {len(found) - _MOST} more.", "clmctl save --dry-run lists what would be recorded."
        )
    if not found:
        yield Check("hand edits", "fine", "Everything is recorded.")


def _told(edit: Edit) -> str:
    return f"{edit.why}." if edit.kind == "odd" else _WORDS[edit.kind]


def _hint(edit: Edit) -> str:
    if edit.kind == "odd":
        return "Put the file back: until then nothing of it is recorded." if edit.head else "Move it out of the folder."
    if edit.kind == "kept":
        return "Take over what you need of it, then delete it."
    return f"clmctl save {number_of(edit.path)}".strip() + ' --why "..." records it.'


def _objects(desk: Desk) -> Iterator[Check]:
    found = damage(desk.repo)
    for line in found[:_MOST]:
        yield Check("objects", "act", line, "Fetch the damaged objects from another clone before going on.")
    if not found:
        yield Check("objects", "fine", "Git finds every object whole.")

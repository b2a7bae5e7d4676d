"""What the git hooks check for people who use plain git: the very content that git is about to commit or push."""

from collections.abc import Iterator
from types import MappingProxyType

from clmctl.desk.checking.linting import Report, Scope, library_findings, lint, lint_overlay
from clmctl.desk.keeping import number_of
from clmctl.desk.opening import LIBRARY_FOLDERS, SETTINGS, Desk
from clmctl.errors import UsageError
from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.lint.documents import STALE
from clmctl.lint.engine import finish
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.store.history import trailers_of
from clmctl.store.hooks import StagedFile, commit_of, merging, remote_tip, script, staged_files
from clmctl.store.objects import Objects
from clmctl.text.files.contract import read_contract

#: Each hook and what it does.
HOOKS = MappingProxyType(
    {
        "pre-commit": "lints the contracts a commit changes.",
        "commit-msg": "asks the message of a negotiated change for its Reason.",
        "pre-push": "lints what a push shares and whether each commit says why.",
    }
)
_MD = "/contract.md"
_SCISSORS = "------------------------ >8 ------------------------"


def scripts() -> dict[str, str]:
    """The text of each hook."""
    return {name: script(name, what) for name, what in HOOKS.items()}


def check_commit(desk: Desk, index: str) -> Report:
    """The findings of the contracts a commit under way changes, as it will hold them; and of the library, where it does."""
    changes = staged_files(desk.repo, desk.head, index)
    found: list[Finding] = []
    count = 0
    with Objects(desk.repo) as objects:
        for path, data in _contracts(desk, objects, changes):
            found += map(_passing, lint_overlay(desk, path, data).findings)
            count += 1
    if any(change.path.startswith(LIBRARY_FOLDERS) or change.path == SETTINGS for change in changes):
        found += finish((*desk.findings, *library_findings(desk)), desk.settings.lint)
    return Report(tuple(found), count)


def _passing(finding: Finding) -> Finding:
    """The finding; a Word file that waits for its new text is no error yet: plain git cannot make it, clmctl render does next."""
    return finding._replace(severity="warning") if finding.code == STALE[0] and finding.severity == "error" else finding


def _contracts(desk: Desk, objects: Objects, changes: tuple[StagedFile, ...]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of every contract of which the commit changes a file, as it will be."""
    staged = {change.path: change for change in changes}
    folders = dict.fromkeys("/".join(path.split("/")[:3]) for path in staged if number_of(path))
    for folder in folders:
        path = folder + _MD
        if path in staged:
            after = staged[path].after
            data = objects.read(after, "blob") if after else None
        else:
            data = objects.blob_at(desk.head, path) if desk.head else None
        if data is not None:
            yield path, data


def check_message(desk: Desk, message: str, index: str) -> None:
    """Raises UsageError where the commit under way changes what was negotiated and its message gives no reason."""
    kept = [line for line in message.replace("\r\n", "\n").split(_SCISSORS)[0].split("\n") if not line.startswith("#")]
    if any(name.lower() == "reason" and value.strip() for name, value in trailers_of("\n".join(kept))):
        return
    changes = []
    with Objects(desk.repo) as objects:
        theirs = merging(desk.repo)
        for change in staged_files(desk.repo, desk.head, index):
            if not change.path.endswith(_MD) or not number_of(change.path) or not change.before or not change.after:
                continue
            if theirs and objects.blob_at(theirs, change.path) == objects.read(change.after, "blob"):
                continue  # what a merge takes over whole has its reason where it was made
            before, after = (_contract(desk, objects, change.path, oid) for oid in (change.before, change.after))
            if before is not None and after is not None and (what := _changed(desk, before, after)):
                changes.append(f"{after.id}: {what}")
    if changes:
        raise UsageError(
            f"This changes what was negotiated ({'; '.join(changes)}) and says no reason.",
            hint="End the message with a paragraph `Reason: ...`, or record the change with clmctl save --why.",
        )


def _changed(desk: Desk, before: Contract, after: Contract) -> str:
    anchors = ["#" + anchor for anchor in changed_clauses(before, after)]
    return ", ".join([*anchors, *changed_fields(before, after, desk.settings.catalogue)])


def _contract(desk: Desk, objects: Objects, path: str, oid: str) -> Contract | None:
    return read_contract(path, oid, objects.read(oid, "blob"), desk.settings.catalogue)[0]


def check_push(desk: Desk, remote: str, lines: str) -> Report:
    """The findings of what a push shares. `lines` are what git tells the hook: local ref and id, remote ref and id."""
    found: list[Finding] = []
    count = 0
    for line in lines.split("\n"):
        words = line.split()
        pushed = commit_of(desk.repo, words[1]) if len(words) == 4 and set(words[1]) != {"0"} else ""
        if not pushed:
            continue  # a branch taken away there, or a tag of something else
        known = commit_of(desk.repo, words[3]) if set(words[3]) != {"0"} else ""
        report = lint(Desk(desk.repo, desk.as_of, pushed, desk.progress), Scope((), known or remote_tip(desk.repo, remote)))
        found += report.findings
        count += report.contracts
    return Report(tuple(dict.fromkeys(found)), count)

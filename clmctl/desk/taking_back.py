"""The last act on a contract taken back, by a new commit."""

from clmctl.desk.asking.past import place_of
from clmctl.desk.doing import Make
from clmctl.desk.keeping import number_of
from clmctl.desk.opening import Desk
from clmctl.errors import Conflict, UsageError
from clmctl.model.because import Because
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.turn import Commit
from clmctl.store.history import before_and_after, commits, commits_of
from clmctl.store.objects import file_at, object_id

_MD = "/contract.md"


@frozen
class _File:
    """A file of the act: its bytes before and after it."""

    path: str
    before: bytes | None
    after: bytes | None


def undoing(contract: str, because: Because) -> Make:
    """Takes back the last act on a contract by a new commit: its files are again as they were before it.

    Of an act on several contracts only what it did to this one. Numbers stay drawn. Conflict, with the names of what came
    after, where later acts stand on it; UsageError where a signature would be taken back without a reason.
    """

    def make(desk: Desk) -> Plan:
        last = _last(desk, contract)
        if not because.given and _said(last, "Action") == "sign":
            raise UsageError(f"Taking back the signature of {contract} needs a reason.", hint='Say it with --why "...".')
        files = _files(desk, last, contract)
        if not files:
            raise UsageError(f"{last.id[:10]} ({last.title}) changed nothing of {contract} that could be taken back.")
        for file in files:
            _still_so(desk, last, file)
        if any(file.path.endswith(_MD) and file.before is None and number_of(file.path) == contract for file in files):
            _nobody_relates(desk, contract)
        title, does = _named(last)
        reason = because if because.given else Because(does)
        clauses = [value for name, value in last.trailers if name == "Clause"]
        return Plan(
            action="undo",
            title=title,
            writes=tuple(Write(file.path, file.before) for file in files),
            trailers=reason.trailers(contract, "undo", *clauses),
            reads=tuple(Read(file.path, _blob(desk, file.after)) for file in files),
            notes=(f"{contract}  {does} ({last.date[:10]}, {last.author})",),
        )

    return make


_UNDO, _REDO = "Undo: ", "Redo: "


def _named(last: Commit) -> tuple[str, str]:
    """The title of taking the act back, and what that comes to: who takes back a taking back does the act again."""
    act = last.title
    if _said(last, "Action") == "undo":
        if act.startswith(_UNDO):
            act = act.removeprefix(_UNDO)
            return f"{_REDO}{act}", f"does again what {last.id[:10]} took back: {act}"
        act = act.removeprefix(_REDO)
    return f"{_UNDO}{act}", f"takes back {last.id[:10]}: {act}"


def _last(desk: Desk, contract: str) -> Commit:
    """The commit to take back. UsageError where there is none, or where it joined two sides."""
    place = place_of(desk, contract).removesuffix(_MD)
    past = commits_of(desk.repo, contract, desk.head, place) if desk.head else ()
    if not past:
        raise UsageError(f"Nothing is recorded of {contract} yet.", hint="clmctl save records it.")
    last = past[0]
    if len(last.parents) > 1 or _said(last, "Action") == "sync":
        raise UsageError(
            f"The last that happened to {contract} is {last.id[:10]} ({last.title}): it shared work, and is no act to take back.",
            hint="Set the field or edit the clause as it should be; clmctl history shows every version.",
        )
    return last


def _files(desk: Desk, last: Commit, contract: str) -> tuple[_File, ...]:
    """What the act did that goes back: all of an act on this contract alone, else what lies in its folder."""
    named = {value for name, value in last.trailers if name == "Contract"}
    found = [_File(*each) for each in before_and_after(desk.repo, last.id)]
    if named != {contract}:
        return tuple(file for file in found if number_of(file.path) == contract)
    return tuple(file for file in found if not file.path.startswith(".clm/") and not _shared(desk, file, contract))


def _shared(desk: Desk, file: _File, contract: str) -> bool:
    """Whether a file of the client's stays: other contracts rest on it by now, or somebody changed it."""
    parts = file.path.split("/")
    if parts[0] != "contracts" or len(parts) != 3:
        return False
    siblings = {path.split("/")[2] for path in desk.index.blobs() if path.startswith(f"{parts[0]}/{parts[1]}/")}
    return bool(siblings - {contract}) or desk.read(file.path) != file.after


def _still_so(desk: Desk, last: Commit, file: _File) -> None:
    """Raises Conflict where the file is no longer as the act left it, naming what came after."""
    recorded = file_at(desk.repo, desk.head, file.path)
    if recorded != file.after:
        later = commits(desk.repo, desk.head, last.id, under=(file.path,))
        names = "; ".join(f"{commit.id[:10]} {commit.title}" for commit in later[:5]) or "later commits"
        raise Conflict(
            f"later acts stand on {last.id[:10]} ({last.title}): {names}", hint="Take those back first.", path=file.path
        )
    if desk.read(file.path) != recorded:
        raise Conflict(
            "was edited by hand since it was last recorded: taking the last act back would lose that",
            hint="Record the edit with clmctl save, or put the file back.",
            path=file.path,
        )


def _nobody_relates(desk: Desk, contract: str) -> None:
    """Raises Conflict where another contract names the one that would be gone."""
    others = sorted({source for source, _, target in desk.index.related(contract) if target == contract and source != contract})
    if others:
        raise Conflict(f"{contract} is named by {', '.join(others)}.", hint="Take that relation out first.")


def _said(commit: Commit, name: str) -> str:
    return next((value for each, value in commit.trailers if each == name), "")


def _blob(desk: Desk, data: bytes | None) -> str | None:
    return None if data is None else object_id("blob", data, desk.repo.algorithm)

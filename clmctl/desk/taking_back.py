"""Acts on a contract taken back one after the other, and done again: each time by a new commit."""

import shlex
from typing import Literal

from clmctl.desk.asking.past import place_of
from clmctl.desk.doing import Make, read_of
from clmctl.desk.keeping import number_of
from clmctl.desk.opening import Desk
from clmctl.errors import Conflict, ReasonMissing, UsageError
from clmctl.model.because import Because
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Write
from clmctl.model.turn import Commit
from clmctl.store.history import before_and_after, commits, commits_of, is_cut_off, number_after

_MD = "/contract.md"

Way = Literal["undo", "redo"]


@frozen
class _File:
    """A file of the act: its bytes before and after it; of one that is done again the other way round."""

    path: str
    before: bytes | None
    after: bytes | None


def undoing(contract: str, because: Because) -> Make:
    """Takes back the last act on a contract that still stands, by a new commit: its files are again as they were before it.

    Of an act on several contracts only what it did to this one. Numbers stay drawn. Conflict, with the names of what came
    after, where later acts stand on it; UsageError where a signature would be taken back without a reason.
    """

    def make(desk: Desk) -> Plan:
        act = _standing(desk, contract)
        if not because.given and _said(act, "Action") == "sign":
            raise ReasonMissing(f"Taking back the signature of {contract} needs a reason.")
        return _plan(desk, contract, act, because, "undo")

    return make


def redoing(contract: str, because: Because) -> Make:
    """Does the act again that was taken back last, by a new commit. UsageError where none was since the last new act."""

    def make(desk: Desk) -> Plan:
        _, taken_back = _acts(desk, contract)
        if not taken_back:
            raise UsageError(
                f"No act on {contract} was taken back since the last new one: there is nothing to do again.",
                hint=f"clmctl history {contract} tells what happened.",
            )
        return _plan(desk, contract, taken_back[-1], because, "redo")

    return make


#: The trailer that names the act, and the first word of the title.
_NAMES: dict[Way, tuple[str, str]] = {"undo": ("Takes-Back", "Undo: "), "redo": ("Does-Again", "Redo: ")}


_CUT_OFF = "The history of this clone is cut off: git fetch --unshallow brings the rest."


def _plan(desk: Desk, contract: str, act: Commit, because: Because, way: Way) -> Plan:
    if desk.repo.shallow and is_cut_off(desk.repo, act.id):
        raise UsageError(f"What {act.id[:10]} ({act.title}) changed cannot be told here.", hint=_CUT_OFF)
    files = _files(desk, act, contract, way)
    if not files:
        raise UsageError(f"{act.id[:10]} ({act.title}) changed nothing of {contract} that could be taken back.")
    for file in files:
        _still_so(desk, act, file)
    if any(file.path.endswith(_MD) and file.before is None and number_of(file.path) == contract for file in files):
        _nobody_relates(desk, contract)
    trailer, word = _NAMES[way]
    does = f"takes back {act.id[:10]}: {act.title}" if way == "undo" else f"does {act.id[:10]} again: {act.title}"
    reason = because if because.given else Because(does)
    clauses = [value for name, value in act.trailers if name == "Clause"]
    return Plan(
        action=way,
        title=f"{word}{act.title}",
        writes=tuple(Write(file.path, file.before) for file in files),
        trailers=(*reason.trailers(contract, way, *clauses), (trailer, act.id)),
        reads=tuple(read_of(desk, file.path, file.after) for file in files),
        notes=(f"{contract}  {does} ({act.date[:10]}, {act.author})",),
    )


def _standing(desk: Desk, contract: str) -> Commit:
    """The act to take back. UsageError where there is none, or where it joined two sides."""
    standing, taken_back = _acts(desk, contract)
    if not standing:
        if taken_back:
            hint = f"clmctl undo {contract} --redo does the last one again."
            raise UsageError(f"Every act on {contract} is taken back.", hint=hint)
        hint = _CUT_OFF if desk.repo.shallow else "clmctl save records it."
        raise UsageError(f"Nothing is recorded of {contract} {'here' if desk.repo.shallow else 'yet'}.", hint=hint)
    last = standing[-1]
    _refuse_renumbering(desk, contract, standing)
    if len(last.parents) > 1 or _said(last, "Action") == "sync":
        raise UsageError(
            f"The last that happened to {contract} is {last.id[:10]} ({last.title}): it shared work, and is no act to take back.",
            hint="Set the field or edit the clause as it should be; clmctl history shows every version.",
        )
    return last


def _refuse_renumbering(desk: Desk, contract: str, standing: list[Commit]) -> None:
    """Raises UsageError where the last act gave the contract this number or another: it would be gone, or there twice."""
    last = standing[-1]
    before = {place.rpartition("/")[2] for each in standing[-2:-1] for place in each.places}
    after = {number_after(desk.repo, last.id, place) for place in last.places} - {"", contract}
    if (before and contract not in before) or after:
        said = f"is {min(after)} now" if after else f"was {min(before)} before"
        raise UsageError(
            f"{contract} was renumbered in {last.id[:10]} ({last.title}): it {said}, and that is not taken back.",
            hint=f"clmctl undo {min(after)} takes back what was done since."
            if after
            else "Set the field or edit the clause as it should be; clmctl history shows every version.",
        )


def _acts(desk: Desk, contract: str) -> tuple[list[Commit], list[Commit]]:
    """The acts that still stand, oldest first, and those that were taken back since the last new act, the last one last."""
    place = place_of(desk, contract).removesuffix(_MD)
    standing: list[Commit] = []
    taken_back: list[Commit] = []
    found = commits_of(desk.repo, contract, desk.head, place) if desk.head else ()
    known = {commit.id for commit in found}
    for commit in reversed(found):
        way = _said(commit, "Action")
        if len(commit.parents) > 1 or way not in ("undo", "redo"):
            standing.append(commit)
            taken_back.clear()
            continue
        again = way == "redo" or commit.title.startswith(_NAMES["redo"][1])  # an undo that was undone, before there was a redo
        source, target = (taken_back, standing) if again else (standing, taken_back)
        trailer, word = _NAMES["redo" if again else "undo"]
        named = _said(commit, trailer)
        act = _named(source, named, commit.title.removeprefix(word), known)
        if act is not None:
            source.remove(act)
            target.append(act)
    return standing, taken_back


def _named(acts: list[Commit], named: str, title: str, known: set[str]) -> Commit | None:
    """The act of these that was taken back or done again: the named one, the newest of its title where a rebase gave it
    another id, the last where none was named."""
    if not named:
        return acts[-1] if acts else None
    if named in known:
        return next((act for act in acts if act.id == named), None)
    return next((act for act in reversed(acts) if act.title == title), None)


def _files(desk: Desk, act: Commit, contract: str, way: Way) -> tuple[_File, ...]:
    """What the act did that goes back: all of an act on this contract alone, else what lies in its folder."""
    named = {value for name, value in act.trailers if name == "Contract"}
    found = [_File(*each) for each in before_and_after(desk.repo, act.id)]
    if way == "redo":
        found = [_File(file.path, file.after, file.before) for file in found]
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
    recorded = desk.recorded(file.path)
    if recorded != file.after:
        later = commits(desk.repo, desk.head, last.id, under=(file.path,))
        names = "; ".join(f"{commit.id[:10]} {commit.title}" for commit in later[:5]) or "later commits"
        raise Conflict(
            f"later acts stand on {last.id[:10]} ({last.title}): {names}", hint="Take those back first.", path=file.path
        )
    now = desk.read(file.path)
    if now != recorded:
        what = "deleted" if now is None else "edited"
        raise Conflict(
            f"was {what} by hand since it was last recorded: taking the last act back would lose that",
            hint=f"Record that with clmctl save, or put the file back: git checkout -- {shlex.quote(file.path)}",
            path=file.path,
        )


def _nobody_relates(desk: Desk, contract: str) -> None:
    """Raises Conflict where another contract names the one that would be gone."""
    others = sorted({source for source, _, target in desk.index.related(contract) if target == contract and source != contract})
    if others:
        raise Conflict(f"{contract} is named by {', '.join(others)}.", hint="Take that relation out first.")


def _said(commit: Commit, name: str) -> str:
    return next((value for each, value in commit.trailers if each == name), "")

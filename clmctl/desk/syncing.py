"""Sharing a workspace: what others recorded is fetched, joined with ours by field and clause, and ours is handed to them."""

from collections.abc import Iterator

from clmctl.desk.doing import Make, read_of
from clmctl.desk.merging import Folders, Trees, folders_of
from clmctl.desk.opening import Desk
from clmctl.errors import Conflict, Unreadable, UsageError
from clmctl.model.because import Because
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.turn import Commit
from clmctl.negotiation.merging.clash import Clash, Decisions, Three
from clmctl.negotiation.merging.clash_file import CLASH_FILE, read_choices, write_clashes
from clmctl.negotiation.merging.files import merge_file
from clmctl.store import files
from clmctl.store.history import commits
from clmctl.store.paths import read_optional
from clmctl.store.remote import fetch, merge_base, upstream
from clmctl.store.under_way import refuse_while_under_way
from clmctl.store.worktree import working_blob

_DOCX, _MD = "/contract.docx", "/contract.md"


@frozen
class Meeting:
    """Where both sides stand: commits, empty where there is none. `base` is what both stand on."""

    remote: str
    branch: str
    base: str
    ours: str
    theirs: str

    @property
    def upstream(self) -> str:
        """`origin/main`."""
        return f"{self.remote}/{self.branch}"

    @property
    def behind(self) -> bool:
        """Whether they have something that we lack."""
        return bool(self.theirs) and self.base != self.theirs

    @property
    def ahead(self) -> bool:
        """Whether we have something that they lack."""
        return bool(self.ours) and (not self.theirs or self.base != self.ours)


class Unsettled(Conflict):
    """Places that both sides changed differently, for a person to decide."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        places = f"{len(clashes)} places were" if len(clashes) > 1 else "1 place was"
        super().__init__(
            f"{places} changed on both sides, each in its own way. Nothing was merged.",
            hint=f"Choose in {CLASH_FILE}, then run clmctl sync again; or decide all at once with --take ours or --take theirs.",
        )
        self.clashes = clashes


def meet(desk: Desk) -> Meeting:
    """Where both sides stand now; the remote is asked.

    UsageError where there is nobody to share with, Conflict where git is in the middle of something of its own.
    """
    refuse_while_under_way(desk.repo)
    remote, branch = upstream(desk.repo)
    if not remote:
        raise UsageError(
            "There is nothing to share with: this workspace has no remote, or its branch goes with none.",
            hint="git remote add origin ADDRESS, then clmctl sync.",
        )
    theirs = fetch(desk.repo, remote, branch)
    ours = desk.head
    base = merge_base(desk.repo, ours, theirs) if ours and theirs else ""
    if ours and theirs and not base:
        cut = "The history of this clone is cut off: git fetch --unshallow brings the rest." if desk.repo.shallow else ""
        raise UsageError(
            f"{remote}/{branch} and this workspace have no history in common, so they cannot be merged.",
            hint=cut or "Look whether it is the right remote: git remote -v",
        )
    return Meeting(remote, branch, base, ours, theirs)


def received(desk: Desk, meeting: Meeting) -> tuple[Commit, ...]:
    """What they recorded and we lack, newest first."""
    return commits(desk.repo, meeting.theirs, meeting.ours) if meeting.behind else ()


def to_share(desk: Desk, meeting: Meeting) -> tuple[Commit, ...]:
    """What we recorded and they lack, newest first."""
    return commits(desk.repo, meeting.ours, meeting.theirs) if meeting.ahead else ()


def choices_of(desk: Desk, take: str) -> Decisions:
    """What the person decided: in the file of clashes, and by `take` (ours, theirs or nothing) about the rest."""
    if take not in ("", "ours", "theirs"):
        raise UsageError(f"--take {take!r} is no side.", hint="Write --take ours or --take theirs.")
    data = read_optional(desk.repo.root, CLASH_FILE)
    try:
        text = data.decode("utf-8") if data is not None else ""
    except UnicodeDecodeError:
        raise Unreadable("is not UTF-8 text", hint="Delete it and run clmctl sync again.", path=CLASH_FILE) from None
    return Decisions(read_choices(text), "ours" if take == "ours" else "theirs" if take == "theirs" else "")


def keep_clashes(desk: Desk, clashes: tuple[Clash, ...], decisions: Decisions, meeting: Meeting) -> None:
    """Writes the file of clashes, with the choices made so far."""
    text = write_clashes(clashes, decisions.by_id, meeting.upstream)
    files.write_whole(desk.repo.root, CLASH_FILE, text.encode("utf-8", "replace"), "clashes")


def drop_clashes(desk: Desk) -> None:
    """Takes the file of clashes away."""
    files.remove(desk.repo.root, CLASH_FILE)


def joining(meeting: Meeting, decisions: Decisions, because: Because) -> Make:
    """Joins what they recorded with ours in one commit that stands on both. Unsettled where places are for a person to decide."""

    def make(desk: Desk) -> Plan:
        with Trees(desk.repo, meeting.base, desk.head, meeting.theirs) as trees:
            plan = _Joining(desk, trees, decisions).plan(meeting, because)
        _no_hand_edits(desk, plan)
        return plan

    return make


class _Joining:
    """The writes of one merge, collected file by file."""

    def __init__(self, desk: Desk, trees: Trees, decisions: Decisions) -> None:
        self.desk, self.trees, self.decisions = desk, trees, decisions
        self.folders: Folders = folders_of(desk, trees, decisions)
        self.writes: dict[str, Write] = {}
        self.reads: dict[str, Read] = {}
        self.met: list[Clash] = list(self.folders.met)
        self.open: list[Clash] = list(self.folders.open)
        self.render: list[str] = []
        self.joined: list[str] = []

    def plan(self, meeting: Meeting, because: Because) -> Plan:
        """The plan; Unsettled where clashes are open."""
        for paths, result in self.folders.pairs:
            if not result.endswith(_DOCX):
                self._file(paths, result)
        for paths, result in self.folders.pairs:
            if result.endswith(_DOCX):
                self._docx(paths, result)
        if self.open:
            raise Unsettled(tuple(self.open))
        number = len(received(self.desk, meeting))
        return Plan(
            action="sync",
            title=f"Join {number} commit{'s' if number != 1 else ''} from {meeting.upstream}",
            writes=tuple(self.writes.values()),
            trailers=(*self._trailers(because),),
            reads=tuple(self.reads.values()),
            render=tuple(dict.fromkeys(self.render)),
            notes=tuple(f"{contract}  changed on both sides" for contract in self.joined) + self.folders.notes,
            merges=meeting.theirs,
        )

    def _trailers(self, because: Because) -> Iterator[tuple[str, str]]:
        yield from (("Contract", contract) for contract in self.joined)
        yield "Action", "sync"
        anchors = [clash.where.split(" ")[0].removeprefix("#") for clash in self.met if clash.where.startswith("#")]
        yield from (("Clause", anchor) for anchor in dict.fromkeys(anchors))
        yield "Reason", because.why.strip() or "both sides recorded changes; joined by field and clause"
        for clash in self.met:
            choice = self.decisions.about(clash)
            if choice is not None:
                yield "Decided", f"{clash.path}: {clash.where}: {'own words' if choice.side == 'own' else choice.side}"

    def _file(self, paths: Three[str], result: str) -> None:
        merged = merge_file(result, self._sides(paths, result), self.desk.settings.catalogue, self.decisions)
        self.met += merged.clashes
        self.open += merged.open
        self._write(paths.ours, result, merged.data)
        if merged.joined and result.endswith(_MD):
            contract = result.split("/")[-2]
            self.joined.append(contract)
            if self.trees.read("ours", paths.ours.removesuffix(_MD) + _DOCX) is not None:
                self.render.append(contract)

    def _sides(self, paths: Three[str], result: str) -> Three[bytes | None]:
        found = Three(
            self.trees.read("base", paths.base), self.trees.read("ours", paths.ours), self.trees.read("theirs", paths.theirs)
        )
        return Three(found.base, found.ours, self.folders.edited(result, found.theirs))

    def _docx(self, paths: Three[str], result: str) -> None:
        """A Word file is never merged: it is one side's where its source is, else made anew from the source."""
        sides = self._sides(paths, result)
        source = result.removesuffix(_DOCX) + _MD
        contract = result.split("/")[-2]
        write = self.writes.get(source)
        gone = write.data is None if write else self.trees.read("ours", source) is None
        theirs_is_theirs = sides.ours == sides.base and contract not in self.folders.anew
        one_sided = theirs_is_theirs or sides.theirs in (sides.ours, sides.base)
        if gone:
            self._write(paths.ours, result, None)
        elif one_sided and contract not in self.joined:
            self._write(paths.ours, result, sides.theirs if theirs_is_theirs else sides.ours)
        else:
            self._write(paths.ours, result, sides.ours)
            self.render.append(contract)

    def _write(self, ours: str, result: str, data: bytes | None) -> None:
        """Notes what becomes of a file of ours."""
        if ours != result and self.trees.read("ours", ours) is not None:
            self._put(ours, None)
        self._put(result, data)

    def _put(self, path: str, data: bytes | None) -> None:
        before = self.trees.read("ours", path)
        if before == data:
            return
        self.writes[path] = Write(path, data)
        self.reads[path] = read_of(self.desk, path, before)


def _no_hand_edits(desk: Desk, plan: Plan) -> None:
    """Raises Conflict where a file that the merge changes was edited by hand and not recorded."""
    recorded = {read.path: read.blob for read in plan.reads}
    for write in plan.writes:
        if write.path in desk.away:
            continue  # the write path says what brings it
        if write.path in recorded and working_blob(desk.repo, write.path) != recorded[write.path]:
            raise Conflict(
                "was edited by hand and not recorded, and they changed it too. Nothing was merged.",
                hint="Record it with clmctl save, or put it back; then sync again.",
                path=write.path,
            )

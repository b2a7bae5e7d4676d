"""The check under the lock: is everything a plan rests on still so, and would it write over anybody's work?"""

import os
from collections.abc import Sequence

from clmctl.errors import Conflict
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.store import files
from clmctl.store.git import Repository
from clmctl.store.objects import FILE_MODE, Entry, Head, Objects, object_id
from clmctl.store.paths import Folders, read_optional, stat_of
from clmctl.store.staging import Index, Staged
from clmctl.store.worktree import left_out, not_checked_out, working_blob

_FILES = {FILE_MODE, "100755", "100664"}
_SAVE = "clmctl save records it as it is; then do this again."


class Stale(Conflict):
    """Something the plan rests on, other than the file it changes, is different now: make the plan again."""


@frozen
class Touched:
    """One file of the act: new bytes (None deletes), what it is in HEAD and becomes, its working blob and numbers now."""

    path: str
    data: bytes | None
    old: Entry | None
    new: Entry | None
    working: str | None
    info: os.stat_result | None


def survey(
    repo: Repository, objects: Objects, head: Head, index: Index, plan: Plan, *, with_edits: bool, keep_text: bool
) -> tuple[Touched, ...]:
    """The files that do change, in order of path. Conflict or Stale where the plan must not be done; see `write.commit`."""
    reads = {read.path: read for read in plan.reads}
    with Folders(repo.root) as folders:
        touched = [_look(repo, objects, head, write, folders) for write in sorted(plan.writes, key=lambda write: write.path)]
    _refuse_left_out(repo, touched)
    now = {each.path: each.working for each in touched}
    now |= {read.path: _blob_now(repo, objects, head, read) for read in plan.reads if read.path not in now}
    _reads_hold(repo, plan, now, keep_text=keep_text)
    staged = index.staged([each.path for each in touched])
    edited: list[Touched] = []
    for each in touched:
        held = staged.get(each.path)
        if held is not None and held.unmerged:
            raise Conflict("has an unfinished merge", hint="Finish it with git first.", path=each.path)
        if _by_hand(each, held):
            edited.append(each)
    if edited and not with_edits:
        raise _refused(repo, plan, edited, keep_text=keep_text)
    for each in edited:
        read = reads.get(each.path)
        if each.working == (each.new.oid if each.new else None):
            continue
        if read is None:
            raise Conflict("was edited by hand, and would be written anew: its edits would be lost", hint=_SAVE, path=each.path)
        if read.blob != each.working:
            raise _changed(repo, plan, each.path, keep_text=keep_text)
    return tuple(each for each in touched if each.old != each.new or each.working != (each.new.oid if each.new else None))


def _look(repo: Repository, objects: Objects, head: Head, write: Write, folders: Folders) -> Touched:
    """How the file stands in HEAD and in the working folder."""
    _refuse_foreign(repo, objects, head, write.path)
    old = objects.entry(head.tree, write.path) if head.tree else None
    if old is not None and old.mode not in _FILES:
        raise Conflict("is a link, a folder or a submodule in the repository, not a file", path=write.path)
    info = stat_of(repo.root, write.path, folders=folders)
    data = read_optional(repo.root, write.path, folders=folders)
    working = None if data is None else object_id("blob", data, repo.algorithm)
    new: Entry | None = None
    if write.data is not None:
        mode = old.mode if old and old.mode in {FILE_MODE, "100755"} else FILE_MODE
        if write.executable is not None:
            mode = "100755" if write.executable else FILE_MODE
        new = Entry(mode, object_id("blob", write.data, repo.algorithm))
    return Touched(write.path, write.data, old, new, working, info)


def _refuse_foreign(repo: Repository, objects: Objects, head: Head, path: str) -> None:
    """Raises Conflict where the file would lie in a repository of its own: a submodule, or one that was put there."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        folder = "/".join(parts[:depth])
        entry = objects.entry(head.tree, folder) if head.tree else None
        if (entry is not None and entry.mode == "160000") or os.path.lexists(f"{repo.root}/{folder}/.git"):
            raise Conflict(
                f"lies in {folder}, a repository of its own: nothing of it is recorded in this one",
                hint="Work in that repository, or move the folder here without its .git.",
                path=path,
            )


def _reads_hold(repo: Repository, plan: Plan, now: dict[str, str | None], *, keep_text: bool) -> None:
    """Nothing, or Stale or Conflict where a read is not so any more. A changed contract outweighs a changed other file."""
    changed = [read for read in plan.reads if now[read.path] != read.blob]
    written = {write.path for write in plan.writes}
    for read in changed:
        if read.path in written and read.path.endswith(".md"):
            raise _changed(repo, plan, read.path, keep_text=keep_text)
    if changed:
        raise Stale("changed while this was being made", hint="Run the command again.", path=changed[0].path)


def _blob_now(repo: Repository, objects: Objects, head: Head, read: Read) -> str | None:
    """The blob of a file that is only read; as recorded where a sparse checkout keeps it away."""
    now = working_blob(repo, read.path)
    if now is None and read.blob is not None and read.path in not_checked_out(repo):
        entry = objects.entry(head.tree, read.path)
        return entry.oid if entry is not None else None
    return now


def _by_hand(each: Touched, held: Staged | None) -> bool:
    """Whether a person changed or staged the file since it was last recorded."""
    recorded = each.old.oid if each.old else None
    return each.working != recorded or (held.oid if held else None) != recorded


def _refuse_left_out(repo: Repository, touched: Sequence[Touched]) -> None:
    """Raises Conflict where a file is not there because the person has git keep it away."""
    missing = [each.path for each in touched if each.working is None and each.old is not None]
    away = not_checked_out(repo) if missing else frozenset()
    for path in missing:
        if path in away:
            said, brings = left_out(path)
            raise Conflict(f"{said}; nothing was recorded", hint=brings, path=path)


def _refused(repo: Repository, plan: Plan, edited: Sequence[Touched], *, keep_text: bool) -> Conflict:
    if all(_differs_in_line_ends(repo, each) for each in edited):
        return Conflict(
            "has other line ends than what is recorded; nothing else was edited",
            hint="If git turned them (core.autocrlf), clmctl doctor says what .gitattributes lacks; else clmctl save them.",
            path=edited[0].path,
        )
    kept = _keep(repo, plan, [each.path for each in edited]) if keep_text else ""
    others = f", and {len(edited) - 1} more files were" if len(edited) > 1 else ""
    anew = not {each.path for each in edited} <= {read.path for read in plan.reads}
    return Conflict(
        f"was edited by hand since it was last recorded{others}{kept}",
        hint=_SAVE if anew else "Look at the edits, then record them with `clmctl save`, or repeat with --with-edits.",
        path=edited[0].path,
    )


def _differs_in_line_ends(repo: Repository, each: Touched) -> bool:
    """Whether the file holds what is recorded but for CRLF in the place of line ends, as `core.autocrlf` makes it."""
    data = read_optional(repo.root, each.path) or b""
    turned = object_id("blob", data.replace(b"\r\n", b"\n"), repo.algorithm)
    return each.old is not None and each.working != each.old.oid and turned == each.old.oid


def _changed(repo: Repository, plan: Plan, path: str, *, keep_text: bool) -> Conflict:
    kept = _keep(repo, plan, [path]) if keep_text else ""
    return Conflict(
        f"changed while you were working on it{kept}", hint="Nothing was recorded. Look at both texts, then try again.", path=path
    )


def _keep(repo: Repository, plan: Plan, paths: Sequence[str]) -> str:
    """Puts the plan's texts for these files beside them; the words that say where."""
    kept: list[str] = []
    for write in plan.writes:
        if write.path in paths and write.data is not None and write.path.endswith((".md", ".yaml", ".yml", ".jsonl", ".txt")):
            oid = object_id("blob", write.data, repo.algorithm)
            data = read_optional(repo.root, write.path)
            if data is not None and object_id("blob", data, repo.algorithm) == oid:
                continue
            place = f"{write.path}{files.KEPT}{oid[:8]}"
            try:
                files.write_whole(repo.root, place, write.data, oid[:12])
            except OSError as problem:
                return f" (and the new text could not be kept: {problem.strerror})"
            kept.append(place)
    return f"; the new text is kept in {', '.join(kept)}" if kept else ""

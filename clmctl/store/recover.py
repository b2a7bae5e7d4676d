"""Healing: what a killed writer left is finished when its commit is in HEAD's history, and undone when it is not.

A working file is only touched where it still holds exactly what it held before that act: what a person did since stays.
"""

import contextlib
import json
import os
import time
from pathlib import Path

from clmctl.errors import ClmError, Conflict, OutsideFailed
from clmctl.store import files, git, journal, quarantine, revisions
from clmctl.store.git import Repository
from clmctl.store.journal import Journal
from clmctl.store.lock import FOLDER, Lock, holder_of
from clmctl.store.objects import Entry, Objects, object_id, tree_of
from clmctl.store.paths import is_temporary, read_optional, stat_of
from clmctl.store.staging import Index
from clmctl.store.trees import build_tree

_REF_LOCK_REST = 1.0
#: So many seconds a command waits for who is writing just now.
_PATIENCE = 2.0


def heal(repo: Repository) -> tuple[str, ...]:
    """What was put right, in words; nothing (after two looks at the disk) where nobody was interrupted.

    Called by whatever opens the workspace. Where somebody is writing just now it waits for them a moment, so that no reader
    sees half of an act; where the folder cannot be written it says so and goes on.
    """
    lock = Path(repo.git_dir, "index.lock")
    interrupted = journal.path_of(repo).exists()
    if not interrupted and holder_of(lock) is None:
        return ()  # a holder file that was never linked blocks nobody: the next writer sweeps it
    try:
        with Lock(repo, patience=_PATIENCE):
            return heal_under_lock(repo) or (("A lock left by an interrupted command was removed.",) if not interrupted else ())
    except Conflict:
        return ("Somebody is writing here just now.",) if journal.path_of(repo).exists() else ()
    except OutsideFailed as problem:
        return (f"An interrupted command could not be put right: {problem.message}.",)


def heal_under_lock(repo: Repository) -> tuple[str, ...]:
    """The same, for who holds the lock already."""
    try:
        left = journal.read(repo)
    except (ValueError, json.JSONDecodeError):
        aside = journal.path_of(repo).with_name("journal.unreadable")
        journal.path_of(repo).replace(aside)
        return (f"The journal of an interrupted command could not be read; it was put aside as {aside}.",)
    if left is None:
        _sweep_own(repo)
        return ()
    _clear_ref_locks(repo, left)
    notes: tuple[str, ...] = ()
    if revisions.branch(repo) != left.ref:
        said = f"An interrupted command on {left.ref or 'no branch'} was cleared away; another branch is checked out now."
    elif left.commit and _in_history(repo, left.commit):
        notes = _finish(repo, left)
        said = f"An interrupted command was finished: commit {left.commit[:10]}."
    else:
        said = "An interrupted command was undone: nothing of it was recorded."
    _sweep(repo, left)
    journal.drop(repo)
    _sweep_own(repo)
    return (said, *notes)


def sweep_leftovers(repo: Repository) -> tuple[str, ...]:
    """The temporary files removed from the whole working folder and from ours, for `doctor`. Only under no live writer."""
    removed: list[str] = []
    with Lock(repo):
        heal_under_lock(repo)
        for place, folders, names in os.walk(repo.root):
            if place == repo.root and ".git" in folders:
                folders.remove(".git")
            for name in names:
                if is_temporary(name):
                    path = os.path.relpath(Path(place, name), repo.root)
                    files.remove(repo.root, path)
                    removed.append(path)
        for room in Path(repo.common_dir, "objects").glob("tmp_objdir-clm-*"):
            quarantine.discard(repo, room.name.removeprefix("tmp_objdir-clm-"))
            removed.append(room.name)
    return tuple(sorted(removed))


def _sweep_own(repo: Repository) -> None:
    """Removes what writers cut off before their journal stood left in our own folder. Only under the lock."""
    with contextlib.suppress(FileNotFoundError), os.scandir(Path(repo.git_dir, FOLDER)) as listed:
        for name in [entry.name for entry in listed if entry.name.startswith(("index-", "journal-"))]:
            Path(repo.git_dir, FOLDER, name).unlink(missing_ok=True)


def _in_history(repo: Repository, commit: str) -> bool:
    """Whether HEAD is that commit or stands on it."""
    now = revisions.head(repo)
    if now == commit:
        return True
    if not now:
        return False
    base = git.run(repo, "merge-base", commit, now, fails=(1, 128)).decode().strip()
    return base == commit


def _finish(repo: Repository, left: Journal) -> tuple[str, ...]:
    """Brings working files and index up to HEAD for what the act touched; notes name what a person changed meanwhile."""
    notes: list[str] = []
    changes: dict[str, Entry | None] = {}
    with Objects(repo) as objects:
        head = objects.head()
        old_tree = _tree_before(objects, left)
        for each in left.files:
            target = objects.entry(head.tree, each.path)
            data = read_optional(repo.root, each.path)
            working = None if data is None else object_id("blob", data, repo.algorithm)
            wanted = target.oid if target else None
            if working == each.old and working != wanted:
                _bring_up(repo, objects, each.path, each.temporary, target)
            elif working != wanted:
                notes.append(f"{each.path} was edited meanwhile and was left as it is.")
            changes[each.path] = target
        _restage(repo, objects, left, old_tree, changes)
    return tuple(notes)


def _bring_up(repo: Repository, objects: Objects, path: str, temporary: str, target: Entry | None) -> None:
    parent = path.rpartition("/")[0]
    if target is None:
        files.remove(repo.root, path)
        files.sync_folders(repo.root, (parent,))
        files.prune(repo.root, files.parents_of(path))
        return
    prepared = read_optional(repo.root, temporary) if temporary else None
    if prepared is None or object_id("blob", prepared, repo.algorithm) != target.oid:
        files.remove(repo.root, temporary)
        files.write_beside(
            repo.root,
            temporary,
            objects.read(target.oid, "blob"),
            executable=target.mode == "100755",
            like=path.rpartition("/")[2],
        )
    files.put_in_place(repo.root, temporary, path)
    files.sync_folders(repo.root, (parent,))


def _tree_before(objects: Objects, left: Journal) -> str:
    return tree_of(objects.read(left.old, "commit")) if left.old else ""


def _restage(repo: Repository, objects: Objects, left: Journal, old_tree: str, changes: dict[str, Entry | None]) -> None:
    """Renews the index entries that are still what they were before the act."""
    index = Index(repo)
    staged = index.staged(list(changes))
    renewed: dict[str, Entry | None] = {}
    for path, target in changes.items():
        held = staged.get(path)
        before = objects.entry(old_tree, path) if old_tree else None
        if (held.oid if held else None) == (before.oid if before else None) and not (held and held.unmerged):
            renewed[path] = target
    if not renewed:
        return
    built = build_tree(objects, old_tree, renewed)
    prepared = index.prepare(Path(repo.git_dir, FOLDER, f"index-{left.nonce}"), renewed, built.folders)
    infos = {path: info for path, entry in renewed.items() if entry and (info := stat_of(repo.root, path))}
    prepared.install(index.path, infos)


def _sweep(repo: Repository, left: Journal) -> None:
    """Removes what only the act needed."""
    for each in left.files:
        if each.temporary:
            files.remove(repo.root, each.temporary)
    files.prune(repo.root, left.folders)  # those that stayed empty
    quarantine.discard(repo, left.nonce)
    if left.index:
        Path(repo.git_dir, FOLDER, left.index).unlink(missing_ok=True)


def _clear_ref_locks(repo: Repository, left: Journal) -> None:
    """Removes the locks that a git killed together with its writer left on HEAD and its branch.

    They are known as that writer's own: they came after its journal, they hold nothing or exactly its commit, and they stay the
    same for a second after writer and children are gone (git holds such a lock for milliseconds).
    """
    if not left.commit:
        return
    since = journal.path_of(repo).stat().st_mtime
    places = [Path(repo.git_dir, "HEAD.lock")] + ([Path(repo.common_dir, left.ref + ".lock")] if left.ref else [])
    found = {place: info for place in places if (info := _its_lock(place, since, left.commit)) is not None}
    if not found:
        return
    time.sleep(_REF_LOCK_REST)
    for place, info in found.items():
        again = _its_lock(place, since, left.commit)
        if again is not None and os.path.samestat(info, again):
            with contextlib.suppress(FileNotFoundError):
                place.unlink()


def _its_lock(place: Path, since: float, commit: str) -> os.stat_result | None:
    try:
        info = place.stat(follow_symlinks=False)
        content = place.read_bytes()
    except OSError:
        return None
    return info if info.st_mtime >= since and (content.strip() or commit.encode()) == commit.encode() else None


def explain(problem: ClmError, commit: str) -> OutsideFailed:
    """The error for an act that is recorded but whose files could not all be put in place."""
    return OutsideFailed(
        f"recorded as {commit[:10]}, but the working files could not be brought up to it: {problem.message}",
        hint="Nothing is lost. Free the disk or the folder, then run any command: it finishes this one first.",
    )

"""The working folder as it is: our own walk, and what a person changed by hand since the last record.

`git status` would run a repository's own programs; this reads names, numbers and bytes. A file whose numbers are those in
git's index, and older than it (git's racy-time rule), is taken to hold what the index says; every other is hashed.
"""

import os
import shlex
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from clmctl.errors import Unreadable
from clmctl.model.frozen import frozen
from clmctl.store import git, revisions
from clmctl.store.files import KEPT
from clmctl.store.git import Repository
from clmctl.store.objects import Entry, object_id, tree_listing
from clmctl.store.paths import checked, is_temporary, problem_with, read_optional
from clmctl.store.staging import Index

EditKind = Literal["edited", "added", "deleted", "kept", "odd"]
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@frozen
class Edit:
    """One file that differs from HEAD: its blob there and in the working folder (None: no file).

    `kept` is a text that a refused act left beside its file; `odd` is what cannot be recorded as it stands, and `why` says in
    words why not: no plain file (a link, a pipe), a name that no workspace file may have, a giant, a recorded file out of sight.
    """

    path: str
    kind: EditKind
    head: str | None
    working: str | None
    why: str = ""


def walk(root: str, under: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """(path, numbers) of everything below a folder that is no folder itself, links as links; git's own folder left out."""
    parts = under.split("/") if under else []
    try:
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for part in parts:
            below = os.open(part, _FOLDER_FLAGS, dir_fd=handle)
            os.close(handle)
            handle = below
    except (FileNotFoundError, NotADirectoryError):
        os.close(handle)
        return
    yield from _walk(handle, f"{under}/" if under else "")


def working_blob(repo: Repository, path: str) -> str | None:
    """The blob id of a file as it is now, or None where there is none."""
    data = read_optional(repo.root, checked(path))
    return None if data is None else object_id("blob", data, repo.algorithm)


def edits(repo: Repository, under: Sequence[str] = ()) -> tuple[Edit, ...]:
    """What differs from HEAD in the whole working folder, or in these folders and files, by path.

    Left out are what git ignores, and recorded files that a sparse checkout keeps away: nobody deleted those.
    """
    commit = revisions.head(repo)
    recorded = {path: entry for path, entry in tree_listing(repo, commit, under).items() if entry.mode != "160000"}
    known = {} if under else Index(repo).unchanged_blobs()
    found: list[Edit] = []
    for path, info in _files(repo.root, under):
        entry = recorded.pop(path, None)
        if not stat.S_ISREG(info.st_mode):
            same = entry is not None and entry.mode == "120000" and stat.S_ISLNK(info.st_mode)
            if not same:
                found.append(_odd(path, entry, "is a link, a pipe or a device"))
            continue
        if entry is not None and known.get(path, ((), ""))[0] == numbers_of(info) and known[path][1] == entry.oid:
            continue
        if problem := problem_with(path):
            found.append(_odd(path, entry, f"cannot be a file of the workspace: {problem}"))
            continue
        try:
            working = working_blob(repo, path)
        except Unreadable as problem_reading:
            found.append(_odd(path, entry, problem_reading.message))
            continue
        if entry is None:
            found.append(Edit(path, "kept" if KEPT in path else "added", None, working))
        elif working != entry.oid:
            found.append(Edit(path, "edited", entry.oid, working))
    away = not_checked_out(repo) if recorded else frozenset()
    for path, entry in recorded.items():
        if path in away:
            continue
        hidden = _out_of_sight(repo.root, path)
        found.append(_odd(path, entry, hidden) if hidden else Edit(path, "deleted", entry.oid, None))
    left_out = ignored(repo, [edit.path for edit in found if edit.head is None])
    return tuple(sorted((edit for edit in found if edit.path not in left_out), key=lambda edit: edit.path))


def not_checked_out(repo: Repository) -> frozenset[str]:
    """Recorded files that the person has git keep away from the folder: a sparse checkout. Empty where it is whole."""
    if not Path(repo.git_dir, "info", "sparse-checkout").exists():
        return frozenset()
    told = os.fsdecode(git.run(repo, "ls-files", "-z", "-t", "--cached")).split("\0")
    return frozenset(line[2:] for line in told if line.startswith("S "))


def left_out(path: str) -> tuple[str, str]:
    """What to say of a recorded file that a sparse checkout keeps away, and what brings it."""
    brings = f"git sparse-checkout add {shlex.quote(path.rpartition('/')[0] or path)} brings it."
    return "is recorded, but this sparse checkout leaves it out", brings


def _odd(path: str, entry: Entry | None, why: str) -> Edit:
    return Edit(path, "odd", entry.oid if entry else None, None, why)


def _out_of_sight(root: str, path: str) -> str:
    """Why a recorded file was not met on the walk though nobody deleted it; empty where it is gone."""
    place = root
    try:
        *folders, name = path.split("/")
        for folder in folders:
            place = f"{place}/{folder}"
            mode = os.lstat(place).st_mode
            if stat.S_ISLNK(mode):
                return "stands behind a symbolic link"
            if not stat.S_ISDIR(mode):
                return ""
            if os.path.lexists(f"{place}/.git"):
                return "stands in a repository of its own"
        return "is a folder now" if stat.S_ISDIR(os.lstat(f"{place}/{name}").st_mode) else ""
    except PermissionError:
        return "stands in a folder that may not be entered"
    except OSError:
        return ""


def numbers_of(info: os.stat_result) -> tuple[int, int, int, int]:
    """What the index keeps of a file that tells one state from another: both times, inode and size."""
    low = 0xFFFFFFFF
    return info.st_ctime_ns, info.st_mtime_ns, info.st_ino & low, info.st_size & low


def _files(root: str, under: Sequence[str]) -> Iterator[tuple[str, os.stat_result]]:
    if not under:
        yield from walk(root)
        return
    for place in dict.fromkeys(checked(each.rstrip("/")) for each in under):
        full = Path(root, place)
        if full.is_dir() and not full.is_symlink():
            yield from walk(root, place)
        elif os.path.lexists(full):
            yield place, full.stat(follow_symlinks=False)


def _walk(handle: int, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    """Walks below an open folder and closes it."""
    below: list[str] = []
    try:
        with os.scandir(handle) as listed:
            for entry in listed:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name.lower() != ".git" and not _is_repository(entry.name, handle):
                        below.append(entry.name)
                elif not is_temporary(entry.name) and not (entry.name == ".git" and not prefix):
                    try:
                        yield prefix + entry.name, entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
        for name in sorted(below):
            try:
                inner = os.open(name, _FOLDER_FLAGS, dir_fd=handle)
            except OSError:
                continue
            yield from _walk(inner, f"{prefix}{name}/")
    finally:
        os.close(handle)


def _is_repository(name: str, parent: int) -> bool:
    """Whether the folder is a repository of its own, which is not part of this one."""
    try:
        os.stat(f"{name}/.git", dir_fd=parent, follow_symlinks=False)
    except OSError:
        return False
    return True


def ignored(repo: Repository, paths: Sequence[str]) -> frozenset[str]:
    """Those of the untracked paths that `.gitignore` leaves out."""
    if not paths:
        return frozenset()
    asked = b"".join(b"./" + os.fsencode(path) + b"\0" for path in paths)
    told = git.run(repo, "check-ignore", "-z", "--stdin", stdin=asked, fails=(1,), extra={"GIT_LITERAL_PATHSPECS": "0"})
    return frozenset(path.removeprefix("./") for path in os.fsdecode(told).split("\0") if path)

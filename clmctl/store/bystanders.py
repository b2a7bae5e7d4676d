"""Other git commands in the same folder that may have read the index before we replaced it.

`git commit` reads the index, takes the lock and writes what it read: between its reading and its locking our act would be taken
back in the index, and the next commit would take it back in history. While we hold the lock such a command fails aloud, as it
should; so the lock is kept until every git that was there before is gone, or has had ample time to meet it.
"""

import os
import time
from pathlib import Path

from clmctl.store.git import Repository

#: What never writes the index without locking it first, or never at all.
_HARMLESS = frozenset(
    {
        "add",
        "blame",
        "cat-file",
        "check-ignore",
        "commit-tree",
        "config",
        "daemon",
        "describe",
        "diff-tree",
        "fetch",
        "for-each-ref",
        "fsck",
        "fsmonitor--daemon",
        "gc",
        "grep",
        "hash-object",
        "log",
        "ls-files",
        "ls-remote",
        "ls-tree",
        "maintenance",
        "merge-base",
        "mktree",
        "push",
        "receive-pack",
        "reflog",
        "rev-list",
        "rev-parse",
        "shortlog",
        "show",
        "show-ref",
        "symbolic-ref",
        "tag",
        "update-ref",
        "upload-pack",
        "version",
    }
)
_PROCESSES = Path("/proc")


def await_them(repo: Repository, entries: int) -> None:
    """Returns when no git is left that may hold an older index, at the latest after the time it could need at that size."""
    patience = 0.5 + entries * 4e-6
    if not (_PROCESSES / "self").exists():
        time.sleep(min(0.05 + entries * 1e-6, patience))
        return
    until = time.monotonic() + patience
    left = _gits_in(repo)
    while left and time.monotonic() < until:
        time.sleep(0.002)
        left = [pid for pid in left if _is_git(pid)]


def _gits_in(repo: Repository) -> list[str]:
    """The processes of git that stand in the working folder now and are not our own children."""
    me = str(os.getpid())
    inside = (repo.root, repo.git_dir, repo.common_dir)
    found: list[str] = []
    with os.scandir(_PROCESSES) as listed:
        for entry in listed:
            if not entry.name.isdigit() or not _is_git(entry.name):
                continue
            try:
                place = os.readlink(_PROCESSES / entry.name / "cwd")
                words = (_PROCESSES / entry.name / "cmdline").read_bytes().decode(errors="replace").split("\0")
                parent = _parent_of(entry.name)
            except PermissionError:
                found.append(entry.name)  # somebody else's: it may stand here
                continue
            except (OSError, ValueError, IndexError):
                continue
            here = any(place == each or place.startswith(f"{each}/") for each in inside)
            if here and parent != me and not any(word in _HARMLESS for word in words[1:2]):
                found.append(entry.name)
    return found


def _is_git(pid: str) -> bool:
    try:
        return (_PROCESSES / pid / "comm").read_bytes() == b"git\n" and b") Z " not in (_PROCESSES / pid / "stat").read_bytes()
    except OSError:
        return False


def _parent_of(pid: str) -> str:
    about = (_PROCESSES / pid / "stat").read_bytes()
    return about[about.rindex(b")") + 2 :].split()[1].decode()

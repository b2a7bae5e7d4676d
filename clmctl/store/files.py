"""Working files put in place whole or not at all: written beside, synced, renamed over the old one, the folder synced.

Every folder on the way is opened under the one before it and no link is followed, as in `paths`.
"""

import contextlib
import os
import stat
from collections.abc import Iterable, Sequence

from clmctl.store.paths import Folders, folder
from clmctl.store.syncfs import Together

#: What a text that could not be recorded is kept under, beside the file it was meant for.
KEPT = ".kept-"


def missing_folders(root: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The folders these files need that are not there yet, outermost first."""
    missing: list[str] = []
    seen: set[str] = set()
    for path in paths:
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            place = "/".join(parts[:depth])
            if place not in seen:
                seen.add(place)
                if not os.path.lexists(os.path.join(root, place)):
                    missing.append(place)
    return tuple(missing)


def make_folders(root: str, missing: Iterable[str]) -> None:
    """Makes the folders, outermost first, where they are still missing. Their names are not synced yet."""
    with Folders(root) as opened:
        for path in missing:
            parent, _, name = path.rpartition("/")
            with folder(root, parent, folders=opened) as place, contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=place)


def write_beside(
    root: str,
    temporary: str,
    data: bytes,
    *,
    executable: bool,
    like: str = "",
    disk: Together | None = None,
    folders: Folders | None = None,
) -> None:
    """Writes a new file, durable before this returns; `like` names a file beside it whose permissions it takes.

    With `disk` it is durable only after that was synced, unless it lies on another. Folders are made where they are missing;
    with `folders`, for many files, they must be there.
    """
    parent, _, name = temporary.rpartition("/")
    with folder(root, parent, create=True, folders=folders) as place:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666, dir_fd=place)
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            mode = _mode_of(place, like) or stat.S_IMODE(os.fstat(handle).st_mode)
            readable = mode & 0o444
            os.fchmod(handle, mode | readable >> 2 if executable else mode & ~0o111)
            if disk is None or not disk.covers(handle):
                os.fsync(handle)


def put_in_place(root: str, temporary: str, path: str, folders: Folders | None = None) -> None:
    """Renames the file written beside over the one it replaces. The folder is not synced yet."""
    parent, _, name = path.rpartition("/")
    with folder(root, parent, folders=folders) as place:
        os.replace(temporary.rpartition("/")[2], name, src_dir_fd=place, dst_dir_fd=place)


def write_whole(root: str, path: str, data: bytes, nonce: str) -> None:
    """Writes a file whole and durable in one go, for healing and for kept texts."""
    parent, _, _ = path.rpartition("/")
    temporary = f"{parent}/.clm-{nonce}-0.tmp".lstrip("/")
    try:
        write_beside(root, temporary, data, executable=False)
        put_in_place(root, temporary, path)
    except OSError:
        remove(root, temporary)
        raise
    sync_folders(root, (parent,))


def remove(root: str, path: str) -> None:
    """Removes a file if it is there."""
    parent, _, name = path.rpartition("/")
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), folder(root, parent) as place:
        os.unlink(name, dir_fd=place)


def prune(root: str, folders: Sequence[str]) -> None:
    """Removes those of the folders that are empty, innermost first."""
    for path in sorted(folders, key=len, reverse=True):
        parent, _, name = path.rpartition("/")
        with contextlib.suppress(OSError), folder(root, parent) as place:
            os.rmdir(name, dir_fd=place)


def parents_of(path: str) -> tuple[str, ...]:
    """The folders a file stands in, outermost first, without the root."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def sync_folders(root: str, folders: Iterable[str], disk: Together | None = None) -> None:
    """Makes the names in these folders durable; one that is gone is passed over. `disk` is synced once for all on it."""
    if disk is not None:
        disk.sync()
    with Folders(root) as opened:
        for path in sorted(set(folders)):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError), folder(root, path, folders=opened) as place:
                if disk is None or not disk.covers(place):
                    os.fsync(place)


def _mode_of(place: int, name: str) -> int:
    if not name:
        return 0
    try:
        return stat.S_IMODE(os.stat(name, dir_fd=place, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return 0

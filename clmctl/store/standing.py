"""The working folder as the index last listed it, where nothing has changed since: what holds a text, and where it is.

Nothing is read or listed here, so nothing of fields and terms needs to be known: a look at the whole folder costs a stat of
every file. Where anything is in doubt there is no standing, and the index itself is to be asked.
"""

import hashlib
import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from clmctl.store.git import Repository
from clmctl.store.index.opened import NAME, connect
from clmctl.store.index.sweep import Sweep, Watched, numbers


class Standing:
    """A folder that stands as it was listed. `stamp` tells one state of its contracts from every other."""

    def __init__(self, reader: sqlite3.Connection, tree: int, stamp: str) -> None:
        self._reader = reader
        self._tree = tree
        self.stamp = stamp

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._reader.close()

    def blobs(self) -> tuple[str, ...]:
        """The blob of every contract file."""
        asked = "SELECT DISTINCT blob FROM listing WHERE tree = ? AND blob != ''"
        return tuple(blob for (blob,) in self._reader.execute(asked, (self._tree,)))

    def paths_of(self, blob: str) -> tuple[str, ...]:
        """Every contract file that holds it, sorted."""
        asked = (
            "SELECT l.path FROM parsed AS p JOIN listing AS l ON l.row = p.row WHERE p.blob = ? AND l.tree = ? ORDER BY l.path"
        )
        return tuple(path for (path,) in self._reader.execute(asked, (blob, self._tree)))


def standing(repo: Repository) -> Standing | None:
    """The folder as the index in git's own folder listed it, or None where that is not so any more, or cannot be proven."""
    path = Path(repo.common_dir, "clmctl", NAME)
    if not path.is_file():
        return None
    reader = None
    try:
        reader = connect(path, write=False)
        reader.execute("BEGIN")
        found = reader.execute("SELECT id FROM tree WHERE name = ?", (f"folder {repo.root}",)).fetchone()
        asked = "SELECT client, watch, digest FROM folder WHERE tree = ? ORDER BY client"
        watched: list[Watched] = reader.execute(asked, found).fetchall() if found else []
        if watched and not _is_stale(repo.root, watched):
            return Standing(reader, found[0], _stamp(watched))
    except sqlite3.Error:
        pass
    if reader is not None:
        reader.close()
    return None


def _is_stale(root: str, watched: list[Watched]) -> bool:
    with Sweep(root, watched) as sweep:
        return bool(sweep.stale())


def _stamp(watched: list[Watched]) -> str:
    """A digest of the numbers of every file: whatever changes one of them changes it."""
    whole = hashlib.blake2b(digest_size=16)
    for client, watch, digest in watched:
        whole.update(b"%s\0%d\0%s%s" % (client.encode(), len(watch), watch, digest))
    return whole.hexdigest()


def numbers_under(root: str, folder: str) -> tuple[str, int]:
    """A digest of the numbers of everything in a folder of the workspace, and the latest time among them."""
    whole = hashlib.blake2b(digest_size=16)
    latest = 0
    waiting = [os.path.join(root, folder)]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            whole.update(f"{problem.errno}\0".encode())
            continue
        for entry in inside:
            info = entry.stat(follow_symlinks=False)
            latest = max(latest, info.st_mtime_ns, info.st_ctime_ns)
            whole.update(b"%s\0%d %d %d %d %d\0" % (os.fsencode(entry.path), info.st_mode, *numbers(info)))
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
    return whole.hexdigest(), latest

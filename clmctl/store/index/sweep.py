"""What changed under `contracts/` since it was listed: one stat per file that matters, on all cores.

Per client folder the index keeps what to look at (`watch`) and one digest of all their numbers; a client whose digest is
the same has not changed. A folder's own numbers tell of files that came or went, a file's of an edit. A digest is left empty
where the folder changed so shortly before it was listed that a later edit could carry the same time (git's racy-time rule):
such a client is listed again.
"""

import hashlib
import os
from array import array
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from clmctl.store.index.workers import Helpers, can_fork, cores

CONTRACTS = "contracts"
#: Below this many clients a helper costs more than it saves.
_WORTH_A_HELPER = 60
_CLIENTS_IN_A_PIECE = 12
#: A file is settled when it was last changed longer before it was looked at than its folder's clock can be coarse.
_FINE = 50_000_000
_COARSE = 2_100_000_000
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

#: client, watch, digest
Watched = tuple[str, bytes, bytes]


def numbers(info: os.stat_result) -> tuple[int, int, int, int]:
    """What tells one state of a file from another: size, both times in nanoseconds, and which file it is."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino


def is_settled(last: int, now: int) -> bool:
    """Whether a file last changed then, and looked at now, cannot change any more without its numbers telling so."""
    return last + (_FINE if last % 1_000_000_000 else _COARSE) < now


def digest_of(values: "array[int]") -> bytes:
    """The digest of all numbers of a client, in the order of its watch list."""
    return hashlib.blake2b(values, digest_size=16).digest()


def clients_of(root: str) -> tuple[str, ...]:
    """The client folders there are; links and names that are no text are none."""
    try:
        base = open_folder(os.path.join(root, CONTRACTS))
    except OSError:
        return ()
    try:
        with os.scandir(base) as entries:
            return tuple(
                sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False) and _is_client(entry.name))
            )
    finally:
        os.close(base)


def open_folder(name: str, *, within: int | None = None) -> int:
    """A descriptor of the folder, never through a link in its last part."""
    return os.open(name, _FOLDER_FLAGS, dir_fd=within)


class Sweep:
    """A sweep that runs beside whatever its starter does until `stale` is asked for. Use as a context manager."""

    def __init__(self, root: str, watched: Sequence[Watched]) -> None:
        self._root = root
        self._watched = watched
        size = max(_CLIENTS_IN_A_PIECE, -(-len(watched) // 4096))
        self._pieces = tuple(watched[start : start + size] for start in range(0, len(watched), size))
        self._helpers: Helpers | None = None
        if len(watched) >= _WORTH_A_HELPER and can_fork():
            self._helpers = Helpers(len(self._pieces), max(1, cores() - 1), self._help)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._helpers is not None:
            self._helpers.__exit__(kind, value, trace)

    def stale(self) -> tuple[str, ...]:
        """The clients that changed, came or went, sorted."""
        taken = self._helpers.pieces() if self._helpers else iter(range(len(self._pieces)))
        found = set(self._changed(taken))
        if self._helpers:
            for answer in self._helpers.answers():
                found.update(answer.decode().split("\0") if answer else ())
        return tuple(sorted(found.union({client for client, _, _ in self._watched} ^ set(clients_of(self._root)))))

    def _help(self, pieces: Iterator[int]) -> bytes:
        return "\0".join(self._changed(pieces)).encode()

    def _changed(self, pieces: Iterator[int]) -> list[str]:
        mine = (each for number in pieces for each in self._pieces[number])
        try:
            base = open_folder(os.path.join(self._root, CONTRACTS))
        except OSError:
            return [client for client, _, _ in mine]
        try:
            return [client for client, watch, digest in mine if not _same(base, client, watch, digest)]
        finally:
            os.close(base)


def _same(base: int, client: str, watch: bytes, digest: bytes) -> bool:
    """Whether every file to watch has the numbers it had."""
    if not digest:
        return False
    try:
        folder = open_folder(client, within=base)
    except OSError:
        return False
    values = array("q")
    extend, lstat = values.extend, os.lstat
    try:
        for name in watch.split(b"\0"):
            info = lstat(name, dir_fd=folder)
            extend((info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino))
    except OSError:
        return False
    finally:
        os.close(folder)
    return digest_of(values) == digest


def _is_client(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return not name.startswith(".")

"""The person's index (staging area), with only the touched entries replaced; every other byte of it stays.

git's own `update-index` is used for the formats not read here (version 4, split and sparse indexes). Two rules of git matter: a
file no older than the index is compared by content (so the new index keeps the old one's time, and no edit made in the same
tick is overlooked), and cached folder ids must be those of the entries under them.
"""

import hashlib
import os
import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from clmctl.model.frozen import frozen
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.lock import own_folder
from clmctl.store.objects import Entry

_HEADER = struct.Struct(">4sII")
_STAT = struct.Struct(">10I")
_EXTENSION = struct.Struct(">4sI")
_NODE = re.compile(rb"([^\0]*)\0(-?\d+) (\d+)\n", re.DOTALL)
_ASSUMED, _EXTENDED, _STAGE, _INTENT = 0x8000, 0x4000, 0x3000, 0x2000
#: Extensions whose content does not depend on which entries there are or where they lie.
_CARRIED = {b"TREE", b"REUC", b"UNTR"}
#: Extensions that only speed up reading and are left out when entries move.
_POSITIONS = {b"IEOT", b"EOIE"}


@frozen
class Staged:
    """What the index holds for a path: mode and blob, or `unmerged` for a conflict git has not been told the end of."""

    mode: str
    oid: str
    unmerged: bool = False


class Index:
    """The index as it lies on disk, read once. `known` tells whether this module reads its format itself."""

    def __init__(self, repo: Repository, path: Path | None = None) -> None:
        self.repo = repo
        self.path = path or Path(repo.git_dir, "index")
        self._width = 20 if repo.algorithm == "sha1" else 32
        try:
            with self.path.open("rb") as opened:
                self.info: os.stat_result | None = os.fstat(opened.fileno())
                self._data = opened.read()
        except FileNotFoundError:
            self.info, self._data = None, b""
        self._starts: list[int] = []
        self._end = 0
        self._extensions: list[tuple[bytes, int, int]] = []
        self.known = self._scan()

    @property
    def size(self) -> int:
        """How many entries it holds, or about how many where the format is not read here."""
        return len(self._starts) or len(self._data) // 100

    def staged(self, paths: Sequence[str]) -> dict[str, Staged]:
        """What the index holds for those of the paths that are in it."""
        if not self._data or not paths:
            return {}
        if not self.known:
            return self._staged_by_git(paths)
        found: dict[str, Staged] = {}
        for path in paths:
            name = os.fsencode(path)
            position = self._position(name)
            if position < len(self._starts) and self._name(position) == name:
                start = self._starts[position]
                flags = self._flags(position)
                extended = self._extra(position)
                mode = int.from_bytes(self._data[start + 24 : start + 28], "big")
                oid = self._data[start + 40 : start + 40 + self._width].hex()
                if not extended & _INTENT:  # `git add -N` stages nothing yet
                    found[path] = Staged(f"{mode:o}", oid, unmerged=bool(flags & _STAGE))
        return found

    def unchanged_blobs(self) -> dict[str, tuple[tuple[int, int, int, int], str]]:
        """By path: the numbers (both times, inode, size) a file had when the index last saw it, and its blob.

        Only plain entries older than the index itself: a file changed in the same tick could carry the same numbers.
        """
        if not self.known or self.info is None:
            return {}
        found: dict[str, tuple[tuple[int, int, int, int], str]] = {}
        limit, data, width = self.info.st_mtime_ns, self._data, self._width
        for position, start in enumerate(self._starts):
            numbers = _STAT.unpack_from(data, start)
            changed = numbers[2] * 1_000_000_000 + numbers[3]
            if changed < limit and not self._flags(position) & (_STAGE | _EXTENDED | _ASSUMED):
                told = (numbers[0] * 1_000_000_000 + numbers[1], changed, numbers[5], numbers[9])
                found[os.fsdecode(self._name(position))] = (told, data[start + 40 : start + 40 + width].hex())
        return found

    def prepare(self, target: Path, changes: Mapping[str, Entry | None], folders: Mapping[str, tuple[str, str]]) -> "Prepared":
        """The new index, its room on the disk taken: these entries (None removes), the touched folders' trees renewed."""
        target.unlink(missing_ok=True)
        if not self.known:
            self._by_git(target, changes)
            return Prepared(target, self.info, self.repo.algorithm, None, {})
        pieces, places = self._patched(changes, folders)
        handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
        with os.fdopen(handle, "r+b") as opened:
            size = sum(len(piece) for piece in pieces) + self._width
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(opened.fileno(), 0, size)
            else:
                opened.write(bytes(size))
        unsummed = bool(self._data) and not any(self._data[-self._width :])
        return Prepared(target, self.info, self.repo.algorithm, pieces, places, unsummed=unsummed)

    def _scan(self) -> bool:
        """Whether every entry's start and every extension was found, in a format patched here."""
        data, width = self._data, self._width
        if not data:
            return self.info is None
        if len(data) < _HEADER.size + width:
            return False
        magic, version, count = _HEADER.unpack_from(data)
        if magic != b"DIRC" or version not in {2, 3}:
            return False
        high, low, fixed = 40 + width, 41 + width, 42 + width
        starts: list[int] = []
        append = starts.append
        position = _HEADER.size
        try:
            for _ in range(count):
                append(position)
                top = data[position + high]
                length = (top & 0x0F) << 8 | data[position + low]
                if length == 0xFFF:
                    length = data.index(b"\0", position + fixed) - position - fixed
                elif top & 0x40:
                    length += 2
                position += (fixed + length + 8) & ~7
        except (IndexError, ValueError):
            return False
        self._starts, self._end = starts, position
        while position < len(data) - width:
            name, size = _EXTENSION.unpack_from(data, position)
            if name not in _CARRIED | _POSITIONS:
                return False
            self._extensions.append((name, position + 8, position + 8 + size))
            position += 8 + size
        return position == len(data) - width

    def _flags(self, position: int) -> int:
        start = self._starts[position] + 40 + self._width
        return int.from_bytes(self._data[start : start + 2], "big")

    def _extra(self, position: int) -> int:
        if not self._flags(position) & _EXTENDED:
            return 0
        start = self._starts[position] + 42 + self._width
        return int.from_bytes(self._data[start : start + 2], "big")

    def _name(self, position: int) -> bytes:
        start = self._starts[position] + 42 + self._width + (2 if self._flags(position) & _EXTENDED else 0)
        return self._data[start : self._data.index(b"\0", start)]

    def _position(self, name: bytes) -> int:
        """Where the name stands among the entries, or would."""
        low, high = 0, len(self._starts)
        while low < high:
            middle = (low + high) // 2
            if self._name(middle) < name:
                low = middle + 1
            else:
                high = middle
        return low

    def _patched(
        self, changes: Mapping[str, Entry | None], folders: Mapping[str, tuple[str, str]]
    ) -> tuple[list[bytes | memoryview], dict[str, int]]:
        """The new index in pieces without its sum, and which piece is the entry of which path."""
        view = memoryview(self._data)
        version = int.from_bytes(self._data[4:8], "big") if self._data else 2
        pieces: list[bytes | memoryview] = [b""]
        places: dict[str, int] = {}
        done, count, moved = _HEADER.size, len(self._starts), False
        for name, path, entry in sorted((os.fsencode(path), path, entry) for path, entry in changes.items()):
            position = self._position(name)
            start = self._starts[position] if position < len(self._starts) else self._end
            end = start
            while position < len(self._starts) and self._name(position) == name:
                position += 1
                count -= 1
                end = self._starts[position] if position < len(self._starts) else self._end
            pieces.append(view[done:start])
            if entry is not None:
                fresh = _entry_bytes(name, entry)
                places[path] = len(pieces)
                pieces.append(fresh)
                count += 1
                moved = moved or len(fresh) != end - start
            else:
                moved = moved or end != start
            done = end
        pieces.append(view[done : self._end])
        for kind, begin, end in self._extensions:
            if kind == b"TREE":
                body = _Trees(self._data[begin:end], self._width, folders, invalid=moved).renewed()
                pieces.append(_EXTENSION.pack(kind, len(body)) + body)
                moved = moved or len(body) != end - begin
            elif kind in _CARRIED:
                pieces.append(view[begin - 8 : end])
        if not moved:
            pieces += [view[begin - 8 : end] for kind, begin, end in self._extensions if kind in _POSITIONS]
        pieces[0] = _HEADER.pack(b"DIRC", version, count)
        return pieces, places

    def _staged_by_git(self, paths: Sequence[str]) -> dict[str, Staged]:
        found: dict[str, Staged] = {}
        for record in os.fsdecode(git.run(self.repo, "ls-files", "--stage", "-z", "--full-name", "--", *paths)).split("\0"):
            if record:
                about, _, path = record.partition("\t")
                mode, oid, stage = about.split(" ")
                found[path] = Staged(mode, oid, unmerged=stage != "0" or path in found)
        return found

    def _by_git(self, target: Path, changes: Mapping[str, Entry | None]) -> None:
        """The new index made by git on a copy. It is given an empty working tree, so that it looks at (and filters) no file."""
        target.write_bytes(self._data)
        if self.info is not None:
            os.utime(target, ns=(self.info.st_atime_ns, self.info.st_mtime_ns))
        empty = own_folder(self.repo) / "empty"
        empty.mkdir(exist_ok=True)
        lines = [
            f"{entry.mode} {entry.oid}\t{path}" if entry else f"0 {self.repo.zero}\t{path}"
            for path, entry in sorted(changes.items())
        ]
        git.run(
            self.repo,
            "update-index",
            "-z",
            "--index-info",
            stdin=b"".join(os.fsencode(line) + b"\0" for line in lines),
            extra={"GIT_INDEX_FILE": str(target), "GIT_DIR": self.repo.git_dir, "GIT_WORK_TREE": str(empty)},
        )


class Prepared:
    """A new index that only lacks the numbers of the files still to be put in place."""

    def __init__(
        self,
        target: Path,
        info: os.stat_result | None,
        algorithm: str,
        pieces: list[bytes | memoryview] | None,
        places: Mapping[str, int],
        *,
        unsummed: bool = False,
    ) -> None:
        self.target = target
        self._info, self._algorithm, self._pieces, self._places, self._unsummed = info, algorithm, pieces, places, unsummed

    def install(self, index: Path, infos: Mapping[str, os.stat_result]) -> None:
        """Puts the new index in place of the old, with these files' numbers."""
        if self._pieces is not None:
            for path, info in infos.items():
                at = self._places[path]
                old = self._pieces[at]
                self._pieces[at] = _numbers(info, int.from_bytes(old[24:28], "big")) + bytes(old[40:])
            total = _sum(self._pieces, self._algorithm)
            with self.target.open("r+b") as opened:
                for piece in self._pieces:
                    opened.write(piece)
                opened.write(bytes(len(total)) if self._unsummed else total)
                opened.truncate()
        if self._info is not None:
            os.utime(self.target, ns=(self._info.st_atime_ns, self._info.st_mtime_ns))
        self.target.replace(index)


def rebuilt(repo: Repository, tree: str, target: Path) -> None:
    """Writes an index that holds exactly the tree, where the person's own is missing."""
    target.unlink(missing_ok=True)
    git.run(repo, "read-tree", tree, extra={"GIT_INDEX_FILE": str(target)})


def _entry_bytes(name: bytes, entry: Entry) -> bytes:
    """One index entry without a file's numbers, padded as git pads it."""
    body = b"".join(
        (_numbers(None, int(entry.mode, 8)), bytes.fromhex(entry.oid), min(len(name), 0xFFF).to_bytes(2, "big"), name)
    )
    return body + bytes(8 - len(body) % 8)


def _numbers(info: os.stat_result | None, mode: int) -> bytes:
    """The ten numbers git keeps of a file; zeros (look again) where it is not known."""
    if info is None:
        return _STAT.pack(0, 0, 0, 0, 0, 0, mode, 0, 0, 0)
    low = 0xFFFFFFFF
    return _STAT.pack(
        info.st_ctime_ns // 1_000_000_000 & low,
        info.st_ctime_ns % 1_000_000_000,
        info.st_mtime_ns // 1_000_000_000 & low,
        info.st_mtime_ns % 1_000_000_000,
        info.st_dev & low,
        info.st_ino & low,
        mode,
        info.st_uid & low,
        info.st_gid & low,
        info.st_size & low,
    )


class _Trees:
    """The cached folder ids (extension TREE) with the touched ones renewed, or marked as to be computed again."""

    def __init__(self, body: bytes, width: int, folders: Mapping[str, tuple[str, str]], *, invalid: bool) -> None:
        self._body, self._width, self._invalid = body, width, invalid
        self._wanted = {os.fsencode(place): ids for place, ids in folders.items()}
        self._pieces: list[bytes] = []
        self._done = 0

    def renewed(self) -> bytes:
        """The new extension; empty where the old one cannot be read (git then computes all of it again)."""
        try:
            self._walk(0, b"")
        except ValueError:
            return b""
        self._pieces.append(self._body[self._done :])
        return b"".join(self._pieces)

    def _walk(self, position: int, place: bytes) -> int:
        """Where the next folder begins after this touched one; stops early when every touched folder was met."""
        node = _NODE.match(self._body, position)
        if node is None:
            raise ValueError
        before, after = self._wanted.pop(place)
        position = node.end()
        if not node.group(2).startswith(b"-"):
            position += self._width
            held = self._body[node.end() : position].hex()
            self._pieces.append(self._body[self._done : node.start()])
            if self._invalid or held != before or not after:
                self._pieces.append(node.group(1) + b"\0-1 " + node.group(3) + b"\n")
            else:
                self._pieces.append(node.group(0) + bytes.fromhex(after))
            self._done = position
        for _ in range(int(node.group(3))):
            if not self._wanted:
                break
            child = _NODE.match(self._body, position)
            if child is None:
                raise ValueError
            below = place + b"/" + child.group(1) if place else child.group(1)
            position = self._walk(position, below) if below in self._wanted else _past(self._body, position, self._width)
        return position


def _past(body: bytes, position: int, width: int) -> int:
    """Where the next folder begins after skipping one with all that is under it."""
    match = _NODE.match
    left = 1
    while left:
        node = match(body, position)
        if node is None:
            raise ValueError
        left += int(node.group(3)) - 1
        position = node.end() + (0 if node.group(2)[:1] == b"-" else width)
    return position


def _sum(pieces: Sequence[bytes | memoryview], algorithm: str) -> bytes:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return digest.digest()

"""What stands in a client's folder, and in a client's folder of a commit: contracts, their records, and their blobs.

Both kinds of tree answer the same two questions: `listed(client)` gives paths and the blobs that are known without reading,
`read(files)` gives the bytes of those asked for, in order.
"""

import errno
import hashlib
import json
import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from clmctl.model.frozen import frozen
from clmctl.store import git, objects
from clmctl.store.git import Repository
from clmctl.store.index.sweep import CONTRACTS, digest_of, is_settled, numbers, open_folder
from clmctl.store.paths import LARGEST, Folders

CONTRACT = "contract.md"
RECORDS = ("terms.jsonl", "notices.jsonl")

Numbers = tuple[int, int, int, int]


@frozen
class File:
    """A file of a contract: its workspace path, its blob where it is known (empty: read it first), or why it is unusable."""

    path: str
    blob: str = ""
    problem: str = ""
    numbers: Numbers | None = None

    def holding(self, blob: str) -> "File":
        """The file with what it was found to hold."""
        return File(self.path, blob, self.problem, self.numbers)


@frozen
class Stated:
    """A contract folder: the contract's file and the records it has, in the order of `RECORDS`."""

    contract: File
    records: tuple[File | None, ...]

    def files(self) -> tuple[File, ...]:
        """The contract and its records, without the missing ones."""
        return (self.contract, *(record for record in self.records if record is not None))


@frozen
class ClientFolder:
    """A client's folder: its contracts, and what a sweep must look at to prove that nothing changed."""

    client: str
    contracts: tuple[Stated, ...]
    watch: bytes = b""
    digest: bytes = b""


class Source(Protocol):
    """A tree that can be listed and read."""

    def listed(self, client: str, known: str) -> ClientFolder | None:
        """The client's folder, or None where there is none. `known` is what `remembered` made of an earlier listing."""

    def read(self, files: Iterable[File]) -> Iterator[bytes | None]:
        """The bytes of each file, in order; None where it cannot be read any more."""


def blob_id(data: bytes, algorithm: str) -> str:
    """The id git gives a file of these bytes, with no filter applied."""
    digest = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


def remembered(files: Iterable[File]) -> str:
    """Paths, numbers and blobs as text, for the next listing. Files whose numbers prove nothing are left out."""
    return json.dumps(
        [[file.path, file.blob, *file.numbers] for file in files if file.numbers and file.blob], separators=(",", ":")
    )


class WorkingFolder:
    """The working tree below `contracts/`. `now` is the time its disk gave a file just written, in nanoseconds."""

    def __init__(self, root: str, now: int) -> None:
        self._base = os.path.join(root, CONTRACTS)
        self._root = root
        self._now = now

    def listed(self, client: str, known: str) -> ClientFolder | None:
        """The client's folder as it is now; blobs are known for files whose numbers are those of the earlier listing."""
        try:
            folder = open_folder(os.path.join(self._base, client))
        except OSError:
            return None
        try:
            return _Look(client, folder, self._now, known).seen()
        finally:
            os.close(folder)

    def read(self, files: Iterable[File]) -> Iterator[bytes | None]:
        """The bytes of each file as it stands now."""
        with Folders(self._root) as folders:
            for file in files:
                try:
                    yield _read(folders, file.path)
                except OSError:
                    yield None


class CommittedTree:
    """The contracts of a commit. `under` holds, per client, (path, blob, problem) of every file that matters."""

    def __init__(self, repo: Repository, under: Mapping[str, tuple[File, ...]]) -> None:
        self._repo = repo
        self._under = under

    @property
    def clients(self) -> tuple[str, ...]:
        """The client folders of the commit."""
        return tuple(self._under)

    def listed(self, client: str, known: str) -> ClientFolder | None:
        """The client's folder of the commit; every blob is known."""
        files = self._under.get(client)
        if files is None:
            return None
        by_path = {file.path: file for file in files}
        contracts = tuple(
            Stated(file, tuple(by_path.get(f"{file.path.removesuffix(CONTRACT)}record/{name}") for name in RECORDS))
            for file in files
            if file.path.endswith(f"/{CONTRACT}")
        )
        return ClientFolder(client, contracts)

    def stands(self) -> dict[str, tuple[str, str, str]]:
        """Path to the blobs of the contract and its two records, empty for a missing one."""
        found: dict[str, tuple[str, str, str]] = {}
        for client in self._under:
            folder = self.listed(client, "")
            for stated in folder.contracts if folder else ():
                terms, notices = (record.blob if record else "" for record in stated.records)
                found[stated.contract.path] = (stated.contract.blob, terms, notices)
        return found

    def read(self, files: Iterable[File]) -> Iterator[bytes | None]:
        """The bytes of each blob."""
        for _, data in objects.blobs(self._repo, [file.blob for file in files]):
            yield data


def committed_tree(repo: Repository, commit: str) -> CommittedTree:
    """The contracts of a commit, listed."""
    under: dict[str, list[File]] = {}
    for record in git.run(repo, "ls-tree", "-r", "-z", "--full-tree", commit, "--", CONTRACTS).split(b"\0"):
        about, _, raw = record.partition(b"\t")
        parts = raw.split(b"/")
        if not (_is_contract(parts) or _is_record(parts)):
            continue
        mode, _, blob = about.decode().split(" ")
        path = raw.decode("utf-8", "backslashreplace")
        problem = "" if mode.startswith("100") else "is a symbolic link or a submodule, not a plain file"
        under.setdefault(path.split("/")[1], []).append(File(path, blob, problem))
    return CommittedTree(repo, {client: tuple(files) for client, files in under.items()})


def tree_name(repo: Repository, commit: str) -> str:
    """A name for the contracts of a commit that every commit with the same contracts shares."""
    found = git.run(repo, "rev-parse", "--verify", "--quiet", f"{commit}:{CONTRACTS}", fails=(1, 128)).decode().strip()
    return f"tree {found or 'none'}"


def _read(folders: Folders, path: str) -> bytes:
    """The bytes of a file; OSError where it is none that may be read."""
    parent, name = folders.above(path)
    handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=parent)
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode) or info.st_size > LARGEST:
            raise OSError(errno.EINVAL, "not a plain file of bearable size")
        data = os.read(handle, info.st_size + 1)
        while len(data) > info.st_size and (more := os.read(handle, 65536)):
            data += more
            if len(data) > LARGEST:
                raise OSError(errno.EFBIG, "grows while it is read")
        return data
    finally:
        os.close(handle)


class _Look:
    """One look at a client's folder."""

    def __init__(self, client: str, folder: int, now: int, known: str) -> None:
        self._client = client
        self._folder = folder
        self._now = now
        self._known: dict[str, list[object]] = {row[0]: row[1:] for row in json.loads(known or "[]")}
        self._watch: list[bytes] = []
        self._values = array("q")
        self._racy = False
        self._foreign = False

    def seen(self) -> ClientFolder | None:
        self._note(b".", os.fstat(self._folder))
        contracts = []
        names = sorted(os.listdir(self._folder))
        self._foreign = ".git" in names
        for name in names:
            if not name.startswith("."):
                stated = self._contract(name)
                if stated is not None:
                    contracts.append(stated)
        digest = b"" if self._racy else digest_of(self._values)
        return ClientFolder(self._client, tuple(contracts), b"\0".join(self._watch), digest)

    def _contract(self, name: str) -> Stated | None:
        """The contract in that folder, if it is one; what must be watched is noted either way."""
        raw = os.fsencode(name)
        info = self._stat(raw)
        if info is None or not stat.S_ISDIR(info.st_mode):
            return None
        foreign = self._foreign or self._stat(raw + b"/.git") is not None
        record = self._stat(raw + b"/record")
        has_records = record is not None and stat.S_ISDIR(record.st_mode)
        contract = self._file(f"{name}/{CONTRACT}")
        if record is None or contract is None or foreign:
            self._note(raw, info)
        if record is not None:
            self._note(raw + b"/record", record)
        records = tuple(self._file(f"{name}/record/{each}") if has_records else None for each in RECORDS)
        if contract is not None and foreign:  # part of another repository: nothing of it can be recorded in this one
            contract, records = (
                File(contract.path, problem="stands in a repository of its own, inside this one"),
                (None,) * len(RECORDS),
            )
        return Stated(contract, records) if contract else None

    def _file(self, name: str) -> File | None:
        raw = os.fsencode(name)
        info = self._stat(raw)
        if info is None:
            return None
        settled = self._note(raw, info)
        try:
            path = f"{CONTRACTS}/{self._client}/{raw.decode()}"
        except UnicodeDecodeError:
            return File(
                f"{CONTRACTS}/{self._client}/{raw.decode('utf-8', 'backslashreplace')}", problem="its name is not valid UTF-8"
            )
        if not stat.S_ISREG(info.st_mode):
            return File(path, problem="is a symbolic link, a folder, a pipe or a device, not a plain file")
        if info.st_size > LARGEST:
            return File(path, problem=f"is larger than {LARGEST // (1024 * 1024)} MB")
        now = numbers(info)
        known = self._known.get(path)
        blob = str(known[0]) if known and tuple(known[1:]) == now else ""
        return File(path, blob, numbers=now if settled else None)

    def _stat(self, raw: bytes) -> os.stat_result | None:
        try:
            return os.lstat(raw, dir_fd=self._folder)
        except OSError:
            return None

    def _note(self, raw: bytes, info: os.stat_result) -> bool:
        """Whether the numbers prove that the file stays as it is while they stay; noted for the next sweep."""
        self._watch.append(raw)
        self._values.extend(numbers(info))
        last = max(info.st_mtime_ns, info.st_ctime_ns)
        settled = is_settled(last, self._now)
        self._racy = self._racy or not settled
        return settled


def _is_contract(parts: list[bytes]) -> bool:
    return len(parts) == 4 and parts[3] == CONTRACT.encode() and not parts[1].startswith(b".") and not parts[2].startswith(b".")


def _is_record(parts: list[bytes]) -> bool:
    return len(parts) == 5 and parts[3] == b"record" and parts[4].decode("utf-8", "replace") in RECORDS

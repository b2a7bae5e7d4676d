"""Objects of the repository: blobs, trees and commits read through one `cat-file` process, and new ones written."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Literal, Self, cast

from clmctl.errors import Unreadable
from clmctl.model.frozen import frozen
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.paths import LARGEST

Kind = Literal["blob", "tree", "commit"]

TREE_MODE = "40000"
FILE_MODE = "100644"


@frozen
class Entry:
    """What a path is in a commit: git's mode (`100644`, `100755`, `120000` link, `160000` submodule) and its object id."""

    mode: str
    oid: str


@frozen
class Head:
    """Where HEAD stands: the commit and its tree, both empty before the first commit."""

    commit: str
    tree: str


def object_id(kind: Kind, data: bytes, algorithm: str = "sha1") -> str:
    """The id git gives these bytes."""
    digest = hashlib.new(algorithm, b"%s %d\0" % (kind.encode(), len(data)), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()


class Objects:
    """An open reader of objects. Ask only by full ids or `HEAD`, never with a person's text. Use as a context manager.

    A forked helper that inherits one reads through a process of its own: two that ask through one would take each other's
    answers.
    """

    def __init__(self, repo: Repository) -> None:
        self.repo = repo
        self._process = git.start(repo, "cat-file", "--batch")
        self._owner = os.getpid()
        self._trees: dict[str, dict[str, Entry]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        git.close(self._process)

    def find(self, name: str) -> tuple[str, str, bytes] | None:
        """(id, kind, bytes) of the object, or None where there is none."""
        if self._owner != os.getpid():
            self._process, self._owner = git.start(self.repo, "cat-file", "--batch"), os.getpid()
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            raise Unreadable("the object reader is closed")
        try:
            given.write(name.encode() + b"\n")
            given.flush()
            answer = told.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            raise Unreadable(
                f"git stopped while reading object {name}", hint="Run `clmctl doctor`; the repository may be damaged."
            )
        words = answer.split()
        if len(words) != 3 or words[1] in {b"missing", b"ambiguous"}:
            return None
        size = int(words[2])
        if size > LARGEST:
            self._process.kill()
            raise _too_large(words[0])
        data = told.read(size)
        told.read(1)
        return words[0].decode(), words[1].decode(), data

    def read(self, name: str, kind: str) -> bytes:
        """The bytes of the object of that kind; a missing or different one is an error."""
        found = self.find(name)
        if found is None or found[1] != kind:
            raise Unreadable(
                f"the repository has no {kind} {name}",
                hint="It is damaged, or a partial clone: fetch everything, then run `git fsck`.",
            )
        return found[2]

    def head(self) -> Head:
        """Where HEAD stands now."""
        found = self.find("HEAD")
        if found is None:
            return Head("", "")
        return Head(found[0], tree_of(found[2]))

    def tree(self, oid: str) -> Mapping[str, Entry]:
        """The entries of one folder by name; an empty id is the empty folder."""
        if not oid:
            return {}
        if oid not in self._trees:
            self._trees[oid] = parse_tree(self.read(oid, "tree"), len(oid) // 2)
        return self._trees[oid]

    def entry(self, tree: str, path: str) -> Entry | None:
        """What the path is in that tree, or None."""
        current: Entry | None = Entry(TREE_MODE, tree)
        for part in path.split("/"):
            if current is None or current.mode != TREE_MODE:
                return None
            current = self.tree(current.oid).get(part)
        return current

    def blob_at(self, commit: str, path: str) -> bytes | None:
        """The bytes of a file as the commit has it, or None."""
        found = self.entry(tree_of(self.read(commit, "commit")), path)
        return self.read(found.oid, "blob") if found and found.mode in {FILE_MODE, "100755", "100664"} else None


def _too_large(oid: bytes) -> Unreadable:
    return Unreadable(f"the object {oid.decode(errors='replace')[:10]} is larger than {LARGEST // (1024 * 1024)} MB")


def tree_of(commit: bytes) -> str:
    """The id of the tree a raw commit names."""
    return commit[5 : commit.index(b"\n")].decode()


def parse_tree(data: bytes, width: int = 20) -> dict[str, Entry]:
    """Entries by name of a raw tree; `width` is the length of an id in bytes."""
    entries: dict[str, Entry] = {}
    position = 0
    while position < len(data):
        space = data.index(b" ", position)
        end = data.index(b"\0", space)
        oid = data[end + 1 : end + 1 + width].hex()
        entries[os.fsdecode(data[space + 1 : end])] = Entry(data[position:space].decode(), oid)
        position = end + 1 + width
    return entries


def tree_listing(repo: Repository, commit: str, under: Sequence[str] = ()) -> dict[str, Entry]:
    """Every file of the commit by path (or those under the given folders and files), in git's order."""
    if not commit:
        return {}
    listed: dict[str, Entry] = {}
    for record in os.fsdecode(git.run(repo, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *under)).split("\0"):
        if record:
            about, _, path = record.partition("\t")
            mode, _, oid = about.split(" ")
            listed[path] = Entry(mode, oid)
    return listed


def blobs(repo: Repository, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """(id, bytes) of many blobs, in the order asked, read in one stream."""
    for oid, _, data in stored(repo, oids):
        yield oid, data


def missing(repo: Repository, oids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that no object has."""
    told = git.run(repo, "cat-file", "--batch-check", "--buffer", stdin="".join(f"{oid}\n" for oid in oids).encode())
    return frozenset(line.split()[0] for line in told.decode().split("\n") if line.endswith(" missing"))


def stored(repo: Repository, oids: Iterable[str]) -> Iterator[tuple[str, Kind, bytes]]:
    """(id, kind, bytes) of many objects, in the order asked, read in one stream."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{oid}\n" for oid in oids).encode())
        asked.flush()
        asked.seek(0)
        process = git.start(repo, "cat-file", "--batch", "--buffer", stdin=asked.fileno())
        told = process.stdout
        if told is None:
            raise Unreadable("git gave no answer")
        try:
            while answer := told.readline():
                words = answer.split()
                if len(words) != 3:
                    raise Unreadable(f"the repository has no object {words[0].decode(errors='replace')}", hint="Run `git fsck`.")
                if int(words[2]) > LARGEST:
                    raise _too_large(words[0])
                data = told.read(int(words[2]))
                told.read(1)
                yield words[0].decode(), cast("Kind", words[1].decode()), data
        finally:
            told.close()
            process.kill()
            process.wait()


def file_at(repo: Repository, commit: str, path: str) -> bytes | None:
    """The bytes of one file as the commit has it, or None."""
    with Objects(repo) as objects:
        return objects.blob_at(commit, path)

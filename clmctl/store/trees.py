"""New folders of a commit, written from the leaf up: only the touched ones, whatever the size of the workspace."""

import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from clmctl.errors import Conflict, Unreadable
from clmctl.model.frozen import frozen
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.objects import TREE_MODE, Entry, Objects, object_id


@frozen
class BuiltTree:
    """A new root tree, and for each folder on the way (`""` is the root) its tree before and after (empty: none)."""

    oid: str
    folders: Mapping[str, tuple[str, str]]


def build_tree(
    objects: Objects, base: str, changes: Mapping[str, Entry | None], extra: Mapping[str, str] | None = None
) -> BuiltTree:
    """The base tree with these paths replaced (None removes), built from the leaf up: only touched folders are written.

    `extra` is the environment of what writes them.
    """
    with _TreeWriter(objects.repo, extra or {}) as writer:
        return _built(objects, base, changes, writer.write)


def gather_trees(objects: Objects, base: str, changes: Mapping[str, Entry | None]) -> tuple[BuiltTree, dict[str, bytes]]:
    """The same, nothing written: the new folders as git keeps them by id come beside it."""
    gathered: dict[str, bytes] = {}

    def gather(entries: Mapping[str, Entry]) -> str:
        raw = _raw_tree(entries)
        oid = object_id("tree", raw, objects.repo.algorithm)
        gathered[oid] = raw
        return oid

    return _built(objects, base, changes, gather), gathered


def _built(
    objects: Objects, base: str, changes: Mapping[str, Entry | None], write: Callable[[Mapping[str, Entry]], str]
) -> BuiltTree:
    """The new tree; `write` takes a folder's entries and tells its id."""
    levels: dict[str, dict[str, Entry | None]] = {"": {}}
    for path, entry in changes.items():
        parent, _, name = path.rpartition("/")
        levels.setdefault(parent, {})[name] = entry
        while parent:
            above, _, name = parent.rpartition("/")
            levels.setdefault(above, {})
            parent = above
    before: dict[str, str] = {"": base}
    for place in sorted(levels, key=lambda each: each.count("/") + (1 if each else 0)):
        if place:
            above, _, name = place.rpartition("/")
            standing = objects.tree(before[above]).get(name)
            if standing is not None and standing.mode != TREE_MODE:
                if levels[above].get(name, standing) is not None and any(levels[place].values()):
                    raise Conflict(f"`{place}` is a file, so nothing can be put under it", path=place)
                standing = None
            before[place] = standing.oid if standing else ""
    after: dict[str, str] = {}
    below: dict[str, dict[str, str]] = {}
    for place in sorted(levels, key=lambda each: each.count("/") + (1 if each else 0), reverse=True):
        entries: dict[str, Entry] = dict(objects.tree(before[place]))
        for name, oid in below.get(place, {}).items():
            if oid:
                entries[name] = Entry(TREE_MODE, oid)
            elif name in entries and entries[name].mode == TREE_MODE:
                del entries[name]
        for name, entry in levels[place].items():
            if entry is not None:
                entries[name] = entry
            elif name not in below.get(place, {}):
                entries.pop(name, None)
        after[place] = write(entries) if entries or not place else ""
        if place:
            above, _, name = place.rpartition("/")
            below.setdefault(above, {})[name] = after[place]
    return BuiltTree(after[""], {place: (before[place], after[place]) for place in levels})


class _TreeWriter:
    """A running `mktree` that writes one folder after the other."""

    def __init__(self, repo: Repository, extra: Mapping[str, str]) -> None:
        self._repo = repo
        self._process = git.start(repo, "mktree", "-z", "--missing", "--batch", extra=extra)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        git.close(self._process)

    def write(self, entries: Mapping[str, Entry]) -> str:
        """The id of the folder with these entries, checked against our own sum."""
        given, told = self._process.stdin, self._process.stdout
        if given is None or told is None:
            raise Unreadable("git gave no answer")
        kinds = {TREE_MODE: "tree", "160000": "commit"}
        lines = [f"{entry.mode} {kinds.get(entry.mode, 'blob')} {entry.oid}\t{name}" for name, entry in entries.items()]
        try:
            given.write(b"".join(os.fsencode(line) + b"\0" for line in lines) + b"\0")
            given.flush()
            made = told.readline().decode().strip()
        except BrokenPipeError:
            made = ""
        if made != object_id("tree", _raw_tree(entries), self._repo.algorithm):
            raise git.failure(
                "mktree", b"error: could not write a folder (No space left on device, or no access)", self._repo.root
            )
        return made


def _raw_tree(entries: Mapping[str, Entry]) -> bytes:
    """A folder as git keeps it."""
    ordered = sorted(entries.items(), key=lambda item: os.fsencode(item[0]) + (b"/" if item[1].mode == TREE_MODE else b""))
    return b"".join(entry.mode.encode() + b" " + os.fsencode(name) + b"\0" + bytes.fromhex(entry.oid) for name, entry in ordered)

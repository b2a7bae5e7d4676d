"""The objects of an act stored, and read back before anything points to them: blobs from the files written beside, and trees.

A few become an object file each; the objects of an act on many files become one pack, checked and synced as one file.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from clmctl.errors import OutsideFailed
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.objects import Kind, Objects, missing, object_id, stored, tree_of
from clmctl.store.packs import write_pack
from clmctl.store.paths import Folders, read_optional
from clmctl.store.survey import Touched
from clmctl.store.trees import BuiltTree, build_tree, gather_trees

#: An act on so many files stores its objects as one pack.
_MANY = 64

#: A file of the act and the temporary file with its new bytes.
Pair = tuple[Touched, str]


def store(
    objects: Objects, tree: str, pairs: Sequence[Pair], room: Mapping[str, str], passing: Callable[[str], None]
) -> BuiltTree:
    """The new tree on HEAD's, with all that is new in it stored in the room: blobs, then touched trees from the leaf up."""
    return (_as_pack if len(pairs) >= _MANY else _one_by_one)(objects, tree, pairs, room, passing)


def read_back(objects: Objects, made: str, built: BuiltTree, touched: Sequence[Touched]) -> None:
    """Nothing, or an error where the objects on the disk are not what was meant."""
    if tree_of(objects.read(made, "commit")) != built.oid:
        raise OutsideFailed("the commit read back differs from what was written; nothing was recorded")
    if len(touched) >= _MANY:
        _all_there(objects.repo, built, touched)
        return
    for each in touched:
        found = objects.entry(built.oid, each.path)
        if found != each.new or (found is not None and objects.read(found.oid, "blob") != each.data):
            raise _differs(each.path)


def _one_by_one(
    objects: Objects, tree: str, pairs: Sequence[Pair], room: Mapping[str, str], passing: Callable[[str], None]
) -> BuiltTree:
    repo = objects.repo
    fresh = [(each, temporary) for each, temporary in pairs if each.new is not None]
    if fresh:
        asked = b"".join(os.fsencode(temporary) + b"\n" for _, temporary in fresh)
        made = git.run(repo, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=asked, extra=room).decode().split("\n")
        for (each, _), oid in zip(fresh, made, strict=False):
            if each.new is None or oid != each.new.oid:
                raise _other_bytes(each.path)
    passing("blobs-written")
    built = build_tree(objects, tree, {each.path: each.new for each, _ in pairs}, room)
    passing("trees-written")
    return built


def _as_pack(
    objects: Objects, tree: str, pairs: Sequence[Pair], room: Mapping[str, str], passing: Callable[[str], None]
) -> BuiltTree:
    repo = objects.repo
    built, trees = gather_trees(objects, tree, {each.path: each.new for each, _ in pairs})
    files = {each.new.oid: temporary for each, temporary in pairs if each.new is not None}
    if len(missing(repo, (*files, *trees))) < _MANY:
        return _one_by_one(objects, tree, pairs, room, passing)  # git looks at each that is there: a clean-up then spares it
    write_pack(repo, _all_objects(repo, files, trees), room)
    passing("blobs-written")
    passing("trees-written")
    return built


def _all_objects(repo: Repository, files: Mapping[str, str], trees: Mapping[str, bytes]) -> Iterator[tuple[Kind, bytes]]:
    """The objects of the act. Every file is read again: what goes into history is what lies on the disk."""
    with Folders(repo.root) as folders:
        for oid, temporary in files.items():
            data = read_optional(repo.root, temporary, folders=folders)
            if data is None or object_id("blob", data, repo.algorithm) != oid:
                raise _other_bytes(temporary)
            yield "blob", data
    for raw in trees.values():
        yield "tree", raw


def _all_there(repo: Repository, built: BuiltTree, touched: Sequence[Touched]) -> None:
    """Every blob and tree of the act read in one stream: it is there, and its bytes make its id, so they are those meant."""
    asked = dict.fromkeys(after for _, after in built.folders.values() if after)
    asked |= {each.new.oid: None for each in touched if each.new}
    for wanted, (oid, kind, data) in zip(asked, stored(repo, asked), strict=True):
        if oid != wanted or object_id(kind, data, repo.algorithm) != oid:
            raise _differs("")


def _other_bytes(path: str) -> OutsideFailed:
    return OutsideFailed("the disk gave back other bytes than were written; nothing was recorded", path=path)


def _differs(path: str) -> OutsideFailed:
    return OutsideFailed("the file read back differs from what was written; nothing was recorded", path=path)

"""The files of a few folders, whole: from the working folder, or as a commit recorded them."""

import os
from collections.abc import Iterable
from pathlib import Path

from clmctl.store.git import Repository
from clmctl.store.objects import blobs, tree_listing
from clmctl.store.paths import is_temporary, problem_with, read_optional
from clmctl.store.revisions import head
from clmctl.store.worktree import not_checked_out


def files_under(repo: Repository, folders: Iterable[str], at: str = "") -> dict[str, bytes]:
    """path -> bytes of every regular file in these folders (and files of these names), sorted by path.

    `at` is a commit, or empty for the working folder, where links, devices and temporary files are left out; files that a
    sparse checkout keeps away from it are as they are recorded.
    """
    folders = tuple(folders)
    if at:
        entries = tree_listing(repo, at, folders)
        wanted = {path: entry.oid for path, entry in entries.items() if entry.mode.startswith("100")}
        content = dict(blobs(repo, dict.fromkeys(wanted.values())))
        return {path: content[oid] for path, oid in sorted(wanted.items())}
    found: dict[str, bytes] = {}
    if away := not_checked_out(repo):
        recorded = files_under(repo, folders, head(repo)) if any(_is_under(path, folders) for path in away) else {}
        found |= {path: data for path, data in recorded.items() if path in away}
    for folder in folders:
        for path in _walk(repo.root, folder):
            data = read_optional(repo.root, path)
            if data is not None:
                found[path] = data
    return dict(sorted(found.items()))


def _is_under(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _walk(root: str, folder: str) -> Iterable[str]:
    top = Path(root, folder)
    if top.is_symlink():
        return
    if top.is_file():
        yield folder
        return
    try:
        with os.scandir(top) as entries:
            names = sorted((entry for entry in entries if not is_temporary(entry.name)), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in names:
        path = f"{folder}/{entry.name}"
        if problem_with(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        elif entry.is_file(follow_symlinks=False):
            yield path

"""The journal of an act under way: what a killed writer left behind, so that the next command can finish or undo it.

It is written twice, each time whole, synced and renamed into place: once before anything else touches the disk (so every
temporary file is named in it), and again with the commit's id before HEAD moves (so it is certain afterwards whether it did).
"""

import json
import os
from dataclasses import fields
from pathlib import Path

from clmctl.model.frozen import frozen
from clmctl.store.git import Repository
from clmctl.store.lock import FOLDER, own_folder


@frozen
class JournalFile:
    """One file of the act: its blob before and after (None: no file), the mode after, and its temporary file's path."""

    path: str
    old: str | None
    new: str | None
    mode: str
    temporary: str


@frozen
class Journal:
    """An act under way. `commit` is empty until it is made; `ref` is the branch HEAD was on, empty when on none.

    `folders` are those made for it, `index` the name of the new index in our folder.
    """

    nonce: str
    old: str
    ref: str
    files: tuple[JournalFile, ...]
    folders: tuple[str, ...] = ()
    index: str = ""
    commit: str = ""


def path_of(repo: Repository) -> Path:
    """Where the journal lies."""
    return Path(repo.git_dir, FOLDER, "journal.json")


def read(repo: Repository) -> Journal | None:
    """The journal that lies here, or None. ValueError when it cannot be read (never by a kill: it is renamed into place)."""
    try:
        data = path_of(repo).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    said = json.loads(data)
    try:
        files = tuple(JournalFile(**each) for each in said.pop("files"))
        return Journal(files=files, folders=tuple(said.pop("folders")), **said)
    except (TypeError, KeyError, AttributeError) as problem:
        raise ValueError(f"the journal is not one: {problem}") from None


def write(repo: Repository, journal: Journal) -> None:
    """Puts the journal in place, durable before this returns."""
    target = path_of(repo)
    fresh = own_folder(repo) / f"journal-{journal.nonce}.tmp"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(json.dumps(_said(journal)).encode())
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(target)
        sync_folder(target.parent)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _said(journal: Journal) -> dict[str, object]:
    """The journal as JSON has it; of an act on many files, many times quicker than the standard library's own way."""
    names = [each.name for each in fields(JournalFile)]
    files = [{name: getattr(each, name) for name in names} for each in journal.files]
    return {each.name: getattr(journal, each.name) for each in fields(Journal)} | {"files": files}


def drop(repo: Repository) -> None:
    """Removes the journal."""
    target = path_of(repo)
    target.unlink(missing_ok=True)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

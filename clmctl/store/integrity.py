"""Whether the objects of a repository are whole: what `git fsck` says, and the index."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from clmctl.model.parsed import Reading
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.index.file import index_file, is_elsewhere
from clmctl.store.index.opened import NAME, connect


def damage(repo: Repository) -> tuple[str, ...]:
    """What git finds wrong with its objects, a line each; nothing where all is whole. Reads everything: slow on large ones."""
    answer = git.call(
        ("fsck", "--full", "--strict", "--no-dangling", "--no-progress"),
        repo.root,
        git.environment((), git.ceiling(repo.root), trusted=repo.trusted),
        patience=3600.0,
    )
    said = os.fsdecode(answer.stderr + answer.stdout).split("\n")
    lines = tuple(line.strip() for line in said if line.strip() and not line.startswith(("notice:", "hint:", "Checking")))
    return lines if answer.returncode or lines else ()


def index_damage(repo: Repository) -> str:
    """Why git cannot read its own index, in its words; empty where it can, or has none. Nothing of the folder is looked at."""
    answer = git.call(
        ("ls-files", "--cached", "-z", "--", "clmctl.yaml"),
        repo.root,
        git.environment((), git.ceiling(repo.root), trusted=repo.trusted),
        patience=60.0,
    )
    if not answer.returncode:
        return ""
    said = os.fsdecode(answer.stderr).strip().split("\n")
    return next((line for line in said if line.startswith("fatal:")), said[0]).removeprefix("fatal: ")


def index_rebuilt(repo: Repository, reading: Reading) -> bool:
    """Whether the index was damaged and is made anew now. It holds nothing that the files do not."""
    file = Path(repo.common_dir, "clmctl", NAME)
    if not file.exists():
        return False
    try:
        with closing(connect(file, write=False)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error as problem:
        if is_elsewhere(problem):
            return False
        sound = False
    if not sound:
        index_file(repo, reading, anew=True)
    return not sound

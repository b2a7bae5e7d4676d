"""New objects kept apart until the whole act is written, then moved among the others: a failed act leaves none behind.

git does the same when it receives a push. Without it a disk that is nearly full is filled by the leftovers of each attempt.
"""

import contextlib
import os
import shutil
from pathlib import Path

from clmctl.store.git import Repository
from clmctl.store.journal import sync_folder


def folder_of(repo: Repository, nonce: str) -> Path:
    """Where the objects of an act wait; the name is one that `git gc` clears away should nobody else."""
    return Path(repo.common_dir, "objects", f"tmp_objdir-clm-{nonce}")


def opened(repo: Repository, nonce: str) -> dict[str, str]:
    """Makes the waiting room; the environment in which git writes there and still reads everything."""
    place = folder_of(repo, nonce)
    discard(repo, nonce)
    place.mkdir()
    # a path with a quote or a colon would be read as a list
    main = str(place.parent).replace("\\", "\\\\").replace('"', '\\"')
    return {"GIT_OBJECT_DIRECTORY": str(place), "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{main}"'}


def released(repo: Repository, nonce: str) -> None:
    """Moves the objects to where all others are, durable before this returns. What is there already stays."""
    place = folder_of(repo, nonce)
    main = place.parent
    waiting = [Path(base, name) for base, _, names in os.walk(place) for name in names if not name.startswith("tmp_")]
    touched: set[Path] = set()
    for file in sorted(waiting, key=lambda each: (each.suffix == ".idx", str(each))):
        target = main / file.relative_to(place)
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
            target.parent.chmod(main.stat().st_mode & 0o7777)
            touched.add(main)
        if not target.exists():
            file.replace(target)
            touched.add(target.parent)
    for each in sorted(touched):
        sync_folder(each)
    discard(repo, nonce)


def discard(repo: Repository, nonce: str) -> None:
    """Removes the waiting room with all that is in it."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(folder_of(repo, nonce))

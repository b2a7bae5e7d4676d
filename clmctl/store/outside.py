"""Files outside the workspace that a person hands in: named one by one, or a folder of them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clmctl.errors import Unreadable

#: Deeper folders than this are a circle of links.
_DEEPEST = 32


class Named(NamedTuple):
    """The files a person named, each once and in order; `others` are those of another kind below the folders named."""

    files: tuple[str, ...]
    others: tuple[str, ...]


def files_named(paths: Iterable[str], endings: Sequence[str]) -> Named:
    """The files that are named; of a folder those below it with one of the endings, by name, and apart those with none."""
    files: dict[str, None] = {}
    others: dict[str, None] = {}
    wanted = tuple(endings)
    for path in paths:
        if not os.path.isdir(path):  # a person's own path, byte for byte
            files[path] = None
            continue
        below = list(_below(path, 0))
        fit = [file for file in below if file.lower().endswith(wanted)]
        if not fit:
            raise Unreadable("holds no file that can be imported", hint=f"Looked for {', '.join(endings)}.", path=path)
        files.update(dict.fromkeys(fit))
        others.update(dict.fromkeys(file for file in below if not file.lower().endswith(wanted)))
    return Named(tuple(files), tuple(others))


def _below(folder: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as problem:
        raise Unreadable(f"cannot be read: {problem.strerror}", path=folder) from None
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            yield from _below(entry.path, depth + 1)
        elif entry.is_file():
            yield entry.path

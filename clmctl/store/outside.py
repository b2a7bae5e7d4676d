"""Files outside the workspace that a person hands in: named one by one, or a folder of them."""

import os
from collections.abc import Iterable, Sequence

from clmctl.errors import Unreadable

#: Deeper folders than this are a circle of links.
_DEEPEST = 32


def files_named(paths: Iterable[str], endings: Sequence[str]) -> list[str]:
    """The files that are named, each once, in order; of a folder those below it with one of the endings, by name."""
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - a person's own path, byte for byte
            before = len(found)
            found.update(dict.fromkeys(_below(path, tuple(endings), 0)))
            if len(found) == before:
                raise Unreadable("holds no file that can be imported", hint=f"Looked for {', '.join(endings)}.", path=path)
        else:
            found[path] = None
    return list(found)


def passed_over(paths: Iterable[str], endings: Sequence[str]) -> list[str]:
    """The files below the folders that are named which have none of the endings, by name."""
    found = dict.fromkeys(file for path in paths if os.path.isdir(path) for file in _below(path, ("",), 0))  # noqa: PTH112
    return [file for file in found if not file.lower().endswith(tuple(endings))]


def _below(folder: str, endings: tuple[str, ...], depth: int) -> Iterable[str]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError as problem:
        raise Unreadable(f"cannot be read: {problem.strerror}", path=folder) from None
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            yield from _below(entry.path, endings, depth + 1)
        elif entry.is_file() and entry.name.lower().endswith(endings):
            yield entry.path

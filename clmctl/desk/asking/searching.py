"""Searching the words of all contracts and of the library where nothing has changed since the last search.

This is asked often and must answer at once, so it imports neither settings nor contracts; `search_anew` does.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from clmctl.errors import ClmError
from clmctl.model.search import Found, Hit, Passage, Search
from clmctl.store.fulltext import FullText, glanced, snippets
from clmctl.store.git import Repository
from clmctl.store.opening import SETTINGS_FILE, open_repository
from clmctl.store.paths import read_optional
from clmctl.store.standing import Standing, numbers_under, standing
from clmctl.text.printing.readable import readable

LIBRARY = "clause_library"
#: Under these names the full text notes what its passages are whole for.
WHOLE, SETTINGS_READ = "whole", "settings"


def search(folder: str, wanted: Search, *, most: int = 20, library: bool = True) -> tuple[Hit, ...] | None:
    """The best places in the workspace `folder` stands in, at most so many (0: all); None where something is to be read first."""
    repo = open_repository(Path(folder or "."))
    found = standing(repo)
    if found is None:
        return None
    with found:
        return glanced(Path(repo.common_dir, "clmctl"), lambda text: _places(repo, found, text, wanted, most, library=library))


def _places(
    repo: Repository, found: Standing, text: FullText, wanted: Search, most: int, *, library: bool
) -> tuple[Hit, ...] | None:
    whole = text.recalled(WHOLE)
    if not whole or whole != stand_of(repo, found, text.recalled(SETTINGS_READ).split("\n")):
        return None

    def path_of(blob: str) -> str:
        standing_there = [path for path in found.paths_of(blob) if is_wanted(path, wanted)]
        if standing_there:
            return standing_there[-1]
        return text.shelved(blob) if library and not wanted.clients else ""

    return hits(text, wanted, path_of, most)


def stand_of(repo: Repository, found: Standing, settings: Sequence[str]) -> str:
    """What all passages rest on, as it is now: the contracts, the library, the files of the settings."""
    said = hashlib.sha256()
    for path in settings or (SETTINGS_FILE,):
        try:
            data = read_optional(repo.root, path)
        except ClmError:
            data = None
        said.update(f"{path}\0{-1 if data is None else len(data)}\0".encode() + (data or b""))
    return f"{found.stamp} {numbers_under(repo.root, LIBRARY)[0]} {said.hexdigest()}"


def hits(text: FullText, wanted: Search, path_of: Callable[[str], str], most: int) -> tuple[Hit, ...]:
    """The best places with the words around them. `path_of` tells where a blob stands, empty where it does not."""
    paths: dict[str, str] = {}

    def stands(blob: str) -> bool:
        if blob not in paths:
            paths[blob] = path_of(blob)
        return bool(paths[blob])

    found = text.find(wanted, stands, most)
    around = snippets(wanted, {one.number: _shown(one) for one in found})
    return tuple(_hit(one, paths[one.blob], around.get(one.number, "")) for one in found)


def is_wanted(path: str, wanted: Search) -> bool:
    """Whether a contract's file is one of those searched."""
    return not wanted.clients or path.split("/")[1] in wanted.clients


def _shown(one: Found) -> Passage:
    return Passage(one.clause, one.heading, one.line, readable(one.words))


def _hit(one: Found, path: str, snippet: str) -> Hit:
    library = path.startswith(f"{LIBRARY}/")
    return Hit(
        contract="" if library else path.split("/")[-2],
        client="" if library else path.split("/")[1],
        path=path,
        line=one.line,
        clause=one.clause,
        heading=one.heading,
        snippet=snippet,
    )

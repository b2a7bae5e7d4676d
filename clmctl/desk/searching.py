"""Searching the words of all contracts and of the library."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clmctl.desk.opening import LIBRARY_FOLDERS, Desk
from clmctl.model.search import Hit, Passage, Search
from clmctl.store.fulltext import FullText, snippets
from clmctl.store.listing import files_under
from clmctl.store.objects import object_id
from clmctl.store.workers import streamed
from clmctl.text.passages import library_passages, passages, readable

_SEARCHED = (".md", ".yaml")
#: Fewer files are read before anybody wonders.
_WORTH_SHOWING = 100


def search(desk: Desk, wanted: Search, *, most: int = 20, library: bool = True) -> tuple[Hit, ...]:
    """The best places, at most so many (0: all), in the folder or at the commit looked at."""
    contracts = {blob: path for path, blob in desk.index.blobs(at=desk.at).items() if _is_wanted(path, wanted)}
    files = files_under(desk.repo, LIBRARY_FOLDERS[:1], desk.at) if library and not wanted.clients else {}
    shelf = {object_id("blob", data, desk.repo.algorithm): path for path, data in files.items() if path.endswith(_SEARCHED)}
    text = FullText(desk.index.folder)
    missing = text.missing([*contracts, *shelf])
    if missing:
        text.add(_read(desk, missing, contracts, shelf, files))
    stands = {**shelf, **contracts}
    found = text.find(wanted, stands.__contains__, most)
    cut: dict[str, Sequence[Passage]] = {}
    for one in found:
        if one.blob not in cut:
            cut[one.blob] = _passages(desk, stands[one.blob], one.blob in contracts, files)
    shown = {
        one.number: next((p for p in cut[one.blob] if (p.line, p.heading) == (one.line, one.heading)), Passage("", "", 1, ""))
        for one in found
    }
    around = snippets(wanted, {number: replace(one, words=readable(one.words)) for number, one in shown.items()})
    return tuple(
        Hit(
            contract=_contract_of(stands[one.blob]) if one.blob in contracts else "",
            client=stands[one.blob].split("/")[1] if one.blob in contracts else "",
            path=stands[one.blob],
            line=one.line,
            clause=one.clause,
            heading=one.heading,
            snippet=around.get(one.number, ""),
        )
        for one in found
    )


def _read(
    desk: Desk, missing: Sequence[str], contracts: dict[str, str], shelf: dict[str, str], files: dict[str, bytes]
) -> Iterator[tuple[str, Sequence[Passage]]]:
    """The passages of these blobs, cut beside the keeping of them."""

    def said(blob: str) -> bytes:
        found = _passages(desk, contracts.get(blob) or shelf[blob], blob in contracts, files)
        return json.dumps([(one.clause, one.heading, one.line, one.words) for one in found]).encode()

    total = len(missing)
    for number, (blob, answer) in enumerate(zip(missing, streamed(missing, said), strict=True), 1):
        yield blob, [Passage(*one) for one in json.loads(answer)]
        if desk.progress is not None and total >= _WORTH_SHOWING and (number % 100 == 0 or number == total):
            desk.progress("Reading for search", number, total)


def _passages(desk: Desk, path: str, contract: bool, files: dict[str, bytes]) -> Sequence[Passage]:  # noqa: FBT001
    """The passages of a file; of a contract that cannot be read its text as it is written."""
    if not contract:
        return library_passages(path, files[path])
    from clmctl.text.contract import read_contract  # noqa: PLC0415 - read only what is new or shown

    data = desk.read(path) or b""
    found, _ = read_contract(path, "", data, desk.settings.catalogue)
    if found is None:
        return (Passage("", "", 1, data.decode("utf-8", "replace")),)
    return passages(found)


def _is_wanted(path: str, wanted: Search) -> bool:
    return not wanted.clients or path.split("/")[1] in wanted.clients


def _contract_of(path: str) -> str:
    return path.split("/")[-2]

"""Searching where something is to be read first: contracts and positions that are new, or a commit."""

from collections.abc import Iterator, Mapping, Sequence

from clmctl.desk.asking.searching import LIBRARY, SETTINGS_READ, WHOLE, hits, is_wanted, stand_of
from clmctl.desk.opening import SETTINGS, Desk
from clmctl.desk.reading import schema_of
from clmctl.model.search import Hit, Passage, Search
from clmctl.store.fulltext import FullText, packed, served
from clmctl.store.index.file import clock
from clmctl.store.index.sweep import is_settled
from clmctl.store.listing import files_under
from clmctl.store.objects import object_id
from clmctl.store.standing import numbers_under, standing
from clmctl.store.workers import streamed
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import included
from clmctl.text.printing.passages import library_passages, passages

_SEARCHED = (".md", ".yaml")
_SCHEMA = "schema"
#: Fewer files are read before anybody wonders.
_WORTH_SHOWING = 100
#: So many files wait cut until they are kept: cutting is the longer work, so every core does it.
_AHEAD = 256


def search_anew(desk: Desk, wanted: Search, *, most: int = 20, library: bool = True) -> tuple[Hit, ...]:
    """The best places, at most so many (0: all), in the folder or at the commit looked at. What is new is read."""
    return served(desk.index.folder, lambda text: _places(desk, text, wanted, most, library=library))


def _places(desk: Desk, text: FullText, wanted: Search, most: int, *, library: bool) -> tuple[Hit, ...]:
    now = clock(desk.index.folder)
    _, latest = numbers_under(desk.repo.root, LIBRARY)
    contracts = {blob: path for path, blob in desk.index.blobs(at=desk.at).items()}
    files = files_under(desk.repo, (LIBRARY,), desk.at)
    shelf = {object_id("blob", data, desk.repo.algorithm): path for path, data in files.items() if path.endswith(_SEARCHED)}
    schema = schema_of(desk.settings.catalogue)
    if not desk.at and (text.recalled(_SCHEMA) != schema or text.outgrown([*contracts, *shelf])):
        text.forget()  # fields print otherwise now, or most of it stands nowhere any more
        text.note({_SCHEMA: schema})
    missing = text.missing([*contracts, *shelf])
    if missing:
        text.add(_read(desk, missing, contracts, shelf, files))
    if not desk.at and is_settled(latest, now):
        _note(desk, text, shelf)
    if wanted.clients:
        contracts = {blob: path for path, blob in desk.index.blobs(at=desk.at).items() if is_wanted(path, wanted)}
    stands = {**(shelf if library and not wanted.clients else {}), **contracts}
    return hits(text, wanted, lambda blob: stands.get(blob, ""), most)


def _note(desk: Desk, text: FullText, shelf: Mapping[str, str]) -> None:
    """Notes that everything is kept that stands in the folder now, where that is so."""
    found = standing(desk.repo)
    if found is None:
        return
    with found:
        settings = (SETTINGS, *included(desk.read(SETTINGS) or b""))
        if not text.missing(found.blobs()):
            whole = stand_of(desk.repo, found, settings)
            text.note({WHOLE: whole, SETTINGS_READ: "\n".join(settings)}, shelf)


def _read(
    desk: Desk, missing: Sequence[str], contracts: Mapping[str, str], shelf: Mapping[str, str], files: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The passages of these blobs, cut beside the keeping of them."""

    def said(blob: str) -> bytes:
        if blob in contracts:
            return _contract_said(desk, contracts[blob], blob)
        return packed(library_passages(shelf[blob], files[shelf[blob]]))

    total = len(missing)
    for number, (blob, answer) in enumerate(zip(missing, streamed(missing, said, ahead=_AHEAD), strict=True), 1):
        yield blob, answer
        if desk.progress is not None and total >= _WORTH_SHOWING and (number % 100 == 0 or number == total):
            desk.progress("Reading for search", number, total)


def _contract_said(desk: Desk, path: str, blob: str) -> bytes:
    """The passages of a contract, packed; of one that cannot be read its text as it is written. Nothing where it changed."""
    data = desk.read(path) or b""
    if object_id("blob", data, desk.repo.algorithm) != blob:
        return b""
    found, _ = read_contract(path, blob, data, desk.settings.catalogue)
    if found is None:
        return packed((Passage("", "", 1, data.decode("utf-8", "replace")),))
    return packed(passages(found))

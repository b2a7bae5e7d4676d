"""The texts of a register's contracts: the file each row names, or that is called like it, read as any paper that comes in."""

import unicodedata
from collections.abc import Mapping, Sequence

from clmctl.desk.importing.papers import arrival_in, originals
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, UsageError
from clmctl.intake.paper.arrival import Arrival, arrival_from
from clmctl.intake.paper.arriving import ENDINGS
from clmctl.intake.paper.matching import Matcher
from clmctl.intake.register.reading import Entry
from clmctl.model.frozen import frozen
from clmctl.store.objects import object_id
from clmctl.store.outside import files_named
from clmctl.store.paths import outside_file
from clmctl.store.workers import shared_out

#: Stands where the folder would that holds a text: no folder of a contract is called so.
_UNREADABLE = "unreadable"


@frozen
class Text:
    """A row's text: the file, what it holds, and the folder of the contract that has it already (empty: none)."""

    path: str
    name: str
    arrival: Arrival
    held: str = ""
    remark: str = ""

    def data(self) -> bytes:
        """The file's bytes, read when they are written: a batch holds no more than its texts."""
        return outside_file(self.path)


class Texts:
    """The files of one folder, found by what rows say of them."""

    def __init__(self, desk: Desk, folder: str) -> None:
        """Lists the folder; without one no row has a text."""
        self.desk = desk
        self._matcher = Matcher(desk.judge.approved) if folder else None
        self._by_name: dict[str, str] = {}
        self._by_stem: dict[str, list[str]] = {}
        paths = files_named([folder], ENDINGS).files if folder else ()
        if paths == (folder,):
            raise UsageError(f"{folder} is no folder.", hint="--texts names the folder with the contracts' files.")
        for path in paths:
            name = _last(path)
            self._by_name.setdefault(_folded(name), path)
            self._by_stem.setdefault(_stem(name), []).append(path)
        self._held = _folders(desk) if folder else {}
        self.missing: dict[int, str] = {}

    def of(self, entries: Sequence[Entry]) -> dict[int, Text]:
        """The texts of rows by the rows' numbers; `missing` says of the others why there is none."""
        if self._matcher is None:
            return {}
        wanted: dict[int, str] = {}
        for entry in entries:
            path, why = self._path(entry)
            if path:
                wanted[entry.number] = path
            elif why:
                self.missing[entry.number] = why
        paths = list(dict.fromkeys(wanted.values()))
        read = dict(zip(paths, shared_out(paths, self._read, lambda done, total: None), strict=True))
        found: dict[int, Text] = {}
        for number, path in wanted.items():
            state, _, said = read[path].partition("\n")
            if state == _UNREADABLE:
                self.missing[number] = f"{_last(path)}: {said}"
                continue
            arrival = arrival_from(said)
            found[number] = Text(path, _last(path), arrival, state, " ".join(remark.message for remark in arrival.remarks))
        return found

    def _read(self, path: str) -> str:
        """A file read and split: the folder that holds it already (empty: none), and below it what it is."""
        assert self._matcher is not None  # noqa: S101 - read only where there is a folder
        try:
            data = outside_file(path)
            arrival = arrival_in(path, data, self._matcher)
            held = self._held.get(object_id("blob", data, self.desk.repo.algorithm), "")
        except ClmError as problem:
            return f"{_UNREADABLE}\n{problem.message}"
        return f"{held}\n{arrival.as_said()}"

    def _path(self, entry: Entry) -> tuple[str, str]:
        """The one file a row means; empty, with why, where there is none or there are several."""
        if entry.file:
            name = _last(entry.file)
            exact = self._by_name.get(_folded(name))
            if exact:
                return exact, ""
            like = self._by_stem.get(_stem(name), [])
            if len(like) == 1:
                return like[0], ""
            return "", f"there is no file {name}" if not like else f"{len(like)} files are called like {name}"
        for name in (str(entry.values.get("id", "")), entry.key, str(entry.values.get("title", ""))):
            like = self._by_stem.get(_stem(f"{name}."), []) if name else []
            if len(like) == 1:
                return like[0], ""
        return "", ""


def _folders(desk: Desk) -> Mapping[str, str]:
    """Blob id -> folder of the contract that keeps this original."""
    found: dict[str, str] = {}
    folders = {path.split("/")[-2]: path.rpartition("/")[0] for path in desk.index.blobs()}
    for blob, contract in originals(desk).items():
        if contract in folders:
            found[blob] = folders[contract]
    return found


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _stem(name: str) -> str:
    """A file's name to compare by: without its ending, accents and everything that is no letter or figure."""
    stem = name.rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).casefold()
    return "".join(char for char in plain if char.isalnum())

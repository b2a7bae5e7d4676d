"""Findings in what negotiating recorded beside contracts: copies sent, files received, remarks, decisions."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable

from clmctl.desk.checking.beside import refused
from clmctl.desk.checking.kept_findings import as_text, from_text
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, Unreadable
from clmctl.model.finding import Finding
from clmctl.store.objects import file_at
from clmctl.store.paths import Folders, stats_in
from clmctl.store.workers import shared_out
from clmctl.text.files.received import COMMENTS, DECISIONS, RECEIVED, read_comments, read_decisions, read_received
from clmctl.text.files.sends import SENDS, read_sends

_Read = Callable[[str, bytes], tuple[object, tuple[Finding, ...]]]
_READERS: dict[str, _Read] = {SENDS: read_sends, RECEIVED: read_received, COMMENTS: read_comments, DECISIONS: read_decisions}
_FOLDER = "record"
_NAMES = {name.rpartition("/")[2]: name for name in _READERS}
_REFUSED = "refused"


def negotiation_findings(desk: Desk, contracts: Iterable[str], since: str = "") -> tuple[Finding, ...]:
    """What is wrong with the negotiation records of contracts (paths); with `since` only of files that are not as it has them."""
    folders = dict.fromkeys(path.rpartition("/")[0] for path in contracts)
    found = _committed(desk, folders) if desk.at else _standing(desk, folders)
    if since:
        paths = dict.fromkeys(finding.place.path for finding in found)
        changed = {path for path in paths if desk.read(path) != file_at(desk.repo, since, path)}
        found = tuple(finding for finding in found if finding.place.path in changed)
    return found


def _committed(desk: Desk, folders: Iterable[str]) -> tuple[Finding, ...]:
    paths = [f"{folder}/{name}" for folder in folders for name in _READERS]
    return tuple(finding for path in paths for finding in _of_file(desk, path))


def _standing(desk: Desk, folders: Collection[str]) -> tuple[Finding, ...]:
    """Those of the files in the folder; a file that was looked at and has its size and time still is not looked at again."""
    keys: dict[str, str] = {}
    with Folders(desk.repo.root) as opened:

        def said(folder: str) -> str:
            """The numbers of the folder's files, empty where it has none; what may not be read is told by who asked."""
            try:
                return json.dumps(found) if (found := _numbers(opened, folder)) else ""
            except ClmError:
                return _REFUSED

        for folder, numbers in zip(folders, shared_out(list(folders), said), strict=True):
            if numbers:
                found = _numbers(opened, folder) if numbers == _REFUSED else json.loads(numbers)
                for path, each in found.items():
                    keys[path] = hashlib.sha256(f"{desk.rules}\0{path}\0{each}".encode()).hexdigest()
    known = desk.index.recall("finding", list(keys.values())) if keys else {}
    made = {path: as_text(path, _of_file(desk, path)) for path, key in keys.items() if key not in known}
    desk.index.keep("finding", {keys[path]: text for path, text in made.items()})
    texts = ((path, made[path] if path in made else known[key]) for path, key in keys.items())
    return tuple(finding for path, text in texts for finding in from_text(path, text))


def _numbers(opened: Folders, folder: str) -> dict[str, str]:
    """Path -> size and time of each negotiation record of a contract."""
    stats = stats_in(opened, f"{folder}/{_FOLDER}", _NAMES)
    return {f"{folder}/{_NAMES[name]}": f"{info.st_size}\0{info.st_mtime_ns}" for name, info in stats.items()}


def _of_file(desk: Desk, path: str) -> tuple[Finding, ...]:
    contract = path.split("/")[-3]
    try:
        data = desk.read(path)
    except Unreadable as problem:
        return (refused(path, problem)._replace(contract=contract),)
    if data is None:
        return ()
    read = _READERS["/".join(path.split("/")[-2:])]
    return tuple(finding._replace(contract=contract) for finding in read(path, data)[1])

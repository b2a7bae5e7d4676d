"""What is found in contracts: what is known already, what shows while the index reads them, and the rest on all cores."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from clmctl import __version__
from clmctl.checks import CODES, CONTRACT_RULES
from clmctl.desk.checking.beside import record_findings
from clmctl.desk.checking.kept_findings import as_text, from_text
from clmctl.desk.opening import Desk
from clmctl.errors import Unreadable
from clmctl.lint.case import Case, WordFile
from clmctl.lint.engine import case_of, check, finish
from clmctl.lint.invisible import invisible_in_fields
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.parsed import Fresh
from clmctl.store.paths import Folders, open_file, stat_of
from clmctl.store.workers import shared_out
from clmctl.text.files.contract import read_contract
from clmctl.text.files.records import read_records
from clmctl.word.properties import read_facts
from clmctl.word.source import is_stale

if TYPE_CHECKING:
    from clmctl.model.word.text import DocxFacts

#: Path to the blobs of a contract and its records, terms and notices (empty: it has none).
Stands = Mapping[str, tuple[str, str, str]]


@frozen
class _Word:
    """A Word file in the folder: its size and time (empty: there is none), and what it says of itself where it is ours."""

    numbers: str = ""
    facts: "DocxFacts | None" = None


class Examiner:
    """Finds what is wrong with the contracts of a desk. It may look on while the index reads them (see `Onlooker`)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._folders = Folders(desk.repo.root)
        self._told: dict[str, str] = {}

    def ready(self) -> None:
        """Reads what every contract is judged by, so that no helper reads it again."""
        _ = self._desk.judge, self._desk.settings, self._rest

    def look(self, fresh: Fresh) -> tuple[str, str]:
        """The key and the findings of a contract that the index has just read."""
        path, contract, door = fresh.path, fresh.parsed.contract, fresh.parsed.findings
        word = self._word(path)
        key = self._key(path, (fresh.blob, *fresh.record_blobs), word.numbers)
        if contract is None:
            return key, as_text(path, finish(door, self._desk.settings.lint))
        if fresh.records:
            records = {f"{contract.folder}/record/{name}": data for name, data in fresh.records.items()}
            door = (*door, *read_records(records)[1])
        return key, as_text(path, self._found(contract, (*door, *invisible_in_fields(path, fresh.data)), word))

    def told(self, found: Mapping[str, str]) -> None:
        """Takes what was found in contracts while the index read them, by path: nobody need look for it where it is kept."""
        self._told.update(found)

    def check(self, path: str, blob: str, data: bytes, records: tuple[bool, bool] = (False, False)) -> tuple[Finding, ...]:
        """The findings of one contract file; `records` says which of its records, terms and notices, it has."""
        try:
            return self._check(path, blob, data, records)
        finally:
            self._folders.close()

    def _check(self, path: str, blob: str, data: bytes, records: tuple[bool, bool]) -> tuple[Finding, ...]:
        contract, door = read_contract(path, blob, data, self._desk.settings.catalogue)
        if contract is None:
            return finish(door, self._desk.settings.lint)
        door = (*door, *record_findings(self._desk, contract.folder, records), *invisible_in_fields(path, data))
        return self._found(contract, door, self._word(path))

    def findings(self, stands: Stands) -> Iterable[Finding]:
        """The findings of these contracts, those of one together; what nobody looked at since it changed is looked at now."""
        rest = {path: blobs for path, blobs in stands.items() if path not in self._told}
        found = self._told | (self._made(rest) if self._desk.at else self._kept(rest))
        for path in stands:
            yield from from_text(path, found[path])

    def _kept(self, stands: Stands) -> dict[str, str]:
        """path -> its findings as they are kept; what was found lately is not looked for again."""
        index = self._desk.index
        with self._folders:
            keys = {path: self._key(path, blobs, self._word_numbers(path)) for path, blobs in stands.items()}
        known = index.recall("finding", list(keys.values()))
        made = self._made({path: blobs for path, blobs in stands.items() if keys[path] not in known})
        index.keep("finding", {keys[path]: text for path, text in made.items()})
        return {path: known[key] for path, key in keys.items() if key in known} | made

    def _made(self, stands: Stands) -> dict[str, str]:
        """path -> its findings as they are kept; many paths are shared out over the cores."""
        if not stands:
            return {}
        desk = self._desk
        self.ready()

        def work(path: str) -> str:
            data = desk.read(path)
            if data is None:
                return ""
            blob, terms, notices = stands[path]
            return as_text(path, self._check(path, blob, data, (bool(terms), bool(notices))))

        paths = list(stands)
        with self._folders:
            said = shared_out(paths, work, _ticking(desk.progress))
        return dict(zip(paths, said, strict=True))

    def _found(self, contract: Contract, door: tuple[Finding, ...], word: _Word) -> tuple[Finding, ...]:
        desk = self._desk
        case = case_of(contract, desk.judge, desk.settings, door)
        if word.numbers:
            case = replace(case, word=_word_file(case, word.facts))
        return check(case, CONTRACT_RULES, CODES)

    def _word(self, path: str) -> _Word:
        """What is known of the Word file beside a contract: of a file in the folder no more is read than that."""
        path = f"{path.removesuffix('contract.md')}contract.docx"
        try:
            if self._desk.at:
                data = self._desk.read(path)
                return _Word() if data is None else _Word("committed", read_facts(data))
            with open_file(self._folders, path) as opened:
                return _Word() if opened is None else _Word(_numbers(os.fstat(opened.fileno())), read_facts(opened))
        except Unreadable:  # a link, a folder, a pipe
            info = None if self._desk.at else stat_of(self._desk.repo.root, path, folders=self._folders)
            return _Word(_numbers(info) if info else "unreadable")

    def _word_numbers(self, path: str) -> str:
        word = f"{path.removesuffix('contract.md')}contract.docx"
        info = stat_of(self._desk.repo.root, word, folders=self._folders)
        return _numbers(info) if info else ""

    def _key(self, path: str, blobs: tuple[str, ...], word: str) -> str:
        """What a contract's findings rest on, as one digest: its text and records, its Word file, and everything shared."""
        return hashlib.sha256(f"{self._rest}\0{path}\0{'/'.join(blobs)}\0{word}".encode()).hexdigest()

    @cached_property
    def _rest(self) -> str:
        """What the findings of all contracts rest on."""
        desk = self._desk
        said = f"{__version__}\0{desk.rules}\0{desk.settings.digest}\0{desk.library.digest}"
        return hashlib.sha256(said.encode()).hexdigest()


def _numbers(info: os.stat_result) -> str:
    return f"{info.st_size}:{info.st_mtime_ns}"


def _word_file(case: Case, facts: "DocxFacts | None") -> WordFile:
    path = f"{case.contract.folder}/contract.docx"
    if facts is None:
        return WordFile(path, ours=False, stale=False)
    return WordFile(path, ours=True, stale=is_stale(case.contract, facts, case.sources), touched=facts.touched)


def _ticking(progress: Callable[[str, int, int], None] | None) -> Callable[[int, int], None]:
    def tick(done: int, total: int) -> None:
        if progress is not None:
            progress("Linting", done, total)

    return tick

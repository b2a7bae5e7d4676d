"""A worker's part of the index: the rows of the clients it was given, under numbers of its own until they are merged."""

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from itertools import compress
from operator import attrgetter

from clmctl.model.columns import encodable, folded, sql_columns
from clmctl.model.contract import ClausePin, Contract
from clmctl.model.frozen import frozen
from clmctl.model.parsed import Fresh, Onlooker, Parsed, Reading
from clmctl.model.question import SqlValue
from clmctl.model.term import Terms
from clmctl.store.index.listing import RECORDS, File, Source, Stated, blob_id, remembered
from clmctl.store.index.schema import OF_THE_PATH

_VANISHED = "changed or vanished while it was being read"

#: clause, variant, version, language, digest
Pinned = tuple[str, str, int, str, str]
_PINNED: Callable[[ClausePin], Pinned] = attrgetter("clause", "variant", "version", "lang", "digest")


@frozen
class Job:
    """What a worker needs: the tree's files, how they are read, the inputs their terms rest on, and who looks on."""

    source: Source
    reading: Reading
    algorithm: str
    onlooker: Onlooker | None = None


@frozen
class _Held:
    """A contract the index has: the digest of its terms (None: unreadable, or coterminous and joined later)."""

    digest: bytes | None
    problem: str


class Shard:
    """Writes rows into the attached database `schema` of `writer`; looks up in `known` what the index holds already.

    `known` is a connection to the index, or None where it is empty.
    """

    def __init__(self, job: Job, writer: sqlite3.Connection, known: sqlite3.Connection | None, schema: str = "main") -> None:
        self._job = job
        self._known = known
        self._write_many = writer.executemany
        self._schema = schema
        #: Rows by table: those of a client are written at once.
        self._new: dict[str, list[tuple[SqlValue | bytes, ...]]] = {}
        self._rows = 0
        self._keys = 0
        self._parsed: set[str] = set()
        self._tokens: dict[Pinned, str] = {}
        self._of_the_text = [name not in OF_THE_PATH for name, _ in sql_columns(job.reading.columns)]
        self._empty = (None,) * sum(self._of_the_text)

    def client(self, client: str, known_files: str) -> None:
        """Adds everything of one client. A client that is gone leaves no row, so that merging removes it."""
        folder = self._job.source.listed(client, known_files)
        if folder is None:
            return
        stands = [(stated, self._held(stated)) for stated in folder.contracts]
        wanted = [file for stated, held in stands if held is None for file in stated.files() if not file.problem]
        read = self._job.source.read(wanted)
        files: list[File] = []
        steady = True
        for stated, held in stands:
            if held is not None:
                self._list(client, stated.contract, held.digest, stated.records, held.problem)
                files += (file for file in stated.files() if not file.problem)
            else:
                kept = self._contract(client, stated, read)
                files += kept
                steady = steady and len(kept) == len(stated.files())
        digest = folder.digest if steady else b""
        self._add("folder", (client, folder.watch, digest, remembered(files)))
        self._flush()

    def _add(self, table: str, *rows: tuple[SqlValue | bytes, ...]) -> None:
        self._new.setdefault(table, []).extend(rows)

    def _flush(self) -> None:
        for table, rows in self._new.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._write_many(f"INSERT INTO {self._schema}.{table} VALUES ({marks})", rows)
                rows.clear()

    def _held(self, stated: Stated) -> "_Held | None":
        """What is known of the contract without reading anything, or None where it must be read."""
        if stated.contract.problem:
            return _Held(None, stated.contract.problem)
        if self._known is None or not all(file.blob or file.problem for file in stated.files()):
            return None
        found = self._known.execute("SELECT row, parent, problem FROM parsed WHERE blob = ?", (stated.contract.blob,)).fetchone()
        if found is None:
            return None
        row, parent, problem = found
        if parent or problem:
            return _Held(None, problem)
        digest = derive_digest(self._job.reading.inputs, stated.contract.path, record_blobs(stated.records))
        derived = self._known.execute("SELECT 1 FROM derived WHERE row = ? AND digest = ?", (row, digest)).fetchone()
        return _Held(digest, "") if derived else None

    def _contract(self, client: str, stated: Stated, read: Iterator[bytes | None]) -> tuple[File, ...]:
        """Adds a contract that must be read; the files whose blobs are now known."""
        data = next(read)
        records: dict[str, bytes] = {}
        stored: list[File | None] = []
        for name, record in zip(RECORDS, stated.records, strict=True):
            content = next(read) if record is not None and not record.problem else None
            if record is None or content is None:
                stored.append(None)
                continue
            if content:
                records[name] = content
            stored.append(record.holding(blob_id(content, self._job.algorithm)))
        if data is None:
            self._list(client, stated.contract, None, tuple(stored), _VANISHED)
            return ()
        contract = stated.contract.holding(blob_id(data, self._job.algorithm))
        kept = (contract, *(record for record in stored if record is not None))
        held = self._held(Stated(contract, tuple(stored)))
        if held is not None:
            self._list(client, contract, held.digest, tuple(stored), held.problem)
            return kept
        parsed = self._job.reading.parse(contract.path, contract.blob, data)
        self._parsed_row(contract.blob, parsed)
        if self._job.onlooker is not None:
            fresh = Fresh(contract.path, contract.blob, data, parsed, records, record_blobs(tuple(stored)))
            self._add("finding", (contract.path, *self._job.onlooker.look(fresh)))
        digest = None
        if parsed.contract is not None and not parsed.parent:
            digest = derive_digest(self._job.reading.inputs, contract.path, record_blobs(tuple(stored)))
            self._terms(contract.blob, digest, self._job.reading.derive(parsed.contract, records, None))
        unread = "".join(f"{record.path} {record.problem}" for record in stated.records if record is not None and record.problem)
        self._list(client, contract, digest, tuple(stored), parsed.problem or unread)
        return kept

    def _list(self, client: str, contract: File, digest: bytes | None, records: tuple[File | None, ...], problem: str) -> None:
        path = contract.path
        self._add(
            "listing",
            (
                path,
                path.split("/")[2],
                client,
                fold_or_none(client),
                fold_or_none(path),
                contract.blob,
                digest,
                *record_blobs(records),
                problem,
            ),
        )

    def _parsed_row(self, blob: str, parsed: Parsed) -> None:
        if blob in self._parsed:
            return
        self._parsed.add(blob)
        self._rows += 1
        contract = parsed.contract
        head: tuple[SqlValue, ...]
        if contract is None:
            head = (self._rows, blob, None, "", parsed.problem or "cannot be read")
            self._add("parsed", (*head, *self._empty, None))
            return
        stated = contract.values.get("id")
        head = (self._rows, blob, encodable(stated) if isinstance(stated, str) else None, encodable(parsed.parent), "")
        self._add("parsed", (*head, *compress(parsed.columns, self._of_the_text), self._pins(contract)))
        ties = {(self._rows, encodable(relation.type), encodable(relation.id)) for relation in contract.relations}
        self._add("relation", *ties)

    def _pins(self, contract: Contract) -> str:
        """The tokens of the texts the contract holds."""
        known = self._tokens
        tokens = {known.get(pin) or self._token(pin) for pin in map(_PINNED, contract.clauses)}
        return f" {' '.join(sorted(tokens))} " if tokens else ""

    def _token(self, pin: Pinned) -> str:
        """A short name for a pinned text that is new here, the same wherever it is made."""
        name = hashlib.blake2b(repr(pin).encode("utf-8", "replace"), digest_size=9).digest()
        token = self._tokens[pin] = base64.urlsafe_b64encode(name).decode()
        self._add("pin", (token, *(encodable(cell) if isinstance(cell, str) else cell for cell in pin)))
        return token

    def _terms(self, blob: str, digest: bytes, terms: Terms) -> None:
        self._keys += 1
        key = self._keys
        missing, closed, spans, phases = term_rows(key, terms)
        self._add("derived", (key, blob, digest, missing, closed))
        self._add("span", *spans)
        self._add("phase", *phases)


SpanRow = tuple[int, int, str, str | None, str | None, str | None, str | None, str, str | None]
PhaseRow = tuple[int, str, str, int]


def term_rows(key: int, terms: Terms) -> tuple[str | None, str | None, list[SpanRow], list[PhaseRow]]:
    """What is missing, the closing day, and the rows of `span` and `phase`."""
    spans: list[SpanRow] = [
        (
            key,
            span.number,
            span.start.isoformat(),
            span.end.isoformat() if span.end else None,
            span.deadline.isoformat() if span.deadline else None,
            span.send_by.isoformat() if span.send_by else None,
            span.decision_by.isoformat() if span.decision_by else None,
            span.next,
            span.decided.isoformat() if span.decided else None,
        )
        for span in terms.spans
    ]
    # The last of two phases that begin on one day is the one that holds.
    phases = {phase.start: (key, phase.start.isoformat(), phase.status.value, phase.span) for phase in terms.phases}
    closed = terms.closed.isoformat() if terms.closed else None
    return ", ".join(terms.missing) or None, closed, spans, list(phases.values())


def derive_digest(inputs: str, path: str, records: tuple[str, ...], parent: str = "") -> bytes:
    """The name of everything the terms at that path rest on beside the contract's own text."""
    return hashlib.blake2b("\0".join((inputs, path, *records, parent)).encode("utf-8", "replace"), digest_size=16).digest()


def record_blobs(records: tuple[File | None, ...]) -> tuple[str, ...]:
    """The records' blobs, empty for a missing one."""
    return tuple(record.blob if record is not None else "" for record in records)


def fold_or_none(text: str) -> str | None:
    """The text as it compares, or None where that is the text itself."""
    fold = folded(text)
    return None if fold == text else fold

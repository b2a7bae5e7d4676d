"""Brings the listing of one tree up to date: changed clients are read on all cores, then merged in one transaction."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from clmctl.errors import Unreadable
from clmctl.store.index.opened import connect
from clmctl.store.index.schema import names, parsed_columns, shard_tables
from clmctl.store.index.shard import Job, Shard
from clmctl.store.index.workers import Helpers, can_fork, cores

#: `progress(what, done, all)` counts client folders.
Progress = Callable[[str, int, int], None]
#: (client, what an earlier listing remembered)
Client = tuple[str, str]

_BUILDING = "building-"
_READING = "Reading contracts"
_MOST_SHARDS = 8
_WORTH_HELPERS = 8
_MOST_KNOWN_PER_PIECE = 8000


def gather(job: Job, index: Path, clients: Sequence[Client], folder: Path, progress: Progress | None) -> tuple[Path, ...]:
    """Shard files with the rows of these clients, made by forked helpers; empty where one process is the better way."""
    count = min(cores(), _MOST_SHARDS)
    if count < 2 or len(clients) < _WORTH_HELPERS or not can_fork():
        return ()
    size = max(1, min(-(-len(clients) // (count * 64)), 64), -(-len(clients) // _MOST_KNOWN_PER_PIECE))
    pieces = tuple(clients[start : start + size] for start in range(0, len(clients), size))

    def work(taken: Iterator[int]) -> bytes:
        shard = folder / f"{os.getpid()}.sqlite"
        with closing(_shard_file(shard)) as writer, closing(connect(index, write=False)) as known:
            _write_shard(job, writer, known, "main", (client for number in taken for client in pieces[number]))
        return os.fsencode(shard)

    gc.collect()
    gc.freeze()
    try:
        with Helpers(len(pieces), count, work) as helpers:
            done = 0
            for finished in helpers.ticks():
                done = min(len(clients), done + finished * size)
                if progress is not None:
                    progress(_READING, done, len(clients))
            return tuple(Path(os.fsdecode(answer)) for answer in helpers.answers())
    except RuntimeError as problem:
        raise Unreadable(f"the contracts could not be indexed: {problem}", hint="Run `clmctl doctor`.") from None
    finally:
        gc.unfreeze()


def fill(job: Job, writer: sqlite3.Connection, index: Path, clients: Sequence[Client], progress: Progress | None) -> None:
    """Fills the attached database `shard0` of the writer in this process."""
    with closing(connect(index, write=False)) as known:
        _write_shard(job, writer, known, "shard0", _counted(clients, progress))


def merge(job: Job, writer: sqlite3.Connection, tree: int, clients: Sequence[Client], shards: int) -> None:
    """Replaces what the listing says of these clients by the rows of the attached shards. The caller holds the transaction."""
    for client, _ in clients:
        low = f"contracts/{client}/"
        writer.execute("DELETE FROM listing WHERE tree = ? AND path >= ? AND path < ?", (tree, low, low[:-1] + "0"))
        writer.execute("DELETE FROM folder WHERE tree = ? AND client = ?", (tree, client))
    for number in range(shards):
        _merge_one(job, writer, tree, f"shard{number}")


def _merge_one(job: Job, writer: sqlite3.Connection, tree: int, shard: str) -> None:
    columns = parsed_columns(job.reading)
    others = names(columns[1:])
    (rows,) = writer.execute("SELECT coalesce(max(row), 0) FROM main.parsed").fetchone()
    (keys,) = writer.execute("SELECT coalesce(max(key), 0) FROM main.derived").fetchone()
    (new,) = writer.execute(f"SELECT count(*) FROM {shard}.parsed").fetchone()
    (terms,) = writer.execute(f"SELECT count(*) FROM {shard}.derived").fetchone()
    added = writer.execute(
        f"INSERT OR IGNORE INTO main.parsed (row, {others}) SELECT row + ?, {others} FROM {shard}.parsed ORDER BY row", (rows,)
    ).rowcount
    writer.execute(f"INSERT INTO main.relation SELECT row + ?, kind, target FROM {shard}.relation", (rows,))
    if added < new:
        writer.execute(
            "DELETE FROM main.relation WHERE row > ? AND row NOT IN (SELECT row FROM main.parsed WHERE row > ?)", (rows, rows)
        )
    writer.execute(f"INSERT OR IGNORE INTO main.pin SELECT * FROM {shard}.pin")
    derived = writer.execute(
        f"INSERT OR IGNORE INTO main.derived SELECT s.key + ?, p.row, s.digest, s.missing, s.closed FROM {shard}.derived AS s "
        "JOIN main.parsed AS p ON p.blob = s.blob ORDER BY s.key",
        (keys,),
    ).rowcount
    for table, rest in (
        ("span", "number, start, end, deadline, send_by, decision_by, next, decided"),
        ("phase", "start, status, span"),
    ):
        writer.execute(
            f"INSERT INTO main.{table} (key, {rest}) SELECT key + ?, {rest} FROM {shard}.{table} ORDER BY rowid", (keys,)
        )
        if derived < terms:
            writer.execute(
                f"DELETE FROM main.{table} WHERE key > ? AND key NOT IN (SELECT key FROM main.derived WHERE key > ?)",
                (keys, keys),
            )
    writer.execute(
        "INSERT OR REPLACE INTO main.listing SELECT ?, s.path, coalesce(p.id, s.name), s.client, s.client_fold, s.path_fold, "
        f"s.blob, p.row, d.key, s.terms, s.notices, s.problem FROM {shard}.listing AS s "
        "LEFT JOIN main.parsed AS p ON p.blob = s.blob LEFT JOIN main.derived AS d ON d.row = p.row AND d.digest = s.digest",
        (tree,),
    )
    writer.execute(f"INSERT OR REPLACE INTO main.finding (key, value) SELECT key, value FROM {shard}.finding")
    writer.execute(f"INSERT OR REPLACE INTO main.folder SELECT ?, client, watch, digest, files FROM {shard}.folder", (tree,))


def looked_at(writer: sqlite3.Connection, shards: int) -> dict[str, str]:
    """What the onlooker found in each contract of the attached shards, by path."""
    found: dict[str, str] = {}
    for number in range(shards):
        found.update(writer.execute(f"SELECT path, value FROM shard{number}.finding"))
    return found


def shard_folder(stack: ExitStack, beside: Path) -> Path:
    """A folder for shard files that goes away with the stack; those of processes that were killed go now."""
    for left in beside.glob(f"{_BUILDING}*"):
        if not _alive(left.name.removeprefix(_BUILDING).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f"{_BUILDING}{os.getpid()}-", dir=beside)))


def _write_shard(job: Job, writer: sqlite3.Connection, known: sqlite3.Connection, schema: str, clients: Iterator[Client]) -> None:
    known.execute("BEGIN")
    (held,) = known.execute("SELECT EXISTS (SELECT 1 FROM parsed)").fetchone()
    writer.execute("BEGIN")
    for statement in shard_tables(job.reading, schema):
        writer.execute(statement)
    shard = Shard(job, writer, known if held else None, schema)
    for client, files in clients:
        shard.client(client, files)
    writer.execute("COMMIT")


def _shard_file(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _counted(clients: Sequence[Client], progress: Progress | None) -> Iterator[Client]:
    for number, client in enumerate(clients, 1):
        yield client
        if progress is not None:
            progress(_READING, number, len(clients))

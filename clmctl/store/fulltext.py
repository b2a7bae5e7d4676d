"""Full text of everything a workspace says, in a file of its own beside the index, made at the first search.

Passages are kept by the blob of their file, so nothing is read twice, whatever branch or revision is looked at. The words
themselves are not kept (an FTS5 table without content): a snippet is cut from the file.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from clmctl.errors import UsageError
from clmctl.model.search import CLOSE, OPEN, Found, Passage, Search

NAME = "fulltext.sqlite"
#: Raised when passages are cut otherwise: the file is then made anew.
VERSION = 1
_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_TABLES = (
    "CREATE TABLE blob (name TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE passage (number INTEGER PRIMARY KEY, blob TEXT, clause TEXT, heading TEXT, line INTEGER)",
    f"CREATE VIRTUAL TABLE fts USING fts5 (heading, words, content = '', {_TOKENS})",
)
_AT_ONCE = 500
_PATIENCE_STEPS = 20_000_000


class FullText:
    """The full text in a folder. A file that is damaged or of another version is made anew."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def missing(self, blobs: Collection[str]) -> tuple[str, ...]:
        """Those of the blobs whose passages are not kept yet, in order."""
        with closing(self._open()) as connection:
            kept = {name for (name,) in connection.execute("SELECT name FROM blob")}
        return tuple(name for name in dict.fromkeys(blobs) if name not in kept)

    def add(self, passages: Iterable[tuple[str, Sequence[Passage]]]) -> None:
        """Keeps the passages of blobs, in one transaction: all or nothing."""
        with closing(self._open()) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # it can be made again from the files
            connection.execute("BEGIN IMMEDIATE")
            (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM passage").fetchone()
            kept: list[tuple[str]] = []
            rows: list[tuple[int, str, str, str, int]] = []

            def words() -> Iterator[tuple[int, str, str]]:
                nonlocal number
                for blob, found in passages:
                    kept.append((blob,))
                    for passage in found:
                        number += 1
                        rows.append((number, blob, passage.clause, passage.heading, passage.line))
                        yield number, passage.heading, passage.words

            connection.executemany("INSERT INTO fts (rowid, heading, words) VALUES (?, ?, ?)", words())
            connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR IGNORE INTO blob VALUES (?)", kept)
            connection.execute("COMMIT")

    def find(self, search: Search, stands: Callable[[str], bool], most: int) -> tuple[Found, ...]:
        """The best passages whose blob `stands` in what is looked at, at most so many (0: all)."""
        where, values = "fts MATCH ?", [search.match]
        if search.clauses:
            names = _marks(search.clauses)
            where += f" AND (p.clause COLLATE NOCASE IN ({names}) OR p.heading COLLATE NOCASE IN ({names}))"
            values += [*search.clauses, *search.clauses]
        asked = (
            "SELECT p.blob, p.clause, p.heading, p.line, p.number FROM fts JOIN passage p ON p.number = fts.rowid "
            f"WHERE {where} ORDER BY fts.rank, p.number"
        )
        found: list[Found] = []
        with closing(self._open()) as connection, suppress(_Enough):
            try:
                for blob, clause, heading, line, number in connection.execute(asked, values):
                    if stands(blob):
                        found.append(Found(blob, clause, heading, line, number))
                        if len(found) == most:
                            raise _Enough
            except sqlite3.OperationalError as problem:
                raise UsageError(
                    f"This cannot be searched for: {problem}.", hint='Put the words in quotes: "like this".'
                ) from None
        return tuple(found)

    def _open(self) -> sqlite3.Connection:
        """A connection to the file, made anew where it does not fit."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == VERSION:
                return connection
        except sqlite3.DatabaseError:
            version = -1
        connection.close()
        if version:
            for suffix in ("", "-wal", "-shm", "-journal"):
                self._path.with_name(NAME + suffix).unlink(missing_ok=True)
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in _TABLES:
            connection.execute(
                statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS").replace(
                    "VIRTUAL TABLE", "VIRTUAL TABLE IF NOT EXISTS"
                )
            )
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
        return connection


def snippets(search: Search, passages: Mapping[int, Passage], *, words: int = 24) -> dict[int, str]:
    """The words around what was found, by the number of the passage."""
    found: dict[int, str] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE fts USING fts5 (heading, words, {_TOKENS})")
        connection.executemany(
            "INSERT INTO fts (rowid, heading, words) VALUES (?, ?, ?)",
            [(number, passage.heading, " ".join(passage.words.split())) for number, passage in passages.items()],
        )
        asked = f"SELECT rowid, snippet(fts, 1, ?, ?, '…', {int(words)}) FROM fts WHERE fts MATCH ?"
        for number, shown in connection.execute(asked, (OPEN, CLOSE, search.match)):
            found[number] = shown
    return found


class _Enough(Exception):
    """As many as were asked for."""


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))

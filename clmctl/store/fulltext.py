"""Full text of everything a workspace says, in a file of its own beside the index, made at the first search.

Passages are kept by the blob of their file, so nothing is read twice, whatever branch or revision is looked at. The table
that is searched holds no words (FTS5 without content); the words of a file are kept beside it in one compressed piece, for
snippets.
"""

import marshal
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from clmctl.errors import UsageError
from clmctl.model.search import CLOSE, OPEN, Found, Passage, Search

NAME = "fulltext.sqlite"
#: Raised when passages are cut or kept otherwise: the file is then made anew.
VERSION = 2
_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_PAGE = 16384
#: So many words are shown around what was found.
_AROUND = 24
#: Bytes of words that FTS5 gathers before it writes them: few large pieces need little merging.
_GATHERED = 32 * 1024 * 1024
#: How many times as many files may be kept as stand somewhere, and how many besides.
_MOST_OLD, _FEW = 4, 1000
_TABLES = (
    "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS shelf (blob TEXT PRIMARY KEY, path TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS file (number INTEGER PRIMARY KEY, blob TEXT UNIQUE, words BLOB)",
    "CREATE TABLE IF NOT EXISTS passage (number INTEGER PRIMARY KEY, file INTEGER, clause TEXT, heading TEXT, line INTEGER, "
    "start INTEGER, end INTEGER)",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS fts USING fts5 (heading, words, content = '', {_TOKENS})",
    f"INSERT INTO fts (fts, rank) VALUES ('pgsz', {_PAGE - 384})",
    f"INSERT INTO fts (fts, rank) VALUES ('hashsize', {_GATHERED})",
)
#: What a file that is damaged, or lies where it cannot be used, gives instead of an answer.
_TROUBLE = (sqlite3.Error, zlib.error, OSError)
_Answer = TypeVar("_Answer")
_PASSAGE = (
    "SELECT f.number, f.blob, p.clause, p.heading, p.line, p.start, p.end FROM passage p JOIN file f ON f.number = p.file "
    "WHERE p.number = ?"
)


def glanced(folder: Path, answer: "Callable[[FullText], _Answer]") -> "_Answer | None":
    """What is answered from the full text in a folder as it is; None where it is damaged or cannot be used there."""
    try:
        with FullText(folder) as text:
            return answer(text)
    except _TROUBLE:
        return None


def served(folder: Path, answer: "Callable[[FullText], _Answer]") -> _Answer:
    """What is answered from the full text in a folder: a damaged one is made anew, and a private one serves where none can be."""
    with suppress(*_TROUBLE):
        with suppress(*_TROUBLE), FullText(folder) as text:
            return answer(text)
        with FullText(folder) as text:
            text.forget()
            return answer(text)
    import tempfile  # noqa: PLC0415 - most searches have no need of it

    with tempfile.TemporaryDirectory(prefix="clmctl-fulltext-") as private, FullText(Path(private)) as text:
        return answer(text)


def packed(passages: Sequence[Passage]) -> bytes:
    """The passages of a file as they are kept; a helper makes them and hands them over."""
    words = "".join(passage.words for passage in passages)
    rows = [(passage.clause, passage.heading, passage.line, passage.words) for passage in passages]
    return marshal.dumps((rows, zlib.compress(words.encode("utf-8", "surrogatepass"), 1)))


class FullText:
    """The full text in a folder. A file that is damaged or of another version is made anew.

    Use as a context manager, to close it early.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._opened: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def outgrown(self, blobs: Collection[str]) -> bool:
        """Whether most of what is kept is of other blobs than these, so that it is better made anew."""
        (count,) = self._connection.execute("SELECT count(*) FROM file").fetchone()
        return int(count) > _MOST_OLD * len(blobs) + _FEW

    def missing(self, blobs: Collection[str]) -> tuple[str, ...]:
        """Those of the blobs whose passages are not kept yet, in order."""
        kept = {name for (name,) in self._connection.execute("SELECT blob FROM file")}
        return tuple(name for name in dict.fromkeys(blobs) if name not in kept)

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Keeps what is `packed` of the passages of blobs, in one transaction: all or nothing. What is empty is left out."""
        connection = self._connection
        connection.execute("PRAGMA synchronous = OFF")  # it can be made again from the files
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany("INSERT INTO fts (rowid, heading, words) VALUES (?, ?, ?)", _rows(connection, files))
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def recalled(self, name: str) -> str:
        """What was noted under the name; empty for nothing."""
        try:
            found = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        except sqlite3.DatabaseError:
            return ""
        return str(found[0]) if found else ""

    def note(self, states: Mapping[str, str], shelf: Mapping[str, str] | None = None) -> None:
        """Notes states under their names and, where it is given, the path of every blob of the library."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        if shelf is not None:
            connection.execute("DELETE FROM shelf")
            connection.executemany("INSERT INTO shelf VALUES (?, ?)", shelf.items())
        connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", states.items())
        connection.execute("COMMIT")

    def shelved(self, blob: str) -> str:
        """The path of a blob of the library, as noted; empty where it has none."""
        found = self._connection.execute("SELECT path FROM shelf WHERE blob = ?", (blob,)).fetchone()
        return str(found[0]) if found else ""

    def forget(self) -> None:
        """Drops everything that is kept."""
        self.__exit__(None, None, None)
        self._drop()

    def find(self, search: Search, stands: Callable[[str], bool], most: int) -> tuple[Found, ...]:
        """The best passages whose blob `stands` in what is looked at, at most so many (0: all)."""
        asked, values = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rank, rowid", [search.match]
        if search.clauses:
            names = ", ".join("?" * len(search.clauses))
            asked = (
                "SELECT p.number FROM fts JOIN passage p ON p.number = fts.rowid WHERE fts MATCH ? AND "
                f"(p.clause COLLATE NOCASE IN ({names}) OR p.heading COLLATE NOCASE IN ({names})) ORDER BY fts.rank, p.number"
            )
            values += [*search.clauses, *search.clauses]
        found: list[Found] = []
        words: dict[int, str] = {}
        try:
            for (number,) in self._connection.execute(asked, values):
                passage = self._connection.execute(_PASSAGE, (number,)).fetchone()
                if passage is None:
                    raise sqlite3.DatabaseError("a passage that is found is not there")
                file, blob, clause, heading, line, start, end = passage
                if not stands(blob):
                    continue
                if file not in words:
                    words[file] = self._words(file)
                found.append(Found(blob, clause, heading, line, number, words[file][start:end]))
                if len(found) == most:
                    break
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode != sqlite3.SQLITE_ERROR:  # nothing that was typed
                raise
            raise UsageError(f"This cannot be searched for: {problem}.", hint='Put the words in quotes: "like this".') from None
        return tuple(found)

    def _words(self, file: int) -> str:
        (kept,) = self._connection.execute("SELECT words FROM file WHERE number = ?", (file,)).fetchone()
        return zlib.decompress(kept).decode("utf-8", "surrogatepass")

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

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
            self._drop()
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in _TABLES:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
        return connection

    def _drop(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(NAME + suffix).unlink(missing_ok=True)


def _rows(connection: sqlite3.Connection, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[int, str, str]]:
    """Number, heading and words of every passage; what else is kept of a file is written when its last passage was asked for."""
    kept = {name for (name,) in connection.execute("SELECT blob FROM file")}  # another process may have come first
    (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM passage").fetchone()
    (file,) = connection.execute("SELECT coalesce(max(number), 0) FROM file").fetchone()
    for blob, said in files:
        if blob in kept or not said:
            continue
        kept.add(blob)
        file += 1
        rows, compressed = marshal.loads(said)  # noqa: S302 - our own helper's answer
        start, places = 0, []
        for clause, heading, line, words in rows:
            number += 1
            end = start + len(words)
            places.append((number, file, clause, heading, line, start, end))
            start = end
            yield number, heading, words
        connection.execute("INSERT INTO file VALUES (?, ?, ?)", (file, blob, compressed))
        connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)", places)


def snippets(search: Search, passages: Mapping[int, Passage]) -> dict[int, str]:
    """The words around what was found, by the number of the passage."""
    found: dict[int, str] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE fts USING fts5 (heading, words, {_TOKENS})")
        connection.executemany(
            "INSERT INTO fts (rowid, heading, words) VALUES (?, ?, ?)",
            [(number, passage.heading, " ".join(passage.words.split())) for number, passage in passages.items()],
        )
        asked = f"SELECT rowid, snippet(fts, 1, ?, ?, '…', {_AROUND}) FROM fts WHERE fts MATCH ?"
        for number, shown in connection.execute(asked, (OPEN, CLOSE, search.match)):
            found[number] = shown
    return found

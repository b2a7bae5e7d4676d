"""Where the index lies, and a file there that fits: an unreadable or outdated one is made anew, never mended."""

import hashlib
import os
import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from clmctl.errors import OutsideFailed
from clmctl.model.frozen import frozen
from clmctl.model.parsed import Reading
from clmctl.store.git import Repository
from clmctl.store.index.opened import NAME, held, open_index
from clmctl.store.index.schema import tables, version

#: Beside it the index of commits whose catalogue of fields is not today's: made anew for another one, today's stays.
PAST = "index-past.sqlite"
#: What SQLite says of a file that is damaged, is no database, or lacks what it should hold.
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_IOERR})
#: ... and of one that cannot be used where it lies.
_ELSEWHERE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_PERM,
    }
)


@frozen
class IndexFile:
    """A usable index. `private` is the temporary folder of one that is this process's own and goes with it."""

    path: Path
    private: "tempfile.TemporaryDirectory[str] | None" = None

    @property
    def folder(self) -> Path:
        """The folder it lies in."""
        return self.path.parent


def is_damage(problem: sqlite3.Error, file: IndexFile, reading: Reading) -> bool:
    """Whether the file must be made anew."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    return code in _DAMAGE or (code == sqlite3.SQLITE_ERROR and not _is_whole(file.path, reading))


def is_elsewhere(problem: sqlite3.Error) -> bool:
    """Whether another place may do: the file is locked, cannot be written, or its disk is full."""
    return getattr(problem, "sqlite_errorcode", 0) & 0xFF in _ELSEWHERE


def index_file(repo: Repository, reading: Reading, *, anew: bool = False, past: bool = False) -> IndexFile:
    """The index of the repository, made where there is none that fits: in git's folder, else in the person's cache folder.

    One that fits but lies where nothing can be written is passed over: SQLite cannot open it there, nor could it be renewed.
    With `anew` whatever is there is dropped first. Where nothing can be written at all, a private one. With `past` an index
    that does not fit is left alone, and one beside it serves.
    """
    names = (NAME, PAST) if past else (NAME,)
    for folder in (Path(repo.common_dir, "clmctl"), _cache(repo)):
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                continue
            for name in () if anew else names:
                if fits(folder / name, reading, repo.algorithm):
                    return IndexFile(folder / name)
            path = folder / names[-1]
            _make(path, reading, repo.algorithm, anew=anew)
            return IndexFile(path)
    return private_file(repo, reading)


def private_file(repo: Repository, reading: Reading) -> IndexFile:
    """An empty index in a temporary folder of this process."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="clmctl-index-")
        path = Path(folder.name, NAME)
        _make(path, reading, repo.algorithm, anew=False)
    except (OSError, sqlite3.Error) as problem:
        raise OutsideFailed(
            f"no index can be written anywhere: {problem}", hint="Free some space in the temporary folder, or set TMPDIR."
        ) from None
    return IndexFile(path, folder)


def fits(path: Path, reading: Reading, algorithm: str) -> bool:
    """Whether the file is an index of this version."""
    if not path.is_file():
        return False
    try:
        with held(path, shared=True):
            return _version_in(path) == version(reading, algorithm)
    except sqlite3.Error as problem:
        if is_elsewhere(problem):
            raise
        return False


def commit(writer: sqlite3.Connection) -> None:
    """Commits, and folds the log into the file unless somebody reads it just now: a large log slows every later reader."""
    writer.execute("COMMIT")
    writer.execute("PRAGMA busy_timeout = 0")
    writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def clock(folder: Path) -> int:
    """The time, in nanoseconds, that its disk gives a file written into the folder now; 0 where none can be written."""
    try:
        handle, name = tempfile.mkstemp(prefix="clock-", dir=folder)
        try:
            os.write(handle, b".")
            return os.fstat(handle).st_mtime_ns
        finally:
            os.close(handle)
            os.unlink(name)
    except OSError:
        return 0


def _make(path: Path, reading: Reading, algorithm: str, *, anew: bool) -> None:
    """Makes the file empty, unless another process just did. Nobody opens it meanwhile."""
    with held(path, shared=False):
        if not anew and path.exists():
            with suppress(sqlite3.Error):
                if _version_in(path) == version(reading, algorithm):
                    return
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            for statement in tables(reading):
                connection.execute(statement)
            connection.execute("INSERT INTO meta VALUES ('version', ?)", (version(reading, algorithm),))
            connection.execute("COMMIT")


def _is_whole(path: Path, reading: Reading) -> bool:
    """Whether the file has every table and index it should."""
    try:
        with closing(open_index(path, write=False)) as connection:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error:
        return False
    words = (statement.removeprefix("CREATE UNIQUE").removeprefix("CREATE").split() for statement in tables(reading))
    return all(name.removeprefix("main.") in there for _, name, *_ in words)


def _version_in(path: Path) -> str:
    """The version the file states, empty where it states none."""
    with closing(open_index(path, write=False)) as connection:
        found = connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    return str(found[0]) if found else ""


def _cache(repo: Repository) -> Path:
    """The workspace's folder in the person's cache."""
    if sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "clmctl" / hashlib.sha256(os.fsencode(repo.common_dir)).hexdigest()[:16]

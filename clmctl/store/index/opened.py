"""The index's file, opened while nobody can replace it: what needs to know nothing of fields and terms."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "index.sqlite"


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection that waits for others, in autocommit."""
    with held(path, shared=True):
        connection = open_index(path, write=write)
        # The first read opens the file's log: it must be the one of this file.
        connection.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
    return connection


def open_index(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to the file as it is, in autocommit."""
    mode = "rw" if write else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10, isolation_level=None)
    connection.execute("PRAGMA cache_size = -32768")
    if write:
        connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def held(path: Path, *, shared: bool) -> Iterator[None]:
    """Keeps a file from being replaced while it is opened: a journal must never meet another database."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415

    try:
        handle = os.open(path.with_name("index.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        if not shared:
            raise
        yield
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

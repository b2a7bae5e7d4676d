"""Answers a compiled question: reading only, parameters only, in bounded time."""

import sqlite3
import time
from typing import Final

from clmctl.errors import UsageError
from clmctl.model.question import Question, Table

#: What a question may read: the two views of a tree, and the terms.
_VIEWS: Final = frozenset({"c", "edge"})
_TABLES: Final = frozenset({"c", "edge", "span", "phase"})
#: Tables of the views; one that a view needs no column of is asked for by itself, with an empty column.
_BEHIND: Final = frozenset({"listing", "parsed", "pin", "relation"})
_REFUSED_FUNCTIONS: Final = frozenset(
    {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "randomblob", "zeroblob"}
)
_STEPS_BETWEEN_LOOKS = 200_000
_LONGEST_VALUE = 16 * 1024 * 1024


def answer(connection: sqlite3.Connection, question: Question, patience: float) -> Table:
    """The question's rows. UsageError where it asks for what it may not read, or takes longer than `patience` seconds.

    The connection is read-only and shows the tree asked about as `c`.
    """
    end = time.monotonic() + patience
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS_BETWEEN_LOOKS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    try:
        return question.table(connection.execute(question.sql, question.params).fetchall())
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise UsageError(
                f"the question takes longer than {patience:g} seconds", hint="Narrow it with a condition on a field or a date."
            ) from None
        if "not authorized" in str(problem):
            raise UsageError(f"the question asks for what it may not do: {problem}") from None
        raise
    except sqlite3.DatabaseError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_AUTH:
            raise UsageError(f"the question asks for what it may not read: {problem}") from None
        raise
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, view: str | None) -> int:
    """SQLite's question whether a statement may do something; asked while it is compiled."""
    if action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE}:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and (view in _VIEWS or first in _TABLES or (first in _BEHIND and not second)):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() not in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY

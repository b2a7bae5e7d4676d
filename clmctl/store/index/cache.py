"""Results kept beside the index under a digest of everything they rest on: lint findings, and verdicts on clause texts."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Literal

Kind = Literal["finding", "verdict"]

#: Results of one kind that are kept; the oldest go first.
_KEPT = 500_000
_AT_ONCE = 500


def recall(connection: sqlite3.Connection, kind: Kind, keys: Iterable[str]) -> dict[str, str]:
    """What is kept under these keys."""
    asked = tuple(keys)
    found: dict[str, str] = {}
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        found.update(connection.execute(f"SELECT key, value FROM {kind} WHERE key IN ({marks})", part))
    return found


def keep(writer: sqlite3.Connection, kind: Kind, results: Mapping[str, str]) -> None:
    """Keeps the results. The caller holds the transaction."""
    writer.executemany(f"INSERT OR REPLACE INTO {kind} (key, value) VALUES (?, ?)", results.items())
    writer.execute(f"DELETE FROM {kind} WHERE number <= (SELECT max(number) FROM {kind}) - ?", (_KEPT,))

"""Bare SQLite FTS5 over the contracts of a workspace: `build FOLDER DATABASE` and `search DATABASE PHRASE`."""

import sqlite3
import sys
from pathlib import Path


def build(folder: Path, database: Path) -> None:
    """Every contract file read, cut at its headings, and put into a table without content, in one transaction."""
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE VIRTUAL TABLE fts USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE TABLE passage (number INTEGER PRIMARY KEY, path TEXT)")
    connection.execute("BEGIN")
    number = 0
    for path in sorted(folder.glob("contracts/*/*/contract.md")):
        for part in path.read_bytes().decode().split("\n## "):
            number += 1
            connection.execute("INSERT INTO fts (rowid, words) VALUES (?, ?)", (number, part))
            connection.execute("INSERT INTO passage VALUES (?, ?)", (number, str(path)))
    connection.execute("COMMIT")


def search(database: Path, phrase: str) -> None:
    """The twenty best passages of a phrase."""
    connection = sqlite3.connect(database)
    asked = "SELECT p.path FROM fts JOIN passage p ON p.number = fts.rowid WHERE fts MATCH ? ORDER BY fts.rank LIMIT 20"
    for (path,) in connection.execute(asked, (f'"{phrase}"',)):
        print(path)


if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        search(Path(sys.argv[2]), sys.argv[3])

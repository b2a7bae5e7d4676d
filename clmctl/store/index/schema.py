"""The tables of the index, and the version that says whether a file still fits them.

`parsed` holds one row per contract text (its blob), `derived`, `span` and `phase` its terms for one set of inputs, `listing`
which text stands at which path of which tree (a working folder or a commit). A question sees the views `c` and `edge` of one
tree and the terms; everything is found by content, so a tree looked at before costs nothing.
"""

import hashlib
import sqlite3
from collections.abc import Iterable

from clmctl.model.columns import TERM_SCHEMA, sql_columns
from clmctl.model.parsed import Reading

#: Raised when the tables or what stands in them change meaning.
FORMAT = 2

_TABLES: tuple[str, ...] = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE tree (id INTEGER PRIMARY KEY, name TEXT UNIQUE, inputs TEXT, used INTEGER)",
    "CREATE TABLE folder (tree INTEGER, client TEXT, watch BLOB, digest BLOB, files TEXT, PRIMARY KEY (tree, client))",
    "CREATE TABLE listing (tree INTEGER, path TEXT, id TEXT, client TEXT, client_fold TEXT, path_fold TEXT, blob TEXT, "
    "row INTEGER, key INTEGER, terms TEXT, notices TEXT, problem TEXT, PRIMARY KEY (tree, path)) WITHOUT ROWID",
    "CREATE INDEX listing_id ON listing (tree, id)",
    "CREATE INDEX listing_key ON listing (tree, key)",
    "CREATE INDEX listing_row ON listing (row)",
    "CREATE INDEX listing_problem ON listing (tree) WHERE problem != ''",
    "CREATE TABLE derived (key INTEGER PRIMARY KEY, row INTEGER, digest BLOB, missing TEXT, closed TEXT, UNIQUE (row, digest))",
    "CREATE TABLE pin (token TEXT PRIMARY KEY, clause TEXT, variant TEXT, version INTEGER, lang TEXT, digest TEXT) WITHOUT ROWID",
    "CREATE TABLE relation (row INTEGER, kind TEXT, target TEXT, PRIMARY KEY (row, kind, target)) WITHOUT ROWID",
    "CREATE INDEX relation_target ON relation (target)",
    "CREATE TABLE finding (number INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT)",
    "CREATE TABLE verdict (number INTEGER PRIMARY KEY, key TEXT UNIQUE, value TEXT)",
)

#: What a worker's own file holds until it is merged: the same rows under numbers of its own.
SHARD: tuple[str, ...] = (
    "CREATE TABLE folder (client TEXT PRIMARY KEY, watch BLOB, digest BLOB, files TEXT)",
    "CREATE TABLE listing (path TEXT, name TEXT, client TEXT, client_fold TEXT, path_fold TEXT, blob TEXT, digest BLOB, "
    "terms TEXT, notices TEXT, problem TEXT)",
    "CREATE TABLE derived (key INTEGER PRIMARY KEY, blob TEXT, digest BLOB, missing TEXT, closed TEXT)",
    "CREATE TABLE span (key INTEGER, number INTEGER, start TEXT, end TEXT, deadline TEXT, send_by TEXT, "
    "decision_by TEXT, next TEXT, decided TEXT)",
    "CREATE TABLE phase (key INTEGER, start TEXT, status TEXT, span INTEGER)",
    "CREATE TABLE pin (token TEXT PRIMARY KEY, clause TEXT, variant TEXT, version INTEGER, lang TEXT, digest TEXT)",
    "CREATE TABLE relation (row INTEGER, kind TEXT, target TEXT)",
    "CREATE TABLE finding (path TEXT, key TEXT, value TEXT)",
)

#: Columns that a path decides, not a text: they stand in `listing`.
OF_THE_PATH = frozenset({"client", "client_fold", "path", "path_fold"})

#: The columns of `parsed` before those of the contract's values.
HEAD: tuple[tuple[str, str], ...] = (
    ("row", "INTEGER PRIMARY KEY"),
    ("blob", "TEXT"),
    ("id", "TEXT"),
    ("parent", "TEXT"),
    ("problem", "TEXT"),
)

#: The column of `parsed` after them: tokens of the pins, each between spaces. Contracts pin a few hundred texts in all, so
#: looking for a token in every contract is quicker than keeping a row for every pin.
TAIL: tuple[tuple[str, str], ...] = (("pins", "TEXT"),)


def parsed_columns(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of every column of `parsed`, in order."""
    return HEAD + value_columns(reading) + TAIL


def value_columns(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of the columns that hold a contract's values, in order."""
    return tuple(column for column in sql_columns(reading.columns) if column[0] not in OF_THE_PATH)


def tables(reading: Reading) -> tuple[str, ...]:
    """The statements that make an empty index."""
    return (
        *_TABLES,
        _parsed_table("main", reading),
        "CREATE UNIQUE INDEX parsed_blob ON parsed (blob)",
        "CREATE INDEX parsed_parent ON parsed (row) WHERE parent != ''",
        *TERM_SCHEMA,
    )


def shard_tables(reading: Reading, schema: str = "main") -> tuple[str, ...]:
    """The statements that make an empty shard in that attached database."""
    return (*(statement.replace("TABLE ", f"TABLE {schema}.", 1) for statement in SHARD), _parsed_table(schema, reading))


def version(reading: Reading, algorithm: str) -> str:
    """A digest of everything an index file must agree with to be used."""
    about = (
        FORMAT,
        _TABLES,
        HEAD,
        TAIL,
        TERM_SCHEMA,
        sql_columns(reading.columns),
        reading.schema,
        algorithm,
        sqlite3.sqlite_version,
    )
    return hashlib.sha256(repr(about).encode()).hexdigest()


def views(reading: Reading, tree: int) -> tuple[str, ...]:
    """The statements that show one tree to questions as `c` and `edge`."""
    values = "".join(f", p.{quoted(name)}" for name, _ in value_columns(reading))
    return (
        f"CREATE TEMP VIEW c AS SELECT l.key, l.blob, l.client, l.client_fold, l.path, l.path_fold{values} "
        f"FROM main.listing AS l JOIN main.parsed AS p ON p.row = l.row WHERE l.tree = {tree:d} AND l.key IS NOT NULL",
        'CREATE TEMP VIEW edge AS SELECT l.id AS "from", \'clause\' AS kind, n.clause AS "to", n.variant, n.version, n.lang, '
        "n.digest FROM main.listing AS l JOIN main.parsed AS p ON p.row = l.row JOIN main.pin AS n ON instr(p.pins, n.token) "
        f"WHERE l.tree = {tree:d} UNION ALL "
        "SELECT l.id, r.kind, r.target, NULL, NULL, NULL, NULL FROM main.listing AS l JOIN main.parsed AS p ON p.row = l.row "
        f"JOIN main.relation AS r ON r.row = p.row WHERE l.tree = {tree:d}",
    )


def quoted(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def names(columns: Iterable[tuple[str, str]]) -> str:
    """Column names for a statement, quoted."""
    return ", ".join(quoted(name) for name, _ in columns)


def _parsed_table(schema: str, reading: Reading) -> str:
    body = ", ".join(f"{quoted(name)} {kind}" for name, kind in parsed_columns(reading))
    return f"CREATE TABLE {schema}.parsed ({body})"

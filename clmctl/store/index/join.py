"""The terms of coterminous contracts, which rest on another contract's, and the clearing of rows nothing points to."""

import sqlite3
from datetime import date

from clmctl.model.frozen import frozen
from clmctl.model.term import Phase, Span, Status, Terms
from clmctl.store.index.listing import RECORDS, File, blob_id
from clmctl.store.index.shard import Job, derive_digest, term_rows

#: Parsed rows added before old ones are looked for again, and commits whose listings are kept.
_ROWS_BETWEEN_CLEARINGS = 50_000
_COMMITS_KEPT = 4


@frozen
class _Child:
    """A contract of the tree that shares another's term."""

    path: str
    row: int
    key: int | None
    blob: str
    records: tuple[str, str]
    parent: str


def join_coterminous(job: Job, writer: sqlite3.Connection, tree: int) -> None:
    """Derives what rests on a parent contract that changed, parents first. The caller holds the transaction."""
    found = writer.execute(
        "SELECT l.path, l.row, l.key, l.blob, l.terms, l.notices, p.parent FROM parsed AS p JOIN listing AS l ON l.row = p.row "
        "WHERE p.parent != '' AND l.tree = ? ORDER BY l.path",
        (tree,),
    ).fetchall()
    children = {path: _Child(path, row, key, blob, (terms, notices), of) for path, row, key, blob, terms, notices, of in found}
    joined: dict[str, int | None] = {}
    for path in children:
        chain = _chain(writer, tree, children, path)
        for child, parent in reversed(chain):
            if child.path not in joined:
                key = joined.get(parent) if parent in children else _key(writer, tree, parent)
                joined[child.path] = _derived(job, writer, tree, child, key)


def _chain(writer: sqlite3.Connection, tree: int, children: dict[str, _Child], path: str) -> list[tuple[_Child, str]]:
    """The contract, its parent, that one's ... as far as they are coterminous, each with its parent's path. A circle ends."""
    chain: list[tuple[_Child, str]] = []
    seen: set[str] = set()
    while path in children and path not in seen:
        seen.add(path)
        parent = _at(writer, tree, children[path].parent)
        chain.append((children[path], parent))
        path = parent
    return chain


def _derived(job: Job, writer: sqlite3.Connection, tree: int, child: _Child, parent: int | None) -> int | None:
    """The key of the child's terms under that parent's."""
    name = ""
    if parent is not None:
        blob, digest = writer.execute(
            "SELECT p.blob, d.digest FROM derived AS d JOIN parsed AS p ON p.row = d.row WHERE d.key = ?", (parent,)
        ).fetchone()
        name = f"{blob} {digest.hex()}"
    digest = derive_digest(job.reading.inputs, child.path, child.records, name)
    known = writer.execute("SELECT key FROM derived WHERE row = ? AND digest = ?", (child.row, digest)).fetchone()
    key: int | None = known[0] if known else None
    if key is None:
        terms = _terms_of(job, child, terms_at(writer, parent) if parent is not None else None)
        if terms is None:
            writer.execute("UPDATE folder SET digest = x'' WHERE tree = ? AND client = ?", (tree, child.path.split("/")[1]))
            return None
        key = add_terms(writer, child.row, digest, terms)
    if key != child.key:
        writer.execute("UPDATE listing SET key = ? WHERE tree = ? AND path = ?", (key, tree, child.path))
    return key


def _terms_of(job: Job, child: _Child, parent: Terms | None) -> Terms | None:
    """The child's terms, or None where its files changed since they were listed (the next sweep sees that)."""
    folder = child.path.rpartition("/")[0]
    there = [name for name, blob in zip(RECORDS, child.records, strict=True) if blob]
    files = [File(child.path, child.blob)]
    files += [File(f"{folder}/record/{name}", blob) for name, blob in zip(RECORDS, child.records, strict=True) if blob]
    data = list(job.source.read(files))
    if any(each is None or blob_id(each, job.algorithm) != file.blob for each, file in zip(data, files, strict=True)):
        return None
    contents = [each or b"" for each in data]
    contract = job.reading.parse(child.path, child.blob, contents[0]).contract
    return job.reading.derive(contract, dict(zip(there, contents[1:], strict=True)), parent) if contract is not None else None


def add_terms(writer: sqlite3.Connection, row: int, digest: bytes, terms: Terms) -> int:
    """The key under which the terms now stand."""
    (key,) = writer.execute("SELECT coalesce(max(key), 0) + 1 FROM derived").fetchone()
    missing, closed, spans, phases = term_rows(key, terms)
    writer.execute("INSERT INTO derived VALUES (?, ?, ?, ?, ?)", (key, row, digest, missing, closed))
    writer.executemany("INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", spans)
    writer.executemany("INSERT INTO phase VALUES (?, ?, ?, ?)", phases)
    return int(key)


def terms_at(connection: sqlite3.Connection, key: int) -> Terms:
    """The terms kept under that key."""
    missing, closed = connection.execute("SELECT missing, closed FROM derived WHERE key = ?", (key,)).fetchone()
    spans = connection.execute(
        "SELECT number, start, end, deadline, send_by, decision_by, next, decided FROM span WHERE key = ? ORDER BY number", (key,)
    )
    phases = connection.execute("SELECT start, status, span FROM phase WHERE key = ? ORDER BY start", (key,))
    return Terms(
        tuple(
            Span(number, date.fromisoformat(start), _day(end), _day(due), _day(send), _day(decide), goes, _day(decided))
            for number, start, end, due, send, decide, goes, decided in spans
        ),
        tuple(Phase(date.fromisoformat(start), Status(status), span) for start, status, span in phases),
        tuple(missing.split(", ")) if missing else (),
        _day(closed),
    )


def clear(writer: sqlite3.Connection) -> None:
    """Drops rows that no listing points to, now and then, and the listings of commits not asked for lately."""
    old = [
        tree
        for (tree,) in writer.execute(
            "SELECT id FROM tree WHERE name LIKE 'tree %' ORDER BY used DESC LIMIT -1 OFFSET ?", (_COMMITS_KEPT,)
        )
    ]
    for tree in old:
        forget(writer, tree)
    (last,) = writer.execute("SELECT coalesce(max(row), 0) FROM parsed").fetchone()
    marked = writer.execute("SELECT value FROM meta WHERE name = 'cleared'").fetchone()
    if last - int(marked[0] if marked else 0) < _ROWS_BETWEEN_CLEARINGS:
        return
    _delete(
        writer,
        "DELETE FROM derived WHERE NOT EXISTS (SELECT 1 FROM listing AS l WHERE l.row = derived.row AND l.key = derived.key)",
        "DELETE FROM span WHERE key NOT IN (SELECT key FROM derived)",
        "DELETE FROM phase WHERE key NOT IN (SELECT key FROM derived)",
        "DELETE FROM parsed WHERE NOT EXISTS (SELECT 1 FROM listing AS l WHERE l.row = parsed.row)",
        "DELETE FROM relation WHERE row NOT IN (SELECT row FROM parsed)",
        "DELETE FROM pin WHERE NOT EXISTS (SELECT 1 FROM parsed WHERE instr(parsed.pins, pin.token))",
    )
    writer.execute("INSERT OR REPLACE INTO meta VALUES ('cleared', ?)", (str(last),))


def forget(writer: sqlite3.Connection, tree: int) -> None:
    """Drops a tree and its listing."""
    for statement in ("DELETE FROM listing WHERE tree = ?", "DELETE FROM folder WHERE tree = ?", "DELETE FROM tree WHERE id = ?"):
        writer.execute(statement, (tree,))


def _delete(writer: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        writer.execute(statement)


def _at(writer: sqlite3.Connection, tree: int, contract: str) -> str:
    """The path of the contract with that id (of several, the first), or an empty one."""
    found = writer.execute(
        "SELECT min(path) FROM listing WHERE tree = ? AND id = ? AND row IS NOT NULL", (tree, contract)
    ).fetchone()
    return str(found[0] or "")


def _key(writer: sqlite3.Connection, tree: int, path: str) -> int | None:
    """The key of the terms of the contract at that path, where it has any."""
    found = writer.execute("SELECT key FROM listing WHERE tree = ? AND path = ?", (tree, path)).fetchone()
    return int(found[0]) if found and found[0] is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

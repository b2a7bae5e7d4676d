"""What commands look up in the index beside questions: where a contract is, which ids are taken, who uses a clause."""

import re
import sqlite3
from itertools import takewhile

from clmctl.model.frozen import frozen


@frozen
class Problem:
    """A file that cannot be read as a contract, and why; `line` 0 where that is no matter of a line."""

    path: str
    message: str
    line: int = 0

    @property
    def place(self) -> str:
        """`path:line`, or `path`."""
        return f"{self.path}:{self.line}" if self.line else self.path


@frozen
class Uses:
    """A contract that pins a text of a clause."""

    contract: str
    path: str
    variant: str
    version: int
    lang: str
    digest: str
    clause: str = ""


def blobs(reader: sqlite3.Connection, tree: int) -> dict[str, str]:
    """Path to blob id of every contract file that could be read."""
    return dict(reader.execute("SELECT path, blob FROM listing WHERE tree = ? AND blob != ''", (tree,)))


def blob_of(reader: sqlite3.Connection, tree: int, path: str) -> str:
    """The blob of a contract file; empty where there is none."""
    found = reader.execute("SELECT blob FROM listing WHERE tree = ? AND path = ?", (tree, path)).fetchone()
    return str(found[0]) if found else ""


def stands(reader: sqlite3.Connection, tree: int) -> dict[str, tuple[str, str, str]]:
    """Path to the blobs of the contract and its two records."""
    found = reader.execute("SELECT path, blob, terms, notices FROM listing WHERE tree = ?", (tree,))
    return {path: (blob, terms, notices) for path, blob, terms, notices in found}


def paths_by_id(reader: sqlite3.Connection, tree: int) -> dict[str, str]:
    """Path of every readable contract by its id; of several files with one id, the first."""
    return dict(reader.execute("SELECT id, min(path) FROM listing WHERE tree = ? AND key IS NOT NULL GROUP BY id", (tree,)))


def paths_of(reader: sqlite3.Connection, tree: int, contract: str) -> tuple[str, ...]:
    """Every path of that id."""
    found = reader.execute(
        "SELECT path FROM listing WHERE tree = ? AND id = ? AND key IS NOT NULL ORDER BY path", (tree, contract)
    )
    return tuple(path for (path,) in found)


def duplicates(reader: sqlite3.Connection, tree: int) -> dict[str, tuple[str, ...]]:
    """Ids that stand in several files, with their paths."""
    twice = "SELECT id FROM listing WHERE tree = ? AND key IS NOT NULL GROUP BY id HAVING count(*) > 1"
    return {contract: paths_of(reader, tree, contract) for (contract,) in reader.execute(twice, (tree,)).fetchall()}


def ids(reader: sqlite3.Connection, tree: int, prefix: str) -> tuple[str, ...]:
    """Every id in use that begins with `prefix`, sorted."""
    found = reader.execute("SELECT DISTINCT id FROM listing WHERE tree = ? AND id >= ? ORDER BY id", (tree, prefix))
    return tuple(takewhile(lambda contract: contract.startswith(prefix), (contract for (contract,) in found)))


def problems(reader: sqlite3.Connection, tree: int) -> tuple[Problem, ...]:
    """Files that cannot be read as contracts, by path."""
    found = reader.execute("SELECT path, problem FROM listing WHERE tree = ? AND problem != '' ORDER BY path", (tree,))
    return tuple(_problem(path, message) for path, message in found)


def _problem(path: str, message: str) -> Problem:
    """The message apart from the place in front of it."""
    placed = re.match(r"(?::(\d+))?(?::\d+)*: ", message.removeprefix(path)) if message.startswith(f"{path}:") else None
    if placed is None:
        return Problem(path, message)
    return Problem(path, message[len(path) + placed.end() :], int(placed[1] or 0))


def users_of(reader: sqlite3.Connection, tree: int, clause: str) -> tuple[Uses, ...]:
    """Every contract that pins a text of that clause."""
    found = reader.execute(
        "SELECT l.id, l.path, n.variant, n.version, n.lang, n.digest, n.clause FROM pin AS n "
        "JOIN parsed AS p ON instr(p.pins, n.token) JOIN listing AS l ON l.row = p.row "
        "WHERE n.clause = ? AND l.tree = ? ORDER BY l.path, n.variant, n.version, n.lang",
        (clause, tree),
    )
    return tuple(Uses(*row) for row in found)


def uses(reader: sqlite3.Connection, tree: int) -> tuple[Uses, ...]:
    """Every contract with every text it pins, by path."""
    texts = {token: rest for token, *rest in reader.execute("SELECT token, variant, version, lang, digest, clause FROM pin")}
    pinned = reader.execute(
        "SELECT l.id, l.path, p.pins FROM listing AS l JOIN parsed AS p ON p.row = l.row WHERE l.tree = ? AND p.pins != '' "
        "ORDER BY l.path",
        (tree,),
    )
    return tuple(Uses(contract, path, *texts[token]) for contract, path, pins in pinned for token in pins.split())


def missing(reader: sqlite3.Connection, tree: int) -> dict[str, tuple[str, ...]]:
    """Path to what a contract lacks for its terms to be computed; contracts that lack nothing are left out."""
    found = reader.execute(
        "SELECT l.path, d.missing FROM listing AS l JOIN derived AS d ON d.key = l.key WHERE l.tree = ? AND d.missing != ''",
        (tree,),
    )
    return {path: tuple(lacking.split(", ")) for path, lacking in found}


def related(reader: sqlite3.Connection, tree: int, contract: str) -> tuple[tuple[str, str, str], ...]:
    """(id, relation, id) of every tie from or to the contract."""
    found = reader.execute(
        "SELECT DISTINCT l.id, r.kind, r.target FROM relation AS r JOIN listing AS l ON l.row = r.row "
        "WHERE l.tree = ?1 AND (l.id = ?2 OR r.target = ?2) ORDER BY 1, 2, 3",
        (tree, contract),
    )
    return tuple((source, kind, target) for source, kind, target in found)

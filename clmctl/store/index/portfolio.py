"""The index: every contract of a snapshot as rows that a question can be asked of, proven fresh before it answers.

It is made from the files and from nothing else, so dropping it changes no answer. See `schema` for the tables.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from clmctl.model.parsed import Onlooker, Reading
from clmctl.model.question import Question, Table
from clmctl.store.git import Repository
from clmctl.store.index import cache, lookup
from clmctl.store.index.ask import answer
from clmctl.store.index.build import Client, Progress, fill, gather, looked_at, merge, shard_folder
from clmctl.store.index.file import IndexFile, clock, commit, index_file, is_damage, is_elsewhere, private_file
from clmctl.store.index.join import clear, join_coterminous
from clmctl.store.index.listing import Source, WorkingFolder, committed_tree, tree_name
from clmctl.store.index.lookup import Problem, Uses
from clmctl.store.index.opened import connect
from clmctl.store.index.schema import views
from clmctl.store.index.shard import Job
from clmctl.store.index.sweep import Sweep, Watched, clients_of

_Found = TypeVar("_Found")
_Look = Callable[[sqlite3.Connection, int], _Found]
_PATIENCE = 30.0


class Index:
    """The contracts of the working folder, and those of commits.

    Every look-up takes `at`, a commit's full id; empty means the working folder. The first thing asked about the folder
    proves that it has not changed since it was listed, or lists what did; after that every answer is about the same state,
    until `refresh`. `past` says that only commits will be asked about, whose fields need not be today's. May be used as a
    context manager, to close it early.
    """

    def __init__(self, repo: Repository, reading: Reading, progress: Progress | None = None, *, past: bool = False) -> None:
        self._repo = repo
        self._reading = reading
        self._progress = progress
        self._past = past
        self._file = index_file(repo, reading, past=past)
        self._reader: sqlite3.Connection | None = None
        self._proven: dict[str, int] = {}
        self._shown = 0
        self._onlooker: Onlooker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    @property
    def folder(self) -> Path:
        """The folder the index lies in, where what else can be made again from the files may lie too."""
        return self._file.folder

    def shown_to(self, onlooker: Onlooker) -> None:
        """From now on contracts of the folder that have to be read are shown to the onlooker, and what it finds is kept."""
        self._onlooker = onlooker

    def ask(self, question: Question, *, at: str = "", patience: float = _PATIENCE) -> Table:
        """The answer. It is worked out beside the proof that nothing changed, and again where something did."""

        def asked(reader: sqlite3.Connection, tree: int) -> Table:
            self._show(reader, tree)
            return answer(reader, question, patience)

        return self._see(at, asked)

    def blobs(self, *, at: str = "") -> dict[str, str]:
        """Path to blob id of every contract file, readable or not."""
        return self._see_all(at, lookup.blobs)

    def stands(self, *, at: str = "") -> dict[str, tuple[str, str, str]]:
        """Path to the blobs of every contract and its two records (terms, notices), empty for what is missing or unreadable."""
        return self._see_all(at, lookup.stands)

    def blob_of(self, path: str, *, at: str = "") -> str:
        """The blob of a contract file; empty where there is none."""
        return self._see(at, lambda reader, tree: lookup.blob_of(reader, tree, path))

    def paths_of(self, contract: str, *, at: str = "") -> tuple[str, ...]:
        """Every place where a contract with that id stands: usually one."""
        return self._see(at, lambda reader, tree: lookup.paths_of(reader, tree, contract))

    def guess(self, contract: str) -> tuple[str, ...]:
        """Where the contract stood when last listed, quickly and without proof: read the file, or ask `paths_of`."""

        def known() -> tuple[str, ...]:
            reader = self._connection()
            found = reader.execute("SELECT id FROM tree WHERE name = ?", (self._name(""),)).fetchone()
            return lookup.paths_of(reader, found[0], contract) if found else ()

        return self._recovering(known)

    def paths_by_id(self, *, at: str = "") -> dict[str, str]:
        """Path of every readable contract by its id; of several files with one id, the first."""
        return self._see(at, lookup.paths_by_id)

    def duplicates(self, *, at: str = "") -> dict[str, tuple[str, ...]]:
        """Ids that stand in several files, with their paths."""
        return self._see(at, lookup.duplicates)

    def ids(self, *, prefix: str = "", at: str = "") -> tuple[str, ...]:
        """Every id in use that begins with `prefix`, sorted; the folder names of unreadable contracts count as ids."""
        return self._see(at, lambda reader, tree: lookup.ids(reader, tree, prefix))

    def problems(self, *, at: str = "") -> tuple[Problem, ...]:
        """Files that cannot be read as contracts, and why: what no answer counts."""
        return self._see(at, lookup.problems)

    def users_of(self, clause: str, *, at: str = "") -> tuple[Uses, ...]:
        """Every contract that pins a text of that clause, with the text it pins."""
        return self._see(at, lambda reader, tree: lookup.users_of(reader, tree, clause))

    def uses(self, *, at: str = "") -> tuple[Uses, ...]:
        """Every contract with every text it pins, by path."""
        return self._see(at, lookup.uses)

    def missing(self, *, at: str = "") -> dict[str, tuple[str, ...]]:
        """Path to what a contract lacks for its terms to be computed; contracts that lack nothing are left out."""
        return self._see(at, lookup.missing)

    def related(self, contract: str, *, at: str = "") -> tuple[tuple[str, str, str], ...]:
        """(id, relation, id) of every tie from or to the contract."""
        return self._see(at, lambda reader, tree: lookup.related(reader, tree, contract))

    def differing(self, commit: str) -> tuple[str, ...]:
        """Paths of contracts whose file or records are not those of the commit, one side missing included."""
        now = self._see_all("", lookup.stands)
        then = committed_tree(self._repo, commit).stands() if commit else {}
        return tuple(sorted(path for path in now.keys() | then.keys() if now.get(path) != then.get(path)))

    def recall(self, kind: cache.Kind, keys: Sequence[str]) -> dict[str, str]:
        """Results kept under these keys."""
        return self._recovering(lambda: cache.recall(self._connection(), kind, keys))

    def keep(self, kind: cache.Kind, results: Mapping[str, str]) -> None:
        """Keeps results under their keys."""
        if results:
            self._recovering(lambda: self._written(lambda writer: cache.keep(writer, kind, results)))

    def _see_all(self, at: str, look: _Look[_Found]) -> _Found:
        """The same for what reads every row: it waits for the proof, so as not to read them twice where something changed."""
        self._see(at, lambda _, tree: tree)
        return self._see(at, look)

    def _see(self, at: str, look: _Look[_Found]) -> _Found:
        """What `look` sees of the tree, which is proven first."""

        def seen() -> _Found:
            if at in self._proven:
                return look(self._begin(), self._proven[at])
            return self._see_commit(at, look) if at else self._see_folder(look)

        return self._recovering(seen)

    def _see_folder(self, look: _Look[_Found]) -> _Found:
        """What `look` sees of the working folder. The files are looked over beside it."""
        now = clock(self._file.folder)  # at 0 no file counts as settled: each is read again the next time
        tree, known = self._number(self._name(""))
        reader = self._begin()
        watched: list[Watched] = reader.execute("SELECT client, watch, digest FROM folder WHERE tree = ?", (tree,)).fetchall()
        if known and watched:
            with Sweep(self._repo.root, watched) as sweep:
                found = look(reader, tree)
                stale = sweep.stale()
            if not stale:
                self._proven[""] = tree
                return found
        else:
            stale = tuple(sorted({client for client, _, _ in watched}.union(clients_of(self._repo.root))))
        files = dict(reader.execute("SELECT client, files FROM folder WHERE tree = ?", (tree,)).fetchall())
        source = WorkingFolder(self._repo.root, now)
        self._build(source, tree, [(client, files.get(client, "")) for client in stale], self._onlooker)
        self._proven[""] = tree
        return look(self._begin(), tree)

    def _see_commit(self, at: str, look: _Look[_Found]) -> _Found:
        """What `look` sees of the contracts of the commit."""
        tree, known = self._number(self._name(at))
        if not known:
            source = committed_tree(self._repo, at)
            self._build(source, tree, [(client, "") for client in source.clients])
        self._proven[at] = tree
        return look(self._begin(), tree)

    def _build(self, source: Source, tree: int, clients: Sequence[Client], onlooker: Onlooker | None = None) -> None:
        """Reads what is new of these clients and replaces their part of the listing, all at once."""
        self._end_snapshot()
        job = Job(source, self._reading, self._repo.algorithm, onlooker)
        if onlooker is not None:
            onlooker.ready()
        with ExitStack() as stack:
            folder = shard_folder(stack, self._file.folder)
            shards = gather(job, self._file.path, clients, folder, self._progress)
            writer = stack.enter_context(closing(connect(self._file.path, write=True)))
            for number, shard in enumerate(map(str, shards) if shards else [""]):
                writer.execute(f"ATTACH ? AS shard{number}", (shard,))
            if not shards:
                fill(job, writer, self._file.path, clients, self._progress)
            writer.execute("BEGIN IMMEDIATE")
            merge(job, writer, tree, clients, max(1, len(shards)))
            join_coterminous(job, writer, tree)
            (used,) = writer.execute("SELECT coalesce(max(used), 0) + 1 FROM tree").fetchone()
            writer.execute("UPDATE tree SET inputs = ?, used = ? WHERE id = ?", (self._reading.inputs, used, tree))
            clear(writer)
            commit(writer)
            if onlooker is not None:
                onlooker.told(looked_at(writer, max(1, len(shards))))

    def _name(self, at: str) -> str:
        """What the tree is called in the index."""
        return tree_name(self._repo, at) if at else f"folder {self._repo.root}"

    def _number(self, name: str) -> tuple[int, bool]:
        """The number of the tree of that name, and whether it was listed under the inputs that hold now."""
        asked = "SELECT id, inputs FROM tree WHERE name = ?"
        found = self._connection().execute(asked, (name,)).fetchone()
        if found is None:
            self._written(lambda writer: writer.execute("INSERT OR IGNORE INTO tree (name, used) VALUES (?, 0)", (name,)))
            self._end_snapshot()  # a state the reader began before does not have the row
            found = self._connection().execute(asked, (name,)).fetchone()
        return int(found[0]), found[1] == self._reading.inputs

    def _written(self, act: Callable[[sqlite3.Connection], object]) -> None:
        with closing(connect(self._file.path, write=True)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            act(writer)
            commit(writer)

    def _show(self, reader: sqlite3.Connection, tree: int) -> None:
        """Makes `c` and `edge` of the connection those of the tree."""
        if self._shown == tree:
            return
        for view in ("c", "edge"):
            reader.execute(f"DROP VIEW IF EXISTS temp.{view}")
        for statement in views(self._reading, tree):
            reader.execute(statement)
        self._shown = tree

    def _connection(self) -> sqlite3.Connection:
        if self._reader is None:
            self._reader = connect(self._file.path, write=False)
        return self._reader

    def _begin(self) -> sqlite3.Connection:
        """The reader, from now on of one state whatever others write."""
        reader = self._connection()
        if not reader.in_transaction:
            reader.execute("BEGIN")
        return reader

    def _end_snapshot(self) -> None:
        if self._reader is not None and self._reader.in_transaction:
            self._reader.execute("COMMIT")

    def _recovering(self, act: Callable[[], _Found]) -> _Found:
        """The act's answer; where the file is damaged it is made anew, where it cannot be used a private one serves."""
        try:
            return act()
        except sqlite3.Error as problem:
            if is_damage(problem, self._file, self._reading):
                self._replace(index_file(self._repo, self._reading, anew=True, past=self._past))
            elif is_elsewhere(problem) and self._file.private is None:
                self._replace(private_file(self._repo, self._reading))
            else:
                raise
        return act()

    def _replace(self, file: IndexFile) -> None:
        self._close()
        self._file = file

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader, self._shown = None, 0
        self._proven.clear()
        if self._file.private is not None:
            self._file.private.cleanup()

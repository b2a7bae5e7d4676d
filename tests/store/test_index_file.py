"""The index file may be damaged, old, locked, unwritable or shared: the answer is the same and there is no traceback."""

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from test_index_folder import ALL, READING, Folder, folder, parse

from clmctl.store.index import build, file, portfolio
from clmctl.store.index.portfolio import Index

__all__ = ["folder"]
THREE = ["MSA-1", "MSA-2", "MSA-3"]


def _ids(folder: Folder) -> list[object]:
    return [row[0] for row in folder.rows()]


def _garbage(file: Path) -> None:
    file.write_bytes(os.urandom(50_000))


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut_short(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def _scrambled(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = bytes(byte ^ 0x5A for byte in data[4096:])
    file.write_bytes(data)


def _table_gone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE span")
        connection.commit()


def _other_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE name = 'version'")
        connection.commit()


def _text(file: Path) -> None:
    file.write_text("no database\n")


def _no_version(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.commit()


DAMAGE = (_garbage, _empty, _cut_short, _scrambled, _table_gone, _other_version, _text, _no_version)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_made_anew(folder: Folder, damage: object) -> None:
    assert _ids(folder) == THREE
    damage(folder.file)
    assert _ids(folder) == THREE
    assert _ids(folder) == THREE
    with closing(sqlite3.connect(folder.file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("damage", [_garbage, _cut_short, _scrambled, _table_gone])
def test_a_file_damaged_while_it_is_open_is_made_anew(folder: Folder, damage: object) -> None:
    assert _ids(folder) == THREE
    with folder.open() as index:
        damage(folder.file)
        assert [row[0] for row in index.ask(ALL).rows] == THREE


def test_other_columns_make_another_index(folder: Folder) -> None:
    folder.rows()
    other = replace(READING, schema="2", parse=lambda path, blob, data: parse(path, blob, data.replace(b"Title", b"Titre")))
    assert folder.rows(other)[0][1] == "Titre MSA-1"
    assert folder.rows()[0][1] == "Title MSA-1"


def test_a_read_only_repository_is_indexed_in_the_cache_folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    git = str(folder.root / ".git")
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).startswith(git) and real(path, mode))
    assert _ids(folder) == THREE
    assert not folder.file.exists()
    assert list((folder.root.parent / "cache" / "clmctl").rglob("index.sqlite"))
    folder.contract("acme", "MSA-5")
    assert len(_ids(folder)) == 4


def test_an_index_that_cannot_be_written_any_more_gives_way_to_one_in_the_cache_folder(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _ids(folder) == THREE
    before = folder.file.read_bytes()
    real = os.access
    git = str(folder.root / ".git")
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).startswith(git) and real(path, mode))
    folder.contract("acme", "MSA-5")
    assert len(_ids(folder)) == 4
    assert folder.file.read_bytes() == before
    assert list((folder.root.parent / "cache" / "clmctl").rglob("index.sqlite"))


def test_a_fresh_index_answers_on_a_full_disk(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _ids(folder) == THREE

    def full(**where: object) -> tuple[int, str]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert _ids(folder) == THREE


def test_where_nothing_can_be_written_a_private_index_serves(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with folder.open() as index:
        assert [row[0] for row in index.ask(ALL).rows] == THREE
        private = index._file.path
        assert private.exists()
    assert not private.exists()
    assert not folder.file.exists()


def test_a_full_disk_in_the_middle_is_no_error(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rows()
    folder.contract("acme", "MSA-5")
    real = portfolio.merge
    calls: list[int] = []

    def full(*args: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            problem = sqlite3.OperationalError("database or disk is full")
            problem.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise problem
        real(*args)

    monkeypatch.setattr(portfolio, "merge", full)
    assert len(_ids(folder)) == 4
    monkeypatch.setattr(portfolio, "merge", real)
    assert len(_ids(folder)) == 4


def test_a_locked_index_is_waited_for_and_then_done_without(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rows()
    folder.contract("acme", "MSA-5")
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **given: real(*args, **(given | {"timeout": 0.1})))
    with closing(real(folder.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(_ids(folder)) == 4
        other.execute("ROLLBACK")
    assert len(_ids(folder)) == 4


def test_a_reader_never_sees_half_a_refresh(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rows()
    folder.contract("acme", "MSA-5")
    real = portfolio.merge
    seen: list[list[object]] = []

    def slowly(*args: object) -> None:
        real(*args)
        with closing(sqlite3.connect(folder.file)) as other:
            seen.append([row[0] for row in other.execute("SELECT id FROM listing ORDER BY path")])

    monkeypatch.setattr(portfolio, "merge", slowly)
    assert len(_ids(folder)) == 4
    assert seen == [THREE]


def test_a_refresh_that_is_killed_leaves_the_old_listing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rows()
    folder.contract("acme", "MSA-5")
    child = os.fork()
    if not child:
        monkeypatch.setattr(portfolio, "join_coterminous", lambda *_: os._exit(9))
        folder.rows()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    with closing(sqlite3.connect(folder.file)) as other:
        assert [row[0] for row in other.execute("SELECT id FROM listing ORDER BY path")] == THREE
    assert len(_ids(folder)) == 4
    assert not list(folder.file.parent.glob("building-*"))


def test_many_processes_refresh_at_once(folder: Folder) -> None:
    """Eight processes start from nothing while contracts come and go; each answers with a state that existed, and ends alike."""
    children = []
    for number in range(8):
        child = os.fork()
        if not child:
            status = 1
            try:
                for turn in range(5):
                    found = _ids(folder)
                    if not set(THREE) <= set(found):
                        os._exit(2)
                    if number == 0:
                        folder.contract("acme", f"MSA-1{turn}")
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 8
    assert len(_ids(folder)) == 8
    with closing(sqlite3.connect(folder.file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in ("span", "phase"):
            assert connection.execute(f"SELECT count(*) FROM {table} WHERE key NOT IN (SELECT key FROM derived)").fetchone() == (
                0,
            )


def test_forked_workers_make_the_same_index(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for client in range(30):
        for number in range(4):
            folder.contract(
                f"c{client}", f"SOW-{client}-{number}", clauses="scope liability", relations="MSA-1", other=f"Ödön {client}"
            )
    folder.contract("zeta", "MSA-1")
    text = (folder.root / "contracts/c1/SOW-1-1/contract.md").read_text()
    for client in range(20):
        folder.write(f"contracts/twin{client}/SOW-1-1/contract.md", text)
    monkeypatch.setattr(build, "cores", lambda: 1)
    alone = _dump(folder)
    folder.file.unlink()
    monkeypatch.setattr(build, "cores", lambda: 3)
    seen: list[tuple[str, int, int]] = []
    with Index(folder.repo, READING, lambda what, done, of: seen.append((what, done, of))) as index:
        index.ids()
    assert seen[-1][1:] == (53, 53)
    assert _dump(folder) == alone


def _dump(folder: Folder) -> tuple[object, ...]:
    with folder.open() as index:
        rows = index.ask(ALL).rows
        return rows, index.blobs(), index.users_of("scope"), index.related("MSA-1"), index.duplicates(), index.ids()


def test_a_worker_that_fails_is_told_plainly(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    from clmctl.errors import Unreadable

    for client in range(20):
        folder.contract(f"c{client}", f"SOW-{client}")
    monkeypatch.setattr(build, "cores", lambda: 2)

    def broken(path: str, blob: str, data: bytes) -> object:
        raise ZeroDivisionError("a bug in a reader")

    with pytest.raises(Unreadable, match="a bug in a reader"):
        folder.rows(replace(READING, parse=broken))
    assert len(_ids(folder)) == 23


def test_shards_of_killed_processes_are_swept(folder: Folder) -> None:
    folder.rows()
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True
    ).stdout.strip()
    left = folder.file.parent / f"building-{dead}-abc"
    left.mkdir()
    (left / "1.sqlite").write_text("x")
    folder.contract("acme", "MSA-6")
    folder.rows()
    assert not left.exists()


def test_an_index_may_be_asked_while_threads_run(folder: Folder) -> None:
    """A progress display runs a thread: forking beside it must not hang."""
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    beside.start()
    try:
        assert _ids(folder) == THREE
    finally:
        stop.set()
        beside.join()


def test_the_file_is_known_by_its_version(folder: Folder) -> None:
    folder.rows()
    assert file.fits(folder.file, READING, "sha1")
    assert not file.fits(folder.file, READING, "sha256")
    assert not file.fits(folder.file, replace(READING, schema="9"), "sha1")
    assert not file.fits(folder.file.with_name("none.sqlite"), READING, "sha1")

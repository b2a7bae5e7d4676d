"""The index of a working folder: every edit, addition and deletion is seen, and dropping the file changes no answer."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clmctl.errors import UsageError
from clmctl.model.columns import sql_columns, stored_columns
from clmctl.model.contract import ClausePin, Contract, Relation, Renewal
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.parsed import Parsed, Reading
from clmctl.model.question import Question
from clmctl.model.term import Phase, Span, Status, Terms
from clmctl.store.git import Repository
from clmctl.store.index import sweep, workers
from clmctl.store.index.portfolio import Index

CATALOGUE = Catalogue((Field("id", FieldType.TEXT), Field("title", FieldType.TEXT)))
COLUMNS = stored_columns(CATALOGUE)


def parse(path: str, blob: str, data: bytes) -> Parsed:
    """`key: value` lines; `clauses` and `relations` are words, `with` makes it coterminous."""
    said = dict(line.split(": ", 1) for line in data.decode().split("\n") if ": " in line)
    if "id" not in said:
        return Parsed(None, problem="has no id")
    client = path.split("/")[1]
    contract = Contract(
        path,
        blob,
        client,
        said["id"],
        said.get("title", ""),
        "msa",
        "executed",
        clauses=tuple(ClausePin(at, at, "standard", 1, digest=f"sha256:{at}") for at in said.get("clauses", "").split()),
        relations=tuple(Relation("amends", each) for each in said.get("relations", "").split()),
        renewal=Renewal("coterminous" if "with" in said else "fixed"),
        values={"id": said["id"], "end": said.get("end", "2026-12-31")},
    )
    title = said.get("title", "")
    cells = (client, None, path, None, said.get("other", ""), None, said["id"], None, title, title.casefold())
    assert len(cells) == len(sql_columns(COLUMNS))
    return Parsed(contract, cells, parent=said.get("with", ""))


def derive(contract: Contract, records: Mapping[str, bytes], parent: Terms | None) -> Terms:
    """One span to the stated end, or to the last recorded end, or to the parent's."""
    if contract.renewal.type == "coterminous" and not (parent and parent.spans):
        return Terms(phases=(Phase(date.min, Status.UNKNOWN),), missing=("parent",))
    end = date.fromisoformat(str(contract.values["end"]))
    if parent is not None:
        end = parent.spans[0].end or end
    if recorded := records.get("terms.jsonl", b"").decode().split():
        end = date.fromisoformat(recorded[-1])
    start = date(2026, 1, 1)
    return Terms((Span(0, start, end, deadline=end),), (Phase(start, Status.ACTIVE), Phase(end, Status.EXPIRED)))


READING = Reading(COLUMNS, parse, derive, "1", "england")
ALL = Question(
    "SELECT 1, NULL, c.f_id, c.f_title, c.client, s.end FROM c LEFT JOIN span AS s "
    "ON s.key = c.key AND s.number = 0 ORDER BY c.path",
    (),
    COLUMNS[:4],
    "2026-11-22",
)


class Folder:
    """A workspace with a few contracts whose files are old enough to be trusted."""

    def __init__(self, root: Path) -> None:
        self.root = root
        subprocess.run(["git", "init", "-q", root], check=True)
        self.repo = Repository(str(root), str(root / ".git"), str(root / ".git"))

    def write(self, path: str, text: str, *, age: float = 3600.0) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.age(file, age)
        return file

    def age(self, file: Path, seconds: float) -> None:
        """Gives the file and the folders above it a time so many seconds ago."""
        for each in (file, *file.parents):
            if each == self.root:
                return
            then = each.stat().st_mtime_ns - int(seconds * 1e9)
            os.utime(each, ns=(then, then))

    def contract(self, client: str, number: str, **said: str) -> Path:
        body = "".join(
            f"{key.rstrip('_')}: {value}\n" for key, value in {"id": number, "title": f"Title {number}", **said}.items()
        )
        return self.write(f"contracts/{client}/{number}/contract.md", body)

    def open(self, reading: Reading = READING) -> Index:
        return Index(self.repo, reading)

    def rows(self, reading: Reading = READING, at: str = "") -> list[tuple[object, ...]]:
        with self.open(reading) as index:
            return list(index.ask(ALL, at=at).rows)

    def commit(self) -> str:
        git = ["git", "-C", str(self.root), "-c", "user.name=a", "-c", "user.email=a@b.example"]
        (self.root / ".git" / "index").unlink(missing_ok=True)  # files changed within one second and made old again fool git
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", "x"], check=True)
        return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()

    @property
    def file(self) -> Path:
        return self.root / ".git" / "clmctl" / "index.sqlite"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = Folder(tmp_path / "work")
    made.contract("acme", "MSA-1")
    made.contract("acme", "MSA-2", end="2027-06-30")
    made.contract("beta", "MSA-3", other="Beta Ltd")
    return made


def test_every_contract_is_a_row(folder: Folder) -> None:
    assert folder.rows() == [
        ("MSA-1", "Title MSA-1", "acme", "2026-12-31"),
        ("MSA-2", "Title MSA-2", "acme", "2027-06-30"),
        ("MSA-3", "Title MSA-3", "beta", "2026-12-31"),
    ]


def test_an_empty_workspace_has_no_rows(tmp_path: Path) -> None:
    assert Folder(tmp_path / "empty").rows() == []


def _edit(folder: Folder) -> None:
    folder.contract("acme", "MSA-1", title="Changed")


def _edit_same_size_and_time(folder: Folder) -> None:
    file = folder.root / "contracts/acme/MSA-1/contract.md"
    before = file.stat()
    file.write_text(file.read_text().replace("Title", "Xitle"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replace_atomically(folder: Folder) -> None:
    file = folder.root / "contracts/acme/MSA-1/contract.md"
    other = file.with_name("new")
    other.write_text(file.read_text().replace("Title", "Xitle"))
    other.replace(file)


def _add_contract(folder: Folder) -> None:
    folder.contract("acme", "MSA-9")


def _add_client(folder: Folder) -> None:
    folder.contract("gamma", "MSA-8")


def _delete_contract(folder: Folder) -> None:
    (folder.root / "contracts/acme/MSA-1/contract.md").unlink()


def _delete_folder(folder: Folder) -> None:
    shutil.rmtree(folder.root / "contracts/acme/MSA-2")


def _delete_client(folder: Folder) -> None:
    shutil.rmtree(folder.root / "contracts/beta")


def _delete_all(folder: Folder) -> None:
    shutil.rmtree(folder.root / "contracts")


def _rename_client(folder: Folder) -> None:
    (folder.root / "contracts/beta").rename(folder.root / "contracts/delta")


def _swap_contracts(folder: Folder) -> None:
    one, two = folder.root / "contracts/acme/MSA-1", folder.root / "contracts/acme/MSA-2"
    aside = folder.root / "contracts/acme/aside"
    one.rename(aside)
    two.rename(one)
    aside.rename(two)


def _add_terms(folder: Folder) -> None:
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2028-12-31\n")


def _break(folder: Folder) -> None:
    folder.write("contracts/acme/MSA-1/contract.md", "nothing\n")


CHANGES: tuple[Callable[[Folder], None], ...] = (
    _edit,
    _edit_same_size_and_time,
    _replace_atomically,
    _add_contract,
    _add_client,
    _delete_contract,
    _delete_folder,
    _delete_client,
    _delete_all,
    _rename_client,
    _swap_contracts,
    _add_terms,
    _break,
)


@pytest.mark.parametrize("helpers", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen_and_a_new_index_says_the_same(
    folder: Folder, change: Callable[[Folder], None], helpers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(sweep, "_WORTH_A_HELPER", 0 if helpers else 10**9)
    before = folder.rows()
    change(folder)
    after = folder.rows()
    assert after != before
    folder.file.unlink()
    assert folder.rows() == after


def test_records_are_watched_in_every_state(folder: Folder) -> None:
    assert folder.rows()[0][3] == "2026-12-31"
    record = folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2028-12-31\n")
    assert folder.rows()[0][3] == "2028-12-31"
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2029-12-31\n")
    assert folder.rows()[0][3] == "2029-12-31"
    record.unlink()
    assert folder.rows()[0][3] == "2026-12-31"
    shutil.rmtree(record.parent)
    assert folder.rows()[0][3] == "2026-12-31"
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2030-12-31\n")
    assert folder.rows()[0][3] == "2030-12-31"


def test_a_contract_file_that_comes_to_a_folder_without_one_is_seen(folder: Folder) -> None:
    folder.write("contracts/acme/MSA-7/attachments/note.txt", "x")
    assert len(folder.rows()) == 3
    folder.contract("acme", "MSA-7")
    assert len(folder.rows()) == 4


def test_an_edit_in_the_same_moment_as_the_listing_is_seen(folder: Folder) -> None:
    """The file was changed no earlier than it was listed and gets the very same size and times again: only its content tells."""
    file = folder.contract("acme", "MSA-1")
    later = time.time_ns() + 60_000_000_000  # on a busy machine any moment before the listing may be long past
    os.utime(file, ns=(later, later))
    assert folder.rows()[0][1] == "Title MSA-1"
    with closing(sqlite3.connect(folder.file)) as kept:
        (digest,) = kept.execute("SELECT digest FROM folder WHERE client = 'acme'").fetchone()
    assert digest == b""
    file.write_text(file.read_text().replace("Title", "Xitle"))
    os.utime(file, ns=(later, later))
    assert folder.rows()[0][1] == "Xitle MSA-1"


def test_nothing_is_parsed_when_nothing_changed(folder: Folder) -> None:
    folder.rows()
    _settle(folder)
    folder.rows()

    def refuse(*_: object) -> Parsed:
        raise AssertionError("parsed although nothing changed")

    assert len(folder.rows(replace(READING, parse=refuse))) == 3


def _settle(folder: Folder) -> None:
    """Lets the change times of the files grow old enough to be trusted."""
    time.sleep(0.1)


def test_unchanged_contracts_of_a_changed_client_are_not_parsed_again(folder: Folder) -> None:
    seen: list[str] = []

    def listening(path: str, blob: str, data: bytes) -> Parsed:
        seen.append(path)
        return parse(path, blob, data)

    folder.rows()
    _settle(folder)
    folder.contract("acme", "MSA-1", title="Changed")
    folder.rows(replace(READING, parse=listening))
    assert seen == ["contracts/acme/MSA-1/contract.md"]


def test_other_inputs_give_other_terms_and_both_are_kept(folder: Folder) -> None:
    def later(contract: Contract, records: Mapping[str, bytes], parent: Terms | None) -> Terms:
        terms = derive(contract, records, parent)
        return replace(terms, spans=tuple(span._replace(end=date(2031, 1, 1)) for span in terms.spans))

    german = replace(READING, derive=later, inputs="germany")
    assert folder.rows()[0][3] == "2026-12-31"
    assert {row[3] for row in folder.rows(german)} == {"2031-01-01"}
    assert folder.rows()[0][3] == "2026-12-31"


def test_a_coterminous_contract_follows_its_parent(folder: Folder) -> None:
    folder.contract("beta", "SOW-1", with_="MSA-1")
    folder.contract("acme", "SOW-2", with_="SOW-1")
    rows = {row[0]: row[3] for row in folder.rows()}
    assert rows["SOW-1"] == rows["SOW-2"] == "2026-12-31"
    folder.contract("acme", "MSA-1", end="2029-01-31")
    rows = {row[0]: row[3] for row in folder.rows()}
    assert rows["SOW-1"] == rows["SOW-2"] == "2029-01-31"
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2030-01-31\n")
    assert {row[0]: row[3] for row in folder.rows()}["SOW-2"] == "2030-01-31"
    shutil.rmtree(folder.root / "contracts/acme/MSA-1")
    assert {row[0]: row[3] for row in folder.rows()}["SOW-2"] is None


def test_a_circle_of_coterminous_contracts_has_no_terms(folder: Folder) -> None:
    folder.contract("acme", "SOW-1", with_="SOW-2")
    folder.contract("acme", "SOW-2", with_="SOW-1")
    rows = {row[0]: row[3] for row in folder.rows()}
    assert len(rows) == 5


def test_one_text_in_two_places_is_two_rows(folder: Folder) -> None:
    text = (folder.root / "contracts/acme/MSA-1/contract.md").read_text()
    folder.write("contracts/beta/MSA-1/contract.md", text)
    assert [(row[0], row[2]) for row in folder.rows()] == [
        ("MSA-1", "acme"),
        ("MSA-2", "acme"),
        ("MSA-1", "beta"),
        ("MSA-3", "beta"),
    ]
    with folder.open() as index:
        assert index.duplicates() == {"MSA-1": ("contracts/acme/MSA-1/contract.md", "contracts/beta/MSA-1/contract.md")}
        assert index.paths_of("MSA-1") == ("contracts/acme/MSA-1/contract.md", "contracts/beta/MSA-1/contract.md")
        assert index.paths_by_id()["MSA-1"] == "contracts/acme/MSA-1/contract.md"
        keys = index.ask(Question("SELECT 1, NULL, count(DISTINCT key) FROM c", (), COLUMNS[:1], "")).rows
    assert keys == ((4,),)


def test_files_that_cannot_be_read_are_problems_and_hide_nothing(folder: Folder) -> None:
    folder.write("contracts/acme/MSA-1/contract.md", "no id here\n")
    outside = folder.write("outside.md", "id: X-1\n")
    link = folder.root / "contracts/acme/MSA-2/contract.md"
    link.unlink()
    link.symlink_to(outside)
    os.mkfifo(folder.root / "contracts/beta/pipe.md")
    (folder.root / "contracts/beta/MSA-4").mkdir()
    os.mkfifo(folder.root / "contracts/beta/MSA-4/contract.md")
    (folder.root / "contracts/away").symlink_to(folder.root / "contracts/acme")
    assert [row[0] for row in folder.rows()] == ["MSA-3"]
    with folder.open() as index:
        problems = {each.path: each.message for each in index.problems()}
        assert index.ids() == ("MSA-1", "MSA-2", "MSA-3", "MSA-4")
    assert problems["contracts/acme/MSA-1/contract.md"] == "has no id"
    assert "symbolic link" in problems["contracts/acme/MSA-2/contract.md"]
    assert "pipe" in problems["contracts/beta/MSA-4/contract.md"]
    assert len(problems) == 3


def test_look_ups(folder: Folder) -> None:
    folder.contract("acme", "MSA-1", clauses="scope liability", relations="MSA-2 MSA-3")
    folder.contract("acme", "MSA-2", clauses="scope")
    with folder.open() as index:
        assert index.guess("MSA-1") == ()
        assert index.paths_of("MSA-1") == ("contracts/acme/MSA-1/contract.md",)
        assert index.guess("MSA-1") == ("contracts/acme/MSA-1/contract.md",)
        assert index.paths_of("MSA-0") == ()
        assert index.ids(prefix="MSA-") == ("MSA-1", "MSA-2", "MSA-3")
        assert index.ids(prefix="SOW") == ()
        assert [use.contract for use in index.users_of("scope")] == ["MSA-1", "MSA-2"]
        assert [use.digest for use in index.users_of("liability")] == ["sha256:liability"]
        assert index.related("MSA-2") == (("MSA-1", "amends", "MSA-2"),)
        blob = index.blob_of("contracts/acme/MSA-1/contract.md")
        assert index.blobs()["contracts/acme/MSA-1/contract.md"] == blob
        edges = Question('SELECT 1, NULL, "from", kind, "to", digest FROM edge ORDER BY 3, 4, 5', (), COLUMNS[:4], "")
        assert ("MSA-1", "clause", "scope", "sha256:scope") in index.ask(edges).rows
        assert ("MSA-1", "amends", "MSA-3", None) in index.ask(edges).rows
    hashed = subprocess.run(
        ["git", "-C", str(folder.root), "hash-object", "--no-filters", "contracts/acme/MSA-1/contract.md"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert blob == hashed


def test_one_index_answers_about_one_state(folder: Folder) -> None:
    with folder.open() as index:
        assert index.ids() == ("MSA-1", "MSA-2", "MSA-3")
        folder.contract("acme", "MSA-5")
        assert len(folder.rows()) == 4
        assert index.ids() == ("MSA-1", "MSA-2", "MSA-3")
        assert len(index.ask(ALL).rows) == 3
    with folder.open() as index:
        assert len(index.ask(ALL).rows) == 4


def test_results_are_kept_under_their_keys(folder: Folder) -> None:
    with folder.open() as index:
        index.keep("finding", {"a": "[]", "b": "[1]"})
        index.keep("verdict", {"a": "approved"})
        index.keep("finding", {"b": "[2]"})
        assert index.recall("finding", ["a", "b", "c"]) == {"a": "[]", "b": "[2]"}
        assert index.recall("verdict", [str(n) for n in range(2000)] + ["a"]) == {"a": "approved"}


def test_two_working_trees_of_one_repository_keep_apart(folder: Folder, tmp_path: Path) -> None:
    folder.commit()
    other = tmp_path / "second"
    subprocess.run(["git", "-C", str(folder.root), "worktree", "add", "-q", str(other)], check=True, capture_output=True)
    shutil.rmtree(other / "contracts/beta")
    repo = Repository(str(other), str(folder.root / ".git/worktrees/second"), str(folder.root / ".git"))
    assert len(folder.rows()) == 3
    with Index(repo, READING) as index:
        assert len(index.ask(ALL).rows) == 2
    assert len(folder.rows()) == 3


def test_a_question_may_only_read_the_snapshot(folder: Folder) -> None:
    folder.rows()
    for sql in (
        "SELECT 1, NULL, name FROM sqlite_master",
        "SELECT 1, NULL, files FROM folder",
        "DELETE FROM span",
        "ATTACH 'x' AS y",
        "PRAGMA user_version = 7",
        "SELECT 1, NULL, load_extension('x')",
        "CREATE TEMP TABLE x (y)",
    ):
        with folder.open() as index, pytest.raises(UsageError, match="may not"):
            index.ask(Question(sql, (), COLUMNS[:1], ""))


def test_a_question_without_end_is_stopped(folder: Folder) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1, NULL, max(i) FROM n"
    with folder.open() as index, pytest.raises(UsageError, match="longer than"):
        index.ask(Question(sql, (), COLUMNS[:1], ""), patience=0.2)

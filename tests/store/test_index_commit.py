"""The index of a commit: the same questions about how the folder was, at no cost the second time."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from test_index_folder import ALL, READING, Folder, folder, parse

from clmctl.errors import Unreadable
from clmctl.model.parsed import Parsed
from clmctl.store.index.portfolio import Index

__all__ = ["folder"]


def test_a_commit_is_answered_as_it_was(folder: Folder) -> None:
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2028-12-31\n")
    first = folder.commit()
    before = folder.rows()
    folder.contract("acme", "MSA-1", title="Changed")
    folder.write("contracts/acme/MSA-1/record/terms.jsonl", "2029-12-31\n")
    shutil.rmtree(folder.root / "contracts/beta")
    folder.contract("gamma", "MSA-4")
    second = folder.commit()
    after = folder.rows()
    assert before != after
    assert folder.rows(at=first) == before
    assert folder.rows(at=second) == after
    folder.file.unlink()
    assert folder.rows(at=first) == before
    assert folder.rows() == after


def test_a_text_is_parsed_once_wherever_it_stands(folder: Folder) -> None:
    seen: list[str] = []

    def listening(path: str, blob: str, data: bytes) -> Parsed:
        seen.append(path)
        return parse(path, blob, data)

    reading = replace(READING, parse=listening)
    commit = folder.commit()
    assert folder.rows(reading, at=commit) == folder.rows(reading)
    assert len(seen) == 3
    with Index(folder.repo, reading) as index:
        index.ask(ALL, at=commit)
        assert index.ask(ALL).rows == index.ask(ALL, at=commit).rows
    assert len(seen) == 3


def test_commits_with_the_same_contracts_share_a_listing(folder: Folder) -> None:
    first = folder.commit()
    folder.write("notes.txt", "x")
    second = folder.commit()
    folder.rows(at=first)
    assert first != second

    def refuse(*_: object) -> Parsed:
        raise AssertionError("parsed again")

    assert len(folder.rows(replace(READING, parse=refuse), at=second)) == 3


def test_a_commit_is_looked_at_after_the_folder(folder: Folder) -> None:
    first = folder.commit()
    folder.contract("gamma", "MSA-4")
    second = folder.commit()
    with Index(folder.repo, READING) as index:
        assert index.ids() == ("MSA-1", "MSA-2", "MSA-3", "MSA-4")
        assert index.ids(at=first) == ("MSA-1", "MSA-2", "MSA-3")
        assert index.ids(at=second) == index.ids()
        assert index.ids(at=first) == ("MSA-1", "MSA-2", "MSA-3")


def test_a_commit_with_other_fields_leaves_the_index_of_today_alone(folder: Folder) -> None:
    commit = folder.commit()
    today = folder.rows()
    other = replace(READING, schema="as the catalogue was then")
    for _ in range(2):
        with Index(folder.repo, other, past=True) as index:
            assert len(index.ids(at=commit)) == 3

        def refuse(*_: object) -> Parsed:
            raise AssertionError("read again")

        assert folder.rows(replace(READING, parse=refuse)) == today
        other = replace(other, parse=refuse)


def test_old_commits_are_forgotten_and_found_again(folder: Folder) -> None:
    commits = []
    for number in range(8):
        folder.contract("acme", "MSA-1", title=f"Version {number}")
        commits.append(folder.commit())
    for number, commit in enumerate(commits):
        assert folder.rows(at=commit)[0][1] == f"Version {number}"
    with folder.open() as index:
        kept = index._connection().execute("SELECT count(*) FROM tree WHERE name LIKE 'tree %'").fetchone()[0]
    assert kept <= 5
    assert folder.rows(at=commits[0])[0][1] == "Version 0"


def test_a_commit_without_contracts_is_empty(folder: Folder) -> None:
    shutil.rmtree(folder.root / "contracts")
    folder.write("clmctl.yaml", "x: 1\n")
    assert folder.rows(at=folder.commit()) == []


def test_links_in_a_commit_are_problems(folder: Folder) -> None:
    file = folder.root / "contracts/acme/MSA-1/contract.md"
    file.unlink()
    file.symlink_to("../MSA-2/contract.md")
    commit = folder.commit()
    assert [row[0] for row in folder.rows(at=commit)] == ["MSA-2", "MSA-3"]
    with folder.open() as index:
        assert [problem.path for problem in index.problems(at=commit)] == ["contracts/acme/MSA-1/contract.md"]


def test_a_coterminous_contract_has_its_parents_term_of_that_commit(folder: Folder) -> None:
    folder.contract("beta", "SOW-1", with_="MSA-1")
    commit = folder.commit()
    folder.contract("acme", "MSA-1", end="2029-01-31")
    assert {row[0]: row[3] for row in folder.rows()}["SOW-1"] == "2029-01-31"
    assert {row[0]: row[3] for row in folder.rows(at=commit)}["SOW-1"] == "2026-12-31"


def test_what_differs_from_a_commit(folder: Folder) -> None:
    commit = folder.commit()
    with folder.open() as index:
        assert index.differing(commit) == ()
    folder.contract("acme", "MSA-1", title="Changed")
    folder.write("contracts/acme/MSA-2/record/notices.jsonl", "x\n")
    shutil.rmtree(folder.root / "contracts/beta")
    folder.contract("acme", "MSA-4")
    with folder.open() as index:
        assert index.differing(commit) == (
            "contracts/acme/MSA-1/contract.md",
            "contracts/acme/MSA-2/contract.md",
            "contracts/acme/MSA-4/contract.md",
            "contracts/beta/MSA-3/contract.md",
        )
        assert len(index.differing("")) == 3


def test_a_missing_object_is_told_plainly(folder: Folder) -> None:
    commit = folder.commit()
    blob = subprocess.run(
        ["git", "-C", str(folder.root), "rev-parse", f"{commit}:contracts/acme/MSA-1/contract.md"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (folder.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Unreadable, match=blob):
        folder.rows(at=commit)

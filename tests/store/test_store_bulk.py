"""Acts on many files: stored as one pack, with the ids that git gives, and durable however the disk is synced."""

import subprocess
from pathlib import Path

import pytest

from clmctl.errors import OutsideFailed
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store import objects, opening, packs, revisions, syncfs, worktree, write

ME = Actor("W", "w@example.com", "editor")
WHEN = "2026-11-22T10:00:00+00:00"
MANY = {f"contracts/a/A-{number}/contract.md": b"text %d\n" % number * (number + 1) for number in range(90)}


@pytest.fixture
def repo(tmp_path):
    return opening.init_repository(tmp_path / "work")


def _put(repo, contents):
    return write.commit(repo, Plan("edit", "x", tuple(Write(path, data) for path, data in contents.items())), ME, WHEN)


def _git(repo, *arguments):
    return subprocess.run(("git", *arguments), cwd=repo.root, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("alone", [False, True])
def test_many_files_are_stored_as_one_pack(repo, monkeypatch, alone):
    if alone:
        monkeypatch.setattr(syncfs, "_KNOWN", frozenset())
    _put(repo, {"contracts/a/A-0/contract.md": b"before\n", "contracts/z.md": b"stays\n"})
    done = _put(repo, {**MANY, "empty.md": b"", "twin.md": MANY["contracts/a/A-3/contract.md"]})
    assert len(done.paths) == 92
    assert _git(repo, "fsck", "--strict", "--no-dangling") == ""
    assert "packs: 1" in _git(repo, "count-objects", "-v")
    assert _git(repo, "status", "--porcelain") == ""
    assert _git(repo, "write-tree") == _git(repo, "rev-parse", "HEAD^{tree}")
    head = revisions.head(repo)
    assert {path: objects.file_at(repo, head, path) for path in MANY} == MANY
    assert objects.file_at(repo, head, "contracts/z.md") == b"stays\n"
    assert worktree.edits(repo) == ()


def test_what_is_stored_already_is_not_stored_again(repo):
    _put(repo, MANY)
    _put(repo, dict.fromkeys(MANY))
    _put(repo, {path.replace("contracts/", "again/"): data for path, data in MANY.items()})
    assert "in-pack: 183\npacks: 1\n" in _git(repo, "count-objects", "-v")
    assert _git(repo, "fsck", "--strict", "--no-dangling") == ""


def test_many_files_are_removed_with_their_folders(repo):
    _put(repo, {**MANY, "stays.md": b"x\n"})
    _put(repo, dict.fromkeys(MANY))
    assert _git(repo, "ls-tree", "-r", "--name-only", "HEAD") == "stays.md\n"
    assert not Path(repo.root, "contracts").exists()


def test_a_pack_has_objects_of_every_size(repo, tmp_path):
    texts = [b"", b"x", b"y" * 15, b"z" * 16, b"w" * 2047, b"v" * 2048, bytes(range(256)) * 2000]
    packs.write_pack(repo, [("blob", text) for text in texts], {})
    for text in texts:
        assert objects.blobs(repo, [objects.object_id("blob", text)]).__next__()[1] == text


def test_a_disk_that_cannot_be_synced_records_nothing(repo, monkeypatch):
    before = _put(repo, {"a.md": b"a\n"}).commit

    def fails(self):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(syncfs.Together, "sync", fails)
    with syncfs.together(repo.root, len(MANY)) as disk:
        if disk is None:
            pytest.skip("this disk is synced file by file")
    with pytest.raises(OutsideFailed, match="nothing was recorded"):
        _put(repo, MANY)
    assert revisions.head(repo) == before
    assert not Path(repo.root, "contracts").exists()


def test_few_files_are_synced_alone(tmp_path):
    with syncfs.together(str(tmp_path), syncfs.FEWEST - 1) as disk:
        assert disk is None

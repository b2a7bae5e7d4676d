"""Hand edits found without git looking, paths refused, and files opened safely."""

import os
import resource
import time

import pytest

from clmctl.errors import ClmError, Conflict, Unreadable
from clmctl.store import paths, revisions, worktree
from clmctl.store.history import changed
from clmctl.store.objects import object_id


def kinds(ground, *under):
    return {edit.path: edit.kind for edit in worktree.edits(ground.repo, under)}


def test_edits_are_found_and_named(ground):
    ground.do(
        {"contracts/a/A-1/contract.md": b"1\n", "contracts/a/A-2/contract.md": b"2\n", "t.txt": b"t", ".gitignore": b"*.bak\n"}
    )
    assert kinds(ground) == {}
    ground.put("contracts/a/A-1/contract.md", b"changed\n")
    (ground.root / "contracts/a/A-2/contract.md").unlink()
    ground.put("contracts/a/A-3/contract.md", b"new\n")
    ground.put("contracts/a/A-3/contract.md.kept-12345678", b"kept\n")
    ground.put("old.bak", b"ignored")
    ground.put(".clm-0123456789ab-0.tmp", b"left over")
    (ground.root / "link").symlink_to("/etc/passwd")
    os.mkfifo(ground.root / "pipe")
    assert kinds(ground) == {
        "contracts/a/A-1/contract.md": "edited",
        "contracts/a/A-2/contract.md": "deleted",
        "contracts/a/A-3/contract.md": "added",
        "contracts/a/A-3/contract.md.kept-12345678": "kept",
        "link": "odd",
        "pipe": "odd",
    }
    assert kinds(ground, "contracts/a/A-1") == {"contracts/a/A-1/contract.md": "edited"}
    assert kinds(ground, "t.txt", "none") == {}


def test_what_was_recorded_and_what_was_edited_by_hand_are_told_apart(ground):
    start = revisions.head(ground.repo)
    ground.do({"contracts/a/A-1/contract.md": b"1\n", "b.txt": b"b"})
    ground.put("contracts/a/A-2/contract.md", b"2\n")
    (ground.root / "b.txt").unlink()
    assert changed(ground.repo, start, revisions.head(ground.repo)) == ("b.txt", "contracts/a/A-1/contract.md")
    assert changed(ground.repo, start, revisions.head(ground.repo), ["contracts"]) == ("contracts/a/A-1/contract.md",)
    assert kinds(ground) == {"b.txt": "deleted", "contracts/a/A-2/contract.md": "added"}


@pytest.mark.parametrize("indexed", ["--sparse-index", "--no-sparse-index"])
def test_what_a_sparse_checkout_keeps_away_is_nobody_s_edit(ground, indexed):
    ground.do({"contracts/a/A-1/contract.md": b"1\n", "contracts/b/B-1/contract.md": b"2\n", ".clm/n.yaml": b"a: 1\n"})
    ground.git("sparse-checkout", "set", "--cone", indexed, "contracts/a")
    assert not (ground.root / "contracts/b").exists()
    assert kinds(ground) == {}
    assert worktree.not_checked_out(ground.repo) == {"contracts/b/B-1/contract.md", ".clm/n.yaml"}
    ground.do({"contracts/a/A-1/contract.md": b"changed\n"})
    with pytest.raises(Conflict, match="sparse") as refused:
        ground.do({"contracts/a/A-1/contract.md": b"again\n", ".clm/n.yaml": b"a: 2\n"})
    assert refused.value.path == ".clm/n.yaml" and "sparse-checkout add .clm" in refused.value.hint
    assert ground.git("ls-tree", "-r", "--name-only", "HEAD", "contracts/b").strip() == "contracts/b/B-1/contract.md"
    (ground.root / "contracts/a/A-1/contract.md").unlink()
    assert kinds(ground) == {"contracts/a/A-1/contract.md": "deleted"}
    ground.git("sparse-checkout", "disable")
    assert worktree.not_checked_out(ground.repo) == frozenset()


def test_a_touched_but_equal_file_is_no_edit(ground):
    ground.do({"a.txt": b"same\n"})
    os.utime(ground.root / "a.txt", ns=(1, 1))
    assert kinds(ground) == {}
    edit = worktree.working_blob(ground.repo, "a.txt")
    assert edit == object_id("blob", b"same\n")


def test_an_edit_of_the_same_size_in_the_same_tick_is_found(ground):
    ground.put("a.txt", b"aaaa")
    ground.git("add", "a.txt")
    ground.git("commit", "-q", "-m", "x")
    held = (ground.root / "a.txt").stat()
    ground.put("a.txt", b"bbbb")
    os.utime(ground.root / "a.txt", ns=(held.st_atime_ns, held.st_mtime_ns))
    assert kinds(ground) == {"a.txt": "edited"}


def test_the_index_saves_the_hashing(ground, monkeypatch):
    ground.put("a.txt", b"aaaa")
    time.sleep(0.02)
    ground.git("add", "a.txt")
    ground.git("commit", "-q", "-m", "x")
    asked = []
    monkeypatch.setattr(worktree, "read_optional", lambda root, path: asked.append(path) or b"")
    worktree.edits(ground.repo)
    assert "a.txt" not in asked


def test_a_repository_inside_is_not_ours(ground):
    inner = ground.root / "vendor"
    inner.mkdir()
    ground.git("init", "-q", str(inner))
    (inner / "x").write_text("x")
    assert kinds(ground) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/abs",
        "../x",
        "a/../b",
        "a//b",
        "./a",
        ".git/config",
        "a/.GIT/x",
        "git~1/x",
        "C:\\x",
        "a\\b",
        "a\0b",
        "a\nb",
        "-rf",
        "a/--output=x",
        "con",
        "a/NUL.txt",
        "lpt1",
        "dot.",
        "space ",
        " lead",
        "e\u0301.md",
        "rtl\u202egpj.md",
        "zero\u200bwidth",
        "n" * 256,
        "a/" * 2100 + "b",
        "what?",
        "sur\ud800rogate",
        "a:b",
    ],
)
def test_paths_that_name_no_file(text):
    assert paths.problem_with(text)


@pytest.mark.parametrize(
    "text", ["clmctl.yaml", "contracts/ümlaut/MSA-1/contract.md", ".clm/baseline.jsonl", ".gitattributes", "a b.md"]
)
def test_paths_that_do(text):
    assert paths.problem_with(text) == ""


@pytest.mark.parametrize("text", ["MSA-2026-0001", "A" * 64, "0"])
def test_contract_ids(text):
    assert paths.is_contract_id(text)


@pytest.mark.parametrize("text", ["A" * 65, "a-1", "-A", "", "A\n", "É", "A_B"])
def test_what_is_no_contract_id(text):
    assert not paths.is_contract_id(text)


def test_reading_refuses_what_is_no_plain_file(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (root / "plain").write_bytes(b"plain")
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "dirlink").symlink_to(tmp_path)
    (root / "loop").symlink_to("loop")
    (root / "folder").mkdir()
    os.mkfifo(root / "pipe")
    assert paths.read_optional(str(root), "plain") == b"plain"
    assert paths.read_optional(str(root), "none/at/all") is None
    for odd in ("link", "dirlink/secret", "loop", "folder", "pipe", "plain/below"):
        with pytest.raises(Unreadable) as caught:
            paths.read_optional(str(root), odd)
        assert caught.value.path == odd
    assert paths.read_optional(str(root), "none") is None
    with pytest.raises(Unreadable, match="larger"):
        paths.read_optional(str(root), "plain", largest=3)
    with pytest.raises(ClmError):
        paths.outside_file(str(root / "pipe"))
    assert paths.outside_file(str(root / "link")) == b"secret"


def test_out_of_file_handles_is_an_outside_failure(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        with pytest.raises(ClmError) as caught:
            paths.read_optional(str(tmp_path), "a")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert caught.value.exit_code == 4

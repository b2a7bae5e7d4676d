"""Fetch, push and the sides of a merge, on a real remote beside."""

import subprocess
from pathlib import Path

import pytest

from clmctl.errors import ClmError, Conflict, UsageError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store import remote, revisions, write

ME = Actor("A", "a@example.com", "editor")


@pytest.fixture
def pair(tmp_path, ground, lay):
    """Two clones of one remote."""
    bare = tmp_path / "remote.git"
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(bare)), check=True)
    ground.git("remote", "add", "origin", str(bare))
    ground.do({"a.txt": b"base\n", "b.txt": b"base\n"})
    assert remote.push(ground.repo, "origin", "main", revisions.head(ground.repo))
    subprocess.run(("git", "clone", "-q", str(bare), str(tmp_path / "other")), check=True)
    return ground, lay(tmp_path / "other")


def test_what_one_pushes_the_other_takes_over(pair):
    here, there = pair
    commit = there.do({"a.txt": b"theirs\n", "new/x.md": b"x\n", "b.txt": None}).commit
    assert remote.upstream(there.repo) == ("origin", "main")
    assert remote.push(there.repo, "origin", "main", commit)
    assert remote.upstream(here.repo) == ("origin", "main")
    assert remote.fetch(here.repo, "origin", "main") == commit
    receipt = remote.fast_forward(here.repo, commit)
    assert receipt.commit == commit
    assert receipt.paths == ("a.txt", "b.txt", "new/x.md")
    assert (here.root / "new/x.md").read_bytes() == b"x\n"
    assert not (here.root / "b.txt").exists()
    here.sound()


def test_a_hand_edit_in_the_way_stops_taking_over(pair):
    here, there = pair
    commit = there.do({"a.txt": b"theirs\n"}).commit
    remote.push(there.repo, "origin", "main", commit)
    remote.fetch(here.repo, "origin", "main")
    here.put("a.txt", b"mine\n")
    before = revisions.head(here.repo)
    with pytest.raises(Conflict):
        remote.fast_forward(here.repo, commit)
    assert (here.root / "a.txt").read_bytes() == b"mine\n"
    assert revisions.head(here.repo) == before


def test_who_pushes_second_is_told_and_merges(pair):
    here, there = pair
    theirs = there.do({"a.txt": b"theirs\n", "t.txt": b"t\n"}).commit
    remote.push(there.repo, "origin", "main", theirs)
    ours = here.do({"a.txt": b"ours\n", "o.txt": b"o\n"}).commit
    assert remote.push(here.repo, "origin", "main", ours) is False
    assert remote.fetch(here.repo, "origin", "main") == theirs
    with pytest.raises(UsageError):
        remote.fast_forward(here.repo, theirs)
    base = remote.merge_base(here.repo, ours, theirs)
    sides = remote.three_sides(here.repo, base, ours, theirs)
    assert sides == (
        remote.Sides("a.txt", b"base\n", b"ours\n", b"theirs\n"),
        remote.Sides("t.txt", None, None, b"t\n"),
    )
    plan = Plan("sync", "Sync", (Write("a.txt", b"both\n"), Write("t.txt", b"t\n")), merges=theirs)
    merged = write.commit(here.repo, plan, ME, "2026-11-22T10:00:00Z").commit
    assert remote.push(here.repo, "origin", "main", merged)
    here.sound()


def test_no_remote_no_branch_no_helper_of_the_repository(pair, tmp_path):
    here, _ = pair
    with pytest.raises(UsageError, match="no remote"):
        remote.fetch(here.repo, "--upload-pack=evil", "main")
    with pytest.raises(UsageError, match="no name of a branch"):
        remote.fetch(here.repo, "origin", "--all")
    with pytest.raises(UsageError):
        remote.push(here.repo, "origin", "main", "HEAD")
    assert remote.fetch(here.repo, "origin", "nowhere") == ""
    for key in ("core.sshCommand", "remote.origin.uploadpack", "credential.helper"):
        here.git("config", key, f"touch {tmp_path}/canary; false")
        with pytest.raises(ClmError, match="no remote is reached"):
            remote.fetch(here.repo, "origin", "main")
        here.git("config", "--unset", key)
    assert not (tmp_path / "canary").exists()


def test_a_command_for_an_address_is_refused(pair, tmp_path):
    here, _ = pair
    here.git("config", "remote.origin.url", f"ext::sh -c touch% {tmp_path}/canary")
    with pytest.raises(ClmError):
        remote.fetch(here.repo, "origin", "main")
    assert not (tmp_path / "canary").exists()


def test_a_remote_that_is_gone_is_an_outside_failure(pair, tmp_path):
    here, _ = pair
    here.git("config", "remote.origin.url", str(tmp_path / "gone.git"))
    with pytest.raises(ClmError) as caught:
        remote.fetch(here.repo, "origin", "main")
    assert caught.value.exit_code == 4


def test_hooks_of_the_repository_do_not_run_when_pushing(pair, tmp_path):
    here, _ = pair
    hook = Path(here.repo.git_dir, "hooks", "pre-push")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/canary\n")
    hook.chmod(0o755)
    commit = here.do({"a.txt": b"2\n"}).commit
    assert remote.push(here.repo, "origin", "main", commit)
    assert not (tmp_path / "canary").exists()


def test_a_link_from_their_side_is_not_taken_over(pair):
    here, there = pair
    (there.root / "link").symlink_to("/etc/passwd")
    there.git("add", "link")
    there.git("commit", "-q", "-m", "link")
    theirs = revisions.head(there.repo)
    remote.push(there.repo, "origin", "main", theirs)
    remote.fetch(here.repo, "origin", "main")
    with pytest.raises(ClmError, match="link"):
        remote.fast_forward(here.repo, theirs)
    here.sound()


@pytest.mark.parametrize(
    "said", ["fatal: bad object refs/heads/main", "fatal: bad object refs/heads/none", "fatal: bad object refs/../HEAD"]
)
def test_what_the_other_end_says_of_a_ref_is_not_said_of_ours(pair, tmp_path, monkeypatch, said):
    here, _ = pair
    ssh = tmp_path / "ssh"
    ssh.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 128\n")
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    here.git("config", "remote.origin.url", "ssh://git@example.invalid/x.git")
    with pytest.raises(ClmError, match="could not be reached") as caught:
        remote.fetch(here.repo, "origin", "main")
    assert caught.value.exit_code == 4 and "delete" not in caught.value.hint


def test_our_own_broken_branch_is_named_and_that_of_head_never_to_be_deleted(pair):
    here, there = pair
    remote.push(there.repo, "origin", "main", there.do({"a.txt": b"2\n"}).commit)
    broken = Path(here.repo.git_dir, "refs/heads/broken")
    broken.write_text("garbage\n")
    with pytest.raises(ClmError, match="refs/heads/broken of this workspace is damaged") as caught:
        remote.fetch(here.repo, "origin", "main")
    assert "delete the file .git/refs/heads/broken" in caught.value.hint
    here.git("symbolic-ref", "HEAD", "refs/heads/broken")
    with pytest.raises(ClmError, match="refs/heads/broken of this workspace is damaged") as caught:
        remote.fetch(here.repo, "origin", "main")
    assert "delete" not in caught.value.hint and "doctor" in caught.value.hint

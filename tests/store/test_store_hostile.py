"""A repository whose own configuration would run programs: nothing that reads it, or writes to it, runs one."""

import os
import stat
from pathlib import Path

import pytest

from clmctl.errors import ClmError
from clmctl.store import audit, author, history, objects, opening, recover, remote, revisions, worktree

CONTRACT = "contracts/acme/MSA-2026-0001/contract.md"
#: Keys of a repository's configuration that name a program; `CANARY` becomes a script that leaves a file.
KEYS = {
    "core.fsmonitor": "CANARY",
    "core.pager": "CANARY",
    "pager.log": "CANARY",
    "core.editor": "CANARY",
    "sequence.editor": "CANARY",
    "core.askPass": "CANARY",
    "core.sshCommand": "CANARY",
    "core.gitProxy": "CANARY",
    "core.alternateRefsCommand": "CANARY",
    "core.hooksPath": "HOOKS",
    "filter.evil.clean": "CANARY",
    "filter.evil.smudge": "CANARY",
    "filter.evil.process": "CANARY",
    "diff.external": "CANARY",
    "diff.evil.textconv": "CANARY",
    "diff.evil.command": "CANARY",
    "merge.evil.driver": "CANARY",
    "gpg.program": "CANARY",
    "gpg.ssh.program": "CANARY",
    "gpg.ssh.defaultKeyCommand": "CANARY",
    "credential.helper": "!CANARY",
    "trailer.reason.command": "CANARY",
    "trailer.reason.cmd": "CANARY",
    "interactive.diffFilter": "CANARY",
    "alias.log": "!CANARY",
    "alias.rev-parse": "!CANARY",
    "remote.origin.uploadpack": "CANARY",
    "remote.origin.receivepack": "CANARY",
    "remote.origin.vcs": "evil",
    "remote.origin.url": "ext::CANARY",
    "uploadpack.packObjectsHook": "CANARY",
    "include.path": "MORE",
}
HOOKS = ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change", "post-checkout", "pre-push")


@pytest.fixture
def hostile(ground, tmp_path, monkeypatch):
    """A function that makes the workspace hostile by one key (or all), and one that tells what ran."""
    canary = tmp_path / "canary.sh"
    ran = tmp_path / "ran"
    canary.write_text(f'#!/bin/sh\necho "$0 $*" >> {ran}\ncat\nexit 1\n')
    canary.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for place in (hooks, Path(ground.repo.git_dir, "hooks")):
        place.mkdir(exist_ok=True)
        for name in HOOKS:
            (place / name).write_text(canary.read_text())
            (place / name).chmod(0o755)
    helper = tmp_path / "bin"
    helper.mkdir()
    (helper / "git-remote-evil").write_text(canary.read_text())
    (helper / "git-remote-evil").chmod(0o755)
    monkeypatch.setenv("PATH", f"{helper}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "more").write_text(f'[core]\nfsmonitor = {canary}\n[filter "evil"]\nclean = {canary}\n')
    ground.put(".gitattributes", b"* filter=evil diff=evil merge=evil\n")
    ground.put(CONTRACT, b"one\n")
    ground.git("-c", "core.hooksPath=/dev/null", "add", "-A")
    ground.git("-c", "core.hooksPath=/dev/null", "commit", "-q", "-m", "one", "-m", "Reason: because")
    ground.put(CONTRACT, b"edited by hand\n")
    # git asks a filter only about a file of the size it knows whose times are not those it knows, whatever second it is.
    os.utime(ground.root / ".gitattributes", (1_000_000_000, 1_000_000_000))
    ran.unlink(missing_ok=True)

    def by(*keys):
        for key in keys:
            value = KEYS[key].replace("CANARY", str(canary)).replace("HOOKS", str(hooks)).replace("MORE", str(tmp_path / "more"))
            ground.git("config", "--file", str(Path(ground.repo.git_dir, "config")), key, value)
        return ran

    return by


def read_everything(ground):
    repo = opening.open_repository(ground.root)
    recover.heal(repo)
    head = revisions.head(repo)
    assert revisions.branch(repo) == "refs/heads/main"
    assert revisions.resolve(repo, "HEAD~1")
    assert revisions.resolve(repo, "2030-01-01") == head
    assert objects.file_at(repo, head, CONTRACT) == b"one\n"
    listed = objects.tree_listing(repo, head)
    assert len(list(objects.blobs(repo, [entry.oid for entry in listed.values()]))) == len(listed)
    assert [edit.path for edit in worktree.edits(repo)] == [CONTRACT]
    assert [edit.path for edit in worktree.edits(repo, ["contracts"])] == [CONTRACT]
    assert history.turns(repo, "MSA-2026-0001", head)[0].reason == "because"
    assert history.commits(repo, head)
    assert history.changed(repo, revisions.resolve(repo, "HEAD~1"), head)
    assert history.before_and_after(repo, head)
    assert author.known_identity(repo)[1] == "ada@example.com"
    remote.remotes(repo)
    remote.upstream(repo)
    remote.merge_base(repo, head, head)
    return repo


@pytest.mark.parametrize("key", ["core.fsmonitor", "filter.evil.clean", "include.path"])
def test_plain_git_would_run_it(hostile, ground, key):
    ran = hostile(key)
    ground.git("-c", "core.hooksPath=/dev/null", "status", check=False)
    assert ran.exists()


@pytest.mark.parametrize("key", list(KEYS))
def test_no_reading_runs_what_one_key_names(hostile, ground, key):
    ran = hostile(key)
    repo = read_everything(ground)
    assert audit.audit(repo)
    assert not ran.exists(), ran.read_text()


def test_no_reading_and_no_writing_runs_anything_of_all_keys_together(hostile, ground):
    ran = hostile(*KEYS)
    read_everything(ground)
    (ground.root / CONTRACT).write_bytes(b"one\n")
    ground.do({CONTRACT: b"two\n", "new/file.md": b"x\n"})
    ground.do({"new/file.md": None})
    assert not ran.exists(), ran.read_text()


def test_a_partial_clone_fetches_nothing_when_an_object_is_missing(hostile, ground):
    ran = hostile("remote.origin.uploadpack", "remote.origin.url", "core.sshCommand")
    for key, value in (
        ("remote.origin.promisor", "true"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryformatversion", "1"),
    ):
        ground.git("config", key, value)
    oid = ground.git("rev-parse", f"HEAD:{CONTRACT}").strip()
    loose = Path(ground.repo.git_dir, "objects", oid[:2], oid[2:])
    loose.chmod(stat.S_IWUSR | stat.S_IRUSR)
    for address in ("ext::" + str(ground.root.parent / "canary.sh"), str(ground.root)):
        ground.git("config", "remote.origin.url", address)
        loose.rename(loose.with_suffix(".away"))
        try:
            with pytest.raises(ClmError):
                objects.file_at(ground.repo, revisions.head(ground.repo), CONTRACT)
        finally:
            loose.with_suffix(".away").rename(loose)
    assert not ran.exists(), ran.read_text()


@pytest.mark.parametrize("key", list(KEYS))
def test_every_such_key_is_a_finding(hostile, ground, key):
    hostile(key)
    found = [each for each in audit.audit(ground.repo) if each.code == audit.CODE]
    assert [each.subject for each in found] == [key.lower()]
    assert found[0].severity == "error"
    assert found[0].place.path == ".git/config"


def test_hooks_are_told_of_and_a_harmless_configuration_is_not(hostile, ground):
    ground.git("config", "core.autocrlf", "false")
    ground.git("config", "remote.origin.url", "https://example.com/x.git")
    ground.git("config", "alias.st", "status")
    found = audit.audit(ground.repo)
    assert {each.code for each in found} == {"GT902"}
    assert {each.subject for each in found} == set(HOOKS)


def test_a_configuration_that_includes_a_pipe_does_not_hang(ground, tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    ground.git("config", "include.path", str(tmp_path / "pipe"))
    monkeypatch.setattr(opening, "PATIENCE", 0.5)
    with pytest.raises(ClmError, match="did not come back"):
        opening.open_repository(ground.root)
    assert [each.subject for each in audit.audit(ground.repo)] == ["include.path"]


def test_a_configuration_that_cannot_be_read_is_located(ground):
    config = Path(ground.repo.git_dir, "config")
    config.write_text(config.read_text() + "[core\n")
    with pytest.raises(ClmError):
        opening.open_repository(ground.root)
    with pytest.raises(ClmError) as caught:
        audit.audit(ground.repo)
    assert caught.value.path == ".git/config"

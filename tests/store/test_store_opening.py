"""Finding the workspace: where it is, where it is not, and what is refused, each with what to do next."""

import os
import subprocess
from pathlib import Path

import pytest

from clmctl.desk import starting
from clmctl.errors import ClmError, ConfigError, Unreadable, UsageError
from clmctl.store import git, objects, opening, revisions
from clmctl.store.plain_repository import plain_repository


def test_outside_of_any_repository(tmp_path, home):
    with pytest.raises(Unreadable, match="not in a git repository"):
        opening.open_repository(tmp_path)
    with pytest.raises(Unreadable, match="no folder"):
        opening.open_repository(tmp_path / "none")


def test_a_repository_without_settings_is_no_workspace(tmp_path, home, lay):
    made = lay(tmp_path / "plain")
    with pytest.raises(ConfigError, match=r"clmctl\.yaml"):
        opening.open_repository(made.root)
    assert opening.open_repository(made.root, settings=False).root == str(made.root)


def test_settings_that_are_not_at_the_root(tmp_path, home, lay):
    made = lay(tmp_path / "plain")
    inner = made.put("sub/clmctl.yaml", b"a: 1\n").parent
    with pytest.raises(ConfigError, match="not at the root"):
        opening.open_repository(inner)


def test_bare_repositories_are_refused(tmp_path, home, ground):
    bare = tmp_path / "bare.git"
    subprocess.run(("git", "clone", "-q", "--bare", str(ground.root), str(bare)), check=True)
    with pytest.raises(Unreadable, match="bare"):
        opening.open_repository(bare)
    with pytest.raises(Unreadable, match="bare"):
        opening.open_repository(Path(ground.repo.git_dir))
    for inside in (bare, bare / "objects", bare / "new", Path(ground.repo.git_dir)):
        with pytest.raises(Unreadable, match="bare"):
            starting.refuse_existing(inside)
    ground.git("config", "core.bare", "true")
    with pytest.raises(Unreadable, match="bare"):
        opening.open_repository(ground.root)


def test_no_workspace_is_made_inside_another(tmp_path, ground):
    for inside in (ground.root / "contracts", ground.root / "not" / "there"):
        with pytest.raises(UsageError, match="lies in the workspace"):
            starting.refuse_existing(inside)
    starting.refuse_existing(tmp_path / "beside")


def test_a_folder_that_a_workspace_leaves_to_itself_may_become_one(ground):
    ground.put(".gitignore", b"/trial/\n")
    starting.refuse_existing(ground.root / "trial")
    starting.refuse_existing(ground.root / "trial" / "deep")
    with pytest.raises(UsageError, match="lies in the workspace"):
        starting.refuse_existing(ground.root / "sub" / "trial")


def test_files_kept_elsewhere_are_refused(tmp_path, ground):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ground.git("config", "core.worktree", str(elsewhere))
    with pytest.raises(ClmError):
        opening.open_repository(ground.root)


def test_through_a_link_and_from_a_git_file(tmp_path, ground):
    (tmp_path / "link").symlink_to(ground.root)
    assert opening.open_repository(tmp_path / "link").root == str(ground.root)
    ground.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = opening.open_repository(tmp_path / "side")
    assert (side.root, side.common_dir) == (str(tmp_path / "side"), ground.repo.common_dir)


def test_a_plain_repository_is_described_as_git_describes_it(ground):
    said = plain_repository(ground.root)
    assert said == ground.repo == opening._described(ground.root, ())
    ground.git("config", "user.name", "Plain Person")
    ground.git("remote", "add", "origin", "/srv/contracts.git")
    ground.git("branch", "--set-upstream-to=main", check=False)
    assert plain_repository(ground.root) == said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("core.bare", "true"),
        ("core.worktree", "/elsewhere"),
        ("core.repositoryFormatVersion", "1"),
        ("extensions.objectFormat", "sha256"),
        ("include.path", "other"),
        ("includeIf.gitdir:/.path", "other"),
        ("core.editor", "a # comment"),
        ("remote.a b.url", "x"),
    ],
)
def test_git_is_asked_about_a_repository_that_says_more(ground, key, value):
    ground.git("config", key, value)
    assert plain_repository(ground.root) is None


@pytest.mark.parametrize(
    "config",
    [b"[core] bare = true\n", b"[core]\nbare = true\n", b"[core]\n\tbare=true\n", b"[core]\n\tbare\n", b"rubbish\n", b"\xff"],
)
def test_git_is_asked_about_a_configuration_written_in_another_way(ground, config):
    file = ground.root / ".git" / "config"
    file.write_bytes(file.read_bytes() + config)
    assert plain_repository(ground.root) is None


def test_git_is_asked_about_what_is_half_there(tmp_path, ground, monkeypatch):
    inner = ground.root / ".git"
    head = (inner / "HEAD").read_bytes()
    (inner / "HEAD").write_bytes(b"rubbish\n")
    assert plain_repository(ground.root) is None
    (inner / "HEAD").write_bytes(head)
    (inner / "refs").rename(inner / "kept")
    assert plain_repository(ground.root) is None
    (inner / "kept").rename(inner / "refs")
    assert plain_repository(ground.root) is not None
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert plain_repository(ground.root) is None
    monkeypatch.undo()
    inner.rename(tmp_path / "inner")
    inner.symlink_to(tmp_path / "inner")
    assert plain_repository(ground.root) is None


def test_git_missing_is_said_so(ground, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="git is not installed"):
        opening.open_repository(ground.root)
    with pytest.raises(Unreadable, match="git is not installed"):
        objects.Objects(ground.repo)


def test_an_old_git_is_said_so_before_anything_is_written(ground, monkeypatch, tmp_path):
    old = tmp_path / "bin"
    old.mkdir()
    (old / "git").write_text('#!/bin/sh\necho "git version 2.25.1"\n')
    (old / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{old}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ConfigError, match=r"2\.25\.1 is too old"):
        ground.do({"a": b"1"})


def test_a_folder_of_somebody_else_is_opened_only_where_the_person_trusts_it(ground, home, monkeypatch):
    monkeypatch.setattr(git, "environment", _as_somebody_else(git.environment))
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(Unreadable, match="belongs to somebody else") as caught:
        opening.open_repository(ground.root)
    assert "safe.directory" in caught.value.hint
    with (home / ".gitconfig").open("a") as opened:
        opened.write(f"[safe]\ndirectory = {ground.root}\n")
    repo = opening.open_repository(ground.root)
    assert repo.trusted == (str(ground.root),)
    assert revisions.head(repo)


def _as_somebody_else(made):
    def environment(*given, **named):
        return made(*given, **named) | {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}

    return environment


def test_a_shallow_clone_says_that_it_cannot_look_back(tmp_path, ground):
    ground.do({"a": b"1"})
    clone = tmp_path / "shallow"
    subprocess.run(("git", "clone", "-q", "--depth=1", f"file://{ground.root}", str(clone)), check=True)
    repo = opening.open_repository(clone)
    assert repo.shallow
    with pytest.raises(ClmError) as caught:
        revisions.resolve(repo, "HEAD~1")
    assert "shallow" in caught.value.hint


def test_the_environment_of_the_caller_does_not_leak_in(ground, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other-index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "objects"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'core.fsmonitor'='evil'")
    assert opening.open_repository(ground.root) == ground.repo
    ground.do({"a": b"1"})
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_PARAMETERS"):
        monkeypatch.delenv(name)
    ground.sound()


def test_init_brings_no_hooks_and_keeps_what_is_there(tmp_path, home):
    repo = opening.init_repository(tmp_path / "new")
    assert not Path(repo.git_dir, "hooks").exists()
    assert opening.init_repository(tmp_path / "new") == repo

"""The command line in a repository whose own configuration names programs: none of them runs, whoever reads or writes."""

import os
from pathlib import Path

import pytest
from hostile_make import CONTRACT, ID, READING, Ground, complaint

KEYS = (
    *("core.fsmonitor", "core.pager", "pager.log", "core.editor", "sequence.editor", "core.askPass", "core.sshCommand"),
    *("core.gitProxy", "core.alternateRefsCommand", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process"),
    *("diff.external", "diff.evil.textconv", "diff.evil.command", "merge.evil.driver", "gpg.program", "gpg.ssh.program"),
    *("gpg.ssh.defaultKeyCommand", "credential.helper", "trailer.reason.command", "trailer.reason.cmd", "alias.log"),
    *("interactive.diffFilter", "remote.origin.uploadpack", "uploadpack.packObjectsHook", "hook.evil.command", "tar.x.command"),
)
HOOKS = ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change", "post-checkout", "pre-push")
MORE = (
    ("show", ID, "--at", "HEAD"),
    ("list", "--at", "2026-11-22"),
    ("lint", "--since", "HEAD"),
    ("doctor", "--deep"),
    ("save", "--dry-run", "--why", "x"),
    ("undo", ID, "--dry-run"),
    ("hooks", "list"),
    ("clauses", "usage", "termination"),
    ("sync", "--dry-run"),
)
WRITING = (
    ("save", "--why", "x"),
    ("set", ID, "owner=legal-lead", "--why", "x"),
    ("render", ID),
    ("attach", ID, "clmctl.yaml", "--why", "x"),
    ("undo", ID, "--why", "x"),
    ("hooks", "install"),
    ("hooks", "uninstall"),
)


@pytest.fixture
def evil(tmp_path: Path) -> tuple[Ground, Path]:
    """A workspace whose every setting, hook and attribute would leave a mark, and the mark's place."""
    ground = Ground(tmp_path)
    ran, canary = tmp_path / "ran", tmp_path / "canary.sh"
    canary.write_text(f'#!/bin/sh\necho "$0 $*" >> {ran}\ncat\nexit 1\n')
    canary.chmod(0o755)
    config = ground.root / ".git" / "config"
    for key in KEYS:
        value = f"!{canary}" if key.startswith(("alias", "credential")) else str(canary)
        ground.git("config", "--file", str(config), key, value)
    more = tmp_path / "more"
    more.write_text(f'[core]\n\tfsmonitor = {canary}\n[alias]\n\trev-parse = "!{canary}"\n')
    for key, value in (
        ("hook.evil.event", "reference-transaction"),
        ("include.path", str(more)),
        ("remote.origin.url", f"ext::{canary}"),
        ("branch.main.remote", "origin"),
        ("branch.main.merge", "refs/heads/main"),
        ("submodule.evil.update", f"!{canary}"),
    ):
        ground.git("config", "--file", str(config), key, value)
    hooks = ground.root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        (hooks / name).write_text(canary.read_text())
        (hooks / name).chmod(0o755)
    ground.put(".gitmodules", f'[submodule "evil"]\n\tpath = evil\n\turl = ext::{canary}\n\tupdate = !{canary}\n')
    ground.put(".gitattributes", ground.read(".gitattributes") + b"* filter=evil diff=evil merge=evil\n")
    ground.put(CONTRACT, ground.read(CONTRACT).replace(b"notice: P60D", b"notice: P61D"))
    ran.unlink(missing_ok=True)
    return ground, ran


def made(ground: Ground, calls) -> list[str]:
    done = ground.calls(*calls, seconds=240)
    return [told for call, each in zip(calls, done, strict=True) if (told := complaint(call, each))]


def test_no_command_runs_what_a_repository_names(evil) -> None:
    ground, ran = evil
    assert not (wrong := made(ground, (*READING, *MORE))), "\n\n".join(wrong)
    assert not ran.exists(), ran.read_text()
    assert not (wrong := made(ground, WRITING)), "\n\n".join(wrong)
    assert not ran.exists(), ran.read_text()
    text = ground.read(CONTRACT)
    assert b"\nowner: legal-lead\n" in text and b"notice: P61D" in text


def test_plain_git_would_have(evil) -> None:
    import subprocess

    ground, ran = evil
    subprocess.run(("git", "status"), cwd=ground.root, env=ground.env, capture_output=True, check=False)
    assert ran.exists()


def test_doctor_names_each_key_and_ci_refuses(evil) -> None:
    ground, ran = evil
    named = ground.run("doctor", "--format", "json").text
    assert not [key for key in (*KEYS, "include.path", "remote.origin.url") if f"setting {key.lower()} " not in named]
    assert ground.run("lint", env={"CI": "true"}).code == 1
    assert not ran.exists()


def test_a_program_in_the_folder_is_never_taken_for_one_of_ours(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    ran = tmp_path / "ran"
    for name in ("git", "ssh-keygen", "python3"):
        ground.put(name, f"#!/bin/sh\ntouch {ran}\n").chmod(0o755)
    for name in ("json.py", "yaml.py", "clmctl.py", "sitecustomize.py"):
        ground.put(name, f"open({str(ran)!r}, 'w')\n")
    import subprocess
    import sys

    program = Path(sys.executable).parent / "clmctl"
    for words in (("list",), ("lint",), ("set", ID, "owner=legal-lead", "--why", "x")):
        done = subprocess.run((program, *words), cwd=ground.root, env=ground.env, capture_output=True, timeout=120, check=False)
        assert done.returncode in (0, 1), done.stderr
    assert not ran.exists()
    assert os.path.lexists(ground.root / "git")

"""Workspaces and writers for the harness: every writer is a process of its own, as commands are."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from clmctl.store import opening
from clmctl.store.git import Repository

#: One act, as a command would do it: opens, heals, makes the plan from what it reads, records, tells the commit.
WRITER = """
import json, sys
from pathlib import Path
from clmctl.errors import ClmError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Write
from clmctl.store import opening, recover, write
from clmctl.store.paths import read_optional
from clmctl.store.objects import object_id

root, rows = Path(sys.argv[1]), json.loads(sys.argv[2])
for contents in rows:
    repo = opening.open_repository(root, settings=False)
    recover.heal(repo)
    reads, writes = [], []
    for path, text in contents.items():
        data = read_optional(repo.root, path)
        reads.append(Read(path, None if data is None else object_id("blob", data)))
        writes.append(Write(path, None if text is None else text.encode()))
    plan = Plan("edit", "Change " + ", ".join(contents), tuple(writes), (("Action", "edit"),), tuple(reads))
    try:
        done = write.commit(repo, plan, Actor("W", "w@example.com", "editor"), "2026-11-22T10:00:00+00:00", with_edits=True)
        print("done", done.commit, json.dumps(contents), flush=True)
    except ClmError as problem:
        print("failed", problem.exit_code, type(problem).__name__, problem.message, flush=True)
"""


class Field:
    """A workspace in the field: writers are started on it, and it is looked at with plain git."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repo: Repository = opening.init_repository(root)

    def git(self, *arguments: str, check: bool = True, stdin: bytes = b"") -> str:
        done = subprocess.run(("git", *arguments), cwd=self.root, capture_output=True, check=False, input=stdin)
        if check and done.returncode:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def start(self, *rows: Mapping[str, str | None], fault: str = "", before: Sequence[str] = ()) -> "subprocess.Popen[str]":
        env = {**os.environ, "CLMCTL_FAULT": fault} if fault else {**os.environ}
        return subprocess.Popen(
            (*before, sys.executable, "-c", WRITER, str(self.root), json.dumps(rows)),
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *rows: Mapping[str, str | None], fault: str = "") -> tuple[int, list[str], str]:
        process = self.start(*rows, fault=fault)
        out, err = process.communicate(timeout=120)
        return process.returncode, out.strip().split("\n") if out.strip() else [], err

    def head_value(self, path: str) -> str | None:
        done = subprocess.run(("git", "cat-file", "blob", f"HEAD:{path}"), cwd=self.root, capture_output=True, check=False)
        return done.stdout.decode() if done.returncode == 0 else None

    def file_value(self, path: str) -> str | None:
        file = self.root / path
        return file.read_text() if file.is_file() else None

    def leftovers(self) -> list[str]:
        git_dir = Path(self.repo.git_dir)
        found = [str(each.relative_to(self.root)) for each in self.root.rglob(".clm-*")]
        found += [each.name for each in git_dir.rglob("*.lock")] + [each.name for each in git_dir.rglob("tmp_*")]
        own = git_dir / "clm"
        # a holder file cut off before it said who it was is nobody's lock; it goes after a minute
        return found + [each.name for each in own.glob("*") if each.name != "empty" and each.stat().st_size]


@pytest.fixture
def field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Field:
    """A workspace of two contracts."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Plain\nemail = plain@example.com\n[gc]\nauto = 0\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("CLMCTL_FAULT", raising=False)
    made = Field(tmp_path / "work")
    code, out, err = made.run({"clmctl.yaml": "organisation: {}\n", "contracts/a/A-1/contract.md": "old\n"})
    assert code == 0 and out[0].startswith("done"), err
    return made

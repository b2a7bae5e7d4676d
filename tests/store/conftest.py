"""A real repository with a home of its own, for tests of the store."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Receipt, Write
from clmctl.store import opening, write
from clmctl.store.git import Repository

ME = Actor("Ada Counsel", "ada@example.com", "editor")
WHEN = "2026-11-22T10:00:00+01:00"


class Ground:
    """A workspace to try things on: `git` runs the real one, `do` records files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.repo: Repository = opening.init_repository(root)

    def git(self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> str:
        done = subprocess.run(
            ("git", *arguments), cwd=self.root, capture_output=True, check=False, env={**os.environ, **(env or {})}, input=stdin
        )
        if check and done.returncode:
            raise AssertionError(f"git {arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def do(self, contents: Mapping[str, bytes | None], title: str = "A change", **options: object) -> Receipt:
        plan = Plan("edit", title, tuple(Write(path, data) for path, data in contents.items()))
        return write.commit(self.repo, plan, ME, WHEN, **options)  # type: ignore[arg-type]

    def put(self, path: str, data: bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def sound(self) -> None:
        """Fails unless git finds nothing wrong, nothing uncommitted and nothing left over."""
        assert self.git("fsck", "--strict", "--no-dangling") == ""
        assert self.git("status", "--porcelain") == ""
        self.no_leftovers()

    def no_leftovers(self) -> None:
        git_dir = Path(self.repo.git_dir)
        assert not (git_dir / "index.lock").exists()
        own = git_dir / "clm"
        assert not own.is_dir() or sorted(each.name for each in own.iterdir() if each.name != "empty") == []
        assert list(self.root.rglob(".clm-*")) == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, with an identity in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = Ada Counsel\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n"
    )
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("CLMCTL_FAULT", raising=False)
    return folder


@pytest.fixture
def ground(tmp_path: Path, home: Path) -> Ground:
    """An empty workspace with its first commit."""
    made = Ground(tmp_path / "work")
    made.do({"clmctl.yaml": b"organisation: {}\n"}, "Begin")
    return made


@pytest.fixture(scope="session")
def lay() -> type[Ground]:
    """Makes a workspace in a folder of one's choice."""
    return Ground

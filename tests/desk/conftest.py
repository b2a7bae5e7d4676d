"""Real workspaces of one or two people, worked on by the commands themselves."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import DAY, Office
from person import Person, Sit

from clmctl.cli.app import run


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of this machine's own settings reaches a test."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n[user]\n\tname = Plain\n\temail = plain@example.org\n")
    for name in [name for name in os.environ if name.startswith(("GIT_", "CLMCTL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "plain@example.org")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Plain")
    yield
    os.environ.pop("GIT_AUTHOR_EMAIL", None)
    os.environ.pop("GIT_AUTHOR_NAME", None)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one drawn contract, made once and copied."""
    folder = tmp_path_factory.mktemp("seed")
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(("GIT_", "CLMCTL_"))}
    before = {name: os.environ.get(name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    os.environ |= {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        root = folder / "work"
        office = Office(root, "ada@example.org", lambda: ("", ""))
        os.environ["GIT_AUTHOR_EMAIL"], os.environ["GIT_AUTHOR_NAME"] = "ada@example.org", "Ada"
        assert run(["init", str(root), "--no-input", "--as-of", DAY]) == 0
        office.draw("Acme")
    finally:
        for name in ("GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME", "GIT_CONFIG_NOSYSTEM"):
            os.environ.pop(name, None)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
        os.environ |= kept
    return root


@pytest.fixture
def office(alone: None, seeded: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Office:
    """Ada's workspace with one drawn contract, MSA-2026-0001 of acme."""
    subprocess.run(("cp", "-a", str(seeded), str(tmp_path / "ada")), check=True)
    return Office(tmp_path / "ada", "ada@example.org", capfd.readouterr)  # type: ignore[arg-type]


@pytest.fixture
def pair(office: Office, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[Office, Office]:
    """Ada and Ben, each with a workspace of their own, and a bare repository between them."""
    hub = tmp_path / "hub.git"
    subprocess.run(("git", "init", "-q", "--bare", "-b", "main", str(hub)), check=True)
    office.git("remote", "add", "origin", str(hub))
    office.clm("sync")
    subprocess.run(("git", "clone", "-q", str(hub), str(tmp_path / "ben")), check=True)
    return office, Office(tmp_path / "ben", "ben@example.org", capfd.readouterr)  # type: ignore[arg-type]


@pytest.fixture
def sit(alone: None) -> Iterator[Sit]:
    """Puts Ada at a terminal: `sit(folder, "new", ..., EDITOR=...)`."""
    people: list[Person] = []

    def down(folder: Path, *words: str, **settings: str) -> Person:
        said = {"GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", **settings}
        people.append(Person(words, folder, said))
        return people[-1]

    yield down
    for person in people:
        person.gone()

"""Real workspaces of one or two people, worked on by the commands themselves."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from person import Person, Sit

from clmctl.cli.app import run

_DAY = "2026-11-22"


class Office:
    """A workspace of one person: `clm` runs a command in it, `git` plain git."""

    def __init__(self, root: Path, email: str, capture: Callable[[], tuple[str, str]]) -> None:
        self.root, self.email = root, email
        self._capture = capture
        self.out = self.err = ""

    def clm(self, *words: str, code: int | None = 0) -> str:
        """What a command prints on stdout; its exit code must be `code` (None: any)."""
        os.environ["GIT_AUTHOR_EMAIL"], os.environ["GIT_AUTHOR_NAME"] = self.email, self.email.partition("@")[0].title()
        self._capture()
        day = () if "--as-of" in words else ("--as-of", _DAY)
        got = run([*words, "--root", str(self.root), *day, "--no-input"])
        self.out, self.err = self._capture()
        self.code = got
        assert code is None or got == code, f"{words}: exit {got}\n{self.out}\n{self.err}"
        return self.out

    def git(self, *words: str, check: bool = True, stdin: str = "", **env: str) -> str:
        done = subprocess.run(
            ("git", *words), cwd=self.root, capture_output=True, check=False, input=stdin, text=True, env={**os.environ, **env}
        )
        if check and done.returncode:
            raise AssertionError(f"git {words}: {done.stdout}{done.stderr}")
        return done.stdout + (done.stderr if not check else "")

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def change(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert text.count(old) == 1, (path, old, text.count(old))
        self.write(path, text.replace(old, new))

    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    def clean(self) -> None:
        """Fails unless everything is recorded, git finds nothing wrong and no left-over lies about."""
        assert self.git("status", "--porcelain") == ""
        assert self.git("fsck", "--strict", "--no-dangling") == ""
        assert list(self.root.rglob("*.kept-*")) == [] and list(self.root.rglob(".clm-*")) == []

    def draw(self, short_name: str) -> str:
        """Draws a contract for a customer; its folder."""
        customer = {
            "legal_name": f"{short_name} GmbH",
            "short_name": short_name,
            "address": "1 Road, Bonn",
            "email": "legal@example.net",
        }
        answers = [f"parties.customer.{name}={value}" for name, value in customer.items()] + ["dates.effective=2026-12-01"]
        self.clm("new", "customer-agreement", *(word for answer in answers for word in ("--set", answer)))
        return self.git("show", "--name-only", "--format=", "HEAD", "--", "contracts/*/contract.md").strip().rpartition("/")[0]


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
        assert run(["init", str(root), "--no-input", "--as-of", _DAY]) == 0
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

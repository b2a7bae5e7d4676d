"""A workspace of one person, worked on by the commands themselves."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from clmctl.cli.app import run

DAY = "2026-11-22"


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
        day = () if "--as-of" in words else ("--as-of", DAY)
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


def together(ada: Office, ben: Office) -> None:
    """Fails unless both stand at the same commit, and each is clean."""
    assert ada.head() == ben.head()
    ada.clean()
    ben.clean()

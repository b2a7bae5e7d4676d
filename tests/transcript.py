"""Terminal transcripts: Markdown whose ```console blocks are run and compared with what they show.

A block holds `$ command` lines, each followed by what it prints. Lines of standard error begin with `! `; an exit code other
than 0 stands in a last line `[exit 1]`. A line that ends in a backslash goes on in the next one. With `merged` both streams
are shown as a terminal shows them. Commit ids stand for themselves: equal ids must be equal, whatever they are.

A comment `<!-- start: demo -->` says where it begins: `demo` (in a folder with the workspace of `init --demo` in it),
`workspace` (in a new workspace), `drawn` (in one with a contract, MSA-2026-0001) or `empty` (an empty folder, the default).
All blocks of a file run one after the other, in one place.

`UPDATE_TRANSCRIPTS=1 pytest`, or `python tests/transcript.py FILE...`, writes what was printed into the files.
"""

import importlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clmctl.__main__ import main
from clmctl.cli.table import COMMANDS

DAY = "2026-11-22"
#: 2026-11-22 10:00 UTC
MOMENT = "1795341600"
START = re.compile(r"<!-- start: (\w+) -->")
_FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"\b(?:[0-9a-f]{40}|[0-9a-f]{10})\b")
#: What the shell must see; a plain call of clmctl is run without one.
_SHELL = re.compile(r"[|<>&;$`*~(){}\n]")


@dataclass(frozen=True)
class Done:
    """What a call left: exit code, and what it wrote, byte for byte."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def told(self) -> str:
        return self.err.decode("utf-8")


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables for a run that is the same everywhere: a fixed day, person, language and home."""
    kept = {name: os.environ[name] for name in ("TMPDIR", "LD_LIBRARY_PATH", "CLMCTL_TEST_DATA") if name in os.environ}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Contract Manager",
        "GIT_AUTHOR_EMAIL": "contract-manager@example.org",
        "GIT_COMMITTER_NAME": "Contract Manager",
        "GIT_COMMITTER_EMAIL": "contract-manager@example.org",
        "CLMCTL_AS_OF": DAY,
        "SOURCE_DATE_EPOCH": MOMENT,
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        **(more or {}),
    }


def call(
    arguments: list[str], cwd: Path, env: Mapping[str, str], stdin: bytes = b"", *, merged: bool = False, time: float = 120
) -> Done:
    """One call of clmctl in a process of its own, error boundary and all, forked from this one so that it starts at once."""
    load_commands()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            code = 70
            try:
                os.dup2(given.fileno(), 0)
                os.dup2(out.fileno(), 1)
                os.dup2(out.fileno() if merged else err.fileno(), 2)
                os.chdir(cwd)
                os.environ.clear()
                os.environ.update(env)
                sys.argv = ["clmctl", *arguments]
                sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
                code = main()
                sys.stdout.flush()
                sys.stderr.flush()
            except BaseException:
                import traceback

                traceback.print_exc(file=sys.stderr)
                sys.stderr.flush()
            finally:
                os._exit(code)
        status = exit_of(child, time)
        out.seek(0)
        err.seek(0)
        return Done(status, out.read(), err.read())


@lru_cache(maxsize=1)
def load_commands() -> None:
    """Imports once what calls would each import anew."""
    for name in ("clmctl.cli.app", *(f"clmctl.cli.commands.{entry.module}" for entry in COMMANDS)):
        importlib.import_module(name)
    for name in ("rich.console", "rich.table", "rich.text", "docx", "lxml.etree", "holidays", "yaml", "yaml12", "num2words"):
        importlib.import_module(name)
    for name in ("babel.numbers", "babel.dates", "rapidfuzz.distance", "git", "sqlite3", "clmctl.word.render"):
        importlib.import_module(name)


def exit_of(child: int, seconds: float) -> int:
    """The exit code of a child process; AssertionError, the child killed, where it is not done by then."""
    import signal
    import time

    end = time.monotonic() + seconds
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise AssertionError(f"not done after {seconds} seconds")
        time.sleep(0.002)


@dataclass(frozen=True)
class Step:
    """A command as it stands in a block, and what it is said to print."""

    written: str
    expected: str

    @property
    def command(self) -> str:
        return self.written.removeprefix("$ ").replace("\\\n", " ")


def steps(block: str) -> Iterator[Step]:
    """The steps of a console block."""
    lines = block.split("\n")[:-1]
    at = 0
    while at < len(lines):
        assert lines[at].startswith("$ "), f"a block begins with a command, not {lines[at]!r}"
        end = at
        while lines[end].endswith("\\"):
            end += 1
        after = end + 1
        while after < len(lines) and not lines[after].startswith("$ "):
            after += 1
        yield Step("\n".join(lines[at : end + 1]), "".join(line + "\n" for line in lines[end + 1 : after]))
        at = after


class Terminal:
    """Where a transcript runs: a folder it may change with `cd`, and a fixed environment."""

    def __init__(self, folder: Path, home: Path, *, merged: bool) -> None:
        self.folder = folder
        self.place = folder.parent
        self.env = environment(home)
        self.merged = merged

    def run(self, command: str) -> str:
        """What the command prints, as a transcript shows it."""
        if re.fullmatch(r"cd [\w./-]+", command):
            self.folder = (self.folder / command[3:]).resolve()
            return ""
        if command.startswith("clmctl") and not _SHELL.search(re.sub(r"'[^']*'", "", command)):
            done = call(shlex.split(command)[1:], self.folder, self.env, merged=self.merged)
        else:
            plain = subprocess.run(
                ["sh", "-c", command],
                cwd=self.folder,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if self.merged else subprocess.PIPE,
                timeout=120,
                check=False,
            )
            done = Done(plain.returncode, plain.stdout, plain.stderr or b"")
        text = _lines(done.text) + "".join(f"! {line}".rstrip() + "\n" for line in _lines(done.told).split("\n")[:-1])
        return (text + (f"[exit {done.code}]\n" if done.code else "")).replace(str(self.place), "/home/me")


def _lines(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


class Ids:
    """Commit ids by order of appearance; a short one is its long one's beginning."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def plain(self, text: str) -> str:
        return _ID.sub(lambda match: self.seen.setdefault(match[0][:10], f"<commit {len(self.seen) + 1}>"), text)


def replay(path: Path, folder: Path, *, merged: bool = False, update: bool | None = None) -> None:
    """Runs the transcript in `folder` (made ready here) and compares; AssertionError shows the first step that differs.

    With `update` (by default where UPDATE_TRANSCRIPTS is set) the file is rewritten instead.
    """
    update = bool(os.environ.get("UPDATE_TRANSCRIPTS")) if update is None else update
    text = path.read_text("utf-8")
    home = folder / "home"
    home.mkdir(parents=True)
    started = START.search(text)
    terminal = Terminal(_ready(folder / "work", home, started[1] if started else "empty"), home, merged=merged)
    ours, theirs = Ids(), Ids()
    wrong: list[str] = []

    def block(match: re.Match[str]) -> str:
        shown = []
        for step in steps(match[1]):
            printed = terminal.run(step.command)
            if not update and not wrong and theirs.plain(printed) != ours.plain(step.expected):
                wrong.append(f"{path.name}: $ {step.command}\n--- expected\n{step.expected}--- printed\n{printed}")
            shown.append(f"{step.written}\n{printed}")
        return f"```console\n{''.join(shown)}```"

    after = _FENCE.sub(block, text)
    if update and after != text:
        path.write_text(after, "utf-8")
    assert not wrong, wrong[0]


def _ready(folder: Path, home: Path, start: str) -> Path:
    """The folder a transcript begins in."""
    if start == "empty":
        folder.mkdir(parents=True)
        return folder
    made = prepared(start)
    shutil.copytree(made, folder, symlinks=True)
    return folder


_DRAW = (
    'new customer-agreement --no-input --why "new customer" --set customer="Lark Publishing Ltd" '
    "--set parties.customer.short_name=Lark "
    '--set parties.customer.address="6 Mill Lane, Oxford" --set parties.customer.email=legal@lark.example '
    '--set dates.effective=2027-01-01 --set money.total="84000 EUR"'
)
_MAKING = {"workspace": ("init",), "drawn": ("init", _DRAW), "demo": ("init demo --demo",)}
_PREPARED: dict[str, Path] = {}


def prepared(start: str) -> Path:
    """A workspace made once and copied from then on."""
    if start not in _PREPARED:
        place = Path(tempfile.mkdtemp(prefix="clmctl-test-"))
        _PREPARED[start] = place / "work"
        (place / "work").mkdir()
        (place / "home").mkdir()
        for arguments in _MAKING[start]:
            done = call(shlex.split(arguments), place / "work", environment(place / "home"))
            assert done.code == 0, done.told
        import atexit

        atexit.register(shutil.rmtree, place, ignore_errors=True)
    return _PREPARED[start]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as place:
            replay(Path(name), Path(place) / "t", merged=Path(name).name == "README.md", update=True)

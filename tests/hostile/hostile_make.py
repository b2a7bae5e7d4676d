"""Calls of clmctl in workspaces full of hostile things, many in one process, and what every one of them must keep to."""

import json
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from cli.cli_make import FORBIDDEN, Office
from transcript import Done, exit_of, load_commands, prepared

from clmctl.__main__ import main

__all__ = ["CONTRACT", "ID", "READING", "Ground", "complaint", "naughty_strings", "prepared", "yaml_files"]

ID = "MSA-2026-0001"
CONTRACT = f"contracts/lark/{ID}/contract.md"
#: Address space of a process of calls: what needs more has no bound.
MEMORY = 2 * 1024 * 1024 * 1024
#: Every command that only looks, in every format it has.
READING: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("show", ID),
    ("show", ID, "--text"),
    ("show", ID, "--format", "json"),
    *(("lint", "--format", name) for name in ("text", "json", "github")),
    *(("query", "--format", name) for name in ("table", "json", "csv", "md", "xlsx")),
    ("query", "title contains a", "--group-by", "client,type"),
    ("render", "--check"),
    ("renewals",),
    ("deadline", ID),
    ("history", ID),
    ("why", ID),
    ("clauses", "list"),
    ("templates", "list"),
    ("doctor",),
)


class Ground(Office):
    """A workspace to do harm in; calls are made by one child process, one after the other."""

    def __init__(self, folder: Path, start: str = "drawn", more: Mapping[str, str] | None = None) -> None:
        super().__init__(folder, start, more)

    def calls(self, *calls: Sequence[str], seconds: float = 60, stdin: bytes = b"") -> list[Done]:
        """What each call left. AssertionError where they do not come back in time, or a process dies of them."""
        return in_one_child(calls, self.root, self.env, seconds, stdin)

    def complaints(self, *calls: Sequence[str], seconds: float = 60, stdin: bytes = b"") -> list[str]:
        """What is wrong with the ends and words of these calls."""
        done = self.calls(*calls, seconds=seconds, stdin=stdin)
        return [told for call, each in zip(calls, done, strict=True) if (told := complaint(call, each))]

    def remove(self) -> None:
        """Takes the folder away, so that many of them need no room."""
        shutil.rmtree(self.root.parent)

    def bytes(self) -> dict[str, bytes]:
        """Every file but git's, links as where they lead."""
        return dict(_files(self.root))


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for folder, names, files in os.walk(root):
        if ".git" in names:
            names.remove(".git")
        for name in files:
            file = Path(folder, name)
            if file.is_symlink():
                yield str(file.relative_to(root)), b"-> " + os.fsencode(file.readlink())
            elif file.is_file():
                yield str(file.relative_to(root)), file.read_bytes()


def complaint(call: Sequence[str], done: Done) -> str:
    """Why this is no end a command may come to; empty where it is one."""
    told = f"$ clmctl {' '.join(map(repr, call))}\n{done.out[-1500:]!r}\n{done.err[-1500:]!r}"
    if done.code not in (0, 1, 2, 3, 4):
        return f"exit {done.code}: {told}"
    if b"Traceback" in done.err or b"nobody foresaw" in done.err:
        return f"an error nobody foresaw: {told}"
    if done.code >= 2 and not done.err.strip():
        return f"stopped without a word: {told}"
    for stream in (done.out, done.err):
        if stream.startswith(b"PK"):
            continue
        try:
            text = stream.decode("utf-8")
        except UnicodeDecodeError as problem:
            return f"not UTF-8 ({problem}): {told}"
        if found := FORBIDDEN & set(text):
            return f"{found!r} reaches the terminal: {told}"
    return ""


def in_one_child(
    calls: Iterable[Sequence[str]], cwd: Path, env: Mapping[str, str], seconds: float = 60, stdin: bytes = b""
) -> list[Done]:
    """What each call left, all made by one forked process of bounded memory."""
    load_commands()
    with tempfile.TemporaryFile() as answers:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            code = 70
            try:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                os.setsid()
                os.chdir(cwd)
                os.environ.clear()
                os.environ.update(env)
                done = [_made(call, stdin) for call in calls]
                pickle.dump(done, answers)
                answers.flush()
                code = 0
            except BaseException:
                import traceback

                traceback.print_exc(file=sys.__stderr__)
            finally:
                os._exit(code)
        try:
            status = exit_of(child, seconds)
        except AssertionError as late:
            raise AssertionError(f"{late}: {list(calls)}") from None
        if status:
            raise AssertionError(f"the process ended with {status} ({_signal(status)}): {list(calls)}")
        answers.seek(0)
        made: list[Done] = pickle.load(answers)
        return made


def _signal(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else "exit"


def _made(call: Sequence[str], stdin: bytes) -> Done:
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        for to, file in enumerate((given, out, err)):
            os.dup2(file.fileno(), to)
        sys.argv = ["clmctl", *call]
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
        out.seek(0)
        err.seek(0)
        return Done(code, out.read(), err.read())


@lru_cache(maxsize=1)
def _yaml(root: Path) -> tuple[tuple[str, bytes], ...]:
    files = sorted(each for each in root.rglob("*") if each.is_file())
    return tuple((str(each.relative_to(root)), each.read_bytes()) for each in files)


def yaml_files(test_data: Path) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of every hostile YAML file."""
    return _yaml(test_data / "data" / "hostile-yaml")


def naughty_strings(test_data: Path) -> tuple[str, ...]:
    """Every naughty string and every formula that must stay text."""
    folder = test_data / "data" / "hostile-strings" / "dev"
    strings: list[str] = json.loads((folder / "blns" / "blns.json").read_text("utf-8"))
    formulas = (folder / "csv-injection" / "payloads.txt").read_text("utf-8").split("\n")
    return tuple(dict.fromkeys(each for each in [*strings, *formulas] if each))

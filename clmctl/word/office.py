"""Word files printed to PDF by LibreOffice: several workers, each with a profile of its own, none waited for without end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from clmctl.errors import OutsideFailed
from clmctl.model.frozen import frozen

#: Where LibreOffice is looked for where it is not on the path.
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_NAMES = ("soffice", "libreoffice")
#: Files given to one start of LibreOffice: starting costs more than two of them.
_BATCH = 4
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_TRIES = 2
_LOOK = 0.05


@frozen
class Printed:
    """One file's PDF; `problem` says in words why there is none."""

    name: str
    pdf: bytes = b""
    problem: str = ""


def find_office(named: str = "") -> str:
    """The program that prints; OutsideFailed with what to install where there is none."""
    for name in (named,) if named else (*_NAMES, *_PLACES):
        if found := shutil.which(name):
            return found
    raise OutsideFailed(
        f"LibreOffice is not here{f': there is no {named}' if named else ''}.",
        hint="Install it (Debian: apt install libreoffice-writer; macOS: brew install --cask libreoffice), "
        "or name its soffice in CLMCTL_SOFFICE.",
    )


def print_pdfs(files: Iterable[tuple[str, bytes]], office: str, *, workers: int = 2, patience: float = 60.0) -> Iterator[Printed]:
    """The PDF of each (name, Word file), as they get done, in no order.

    `patience` is how many seconds LibreOffice may take for one file before it is ended and started anew; a file that fails
    twice has a problem instead of a PDF. Files are taken as they are needed, so that few are held at a time.
    """
    shelf = _Shelf()
    handfuls = _handfuls(files)
    threads = [Thread(target=_work, args=(shelf, office, patience), daemon=True) for _ in range(max(1, workers))]
    for thread in threads:
        thread.start()
    waiting = next(handfuls, None)
    ended = 0
    try:
        while any(thread.is_alive() for thread in threads) or not shelf.done.empty():
            # files are made in the caller's own thread, and only when a worker has room for them
            while shelf.orders.qsize() < len(threads) and ended < len(threads):
                shelf.orders.put(waiting)
                ended += waiting is None
                waiting = None if waiting is None else next(handfuls, None)
            with suppress(Empty):
                item = shelf.done.get(timeout=_LOOK)
                if isinstance(item, BaseException):
                    raise item
                yield item
    finally:
        shelf.stop.set()
        for _ in threads:
            shelf.orders.put(None)
        for thread in threads:
            thread.join()


def _handfuls(files: Iterable[tuple[str, bytes]]) -> "Iterator[list[_Job]]":
    rest = iter(files)
    while jobs := [_Job(name, data) for name, data in islice(rest, _BATCH)]:
        yield jobs


@dataclass(slots=True)
class _Shelf:
    """What is still to be printed (None: no more), and what is done."""

    orders: "SimpleQueue[list[_Job] | None]" = field(default_factory=SimpleQueue)
    done: "SimpleQueue[Printed | BaseException]" = field(default_factory=SimpleQueue)
    stop: Event = field(default_factory=Event)


@dataclass(slots=True)
class _Job:
    """A file to print, and how often it was tried."""

    name: str
    docx: bytes
    tries: int = 0


def _work(shelf: _Shelf, office: str, patience: float) -> None:
    """One worker: handful after handful, LibreOffice anew for each, its profile kept as long as nothing goes wrong."""
    try:
        with tempfile.TemporaryDirectory(prefix="clmctl-pdf-", ignore_cleanup_errors=True) as folder:
            room = Path(folder)
            while not shelf.stop.is_set() and (jobs := shelf.orders.get()):
                while jobs and not shelf.stop.is_set():
                    jobs = _round(jobs, room, office, patience, shelf)
    except BaseException as problem:
        shelf.done.put(problem)


def _round(jobs: list[_Job], room: Path, office: str, patience: float, shelf: _Shelf) -> list[_Job]:
    """Prints a handful; those that are to be tried again, the one that failed alone and last."""
    (room / "in").mkdir(exist_ok=True)
    (room / "out").mkdir(exist_ok=True)
    for at, job in enumerate(jobs):
        (room / "in" / f"{at}.docx").write_bytes(job.docx)
    why = _run(office, room, len(jobs), patience, shelf.stop)
    left = []
    for at, job in enumerate(jobs):
        pdf = room / "out" / f"{at}.pdf"
        if pdf.is_file() and (data := pdf.read_bytes()).startswith(b"%PDF"):
            shelf.done.put(Printed(job.name, data))
        else:
            left.append(job)
    shutil.rmtree(room / "in", ignore_errors=True)
    shutil.rmtree(room / "out", ignore_errors=True)
    if left and not shelf.stop.is_set():
        shutil.rmtree(room / "profile", ignore_errors=True)  # what hung may have left it locked
        first = left[0]  # files are printed in order: the first that is missing is the one it failed at
        first.tries += 1
        if first.tries >= _TRIES:
            shelf.done.put(Printed(first.name, problem=why))
            left = left[1:]
        elif len(left) > 1:
            left = [*left[1:], first]
    return left


def _run(office: str, room: Path, count: int, patience: float, stop: Event) -> str:
    """One start of LibreOffice over the files in `in`; why it ended, for those it did not print."""
    words = [office, f"-env:UserInstallation={(room / 'profile').as_uri()}", *_OPTIONS, "--convert-to", "pdf:writer_pdf_Export",
             "--outdir", str(room / "out"), *(str(room / "in" / f"{at}.docx") for at in range(count))]  # fmt: skip
    env = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    said = room / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**env, "HOME": str(room)},
            start_new_session=True,
            cwd=room,
        )
        try:
            hung = _waits_too_long(process, room / "out", patience, stop)
        finally:
            _end(process)
    if hung:
        return f"LibreOffice did not finish within {patience:g} seconds."
    words_said = " ".join(said.read_bytes()[-400:].decode("utf-8", "replace").split())
    return f"LibreOffice ended with {process.returncode} and made no PDF{f': {words_said}' if words_said else '.'}"


def _waits_too_long(process: "subprocess.Popen[bytes]", out: Path, patience: float, stop: Event) -> bool:
    """Waits for the end; True where no further PDF came for longer than `patience`."""
    since, count = time.monotonic(), 0
    while process.poll() is None:
        if stop.is_set():
            return False
        here = sum(1 for _ in out.iterdir())
        if here != count:
            since, count = time.monotonic(), here
        elif time.monotonic() - since > patience:
            return True
        time.sleep(_LOOK)
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends it and all it started: soffice is a script whose child does the work."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""The writer's lock: git's own `index.lock`, taken so that it names its holder.

A file that already says who holds it (process, its start, the boot, a nonce) is linked to `index.lock`, so no instant exists in
which the lock is there and its holder unknown. The holder also keeps a kernel lock (flock) on that very file, and lends it to the
children that write for it: when the kernel gives it to us, holder and children are gone. A lock that git itself took is
respected, never cleared.
"""

import contextlib
import errno
import fcntl
import json
import os
import random
import secrets
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from clmctl.errors import Conflict, OutsideFailed
from clmctl.model.frozen import frozen
from clmctl.store.git import Repository

#: Where our own files lie inside git's folder.
FOLDER = "clm"
_STALE_HOLDER = 60.0


@frozen
class Holder:
    """Who holds a lock. `start` is the process's start as the system counts it, `space` the set of processes it lives in."""

    pid: int
    start: str
    boot: str
    host: str
    space: str
    nonce: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


def own_folder(repo: Repository) -> Path:
    """Our folder inside git's, made where missing."""
    folder = Path(repo.git_dir, FOLDER)
    folder.mkdir(exist_ok=True)
    return folder


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock file, or None where it is not one of ours (git's own, or none at all)."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as opened:
        return _read_holder(opened.read(4096))


def standing_lock(repo: Repository) -> str:
    """Who holds the lock now, in words, for `doctor`; empty when it is free."""
    path = Path(repo.git_dir, "index.lock")
    try:
        info = path.stat(follow_symlinks=False)
    except OSError:
        return ""
    holder = holder_of(path)
    if holder is not None:
        return f"{path} is held by {holder}"
    try:
        age = _file_system_now(own_folder(repo)) - info.st_mtime
    except OSError:
        return f"{path} was left by another git command, or is in use"
    return f"{path} was made by another git command {age / 60:.0f} minutes ago"


class Lock:
    """The right to write to this working tree, until closed. Use as a context manager."""

    def __init__(self, repo: Repository, *, patience: float = 10.0, passing: Callable[[str], None] = lambda _step: None) -> None:
        self.repo = repo
        self.path = Path(repo.git_dir, "index.lock")
        self.nonce = secrets.token_hex(6)
        self._patience = patience
        self._passing = passing
        self.handle = -1

    def __enter__(self) -> Self:
        try:
            self._take()
        except PermissionError as problem:
            raise OutsideFailed(
                f"{self.repo.git_dir} may not be written to: {problem.strerror}", hint="Reading works; to record, ask for access."
            ) from None
        except OSError as problem:
            if problem.errno == errno.EROFS:
                raise OutsideFailed("this folder is read-only: nothing can be recorded in it") from None
            raise OutsideFailed(f"the lock could not be taken: {problem.strerror}", hint="Nothing was written.") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._release()

    def _take(self) -> None:
        mine = own_folder(self.repo) / f"holder-{os.getpid()}-{self.nonce}"
        _sweep(mine.parent)
        self.handle = os.open(mine, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        taken = False
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write_all(self.handle, json.dumps({"clmctl": 1} | asdict(_myself(self.nonce))).encode() + b"\n")
            os.fsync(self.handle)
            self._passing("holder-written")
            self._link(mine)
            taken = True
        finally:
            mine.unlink(missing_ok=True)
            if not taken:
                os.close(self.handle)
                self.handle = -1
        try:
            self._passing("lock-taken")
        except BaseException:
            self._release()
            raise

    def _link(self, mine: Path) -> None:
        """Links our file to the lock, waiting for others and clearing a dead one of ours."""
        until = time.monotonic() + self._patience
        while True:
            try:
                os.link(mine, self.path)
            except FileExistsError:
                if _clear_if_dead(self.path):
                    continue
            except OSError as problem:
                if problem.errno not in {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}:
                    raise
                if self._without_links():
                    return
                if _clear_if_dead(self.path):
                    continue
            else:
                return
            if time.monotonic() >= until:
                raise self._busy()
            time.sleep(random.uniform(0.004, 0.04))  # noqa: S311 - no secret: it spreads the tries

    def _without_links(self) -> bool:
        """Whether the lock was taken on a file system that has no hard links; the lock file is then written after it is made."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            return False
        os.close(self.handle)
        self.handle = handle
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _write_all(handle, json.dumps({"clmctl": 1} | asdict(_myself(self.nonce))).encode() + b"\n")
        return True

    def _busy(self) -> Conflict:
        holder = holder_of(self.path)
        if holder is not None:
            return Conflict(f"somebody is writing here: {holder}", hint="Nothing was written. Try again when it is done.")
        return Conflict(
            "another git command is writing here (index.lock)",
            hint=f"Nothing was written. If no git command is running any more, remove {self.path}.",
        )

    def _release(self) -> None:
        if self.handle < 0:
            return
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(self.handle), self.path.stat(follow_symlinks=False)):
                self.path.unlink()
        os.close(self.handle)
        self.handle = -1


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _read_holder(data: bytes) -> Holder | None:
    try:
        said = json.loads(data)
        if not isinstance(said, dict) or said.pop("clmctl", None) != 1:
            return None
        return Holder(
            int(said["pid"]), str(said["start"]), str(said["boot"]), str(said["host"]), str(said["space"]), str(said["nonce"])
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _clear_if_dead(path: Path) -> bool:
    """Whether the lock is gone now, or was held by one of ours that is provably dead and has been cleared."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    with os.fdopen(handle, "rb") as opened:
        holder = _read_holder(opened.read(4096))
        if holder is None or not _provably_dead(opened.fileno(), holder):
            return False
        # The kernel lock on this very file is ours now, so nobody else clears it; a name that moved on is left alone.
        try:
            same = os.path.samestat(os.fstat(opened.fileno()), path.stat(follow_symlinks=False))
        except FileNotFoundError:
            return True
        if same:
            path.unlink(missing_ok=True)
        return True


def _provably_dead(handle: int, holder: Holder) -> bool:
    me = _myself("")
    kernel = True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        kernel = False  # no kernel locks on this file system: the process's own marks must do
    if holder.boot == me.boot:
        if holder.space == me.space:
            return _start_of(holder.pid) != holder.start
        return kernel
    return holder.host == me.host


def _myself(nonce: str) -> Holder:
    return Holder(os.getpid(), _start_of(os.getpid()), _boot(), socket.gethostname(), _space(), nonce)


def _start_of(pid: int) -> str:
    """When the process began, as the system tells it; empty when there is no such process."""
    try:
        about = Path(f"/proc/{pid}/stat").read_bytes()
        fields = about[about.rindex(b")") + 2 :].split()
        return "" if fields[0] in {b"Z", b"X"} else fields[19].decode()
    except (FileNotFoundError, ProcessLookupError):
        if Path("/proc/self/stat").exists():
            return ""
    except (OSError, ValueError, IndexError):
        return "?"
    answer = subprocess.run(("ps", "-o", "lstart=", "-p", str(pid)), capture_output=True, check=False, timeout=5)
    return answer.stdout.decode(errors="replace").strip()


def _boot() -> str:
    """The running kernel's own mark, new at each boot."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        answer = subprocess.run(("sysctl", "-n", "kern.boottime"), capture_output=True, check=False, timeout=5)
        return answer.stdout.decode(errors="replace").strip()


def _space() -> str:
    try:
        return os.readlink("/proc/self/ns/pid")
    except OSError:
        return ""


def _sweep(folder: Path) -> None:
    """Removes holder files whose maker is gone: provably, or (cut off before it said who it was) after a minute."""
    with os.scandir(folder) as listed:
        names = [entry.name for entry in listed if entry.name.startswith("holder-")]
    for name in names:
        with contextlib.suppress(OSError):
            handle = os.open(folder / name, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(handle, "rb") as opened:
                holder = _read_holder(opened.read(4096))
                if holder is not None:
                    gone = _provably_dead(handle, holder)
                else:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    gone = _file_system_now(folder) - os.fstat(handle).st_mtime > _STALE_HOLDER
                if gone:
                    (folder / name).unlink()


def _file_system_now(folder: Path) -> float:
    """The present as the file system counts it."""
    probe = folder / f"now-{secrets.token_hex(6)}"
    probe.touch()
    try:
        return probe.stat().st_mtime
    finally:
        probe.unlink()

"""Safe paths: which names a workspace file may have, and files opened without ever following a link.

The root is opened once; every further part of a path is opened under the folder before it, with O_NOFOLLOW, so a link put
in its place between the check and the opening is refused by the kernel. Pipes and devices are never read.
"""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from clmctl.errors import ClmError, OutsideFailed, Unreadable, UsageError

#: Larger files are refused: nothing a contract needs is that large, and everything is read whole.
LARGEST = 64 * 1024 * 1024
_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,63}", re.ASCII)
_NOT_ON_WINDOWS = frozenset('<>:"|?*')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII | re.IGNORECASE)
_TEMPORARY = re.compile(r"\.clm-[0-9a-f]{12}-\d+\.tmp", re.ASCII)
_PLAIN = "Put a plain file or folder in its place, or move it out of the workspace."
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def is_contract_id(text: str) -> bool:
    """Whether the text can be a contract's number: capitals, digits and dashes, at most 64."""
    return _ID.fullmatch(text) is not None


def is_temporary(name: str) -> bool:
    """Whether a file of that name is a leftover of an interrupted write."""
    return _TEMPORARY.fullmatch(name) is not None


def problem_with(path: str) -> str:
    """Why the path cannot name a workspace file, in words; empty when it can."""
    if not path:
        return "it is empty"
    if len(path.encode("utf-8", "surrogatepass")) > 4000:
        return "it is too long"
    if path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path):
        return "it is not relative to the workspace"
    for part in path.split("/"):
        reason = _problem_with_part(part)
        if reason:
            return reason
    return ""


def checked(path: str) -> str:
    """The path, or an error that says why it cannot name a workspace file."""
    reason = problem_with(path)
    if reason:
        raise UsageError(f"`{path}` cannot name a file of the workspace: {reason}")
    return path


@contextmanager
def folder(root: str, path: str, *, create: bool = False, folders: "Folders | None" = None) -> Iterator[int]:
    """An open descriptor of the folder (an empty path is the root), no link followed; with `create`, made where missing.

    With `folders` it is one of theirs, which stays open for the next; nothing is made then.
    """
    if folders is not None:
        yield folders.above(f"{path}/" if path else "")[0]
        return
    current = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in path.split("/") if path else ():
            if create:
                _make(part, current)
            below = os.open(part, _FOLDER_FLAGS, dir_fd=current)
            os.close(current)
            current = below
        yield current
    finally:
        os.close(current)


class Folders:
    """Folders opened one below the other, no link followed: those of the last file stay open for the next."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._open: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def above(self, path: str) -> tuple[int, str]:
        """The open folder that holds a file, and the file's name in it; OSError where a part of the path is no folder."""
        if not self._open:
            self._open.append(("", os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)))
        *parts, name = path.split("/")
        same = 1
        while same <= min(len(parts), len(self._open) - 1) and self._open[same][0] == parts[same - 1]:
            same += 1
        self._keep(same)
        for part in parts[same - 1 :]:
            self._open.append((part, os.open(part, _FOLDER_FLAGS, dir_fd=self._open[-1][1])))
        return self._open[-1][1], name

    def close(self) -> None:
        """Closes them all."""
        self._keep(0)

    def _keep(self, count: int) -> None:
        while len(self._open) > count:
            os.close(self._open.pop()[1])


def read_optional(root: str, path: str, *, largest: int = LARGEST, folders: Folders | None = None) -> bytes | None:
    """The bytes of a workspace file, or None where there is no such file. A link, pipe, device or giant is an error.

    Many are read with their `folders`.
    """
    name = path.rsplit("/", 1)
    try:
        with folder(root, name[0] if len(name) == 2 else "", folders=folders) as parent:
            return _read_at(parent, name[-1], path, largest)
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _explained(problem, path) from None


@contextmanager
def open_file(folders: Folders, path: str) -> Iterator[BinaryIO | None]:
    """A file in a folder of the workspace open for reading parts of it, unbuffered, or None where there is no such file.

    A link, pipe or device is an error, as in `read_optional`; size is the caller's to bound.
    """
    try:
        parent, name = folders.above(path)
        handle = os.open(name, _FILE_FLAGS, dir_fd=parent)
    except FileNotFoundError:
        yield None
        return
    except OSError as problem:
        raise _explained(problem, path) from None
    with _opened(handle, path) as opened:
        yield cast("BinaryIO", opened)


def stat_of(root: str, path: str, *, folders: Folders | None = None) -> os.stat_result | None:
    """The file's own numbers, no link followed in any part; None where there is none. Many are asked with their `folders`."""
    above, _, name = path.rpartition("/")
    try:
        if folders is not None:
            return os.stat(name, dir_fd=folders.above(path)[0], follow_symlinks=False)
        with folder(root, above) as parent:
            return os.stat(name, dir_fd=parent, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise _explained(problem, path) from None


def stats_in(folders: Folders, path: str, names: Iterable[str]) -> dict[str, os.stat_result]:
    """The numbers of those of the files that stand in a folder, no link followed; empty where there is no such folder."""
    found: dict[str, os.stat_result] = {}
    try:
        parent, _ = folders.above(f"{path}/")
        there = set(os.listdir(parent))
        for name in names:
            if name in there:
                with suppress(FileNotFoundError):
                    found[name] = os.stat(name, dir_fd=parent, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as problem:
        raise _explained(problem, path) from None
    return found


def outside_file(path: str, *, largest: int = LARGEST) -> bytes:
    """The bytes of a file a person names on the command line, anywhere: links are theirs to follow, pipes and giants refused."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or problem
        raise Unreadable(f"cannot be opened: {said}", hint="Check the name and the folder you are in.", path=path) from None
    with _opened(handle, path, hint="Name a plain file.") as opened:
        return _bounded(opened.fileno(), path, largest)


def write_outside(path: str, data: bytes) -> None:
    """Writes a file where a person says, whole or not at all; OutsideFailed where it cannot be."""
    with ready_outside(path, data) as put:
        put()


@contextmanager
def ready_outside(path: str, data: bytes) -> Iterator[Callable[[], None]]:
    """What puts a file where a person says: its bytes lie on that disk already, and are taken away where it is not called.

    OutsideFailed where they cannot be written there, before anything else is done that rests on it.
    """
    if path == "-":
        raise UsageError("- is no name of a file.", hint="-o /dev/stdout writes into a pipe.")
    target = Path(path)
    beside = target.parent / f".clm-copy-{os.getpid()}.tmp"
    is_stream = False

    def put() -> None:
        with _told(path):
            target.write_bytes(data) if is_stream else beside.replace(target)

    try:
        with _told(path):
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            is_stream = target.exists() and not target.is_file()  # a pipe or device: `-o /dev/stdout`
            if not is_stream:
                beside.write_bytes(data)
        yield put
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Tells of a file that a person named what the system refuses to do with it."""
    try:
        yield
    except OSError as problem:
        hint = "Name a file in a folder that is there and that you may write to."
        raise OutsideFailed(f"cannot be written: {problem.strerror}", hint=hint, path=path) from None


def _problem_with_part(part: str) -> str:
    if part in {"", ".", ".."}:
        return "it has an empty part, `.` or `..`"
    if part.startswith("-"):
        return "a part begins with `-`"
    if not (part.isascii() and part.isprintable()):
        if part != unicodedata.normalize("NFC", part):
            return "its letters are not in the usual form (NFC), so it would have a twin"
        if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for char in part):
            return "it holds a control or invisible character"
    if not _NOT_ON_WINDOWS.isdisjoint(part):
        return 'it holds one of < > : " | ? *'
    if part.endswith((".", " ")) or part.startswith(" "):
        return "a part begins with a space or ends in a dot or a space"
    if part.lower() == ".git" or re.fullmatch(r"git~\d+", part.lower()):
        return "it lies in git's own folder"
    if _DEVICE.fullmatch(part):
        return f"`{part}` is the name of a device on Windows"
    if len(part.encode()) > 255:
        return "a part is longer than 255 bytes"
    return ""


def _make(part: str, parent: int) -> None:
    try:
        os.mkdir(part, dir_fd=parent)
    except FileExistsError:
        return
    os.fsync(parent)


def _read_at(parent: int, name: str, path: str, largest: int) -> bytes:
    with _opened(os.open(name, _FILE_FLAGS, dir_fd=parent), path) as opened:
        return _bounded(opened.fileno(), path, largest)


def _opened(handle: int, path: str, *, hint: str = _PLAIN) -> FileIO:
    """The plain file behind a descriptor; what is none is closed and refused."""
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unreadable("is not a plain file (a folder, pipe or device)", hint=hint, path=path)
        return FileIO(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _bounded(handle: int, path: str, largest: int) -> bytes:
    """All bytes of an open regular file, read to its end and not to the size it claims."""
    info = os.fstat(handle)
    if info.st_size > largest:
        raise _too_large(largest, path)
    parts: list[bytes] = []
    left = largest + 1
    while left > 0:
        part = os.read(handle, min(left, max(info.st_size + 1, 65536)))
        if not part:
            return b"".join(parts)
        parts.append(part)
        left -= len(part)
    raise _too_large(largest, path)


def _too_large(largest: int, path: str) -> Unreadable:
    hint = "Move it out of the folder: everything here is read whole."
    return Unreadable(f"is larger than {largest // (1024 * 1024)} MB", hint=hint, path=path)


def _explained(problem: OSError, path: str) -> ClmError:
    if problem.errno in {errno.ELOOP, errno.EMLINK}:
        return Unreadable("is a symbolic link or stands behind one; links are not followed", hint=_PLAIN, path=path)
    if problem.errno == errno.ENOTDIR:
        return Unreadable("stands behind something that is not a folder, or behind a symbolic link", hint=_PLAIN, path=path)
    if problem.errno == errno.ENXIO:
        return Unreadable("is not a plain file (a socket or device)", hint=_PLAIN, path=path)
    if problem.errno in {errno.EACCES, errno.EPERM}:
        return Unreadable("may not be read", hint="Check whose file it is and its permissions.", path=path)
    if problem.errno in {errno.EMFILE, errno.ENFILE, errno.EIO, errno.ENOMEM}:
        return OutsideFailed(f"could not be read: {problem.strerror}", path=path)
    return Unreadable(f"could not be read: {problem.strerror}", path=path)

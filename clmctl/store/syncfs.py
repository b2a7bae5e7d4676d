"""Many files made durable by one call to the disk they lie on, where that call is known to promise what syncing each does.

Linux's `syncfs` writes out everything of one file system and, since 5.8, reports what could not be written. On the file systems
listed here it does for every file and folder what `fsync` does. Anywhere else, and on other systems, each is synced alone.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

#: Fewer files than this are synced one by one: the disk's other writers then cost an act nothing.
FEWEST: Final = 64
_OLDEST_KERNEL = (5, 8)
#: ext2 to ext4, XFS, Btrfs, F2FS and memory. Not overlays (errors below do not reach them), networks, nor FUSE.
_KNOWN = frozenset({0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994})


class Together:
    """A disk that is synced once for all that is written on it. It must be opened before the first of it is written."""

    __slots__ = ("_device", "_handle")

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._device = os.fstat(handle).st_dev

    def covers(self, handle: int) -> bool:
        """Whether an open file or folder lies on this disk; another one must be synced by itself."""
        return os.fstat(handle).st_dev == self._device

    def sync(self) -> None:
        """Returns when everything written so far is durable; OSError where something could not be written."""
        import ctypes  # noqa: PLC0415 - few acts need it

        if ctypes.CDLL(None, use_errno=True).syncfs(self._handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


@contextmanager
def together(root: str, count: int) -> Iterator[Together | None]:
    """The disk under a folder for that many files; None where each is to be synced alone."""
    if count < FEWEST or not _can():
        yield None
        return
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield Together(handle) if _kind(handle) in _KNOWN else None
    finally:
        os.close(handle)


def _can() -> bool:
    """Whether this system has the call and reports its failures."""
    import ctypes  # noqa: PLC0415

    if sys.platform != "linux":
        return False
    release = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return release is not None and (int(release[1]), int(release[2])) >= _OLDEST_KERNEL and hasattr(ctypes.CDLL(None), "syncfs")


def _kind(handle: int) -> int:
    """The file system's number (`f_type`, the first field of `struct statfs`); 0 where it is not told."""
    import ctypes  # noqa: PLC0415

    told = (ctypes.c_ulong * 64)()
    if ctypes.CDLL(None).fstatfs(handle, told):
        return 0
    return int(told[0]) & 0xFFFFFFFF

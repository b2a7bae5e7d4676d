"""Work on a stranger's file in a process of its own, with a limit of time and of memory.

A library that reads PDFs can be kept busy for hours by a file of a few kilobytes, and no exception ends that. A forked child
inherits the bytes for nothing and can be killed. Where a process cannot fork, the work is done in the process itself.
"""

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_PIECE = 1 << 20
_WHOLE = b"\0whole"


class TooLong(Exception):
    """The work was ended because it took longer than it was given."""


class Broken(Exception):
    """The process died before it answered: it ran out of memory, or a library brought it down."""


def confined(work: Callable[[], bytes], *, seconds: float, memory: int) -> bytes:
    """What `work` answers, within so many seconds and so many bytes of memory more than are held now.

    `work` must not raise: what goes wrong is part of its answer. TooLong and Broken where there is none.
    """
    if not hasattr(os, "fork"):
        return work()
    answers, answering = os.pipe()
    child = os.fork()
    if not child:
        _answer(work, answering, seconds, memory)
    os.close(answering)
    said = bytearray()
    end = time.monotonic() + seconds
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([answers], [], [], left)[0]:
                raise TooLong
            piece = os.read(answers, _PIECE)
            if not piece:
                break
            said += piece
    finally:
        os.close(answers)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not said.endswith(_WHOLE):
        raise Broken
    return bytes(said[: -len(_WHOLE)])


def _answer(work: Callable[[], bytes], answering: int, seconds: float, memory: int) -> None:
    """The child: limits itself, works, answers and ends without anything its parent would do at its end."""
    try:
        _limit(seconds, memory)
        with open(answering, "wb") as out:
            out.write(work() + _WHOLE)
    finally:
        os._exit(0)


def _limit(seconds: float, memory: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not every system has it

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        held = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))

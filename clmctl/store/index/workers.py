"""Forked helpers that share one queue of numbered pieces of work with the process that started them.

Pools hand results back by pickling, which eats what the second core gains; a fork inherits everything for nothing and
answers with bytes. Where a process cannot fork, the work is done in the process itself.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Self

_MOST_PIECES = 8192


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether helpers can be forked here."""
    return hasattr(os, "fork")


class Helpers:
    """Running helpers. Each takes pieces `0..pieces-1` until none is left and then answers with `work`'s bytes.

    Use as a context manager; helpers still running at its end are stopped.
    """

    def __init__(self, pieces: int, count: int, work: Callable[[Iterator[int]], bytes]) -> None:
        if pieces > _MOST_PIECES:
            raise ValueError("too many pieces for the queue")
        self._queue, filled = os.pipe()
        os.write(filled, b"".join(number.to_bytes(2, "big") for number in range(pieces)))
        os.close(filled)
        self._ticks, ticking = os.pipe()
        self._running: list[tuple[int, int]] = []
        for _ in range(count):
            answers, answering = os.pipe()
            child = os.fork()
            if not child:
                self._child(work, ticking, answering)
            os.close(answering)
            self._running.append((child, answers))
        os.close(ticking)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for child, answers in self._running:
            os.close(answers)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        self._running.clear()
        os.close(self._queue)
        os.close(self._ticks)

    def pieces(self) -> Iterator[int]:
        """The numbers nobody has taken yet, one at a time."""
        while taken := os.read(self._queue, 2):
            yield int.from_bytes(taken, "big")

    def ticks(self) -> Iterator[int]:
        """How many pieces the helpers have finished since the last answer, until all are done."""
        while done := os.read(self._ticks, 65536):
            yield len(done)

    def answers(self) -> Iterator[bytes]:
        """What each helper found. A helper that failed ends this with a RuntimeError that says why."""
        while self._running:
            child, answers = self._running[-1]
            parts = []
            while part := os.read(answers, 65536):
                parts.append(part)
            self._running.pop()
            os.close(answers)
            _, status = os.waitpid(child, 0)
            if status:
                said = b"".join(parts).decode("utf-8", "replace") or f"stopped with status {status}"
                raise RuntimeError(said)
            yield b"".join(parts)

    def _child(self, work: Callable[[Iterator[int]], bytes], ticking: int, answering: int) -> None:
        """The life of a helper; never returns."""
        status = 1
        try:
            gc.disable()
            answer = work(self._ticking(ticking))
            os.close(ticking)
            status = 0
        except BaseException as problem:
            answer = f"{type(problem).__name__}: {problem}".encode("utf-8", "replace")
            os.close(ticking)
        try:
            view = memoryview(answer)
            while view:
                view = view[os.write(answering, view) :]
        finally:
            os._exit(status)

    def _ticking(self, ticking: int) -> Iterator[int]:
        for number in self.pieces():
            yield number
            os.write(ticking, b".")

"""Many small pieces of the same work, shared out over the cores."""

import gc
import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from clmctl.store.index_workers import Helpers, can_fork, cores

#: Fewer pieces than this are done at once, in this process.
_WORTH_SHARING = 64
#: How many handfuls the work is cut into: enough that no core waits long for another.
_HANDFULS = 1000
#: Stands where a length would, before the words of a helper that failed.
_FAILED = b"\xff" * 8


def shared_out(pieces: Sequence[str], work: Callable[[str], str], tick: Callable[[int, int], None]) -> list[str]:
    """What `work` says of each piece, in order. It must rest on nothing that changes: forked helpers do part of it."""
    total = len(pieces)
    count = cores() if can_fork() else 1
    if total < _WORTH_SHARING or count < 2:
        return [work(piece) for piece in pieces]
    size = max(1, -(-total // _HANDFULS))
    handfuls = range(0, total, size)

    def handful(number: int) -> list[str]:
        return [work(piece) for piece in pieces[number * size : (number + 1) * size]]

    def part(numbers: Iterator[int]) -> bytes:
        return json.dumps({number: handful(number) for number in numbers}).encode()

    done: dict[int, list[str]] = {}
    with Helpers(len(handfuls), count - 1, part) as helpers:
        for number in helpers.pieces():
            done[number] = handful(number)
            tick(min(total, (number + 1) * size), total)
        for answer in helpers.answers():
            done.update({int(number): said for number, said in json.loads(answer).items()})
    tick(total, total)
    return [said for number in range(len(handfuls)) for said in done[number]]


def streamed(pieces: Sequence[str], work: Callable[[str], bytes]) -> Iterator[bytes]:
    """What `work` says of each piece, in order and as it comes, so that what is done with it goes on beside the work.

    RuntimeError with a helper's own words where one failed.
    """
    count = min(cores() - 1, len(pieces)) if can_fork() and len(pieces) >= _WORTH_SHARING else 0
    if count < 1:
        yield from map(work, pieces)
        return
    running = [_forked(pieces[at::count], work) for at in range(count)]
    try:
        for number in range(len(pieces)):
            yield _frame(running[number % count][1])
    finally:
        for child, answers in running:
            answers.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _forked(pieces: Sequence[str], work: Callable[[str], bytes]) -> tuple[int, BinaryIO]:
    """A helper that writes what it says of each piece, its length first."""
    answers, answering = os.pipe()
    child = os.fork()
    if child:
        os.close(answering)
        return child, os.fdopen(answers, "rb")
    try:
        gc.disable()
        with os.fdopen(answering, "wb") as out:
            try:
                for piece in pieces:
                    said = work(piece)
                    out.write(len(said).to_bytes(8, "big") + said)
            except BaseException as problem:
                out.write(_FAILED + f"{type(problem).__name__}: {problem}".encode("utf-8", "replace"))
    finally:
        os._exit(0)


def _frame(answers: BinaryIO) -> bytes:
    head = answers.read(8)
    if len(head) < len(_FAILED) or head == _FAILED:
        raise RuntimeError(answers.read().decode("utf-8", "replace") or "a helper stopped")
    return answers.read(int.from_bytes(head, "big"))

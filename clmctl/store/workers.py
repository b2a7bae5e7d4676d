"""Many small pieces of the same work, shared out over the cores."""

import gc
import json
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from queue import SimpleQueue
from threading import Condition, Thread
from typing import BinaryIO

from clmctl.store.index.workers import Helpers, can_fork, cores

#: Fewer pieces than this are done at once, in this process.
_WORTH_SHARING = 64
#: How many handfuls the work is cut into: enough that no core waits long for another.
_HANDFULS = 1000
#: So many bytes of answers may wait in a helper to be asked for, and one answer however long it is.
_WAITING = 16 * 1024 * 1024
#: Stands where a length would, before the words of a helper that failed.
_FAILED = b"\xff" * 8


def shared_out(
    pieces: Sequence[str], work: Callable[[str], str], tick: Callable[[int, int], None] = lambda done, total: None
) -> list[str]:
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


def streamed(pieces: Sequence[str], work: Callable[[str], bytes], *, ahead: int = 0) -> Generator[bytes, None, None]:
    """What `work` says of each piece, in order and as it comes, so that what is done with it goes on beside the work.

    With `ahead` the answers to so many pieces, or fewer long ones, may wait to be asked for, and every core works: for who uses
    them in batches and rests, or waits, in between. Otherwise a core is left to them. RuntimeError with a helper's own words
    where one failed.
    """
    helpers = cores() if ahead else cores() - 1
    count = min(helpers, len(pieces)) if can_fork() and cores() > 1 and len(pieces) >= _WORTH_SHARING else 0
    if count < 1:
        yield from map(work, pieces)
        return
    running: list[tuple[int, BinaryIO]] = []
    try:
        for at in range(count):
            running.append(_forked(pieces[at::count], work, -(-ahead // count)))
        for number in range(len(pieces)):
            yield _frame(running[number % count][1])
    finally:
        for child, answers in running:
            answers.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _forked(pieces: Sequence[str], work: Callable[[str], bytes], ahead: int) -> tuple[int, BinaryIO]:
    """A helper that writes what it says of each piece, its length first; so many answers wait in it."""
    answers, answering = os.pipe()
    child = os.fork()
    if child:
        os.close(answering)
        return child, os.fdopen(answers, "rb")
    try:
        os.close(answers)
        gc.disable()
        with os.fdopen(answering, "wb") as out:
            if ahead:
                _say_behind(pieces, work, out, ahead)
            else:
                _say(pieces, work, out.write)
    finally:
        os._exit(0)


def _say(pieces: Sequence[str], work: Callable[[str], bytes], tell: Callable[[bytes], object]) -> None:
    try:
        for piece in pieces:
            said = work(piece)
            tell(len(said).to_bytes(8, "big") + said)
    except BaseException as problem:
        tell(_FAILED + f"{type(problem).__name__}: {problem}".encode("utf-8", "replace"))


def _say_behind(pieces: Sequence[str], work: Callable[[str], bytes], out: BinaryIO, ahead: int) -> None:
    """The same; a thread waits for who reads, while the work goes on."""
    waiting: SimpleQueue[bytes] = SimpleQueue()
    room = Condition()
    count = length = 0

    def write() -> None:
        nonlocal count, length
        while said := waiting.get():
            out.write(said)
            out.flush()
            with room:
                count, length = count - 1, length - len(said)
                room.notify()

    def tell(said: bytes) -> None:
        nonlocal count, length
        with room:
            room.wait_for(lambda: count < ahead and (not count or length + len(said) <= _WAITING))
            count, length = count + 1, length + len(said)
        waiting.put(said)

    writer = Thread(target=write)
    writer.start()
    _say(pieces, work, tell)
    waiting.put(b"")
    writer.join()


def _frame(answers: BinaryIO) -> bytes:
    head = answers.read(8)
    if len(head) < len(_FAILED) or head == _FAILED:
        raise RuntimeError(answers.read().decode("utf-8", "replace") or "a helper stopped")
    return answers.read(int.from_bytes(head, "big"))

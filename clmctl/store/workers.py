"""Many small pieces of the same work, shared out over the cores."""

import json
from collections.abc import Callable, Iterator, Sequence

from clmctl.store.index_workers import Helpers, can_fork, cores

#: Fewer pieces than this are done at once, in this process.
_WORTH_SHARING = 64
#: How many handfuls the work is cut into: enough that no core waits long for another.
_HANDFULS = 1000


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

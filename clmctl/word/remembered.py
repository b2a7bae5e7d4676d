"""Things that are asked for again and again: a bounded number of them, held by what they are made with."""

from collections.abc import Callable
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")


class Generations(Generic[_Thing]):
    """A mapping that never holds more than twice `most`: when as many are new, what nobody asked for since last time goes.

    Threads may use it at once: at worst a thing is not found that was there.
    """

    __slots__ = ("_most", "_new", "_old")

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: dict[int, _Thing] = {}
        self._old: dict[int, _Thing] = {}

    def __len__(self) -> int:
        return len(self._old.keys() | self._new.keys())

    def get(self, mark: int) -> _Thing | None:
        """What stands there."""
        found = self._new.get(mark)
        if found is None and (found := self._old.get(mark)) is not None:
            self.put(mark, found)
        return found

    def put(self, mark: int, thing: _Thing) -> None:
        """Let this stand there."""
        if len(self._new) >= self._most:
            self._old, self._new = self._new, {}
        self._new[mark] = thing


class Kept(Generic[_Thing]):
    """What was made, by all it was made of. What is met for the first time is told apart: most of that never comes again.

    A mark is where to look. Two things may have one, and one thing several: then it is made again, and never taken for another.
    """

    __slots__ = ("_made", "_met")

    def __init__(self, most: int) -> None:
        self._met: Generations[bool] = Generations(4 * most)
        self._made: Generations[tuple[object, _Thing]] = Generations(most)

    def __len__(self) -> int:
        return len(self._made)

    def met(self, mark: int) -> bool:
        """Whether a thing with this mark was met before; from now on it was."""
        if self._met.get(mark):
            return True
        self._met.put(mark, True)
        return False

    def of(self, mark: int, parts: object, make: Callable[[], _Thing]) -> _Thing:
        """The thing with this mark that was made of these parts, or is made now."""
        found = self._made.get(mark)
        if found is None or found[0] != parts:
            found = parts, make()
            self._made.put(mark, found)
        return found[1]

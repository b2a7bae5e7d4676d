"""Three sides of a merge, the clashes between them, and what a person decided about each."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

from clmctl.model.frozen import frozen

Side = Literal["ours", "theirs"]
T = TypeVar("T")
S = TypeVar("S")


@frozen
class Three(Generic[T]):
    """Something as both sides found it, and as each has it now."""

    base: T
    ours: T
    theirs: T

    def each(self, look: Callable[[T], S]) -> "Three[S]":
        """The same thing of each of the three."""
        return Three(look(self.base), look(self.ours), look(self.theirs))


@frozen
class Clash:
    """One place: the file, the field, clause or line in it, and its text before and on both sides (None: not there).

    `why` says what makes it one where the texts alone do not. With `free` a person may also write words of their own.
    """

    path: str
    where: str
    base: str | None
    ours: str | None
    theirs: str | None
    why: str = ""
    free: bool = True

    @property
    def id(self) -> str:
        """Twelve figures that stand for exactly these texts at this place: a decision about others does not fit."""
        parts = (self.path, self.where, self.base, self.ours, self.theirs)
        said = "\0".join("\1" if part is None else part for part in parts)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@frozen
class Choice:
    """What a person chose for one clash: a side, or words of their own."""

    side: Literal["ours", "theirs", "own"]
    text: str = ""


@frozen
class Decisions:
    """Choices by the clash's id, and the side that decides all others (empty: they stay open)."""

    by_id: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))
    take: Literal["ours", "theirs", ""] = ""

    def about(self, clash: Clash) -> Choice | None:
        """The choice for a clash, or None while it is open."""
        made = self.by_id.get(clash.id)
        if made is not None and (made.side != "own" or clash.free):
            return made
        return Choice(self.take) if self.take else None


@frozen
class Merged:
    """A file after a merge: its bytes (None: it is gone), every clash met, and which of them are open.

    While there are `open` ones the bytes must not be used. `joined`: the bytes are neither side's as it was.
    """

    data: bytes | None
    clashes: tuple[Clash, ...] = ()
    open: tuple[Clash, ...] = ()
    joined: bool = False


#: Nobody decided anything yet.
UNDECIDED = Decisions()


class Arbiter:
    """Collects the clashes of one file while it is merged, and answers with what was decided about each."""

    def __init__(self, path: str, decisions: Decisions) -> None:
        self.path = path
        self._decisions = decisions
        self._met: list[Clash] = []
        self._open: list[Clash] = []

    def decide(self, where: str, said: Three[str | None], *, why: str = "", free: bool = True) -> Choice:
        """The choice about a place; ours while it is open."""
        clash = Clash(self.path, where, said.base, said.ours, said.theirs, why, free)
        self._met.append(clash)
        choice = self._decisions.about(clash)
        if choice is None:
            self._open.append(clash)
            return Choice("ours")
        return choice

    def reopen(self, where: str, text: str, why: str) -> None:
        """Notes that the words a person chose cannot stand there: the place stays open, and says why."""
        for clash in self._met:
            if clash.where == where and clash not in self._open:
                self._open.append(Clash(clash.path, clash.where, clash.base, clash.ours, clash.theirs, f"{text!r}: {why}"))

    @property
    def settled(self) -> bool:
        """Whether nothing is open."""
        return not self._open

    def merged(self, data: bytes | None, *, joined: bool) -> Merged:
        """The result, with all clashes met."""
        return Merged(data, tuple(self._met), tuple(self._open), joined)

"""Who wrote what: each character of a text that came, or went, with the version that brought or took it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clmctl.model.frozen import frozen
from clmctl.text.comparing.difference import token_diff


@frozen
class Author:
    """Who made a change, and when (ISO 8601, UTC), as a redline states it."""

    name: str
    date: str


@frozen
class Version:
    """A text as it stood once, and the versions it came from by their positions; `author` None where nobody can be named."""

    text: str
    parents: tuple[int, ...] = ()
    author: Author | None = None


@frozen
class Credit:
    """Whose each character is. `came` goes over the last text: None where it stood in the first. `went` goes over the first:
    None where it stands in the last. None as well where nobody can be named.
    """

    came: tuple[Author | None, ...]
    went: tuple[Author | None, ...]


@dataclass(slots=True)
class _Traced:
    """A version followed from the first: where each character comes from (a position in the first text, or -1 - version),
    and which version took each character of the first (-1: none has).
    """

    source: list[int]
    taken: list[int]


def credit(versions: Sequence[Version]) -> Credit:
    """Whose the changes from the first version to the last are. Parents stand before what came of them.

    What a merge took over from either side is credited there, not to who merged.
    """
    first = versions[0]
    traced = [_Traced(list(range(len(first.text))), [-1] * len(first.text))]
    for at, version in enumerate(versions[1:], 1):
        parents = version.parents or (0,)
        sides = [_followed(traced[parent], versions[parent].text, version.text, at) for parent in parents]
        traced.append(sides[0] if len(sides) == 1 else _merged(sides, at))
    last = traced[-1]
    names = [version.author for version in versions]
    came = tuple(names[-1 - source] if source < 0 else None for source in last.source)
    return Credit(came, tuple(names[taken] if taken >= 0 else None for taken in last.taken))


def _followed(parent: _Traced, old: str, new: str, at: int) -> _Traced:
    """A version as it follows from one parent."""
    if old == new:
        return parent
    source: list[int] = []
    taken = list(parent.taken)
    position = 0
    for change in token_diff(old, new):
        end = position + len(change.old)
        if change.kind == "kept":
            source += parent.source[position:end]
        else:
            source += [-1 - at] * len(change.new)
            for came_from in parent.source[position:end]:
                if came_from >= 0:
                    taken[came_from] = at
        position = end
    return _Traced(source, taken)


def _merged(sides: Sequence[_Traced], at: int) -> _Traced:
    """What several parents say of one version: who merged made only what stands in none of them."""
    own = -1 - at
    source = [next((said for said in each if said != own), own) for each in zip(*(side.source for side in sides), strict=True)]
    stands = {said for said in source if said >= 0}
    taken = [
        -1 if position in stands else next((who for who in each if who not in (-1, at)), at)
        for position, each in enumerate(zip(*(side.taken for side in sides), strict=True))
    ]
    return _Traced(source, taken)

"""What becomes of each atom of two texts, phrase by phrase."""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from clmctl.text.comparing.alignment import Kind, ops


class Token(Protocol):
    """A piece of a paragraph: `key` tells whether two are the same, `text` are its words, `element` set where it is no text."""

    @property
    def key(self) -> tuple[object, ...]:
        """What two that are the same have in common."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def element(self) -> object:
        """The sign or picture it is; None for words."""


def phrased(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[Kind, int]]:
    """What becomes of each atom, white space kept between two changes counted to them: a phrase is one change."""
    found = list(ops([atom.key for atom in old], [atom.key for atom in new]))
    groups = [list(group) for _, group in groupby(found, key=lambda one: one[0] == "kept")]
    out: list[tuple[Kind, int]] = []
    position = 0
    waiting: list[tuple[Kind, int]] = []  # a change that may go on behind white space

    def flush() -> None:
        out.extend([one for one in waiting if one[0] == "deleted"] + [one for one in waiting if one[0] == "inserted"])
        waiting.clear()

    for number, group in enumerate(groups):
        if group[0][0] != "kept":
            waiting += group
            position += sum(kind == "deleted" for kind, _ in group)
            continue
        island = 0 < number < len(groups) - 1 and all(new[at].text.isspace() and new[at].element is None for _, at in group)
        if island and _replaces(groups[number - 1]) and _replaces(groups[number + 1]):
            for offset, (_, at) in enumerate(group):
                waiting += [("deleted", position + offset), ("inserted", at)]
        else:
            flush()
            out += group
        position += len(group)
    flush()
    return out


def _replaces(group: Sequence[tuple[Kind, int]]) -> bool:
    return {kind for kind, _ in group} == {"deleted", "inserted"}

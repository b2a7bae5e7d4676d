"""What two versions of a paragraph begin and end with in common: pieces that stay as they are and need not be taken apart."""

from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.comparing.atoms import Atom, plain, words_of
from clmctl.word.comparing.writing import Placed
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_RUN, _PPR, _CHAR = f"{_W}r", f"{_W}pPr", f"{_W}fldChar"
_POINTS = (f"{_W}bookmarkStart", f"{_W}bookmarkEnd")
_TURNS = {"begin": 1, "end": -1}


class Trimmed(NamedTuple):
    """The pieces in common before and behind, new ones with the old they equal, and what lies between in either."""

    before: list[Placed]
    old: list["_Element"]
    new: list["_Element"]
    behind: list[Placed]


def trimmed(old: "_Element", new: "_Element") -> Trimmed:
    """Two paragraphs without the runs and bookmarks they begin and end with in common; a field is never cut."""
    was, now = ([child for child in each if child.tag != _PPR] for each in (old, new))
    most = min(len(was), len(now))
    start = _common(was, now, most)
    end = _common(was[start:][::-1], now[start:][::-1], most - start)
    return Trimmed(
        [_kept(a, b) for a, b in zip(was[:start], now[:start], strict=True)],
        was[start : len(was) - end],
        now[start : len(now) - end],
        [_kept(a, b) for a, b in zip(was[len(was) - end :], now[len(now) - end :], strict=True)],
    )


def _common(old: list["_Element"], new: list["_Element"], most: int) -> int:
    """How many of the first pieces are the same and may stay whole."""
    depth = found = 0
    for at in range(most):
        a, b = old[at], new[at]
        if a.tag != b.tag or (a.tag != _RUN and a.tag not in _POINTS):
            break
        said = plain(b)
        if "r:" in said or "Reference" in said or "drawing" in said or plain(a) != said:
            break
        depth += sum(_TURNS.get(mark.get(f"{_W}fldCharType") or "", 0) for mark in b.iter(_CHAR))
        if not depth:
            found = at + 1
    return found


def _kept(old: "_Element", new: "_Element") -> Placed:
    key = ("whole",)
    return Placed(
        "kept",
        Atom(key, words_of(new), element=new, in_run=False),
        Atom(key, words_of(old), element=old, in_run=False),
    )

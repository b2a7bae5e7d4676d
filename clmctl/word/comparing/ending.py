"""The end of a cell, note or story: its last paragraph's mark always stands, whatever came or went before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from clmctl.model.frozen import frozen
from clmctl.text.comparing.alignment import Kind, Pair
from clmctl.word.comparing.atoms import Atom
from clmctl.word.comparing.writing import Placed
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_P = f"{{{W}}}p"


class Made(NamedTuple):
    """A block of the redline, and the one of the newer file it stands for; one that has gone stands for none of them."""

    block: "_Element"
    of: "_Element | None"


@frozen
class Paragraph:
    """A paragraph to be written: its atoms, the end last, and the element whose attributes it takes."""

    placed: list[Placed]
    source: "_Element"


#: A paragraph, or a whole block that is none.
Item = Paragraph | list[Made]


def both_ended(
    old: list["_Element"], new: list["_Element"], make: Callable[[str], "_Element"]
) -> tuple[list["_Element"], list["_Element"]]:
    """The blocks of both sides, each ending with a paragraph where the other does: Word puts one behind a last table."""
    ends = [bool(blocks) and blocks[-1].tag == _P for blocks in (old, new)]
    if old and new and ends[0] != ends[1]:
        (new if ends[0] else old).append(make("p"))
    return old, new


def with_last_paired(pairs: list[Pair], old: Sequence["_Element"], new: Sequence["_Element"]) -> list[Pair]:
    """The last paragraphs of both sides as a pair where each would stand alone: the end of a cell or story is one place."""
    last_old, last_new = len(old) - 1, len(new) - 1
    alone = {Pair(last_old, None), Pair(None, last_new)}
    if not old or not new or old[-1].tag != _P or new[-1].tag != _P or not alone <= set(pairs):
        return pairs
    return [*(pair for pair in pairs if pair not in alone), Pair(last_old, last_new)]


def with_end(items: list[Item]) -> list[Item]:
    """Lets the last paragraph's mark stand, as every cell and story needs one, and as Word itself writes such changes.

    The items are paragraphs, and whole tables that came or went.
    """
    ends = [(n, item) for n, item in enumerate(items) if isinstance(item, Paragraph)]
    if not ends or ends[-1][0] != len(items) - 1 or ends[-1][1].placed[-1].kind == "kept":
        return items
    kept = next((at for at in range(len(ends) - 1, -1, -1) if ends[at][1].placed[-1].kind == "kept"), -1)
    gone = [one for one in ends[kept + 1 :] if one[1].placed[-1].kind == "deleted"]
    come = [one for one in ends[kept + 1 :] if one[1].placed[-1].kind == "inserted"]
    if gone and come:
        (first_at, first), (last_at, last) = gone[-1], come[-1]
        shared = _mark(last.placed[-1].atom, first.placed[-1].atom)
        whole = Paragraph([*first.placed[:-1], *last.placed[:-1], shared], last.source)
        return [*(item for n, item in enumerate(items) if n not in (first_at, last_at)), whole]
    if kept < 0:
        return items
    at, before = ends[kept]
    anchor, end = before.placed[-1], ends[-1][1].placed[-1]
    was = anchor.was or anchor.atom
    if any(not isinstance(item, Paragraph) for item in items[at:]):  # no paragraph runs on over a table: it is written twice
        running = _running_on(items, at, "inserted" if come else "deleted")
        words = [one for item in running for one in item.placed[:-1]] + before.placed[:-1]
        last, mark = ends[-1][1], anchor.atom if come else was
        if come:
            there = [*_as_it_was(words), *last.placed[:-1], _mark(end.atom, was)]
        else:
            there = [*last.placed[:-1], *_as_it_is(words), _mark(anchor.atom, end.atom)]
        here = [
            Paragraph([*_one_side(item.placed[:-1], ending.kind), ending], item.source)
            for item, ending in [
                *((item, item.placed[-1]) for item in running),
                (before, Placed("inserted" if come else "deleted", mark)),
            ]
        ]
        return [*items[: at - len(running)], *here, *items[at + 1 : -1], Paragraph(there, last.source)]
    if come:
        before.placed[-1], ends[-1][1].placed[-1] = anchor._replace(kind="inserted", was=None), _mark(end.atom, was)
    else:
        before.placed[-1], ends[-1][1].placed[-1] = Placed("deleted", was), _mark(anchor.atom, end.atom)
    return items


def _mark(atom: Atom, was: Atom) -> Placed:
    """The mark that stands for those of two paragraphs: what differs is as it is written, each has the style it had."""
    return Placed("kept", atom, replace(was, standing=None))


def _running_on(items: Sequence[Item], at: int, kind: Kind) -> list[Paragraph]:
    """The paragraphs right before one that run on into it in the view that lacks their marks."""
    found: list[Paragraph] = []
    for item in reversed(items[:at]):
        if not isinstance(item, Paragraph) or item.placed[-1].kind != kind:
            break
        found.insert(0, item)
    return found


def _one_side(placed: Sequence[Placed], kind: Kind) -> list[Placed]:
    """What stands there now as inserted, or what stood there before as deleted."""
    return _as_it_is(placed) if kind == "inserted" else _as_it_was(placed)


def _as_it_was(placed: Sequence[Placed]) -> list[Placed]:
    """What stood there before, all of it deleted."""
    return [Placed("deleted", one.was or one.atom) for one in placed if one.kind != "inserted"]


def _as_it_is(placed: Sequence[Placed]) -> list[Placed]:
    """What stands there now, all of it inserted."""
    return [Placed("inserted", one.atom) for one in placed if one.kind != "deleted"]

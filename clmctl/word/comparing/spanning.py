"""Fields that span paragraphs, as a table of contents does: where one begins and ends stands in both texts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clmctl.text.alignment import Kind
from clmctl.word.comparing.ending import Paragraph
from clmctl.word.comparing.writing import Placed

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A run of pieces: the paragraph it stands in, and from where to where.
_Run = tuple[int, int, int]
_OPENS, _CLOSES = "field part", "field"


def with_fields_shared(items: Sequence["Paragraph | list[_Element]"]) -> list["Paragraph | list[_Element]"]:
    """The paragraphs with one beginning and one end of each field, where the old one went and the same one came.

    A field begun twice and ended once is none to Word. The beginning stands in the first of the two paragraphs and the end in
    the last: whichever of them goes, what it holds of both texts runs on into the next.
    """
    made = list(items)
    for name, keeps_first in ((_OPENS, True), (_CLOSES, False)):
        gone, come = _runs(made, name, "deleted"), _runs(made, name, "inserted")
        drop: list[_Run] = []
        for old, new in zip(gone, come, strict=False):
            before, after = _pieces(made, old), _pieces(made, new)
            if [one.atom.key for one in before] != [one.atom.key for one in after]:
                continue
            stays = min(old, new) if keeps_first else max(old, new)
            shared = [Placed("kept", now.atom, was.atom) for was, now in zip(before, after, strict=True)]
            _put(made, stays, shared)
            drop.append(new if stays == old else old)
        for run in sorted(drop, reverse=True):
            _put(made, run, [])
    return made


def _runs(items: Sequence["Paragraph | list[_Element]"], name: str, kind: Kind) -> list[_Run]:
    found: list[_Run] = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph):
            continue
        for n, one in enumerate(item.placed):
            if one.kind != kind or one.atom.key[0] != name or one.atom.children is not None:
                continue
            if found and found[-1][0] == at and found[-1][2] == n:
                found[-1] = (at, found[-1][1], n + 1)
            else:
                found.append((at, n, n + 1))
    return found


def _pieces(items: Sequence["Paragraph | list[_Element]"], run: _Run) -> list[Placed]:
    item = items[run[0]]
    return item.placed[run[1] : run[2]] if isinstance(item, Paragraph) else []


def _put(items: list["Paragraph | list[_Element]"], run: _Run, pieces: list[Placed]) -> None:
    item = items[run[0]]
    if isinstance(item, Paragraph):
        items[run[0]] = replace(item, placed=[*item.placed[: run[1]], *pieces, *item.placed[run[2] :]])

"""Fields that span paragraphs, as a table of contents does: where one begins and ends stands in both texts."""

from collections.abc import Sequence
from dataclasses import replace

from clmctl.text.comparing.alignment import Kind
from clmctl.word.comparing.ending import Item, Paragraph
from clmctl.word.comparing.writing import Placed

#: A run of pieces: the paragraph it stands in, and from where to where.
_Run = tuple[int, int, int]
_OPENS, _CLOSES = "field part", "field"


def with_fields_shared(items: Sequence[Item]) -> list[Item]:
    """The paragraphs with one beginning and one end of each field, where the old one went and the same one came.

    A field begun twice and ended once is none to Word. The beginning stands in the first of the two paragraphs and the end in
    the last: whichever of them goes, what it holds of both texts runs on into the next.
    """
    made = list(items)
    runs = _runs(made)
    for name, keeps_first in ((_OPENS, True), (_CLOSES, False)):
        gone, come = ([run for kind, said, run in runs if (kind, said) == (wanted, name)] for wanted in ("deleted", "inserted"))
        drop: list[_Run] = []
        for old, new in zip(gone, come, strict=False):
            before, after = _pieces(made, old), _pieces(made, new)
            if [one.atom.key for one in before] != [one.atom.key for one in after]:
                continue
            stays = min(old, new) if keeps_first else max(old, new)
            pairs = zip(before, after, strict=True)
            shared = [Placed("kept", replace(now.atom, within=()), was.atom) for was, now in pairs]
            _put(made, stays, shared)
            drop.append(new if stays == old else old)
        for run in sorted(drop, reverse=True):
            _put(made, run, [])
    return made


def _runs(items: Sequence[Item]) -> list[tuple[Kind, str, _Run]]:
    """The pieces of fields that end in another paragraph, neighbours together, with what became of them and which end it is."""
    found: list[tuple[Kind, str, _Run]] = []
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph):
            continue
        for n, one in enumerate(item.placed):
            name = one.atom.key[0]
            if name not in (_OPENS, _CLOSES) or one.kind == "kept" or one.atom.children is not None:
                continue
            before = found[-1] if found else None
            if before is not None and before[:2] == (one.kind, name) and before[2][::2] == (at, n):
                found[-1] = (one.kind, str(name), (at, before[2][1], n + 1))
            else:
                found.append((one.kind, str(name), (at, n, n + 1)))
    return found


def _pieces(items: Sequence[Item], run: _Run) -> list[Placed]:
    item = items[run[0]]
    return item.placed[run[1] : run[2]] if isinstance(item, Paragraph) else []


def _put(items: list[Item], run: _Run, pieces: list[Placed]) -> None:
    item = items[run[0]]
    if isinstance(item, Paragraph):
        items[run[0]] = replace(item, placed=[*item.placed[: run[1]], *pieces, *item.placed[run[2] :]])

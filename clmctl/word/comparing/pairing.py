"""Which blocks of two stories, and which rows of two tables, belong together."""

import copy
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clmctl.text.comparing.alignment import Pair, Span, paired, spans
from clmctl.word.comparing.atoms import DRAWINGS, words_of
from clmctl.word.comparing.holding import cells_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_P = f"{_W}p"
#: How alike (0 to 1) two blocks must be to be two versions of one.
LEAST_ALIKE = 0.3


def without_blank_islands(found: Sequence[Span], new: Sequence["_Element"]) -> list[Span]:
    """The spans, but what differs before and behind blank paragraphs as one where words may have gone over these.

    That blank paragraphs are the same says nothing of where in two texts one is.
    """
    out: list[Span] = []
    for span in found:
        if len(out) > 1 and not span.same and all(map(_is_blank, new[out[-1].new_start : out[-1].new_end])):
            before = out[-2]
            if _one_sided(before, span) or _one_sided(span, before):
                out[-2:] = [Span(False, before.old_start, span.old_end, before.new_start, span.new_end)]
                continue
        out.append(span)
    return out


def _one_sided(one: Span, other: Span) -> bool:
    """Whether only old or only new blocks stand in one span, and some of the other side in another."""
    olds, news = one.old_end > one.old_start, one.new_end > one.new_start
    return olds != news and (other.new_end > other.new_start if olds else other.old_end > other.old_start)


def _is_blank(block: "_Element") -> bool:
    return block.tag == _P and not words_of(block).strip() and next(block.iter(*DRAWINGS), None) is None


def kind_of(pair: Pair, old: Sequence["_Element"], new: Sequence["_Element"]) -> object:
    """Of what kind the blocks of a pair are."""
    return old[pair.old].tag if pair.old is not None else new[pair.new or 0].tag


def same_kind(pair: Pair, old: Sequence["_Element"], new: Sequence["_Element"]) -> tuple[Pair, ...]:
    """A pair of blocks of one kind; of two kinds each stands alone."""
    if pair.old is None or pair.new is None or old[pair.old].tag == new[pair.new].tag:
        return (pair,)
    return (Pair(pair.old, None), Pair(None, pair.new))


def row_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Rows that are the same, and in what lies between them those alike enough."""
    for same, i, j, k, m in spans(old, new):
        if same or j - i == m - k:
            yield from zip(range(i, j), range(k, m), strict=True)
        else:
            for pair in paired(old[i:j], new[k:m], least=LEAST_ALIKE):
                yield (None if pair.old is None else i + pair.old, None if pair.new is None else k + pair.new)


def filled_up(row: "_Element", like: "_Element") -> None:
    """Gives an old row that ends before its table does the empty cells that a program put there to make it a rectangle."""
    cells, others = list(cells_of(row)), list(cells_of(like))
    more = others[len(cells) :]
    is_short = row.find(f"{_W}trPr/{_W}gridAfter") is not None
    if is_short and more and not any(words_of(cell).strip() or next(cell.iter(*DRAWINGS), None) is not None for cell in more):
        for cell in more:
            row.append(copy.deepcopy(cell))

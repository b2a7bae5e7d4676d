"""Which items of two sequences belong together: equal ones, and those alike enough to be two versions of one."""

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple, cast

#: Cells of the table of likenesses up to which every pair is looked at; beyond, only neighbours of the diagonal.
_MOST_PAIRS = 250_000
_CLOSE_BY = 40


class Span(NamedTuple):
    """old[old_start:old_end] and new[new_start:new_end], the same or not."""

    same: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def spans(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[Span, ...]:
    """Two sequences as runs that are the same and runs that differ, in order, with as many items the same as can be."""
    numbers: dict[Hashable, int] = {}
    before = [numbers.setdefault(item, len(numbers)) for item in old]
    after = [numbers.setdefault(item, len(numbers)) for item in new]
    found: list[Span] = []
    for tag, start, end, first, last in opcodes(before, after):
        same = tag == "equal"
        if found and found[-1].same is same:
            found[-1] = Span(same, found[-1].old_start, end, found[-1].new_start, last)
        else:
            found.append(Span(same, start, end, first, last))
    return tuple(found)


def opcodes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """What to do to get from one to the other: `equal`, `insert` or `delete`, from where to where in the old and in the new.

    As tuples: to read the library's own objects one by one takes ten times as long as to find them.
    """
    from rapidfuzz.distance import Indel

    return cast("list[tuple[str, int, int, int, int]]", Indel.opcodes(old, new).as_list())


class Pair(NamedTuple):
    """Positions in the old and the new sequence that belong together; None where one stands alone."""

    old: int | None
    new: int | None


def paired(old: Sequence[str], new: Sequence[str], *, least: float = 0.4) -> tuple[Pair, ...]:
    """Texts of two sequences paired in order so that the pairs are as alike as can be, and what stands alone in between.

    `least` is how alike (0 to 1) two must be. What stands alone in the old comes before what stands alone in the new.
    """
    likeness = _likeness(old, new, least)
    rows, columns = len(old), len(new)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        row, below, alike = best[i], best[i + 1], likeness[i]
        for j in range(columns - 1, -1, -1):
            score = alike.get(j, 0.0)
            paired_here = below[j + 1] + score if score else 0.0
            row[j] = max(below[j], row[j + 1], paired_here)
    found: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        score = likeness[i].get(j, 0.0)
        if score and best[i][j] == best[i + 1][j + 1] + score:
            found.append(Pair(i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append(Pair(i, None))
            i += 1
        else:
            found.append(Pair(None, j))
            j += 1
    found += [Pair(at, None) for at in range(i, rows)]
    found += [Pair(None, at) for at in range(j, columns)]
    return tuple(found)


def _likeness(old: Sequence[str], new: Sequence[str], least: float) -> list[dict[int, float]]:
    """For each old text the new ones that are alike enough, and how much; longer texts weigh a little more."""
    from rapidfuzz.distance import Indel

    every = len(old) * len(new) <= _MOST_PAIRS
    found: list[dict[int, float]] = []
    for i, was in enumerate(old):
        middle = i * len(new) // max(1, len(old))
        choices = range(len(new)) if every else range(max(0, middle - _CLOSE_BY), min(len(new), middle + _CLOSE_BY))
        row: dict[int, float] = {}
        for j in choices:
            now = new[j]
            if not was or not now:
                if was == now:
                    row[j] = 0.01
                continue
            score = 1.0 if was == now else Indel.normalized_similarity(was, now, score_cutoff=least)
            if score:
                row[j] = score * (1 + min(len(was), len(now)) ** 0.5 / 20)
        found.append(row)
    return found


Kind = Literal["kept", "deleted", "inserted"]


def ops(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[tuple[Kind, int], ...]:
    """Item by item: (kept, position in new), (deleted, position in old), (inserted, position in new); deletions first."""
    found: list[tuple[Kind, int]] = []
    for span in spans(old, new):
        if span.same:
            found += [("kept", at) for at in range(span.new_start, span.new_end)]
        else:
            found += [("deleted", at) for at in range(span.old_start, span.old_end)]
            found += [("inserted", at) for at in range(span.new_start, span.new_end)]
    return tuple(found)

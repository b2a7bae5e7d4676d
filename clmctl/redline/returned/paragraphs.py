"""Which paragraphs of two texts are one: by their words in order, by bookmark, by likeness, by their cell."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from clmctl.redline.returned.words import Line
from clmctl.text.comparing.alignment import paired, spans

#: Words a paragraph must have to be known again elsewhere.
LEAST_MOVED = 4


def same_paragraphs(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    """The paragraphs of two texts that are one: by their words in order, by bookmark, by likeness, by their cell."""
    found: list[tuple[int, int]] = []
    left_old: list[int] = []
    left_new: list[int] = []
    for same, i, j, k, m in spans([line.keys for line in old], [line.keys for line in new]):
        if same:
            found += zip(range(i, j), range(k, m), strict=True)
            continue
        some, gone, come = _alike(old, new, range(i, j), range(k, m))
        found += some
        left_old += gone
        left_new += come
    found += _anywhere(old, new, left_old, left_new)
    return sorted(found)


def _alike(
    old: Sequence[Line], new: Sequence[Line], before: range, after: range
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Of two stretches the pairs, and what is left of either."""
    found: dict[int, int] = {}
    names = _once(new, after)
    last = -1
    for at in before:
        goal = next((names[name] for name in old[at].bookmarks if name.startswith("_clm_") and name in names), -1)
        if goal > last:
            found[at] = last = goal
    edges = [(before.start - 1, after.start - 1), *found.items(), (before.stop, after.stop)]
    for (a, c), (b, d) in pairwise(edges):
        rest, come = range(a + 1, b), range(c + 1, d)
        for pair in paired([words_said(old[at]) for at in rest], [words_said(new[at]) for at in come]):
            if pair.old is None or pair.new is None:
                continue
            if bool(old[rest[pair.old]].place) is bool(new[come[pair.new]].place):  # a cell is no paragraph
                found[rest[pair.old]] = come[pair.new]
    free = set(after) - set(found.values())
    cells = {(new[at].place): at for at in free if new[at].place}
    for at in before:
        if at not in found and old[at].place in cells:
            found[at] = cells.pop(old[at].place)
    taken = set(found.values())
    return list(found.items()), [at for at in before if at not in found], [at for at in after if at not in taken]


def _once(items: Sequence[Line], among: Iterable[int]) -> dict[str, int]:
    """Where each bookmark stands; nothing for one that stands twice."""
    seen: dict[str, int] = {}
    twice = set()
    for at in among:
        for name in items[at].bookmarks:
            if name in seen:
                twice.add(name)
            seen[name] = at
    return {name: at for name, at in seen.items() if name not in twice}


def _anywhere(old: Sequence[Line], new: Sequence[Line], gone: list[int], come: list[int]) -> list[tuple[int, int]]:
    """Paragraphs that stand elsewhere, word for word or under the same bookmark."""
    found = []
    words: dict[tuple[str, ...], list[int]] = {}
    for at in come:
        words.setdefault(new[at].keys, []).append(at)
    names = _once(new, come)
    for at in gone:
        said = old[at].keys
        if len(said) >= LEAST_MOVED and words.get(said):
            found.append((at, words[said].pop(0)))
        elif goal := [names[name] for name in old[at].bookmarks if name.startswith("_clm_") and name in names]:
            found.append((at, goal[0]))
    taken: set[int] = set()
    return [pair for pair in found if pair[1] not in taken and not taken.add(pair[1])]  # type: ignore[func-returns-value]


def words_said(line: Line) -> str:
    """What the words of a paragraph say, whatever their spelling."""
    return "".join(line.keys)

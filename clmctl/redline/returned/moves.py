"""Paragraphs of a returned file that went in one place and came in another: moved ones, and those that moved along."""

from collections.abc import Iterator, Sequence

from clmctl.redline.returned.paragraphs import LEAST_MOVED, words_said
from clmctl.redline.returned.words import Line, Word
from clmctl.text.comparing.alignment import paired, spans

#: A word of the text that was sent: its paragraph and its place there.
Source = tuple[int, int]
#: How alike two paragraphs must be for one to be the other, moved.
_ALIKE = 0.6
#: The share of its cells by which a table is known again.
_KEPT_CELLS = 0.5


def pair_moved(before: Sequence[Line], final: Sequence[Line], heirs: dict[int, int], origins: list[list[Source | None]]) -> None:
    """Pairs paragraphs that went in one place with those that came in another and say the same, and their words."""
    _moved_tables(before, final, heirs, origins)
    rest = [i for i in range(len(before)) if i not in heirs and not before[i].place]
    taken = set(heirs.values())
    come = [j for j in range(len(final)) if j not in taken and not final[j].place and not any(origins[j])]
    alike = [(score, i, j) for i in rest for j in come if (score := _likeness(before[i], final[j]))]
    for _, i, j in sorted(alike, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1], each[2])):
        if i in heirs or j in taken:
            continue
        heirs[i] = j
        taken.add(j)
        for u, origin in words_of(i, before[i], final[j]):
            origins[j][u] = origin


def pair_beside(before: Sequence[Line], final: Sequence[Line], heirs: dict[int, int], origins: list[list[Source | None]]) -> None:
    """Pairs short paragraphs that moved along with the one before or behind them."""
    taken = set(heirs.values())
    for step in (1, -1):
        for i in sorted(heirs, reverse=step < 0):
            was, now = i + step, heirs[i] + step
            while 0 <= was < len(before) and 0 <= now < len(final) and was not in heirs and now not in taken:
                if before[was].keys != final[now].keys or not before[was].keys or any(origins[now]):
                    break
                heirs[was] = now
                taken.add(now)
                for u, origin in words_of(was, before[was], final[now]):
                    origins[now][u] = origin
                was, now = was + step, now + step


def words_of(i: int, was: Line, now: Line) -> Iterator[tuple[int, Source]]:
    """The words of a paragraph that goes on in another place: where they stand there, and where they come from."""
    for same, a, b, c, _ in spans([word.key for word in was.words], [word.key for word in now.words]):
        if same:  # other quotes or spaces that somebody tracked are words of theirs
            yield from ((c + n, (i, a + n)) for n in range(b - a) if _is_ours(was.words[a + n], now.words[c + n]))


def _is_ours(was: Word, now: Word) -> bool:
    return was.text == now.text or bool(was.ref) or now.tracked is None


def _moved_tables(
    before: Sequence[Line], final: Sequence[Line], heirs: dict[int, int], origins: list[list[Source | None]]
) -> None:
    """Pairs the cells of a table that left with those of one that came and holds much the same."""
    from rapidfuzz.distance import Indel

    taken = set(heirs.values())
    gone, come = _tables(before), _tables(final)
    rest = [cells for cells in gone.values() if not any(i in heirs for i in cells)]
    new = [cells for cells in come.values() if not any(j in taken for j in cells)]
    for cells in rest:
        said = [words_said(before[i]) for i in cells]
        best = max(new, key=lambda other: Indel.normalized_similarity(said, [words_said(final[j]) for j in other]), default=None)
        if best is None or Indel.normalized_similarity(said, there := [words_said(final[j]) for j in best]) < _KEPT_CELLS:
            continue
        new.remove(best)
        for pair in paired(said, there):
            if pair.old is not None and pair.new is not None:
                i, j = cells[pair.old], best[pair.new]
                heirs[i] = j
                for u, origin in words_of(i, before[i], final[j]):
                    origins[j][u] = origin
        places = {final[j].place.partition(" row ")[2]: j for j in best}
        used = set(heirs.values())
        for i in cells:
            goal = places.get(before[i].place.partition(" row ")[2])
            if i not in heirs and goal is not None and goal not in used:
                heirs[i] = goal


def _tables(lines_: Sequence[Line]) -> dict[str, list[int]]:
    """The cells of each table."""
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines_):
        if line.place.startswith("table "):
            found.setdefault(line.place.partition(" row ")[0], []).append(at)
    return found


def _likeness(was: Line, now: Line) -> float:
    """How much alike a paragraph that left and one that came are, where they may be one: by words enough, or by bookmark."""
    from rapidfuzz.distance import Indel

    if named(was) & named(now):
        return 1.0
    if len(was.keys) < LEAST_MOVED:
        return 0.0
    old, new = ([word.key for word in line.words if not word.is_space] for line in (was, now))
    return Indel.normalized_similarity(old, new, score_cutoff=_ALIKE)


def named(line: Line) -> set[str]:
    """The bookmarks of ours that a paragraph bears."""
    return {name.casefold() for name in line.bookmarks if name.startswith("_clm_")}

"""Where every word of a returned file comes from: the text that was sent, a tracked change, or a change nobody tracked."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clmctl.model.wordfile import WordFile, WordRun
from clmctl.redline.returned_words import Line, Word, lines
from clmctl.text.alignment import paired, spans

#: A word of the text that was sent: its paragraph and its place there.
Source = tuple[int, int]
#: Two paragraphs belong together where so much of the shorter one was kept.
_KEPT = 0.3
#: The same where it bore a bookmark that is gone: Word takes it away with the paragraph alone.
_KEPT_UNNAMED = 0.5
#: Words a paragraph must have to be known again elsewhere, and how alike it must be there.
_LEAST_MOVED, _ALIKE = 4, 0.6
#: How much better two paragraphs together must match one for it to have been split.
_SPLIT = 0.9
#: The share of its cells by which a table is known again.
_KEPT_CELLS = 0.5


@dataclass(frozen=True, slots=True)
class Lineage:
    """The paragraphs sent and the final ones, and how they hang together.

    `heirs` is the final paragraph of each sent one that goes on, `origins` for each final paragraph the source of each of
    its words (None: new), `gone` the sent words that stand nowhere: who deleted them, None where nobody says so. `silent`
    are the final words that nobody tracked. `moved` are the sent paragraphs that stand elsewhere now.
    """

    sent: tuple[Line, ...]
    final: tuple[Line, ...]
    heirs: Mapping[int, int]
    origins: tuple[tuple[Source | None, ...], ...]
    gone: Mapping[Source, WordRun | None]
    silent: frozenset[tuple[int, int]]
    moved: frozenset[int]


def in_text(line: Line) -> bool:
    """Whether a paragraph belongs to the text: not to a header, a note or a box."""
    return line.part == "body" and "box" not in line.place


def lineage(sent: WordFile, returned: WordFile) -> Lineage:
    """How the final text of a returned file came of what was sent."""
    before = tuple(line for line in lines(sent, "final") if in_text(line))
    original = tuple(line for line in lines(returned, "original") if in_text(line))
    final = tuple(line for line in lines(returned, "final") if in_text(line))
    pairs = _same_paragraphs(before, original)
    source, lost = _sources(before, original, pairs)
    origins, silent, taken = _origins(original, final, source)
    gone: dict[Source, WordRun | None] = dict.fromkeys(lost)
    for spot, origin in taken.items():
        gone[origin] = _who_took(original[spot[0]].words[spot[1]], returned)
    marks = {line.mark: at for at, line in enumerate(original)}
    there = {at: i for i, at in pairs}
    heirs = _heirs(
        before, final, origins, {j: there[marks[line.mark]] for j, line in enumerate(final) if marks.get(line.mark) in there}
    )
    made = [list(each) for each in origins]
    stood = {i for i, j in heirs.items() if any(word.tracked is None for word in final[j].words)}
    _moves(before, final, heirs, made)
    _beside(before, final, heirs, made)
    kept = _in_order(heirs, stood)
    order = list(heirs)
    stands = {origin for each in made for origin in each if origin is not None}
    return Lineage(
        before, final, heirs, tuple(tuple(each) for each in made),
        {origin: who for origin, who in gone.items() if origin not in stands},
        frozenset(silent), frozenset(set(order) - kept),
    )  # fmt: skip


def _in_order(heirs: Mapping[int, int], stood: Collection[int]) -> set[int]:
    """The paragraphs that stand in the order they stood in; of those out of it, what was not touched stays, the rest moved."""
    order = sorted(i for i in heirs if i in stood)
    now = sorted(order, key=lambda i: heirs[i])
    kept: set[int] = set()
    for span in spans(order, now):
        if span.same:
            kept.update(order[span.old_start : span.old_end])
    for i in sorted(set(heirs) - set(stood)):
        if all((i < k) is (heirs[i] < heirs[k]) for k in kept):
            kept.add(i)
    return kept


def _text(line: Line) -> str:
    return "".join(line.keys)


def _same_paragraphs(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
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
        for pair in paired([_text(old[at]) for at in rest], [_text(new[at]) for at in come]):
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
        if len(said) >= _LEAST_MOVED and words.get(said):
            found.append((at, words[said].pop(0)))
        elif goal := [names[name] for name in old[at].bookmarks if name.startswith("_clm_") and name in names]:
            found.append((at, goal[0]))
    taken: set[int] = set()
    return [pair for pair in found if pair[1] not in taken and not taken.add(pair[1])]  # type: ignore[func-returns-value]


def _sources(
    old: Sequence[Line], new: Sequence[Line], pairs: Sequence[tuple[int, int]]
) -> tuple[dict[tuple[int, int], Source], list[Source]]:
    """The source of each word of the returned original, by its place; and the sent words it no longer holds."""
    found: dict[tuple[int, int], Source] = {}
    free_new = set(range(len(new))) - {k for _, k in pairs}
    free_old = set(range(len(old))) - {i for i, _ in pairs}
    for i, k in pairs:
        befores, afters = [i], [k]
        if k + 1 in free_new and _better(old[i : i + 1], new[k : k + 1], new[k : k + 2]):
            afters.append(k + 1)
        elif k - 1 in free_new and _better(old[i : i + 1], new[k : k + 1], new[k - 1 : k + 1]):
            afters.insert(0, k - 1)
        elif i + 1 in free_old and _better(new[k : k + 1], old[i : i + 1], old[i : i + 2]):
            befores.append(i + 1)
        elif i - 1 in free_old and _better(new[k : k + 1], old[i : i + 1], old[i - 1 : i + 1]):
            befores.insert(0, i - 1)
        here = [(at, n) for at in befores for n in range(len(old[at].words))]
        there = [(at, n) for at in afters for n in range(len(new[at].words))]
        for same, a, b, c, d in spans([old[at].words[n].key for at, n in here], [new[at].words[n].key for at, n in there]):
            if same:
                found.update(zip(there[c:d], here[a:b], strict=True))
    known = set(found.values())
    lost = [(i, n) for i, line in enumerate(old) for n in range(len(line.words)) if (i, n) not in known]
    return found, lost


def _better(one: Sequence[Line], alone: Sequence[Line], together: Sequence[Line]) -> bool:
    """Whether a paragraph reads like two together and not like the one it was paired with."""
    from rapidfuzz.distance import Indel

    said = "".join(map(_text, one))
    return (both := Indel.normalized_similarity(said, "".join(map(_text, together)))) >= _SPLIT and both > (
        Indel.normalized_similarity(said, "".join(map(_text, alone)))
    )


def _origins(
    original: Sequence[Line], final: Sequence[Line], source: Mapping[tuple[int, int], Source]
) -> tuple[list[list[Source | None]], set[tuple[int, int]], dict[tuple[int, int], Source]]:
    """For each final word its source; the final words nobody tracked; the original words that are gone, with their source."""
    spots = {word.at: (k, n) for k, line in enumerate(original) for n, word in enumerate(line.words)}
    origins: list[list[Source | None]] = []
    silent: set[tuple[int, int]] = set()
    stands: set[tuple[int, int]] = set()
    for j, line in enumerate(final):
        row: list[Source | None] = []
        for u, word in enumerate(line.words):
            spot = spots.get(word.at)
            if spot is not None and original[spot[0]].words[spot[1]].text == word.text and word.tracked is None:
                stands.add(spot)
                row.append(source.get(spot))
                if spot not in source:
                    silent.add((j, u))
            else:
                row.append(None)
        origins.append(row)
    return origins, silent, {spot: origin for spot, origin in source.items() if spot not in stands}


def _who_took(word: Word, returned: WordFile) -> WordRun | None:
    """The deletion an original word is part of, or the change beside it that made it another word."""
    if word.tracked is not None:
        return word.tracked
    runs = returned.paragraphs[word.at[0][0]].runs
    return next((run for run in runs if run.kind != "kept"), WordRun("", "deleted"))


def _heirs(
    before: Sequence[Line], final: Sequence[Line], origins: list[list[Source | None]], marks: Mapping[int, int]
) -> dict[int, int]:
    """The final paragraph in which each sent one goes on: the one that kept most of its words, or its mark."""
    weights: Counter[tuple[int, int]] = Counter()
    for j, row in enumerate(origins):
        for u, origin in enumerate(row):
            if origin is not None and not final[j].words[u].is_space:
                weights[origin[0], j] += len(final[j].words[u].key)
    sizes = [sum(len(word.key) for word in line.words if not word.is_space) for line in before]
    lengths = [sum(len(word.key) for word in line.words if not word.is_space) for line in final]
    for j, i in marks.items():
        weights[i, j] += 1
    heirs = {i: j for i, j in _exchanged(before, final, weights) if weights[i, j] == 0}
    for i, j in heirs.items():
        for u in range(len(final[j].words)):
            origins[j][u] = None
        for u, origin in _words_of(i, before[i], final[j]):
            origins[j][u] = origin
    taken = set(heirs.values())
    for (i, j), weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if _is_named(before[i], final, j):
            enough = marks.get(j) == i or weight >= max(_KEPT * min(sizes[i], lengths[j]), 2)
        else:
            enough = weight > _KEPT_UNNAMED * max(sizes[i], lengths[j])
        if i not in heirs and j not in taken and enough:
            heirs[i] = j
            taken.add(j)
    return heirs


def _exchanged(
    before: Sequence[Line], final: Sequence[Line], weights: Mapping[tuple[int, int], int]
) -> Iterator[tuple[int, int]]:
    """Paragraphs that read word for word as another one did that is gone: a redline may write the one over the other."""
    was = _only(before)
    now = _only(final)
    best: dict[int, int] = {}
    for (i, _), weight in weights.items():
        best[i] = max(best.get(i, 0), weight)
    for keys, i in was.items():
        j = now.get(keys)
        size = sum(len(key) for key in keys)
        if j is not None and best.get(i, 0) <= _KEPT * size and len(keys) >= _LEAST_MOVED:
            yield i, j


def _only(lines_: Sequence[Line]) -> dict[tuple[str, ...], int]:
    """Where each text stands that stands once, outside tables."""
    found: dict[tuple[str, ...], int] = {}
    twice: set[tuple[str, ...]] = set()
    for at, line in enumerate(lines_):
        if line.keys in found:
            twice.add(line.keys)
        if not line.place:
            found[line.keys] = at
    return {keys: at for keys, at in found.items() if keys not in twice}


def _is_named(line: Line, final: Sequence[Line], j: int) -> bool:
    """Whether the bookmarks of a sent paragraph stand in a final one; of one without, or where none came back, yes."""
    names = _named(line)
    return (
        not names
        or bool(names & _named(final[j]))
        or not any(name.startswith("_clm_") for each in final for name in each.bookmarks)
    )


def _likeness(was: Line, now: Line) -> float:
    """How much alike a paragraph that left and one that came are, where they may be one: by words enough, or by bookmark."""
    from rapidfuzz.distance import Indel

    if _named(was) & _named(now):
        return 1.0
    if len(was.keys) < _LEAST_MOVED:
        return 0.0
    old, new = ([word.key for word in line.words if not word.is_space] for line in (was, now))
    return Indel.normalized_similarity(old, new, score_cutoff=_ALIKE)


def _named(line: Line) -> set[str]:
    return {name.casefold() for name in line.bookmarks if name.startswith("_clm_")}


def _moves(before: Sequence[Line], final: Sequence[Line], heirs: dict[int, int], origins: list[list[Source | None]]) -> None:
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
        for u, origin in _words_of(i, before[i], final[j]):
            origins[j][u] = origin


def _beside(before: Sequence[Line], final: Sequence[Line], heirs: dict[int, int], origins: list[list[Source | None]]) -> None:
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
                for u, origin in _words_of(was, before[was], final[now]):
                    origins[now][u] = origin
                was, now = was + step, now + step


def _words_of(i: int, was: Line, now: Line) -> Iterator[tuple[int, Source]]:
    """The words of a paragraph that goes on in another place: where they stand there, and where they come from."""
    for same, a, b, c, _ in spans([word.key for word in was.words], [word.key for word in now.words]):
        if same:
            yield from ((c + n, (i, a + n)) for n in range(b - a))


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
        said = [_text(before[i]) for i in cells]
        best = max(new, key=lambda other: Indel.normalized_similarity(said, [_text(final[j]) for j in other]), default=None)
        if best is None or Indel.normalized_similarity(said, there := [_text(final[j]) for j in best]) < _KEPT_CELLS:
            continue
        new.remove(best)
        for pair in paired(said, there):
            if pair.old is not None and pair.new is not None:
                i, j = cells[pair.old], best[pair.new]
                heirs[i] = j
                for u, origin in _words_of(i, before[i], final[j]):
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

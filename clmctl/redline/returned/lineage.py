"""Where every word of a returned file comes from: the text that was sent, a tracked change, or a change nobody tracked."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile, WordRun
from clmctl.redline.returned.moves import Source, named, pair_beside, pair_moved, words_of
from clmctl.redline.returned.paragraphs import LEAST_MOVED, same_paragraphs, words_said
from clmctl.redline.returned.words import Line, Word, lines
from clmctl.text.comparing.alignment import spans

#: Two paragraphs belong together where so much of the shorter one was kept.
_KEPT = 0.3
#: The same where it bore a bookmark that is gone: Word takes it away with the paragraph alone.
_KEPT_UNNAMED = 0.5
#: How much better two paragraphs together must match one for it to have been split.
_SPLIT = 0.9


class Around(NamedTuple):
    """The paragraphs around the text, of headers, notes and boxes: as sent, with every tracked change refused, and now."""

    sent: tuple[Line, ...]
    stood: tuple[Line, ...]
    final: tuple[Line, ...]


@frozen
class Lineage:
    """The paragraphs sent and the final ones, and how they hang together.

    `heirs` is the final paragraph of each sent one that goes on, `origins` for each final paragraph the source of each of
    its words (None: new), `gone` the sent words that stand nowhere: who deleted them, None where nobody says so. `silent`
    are the final words that nobody tracked. `moved` are the sent paragraphs that stand elsewhere now.

    What was changed without being tracked shows with every tracked change refused: `there` is each sent paragraph that then
    still stands as one of its own, `stood` for each final word the sent one it then is, `strayed` are those of the moved that
    stand elsewhere then, too, and `marks` the paragraphs of the file that then end one that was sent (`Line.end`).

    `outside` are the paragraphs that stand in no cell, those sent and the final ones. `files` are what was sent and returned.
    """

    sent: tuple[Line, ...]
    final: tuple[Line, ...]
    heirs: Mapping[int, int]
    origins: tuple[tuple[Source | None, ...], ...]
    gone: Mapping[Source, WordRun | None]
    silent: frozenset[tuple[int, int]]
    moved: frozenset[int]
    there: Mapping[int, Line]
    stood: tuple[tuple[Source | None, ...], ...]
    strayed: frozenset[int]
    marks: frozenset[tuple[int, int]]
    around: Around
    outside: tuple[tuple[int, ...], tuple[int, ...]]
    files: tuple[WordFile, WordFile]


def in_text(line: Line) -> bool:
    """Whether a paragraph belongs to the text: not to a header, a note or a box."""
    return line.part == "body" and "box" not in line.place


def lineage(sent: WordFile, returned: WordFile) -> Lineage:
    """How the final text of a returned file came of what was sent."""
    files = lines(sent, "final"), lines(returned, "original"), lines(returned, "final")
    before, original, final = (tuple(line for line in each if in_text(line)) for each in files)
    around = Around(*(tuple(line for line in each if not in_text(line)) for each in files))
    pairs = same_paragraphs(before, original)
    source, lost = _sources(before, original, pairs)
    origins, silent, taken = _origins(original, final, source)
    stood = tuple(tuple(each) for each in origins)
    gone: dict[Source, WordRun | None] = dict.fromkeys(lost)
    for spot, origin in taken.items():
        gone[origin] = _who_took(original[spot[0]].words[spot[1]], returned)
    marks = {line.end: at for at, line in enumerate(original)}
    there = {at: i for i, at in pairs}
    heirs = _heirs(
        before, final, origins, {j: there[marks[line.end]] for j, line in enumerate(final) if marks.get(line.end) in there}
    )
    made = [list(each) for each in origins]
    untouched = {i for i, j in heirs.items() if any(word.tracked is None for word in final[j].words)}
    pair_moved(before, final, heirs, made)
    pair_beside(before, final, heirs, made)
    moved = frozenset(heirs) - _in_order(heirs, untouched, _tables(heirs, before, final))
    stands = {origin for each in made for origin in each if origin is not None}
    for i, line in enumerate(before):
        for n in range(len(line.words)):
            if (i, n) not in stands:  # another paragraph was written over it
                gone.setdefault((i, n), WordRun("", "deleted"))
    strayed = _strayed(heirs, moved, (dict(pairs), _tables(dict(pairs), before, original)))
    return Lineage(
        before, final, heirs, tuple(tuple(each) for each in made),
        {origin: who for origin, who in gone.items() if origin not in stands},
        frozenset(silent), moved, {i: original[k] for i, k in pairs}, stood, strayed,
        frozenset(original[k].end for _, k in pairs), around, (_outside(before), _outside(final)),
        (sent, returned),
    )  # fmt: skip


def _outside(some: Sequence[Line]) -> tuple[int, ...]:
    return tuple(at for at, line in enumerate(some) if not line.place)


def _tables(heirs: Mapping[int, int], before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """The first cell of the table each paragraph goes on in: a table stands in the order as one."""
    first: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for i in sorted(heirs):
        was, now = before[i].place, after[heirs[i]].place
        if was.startswith("table ") and now.startswith("table "):
            found[i] = first.setdefault((was.partition(" row ")[0], now.partition(" row ")[0]), i)
    return found


def _in_order(heirs: Mapping[int, int], stood: Collection[int], tables: Mapping[int, int]) -> set[int]:
    """The paragraphs that stand in the order they stood in; of those out of it, what was not touched stays, the rest moved.

    The cells of a table go with its first one, save those that stand otherwise among themselves.
    """
    alone = {i: j for i, j in heirs.items() if tables.get(i, i) == i}
    kept = _unmoved(alone, {tables.get(i, i) for i in stood if i in heirs})
    found = {i for i in kept if i not in tables}
    groups: dict[int, dict[int, int]] = {}
    for i, first in tables.items():
        groups.setdefault(first, {})[i] = heirs[i]
    for first in {tables[i] for i in kept if i in tables}:
        cells = groups[first]
        found |= _unmoved(cells, {i for i in stood if i in cells})
    return found


def _unmoved(heirs: Mapping[int, int], stood: Collection[int]) -> set[int]:
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


def _strayed(
    heirs: Mapping[int, int], moved: Collection[int], without: tuple[Mapping[int, int], Mapping[int, int]]
) -> frozenset[int]:
    """Of the paragraphs that moved those that did so before any tracked change: `without` is where each stands without them,
    and its table.
    """
    stood, tables = without
    strays = set(stood) - _in_order(stood, stood, tables)
    found = strays & set(moved)
    stays = [k for k in strays - found if k in heirs]  # the other one of two that changed places counts as moved
    for i in set(moved) & set(stood) - found:
        if any((i < k) is not (stood[i] < stood[k]) and (i < k) is not (heirs[i] < heirs[k]) for k in stays):
            found.add(i)
    return frozenset(found)


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

    said = "".join(map(words_said, one))
    return (both := Indel.normalized_similarity(said, "".join(map(words_said, together)))) >= _SPLIT and both > (
        Indel.normalized_similarity(said, "".join(map(words_said, alone)))
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
        for u, origin in words_of(i, before[i], final[j]):
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
        if j is not None and best.get(i, 0) <= _KEPT * size and len(keys) >= LEAST_MOVED:
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
    names = named(line)
    return (
        not names
        or bool(names & named(final[j]))
        or not any(name.startswith("_clm_") for each in final for name in each.bookmarks)
    )

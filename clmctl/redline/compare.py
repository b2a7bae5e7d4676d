"""Two states compared clause by clause: what changed, came, went, moved, was renumbered, and what of it is only cosmetic."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from clmctl.model.change import Change
from clmctl.model.comparison import ClauseChange, ClauseKind, Comparison, FieldChange, LineChange
from clmctl.model.contract import Contract
from clmctl.redline.passages import Line, Passage, passages_of
from clmctl.text.comparing.alignment import Pair, paired, spans
from clmctl.text.comparing.cosmetic import is_cosmetic, plain_words
from clmctl.text.comparing.difference import small_edit, token_diff
from clmctl.text.dialect.placeholders import value_of
from clmctl.text.fields.values import show_value

#: How alike two passages or lines must be to count as two states of one: in their place, and anywhere.
_IN_PLACE, _ANYWHERE = 0.45, 0.7
#: Words a paragraph must have to be told apart as moved; shorter ones stand in many places.
_LEAST_MOVED = 4
_MOST_PAIRS = 10_000


def compare_contracts(old: Contract, new: Contract, *, unprinted: Collection[str] = ()) -> Comparison:
    """What differs between two states of a contract.

    `unprinted` are the paths of fields that count even where no text prints them.
    """
    before, after = passages_of(old, newer=new), passages_of(new)
    names = {name for each in (old, new) for party in each.parties for name in (party.short_name, party.role) if name}
    found = compare_passages(before, after, parties=names)
    printed = {path: None for passage in (*before, *after) for path in passage.fields}
    changed = {change.path: change for path in (*printed, *unprinted) if (change := _field(old, new, path)) is not None}
    fields_at = {passage.key: passage.fields for passage in before}
    for passage in after:
        fields_at[passage.key] = (*fields_at.get(passage.key, ()), *passage.fields)
    clauses = tuple(
        replace(
            clause, fields=tuple(changed[path] for path in dict.fromkeys(fields_at.get(clause.anchor, ())) if path in changed)
        )
        for clause in found.clauses
    )
    told = {change.path for clause in clauses for change in clause.fields}
    return Comparison(
        tuple(replace(clause, anchor=_anchor(clause.anchor)) for clause in clauses),
        tuple(change for path, change in changed.items() if path not in told),
    )


def _anchor(key: str) -> str:
    return key[1:].rpartition("@")[0] if key.startswith("#") else ""


def _field(old: Contract, new: Contract, path: str) -> FieldChange | None:
    """The change of a field's value; None where there is none, and for a table, whose rows are compared as text."""
    was, now = ((value_of(each, path)) for each in (old, new))
    if was == now:
        return None
    return FieldChange(path, "" if was is None else show_value(was), "" if now is None else show_value(now))


def compare_passages(old: Sequence[Passage], new: Sequence[Passage], *, parties: Collection[str] = ()) -> Comparison:
    """What differs between two texts cut into passages. `parties` are names that count as parties where words change."""
    pairs = _pairs(old, new)
    moved = _moved([(pair.old, pair.new) for pair in pairs if pair.old is not None and pair.new is not None])
    clauses = []
    for pair in pairs:
        was = None if pair.old is None else old[pair.old]
        now = None if pair.new is None else new[pair.new]
        change = _clause(was, now, moved=pair.new in moved, parties=parties)
        if change is not None:
            clauses.append(change)
    return Comparison(tuple(_with_moved_lines(clauses)))


def _clause(was: Passage | None, now: Passage | None, *, moved: bool, parties: Collection[str]) -> ClauseChange | None:
    """What happened to a passage; None where nothing did."""
    one = now or was
    if one is None:
        return None
    if was is None or now is None:
        lines = tuple(_came(line) for line in one.lines) if was is None else tuple(_went(line) for line in one.lines)
        return ClauseChange(("inserted" if was is None else "deleted",), one.number, one.heading, anchor=one.key, lines=lines)
    lines = tuple(_lines(was.lines, now.lines, parties))
    told: tuple[tuple[ClauseKind, bool], ...] = (
        ("moved", moved),
        ("changed", bool(lines)),
        ("renumbered", was.number != now.number and not moved),
    )
    kinds = tuple(kind for kind, holds in told if holds)
    if not kinds:
        return None
    number = was.number if was.number != now.number else ""
    return ClauseChange(kinds, now.number, now.heading, number, now.key, lines)


# ---- lines


def _lines(old: Sequence[Line], new: Sequence[Line], parties: Collection[str]) -> Iterator[LineChange]:
    for same, i, j, k, m in spans([line.words for line in old], [line.words for line in new]):
        if same:
            continue
        for pair in paired([line.words for line in old[i:j]], [line.words for line in new[k:m]], least=_IN_PLACE):
            if pair.old is None:
                yield _came(new[k + (pair.new or 0)])
            elif pair.new is None:
                yield _went(old[i + pair.old])
            else:
                yield _changed(old[i + pair.old], new[k + pair.new], parties)


def _changed(old: Line, new: Line, parties: Collection[str]) -> LineChange:
    words = token_diff(old.words, new.words)
    if is_cosmetic(old.words, new.words):
        return LineChange("changed", new.number, words, cosmetic=True)
    weighty = [change for change in words if not is_cosmetic(change.old, change.new)]
    return LineChange("changed", new.number, words, turns=small_edit(weighty, parties=parties))


def _came(line: Line) -> LineChange:
    return LineChange("inserted", line.number, (Change("inserted", "", line.words),) if line.words else ())


def _went(line: Line) -> LineChange:
    return LineChange("deleted", line.number, (Change("deleted", line.words, ""),) if line.words else ())


def _with_moved_lines(clauses: Sequence[ClauseChange]) -> Iterator[ClauseChange]:
    """Paragraphs that went in one place and came in another, word for word, told as moved."""
    gone: dict[str, list[tuple[int, int]]] = {}
    for at, clause in enumerate(clauses):
        for position, line in enumerate(clause.lines):
            words = plain_words("".join(change.old for change in line.words))
            if line.kind == "deleted" and len(words.split()) >= _LEAST_MOVED:
                gone.setdefault(words, []).append((at, position))
    became: dict[tuple[int, int], LineChange] = {}
    for at, clause in enumerate(clauses):
        for position, line in enumerate(clause.lines):
            words = plain_words("".join(change.new for change in line.words))
            if line.kind != "inserted" or not gone.get(words):
                continue
            from_at, from_position = gone[words].pop(0)
            left = clauses[from_at].lines[from_position]
            said = "".join(change.new for change in line.words)
            kept = (Change("kept", said, said),)
            became[at, position] = LineChange("moved", line.number, kept, came_from=_place(clauses[from_at], left))
            became[from_at, from_position] = LineChange("moved", left.number, kept, went_to=_place(clause, line))
    for at, clause in enumerate(clauses):
        yield replace(clause, lines=tuple(became.get((at, n), line) for n, line in enumerate(clause.lines)))


def _place(clause: ClauseChange, line: LineChange) -> str:
    return line.number or " ".join(word for word in (clause.number, clause.heading) if word)


# ---- passages that belong together


def _pairs(old: Sequence[Passage], new: Sequence[Passage]) -> list[Pair]:
    """The passages that are two states of one, and those that stand alone, in the order of the newer text."""
    found: dict[int, int] = {}
    _match([passage.key for passage in old], [passage.key for passage in new], found)
    _match([passage.words for passage in old], [passage.words for passage in new], found)
    _match([passage.heading.casefold() for passage in old], [passage.heading.casefold() for passage in new], found)
    _match_alike(old, new, found)
    by_new = {position: at for at, position in found.items()}
    out: list[Pair] = []
    told: set[int] = set()
    for position in range(len(new)):
        at = by_new.get(position)
        if at is not None:
            out += [Pair(gone, None) for gone in range(at) if gone not in found and gone not in told]
            told.update(range(at))
        out.append(Pair(at, position))
    return [*out, *(Pair(at, None) for at in range(len(old)) if at not in found and at not in told)]


def _match(old: Sequence[str], new: Sequence[str], found: dict[int, int]) -> None:
    """Pairs what bears the same name on both sides, where only one on either side does, into `found`."""
    taken = set(found.values())
    here, there = _once(old, found), _once(new, taken)
    found.update({at: there[name] for name, at in here.items() if name in there})


def _once(names: Sequence[str], taken: Collection[int]) -> dict[str, int]:
    seen: dict[str, int | None] = {}
    for at, name in enumerate(names):
        if name and at not in taken:
            seen[name] = None if name in seen else at
    return {name: at for name, at in seen.items() if at is not None}


def _match_alike(old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]) -> None:
    """Pairs what is left by likeness: in order first, then anywhere."""
    from rapidfuzz.distance import Indel

    rest = [at for at in range(len(old)) if at not in found]
    taken = set(found.values())
    come = [at for at in range(len(new)) if at not in taken]
    for pair in paired([old[at].words for at in rest], [new[at].words for at in come], least=_IN_PLACE):
        if pair.old is not None and pair.new is not None:
            found[rest[pair.old]] = come[pair.new]
    taken = set(found.values())
    rest, come = [at for at in rest if at not in found], [at for at in come if at not in taken]
    if len(rest) * len(come) > _MOST_PAIRS:
        return
    alike = ((Indel.normalized_similarity(old[a].words, new[b].words, score_cutoff=_ANYWHERE), a, b) for a in rest for b in come)
    for score, at, position in sorted(alike, key=lambda each: (-each[0], each[1], each[2])):
        if score and at not in found and position not in taken:
            found[at] = position
            taken.add(position)


def _moved(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The new positions of what no longer stands in its order: the fewest that explain the new order."""
    inorder = sorted(pairs, key=lambda pair: pair[1])
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (at, _) in enumerate(inorder):
        place = bisect_left(tails, at)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [at]
        ends[place : place + 1] = [n]
    kept: set[int] = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.add(inorder[n][1])
        n = before[n]
    return {position for _, position in inorder if position not in kept}

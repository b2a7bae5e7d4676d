"""What happened to each paragraph of a file that came back, told by who did it and whether it was tracked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from clmctl.model.change import Change
from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile, WordRun
from clmctl.redline.returned.lineage import Lineage, lineage
from clmctl.redline.returned.moves import Source
from clmctl.redline.returned.words import Line, Word
from clmctl.text.comparing.alignment import spans
from clmctl.text.comparing.cosmetic import is_cosmetic

How = Literal["tracked", "silent", "cosmetic"]
Kind = Literal["kept", "changed", "inserted", "deleted", "moved", "split", "joined"]
_MOST = 0.6


@frozen
class Hunk:
    """Words of a paragraph that were replaced: `old` a stretch of those sent, `new` one of the final ones.

    `of` is the final paragraph the words went to, or the sent one they came from, where a paragraph was split or joined.
    `told`: somebody tracked it, as a cosmetic change may be, too. `typed`: a reference came back as the words it shows.
    """

    old: tuple[int, int]
    new: tuple[int, int]
    how: How
    author: str = ""
    date: str = ""
    of: tuple[Literal["to", "from"], int] | None = None
    told: bool = True
    typed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it changes the text: other quotes, dashes or spaces do where somebody tracked them."""
        return self.how != "cosmetic" or self.told


@frozen
class Step:
    """A place in the final order. One that left has no `final`, one that came no `sent`.

    A paragraph that moved stands twice: without `final` where it was, with both where it is now. Of one that was split off,
    `of` is the sent paragraph it was part of; of one that was joined to another, the final one that holds it.
    """

    kind: Kind
    sent: int | None
    final: int | None
    how: How = "tracked"
    author: str = ""
    date: str = ""
    hunks: tuple[Hunk, ...] = ()
    of: int | None = None


@frozen
class Returned:
    """Every paragraph of the text, sent and final, in the final order."""

    lineage: Lineage
    steps: tuple[Step, ...]


def returned(sent: WordFile, came: WordFile) -> Returned:
    """What was changed between the file sent and the file that came back."""
    found = lineage(sent, came)
    owners = {j: i for i, j in found.heirs.items()}
    steps: list[Step] = []
    for j, line in enumerate(found.final):
        i = owners.get(j)
        if i is not None:
            hunks = tuple(_hunks(found, i, j))
            if i in found.moved:
                mover = _came(found, j)
                how: How = "tracked" if _was_moved(found, i, j) else "silent"
                steps.append(Step("moved", i, j, how, mover.author, mover.date, hunks))
            else:
                steps.append(Step("changed" if hunks else "kept", i, j, hunks=hunks))
            continue
        whole = _split_off(found, j)
        made = _came(found, j)
        if whole is not None:
            how = "tracked" if _split_so(found, whole, j) else "silent"
            steps.append(replace(made, kind="split", of=whole, how=how))
        else:
            steps.append(made)
        del line
    place = {step.sent: at for at, step in enumerate(steps) if step.sent is not None}
    behind: dict[int, list[Step]] = {}
    for i in range(len(found.sent)):
        stays = i in found.heirs
        if stays and i not in found.moved:
            continue
        left = _went(found, i)
        if stays:
            mover = next(step for step in steps if step.sent == i)
            left = Step("moved", i, None, mover.how, mover.author, mover.date)
        before = next((at for at in range(i - 1, -1, -1) if at in place and at not in found.moved), None)
        behind.setdefault(-1 if before is None else place[before], []).append(left)
    ordered = [*behind.get(-1, [])]
    for at, step in enumerate(steps):
        ordered += [step, *behind.get(at, [])]
    return Returned(found, tuple(ordered))


def changes(found: Lineage, step: Step, hunks: Sequence[Hunk] | None = None) -> tuple[Change, ...]:
    """The words of a paragraph, kept and changed, as a person reads them; of some of its hunks where given."""
    old = found.sent[step.sent].words if step.sent is not None else ()
    new = found.final[step.final].words if step.final is not None else ()
    if step.final is None:
        text = "".join(word.text for word in old)
        return (
            (Change("kept" if step.kind == "moved" else "deleted", text, "" if step.kind != "moved" else text),) if text else ()
        )
    if step.sent is None:
        text = "".join(word.text for word in new)
        return (Change("inserted", "", text),) if text else ()
    out: list[Change] = []
    at = 0
    for hunk in step.hunks if hunks is None else hunks:
        kept = "".join(word.text for word in old[at : hunk.old[0]])
        if kept.isspace() and out and out[-1].kind != "kept":
            before = out.pop()
            was, now = before.old + kept, before.new + kept
        else:
            if kept:
                out.append(Change("kept", kept, kept))
            was = now = ""
        was += "".join(word.text for word in old[slice(*hunk.old)])
        now += "".join(word.text for word in new[slice(*hunk.new)])
        out.append(Change("replaced" if was and now else "deleted" if was else "inserted", was, now))
        at = hunk.old[1]
    if rest := "".join(word.text for word in old[at:]):
        out.append(Change("kept", rest, rest))
    return tuple(out)


# ---- one paragraph


def _hunks(found: Lineage, i: int, j: int) -> Iterator[Hunk]:
    """The words of a paragraph that differ, each stretch with who changed it; what reads the same again is no change."""
    old, new = found.sent[i].words, found.final[j].words
    pairs = [
        (origin[1], u)
        for u, origin in enumerate(found.origins[j])
        if origin is not None and origin[0] == i and old[origin[1]].goal == new[u].goal
    ]
    pairs = _in_order(pairs)
    edges = [*pairs, (len(old), len(new))]
    a = c = 0
    for b, d in edges:
        if (a, c) != (b, d):
            yield from _hunk(found, i, j, (a, b), (c, d))
        a, c = b + 1, d + 1


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs that stand in the order they stood in."""
    was = [t for t, _ in pairs]
    if was == sorted(was):
        return pairs
    at = {t: n for n, t in enumerate(was)}
    kept: list[tuple[int, int]] = []
    for span in spans(sorted(was), was):
        if span.same:
            kept += [pairs[at[t]] for t in sorted(was)[span.old_start : span.old_end]]
    return kept


def _hunk(found: Lineage, i: int, j: int, was: tuple[int, int], now: tuple[int, int]) -> Iterator[Hunk]:
    old, new = found.sent[i].words, found.final[j].words
    a, b = was
    c, d = now
    while a < b and c < d and old[a].reads_as(new[c]):
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1].reads_as(new[d - 1]):
        b, d = b - 1, d - 1
    if a == b and c == d:
        return
    if a < b and found.gone.get((i, a), _STANDS) is None and (end := _typed(old[a], new[c:d])):
        yield Hunk((a, a + 1), (c, c + end), "cosmetic", told=False, typed=True)
        yield from _hunk(found, i, j, (a + 1, b), (c + end, d))
        return
    gone = [found.gone.get((i, t), _STANDS) for t in range(a, b) if not old[t].is_space]
    come = [(u, new[u]) for u in range(c, d) if not new[u].is_space]
    said = ("".join(w.text for w in old[a:b]), "".join(w.text for w in new[c:d]))
    author, date = _names([*(run for run in gone if run is not None and run is not _STANDS), *(w.tracked for _, w in come)])
    leads = [word.goal for word in old[a:b]] != [word.goal for word in new[c:d]]
    leads = leads or any(word.ref for word in (*old[a:b], *new[c:d]))  # a reference is where it leads, whatever it shows
    if is_cosmetic(*said) and not leads:
        told = [found.gone.get((i, t), _STANDS) for t in range(a, b)] + [word.tracked for word in new[c:d]]
        by, when = _names([run for run in told if run is not _STANDS])
        yield Hunk((a, b), (c, d), "cosmetic", by, when, told=any(run is not None and run is not _STANDS for run in told))
        return
    elsewhere = {other for u in range(c, d) if (other := found.origins[j][u]) is not None and not new[u].is_space}
    led = any(origin is not None and origin[0] == i and a <= origin[1] < b for origin in found.origins[j][c:d])
    if led:  # the same words lead elsewhere
        stood = ((found.stood[j][u], word.goal) for u, word in come)
        quiet = any(there is not None and found.sent[there[0]].words[there[1]].goal != goal for there, goal in stood)
        quiet = quiet or any((j, u) in found.silent for u, _ in come)
        yield Hunk((a, b), (c, d), "silent" if quiet else "tracked", author, date)
    elif gone and all(run is _STANDS for run in gone) and not come:
        goal = next(
            (n for n, row in enumerate(found.origins) if n != j and any(o and o[0] == i and a <= o[1] < b for o in row)), j
        )
        yield Hunk((a, b), (c, d), "tracked", author, date, ("to", goal))
    elif come and not gone and len(elsewhere) >= _MOST * len(come):
        yield Hunk((a, b), (c, d), "tracked", author, date, ("from", next(iter(elsewhere))[0]))
    else:
        quiet = any(run is None for run in gone) or any((j, u) in found.silent for u, _ in come)
        if not (gone or come):  # line breaks alone
            left = [found.gone.get((i, t), _STANDS) for t in range(a, b)]
            quiet = any(run is None for run in left) or any((j, u) in found.silent for u in range(c, d))
        yield Hunk((a, b), (c, d), "silent" if quiet else "tracked", author, date)


def _typed(was: Word, now: Sequence[Word]) -> int:
    """How many words show what a reference showed, where it came back as words: programs that know no fields write them.

    A reader sees the same; whoever tracked it meant to type it.
    """
    said = ""
    for end, word in enumerate(now, 1):
        said += word.text
        if not was.ref or word.goal or word.tracked is not None or not was.text.startswith(said):
            return 0
        if said == was.text:
            return end
    return 0


#: Says of a sent word that it stands somewhere in the final text.
_STANDS = WordRun("\0stands")


def _names(runs: Sequence[WordRun | None]) -> tuple[str, str]:
    """Who tracked a change and when; several are named each once."""
    tracked = [run for run in runs if run is not None and run.kind != "kept"]
    return ", ".join(dict.fromkeys(run.author for run in tracked if run.author)), max((run.date for run in tracked), default="")


def _came(found: Lineage, j: int) -> Step:
    """A paragraph that came."""
    words = [(u, word) for u, word in enumerate(found.final[j].words) if not word.is_space]
    quiet = any((j, u) in found.silent for u, _ in words)
    author, date = _names([*(word.tracked for _, word in words), found.final[j].members[-1].mark, found.final[j].members[-1].row])
    untouched = all(word.tracked is None for _, word in words) and not _ends_so(found, j)
    return Step("inserted", None, j, "silent" if quiet or untouched else "tracked", author, date)


def _went(found: Lineage, i: int) -> Step:
    """A paragraph that left, or went on inside another."""
    spots: list[Source] = [(i, t) for t, word in enumerate(found.sent[i].words) if not word.is_space]
    gone = [found.gone[spot] for spot in spots if spot in found.gone]
    author, date = _names(gone)
    if spots and len(gone) < (1 - _MOST) * len(spots):
        homes = [j for j, row in enumerate(found.origins) for origin in row if origin is not None and origin[0] == i]
        home = max(set(homes), key=homes.count)
        mark = next((m.mark for m in found.final[home].members if m.mark.kind != "kept"), WordRun(""))
        parts = {i, *(k for k, j in found.heirs.items() if j == home)}
        return Step("joined", i, None, "tracked" if parts <= found.there.keys() else "silent", mark.author, mark.date, of=home)
    quiet = i not in found.there if not spots else any(run is None for run in gone)
    if not spots and found.sent[i].place:  # an empty cell goes as the rest of its table does
        table = found.sent[i].place.partition(" row ")[0]
        beside = [at for at, line in enumerate(found.sent) if line.place.partition(" row ")[0] == table and at not in found.heirs]
        gone = [found.gone.get((at, t)) for at in beside for t in range(len(found.sent[at].words))]
        author, date = _names(gone)
    return Step("deleted", i, None, "silent" if quiet else "tracked", author, date)


def _split_off(found: Lineage, j: int) -> int | None:
    """The sent paragraph that a final one was part of; None where its words are new."""
    words = [(found.origins[j][u]) for u, word in enumerate(found.final[j].words) if not word.is_space]
    homes = [origin[0] for origin in words if origin is not None]
    if not homes or len(homes) < _MOST * len(words):
        return None
    home = max(set(homes), key=homes.count)
    return home if home in found.heirs else None


def _was_moved(found: Lineage, i: int, j: int) -> bool:
    """Whether a paragraph stands elsewhere by tracked changes alone."""
    if i not in found.there or i in found.strayed:
        return False
    return not any(origin is not None and (j, u) in found.silent for u, origin in enumerate(found.origins[j]))


def paragraph_before(found: Lineage, j: int) -> int:
    """The final paragraph before one, whatever page breaks stand between; -1 where there is none."""
    return next((at for at in range(j - 1, -1, -1) if not found.final[at].breaks), -1)


def _ends_so(found: Lineage, j: int) -> bool:
    """Whether a paragraph is one of its own since it was sent or by a tracked change."""
    return found.final[j].end in found.marks or _came_apart(found, j)


def _split_so(found: Lineage, whole: int, j: int) -> bool:
    """Whether a part of a paragraph is one by a tracked change; one whose whole went elsewhere may stand where that stood."""
    return _came_apart(found, j) or (whole in found.moved and _ends_so(found, j))


def _came_apart(found: Lineage, j: int) -> bool:
    """Whether a paragraph is parted from what stands beside it by a tracked change."""
    if found.final[j].members[-1].row.kind == "inserted":
        return True
    marks = [found.final[at].members[-1].mark for at in (j, paragraph_before(found, j)) if at >= 0]
    return any(mark.kind == "inserted" or mark.goes == "to" for mark in marks)


__all__ = ["Hunk", "Line", "Lineage", "Returned", "Step", "Word", "changes", "paragraph_before", "returned"]

"""What differs between two bodies of ours, stretch by stretch: as strings where that is enough, else as in any two files."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from clmctl.text.comparing.alignment import Pair, paired, spans
from clmctl.word.comparing.pairing import LEAST_ALIKE
from clmctl.word.comparing.proving import UntrueRedline
from clmctl.word.comparing.proving import prove as prove_elements
from clmctl.word.comparing.stories import BETTER, Comparison
from clmctl.word.redlining.elements import elements, strings
from clmctl.word.redlining.marks import Marks
from clmctl.word.redlining.paragraphs import NotPlain, changed, come, gone, tokens_of
from clmctl.word.redlining.proof import prove
from clmctl.word.redlining.units import is_paragraph, said, without_results


def redlined(old: Sequence[str], new: Sequence[str], marks: Marks, comparison: Comparison) -> Iterator[str]:
    """The units of the newer body with every difference from the older as a tracked change, each stretch proven."""
    both = set(old) & set(new)
    before = [unit if unit in both else without_results(unit) for unit in old]
    after = [unit if unit in both else without_results(unit) for unit in new]
    found = spans(before, after)
    for at, (same, i, j, k, m) in enumerate(found):
        if same:
            # A change at the very end may need the mark of the paragraph before it.
            held = 1 if at + 2 == len(found) and is_paragraph(new[m - 1]) else 0
            yield from _same(old[i : j - held], new[k : m - held], marks, comparison)
            continue
        ends = at + 1 == len(found)
        held = 1 if ends and at and is_paragraph(new[k - 1]) else 0
        yield from _gap(old[i - held : j], new[k - held : m], new[m : m + 1], marks, comparison, ends=ends)


def _same(old: Sequence[str], new: Sequence[str], marks: Marks, comparison: Comparison) -> Iterator[str]:
    """Units that are the same, but for results of fields."""
    for equal, group in groupby(zip(old, new, strict=True), key=lambda two: two[0] == two[1]):
        if equal:
            yield from (unit for _, unit in group)
        else:
            befores, afters = zip(*group, strict=True)
            pairs = [Pair(at, at) for at in range(len(befores))]
            yield from _quickly(befores, afters, pairs, marks) or _slowly(befores, afters, (), comparison, ends=False)


def _gap(
    old: Sequence[str], new: Sequence[str], then: Sequence[str], marks: Marks, comparison: Comparison, *, ends: bool
) -> Sequence[str]:
    """Units that differ, paired where they are versions of one."""
    if not ends and all(map(is_paragraph, old)) and all(map(is_paragraph, new)):
        pairs = paired([said(unit) for unit in old], [said(unit) for unit in new], least=LEAST_ALIKE)
        made = _quickly(old, new, pairs, marks)
        if made:
            return made
    return _slowly(old, new, then, comparison, ends=ends)


def _quickly(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair], marks: Marks) -> Sequence[str]:
    """Paragraphs redlined as strings; none where they have to be compared as elements."""
    if not all(map(is_paragraph, old)):
        return ()
    pen = marks.pen
    before = (pen.next_id, pen.changes, set(pen.lost))
    try:
        if _run_over(old, new, pairs):
            return ()
        made = [
            gone(old[pair.old or 0], marks) if pair.new is None
            else come(new[pair.new], marks) if pair.old is None
            else changed(old[pair.old], new[pair.new], marks)
            for pair in pairs
        ]  # fmt: skip
        prove(made, old, new)
    except (NotPlain, UntrueRedline):
        pen.next_id, pen.changes, pen.lost = before
        return ()
    return made


def _run_over(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> bool:
    """Whether words cross the ends of paragraphs, as they do where one was cut in two or two became one."""
    if all(pair.old is None or pair.new is None for pair in pairs) and (not old or not new):
        return False
    if all(pair.old is not None and pair.new is not None for pair in pairs):
        return False
    before, after = [tokens_of(unit) for unit in old], [tokens_of(unit) for unit in new]
    apart = sum(_changed([] if p.old is None else before[p.old], [] if p.new is None else after[p.new]) for p in pairs)
    across = _changed([one for tokens in before for one in tokens], [one for tokens in after for one in tokens])
    return across < BETTER * apart


def _changed(old: Sequence[str], new: Sequence[str]) -> int:
    """Characters a reader sees as changed."""
    return sum(
        0 if span.same else sum(map(len, old[span.old_start : span.old_end])) + sum(map(len, new[span.new_start : span.new_end]))
        for span in spans(old, new)
    )


def _slowly(old: Sequence[str], new: Sequence[str], then: Sequence[str], comparison: Comparison, *, ends: bool) -> Sequence[str]:
    """The same as elements, by what compares any two Word files."""
    befores, afters = elements(old), elements(new)
    made = [each.block for each in comparison.gap(befores, afters, ends=ends)]
    prove_elements(made, befores, elements(new), elements(then), judge=comparison.sight.is_worked_out, side=comparison.old)
    return strings(made)

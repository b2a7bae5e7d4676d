"""The order of named things after both sides added, took out and moved some."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merged_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key]) -> tuple[tuple[Key, ...], bool]:
    """Every key of either side, each once, in one order; and whether both sides moved the same things differently.

    What both hold is the spine: in the order of the side that moved something, else as it was. What one side alone holds
    stays behind the thing it stands behind there. The answer is the same with the sides exchanged, except where both moved.
    """
    both = set(ours) & set(theirs)
    our_spine = [key for key in ours if key in both]
    their_spine = [key for key in theirs if key in both]
    spine, torn = our_spine, False
    if our_spine != their_spine:
        known = set(base)
        was = [key for key in base if key in both]
        ours_moved = [key for key in our_spine if key in known] != was
        theirs_moved = [key for key in their_spine if key in known] != was
        if ours_moved != theirs_moved:
            spine = our_spine if ours_moved else their_spine
        else:
            torn = ours_moved and [k for k in our_spine if k in known] != [k for k in their_spine if k in known]
            spine = our_spine if torn else min(our_spine, their_spine, key=repr)
    found: list[Key] = []
    our_runs, their_runs = _runs(ours, both), _runs(theirs, both)
    for anchor in (None, *spine):
        if anchor is not None:
            found.append(anchor)
        runs = [run for run in (our_runs.get(anchor, []), their_runs.get(anchor, [])) if run]
        for run in sorted(runs, key=lambda run: repr(run[0])):
            found += run
    return tuple(found), torn


def _runs(keys: Sequence[Key], spine: set[Key]) -> dict[Key | None, list[Key]]:
    """What stands behind each thing of the spine (None: before the first) on one side alone."""
    runs: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in keys:
        if key in spine:
            anchor = key
        else:
            runs.setdefault(anchor, []).append(key)
    return runs

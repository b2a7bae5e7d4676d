"""A returned file of a program that keeps no fields: numbers that were cross-references stand there as plain words.

Google Docs and pandoc write what a reference showed. Where a file has none of the references that were sent, a number that
still says what it said, behind the word it stood behind, in the paragraph it stood in, is the reference it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile, WordParagraph, WordRun

_REF = re.compile(r"\s*(?:REF|NOTEREF)\s", re.IGNORECASE)
#: A single reference may well have been typed over; so many are lost by a program.
_LEAST = 2
#: Signs before a reference that must stand there still, and how much alike a paragraph must be that was changed.
_BEFORE, _ALIKE = 8, 0.6
_SPACES = {ord(space): " " for space in "\u00a0\u202f\u2007\t"}
_GOES_ON = re.compile(r"[\w(]|\.\d")


@frozen
class _Reference:
    """A reference that was sent: where its number stands among the signs of its paragraph, and the field."""

    start: int
    end: int
    field: str


def with_references(sent: WordFile, came: WordFile) -> WordFile:
    """The file with plain numbers as the references they were, where it has lost every one."""
    if any(_REF.match(run.field) for paragraph in came.paragraphs for run in paragraph.runs):
        return came
    wanted = [(_said(paragraph.runs), found) for paragraph in sent.paragraphs if (found := tuple(_references(paragraph)))]
    if sum(len(found) for _, found in wanted) < _LEAST:
        return came
    made = list(came.paragraphs)
    texts = {at: _said(paragraph.runs) for at, paragraph in enumerate(made)}
    for said, found in wanted:
        at = _alike(said, found, texts)
        if at is not None:
            del texts[at]
            made[at] = replace(made[at], runs=tuple(_referring(made[at].runs, said, found)))
    return replace(came, paragraphs=tuple(made))


def _said(runs: Sequence[WordRun]) -> str:
    """The words that stand there without a tracked change, sign by sign; others are blotted out."""
    return "".join(run.text.translate(_SPACES) if run.kind == "kept" else "\0" * len(run.text) for run in runs)


def _references(paragraph: WordParagraph) -> Iterator[_Reference]:
    """The references of a paragraph; the runs of one are one."""
    start = 0
    for field, runs in groupby(paragraph.runs, key=lambda run: run.field):
        end = start + sum(len(run.text) for run in runs)
        if _REF.match(field) and end > start:
            yield _Reference(start, end, field)
        start = end


def _alike(said: str, found: Sequence[_Reference], texts: dict[int, str]) -> int | None:
    """The paragraph that says the same, else the one most like it that still shows a reference of it."""
    from rapidfuzz.distance import Indel

    same = next((at for at, text in texts.items() if text == said), None)
    if same is not None:
        return same
    shown = [said[max(0, each.start - _BEFORE) : each.end] for each in found]
    some = [at for at, text in texts.items() if any(each in text for each in shown)]
    alike = [(Indel.normalized_similarity(texts[at], said), -at) for at in some]
    best, at = max(alike, default=(0.0, 0))
    return -at if best >= _ALIKE else None


def _referring(runs: Sequence[WordRun], said: str, found: Sequence[_Reference]) -> Iterator[WordRun]:
    """The runs with each reference as a field of its own; `said` is what its paragraph said when it was sent."""
    text = _said(runs)
    spans = list(_standing(said, text, found))
    start = 0
    for run in runs:
        end = start + len(run.text)
        cuts = sorted({start, end, *(cut for span in spans for cut in span[:2] if start < cut < end)})
        for a, b in pairwise(cuts):
            field = next((field for first, last, field in spans if first <= a and b <= last), run.field)
            yield replace(run, text=run.text[a - start : b - start], field=field)
        if start == end:
            yield run
        start = end


def _standing(said: str, text: str, found: Sequence[_Reference]) -> Iterator[tuple[int, int, str]]:
    """Where the number of each reference stands now, with its field, behind the signs it stood behind."""
    from rapidfuzz.distance import Indel

    now: dict[int, int] = {}
    for step in Indel.opcodes(said, text):
        if step.tag == "equal":
            now.update(zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True))
    for each in found:
        end = now.get(each.end - 1, -1) + 1
        whole = all(now.get(at) == end - each.end + at for at in range(max(0, each.start - _BEFORE), each.end))
        if end and whole and not _GOES_ON.match(text, end):
            yield end - (each.end - each.start), end, each.field

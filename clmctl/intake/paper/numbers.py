"""Which typed numbers our numbering prints by itself, so that they need not be typed: never another number than the paper's."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from clmctl.intake.labels import Label, label_of
from clmctl.intake.paper.marks import after_sentences
from clmctl.intake.paper.outline import Passage, Region
from clmctl.model.paper import LeftOut, PaperPart

#: The style an item prints in by its depth below the clause: 4.1, then (a), (i), (A), (1).
_STYLES = ("decimal", "alpha", "roman", "ALPHA", "arabic")
#: A figure, a point, a figure, begun with what is seldom there: without it there is no number inside.
_POINTED = re.compile(r"\.(?<=\d\.)\d")
_INLINE = re.compile(
    r"[.;:!?)\]”\"’]\s(?=[\dS])"
    r"(?=(?P<found>(?:(?:SECTION|Section)\s+)?(?P<clause>\d{1,3})\.(?P<item>\d{1,2})(?:\.(?!\d))?(?=\s+[A-Z“\"(\[])))"
)


class Placed(NamedTuple):
    """A paragraph of a clause: how many numbered items hold it, and whether it is one itself, its number left to print."""

    part: PaperPart
    depth: int = 0
    item: bool = False


def counts_as_typed(region: Region) -> bool:
    """Whether the clauses of a region, counted from 1, have the numbers that are typed before them."""
    passages = region.passages
    return all(passage.value == place and passage.family != "letter" for place, passage in enumerate(passages, 1))


def placed(passage: Passage, number: int, left: list[LeftOut]) -> list[Placed]:
    """The paragraphs of a clause with their place in lists; numbers that will print by place go to `left`.

    `number` is what the clause prints (0: its typed number stays, and so do those of its items).
    """
    found: list[Placed] = []
    counts: list[int] = []
    for whole in passage.parts:
        for part in _parted(whole):
            text = f"{part.number} {part.text}" if part.number else part.text
            label = label_of(text) if number and part.kind in ("paragraph", "heading", "bullet") else None
            depth = _depth(label, number, counts) if label is not None else 0
            if depth and label is not None and (words := text[label.length :].strip()):
                del counts[depth:]
                if len(counts) < depth:
                    counts.append(0)
                counts[depth - 1] += 1
                left.append(LeftOut("number", label.shown, part.line))
                found.append(Placed(_with(part, words), depth, item=True))
            else:
                found.append(Placed(_with(part, text) if part.number else part, len(counts)))
    return found


def _with(part: PaperPart, text: str) -> PaperPart:
    return PaperPart(part.kind, text, part.line, "", part.level, part.bold, part.page, part.rows)


def _depth(label: Label, number: int, counts: Sequence[int]) -> int:
    """How deep an item with that label stands, where it would print just so; 0: nowhere."""
    for depth in range(len(counts) + 1, 0, -1):
        if depth > len(_STYLES):
            continue
        expected = (counts[depth - 1] if depth <= len(counts) else 0) + 1
        style = _STYLES[depth - 1]
        if depth == 1:
            bare = label.shown.rstrip(".").removeprefix("Section ").removeprefix("SECTION ")
            if ("decimal", expected) in label.meanings and bare == f"{number}.{expected}":
                return 1
        elif (style, expected) in label.meanings and label.shown.startswith("("):
            return depth
    return 0


def _parted(part: PaperPart) -> Sequence[PaperPart]:
    """A paragraph in which several numbered ones run on, parted before each number that counts on."""
    if part.kind != "paragraph" or len(part.text) < 120:
        return (part,)
    inside = _INLINE.search(part.text) if _POINTED.search(part.text) else None
    if inside is None:
        return (part,)
    first = label_of(part.text)
    last = first.parts if first is not None and len(first.parts) == 2 else ()
    cuts: list[int] = []
    for match in after_sentences(part.text, _INLINE, inside.start()):
        here = (int(match["clause"]), int(match["item"]))
        if (not last and here[1] == 1) or (last and here == (last[0], last[1] + 1)) or (last and here == (last[0] + 1, 1)):
            cuts.append(match.start("found"))
            last = here
    if not cuts:
        return (part,)
    edges = [0, *cuts, len(part.text)]
    texts = [part.text[start:end].strip() for start, end in pairwise(edges)]
    return [
        _with(part, text) if order else PaperPart(part.kind, text, part.line, part.number)
        for order, text in enumerate(texts)
        if text
    ]

"""Clauses that a count lacks, found inside paragraphs: there a number looks like one only to who knows that it must come."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clmctl.intake.paper.marks import Family, Start, label_at, whole_text
from clmctl.intake.paper.titles import numbered_title_of, title_of
from clmctl.model.paper import PaperPart
from clmctl.text.dialect.numbering import roman

#: Before its number, what speaks of another clause, of a schedule or of a sum.
_POINTING = re.compile(
    r"\b(?:sections?|sec\.|articles?|clauses?|paragraphs?|items?|exhibit|schedule|appendix|annex|nos?\.?|number|page|and|or|to|through|of"
    r"|in|under|by|see|with)\s+\(?$|[$§]\s*$",
    re.IGNORECASE,
)
#: So much of the words after a number tells whether they are a clause.
_SEEN = 240


def with_missing(parts: Sequence[PaperPart], counted: Sequence[Start]) -> list[Start]:
    """The counted clauses with those that are missing before, between and after them, where they stand inside a paragraph."""
    if not counted or counted[0].family in {"heading", "letter", "decimal"}:
        return list(counted)
    found: list[Start] = []
    before = Start(0, 0, counted[0].family, 0, 0, 0.0)
    end = Start(len(parts), 0, counted[0].family, 0, 0, 0.0)
    for last, start in pairwise((before, *counted)):
        found += _between(parts, last, start, range(last.value + 1, start.value))
        found.append(start)
    while more := list(_between(parts, found[-1], end, range(found[-1].value + 1, found[-1].value + 2))):
        found += more
    return found


def _between(parts: Sequence[PaperPart], last: Start, until: Start, numbers: Sequence[int]) -> Iterator[Start]:
    """The clauses of these numbers that begin after one and before another."""
    for number in numbers:
        for start in _begun(parts, last, until, number):
            last = start
            yield start
            break


def _begun(parts: Sequence[PaperPart], last: Start, until: Start, number: int) -> Iterator[Start]:
    """Every place between two clauses where one of that number may begin."""
    for index in range(last.part, min(until.part + 1, len(parts))):
        part = parts[index]
        if part.kind in {"table", "note"}:
            continue
        text = whole_text(part)
        first, stop = last.end if index == last.part else 0, until.at if index == until.part else len(text)
        for written in _written(last.family, number):
            at = text.find(written, first, stop)
            while at >= 0:
                end = _label_end(text, at, last.family, number, after_all=until.value == 0)
                if end:
                    yield Start(index, at, last.family, number, end, 1.0)
                at = text.find(written, at + 1, stop)


def _label_end(text: str, at: int, family: Family, number: int, *, after_all: bool) -> int:
    """Where the label of that clause ends if it begins there; 0 if none does. After all others its title must have a mark."""
    if at and not text[at - 1].isspace():
        return 0
    if _POINTING.search(text, max(0, at - 20), at):
        return 0
    label = label_at(family, text, at)
    if label is None or label[0] != number:
        return 0
    rest = text[label[1] : label[1] + _SEEN].lstrip()
    if not rest[:1].isupper():
        return 0
    title = (title_of if after_all else numbered_title_of)(rest)[0]
    marked = not text[at : label[1]].rstrip()[-1:].isdigit() or family != "arabic"
    return label[1] if title and (marked or f"{number}.1" in rest[: len(title) + 6]) else 0


def _written(family: Family, number: int) -> tuple[str, ...]:
    """How the label of a clause may be written, as far as its number."""
    figure, numeral = str(number), roman(number).upper()
    if family == "arabic":
        return (figure,)
    if family == "roman":
        return (f"{numeral}.",)
    words = ("ARTICLE", "Article") if family == "article" else ("SECTION", "Section")
    return tuple(f"{word} {value}" for word in words for value in (figure, numeral))

"""Words of a returned file that a field of Word prints now, and references whose goal was put elsewhere."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from clmctl.model.frozen import frozen
from clmctl.redline.returned.lineage import Lineage
from clmctl.redline.returned.names import anchored
from clmctl.redline.returned.paragraphs import words_said
from clmctl.redline.returned.steps import Returned
from clmctl.redline.returned.words import Line, Word

#: Fields whose result is told as something else: where words lead, numbers, the contents.
_TOLD = ("HYPERLINK", "REF", "NOTEREF", "PAGEREF", "TOC")
#: The switches of a reference that say what it prints of its goal: its number in full, in short, by where it stands, the place.
_PRINTS = re.compile(r"\\([wrnpfdWRNPFD])\b")
_OTHERWISE = "it leads where it led, and prints something else of it once Word works it out: {}"
#: What a field is called, and what it says, up to so many characters.
_LONGEST = 80
_BY_FIELD = "a field of Word prints it, which may say something else another day: {}"
_GONE = "it leads to a place that is no longer there"
_MOVED = "it leads to a place that was put into another paragraph: {}"


def printed(found: Returned, final: int) -> Iterator[tuple[tuple[Word, ...], str]]:
    """Words of a paragraph that a field prints now, and did not as they were sent, with what is told of them."""
    lineage = found.lineage
    line = lineage.final[final]

    def now(u: int) -> str:
        field = line.words[u].run.field
        origin = lineage.origins[final][u]
        was = "" if origin is None else lineage.sent[origin[0]].words[origin[1]].run.field
        known = not field or field.split(maxsplit=1)[0].upper() in _TOLD or line.words[u].ref
        return "" if known or field == was else field

    for field, some in groupby(range(len(line.words)), now):
        words = tuple(line.words[u] for u in some)
        if field and any(not word.is_space for word in words):
            yield words, _BY_FIELD.format(field if len(field) <= _LONGEST else f"{field[:_LONGEST]}…")


@frozen
class Misled:
    """A reference that leads elsewhere though it names the place it named: its paragraph, the word, what is told of it.

    `goal` is the final paragraph its place was put into, None where it was put into none, and `home` the one it stood in.
    """

    final: int
    word: Word
    remark: str
    goal: int | None = None
    home: int | None = None


def misled(lineage: Lineage) -> Iterator[Misled]:
    """The references that lead elsewhere though they name the place they named."""
    was, now = _places(lineage.sent), _places(lineage.final)
    if not anchored(lineage.files[1]):
        return  # whoever saved it keeps none
    owners = {j: i for i, j in lineage.heirs.items()}
    for j, line in enumerate(lineage.final):
        for u, word in enumerate(line.words):
            origin = lineage.origins[j][u]
            if not word.ref or word.ref not in was or origin is None:
                continue
            stated = lineage.sent[origin[0]].words[origin[1]]
            if stated.ref == word.ref and _prints(stated) != _prints(word):
                yield Misled(j, word, _OTHERWISE.format(word.run.field))
                continue
            home, goal = lineage.heirs.get(was[word.ref]), now.get(word.ref)
            if goal is None and home is not None:
                yield Misled(j, word, _GONE)
            elif goal is not None and goal != home and _is_elsewhere(lineage, was[word.ref], goal, owners.get(goal)):
                said = lineage.final[goal].text.strip()
                remark = _MOVED.format(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…")
                yield Misled(j, word, remark, goal, home)


def _is_elsewhere(lineage: Lineage, sent: int, goal: int, owner: int | None) -> bool:
    """Whether the final paragraph that bears the bookmark of a sent one is another; `owner` is what it was sent as."""
    stood, now, home = lineage.sent[sent], lineage.final[goal], lineage.heirs.get(sent)
    kept = sum(origin is not None and origin[0] == sent for origin in lineage.origins[goal])
    if kept > min(len(stood.words), len(now.words)) / 2:  # joined to it, or split: its beginning keeps the bookmark
        return False
    if owner is not None:
        return not (_alike(stood, now) or _alike(stood, lineage.sent[owner]))
    if home is None:  # written anew
        return False
    from rapidfuzz.distance import Indel

    said = words_said(stood)
    here, there = (Indel.normalized_similarity(said, words_said(line)) for line in (lineage.final[home], now))
    return here > there


def _prints(word: Word) -> frozenset[str]:
    """What a reference prints of its goal."""
    return frozenset(map(str.lower, _PRINTS.findall(word.run.field)))


def _alike(one: Line, other: Line) -> bool:
    """Whether either may be the other: several paragraphs may say the same, and which of them it is is told by their marks."""
    return one.style == other.style and one.keys == other.keys


def _places(lines: Sequence[Line]) -> dict[str, int]:
    """The paragraph each bookmark stands in; the first of several."""
    return {name.casefold(): at for at, line in reversed(list(enumerate(lines))) for name in line.bookmarks}

"""Long lines parted into the paragraphs they hold: some conversions leave three spaces or more where one ended."""

import re
from collections import Counter
from collections.abc import Sequence

from clmctl.intake.paper.titles import is_title

#: A shorter line holds no paragraphs; what is set in columns is seldom longer.
_SHORTEST = 160
#: The narrowest gap, and what stands before and after one inside a sentence.
_GAP = "   "
_SMALL = re.compile(r"[a-z,]")
#: What begins an item, a section or an article, with words after it.
_ITEM = re.compile(
    r"(?:\((?:[a-z]{1,2}|[ivxl]{1,6}|[A-Z]|\d{1,2})\)|(?:[a-z]|[A-Z]|[IVX]{1,5}|\d{1,3})\s?[.)]|\d{1,2}(?:\.\d{1,3})+\.?\)?"
    r"|[•●▪■◦·])\s*(?=[^\W\d]|[“\"(\[])"
)
_NAMED = re.compile(r"(?:ARTICLE|Article|SECTION|Section|SCHEDULE|EXHIBIT|ANNEX|APPENDIX)\s+[\dIVXLA-Z][\dIVXL.]*[.:]?(?:\s|$)")
_CAPITAL = re.compile(r"[“\"(\[]*[A-ZÄÖÜ]")
_WORD = re.compile(r"[^\W\d_]{3}")
_ENDED = (".", ":", ";", "!", "?", '."', ".”", ".)", ";)", '";', "”;", ":)", "; and", "; or")
#: Prose under a title is longer, and so is no title.
_PROSE, _LONGEST_TITLE = 60, 90
#: Where more gaps than this share stand inside sentences, they are line ends, and only wider ones end a paragraph.
_MOST_RUNNING = 0.25


def narrowest(lines: Sequence[str]) -> int:
    """How wide a gap must be, in these lines of one text, to end a paragraph; 0 where none does."""
    count = 0
    running: Counter[int] = Counter()
    for line in lines:
        if len(line) <= _SHORTEST or _GAP not in line:
            continue
        width, last = 0, ""
        for piece in line.strip().split(_GAP):
            width += len(_GAP)
            if not piece:
                continue
            first = piece.lstrip(" ")
            if last:
                count += 1
                if _SMALL.match(first) and _SMALL.match(last):
                    running[width + len(piece) - len(first)] += 1
            width, last = 0, piece[-1]
    if sum(running.values()) <= _MOST_RUNNING * count:
        return len(_GAP) if count else 0
    return running.most_common(1)[0][0] + 2


def paragraphs_in(line: str, narrowest: int) -> list[str]:
    """The paragraphs a line holds: itself, or its pieces between gaps of that width where a new paragraph begins after one."""
    if len(line) <= _SHORTEST or " " * narrowest not in line:
        return [line]
    found: list[str] = []
    for each in line.split(" " * narrowest):
        piece = each.strip(" ")
        if not piece:
            continue
        if found and not _begins(found[-1], piece):
            found[-1] += f"{_GAP}{piece}"
        else:
            found.append(piece)
    return found


def _begins(before: str, piece: str) -> bool:
    """Whether a piece begins a paragraph after what stands before it."""
    if piece[0].islower() and piece[1:2].isalpha():
        return False  # the sentence goes on
    item = _NAMED.match(piece) or _ITEM.match(piece)
    if (item is None and _CAPITAL.match(piece) is None) or not _WORD.search(before):
        return False  # before it a number, a bullet or a cell of a table
    if before.endswith(_ENDED):
        return True
    return len(before) <= _LONGEST_TITLE and (item is not None or len(piece) >= _PROSE) and is_title(before)

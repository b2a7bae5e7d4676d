"""What is kept in mind while a story is read: where a block stands, what was read of a paragraph, its words as runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordRun
from clmctl.word.reading.cells import CellSpan, TableStand
from clmctl.word.reading.cellstyles import NO_STYLE, CellStyle
from clmctl.word.reading.colours import PAGE
from clmctl.word.reading.looks import Stated
from clmctl.word.reading.styles import numbering_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL, _PSTYLE, _NUMPR = (f"{_W}{name}" for name in ("val", "pStyle", "numPr"))
_KEPT = WordRun("")
#: What neighbouring words share to be one run: their change, direct formatting, why they are hidden, the field, the link,
#: whether they are the sign that ends a page, and what they wear.
Shared = tuple[WordRun, str, tuple[str, ...], str, str, bool, tuple[str, ...]]
#: More than one letter makes a word, one figure a number.
_LETTERS = re.compile(r"[^\W_]{2}|\d")
NO_CELL, NO_TABLE = CellSpan(0, 1, continues=False), TableStand(0, "")


@frozen
class Here:
    """Where a block stands: its table cell or box, the row's own change, the note it belongs to, its cell and its table.

    `behind` is the colour behind it, `table` what the style of its table gives to its cell, `unseen` why nothing is seen there.
    """

    place: str = ""
    row: WordRun = _KEPT
    note: str = ""
    behind: str = PAGE
    span: CellSpan = NO_CELL
    stand: TableStand = NO_TABLE
    stood: TableStand | None = None
    table: CellStyle = NO_STYLE
    unseen: tuple[str, ...] = ()


@dataclass(slots=True)
class Inside:
    """What is being read of one paragraph."""

    style: str = ""
    behind: str = PAGE
    table: CellStyle = NO_STYLE
    unseen: tuple[str, ...] = ()
    form: str = ""
    hidden: tuple[str, ...] = ()
    worn: tuple[str, ...] = ()
    turned: bool = False
    link: str = ""
    pieces: list[tuple[Shared, str]] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    boxes: list[tuple["_Element", WordRun]] = field(default_factory=list)


def stated_by(props: "_Element") -> Stated:
    """What properties say of a paragraph's style, list and level."""
    said, numbers = props.find(_PSTYLE), props.find(_NUMPR)
    num, level = (None, None) if numbers is None else numbering_of(numbers)
    return "" if said is None else said.get(_VAL) or "", num, level


def joined(pieces: list[tuple[Shared, str]]) -> tuple[WordRun, ...]:
    """Neighbouring words that differ in nothing else as one run: how a file happens to split them means nothing."""
    out: list[WordRun] = []
    pieces = list(_but_signs(pieces)) if any("signs" in look[2] for look, _ in pieces) else pieces
    for (state, form, hidden, instruction, link, page, worn), group in groupby(pieces, key=itemgetter(0)):
        words = "".join([text for _, text in group])
        who = (state.kind, state.author, state.date, state.goes, state.inserted_by)
        out.append(WordRun(words, *who, form, hidden, instruction, link, page, worn))
    return tuple(out)


def _but_signs(pieces: list[tuple[Shared, str]]) -> Iterator[tuple[Shared, str]]:
    """The pieces, of which one sign by itself in a font of signs is seen: a box to tick, an arrow, a letter of a formula."""
    for is_signs, group in groupby(pieces, key=lambda piece: "signs" in piece[0][2]):
        found = list(group)
        if is_signs and not _LETTERS.search("".join([words for _, words in found])):
            found = [((*look[:2], tuple(why for why in look[2] if why != "signs"), *look[3:]), words) for look, words in found]
        yield from found


def wearing(worn: tuple[str, ...], *more: str) -> tuple[str, ...]:
    """What words wear, and more, in order."""
    return worn if set(more) <= set(worn) else tuple(sorted({*worn, *more}))

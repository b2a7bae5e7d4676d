"""The proof of a redline: accepted it is the new text, rejected the old, read by the reader every returned file is read by."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from clmctl.errors import ClmError
from clmctl.model.frozen import frozen
from clmctl.model.word.file import View
from clmctl.text.comparing.views import ViewedParagraph, view
from clmctl.word.comparing.atoms import Atom
from clmctl.word.comparing.results import is_left_to_programs, key_of
from clmctl.word.comparing.taking import Side, is_contents
from clmctl.word.reading.looks import Looks
from clmctl.word.reading.story import Story
from clmctl.word.reading.styles import Styles
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element


#: The page number of a line of contents that is written out.
_NUMBERED = re.compile(r"\t(?:\d{1,4}|[ivxlcdm]{1,8})?$", re.IGNORECASE)
_P = f"{{{W}}}p"


class UntrueRedline(ClmError):
    """A redline whose acceptance is not the new text, or whose rejection is not the old: a fault of clmctl's."""


Judge = Callable[[Atom, Atom], bool]


@frozen
class _Line:
    """A paragraph as it is proven: its words, and apart from them the fields programs may work out.

    Of each field: how many characters stand before it, its instruction and what it says.
    """

    words: str
    fields: tuple[tuple[int, str, str], ...] = ()

    @property
    def said(self) -> str:
        """All its words."""
        out, last = [], 0
        for at, _, said in self.fields:
            out += [self.words[last:at], said]
            last = at
        return "".join([*out, self.words[last:]])


def prove(
    redlined: Sequence["_Element"],
    old: Sequence["_Element"],
    new: Sequence["_Element"],
    then: Sequence["_Element"],
    *,
    judge: Judge,
    side: Side,
) -> None:
    """Raises UntrueRedline unless the blocks of a redline give both texts back. `then` are those that follow unchanged.

    The newer text must be there to the letter; of the older one what fields say may be the newer file's where `judge` says that
    a program works it out, and the page numbers of the lines of contents. `side` is the older file.
    """  # fmt: skip
    got, want = _lines([*redlined, *then], "final"), _lines([*new, *then], "final")
    if [line.said for line in got] != [line.said for line in want]:
        _refuse(got, want, "accepting", lambda one, other: one.said == other.said)
    got, want = _lines([*redlined, *then], "original"), _lines([*old, *then], "final")
    if got != want:
        contents = _contents(old, side)

        def agree(one: _Line, other: _Line) -> bool:
            if _agree(one, other, judge):
                return True
            return other.said in contents and _agree(_unnumbered(one), _unnumbered(other), judge)

        _refuse(got, want, "rejecting", agree)


def _refuse(got: list[_Line], want: list[_Line], doing: str, agree: Callable[[_Line, _Line], bool]) -> None:
    """Raises UntrueRedline where two lines do not agree, or a side has more."""
    at = next((n for n, (a, b) in enumerate(zip(got, want, strict=False)) if not agree(a, b)), min(len(got), len(want)))
    if at == len(got) == len(want):
        return
    said = (got[at] if at < len(got) else want[at]).said[:60]
    raise UntrueRedline(
        f"the redline would not be true: {doing} every change gives another text near {said!r}",
        hint="This is a fault in clmctl; nothing was written. Please report it with both files.",
    )


def _agree(got: _Line, want: _Line, judge: Judge) -> bool:
    """Whether two lines are one but for what programs work out."""
    if got.words != want.words:
        return False
    mine, theirs = ({at: list(group) for at, group in groupby(line.fields, key=lambda each: each[0])} for line in (got, want))
    pairs = (pair for at in {**mine, **theirs} for pair in zip_longest(theirs.get(at, []), mine.get(at, [])))
    return all(_is_same(was, now, judge) for was, now in pairs)


def _is_same(was: tuple[int, str, str] | None, now: tuple[int, str, str] | None, judge: Judge) -> bool:
    """Whether two fields say the same, or a program works out what they say."""
    _, code, said = was or (0, (now or (0, "", ""))[1], "")
    _, instruction, says = now or (0, code, "")
    return said == says or any(
        judge(*(Atom(key_of(each, words, framed=framed), words) for each, words in ((code, said), (instruction, says))))
        for framed in (False, True)
    )


def _unnumbered(line: _Line) -> _Line:
    """A line of contents without its page number, a field or not."""
    words = _NUMBERED.sub("", line.words)
    return _Line(words, tuple(each for each in line.fields if each[0] <= len(words)))


def _contents(blocks: Sequence["_Element"], side: Side) -> set[str]:
    """What the lines of a table of contents say."""
    lines = [item for block in blocks for item in block.iter(_P) if is_contents(side.standing(item))]
    return {line.said for item in lines for line in _lines([item], "final")}


def _lines(blocks: Sequence["_Element"], which: View) -> list[_Line]:
    story = Story("", Looks(Styles({})), tracks=False)
    story.read_blocks(blocks)
    return [_line(item) for item in view(story.paragraphs, which)] or [_Line("")]  # a note may hold no paragraph at all


def _line(item: ViewedParagraph) -> _Line:
    words, fields = "", []
    for code, said in _pieces(item):
        if code and is_left_to_programs(code, said):
            fields.append((len(words), code, said))
        else:
            words += said
    return _Line(words, tuple(fields))


def _pieces(item: ViewedParagraph) -> Iterator[tuple[str, str]]:
    for code, group in groupby(item.runs, key=lambda run: run.field):
        yield code, "".join(run.text for run in group)

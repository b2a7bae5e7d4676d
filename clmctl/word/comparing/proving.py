"""The proof of a redline: accepted it is the new text, rejected the old, read by the reader every returned file is read by."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.errors import ClmError
from clmctl.model.wordfile import View
from clmctl.text.comparing.views import ViewedParagraph, view
from clmctl.word.comparing.results import is_left_to_programs
from clmctl.word.reading.looks import Looks
from clmctl.word.reading.story import Story
from clmctl.word.reading.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element


#: The page number of a line of contents that is written out.
_NUMBERED = re.compile(r"\t(?:\d+|[ivxlcdm]+)?$", re.IGNORECASE)


class UntrueRedline(ClmError):
    """A redline whose acceptance is not the new text, or whose rejection is not the old: a fault of clmctl's."""


def prove(
    redlined: Sequence["_Element"], old: Sequence["_Element"], new: Sequence["_Element"], then: Sequence["_Element"]
) -> None:
    """Raises UntrueRedline unless the blocks of a redline give both texts back. `then` are those that follow unchanged."""
    sides: tuple[tuple[View, Sequence[_Element], str], ...] = (("final", new, "accepting"), ("original", old, "rejecting"))
    for which, wanted, doing in sides:
        got, want = _lines([*redlined, *then], which), _lines([*wanted, *then], "final")
        if got != want:
            at = next((n for n, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
            said = (got[at] if at < len(got) else want[at])[:60]
            raise UntrueRedline(
                f"the redline would not be true: {doing} every change gives another text near {said!r}",
                hint="This is a fault in clmctl; nothing was written. Please report it with both files.",
            )


def _lines(blocks: Sequence["_Element"], which: View) -> list[str]:
    story = Story("", Looks(Styles({})), tracks=False)
    story.read_blocks(blocks)
    return [_agreed(item) for item in view(story.paragraphs, which)] or [""]  # a note may hold no paragraph at all


def _agreed(item: ViewedParagraph) -> str:
    """The words of a paragraph without what programs work out anew: a redline has those of the newer file alone."""
    return _NUMBERED.sub("", "".join(run.text for run in item.runs if not is_left_to_programs(run.field)))

"""Page breaks in a text: how one is shown, and where the runs of a Word file's paragraph have them."""

from collections.abc import Sequence
from typing import NamedTuple

from clmctl.model.word.file import View, WordRun
from clmctl.text.comparing.views import ViewedParagraph

#: How a page break is shown among words.
PAGE_BREAK = "[page break]"


class Signs(NamedTuple):
    """Which runs end a page: those before the first word, between words, behind the last; without words all stand before."""

    before: tuple[int, ...]
    within: tuple[int, ...]
    behind: tuple[int, ...]


def page_signs(runs: Sequence[WordRun]) -> Signs:
    """Where runs that stand one after the other end a page."""
    signs = [n for n, run in enumerate(runs) if run.page]
    if not signs:
        return Signs((), (), ())
    words = [n for n, run in enumerate(runs) if run.text.strip()]
    first, last = (words[0], words[-1]) if words else (len(runs), len(runs))
    return Signs(
        tuple(n for n in signs if n < first), tuple(n for n in signs if first < n < last), tuple(n for n in signs if n > last)
    )


class Broken(NamedTuple):
    """A paragraph's words, with page breaks shown where they stand between them, and how many stand before and behind it."""

    before: int
    words: str
    behind: int


def broken(item: ViewedParagraph, which: View) -> Broken:
    """A paragraph of a view as its page breaks part it."""
    signs = page_signs(item.runs)
    before, behind = (sum(len(item.runs[n].text) for n in some) for some in (signs.before, signs.behind))
    own = item.last.page is not None and item.last.page.stands_in(which)
    if not any(signs):
        return Broken(int(own), item.text, int(item.last.section))
    shown = dict.fromkeys((*signs.before, *signs.behind), "") | dict.fromkeys(signs.within, f" {PAGE_BREAK} ")
    words = "".join(shown.get(n, run.text) for n, run in enumerate(item.runs))
    return Broken(own + before, words, behind + item.last.section)

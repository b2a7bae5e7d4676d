"""The original, final and marked text of a Word file that was read."""

from collections.abc import Iterable, Iterator, Sequence

from clmctl.model.frozen import frozen
from clmctl.model.word.file import View, WordParagraph, WordRun


@frozen
class ViewedParagraph:
    """A paragraph as it stands in one view: the read paragraphs that make it up, and its words."""

    paragraphs: tuple[WordParagraph, ...]
    runs: tuple[WordRun, ...]
    text: str

    @property
    def first(self) -> WordParagraph:
        """The paragraph it begins with."""
        return self.paragraphs[0]

    @property
    def last(self) -> WordParagraph:
        """The paragraph whose mark it ends with, and whose style and number it so has."""
        return self.paragraphs[-1]


def view(paragraphs: Sequence[WordParagraph], which: View) -> tuple[ViewedParagraph, ...]:
    """The paragraphs of a view: what does not stand in it has gone, and paragraphs whose mark has gone are joined.

    What stands in boxes comes behind the paragraph they are tied to.
    """
    if any(paragraph.mark.kind != "kept" for paragraph in paragraphs):
        return tuple(_with_boxes(paragraphs, which))
    return _view(paragraphs, which)


def _with_boxes(paragraphs: Sequence[WordParagraph], which: View) -> Iterator[ViewedParagraph]:
    """The paragraphs of a view, where those that are joined may have boxes tied to them."""
    within: list[list[WordParagraph]] = []  # of each paragraph those in its boxes
    outer: list[WordParagraph] = []
    for paragraph in paragraphs:
        if outer and _is_boxed(paragraph, outer[-1]):
            within[-1].append(paragraph)
        else:
            outer.append(paragraph)
            within.append([])
    if not any(within):
        yield from _view(paragraphs, which)
        return
    boxed = dict(zip(map(id, outer), within, strict=True))
    given = 0
    for made in _view(outer, which):
        yield made
        last = next(at for at in range(given, len(outer)) if outer[at] is made.last) + 1
        yield from view([each for one in outer[given:last] for each in boxed[id(one)]], which)
        given = last
    yield from view([each for one in outer[given:] for each in boxed[id(one)]], which)


def _is_boxed(paragraph: WordParagraph, outer: WordParagraph) -> bool:
    """Whether a paragraph stands in a box that is tied to another."""
    return paragraph.part == outer.part and paragraph.place.startswith(f"{outer.place}/box ".lstrip("/"))


def _view(paragraphs: Sequence[WordParagraph], which: View) -> tuple[ViewedParagraph, ...]:
    """The same of paragraphs that no boxes stand between."""
    out: list[ViewedParagraph] = []
    waiting: list[WordParagraph] = []
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.row.stands_in(which):
            continue
        waiting.append(paragraph)
        ends = _ends(paragraph, which)
        if not ends and _are_beside(paragraphs, at, which):
            continue
        made = _made(waiting, which)
        waiting = []
        if ends or made.text or (_is_last(paragraphs, at, which) and not (out and _are_beside(paragraphs, at - 1, which))):
            out.append(made)
    return tuple(out)


def _are_beside(paragraphs: Sequence[WordParagraph], at: int, which: View) -> bool:
    """Whether the next paragraph is in the same cell, box, note or story, with no table between them, gone or not."""
    if at < 0 or at + 1 >= len(paragraphs):
        return False
    here, after = paragraphs[at], paragraphs[at + 1]
    return (after.part, after.place) == (here.part, here.place) and here.row.stands_in(which)


def _is_last(paragraphs: Sequence[WordParagraph], at: int, which: View) -> bool:
    """Whether nothing that stands is behind the paragraph in its place: a cell or a story never ends without a paragraph."""
    here = paragraphs[at]
    after = next((item for item in paragraphs[at + 1 :] if item.row.stands_in(which)), None)
    return after is None or after.part != here.part or not after.place.startswith(here.place)


def _ends(paragraph: WordParagraph, which: View) -> bool:
    """Whether the paragraph's mark stands. A moved one leaves an empty paragraph behind, as Word does."""
    return paragraph.mark.kind == "moved" or paragraph.mark.stands_in(which)


def _made(paragraphs: Iterable[WordParagraph], which: View) -> ViewedParagraph:
    members = tuple(paragraphs)
    runs = tuple(run for paragraph in members for run in paragraph.runs if run.stands_in(which))
    return ViewedParagraph(members, runs, (marked(runs) if which == "marked" else "".join(run.text for run in runs)))


def text(paragraphs: Sequence[WordParagraph], which: View) -> str:
    """Plain text, a paragraph a line; line breaks inside a paragraph are shown as spaces."""
    return "".join(" ".join(item.text.split("\n")) + "\n" for item in view(paragraphs, which))


def marked(runs: Iterable[WordRun]) -> str:
    """The words with `[-deleted-]` and `{+inserted+}` where they are; neighbours of one kind and author are one."""
    out: list[str] = []
    kind, author, words = "kept", "", ""
    for run in (*runs, WordRun("")):
        here = run.kind if run.kind != "moved" else ("deleted" if run.goes == "from" else "inserted")
        if (here, run.author) != (kind, author) or run.text == "":
            out.append(
                f"[-{words}-]" if words and kind == "deleted" else f"{{+{words}+}}" if words and kind == "inserted" else words
            )
            kind, author, words = here, run.author, ""
        words += run.text
    return "".join(out)

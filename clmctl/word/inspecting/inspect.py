"""Everything a Word file carries besides the words a reader sees: asked of what goes out and of what comes in."""

from collections.abc import Iterator

from clmctl.model.word.trace import WordTrace
from clmctl.word.inspecting.entries import double_entries, outside_zip
from clmctl.word.inspecting.hiding import hiding
from clmctl.word.inspecting.reaching import reaching
from clmctl.word.inspecting.stories import stories
from clmctl.word.inspecting.telling import telling
from clmctl.word.inspecting.unread import unread
from clmctl.word.inspecting.wording import wording
from clmctl.word.reading.file import read_word
from clmctl.word.reading.parts import word_parts


def inspect(docx: bytes, *, what: str = "the Word file") -> tuple[WordTrace, ...]:
    """The traces of a file, each once, in the order of its parts: what is left over and hidden, what reaches out, what tells.

    Unreadable where it is no sound package or no Word document. A file that holds a part twice is looked at no further:
    which of the two counts is for each program to choose.
    """
    doubles = tuple(double_entries(docx))
    return doubles or tuple(dict.fromkeys(_traces(docx, what)))


def _traces(docx: bytes, what: str) -> Iterator[WordTrace]:
    parts = word_parts(docx, what=what)
    file = read_word(docx, what=what)
    named = stories(parts)
    yield from outside_zip(docx)
    yield from wording(file)
    yield from hiding(parts, named)
    yield from unread(file)
    yield from reaching(parts, named)
    yield from telling(parts, named)

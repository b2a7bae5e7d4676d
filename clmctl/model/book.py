"""The clause library as a book: chapters of plain paragraphs, before anybody decided how they are printed."""

from typing import Literal

from clmctl.model.frozen import frozen

#: What a stretch of words is: plain, a term being defined, a field that the contract fills in, the mark of an option.
RunKind = Literal["", "term", "field", "option"]


@frozen
class Run:
    """A stretch of words with one emphasis; a line end in it is a line break."""

    text: str
    kind: RunKind = ""
    bold: bool = False
    italic: bool = False


@frozen
class Paragraph:
    """A paragraph of an approved text: numbered by its place in the chapter (`2.1`, `(a)`), or a bullet, or without a number.

    `level` is that of its number, `indent` the list depth it belongs to. A table has `rows` of cells, the first `header_rows`
    of them headings.
    """

    kind: Literal["heading", "item", "bullet", "paragraph", "quote", "note", "table"]
    runs: tuple[Run, ...] = ()
    number: str = ""
    level: int = 0
    indent: int = 0
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    header_rows: int = 0


@frozen
class Position:
    """A clause's text in one language, the so-manieth `rung` of its ladder: what is to be known of it, its options, its words."""

    rung: int
    heading: str
    lang: str
    facts: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    text: tuple[Paragraph, ...]


@frozen
class Past:
    """A line of a clause's history: which version of which position was approved or withdrawn, by whom, when and why."""

    position: str
    version: int
    what: str
    on: str
    by: str
    why: str


@frozen
class Chapter:
    """A clause: its ladder, what a negotiator needs to know of it, and its history. `facts` are (name, what) in order."""

    number: int
    clause: str
    title: str
    facts: tuple[tuple[str, str], ...]
    positions: tuple[Position, ...]
    why: str
    concede: str
    if_they_say: tuple[tuple[str, str], ...]
    red_flags: tuple[str, ...]
    unacceptable: tuple[tuple[str, str, str], ...]
    past: tuple[Past, ...]


@frozen
class Part:
    """The chapters of one category."""

    title: str
    chapters: tuple[Chapter, ...]


@frozen
class Book:
    """The whole: a title page (`title`, `whose`, `about`), then how to read it, then the parts."""

    title: str
    whose: str
    about: str
    reading: tuple[str, ...]
    parts: tuple[Part, ...]

"""The block model: a contract's text as a renderer, a redline or a reader of Word needs it."""

from typing import Literal, NamedTuple

from clmctl.model.frozen import frozen


@frozen
class Text:
    """Literal characters with their emphasis."""

    text: str
    bold: bool = False
    italic: bool = False


@frozen
class Placeholder:
    """`{{ path | filter(args) }}`: a field printed in the text. `source` is what stands between the braces."""

    path: str
    filter: str = ""
    args: tuple[str, ...] = ()
    source: str = ""
    bold: bool = False
    italic: bool = False


@frozen
class Defined:
    """A term being defined: `**"Term"**`, without the quotes, which are kept beside it as typed."""

    term: str
    opening: str = '"'
    closing: str = '"'


@frozen
class Reference:
    """`[Section](#anchor)`: printed as the word and the target's number."""

    word: str
    anchor: str


@frozen
class Link:
    """A link out of the document."""

    text: str
    url: str


@frozen
class LineBreak:
    """A hard line break inside a paragraph."""


@frozen
class Image:
    """A picture: alternative text and workspace path."""

    alt: str
    path: str


Inline = Text | Placeholder | Defined | Reference | Link | LineBreak | Image


BlockKind = Literal[
    "title", "schedule", "clause", "subclause", "item", "bullet", "paragraph", "quote", "note", "table", "page-break", "data"
]


class Block(NamedTuple):
    """One paragraph-like piece: a tuple, since a contract has hundreds. `line` is 1-based in the contract's text.

    kind: `title` (#), `schedule` (# Schedule), `clause` (##), `subclause` (### and deeper), `item` (numbered list),
    `bullet`, `paragraph`, `quote`, `note`, `table`, `page-break`, `data` (a block placeholder alone on its line).
    `level` is the level of the number: clauses 1, `4.1` 2, `(a)` 3, `(i)` 4, `(A)` 5, `(1)` 6 (a sub-clause's is its depth);
    of a title 0, or 1 where it heads an unnumbered part after the clauses (`# Signatures`). `number` is the printed label
    (`4.2`, `(a)`) and `full` the label a reference prints (`4.2(a)`); both empty where the block is not numbered. `anchor` is
    its own id, `clause` the anchor of the clause it stands in (empty before the first), `schedule` of its schedule.
    For `table`: `rows` of cells of inlines, the first `header_rows` of them headings, `aligns` a column's `left`, `center`,
    `right` or empty. For `data`: `inlines` holds the one Placeholder. `indent` is the list depth a lead-in or tail
    paragraph belongs to (0: none). A schedule's `number` is `Schedule 2`, its `full` `2`, its `inlines` the title alone.
    """

    kind: BlockKind
    line: int
    inlines: tuple[Inline, ...] = ()
    level: int = 0
    indent: int = 0
    number: str = ""
    full: str = ""
    anchor: str = ""
    lang: str = ""
    clause: str = ""
    schedule: str = ""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...] = ()
    header_rows: int = 0
    aligns: tuple[str, ...] = ()


class Shared:
    """The blocks of a clause as several contracts may hold it, their lines counted from its heading.

    It is one object in all of them, so that what was worked out for it is found without a look at its blocks: two are the same
    only where they are one. `mark` is made of its text and number.
    """

    __slots__ = ("blocks", "mark")

    def __init__(self, blocks: tuple[Block, ...], mark: int) -> None:
        self.blocks = blocks
        self.mark = mark


class Passage(NamedTuple):
    """What belongs together of a text's blocks, from `start` up to `end`: a clause, a schedule's opening, a title, with what
    stands below it; or what stands before the first. `shared` is a clause that other contracts may hold too.
    """

    start: int
    end: int
    shared: Shared | None = None


class Section(NamedTuple):
    """A clause of the text: from its `##` heading to the next heading of the same or a higher level.

    `title` is the heading's words as typed, `body` everything after the heading line, `line` the heading's 1-based line in
    the text. `start` and `end` are its offsets in the text, heading line included, so `text[start:end]` is the clause.
    `kind` tells a clause from what stands between clauses: the `preamble` before the first, the opening of a `schedule`,
    and what follows a further title (`other`).
    """

    anchor: str
    title: str
    body: str
    line: int
    lang: str = ""
    schedule: str = ""
    kind: Literal["clause", "schedule", "preamble", "other"] = "clause"
    start: int = 0
    end: int = 0
    typed: str = ""

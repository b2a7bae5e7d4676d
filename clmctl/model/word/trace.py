"""What a Word file carries besides the words a reader sees: hidden, left over, reaching outside, telling of its maker."""

from typing import Literal

from clmctl.model.frozen import frozen

TraceKind = Literal[
    # left over from the negotiation
    "change",
    "comment",
    # words that are not what a reader sees
    "unseen",
    "off-page",
    "invisible",
    "look-alike",
    "fallback",
    "bound",
    "frame-only",
    "double-entry",
    "outside-zip",
    "unread",
    "damaged",
    # what acts or reaches outside
    "macro",
    "macro-kind",
    "object",
    "active-control",
    "embedded",
    "field",
    "template",
    "outside",
    "link",
    "file-link",
    "false-link",
    "entities",
    # what tells of its maker
    "author",
    "company",
    "made-from",
    "edits",
    "property",
    "data",
    "picture-data",
]


@frozen
class WordTrace:
    """One thing found in a Word file.

    `part` is the story (`body`, `header1`) or the part's name in the package, `paragraph` the 1-based paragraph of the story
    (0: the part as a whole) and `number` its label (`4.2`). `words` are those concerned, `detail` what is the matter in a
    word or two: why the words are not seen, which field, which address, whose name.
    """

    kind: TraceKind
    part: str = ""
    paragraph: int = 0
    number: str = ""
    words: str = ""
    detail: str = ""

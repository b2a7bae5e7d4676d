"""What came back of a contract that was sent: the changes as rows to decide about, the comments, what is recorded of it."""

from typing import Literal

from clmctl.model.change import Change
from clmctl.model.frozen import frozen

#: What happened. `field`: the value of a smart field; `page`: how pages are set up; `picture`: a drawing;
#: `unread`: something of the file that was not read; the rest are of paragraphs or stand around the text.
RowKind = Literal[
    "changed", "inserted", "deleted", "moved", "split", "joined", "field", "hidden", "struck", "format", "level", "numbering",
    "reference", "header", "footer", "note", "box", "rows", "page", "picture", "unread",
]  # fmt: skip
#: How it was made: with tracked changes, without, as one that says the same, so that it is not seen, under one of our names.
RowHow = Literal["silent", "hidden", "ours-name", "tracked", "cosmetic"]
Decision = Literal["accept", "reject", "counter"]


@frozen
class ReturnedRow:
    """One change of theirs. `number` is what a person calls it by; rows that deceive come first.

    `at` is the number of the paragraph (`4.2(a)`), `heading` and `anchor` those of its clause. `field`, `old` and `new` are for
    a field (as typed); otherwise `old` and `new` tell what a level, a number or a look was and is. `carried`: the change is in
    the text as recorded; where not, `remark` says why. `position` is the approved position the clause is pinned to, `nearest`
    the one their words are nearest to, `apart` the words that keep them from it, `approval` who must approve its use.
    `steps` are the places in the returned text that belong to it.
    """

    number: int
    kind: RowKind
    how: RowHow
    at: str = ""
    heading: str = ""
    anchor: str = ""
    words: tuple[Change, ...] = ()
    author: str = ""
    date: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    remark: str = ""
    carried: bool = True
    position: str = ""
    nearest: str = ""
    apart: tuple[Change, ...] = ()
    approval: str = ""
    touches: tuple[str, ...] = ()
    steps: tuple[tuple[int, int | None], ...] = ()

    @property
    def deceives(self) -> bool:
        """Whether it was made so that it is easily missed."""
        return self.how in ("silent", "hidden", "ours-name")


@frozen
class ReceivedFile:
    """A line of `record/received.jsonl`. `digest` is `sha256:` of the bytes, `file` where they are kept.

    `turn` is the turn it ended, `sent` the commit whose text they answered.
    """

    key: str
    when: str
    by: str
    digest: str
    file: str
    sent: str
    turn: int
    sender: str = ""
    changes: int = 0
    silent: int = 0


@frozen
class NegotiationComment:
    """A line of `record/comments.jsonl`: what somebody remarked in a returned file, on which words of which clause."""

    key: str
    author: str
    date: str
    text: str
    on: str = ""
    clause: str = ""
    replies_to: str = ""
    resolved: bool = False
    received: str = ""


@frozen
class Decided:
    """A line of `record/decisions.jsonl`: what we decided about one change of theirs."""

    key: str
    when: str
    by: str
    received: str
    row: int
    decision: Decision
    clause: str = ""
    at: str = ""
    old: str = ""
    new: str = ""
    why: str = ""

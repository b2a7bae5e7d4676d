"""What went out: one record per copy that was sent."""

from typing import Literal

from clmctl.model.frozen import frozen

#: `draft` bears the draft mark and tracks what is typed into it, `clean` neither, `redline` shows what
#: changed from what they saw last.
CopyKind = Literal["draft", "clean", "redline"]


@frozen
class Send:
    """A line of `record/sends.jsonl`. `when` is the ISO moment with its offset, `by` a person's id or e-mail.

    `digest` is `sha256:` of the bytes that went out, `source` the digest of what they were made from (see word.source),
    `commit` the one whose text it is, `turn` the turn of the negotiation that ended with it. `since` is, for a redline, the
    commit it shows the changes from; `again` is the key of the line under which the same bytes went out before.
    """

    key: str
    when: str
    by: str
    kind: CopyKind
    digest: str
    source: str
    commit: str
    turn: int
    to: str = ""
    since: str = ""
    again: str = ""

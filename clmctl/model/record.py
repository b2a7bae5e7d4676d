"""What happened after signature: one record per line, never an edit of the past."""

from datetime import date
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.period import Period


@frozen
class TermRecord:
    """A line of `record/terms.jsonl`: a renewal (term `number` runs `start` to inclusive `end`), extension or termination."""

    key: str
    kind: Literal["renewed", "extended", "terminated", "not-renewed"]
    number: int
    start: date | None
    end: date | None
    on: date
    by: str
    why: str
    length: Period | None = None


@frozen
class NoticeRecord:
    """A line of `record/notices.jsonl`: a notice, who gave it, when it was sent and when received."""

    key: str
    kind: Literal["non-renewal", "termination", "other"]
    side: Literal["us", "them"]
    sent: date | None
    received: date | None
    effective: date | None
    by: str
    why: str


@frozen
class Records:
    """All records of one contract, in key order of the files."""

    terms: tuple[TermRecord, ...] = ()
    notices: tuple[NoticeRecord, ...] = ()

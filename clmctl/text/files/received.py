"""Lines of `record/received.jsonl`, `comments.jsonl` and `decisions.jsonl`: what came back and what we decided."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from clmctl.model.finding import Finding
from clmctl.model.returned import Decided, NegotiationComment, ReceivedFile
from clmctl.text.fields.shapes import DIGEST, TEXT, TRUTH, WORDS, Record, choice, whole
from clmctl.text.files.jsonl import line_of, read_lines

RECEIVED, COMMENTS, DECISIONS = "record/received.jsonl", "record/comments.jsonl", "record/decisions.jsonl"

RECEIVED_LINE = Record(
    {
        "key": TEXT, "when": TEXT, "by": TEXT, "digest": DIGEST, "file": TEXT, "sent": TEXT, "turn": whole(1), "sender": TEXT,
        "changes": whole(0), "silent": whole(0),
    },
    ("key", "when", "by", "digest", "file", "sent", "turn"),
)  # fmt: skip
COMMENT_LINE = Record(
    {
        "key": TEXT, "author": TEXT, "date": TEXT, "text": WORDS, "on": WORDS, "clause": TEXT, "replies_to": TEXT,
        "resolved": TRUTH, "received": DIGEST,
    },
    ("key",),
)  # fmt: skip
DECISION_LINE = Record(
    {
        "key": TEXT, "when": TEXT, "by": TEXT, "received": DIGEST, "row": whole(1), "clause": TEXT, "at": TEXT, "old": WORDS,
        "new": WORDS, "why": WORDS, "decision": choice("accept", "reject", "counter"),
    },
    ("key", "when", "by", "received", "row", "decision"),
)  # fmt: skip
_LONGEST = 4_000


def read_received(path: str, data: bytes) -> tuple[tuple[ReceivedFile, ...], tuple[Finding, ...]]:
    """The files received, oldest first, and what is wrong with the record."""
    lines, findings = read_lines(path, data, RECEIVED_LINE, _key)
    names = ReceivedFile.__match_args__
    found = (ReceivedFile(**{name: line.said[name] for name in names if name in line.said}) for line in lines)
    return tuple(sorted(found, key=lambda each: (each.turn, each.when, each.key))), findings


def read_comments(path: str, data: bytes) -> tuple[tuple[NegotiationComment, ...], tuple[Finding, ...]]:
    """What was remarked in returned files, in the order it was recorded, and what is wrong with the record."""
    lines, findings = read_lines(path, data, COMMENT_LINE, _key)
    empty = {"author": "", "date": "", "text": ""}
    return tuple(NegotiationComment(**{**empty, **_of(line.said, NegotiationComment)}) for line in lines), findings


def read_decisions(path: str, data: bytes) -> tuple[tuple[Decided, ...], tuple[Finding, ...]]:
    """What we decided about changes of theirs, in the order it was recorded, and what is wrong with the record."""
    lines, findings = read_lines(path, data, DECISION_LINE, _key)
    return tuple(Decided(**_of(line.said, Decided)) for line in lines), findings


def _of(said: Mapping[str, Any], kind: type[ReceivedFile | NegotiationComment | Decided]) -> dict[str, Any]:
    return {field.name: said[field.name] for field in fields(kind) if field.name in said}


def record_line(said: ReceivedFile | NegotiationComment | Decided) -> str:
    """The line that says this, without a line end; words beyond what a line may hold are cut."""
    plain = {name: _short(value) for name, value in asdict(said).items()}
    if plain.get("resolved") is False:
        del plain["resolved"]
    return line_of(plain)


def _short(value: object) -> object:
    return f"{value[: _LONGEST - 1]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def _key(said: Mapping[str, Any]) -> str:
    return str(said.get("key", ""))

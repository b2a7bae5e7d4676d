"""Lines of `record/sends.jsonl`: the copies of a contract that went out."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from clmctl.model.finding import Finding
from clmctl.model.send import Send
from clmctl.text.fields.tables import SEND_LINE
from clmctl.text.files.jsonl import line_of, read_lines

SENDS = "record/sends.jsonl"


def read_sends(path: str, data: bytes) -> tuple[tuple[Send, ...], tuple[Finding, ...]]:
    """The copies sent, oldest first (merging branches may have put the lines in any order), and what is wrong with the file."""
    lines, findings = read_lines(path, data, SEND_LINE, _key)
    return tuple(sorted((_send(line.said) for line in lines), key=lambda send: (send.turn, send.when, send.key))), findings


def send_line(send: Send) -> str:
    """The line that says this, without a line end."""
    return line_of(asdict(send))


def _key(said: Mapping[str, Any]) -> str:
    return str(said.get("key", ""))


def _send(said: Mapping[str, Any]) -> Send:
    return Send(**{name: said[name] for name in Send.__match_args__ if name in said})

"""The contract's file with the text as the returned file leaves it."""

import re
from collections.abc import Mapping

from clmctl.model.contract import Contract
from clmctl.negotiation.receiving_source import Behind
from clmctl.negotiation.receiving_tables import Applies
from clmctl.negotiation.receiving_text import Writer
from clmctl.negotiation.receiving_units import Layout
from clmctl.negotiation.receiving_words import Wording
from clmctl.redline.returned import Returned
from clmctl.text.split import split

_HASHED = re.compile(r"_[0-9a-f]{8}\Z")


def layout(contract: Contract, found: Behind, came: Returned, roles: Mapping[str, str]) -> Layout:
    """What the returned paragraphs make of the contract's text."""
    anchors = dict(found.anchors)
    for line in came.lineage.final:
        for name in line.bookmarks:
            key = name.casefold()
            if key.startswith("_clm_") and key not in anchors:
                anchors[key] = key.removeprefix("_clm_").replace("_", "-")
    schedules = {block.anchor: "" if block.kind == "schedule" else block.schedule for block in found.blocks if block.anchor}
    curly = sum(contract.text.count(char) for char in "“”‘’")
    straight = contract.text.count('"') + contract.text.count("'") >= curly
    return Layout(found, came, Wording(found, anchors, schedules, straight), roles)


def with_body(contract: Contract, data: bytes, plan: Layout, applies: Applies, instead: Mapping[int, str]) -> bytes:
    """The file with the text written anew; a line that says what it said stays byte for byte."""
    lines = Writer(contract.text, plan.behind.blocks).write(plan.units(applies, instead))
    if list(lines) == list(range(contract.text.count("\n") + 1)):
        return data
    file = split(data)
    at = 0
    for _ in range(file.body_line - 1):
        at = data.index(b"\n", at) + 1
    raw = data[at:].split(b"\n")
    end = b"\r" if file.line_end == "\r\n" else b""
    made = [
        raw[line] if isinstance(line, int) else line.encode() + (b"" if n == len(lines) - 1 else end)
        for n, line in enumerate(lines)
    ]
    return data[:at] + b"\n".join(made)

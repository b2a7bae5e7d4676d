"""A contract file with one clause replaced, put in or taken out, every other byte as it was."""

from clmctl.model.block import Section
from clmctl.model.contract import Contract
from clmctl.text.dialect.rules import parts
from clmctl.text.yaml.split import split


def replace_section(data: bytes, contract: Contract, section: Section | None, text: str) -> bytes:
    """The file with a section's heading and body replaced by `text` (empty: taken out); None puts it in as the last clause.

    `section` is one of `contract.text`, and `contract` was read from `data`. Line ends follow the file's.
    """
    file = split(data)
    new = text.strip("\n") + "\n\n" if text.strip() else ""
    start, end = (section.start, section.end) if section is not None else (_end_of_clauses(contract.text),) * 2
    before, after = contract.text[:start], contract.text[end:]
    if before and not before.endswith("\n\n") and new:
        new = "\n" * (2 - (len(before) - len(before.rstrip("\n")))) + new
    if not after.strip():
        new = new.rstrip("\n") + "\n" if new else ""
    head = data[: _raw(data, file.body_line, before)]
    tail = data[_raw(data, file.body_line, contract.text[:end]) :]
    return head + (new.replace("\n", "\r\n") if file.line_end == "\r\n" else new).encode() + tail


def _raw(data: bytes, body_line: int, before: str) -> int:
    """The byte offset in the file of the place that follows `before` in the body, counted by lines and the rest of one."""
    at = 0
    for _ in range(body_line - 1 + before.count("\n")):
        at = data.index(b"\n", at) + 1
    return at + len(before.rpartition("\n")[2].encode())


def _end_of_clauses(text: str) -> int:
    """Where another clause goes: after the last clause of the main part, before schedules and what closes the document."""
    found = parts(text)
    main = [part for part in found if part.kind == "clause" and not part.schedule]
    if main:
        return main[-1].end
    return found[0].end if found else len(text)

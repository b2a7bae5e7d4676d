"""Findings as the index keeps them: under which rules they were found, and as which text."""

import hashlib
import json
import os
from typing import Any

import clmctl
from clmctl.model.finding import Finding
from clmctl.model.place import Place

#: Rooms that decide nothing of what is found.
_NO_RULES = frozenset({"cli", "press", "report", "store", "__pycache__"})


def rules_as_installed(package: str = os.path.dirname(clmctl.__file__)) -> str:  # noqa: PTH120 - paid at every start
    """A digest of which rules are installed: when any file of code that decides what is found changes, so does this.

    What was found before is kept by it, so that a new rule looks at every contract anew without anybody raising a number.
    """
    said = hashlib.sha256()
    for folder, inside, names in os.walk(package):
        inside[:] = sorted(set(inside) - _NO_RULES)
        for name in sorted(name for name in names if name.endswith(".py")):
            info = os.stat(f"{folder}/{name}")  # noqa: PTH116 - paid at every start
            said.update(f"{folder}/{name}\0{info.st_size}\0{info.st_mtime_ns}\0".encode())
    return said.hexdigest()


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_text(path: str, findings: tuple[Finding, ...]) -> str:
    """Findings as they are kept, empty for none: their parts in the order of `Finding`, the place's at the end.

    An empty path is the contract's own; a null contract is the one named before all.
    """
    if not findings:
        return ""
    named = findings[0].contract
    return _ENCODE([named, *[_as_row(path, named, finding) for finding in findings]])


def _as_row(path: str, named: str, finding: Finding) -> tuple[str | int | None, ...]:
    code, name, severity, place, message, hint, contract, clause, subject, fingerprint, suppressed = finding
    whose = None if contract == named else contract
    where = ("" if place.path == path else place.path, place.line, place.column)
    return (code, name, severity, message, hint, whose, clause, subject, fingerprint, suppressed, *where)


def from_text(path: str, text: str) -> list[Finding]:
    """The findings that a kept text holds; `path` is the one it was made with."""
    if not text:
        return []
    named, *rows = json.loads(text)
    return [_from_row(path, named, row) for row in rows]


def _from_row(path: str, named: str, row: list[Any]) -> Finding:
    code, name, severity, message, hint, contract, clause, subject, fingerprint, suppressed, at, line, column = row
    place = Place(at or path, line, column)
    if contract is None:
        contract = named
    return Finding(code, name, severity, place, message, hint, contract, clause, subject, fingerprint, suppressed)

"""The ledger, `clause_library/ledger.jsonl`: every text ever approved, one line an act, never edited."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from clmctl.model.clause import LedgerEntry
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.fields.tables import LEDGER_LINE
from clmctl.text.files.jsonl import line_of, read_lines, with_lines

LEDGER = "clause_library/ledger.jsonl"


def read_ledger(path: str, data: bytes) -> tuple[tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """Approved texts in file order and what is wrong with the file.

    A text has one line for its approval and, once withdrawn, one more with `until`: the entry then has the approval's
    `by`, `on` and `why`, and that `until`; `gone` is the withdrawal's reason.
    """
    lines, findings = read_lines(path, data, LEDGER_LINE, _key)
    entries: dict[tuple[str, str, str, int], LedgerEntry] = {}
    late: list[Finding] = []
    for number, said in lines:
        entry = LedgerEntry(**{"why": "", "until": None, **said})
        name = (entry.clause, entry.variant, entry.lang, entry.version)
        known = entries.get(name)
        if known is None:
            entries[name] = replace(entry, gone=entry.why) if entry.until else entry
        elif known.digest != entry.digest:
            message = f"{entry.clause} {entry.variant} version {entry.version} is in the ledger with another digest"
            hint = "A version has one text for ever: approve the changed text as the next version."
            late.append(
                Finding("FD609", "schema", "error", Place(path, number, 1), message, hint, subject=":".join(map(str, name)))
            )
        else:
            approval, withdrawal = (known, entry) if entry.until else (entry, known)
            entries[name] = replace(approval, until=withdrawal.until, gone=withdrawal.why)
    return tuple(entries.values()), tuple(sorted((*findings, *late), key=lambda finding: finding.place.line))


def ledger_line(entry: LedgerEntry) -> str:
    """The ledger's line for an approval, or with `until` for a withdrawal, without a line end."""
    return line_of({name: value for name, value in asdict(entry).items() if name != "gone"})


def with_line(ledger: bytes | None, entry: LedgerEntry) -> bytes:
    """The ledger with one line more; what stands in it stays byte for byte."""
    return with_lines(ledger, [ledger_line(entry)])


def _key(said: Mapping[str, Any]) -> tuple[str, ...]:
    return (*(str(said.get(part)) for part in ("clause", "variant", "lang", "version")), "until" if "until" in said else "")

"""Approving a text and withdrawing one: a line in the ledger and the status in the variant's own front matter."""

from collections.abc import Sequence
from datetime import date

from clmctl.errors import ReasonMissing, Unreadable, UsageError
from clmctl.library.ledger import LEDGER, with_line
from clmctl.library.variants import read_variant, variant_path
from clmctl.model.clause import LedgerEntry, Variant
from clmctl.model.library import Library
from clmctl.model.plan import Plan, Read, Write
from clmctl.text.yaml.edit import set_key


def approve(
    library: Library,
    variant: Variant,
    data: bytes,
    ledger: bytes | None,
    *,
    by: str,
    on: date,
    why: str,
    reads: Sequence[Read] = (),
    before: bytes | None = None,
) -> Plan:
    """The plan that approves the text of a position as it stands, as a new version where another text was approved.

    `data` are the bytes of the variant's file and `ledger` those of the ledger (None: there is none), as they stand in the
    folder. `before` are the bytes the variant's file was last committed with: where they hold the text approved so far, it
    is kept under `superseded/`, so that contracts which pinned it can still be compared. UsageError where the text is
    approved already or no reason is given, Unreadable where the file has something wrong.
    """
    variant = _as_it_stands(variant, data)
    _reason(why, f"Approving {_name(variant)}")
    approved = _entries(library, variant)
    latest = max(approved, key=lambda entry: entry.version, default=None)
    if latest is not None and latest.digest == variant.digest and latest.until is None:
        if variant.status == "approved" and variant.version == latest.version:
            hint = f"Version {latest.version} was approved by {latest.by} on {latest.on}. Change the text first."
            raise UsageError(f"The text of {_name(variant)} is approved already.", hint=hint, path=variant.path)
        edited = _with_status(data, latest.version, "approved")
        title = f"Mark {_name(variant)} as the approved version {latest.version}"
        return Plan("library", title, (Write(variant.path, edited),), _trailers(variant, why), tuple(reads))
    version = max(variant.version, latest.version + 1) if latest else variant.version
    entry = LedgerEntry(variant.clause, variant.name, variant.lang, version, variant.digest, by, on, why=why.strip())
    writes = [Write(variant.path, _with_status(data, version, "approved")), Write(LEDGER, with_line(ledger, entry))]
    notes = [f"version {version}, {variant.digest}"]
    if latest is not None and latest.digest != variant.digest:
        kept = _superseded(variant, latest, before)
        if kept is not None:
            writes.append(kept)
            notes.append(f"version {latest.version} is kept in {kept.path}")
        elif not any(_same(old, latest) for old in library.clauses[variant.clause].superseded):
            notes.append(f"the text of version {latest.version} is not at hand, so it is not kept for comparing")
    title = f"Approve {_name(variant)} version {version}"
    return Plan("library", title, tuple(writes), _trailers(variant, why), tuple(reads), notes=tuple(notes))


def withdraw(
    library: Library,
    variant: Variant,
    data: bytes,
    ledger: bytes | None,
    *,
    by: str,
    on: date,
    why: str,
    reads: Sequence[Read] = (),
    version: int = 0,
) -> Plan:
    """The plan that withdraws an approved text from `on` on: the current version, or an earlier one by `version`.

    Contracts that hold it keep it, and lint reports them (CL105). UsageError where that version was never approved or is
    withdrawn already, or no reason is given.
    """
    variant = _as_it_stands(variant, data)
    _reason(why, f"Withdrawing {_name(variant)}")
    wanted = version or variant.version
    entries = {entry.version: entry for entry in _entries(library, variant)}
    entry = entries.get(wanted)
    if entry is None:
        hint = f"Approved versions: {', '.join(map(str, sorted(entries)))}." if entries else "No version of it was."
        raise UsageError(f"{_name(variant)} version {wanted} was never approved.", hint=hint, path=variant.path)
    if entry.until is not None:
        raise UsageError(f"{_name(variant)} version {wanted} was withdrawn on {entry.until}.", path=variant.path)
    line = LedgerEntry(variant.clause, variant.name, variant.lang, wanted, entry.digest, by, on, on, why.strip())
    writes = [Write(LEDGER, with_line(ledger, line))]
    if wanted == variant.version:
        writes.insert(0, Write(variant.path, set_key(data, "status", "withdrawn")))
    title = f"Withdraw {_name(variant)} version {wanted}"
    return Plan("library", title, tuple(writes), _trailers(variant, why), tuple(reads))


def _entries(library: Library, variant: Variant) -> list[LedgerEntry]:
    which = (variant.clause, variant.name, variant.lang)
    return [entry for entry in library.ledger if (entry.clause, entry.variant, entry.lang) == which]


def _as_it_stands(variant: Variant, data: bytes) -> Variant:
    """The variant in those bytes; nobody approves or withdraws a file that has something wrong."""
    read, findings = read_variant(variant.path, data, variant.clause)
    if read is None or findings:
        first = findings[0]
        raise Unreadable(first.message, hint=first.hint, path=first.place.path, line=first.place.line)
    return read


def _with_status(data: bytes, version: int, status: str) -> bytes:
    return set_key(set_key(data, "version", version), "status", status)


def _superseded(variant: Variant, latest: LedgerEntry, before: bytes | None) -> Write | None:
    """The earlier text under `superseded/`, where it is at hand and really is what was approved."""
    if before is None:
        return None
    old, _ = read_variant(variant.path, before, variant.clause)
    if old is None or old.digest != latest.digest:
        return None
    path = variant_path(variant.clause, variant.name, variant.lang, latest.version)
    return Write(path, _with_status(before, latest.version, "deprecated"))


def _same(variant: Variant, entry: LedgerEntry) -> bool:
    return (variant.name, variant.lang, variant.version) == (entry.variant, entry.lang, entry.version)


def _reason(why: str, doing: str) -> None:
    if not why.strip():
        raise ReasonMissing(f"{doing} needs a reason.")


def _name(variant: Variant) -> str:
    return f"{variant.clause} {variant.name}" + ("" if variant.lang == "en" else f" ({variant.lang})")


def _trailers(variant: Variant, why: str) -> tuple[tuple[str, str], ...]:
    return (("Action", "library"), ("Clause", variant.clause), ("Reason", why.strip()))

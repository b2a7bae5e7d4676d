"""Approving a text and withdrawing one: a line in the ledger and the status in the variant's own front matter."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clmctl.errors import Unreadable, UsageError
from clmctl.library.ledger import LEDGER, with_line
from clmctl.library.variants import read_variant, variant_path
from clmctl.model.clause import LedgerEntry, Variant
from clmctl.model.library import Library
from clmctl.model.plan import Plan, Read, Write
from clmctl.text.edit import set_key
from clmctl.text.troubles import did_you_mean, one_of


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, on which day, and why."""

    by: str
    on: date
    why: str


def approve(
    library: Library, which: tuple[str, str, str], act: Act, files: Mapping[str, bytes], before: bytes | None = None
) -> Plan:
    """The plan that approves the text of a position as it stands, as a new version where an earlier text was approved.

    `which` is (clause, variant, language). `files` holds the variant's file and the ledger as they are in the folder.
    `before` are the bytes of the file as it was last committed: where they hold the version approved so far, they are kept
    under `superseded/`, so that contracts which pinned it can still be compared. UsageError where the text is approved
    already, or no reason is given.
    """
    variant, data = _found(library, which, files)
    _reason(act, f"Approving {_name(variant)}")
    approved = [entry for entry in library.ledger if (entry.clause, entry.variant, entry.lang) == which]
    latest = max(approved, key=lambda entry: entry.version, default=None)
    if latest is not None and latest.digest == variant.digest and latest.until is None:
        if variant.status == "approved" and variant.version == latest.version:
            hint = f"Version {latest.version} was approved by {latest.by} on {latest.on}."
            raise UsageError(f"The text of {_name(variant)} is approved already.", hint=hint, path=variant.path)
        return _plan(variant, data, latest.version, (), act, files, f"Restore {_name(variant)} version {latest.version}")
    version = max(variant.version, latest.version + 1) if latest else variant.version
    entry = LedgerEntry(*which, version=version, digest=variant.digest, by=act.by, on=act.on, why=act.why.strip())
    writes = [Write(LEDGER, with_line(files.get(LEDGER), entry))]
    notes: list[str] = []
    if latest is not None and latest.digest != variant.digest:
        kept = _superseded(which, latest, before)
        if kept is not None:
            writes.append(kept)
        elif not any(
            v.name == variant.name and v.lang == variant.lang and v.version == latest.version
            for v in library.clauses[which[0]].superseded
        ):
            notes.append(f"The text of version {latest.version} is not at hand, so it is not kept in {which[0]}/superseded/.")
    plan = _plan(variant, data, version, tuple(writes), act, files, f"Approve {_name(variant)} version {version}")
    return Plan(plan.action, plan.title, plan.writes, plan.trailers, plan.reads, notes=(*plan.notes, *notes))


def withdraw(library: Library, which: tuple[str, str, str], act: Act, files: Mapping[str, bytes], version: int = 0) -> Plan:
    """The plan that withdraws an approved text from `act.on` on: the current version, or an earlier one by `version`.

    Contracts that hold it keep it, and lint reports them (CL105). UsageError where that version was never approved or is
    withdrawn already, or no reason is given.
    """
    variant, data = _found(library, which, files)
    _reason(act, f"Withdrawing {_name(variant)}")
    wanted = version or variant.version
    entries = {entry.version: entry for entry in library.ledger if (entry.clause, entry.variant, entry.lang) == which}
    entry = entries.get(wanted)
    if entry is None:
        hint = f"Approved versions: {', '.join(map(str, sorted(entries)))}." if entries else "No version of it was."
        raise UsageError(f"{_name(variant)} version {wanted} was never approved.", hint=hint, path=variant.path)
    if entry.until is not None:
        raise UsageError(f"{_name(variant)} version {wanted} was withdrawn on {entry.until}.", path=variant.path)
    line = LedgerEntry(*which, version=wanted, digest=entry.digest, by=act.by, on=act.on, until=act.on, why=act.why.strip())
    ledger = Write(LEDGER, with_line(files.get(LEDGER), line))
    title = f"Withdraw {_name(variant)} version {wanted}"
    if wanted != variant.version:
        return Plan("library", title, (ledger,), _trailers(variant, act), _reads(variant, data, files))
    status = Write(variant.path, set_key(data, "status", "withdrawn"))
    return Plan("library", title, (status, ledger), _trailers(variant, act), _reads(variant, data, files))


def _found(library: Library, which: tuple[str, str, str], files: Mapping[str, bytes]) -> tuple[Variant, bytes]:
    """The position as it stands in the folder now, and its bytes."""
    clause, name, lang = which
    if clause not in library.clauses:
        hint = did_you_mean(clause, library.clauses) or one_of(library.clauses)
        raise UsageError(f"There is no clause {clause!r} in the library.", hint=hint)
    path = variant_path(clause, name, lang)
    data = files.get(path)
    if data is None:
        known = [
            variant.name if variant.lang == "en" else f"{variant.name}.{variant.lang}"
            for variant in library.clauses[clause].variants
        ]
        raise UsageError(f"{clause} has no position {name} in {lang}.", hint=did_you_mean(name, known) or one_of(known))
    variant, findings = read_variant(path, data, clause)
    if variant is None or findings:
        first = findings[0]
        raise Unreadable(first.message, hint=first.hint, path=first.place.path, line=first.place.line)
    return variant, data


def _superseded(which: tuple[str, str, str], latest: LedgerEntry, before: bytes | None) -> Write | None:
    """The earlier text under `superseded/`, where it is at hand and really is what was approved."""
    if before is None:
        return None
    path = variant_path(which[0], which[1], which[2], latest.version)
    old, _ = read_variant(variant_path(*which), before, which[0])
    if old is None or old.digest != latest.digest:
        return None
    return Write(path, set_key(set_key(before, "version", latest.version), "status", "deprecated"))


def _plan(
    variant: Variant, data: bytes, version: int, writes: tuple[Write, ...], act: Act, files: Mapping[str, bytes], title: str
) -> Plan:
    edited = set_key(set_key(data, "version", version), "status", "approved")
    notes = (f"version {version}, {variant.digest}",)
    return Plan(
        "library",
        title,
        (Write(variant.path, edited), *writes),
        _trailers(variant, act),
        _reads(variant, data, files),
        notes=notes,
    )


def _reason(act: Act, doing: str) -> None:
    if not act.why.strip():
        raise UsageError(f"{doing} needs a reason.", hint='Say it with --why "...".')


def _name(variant: Variant) -> str:
    return f"{variant.clause} {variant.name}" + ("" if variant.lang == "en" else f" ({variant.lang})")


def _trailers(variant: Variant, act: Act) -> tuple[tuple[str, str], ...]:
    return (("Action", "library"), ("Clause", variant.clause), ("Reason", act.why.strip()))


def _reads(variant: Variant, data: bytes, files: Mapping[str, bytes]) -> tuple[Read, ...]:
    ledger = files.get(LEDGER)
    return (Read(variant.path, _blob(data)), Read(LEDGER, None if ledger is None else _blob(ledger)))


def _blob(data: bytes) -> str:
    """The id git gives these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

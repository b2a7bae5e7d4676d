"""Renewing as a plan: one line more in the contract's record, and nothing of the past or of what was agreed touched."""

import hashlib
from datetime import date

from clmctl.errors import ReasonMissing
from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.period import Period
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.record import Records, TermRecord
from clmctl.model.term import Conventions, Terms
from clmctl.renewal.following import following_term
from clmctl.text.files.jsonl import with_lines
from clmctl.text.files.records import term_line


def record_path(contract: Contract) -> str:
    """Where the contract's renewals are recorded: `contracts/<client>/<id>/record/terms.jsonl`."""
    return f"{contract.folder}/record/terms.jsonl"


def renew(
    contract: Contract,
    records: Records,
    terms: Terms,
    conventions: Conventions,
    *,
    on: date,
    why: str,
    by: str,
    recorded: bytes | None,
    length: Period | None = None,
    calendar: Calendar | None = None,
) -> Plan:
    """The plan that renews the contract by its own rule, decided on `on` by `by` for the reason `why`.

    `recorded` are the bytes of `record_path(contract)` as they stand (None: no such file). UsageError says why there is
    nothing to renew and what to do instead.
    """
    if not why.strip():
        raise ReasonMissing(f"Renewing {contract.id} needs a reason.")
    term = following_term(contract, records, terms, conventions, on=on, why=why.strip(), by=by, length=length, calendar=calendar)
    path = record_path(contract)
    return Plan(
        action="renew",
        title=f"Renew {contract.id} to {term.end}",
        writes=(Write(path, with_lines(recorded, [term_line(term)])),),
        trailers=(("Contract", contract.id), ("Action", "renew"), ("Reason", why.strip())),
        reads=(Read(contract.path, contract.blob), Read(path, None if recorded is None else _blob(recorded, contract.blob))),
        notes=_notes(contract, term, on),
    )


def _notes(contract: Contract, term: TermRecord, on: date) -> tuple[str, ...]:
    """What the preview says beside the line written."""
    source = "renewal.length" if term.length == contract.renewal.length else "as agreed"
    notes = [f"term {term.number} runs from {term.start} to {term.end} ({term.length}, {source})"]
    if contract.renewal.max is not None:
        notes.append(f"renewal {term.number} of at most {contract.renewal.max}")
    if contract.renewal.type == "auto-renew":
        notes.append("it would also renew by itself; this records that it was decided")
    if term.start is not None and term.start <= on:
        notes.append(f"the term before it had ended: the renewal counts from {term.start}")
    return tuple(notes)


def _blob(data: bytes, like: str) -> str:
    """The id git gives these bytes, in the repository's own hash (SHA-256 where the contract's blob id is one)."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(b"blob %d\0" % len(data) + data).hexdigest()

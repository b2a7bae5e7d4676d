"""Signature, in its first form: the copy is filed, what was agreed is fixed, the stage moves."""

from datetime import date

from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.plan import Plan, Read, Write
from clmctl.negotiation.stages import refuse_move
from clmctl.text.comparing.digest import agreed_digest
from clmctl.text.yaml.edit import set_key


def sign(
    contract: Contract,
    data: bytes,
    on: date,
    catalogue: Catalogue,
    *,
    copy: tuple[str, bytes] | None = None,
    predecessors: tuple[tuple[Contract, bytes], ...] = (),
    because: Because = Because(),
) -> Plan:
    """The plan that records a signature on day `on`.

    `copy` is the executed copy's file name and bytes, filed under `signed/`. `predecessors` are the contracts this one
    supersedes, with their files: they move to superseded. UsageError for an illegal move, or a contract without effective date.
    """
    refuse_move(contract, "executed")
    if contract.dates.effective is None:
        raise UsageError(
            f"{contract.id} does not say when it takes effect.",
            hint=f"clmctl set {contract.id} dates.effective={on} --why ...",
            path=contract.path,
        )
    edited = set_key(set_key(data, "dates.signed", on), "stage", "executed")
    edited = set_key(edited, "agreed", agreed_digest(contract, catalogue))
    writes = [Write(contract.path, edited)]
    reads = [Read(contract.path, contract.blob)]
    notes = [f"{contract.id}  stage: {contract.stage} → executed, signed {on}"]
    if copy is not None:
        name, content = copy
        path = f"{contract.folder}/signed/{name}"
        writes.append(Write(path, content))
        reads.append(Read(path, None))
        notes.append(f"{contract.id}  files {path}")
    for predecessor, before in predecessors:
        writes.append(Write(predecessor.path, set_key(before, "stage", "superseded")))
        reads.append(Read(predecessor.path, predecessor.blob))
        notes.append(f"{predecessor.id}  stage: {predecessor.stage} → superseded")
    return Plan(
        action="sign",
        title=f"Sign {contract.id}",
        writes=tuple(writes),
        trailers=because.trailers(contract.id, "sign"),
        reads=tuple(reads),
        render=(contract.id,),
        notes=tuple(notes),
    )


def superseded_by(contract: Contract) -> tuple[str, ...]:
    """Ids of the contracts that end when this one is signed."""
    return tuple(r.id for r in contract.relations if r.type in ("supersedes", "renewal-of"))

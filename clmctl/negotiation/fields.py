"""Changing smart fields of a contract."""

from collections.abc import Mapping

from clmctl.errors import ReasonMissing, Unreadable, UsageError
from clmctl.model.because import Because
from clmctl.model.contract import SIGNED, Contract
from clmctl.model.field import Catalogue, Field
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.value import Value
from clmctl.negotiation.stages import refuse_unknown_stage
from clmctl.text.fields.values import show_value
from clmctl.text.yaml.edit import set_key

#: Fields that commands move, and which command it is.
_MOVED = {
    "id": "A contract keeps its number.",
    "stage": "The stage moves by acts: new, sign, renew, terminate.",
    "agreed": "The agreed digest is taken once, by clmctl sign.",
    "dates.signed": "The day of signature is recorded by clmctl sign --date.",
}


def refuse(contract: Contract, field: Field) -> str:
    """Why this field of this contract may not be set, or an empty string."""
    if field.path in _MOVED:
        return f"{field.path} is not set by hand. {_MOVED[field.path]}"
    if contract.stage in SIGNED and field.after_signature == "fixed":
        return _agreed(contract, field.path)
    return ""


def _agreed(contract: Contract, path: str) -> str:
    return f"{contract.id} is signed, and {path} is part of what was agreed. It changes by an amendment of its own."


def set_fields(
    contract: Contract, data: bytes, changes: Mapping[str, Value | None], catalogue: Catalogue, because: Because
) -> Plan:
    """The plan that sets fields (None takes one out) in the contract's file, every other byte kept.

    `changes` maps catalogue or party paths to typed values. UsageError where a field may not be set, where nothing
    would change, or where a negotiated field changes without a reason.
    """
    edited = data
    notes = []
    negotiated = False
    for path, value in changes.items():
        field = catalogue.by_path.get(path)
        if field is None or field.after_signature == "fixed":
            refuse_unknown_stage(contract)
        if field is not None and (reason := refuse(contract, field)):
            raise UsageError(reason, path=contract.path)
        if field is None and contract.stage in SIGNED:
            raise UsageError(_agreed(contract, path), path=contract.path)
        before = contract.values.get(path) if field is not None else _party_value(contract, path)
        if before == value or (value is None and before is None):
            continue
        if value is None and field is not None and "*" in field.required_for:
            raise UsageError(f"Every contract states its {path}: it cannot be taken out.", hint=field.help, path=contract.path)
        if value is None and path.startswith("parties.") and path.endswith(".legal_name"):
            raise UsageError(f"Every party has its legal name: {path} cannot be taken out.", path=contract.path)
        try:
            edited = set_key(edited, path, value)
        except Unreadable as off:
            raise Unreadable(off.message, hint=off.hint, path=contract.path, line=off.line) from None
        negotiated = negotiated or field is None or field.after_signature == "fixed"
        notes.append(f"{path}: {_shown(before)} → {_shown(value)}")
    if not notes:
        raise UsageError(f"{contract.id} says that already: nothing would change.", path=contract.path)
    if negotiated and not because.given:
        raise ReasonMissing(f"Changing {', '.join(changes)} of {contract.id} needs a reason.", path=contract.path)
    return Plan(
        action="edit",
        title=f"Set {', '.join(note.partition(':')[0] for note in notes)} of {contract.id}",
        writes=(Write(contract.path, edited),),
        trailers=because.trailers(contract.id, "edit"),
        reads=(Read(contract.path, contract.blob),),
        render=(contract.id,),
        notes=tuple(f"{contract.id}  {note}" for note in notes),
    )


def _party_value(contract: Contract, path: str) -> Value | None:
    _, key, attribute = path.split(".", 2)
    party = contract.party(key)
    if party is None:
        raise UsageError(
            f"{contract.id} has no party {key!r}.",
            hint=f"Its parties are: {', '.join(p.key for p in contract.parties)}.",
            path=contract.path,
        )
    said = getattr(party, attribute, "")
    return said or None


def _shown(value: Value | None) -> str:
    return "nothing" if value is None else show_value(value)

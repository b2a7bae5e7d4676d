"""How far a contract has come: which moves there are, and the plan that makes one."""

from types import MappingProxyType

from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.contract import STAGES, Contract, Stage, is_stage
from clmctl.model.plan import Action, Plan, Read, Write
from clmctl.text.fields.troubles import did_you_mean, one_of
from clmctl.text.yaml.edit import set_key

#: From a stage to those it may move to, by acts.
MOVES: MappingProxyType[Stage, frozenset[Stage]] = MappingProxyType(
    {
        "request": frozenset[Stage]({"draft", "cancelled"}),
        "draft": frozenset[Stage]({"review", "negotiation", "approval", "signature", "executed", "cancelled"}),
        "review": frozenset[Stage]({"draft", "negotiation", "approval", "signature", "executed", "cancelled"}),
        "negotiation": frozenset[Stage]({"review", "approval", "signature", "executed", "cancelled"}),
        "approval": frozenset[Stage]({"review", "negotiation", "signature", "executed", "cancelled"}),
        "signature": frozenset[Stage]({"negotiation", "approval", "executed", "cancelled"}),
        "executed": frozenset[Stage]({"terminated", "superseded"}),
        "terminated": frozenset[Stage](),
        "cancelled": frozenset[Stage](),
        "superseded": frozenset[Stage](),
    }
)


def refuse_unknown_stage(contract: Contract) -> None:
    """Raises UsageError where the file says a stage that is none: it may be signed, so nothing that was agreed may change."""
    if not is_stage(contract.stage):
        raise UsageError(
            f"The stage of {contract.id} is not known: {contract.stage!r} is none.",
            hint=f"Put stage: right in its file. {did_you_mean(contract.stage, STAGES) or one_of(STAGES)}",
            path=contract.path,
        )


def refuse_move(contract: Contract, to: Stage) -> None:
    """Raises UsageError where the contract may not move to that stage."""
    refuse_unknown_stage(contract)
    allowed = MOVES[contract.stage]
    if to not in allowed:
        onward = ", ".join(sorted(allowed)) or "no other stage"
        raise UsageError(
            f"{contract.id} is at stage {contract.stage}: it cannot move to {to}.",
            hint=f"From there it can move to {onward}.",
            path=contract.path,
        )


def move(contract: Contract, data: bytes, to: Stage, action: Action, because: Because) -> Plan:
    """The plan that moves a contract to another stage. UsageError for an illegal move."""
    refuse_move(contract, to)
    return Plan(
        action=action,
        title=f"Move {contract.id} to {to}",
        writes=(Write(contract.path, set_key(data, "stage", to)),),
        trailers=because.trailers(contract.id, action),
        reads=(Read(contract.path, contract.blob),),
        render=(contract.id,),
        notes=(f"{contract.id}  stage: {contract.stage} → {to}",),
    )

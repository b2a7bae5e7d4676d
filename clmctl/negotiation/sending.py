"""Sending, in its first form: the copy that goes out is recorded, our turn ends, the stage follows."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.send import CopyKind, Send
from clmctl.model.turn import Turn
from clmctl.negotiation.stages import refuse_move
from clmctl.text.files.jsonl import with_lines
from clmctl.text.files.sends import SENDS, send_line
from clmctl.text.yaml.edit import set_key


@frozen
class Copy:
    """A copy ready to go out: its bytes, what they were made from, and for a redline the commit it shows changes from."""

    docx: bytes
    kind: CopyKind
    source: str
    commit: str
    since: str = ""

    @property
    def digest(self) -> str:
        """`sha256:` of the bytes."""
        return "sha256:" + hashlib.sha256(self.docx).hexdigest()


def last_sent(sends: Sequence[Send]) -> Send | None:
    """What went out last."""
    return max(sends, key=lambda send: (send.turn, send.when, send.key), default=None)


def last_of_them(past: Sequence[Turn]) -> Turn | None:
    """The last recorded act of the other side; `past` is newest first."""
    return next((turn for turn in past if turn.side == "them"), None)


def last_seen(past: Sequence[Turn]) -> Turn | None:
    """The last act after which the other side knows the text: we sent it, or it is theirs."""
    return next((turn for turn in past if turn.side == "them" or turn.action == "send"), None)


def turn_number(past: Sequence[Turn], *, again: bool = False) -> int:
    """The number of the turn that a sending ends; `past` is newest first, `again` says that they know the text already.

    Turns count from 1 and each passing of the pen ends one: a sending of ours, a return of theirs. The same text sent again
    is the same turn, other words are the next one. Acts already recorded under a higher number keep it.
    """
    highest = max((int(turn.turn) for turn in past if _counted(turn)), default=0)
    passed = last_seen(past)
    if passed is None or not _counted(passed):
        return max(highest, 1) if again or passed is None else highest + 1
    return highest if again or highest > int(passed.turn) else highest + 1


def _counted(turn: Turn) -> bool:
    """Whether a commit states its turn as a number anybody would have counted to: whoever writes commits may write any."""
    return turn.turn.isdecimal() and len(turn.turn) < 10


def send(
    contract: Contract,
    data: bytes,
    copy: Copy,
    *,
    to: str,
    when: str,
    by: str,
    sends: Sequence[Send],
    recorded: tuple[bytes, str] | None,
    turn: int,
    because: Because = Because(),
    warnings: Sequence[str] = (),
) -> Plan:
    """The plan that records a copy as sent and closes our turn.

    `recorded` are the bytes of the contract's `record/sends.jsonl` and their blob id (None: there is no such file), `sends`
    what they say; `when` is the ISO moment, `turn` the number of the turn that ends (see `turn_number`). A contract in draft
    or review moves to negotiation; a copy to sign leaves the stage as it is. UsageError where the stage does not let it go
    out. `warnings` are shown with the plan.
    """
    moves = contract.stage not in ("negotiation", "signature")
    if moves:
        refuse_move(contract, "negotiation")
    before = next((sent for sent in sends if sent.digest == copy.digest), None)
    key = hashlib.sha256("\n".join((when, by, to, copy.kind, copy.digest)).encode()).hexdigest()[:16]
    sent = Send(
        key=key,
        when=when,
        by=by,
        kind=copy.kind,
        digest=copy.digest,
        source=copy.source,
        commit=copy.commit,
        turn=turn,
        to=to,
        since=copy.since,
        again="" if before is None else before.again or before.key,
    )
    path = f"{contract.folder}/{SENDS}"
    writes = [Write(path, with_lines(recorded[0] if recorded else None, [send_line(sent)]))]
    if moves:
        writes.append(Write(contract.path, set_key(data, "stage", "negotiation")))
    return Plan(
        action="send",
        title=f"Send {contract.id}{f' to {to}' if to else ''}{' again' if before else ''}",
        writes=tuple(writes),
        trailers=replace(because, side="us", turn=str(turn)).trailers(contract.id, "send"),
        reads=(Read(contract.path, contract.blob), Read(path, recorded[1] if recorded else None)),
        render=(contract.id,) if moves else (),
        notes=(*_notes(contract, sent, before, moves=moves), *warnings),
    )


def _notes(contract: Contract, sent: Send, before: Send | None, *, moves: bool) -> tuple[str, ...]:
    """What the preview says beside the line written."""
    notes = [f"{contract.id}  turn {sent.turn} ends; a {sent.kind if sent.kind != 'clean' else 'clean copy'} goes out"]
    if before is not None:
        notes.append(f"{contract.id}  the same bytes went out on {before.when[:10]}{f' to {before.to}' if before.to else ''}")
    if moves:
        notes.append(f"{contract.id}  stage: {contract.stage} → negotiation")
    return tuple(notes)

"""Making the copy of a contract that goes out, and recording that it went."""

from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.copies.redlining import State, draft_of, known, redline, sends_of, sent_commit, state_of
from clmctl.desk.doing import Make
from clmctl.desk.opening import Desk
from clmctl.desk.rendering import style_of
from clmctl.errors import Conflict, UsageError
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan
from clmctl.model.send import CopyKind
from clmctl.model.turn import Turn
from clmctl.model.word.text import WordStatus
from clmctl.negotiation.sending import Copy, last_seen, last_sent, send, turn_number
from clmctl.negotiation.stages import refuse_move
from clmctl.store.history import turns
from clmctl.store.objects import object_id
from clmctl.text.files.sends import SENDS
from clmctl.word.compose import contract_docx, picture_paths
from clmctl.word.source import source_digest, status_of


@frozen
class Outgoing:
    """A copy of a contract made to go out: the text it was made from, the turn it ends, what lint says of it."""

    contract: Contract
    copy: Copy
    turn: int
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for the file."""
        kind = "" if self.copy.kind == "draft" else f"-{self.copy.kind}"
        return f"{self.contract.id}-turn-{self.turn}{kind}.docx"


def outgoing(desk: Desk, contract: str, kind: CopyKind | None, moment: str) -> Outgoing:
    """The copy of a contract to send: a draft unless said otherwise, at signature the copy to sign.

    Conflict where the contract has edits that are not recorded: what goes out must be found again. UsageError where its
    stage does not let it go out, or a redline is asked for and they have seen nothing yet.
    """
    found = desk.contract(contract)
    if desk.head and found.path in desk.index.differing(desk.head):
        hint = "clmctl save records them; what goes out must be recorded first."
        raise Conflict("has edits that are not recorded.", hint=hint, path=found.path)
    if found.stage not in ("negotiation", "signature"):
        refuse_move(found, "negotiation")
    past = turns(desk.repo, contract, desk.head, found.folder)
    chosen = kind or ("clean" if status_of(found) == "execution" else "draft")
    copy = _copy(desk, found, chosen, past, moment)
    return Outgoing(found, copy, turn_number(past, again=_is_known(desk, found, past)), _warnings(desk, contract))


def _is_known(desk: Desk, contract: Contract, past: tuple[Turn, ...]) -> bool:
    """Whether what we sent last prints the same words: then no turn passes."""
    seen = last_seen(past)
    if seen is None or seen.action != "send":
        return False
    then = state_of(desk, contract.id, seen.commit).contract
    was, now = (source_digest(each, style="", status="draft") for each in (then, contract))
    return was == now


def _copy(desk: Desk, contract: Contract, kind: CopyKind, past: tuple[Turn, ...], moment: str) -> Copy:
    style = style_of(desk, contract)
    commit = past[0].commit if past else desk.head
    status: WordStatus = "execution" if kind == "clean" else "draft"
    source = source_digest(contract, style=style.digest, status=status)
    here = State(contract, "", f"{contract.id} as it stands")
    if kind == "draft":
        return Copy(draft_of(desk, here), kind, source, commit)
    if kind == "clean":
        pictures = {name: data for name in picture_paths(contract) if (data := desk.read(name)) is not None}
        return Copy(contract_docx(contract, style, status=status, pictures=pictures, packing="deflated"), kind, source, commit)
    since = _since(desk, contract, source, past)
    return Copy(redline(desk, state_of(desk, contract.id, since), here, moment).docx, kind, source, commit, since)


def _since(desk: Desk, contract: Contract, source: str, past: tuple[Turn, ...]) -> str:
    """The commit whose text they saw last; of a redline that goes out again, what it showed the changes from."""
    seen, sent = last_seen(past), last_sent(sends_of(desk, contract))
    if seen is None:
        raise UsageError(
            f"They have not seen {contract.id} yet: there is nothing to show changes from.",
            hint=f"clmctl send {contract.id} sends a draft; clmctl redline {contract.id} --from REV makes a redline to look at.",
        )
    if sent is not None and sent.since and sent.source == source and seen.action == "send" and known(desk, sent.since):
        return sent.since
    return seen.commit if seen.side == "them" else sent_commit(desk, contract, past) or seen.commit


def _warnings(desk: Desk, contract: str) -> tuple[str, ...]:
    """What lint holds against the text that goes out, in a line or two."""
    wrong = [f for f in lint(desk, Scope((contract,))).findings if f.severity == "error" and not f.suppressed]
    if not wrong:
        return ()
    codes = ", ".join(dict.fromkeys(f"{finding.code} {finding.name}" for finding in wrong))
    count = f"{len(wrong)} error{'' if len(wrong) == 1 else 's'}"
    return (f"{contract}  warning: lint finds {count}: {codes} (clmctl lint {contract} shows them)",)


def sending(made: Outgoing, to: str, by: str, moment: str, because: Because) -> Make:
    """Records that the copy went out. Conflict where the contract changed after the copy was made."""

    def make(desk: Desk) -> Plan:
        contract, _, data = desk.contract_at(desk.path_of(made.contract.id))
        if contract.blob != made.contract.blob:
            raise Conflict("changed while its copy was made.", hint="Send it again.", path=contract.path)
        path = f"{contract.folder}/{SENDS}"
        recorded = desk.read(path)
        return send(
            contract,
            data,
            made.copy,
            to=to,
            when=moment,
            by=by,
            sends=sends_of(desk, contract),
            recorded=None if recorded is None else (recorded, object_id("blob", recorded, desk.repo.algorithm)),
            turn=made.turn,
            because=because,
            warnings=made.warnings,
        )

    return make

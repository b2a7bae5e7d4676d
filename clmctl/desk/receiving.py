"""A returned Word file: which contract and which text it answers, what it changes, and the acts that record it."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath

from clmctl.desk.changing import file_name
from clmctl.desk.doing import Make
from clmctl.desk.held import held_for
from clmctl.desk.likeness import belongs_to
from clmctl.desk.linting import Scope, lint
from clmctl.desk.opening import Desk
from clmctl.desk.redlining import State, draft_of, known, sends_of, sent_commit, state_of
from clmctl.errors import ClmError, Conflict
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan
from clmctl.model.returned import ReceivedFile
from clmctl.model.send import Send
from clmctl.model.turn import Turn
from clmctl.model.word import DocxFacts
from clmctl.model.wordfile import WordFile
from clmctl.negotiation.merging.clash import UNDECIDED, Decisions, Three
from clmctl.negotiation.merging.files import merge_contract
from clmctl.negotiation.receiving.receive import (
    Arrival,
    Choice,
    Returning,
    Standing,
    joined,
    our_turn,
    returning,
    text_with,
    their_turn,
    with_positions,
)
from clmctl.negotiation.sending import last_seen, last_sent, turn_number
from clmctl.store.history import turns
from clmctl.store.identity import told_identity
from clmctl.store.objects import object_id
from clmctl.text.contract import read_contract
from clmctl.text.received import COMMENTS, DECISIONS, RECEIVED, read_received
from clmctl.word.names import STYLES
from clmctl.word.properties import read_facts
from clmctl.word.reading.file import read_word
from clmctl.word.source import source_digest

_ROLES = {name.casefold(): role for role, name in STYLES.items()}
_NOTHING = Choice({}, {}, {})
#: So many states of a contract are looked through for the one a file says it was made from.
_MOST_STATES = 60


@frozen
class Opened:
    """A returned file opened against the text it answers. `by` is how that was found; `before` the record of it, if it was
    received already; `known` says of bytes that are here already that they `went out` or `came in`.
    """

    found: Returning
    arrival: Arrival
    by: str
    before: ReceivedFile | None
    known: str
    contract: str

    @property
    def fresh(self) -> bool:
        """Whether it has not been received yet."""
        return self.before is None


def opened(desk: Desk, file: tuple[str, bytes], moment: str, by: str, *, contract: str = "", sender: str = "") -> Opened:
    """What a returned file changes, against the text it answers.

    Unreadable where it is no Word file, UsageError where no contract here is anything like it, or two are.
    """
    name, docx = file
    came = read_word(docx, what=name)
    facts = read_facts(docx)
    number, alike = belongs_to(desk, came, facts, contract, say="clmctl receive FILE --contract ID.")
    how = f"{number} is the contract most like its words" if alike else ""
    current = desk.contract(number)
    sends = sends_of(desk, current)
    digest = "sha256:" + hashlib.sha256(docx).hexdigest()
    past = turns(desk.repo, number, desk.head, current.folder)
    sent = next((send for send in reversed(sends) if send.digest == digest), None)
    held = held_for(desk, current, came) if facts is None else None
    if held is not None:
        state, found_by, answers = held.state, f"made from {PurePath(held.name).name}, which they sent before", held.file
    else:
        state, found_by = _answered(desk, current, past, sends, facts)
        answers = read_word(draft_of(desk, state), what="the copy that was sent")
    found = returning(
        state.contract,
        _bytes(desk, state),
        answers,
        came,
        catalogue=desk.settings.catalogue,
        roles=_ROLES,
        ours=our_names(desk),
        mine=_mine(desk, came, sends),
    )
    received = _received(desk, current)
    before = next((each for each in received if each.digest == digest), None)
    base = state.commit or (sent_commit(desk, current, past) if sends else "") or desk.head
    turn = before.turn if before else _turn(past, received, base)
    filed = f"turn-{turn}-{file_name(PurePath(name).name)}" if before is None else before.file.rpartition("/")[2]
    arrival = Arrival(filed, docx, before.sender if before else sender, moment, by, base, turn)
    after = _read(desk, current, text_with(found, _NOTHING, desk.settings.catalogue))
    found = with_positions(found, after or state.contract, desk.judge)
    known = "went out" if sent is not None else "came in" if held is not None and held.docx == docx and before is None else ""
    return Opened(found, arrival, f"{how}, {found_by}" if how else found_by, before, known, number)


def _answered(
    desk: Desk, current: Contract, past: tuple[Turn, ...], sends: tuple[Send, ...], facts: DocxFacts | None
) -> tuple[State, str]:
    """The text a file answers: the one it says it was made from, else what went out last, else the text as it stands."""
    working = state_of(desk, current.id, "working")
    for state in _states(desk, current, past, sends) if facts is not None and facts.contract == current.id else ():
        if facts is not None and _is(state.contract, facts):
            return (working if _is(working.contract, facts) else state), _made_from(state, facts.source, sends)
    commit = sent_commit(desk, current, past) if sends else ""
    if not commit:
        return working, "nothing was sent: held against the text as it stands"
    state = state_of(desk, current.id, commit)
    same = source_digest(state.contract, style="", status="draft") == source_digest(working.contract, style="", status="draft")
    return (working if same else state), "held against what was sent last"


def _made_from(state: State, source: str, sends: tuple[Send, ...]) -> str:
    """How the text that a file answers stands to what went out: an older copy, or one that never did, is told."""
    newest, last = sorted(sends, key=lambda send: (send.turn, send.when), reverse=True), last_sent(sends)
    copy = next((send for send in newest if state.commit == send.commit or source == send.source), None)
    if last is None or (copy is not None and copy.turn == last.turn):
        return "held against the text it was made from"
    then = f"what was sent last, in turn {last.turn}"
    if copy is None:
        return f"held against the text it was made from, which is none that is recorded as sent; it does not answer {then}"
    return f"made from an OLDER copy, that of turn {copy.turn} ({copy.when[:10]}): it does not answer {then}"


def _is(contract: Contract, facts: DocxFacts) -> bool:
    return source_digest(contract, style=facts.style, status=facts.status, renderer=facts.renderer) == facts.source


def _states(desk: Desk, current: Contract, past: tuple[Turn, ...], sends: tuple[Send, ...]) -> "list[State]":
    """The states it may have been made from: those that were sent first, then the others, newest first."""
    commits = [send.commit for send in reversed(sends) if known(desk, send.commit)]
    found = []
    for commit in list(dict.fromkeys([*commits, *(turn.commit for turn in past)]))[:_MOST_STATES]:
        try:
            found.append(state_of(desk, current.id, commit))
        except ClmError:  # it was not there yet, or cannot be read
            continue
    return [*found, state_of(desk, current.id, "working")]


def _bytes(desk: Desk, state: State) -> bytes:
    then = desk if not state.commit or state.commit == desk.at else Desk(desk.repo, desk.as_of, state.commit)
    data = then.read(state.contract.path)
    if data is None:
        raise Conflict("is gone since it was sent.", hint="clmctl doctor looks at the workspace.", path=state.contract.path)
    return data


def our_names(desk: Desk) -> tuple[str, ...]:
    """The names of our side, as a tracked change may bear them."""
    ours = desk.settings.organisation
    people = [name for person in desk.settings.people for name in (person.name, person.email, person.id)]
    return (ours.legal_name, ours.short_name, *people, told_identity(desk.repo)[0])


def _mine(desk: Desk, came: WordFile, sends: tuple[Send, ...]) -> frozenset[tuple[str, str]]:
    """Authors and dates of the tracked changes that were in the redline we sent: ours, and no later than it."""
    last = last_sent(sends)
    if last is None or last.kind != "redline":
        return frozenset()
    ours = {name.casefold() for name in our_names(desk) if name}
    runs = {(run.author, run.date) for item in came.paragraphs for run in (*item.runs, item.mark, item.row) if run.author}
    return frozenset((author, date) for author, date in runs if author.casefold() in ours and date[:10] <= last.when[:10])


def _received(desk: Desk, contract: Contract) -> tuple[ReceivedFile, ...]:
    path = f"{contract.folder}/{RECEIVED}"
    data = desk.read(path)
    return () if data is None else read_received(path, data)[0]


def _turn(past: tuple[Turn, ...], received: tuple[ReceivedFile, ...], sent: str) -> int:
    """The turn their file ends; a second file for the same text is of the same turn."""
    passed = last_seen(past)
    if passed is not None and passed.side == "them":
        same = next((each.turn for each in received if each.sent == sent and passed.turn == str(each.turn)), None)
        if same is not None or passed.turn.isdecimal():
            return same if same is not None else int(passed.turn)
    return turn_number(past)


def _read(desk: Desk, contract: Contract, data: bytes) -> Contract | None:
    return read_contract(contract.path, "", data, desk.settings.catalogue)[0]


# ---- the acts


def _standing(desk: Desk, contract: str) -> Standing:
    found, _, data = desk.contract_at(desk.path_of(contract))
    records: dict[str, tuple[bytes, str] | None] = {}
    for name in (RECEIVED, COMMENTS, DECISIONS):
        there = desk.read(f"{found.folder}/{name}")
        records[name] = None if there is None else (there, object_id("blob", there, desk.repo.algorithm))
    return Standing(found, data, records)


def receiving(what: Opened, because: Because, decisions: Decisions = UNDECIDED) -> Make:
    """Records what they returned as theirs. Conflict where both sides changed the same places."""

    def make(desk: Desk) -> Plan:
        here = _standing(desk, what.contract)
        theirs = text_with(what.found, _NOTHING, desk.settings.catalogue)
        made = joined(what.found, theirs, (here.contract, here.data), desk.settings.catalogue, decisions)
        return their_turn(what.found, what.arrival, here, made, because)

    return make


def deciding(what: Opened, choice: Choice) -> Make:
    """Records what we decided about their changes. Conflict where the text changed since in the same places."""

    def make(desk: Desk) -> Plan:
        here = _standing(desk, what.contract)
        catalogue = desk.settings.catalogue
        theirs, ours = (text_with(what.found, said, catalogue) for said in (_NOTHING, choice))
        made = ours if here.data == theirs else here.data
        if theirs not in (here.data, ours):
            sides: Three[bytes | None] = Three(theirs, here.data, ours)
            merged = merge_contract(here.contract.path, sides, catalogue)
            if merged.open or merged.data is None:
                places = ", ".join(clash.where for clash in merged.open)
                hint = "clmctl edit changes a clause by hand."
                raise Conflict(f"was changed since in the same places: {places}.", hint=hint, path=here.contract.path)
            made = merged.data
        return our_turn(what.found, choice, what.arrival, here, made)

    return make


def refuse_impossible(desk: Desk, what: Opened, choice: Choice) -> None:
    """Raises UsageError where a decision cannot be carried out: better before anything is recorded than after."""
    text_with(what.found, choice, desk.settings.catalogue)


def lint_notes(desk: Desk, contract: str) -> Mapping[str, int]:
    """How often each rule finds something in the contract as it stands, by code and name."""
    found: dict[str, int] = {}
    for finding in lint(desk, Scope((contract,))).findings:
        if not finding.suppressed:
            said = f"{finding.code} {finding.name}"
            found[said] = found.get(said, 0) + 1
    return found

"""A returned Word file: which contract and which text it answers, what it changes, and the acts that record it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from clmctl.desk.changing import file_name
from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.copies.answered import answered
from clmctl.desk.copies.likeness import belongs_to
from clmctl.desk.copies.received_before import paragraphs
from clmctl.desk.copies.redlining import State, sends_of, sent_commit
from clmctl.desk.doing import Make
from clmctl.desk.opening import Desk
from clmctl.desk.steady import steady
from clmctl.errors import Conflict, Unreadable
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan
from clmctl.model.returned import ReceivedFile
from clmctl.model.send import Send
from clmctl.model.turn import Turn
from clmctl.model.word.file import WordFile
from clmctl.negotiation.merging.clash import UNDECIDED, Decisions, Three
from clmctl.negotiation.merging.files import merge_contract
from clmctl.negotiation.receiving.letters import with_letters
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
from clmctl.redline.returned.words import settled
from clmctl.store.history import turns
from clmctl.store.identity import told_identity
from clmctl.store.objects import object_id
from clmctl.text.files.contract import read_contract
from clmctl.text.files.received import COMMENTS, DECISIONS, RECEIVED, read_received
from clmctl.word.names import STYLES
from clmctl.word.properties import read_facts
from clmctl.word.reading.file import read_word

_ROLES = {name.casefold(): role for role, name in STYLES.items()}
#: A file with less of the paragraphs that were sent is told as what it is: a part of them, or another paper.
_LITTLE = 0.3
_WORDLESS = "Ask for the Word file; clmctl attach files a scan beside the contract."
_NOTHING = Choice({}, {}, {})


@frozen
class Opened:
    """A returned file opened against the text it answers. `by` is how that was found; `before` the record of it, if it was
    received already; `known` says of bytes that are here already that they `went out` or `came in`. `theirs` is the contract's
    file with all they changed.
    """

    found: Returning
    arrival: Arrival
    by: str
    before: ReceivedFile | None
    known: str
    contract: str
    theirs: bytes

    @property
    def fresh(self) -> bool:
        """Whether it has not been received yet."""
        return self.before is None


@steady()
def opened(desk: Desk, file: tuple[str, bytes], moment: str, by: str, *, contract: str = "", sender: str = "") -> Opened:
    """What a returned file changes, against the text it answers.

    Unreadable where it is no Word file, UsageError where no contract here is anything like it, or two are.
    """
    name, docx = file
    came = read_word(docx, what=name)
    if not any(run.text.strip() for item in came.paragraphs if item.part == "body" for run in item.runs):
        raise Unreadable("holds no words: it may be a scan, or an empty page.", hint=_WORDLESS, path=name)
    facts = read_facts(docx)
    number, alike = belongs_to(desk, came, facts, contract, say="clmctl receive FILE --contract ID.")
    how = f"{number} is the contract most like its words" if alike else ""
    current = desk.contract(number)
    sends = sends_of(desk, current)
    digest = "sha256:" + hashlib.sha256(docx).hexdigest()
    past = turns(desk.repo, number, desk.head, current.folder)
    sent = next((send for send in reversed(sends) if send.digest == digest), None)
    mine = _mine(desk, came, sends)
    text = answered(desk, current, past, sends, facts=facts, came=settled(came, mine) if mine else came)
    state = text.state
    found = returning(
        state.contract,
        _bytes(desk, state),
        text.file,
        came,
        catalogue=desk.settings.catalogue,
        roles=_ROLES,
        ours=our_names(desk),
        mine=mine,
    )
    received = _received(desk, current)
    before = next((each for each in received if each.digest == digest), None)
    base = state.commit or (sent_commit(desk, current, past) if sends else "") or desk.head
    turn = before.turn if before else _turn(past, received, base)
    filed = f"turn-{turn}-{file_name(PurePath(name).name)}" if before is None else before.file.rpartition("/")[2]
    arrival = Arrival(filed, docx, before.sender if before else sender, moment, by, base, turn)
    other = f"though it says it is {facts.contract}" if facts is not None and facts.contract != number else ""
    how = ", ".join(word for word in (how, text.by, other, _few(text.file, came)) if word)
    theirs = text_with(found, _NOTHING, desk.settings.catalogue)
    found = with_positions(found, _read(desk, current, theirs) or state.contract, desk.judge)
    found = replace(found, rows=with_letters(found.rows))
    known = "went out" if sent is not None else "came in" if text.docx == docx and before is None else ""
    return Opened(found, arrival, how, before, known, number, theirs)


def _few(sent: WordFile, came: WordFile) -> str:
    """What is told where little of what was sent stands in a file: a part of it came back, or it is another paper."""
    said = paragraphs(sent, original=False)
    there = len(said & (paragraphs(came, original=True) | paragraphs(came, original=False)))
    if there >= len(said) * _LITTLE:
        return ""
    return f"of which it has ONLY {there} of {len(said)} paragraphs: what it lacks counts as deleted"


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
        if same is not None or (passed.turn.isdecimal() and len(passed.turn) < 10):
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
        made = joined(what.found, what.theirs, (here.contract, here.data), desk.settings.catalogue, decisions)
        return their_turn(what.found, what.arrival, here, made, because)

    return make


def deciding(what: Opened, choice: Choice) -> Make:
    """Records what we decided about their changes. Conflict where the text changed since in the same places."""

    def make(desk: Desk) -> Plan:
        here = _standing(desk, what.contract)
        catalogue = desk.settings.catalogue
        theirs, ours = what.theirs, text_with(what.found, choice, catalogue)
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
    if choice != _NOTHING:
        text_with(what.found, choice, desk.settings.catalogue)


def lint_notes(desk: Desk, contract: str) -> Mapping[str, int]:
    """How often each rule finds something in the contract as it stands, by code and name."""
    found: dict[str, int] = {}
    for finding in lint(desk, Scope((contract,))).findings:
        if not finding.suppressed:
            said = f"{finding.code} {finding.name}"
            found[said] = found.get(said, 0) + 1
    return found

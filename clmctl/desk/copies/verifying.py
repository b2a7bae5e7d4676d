"""Whether a Word file is what a commit renders: byte for byte, text for text, or where it differs."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, get_args

from clmctl.desk.copies.likeness import belongs_to
from clmctl.desk.copies.redlining import State, sends_of, state_of
from clmctl.desk.opening import Desk
from clmctl.desk.rendering import style_of
from clmctl.errors import ClmError
from clmctl.model.frozen import frozen
from clmctl.model.send import Send
from clmctl.model.word.difference import WordDifference
from clmctl.model.word.file import WordFile
from clmctl.model.word.text import DocxFacts, WordStatus
from clmctl.store.history import turns
from clmctl.text.files.kinds import misnamed
from clmctl.word.compose import contract_docx, picture_paths
from clmctl.word.properties import read_facts
from clmctl.word.reading.file import read_word
from clmctl.word.source import RENDERER, source_digest, status_of
from clmctl.word.verifying import differences, weight

FoundBy = Literal["the id given", "its source digest", "the copy sent", "its words"]
#: So many states of a contract are rendered to find the one whose words are nearest.
_MOST_STATES = 40


@frozen
class Verified:
    """What a Word file was held against and what came of it.

    `commit` is the state it is nearest to (empty: the folder as it stands), `day` when that was recorded, `found` how it was
    found, `same` whether byte for byte (`bytes`), text for text (`text`) or not at all (empty). `status` is what it was held
    against: the draft or the copy to sign. `remarks` are what else is to be known. `sent` is the copy that went out with these
    very bytes, `unsettled` whether tracked changes or comments are left in the file.
    """

    contract: str
    commit: str
    day: str
    found: FoundBy
    status: WordStatus
    same: Literal["bytes", "text", ""]
    differences: tuple[WordDifference, ...] = ()
    remarks: tuple[str, ...] = ()
    sent: Send | None = None
    unsettled: bool = False


def verify(desk: Desk, docx: bytes, *, what: str, contract: str = "") -> Verified:
    """What the file is. Unreadable where it cannot be read, UsageError where no contract here is anything like it.

    Looked for among the states the contract was ever recorded in, at the state the desk looks at alone where that is a past
    one; the text as it stands in the folder comes first.
    """
    file = read_word(docx, what=what)
    facts = read_facts(docx)
    named, _ = belongs_to(desk, file, facts, contract, say="clmctl verify FILE ID.")
    by: FoundBy = "the id given" if contract else "its words"
    sent = _sending(desk, named, docx)
    given = _Given(docx, file, facts, sent, misnamed(what, docx))
    states = [(state_of(desk, named, desk.at), "")] if desk.at else list(_states(desk, named))
    exact = _by_sending(desk, states, named, sent) or _by_source(states, facts)
    if exact is not None:
        state, day, found = exact
        return _held(desk, state, day, found, given)
    tried = [_held(desk, state, day, by, given) for state, day in states[:_MOST_STATES]]
    return min(tried, key=_nearness)


def _states(desk: Desk, contract: str) -> Iterator[tuple[State, str]]:
    """The contract as it stands and as it was recorded, newest first, each text once."""
    current = state_of(desk, contract, "working")
    past = turns(desk.repo, contract, desk.head, current.contract.folder)
    seen: set[str] = set()
    recorded: list[tuple[State, str]] = []
    for turn in past:
        try:
            state = state_of(desk, contract, turn.commit)
        except ClmError:  # it was not there yet, or cannot be read
            continue
        if state.contract.blob not in seen:
            seen.add(state.contract.blob)
            recorded.append((state, turn.date[:10]))
    if current.contract.blob not in seen:
        yield current, ""
    yield from recorded


def _by_source(states: list[tuple[State, str]], facts: DocxFacts | None) -> tuple[State, str, FoundBy] | None:
    """The state the file says it was rendered from."""
    if facts is None:
        return None
    for state, day in states:
        digest = source_digest(state.contract, style=facts.style, status=facts.status, renderer=facts.renderer)
        if digest == facts.source:
            return state, day, "its source digest"
    return None


def _sending(desk: Desk, contract: str, docx: bytes) -> Send | None:
    """The copy that went out with these very bytes; of several the first."""
    digest = "sha256:" + hashlib.sha256(docx).hexdigest()
    return next((send for send in sends_of(desk, desk.contract(contract)) if send.digest == digest), None)


def _by_sending(
    desk: Desk, states: list[tuple[State, str]], contract: str, sent: Send | None
) -> tuple[State, str, FoundBy] | None:
    """The state that a copy was made from: of commits with one text the newest stands in the list."""
    if sent is None:
        return None
    try:
        text = state_of(desk, contract, sent.commit).contract.blob
    except ClmError:  # a history that was cut off
        return None
    found = next(((state, day) for state, day in states if state.contract.blob == text), None)
    return found and (*found, "the copy sent")


def _held(desk: Desk, state: State, day: str, found: FoundBy, given: "_Given") -> Verified:
    """The file held against what a state renders; where the file does not say what it is, as a draft and as the copy to sign."""
    likely = given.facts.status if given.facts is not None else status_of(state.contract)
    statuses = (likely,) if given.facts is not None else (likely, *(each for each in get_args(WordStatus) if each != likely))
    return min((_as(desk, state, day, found, given, status) for status in statuses), key=_nearness)


def _as(desk: Desk, state: State, day: str, found: FoundBy, given: "_Given", status: WordStatus) -> Verified:  # noqa: PLR0917
    here = Verified(state.contract.id, state.commit, day, found, status, "bytes", sent=given.sent, unsettled=given.is_open)
    named = (f"{given.misnamed[:1].upper()}{given.misnamed[1:]}.",) if given.misnamed else ()
    here = replace(here, remarks=named)
    if found == "the copy sent":
        return here
    stored = _rendered(desk, state, status)
    if given.docx in stored:
        return here
    differs = differences(read_word(stored[0]), given.file)
    remarks = tuple(_remarks(given.file, given.facts, style_of(_then(desk, state), state.contract).digest))
    return replace(here, same="" if differs or given.is_open else "text", differences=differs, remarks=(*named, *remarks))


def _nearness(found: Verified) -> tuple[bool, bool, int]:
    return not found.same, found.same != "bytes", weight(found.differences)


@frozen
class _Given:
    """The file in question: its bytes, what was read of it, what it says of itself, whether its name says another kind."""

    docx: bytes
    file: WordFile
    facts: DocxFacts | None
    sent: Send | None
    misnamed: str

    @property
    def is_open(self) -> bool:
        """Whether it holds tracked changes or comments."""
        return bool(self.file.comments or _changes(self.file))


def _changes(file: WordFile) -> int:
    return sum(run.kind != "kept" for item in file.paragraphs for run in (*item.runs, item.mark)) + len(file.revisions)


def _then(desk: Desk, state: State) -> Desk:
    return desk if state.commit == desk.at else Desk(desk.repo, desk.as_of, state.commit)


def _rendered(desk: Desk, state: State, status: WordStatus) -> tuple[bytes, bytes]:
    """The Word file of a state in the style it had then: as it stands in the repository, as it goes out."""
    then = _then(desk, state)
    style = style_of(then, state.contract)
    pictures = {name: data for name in picture_paths(state.contract) if (data := then.read(name)) is not None}
    stored, sent = (
        contract_docx(state.contract, style, status=status, pictures=pictures, packing=packing)
        for packing in ("stored", "deflated")
    )
    return stored, sent


def _remarks(file: WordFile, facts: DocxFacts | None, style: str) -> Iterator[str]:
    if facts is None:
        yield "The file does not say what it was made from: another program wrote it, or its properties were removed."
    else:
        if facts.touched and not (_changes(file) or file.comments):  # with those in it, it cannot be what was rendered
            yield "The file was saved again after clmctl wrote it."
        if facts.renderer != RENDERER:
            yield "Another version of clmctl rendered it: its bytes differ for that alone."
        if facts.style != style:
            yield "It was rendered in another style document than the one recorded with that text."
    changes = _changes(file)
    if changes:
        yield f"It holds {changes} tracked {'change' if changes == 1 else 'changes'}; they were read as accepted."
    if file.comments:
        yield f"It holds {len(file.comments)} {'comment' if len(file.comments) == 1 else 'comments'}."
    yield from (f"Not read: {line}." for line in file.unread)

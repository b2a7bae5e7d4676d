"""The text that a returned file answers: the one it says, else of what went out and what came in the one most like it."""

from pathlib import PurePath

from clmctl.desk.copies.received_before import bears_our_marks, held_for, paragraphs, share, turn_in
from clmctl.desk.copies.redlining import State, draft_of, known, sent_commit, state_of
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.send import Send
from clmctl.model.turn import Turn
from clmctl.model.word.file import WordFile
from clmctl.model.word.text import DocxFacts
from clmctl.negotiation.sending import last_sent
from clmctl.word.reading.file import read_word
from clmctl.word.source import source_digest

#: So many states of a contract are looked through for the one a file says it was made from, and so many copies that went out
#: for the one whose words it has.
_MOST_STATES, _MOST_COPIES = 60, 12


@frozen
class Answered:
    """The text a file answers: the contract as it then stood (`state`), the Word file of it (`file`), how it was found (`by`).

    `docx` are the bytes of that file where it is one of theirs, empty where it is ours.
    """

    state: State
    file: WordFile
    by: str
    docx: bytes = b""


def answered(
    desk: Desk, current: Contract, past: tuple[Turn, ...], sends: tuple[Send, ...], *, facts: DocxFacts | None, came: WordFile
) -> Answered:
    """What a file that came answers; `facts` is what it says of itself, `past` the contract's turns, newest first.

    `came` is the file with the changes of a redline of ours counted as made.
    """
    working = state_of(desk, current.id, "working")
    for state in _states(desk, current, past, sends) if facts is not None and facts.contract == current.id else ():
        if facts is not None and _is(state.contract, facts):
            return _ours(desk, working if _is(working.contract, facts) else state, _made_from(state, facts.source, sends))
    copy = _copy(desk, current, sends, came) if len(sends) > 1 or not bears_our_marks(came) else None
    held = held_for(desk, current, came) if facts is None else None
    if held is not None and (copy is None or held.share > copy[1]):
        last = last_sent(sends)
        by = f"made from {PurePath(held.name).name}, which they sent before"
        if last is not None and turn_in(held.name) < last.turn:
            by += f": it does not answer what was sent last, in turn {last.turn}"
        return Answered(held.state, held.file, by, held.docx)
    commit = copy[0].commit if copy else sent_commit(desk, current, past) if sends else ""
    if not commit:
        return _ours(desk, working, "nothing was sent: held against the text as it stands")
    state = state_of(desk, current.id, commit)
    same = source_digest(state.contract, style="", status="draft") == source_digest(working.contract, style="", status="draft")
    last = last_sent(sends)
    older = copy[0] if copy and last and copy[0].turn != last.turn else None
    return _ours(desk, working if same else state, _older(older, last) if older and last else "held against what was sent last")


def _ours(desk: Desk, state: State, by: str) -> Answered:
    return Answered(state, read_word(draft_of(desk, state), what="the copy that was sent"), by)


def _copy(desk: Desk, current: Contract, sends: tuple[Send, ...], came: WordFile) -> tuple[Send, float] | None:
    """The copy of ours whose words most of the file's were, and what share of them; of two alike the newer."""
    said = paragraphs(came, original=True)
    best: tuple[Send, float] | None = None
    seen: set[str] = set()
    for send in sorted(sends, key=lambda send: (send.turn, send.when), reverse=True):
        if send.commit in seen or not known(desk, send.commit):
            continue
        if len(seen) == _MOST_COPIES:
            break
        seen.add(send.commit)
        try:
            draft = draft_of(desk, state_of(desk, current.id, send.commit))
        except ClmError:  # it cannot be read any more
            continue
        alike = share(said, read_word(draft, what="the copy that was sent"))
        if best is None or alike > best[1]:
            best = send, alike
    return best


def _made_from(state: State, source: str, sends: tuple[Send, ...]) -> str:
    """How the text that a file answers stands to what went out: an older copy, or one that never did, is told."""
    newest, last = sorted(sends, key=lambda send: (send.turn, send.when), reverse=True), last_sent(sends)
    copy = next((send for send in newest if state.commit == send.commit or source == send.source), None)
    if last is None or (copy is not None and copy.turn == last.turn):
        return "held against the text it was made from"
    if copy is None:
        never = "which is none that is recorded as sent"
        return f"held against the text it was made from, {never}; it does not answer what was sent last, in turn {last.turn}"
    return _older(copy, last)


def _older(copy: Send, last: Send) -> str:
    then = f"what was sent last, in turn {last.turn}"
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

"""Two states of a contract, and the redline between them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from clmctl.desk.opening import Desk
from clmctl.desk.rendering import style_of
from clmctl.errors import Unreadable, UsageError
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.send import Send
from clmctl.model.turn import Commit, Turn
from clmctl.negotiation.sending import last_of_them, last_sent
from clmctl.redline.authorship import Author, Version, credit
from clmctl.store.history import CONTRACT_FILE, folder_of, turns
from clmctl.store.identity import told_identity
from clmctl.store.lineage import lineage
from clmctl.store.objects import Objects, file_at, object_id
from clmctl.store.revisions import is_object_id, resolve
from clmctl.text.files.contract import read_contract
from clmctl.text.files.sends import SENDS, read_sends
from clmctl.word.compose import Draft, compose, picture_paths
from clmctl.word.render import render

WORKING = "working"


@frozen
class State:
    """A contract as it stood at a commit, or (`commit` empty) stands in the folder; `label` is what a person calls it."""

    contract: Contract
    commit: str
    label: str


@frozen
class Redline:
    """The newer state with every difference from the older as a tracked change; `left` could not be shown as one."""

    docx: bytes
    changes: int
    left: tuple[str, ...]


def state_of(desk: Desk, contract: str, said: str) -> State:
    """The state that a word or a revision names: `working`, `sent`, `turn`, or a revision or day.

    `sent` is what we sent last, else the first state recorded; `turn` the end of the last turn of the other side. UsageError
    where there is none.
    """
    current = desk.contract(contract)
    if said == WORKING:
        return State(current, desk.at, "as it stands")
    past = turns(desk.repo, contract, desk.at or desk.head, current.folder)
    if said == "sent":
        commit = sent_commit(desk, current, past)
        if commit:
            return _at(desk, current, commit, "as sent")
        if not past:
            raise UsageError(f"{contract} has no recorded state yet.", hint="clmctl save records it.", path=current.path)
        return _at(desk, current, past[-1].commit, "as first recorded")
    if said == "turn":
        turn = last_of_them(past)
        if turn is None:
            raise UsageError(
                f"No turn of the other side is recorded for {contract}.", hint="Name a revision or a day with --from."
            )
        return _at(desk, current, turn.commit, f"at the end of turn {turn.turn}" if turn.turn else "as they returned it")
    return _at(desk, current, resolve(desk.repo, said), f"at {said}")


def sends_of(desk: Desk, contract: Contract) -> tuple[Send, ...]:
    """The copies of a contract that went out, oldest first."""
    path = f"{contract.folder}/{SENDS}"
    data = desk.read(path)
    return () if data is None else read_sends(path, data)[0]


def sent_commit(desk: Desk, contract: Contract, past: tuple[Turn, ...]) -> str:
    """The commit whose text we sent last; empty where nothing was sent.

    Where its id is not known here (the history was rewritten, or is cut off), the commit that recorded the sending has it.
    """
    sent, turn = last_sent(sends_of(desk, contract)), next((turn for turn in past if turn.action == "send"), None)
    if sent is not None and known(desk, sent.commit):
        return sent.commit
    return turn.commit if turn is not None else ""


def known(desk: Desk, commit: str) -> bool:
    """Whether there is such a commit here."""
    if not is_object_id(commit):
        return False
    with Objects(desk.repo) as objects:
        found = objects.find(commit)
    return found is not None and found[1] == "commit"


def _at(desk: Desk, current: Contract, commit: str, label: str) -> State:
    """The contract as a commit has it, wherever its folder was and whatever its number."""
    for path in _paths_at(desk, current, commit):
        data = file_at(desk.repo, commit, path)
        if data is not None:
            return State(_read(desk, path, data), commit, label)
    raise UsageError(
        f"{current.id} did not exist at {commit[:10]}.", hint=f"clmctl history {current.id} shows since when it does."
    )


def _paths_at(desk: Desk, current: Contract, commit: str) -> Iterator[str]:
    yield current.path
    with Objects(desk.repo) as objects:
        for number in (current.id, *current.formerly):
            folder = folder_of(objects, number, commit)
            if folder:
                yield f"{folder}/{CONTRACT_FILE}"


def _read(desk: Desk, path: str, data: bytes) -> Contract:
    found, findings = read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)
    if found is None:
        raise Unreadable(findings[0].message, hint=findings[0].hint, path=findings[0].place.path, line=findings[0].place.line)
    return found


def draft_of(desk: Desk, state: State) -> bytes:
    """The Word file of a state as a draft, in the style of today's template: what differs then are words, not looks."""
    draft = _draft(desk, state)
    return render(draft.text, draft.style, "deflated")


def _draft(desk: Desk, state: State) -> Draft:
    then = desk if state.commit == desk.at else Desk(desk.repo, desk.as_of, state.commit)
    pictures = {name: data for name in picture_paths(state.contract) if (data := then.read(name)) is not None}
    style = style_of(desk, state.contract)
    return Draft(compose(state.contract, style, status="draft", pictures=pictures), style)


def redline(desk: Desk, old: State, new: State, moment: str) -> Redline:
    """The Word file that shows what changed from one state to the other.

    Each change bears the author and the day of the commit that made it, where that can be told; one that is not recorded
    yet bears the person's name and `moment` (ISO with its offset).
    """
    from clmctl.word.comparing.crediting import credited  # noqa: PLC0415 - only a redline compares
    from clmctl.word.redlining.redline import redline as redlined  # noqa: PLC0415
    from clmctl.word.redlining.wording import words_of  # noqa: PLC0415

    before, after = _draft(desk, old), _draft(desk, new)
    steps = _steps(desk, old, new, moment)
    last = steps[-1].author or _here(desk, moment)
    made = redlined(before, after, author=last.name, date=last.date, names=(old.label, new.label))
    docx = made.docx
    if made.changes and len({step.author for step in steps}) > 1:
        versions = [Version(words_of(before))]
        for step in steps[:-1]:
            versions.append(Version(words_of(_draft(desk, step.state)), step.parents, step.author))
        versions.append(Version(words_of(after), steps[-1].parents, steps[-1].author))
        whose = credit(versions)
        docx = credited(docx, old=versions[0].text, new=versions[-1].text, came=whose.came, went=whose.went)
    return Redline(docx, made.changes, made.left)


@frozen
class _Step:
    """A state between, who made it, and the steps it came from, counted from 1 (0 is the older state itself)."""

    state: State
    author: Author | None
    parents: tuple[int, ...]


def _steps(desk: Desk, old: State, new: State, moment: str) -> list[_Step]:
    """How the newer state came from the older, in order; the last is the newer state."""
    until = new.commit or desk.head
    found: list[_Step] = []
    position: dict[str, int] = {old.commit: 0}
    paths = tuple(dict.fromkeys((old.contract.path, new.contract.path)))
    for commit in lineage(desk.repo, old.commit, until, paths) if old.commit and until else ():
        parents = tuple(_position(desk, new.contract, parent, position, found) for parent in commit.parents)
        try:
            state = _at(desk, new.contract, commit.id, "")
        except (UsageError, Unreadable):
            continue  # the file was gone or broken there: what follows came from what stood before
        found.append(_Step(state, _author(commit), parents or (0,)))
        position[commit.id] = len(found)
    recorded = bool(found) and found[-1].state.contract.blob == new.contract.blob
    if not recorded:
        author = None if new.commit else _here(desk, moment)
        found.append(_Step(new, author, (len(found),)))
    return found


def _position(desk: Desk, contract: Contract, commit: str, position: dict[str, int], found: list[_Step]) -> int:
    """Where a parent stands among the steps; one from beside the way is added, with nobody's name."""
    if commit in position:
        return position[commit]
    try:
        state = _at(desk, contract, commit, "")
    except (UsageError, Unreadable):
        return len(found)
    found.append(_Step(state, None, (0,)))
    position[commit] = len(found)
    return len(found)


def _author(commit: Commit) -> Author:
    return Author(commit.author, utc(commit.date))


def _here(desk: Desk, moment: str) -> Author:
    """The person whose edits are not recorded yet; where git knows nobody, the organisation."""
    name, _ = told_identity(desk.repo)
    ours = desk.settings.organisation
    return Author(name or ours.short_name or ours.legal_name, utc(moment))


def utc(moment: str) -> str:
    """An ISO moment as Word states it: in UTC, to the second."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

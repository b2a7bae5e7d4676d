"""The files of theirs that are kept here, as what a returned file may have been made from."""

from collections.abc import Iterator

from clmctl.desk.copies.redlining import State, state_of
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile
from clmctl.store.history import commits
from clmctl.store.listing import files_under
from clmctl.text.comparing.views import view
from clmctl.word.reading.file import read_word

_FOLDER = "received"
#: So many files are looked at, the newest first, and so much of a file's paragraphs must stand in one.
_MOST, _LEAST = 12, 0.5
_OURS = "_clm_"


@frozen
class Held:
    """A file of theirs that came once, the contract as it stood when it was recorded, and what `share` of another it holds."""

    name: str
    docx: bytes
    file: WordFile
    state: State
    share: float


def held_for(desk: Desk, contract: Contract, came: WordFile) -> Held | None:
    """The file of theirs that a returned one was made from, by the paragraphs they share.

    None where it was made from a file of ours, whose bookmarks it bears, and where none is enough alike.
    """
    if bears_our_marks(came):
        return None
    said = paragraphs(came, original=True)
    best: Held | None = None
    most = _LEAST
    for name, docx in _files(desk, contract):
        try:
            file = read_word(docx, what=name)
        except ClmError:  # it was kept, and is no Word file that can be read
            continue
        alike = share(said, file)
        if alike > most and (state := _recorded(desk, contract, name)) is not None:
            best, most = Held(name, docx, file, state, alike), alike
    return best


def bears_our_marks(file: WordFile) -> bool:
    """Whether it has bookmarks of ours: then it was made from a file of ours."""
    return any(name.startswith(_OURS) for paragraph in file.paragraphs for name in paragraph.bookmarks)


def share(said: set[str], file: WordFile) -> float:
    """What part of these paragraphs the file says as it stands."""
    return len(said & paragraphs(file, original=False)) / max(1, len(said))


def _files(desk: Desk, contract: Contract) -> Iterator[tuple[str, bytes]]:
    """The Word files of theirs, newest first by their turn in the name."""
    found = files_under(desk.repo, (f"{contract.folder}/{_FOLDER}",), desk.at)
    names = [name for name in found if name.casefold().endswith((".docx", ".docm"))]
    names.sort(key=lambda name: (turn_in(name), name), reverse=True)
    yield from ((name, found[name]) for name in names[:_MOST])


def turn_in(name: str) -> int:
    """The turn that the name of a file kept here begins with, 0 where it names none."""
    words = name.rpartition("/")[2].split("-", 2)
    return int(words[1]) if words[0] == "turn" and len(words) > 1 and words[1].isdecimal() else 0


def _recorded(desk: Desk, contract: Contract, name: str) -> State | None:
    """The contract as the commit has it that brought the file; None where it is not recorded."""
    until = desk.at or desk.head
    brought = commits(desk.repo, until, under=(name,)) if until else ()
    try:
        return state_of(desk, contract.id, brought[-1].id) if brought else None
    except ClmError:  # the contract's own file was not there yet
        return None


def paragraphs(file: WordFile, *, original: bool) -> set[str]:
    """The words of each paragraph of the body, before its tracked changes or with them."""
    items = view(file.paragraphs, "original" if original else "final")
    return {words for item in items if item.first.part == "body" and (words := " ".join(item.text.split()))}

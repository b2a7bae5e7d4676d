"""Which contract of a workspace a Word file is a copy of: the one named, the one it says, else the one with its words."""

import re

from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, UsageError
from clmctl.model.word.file import WordFile
from clmctl.model.word.text import DocxFacts
from clmctl.text.comparing.views import view

_WORD = re.compile(r"[^\W_]+")
#: Words in a row that two texts share by more than chance, how many such rows are looked for, how many must be there.
_ROW, _ROWS, _LEAST = 5, 120, 0.15


def belongs_to(desk: Desk, file: WordFile, facts: DocxFacts | None, named: str, *, say: str) -> tuple[str, bool]:
    """The id of the contract a Word file belongs to, and whether nothing but its words says so.

    `named` is the id a person gave (empty: none), `facts` is what the file carries of itself. UsageError where no contract
    bears the id given, or none here is anything like the file; `say` is then how to name it.
    """
    if named:
        desk.path_of(named)  # says what may have been meant
        return named, False
    if facts is not None and facts.contract in desk.index.paths_by_id(at=desk.at):
        return facts.contract, False
    found = _likest(desk, file)
    if not found:
        raise UsageError("No contract here is anything like this file.", hint=f"Name the contract: {say}")
    return found, True


def _likest(desk: Desk, file: WordFile) -> str:
    """The id of the contract that shares most of the file's words and whose parties it names; empty where none is alike."""
    text = " ".join(item.text for item in view(file.paragraphs, "final") if item.first.part == "body").casefold()
    words = _WORD.findall(text)
    if len(words) < _ROW:  # so few are in every text, or in none
        return ""
    rows = {" ".join(words[at : at + _ROW]) for at in range(max(1, len(words) - _ROW))}
    looked = sorted(rows)[:: max(1, len(rows) // _ROWS)]
    best, score = "", 0.0
    for contract in desk.index.paths_by_id(at=desk.at):
        try:
            found = desk.contract(contract)
        except ClmError:  # lint tells of it
            continue
        theirs = " ".join(_WORD.findall(found.text.casefold()))
        shared = sum(row in theirs for row in looked) / max(1, len(looked))
        names = [party.legal_name for party in found.parties if party.legal_name]
        named = sum(name.casefold() in text for name in names) / max(1, len(names))
        here = shared + named + (1.0 if found.id.casefold() in text else 0.0)
        if shared >= _LEAST and here > score:
            best, score = contract, here
    return best

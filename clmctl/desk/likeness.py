"""Which contract of a workspace a Word file is a copy of, by its words alone."""

import re

from clmctl.desk.opening import Desk
from clmctl.errors import ClmError
from clmctl.model.wordfile import WordFile
from clmctl.text.views import view

_WORD = re.compile(r"[^\W_]+")
#: Words in a row that two texts share by more than chance, how many such rows are looked for, how many must be there.
_ROW, _ROWS, _LEAST = 5, 120, 0.15


def likest(desk: Desk, file: WordFile) -> str:
    """The id of the contract that shares most of the file's words and whose parties it names; empty where none is alike."""
    text = " ".join(item.text for item in view(file.paragraphs, "final") if item.first.part == "body").casefold()
    words = _WORD.findall(text)
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

"""Fields as they are compared: what tells two apart, and whether a program works out their result anew."""

import re
from collections.abc import Callable

from clmctl.text.comparing.counted import COUNTED, kind_of

_REFERS = frozenset(("REF", "NOTEREF"))
#: Switches that say how a result is set, or that it is a link.
_SET = re.compile(r"\\\*\s*(?:MERGEFORMAT|CHARFORMAT)|\\h\b", re.IGNORECASE)
_SWITCH = re.compile(r'\\[a-z@*#!](?:\s+"[^"]*")?', re.IGNORECASE)
#: The number of a clause, note or page: figures, single letters and Roman numerals, with the signs between them.
_LABEL = re.compile(r"[\W_]*(?:(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,8})(?:[\W_]+|$|(?<=\d)(?=[A-Za-z])|(?=\()))+")

Key = tuple[object, ...]
Said = Callable[[str], str | None]


def key_of(instruction: str) -> Key:
    """What two fields that are the same have in common: kind and what they refer to; of the others their whole instruction."""
    words = instruction.split()
    kind = kind_of(instruction)
    if kind in COUNTED:
        return ("field", "PAGE NUMBER" if kind == "PAGEREF" else kind)
    if kind == "TOC":
        return ("field", kind)
    if kind in _REFERS:
        target = next((word for word in words[1:] if not word.startswith("\\")), "")
        return ("field", kind, target.strip('"').casefold())
    return ("field", " ".join(_SET.sub("", instruction).split()))


def is_worked_out(key: Key, was: str, now: str, old: Said, new: Said) -> bool:
    """Whether what a field says is the program's doing. `old` and `new` say what stands at a bookmark of either file.

    Where a reference is to a number, the number follows from what it leads to; where it repeats words, they must be the ones
    that stand there.
    """
    if key[1] in COUNTED or key[1] == "PAGE NUMBER":
        return True
    if key[1] not in _REFERS or was == now:
        return False
    target = str(key[2])
    if _LABEL.fullmatch(was) and _LABEL.fullmatch(now):
        return True
    return _same(old(target), was) and _same(new(target), now)


def _same(stands: str | None, said: str) -> bool:
    return stands is not None and stands.split() == said.split()


def is_left_to_programs(instruction: str) -> bool:
    """Whether a proof by reading leaves out what a field says: page numbers, days, and what references repeat."""
    return kind_of(instruction) in COUNTED | _REFERS

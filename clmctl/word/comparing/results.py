"""Fields as they are compared: what tells two apart, and whether a program works out their result anew."""

import re
from collections.abc import Callable
from typing import Protocol

from clmctl.text.comparing.counted import is_counted, kind_of

_REFERS = frozenset(("REF", "NOTEREF"))
#: Switches that say how a result is set, or that it is a link.
_SET = re.compile(r"\\\*\s*(?:MERGEFORMAT|CHARFORMAT)|\\h\b", re.IGNORECASE)
#: The switches by which a reference is to the number of a paragraph, not to its words (ECMA-376 17.16.5.50).
_TO_NUMBER = re.compile(r"\\[nrw]\b", re.IGNORECASE)
#: The number of a clause or note: figures, single letters and Roman numerals, with the signs between them.
_BETWEEN = r"[\s.,:;()\[\]\u00a7/\-\u2013\u2014]"
_LABEL = re.compile(rf"{_BETWEEN}*(?:(?:\d{{1,4}}|[ivxlcIVXLC]{{2,8}}|[A-Za-z])(?:{_BETWEEN}+|$|(?<=\d)(?=[A-Za-z])))+")

Key = tuple[object, ...]
Said = Callable[[str], str | None]


class Result(Protocol):
    """A field with its result: `key` tells whether two are the same field, `code` is its instruction, `words` its result."""

    key: Key
    code: str

    @property
    def words(self) -> str:
        """What it says."""


def key_of(instruction: str, result: str | None = None, *, framed: bool = False) -> Key:
    """What two fields that are the same have in common: kind and what they refer to; of the others their whole instruction.

    Without a `result` (None: there is none, or it is no plain words) a field is none that programs count. `framed`: it stands
    in a header or footer.
    """
    words = instruction.split()
    kind = kind_of(instruction)
    if result is not None and is_counted(instruction, result, framed=framed):
        return ("field", "PAGE NUMBER" if kind == "PAGEREF" else kind, "counted")
    if kind == "TOC":
        return ("field", kind)
    if kind in _REFERS:
        target = next((word for word in words[1:] if not word.startswith("\\")), "")
        return ("field", kind, target.strip('"').casefold())
    return ("field", " ".join(_SET.sub("", instruction).split()))


def is_worked_out(was: Result, now: Result, old: Said, new: Said) -> bool:
    """Whether what a field says is the program's doing. `old` and `new` say what stands at a bookmark of either file.

    Where a reference is to a number, the number follows from what it leads to; where it repeats words, they must be the ones
    that stand there.
    """
    if was.key != now.key or len(now.key) != 3:
        return False
    _, kind, target = now.key
    if kind not in _REFERS:
        return target == "counted"
    if was.words == now.words:
        return False
    if _are_numbers(str(kind), ((was, old(str(target))), (now, new(str(target))))):
        return True
    return _same(old(str(target)), was.words) and _same(new(str(target)), now.words)


def _are_numbers(kind: str, both: tuple[tuple[Result, str | None], ...]) -> bool:
    """Whether both are references to a number, and say one: one that does not say so itself leads to no words."""
    if not all(_LABEL.fullmatch(each.words) for each, _ in both):
        return False
    if kind == "NOTEREF":
        return True
    said = [_TO_NUMBER.search(each.code) is not None for each, _ in both]
    return any(said) and all(is_so or stands is None for is_so, (_, stands) in zip(said, both, strict=True))


def _same(stands: str | None, said: str) -> bool:
    return stands is not None and stands.split() == said.split()


def is_left_to_programs(instruction: str, result: str) -> bool:
    """Whether programs may work out what a field says: page numbers, days, and what references repeat."""
    return kind_of(instruction) in _REFERS or is_counted(instruction, result, framed=True)

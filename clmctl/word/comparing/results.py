"""Fields as they are compared: what tells two apart, and whether a program works out their result anew."""

import re

from clmctl.text.comparing.counted import is_counted, kind_of

_REFERS = frozenset(("REF", "NOTEREF"))
#: Switches that say how a result is set, or that it is a link.
_SET = re.compile(r"\\\*\s*(?:MERGEFORMAT|CHARFORMAT)|\\h\b", re.IGNORECASE)
Key = tuple[object, ...]


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


def is_worked_out(was: Key, now: Key) -> bool:
    """Whether two fields of these keys say what programs count: pages, days and the like.

    What a reference says is none of it: rejecting a change must give back the very words that stood there.
    """
    return was == now and len(now) == 3 and now[0] == "field" and now[2] == "counted"


def is_left_to_programs(instruction: str, result: str) -> bool:
    """Whether programs may count what a field says: page numbers and days."""
    return is_counted(instruction, result, framed=True)

"""What a stretch of text holds that rules ask for; a stretch seen before is not looked through again."""

import re
from dataclasses import dataclass

from clmctl.model.block import Placeholder
from clmctl.text.placeholders import find_placeholders

_BLANK = (
    "insert|enter|fill|add|specify|select|choose|name|date|amount|number|address|company|party|customer|supplier|client"
    r"|tbd|tba|tbc|to be|●|•|_+|\.{2,}|…|x{2,}"
)
_LEFT = re.compile(
    rf"\[\s*(?:{_BLANK})[^\]\n]{{0,200}}\](?!\()"
    r"|\[\s*\](?!\()|[●■]|_{4,}|\bX{2,}\b|\b(?:TBD|TBA|TBC|TODO)\b|<\s*(?:insert|enter)[^>\n]{0,200}>|\?{3,}",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"x{2,}|tbd|tba|tbc|todo", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blank:
    """Words somebody meant to fill in, and the line of the stretch (from 0) they stand on."""

    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch holds: blanks, and placeholders with the line (from 0) each stands on."""

    blanks: tuple[Blank, ...]
    placeholders: tuple[tuple[Placeholder, int], ...]


class Looked:
    """Stretches of text looked through, by their words."""

    __slots__ = ("_memo",)

    def __init__(self) -> None:
        self._memo: dict[str, Stretch] = {}

    def through(self, text: str) -> Stretch:
        """What the stretch holds."""
        found = self._memo.get(text)
        if found is None:
            found = self._memo[text] = Stretch(_blanks(text), tuple((p, line - 1) for p, line in find_placeholders(text)))
        return found


def _blanks(text: str) -> tuple[Blank, ...]:
    """Blanks in the order of the text; "xx" inside a name is none, "XX" and "TBD" are."""
    return tuple(
        Blank(match[0].strip(), text.count("\n", 0, match.start()))
        for match in _LEFT.finditer(text)
        if not _CAPITALS.fullmatch(match[0]) or match[0].isupper()
    )

"""A field of a Word file as it is read: its instruction, whether its result has begun, and what is told of one without."""

import re
from dataclasses import dataclass

#: Fields that print something once Word works them out, though the file says nothing of it yet.
_PRINTS = frozenset(
    (
        *("IF", "QUOTE", "COMPARE", "INCLUDETEXT", "INCLUDE", "DOCPROPERTY", "DOCVARIABLE", "MERGEFIELD", "FILLIN", "DATE"),
        *("TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "AUTOTEXT", "AUTOTEXTLIST", "LINK", "DDE", "DDEAUTO", "DATABASE"),
        *("EQ", "SYMBOL", "ADVANCE", "COMMENTS", "INFO", "SUBJECT", "TITLE", "KEYWORDS", "AUTHOR", "="),
    )
)
_NAME = re.compile(r"\s*(=|[A-Za-z]+)")
_LONGEST = 120


@dataclass(slots=True)
class Field:
    """A field being read: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    shows: bool = False

    @property
    def withheld(self) -> str:
        """What a field without a result will print once Word works it out, as its instruction says; empty where nothing."""
        match = _NAME.match(self.instruction)
        if self.shows or match is None or match[1].upper() not in _PRINTS:
            return ""
        said = " ".join(self.instruction.split())
        return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"

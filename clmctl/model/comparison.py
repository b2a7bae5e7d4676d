"""What differs between two states of a contract, or two Word files, clause by clause."""

from typing import Literal

from clmctl.model.change import Change
from clmctl.model.frozen import frozen

LineKind = Literal["changed", "inserted", "deleted", "moved"]
ClauseKind = Literal["changed", "inserted", "deleted", "moved", "renumbered"]


@frozen
class FieldChange:
    """A field that was given another value; `old` and `new` as they are typed, empty where there was or is none."""

    path: str
    old: str
    new: str


@frozen
class LineChange:
    """A paragraph (or row of a table) that differs. `number` is its label (`4.2(a)`), the old one where it has gone.

    `words` are its words, kept ones too. `cosmetic`: only quotes, dashes or spaces differ. `turns` says what the changed words
    may turn (`a negation (not)`). Of one that was moved, `came_from` or `went_to` is the place, and `words` are those it has now.
    """

    kind: LineKind
    number: str
    words: tuple[Change, ...]
    cosmetic: bool = False
    turns: tuple[str, ...] = ()
    came_from: str = ""
    went_to: str = ""


@frozen
class ClauseChange:
    """A clause that differs. `number` and `heading` are those it has now (of a deleted one, had); `was` is its old number.

    `kinds` are what happened to it, the weightiest first: a clause may be moved and changed. `fields` are the fields it prints
    whose value changed.
    """

    kinds: tuple[ClauseKind, ...]
    number: str
    heading: str
    was: str = ""
    anchor: str = ""
    lines: tuple[LineChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def cosmetic(self) -> bool:
        """Whether its words differ, and only in quotes, dashes or spaces."""
        return bool(self.lines) and all(line.cosmetic for line in self.lines)


@frozen
class Comparison:
    """Everything that differs: clauses in the order of the newer text, and fields that no text prints."""

    clauses: tuple[ClauseChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.clauses and not self.fields

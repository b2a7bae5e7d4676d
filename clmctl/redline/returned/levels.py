"""At which level a paragraph of a returned file stands, and whether its number differs for no reason in the text."""

import re

from clmctl.redline.returned.lineage import Lineage
from clmctl.redline.returned.steps import Returned, Step
from clmctl.redline.returned.words import Line

_LETTERS = (
    ("d", re.compile(r"\d+")),
    ("x", re.compile(r"(?<![a-z])[a-z]+(?![a-z])")),
    ("X", re.compile(r"(?<![A-Z])[A-Z]+(?![A-Z])")),
)


def level_of(line: Line) -> tuple[str, str]:
    """The style and the level of a paragraph; a style that differs in its case alone is the same."""
    return line.style.casefold(), line.numbering.rpartition(":")[2]


def named_level(line: Line) -> str:
    """The same for a reader: `Clause Level 2, level 2`."""
    level = line.numbering.rpartition(":")[2]
    return f"{line.style}{f', level {int(level) + 1}' if level else ''}"


class Counted:
    """Which numbers of paragraphs are otherwise than what was changed in the text explains."""

    def __init__(self, found: Returned) -> None:
        self.found = found
        self.told: set[tuple[str, str]] = set()
        lineage = found.lineage
        labelled = [step for step in found.steps if step.kind not in ("kept", "changed") and _is_numbered(lineage, step)]
        levels = [
            step.final
            for step in found.steps
            if step.sent is not None
            and step.final is not None
            and level_of(lineage.sent[step.sent]) != level_of(lineage.final[step.final])
        ]
        self.stirred = bool(labelled or levels)
        #: Whether numbers were otherwise before any tracked change for a reason that is told.
        self.explained = any(step.how == "silent" for step in labelled) or any(
            _counts_otherwise(line, lineage.there.get(i)) for i, line in enumerate(lineage.sent)
        )

    def differs(self, sent: int, final: int) -> str:
        """In words how the number of a paragraph is set otherwise than it was; empty where it is as it was.

        Where paragraphs came, left or moved, numbers follow, and only another form of number tells anything, or a number that
        was otherwise before they did so.
        """
        was, now = self.found.lineage.sent[sent], self.found.lineage.final[final]
        if was.number.rstrip(".") == now.number.rstrip(".") or not (was.number or now.number):
            return ""
        level = (was.numbering.rpartition(":")[2], was.style.casefold())
        if level in self.told:
            return ""
        form = _form(was.number) != _form(now.number)
        if not form and self.stirred and (self.explained or self.stood_so(sent)):
            return ""
        self.told.add(level)
        return "numbered in another form" if form else "counted otherwise"

    def stood_so(self, sent: int) -> bool:
        """Whether a paragraph bore the number it was sent with before any tracked change."""
        stood = self.found.lineage.there.get(sent)
        return stood is None or stood.number.rstrip(".") == self.found.lineage.sent[sent].number.rstrip(".")


def _counts_otherwise(was: Line, stood: Line | None) -> bool:
    """Whether a paragraph has gone from the list it stood in, has come into one, or counts there at another level."""
    if stood is None:
        return bool(was.number)
    return bool(was.number or stood.number) and (bool(was.number), level_of(was)) != (bool(stood.number), level_of(stood))


def _is_numbered(found: Lineage, step: Step) -> bool:
    line = found.sent[step.sent] if step.sent is not None else found.final[step.final or 0]
    return bool(line.number)


def _form(number: str) -> str:
    """The form of a label: figures, small and capital letters, and the marks around them."""
    said = number.rstrip(".")
    for sign, pattern in _LETTERS:
        said = pattern.sub("\0" + sign, said)
    return said

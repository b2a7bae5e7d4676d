"""Unacceptable language found in one pass over a text."""

import re
from collections.abc import Iterable

from clmctl.lint.remembered import Remembered
from clmctl.model.clause import Clause, Unacceptable
from clmctl.model.frozen import frozen

_REMEMBERED = 8192


@frozen
class Hit:
    """A phrase that stands in a text: which clause forbids it, why, and the offset and words found."""

    clause: str
    phrase: Unacceptable
    start: int
    words: str


class Phrases:
    """All unacceptable phrases of a library: words in any case, any white space, line end or emphasis between them."""

    __slots__ = ("_first", "_found", "_patterns")

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._patterns: list[tuple[str, Unacceptable, re.Pattern[str]]] = []
        for clause in clauses:
            for phrase in clause.unacceptable:
                words = phrase.phrase.split()
                if words:
                    joined = r"[*_]*\s+[*_]*".join(re.escape(w).replace("'", "['’]") for w in words)
                    pattern = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
                    self._patterns.append((clause.id, phrase, pattern))
        #: the longest word of each phrase, lower case: a text without it cannot hold the phrase
        self._first = [max(re.split(r"[\s'’]+", phrase.phrase), key=len).lower() for _, phrase, _ in self._patterns]
        self._found = Remembered[str, tuple[Hit, ...]](_REMEMBERED)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every unacceptable phrase in `text`, in order; a text seen before is not searched again."""
        hits = self._found.get(text)
        return hits if hits is not None else self._found.again(text) or self._found.keep(text, self.search(text))

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def search(self, text: str) -> tuple[Hit, ...]:
        """The same of a text that is not asked for again."""
        if not self._patterns:
            return ()
        lowered = text.lower()
        found = [
            Hit(clause, phrase, match.start(), " ".join(match[0].replace("*", "").split()))
            for word, (clause, phrase, pattern) in zip(self._first, self._patterns, strict=True)
            if word in lowered
            for match in pattern.finditer(text)
        ]
        return tuple(sorted(found, key=lambda hit: hit.start))

"""The words of a condition: tokens with their columns, in order, ended by an `end`."""

import re
from typing import Literal

from clmctl.expression.error import ExpressionError
from clmctl.model.frozen import frozen

#: A condition is a question, not a document; longer ones are refused before anything is read.
MAX_LENGTH = 10_000

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|“(?P<curly>[^”]*)”
    |(?P<symbol><=|>=|!=|==|<>|=~|[=<>!(),+])
    |(?P<word>[^\s"'“”<>=!(),+][^\s"“”<>=!(),+]*)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@frozen
class Word:
    """One token: a `word`, a quoted `text` (without its quotes), a `symbol`, or the `end`. `place` is its 1-based column."""

    kind: Literal["word", "text", "symbol", "end"]
    text: str
    place: int

    @property
    def key(self) -> str:
        """The word in small letters, for comparing with keywords; empty for a quoted text."""
        return self.text.casefold() if self.kind in ("word", "symbol") else ""


def words(source: str) -> tuple[Word, ...]:
    """The tokens of a condition. ExpressionError where a quote is not closed or the whole is too long."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"the condition is {len(source):,} characters long; {MAX_LENGTH:,} is the most")
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise ExpressionError("the condition holds a character that is not valid text", column=0) from error
    found: list[Word] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            mark = source[at]
            problem = "this quote is never closed" if mark in "\"'“" else f"{mark} cannot stand here"
            raise ExpressionError(problem, source=source, column=at + 1, hint=f"close it with {'”' if mark in '“”' else mark}")
        kind = match.lastgroup
        if kind in ("double", "single"):
            found.append(Word("text", _ESCAPE.sub(r"\1", match[kind]), at + 1))
        elif kind == "curly":
            found.append(Word("text", match[kind], at + 1))
        elif kind in ("symbol", "word"):
            found.append(Word("symbol" if kind == "symbol" else "word", match[kind], at + 1))
        at = match.end()
    found.append(Word("end", "", len(source) + 1))
    return tuple(found)

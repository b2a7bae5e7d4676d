"""The error of the condition language: where in the condition, what is wrong, what was expected, what was meant."""

from collections.abc import Iterable

from clmctl.errors import UsageError

_WINDOW = 72


class ExpressionError(UsageError):
    """A condition that cannot be read or does not fit the fields.

    `problem` is one line without the excerpt; `column` is 1-based in `source`, 0 where the whole is meant. `message` adds
    the excerpt with a caret under the column.
    """

    def __init__(self, problem: str, *, source: str = "", column: int = 0, hint: str = "") -> None:
        self.problem = problem
        self.source = source
        self.column = column
        excerpt = caret(source, column)
        where = f" (column {column})" if column else ""
        super().__init__(f"{problem}{where}{excerpt and chr(10) + excerpt}", hint=hint)


def caret(source: str, column: int) -> str:
    """Two lines: the part of the source around the column, and a `^` under it; empty where there is no place."""
    if not column:
        return ""
    at = column - 1
    start = source.rfind("\n", 0, at) + 1
    end = source.find("\n", start)
    line = source[start : end if end >= 0 else len(source)]
    at -= start
    shift = max(0, at - _WINDOW + 12)
    shown = "".join(char if char.isprintable() else " " for char in line[shift : shift + _WINDOW])
    return f"  {shown}\n  {' ' * (at - shift)}^"


def quoted(text: str) -> str:
    """The text in quotes, shortened to 60 characters."""
    return f'"{text[:59]}…"' if len(text) > 60 else f'"{text}"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean a or b?` for the known names nearest to the word, or an empty string."""
    from difflib import get_close_matches  # noqa: PLC0415  only when something is wrong already

    by_fold = {name.casefold(): name for name in known}
    if word.casefold() in by_fold:
        return f"did you mean {by_fold[word.casefold()]}?"
    near = get_close_matches(word[:80].casefold(), by_fold, n=3, cutoff=0.65)
    return f"did you mean {' or '.join(by_fold[name] for name in near)}?" if near else ""

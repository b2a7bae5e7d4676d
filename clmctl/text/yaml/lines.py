"""Lines and positions: a line ends at `\\n` and nowhere else.

`str.splitlines` also splits at U+2028, form feed and a few more, so its line numbers drift away from what an editor and git
show. Everything that counts lines in clmctl counts them here.
"""

from bisect import bisect_right


def normal_ends(text: str) -> str:
    """The text with `\\r\\n` as `\\n`; a lone carriage return stays, it is no line end."""
    return text.replace("\r\n", "\n") if "\r" in text else text


def position(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column of a character offset."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, start) + 1, offset - start + 1


class LineIndex:
    """Positions of many offsets in one text."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

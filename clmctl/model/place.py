"""Where something stands in a file."""

from typing import NamedTuple


class Place(NamedTuple):
    """A spot in a workspace file: posix path from the root, 1-based line and column (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

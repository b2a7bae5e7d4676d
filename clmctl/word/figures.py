"""Whole numbers as a Word file states them: read where they are plain figures of a credible length."""

from collections.abc import Iterable

#: More digits than any list, page or mark of a contract needs; Word itself takes numbers of up to ten.
_MOST = 9


def figure(said: str | None) -> int | None:
    """The number that plain figures state, a minus before them or not; None for anything else and for a number too long."""
    digits = (said or "").removeprefix("-")
    return int(said or "") if digits.isascii() and digits.isdigit() and len(digits) <= _MOST else None


def figures(said: Iterable[str | None]) -> list[int]:
    """Those of the texts that state a number."""
    return [number for each in said if (number := figure(each)) is not None]

"""How far ahead terms are computed. A module of its own, since every question needs the day and few need the arithmetic."""

from datetime import date


def horizon_for(as_of: date) -> date:
    """The day to which spans are computed: the first day of a decade that is at least ten years away, from 2040 on.

    It is an argument of `terms_of` and part of the key of what is stored: rows change once in ten years, not with the day
    they are asked on, and asking about the past needs no others.
    """
    return date(max(2040, min(9990, (as_of.year + 10 + 9) // 10 * 10)), 1, 1)

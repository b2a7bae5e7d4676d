"""Dates as registers hold them: `12/31/14`, `31.12.2014`, `Dec. 31, 2014`, Excel's day numbers; blanks and events are none."""

import re
from datetime import date, timedelta

from clmctl.intake.claims.days import WRITTEN, day_of, made
from clmctl.text.dialect.days import WEEKDAY, days_said, is_no_day

#: Day 0 of Excel's count, as every day after February 1900 counts.
_EXCEL = date(1899, 12, 30)
_NUMBER = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?[AP]\.?M\.?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$", re.IGNORECASE
)
_FIGURES = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_RUN_ON = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[- ]([A-Za-zÀ-ÿ]{3,9})\.?[- ,]+'?(\d{2}|\d{4})")
_BLANK = re.compile(r"\[[^\]]{0,20}\]|_{2,}|•|●|\bX{2,}\b|\*{2,}|\?{1,}")
_PARTIAL = re.compile(
    r"(?:19|20)\d\d|(?:Q[1-4]|[1-4]Q|H[12])[ /-]*(?:19|20)?\d\d"
    r"|(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d|(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ -]*(?:19|20)?\d\d"
    r"|(?:early|mid|late|spring|summer|autumn|fall|winter|end of|beginning of)\b.*\d\d",
    re.IGNORECASE,
)


def order_of(cells: list[str]) -> str:
    """How a column writes dates in figures, where at least one of them can be read in one way only and none the other."""
    month_first = day_first = False
    for cell in cells:
        match = _FIGURES.match(cell)
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        month_first = month_first or first <= 12 < second <= 31
        day_first = day_first or second <= 12 < first <= 31
    return "mdy" if month_first and not day_first else "dmy" if day_first and not month_first else ""


def figures_in(cell: str) -> bool:
    """Whether a cell is a date in figures that an order must be known for."""
    match = _FIGURES.match(cell)
    return match is not None and match[2] != "."


def read_day(text: str, order: str) -> tuple[date, str]:
    """The date a cell says, and a remark where it took more than reading (empty: none).

    `order` is that of figures: `mdy`, `dmy`, `ymd` or empty where it is not known. ValueError says what is wrong and, after
    the first sentence, what to do.
    """
    words = _TIME.sub("", " ".join(text.split())).strip(" .,;")
    plain = WEEKDAY.sub("", words)
    number = _NUMBER.fullmatch(plain)
    if number is not None:
        counted = _EXCEL + timedelta(days=int(number[1]))
        return counted, f"{number[1]} is Excel's number of {counted}"
    if (match := _FIGURES.fullmatch(plain)) is not None:
        return _in_figures(match, order, text)
    found = WRITTEN.fullmatch(plain)
    if found is not None and (day := day_of(found).value) is not None:
        return day, ""
    if (match := _RUN_ON.fullmatch(plain)) is not None:
        plain = "-".join(match.groups())
    elif (match := _SHORT.fullmatch(plain)) is not None:
        plain = f"{match[1]} {match[2]} {_century(match[3])}"
    said = days_said(plain)
    if len(said) == 1:
        return said[0], ""
    if is_no_day(plain):
        return _sure(None, text), ""
    raise ValueError(_why_not(words))


def _in_figures(match: re.Match[str], order: str, text: str) -> tuple[date, str]:
    first, second = int(match[1]), int(match[3])
    if order == "ymd" and len(match[4]) == 2:
        return _sure(made(_century(match[1]), second, int(match[4])), text), ""
    year = _century(match[4])
    if match[2] == ".":
        day = made(year, second, first)
        return (day, "") if day else (_sure(made(year, first, second), text), f"read month first: there is no month {second}")
    if order == "dmy" or (not order and first > 12):
        day = made(year, second, first)
        other = made(year, first, second)
    elif order in ("mdy", "ymd") or (not order and second > 12) or first == second:
        day = made(year, first, second)
        other = made(year, second, first)
    else:
        either = f"{made(year, first, second)} or {made(year, second, first)}"
        raise ValueError(f"is {either}. Say in the mapping which comes first: dates: mdy or dmy")
    if day is None and other is not None:
        return other, f"read {'month' if order == 'dmy' else 'day'} first: the other way it is no day"
    return _sure(day, text), ""


def _sure(day: date | None, text: str) -> date:
    if day is None:
        raise ValueError(f"{' '.join(text.split())[:40]!r} is no day of the calendar. Put it right in the table")
    return day


def _century(year: str) -> int:
    """Two figures are of this century up to 69, of the last from 70 on, as in texts (claims.days)."""
    number = int(year)
    return number if len(year) == 4 else 2000 + number if number < 70 else 1900 + number


def _why_not(words: str) -> str:
    """What keeps words from being a date, and what to do about it."""
    if _BLANK.search(words):
        return "is a date with blanks: nobody filled it in. Find the day and set it, or leave it unknown"
    if _PARTIAL.fullmatch(words):
        return "names no day. Find the day and set it, or leave it unknown"
    if _FIGURES.search(words) or WRITTEN.search(words):
        return "says more than one date or words beside it. Keep one date in the cell, or map the words under values:"
    return "is an event or words, not a day. Set the day it stands for, or map the words under values:"

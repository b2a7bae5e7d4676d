"""Dates as contracts write them: `May 3, 2004`, `this 3rd day of May, 2004`, `3/5/2004`; a blank is a date nobody filled in."""

import re
from datetime import date

from clmctl.model.frozen import frozen
from clmctl.text.language import number_from_words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?P<{0}year>(?:19|20)\d\d)(?![\d/])"
_NTH = r"(?: ?s ?t| ?n ?d| ?r ?d| ?t ?h|°|º)?"
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_ORDINAL = rf"(?:(?:twenty|thirty)[ -])?(?:{_ORDINALS})"
_BLANK = r"(?:[_•*]{1,30}|\[[^\]]{0,20}\]|\. ?\. ?\.[. ]{0,20}| )"

_FULL = (
    rf"{_MONTH.format('a')} ?(?P<aday>\d{{1,2}}){_NTH}(?: ?,? ?| ?\. ?){_YEAR.format('a')}",
    rf"(?<![\d/])(?P<bday>\d{{1,2}}){_NTH}(?: ?day)?(?: ?of)?,? ?(?:the month of )?{_MONTH.format('b')},? ?(?:of )?"
    rf"{_YEAR.format('b')}",
    rf"\b(?P<cword>{_ORDINAL})(?: \(\d{{1,2}}{_NTH}\))?(?: day)?(?: of)?,? {_MONTH.format('c')},? ?(?:of )?{_YEAR.format('c')}",
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<sep>[/.-])(?P<second>\d{1,2})(?P=sep)(?P<nyear>(?:19|20)?\d\d)(?![\d/-])",
    r"(?<![\d/-])(?P<iyear>(?:19|20)\d\d)-(?P<imonth>\d\d)-(?P<iday>\d\d)(?![\d-])",
)
_OPEN = (
    rf"(?:(?:[_•*]{{1,30}}|\[[^\]]{{0,20}}\]) ?(?:day|date)? ?of|\bday of(?= ?[_,•\[]| [A-Z]\w+ ?,? ?(?:_|\[|19|20)))"
    rf" ?{_BLANK}{{0,2}}(?:{_MONTH.format('d')})?[ ,]{{0,3}}{_BLANK}?[ ,]{{0,3}}(?:(?:19|20)(?:\d\d|_{{1,8}}|\b))?",
    rf"{_MONTH.format('e')} ?{_BLANK}{{1,2}},? ?(?:(?:19|20)[\d_]{{0,8}})",
    rf"{_BLANK},? (?:19|20)(?:\d\d\b|_{{1,8}})",
    r"\[[^\]\n]{0,30}\]",
    r"_{4,40}",
)
#: A date, or the blank where one was to be filled in (group `open`).
DAY = re.compile(rf"(?:{'|'.join(_FULL)})|(?P<open>{'|'.join(_OPEN)})", re.IGNORECASE)
#: A date that somebody filled in.
WRITTEN = re.compile("|".join(_FULL), re.IGNORECASE)


@frozen
class Day:
    """A date and its span. `value` is None for a blank and for figures that are two dates (`3/5/2004`)."""

    value: date | None
    start: int
    end: int
    figures: tuple[int, int, int] | None = None

    def read(self, order: str) -> date | None:
        """The date with figures taken month first (`mdy`) or day first (`dmy`); None where the order is not known."""
        if self.value is not None or self.figures is None or not order:
            return self.value
        first, second, year = self.figures
        return made(year, first, second) if order == "mdy" else made(year, second, first)


def day_of(match: re.Match[str]) -> Day:
    """The date a match of `DAY` or `WRITTEN` says."""
    groups = match.groupdict()
    value: date | None = None
    figures = None
    if groups["aday"]:
        value = made(int(groups["ayear"]), _month(groups["amonth"]), int(groups["aday"]))
    elif groups["bday"]:
        value = made(int(groups["byear"]), _month(groups["bmonth"]), int(groups["bday"]))
    elif groups["cword"]:
        value = made(int(groups["cyear"]), _month(groups["cmonth"]), _ordinal(groups["cword"]))
    elif groups["iyear"]:
        value = made(int(groups["iyear"]), int(groups["imonth"]), int(groups["iday"]))
    elif groups["first"]:
        first, second, year = int(groups["first"]), int(groups["second"]), _century(groups["nyear"])
        if groups["sep"] == "." or first > 12 >= second:
            value = made(year, second, first)
        elif second > 12 >= first or first == second:
            value = made(year, first, second)
        else:
            figures = (first, second, year)
    return Day(value, match.start(), match.end(), figures)


def made(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_of_figures(text: str) -> str:
    """How a text writes dates in figures, where one of them can be read in one way only: `mdy`, `dmy` or an empty text."""
    months_first = days_first = 0
    for match in _FIGURES.finditer(text):
        before = re.search(r"(?<![\d/])\d{1,2}$", text[max(0, match.start() - 3) : match.start()])
        if before is None:
            continue
        first, second = int(before[0]), int(match[1])
        months_first += first <= 12 < second <= 31
        days_first += second <= 12 < first <= 31
    if months_first and not days_first:
        return "mdy"
    return "dmy" if days_first and not months_first else ""


_FIGURES = re.compile(r"/(\d{1,2})/(?:19|20)?\d\d(?![\d/])")


def _century(year: str) -> int:
    """Two figures are of this century up to 69, of the last from 70 on, as POSIX reads them."""
    number = int(year)
    return number if len(year) == 4 else 2000 + number if number < 70 else 1900 + number


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _ordinal(words: str) -> int:
    tens, _, one = words.lower().replace("-", " ").rpartition(" ")
    names = _ORDINALS.split("|")
    value = 30 if one == "thirtieth" else names.index(one) + 1
    return value + (number_from_words(tens, "en") or 0) if tens else value


def ordinal_number(words: str) -> int | None:
    """`third` or `20th` as a number up to 31."""
    digits = re.match(r"\d{1,3}", words)
    if digits:
        return int(digits[0])
    try:
        return _ordinal(words.strip())
    except ValueError:
        return None


#: An ordinal in words or figures, with the figure beside it: `twentieth (20th)`.
ORDINAL = rf"(?P<nth>\d{{1,3}}{_NTH}|{_ORDINAL})(?: ?\( ?\d{{1,3}}{_NTH} ?\))?"

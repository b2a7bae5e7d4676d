"""Whether the result of a field is the doing of the program that saved or prints the file: nobody agreed on it or typed it.

The result is judged too. Word works most fields out anew only where a person asks for it, so that whatever stands in a field
is what everybody reads: words in a page number are words.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from clmctl.model.word.file import WordRun

#: Fields that programs work out whenever they lay out or open the file.
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF"))
_TODAY = frozenset(("DATE", "TIME"))
#: Fields that stay as they are until somebody has them worked out: in headers and footers they tell of the file, elsewhere
#: they are text like any other.
_FIGURES = frozenset(("REVNUM", "NUMWORDS", "NUMCHARS", "FILESIZE", "EDITTIME"))
_DAYS = frozenset(("PRINTDATE", "SAVEDATE"))
_NAMES = frozenset(("FILENAME", "LASTSAVEDBY"))
#: A page or a count of pages: `12`, `xii`, `B`, `3-12`, `- 5 -`.
_ROMAN = r"(?=[ivxlcdm])m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_ABOUT = r"[\s\-\u2013\u2014()\[\]|/.]*"
_PAGE = re.compile(rf"{_ABOUT}(?:(?:\d{{1,3}}|[a-z])[\-.:\u2013\u2014])?(?:\d{{1,4}}|[a-z]|{_ROMAN})?{_ABOUT}", re.IGNORECASE)
_FIGURE = re.compile(r"\s*\d{1,3}(?:[.,'\u2019\s]?\d{3}){0,3}\s*|\s*\d{1,9}\s*|\s*")
#: No page, figure or day is longer.
_LONGEST = 80
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
#: What stands about days and hours beside the names of months and days of the week.
_WITH_DAYS = frozenset(
    ("am", "pm", "a", "p", "m", "st", "nd", "rd", "th", "er", "of", "de", "den", "der", "the", "del", "uhr", "h", "t", "z")
)
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "nb", "fi", "cs", "hu")


def kind_of(instruction: str) -> str:
    """What kind of field an instruction is of (`PAGE`), empty for none."""
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def is_counted(instruction: str, result: str, *, framed: bool) -> bool:
    """Whether a field's result is worked out by programs alone. `framed`: it stands in a header or footer."""
    kind = kind_of(instruction)
    if framed and kind in _NAMES:
        return True
    if len(result) > _LONGEST:
        return False
    if kind in _PAGES:
        return _PAGE.fullmatch(result) is not None
    if kind in _TODAY or (framed and kind in _DAYS):
        return _is_day_or_hour(result)
    return framed and kind in _FIGURES and _FIGURE.fullmatch(result) is not None


def counted(runs: Sequence[WordRun], part: str) -> Iterator[bool]:
    """Of each run of a paragraph whether it belongs to the result of a field that programs count. `part` is its story."""
    framed = part.startswith(("header", "footer"))
    for instruction, group in groupby(runs, key=lambda run: run.field):
        members = list(group)
        is_so = instruction != "" and is_counted(instruction, "".join(run.text for run in members), framed=framed)
        yield from [is_so] * len(members)


def _is_day_or_hour(result: str) -> bool:
    """Whether words are a day or an hour, or both: figures, and names of months and days of the week."""
    figures = _DIGITS.findall(result)
    names = [word.casefold() for word in _LETTERS.findall(result)]
    if not result.strip():
        return True
    if not 1 <= len(figures) <= 7 or any(len(each) > 4 for each in figures) or len(names) > 6:
        return False
    signs = set(result) - set("".join(figures)) - set("".join(_LETTERS.findall(result)))
    if not all(sign.isspace() or sign in ",.:/-\u2013'\u2019" for sign in signs):
        return False
    left = {name for name in names if name not in _WITH_DAYS}
    return not left or any(left <= _named(language) for language in _LANGUAGES)


@cache
def _named(language: str) -> frozenset[str]:
    """The names of months and days of the week in a language, short and long."""
    from babel import Locale

    locale = Locale.parse(language)
    found = [
        name
        for kinds in (locale.months, locale.days)
        for uses in kinds.values()
        for width in ("wide", "abbreviated")
        for name in uses.get(width, {}).values()
    ]
    return frozenset(word.casefold() for name in found for word in _LETTERS.findall(name))

"""The days that a text may mean: `1 March 2027`, `Montag, 1. März 2027`, `2027/3/1`; two for `03/04/2027`.

What a person types and what a register holds are read here. What only a register writes (two figures of a year, Excel's
numbers, a time behind the day) it puts into one of these forms itself.
"""

import re
from datetime import date

from clmctl.text.language import date_from_words

#: The languages that a person's words are read in.
LANGUAGES = ("en", "de", "fr")

_FIGURES = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
#: A day of the week before a day, the group that matched its number from Monday, 1: `Mon`, `Montag den`, `lundi le`.
#: French `mar.` is left out, for `Mar 1, 2027` is March.
WEEKDAY = re.compile(
    r"\b(?:(mon(?:day)?|mo|montag|lun(?:di)?)|(tue(?:s(?:day)?)?|di|dienstag|mardi)|(wed(?:nes(?:day)?)?|mi|mittwoch|mer(?:credi)?)"
    r"|(thu(?:rs?(?:day)?)?|do|donnerstag|jeu(?:di)?)|(fri(?:day)?|fr|freitag|ven(?:dredi)?)"
    r"|(sat(?:urday)?|sa|samstag|sonnabend|sam(?:edi)?)|(sun(?:day)?|so|sonntag|dim(?:anche)?))"
    r"\.?,? +(?:den +|le +)?(?=\d|[A-Za-z])",
    re.IGNORECASE,
)
_DAY_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def days_said(text: str) -> tuple[date, ...]:
    """Every day that a text without a weekday may mean; of figures with no point between them day first, then month first."""
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        return _made((int(match[1]), int(match[3]), int(match[4])))
    if (match := _FIGURES.fullmatch(text)) is not None:
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        month_first = () if match[2] == "." else ((year, first, second),)  # with points the day comes first, everywhere
        return _made((year, second, first), *month_first)
    plain = re.sub(r"\bsept\b", "Sep", text, flags=re.IGNORECASE)
    found = (date_from_words(plain, language) for language in LANGUAGES)
    return tuple(dict.fromkeys(day for day in found if day is not None))


def is_no_day(text: str) -> bool:
    """Whether a text that means no day is written as one: `31 February 2027`, `2027-02-30`, `0000-00-00`."""
    if _YEAR_FIRST.fullmatch(text) or _FIGURES.fullmatch(text):
        return True
    return bool(days_said(_DAY_FIGURE.sub("1", WEEKDAY.sub("", text), count=1)))


def _made(*days: tuple[int, int, int]) -> tuple[date, ...]:
    found: dict[date, None] = {}
    for year, month, day in days:
        try:
            found[date(year, month, day)] = None
        except ValueError:
            continue
    return tuple(found)

"""Periods of time as contracts write them: `three (3) years`, `twelve-month`, `60 days'`, `one hundred and eighty (180) days`."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.model.frozen import frozen
from clmctl.model.period import Period
from clmctl.text.language import number_from_words

_KIND = "consecutive|full|calendar|business|working|trading|contract|clear|more|additional"
_UNIT = rf"(?P<kind>(?:(?:{_KIND})[ -]){{0,2}})(?P<unit>year|month|week|day|quarter|annum)s?\b"
_ONES = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety"
#: A number in words: never more than six of them.
WORDS = rf"(?:{_ONES}|{_TENS}|hundred)(?:[ -]{{1,2}}(?:and )?(?:{_ONES}|{_TENS}|hundred)){{0,5}}"
_FIGURE = r"[0-9lI]{1,4}"
#: A period. Words before figures, figures before words, either alone; stray blanks of scanned pages inside the brackets.
PERIOD = re.compile(
    rf"(?:(?P<words>\b{WORDS})[ -]?(?: ?[(\[{{] ?(?P<beside>{_FIGURE}) ?[)\]}}]?[ ~-]?)?"
    rf"|(?P<figure>(?<![\w.,/$§-])[0-9]{{1,4}}) ?(?:\( ?(?P<spoken>{WORDS}) ?\) ?)?[)]?[ ~-]?"
    rf"|\( ?(?P<bracketed>[0-9]{{1,4}}) ?\) ?)"
    rf"{_UNIT}",
    re.IGNORECASE,
)
#: The word a period ends in, sought first; what comes before it is never longer than so much.
_UNITS = re.compile(r"(?:year|month|week|day|quarter|annum)s?(?![a-z])")
_LONGEST = 90
#: `three years and five months`.
_AND_MORE = re.compile(rf" and (?=(?:{WORDS}|[0-9]{{1,2}})\b[^.;,]{{0,14}}?(?:month|week|day)s?\b)", re.IGNORECASE)
#: `sixty 90 days` says two things.
_NUMBER_BEFORE = re.compile(rf"\b(?:{_ONES}|{_TENS}|hundred)[ -]$")
#: `1 095 days`: the figures alone are the end of a longer number.
_THOUSANDS = re.compile(r"(?<!\d)[1-9]\d{0,2}[ '’]\d{3}$")
_LETTERS = str.maketrans({"l": "1", "I": "1"})


@frozen
class Spell:
    """A period and its span."""

    period: Period
    start: int
    end: int


def spells(copy: Copy, start: int, end: int) -> Iterator[Spell]:
    """Every period in a span of the copy; where words and figures differ, or a half is added, there is none."""
    at = start
    for unit in _UNITS.finditer(copy.low, start, end):
        if unit.start() < at:
            continue
        match = PERIOD.search(copy.text, max(at, unit.start() - _LONGEST), unit.end())
        if match is None or match.end() != unit.end():
            continue
        at = unit.end()
        period = period_of(match)
        if (more := _AND_MORE.match(copy.text, match.end())) is not None:
            further = PERIOD.match(copy.text, more.end(), more.end() + _LONGEST)
            added = period_of(further) if further else None
            period = _together(period, added) if period and added else None
            at = further.end() if further else at
        if period is not None:
            yield Spell(period, match.start(), max(at, match.end()))


def _together(years: Period, months: Period) -> Period | None:
    """Years and months as one period; what else is added to a period leaves none."""
    if years != Period(years=years.years) or months != Period(months=months.months):
        return None
    return Period(years=years.years, months=months.months)


def period_of(match: re.Match[str]) -> Period | None:
    """The period a match of `PERIOD` says."""
    before = match.string[max(0, match.start() - 10) : match.start()].lower()
    if "half" in match[0].lower() or before.endswith(("half ", "-half ", "hundred ", "thousand ")):
        return None
    if match["figure"] and not match["spoken"] and (_NUMBER_BEFORE.search(before) or _THOUSANDS.search(before + match["figure"])):
        return None
    words, beside = match["words"] or match["spoken"], match["beside"] or match["figure"] or match["bracketed"]
    said = number_from_words(words.replace("ourty", "orty"), "en") if words else None
    shown = int(beside.translate(_LETTERS)) if beside and beside.translate(_LETTERS).isdecimal() else None
    if words and said is None:
        return None
    if said is not None and shown is not None and said != shown:
        return None
    number = said if said is not None else shown
    return of_unit(number, match["unit"], match["kind"] or "") if number else None


def of_unit(number: int, unit: str, kind: str) -> Period:
    """So many units, as the catalogue writes them; a quarter is three months."""
    unit, kinds = unit.lower(), kind.lower().replace("-", " ").split()
    if unit == "day" and not {"business", "working", "trading"}.isdisjoint(kinds):
        return Period(business_days=number)
    if unit == "day":
        return Period(clear_days=number) if "clear" in kinds else Period(days=number)
    if unit == "week":
        return Period(weeks=number)
    if unit == "month":
        return Period(months=number)
    return Period(months=3 * number) if unit == "quarter" else Period(years=number)

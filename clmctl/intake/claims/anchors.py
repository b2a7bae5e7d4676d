"""The day a term is counted from, and the last day of a term counted from it."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from clmctl.intake.claims.days import DAY, day_of
from clmctl.model.frozen import frozen
from clmctl.model.period import Period
from clmctl.model.term import Conventions

_DAY = timedelta(days=1)


@frozen
class Anchors:
    """The days a term may be counted from, as claimed: the effective date and the date the agreement bears.

    `order` is how dates in figures are read (`mdy`, `dmy` or empty). `two_starts`: the text defines an Effective Date and
    a Commencement Date, so that the one is not the other.
    """

    effective: date | None = None
    agreement: date | None = None
    order: str = ""
    two_starts: bool = False
    conventions: Conventions = Conventions()


def last_day(start: date, length: Period, conventions: Conventions) -> date | None:
    """The inclusive last day of a term from `start`; None outside the calendar and for business days."""
    if length.business_days or length.clear_days:
        return None
    try:
        exclusive = start + relativedelta(months=length.total_months)
        if exclusive.day != start.day and conventions.short_month == "forward":
            exclusive += _DAY
        return exclusive + timedelta(days=length.total_days - 1)
    except (OverflowError, ValueError):
        return None


def anniversary(start: date, years: int, conventions: Conventions) -> date | None:
    """The day itself of an anniversary."""
    before = last_day(start, Period(years=years), conventions)
    return before + _DAY if before is not None and before != date.max else None


_EFFECTIVE_DATE = re.compile(r"\b(?:effective|commencement|start|beginning) date\b", re.IGNORECASE)
_OWN_DATE = re.compile(
    r"\bdate (?:first )?(?:hereof|of this|first|set forth|written|above|stated|of (?:the |its )?(?:execution|signing"
    r"|signature))\b"
    r"|\bagreement date|\bday and (?:year|date) first|\bexecution (?:hereof|of this|date)|\bdate of the agreement"
    r"|\bfirst (?:written|set forth|stated) above|\bupon (?:its |the )?(?:execution|signing|signature)|\bsigning (?:date"
    r"|of this)|\bdate (?:of )?sign(?:ed|ing)\b"
    r"|^\W{0,3}(?:of|from) this agreement\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:launch|first commercial|delivery|acceptance|completion|closing|approval|opening|installation|termination|go-live"
    r"|expiration|service commencement|final|last|conversion|first sale|regulatory|receipt|availability|season|in[- ]service"
    r"|public offering|ipo|distribution|first shipment|rent|occupancy|operation|operations)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:from|after|following|commenc\w+|beginning|begins?|starting|starts?|upon|of|effective|thereafter|therefrom)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(r"[.;]|,? unless\b|,? provided\b|,? subject to\b")


def starts(ahead: str, behind: str) -> bool:
    """Whether words around a length name anything it is counted from."""
    return (
        _COUNTED.search(_UNLESS.split(ahead, maxsplit=1)[0][:60]) is not None
        or re.search(r"\b(?:from|after|following|commenc\w+|begin\w*|start\w*)\b", behind, re.IGNORECASE) is not None
    )


def anchor_of(ahead: str, behind: str, anchors: Anchors) -> date | None:
    """The day a length is counted from, where the words after or before it name one; None for an event without a date."""
    after = _UNLESS.split(ahead, maxsplit=1)[0]
    counted = _COUNTED.search(after[:60])
    if counted is not None:
        if _EVENT.search(re.split(r"[(,]", after, maxsplit=1)[0][:60]) is not None and not _EFFECTIVE_DATE.search(after[:40]):
            return None
        named = _named(after, anchors)
        if named is not None:
            return named
        if _EFFECTIVE_DATE.search(after) is not None and not _OWN_DATE.search(behind[-260:]):
            return None
    found = re.search(r"\b(?:from|commenc\w+|begin\w*|start\w*|effective|upon|following|after)\b", behind[-260:], re.IGNORECASE)
    return None if found is None else _named(behind[-260:][found.start() :], anchors)


def _named(words: str, anchors: Anchors) -> date | None:
    named = _EFFECTIVE_DATE.search(words)
    if named is not None and anchors.effective is not None:
        return None if anchors.two_starts and not named[0].lower().startswith("effective") else anchors.effective
    day = DAY.search(words)
    if day is not None and (value := day_of(day).read(anchors.order)) is not None:
        return value
    if _OWN_DATE.search(words) is not None:
        return anchors.agreement or anchors.effective
    return None

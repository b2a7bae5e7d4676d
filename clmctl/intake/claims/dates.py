"""When the contract was made and when it takes effect: from the opening, the cover, the clauses and the signatures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY, Day, day_of, order_of_figures
from clmctl.intake.claims.effective import effective_of
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.opening import FILED, Opening

#: Places whose dates begin with the month; a text that names one twice is of there.
_AMERICAN, _TWICE = ("delaware", "united states", "u.s.", "california"), 2


def figure_order(copy: Copy) -> str:
    """How dates in figures are read: as the text's own unmistakable ones are, else by the law or place it names."""
    order = order_of_figures(copy.text)
    if order:
        return order
    american = 0
    for place in _AMERICAN:
        american += copy.low.count(place)
        if american >= _TWICE:
            return "mdy"
    return ""


_DATED = re.compile(
    r"(?:\b(?:dated?|made|entered into|executed|effective|commenc\w+)\b[^.;]{0,90}?|\bas of (?:the )?|\bthis (?:the )?"
    r"|\bon (?:the )?)$",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:amended|original|prior|previous|certain|under the|pursuant|incorporat|organi[sz]ed|filed|born"
    r"|between [^.]{0,80} dated)\w*[^.]{0,60}$",
    re.IGNORECASE,
)


def dates_of(copy: Copy, opening: Opening | None, order: str) -> list[Found]:
    """The agreement's date and its effective date as the opening, the cover, the clauses and the signatures state them.

    `order` is that of dates in figures: `mdy`, `dmy` or empty.
    """
    found = [
        *_opening_date(copy, opening, order),
        *_cover_date(copy, opening, order),
        *_signed(copy, order),
        *_signatures(copy, order),
    ]
    agreed = next((claim for claim in found if claim.field == "dates.agreement" and isinstance(claim.value, date)), None)
    signed = next((claim for claim in found if claim.rule in ("signatures dated", "last signature dated")), None)
    return [*found, *effective_of(copy, agreed, signed, order)]


def _opening_date(copy: Copy, opening: Opening | None, order: str) -> Iterator[Found]:
    if opening is None:
        return
    blank = False
    dates: list[tuple[Found, bool]] = []
    amends = re.search(r"amend|addend|supplement", copy.low[opening.start : opening.start + 120]) is not None
    for match in DAY.finditer(copy.text, opening.start, min(opening.end, opening.start + 900)):
        before = copy.text[max(opening.start, match.start() - 110) : match.start()]
        if not _DATED.search(before):
            continue
        if (_NOT_OURS.search(before) and match.start() - opening.start > 60) or "/s/" in before:
            continue
        if _OF_ANOTHER_AFTER.match(copy.text, match.end()) or (amends and _OF_THE_AMENDED.search(before)):
            continue
        day = day_of(match)
        value = day.read(order)
        if value is None:
            blank = blank or match["open"] is not None
            continue
        after = copy.text[match.end() : match.end() + 90]
        near = opening.sure and opening.between >= 0 and abs(match.start() - opening.between) < 420
        rule = (
            "opening after a blank"
            if blank
            else "opening"
            if near or (opening.sure and match.start() - opening.start < 300)
            else "opening, loosely"
        )
        effective = re.search(r"\beffective\b", before[-60:], re.IGNORECASE) is not None
        backdated = re.search(r"\bretroactive\w*\b", before[-60:], re.IGNORECASE) is not None
        made = not effective or re.search(r"\b(?:made|entered into|executed|dated)\b", before[-75:], re.IGNORECASE) is not None
        if not backdated:
            found = Found("dates.agreement", value, match.start(), match.end(), rule, "the date in the opening words")
            dates.append((found, made))
        if re.match(r"[^.;\d]{0,50}?\beffective date\b", after, re.IGNORECASE):
            yield Found("dates.effective", value, match.start(), match.end() + 40, "opening defines", "named the Effective Date")
        elif re.match(r'[\s,]{0,3}\([^()"]{0,40}"(?:commencement|start|beginning) date"', after, re.IGNORECASE):
            yield Found("dates.effective", value, match.start(), match.end(), "opening defines", "named the commencement date")
        elif effective:
            yield Found("dates.effective", value, match.start(), match.end(), "opening effective", "made effective that day")
        if len(dates) == 2:
            break
    made_that_day = next((found for found, made in dates if made), None)
    if made_that_day is not None:
        yield made_that_day
    elif dates:
        yield replace(dates[0][0], rule="opening, effective only")


#: The date before is that of another agreement: `(the "Letter Agreement")`, `, as amended`.
_OF_ANOTHER_AFTER = re.compile(
    r",? (?:\((?:the|as [^()]{0,80} the|together[^()]{0,80} the) \"[A-Z][^\" ]* [^\"]{0,60}(?:Agreement|Contract|Lease"
    r"|Plan)\"|as (?:previously |heretofore )?amended)"
)
_OF_THE_AMENDED = re.compile(
    r"\b(?:the|that|certain|a)\b [^.;]{0,80}\b(?:agreement|contract)\b(?: \([^)]{0,40}\))?,? (?:dated|entered into|made"
    r"|effective)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_COVER_EFFECTIVE = re.compile(r"\beffective(?: as of| date)?[: ,]{1,3}(?:the )?$", re.IGNORECASE)
#: A sentence goes on after the date: it is not a line of the cover.
_RUNS_ON = re.compile(r",?[ \t]+(?!(?:by and )?(?:between|among)\b)[a-z]|, (?:after|in|and)\b")
#: A date that a sentence leads to stands not alone.
_OF_A_SENTENCE = re.compile(r"\b(?:on|by|until|before|after|since|in|from|through|(?<!As )of|to|and)(?: the)? $")
#: What follows the date of a letter.
_ADDRESSED = re.compile(
    r"[ .,]{0,3}(?:.{0,300}?\b(?:dear|ladies and gentlemen|gentlemen|re:|attention)\b|this (?:is to|letter|will|agreement)"
    r"|to:|via )",
    re.IGNORECASE,
)
_COVER = re.compile(r"\b(?:dated?(?: as of)?|as of|agreement date)[: ,]{1,3}(?:the )?$", re.IGNORECASE)


def _cover_date(copy: Copy, opening: Opening | None, order: str) -> Iterator[Found]:
    limit = min(opening.start if opening else 800, 6_000)
    for match in DAY.finditer(copy.text, 0, min(limit, len(copy.text))):
        day = day_of(match)
        value = day.read(order)
        before = copy.text[max(0, match.start() - 60) : match.start()]
        if FILED.search(copy.text, match.end(), match.end() + 400):
            continue
        if value is None or re.search(
            r"\b(?:filed|amended|original|source|updated|revised|for example|e\.g)\b", before, re.IGNORECASE
        ):
            continue
        if re.search(
            r"\b(?:to|under|amended|supplement\w*|of|certain|that)\b[^.]{0,90}\b(?:agreement"
            r"|contract)\b.{0,60}\bdated[^.]{0,12}$",
            copy.text[max(0, match.start() - 140) : match.start()],
            re.IGNORECASE,
        ):
            continue
        if _COVER_EFFECTIVE.search(before):
            if _RUNS_ON.match(copy.original, copy.origin(match.end() - 1) + 1):
                continue
            yield Found("dates.effective", value, match.start(), match.end(), "cover effective", "effective, on the cover")
            continue
        if _COVER.search(before) and (
            opening is not None or not re.search(r"(?<!d )(?<!e )\bas of (?:the )?$", before, re.IGNORECASE)
        ):
            yield Found("dates.agreement", value, match.start(), match.end(), "cover dated", "the date on the cover")
            return
        addressed = _ADDRESSED.match(copy.text, match.end()) is not None
        if (
            match.start() < 1_500
            and not _OF_A_SENTENCE.search(before)
            and copy.text[match.start() : match.start() + 1].isalpha()
            and (opening is not None or addressed)
        ):
            yield Found("dates.agreement", value, match.start(), match.end(), "cover alone", "a date alone before the opening")
            return


_WITNESS = re.compile(
    r"in witness (?:whereof|hereof)|(?:signed|executed) (?:and (?:delivered|effective) )?(?:at [^.]{1,40} )?(?:this|on|as of)\b",
    re.IGNORECASE,
)


#: Another paper was signed that day: `the Limited Liability Company Agreement executed as of`.
_PAPER_SIGNED = re.compile(r"\b(?!this\b)\w+ (?:Agreement|Indenture|Lease|Note|Deed|Contract)\b[^.;]{0,50}$")


def _signed(copy: Copy, order: str) -> Iterator[Found]:
    places = [match for place in copy.places("in witness", "signed", "executed") if (match := _WITNESS.match(copy.text, place))]
    for match in places[:6]:
        if _PAPER_SIGNED.search(copy.text, max(0, match.start() - 80), match.start()):
            continue
        for day in DAY.finditer(copy.text, match.end(), match.end() + 260):
            read = day_of(day).read(order)
            if read is not None and re.search(
                r"(?:as of|on|this|dated?|the)[ ,]*(?:the )?$", copy.text[max(0, day.start() - 30) : day.start()], re.IGNORECASE
            ):
                if re.search(
                    r"first (?:above|set|written)|\bhand\b|\bnotary\b|\bbehalf of said\b|\b(?:its|their) behalf\b",
                    copy.text[match.end() : day.start()],
                    re.IGNORECASE,
                ):
                    return
                yield Found("dates.agreement", read, day.start(), day.end(), "signed on", "the day it was signed")
                return


_SIGNATURE_DATE = re.compile(r"\bdated?(?: signed)?: ?(?=\d|[A-Z][a-z]{2}|[A-Z]{3})", re.IGNORECASE)


def _signatures(copy: Copy, order: str) -> Iterator[Found]:
    """The dates beside the signatures: one for all, or the last."""
    by = max(copy.low.rfind("in witness whereof"), copy.low.rfind("/s/") - 3_000, len(copy.text) - 6_000, 0)
    if "/s/" not in copy.low[by:] and "by:" not in copy.low[by:]:
        return
    found: list[Day] = []
    for label in _SIGNATURE_DATE.finditer(copy.text, by, min(len(copy.text), by + 6_000)):
        match = DAY.match(copy.text, label.end())
        if match is not None:
            found.append(day_of(match))
    read = [(value, day) for day in found if (value := day.read(order)) is not None]
    if not read:
        return
    value, day = max(read, key=lambda one: one[0])
    rule = "signatures dated" if len({value for value, _ in read}) == 1 else "last signature dated"
    yield Found("dates.agreement", value, day.start, day.end, rule, "the date beside the signatures")

"""What the key terms of a cover sheet claim: the parties, the law, the days and lengths that stand beside their labels."""

import re
from collections.abc import Iterable, Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY, day_of
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.letters import CAPITAL
from clmctl.intake.claims.names import ENDS_AS_FIRM, NOBODY, name_at
from clmctl.intake.claims.opening import Opening
from clmctl.intake.claims.parties import ROLES, parties_of
from clmctl.intake.claims.periods import PERIOD, period_of
from clmctl.intake.claims.places import place_at
from clmctl.intake.claims.sheets import Entry

#: What may follow a law, a day or a length in its cell without changing it.
_AFTER_LAW = re.compile(
    r"\s*(?:laws?\b)?\s*(?:,? ?(?:USA|U\.S\.A?\.?|United States(?: of America)?|UK|United Kingdom))?"
    r"\s*(?:$|[.,;(\n]|\bwithout\b|\band the courts\b|\bcourts\b)",
    re.IGNORECASE,
)
_ANOTHER_LAW = re.compile(r"^[^(]{0,60}\b(?:or|unless|depending|if)\b", re.IGNORECASE)
_AFTER_DAY = re.compile(r"\s*(?:$|[(.;]|\bat\b)")
_BEFORE_LENGTH = re.compile(
    r"(?:(?:the )?(?:agreement |contract |mnda |initial )?(?:expires|continues for|lasts|runs for|for|at least|no less than"
    r"|not less than|a period of|an? (?:initial )?(?:term|period) of|successive|additional|each)\s+){0,3}\[?",
    re.IGNORECASE,
)
_AFTER_LENGTH = re.compile(
    r"(?:\(s\))?\]?['’]?(?: notice| prior notice| written notice| prior written notice| each| terms?| periods?)?\s*"
    r"(?:$|[.;(,]|(?:from|after|following|commencing|starting|beginning|before|prior to)\b)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\[\]{}]|_{2,}|\.{4,}|/s/|:|<|\?")
_NO_NAME = re.compile(
    r"(?:yes|no|none|n/?a|tbd|tba|date|signature|signed|name|title|address|see|as|not|to be|same|both|either|each|all|any|if|this"
    r"|our|your|we|you|means|shall|will|is|by)\b",
    re.IGNORECASE,
)
_WORD = rf"(?:{CAPITAL}[\w.&'’-]*|of|de|der|van|von|and|&)"
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{0,5}}")
_GENERIC = re.compile(r"(?:contracting |first |second |other )?party\b|company")
_RENEWS = re.compile(r"(?:yes|auto(?:matic(?:ally)?)?\b|automatic renewal|auto-?renews?|\[?x\]? ?yes)", re.IGNORECASE)
_ENDS = re.compile(r"(?:no|none|no(?:n| automatic)[- ]?renewal|does not renew|not applicable|n/a)\.?", re.IGNORECASE)
#: How a sheet says that notice stops a renewal: `Non-Renewal Notice Date: At least 30 days before the end of the period`.
_STOPPED = re.compile(
    r"(?:notice of non-?renewal|non-?renewal notice)(?: date| period)?:? (?:is )?(?:at least |no less than |not less than )?",
    re.IGNORECASE,
)
#: So many parties one sheet has; a longer list is one of customers or sites.
_MOST = 6


def keyterms_of(copy: Copy, sheet: Iterable[Entry], order: str) -> list[Found]:
    """What the labels of a sheet claim, parties left out. `order` is that of dates in figures."""
    found: list[Found] = []
    for entry in sheet:
        if entry.label != "party":
            found += _claimed(copy, entry, order)
    return found


def whole_parties(copy: Copy, opening: Opening | None, sheet: Iterable[Entry]) -> list[Found]:
    """The parties as the opening words name them; as the labels of a sheet do where those name more."""
    spoken, written = parties_of(copy, opening), _named_on(copy, sheet)
    return written if _count(written) > max(1, _count(spoken)) else spoken


def _count(found: Iterable[Found]) -> int:
    return sum(each.field.endswith(".legal_name") for each in found)


def _named_on(copy: Copy, sheet: Iterable[Entry]) -> list[Found]:
    """The parties that the labels of a sheet name; none unless at least two are."""
    named: dict[str, tuple[Entry, int, int]] = {}
    roles: dict[str, str] = {}
    for entry in sheet:
        span = _name(copy, entry) if entry.label == "party" else None
        if span is None:
            continue
        name = copy.text[slice(*span)].casefold()
        if not _GENERIC.match(entry.role) and roles.setdefault(entry.role, name) != name:
            continue
        named.setdefault(name, (entry, *span))
    if not 2 <= len(named) <= _MOST:
        return []
    found: list[Found] = []
    for number, (entry, start, end) in enumerate(named.values(), 1):
        firm = ENDS_AS_FIRM.search(copy.text, start, end) is not None
        rule = "party on a sheet" if firm else "party on a sheet, no firm"
        begin = copy.at(entry.quote)
        found.append(Found(f"parties.{number}.legal_name", copy.text[start:end], begin, end, rule, "named on the cover sheet"))
        role = re.sub(r"[ -]+", "-", entry.role)
        if role in ROLES and not _GENERIC.match(entry.role):
            short = entry.role.title()
            found.append(Found(f"parties.{number}.short_name", short, begin, end, rule, "the label beside its name"))
            found.append(Found(f"parties.{number}.role", role, begin, end, rule, "the label beside its name"))
    return found


def _name(copy: Copy, entry: Entry) -> tuple[int, int] | None:
    """The name in a party's cell; None where nobody filled it in, or it is no name."""
    start, end = copy.at(entry.start), copy.at(entry.end)
    span = name_at(copy, start, end)
    if span is None or span[0] != start:
        return None
    name = copy.text[slice(*span)]
    if _BLANK.search(name) or _NO_NAME.match(name) or NOBODY.fullmatch(name):
        return None
    if ENDS_AS_FIRM.search(name):
        return span
    whole = copy.text[span[1] : end].strip(" .") == "" or copy.text[span[1] : end].lstrip().startswith((",", "(", ";"))
    return span if whole and _PERSON.fullmatch(name) and (entry.table or " " in name) else None


def _claimed(copy: Copy, entry: Entry, order: str) -> Iterator[Found]:
    """The claim of one label; none where its value is not plainly of the kind."""
    begin, start, end = copy.at(entry.quote), copy.at(entry.start), copy.at(entry.end)
    text, field = copy.text, entry.label
    if field == "legal.governing_law":
        place = place_at(text, start)
        if (
            place is not None
            and place[1] <= end
            and _AFTER_LAW.match(text, place[1], end)
            and not _ANOTHER_LAW.match(text[place[1] : end])
        ):
            yield Found(field, place[0], begin, place[1], "law on a sheet", "the law beside its label")
    elif field in ("dates.effective", "dates.agreement", "term.end"):
        day = DAY.match(text, start, end)
        value = day_of(day).read(order) if day is not None and not day["open"] else None
        if day is not None and value is not None and _AFTER_DAY.match(text, day.end(), end):
            yield Found(field, value, begin, day.end(), "day on a sheet", "the day beside its label")
    elif field == "renewal.type":
        words = text[start:end]
        stopped = _STOPPED.search(words)
        kind = "auto-renew" if _RENEWS.match(words) or stopped else "fixed" if _ENDS.fullmatch(words) else ""
        if kind:
            yield Found(field, kind, begin, end, "renewal on a sheet", "what stands beside its label")
        period = period_of(length) if stopped and (length := PERIOD.match(words, stopped.end())) else None
        if period is not None:
            yield Found("renewal.notice", period, begin, end, "length on a sheet", "the notice beside its label")
    else:
        length = PERIOD.match(text, led.end(), end) if (led := _BEFORE_LENGTH.match(text, start, end)) else None
        period = period_of(length) if length is not None else None
        if length is not None and period is not None and _AFTER_LENGTH.match(text, length.end(), end):
            yield Found(field, period, begin, length.end(), "length on a sheet", "the length beside its label")

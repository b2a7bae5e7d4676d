"""The law that governs, under one name for each place."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found

# fmt: off
_STATES = (
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida", "Georgia",
    "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Massachusetts",
    "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada", "New Hampshire", "New Jersey",
    "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island",
    "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Washington", "West Virginia",
    "Wisconsin", "Wyoming", "Puerto Rico", "Guam", "District of Columbia",
)
# fmt: on
_PROVINCES = {
    "Canada": (
        "Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland and Labrador|Nova Scotia|Ontario"
        "|Prince Edward Island|Quebec|Québec|Saskatchewan"
    ),
    "Australia": "New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia",
}
_OTHER = {
    "england and wales": "England and Wales",
    "england & wales": "England and Wales",
    "england": "England and Wales",
    "english": "England and Wales",
    "scotland": "Scotland",
    "northern ireland": "Northern Ireland",
    "wales": "England and Wales",
    "people's republic of china": "China",
    "peoples republic of china": "China",
    "p.r. china": "China",
    "p.r.c.": "China",
    "prc": "China",
    "p. r. china": "China",
    "mainland china": "China",
    "republic of china": "Taiwan",
    "taiwan": "Taiwan",
    "hong kong": "Hong Kong",
    "hong kong sar": "Hong Kong",
    "hong kong special administrative region": "Hong Kong",
    "macau": "Macao",
    "korea": "South Korea",
    "republic of korea": "South Korea",
    "holland": "Netherlands",
    "the netherlands": "Netherlands",
    "federal republic of germany": "Germany",
    "russian federation": "Russia",
    "swiss": "Switzerland",
    "german": "Germany",
    "french": "France",
    "dutch": "Netherlands",
    "japanese": "Japan",
    "israeli": "Israel",
    "danish": "Denmark",
    "swedish": "Sweden",
    "chinese": "China",
    "state of israel": "Israel",
    "czech republic": "Czechia",
    "turkey": "Türkiye",
    "bvi": "British Virgin Islands",
    "dubai international financial centre": "Dubai International Financial Centre",
}


@lru_cache(maxsize=1)
def places() -> Mapping[str, str]:
    """Every place a law may be named after, in small letters, and the one name it gets."""
    from babel import Locale

    found = {
        str(name).lower(): str(name) for code, name in Locale.parse("en").territories.items() if len(code) == 2 and code != "ZZ"
    }
    found.pop("united states", None)
    found.pop("georgia", None)
    found |= {state.lower(): state for state in _STATES}
    for country, names in _PROVINCES.items():
        found |= {name.lower(): f"{name.replace('Québec', 'Quebec')}, {country}" for name in names.split("|")}
    found |= _OTHER
    found["hong kong sar china"] = "Hong Kong"
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _place() -> re.Pattern[str]:
    names = sorted(places(), key=len, reverse=True)
    return re.compile(
        r"(?:(?:and|of|in|within|under|the|said|state|states|commonwealth|province|country|kingdom|republic|federal|laws?"
        r"|u\.s\.|:|,|\"|\(|united states(?: of america)?(?:,| and)?(?: of)?)[ ,]{0,2}){0,10}"
        rf"(?P<place>{'|'.join(map(re.escape, names))})(?![\w])",
        re.IGNORECASE,
    )


_GOVERNS = re.compile(
    r"(?:govern|constru|interpret|enforce|subject to|determin|made under|made and performed|in accordance|according"
    r"|pursuant to)[^.]{0,260}?"
    r"\b(?P<law>laws?|legislation)\b(?P<of>[^.]{0,90}?\b(?:of|in)\b ?)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:this|the|these|any|all|hereof|hereto|hereunder)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\bgovern(?:ed|s|ing)?\b|\bconstrued\b|\binterpreted\b|\benforced\b|\bsubject to\b|\bchoice of law\b|\bdetermined\b",
    re.IGNORECASE,
)
_LAW_OF = re.compile(
    r"\b(?:laws?|legislation)\b(?: ?\([^()]{0,90}\),?)?(?:,[^,;()]{0,90},| [^.,;()]{0,50}?)? ?(?:\b)(?:of|in(?: force in)?"
    r"|prevailing in|applicable (?:in|within))(?= )",
    re.IGNORECASE,
)
_NAME_LAW = re.compile(r"(?:^|[ (\"])(?P<before>(?:the )?(?:substantive |internal )?)$", re.IGNORECASE)
_THEREOF = re.compile(
    r"\blaws? (?:thereof|of (?:said|such|that) (?:state|commonwealth|province|country|jurisdiction))\b", re.IGNORECASE
)
_IN_STATE = re.compile(r"\b(?:in|of|within|into) (?=(?:the )?(?:state|commonwealth|province|republic|country|[A-Z]))")
_ANOTHER = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|chartered|registered|duly|qualified|securities|compliance|comply"
    r"|complies|accordance with applicable"
    r"|authori[sz]ed under|tax|bankruptcy|privacy|labor|employment|doing business)\b[^.]{0,120}$",
    re.IGNORECASE,
)


def law_of(copy: Copy) -> list[Found]:
    """The law the text says governs, each sentence that says so; a place without a name claims nothing."""
    found: list[Found] = []
    for start, end in copy.sentences(
        "govern", "construed", "interpreted", "enforced in", "choice of law", "laws of", "law of", "laws thereof"
    ):
        words = copy.text[start:end]
        verb = _VERB.search(words)
        if verb is None or "law" not in copy.low[start:end]:
            continue
        found.extend(_named(copy, start, end, verb.start()))
    return found


def _named(copy: Copy, start: int, end: int, verb: int) -> Iterator[Found]:
    text, place = copy.text, _place()
    whole = (
        not re.search(r"\bopinion\b|\bcounsel\b", copy.low[start:end])
        and re.search(r"\bthis\b|\bhereof\b|\bhereto\b|\bthe agreement\b|\bherein\b|\bhereunder\b", copy.low[start:end])
        is not None
    )
    rule = "governed by the law of" if whole else "law of, something governed"
    named = False
    for match in _LAW_OF.finditer(text, start, end):
        if _ANOTHER.search(text, max(start, match.start() - 140), match.start()):
            continue
        at = place.match(text, match.end() + 1)
        if at is None:
            continue
        governed = _VERB.search(text, max(start, match.start() - 300), match.start()) or _VERB.search(
            text, match.end(), min(end, match.end() + 260)
        )
        if governed is None:
            continue
        if re.search(
            r"conflicts?|choice", text[match.end() - 30 : match.start()] or text[match.start() : match.end()], re.IGNORECASE
        ):
            pass
        named = True
        yield Found(
            "legal.governing_law",
            places()[at["place"].lower()],
            max(start, governed.start() - 60) if governed.start() < match.start() else match.start(),
            at.end(),
            rule,
            "the law the agreement is governed by",
        )
        break
    if named:
        return
    thereof = _THEREOF.search(text, start, end)
    if thereof is not None:
        for into in reversed(list(_IN_STATE.finditer(text, start, thereof.start()))):
            at = place.match(text, into.end())
            if at is not None:
                yield Found(
                    "legal.governing_law",
                    places()[at["place"].lower()],
                    into.start(),
                    thereof.end(),
                    "law thereof",
                    "the law of the place just named",
                )
                return
    for match in re.finditer(r"\blaws?\b", text[start:end]):
        before = text[max(start, start + match.start() - 45) : start + match.start()]
        for at in place.finditer(before):
            if before[at.end() :].strip() in ("", "state", "State") and whole:
                yield Found(
                    "legal.governing_law",
                    places()[at["place"].lower()],
                    start + match.start() - (len(before) - at.start("place")),
                    start + match.end(),
                    "named law governs",
                    "the law named",
                )
                return

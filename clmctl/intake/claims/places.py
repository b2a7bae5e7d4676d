"""Places that law is named after, each under one name: the states of the union, provinces with their country, countries."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

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
def _pattern() -> re.Pattern[str]:
    names = sorted(places(), key=len, reverse=True)
    return re.compile(
        r" ?(?:(?:and|of|in|within|under|the|said|state|states|commonwealth|province|country|kingdom|republic|federal|laws?"
        r"|u\.s\.|:|,|\"|\(|united states(?: of america)?(?:,| and)?(?: of)?)[ ,]{0,2}){0,10}"
        rf"(?P<place>{'|'.join(map(re.escape, names))})(?![\w])",
        re.IGNORECASE,
    )


def place_at(text: str, start: int) -> tuple[str, int] | None:
    """The place named from a position on, past `the State of`, and where its name ends; None where none is named there."""
    match = _pattern().match(text, start)
    if match is None:
        return None
    return _name(match), match.end()


def place_before(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The place whose name ends right before a position (`New York law`), and where the name begins."""
    for match in _pattern().finditer(text, start, end):
        if text[match.end() : end].strip().lower() in ("", "state"):
            return _name(match), match.start("place")
    return None


def _name(match: re.Match[str]) -> str:
    words = match[0].lower()
    if words.endswith("republic of china") and "people" not in words:
        return "Taiwan"
    return places()[match["place"].lower()]

"""Periods and renewals as registers hold them: `30 days`, `successive 1 year`, `3 successive 1 year`, `month-to-month`."""

import re
from collections.abc import Mapping

from clmctl.intake.claims.periods import PERIOD, of_unit, period_of
from clmctl.model.frozen import frozen
from clmctl.model.period import Period, parse_period
from clmctl.model.value import Value
from clmctl.text.language import number_from_words

_SHORT_UNITS = {"d": "day", "w": "week", "wk": "week", "m": "month", "mo": "month", "mon": "month", "mth": "month", "y": "year",
                "yr": "year", "bd": "business day", "q": "quarter"}  # fmt: skip
_SHORT = re.compile(
    r"(\d{1,4})\s*-?\s*(days?|d|wks?|weeks?|w|months?|mos?|mons?|mths?|m|years?|yrs?|y|bds?|quarters?|q)\.?(?![a-z])",
    re.IGNORECASE,
)
#: Units that stand for one of themselves, and the words of other systems' lists.
_NAMED = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "month to month": "P1M", "m2m": "P1M", "mtm": "P1M", "quarterly": "P3M",
    "semiannual": "P6M", "semi annual": "P6M", "semi annually": "P6M", "half yearly": "P6M", "semesterly": "P6M",
    "biannual": "P6M",
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "year to year": "P1Y", "biennial": "P2Y", "fifteen days": "P15D",
    "thirty days": "P30D", "forty five days": "P45D", "sixty days": "P60D", "ninety days": "P90D",
    "one hundred twenty days": "P120D",
    "due on receipt": "P0D", "immediate": "P0D", "immediately": "P0D", "upon receipt": "P0D",
}  # fmt: skip
_NET = re.compile(r"(?:net|netto)\s*(\d{1,3})(?:\s*days?|\s*d)?", re.IGNORECASE)
_AUTO = re.compile(
    r"\bauto\w*\b|\bsucc?e?s+ive\b|\bsuccsive\b|\bconsecutive\b|\brolling\b|\brolls?\b|\bevery\b|\btacit\w*\b", re.IGNORECASE
)
_OPTION = re.compile(r"\boption(?:al|s)?\b", re.IGNORECASE)
_MANUAL = re.compile(r"\bmanual(?:ly)?\b|\bby (?:mutual )?agreement\b|\bmutual(?:ly)?\b", re.IGNORECASE)
_TIMES = re.compile(
    r"^(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: ?x| times| additional| successive| consecutive| renewals? of| options? of)+ ",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:auto(?:matic(?:ally)?)?[- ]?(?:renew(?:s|al|ed|ing)?)?|renew(?:s|al|ed|ing|able)?|succ?e?s+ive|succsive|consecutive"
    r"|rolling|additional|further|terms?|periods?|options?|optional|manual(?:ly)?|for|of|up to|every|by|at|the|then|prior|written"
    r"|advance|before|notice|an?|x|in|to|mutual(?:ly)?|agreement|expiry|expiration|end|each)\b|[().,;:]",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"\d[/.-]\d{1,2}[/.-]\d|\b(?:19|20)\d\d\b")
_ENDLESS = frozenset(("perpetual", "in perpetuity", "perpetuity", "forever", "indefinite", "indefinitely", "unlimited",
"no end", "no end date",
                      "no expiry", "no expiration", "does not expire", "never", "never expires", "unbefristet", "open ended",
                      "open"))  # fmt: skip
_EVERGREEN = frozenset(
    ("evergreen", "until terminated", "ongoing", "continuous", "runs until terminated", "until cancelled", "until canceled")
)
_FIXED = frozenset(("fixed", "fixed term", "none", "no", "non renewing", "no renewal", "not renewable", "does not renew",
"one time", "single term",
                    "expires", "no auto renewal", "do not renew", "none/ no renewal"))  # fmt: skip


@frozen
class Renews:
    """What a cell says of renewal: values by field path."""

    values: Mapping[str, Value]
    remark: str = ""


def plain_words(text: str) -> str:
    """Words to look up: small letters, one blank for hyphens, underlines and blanks, no full stop."""
    return " ".join(re.sub(r"[-–_\s/]+", " ", text).split()).casefold().strip(" .")


def endless_type(text: str) -> str:
    """`perpetual` or `evergreen` where words of an end say that there is none; empty otherwise."""
    words = plain_words(text)
    return "perpetual" if words in _ENDLESS else "evergreen" if words in _EVERGREEN else ""


def read_period(text: str, unit: str) -> tuple[Period, str]:
    """The period a cell says, and a remark where its unit is the mapping's. ValueError says what is wrong and what to do."""
    words = " ".join(text.split())
    if words[:1] in "Pp" and re.match(r"[Pp]\d", words):
        return parse_period(words.upper()), ""
    named = _NAMED.get(plain_words(words))
    if named:
        return parse_period(named), ""
    if (net := _NET.fullmatch(words)) is not None:
        return Period(days=int(net[1])), ""
    number = re.fullmatch(r"(\d{1,5})(?:[.,]0{1,2})?", words)
    if number is not None:
        if not unit:
            raise ValueError("has no unit. Say it in the mapping: unit: days, or unit: months")
        return of_unit(int(number[1]), unit.removesuffix("s").rpartition(" ")[2], unit), f"in {unit}"
    found = _periods(words)
    if len(found) == 1:
        left = _left(words)
        if left:
            raise ValueError(f"says more than a period ({left[:40]}). Keep the period alone in the cell")
        return found[0], ""
    if found:
        said = " and ".join(period.iso() for period in found)
        raise ValueError(f"says two things, {said}. Keep the one that counts in the cell")
    raise ValueError("is no period. Write it as 30 days or P30D")


def read_renewal(text: str, unit: str) -> Renews:
    """What a cell says of how a contract goes on: type, length and how often, as far as it says so."""
    words = " ".join(text.split())
    plain = plain_words(words)
    if plain in _EVERGREEN:
        return Renews({"renewal.type": "evergreen"})
    if plain in _ENDLESS:
        return Renews({"renewal.type": "perpetual"})
    if plain in _FIXED:
        return Renews({"renewal.type": "fixed"})
    if _A_DAY.search(words):
        raise ValueError("says a day, not how long it goes on. Keep the length of a renewal in the cell")
    kinds = [kind for kind, pattern in (("auto-renew", _AUTO), ("option", _OPTION), ("manual", _MANUAL)) if pattern.search(words)]
    if plain in ("month to month", "m2m", "mtm", "year to year"):
        kinds = ["auto-renew"]
    if len(kinds) > 1 and not (kinds == ["auto-renew", "option"] and not re.search(r"\bauto", words, re.IGNORECASE)):
        raise ValueError(f"says {' and '.join(kinds)}. Keep the one that counts in the cell")
    values: dict[str, Value] = {}
    if kinds:
        values["renewal.type"] = kinds[-1]
    times = _TIMES.match(words.rstrip(" .;"))
    rest = words[times.end() :] if times else words
    bare = _NOISE.sub(" ", rest)
    if not kinds and not re.search(r"\d", bare) and not _periods(rest) and plain_words(rest) not in _NAMED:
        raise ValueError("says nothing of renewal that is known. Say what it stands for under values: in the mapping")
    if bare.strip(" -"):
        values["renewal.length"] = _length(rest, bare, unit)
    elif not kinds:
        raise ValueError("says nothing of renewal that is known. Say what it stands for under values: in the mapping")
    if times:
        values["renewal.max"] = int(times["count"]) if times["count"].isdigit() else number_from_words(times["count"], "en") or 1
    remark = "" if kinds else "whether it renews by itself is not said"
    return Renews(values, remark=remark)


def _length(rest: str, bare: str, unit: str) -> Period:
    """The one length that words name."""
    if (named := _NAMED.get(plain_words(rest))) is not None:
        return parse_period(named)
    found = list(dict.fromkeys(_periods(rest)))
    if len(found) > 1:
        raise ValueError(
            f"says two things, {' and '.join(period.iso() for period in found)}. Keep the one that counts in the cell"
        )
    if found:
        left = _left(rest)
        if left:
            raise ValueError(f"says more than a length ({left[:40]}). Keep the length alone in the cell")
        return found[0]
    return read_period(" ".join(bare.split()).strip(" -"), unit)[0]


def _periods(words: str) -> list[Period]:
    """Every different period in words, in order."""
    found = [period for match in PERIOD.finditer(words) if (period := period_of(match)) is not None]
    if not found:
        for match in _SHORT.finditer(words):
            short = match[2].lower()
            name = _SHORT_UNITS.get(short) or _SHORT_UNITS.get(short.removesuffix("s")) or short.removesuffix("s")
            found.append(of_unit(int(match[1]), name.rpartition(" ")[2], name))
    return list(dict.fromkeys(found))


def _left(words: str) -> str:
    """What words say beside their period."""
    rest = _NOISE.sub(" ", _SHORT.sub(" ", PERIOD.sub(" ", words)))
    return " ".join(rest.split()).strip(" -/)")

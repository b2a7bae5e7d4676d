"""Named business calendars: made once from public holidays, then kept in the workspace so that an upgrade moves no deadline.

A calendar file is JSON with one holiday a line, sorted: the same calendar gives the same bytes, and a difference between two
of them reads like what it is.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import Any

from clmctl.errors import ConfigError
from clmctl.model.calendar import Calendar
from clmctl.model.settings import CalendarSpec

#: The years whose holidays are expanded. The last is beyond the horizon of terms until 2040; a later release raises it.
FIRST_YEAR = 2000
LAST_YEAR = 2050

_VERSION = 1
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARLY = re.compile(r"(\d\d)-(\d\d)")


def calendar_of(spec: CalendarSpec, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Calendar:
    """The calendar a setting describes: public holidays with the days they are observed on, weekend, and extra days.

    Extra days are dates, or `12-24` for every year. ConfigError names a country, subdivision or day that is none.
    """
    weekend = frozenset(spec.weekend)
    if not weekend <= frozenset(range(7)) or len(weekend) == 7:
        raise ConfigError(f"calendar {spec.name!r}: the weekend leaves no business day, or names one that is no weekday")
    days = _public(spec, first_year, last_year) if spec.country else {}
    if spec.subdivision and not spec.country:
        raise ConfigError(f"calendar {spec.name!r}: subdivision {spec.subdivision!r} needs a country", hint="add country: GB")
    for day, name in _extra(spec, first_year, last_year):
        days.setdefault(day, name)
    return Calendar(spec.name, weekend, MappingProxyType(dict(sorted(days.items()))), first_year, last_year, source_of(spec))


def source_of(spec: CalendarSpec) -> str:
    """What a calendar is made from, in one line: a cached calendar with another source is out of date."""
    place = "-".join(part for part in (spec.country.upper(), spec.subdivision.upper()) if part) or "no public holidays"
    weekend = " ".join(_WEEKDAYS[day] for day in sorted(set(spec.weekend)) if 0 <= day < 7)
    return "; ".join([place, f"weekend {weekend or 'none'}", *(f"+{day}" for day in sorted(set(spec.extra)))])


def is_current(calendar: Calendar, spec: CalendarSpec) -> bool:
    """Whether a kept calendar was made from this setting; if not, it is made anew and the difference shown."""
    return calendar.source == source_of(spec)


def cache_path(name: str) -> str:
    """Where the workspace keeps the calendar; ConfigError for a name that is no plain file name."""
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a calendar", hint="use letters, digits, - and _, such as england")
    return f".clm/calendars/{name}.json"


def cache_of(calendar: Calendar) -> bytes:
    """The calendar as its file's bytes; the same calendar always gives the same ones."""
    head = {
        "version": _VERSION,
        "name": calendar.name,
        "source": calendar.source,
        "weekend": sorted(calendar.weekend),
        "years": [calendar.first_year, calendar.last_year],
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    days = [
        f"    {json.dumps(str(day))}: {json.dumps(name, ensure_ascii=False)}" for day, name in sorted(calendar.holidays.items())
    ]
    body = ",\n".join(days)
    return ("{\n" + "\n".join(lines) + '\n  "holidays": {' + (f"\n{body}\n  " if body else "") + "}\n}\n").encode()


def calendar_from_cache(data: bytes, path: str = "") -> Calendar:
    """The calendar a file holds; ConfigError, with what to do, where it holds none."""
    try:
        read = json.loads(data)
        return _read(read)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigError(
            f"This calendar file cannot be read: {error}.", path=path, hint="Delete it: the next recorded act makes it anew."
        ) from None


def _read(read: Any) -> Calendar:
    if read["version"] != _VERSION:
        raise ValueError(f"version {read['version']!r} is not {_VERSION}")
    weekend = frozenset(int(day) for day in read["weekend"])
    if not weekend <= frozenset(range(7)) or len(weekend) == 7:
        raise ValueError("its weekend leaves no business day, or names one that is no weekday")
    holidays = {date.fromisoformat(day): str(name) for day, name in read["holidays"].items()}
    first, last = (int(year) for year in read["years"])
    return Calendar(str(read["name"]), weekend, MappingProxyType(holidays), first, last, str(read["source"]))


def _public(spec: CalendarSpec, first_year: int, last_year: int) -> dict[date, str]:
    """Public holidays by date, as the `holidays` library gives them, days they are moved to included."""
    import holidays

    code = spec.country.upper()
    supported = holidays.list_supported_countries()
    if code not in supported:
        raise ConfigError(f"calendar {spec.name!r}: no country {spec.country!r}", hint=_country_hint(spec.country, supported))
    subdivision = spec.subdivision or None
    if subdivision is not None:
        known = _subdivisions(code)
        subdivision = known.get(subdivision.casefold())
        if subdivision is None:
            names = sorted(set(known.values()))
            raise ConfigError(
                f"calendar {spec.name!r}: {code} has no subdivision {spec.subdivision!r}",
                hint=_nearest(spec.subdivision, list(known), known)
                or (f"one of {', '.join(names)}" if names else "leave it out: this country has none"),
            )
    found = holidays.country_holidays(code, subdiv=subdivision, years=range(first_year, last_year + 1), observed=True)
    return {day: str(name) for day, name in found.items() if first_year <= day.year <= last_year}


def _subdivisions(code: str) -> dict[str, str]:
    """Codes and names of a country's subdivisions, case-folded -> code."""
    import holidays

    made = holidays.country_holidays(code)
    known = {str(sub).casefold(): str(sub) for sub in made.subdivisions}
    for name, sub in (getattr(made, "subdivisions_aliases", None) or {}).items():
        known.setdefault(str(name).casefold(), str(sub))
    return known


def _country_hint(wanted: str, supported: dict[str, list[str]]) -> str:
    """Did you mean: by the country's English name first (`Germany` is DE), then by a code that looks alike."""
    from holidays.registry import COUNTRIES

    names: dict[str, str] = {}
    for module, (_, *codes) in COUNTRIES.items():
        two = next((code for code in codes if code in supported), None)
        if two is not None:
            names[module.replace("_", " ")] = two
            names |= {code.casefold(): two for code in codes}
    return _nearest(wanted, list(names), names) or "an ISO 3166 code such as GB, DE or US"


def _nearest(wanted: str, names: list[str], codes: dict[str, str]) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(wanted.casefold(), names, scorer=fuzz.ratio, score_cutoff=60)
    if best is None:
        return ""
    return f"did you mean {codes[best[0]]}" + (f" ({best[0].title()})?" if len(best[0]) > 3 else "?")


def _extra(spec: CalendarSpec, first_year: int, last_year: int) -> Iterator[tuple[date, str]]:
    """The days the setting closes beside the holidays; `02-29` only in the years that have one."""
    for text in spec.extra:
        try:
            yearly = _YEARLY.fullmatch(text)
            if yearly is None:
                yield date.fromisoformat(text), "closed"
                continue
            month, day = int(yearly[1]), int(yearly[2])
            date(2000, month, day)
        except ValueError:
            raise ConfigError(
                f"calendar {spec.name!r}: extra day {text!r} is no date", hint="write 2026-12-24, or 12-24 for every year"
            ) from None
        for year in range(first_year, last_year + 1):
            if (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 or year % 400 == 0)):
                yield date(year, month, day), "closed"

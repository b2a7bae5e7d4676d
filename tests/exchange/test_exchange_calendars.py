"""Named calendars: made from public holidays, kept as bytes, wrong names answered with the right ones."""

from datetime import date

import pytest

from clmctl.errors import ConfigError
from clmctl.exchange.calendars import cache_of, cache_path, calendar_from_cache, calendar_of, is_current
from clmctl.model.settings import CalendarSpec


def england(**more: object) -> CalendarSpec:
    return CalendarSpec("england", "GB", "ENG", **more)  # type: ignore[arg-type]


def test_public_holidays_with_the_days_they_are_observed_on() -> None:
    calendar = calendar_of(england(), 2026, 2027)
    assert calendar.closed(date(2026, 4, 3)) == "Good Friday"
    assert calendar.closed(date(2026, 12, 28)) == "Boxing Day (observed)"
    assert calendar.closed(date(2026, 12, 27)) == "Sunday"
    assert calendar.closed(date(2026, 12, 29)) == ""
    assert calendar.is_open(date(2026, 12, 29)) and not calendar.is_open(date(2026, 4, 3))
    assert calendar.knows(date(2027, 12, 31)) and not calendar.knows(date(2028, 1, 1))


def test_subdivisions_differ_and_may_be_named_in_words() -> None:
    scotland = calendar_of(CalendarSpec("s", "gb", "Scotland"), 2026, 2026)
    assert scotland.closed(date(2026, 1, 2)) and not calendar_of(england(), 2026, 2026).closed(date(2026, 1, 2))
    assert scotland.closed(date(2026, 11, 30))


def test_extra_days_once_or_every_year() -> None:
    calendar = calendar_of(england(extra=("2026-12-24", "12-31", "02-29")), 2026, 2028)
    assert calendar.closed(date(2026, 12, 24)) == "closed" and not calendar.closed(date(2027, 12, 24))
    assert calendar.closed(date(2026, 12, 31)) and calendar.closed(date(2027, 12, 31))
    assert calendar.closed(date(2028, 2, 29)) == "closed"


def test_another_weekend_and_no_country() -> None:
    calendar = calendar_of(CalendarSpec("gulf", weekend=(4, 5)), 2026, 2026)
    assert calendar.closed(date(2026, 1, 2)) == "Friday" and calendar.is_open(date(2026, 1, 4))
    assert calendar.holidays == {}


def test_a_kept_calendar_is_the_same_calendar_and_the_same_bytes() -> None:
    calendar = calendar_of(england(extra=("12-24",)), 2025, 2027)
    data = cache_of(calendar)
    assert calendar_from_cache(data) == calendar
    assert cache_of(calendar_from_cache(data)) == data
    assert b'    "2026-04-03": "Good Friday",\n' in data
    empty = calendar_of(CalendarSpec("plain"), 2026, 2026)
    assert calendar_from_cache(cache_of(empty)) == empty


def test_a_changed_setting_is_told_from_a_kept_calendar() -> None:
    calendar = calendar_of(england(), 2026, 2026)
    assert is_current(calendar, england())
    assert not is_current(calendar, england(extra=("12-24",)))
    assert not is_current(calendar, CalendarSpec("england", "GB", "SCT"))


@pytest.mark.parametrize(
    ("spec", "message", "hint"),
    [
        (CalendarSpec("x", "Germany"), "no country 'Germany'", "did you mean DE (Germany)?"),
        (CalendarSpec("x", "Grmany"), "no country 'Grmany'", "did you mean DE (Germany)?"),
        (CalendarSpec("x", "!!"), "no country '!!'", "ISO 3166"),
        (CalendarSpec("x", "GB", "EN"), "GB has no subdivision 'EN'", "did you mean ENG?"),
        (CalendarSpec("x", "DE", "Berln"), "DE has no subdivision 'Berln'", "did you mean BE (Berlin)?"),
        (CalendarSpec("x", "SG", "AA"), "SG has no subdivision 'AA'", "leave it out"),
        (CalendarSpec("x", "", "ENG"), "needs a country", "GB"),
        (CalendarSpec("x", extra=("2026-02-30",)), "'2026-02-30' is no date", "12-24"),
        (CalendarSpec("x", extra=("13-01",)), "'13-01' is no date", "12-24"),
        (CalendarSpec("x", weekend=(0, 1, 2, 3, 4, 5, 6)), "no business day", ""),
        (CalendarSpec("x", weekend=(7,)), "no weekday", ""),
    ],
)
def test_wrong_settings_are_named(spec: CalendarSpec, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        calendar_of(spec, 2026, 2026)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 2}',
        b'{"version": 1, "name": "x", "source": "", "weekend": [0,1,2,3,4,5,6], "years": [1, 2], "holidays": {}}',
        b'{"version": 1, "name": "x", "source": "", "weekend": [5], "years": [1, 2], "holidays": {"2026-02-30": "x"}}',
        b'{"version": 1, "name": "x", "source": "", "weekend": [5], "years": 3, "holidays": {}}',
    ],
)
def test_a_broken_calendar_file_says_what_to_do(data: bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        calendar_from_cache(data, ".clm/calendars/x.json")
    assert caught.value.path == ".clm/calendars/x.json"
    assert "Delete it" in caught.value.hint


def test_a_calendar_is_kept_under_a_plain_name() -> None:
    assert cache_path("england") == ".clm/calendars/england.json"
    for name in ("../../etc/passwd", "", "-x", "a/b", "a\nb"):
        with pytest.raises(ConfigError):
            cache_path(name)

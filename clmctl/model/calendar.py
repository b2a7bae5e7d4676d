"""A named business calendar."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType

from clmctl.model.frozen import frozen

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@frozen
class Calendar:
    """Weekend days (Monday is 0) and public holidays by date with their names.

    `first_year` to `last_year` are the years whose holidays were expanded (0: not said); outside them only the weekend
    closes a day. `source` says what it was made from, so that a changed setting can be told from a cached calendar.
    """

    name: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    first_year: int = 0
    last_year: int = 0
    source: str = ""

    def is_open(self, day: date) -> bool:
        """Whether the day is a business day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def closed(self, day: date) -> str:
        """Why the day is no business day (`Saturday`, `Good Friday`), or an empty string."""
        if day in self.holidays:
            return self.holidays[day]
        return _WEEKDAYS[day.weekday()] if day.weekday() in self.weekend else ""

    def knows(self, day: date) -> bool:
        """Whether the holidays of the day's year were expanded."""
        return not self.last_year or self.first_year <= day.year <= self.last_year

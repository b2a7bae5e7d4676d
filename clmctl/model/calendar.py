"""A named business calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekend days (Monday is 0) and public holidays by date with their names."""

    name: str
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    def closed(self, day: date) -> str:
        """Why the day is no business day (`Saturday`, `Good Friday`), or an empty string."""
        if day in self.holidays:
            return self.holidays[day]
        return f"{day:%A}" if day.weekday() in self.weekend else ""

"""Named calendars: from the cache in the workspace, else worked out once and cached with the next act."""

import hashlib
from collections.abc import Callable, Mapping

from clmctl.errors import ConfigError
from clmctl.exchange.calendars import cache_of, cache_path, calendar_from_cache, calendar_of, is_current
from clmctl.expression.error import did_you_mean
from clmctl.model.calendar import Calendar
from clmctl.model.settings import CalendarSpec


class Calendars:
    """The calendars that the settings of a workspace name, each read or worked out once.

    `read` gives the bytes of a workspace file, None where there is none. What is kept in the workspace counts while it was
    made from the calendar's settings as they are.
    """

    def __init__(self, specs: Mapping[str, CalendarSpec], read: Callable[[str], bytes | None]) -> None:
        self._specs = specs
        self._read = read
        self._made: dict[str, Calendar] = {}

    def named(self, name: str) -> Calendar | None:
        """The calendar of that name; None for an empty name. ConfigError where the settings have none such."""
        if not name:
            return None
        if name not in self._specs:
            hint = did_you_mean(name, self._specs) or f"Its calendars are: {', '.join(self._specs) or 'none'}."
            raise ConfigError(f"clmctl.yaml has no calendar {name!r}.", hint=hint, path="clmctl.yaml")
        if name not in self._made:
            self._made[name] = self._kept(name) or calendar_of(self._specs[name])
        return self._made[name]

    def not_kept(self) -> list[str]:
        """The names of those that the workspace does not keep as they are."""
        return [name for name in self._specs if self._kept(name) is None]

    def to_keep(self) -> list[tuple[str, bytes]]:
        """(path, bytes) of every calendar that the workspace does not keep as it is."""
        return [(cache_path(name), cache_of(calendar_of(self._specs[name]))) for name in self.not_kept()]

    def digests(self) -> list[str]:
        """What the holidays of each rest on: the cache in the workspace, else the holiday library's version."""
        return [f"{name}={self._digest(name)}" for name in sorted(self._specs)]

    def _kept(self, name: str) -> Calendar | None:
        """The calendar as the workspace keeps it; None where it keeps none, or one made from other settings."""
        data = self._read(cache_path(name))
        if data is None:
            return None
        calendar = calendar_from_cache(data, cache_path(name))
        return calendar if is_current(calendar, self._specs[name]) else None

    def _digest(self, name: str) -> str:
        data = self._read(cache_path(name))
        if data is not None:
            return hashlib.sha256(data).hexdigest()
        from importlib.metadata import version  # noqa: PLC0415 - slow, and needed only until the holidays are kept

        return version("holidays")

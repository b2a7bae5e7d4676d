"""Named calendars: from the cache in the workspace, else worked out once and cached with the next act."""

from typing import TYPE_CHECKING

from clmctl.errors import ConfigError
from clmctl.exchange.calendars import cache_of, cache_path, calendar_from_cache, calendar_of, is_current
from clmctl.expression.error import did_you_mean
from clmctl.model.calendar import Calendar

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk


def calendar_named(desk: "Desk", name: str) -> Calendar | None:
    """The calendar of that name; None for an empty name. ConfigError where the settings have none such.

    What is kept in the workspace counts while it was made from the calendar's settings as they are.
    """
    if not name:
        return None
    known = desk.settings.calendars
    if name not in known:
        hint = did_you_mean(name, known) or f"Its calendars are: {', '.join(known) or 'none'}."
        raise ConfigError(f"clmctl.yaml has no calendar {name!r}.", hint=hint, path="clmctl.yaml")
    return kept(desk, name) or calendar_of(known[name])


def kept(desk: "Desk", name: str) -> Calendar | None:
    """The calendar as the workspace keeps it; None where it keeps none, or one made from other settings."""
    data = desk.read(cache_path(name))
    if data is None:
        return None
    calendar = calendar_from_cache(data, cache_path(name))
    return calendar if is_current(calendar, desk.settings.calendars[name]) else None


def to_keep(desk: "Desk") -> list[tuple[str, bytes]]:
    """(path, bytes) of every calendar of the settings that the workspace does not keep as it is."""
    missing = [name for name in desk.settings.calendars if kept(desk, name) is None]
    return [(cache_path(name), cache_of(calendar_of(desk.settings.calendars[name]))) for name in missing]

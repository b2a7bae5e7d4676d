"""Named calendars: from the cache in the workspace, else worked out once and cached with the next act."""

from typing import TYPE_CHECKING

from clmctl.errors import ConfigError
from clmctl.exchange.calendars import calendar_from_cache, calendar_of
from clmctl.expression.error import did_you_mean
from clmctl.model.calendar import Calendar

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk


def cache_path(name: str) -> str:
    """Where the holidays of a calendar are kept, so that an upgrade of the holiday library moves no deadline in silence."""
    return f".clm/calendars/{name}.json"


def calendar_named(desk: "Desk", name: str) -> Calendar | None:
    """The calendar of that name; None for an empty name. ConfigError where the settings have none such."""
    if not name:
        return None
    known = desk.settings.calendars
    if name not in known:
        hint = did_you_mean(name, known) or f"Its calendars are: {', '.join(known) or 'none'}."
        raise ConfigError(f"clmctl.yaml has no calendar {name!r}.", hint=hint, path="clmctl.yaml")
    data = desk.read(cache_path(name))
    return calendar_from_cache(data) if data is not None else calendar_of(known[name])

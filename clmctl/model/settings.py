"""The workspace's settings, from `clmctl.yaml`."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from clmctl.model.field import Catalogue
from clmctl.model.finding import Severity
from clmctl.model.frozen import frozen
from clmctl.model.party import Party
from clmctl.model.person import Person, Role
from clmctl.model.term import Conventions


@frozen
class CalendarSpec:
    """How a named calendar is made: country and subdivision (ISO 3166) for public holidays, weekend, extra days."""

    name: str
    country: str = ""
    subdivision: str = ""
    weekend: tuple[int, ...] = (5, 6)
    extra: tuple[str, ...] = ()


@frozen
class NamedQuery:
    """A saved question: `where` in the condition language, columns to select and sort by."""

    where: str
    select: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    help: str = ""


@frozen
class LintSettings:
    """Rules left out and severities changed for this workspace; `horizon_days` for near dates."""

    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))


@frozen
class Settings:
    """Everything `clmctl.yaml` says, defaults filled in. `series` maps a contract type (or `*`) to a number format."""

    organisation: Party
    catalogue: Catalogue
    people: tuple[Person, ...] = ()
    default_role: Role = "editor"
    series: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"*": "{type}-{year}-{number:04}"}))
    conventions: Conventions = Conventions()
    calendars: Mapping[str, CalendarSpec] = field(default_factory=lambda: MappingProxyType({}))
    default_calendar: str = ""
    conditions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    queries: Mapping[str, NamedQuery] = field(default_factory=lambda: MappingProxyType({}))
    lint: LintSettings = LintSettings()
    contract_types: tuple[str, ...] = ("msa", "sow", "nda", "dpa", "order-form", "sla", "amendment", "addendum", "agreement")
    currency: str = "EUR"
    digest: str = ""

    def person(self, who: str) -> Person | None:
        """The person with that id or e-mail."""
        return next((p for p in self.people if who in (p.id, p.email)), None)

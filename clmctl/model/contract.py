"""A contract: what was agreed, parsed once from its front matter and text."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.period import Period
from clmctl.model.value import Value

Stage = Literal[
    "request", "draft", "review", "negotiation", "approval", "signature", "executed", "terminated", "cancelled", "superseded"
]
STAGES: tuple[Stage, ...] = (
    "request",
    "draft",
    "review",
    "negotiation",
    "approval",
    "signature",
    "executed",
    "terminated",
    "cancelled",
    "superseded",
)


def is_stage(word: str) -> bool:
    """Whether a contract can be at that stage: a file may say a word that is none, and then it is not known how far it is."""
    return word in STAGES


#: Stages in which a contract has been signed; the agreed digest exists from then on.
SIGNED: frozenset[Stage] = frozenset({"executed", "terminated", "superseded"})

RenewalType = Literal["fixed", "auto-renew", "option", "manual", "evergreen", "perpetual", "coterminous"]
RENEWAL_TYPES: tuple[RenewalType, ...] = ("fixed", "auto-renew", "option", "manual", "evergreen", "perpetual", "coterminous")


@frozen
class Dates:
    """The contract's dates; each may be unknown."""

    agreement: date | None = None
    effective: date | None = None
    signed: date | None = None


@frozen
class InitialTerm:
    """The first term: a `length` from the effective date, or an inclusive `end`."""

    length: Period | None = None
    end: date | None = None


@frozen
class Renewal:
    """How the contract goes on. `notice` is the period before the last day; `max` the number of renewals allowed."""

    type: RenewalType | None = None
    length: Period | None = None
    max: int | None = None
    notice: Period | None = None
    deemed_receipt: Period | None = None
    decision_lead: Period | None = None


@frozen
class Relation:
    """A tie to another contract: amends, sow-of, schedule-of, renewal-of, supersedes, references."""

    type: str
    id: str


@frozen
class ClausePin:
    """Which approved text stands under an anchor: the promise that lint checks against the text.

    `at` has no `#`; `digest` is `sha256:` of the unexpanded approved text; `line` is where the pin stands in the file
    (0 when the fast reading was enough).
    """

    at: str
    clause: str
    variant: str
    version: int
    lang: str = ""
    options: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    digest: str = ""


@frozen
class Contract:
    """One contract file, parsed. `values` holds every catalogue field that the file states, typed, by path.

    `text` is the body after the front matter with `\\n` line ends; its first line is line `text_line` of the file.
    `blob` is the git blob id of the bytes it was parsed from; `agreed` the agreed digest taken at signature.
    """

    path: str
    blob: str
    client: str
    id: str
    title: str
    type: str
    stage: Stage
    template: str = ""
    paper: Literal["own", "third-party"] = "own"
    owner: str = ""
    languages: tuple[str, ...] = ("en",)
    prevailing: str = ""
    parties: tuple[Party, ...] = ()
    dates: Dates = Dates()
    term: InitialTerm = InitialTerm()
    renewal: Renewal = Renewal()
    total: Money | None = None
    relations: tuple[Relation, ...] = ()
    clauses: tuple[ClausePin, ...] = ()
    agreed: str = ""
    formerly: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    #: Rows for block placeholders: top-level lists of the front matter (`sla`, `billing`, ...) as tuples of mappings.
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    text: str = ""
    text_line: int = 1
    #: Third-party paper: field path -> anchor (without `#`) of the place in the text that states it.
    cites: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: field path -> digest of the paragraph there that states it (see text.cites)
    quotes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def folder(self) -> str:
        """`contracts/<client>/<id>`."""
        return self.path.rpartition("/")[0]

    @property
    def language(self) -> str:
        """The language that prevails: `prevailing`, else the first listed."""
        return self.prevailing or (self.languages[0] if self.languages else "en")

    def party(self, key: str) -> Party | None:
        """The party with that key or, where only one has it, that role."""
        for party in self.parties:
            if party.key == key:
                return party
        same = [party for party in self.parties if party.role == key]
        return same[0] if len(same) == 1 else None

    @property
    def counterparty(self) -> str:
        """Short or legal names of the parties that are not ours, joined by a comma."""
        return ", ".join(party.short_name or party.legal_name for party in self.parties if not party.ours)

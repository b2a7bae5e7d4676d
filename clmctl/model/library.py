"""The approved language of a workspace, complete when made."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.frozen import frozen
from clmctl.model.template import Template


@frozen
class CoverageElement:
    """Something a contract of some types must deal with (`id`: `area.element`).

    `answers` are places that deal with it, `clause#anchor`: an anchor in the text of that clause's every position.
    """

    id: str
    title: str
    required_for: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@frozen
class Library:
    """Clauses by id, templates by id, the ledger in file order, and the coverage map. `digest` names the whole state."""

    clauses: Mapping[str, Clause] = field(default_factory=lambda: MappingProxyType({}))
    templates: Mapping[str, Template] = field(default_factory=lambda: MappingProxyType({}))
    ledger: tuple[LedgerEntry, ...] = ()
    coverage: tuple[CoverageElement, ...] = ()
    digest: str = ""

    def variant(self, clause: str, name: str, lang: str = "en") -> Variant | None:
        """The current text of a position, or None where the library has none in that language."""
        found = self.clauses.get(clause)
        if found is None:
            return None
        return next((v for v in found.variants if v.name == name and v.lang == lang), None)

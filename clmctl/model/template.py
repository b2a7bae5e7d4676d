"""A template: which clauses, in what order, under what conditions, and which fields are asked for."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from clmctl.model.frozen import frozen


@frozen
class TemplateClause:
    """One clause of a template. `when` is a condition on the answers (empty: always).

    `choose` lists (condition, variant) pairs tried in order before `variant`; `options` maps an option of the variant to
    the condition that switches it on. `anchor` defaults to the clause id; `schedule` puts it under `# Schedule` of that title.
    """

    clause: str
    anchor: str = ""
    variant: str = "standard"
    when: str = ""
    choose: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    schedule: str = ""


@frozen
class Template:
    """A contract form. `asks` are field paths in the order `new` asks for them; `defaults` path -> text for the draft.

    `preamble` and `closing` are dialect text placed before and after the clauses (parties, background, signatures). With
    several `languages` each clause is drawn in every one of them, in their order.
    """

    id: str
    title: str
    type: str
    path: str
    description: str = ""
    languages: tuple[str, ...] = ("en",)
    clauses: tuple[TemplateClause, ...] = ()
    asks: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: tuple[str, ...] = ("supplier", "customer")
    our_role: str = "supplier"
    preamble: str = ""
    closing: str = ""
    #: rows for block placeholders (`sla`, `billing`) a new draft starts with
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    #: a form that is whole by itself: its own clauses must be there, not those our paper must have for its type
    complete: bool = False
    #: what its preamble and closing said before, as (`preamble` or `closing`, text): contracts drawn then still say it
    earlier: tuple[tuple[str, str], ...] = ()
    #: the language that prevails where the contract has several; empty: the first of `languages`
    prevailing: str = ""

    @property
    def language(self) -> str:
        """The language that prevails in what is drawn."""
        return self.prevailing or (self.languages[0] if self.languages else "en")

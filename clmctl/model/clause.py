"""The clause library: clauses, their approved positions, and the ledger of every text ever approved."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Literal

from clmctl.model.frozen import frozen

VariantStatus = Literal["draft", "approved", "deprecated", "withdrawn"]


@frozen
class Unacceptable:
    """Language nobody may agree to: a `phrase` (words, any case and spacing) and why; `instead` names what to use."""

    phrase: str
    why: str
    instead: str = ""


@frozen
class Guidance:
    """What a negotiator needs: why we ask, what we may give, and answers to what they say."""

    why: str = ""
    concede: str = ""
    if_they_say: tuple[tuple[str, str], ...] = ()


@frozen
class Variant:
    """One position of a clause in one language. `text` is the unexpanded text after the front matter.

    `name` is standard, fallback-1..n or last-resort. `when` is a condition on the contract under which it may be used,
    `approval` the role that must approve its use (empty: none). `jurisdictions` empty: any. `digest` is of `text`.
    """

    clause: str
    name: str
    lang: str
    version: int
    status: VariantStatus
    text: str
    digest: str
    path: str
    text_line: int = 1
    when: str = ""
    approval: str = ""
    jurisdictions: tuple[str, ...] = ()
    #: option name -> what switching it on does
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@frozen
class Clause:
    """What a clause is. `mandatory_for` are contract types; `mandatory_when` a condition on the contract.

    `exclusive`: a contract may hold one clause of this id only (two governing-law clauses conflict).
    """

    id: str
    title: str
    category: str
    owner: str
    path: str
    review_by: date | None = None
    mandatory_for: tuple[str, ...] = ()
    mandatory_when: str = ""
    depends_on: tuple[str, ...] = ()
    incompatible_with: tuple[str, ...] = ()
    exclusive: bool = True
    guidance: Guidance = Guidance()
    red_flags: tuple[str, ...] = ()
    unacceptable: tuple[Unacceptable, ...] = ()
    variants: tuple[Variant, ...] = ()
    #: earlier approved versions, kept in `superseded/` so that a contract which pinned one can still be compared
    superseded: tuple[Variant, ...] = ()
    #: words called unacceptable elsewhere that were approved in this clause, as long as its text stands as approved
    accepts: tuple[str, ...] = ()


@frozen
class LedgerEntry:
    """One approved text: who approved which digest when, and until when it was good (`until`: withdrawn, `gone` says why)."""

    clause: str
    variant: str
    lang: str
    version: int
    digest: str
    by: str
    on: date
    until: date | None = None
    why: str = ""
    gone: str = ""

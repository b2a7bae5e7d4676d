"""How far each rule may be trusted, and from where on a field's claim counts as claimed."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from clmctl.model.claim import Claim
from clmctl.model.proposal import Proposal

_Said = TypeVar("_Said", Claim, Proposal)

_CONVENIENCE = MappingProxyType(
    {
        "ends without a reason": 0.93,
        "ends on notice": 0.9,
        "ends on some notice": 0.85,
        "ends by an item": 0.85,
        "ends a part for convenience": 0.82,
    }
)

#: What each rule of each field is worth: about the share of right claims it had where lawyers had labelled the contracts,
#: less where it had few. `parties` stands for every attribute of every party.
RULES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "title": {"title twice": 0.98, "title in the opening": 0.95, "title in capitals": 0.85, "title as a heading": 0.62},
        "type": {"kind by title": 0.9},
        "parties": {
            "party defined": 0.96,
            "party named": 0.92,
            "party defined, no firm": 0.9,
            "party named, no firm": 0.82,
            "party registered": 0.9,
            "party on a sheet": 0.94,
            "party on a sheet, no firm": 0.82,
            "party alone": 0.85,
            "party signs": 0.85,
            "party": 0.83,
        },
        "dates.agreement": {
            "opening": 0.97,
            "cover dated": 0.93,
            "day on a sheet": 0.92,
            "cover alone": 0.85,
            "opening, effective only": 0.82,
            "signatures dated": 0.82,
            "signed on": 0.81,
            "last signature dated": 0.4,
            "opening after a blank": 0.6,
        },
        "dates.effective": {
            "opening defines": 0.97,
            "opening effective": 0.95,
            "effective date means": 0.95,
            "day on a sheet": 0.95,
            "takes effect on": 0.92,
            "cover effective": 0.9,
            "takes effect on its date": 0.85,
            "takes effect at the last signature": 0.85,
            "commences on its date": 0.62,
            "takes effect when signed": 0.6,
        },
        "term.length": {"length": 0.93, "anniversary": 0.93, "length on a sheet": 0.93},
        "term.end": {
            "length counted": 0.96,
            "anniversary": 0.96,
            "runs until a day": 0.95,
            "expiration date named": 0.9,
            "day on a sheet": 0.93,
            "end of the year": 0.9,
            "length counted, no start named": 0.82,
            "length counted from its date": 0.82,
        },
        "renewal.type": {
            "renewal auto-renew": 0.95,
            "renewal on a sheet": 0.9,
            "renewal fixed": 0.9,
            "runs evergreen": 0.88,
            "runs perpetual": 0.87,
            "renewal option": 0.86,
            "renewal manual": 0.8,
        },
        "renewal.length": {
            "renewal length, auto-renew": 0.94,
            "length on a sheet": 0.92,
            "renewal length, option": 0.9,
            "renewal length, manual": 0.69,
        },
        "renewal.max": {"renewals counted, auto-renew": 0.9, "renewals counted, option": 0.88, "renewals counted, manual": 0.8},
        "renewal.notice": {
            "notice against renewal": 0.94,
            "length on a sheet": 0.92,
            "notice against renewal, next sentence": 0.88,
            "notice ends it": 0.85,
            "notice to renew": 0.7,
            "notice at the end": 0.84,
            "notice against renewal, no end named": 0.82,
        },
        "termination.convenience.notice": _CONVENIENCE,
        "termination.convenience.by": _CONVENIENCE,
        "provisions.termination_for_convenience": _CONVENIENCE,
        "legal.governing_law": {
            "governed by the law of": 0.97,
            "law on a sheet": 0.97,
            "law thereof": 0.93,
            "law of, otherwise said": 0.85,
            "named law governs": 0.85,
            "law of, something governed": 0.8,
        },
        "liability.cap": {"cap amount": 0.9, "cap, one of several": 0.7},
        "provisions.liability_limit": {
            "kinds of damage excluded": 0.96,
            "limit by formula": 0.95,
            "limit by amount": 0.95,
            "time to sue": 0.85,
        },
        "provisions.anti_assignment": {
            "no assignment without consent": 0.97,
            "no assignment": 0.93,
            "no assignment without consent, of something": 0.86,
            "no assignment, of something": 0.7,
        },
    }
)
#: What a rule's name says besides, and what is left of its worth: said of the contract's term only from afar; of something
#: else perhaps; the earlier or later of two days; under a heading of a word.
DOUBTS: Mapping[str, float] = MappingProxyType(
    {", loosely": 0.6, ", something else": 0.65, ", either day": 0.89, ", under a heading": 0.92}
)
_DOUBT = re.compile("|".join(DOUBTS))
_UNHEARD = 0.5

#: The least confidence at which the best claim of a field counts as claimed; below it is shown as doubtful. Every field has
#: the same, because a rule's worth is already the field's.
THRESHOLDS: Mapping[str, float] = MappingProxyType(dict.fromkeys(RULES, 0.8))


def worth(field: str, rule: str) -> float:
    """The confidence of a rule's claim of a field."""
    value = RULES[_named(field)].get(_DOUBT.sub("", rule), _UNHEARD)
    for doubt in _DOUBT.findall(rule):
        value *= DOUBTS[doubt]
    return round(value, 3)


def threshold(field: str) -> float:
    """The least confidence at which a claim of the field counts."""
    return THRESHOLDS[_named(field)]


def undisputed(claims: Iterable[_Said]) -> Mapping[str, _Said]:
    """The best claim of each field, the best of each first, where none as good says otherwise."""
    best: dict[str, _Said] = {}
    disputed: set[str] = set()
    for claim in claims:
        first = best.setdefault(claim.field, claim)
        if claim.value != first.value and claim.confidence >= first.confidence:
            disputed.add(claim.field)
    return MappingProxyType({path: claim for path, claim in best.items() if path not in disputed})


def decided(claims: Iterable[_Said]) -> Mapping[str, _Said]:
    """The claim that counts for each field: the best, where it reaches the field's threshold and none as good says otherwise."""
    return MappingProxyType({path: claim for path, claim in undisputed(claims).items() if claim.confidence >= threshold(path)})


def _named(field: str) -> str:
    return "parties" if field.startswith("parties.") else field

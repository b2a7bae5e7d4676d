"""How far each rule may be trusted, and from where on a field's claim counts as claimed."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clmctl.model.claim import Claim

#: What each rule of each field is worth: the share of right claims it had where lawyers had labelled the contracts.
RULES: Mapping[str, float] = MappingProxyType(
    {
        "dates.agreement: opening": 0.97,
        "dates.agreement: opening after a blank": 0.6,
        "dates.agreement: cover dated": 0.93,
        "dates.agreement: cover alone": 0.85,
        "dates.agreement: signed on": 0.81,
        "dates.agreement: opening, loosely": 0.7,
        "dates.effective: opening defines": 0.97,
        "dates.effective: opening effective": 0.95,
        "dates.effective: cover effective": 0.9,
        "dates.effective: effective date means": 0.95,
        "dates.effective: takes effect on": 0.92,
        "dates.effective: takes effect on its date": 0.85,
        "dates.effective: commences on its date": 0.75,
        "dates.effective: takes effect when signed": 0.6,
        "dates.agreement: signatures dated": 0.82,
        "dates.agreement: last signature dated": 0.65,
        "term.end: runs until a day": 0.95,
        "term.end: runs until a day, loosely": 0.6,
        "term.end: runs until a day, either day": 0.85,
        "term.end: length counted": 0.96,
        "term.end: length counted, loosely": 0.6,
        "term.end: length counted, either day": 0.85,
        "term.end: length counted, no start named": 0.82,
        "term.end: length counted, no start named, loosely": 0.5,
        "term.end: anniversary": 0.96,
        "term.end: anniversary, loosely": 0.6,
        "term.end: anniversary, either day": 0.85,
        "term.end: end of the year": 0.9,
        "term.length: length": 0.93,
        "term.length: anniversary": 0.93,
        "term.length: length, either day": 0.85,
        "term.length: anniversary, either day": 0.85,
        "term.end: expiration date named": 0.9,
        "term.end: length counted from its date": 0.82,
        "term.end: length counted, under a heading": 0.85,
        "term.end: length counted, no start named, under a heading": 0.81,
        "renewal.notice: notice ends it": 0.85,
        "renewal.notice: notice against renewal, next sentence": 0.88,
        "renewal.notice: notice against renewal, no end named": 0.82,
        "renewal.type: renewal auto-renew": 0.95,
        "renewal.type: renewal auto-renew, something else": 0.75,
        "renewal.type: renewal option": 0.86,
        "renewal.type: renewal option, something else": 0.6,
        "renewal.type: renewal manual": 0.8,
        "renewal.type: renewal manual, something else": 0.5,
        "renewal.type: runs evergreen": 0.88,
        "renewal.type: runs evergreen, loosely": 0.6,
        "renewal.type: runs perpetual": 0.87,
        "renewal.type: runs perpetual, loosely": 0.6,
        "legal.governing_law: governed by the law of": 0.97,
        "legal.governing_law: law of, something governed": 0.8,
        "legal.governing_law: law of, otherwise said": 0.85,
        "legal.governing_law: law thereof": 0.93,
        "legal.governing_law: named law governs": 0.85,
        "provisions.termination_for_convenience: ends on some notice": 0.85,
        "provisions.termination_for_convenience: ends without a reason": 0.93,
        "parties: party defined": 0.96,
        "parties: party named": 0.92,
        "parties: party defined, no firm": 0.9,
        "parties: party alone": 0.85,
        "dates.agreement: opening, effective only": 0.82,
        "provisions.anti_assignment: no assignment, of something": 0.7,
        "title: title twice": 0.98,
        "title: title in the opening": 0.95,
        "title: title in capitals": 0.85,
        "title: title as a heading": 0.75,
        "renewal.length: renewal length, manual": 0.65,
    }
)
_OTHERWISE = 0.9
_LOOSE = 0.5
#: The least confidence at which the best claim of a field is offered as claimed; below it is shown as doubtful.
THRESHOLDS: Mapping[str, float] = MappingProxyType({})
_THRESHOLD = 0.8


def worth(field: str, rule: str) -> float:
    """The confidence of a rule's claim of a field."""
    named = "parties" if field.startswith("parties.") else field
    return RULES.get(f"{named}: {rule}", _LOOSE if "loosely" in rule or "something else" in rule else _OTHERWISE)


def threshold(field: str) -> float:
    """The least confidence at which a claim of the field counts."""
    return THRESHOLDS.get("parties" if field.startswith("parties.") else field, _THRESHOLD)


def decided(claims: Iterable[Claim]) -> Mapping[str, Claim]:
    """The claim that counts for each field: the best, where it reaches the field's threshold and none as good says otherwise."""
    best: dict[str, Claim] = {}
    disputed: set[str] = set()
    for claim in claims:
        first = best.setdefault(claim.field, claim)
        if claim.value != first.value and claim.confidence >= first.confidence and not claim.field.startswith("provisions."):
            disputed.add(claim.field)
    return MappingProxyType(
        {field: claim for field, claim in best.items() if claim.confidence >= threshold(field) and field not in disputed}
    )

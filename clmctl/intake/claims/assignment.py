"""Whether the contract may be assigned only with consent, only with notice, or not at all."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found

_ASSIGN = r"(?:sub-?)?(?:assign(?:ed|able|s|ment)?|transfer(?:red|able|s)?|novate[d]?)"
_WITHOUT_CONSENT = re.compile(
    rf"\b(?:not|neither|no|nor|none|never)\b(?>[^.;]{{0,260}}?\b{_ASSIGN}\b)[^.;]{{0,420}}?\b(?:without|unless|except"
    rf"|only with|absent|prior|subject to)\b[^.;]{{0,120}}?\b(?:consents?|approval|permission"
    rf"|agreed?(?: upon)?(?: to)? in writing|authori[sz]ation|(?:written|mutual|prior|express) agreement"
    rf"|written (?:\w+ ){{0,3}}(?:instrument|document))\b"
    rf"|\bwithout\b(?>[^.;]{{0,140}}?\b(?:consent|approval|permission)\b)[^.;]{{0,200}}?\b(?:not|neither|no"
    rf"|nor)\b[^.;]{{0,160}}?\b{_ASSIGN}\b"
    rf"|\b(?:not|neither|no|nor)\b[^.;]{{0,60}}?\bwithout\b(?>[^.;]{{0,140}}?\b(?:consent|approval|permission)\b)"
    rf"[^.;]{{0,160}}?\b{_ASSIGN}\b"
    rf"|\b{_ASSIGN}\b[^.;]{{0,200}}?\b(?:only (?:with|upon)|(?<!not )requires?|subject to|upon"
    rf"|with) (?:the )?(?:express |prior |advance )?(?:written )?(?:\w+ ){{0,3}}?(?:consent|approval)\b"
    rf"|\bconsent\b(?>[^.;]{{0,120}}?\b(?:shall be|will be|is|must be) (?:required|necessary)\b)[^.;]{{0,120}}?\b{_ASSIGN}\b",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(
    rf"\b(?:agreement|rights?|obligations?|interests?|contract|licen[cs]e|duties)\b[^.;]{{0,160}}?\b(?:can)?not "
    rf"(?:be )?(?:\w+ ){{0,3}}?(?:assignable|assigned|transferable|transferred)\b"
    rf"|\b(?:may|shall|can|will|must) not,? (?:\w+,? (?:or )?){{0,6}}?{_ASSIGN}\b[^.;]{{0,120}}?\b(?:agreement|rights?"
    rf"|obligations?|contract|interest|hereunder)\b"
    rf"|\b(?:neither|no party)\b[^.;]{{0,120}}?\b(?:may|shall|can|will)\b (?:\w+,? (?:or )?){{0,5}}?{_ASSIGN}"
    rf"\b[^.;]{{0,120}}?\b(?:agreement"
    rf"|rights?|obligations?|hereunder)\b"
    r"|\b(?:agreement|contract|rights?|obligations?|hereunder)\b[^.;]{0,60}?\b(?:is|are|be) non-?assignable\b"
    rf"|\b(?:attempt\w*|purported) (?:\w+ ){{0,3}}?(?:assign\w*|transfer\w*)\b[^.;]{{0,160}}?\b(?:void|invalid|no effect"
    rf"|null)\b|\bassignment\b(?! for the benefit)[^.;]{{0,140}}?\b(?:null|void)\b",
    re.IGNORECASE,
)
_ON_ASSIGNMENT = re.compile(
    (
        r"\bterminate\w*\b[^.;]{0,60}?\bautomatically\b[^.;]{0,80}?\bassignment\b"
        r"|\bautomatic\w*\b[^.;]{0,60}\bterminat\w*\b[^.;]{0,80}?\bassign"
    ),
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:agreement|contract|hereunder|herein|rights?|obligations?|duties|interests?|hereto|licen[cs]e[sd]?"
    r"|assignment by (?:the|either|any|a) part(?:y|ies))\b",
    re.IGNORECASE,
)
#: What is not to be passed on is a thing, not the contract: `transfer the Confidential Information`, `assign such inventions`.
_A_THING = re.compile(
    rf"\b{_ASSIGN}(?:,? (?:and|or)(?: otherwise)? (?!by )\w+| ?/ ?\w+|, \w+(?=,)){{0,5}} "
    r"(?:to any third part(?:y|ies) |voluntarily |or by operation of law |all or any (?:part|portion) of |otherwise \w+ )*"
    r"(?:any |all |of |the |such |its |their |his |other |work )*"
    r"(?:jointly|confidential|proprietary|information|inventions?|intellectual|firmware|software|materials?|products?|work|shares?"
    r"|stock|securities|ownership|equity|patents?|domain|inventory|equipment)\b",
    re.IGNORECASE,
)


#: The contract, or what a party has by it, is what shall not be transferred.
_ITSELF = re.compile(
    r"\b(?:agreement|contract|rights|obligations)\b(?: [\w']+){0,8} (?:shall|may|must|can|will) ?not (?:\w+ )?be transferred\b",
    re.IGNORECASE,
)


def assignment_of(copy: Copy) -> list[Found]:
    """The restriction on assigning the contract, from every sentence that states one."""
    found: list[Found] = []
    for start, end in copy.sentences("assign", "transferable", "transfer this", "be transferred"):
        if (
            "assign" in copy.low[start:end]
            or "be transferred" not in copy.low[start:end]
            or _ITSELF.search(copy.text, start, end)
        ):
            found.extend(_in_sentence(copy, start, end))
    return found


def _in_sentence(copy: Copy, start: int, end: int) -> Iterator[Found]:
    text = copy.text
    consent = _WITHOUT_CONSENT.search(text, start, end)
    match = consent or _FORBIDDEN.search(text, start, end) or _ON_ASSIGNMENT.search(text, start, end)
    if (
        match is None
        or _NOT_SO.search(match[0])
        or _BY_OTHERS.search(text, match.start(), min(end, match.end() + 80))
        or _BEFORE_IT.search(text[max(start, match.start() - 60) : match.start()])
        or _of_a_thing(text, match, end)
        or not _OF_WHAT.search(text, max(start, match.start() - 200), min(end, match.end() + 200))
    ):
        return
    agreement = re.search(
        r"\b(?:this|the) (?:\w+ ){0,3}?(?:agreement|contract)\b|\bhereunder\b|\bhereof\b|\bherein\b|\bhereto\b",
        text[max(start, match.start() - (80 if match.re is _ON_ASSIGNMENT else 24)) : min(end, match.end() + 110)],
        re.IGNORECASE,
    )
    doubt = "" if agreement else ", of something"
    rule = f"no assignment without consent{doubt}" if consent else f"no assignment{doubt}"
    yield Found(
        "provisions.anti_assignment",
        True,
        match.start(),
        min(match.end(), match.start() + 600),
        rule,
        "assigning needs consent" if consent or "consent" in match[0].lower() else "assigning is not allowed",
    )


#: What is denied is another act, or a duty to ask: `shall not terminate it but shall assign it`, `not so assignable`.
_NOT_SO = re.compile(
    rf"\bbut (?:shall|may|will|must)\b[^.;]{{0,40}}\b{_ASSIGN}\b|\bnot so assign|\bfor such assignment\b|\bshall not require\b",
    re.IGNORECASE,
)
#: What others have from a party is not to be passed on: `may not be assigned by the customer without the consent of Licensee`.
_BY_OTHERS = re.compile(
    rf"\b(?i:{_ASSIGN})\b[^.;]{{0,60}}\bby (?:the|any|such|its|a) (?:customers?|end[- ]users?|sub-?licensees?|subcontractors?)\b"
)
#: A thing that may not be passed on, or a consent that is not asked for.
_BEFORE_IT = re.compile(
    r"\b(?:shares?|stock|securities|units|options?|warrants?|equity|inventions?|equipment)"
    r" (?:\w+ ){0,3}?(?:may|shall|can|will|must) $"
    r"|\b(?:no|not require(?: the)?|without the)(?: prior| written)* $",
    re.IGNORECASE,
)


def _of_a_thing(text: str, match: re.Match[str], end: int) -> bool:
    """Whether all that is not to be passed on is a thing."""
    last = min(end, match.end() + 60)
    thing = _A_THING.search(text, match.start(), last) or _FIRST_REFUSAL.search(text, match.start(), match.end())
    return thing is not None and _THE_CONTRACT.search(text, match.start(), last) is None


_FIRST_REFUSAL = re.compile(r"\bright of first (?:refusal|offer|negotiation)\b", re.IGNORECASE)
_THE_CONTRACT = re.compile(
    rf"\b{_ASSIGN}\b[^.;]{{0,40}}?\b(?:(?:this|the) (?:\w+ )?(?:agreement|contract)|rights?|obligations?|duties)\b", re.IGNORECASE
)

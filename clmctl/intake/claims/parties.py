"""Who the parties are: legal names, the names the text gives them, where they are registered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.opening import Opening

_SUFFIX = (
    r"(?:Inc\b\.?|INC\b\.?|Incorporated|INCORPORATED|L\.?L\.?C\b\.?|l\.l\.c\.|Ltd\b\.?|LTD\b\.?|Limited|LIMITED|Corp\b\.?"
    r"|CORP\b\.?"
    r"|Corporation|CORPORATION|Company|COMPANY|Co\b\.?|CO\b\.|GmbH|AG\b|S\.A\.(?:S\.)?|SA\b|N\.V\.|NV\b|B\.V\.|BV\b"
    r"|[Pp][Ll][Cc]\b"
    r"|L\.P\.|LP\b|L\.?L\.?P\b\.?|Trust|TRUST|Bank|BANK|University|UNIVERSITY|Partnership|S\.r\.l\.|S\.p\.A\.|A/S\b|ApS\b"
    r"|AB\b|Oy\b|K\.K\."
    r"|Pty\b\.?|Pte\b\.?|Fund|FUND|Association|ASSOCIATION|Foundation|Institute|Center|Holdings|HOLDINGS|Group|GROUP)"
)
_ENDS_AS_FIRM = re.compile(rf"{_SUFFIX}\W{{0,3}}(?:of [A-Z]\w+)?$")
#: Where a name stops.
_STOP = re.compile(
    r"\s?,? \((?!USA\)|UK\)|Bermuda\)|China\)|Shenzhen\)|Beijing\)|Hong Kong\)|Shanghai\)|Cayman\)|Singapore\)|Pty\)|US\)"
    r"|U\.S\.\)|[A-Z][a-z]+\) (?:Inc|Ltd|Limited|Co|LLC|Corp|Pty|Pte|Company|N\.?V|B\.?V|Trading|Holding))"
    r"|,? (?:an?|the|its|whose|having|with|located|organi[sz]ed|incorporated|acting|doing business|d/b/a|dba|f/k/a|formerly"
    r"|as|by|duly|existing"
    r"|registered|together|individually|including|through|on behalf|for itself|hereinafter|hereafter|herein|hereby"
    r"|maintaining|residing|in its|at|"
    r"company number|being|who|which|collectively|jointly|referred|called|represented|both|each|all|under|from|pursuant) "
    r"|,? of (?=\d|the (?:City|State|County|one|first|other)\b)"
    r"|,? (?=\d{2,5} [A-Z])"
    r"|;|:| - |--| \[|\"|,? (?:effective|dated|made) ",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:[\s,;.:&*|)-]|\((?:\d{1,2}|[a-z]|i{1,3}|iv|v)\)|\b(?:\d{1,2}|[a-h]|i{1,3})[.)] |and\b|AND\b|And\b|between\b"
    r"|BETWEEN\b|Between\b|among\b|AMONG\b|by\b|BY\b|both\b|either\b"
    r"|on (?:the )?(?:one|other) (?:hand|part|side)\b|of the (?:one|other|first|second) part\b|(?:the )?(?:parties"
    r"|undersigned)\b|collectively\b"
    r"|the following(?: parties)?\b|(?:Party|PARTY) (?:[A-B]|[12])\b:?|\"(?=[A-Z]))+"
)
_DEFINED = re.compile(r"\(([^()]{0,260}?(?:\([^()]{0,60}\)[^()]{0,160}?)?)\)")
_QUOTED = re.compile(r"\"(?:the )?([^\"]{1,60}?),?\"|(?<!\w)'(?:the )?([A-Z][^']{1,40})'(?!\w)", re.IGNORECASE)
_HEREINAFTER = re.compile(
    r"\b(?:hereinafter|hereafter|herein)(?: (?:collectively|also|individually))?(?: (?:referred to|called|known|designated"
    r"|described))?"
    r"(?: as| to as)?,? (?:the )?\"?(?P<name>[A-Z][\w&.' -]{1,40}?)\"?(?=[\"),.;]| and\b)"
)
_NOT_A_PARTY = re.compile(
    r"\b(?:agreement|contract|amendment|addendum|date|part(?:y|ies)|term|effective|exhibit|schedule|lease|licen[cs]e|plan"
    r"|act|sec|commission|exchange|territory"
    r"|products?|services?|program|deed|site|affiliates?|state|time|project|property|transaction|memorandum|order|letter)\b",
    re.IGNORECASE,
)
# fmt: off
_ROLES = frozenset(
    {
        "company", "customer", "client", "supplier", "vendor", "provider", "contractor", "consultant", "licensor", "licensee",
        "distributor", "reseller", "agent", "agency", "franchisor", "franchisee", "buyer", "seller", "purchaser",
        "manufacturer", "owner", "operator", "lessor", "lessee", "landlord", "tenant", "sponsor", "promoter", "producer",
        "developer", "borrower", "lender", "guarantor", "employer", "employee", "executive", "artist", "athlete", "endorser",
        "affiliate", "publisher", "carrier", "shipper", "charterer", "service-provider", "bank", "fund", "adviser", "advisor",
        "custodian", "administrator", "servicer", "issuer", "depositor", "investor", "assignor", "assignee", "transferor",
        "transferee", "principal", "host", "subcontractor",
    }
)
# fmt: on
_REGISTERED = re.compile(
    r",? ?(?:an?|the) (?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?:\w+ ){0,3}?(?:corporation|company|partnership|trust"
    r"|association|bank|corp\.?)\b"
)


@dataclass(frozen=True, slots=True)
class _Party:
    name: tuple[int, int]
    short: tuple[int, int] | None
    firm: bool
    described: bool


def parties_of(copy: Copy, opening: Opening | None) -> list[Found]:
    """The parties in the order the opening names them: legal name, defined name, role and place of registration of each."""
    if opening is None or opening.between < 0:
        return []
    listed = _listed(copy, opening)
    if len(listed) < 2:
        listed = _plain(copy, opening)
    found: list[Found] = []
    certain = len(listed) >= 2
    for number, party in enumerate(listed, 1):
        start, end = party.name
        name = copy.text[start:end]
        rule = "party defined" if party.short else "party named"
        rule = rule if party.firm or party.described else f"{rule}, no firm"
        rule = rule if certain else "party alone"
        found.append(Found(f"parties.{number}.legal_name", name, start, end, rule, "named in the opening words"))
        if party.short is not None:
            words = copy.text[party.short[0] : party.short[1]]
            found.append(Found(f"parties.{number}.short_name", words, *party.short, rule, f"what the text calls {name}"))
            role = words.lower().replace(" ", "-")
            if role in _ROLES:
                found.append(Found(f"parties.{number}.role", role, *party.short, rule, f"the part {name} plays"))
        place = _REGISTERED.match(copy.text, end)
        if place is not None:
            found.append(
                Found(
                    f"parties.{number}.jurisdiction",
                    place["place"],
                    *place.span("place"),
                    "party registered",
                    "where it is registered",
                )
            )
    return found


def _definitions(copy: Copy, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where a party is given its name: the bracket's span, and the name's."""
    for bracket in _DEFINED.finditer(copy.text, start, end):
        for quoted in _QUOTED.finditer(copy.text, bracket.start(1), bracket.end(1)):
            group = 1 if quoted[1] else 2
            if not _NOT_A_PARTY.search(quoted[group]) and len(quoted[group].split()) <= 6:
                collective = re.search(
                    r"collectively|together|jointly|each (?:of|an?)\b|individually",
                    copy.text[bracket.start() : quoted.start()],
                    re.IGNORECASE,
                )
                if not collective:
                    yield bracket.start(), bracket.end(), quoted.span(group)
                break
        else:
            named = _HEREINAFTER.search(copy.text, bracket.start(), bracket.end())
            if named and not _NOT_A_PARTY.search(named["name"]):
                yield bracket.start(), bracket.end(), named.span("name")


def _open_definitions(copy: Copy, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Names given without a bracket: `hereinafter called the Licensee`, `... Delaware 19801, "Seller",`."""
    for named in _HEREINAFTER.finditer(copy.text, start, end):
        if not _NOT_A_PARTY.search(named["name"]):
            yield named.start(), named.end(), named.span("name")


def _listed(copy: Copy, opening: Opening) -> list[_Party]:
    defined = list(_definitions(copy, opening.between, opening.end))
    taken = [(start, end) for start, end, _ in defined]
    for start, end, name in _open_definitions(copy, opening.between, opening.end):
        if not any(a <= start < b for a, b in taken):
            defined.append((start, end, name))
    defined.sort()
    found: list[_Party] = []
    begin = _after_between(copy, opening.between)
    for start, end, short in defined:
        if start < begin:
            continue
        chunk = copy.text[begin:start]
        span = _name(copy, begin, start)
        if span is not None and chunk.strip(" ,;."):
            before = _plain_names(copy, begin, start)
            for extra in before[:-1] if before and before[-1].name != span else []:
                found.append(extra)
            found.append(_party(copy, span, short))
        begin = end
    if found and begin < opening.end:
        rest = re.match(r"[^.]{0,30}?\band (?=[A-Z])", copy.text[begin : min(opening.end, begin + 60)])
        if rest:
            span = _name(copy, begin + rest.end(), min(opening.end, begin + 400))
            if span is not None and _ENDS_AS_FIRM.search(copy.text[span[0] : span[1]]):
                found.append(_party(copy, span, None))
    return found


def _plain_names(copy: Copy, start: int, end: int) -> list[_Party]:
    return []


def _party(copy: Copy, span: tuple[int, int], short: tuple[int, int] | None) -> _Party:
    name = copy.text[span[0] : span[1]]
    described = _REGISTERED.match(copy.text, span[1]) is not None or re.match(
        r",? ?(?:an? (?:\w+ ){0,4}(?:corporation|company|partnership|individual|trust|bank|association|limited)"
        r"|organi[sz]ed|incorporated)",
        copy.text[span[1] : span[1] + 80],
        re.IGNORECASE,
    )
    return _Party(span, short, _ENDS_AS_FIRM.search(name) is not None, bool(described))


def _after_between(copy: Copy, place: int) -> int:
    match = re.compile(r"(?:by and )?(?:between|among|amongst)(?: and among)?\b:?", re.IGNORECASE).match(copy.text, place)
    return match.end() if match else place


def _name(copy: Copy, start: int, end: int) -> tuple[int, int] | None:
    link = _LINK.match(copy.text[start:end])
    begin = start + (link.end() if link else 0)
    while begin < end and copy.text[begin] == " ":
        begin += 1
    stop = _STOP.search(copy.text, begin + 1, end)
    last = stop.start() if stop else end
    name = copy.text[begin:last].rstrip(" ,")
    if name.endswith(".") and not re.search(r"(?:\b[A-Z]|Inc|INC|Ltd|LTD|Co|CO|Corp|CORP|[a-z]\.[a-z])\.$", name):
        name = name.rstrip(".")
    if not 2 <= len(name) <= 110 or len(name.split()) > 14 or not re.match(r"[A-Z0-9]|(?:[a-z]{1,3}[A-Z])|[a-z]+\.[a-z]+", name):
        return None
    if re.match(r"(?:The )?(?:undersigned|parties|following|company set forth|individual)", name, re.IGNORECASE):
        return None
    return begin, begin + len(name)


_AND = re.compile(r",? (?:and|AND|And|&)(?: between)?:? (?=[A-Z0-9])|; (?=[A-Z])")


def _plain(copy: Copy, opening: Opening) -> list[_Party]:
    """Two parties without defined names: `between A, Inc. and B LLC`."""
    begin = _after_between(copy, opening.between)
    first = _name(copy, begin, min(opening.end, begin + 300))
    if first is None:
        return []
    for link in _AND.finditer(copy.text, begin, min(opening.end, begin + 900)):
        left = copy.text[first[0] : min(first[1], link.start())]
        if not _ENDS_AS_FIRM.search(left.rstrip(" ,")) and link.start() < first[1]:
            continue
        second = _name(copy, link.end(), min(opening.end, link.end() + 300))
        if second is not None and _ENDS_AS_FIRM.search(copy.text[second[0] : second[1]]):
            one = (first[0], first[0] + len(left.rstrip(" ,")))
            return [_party(copy, one, None), _party(copy, second, None)]
    return []

"""Who the parties are: legal names, the names the text gives them, where they are registered."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.letters import CAPITAL, CAPITAL_OR_FIGURE
from clmctl.intake.claims.names import ENDS_AS_FIRM, FIRM, LINK, NOBODY, name_at
from clmctl.intake.claims.opening import BETWEEN, Opening
from clmctl.model.frozen import frozen

_DEFINED = re.compile(r"\((?P<round>[^()]{0,260}?(?:\([^()]{0,60}\)[^()]{0,160}?)?)\)|\[(?P<square>\"[^\[\]\"]{1,60}\")\]")
_QUOTED = re.compile(r"\"(?:the )?([^\"]{1,60}?)[,.]?(?:\"|$)|(?<!\w)'(?:the )?([^\W\d_][^']{1,40})'(?!\w)", re.IGNORECASE)
_ROLE = re.compile(rf" ?(?:hereinafter |herein )?(?:the )?(?P<role>{CAPITAL}\w{{2,20}}) ?")
_HEREINAFTER = re.compile(
    r"\b(?:hereinafter|hereafter|herein)(?: (?:collectively|also|individually))?(?: (?:referred to|called|known|designated"
    r"|described))?"
    rf"(?: as| to as)?[,:]? (?:the )?\"?(?P<name>{CAPITAL}[\w&.' -]{{1,40}}?)\"?(?=[\"),.;]| and\b)"
)
_NOT_A_PARTY = re.compile(
    r"\b(?:agreement|contract|amendment|addendum|date|(?<!receiving )(?<!disclosing )(?<!first )(?<!second )party|parties|term"
    r"|effective|exhibit|schedule|lease|licen[cs]e|plan"
    r"|act|sec|commission|exchange|territory"
    r"|products?|services?|program|deed|site|affiliates?|state|time|project|property|transaction|memorandum|order|letter)\b",
    re.IGNORECASE,
)
# fmt: off
ROLES = frozenset(
    {
        "administrator", "advertiser", "adviser", "advisor", "affiliate", "agency", "agent", "artist", "assignee", "assignor",
        "athlete", "author", "bank", "bidder", "borrower", "buyer", "carrier", "celebrity", "charterer", "client", "company",
        "consultant", "contractor", "custodian", "customer", "dealer", "depositor", "developer", "director", "discloser",
        "distributor", "employee", "employer", "endorser", "executive", "franchisee", "franchisor", "fund", "guarantor",
        "host", "individual", "investor", "issuer", "landlord", "lender", "lessee", "lessor", "licensee", "licensor",
        "manufacturer", "member", "merchant", "officer", "operator", "owner", "partner", "principal", "producer", "promoter",
        "provider", "publisher", "purchaser", "recipient", "representative", "reseller", "retailer", "seller",
        "service-provider", "servicer", "shipper", "speaker", "sponsor", "subcontractor", "subscriber", "supplier", "talent",
        "tenant", "transferee", "transferor", "transporter", "utility", "vendor", "wholesaler",
    }
)
# fmt: on
_REGISTERED = re.compile(
    r",? ?(?:an?|the) (?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}) (?:\w+ ){0,3}?(?:corporation|company|partnership|trust"
    r"|association|bank|corp\.?)\b"
)
#: Firms that are named to describe another: `successor to Harbour Tools, Inc.`.
_OF_ANOTHER_FIRM = re.compile(
    r"\b(?:successors?(?: in interest| by merger)?|subsidiary|affiliate|division|part|member|shareholder|assignee|owned"
    r"|known as|behalf|name)(?: (?:to|of|with|by))? $|\b(?:f/k/a|d/b/a|a/k/a|formerly) $",
    re.IGNORECASE,
)


@frozen
class _Party:
    name: tuple[int, int]
    short: tuple[int, int] | None
    firm: bool
    described: bool
    bare: bool = False

    @property
    def named(self) -> bool:
        """Whether the name has the form of a firm's, or the words say what it is."""
        return self.firm or self.described


def parties_of(copy: Copy, opening: Opening | None) -> list[Found]:
    """The parties in the order the opening names them: legal name, defined name, role and place of registration of each."""
    if opening is None:
        return []
    listed = _listed(copy, opening)
    if len(listed) < 2:
        listed = _lettered(copy, opening) or max(listed, _firms(copy, opening), key=len) or _bare(copy, opening)
    found: list[Found] = []
    certain = len(listed) >= 2
    for number, party in enumerate(listed, 1):
        start, end = party.name
        name = copy.text[start:end]
        rule = "party defined" if party.short else "party named"
        if party.bare:
            rule = "party named, no firm"
        elif not party.named:
            rule = (
                f"{rule}, no firm"
                if party.short and _fits(name, copy.text[party.short[0] : party.short[1]])
                else "party, loosely"
            )
        elif not certain:
            rule = "party alone" if opening.sure else "party, loosely"
        found.append(Found(f"parties.{number}.legal_name", name, start, end, rule, "named in the opening words"))
        if party.short is not None:
            words = copy.text[party.short[0] : party.short[1]]
            found.append(Found(f"parties.{number}.short_name", words, *party.short, rule, f"what the text calls {name}"))
            role = words.lower().replace(" ", "-")
            if role in ROLES:
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


_SMALL = frozenset({"of", "and", "the", "for", "de"})


def _fits(name: str, short: str) -> bool:
    """Whether a defined name is a role, or a word or the initials of the full name."""
    words = re.findall(r"\w+", name.casefold())
    given = re.findall(r"\w+", short.casefold())
    if len(words) > 8 or not given:
        return False
    initials = {initial for part in (name, name.partition(",")[0]) for initial in _initials(part)}
    return "-".join(given) in ROLES or given[-1] == "party" or set(given) <= set(words) or given[0] in initials


def _initials(name: str) -> tuple[str, str]:
    """The initials of a name's words, with and without its small words."""
    words = re.findall(r"\w+", name.casefold())
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)


def _definitions(copy: Copy, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Where a party is given its name: the bracket's span, and the name's."""
    for bracket in _DEFINED.finditer(copy.text, start, end):
        within = bracket.span("round" if bracket["round"] is not None else "square")
        for quoted in _QUOTED.finditer(copy.text, *within):
            group = 1 if quoted[1] else 2
            if not _NOT_A_PARTY.search(quoted[group]) and len(quoted[group].split()) <= 6:
                collective = re.search(
                    r"collectively|together(?! with (?:its|any|all|his)\b)|jointly|each (?:of|an?)\b|individually",
                    copy.text[bracket.start() : quoted.start()],
                    re.IGNORECASE,
                )
                if not collective:
                    yield bracket.start(), bracket.end(), quoted.span(group)
                break
        else:
            role = _ROLE.fullmatch(copy.text, *within)
            if role is not None and role["role"].lower() in ROLES:
                yield bracket.start(), bracket.end(), role.span("role")
                continue
            named = _HEREINAFTER.search(copy.text, bracket.start(), bracket.end())
            if named and not _NOT_A_PARTY.search(named["name"]):
                yield bracket.start(), bracket.end(), named.span("name")


def _open_definitions(copy: Copy, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Names given without a bracket: `hereinafter called the Licensee`, `... Delaware 19801, "Seller",`."""
    for named in _HEREINAFTER.finditer(copy.text, start, end):
        if not _NOT_A_PARTY.search(named["name"]):
            yield named.start(), named.end(), named.span("name")


#: Two names and nothing else: `between Harbour Marine Services and R. J. Lakeside Enterprises.`
_WORD = rf"(?:{CAPITAL}\.|{CAPITAL}[\w&'-]*)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|&|of|de|van|von)){{1,6}}?"
_TWO_NAMES = re.compile(
    rf"[: ]*(?P<one>{_NAME}),? (?:and|AND) (?P<other>{_NAME})(?=,? hereby|\. (?:{CAPITAL}|$)| \(|;|, (?!Inc|LL))"
)


def _bare(copy: Copy, opening: Opening) -> list[_Party]:
    """Two parties that the opening only names, each in several words."""
    match = _TWO_NAMES.match(copy.text, _after_between(copy, opening), opening.end) if opening.sure else None
    if match is None or any(_NO_BARE_NAME.search(match[one]) for one in ("one", "other")):
        return []
    return [replace(_party(copy, match.span(one), None), bare=True) for one in ("one", "other")]


_NO_BARE_NAME = re.compile(rf"{_NOT_A_PARTY.pattern}|\b(?:{'|'.join(ROLES)})s?\b", re.IGNORECASE)
_LETTER = re.compile(
    r"(?:\b(?:Party|PARTY) (?P<letter>[A-D]) ?(?:\([^()]{0,30}\) ?)?: ?|\((?P<number>[1-9])\) ?)(?=\"|[^\W\d_a-zß-öø-ÿ])"
)


def _lettered(copy: Copy, opening: Opening) -> list[_Party]:
    """Parties listed as `Party A: ...` or `(1) ...`, each to the end of its line at most."""
    found: dict[str, _Party] = {}
    for match in _LETTER.finditer(copy.text, _after_between(copy, opening), min(opening.end, opening.start + 2_500)):
        line = copy.original[copy.origin(match.end()) :].split("\n", 1)[0]
        end = min(match.end() + len(" ".join(line.split())), opening.end)
        following = _LETTER.search(copy.text, match.end(), end)
        span = name_at(copy, match.end(), following.start() if following else end)
        if span is not None and (match["letter"] or _party(copy, span, None).named):
            found.setdefault(match["letter"] or match["number"], replace(_party(copy, span, None), described=True))
    return list(found.values()) if list(found)[:2] in (["A", "B"], ["1", "2"]) else []


def _listed(copy: Copy, opening: Opening) -> list[_Party]:
    """Parties by the names they are given: each stands before the bracket that names it, after the bracket before."""
    begin = _after_between(copy, opening)
    defined = list(_definitions(copy, begin, opening.end))
    taken = [(start, end) for start, end, _ in defined]
    for start, end, name in _open_definitions(copy, begin, opening.end):
        if not any(a <= start < b for a, b in taken):
            defined.append((start, end, name))
    defined.sort()
    found: list[_Party] = []
    for start, end, short in defined:
        if start < begin:
            continue
        span = _name_in(copy, begin, start) if _BLANK.search(copy.text, begin, start) is None else None
        if span is not None and _REGULATOR.match(copy.text, *span) is None:
            found.append(_party(copy, span, short))
        begin = end
    rest = _LAST_AND.match(copy.text, begin, min(opening.end, begin + 300)) if found else None
    if rest is not None:
        span = name_at(copy, rest.end(), min(opening.end, begin + 400))
        if span is not None and ENDS_AS_FIRM.search(copy.text[span[0] : span[1]]):
            found.append(_party(copy, span, None))
    return found


#: Who watches over firms is named and is no party.
_REGULATOR = re.compile(
    r"(?i:the )?(?:Federal (?:Deposit Insurance|Reserve)|Securities and Exchange|Internal Revenue|Office of Thrift)\b"
)
#: A name that nobody filled in, before what the party is called.
_BLANK = re.compile(r"(?:_{3,}|\[[^\[\]]{0,40}\]|\.{4,})[ ,]{0,3}$")
#: The last party without a name of its own, after the others: `..., and Lakeside Boats GmbH`.
_LAST_AND = re.compile(rf"[^.;]{{0,200}}?,? (?:and|AND) (?={CAPITAL})")
_LINKED = re.compile(
    rf"(?:,|;)? (?:and|AND|And|with|authorizes|appoints),?:? (?={CAPITAL_OR_FIGURE}|[a-z]+\.(?:com|net|org)\b|[a-z]{{1,2}}[A-Z])"
    rf"|; (?={CAPITAL})|(?<!\.{CAPITAL})\. (?={CAPITAL})"
)


def _name_in(copy: Copy, start: int, end: int) -> tuple[int, int] | None:
    """The party's name in the words between two brackets: at their start, after the last `and`, or the last firm named."""
    words = copy.text[start:end]
    if not words.strip(" ,;."):
        return None
    direct = name_at(copy, start, end)
    if direct is not None and (LINK.match(words) or ENDS_AS_FIRM.search(copy.text[direct[0] : direct[1]])):
        return direct
    for link in reversed(list(_LINKED.finditer(copy.text, start, end))):
        span = name_at(copy, link.end(), end)
        if span is not None and (span[1] >= end - 2 or _party(copy, span, None).named):
            return span
    firms = [
        match
        for match in FIRM.finditer(copy.text, start, end)
        if not _after_an_article(copy, match.start()) and not NOBODY.fullmatch(match[0])
    ]
    return firms[-1].span() if firms else direct


_DESCRIBED = re.compile(
    r"(?: ?\([^()]{0,120}\))?,? ?(?:an? (?:[\w.-]+ ){0,5}?(?:corporation|company|partnership|individual|trust|bank|association"
    r"|limited|university|institution|city|county|district|authority|agency|organi[sz]ation|municipality|corp\.?|gmbh)\b"
    r"|(?:duly )?(?:organi[sz]ed|registered|existing"
    r"|incorporated)\b|individual\b)",
    re.IGNORECASE,
)


def _party(copy: Copy, span: tuple[int, int], short: tuple[int, int] | None) -> _Party:
    name = copy.text[span[0] : span[1]]
    described = _DESCRIBED.match(copy.text, span[1], span[1] + 240) is not None
    return _Party(span, short, ENDS_AS_FIRM.search(name) is not None, described)


def _after_between(copy: Copy, opening: Opening) -> int:
    if opening.between < 0:
        return opening.start
    match = BETWEEN.match(copy.text, opening.between)
    return match.end() if match else opening.between


def _after_an_article(copy: Copy, place: int) -> bool:
    """Whether `a` or `an` stands before: `a Delaware Corporation` describes, it does not name."""
    return copy.low.endswith((" a ", " an "), 0, place)


#: The date of a cover, or the end of another's address.
_BEFORE_A_NAME = re.compile(r"(?:DATED \d{1,2} \w+,? \d{4} |.*\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2} )(?=\w)")
_TWO_SENTENCES = re.compile(r"(?<!\bCo)(?<!\bInc)(?<!\bSp)(?<!\bo)(?<!\bSdn)(?<!\bPvt)(?<!\b[A-Z])\. ")


def _firms(copy: Copy, opening: Opening) -> list[_Party]:
    """Parties by the form of their names: every firm of the opening that is described or named, each once."""
    found: list[_Party] = []
    names: set[str] = set()
    for match in FIRM.finditer(copy.text, _after_between(copy, opening), min(opening.end, opening.start + 1_500)):
        lead = _BEFORE_A_NAME.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        name = copy.text[start : match.end()]
        if (
            _after_an_article(copy, match.start())
            or name.casefold() in names
            or _NOT_A_PARTY.search(name)
            or NOBODY.fullmatch(name)
            or _OF_ANOTHER_FIRM.search(copy.text, max(0, match.start() - 40), match.start())
            or _TWO_SENTENCES.search(name)
        ):
            continue
        party = _party(copy, (start, match.end()), None)
        joined = re.match(
            r",? (?:and|AND|And)\b|\.? \(|,? (?:with|having|located|whose|d/b/a|OBA)\b", copy.text[match.end() : match.end() + 12]
        )
        after_and = re.search(
            r"\b(?:and|AND|And|between|among)\b:? (?:\(\w{1,20}\) )?$", copy.text[max(0, match.start() - 30) : match.start()]
        )
        if party.described or joined or after_and:
            names.add(name.casefold())
            found.append(party)
    return found

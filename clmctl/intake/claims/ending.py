"""Whether a party may end the contract without a reason, which, and with what notice."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.periods import PERIOD, period_of
from clmctl.model.period import Period

_SAYS = re.compile(
    r"\b(?:for (?:its |their |his |such party's |the [a-z]+'s )?(?:sole |own )?convenience\b|(?:with or )?without (?:good "
    r"|any |having )?(?:cause|reason)\b|for any reason(?: or (?:for )?no reason)?\b|for no reason"
    r"|with or without (?:good |any )?(?:cause|reason)|without (?:assigning|giving|stating|showing) (?:any )?(?:cause"
    r"|reason)|for any or no reason|for any other reason|no cause|at will\b|at (?:its|their|any time in its) (?:sole "
    r"|absolute )+(?:and \w+ )?discretion)",
    re.IGNORECASE,
)
_TERMINATES = re.compile(
    r"\b(?:terminat(?:e|es|ed|ing)|cancel(?:led)?|terminable|end) (?:[^.;]{0,60}?\b)?(?:this|the|such|its|your"
    r"|his) (?:\w+ ){0,3}?(?:agreement|contract|engagement|appointment|employment|arrangement|alliance|term)\b"
    r"|\b(?:this|the) (?:\w+ ){0,3}?(?:agreement|contract|engagement|oma)\b[^.;]{0,80}?\b(?:terminated|cancell?ed"
    r"|terminable|terminate)\b|\bterminate (?:this|the) ",
    re.IGNORECASE,
)
_MUTUAL = re.compile(r"\b(?:mutual(?:ly)? (?:written )?(?:consent|agree)|by agreement of|subagen|sublicen[cs]e)", re.IGNORECASE)
_MAY = re.compile(
    (
        r"\b(?:may|can|shall have the right|has the right|have the right|right to|entitled to|option to|reserves?|be free to"
        r"|terminable)\b"
    ),
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\b(?:if|in the event|upon (?:the )?(?:breach|default|occurrence|material|insolvency|failure|bankruptcy|change"
    r"|expiration|termination|any)|breach\w*|default\w*|fail\w*|insolven\w*|bankrupt\w*|following (?:a|any|the)|where"
    r"|should|unless|because|due to|as a result|cure\w*|force majeure|for cause|non-?payment|change (?:in|of) control)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    (
        r"[' ]{0,3}(?:(?:s'|'s|in|of|advance|prior|written|calendar|at least|days?|[(][^()]{0,30}[)]),? ){0,6}(?:notice"
        r"|notification|in writing|before|prior)"
    ),
    re.IGNORECASE,
)
_EITHER = re.compile(
    (
        r"\b(?:either|any|each|both) (?:of the )?part(?:y|ies)\b|\bby (?:either|any) (?:party|one)|\bthe parties may\b"
        r"|\beither\b"
    ),
    re.IGNORECASE,
)
_CUSTOMER = re.compile(r"\b(?:customer|client|buyer|purchaser|licensee|lessee|tenant|subscriber)\b", re.IGNORECASE)
_SUPPLIER = re.compile(
    r"\b(?:supplier|vendor|provider|contractor|consultant|licensor|seller|manufacturer|lessor|landlord)\b", re.IGNORECASE
)


def ending_of(copy: Copy) -> list[Found]:
    """The claims of every sentence by which a party may end the contract without a reason."""
    found: list[Found] = []
    for start, end in copy.sentences("terminat", "cancel"):
        found.extend(_in_sentence(copy, start, end))
    return found


def _in_sentence(copy: Copy, start: int, end: int) -> Iterator[Found]:
    text = copy.text
    act = _TERMINATES.search(text, start, end)
    if act is None:
        return
    first = max(start, act.start() - 180)
    last = min(end, act.end() + 260)
    if not _MAY.search(text, first, last) or _MUTUAL.search(text, first, last):
        return
    says = _SAYS.search(text, first, last)
    notice = _notice(text, act.start() - 60 if act.start() - 60 > start else start, last)
    if says is not None:
        because = _BECAUSE.search(text, max(start, act.start() - 120), max(says.start(), act.start()))
        if re.search(
            r"\b(?:expiration|termination|expir\w+|unable)\b[^.;]{0,40}$",
            text[max(start, says.start() - 60) : says.start()],
            re.IGNORECASE,
        ):
            return
        if because is not None or re.search(r"\b(?:not|neither|nor|no)\b[^.;]{0,50}$", text[first : act.start()], re.IGNORECASE):
            return
        rule = "ends without a reason"
    elif notice is not None:
        around = text[max(start, act.start() - 120) : act.start()] + text[act.end() : min(end, notice[1] + 90)]
        if _BECAUSE.search(around) or re.search(r"\b(?:not|renew\w*|initial term|end of|expir\w*)\b", around, re.IGNORECASE):
            return
        rule = "ends on notice"
    else:
        return
    yield Found("provisions.termination_for_convenience", "yes", first, last, rule, "a party may end it without a reason")
    if notice is not None:
        period, place, stop = notice[0], notice[2], notice[1]
        yield Found("termination.convenience.notice", period, place, stop, rule, "the notice for that")
    who = _who(text[first : act.end()])
    if who:
        yield Found("termination.convenience.by", who, first, act.end(), rule, "who may")


def _notice(text: str, start: int, end: int) -> tuple[Period, int, int] | None:
    for match in PERIOD.finditer(text, start, end):
        period = period_of(match)
        if period is not None and (
            _NOTICE.match(text, match.end(), min(end, match.end() + 90))
            or re.search(
                r"notice (?:of|period of)[^.;]{0,30}$", text[max(start, match.start() - 40) : match.start()], re.IGNORECASE
            )
        ):
            return period, match.end(), match.start()
    return None


def _who(words: str) -> str:
    if _EITHER.search(words):
        return "either"
    customer, supplier = _CUSTOMER.search(words), _SUPPLIER.search(words)
    if customer and not supplier:
        return "customer"
    return "supplier" if supplier and not customer else ""

"""Whether a party may end the contract without a reason, which, and with what notice."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.reasons import BECAUSE, CONVENIENCE, IMMEDIATELY, MUTUAL, NOTICE_FIELD, at_an_end, notice_in
from clmctl.intake.claims.waysout import by_item

_SAYS = re.compile(
    r"\bfor (?:(?:its|their|his|such party's|the \w+'s) )?(?:sole |own )?convenience\b"
    r"|\b(?:with or )?without (?:good |any |having |showing |assigning |giving |stating |supplying |a )*(?:cause|reason)\b"
    r"|\bfor (?:any(?: or no)?|no|any other) reasons?\b|\bno[- ]cause\b|\bnon-cause\b|\bat will\b"
    r"|\b(?:at|in) (?:its|their|his|the|such party's) (?:sole |absolute |own )+(?:and (?:absolute |sole "
    r"|unfettered )+)?(?:discretion|option|election)"
    r"|\bat the discretion of (?:either|any)\b",
    re.IGNORECASE,
)
_TERMINATES = re.compile(
    r"\b(?:terminate[sd]?|terminating|cancel(?:led)?|terminable|end) (?:(?:(?!\b(?:order|suspend|lease"
    r"|work|but|(?:commitments?|duties|licen[cs]es?|services?) (?:granted )?under)\b)[^.;]){0,60}?\b)?"
    r"(?:this|the|such|its|your|his) (?:(?!under |duties |commitments? )[\w']+ ){0,3}?"
    r"(?:agreement|contract|engagement|appointment|employment(?! of (?:any|its|each|such|their))|arrangement|alliance|term)\b"
    r"|\b(?:this|the) (?:\w+ ){0,3}?(?:agreement|contract|engagement|(?-i:[A-Z]{2,5}))\b[^.;]{0,80}?\b(?:terminated"
    r"|cancell?ed|terminable)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:may|can|shall have the right|has the right|have the right|right to|ability to|entitled(?:, [^,;]{0,60},)? to|option to"
    r"|reserves?"
    r"|free to|wishing to|terminable"
    r"|until terminated)\b",
    re.IGNORECASE,
)
_ON_NOTICE = re.compile(
    r"[^.;:]{0,90}?\b(?:upon|by|on|with|giving|providing)\b[^.;,]{0,70}?\bnotice\b"
    r"|[^.;]{0,50}?\bat any time\b[^.;]{0,160}?\bnotice\b"
    r"|[^.;:]{0,40}?\bat any time(?: prior to delivery\b[^.;,]{0,30})?(?=[.;]|$)"
    r"|[^.;]{0,50}?\bat any time,? (?:\w+ ){0,2}by (?:destroying|deleting|returning|uninstalling|ceasing|discontinuing)\b",
    re.IGNORECASE,
)
#: A length of notice that was not filed: `upon [***] prior notice`.
_KEPT_SECRET = re.compile(r"\[[*•_ ]+\]|\*{2,}")
_WHATEVER_ENDED = re.compile(r"\b(?:expiration|termination|expir\w+|unable|terminates)\b[^.;]{0,25}$", re.IGNORECASE)
_ONLY_IF = re.compile(
    r"[^.;]{0,12}\b(?:if|in the event|where|should|upon (?:the|any|a) (?:occurrence|breach|default|change))\b", re.IGNORECASE
)
#: At whose discretion is not yet without a reason: `may in its discretion terminate this Agreement if ...`.
_DISCRETION = re.compile(r"\b(?:discretion|option|election)\b", re.IGNORECASE)
_AFTER_AN_EVENT = re.compile(
    r"\b(?:following|after|upon|within [^.;]{0,30}) (?:a|an|any|the|such) (?:\w+ ){0,2}?(?:change|sale|breach|default|event"
    r"|merger|failure|acquisition|occurrence)\b",
    re.IGNORECASE,
)
#: Besides: `upon thirty (30) days' notice or upon mutual consent`.
_OR_ELSE = re.compile(r"\bnotice\b[^.;]{0,60}\bor\b[^.;]{0,30}\bmutual", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|neither|nor|no)\b[^.;,]{0,50}$", re.IGNORECASE)
#: In the words of the act: `this Agreement may not be terminated`.
_DENIED_WITHIN = re.compile(r"\b(?:may|shall|can|will) ?not (?:\w+ )?be\b", re.IGNORECASE)
#: A reason there is after all: `for any reason set out in Section 8`.
_OF_THE_REASONS = re.compile(
    r",? (?:as )?(?:set|described|listed|specified|stated|provided|permitted|enumerated)\b", re.IGNORECASE
)
#: Only of a part, or only at first.
_IN_PART = re.compile(
    r"\bas to (?:any|each|such|that)\b|\bwithin [^.;,]{0,24}\b(?:days|months) (?:of|after|following)\b"
    r"(?! (?:\w+ )?(?:receipt|notice))",
    re.IGNORECASE,
)
_EITHER = re.compile(
    (
        r"\b(?:either|any|each|both) (?:of the )?part(?:y|ies)\b|\b(?:each|both|either) of (?:the )?\w+ (?:and|or)\b"
        r"|\bby (?:either|any) (?:party|one)|\bthe parties may\b"
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
    ending = copy.sentences("terminat", "terminable", "cancel")
    for start, end in ending:
        for act in _TERMINATES.finditer(copy.text, start, end):
            if claimed := list(_by_act(copy, start, end, act)):
                found.extend(claimed)
                break
    for start, end in ending:
        found.extend(_of_a_part(copy, start, end))
    found.extend(by_item(copy, ending))
    for start, end in dict.fromkeys((*ending, *copy.sentences(" to end th"))):
        found.extend(_by_wish(copy, start, end))
    return found


#: `may terminate for convenience any of the Services`: what is done under the contract, which lawyers count.
_A_PART = re.compile(
    r"\b(?:may(?! not\b)|(?<!no )right to|(?<!not )entitled to|option to)\b(?:(?!\bnot\b)[^.;:]){0,60}?"
    r"\b(?:terminate|cancel)\b[^.;:]{0,80}?\bfor (?:its |their )?(?:sole )?convenience\b",
    re.IGNORECASE,
)


#: Orders and projects are contracts of their own.
_ORDERED = re.compile(r"\b(?:orders?|projects?|tasks?|leases?|statements? of work|sows?|scopes? of work)\b", re.IGNORECASE)


def _of_a_part(copy: Copy, start: int, end: int) -> Iterator[Found]:
    """The right to end a part of what is done under the contract, for convenience in so many words."""
    match = _A_PART.search(copy.text, start, end) if copy.low.find(" convenience", start, end) >= 0 else None
    if match is not None and BECAUSE.search(match[0]) is None and _ORDERED.search(match[0]) is None:
        yield Found(CONVENIENCE, True, *match.span(), "ends a part for convenience", "a party may end it without a reason")


#: `if the Company desires to terminate this Agreement before its end, it shall give at least sixty days' notice`.
_WISHES = re.compile(
    r"\b(?:if|in the event(?: that)?|should) (?P<who>(?:[\w']+ ){1,4})(?:desires?|wish(?:es)?|decides?|chooses?)"
    r" to (?:terminate|cancel|end) (?:this|the) (?:\w+ )?(?:agreement|contract)\b(?P<how>[^.;]{0,80}?)\b(?:shall|will|must)"
    r" (?:provide|give)\b[^.;]{0,80}?\bnotice\b",
    re.IGNORECASE,
)


_WISHED = ("desire", "wish", "decide", "choose")


def _by_wish(copy: Copy, start: int, end: int) -> Iterator[Found]:
    """What a party that merely wishes to end the contract must do, and nothing else."""
    wished = any(copy.low.find(word, start, end) >= 0 for word in _WISHED)
    match = _WISHES.search(copy.text, start, end) if wished else None
    if match is None or BECAUSE.search(match["how"]) or at_an_end(copy.text[match.start("how") : match.end() + 80]):
        return
    notice = notice_in(copy, match.start("how"), min(end, match.end() + 40))
    if notice is None:
        return
    yield Found(CONVENIENCE, True, match.start(), match.end(), "ends on notice", "a party may end it without a reason")
    yield Found(NOTICE_FIELD, notice.period, notice.start, notice.end, "ends on notice", "the notice for that")
    who = _who(match["who"])
    if who:
        yield Found("termination.convenience.by", who, *match.span("who"), "ends on notice", "who may")


def _by_act(copy: Copy, start: int, end: int, act: re.Match[str]) -> Iterator[Found]:
    """What a party may do by one act of ending, in the part of the sentence it stands in."""
    text = copy.text
    marks = [at + len(mark) for mark in _PARTS if (at := text.rfind(mark, start, act.start())) >= 0]
    first = max(start, act.start() - 260, *marks)
    stop = text.find(";", act.end(), end)
    last = min(end, act.end() + 280, stop if stop >= 0 else end)
    items = _ITEMS.match(text, act.end(), last)
    if items is None and _FIRST_ITEM.search(text, first, act.start()) is not None:
        items = _NEXT_ITEM.search(text, act.end(), last)
    last = items.start("next") if items else last
    mutual = MUTUAL.search(text, first, last)
    if not _MAY.search(text, first, last) or (mutual and not _OR_ELSE.search(text, act.end(), mutual.start() + 12)):
        return
    if _DENIED.search(text[first : act.start()]):
        return
    if _DENIED_WITHIN.search(act[0]):
        return
    if BECAUSE.search(text, first, act.start()) is not None or _other_agreement(copy, act):
        return
    says = _SAYS.search(text, act.start(), last) or _SAYS.search(text, first, act.start())
    if says is not None and text.endswith("Termination ", first, says.start()):
        says = None  # `the "Termination for Convenience Fee"`
    notice = notice_in(copy, max(first, act.start() - 80), last)
    reach = 260 if "at any time" in text[act.start() : act.end() + 60].lower() else 140
    if says is not None and (says.start() < act.end() or BECAUSE.search(text, act.end(), says.start()) is None):
        if says.start() >= act.end() and _WHATEVER_ENDED.search(text[act.start() : says.start()][-45:]) is not None:
            return
        chosen = _DISCRETION.search(says[0]) is not None and BECAUSE.search(text, act.end(), last) is not None
        if chosen or _AFTER_AN_EVENT.search(text, act.end(), last):
            return
        if (
            _ONLY_IF.match(text, says.end(), last)
            or _OF_THE_REASONS.match(text, says.end(), last)
            or re.search(r"\b(?:as determined|act)\b[^.;]{0,40}$", text[first : says.start()], re.IGNORECASE)
        ):
            return
        rule = "ends without a reason"
    else:
        on_notice = _ON_NOTICE.match(text, act.end(), last)
        if notice is not None and notice.start - act.end() < reach:
            said = notice.end
            rule = "ends on notice"
        elif on_notice is not None:
            said = on_notice.end()
            loosely = (
                ""
                if _EITHER.search(text, first, act.end())
                or "at any time" in text[max(first, act.start() - 40) : said].lower()
                or _KEPT_SECRET.search(text, act.end(), said)
                else ", loosely"
            )
            rule = f"ends on some notice{loosely}"
        else:
            return
        until = min(last, said + 60)
        if (
            BECAUSE.search(text, act.end(), last)
            or _IN_PART.search(text, act.end(), last)
            or at_an_end(text[first:until])
            or IMMEDIATELY.search(text, act.start(), until)
        ):
            return
    yield Found(CONVENIENCE, True, first, last, rule, "a party may end it without a reason")
    if notice is not None:
        yield Found(NOTICE_FIELD, notice.period, notice.start, notice.end, rule, "the notice for that")
    who = _who(text[first : act.end()] + (_BY.match(text, act.end(), last) or [""])[0])
    if who:
        yield Found("termination.convenience.by", who, first, act.end(), rule, "who may")


#: The first of several ways to end, and where the next begins: `(i) at any time upon notice, (ii) if ...`.
_ITEMS = re.compile(r"[^.;(]{0,60}\((?:i|a|1)\) [^;]{0,200}?,? (?:(?:and|or|and/or) )?(?P<next>\((?:ii|b|2)\) )")
#: What begins a part of a sentence that stands for itself.
_PARTS = (";", ":", "provided that", "however, that")
_FIRST_ITEM = re.compile(r"\((?:i|a|1)\) (?!.*\(\w{1,3}\) )")
_NEXT_ITEM = re.compile(r",? (?:and|or|and/or) (?P<next>\((?:ii|b|2)\) )")
_NAMED = re.compile(r"\bthe ((?:[A-Z][\w-]* ){1,4})(?:Agreement|Contract)\b")


def _other_agreement(copy: Copy, act: re.Match[str]) -> bool:
    """Whether what is ended has a name that this contract does not give itself: `terminate the Employment Agreement`."""
    named = _NAMED.search(copy.text, act.start(), act.end() + len(" Agreement"))
    if named is None:
        return False
    words = named[1].lower()
    return f"this {words}" not in copy.low and words not in copy.low[:250]


#: After `terminated`: who may.
_BY = re.compile(r"(?: at any time)?(?: only)? by (?:the )?[\w' ]{1,40}", re.IGNORECASE)


def _who(words: str) -> str:
    if _EITHER.search(words):
        return "either"
    customer, supplier = _CUSTOMER.search(words), _SUPPLIER.search(words)
    if customer and not supplier:
        return "customer"
    return "supplier" if supplier and not customer else ""

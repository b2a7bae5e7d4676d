"""Whether a party may end the contract without a reason, which, and with what notice."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.periods import Spell, spells

_CONVENIENCE = "provisions.termination_for_convenience"
_NOTICE_FIELD = "termination.convenience.notice"
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
_MUTUAL = re.compile(r"\b(?:mutual(?:ly)? (?:written )?(?:consent|agree)|by agreement of|subagen|sublicen[cs]e)", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:if|in the event|in case|upon (?:the |any |a )?(?:breach|default|occurrence|material|insolvency|failure"
    r"|bankruptcy|change|expiration"
    r"|termination|completion|happening|filing|loss)|breach\w*|default\w*|fail\w*|insolven\w*|bankrupt\w*|following (?:a"
    r"|any|such)|where|should|unless"
    r"|because|due to|as a result|cure\w*|force majeure|for cause|non-?payment|change (?:in|of) control|non-?compliance"
    r"|acqui\w+|cease\w*"
    r"|thereafter|thereupon|from and after|after the time|so long as|not cured?|following events|any of the following"
    r"|in accordance with (?:this )?(?:section|article|clause|paragraph)|pursuant to (?:this )?(?:section|article|clause"
    r"|paragraph))\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"[' ]{0,3}(?:(?:s'|'s|in|of|advance|prior|written|calendar|at least|days?|[(][^()]{0,30}[)]),? ){0,6}"
    r"(?:notice|notification|in writing|before|prior)",
    re.IGNORECASE,
)
_ON_NOTICE = re.compile(
    r"[^.;:]{0,90}?\b(?:upon|by|on|with|giving|providing)\b[^.;,]{0,70}?\bnotice\b"
    r"|[^.;]{0,50}?\bat any time\b[^.;]{0,160}?\bnotice\b"
    r"|[^.;]{0,50}?\bat any time,? (?:\w+ ){0,2}by (?:destroying|deleting|returning|uninstalling|ceasing|discontinuing)\b",
    re.IGNORECASE,
)
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
_AT_AN_END = re.compile(
    r"\bnon-?renew\w*|\bnot (?:to )?(?:be )?renew|\banniversary\b|\b(?:end|expir\w+|close|conclusion) of (?:the|its|any"
    r"|each|such|then|this)\b"
    r"|\bto renew\b|\binitial term\b",
    re.IGNORECASE,
)
_IMMEDIATELY = re.compile(r"\b(?<!or )(?:immediate(?:ly)?|forthwith)\b", re.IGNORECASE)
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
    for start, end in copy.sentences("terminat", "terminable", "cancel"):
        for act in _TERMINATES.finditer(copy.text, start, end):
            if claimed := list(_by_act(copy, start, end, act)):
                found.extend(claimed)
                break
    found.extend(_by_item(copy))
    found.extend(_by_wish(copy))
    return found


#: `if the Company desires to terminate this Agreement before its end, it shall give at least sixty days' notice`.
_WISHES = re.compile(
    r"\b(?:if|in the event(?: that)?|should) (?P<who>(?:[\w']+ ){1,4})(?:desires?|wish(?:es)?|decides?|chooses?)"
    r" to (?:terminate|cancel|end) (?:this|the) (?:\w+ )?(?:agreement|contract)\b(?P<how>[^.;]{0,80}?)\b(?:shall|will|must)"
    r" (?:provide|give)\b[^.;]{0,80}?\bnotice\b",
    re.IGNORECASE,
)


def _by_wish(copy: Copy) -> Iterator[Found]:
    """What a party that merely wishes to end the contract must do, and nothing else."""
    for start, end in copy.sentences("desires to", "desire to", "wishes to", "wish to", "decides to", "decide to", "chooses to"):
        match = _WISHES.search(copy.text, start, end)
        if match is None or _BECAUSE.search(match["how"]) or _AT_AN_END.search(copy.text, match.start("how"), match.end() + 80):
            continue
        notice = _notice(copy, match.start("how"), min(end, match.end() + 40))
        if notice is None:
            continue
        yield Found(_CONVENIENCE, True, match.start(), match.end(), "ends on notice", "a party may end it without a reason")
        yield Found(_NOTICE_FIELD, notice.period, notice.start, notice.end, "ends on notice", "the notice for that")
        who = _who(match["who"])
        if who:
            yield Found("termination.convenience.by", who, *match.span("who"), "ends on notice", "who may")


#: `(d) By either party upon sixty (60) days' notice`, an item of a list of ways to end.
_ITEM = re.compile(
    r"(?:by|by the) (?:either|any|each) (?:of the )?part(?:y|ies)\b(?: hereto)?,?(?P<says> for any reason\b"
    r"| without cause\b| for convenience\b| at any time\b)?"
    r"[^.;:]{0,60}?\b(?:upon|by giving|by providing|on|with)\b[^.;:]{0,60}?\bnotice\b",
    re.IGNORECASE,
)
#: `(c) at any time, for any reason or no reason, upon sixty (60) days' notice`.
_AT_ANY_TIME = re.compile(
    r"(?P<says>at any time)\b[^.;:]{0,140}?\b(?:for any (?:or no )?reason|without cause|for (?:its )?convenience)\b"
    r"[^.;:]{0,80}?\bnotice\b",
    re.IGNORECASE,
)
#: `(j) at any time upon sixty (60) days' notice`.
_AT_ANY_TIME_ON_NOTICE = re.compile(
    r"at any time(?P<says>)[, ]{1,2}(?:upon|by giving|by providing|on|with)\b[^.;:]{0,60}?\bnotice\b", re.IGNORECASE
)
#: `until the earlier of ... and (b) termination by either party for any reason upon thirty (30) days' notice`.
_UNTIL_ENDED = re.compile(
    r"(?<=termination )by (?:either|any|each) (?:of the )?part(?:y|ies)\b(?: hereto)?,?"
    r"(?P<says> for any reason| without cause| for convenience| at any time)\b[^.;:]{0,60}?\bnotice\b",
    re.IGNORECASE,
)
#: `(b) by the Buyer upon sixty (60) days' notice`, `(ii) upon sixty (60) days' notice by the Buyer`: the item of one party.
_ITEM_OF_ONE = re.compile(
    r"(?P<says>)(?:by (?:the )?[A-Z][\w&' ]{1,40}?,? )?(?:electing to give|giving|providing|[Uu]pon|on|with)\b"
    r"[^.;:]{0,80}?\bnotice\b"
)
_LETTERED = re.compile(r"[ ;:,.]\(\w{1,4}\) $")
_MAY_BE_ENDED = re.compile(
    r"\b(?:may|can|shall|will)\b[^.;:]{0,60}\bterminated?\b[^.]{0,200}?(?::|as follows|following)|\bterminable\b", re.IGNORECASE
)
_UNTIL = re.compile(r"\buntil\b|\b(?:earlier|earliest|first) (?:of|to occur)\b", re.IGNORECASE)
_LIST = re.compile(r"\bterminat\w*\b[^.]{0,160}?(?::|as follows|following)|\bterminated? (?:earlier )?as follows", re.IGNORECASE)


def _by_item(copy: Copy) -> Iterator[Found]:
    """What an item of a list of ways to end says without any reason beside it."""
    for place in copy.places(") by ", ") upon "):
        yield from _by_item_of_one(copy, place + 2)
    for place in copy.places("by either", "by any", "by each", "at any time"):
        match = (
            _UNTIL_ENDED.match(copy.text, place)
            or _ITEM.match(copy.text, place)
            or _AT_ANY_TIME.match(copy.text, place)
            or _AT_ANY_TIME_ON_NOTICE.match(copy.text, place)
        )
        if match is None:
            continue
        until = match.re is _UNTIL_ENDED and _UNTIL.search(copy.text, max(0, place - 200), place) is not None
        opens = (
            re.search(r"(?:\(\w{1,4}\)|\d\.\d[\d.]*|\b[a-h]\.|[;:])[ ,]{0,3}$", copy.text[max(0, place - 10) : place]) is not None
        )
        after = re.split(r"[;.]", copy.text[match.end() : match.end() + 160], maxsplit=1)[0]
        if (
            not (until or (opens and _LIST.search(copy.text, max(0, place - 1_500), place)))
            or _BECAUSE.search(match[0] + after)
            or (_AT_AN_END.search(match[0] + after) and match.re is not _AT_ANY_TIME)
        ):
            continue
        rule = "ends without a reason" if match["says"] else "ends by an item"
        yield Found(_CONVENIENCE, True, place, match.end(), rule, "a party may end it without a reason")
        if match.re in (_ITEM, _UNTIL_ENDED):
            yield Found("termination.convenience.by", "either", place, match.end(), rule, "who may")
        notice = _notice(copy, place, match.end() + 20)
        if notice is not None:
            yield Found(_NOTICE_FIELD, notice.period, notice.start, notice.end, rule, "the notice for that")


def _by_item_of_one(copy: Copy, place: int) -> Iterator[Found]:
    match = _ITEM_OF_ONE.match(copy.text, place) if _LETTERED.search(copy.text, max(0, place - 8), place) else None
    if match is None or not _MAY_BE_ENDED.search(copy.text, max(0, place - 400), place):
        return
    after = re.split(r"[;.]| or \(", copy.text[match.end() : match.end() + 160], maxsplit=1)[0]
    notice = _notice(copy, place, match.end() + 20)
    said = match[0] + after
    if notice is None or _BECAUSE.search(said) or _AT_AN_END.search(said) or _IMMEDIATELY.search(said):
        return
    yield Found(_CONVENIENCE, True, place, match.end(), "ends by an item", "a party may end it without a reason")
    yield Found(_NOTICE_FIELD, notice.period, notice.start, notice.end, "ends by an item", "the notice for that")


def _by_act(copy: Copy, start: int, end: int, act: re.Match[str]) -> Iterator[Found]:
    """What a party may do by one act of ending, in the part of the sentence it stands in."""
    text = copy.text
    first = max(start, act.start() - 260, *(text.rfind(mark, start, act.start()) + 1 for mark in (";", ":")))
    stop = text.find(";", act.end(), end)
    last = min(end, act.end() + 280, stop if stop >= 0 else end)
    mutual = _MUTUAL.search(text, first, last)
    if not _MAY.search(text, first, last) or (mutual and not _OR_ELSE.search(text, act.end(), mutual.start() + 12)):
        return
    if _DENIED.search(text[first : act.start()]):
        return
    if _DENIED_WITHIN.search(act[0]):
        return
    if _BECAUSE.search(text, first, act.start()) is not None or _other_agreement(copy, act):
        return
    says = _SAYS.search(text, act.start(), last) or _SAYS.search(text, first, act.start())
    if says is not None and text.endswith("Termination ", first, says.start()):
        says = None  # `the "Termination for Convenience Fee"`
    notice = _notice(copy, max(first, act.start() - 80), last)
    reach = 260 if "at any time" in text[act.start() : act.end() + 60].lower() else 140
    if says is not None and (says.start() < act.end() or _BECAUSE.search(text, act.end(), says.start()) is None):
        if says.start() >= act.end() and _WHATEVER_ENDED.search(text[act.start() : says.start()][-45:]) is not None:
            return
        chosen = _DISCRETION.search(says[0]) is not None and _BECAUSE.search(text, act.end(), last) is not None
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
                if _EITHER.search(text, first, act.end()) or "at any time" in text[max(first, act.start() - 40) : said].lower()
                else ", loosely"
            )
            rule = f"ends on some notice{loosely}"
        else:
            return
        until = min(last, said + 60)
        if (
            _BECAUSE.search(text, act.end(), last)
            or _IN_PART.search(text, act.end(), last)
            or _AT_AN_END.search(text, first, until)
            or _IMMEDIATELY.search(text, act.start(), until)
        ):
            return
    yield Found(_CONVENIENCE, True, first, last, rule, "a party may end it without a reason")
    if notice is not None:
        yield Found(_NOTICE_FIELD, notice.period, notice.start, notice.end, rule, "the notice for that")
    who = _who(text[first : act.end()] + (_BY.match(text, act.end(), last) or [""])[0])
    if who:
        yield Found("termination.convenience.by", who, first, act.end(), rule, "who may")


_NAMED = re.compile(r"\bthe ((?:[A-Z][\w-]* ){1,4})(?:Agreement|Contract)\b")


def _other_agreement(copy: Copy, act: re.Match[str]) -> bool:
    """Whether what is ended has a name that this contract does not give itself: `terminate the Employment Agreement`."""
    named = _NAMED.search(copy.text, act.start(), act.end() + len(" Agreement"))
    if named is None:
        return False
    words = named[1].lower()
    return f"this {words}" not in copy.low and words not in copy.low[:250]


def _notice(copy: Copy, start: int, end: int) -> Spell | None:
    for spell in spells(copy, start, end):
        if _NOTICE.match(copy.text, spell.end, min(end, spell.end + 90)) or _NOTICE_OF.search(
            copy.text[max(start, spell.start - 40) : spell.start]
        ):
            return spell
    return None


_NOTICE_OF = re.compile(r"notice (?:of|period of)[^.;]{0,30}$", re.IGNORECASE)


#: After `terminated`: who may.
_BY = re.compile(r"(?: at any time)?(?: only)? by (?:the )?[\w' ]{1,40}", re.IGNORECASE)


def _who(words: str) -> str:
    if _EITHER.search(words):
        return "either"
    customer, supplier = _CUSTOMER.search(words), _SUPPLIER.search(words)
    if customer and not supplier:
        return "customer"
    return "supplier" if supplier and not customer else ""

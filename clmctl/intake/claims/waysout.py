"""Ways to end a contract that stand in a list, each an item, or that a term runs until."""

import re
from collections.abc import Iterable, Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.reasons import BECAUSE, CONVENIENCE, IMMEDIATELY, MUTUAL, NOTICE_FIELD, at_an_end, notice_in

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
#: `shall continue thereafter until terminated by either party upon sixty (60) days' notice`.
_GOES_ON_UNTIL = re.compile(
    r"until (?:it is )?(?:sooner )?(?:terminated|cancell?ed) (?:[^.;]{0,60}? or )?by (?:either|any)(?: of the)? part(?:y|ies)"
    r"(?: hereto)?,? (?:by|upon|on|with|giving|providing)\b[^.;:]{0,60}?\bnotice\b(?P<more>[^.;]{0,200})",
    re.IGNORECASE,
)
#: What goes on only then has a term before, which nobody may end so.
_AFTER_ITS_TERM = re.compile(r"\b(?:thereafter|after that|from then on|indefinitely)\b[^.;]*$")
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


def by_item(copy: Copy, sentences: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """What an item of a list of ways to end says without any reason beside it."""
    for place in copy.places(") by ", ") upon "):
        yield from _by_item_of_one(copy, place + 2)
    for start, end in sentences:
        place = copy.low.find("until ", start, end)
        while place >= 0:
            going_on = _GOES_ON_UNTIL.match(copy.text, place)
            if going_on is not None and _AFTER_ITS_TERM.search(copy.low, max(0, place - 40), place) is None:
                yield from _by_going_on(copy, going_on)
            place = copy.low.find("until ", place + 6, end)
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
            or BECAUSE.search(match[0] + after)
            or (at_an_end(match[0] + after) and match.re is not _AT_ANY_TIME)
        ):
            continue
        rule = "ends without a reason" if match["says"] else "ends by an item"
        yield Found(CONVENIENCE, True, place, match.end(), rule, "a party may end it without a reason")
        if match.re in (_ITEM, _UNTIL_ENDED):
            yield Found("termination.convenience.by", "either", place, match.end(), rule, "who may")
        notice = notice_in(copy, place, match.end() + 20)
        if notice is not None:
            yield Found(NOTICE_FIELD, notice.period, notice.start, notice.end, rule, "the notice for that")


def _by_going_on(copy: Copy, until: re.Match[str]) -> Iterator[Found]:
    """What goes on until a party gives notice, for which it needs no reason."""
    end = until.start("more")
    notice, said = notice_in(copy, until.start(), end + 60), until[0]
    if notice is None or BECAUSE.search(said) or at_an_end(said) or IMMEDIATELY.search(said) or MUTUAL.search(until["more"]):
        return
    yield Found(CONVENIENCE, True, until.start(), end, "ends on notice", "a party may end it without a reason")
    yield Found(NOTICE_FIELD, notice.period, notice.start, notice.end, "ends on notice", "the notice for that")
    yield Found("termination.convenience.by", "either", until.start(), end, "ends on notice", "who may")


def _by_item_of_one(copy: Copy, place: int) -> Iterator[Found]:
    match = _ITEM_OF_ONE.match(copy.text, place) if _LETTERED.search(copy.text, max(0, place - 8), place) else None
    if match is None or not _MAY_BE_ENDED.search(copy.text, max(0, place - 400), place):
        return
    after = re.split(r"[;.]| or \(", copy.text[match.end() : match.end() + 160], maxsplit=1)[0]
    notice = notice_in(copy, place, match.end() + 20)
    said = match[0] + after
    if notice is None or BECAUSE.search(said) or at_an_end(said) or IMMEDIATELY.search(said):
        return
    yield Found(CONVENIENCE, True, place, match.end(), "ends by an item", "a party may end it without a reason")
    yield Found(NOTICE_FIELD, notice.period, notice.start, notice.end, "ends by an item", "the notice for that")

"""The notice that stops a renewal, ends a contract that goes on until somebody ends it, or takes an option to renew."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.periods import spells

_NOTICE = re.compile(
    r"\bnoti(?:ce|f\w+|fication)\b|\bwrit(?:ing|ten)\b|\badvis(?:e|es) the other\b|\belect\w* not\b|\bcancel", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\bunless\b|\bnon-?renew|\bnot (?:to )?(?:be )?(?:renew|extend)|\bintent(?:ion)?\b|\bterminat\w*|\bcancel"
    r"|\bexcept (?:if|where)|\bdesire|\bprovided\b|\bwish|\bdoes not|\bother than",
    re.IGNORECASE,
)
_BEFORE_END = re.compile(
    r"[' ]{0,3}(?:(?:'s|in|of|advance|prior|written|calendar|before|notice|in writing|at least|to the other(?: party)?"
    r"|by (?:either|any|one|a) party|thereof|[(][^()]{0,30}[)]),? ){0,6}(?:prior to|before|preceding|in advance of|of|from"
    r"|prior|to) ?(?:the )?(?:such |any |each |its |then |then-|applicable |relevant |respective |scheduled |year's |term's "
    r"|natural )*(?:date (?:of|on which)|end|expir\w*|terminat\w+|renewal|beginning|commencement|start|anniversary"
    r"|conclusion|completion|current|initial|last|first|then|term|close|applicable|day|automatic|lapse|december|\w+ 3[01])",
    re.IGNORECASE,
)
#: Not the notice against a renewal but that of ending sooner: `unless terminated under Section 9 upon 30 days' notice of breach`.
_ENDS_SOONER = re.compile(
    r"\b(?:breach|default|cause)\b|\b(?:in accordance with|pursuant to|under|as provided in)\b", re.IGNORECASE
)


#: It goes on after its initial term until somebody ends it: `and thereafter until terminated by either party giving ...`.
_UNTIL_ENDED = re.compile(
    r"(?:thereafter|indefinitely|after that|from then on|from year to year)(?: [\w-]+){0,4}? until (?:it is )?terminated"
    r" by (?:either|any|one)(?: of the)? part(?:y|ies),? (?:by |on |upon )?(?:giving |serving )?",
    re.IGNORECASE,
)


def notice_that_ends_it(copy: Copy, subject: re.Pattern[str]) -> Iterator[Found]:
    """The notice that ends a contract which goes on after its initial term until then; `subject` are words for the contract."""
    for start, end in copy.sentences("until terminated", "until it is terminated"):
        until = _UNTIL_ENDED.search(copy.text, start, end)
        spell = next(spells(copy, until.end(), min(end, until.end() + 100)), None) if until is not None else None
        if spell is not None and subject.search(copy.text, start, spell.start) and _OF_NOTICE.match(copy.text, spell.end, end):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, "notice ends it", "the notice that ends it")


_AT_THE_END = re.compile(
    r"\bnon-?renew\w*|\bnot to (?:renew|extend)\b|\b(?:terminated?|cancel(?:led)?)\b[^.;]{0,120}?\b(?:end|expiration|expiry"
    r"|last day) of"
    r" (?:the|its|any|such|each|then)\b[^.;]{0,40}?\bterms?\b"
    r"|\bnotice of (?:non-?renewal|(?:its )?(?:termination|cancellation|intent\w*)\b)[^.;]{0,120}?\b(?:prior to|before) the"
    r" (?:end|expir\w+) of (?:the|its|any|such|each|then)\b[^.;]{0,40}?\bterms?\b",
    re.IGNORECASE,
)


def notice_at_the_end(copy: Copy) -> Iterator[Found]:
    """The notice of a clause of its own that ends the contract with its term, of a contract that renews by itself."""
    for start, end in copy.sentences(
        "nonrenew", "non-renew", "not to renew", "not to extend", "end of", "expiration of", "last day of"
    ):
        if _AT_THE_END.search(copy.text, start, end) is None or _NOTICE.search(copy.text, start, end) is None:
            continue
        for spell in spells(copy, start, end):
            if _OF_NOTICE.match(copy.text, spell.end, end) or _BEFORE_END.match(copy.text, spell.end, min(end, spell.end + 160)):
                yield Found("renewal.notice", spell.period, spell.start, spell.end, "notice at the end", _WHY)
                break


_INTENDS = re.compile(r"\b(?:intention|intent|desire|wish) (?:not )?to (?:terminate|renew|extend)", re.IGNORECASE)
_SUCH_NOTICE = re.compile(
    r"(?:\W{0,4}\d[\d.]*\W{1,3})?(?:such|the|any such|this|said)? ?(?:written )?(?:notice|notification)\b", re.IGNORECASE
)
_UNLESS = re.compile(r"\b(?:unless|except|provided)\b[^.;]{0,220}$", re.IGNORECASE)
_OF_NOTICE = re.compile(
    r"[' ]{0,3}(?:(?:prior|written|advance|in advance|calendar),? ){0,3}(?:notice|notification)\b", re.IGNORECASE
)


def notice_against(copy: Copy, start: int, end: int, place: int, doubt: str) -> Iterator[Found]:
    """The notice in the sentence that renews, or in the next one."""
    text = copy.text
    rule = "notice against renewal"
    for spell in spells(copy, start, end):
        window = text[max(start, spell.start - 260) : min(end, spell.end + 200)]
        if not _NOTICE.search(window) or not _AGAINST.search(window):
            continue
        if _BEFORE_END.match(text, spell.end, min(end, spell.end + 160)):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, rule + doubt, _WHY)
            return
        if (
            spell.start > place
            and _OF_NOTICE.match(text, spell.end, end)
            and (unless := _UNLESS.search(text, place, spell.start))
            and not _ENDS_SOONER.search(
                text, max(unless.start(), text.rfind(" or (", place, spell.start)), min(end, spell.end + 60)
            )
        ):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, f"{rule}, no end named{doubt}", _WHY)
            return
    if end >= len(text):
        return
    first, last = copy.sentence(min(end + 1, len(text) - 1))
    about = _SUCH_NOTICE.match(text, first, last) or _AGAINST.search(text, first, last)
    for spell in spells(copy, first, last):
        if about and _NOTICE.search(text, first, last) and _BEFORE_END.match(text, spell.end, min(last, spell.end + 160)):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, f"{rule}, next sentence{doubt}", _WHY)
            return
        if _OF_NOTICE.match(text, spell.end, last) and _INTENDS.search(text, spell.end, last):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, f"{rule}, no end named{doubt}", _WHY)
            return


def notice_before(copy: Copy, start: int, end: int, doubt: str) -> Iterator[Found]:
    """The notice in the sentence before the one that renews where nobody gave it: `Failing such notice, ... renew`."""
    if start < 2 or not _WITHOUT_IT.search(copy.text, start, end):
        return
    first, last = copy.sentence(start - 2)
    for spell in spells(copy, first, last):
        if _NOTICE.search(copy.text, first, last) and _BEFORE_END.match(copy.text, spell.end, min(last, spell.end + 160)):
            yield Found(
                "renewal.notice", spell.period, spell.start, spell.end, f"notice against renewal, next sentence{doubt}", _WHY
            )
            return


_WITHOUT_IT = re.compile(
    r"\b(?:otherwise|failing|absent|in the absence of|without|(?:does not|fails? to|neither party)"
    r" (?:give|provide|send|deliver)s?)(?: any| such| a| the| said| that)*(?: written)? (?:notice|notification)\b|^otherwise\b",
    re.IGNORECASE,
)


def notice_to_renew(copy: Copy, start: int, end: int, doubt: str) -> Iterator[Found]:
    """The notice by which a party takes its option, in the sentence that gives it: after that day the term just ends."""
    for spell in spells(copy, start, end):
        window = copy.text[max(start, spell.start - 260) : min(end, spell.end + 200)]
        if _NOTICE.search(window) and _BEFORE_END.match(copy.text, spell.end, min(end, spell.end + 160)):
            yield Found("renewal.notice", spell.period, spell.start, spell.end, f"notice to renew{doubt}", _TO_RENEW)
            return


_WHY = "notice before the end that stops a renewal"
_TO_RENEW = "notice before the end that takes the option"

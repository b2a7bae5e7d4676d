"""What makes a right to end a contract one for a reason, or for the end of its term alone; the notice it takes."""

import re

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.periods import Spell, spells

CONVENIENCE = "provisions.termination_for_convenience"
NOTICE_FIELD = "termination.convenience.notice"
MUTUAL = re.compile(r"\b(?:mutual(?:ly)? (?:written )?(?:consent|agree)|by agreement of|subagen|sublicen[cs]e)", re.IGNORECASE)
BECAUSE = re.compile(
    r"\b(?:if|in the event|in case|upon (?:the |any |a )?(?:breach|default|occurrence|material|insolvency|failure"
    r"|bankruptcy|change|expiration"
    r"|termination|completion|happening|filing|loss)|breach\w*|default\w*|fail\w*|insolven\w*|bankrupt\w*|following (?:a"
    r"|any|such)|where|should|unless"
    r"|because|due to|as a result|cure\w*|force majeure|for cause|non-?payment|change (?:in|of) control|non-?compliance"
    r"|acqui\w+|cease\w*"
    r"|thereafter|thereupon|from and after|after the time|so long as|not cured?|following events|any of the following"
    r"|in accordance with (?:section|article|clause|paragraph)|pursuant to (?:section|article|clause|paragraph))\b",
    re.IGNORECASE,
)
IMMEDIATELY = re.compile(r"\b(?<!or )(?:immediate(?:ly)?|forthwith)\b", re.IGNORECASE)
_NOTICE = re.compile(
    r"[' ]{0,3}(?:(?:s'|'s|in|of|advance|prior|written|calendar|at least|days?|[(][^()]{0,30}[)]),? ){0,6}"
    r"(?:notice|notification|in writing|before|prior)",
    re.IGNORECASE,
)
_AT_AN_END = re.compile(
    r"\bnon-?renew\w*|\bnot (?:to )?(?:be )?renew|\banniversary\b|\b(?:end|expir\w+|close|conclusion) of (?:the|its|any"
    r"|each|such|then|this)\b"
    r"|\bto renew\b|\binitial term\b",
    re.IGNORECASE,
)
#: So late a contract may be ended without a reason, and any time after: `following the third anniversary of that date`.
_FROM_THEN_ON = re.compile(
    r"\b(?:after|following|since|beyond)(?: the| its| such)?"
    r" [\w-]+(?: \(\w{2,5}\))?(?: year)? anniversary\b",
    re.IGNORECASE,
)


def at_an_end(words: str) -> bool:
    """Whether words speak of ending the contract with one of its terms only."""
    return _AT_AN_END.search(_FROM_THEN_ON.sub(" ", words)) is not None


def notice_in(copy: Copy, start: int, end: int) -> Spell | None:
    """The length of notice that a span of the copy names first."""
    for spell in spells(copy, start, end):
        if _NOTICE.match(copy.text, spell.end, min(end, spell.end + 90)) or _NOTICE_OF.search(
            copy.text[max(start, spell.start - 40) : spell.start]
        ):
            return spell
    return None


_NOTICE_OF = re.compile(r"notice (?:of|period of)[^.;]{0,30}$", re.IGNORECASE)

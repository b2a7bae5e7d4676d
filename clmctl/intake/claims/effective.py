"""When the contract takes effect, as its clauses say."""

import re
from collections.abc import Iterator
from datetime import date

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY, day_of
from clmctl.intake.claims.found import Found

#: `"Effective Date" means`, `Effective Date:`; sought where the words begin.
_DEFINED = re.compile(
    r"(?:effective|commencement) date\"?(?: (?:of|for) (?:this|the) (?:agreement|contract))?,?\"? ?"
    r"(?:(?:shall |will )?(?:means?|be|is|refers to)\b|:|-)[ :]*(?:the )?",
    re.IGNORECASE,
)
#: `commence on`, `effective as of`; sought where the words begin.
_BEGINS = re.compile(
    r"(?:commences?|commencing|begins?|beginning|effective|takes? effect|into (?:force|effect))\b(?: and binding)?"
    r"(?: as of| on and as of| on| from| with effect from| upon| this|:)?(?: and from)?[ :]*(?:the )?",
    re.IGNORECASE,
)
#: What begins, and that it does: before these words. What is paid or done under the contract begins on a day of its own.
_OF_THIS = re.compile(
    r"\b(?:(?=th)(?<!under )(?<!of )(?<!to )(?<!by )(?<!in )(?<!with )(?:this|the) (?:(?!under )\w+ ){0,3}?"
    r"(?:agreement|contract|amendment)|term of (?:this|the) \w+|term|contract)\b"
    r"(?:(?!terminat|expir|\bends?\b|ceas|amended)[^.;]){0,80}?\b(?:shall|will|is|becomes?|are)\b"
    r"(?:(?!terminat|expir|\bends?\b|ceas|amended)[^.;]){0,80}$",
    re.IGNORECASE,
)
#: `This Agreement begins on`: what the words before say where the verb stands alone.
_THIS_ALONE = re.compile(r"(?:^|[.:;] |\d )(?:this|the) (?:\w+ ){0,3}?(?:agreement|contract) $", re.IGNORECASE)
_ALONE = re.compile(r"(?:begins|commences|takes effect)\b", re.IGNORECASE)
#: The Effective Date of something else: `Plan Effective Date`, `the Lease's Commencement Date`.
_ANOTHER_DATE = re.compile(r"(?:'s|(?!\b(?:The|Agreement|Contract|Initial)\b)\b[A-Z][\w-]+) $")
_DATE_OF_THIS = re.compile(
    r"(?:as of )?(?:the )?(?:date|day)(?: and (?:year|date))? (?:first )?(?:hereof|of this (?:agreement|\w+ agreement)"
    r"|(?:first )?(?:written |set forth |stated |mentioned |appearing |specified )?above"
    r"|(?:above |hereinabove )?first (?:above |hereinabove |written|set forth|stated|mentioned)[^.,;]{0,20})",
    re.IGNORECASE,
)
_EXECUTION = re.compile(
    r"(?:the )?(?:date of )?(?:its |the )?(?:full )?(?:execution|signing|signature)\b|(?:the )?date (?:that |of )?(?:the )?last ",
    re.IGNORECASE,
)


_LAST_SIGNATURE = re.compile(
    r"(?:the )?(?:later |last )?(?:of the )?dates? (?:(?:on which|that|when|as of which|of|by) )?(?:it is executed"
    r"|(?:the )?(?:last|latest|final) )"
    r"|(?:the )?(?:last|latest|later) (?:of the )?(?:date|dates|signature)",
    re.IGNORECASE,
)
_EXTENDING = re.compile(r"\b(?:renew\w*|exten[ds]\w*|option)\b", re.IGNORECASE)


def effective_of(copy: Copy, agreed: Found | None, signed: Found | None, order: str) -> Iterator[Found]:
    """The effective date of every clause that defines it or says when the contract begins; `agreed` is its own date,
    `signed` that beside the last signature.
    """
    for place in copy.places("effective", "commenc", "begin", "take effect", "takes effect", "into force", "into effect"):
        defined = _DEFINED.match(copy.text, place)
        match = defined or _BEGINS.match(copy.text, place)
        by_signing = copy.low.endswith("signed and ", 0, place)
        before = max(0, place - 170), place
        if match is None or (defined is None and not by_signing and not _of_this(copy, match, *before)):
            continue
        if defined is None and _EXTENDING.search(copy.text, *before) is not None:
            continue
        if (
            defined is not None
            and not defined[0].rstrip().endswith((":", "-"))
            and _ANOTHER_DATE.search(copy.text[slice(*before)])
        ):
            continue
        yield from _effective_at(copy, match, agreed, signed, order)


def _of_this(copy: Copy, begins: re.Match[str], start: int, end: int) -> bool:
    """Whether it is the contract that begins."""
    return _OF_THIS.search(copy.text, start, end) is not None or (
        _ALONE.match(begins[0]) is not None and _THIS_ALONE.search(copy.text, start, end) is not None
    )


def _effective_at(copy: Copy, match: re.Match[str], agreed: Found | None, signed: Found | None, order: str) -> Iterator[Found]:
    defines = match.re is _DEFINED
    day = DAY.match(copy.text, match.end())
    if day is not None:
        value = day_of(day).read(order)
        if value is not None:
            rule = "effective date means" if defines else "takes effect on"
            yield Found("dates.effective", value, match.start(), day.end(), rule, "the words say so")
        return
    last = _LAST_SIGNATURE.match(copy.text, match.end())
    if last is not None and signed is not None:
        because = "the day beside the last signature"
        yield Found("dates.effective", signed.value, match.start(), last.end(), "takes effect at the last signature", because)
        return
    if agreed is None or not isinstance(agreed.value, date):
        return
    same = _DATE_OF_THIS.match(copy.text, match.end())
    if same is not None:
        rule = "takes effect on its date" if "effect" in match[0].lower() else "commences on its date"
        yield Found("dates.effective", agreed.value, match.start(), same.end(), rule, "on the agreement's own date")
        return
    executed = _EXECUTION.match(copy.text, match.end())
    if executed is not None:
        yield Found("dates.effective", agreed.value, match.start(), executed.end(), "takes effect when signed", "when signed")

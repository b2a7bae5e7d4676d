"""Where a contract begins to speak: the sentence that names the agreement and its parties, past covers and contents."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY
from clmctl.intake.claims.letters import CAPITAL_OR_FIGURE, LETTER
from clmctl.model.frozen import frozen

#: What a contract calls itself.
KINDS = (
    "agreement|amendment|addendum|contract|deed|letter|lease|licen[cs]e|memorandum|statement of work|order form|power of attorney"
    "|schedule|terms"
)
#: The same in words: to look for each is far quicker than to try all of them at every character.
_KINDS = tuple(KINDS.replace("licen[cs]e", "license|licence").split("|"))
_MADE = (
    r"(?:made|entered|dated|effective|executed|concluded|between|by and (?:between|among)|among|amongst|with effect"
    r"|sets forth|is by)\b"
)
#: `This Supply Agreement (the "Agreement") is made`: from `this` on.
_THIS = re.compile(
    rf"this\b(?:[^.;]|(?<=no)\.|(?<=inc)\.|(?<=\d)\.(?=\d)){{0,160}}?\b(?:{KINDS})\b(?P<gap>[^.;]{{0,140}}?)\b{_MADE}",
    re.IGNORECASE,
)
#: `Supply Agreement, effective as of 1 October 1999, between`.
_WITHOUT_THIS = re.compile(
    (
        rf"(?:{KINDS}),? (?:\([^()]{{0,60}}\),? )?(?:is )?(?:made|entered|dated|effective|executed|by and between"
        rf"|between|for the|regarding|concerning|relating to)\b[^.;]{{0,200}}?\b(?:between|among)\b"
    ),
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:the|that|certain|under|to|such|of|a|an)\b (?:[\w-]+ ){0,4}$", re.IGNORECASE)
_NO_TITLE = re.compile(r"\b(?:is hereby|incorporated into|page|should|governs?|supersedes|becomes)\b", re.IGNORECASE)
_NO_OPENING = re.compile(
    r"\b(?:shall(?! be $)|will|may|must|not|pursuant|under|hereof|if|any|(?<!including )all|should|supersedes?|constitutes?"
    r"|contains?"
    r"|set forth in|provision)\b",
    re.IGNORECASE,
)
#: The word before the parties.
BETWEEN = re.compile(
    r"\b(?:by and )?(?:between|among|amongst|b e t w e e n)\b(?: and among\b)?:?"
    r"|(?<=entered into )by\b(?! and (?:between|among))",
    re.IGNORECASE,
)
_DEFINES = re.compile(rf"\([^()]{{0,160}}\"[^\"()]{{1,60}}\"|hereinafter|\([^()]{{0,40}}'{LETTER}[^'()]{{1,40}}'", re.IGNORECASE)
#: `Parties (1) Lakeside Boats GmbH (2)`, `Party A: ...`.
_LISTED = re.compile(rf"\bparties:? (?=\(?1[).] ?{LETTER})|(?=\bparty a ?(?:\([^()]{{0,30}}\) ?)?: ?{LETTER})", re.IGNORECASE)
_NAMED_NEXT = re.compile(
    rf"(?i:between|among)(?i: and among)?:? {CAPITAL_OR_FIGURE}[^;]{{2,200}}?\([^()]{{0,80}}\"[^\"()]{{1,60}}\""
)
#: `Ladies and Gentlemen: Harbour Bancorp, Inc. (the "Company") ... hereby confirms its agreement with`.
_GREETING = re.compile(r"\b(?:Ladies and Gentlemen|Gentlemen|Dear [^:;.]{2,60}):", re.IGNORECASE)
_CONFIRMS = re.compile(r"\bconfirms? (?:its|their|our|the) (?:respective )?agreements? with\b", re.IGNORECASE)
_RECITALS = re.compile(
    r"\b(?:whereas\b|recitals?\b|r e c i t a l s|witnesseth\b|w i t n e s s e t h|background\b|now,? therefore\b"
    r"|preliminary statement|the parties (?:hereby |hereto |hereto hereby )?agree\b|in consideration of\b|introduction\b)",
    re.IGNORECASE,
)
#: A list of what was filed elsewhere speaks of contracts; it opens none.
FILED = re.compile(r"\bincorporated by reference (?:to|from) (?:the )?(?:exhibit|registr|form|compan)", re.IGNORECASE)
_FIRST, _TOP = 80_000, 20_000
_MOST = 1_000
_NEAR_TOP = 6_000
_LONGEST = 4_000


@frozen
class Opening:
    """The opening: `start` of its words, `between` of the word before the parties (or -1), `end` before the recitals.

    `sure` where it says what is made (`This Agreement is made ...`), not only between whom.
    """

    start: int
    between: int
    end: int
    sure: bool = True


def opening_of(copy: Copy) -> Opening | None:
    """The opening of a contract; None where there is none to be found."""
    return _by_this(copy) or _by_between(copy) or _by_letter(copy)


def _by_this(copy: Copy) -> Opening | None:
    for place in copy.places("this ")[:_MOST]:
        if place > _FIRST:
            break
        if place and copy.low[place - 1].isalnum():
            continue
        match = _THIS.match(copy.text, place)
        if match is None or _NO_OPENING.search(match["gap"]) or _NO_TITLE.search(match[0]):
            continue
        if FILED.search(copy.text, place, place + 600):
            continue
        head = copy.text[place : place + 700]
        between = BETWEEN.search(head)
        if between is not None and (_DEFINES.search(copy.text, place, place + 1_500) or DAY.search(head)):
            return _opening(copy, place, place + between.start())
        if place < 30_000 and (day := DAY.search(copy.text, match.end(), match.end() + 60)):
            later = BETWEEN.search(copy.text, day.end(), day.end() + 300)
            listed = None if later else _LISTED.search(copy.text, day.end(), day.end() + 300)
            return _opening(copy, place, later.start() if later else listed.end() if listed else -1)
    return None


def _by_between(copy: Copy) -> Opening | None:
    called: list[tuple[int, re.Match[str]]] = []
    for match in _without_this(copy):
        named = _OF_ANOTHER.search(copy.text, max(0, match.start() - 60), match.start()) is None and match[0][0].isupper()
        filed = FILED.search(copy.text, match.end(), match.end() + 400)
        if named and not filed and (defined := _DEFINES.search(copy.text, match.end(), match.end() + 700)):
            called.append((defined.start() - match.end(), match))
    if called:
        # A cover says it too, but not what the parties are called.
        _, match = min(called, key=lambda one: one[0])
        between = list(BETWEEN.finditer(copy.text, match.start(), match.end()))[-1]
        return _opening(copy, match.start(), between.start())
    listed = _LISTED.search(copy.text, 0, min(len(copy.text), _NEAR_TOP))
    if listed is not None:
        return _opening(copy, listed.start(), listed.end())
    for place in copy.places("between", "among"):
        if place > _NEAR_TOP:
            break
        if (place == 0 or not copy.low[place - 1].isalnum()) and _NAMED_NEXT.match(copy.text, place):
            return replace(_opening(copy, max(0, place - 60), place), sure=False)
    return None


def _by_letter(copy: Copy) -> Opening | None:
    """The first sentence of a letter by which firms confirm what they agreed with the one it is addressed to."""
    greeting = _GREETING.search(copy.text, 0, min(len(copy.text), _NEAR_TOP))
    confirms = _CONFIRMS.search(copy.text, greeting.end(), greeting.end() + 3_000) if greeting is not None else None
    if greeting is None or confirms is None:
        return None
    return Opening(greeting.end(), greeting.end(), min(len(copy.text), confirms.end() + 200))


def _without_this(copy: Copy) -> Iterator[re.Match[str]]:
    """The matches of that pattern near the top, none inside another."""
    end = 0
    for place in copy.places(*_KINDS):
        if end <= place < _TOP and (match := _WITHOUT_THIS.match(copy.text, place, _TOP)):
            end = match.end()
            yield match


def _opening(copy: Copy, start: int, between: int) -> Opening:
    after = between + 8 if between >= 0 else start + 20
    recital = _RECITALS.search(copy.text, after, min(start + _LONGEST, len(copy.text)))
    return Opening(start, between, recital.start() if recital else min(start + 2_500, len(copy.text)))

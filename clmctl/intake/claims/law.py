"""The law that governs, under one name for each place."""

import re

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.places import place_at, place_before

#: So many characters before the words that say so are quoted with them.
_BEGUN = 60
_FIELD = "legal.governing_law"
#: What law does to a contract, first as contracts say it, then in other words.
_GOVERNED = re.compile(r"\bgovern(?:ed|s|ing)?\b|\bconstrued\b|\binterpreted\b|\bchoice of law\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\benforced\b|\bsubject to\b|\bdetermined\b|\bcontrolled by\b|\bappl(?:y|ies|ied)\b|\binterpretation\b"
    r"|\bin accordance\b|\bmade under\b",
    re.IGNORECASE,
)
_SUBJECT_TO = re.compile(r"\bagreement\b[^.;]{0,40}\bsubject to (?:the )?[A-Z]\w+ law\b", re.IGNORECASE)
_LAW_OF = re.compile(
    r"\b(?:laws?|legislation)\b(?: ?\([^()]{0,90}\),?)?(?:,[^,;()]{0,90},| [^.,;()]{0,50}?)? ?\b"
    r"(?:of(?= |the\b|[A-Z])|in(?: force in)?\b|prevailing in\b|applicable (?:in|within)\b)",
    re.IGNORECASE,
)
_THEREOF = re.compile(
    r"\blaws? (?:thereof|of (?:said|such|that) (?:state|commonwealth|province|country|jurisdiction))\b", re.IGNORECASE
)
_IN_STATE = re.compile(r"\b(?:in|of|within|into) (?=(?:the )?(?:state|commonwealth|province|republic|country|[A-Z]))")
#: Law that a firm was founded under, or that something must comply with, governs no contract.
_ANOTHER = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|chartered|registered|duly|qualified|securities|compliance|comply|complies"
    r"|accordance with applicable|authori[sz]ed under|tax|bankruptcy|privacy|labor|employment|doing business)\b[^.]{0,120}$",
    re.IGNORECASE,
)
_THIS = re.compile(r"\bthis\b|\bhereof\b|\bhereto\b|\bthe (?:agreement|contract)\b|\bherein\b|\bhereunder\b|\bagreements\b")
#: Papers with a law of their own.
_OF_A_THING = re.compile(
    r"\b(?:guarant(?:y|ees?|ies)|notes?|lease|policy|bonds?|plan|indenture|mortgage|warrants?|trust|pledge)\b"
)
_OPINION = re.compile(r"\bopinion\b|\bcounsel\b")
_BEFORE, _AFTER = 300, 260


def law_of(copy: Copy) -> list[Found]:
    """The law the text says governs, from each sentence that says so; a place without a name claims nothing."""
    found: list[Found] = []
    for start, end in copy.sentences("laws", " law ", " law,", "law.", "legislation"):
        governed = _GOVERNED.search(copy.text, start, end) or _OTHERWISE.search(copy.text, start, end)
        if governed is not None:
            found.extend(_law_of(copy, start, end) or _law_thereof(copy, start, end) or _law_named(copy, start, end))
    return found


def _rule(copy: Copy, start: int, end: int, *, governed: bool) -> str:
    own = _THIS.search(copy.low, start, end) is not None and _OPINION.search(copy.low, start, end) is None
    if not own and _OF_A_THING.search(copy.low, start, end) is not None:
        return ""
    return (
        ("governed by the law of" if own else "law of, something governed")
        if governed
        else ("law of, otherwise said" if own else "")
    )


def _law_of(copy: Copy, start: int, end: int) -> list[Found]:
    text = copy.text
    for match in _LAW_OF.finditer(text, start, end):
        place = place_at(text, match.end())
        if place is None or _ANOTHER.search(text, max(start, match.start() - 140), match.start()):
            continue
        near = max(start, match.start() - _BEFORE), match.start()
        ahead = match.end(), min(end, match.end() + _AFTER)
        said = _GOVERNED.search(text, *near) or _GOVERNED.search(text, *ahead)
        weak = said or _OTHERWISE.search(text, *near) or _OTHERWISE.search(text, *ahead)
        rule = _rule(copy, start, end, governed=said is not None)
        if weak is None or not rule:
            continue
        begin = _a_little_before(text, start, weak.start()) if weak.start() < match.start() else match.start()
        return [Found(_FIELD, place[0], begin, place[1], rule, "the law the agreement is governed by")]
    return []


def _a_little_before(text: str, start: int, place: int) -> int:
    """Where the words before a place begin: the sentence's first, or a whole word not far off."""
    far = place - _BEGUN
    return start if far <= start else text.find(" ", far - 1, place) + 1 or place


def _law_thereof(copy: Copy, start: int, end: int) -> list[Found]:
    thereof = _THEREOF.search(copy.text, start, end)
    if thereof is None:
        return []
    for into in reversed(list(_IN_STATE.finditer(copy.text, start, thereof.start()))):
        place = place_at(copy.text, into.end())
        if place is not None:
            return [Found(_FIELD, place[0], into.start(), thereof.end(), "law thereof", "the law of the place just named")]
    return []


def _law_named(copy: Copy, start: int, end: int) -> list[Found]:
    if _THIS.search(copy.low, start, end) is None or not (
        _GOVERNED.search(copy.text, start, end) or _SUBJECT_TO.search(copy.text, start, end)
    ):
        return []
    for match in re.finditer(r"\blaws?\b", copy.low[start:end]):
        place = place_before(copy.text, max(start, start + match.start() - 45), start + match.start())
        if place is not None:
            return [Found(_FIELD, place[0], place[1], start + match.end(), "named law governs", "the law named")]
    return []

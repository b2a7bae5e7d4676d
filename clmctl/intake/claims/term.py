"""How long the contract runs: the length of its initial term and its last day.

An end date is the last day of cover. A day that the words name (`until 31 December 2021`, `on the third anniversary of the
Effective Date`) is that last day; a length (`three years from the Effective Date`) ends on the day before.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from clmctl.intake.claims.anchors import Anchors, anchor_of, anniversary, last_day, starts
from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY, ORDINAL, day_of, ordinal_number
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.periods import PERIOD, Spell, period_of, spells
from clmctl.model.frozen import frozen
from clmctl.model.period import Period

_TRIGGERS = (
    "term of this",
    "term of the",
    "initial term",
    "agreement shall",
    "agreement will",
    "remain in",
    "in effect",
    "in force",
    "anniversary",
    "agreement is for",
    "for a period",
    "for a term",
    "commenc",
    "term:",
    "contract period",
    "expire",
    'term"',
    "agreement terminates",
    "effective until",
    "full force",
    "perpetual",
    "term shall",
    "term is",
    "term will",
    "continues for",
    "runs for",
)
#: Words that speak of the contract's own term, not of a period in it.
_OWN = re.compile(
    r"\binitial term\b|\b(?:terms?|duration) of (?:this|the) (?:\w+ ){0,3}?(?:agreement|contract|engagement|addendum)\b"
    r"|\bterm of this (?-i:[A-Z]{2,5})\b"
    r"|\b(?=th)(?<!under )(?<!by )(?<!of )(?<!in )(?<!terminate )(?<!into )(?<!cancel )(?<!to )"
    r"\b(?:this|the) (?:(?!under |granted |in |to |of )\w+ ){0,4}?(?:agreement|contract|addendum"
    r"|(?-i:[A-Z]{2,5}))(?: \([^)]{0,60}\))?(?: and [^.;,]{0,40}"
    r"?)?,? (?:\([a-z]\) )?"
    r"(?:shall|will|is|becomes?|continues?|commences?|expires?|begins?|remains?|terminates?)\b"
    r"|\"(?:initial |contract )?(?:term|period)\",? (?:of this \w+ )?(?:means|shall mean|shall be|is\b)"
    r"|\bterm (?:shall mean|means)\b|\b(?:your|the) (?:employment|appointment|engagement) (?:shall|will)\b"
    r"|\bthe term (?:here(?:of|under) |of \w+ (?:with \w+ )?)?(?:shall|will|is|commences|begins)\b|(?P<heading>\bterm: )",
    re.IGNORECASE,
)
_REACH = 300
#: Without one of these a sentence says nothing of how long.
_MEASURE = re.compile(r"(?:19|20)\d\d|/\d\d|year|month|anniversary|perpetu|indefinite|unlimited|until|unless and")
_YEAR = re.compile(r"(?:19|20)\d\d|/\d\d")
_OF_ANOTHER = re.compile(
    r"\b(?:warranty|guarantee|confidential\w*|non-?compet\w*|surviv\w*|lease|patent|royalt\w*|option period|cure|transition"
    r"|wind-?down|payment|insurance|trial|escrow|support|purchase order|work order|study order|sow|exclusiv\w*|renewal term"
    r"|extension term|sell-?off|audit|records|statement of work|probation|contract year|calendar (?:quarter|year)"
    r"|year of the term|fiscal|quarter"
    r"|prohibition|coverage|policy|policies|premiums?|written notice|obligations?|covenants?|unpaid|agrees? not|unstayed"
    r"|undismissed|bankruptcy|default|breach)\b"
    r"|\b(?:with respect|as) to (?:any|each|such|the)\b|\b(?:any|each|such) (?:\w+ )?(?:order|project|schedule|task)s?\b",
    re.IGNORECASE,
)
_EXTENDING = re.compile(r"\b(?:renew\w*|exten[ds]\w*|additional|successive|thereafter|subsequent)\b", re.IGNORECASE)
#: What lasts from the end of the contract on is not its term.
_AFTER_ITS_END = re.compile(
    r"\b(?:[Ii]f|[Oo]nce|[Ww]hen|[Ww]here) (?:this|the) (?:\w+ ){0,2}(?:is|has been|shall be|expires|terminates)[^.;]{0,150}$"
    r"|\b(?:upon|from|after|following|with) (?:the )?(?:earlier )?(?:(?:expiration|expiry)(?: or)? )?(?:(?:termination"
    r"|expiration|expiry)\b"
    r"(?! date)|(?:sale|transfer) of)[^.;]{0,150}$|\b(?:assistance|successor|Successor)\b[^.;]{0,150}$"
)
#: What is said aside, about other ways to end: `unless mutually extended by agreement,`.
_ASIDE = re.compile(r"\b(?:unless|subject to|except as)\b.{0,220}?(?:,| shall | will )", re.IGNORECASE)
_TO_A_DAY = re.compile(
    r"\b(?:until|through|thru|up to|to|and including|(?:expir|terminat|end|conclud)\w*(?: [^.;,]{0,40}?)?(?:on|at|as of|upon)"
    r"|(?:expire|terminate|end)s?|remain in (?:full force and )?effect)"
    r"(?: the (?:earlier|later)(?: to occur)?(?: of)?:?(?: ?\([ia1]\))?)?(?: and including| and through|,? including| on)?"
    r"(?: midnight[^.;]{0,20}(?: on| of)?| [0-9:]{1,5} ?[ap]\.?m\.?[^.;]{0,20}(?: on)?| the close of business on"
    r"| (?:the )?end of (?:business )?(?:on )?)?[ :]*(?:the )?$",
    re.IGNORECASE,
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:date|day)(?: (?:that|which) is)? $|\b(?:until|through|(?:end|expire|terminate)s?|ending|expiring|terminating) $"
    r"|(?<!end )\b(?:for|of|be|is|has|have|term|period|a|an|continue|effect|force|effective|:)(?: (?:a|an|the|another))?"
    r"(?: (?:total|initial|fixed|minimum|primary|base|original|firm|full))*(?: (?:term|period|duration))?(?: (?:of|for))?"
    r"(?: (?:at least|not less than|exactly))?[ :(]*$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    rf"\b(?P<day>day (?:immediately )?(?:before|prior to|preceding) )?the (?:date (?:that is"
    rf"|of) )?(?:(?:the )?{ORDINAL}(?: year)?"
    r"|(?P<years>[\w()-]{1,20}(?: ?\(\d{1,2}\))?)[ -]year) anniversary(?: date)?(?P<of>[^.;]{0,100})",
    re.IGNORECASE,
)
_TO_ANNIVERSARY = re.compile(
    r"\b(?:until|through|to|means|(?:earlier|later)[^.]{0,14}|(?:expir|terminat|end)\w*(?: [^.;,]{0,30}?)?(?:on|at|upon|as of))"
    r"[ (ia1):,]{0,8}(?:the )?(?:day )?$",
    re.IGNORECASE,
)
_EITHER_DAY = re.compile(
    r"\b(?:whichever (?:is|occurs|comes) (?:the )?(?:later|last|earlier|first|sooner)"
    r"|(?:later|earlier|earliest|latest|longer|shorter) (?:of|to occur))\b",
    re.IGNORECASE,
)
_NO_TERM = re.compile(
    r"\bnotice\b[^.;]{0,20}$|\bwithin\b[^.;]{0,20}$|\bduring\b[^.;]{0,20}$|\bper\b[^.;]{0,10}$|\bforce and for\b[^.;]{0,20}$"
    r"|\b(?:and|or) for (?:(?:a|an|the|another|at least|not less than|no less than)\b[^.;]{0,30})?$"
    r"|\b(?:and|or|plus) (?:a|an|the) (?:further |additional )?period of $"
    r"|\bnot (?:\w+ )?(?:be )?(?:terminat|cancel|amend|assign)\w*\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_NO_TERM_AFTER = re.compile(
    r"[' ]{0,2}(?:prior |written |advance )*notice|[' ]{0,2}(?:before|prior|in advance|written)\b"
    r"|\W{0,3}(?:after|following|from) (?:the )?(?:date of )?(?:actual |such |any |its )*(?:termination|expiration|expiry|term\b"
    r"|(?:the )?(?:date|occurrence) of (?:either|any|such))| ?(?:period )?(?:renewal|extension)",
    re.IGNORECASE,
)
_FOREVER = re.compile(
    r"\b(?:perpetual(?:ly)?|in perpetuity|indefinite(?:ly)?|(?:indefinite|unlimited) period(?: of time)?)\b"
    r"|\b(?:until|unless and until|unless or until|until and unless|until or unless) (?:it is |it's |sooner |earlier )?"
    r"(?:terminated|cancell?ed|rescinded|either party (?:gives|terminates))"
    r"|\buntil (?:[^.;,]{0,30} )?(?:termination|terminated) (?:as provided|in accordance|by either|pursuant|upon|by (?:any"
    r"|a) party)",
    re.IGNORECASE,
)
_LASTS = re.compile(r"\b(?:effective|valid|continue\w*|remain\w*|(?:in|full) (?:force|effect)|term|duration)\b", re.IGNORECASE)
#: The contract with all that is owed under it: `This Agreement and your obligations hereunder shall`.
_WHOLE = re.compile(
    r"this (?:\w+ )?agreement and (?:all |any )?(?:of )?(?:the |your |its )?(?:\w+ ){0,2}(?:obligations|rights)\b", re.I
)
_END_OF_YEAR = re.compile(r"\buntil (?:the )?end of the (?:current|then current|present) calendar year", re.IGNORECASE)


@frozen
class _Sentence:
    copy: Copy
    text: str
    start: int
    end: int
    owns: tuple[re.Match[str], ...]
    anchors: Anchors
    either: str

    def before(self, place: int, length: int) -> str:
        return self.text[max(self.start, place - length) : place]

    def after(self, place: int, length: int) -> str:
        return self.text[place : min(self.end, place + length)]

    def rule(self, name: str, place: int) -> str:
        """The rule with what weakens it: said of the contract's term only loosely, or the earlier or later of two days."""
        near = [own for own in self.owns if own.start() <= place <= own.start() + _REACH]
        how = ", loosely" if not near else ", under a heading" if all(own["heading"] for own in near) else ""
        return f"{name}{how}{self.either}"

    def of_another(self, place: int) -> bool:
        """Whether the words before speak of renewing, or of the length of something else."""
        words = self.before(place, 300)
        own = next((own for own in reversed(self.owns) if own.end() <= place), None)
        if own is not None and _WHOLE.match(own[0]):
            words = words[-(place - own.end()) :] if place > own.end() else ""
        words = _ASIDE.sub(" ", words)
        return (
            _EXTENDING.search(words[-160:]) is not None
            or _OF_ANOTHER.search(words[-75:]) is not None
            or _AFTER_ITS_END.search(words[-200:]) is not None
        )


def term_of(copy: Copy, anchors: Anchors) -> list[Found]:
    """The length and the last day of the initial term, from every sentence that states how long the contract runs."""
    found: list[Found] = []
    for start, end in copy.sentences(*_TRIGGERS):
        if _MEASURE.search(copy.low, start, end) is None:
            continue
        owns = tuple(_OWN.finditer(copy.text, start, end))
        if not owns:
            continue
        either = ", either day" if _EITHER_DAY.search(copy.text, start, end) else ""
        sentence = _Sentence(copy, copy.text, start, end, owns, anchors, either)
        found.extend(_first(_named_day(sentence), _anniversaries(sentence), _lengths(sentence), _lasting(sentence)))
    for place in copy.places("expiration date", "expiry date", "termination date", "end date"):
        match = _DATE_NAMED.match(copy.text, place)
        day = DAY.match(copy.text, match.end()) if match else None
        value = day_of(day).read(anchors.order) if day else None
        if value is not None and day is not None:
            found.append(Found("term.end", value, place, day.end(), "expiration date named", "the words name it so"))
    return found


_DATE_NAMED = re.compile(
    r"(?:expiration|expiry|termination|end) date\"?,? ?(?:(?:of this agreement )?(?:shall mean|means?|shall be|is)\b"
    r"|:)[ :]*(?:the )?",
    re.IGNORECASE,
)


def _first(*readings: Iterator[Found]) -> list[Found]:
    for reading in readings:
        if found := list(reading):
            return found
    return []


def _named_day(of: _Sentence) -> Iterator[Found]:
    if _YEAR.search(of.text, of.start, of.end) is None:
        return
    for match in DAY.finditer(of.text, of.start, of.end):
        value = day_of(match).read(of.anchors.order)
        if value is None or of.of_another(match.start()) or not _TO_A_DAY.search(of.before(match.start(), 90)):
            continue
        rule = of.rule("runs until a day", match.start())
        yield Found("term.end", value, _from(of, match.start()), match.end(), rule, "the last day the words name")
        return


def _anniversaries(of: _Sentence) -> Iterator[Found]:
    if of.copy.low.find("anniversary", of.start, of.end) < 0:
        return
    for match in _ANNIVERSARY.finditer(of.text, of.start, of.end):
        if of.of_another(match.start()) or not _TO_ANNIVERSARY.search(of.before(match.start(), 40)):
            continue
        years = ordinal_number(match["nth"]) if match["nth"] else _years(match["years"])
        if not years or years > 99:
            continue
        rule = of.rule("anniversary", match.start())
        yield Found("term.length", Period(years=years), match.start(), match.end("of"), rule, "the years to that anniversary")
        start = anchor_of(match["of"], of.text[of.start : match.start()], of.anchors)
        day = anniversary(start, years, of.anchors.conventions) if start else None
        if day is not None and start is not None:
            day = day - timedelta(days=1) if match["day"] else day
            because = f"{years} years from {start.isoformat()}"
            yield Found("term.end", day, _from(of, match.start()), match.end("of"), rule, because)
        return


def _lengths(of: _Sentence) -> Iterator[Found]:
    for spell in spells(of.copy, of.start, of.end):
        period, before, after = spell.period, of.before(spell.start, 80), of.after(spell.end, 140)
        if period.business_days or period.clear_days or of.of_another(spell.start):
            continue
        if period.total_months == 0 and (period.total_days < 28 or "term" not in before.lower()):
            continue
        if not _LENGTH_BEFORE.search(before) or _NO_TERM.search(before):
            continue
        if _NO_TERM_AFTER.match(after) or _OF_ANOTHER.search(after[:40]):
            continue
        if _DAY_THAT_IS.search(before) and not _FROM_ITS_START.search(after[:90]):
            continue
        rule = of.rule("length", spell.start)
        yield Found("term.length", period, spell.start, spell.end, rule, "the length of the initial term")
        yield from _counted(of, spell, after)
        return


def _counted(of: _Sentence, spell: Spell, after: str) -> Iterator[Found]:
    behind = of.text[of.start : spell.start]
    start, named = anchor_of(after, behind, of.anchors), "length counted"
    if start is None and not starts(after, behind[-200:]) and _INITIAL.search(of.before(spell.start, 70)):
        start, named = of.anchors.effective or of.anchors.agreement, "length counted, no start named"
    elif start is None and of.anchors.effective is None and _FROM_EFFECTIVE.search(f"{behind[-200:]} {after[:60]}"):
        start, named = of.anchors.agreement, "length counted from its date"
    value = last_day(start, spell.period, of.anchors.conventions) if start else None
    if value is not None and start is not None:
        because = f"{spell.period} from {start.isoformat()}, the last day included"
        yield Found("term.end", value, _from(of, spell.start), spell.end, of.rule(named, spell.start), because)


def _lasting(of: _Sentence) -> Iterator[Found]:
    """Until the end of the year, until somebody ends it, or for ever."""
    year_end = _END_OF_YEAR.search(of.text, of.start, of.end)
    day = of.anchors.effective or of.anchors.agreement
    if year_end is not None and day is not None:
        rule = of.rule("end of the year", year_end.start())
        yield Found("term.end", date(day.year, 12, 31), year_end.start(), year_end.end(), rule, f"the end of {day.year}")
        return
    forever = _FOREVER.search(of.text, of.start, of.end)
    if forever is None or of.either:
        return
    place = forever.start()
    bounded = any(True for _ in spells(of.copy, max(of.start, place - 200), place))
    if bounded or _OF_ANOTHER.search(of.before(place, 100)) or _LASTS.search(of.before(place, 160)) is None:
        return
    kind = "perpetual" if re.match(r"perpet|in perp|indefin|unlimit", forever[0], re.IGNORECASE) else "evergreen"
    because = "it runs until somebody ends it" if kind == "evergreen" else "the words say so"
    yield Found("renewal.type", kind, _from(of, place), forever.end(), of.rule(f"runs {kind}", place), because)
    notice = next(spells(of.copy, forever.end(), min(of.end, forever.end() + 160)), None)
    if kind == "evergreen" and notice is not None and _OF_NOTICE.match(of.text, notice.end):
        rule = of.rule("notice ends it", place)
        yield Found("renewal.notice", notice.period, notice.start, notice.end, rule, "the notice that ends it")


_INITIAL = re.compile(r"\b(?:term|initial)\b", re.IGNORECASE)
_FROM_EFFECTIVE = re.compile(r"\beffective date\b", re.IGNORECASE)
_OF_NOTICE = re.compile(r"[' ]{0,2}(?:\w+,? ){0,3}notice", re.IGNORECASE)
_DAY_THAT_IS = re.compile(
    r"\b(?:until|through|ending|expiring|terminating|(?:end|expire|terminate|date|day)s?)(?: (?:that|which) is)? $", re.IGNORECASE
)


#: An end so long after what is not its start says no length: `expires one year after the completion of the sale`.
_FROM_ITS_START = re.compile(
    r"^\W{0,3}(?:\w+ ){0,3}?(?:from|after|following|of)\b[^.;]{0,40}?\b(?:(?:effective|commencement|start|beginning|agreement"
    r"|execution|signing|signature) date|date (?:hereof|of (?:this|the|its)|first|above|set forth|written|that|signed)|hereof"
    r"|(?:that|such|said) date|execution|signing|signature|commence\w+)|\b(?:thereafter|therefrom|hereafter)\b",
    re.IGNORECASE,
)


def _from(of: _Sentence, place: int) -> int:
    """Where a quote begins: at the words that own the term, if near."""
    near = [own.start() for own in of.owns if own.start() <= place <= own.start() + _REACH]
    return near[-1] if near else max(of.start, place - 120)


def _years(words: str | None) -> int | None:
    match = PERIOD.match(f"{words} year") if words else None
    period = period_of(match) if match else None
    return period.years if period else None

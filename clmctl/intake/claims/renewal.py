"""What happens at the end of the term: the kind of renewal, its length, how many, and the notice that stops it."""

import re
from collections.abc import Iterator

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.notice import notice_against, notice_at_the_end, notice_before, notice_that_ends_it, notice_to_renew
from clmctl.intake.claims.periods import WORDS, spells
from clmctl.model.period import Period
from clmctl.text.language import number_from_words

_SUBJECT = re.compile(
    r"\b(?:this|the) (?:\w+ ){0,4}?(?:agreement|contract|addendum)\b|\b(?:initial|renewal|extension|extended|original"
    r"|current|maintenance) (?:term|period)|\bthe term\b|\bterm of (?:this|the)|\bterm\b",
    re.IGNORECASE,
)
_RENEW = re.compile(
    r"\b(?:(?:auto|self)-?)?renew(?:s|ed|al|als|ing|able)?\b|\bextend(?:s|ed|ing)?\b|\bextension\b|\bcontinue(?:s|d)?\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\b(?:lease|exclusiv\w+|insurance|permit|registration|patent|trademark|copyright|domain|policy|policies|licen[cs]e term"
    r"|time (?:for|limit|within|period)|extension of time|force majeure|inability to perform|deadline|credit|letter of credit"
    r"|loan|warranty|option period|terms? of (?:payment|credit|office)|term of (?:the|any|this|such)"
    r" (?!(?:\w+ ){0,2}(?:agreement|contract))\w+|purchase orders?"
    r"|statement of work|sow)\b"
    r"|(?-i:\b[Tt]he (?!Initial|Renewal|Exten|Original|Current|Then|First|Contract|Services?\b|Agreement|License|Supply"
    r"|Employment"
    r"|Base|Primary|Full|Entire|Maintenance|Support|Subscription|Lease|Program)[A-Z]\w+ Term\b)",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"\bautomatic(?:ally)?\b[^.;]{0,60}?\b(?:renew|exten[ds]|continu(?!\w* (?:during|to)\b))|\b(?:renew"
    r"|extend)\w*\b[^.;]{0,60}?\bautomatic"
    r"|\b(?:auto|self)-?renew|\bdeemed (?:to be )?(?:renewed|extended)|\b(?:shall|will) (?:also |thereafter )?(?:be )?(?:renewed"
    r"|renew|extended|extend)\b(?! to\b)(?![^.;]{0,120}\b(?:if|upon|subject to|by|mutual\w*) (?:both|the parties|agreed|mutual"
    r"|written agreement|agree))[^.;]{0,160}\b(?:unless|year to year|year-to-year|successive)|\b(?:shall"
    r"|will) (?:\w+ )?continue\b(?:(?!until|during)[^.;]){0,120}\b(?:from year to year|(?:additional|successive"
    r"|further) (?:\w+ ){0,3}(?:\(\d+\) )?(?:terms?|periods?|years?))|\bfrom year[- ]to[- ]year\b|\byear[- ]to[- ]year basis"
    r"|\b(?:shall|will) (?:\w+ )?continue\b(?:(?!until|during)[^.;]){0,60}\b(?:from month to month|(?:on a )?month-to-month)",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:renew|exten[ds])\w*\b[^.;]{0,160}?\b(?:mutual(?:ly)?|written (?:agreement|consent)|(?<!this )(?<!the )"
    r"agree(?:d"
    r"|ment)? (?:in writing|to in writing|by|upon|between)|agreement of (?:both|the)|consent of (?:both|the)|both parties"
    r"|(?:each|all) of the parties"
    r"|parties (?:may )?agree|by amendment)"
    r"|\b(?:mutual(?:ly)?|parties may (?=renew|extend)|parties may(?:, [^,]{0,40},)? (?:agree|by)|by (?:written"
    r"|mutual) agreement|parties (?:agree"
    r"|shall agree|may agree)(?! as follows)|upon (?:the )?(?:written )?agreement)[^.;]{0,140}?\b(?:renew|exten[ds])",
    re.IGNORECASE,
)
_OPTION = re.compile(
    r"\b(?:options?|right|rights|elect|election|entitled)\b[^.;]{0,80}?\bto (?:renew|extend)|\b(?:renew"
    r"|extend)\w*\b[^.;]{0,100}?\bat (?:(?:the )?(?:sole )?(?:option|election|discretion) of"
    r"|(?:[A-Z][\w'&]+ ){1,3}(?:sole )?(?:option|election|discretion))\b|\bat [\w' ]{1,40}(?:option"
    r"|election|discretion),?[^.;]{0,60}\b(?:renew(?!al)|extend(?!ed (?:term|period)))"
    r"|\b(?:option|options|renewal option)\b[^.;]{0,60}\b(?:renew|exten)|\bmay (?:, [^,]{0,60}, )?(?:be )?(?:renew(?:ed)?"
    r"|extend(?:ed)?)\b[^.;]{0,140}?\b(?:by (?:giving|written notice|providing|notice|[A-Z]\w+)|upon (?:\w+ ){0,4}notice"
    r"|at the option)|\bmay (?:renew|extend) (?:the|this)",
    re.IGNORECASE,
)
_NOT = re.compile(
    (
        r"\b(?:shall|will|may|does) not (?:be )?(?:automatically )?(?:renew|extend)(?!(?:ed)? (?:to|beyond)\b)"
        r"(?:\w* automatically)?"
        r"|\bno (?:automatic )?(?:right (?:to"
        r"|of) )?renew"
    ),
    re.IGNORECASE,
)
_PERIODS = re.compile(
    rf"(?P<count>\b(?:{WORDS})|\b\d{{1,2}})?(?: ?\( ?(?P<figure>\d{{1,2}}) ?\))? ?(?:additional|successive|subsequent"
    rf"|further|consecutive|renewal|separate|extension|more)",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    r"\b(?:successive |additional |consecutive |subsequent )?(?:annual|yearly) (?:periods?|terms?|basis|renewals?"
    r"|extensions?)|\byear[- ]to[- ]year|\bannually\b|\beach year\b|\bsuccessive years?\b|\byear by year\b",
    re.IGNORECASE,
)
_MONTHLY = re.compile(r"\bmonth[- ]to[- ]month|\bmonthly basis\b", re.IGNORECASE)
_SAME_LENGTH = re.compile(
    r"\b(?:same|equal|like|identical) (?:duration|length|period|term)|\bequal (?:in length )?to the (?:initial )?term",
    re.IGNORECASE,
)
_AROUND_LENGTH = re.compile(
    r"\b(?:additional|successive|subsequent|further|another|consecutive|renewal|extension|extended|renew\w*|terms?|periods?"
    r"|of|for|by|an?|every|each|up to)\b[ ,()-]*"
    r"(?:(?:an?|the|one|two|three|four|five|of|to|more|single|separate|additional|successive|consecutive|subsequent|automatic"
    r"|further|renewal|periods?|terms?|extensions?|\d{1,2})\b[ ,()-]*){0,12}$",
    re.IGNORECASE,
)
_TRIGGERS = (
    "renew",
    "extend",
    "extension",
    "year to year",
    "year-to-year",
    "month to month",
    "month-to-month",
    "thereafter",
    "successive",
)


def renewal_of(copy: Copy, term: Period | None) -> list[Found]:
    """The claims of every sentence that speaks of renewing or extending the contract, whose initial term is so long."""
    found: list[Found] = []
    for start, end in copy.sentences(*_TRIGGERS):
        words = copy.text[start:end]
        if not _RENEW.search(words) or not _SUBJECT.search(words):
            continue
        found.extend(_in_sentence(copy, start, end, term))
    if any(one.value == "auto-renew" for one in found):
        found.extend(notice_at_the_end(copy))
    found.extend(notice_that_ends_it(copy, _SUBJECT))
    return found


#: Extended for as long as something keeps a party from performing.
_FOR_DELAY = re.compile(r"\bforce majeure\b|\bequal to the (?:delay|duration|length|period)\b|\blength of time\b", re.IGNORECASE)


#: What is lengthened where something comes late, and a day that is put off: no renewal.
_AFTER_DELAY = re.compile(
    r"\b(?:if|in the event|in case|should)\b[^.;]{0,200}\b(?:delay\w*|failure|force majeure|suspen\w+|interrupt\w+|shortfall)\b"
    r"[^.;]{0,160}$|\bin process\b[^.;]{0,160}$",
    re.IGNORECASE,
)
_A_DAY_MOVED = re.compile(r"(?:\b[A-Z]\w+ Date|\bdelivery (?:period|date)|\bschedule|\bdeadline) (?:shall |will )(?:\w+ ){0,2}$")
_A_DAY_NEXT = re.compile(r"\bextend\w* (?:the |such |any )?[A-Z]\w+ Date\b")


def _in_sentence(copy: Copy, start: int, end: int, term: Period | None) -> Iterator[Found]:
    text = copy.text
    words = text[start:end]
    kind, match = _kind(words)
    if match is None:
        return
    first, last = start + match.start(), start + match.end()
    other = _OTHER_THING.search(text, max(start, first - 100), min(end, last + 30)) is not None or (
        kind in ("option", "manual") and _FOR_DELAY.search(text, start, end) is not None
    )
    other = (
        other
        or _AFTER_DELAY.search(text[start:first]) is not None
        or _A_DAY_MOVED.search(text[max(start, first - 40) : first]) is not None
        or _A_DAY_NEXT.search(text, first, min(end, last + 30)) is not None
    )
    strong = re.search(
        r"\b(?:this|the) (?:\w+ ){0,4}?(?:agreement|contract|addendum|term)\b|\binitial term\b|\bterm of this\b",
        text[max(0 if text.startswith("It ", start) else start, first - 260) : min(end, last + 120)],
        re.IGNORECASE,
    )
    if kind == "auto-renew" and (so := _IF_SO.search(text, max(start, first - 500), first)) is not None:
        other = other or _NOBODY_OBJECTS.search(so["so"]) is None
    near = kind != "manual" or _SUBJECT.search(text, max(start, first - 80), min(end, last + 60)) is not None
    doubt = ", something else" if other or not strong or not near else ""
    yield Found("renewal.type", kind, first, last, f"renewal {kind}{doubt}", "how the words say it goes on")
    if kind == "fixed":
        return
    yield from _length(copy, first, end, term, f"renewal length, {kind}{doubt}")
    yield from _most(text, first, min(end, last + 200), kind, doubt)
    if kind == "auto-renew":
        yield from notice_against(copy, start, end, first, doubt)
        yield from notice_before(copy, start, end, doubt)
    elif kind == "option":
        yield from notice_to_renew(copy, start, end, doubt)


#: It goes on by itself once a party has asked for it: `if Licensee notifies Licensor of its intent to renew, ...`.
_IF_ASKED = re.compile(
    r"\bif (?:(?!not\b|neither\b|no\b|fail)[^.;,]){0,80}?\b(?:notif\w+|notice|elects?|exercis\w+)\b(?:(?!\bnot\b)[^.;]){0,60}?"
    r"\b(?:to (?:so )?(?:renew|extend)|option)\b",
    re.IGNORECASE,
)


#: It goes on by itself only where something has come about: `if the target is not met, the Term shall automatically extend`.
_IF_SO = re.compile(
    r"\b(?:(?<!only )if|in the event(?: that)?|to the extent)\b(?P<so>[^.;]{15,400}?)(?:,|\bthen\b)[^.;,]{0,80}$", re.IGNORECASE
)
#: That nobody says otherwise, or that it goes on, is no such thing.
_NOBODY_OBJECTS = re.compile(
    r"\b(?:notice|notif\w+|terminat\w+|cancel\w*|object\w*|elect\w*|renew\w*|extend\w*|exten\w+|not expired|in default|breach\w*"
    r"|in compliance|good standing)\b",
    re.IGNORECASE,
)


#: It does not go on only where something else is so.
_UPON_A_CONDITION = re.compile(r"\b(?:if|such that|so that|in the event|where|unless)\b", re.IGNORECASE)


def _kind(words: str) -> tuple[str, re.Match[str] | None]:
    never = _NOT.search(words)
    automatic, agreed, option = _AUTOMATIC.search(words), _AGREED.search(words), _OPTION.search(words)
    if never is not None and (automatic is None or never.start() <= automatic.start() < never.end()):
        return ("fixed", never) if _UPON_A_CONDITION.search(words, 0, never.start()) is None else ("", None)
    if automatic is not None:
        return ("option" if _IF_ASKED.search(words, 0, automatic.end()) else "auto-renew"), automatic
    if agreed is not None and (option is None or agreed.start() <= option.start() + 40):
        return "manual", agreed
    return ("option", option) if option is not None else ("", None)


def _length(copy: Copy, start: int, end: int, term: Period | None, rule: str) -> Iterator[Found]:
    text = copy.text
    stop = min(end, start + 420)
    for match in spells(copy, start, stop):
        if text[max(start, match.start - 7) : match.start].lower() == " up to " and _ANNUAL.search(text, start, match.start):
            break
        period = match.period
        if period.total_months == 0 and period.total_days < 28:
            continue
        before, after = text[max(start, match.start - 60) : match.start], text[match.end : match.end + 50]
        if re.search(
            r"\bnotice\b|\bnot less than\b|\bat least\b|\bprior\b|\bno later\b|\binitial\b|\bfirst\b|\bevery\b",
            before[-26:],
            re.IGNORECASE,
        ) or re.match(
            r"[' ]{0,2}s?(?:prior|written|advance|before|notice|in advance|initial|from|following|after)\b",
            after.lstrip("' s"),
            re.IGNORECASE,
        ):
            continue
        if not _AROUND_LENGTH.search(before):
            continue
        yield Found("renewal.length", period, match.start, match.end, rule, "the length of a renewal")
        return
    annual = _ANNUAL.search(text, start, stop)
    if annual is not None:
        yield Found("renewal.length", Period(years=1), annual.start(), annual.end(), rule, "a year each")
        return
    monthly = _MONTHLY.search(text, start, stop)
    if monthly is not None:
        yield Found("renewal.length", Period(months=1), monthly.start(), monthly.end(), rule, "a month each")
        return
    same = _SAME_LENGTH.search(text, start, stop)
    if same is not None and term is not None:
        yield Found("renewal.length", term, same.start(), same.end(), rule, "as long as the initial term")


def _most(text: str, start: int, stop: int, kind: str, doubt: str) -> Iterator[Found]:
    for match in _PERIODS.finditer(text, start, stop):
        words, figure = match["count"], match["figure"]
        if not words and not figure:
            continue
        number = int(figure) if figure else int(words) if words.isdecimal() else number_from_words(words, "en")
        follows = text[match.end() : match.end() + 60]
        if (
            number
            and number <= 50
            and re.match(
                (
                    r"[ ,]{0,2}(?:\w+[ -]){0,5}?\(?\d{0,2}\)?[ -]?(?:\w+[ -]){0,4}?(?:terms?|periods?|extensions?|renewals?|times"
                    r"|years?)"
                ),
                follows,
                re.IGNORECASE,
            )
        ):
            yield Found(
                "renewal.max",
                number,
                match.start(),
                match.end(),
                f"renewals counted, {kind}{doubt}",
                "how many renewals there may be",
            )
            return

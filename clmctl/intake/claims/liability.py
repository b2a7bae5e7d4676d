"""How liability is limited: by an amount, by a formula, by a time to sue, or by the kinds of damage nobody owes."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.model.money import Money

_LIABLE = re.compile(
    r"\bliab(?:le|ility|ilities)\b|\bdamages\b|\bresponsible (?:to [^.;]{0,40} )?(?:for|in respect of) (?:any|all)"
    r" (?:indirect )?(?:loss|damage|injury)|\bindemnification shall not exceed\b"
    r"|\bobligation to indemnify\b|\bindemnif\w+ obligations?\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:not|never|no event|no case|neither)\b[^.;]{0,260}?\b(?:exceed(?:s|ing)?|in excess of|greater than|be more than)\b"
    r"|\bliability\b[^.;]{0,200}?\b(?:is|shall be|will be|are|be)(?: \w+)? (?:limited|capped) (?:to|at)\b"
    r"|\b(?:maximum|aggregate|total|entire|cumulative) (?:\w+ ){0,3}?liability\b[^.;]{0,200}?\b(?:exceed|limited to"
    r"|be limited|shall be|equal)|\blimit (?:of|on) liability\b[^.;]{0,60}\b(?:is|shall be)\b|\bliability cap\b",
    re.IGNORECASE,
)
_NOT_LIABLE = re.compile(
    r"\b(?:not|neither|no|nor|none|waives?|exclud\w+|disclaims?|releases?)\b"
    r"(?>[^.;]{0,400}?\b(?:consequential|incidental|punitive|exemplary|special|indirect)\b)"
    r"[^.;]{0,160}?\b(?:damages?|loss(?:es)?|profits?)\b"
    r"|\bnot (?:be )?(?:liable|responsible) for (?:any|all) (?:loss|damage|injury)\b[^.;]{0,120}?"
    r"\b(?:consequential|incidental|punitive|exemplary|special|indirect)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:no (?:action|claim|suit|proceeding)|neither party may bring|not bring|may not be brought|waives? any claim"
    r"|(?:claims?|actions?|suits?)\b"
    r"[^.;]{0,160}?\bmust be (?:commenced|brought|filed|made|asserted)|barred)\b[^.;]{0,260}?\b(?:more than|within|after"
    r"|later than)\b"
    r"[^.;]{0,60}?\b(?:year|month)s?\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<code>US\$|U\.S\.\$|USD|EUR|GBP|CAD|CHF|AUD|C\$|A\$|HK\$|RMB|\$|£|€) ?(?P<number>\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,3})?)"
    r"(?!\.?\d|,\d{3}| ?%)(?: ?(?P<scale>million|billion|thousand)\b)?",
    re.IGNORECASE,
)
#: `0,500` is no five hundred, and `120.000` a hundred and twenty thousand to half the world.
_EITHER_WAY = re.compile(r"0[\d,]+(?:\.\d+)?|[1-9]\d{0,2}\.\d{3}")
_CODES = {"$": "USD", "us$": "USD", "u.s.$": "USD", "£": "GBP", "€": "EUR", "c$": "CAD", "a$": "AUD", "hk$": "HKD", "rmb": "CNY"}
_SCALES = {"million": 1_000_000, "billion": 1_000_000_000, "thousand": 1_000}
_FORMULA = re.compile(
    r"\b(?:fees?|amounts?|price|sums?|payments?|monies|compensation|consideration|value|charges|revenue|proceeds|cost"
    r"|dollars|paid|payable|received|times|percent|%)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:greater|lesser|higher|lower|larger|more|less|lease) of\b|\bwhichever\b|\bper (?:claim|occurrence|incident)\b|\bplus\b",
    re.IGNORECASE,
)
#: An amount after another limit: `the fees paid or $100`.
_OR = re.compile(
    r"\b(?:fees?|amounts?|price|payments?|paid|payable|received)\b[^.]{0,180}\b(?:or|and)\b[ ,;:(iv2)]{0,8}"
    r"(?:[A-Za-z-]+ ){0,6}\(?$",
    re.IGNORECASE,
)


def liability_of(copy: Copy) -> list[Found]:
    """The limits of liability: that there is one, by the words that say so most surely, and the amount where one is named."""
    found: list[Found] = []
    for start, end in copy.sentences(
        "exceed",
        "in excess of",
        "liability",
        "consequential",
        "indirect",
        "punitive",
        "barred",
        "bring a",
        "brought",
        "commenced within",
    ):
        found.extend(_in_sentence(copy, start, end))
    return found


def _in_sentence(copy: Copy, start: int, end: int) -> Iterator[Found]:
    text = copy.text
    if not _LIABLE.search(text, start, end):
        yield from _time_to_sue(text, start, end)
        return
    limit = _LIMIT.search(text, start, end)
    if limit is not None:
        near = text[max(start, limit.start() - 160) : limit.end()]
        ahead = text[limit.end() : min(end, limit.end() + 300)]
        if _LIABLE.search(near) and not re.search(
            r"\binsurance\b|\bcoverage\b|\bminimum\b|\bliquidated\b|\bdeductible\b|\bpolicy\b", near, re.IGNORECASE
        ):
            amount = _AMOUNT.search(ahead[:200])
            if amount is not None:
                yield Found(
                    "provisions.liability_limit",
                    True,
                    limit.start(),
                    limit.end() + amount.end(),
                    "limit by amount",
                    "liability is limited to an amount",
                )
                money = _money(amount)
                if money is not None:
                    among = (
                        _MORE.search(ahead[: amount.end() + 120])
                        or _FORMULA.search(ahead[amount.end() : amount.end() + 40])
                        or _OR.search(ahead[: amount.start()])
                    )
                    rule = "cap, one of several" if among else "cap amount"
                    yield Found(
                        "liability.cap",
                        money,
                        limit.start(),
                        limit.end() + amount.end(),
                        rule,
                        "the amount liability may not exceed",
                    )
            elif _FORMULA.search(ahead):
                yield Found(
                    "provisions.liability_limit",
                    True,
                    limit.start(),
                    min(end, limit.end() + 160),
                    "limit by formula",
                    "liability is limited by a formula",
                )
    kinds = _NOT_LIABLE.search(text, start, end)
    if kinds is not None:
        yield Found(
            "provisions.liability_limit",
            True,
            kinds.start(),
            kinds.end(),
            "kinds of damage excluded",
            "some kinds of damage are never owed",
        )
    if limit is None:
        yield from _time_to_sue(text, start, end)


def _time_to_sue(text: str, start: int, end: int) -> Iterator[Found]:
    time = _TIME.search(text, start, end)
    if time is not None:
        yield Found("provisions.liability_limit", True, time.start(), time.end(), "time to sue", "claims are barred after a time")


def _money(match: re.Match[str]) -> Money | None:
    code = match["code"].lower()
    if _EITHER_WAY.fullmatch(match["number"]) and not match["scale"]:
        return None
    try:
        amount = Decimal(match["number"].replace(",", ""))
    except InvalidOperation:
        return None
    amount *= _SCALES.get((match["scale"] or "").lower(), 1)
    return Money(amount.quantize(Decimal("0.01")), _CODES.get(code, code.upper()))

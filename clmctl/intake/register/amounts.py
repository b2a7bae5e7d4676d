"""Amounts, percentages, numbers and truths as registers hold them: `$1.2M`, `1.234,56 EUR`, `USD 10k`, `5 %`, `yes`."""

import re
from decimal import Decimal

from clmctl.model.money import Money, currency_digits

_SIGNS = {
    "us$": "USD", "u.s.$": "USD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "c$": "CAD", "ca$": "CAD",
    "a$": "AUD", "au$": "AUD", "hk$": "HKD", "nz$": "NZD", "s$": "SGD", "rmb": "CNY", "sfr": "CHF", "fr.": "CHF", "kr": "",
    "euro": "EUR", "euros": "EUR", "dollars": "USD", "us dollars": "USD", "pounds": "GBP", "pounds sterling": "GBP",
    "sterling": "GBP",
}  # fmt: skip
_SCALES = {"k": 3, "tsd": 3, "thousand": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "mil": 6, "million": 6, "millions": 6, "b": 9,
           "bn": 9, "mrd": 9, "billion": 9}  # fmt: skip
_SIGN = (
    r"(?:US\$|U\.S\.\$|CA\$|AU\$|HK\$|NZ\$|C\$|A\$|S\$|\$|£|€|¥|₹|RMB|SFr|Fr\.|[A-Z]{3}(?![A-Za-z])|euros?|(?:US )?dollars"
    r"|pounds(?: sterling)?|sterling)"
)
_FIGURE = r"(?:\d{1,3}(?:[ '’\u00a0\u202f.,]\d{2,3})+(?:[.,]\d{1,6})?|\d+(?:[.,]\d{1,6})?)"
_AMOUNT = re.compile(
    rf"(?P<minus>[-−(])?\s*(?P<before>{_SIGN})?\s*(?P<sign>[-−])?\s*(?P<figure>{_FIGURE})(?:\s*(?P<scale>k|tsd|thousand|mn|mm|mio|mil|millions?|m"
    rf"|bn|mrd|billion|b)\b\.?)?(?:,-|\.-|,--)?\s*(?P<after>{_SIGN})?\s*\)?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"{_FIGURE}\D{{0,12}}\s*(?:-|–|—|to|bis|up to|and)\s*\D{{0,6}}{_FIGURE}", re.IGNORECASE)
_PER = re.compile(r"/|\bper\b|\bp\.?\s?a\b|\ba (?:month|year)\b|\b(?:monthly|annually|yearly|each)\b", re.IGNORECASE)
_YES = frozenset(("yes", "y", "true", "t", "1", "x", "✓", "✔", "ja", "oui", "on", "j"))
_NO = frozenset(("no", "n", "false", "f", "0", "nein", "non", "off", "✗", "✘"))


def read_money(text: str, currency: str, decimal: str = "") -> tuple[Money, str]:
    """The amount in a cell, and a remark where its currency is the table's own. `decimal` is the mark before decimals, if known.

    ValueError says what is wrong and what to do.
    """
    words = " ".join(text.replace("\u00a0", " ").split())
    match = _AMOUNT.fullmatch(words)
    if match is None:
        if words.startswith("(") and ")" in words and _AMOUNT.fullmatch(words.replace("(", "").replace(")", "")):
            raise ValueError("is less than nothing. Put the amount right in the table")
        if _RANGE.search(words):
            raise ValueError("is a range: which amount counts is not said. Keep one amount in the cell")
        if _PER.search(words) and re.search(r"\d", words):
            raise ValueError(
                "is an amount for each of something, not a total. Work out the total, or map the column to a field of yours"
            )
        raise ValueError("is no amount. Write it as 120000.00 EUR")
    said = [code for code in (_code(match["before"]), _code(match["after"])) if code]
    if len(set(said)) > 1:
        raise ValueError(f"names two currencies, {said[0]} and {said[1]}. Keep the one that counts")
    code = said[0] if said else currency
    if not code:
        raise ValueError("names no currency. Say it in the mapping: currency: EUR")
    amount = _figure(match["figure"], decimal, of_three=currency_digits(code) == 3)
    if match["scale"]:
        amount = amount.scaleb(_SCALES[match["scale"].casefold()])
    if match["minus"] or match["sign"]:
        raise ValueError("is less than nothing. Put the amount right in the table")
    amount = amount.quantize(Decimal("0.01")) if amount == amount.quantize(Decimal("0.01")) else amount
    if amount >= Decimal(10) ** 15:
        raise ValueError("is more than any contract is worth. Put the amount right in the table")
    return Money(amount, code), "" if said else f"in {code}"


def _code(sign: str | None) -> str:
    if not sign:
        return ""
    return _SIGNS.get(sign.casefold(), sign.upper() if len(sign) == 3 else "")


def _figure(text: str, decimal: str, *, of_three: bool) -> Decimal:
    """The number; ValueError where a single separator before three figures may be either kind (a comma too in a currency of
    three decimals)."""
    plain = re.sub(r"[ '’\u00a0\u202f]", "", text)
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return Decimal(plain)
    last = marks[-1]
    head, _, tail = plain.rpartition(last)
    if re.match(r"0\d", head) and (len(marks) > 1 or (len(tail) == 3 and last != decimal)):
        raise ValueError("begins with a nought before its thousands. Write it as 120000.00")
    if len(set(marks)) == 2:
        other = "," if last == "." else "."
        if last in head or not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{2,3}})*", head):
            raise ValueError("mixes points and commas. Write it as 120000.00")
        return Decimal(f"{head.replace(other, '')}.{tail}")
    if len(marks) > 1:
        if decimal and last == decimal:
            raise ValueError("has two decimal marks. Write it as 120000.00")
        return Decimal(plain.replace(last, ""))
    if len(tail) != 3 or head in ("", "0"):
        return Decimal(f"{head or 0}.{tail}")
    if decimal:
        return Decimal(f"{head}.{tail}") if last == decimal else Decimal(head + tail)
    if last == "," and not of_three:
        return Decimal(head + tail)
    raise ValueError(f'is {head}{tail} or {head}.{tail}. Say in the mapping what stands before decimals: decimal: "," or "."')


def read_percent(text: str) -> tuple[Decimal, str]:
    """The percentage in a cell: `5`, `5 %`, `2,5 percent`."""
    match = re.fullmatch(r"(\d{1,7}(?:[.,]\d{1,6})?)\s*(%|percent|per cent|pct\.?|Prozent)?", text.strip(), re.IGNORECASE)
    if match is None:
        raise ValueError("is no percentage. Write it as 5 or 2.5")
    value = Decimal(match[1].replace(",", "."))
    if match[2] is None and 0 < value < 1:
        raise ValueError(
            f"is {value} % or {(value * 100).normalize():f} %. Write it with its sign: {(value * 100).normalize():f}%"
        )
    return value, ""


def read_number(text: str) -> tuple[int, str]:
    """The whole number in a cell: `3`, `3.0`, `1,200`."""
    match = re.fullmatch(r"([1-9]\d{0,2}(?:[ ,.]\d{3}){1,4}|\d{1,15})(?:[.,]0{1,2})?", text.strip())
    if match is None:
        raise ValueError("is no whole number. Write it in figures")
    return int(re.sub(r"\D", "", match[1])), ""


def read_truth(text: str) -> tuple[bool, str]:
    """Yes or no, in the words and signs that registers have for them."""
    word = text.strip().casefold().rstrip(".")
    if word in _YES:
        return True, ""
    if word in _NO:
        return False, ""
    raise ValueError("is neither yes nor no. Say what it stands for under values: in the mapping")

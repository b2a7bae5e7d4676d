"""The words that differ between two texts, and whether a small change of words is a large change of meaning."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

from clmctl.model.change import Change

__all__ = ["Change", "new_of", "old_of", "small_edit", "token_diff"]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def _those(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIRST = 0xE000  # tokens become characters from here on, so that a difference of tokens is one of characters


def token_diff(old: str, new: str) -> tuple[Change, ...]:
    """The runs of words kept, deleted, inserted or replaced, in order; joined they give both texts back.

    Words, numbers, marks and runs of white space are the units. White space alone between two changes counts to them, so that
    a replaced phrase is one change.
    """
    if old == new:
        return (Change("kept", old, new),) if old else ()
    from rapidfuzz.distance import Indel

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    codes: dict[str, str] = {}
    for token in (*before, *after):
        if token not in codes:
            codes[token] = chr(_FIRST + len(codes))
    opcodes = Indel.opcodes("".join(map(codes.__getitem__, before)), "".join(map(codes.__getitem__, after)))
    runs: list[tuple[bool, str, str]] = []
    for step in opcodes:
        was, now = "".join(before[step.src_start : step.src_end]), "".join(after[step.dest_start : step.dest_end])
        kept = step.tag == "equal"
        if runs and runs[-1][0] is kept:
            runs[-1] = (kept, runs[-1][1] + was, runs[-1][2] + now)
        else:
            runs.append((kept, was, now))
    return tuple(_change(*run) for run in _without_islands(runs))


def _without_islands(runs: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    """The runs with kept white space between two changes counted to the changes."""
    found: list[tuple[bool, str, str]] = []
    for index, (kept, was, now) in enumerate(runs):
        island = kept and was.isspace() and 0 < index < len(runs) - 1
        if found and not found[-1][0] and (island or not kept):
            found[-1] = (False, found[-1][1] + was, found[-1][2] + now)
        else:
            found.append((kept, was, now))
    return found


def _change(kept: bool, was: str, now: str) -> Change:  # noqa: FBT001
    if kept:
        return Change("kept", was, now)
    return Change("replaced" if was and now else "deleted" if was else "inserted", was, now)


def old_of(changes: Iterable[Change]) -> str:
    """The old text."""
    return "".join(change.old for change in changes)


def new_of(changes: Iterable[Change]) -> str:
    """The new text."""
    return "".join(change.new for change in changes)


#: What a changed word may turn: the reason as a message says it, and the words (English, German).
_TURNING: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "a negation",
        _those(
            "not no never none neither nor without cannot nothing nobody non unlimited "
            "nicht kein keine keiner keinen keinem keines nie niemals ohne weder noch unbegrenzt unbeschränkt"
        ),
    ),
    (
        "what must or may be done",
        _those(
            "shall must may will should can could might would "
            "muss müssen darf dürfen soll sollen sollte kann können wird werden könnte"
        ),
    ),
    (
        "an exception",
        _those(
            "except excepting excluding exclude excludes unless save only notwithstanding subject provided including include "
            "außer ausgenommen sofern soweit ungeachtet vorbehaltlich nur lediglich einschließlich ausschließlich"
        ),
    ),
    ("and/or", _those("and or und oder beziehungsweise")),
    (
        "before or after",
        _those(
            "before after prior following within until from least most more less than exceed minimum maximum "
            "vor nach innerhalb bis ab mindestens höchstens mehr weniger"
        ),
    ),
    (
        "a period",
        _those(
            "day days week weeks month months year years quarter quarters hour hours business calendar working clear "
            "annual annually monthly quarterly weekly daily "
            "tag tage tagen woche wochen monat monate monaten jahr jahre jahren werktag werktage werktagen stunde stunden"
        ),
    ),
    (
        "a party",
        _those(
            "supplier customer provider client vendor purchaser buyer seller licensor licensee processor controller discloser "
            "recipient party parties either both each other disclosing receiving affiliate affiliates "
            "lieferant anbieter auftragnehmer auftraggeber kunde kunden kundin partei parteien beide jede"
        ),
    ),
    (
        "a measure of care or breadth",
        _those(
            "reasonable reasonably best commercially material materially sole solely exclusive exclusively irrevocable perpetual "
            "gross grossly wilful willful negligent direct indirect consequential all any "
            "angemessen wesentlich unwiderruflich ausschließlich grob vorsätzlich unmittelbar mittelbar alle"
        ),
    ),
)
_NUMBER = re.compile(r"\d")
_NUMBER_WORDS = _those(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half double twice "
    "null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig "
    "neunzig hundert tausend"
)
_CURRENCY = re.compile(r"[€$£¥%]")
_CONTRACTED = re.compile(r"n['’]t$")


def small_edit(changes: Iterable[Change], *, parties: Collection[str] = ()) -> tuple[str, ...]:
    """What the changed words touch that turns a clause's meaning: `a negation (not)`, `a number (30, 60)`; empty for nothing.

    A word that is only moved counts for nothing. `parties` are names that count as parties here.
    """
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for change in changes:
        if change.kind != "kept":
            gone.update(_words(change.old))
            come.update(_words(change.new))
    changed = list(dict.fromkeys([*(gone - come), *(come - gone)]))
    names = {word for name in parties for word in _words(name)}
    reasons: list[str] = []
    for reason, turning in _TURNING:
        words = [w for w in changed if w in turning or (reason == "a party" and w in names)]
        if reason == "a negation":
            words += [w for w in changed if _CONTRACTED.search(w)]
        if words:
            reasons.append(f"{reason} ({', '.join(words)})")
    numbers = [w for w in changed if _NUMBER.search(w) or w in _NUMBER_WORDS or _CURRENCY.fullmatch(w)]
    if numbers:
        reasons.append(f"a number ({', '.join(numbers)})")
    return tuple(reasons)


_FIGURE_OR_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*|[€$£¥%]")


def _words(text: str) -> list[str]:
    return _FIGURE_OR_WORD.findall(text.casefold())

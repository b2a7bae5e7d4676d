"""The words that differ between two texts, and whether a small change of words is a large change of meaning."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial
from itertools import compress
from operator import ne

from clmctl.model.change import Change
from clmctl.text.comparing.alignment import opcodes
from clmctl.text.dialect.stretches import other_words

__all__ = ["Change", "paragraph_diff", "small_edit", "token_diff"]

#: Signs that stand for what is one word while words are compared: from a plane no text uses.
_SIGNS = 0xF0000
_SIGN = re.compile("[\U000f0000-\U0010ffff]")
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")


def _those(words: str) -> frozenset[str]:
    return frozenset(words.split())


def token_diff(old: str, new: str) -> tuple[Change, ...]:
    """The runs of words kept, deleted, inserted or replaced, in order; joined they give both texts back.

    Words, numbers, marks and runs of white space are the units. White space alone between two changes counts to them, so that
    a replaced phrase is one change. Paragraphs are paired first, then compared.
    """
    if old == new:
        return (Change("kept", old, new),) if old else ()
    return paragraph_diff(old.split("\n\n"), new.split("\n\n"))


def paragraph_diff(old: Sequence[str], new: Sequence[str], *, whole: re.Pattern[str] | None = None) -> tuple[Change, ...]:
    """The same of two texts given as their paragraphs, what stands between blank lines; whatever `whole` matches is a unit."""
    runs = _exchanged(old, new, whole)
    if not runs:
        for was, now in _side_by_side(old, new):
            _append(runs, ((True, was, now),) if was == now else _compared(was, now, whole))
    return tuple([Change("kept", now, now) if kept else _change(was, now) for kept, was, now in _without_islands(runs)])


#: Whether a run is kept, the old text and the new.
_Run = tuple[bool, str, str]


def _append(runs: list[_Run], more: Sequence[_Run]) -> None:
    """Adds runs; the first joins the last one there where both are kept or both are not."""
    if runs and more and runs[-1][0] is more[0][0]:
        kept, was, now = runs[-1]
        runs[-1] = (kept, was + more[0][1], now + more[0][2])
        more = more[1:]
    runs += more


def _steps(before: Sequence[str], after: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Whether they are the same, and from where to where in the one and the other: the same and what differs in turn."""
    found: list[tuple[bool, int, int, int, int]] = []
    for tag, start, end, first, last in opcodes(before, after):
        same = tag == "equal"
        if found and found[-1][0] is same:
            found[-1] = (same, found[-1][1], end, found[-1][3], last)
        else:
            found.append((same, start, end, first, last))
    return found


def _side_by_side(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Two texts cut into the paragraphs that belong together. Most are the same, and only the others need be compared."""
    before, after = _ended(old), _ended(new)
    if len(before) == len(after) and 2 * sum(map(ne, before, after)) <= len(before):
        return list(zip(before, after, strict=True))
    found: list[tuple[str, str]] = []
    for _, start, end, first, last in _steps(before, after):
        if end - start == last - first:
            found += zip(before[start:end], after[first:last], strict=True)
        else:
            found.append(("".join(before[start:end]), "".join(after[first:last])))
    return found


def _ended(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, each with the blank line after it."""
    *found, last = paragraphs
    return [*[paragraph + "\n\n" for paragraph in found], *([last] if last else [])]


def _compared(old: str, new: str, whole: re.Pattern[str] | None) -> Sequence[_Run]:
    """The runs of two texts, by what stands between spaces, and where that differs word by word."""
    if few := _few(old, new, whole):
        return few
    signs: dict[str, str] = {}
    if whole is not None:
        old, new = (whole.sub(lambda match: signs.setdefault(match[0], chr(_SIGNS + len(signs))), text) for text in (old, new))
    before, after = _spaced(old), _spaced(new)
    runs: list[_Run] = []
    for same, start, end, first, last in _steps(before, after):
        was, now = "".join(before[start:end]), "".join(after[first:last])
        _append(runs, ((True, was, now),) if same else _by_words(was, now))
    if signs:
        meant = {sign: source for source, sign in signs.items()}
        back = partial(_SIGN.sub, lambda match: meant.get(match[0], match[0]))
        return [(same, words := back(was), words if same else back(now)) for same, was, now in runs]
    return runs


#: One word in so many exchanged for another, and each is compared with the one in its place.
_FEW = 4
_MARKS = frozenset("{}[]()#\n")


def _exchanged(old: Sequence[str], new: Sequence[str], whole: re.Pattern[str] | None) -> list[_Run]:
    """The runs of two texts where in some paragraphs single words were exchanged in their places; empty where more was done.

    What is kept is cut from the new text: nobody need put it together from its words.
    """
    count = len(old)
    if count != len(new):
        return []
    differ = list(compress(range(count), map(ne, old, new)))
    if 2 * len(differ) > count and not _in_their_places(old, new, differ):
        return []
    found: list[tuple[int, str, str]] = []
    start = 0
    for was, now in zip(old, new, strict=True):
        if was != now:
            places = _places(was, now, whole)
            if not places:
                return []
            found += [(start + offset, before, after) for offset, before, after in places]
        start += len(now) + 2
    return _cut_at(found, "\n\n".join(new))


def _in_their_places(old: Sequence[str], new: Sequence[str], differ: Sequence[int]) -> bool:
    """Whether it shows at once which paragraphs belong together where most differ: none stands twice or is another's.

    Each must end as it did: a last word that is another is compared with the blank line after it.
    """
    return len({*old, *new}) == len(old) + len(differ) and all(
        old[number].rpartition(" ")[2] == new[number].rpartition(" ")[2] for number in differ
    )


def _few(old: str, new: str, whole: re.Pattern[str] | None) -> list[_Run]:
    """The same of one paragraph."""
    return _cut_at(_places(old, new, whole), new)


def _cut_at(places: Sequence[tuple[int, str, str]], text: str) -> list[_Run]:
    """The runs of a text where words were exchanged at these offsets; empty where none were."""
    runs: list[_Run] = []
    at = 0
    for begin, was, now in places:
        if begin > at:
            same = text[at:begin]
            _append(runs, ((True, same, same),))
        _append(runs, ((False, was, now),) if was.isalnum() and now.isalnum() else _by_words(was, now))
        at = begin + len(now)
    if places and at < len(text):
        same = text[at:]
        _append(runs, ((True, same, same),))
    return runs


def _places(old: str, new: str, whole: re.Pattern[str] | None) -> list[tuple[int, str, str]]:
    """Where in the new paragraph words were exchanged, the old ones and the new; empty where more was done to it.

    No word that was exchanged may be part of what counts as one.
    """
    differ = other_words(old, new)
    if not differ or _FEW * len(differ) > old.count(" ") + 1:
        return []
    if whole is not None and not _inside(old, whole).isdisjoint([number for number, *_ in differ]):
        return []
    found: list[tuple[int, str, str]] = []
    end = -2
    for _, offset, was, now in differ:
        if not (_MARKS.isdisjoint(was) and _MARKS.isdisjoint(now)):
            return []
        if offset == end + 1:  # words that stand together were exchanged together
            begin, before, after = found.pop()
            found.append((begin, f"{before} {was}", f"{after} {now}"))
        else:
            found.append((offset, was, now))
        end = offset + len(now)
    return found


@lru_cache(maxsize=4096)
def _inside(text: str, whole: re.Pattern[str]) -> frozenset[int]:
    """Which of the words between spaces are part of what counts as one word. Approved paragraphs are asked for again."""
    found: set[int] = set()
    for match in whole.finditer(text):
        first = text.count(" ", 0, match.start())
        found.update(range(first, first + match[0].count(" ") + 1))
    return frozenset(found)


def _spaced(text: str) -> list[str]:
    """What stands between spaces, each with the space after it."""
    *found, last = text.split(" ")
    return [*[word + " " for word in found], *([last] if last else [])]


@lru_cache(maxsize=8192)
def _by_words(old: str, new: str) -> tuple[_Run, ...]:
    """The runs of two texts, word by word and mark by mark. Single words are exchanged for the same ones again and again."""
    if not old or not new:
        return ((False, old, new),)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    return tuple(
        (same, "".join(before[start:end]), "".join(after[first:last])) for same, start, end, first, last in _steps(before, after)
    )


def _without_islands(runs: list[_Run]) -> list[_Run]:
    """The runs with kept white space between two changes counted to the changes."""
    if not any(kept and was.isspace() for kept, was, _ in runs):
        return runs
    found: list[_Run] = []
    for index, (kept, was, now) in enumerate(runs):
        island = kept and was.isspace() and 0 < index < len(runs) - 1
        if found and not found[-1][0] and (island or not kept):
            found[-1] = (False, found[-1][1] + was, found[-1][2] + now)
        else:
            found.append((kept, was, now))
    return found


def _change(was: str, now: str) -> Change:
    return Change("replaced" if was and now else "deleted" if was else "inserted", was, now)


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
_ANY = frozenset[str]().union(*(words for _, words in _TURNING))
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
    apart = [change for change in changes if change.kind != "kept"]
    gone, come = _words(" ".join([change.old for change in apart])), _words(" ".join([change.new for change in apart]))
    if not set(gone).isdisjoint(come):
        gone, come = list(Counter(gone) - Counter(come)), list(Counter(come) - Counter(gone))
    changed = list(dict.fromkeys([*gone, *come]))
    names = {word for name in parties for word in _words(name)}
    turned = [w for w in changed if w in _ANY or w in names]
    contracted = [w for w in changed if w[-1] == "t" and _CONTRACTED.search(w)]
    reasons: list[str] = []
    for reason, turning in _TURNING if turned or contracted else ():
        words = [w for w in turned if w in turning or (reason == "a party" and w in names)]
        if reason == "a negation":
            words += contracted
        if words:
            reasons.append(f"{reason} ({', '.join(words)})")
    numbers = [w for w in changed if _NUMBER.search(w) or w in _NUMBER_WORDS or _CURRENCY.fullmatch(w)]
    if numbers:
        reasons.append(f"a number ({', '.join(numbers)})")
    return tuple(reasons)


_FIGURE_OR_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*|[€$£¥%]")


def _words(text: str) -> list[str]:
    return _FIGURE_OR_WORD.findall(text.casefold())

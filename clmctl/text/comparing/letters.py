"""Letters that pass for others, and signs nobody sees: what is in a text, each named with its code point."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

#: Letters of other scripts that pass for Latin ones (Unicode, confusables): Cyrillic, Greek, Armenian.
_PASSING = dict(
    zip(
        "асеорхуѕіјһԁԛԝАВЕЅІЈКМНОРСТХУҮԌԚԜ" + "οιυνκρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ" + "օսցհոՏՕ",
        "aceopxysijhdqwABESIJKMHOPCTXYYGQW" + "oiuvkpABEZHIKMNOPTYX" + "oughnSO",
        strict=True,
    )
)
#: Direction marks, zero-width and other unseen signs. Soft hyphens and joiners have their uses and are looked at apart.
_UNSEEN = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\U000e0000-\U000e0fff]"
)
#: Signs within words that may part them for a search or a rule, though nobody sees them.
_PARTING = re.compile("(?<=[^\\W\\d_])[\u00ad\u200c\u200d](?=[^\\W\\d_])")
#: Scripts whose letters need joiners between them.
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1780-\u18af]")
#: What turns the direction of what follows, whatever the script around it.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: Marks of direction that text written from the right needs.
_OF_RIGHT_TO_LEFT = frozenset("\u200e\u200f\u061c")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W\d_]{2,}")


def look_alikes(text: str) -> Iterator[tuple[str, str]]:
    """(word, its letters that pass for others) of words in which letters of another script pass for Latin ones.

    Words that consist of such letters alone are told of in a Latin text.
    """
    latin = sum(char.isascii() and char.isalpha() for char in text) * 2 > sum(map(str.isalpha, text))
    for word in dict.fromkeys(_WORD.findall(text)):
        odd = [char for char in word if char in _PASSING]
        rest = [char for char in word if char not in _PASSING]
        if odd and all(_is_latin(char) for char in rest) and (rest or (latin and len(word) > 2)):
            yield word, ", ".join(f"{_named(char)} for {_coded(_PASSING[char])}" for char in dict.fromkeys(odd))


def name_as_read(name: str) -> str:
    """A name as a reader takes it: whatever its spaces, its case, signs nobody sees, and letters that pass for others."""
    plain = "".join(_PASSING.get(char, char) for char in unicodedata.normalize("NFKC", name) if not _UNSEEN.match(char))
    return " ".join(plain.split()).casefold()


def reads_from_right(text: str) -> bool:
    """Whether a text holds letters of a script that is read from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def unseen_signs(text: str) -> list[str]:
    """The signs in a text that nobody sees, in order; marks of direction in text from the right have their use."""
    right = reads_from_right(text)
    return [char for char in _UNSEEN.findall(text) if not (right and char in _OF_RIGHT_TO_LEFT)]


def parting_signs(text: str) -> list[str]:
    """Soft hyphens and joiners within words, of scripts that need none."""
    return [] if _JOINED.search(text) else _PARTING.findall(text)


def signs_named(signs: Iterable[str]) -> str:
    """Signs by code point and name, each once with how often it stands."""
    names = Counter(f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed').lower()}" for char in signs)
    return ", ".join(name if count == 1 else f"{name} {count} times" for name, count in names.items())


def _coded(char: str) -> str:
    return f"{char} U+{ord(char):04X}"


def _named(char: str) -> str:
    return f"{_coded(char)} {_script(char)}"


def _is_latin(char: str) -> bool:
    return char.isascii() or _script(char) == "latin"


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0].lower()

"""The approved text nearest to a text, word by word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from clmctl.model.clause import Variant

_WORD = re.compile(r"\w+|[^\w\s]")
#: What is no word of the clause: heading marks, anchors, option markers, suppression comments.
_APPARATUS = re.compile(r"^#+ |\{#[^}\n]*\}|\{\?[^}\n]*\}|\{/[^}\n]*\}|<!--.*?-->", re.MULTILINE | re.DOTALL)
#: Words become characters from here on; planes 1 to 16 have room for more words than any clause has.
_FIRST = 0x10000
_ROOM = 0x110000 - _FIRST
#: So many characters, and a paragraph tells which text it is of.
_TELLING = 40


def nearest(text: str, variants: Iterable[Variant]) -> tuple[Variant, float] | None:
    """The variant whose words are nearest to the text's and how near: 1.0 the same words in order, 0.0 none in common.

    Of equally near ones the first. None where there is no variant to compare with.
    """
    from rapidfuzz.distance import Indel

    wanted = _encoded(text)
    best: tuple[Variant, float] | None = None
    for variant in variants:
        least = best[1] if best else None
        near = Indel.normalized_similarity(wanted, _encoded(variant.text), score_cutoff=least)
        if best is None or near > best[1]:
            best = (variant, near)
    return best


def sharing(text: str, variants: Sequence[Variant]) -> Variant | None:
    """The one variant that has paragraphs of the text where no other has any, or most of them and more than any other.

    It is told without comparing words; None where that tells none. The text's anchors are those of the library.
    """
    own = _paragraphs(text)
    holders = _holders(tuple([variant.text for variant in variants]))
    found = [number for paragraph in own if paragraph in holders for number in holders[paragraph]]
    if not found:
        return None
    shared = [found.count(number) for number in range(len(variants))]
    most = max(shared)
    if shared.count(most) > 1 or (len(found) > most and 2 * most <= len(own)):
        return None
    return variants[shared.index(most)]


@lru_cache(maxsize=1024)
def _holders(texts: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Paragraph -> which of the texts hold it. Approved texts are asked for again and again."""
    found: dict[str, tuple[int, ...]] = {}
    for number, text in enumerate(texts):
        for paragraph in _paragraphs(text):
            found[paragraph] = (*found.get(paragraph, ()), number)
    return found


def _paragraphs(text: str) -> frozenset[str]:
    """What stands between blank lines and tells one text from another: no heading, no few words."""
    parted = [part.strip("\n") for part in text.split("\n\n")]
    return frozenset([part for part in parted if len(part) >= _TELLING and part[0] != "#"])


@lru_cache(maxsize=4096)
def _encoded(text: str) -> str:
    """Each word as one character, the same for the same word in any case. Approved texts are asked for again and again."""
    return _line(text) if "<!--" in text else "".join(map(_line, text.split("\n")))


@lru_cache(maxsize=8192)
def _line(text: str) -> str:
    """A line encoded: of a clause that somebody changed most lines are as approved, and as in a thousand other contracts."""
    if "#" in text or "{?" in text or "{/" in text or "<" in text:
        text = _APPARATUS.sub(" ", text)
    return "".join(map(_characters, text.casefold().split()))


@lru_cache(maxsize=65536)
def _characters(words: str) -> str:
    """What stands between spaces with a character of its own for each word and mark; two words share one in a million."""
    return "".join([chr(_FIRST + crc32(word.encode("utf-8", "surrogatepass")) % _ROOM) for word in _WORD.findall(words)])

"""The approved text nearest to a text, word by word."""

import re
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from clmctl.model.clause import Variant

_WORD = re.compile(r"\w+|[^\w\s]")
#: What is no word of the clause: heading marks, anchors, option markers, suppression comments.
_APPARATUS = re.compile(r"^#+ |\{#[^}\n]*\}|\{\?[^}\n]*\}|\{/[^}\n]*\}|<!--.*?-->", re.MULTILINE | re.DOTALL)
#: Words become characters from here on; planes 1 to 16 have room for more words than any clause has.
_FIRST = 0x10000
_ROOM = 0x110000 - _FIRST


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


@lru_cache(maxsize=4096)
def _encoded(text: str) -> str:
    """Each word as one character, the same for the same word in any case. Approved texts are asked for again and again."""
    return _line(text) if "<!--" in text else "".join(map(_line, text.split("\n")))


@lru_cache(maxsize=8192)
def _line(text: str) -> str:
    """A line encoded: of a clause that somebody changed most lines are as approved, and as in a thousand other contracts."""
    return "".join(map(_character, _WORD.findall(_APPARATUS.sub(" ", text).casefold())))


@lru_cache(maxsize=65536)
def _character(word: str) -> str:
    """The word's own character; two words of a clause share one in a million."""
    return chr(_FIRST + crc32(word.encode("utf-8", "surrogatepass")) % _ROOM)

"""The approved text nearest to a text, word by word."""

import re
from collections.abc import Iterable

from clmctl.model.clause import Variant

_WORD = re.compile(r"\w+|[^\w\s]")
#: What is no word of the clause: heading marks, anchors, option markers, suppression comments.
_APPARATUS = re.compile(r"^#+ |\{#[^}\n]*\}|\{\?[^}\n]*\}|\{/[^}\n]*\}|<!--.*?-->", re.MULTILINE | re.DOTALL)
#: Words become characters from here on; planes 1 to 16 have room for more words than any clause has.
_FIRST = 0x10000
_LAST = 0x10FFFF


def nearest(text: str, variants: Iterable[Variant]) -> tuple[Variant, float] | None:
    """The variant whose words are nearest to the text's and how near: 1.0 the same words in order, 0.0 none in common.

    Of equally near ones the first. None where there is no variant to compare with.
    """
    from rapidfuzz.distance import Indel

    codes: dict[str, str] = {}
    wanted = _encoded(text, codes)
    best: tuple[Variant, float] | None = None
    for variant in variants:
        least = best[1] if best else None
        near = Indel.normalized_similarity(wanted, _encoded(variant.text, codes), score_cutoff=least)
        if best is None or near > best[1]:
            best = (variant, near)
    return best


def _encoded(text: str, codes: dict[str, str]) -> str:
    """Each word as one character, the same for the same word in any case."""
    words = _WORD.findall(_APPARATUS.sub(" ", text).casefold())
    return "".join([codes.get(word) or codes.setdefault(word, chr(min(_FIRST + len(codes), _LAST))) for word in words])

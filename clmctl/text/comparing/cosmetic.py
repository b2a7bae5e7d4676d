"""Whether two texts differ only in how they are set: quotes, dashes, spaces, soft hyphens."""

import re

_QUOTES = dict.fromkeys(map(ord, "’‘‚‛′´`ʼ＇‹›"), "'") | dict.fromkeys(map(ord, "“”„‟″«»＂"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
#: What is seen only where a line breaks, or never: soft hyphens, zero-width spaces and joiners, marks of direction.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F))
_SET = {**_QUOTES, **_DASHES, **_UNSEEN, ord("…"): "..."}
_SPACES = re.compile(r"\s+")


def plain_words(text: str) -> str:
    """The text with one kind of quote, dash and space, and without what is not seen."""
    if text.isascii() and "  " not in text and not text.endswith(" ") and text.isprintable():
        return text.strip()
    return _SPACES.sub(" ", text.translate(_SET).replace("''", '"')).strip()


def is_cosmetic(old: str, new: str) -> bool:
    """Whether two texts that may differ say the same to any reader."""
    return old == new or plain_words(old) == plain_words(new)

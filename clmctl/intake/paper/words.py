"""The words of a text: its letters and digits, small, without what stands between them."""

import re

_WORD = re.compile(r"[^\W_]+|\x00")
_PLAIN = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
#: What most often makes a text more than ASCII, and is no letter.
_TYPOGRAPHIC = "“”’‘–—•…§\u00a0"


def words_of(text: str) -> list[str]:
    """The words in order, in small letters; a zero character, which stands for a field, is a word too."""
    text = text.casefold()
    if not text.isascii():
        for char in _TYPOGRAPHIC:
            text = text.replace(char, " ")
    if text.isascii() and "\0" not in text:
        return text.translate(_PLAIN).split()
    return _WORD.findall(text)

"""The words of a text: its letters and digits, small, without what stands between them."""

import re

_ASCII = bytes(range(128))
_WORD = re.compile(r"[^\W_]+|\x00")
_PLAIN = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
#: What most often makes a text more than ASCII, and is no letter.
_TYPOGRAPHIC = "“”’‘–—•…§\u00a0"


def folded(text: str) -> bytes:
    """The text in small letters (`str.casefold`) as UTF-8. Most have no capital but A to Z: then only those bytes change."""
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        others = data.translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if others.casefold() != others:
            return text.casefold().encode("utf-8", "surrogatepass")
    return data.lower()


def words_of(text: str) -> list[str]:
    """The words in order, in small letters; a zero character, which stands for a field, is a word too."""
    text = text.casefold()
    if not text.isascii():
        for char in _TYPOGRAPHIC:
            text = text.replace(char, " ")
    if text.isascii() and "\0" not in text:
        return text.translate(_PLAIN).split()
    return _WORD.findall(text)

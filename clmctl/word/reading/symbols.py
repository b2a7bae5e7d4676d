"""The character that a symbol of a Word file shows."""

from typing import TYPE_CHECKING

from clmctl.word.reading.styles import FONTS_OF_SIGNS
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MORE = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
#: A symbol beyond those of the first two bytes, as newer programs write it.
SYMBOL = f"{_MORE}symEx"
#: Where Word keeps the characters of a font that counts them its own way.
_PRIVATE = range(0xF020, 0xF100)


def symbol(item: "_Element") -> str:
    """A character of a named font: of one with letters the letter that it shows, wherever Word keeps it."""
    try:
        code = int(item.get(f"{_W}char") or item.get(f"{_MORE}char") or "", 16)
    except ValueError:
        return ""
    if code in _PRIVATE and not (item.get(f"{_W}font") or "").casefold().startswith(FONTS_OF_SIGNS):
        code -= 0xF000
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code < 0x20 else chr(code)

"""Text from documents made safe for a terminal: shown, never obeyed."""

import unicodedata

_NAMED = {"\t": "\t", "\n": "\n", "\x1b": "␛", "\x00": "␀", "\x07": "␇", "\r": "␍", "\x08": "␈", "\x7f": "␡"}
#: bidirectional overrides and isolates, zero width and other invisible characters
_INVISIBLE = frozenset(
    [
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        0x00AD,
        0x061C,
        0x180E,
        *range(0xFFF9, 0xFFFC),
    ]
)


def sanitise(text: str) -> str:
    """`text` with control, bidirectional and invisible characters replaced by visible signs; line ends and tabs stay.

    The same in a terminal and in a pipe, so what a person sees is what a script reads.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in _NAMED:
        return _NAMED[char]
    code = ord(char)
    if code in _INVISIBLE or 0xE0000 <= code <= 0xE007F:
        return f"‹U+{code:04X}›"
    category = unicodedata.category(char)
    if category in ("Zl", "Zp"):
        return f"‹U+{code:04X}›"
    if category in ("Cc", "Cs", "Cn", "Co"):
        return f"\\x{code:02x}" if code < 0x100 else f"‹U+{code:04X}›"
    return char

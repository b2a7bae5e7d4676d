"""Text from documents made safe for a terminal: shown, never obeyed."""

import re
import unicodedata

_NAMED = {"\t": "\t", "\n": "\n", "\x1b": "␛", "\x00": "␀", "\x07": "␇", "\r": "␍", "\x08": "␈", "\x7f": "␡"}
#: Everything that is not plainly visible ASCII, a tab or a line end.
_OTHER = re.compile(r"[^\x20-\x7e\t\n]")
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"
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
    if text.isprintable() or _other(text).isprintable():
        return text
    return _OTHER.sub(lambda match: _visible(match[0]), text)


def _other(text: str) -> str:
    """What of the text `_OTHER` finds, as one text; it is quick where the text is megabytes long."""
    return text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass")


def in_one_line(text: str) -> str:
    """`sanitise`, line ends and tabs shown as signs too: for what stands among other things in a line, as a path or a cell."""
    if text.isprintable():
        return text
    return sanitise(text).replace("\n", "␊").replace("\t", "␉")


def as_json(value: object) -> str:
    """JSON, indented, with a line end: text as it is, but hidden characters escaped, so that nothing is lost or obeyed."""
    import json  # noqa: PLC0415 - most calls write none

    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _OTHER.sub(lambda match: match[0] if _visible(match[0]) == match[0] else json.dumps(match[0])[1:-1], text) + "\n"


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

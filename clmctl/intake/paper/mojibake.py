"""Text that was saved as UTF-8 twice, put right: `â€œ` was a quotation mark once."""

import re

#: What a lead byte and its continuation bytes look like when read as Windows-1252.
_TAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SEQUENCE = re.compile(f"â€{_TAIL}|â€(?=\\s|$)|[ÂÃ]{_TAIL}|â„¢|ï¬{_TAIL}|ï»¿")


def mended(text: str) -> tuple[str, int]:
    """The text with such sequences as the character they were, and how many; unchanged with fewer than two."""
    if "â€" not in text and "Â" not in text and "Ã" not in text:
        return text, 0
    found = 0

    def put_right(match: re.Match[str]) -> str:
        nonlocal found
        try:
            char = match[0].encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            try:
                char = bytes(ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in match[0]).decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                if match[0] != "â€":
                    return match[0]
                char = "”"  # its last byte, 0x9d, has no character in Windows-1252 and is often dropped
        found += 1
        return char

    result = _SEQUENCE.sub(put_right, text)
    return (result, found) if found > 1 else (text, 0)

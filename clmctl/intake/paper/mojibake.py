"""Text that was saved as UTF-8 twice, put right: `â€œ` was a quotation mark once."""

import re

#: What a lead byte and its continuation bytes look like when read as Windows-1252.
_TAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SEQUENCE = re.compile(f"[ð-ô]{_TAIL}{{3}}|[à-ï]{_TAIL}{{2}}|[Â-ß]{_TAIL}|â€(?=\\s|$)")
_BYTES = {char: bytes([code]) for code in range(128, 160) if (char := bytes([code]).decode("cp1252", "ignore"))}


def mended(text: str) -> tuple[str, int]:
    """The text with such sequences as the character they were, and how many; unchanged where most of it is no such sequence."""
    if "â€" not in text and "Â" not in text and "Ã" not in text:
        return text, 0
    found = covered = 0

    def put_right(match: re.Match[str]) -> str:
        nonlocal found, covered
        raw = b"".join(_BYTES.get(char) or char.encode("latin-1", "replace") for char in match[0])
        try:
            char = raw.decode("utf-8")
        except UnicodeDecodeError:
            if match[0] != "â€":
                return match[0]
            char = "”"  # its last byte, 0x9d, has no character in Windows-1252 and is often dropped
        found += 1
        covered += len(match[0])
        return char

    result = _SEQUENCE.sub(put_right, text)
    beyond = sum(ord(char) > 127 for char in text)
    return (result, found) if found > 1 and covered * 5 >= beyond * 3 else (text, 0)

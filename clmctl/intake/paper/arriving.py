"""What kind of file has arrived, whatever its name says, and the text in its bytes, whatever their encoding."""

import re
from typing import Literal

from clmctl.errors import Unreadable
from clmctl.intake.paper.mojibake import mended
from clmctl.model.frozen import frozen

Arrived = Literal["docx", "pdf", "md", "txt"]
#: The endings that are looked at in a folder: what can be read, and what is likely a contract that must be saved otherwise first.
ENDINGS = (
    *(".docx", ".docm", ".md", ".markdown", ".txt", ".text", ".pdf"),
    *(".doc", ".rtf", ".odt", ".htm", ".html", ".wpd", ".tif", ".tiff"),
)
#: The longest text that is read, in bytes. The longest contracts filed with the SEC have a quarter of it.
LONGEST = 8 * 1024 * 1024

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
}
_OTHERS = {
    b"{\\rtf": ("a Rich Text (RTF) file", "Open it in Word and save it as .docx."),
    b"\x7fELF": ("a program", "Give the contract's own file."),
    b"MZ\x90": ("a program", "Give the contract's own file."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first."),
    b"7z\xbc\xaf": ("a 7-Zip archive", "Unpack it first."),
    b"Rar!": ("a RAR archive", "Unpack it first."),
}
_WEB = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: Signs that stand in legal prose of Western languages beside letters: quotes, dashes, section signs, currencies.
_LAST_LATIN = 0x24F
_SIGNS = frozenset("‘’“”„‚«»‹›–—…•·§¶©®™°£€¥¢½¼¾ºª¿¡\u00a0")


@frozen
class Decoded:
    """A text, the encoding it was in, and what a person should know about that (empty: nothing)."""

    text: str
    encoding: str
    remark: str = ""


def kind_of(name: str, data: bytes) -> Arrived:
    """What the bytes are, the ending deciding only between text and Markdown. Unreadable, with what to do, for anything else."""
    if not data.strip(b"\0 \t\r\n\x0c"):
        what = "is empty" if not data else "holds nothing but white space"
        raise Unreadable(f"The file {what}.", hint="Ask whoever sent it for the file again.", path=name)
    start = data[:8]
    if start.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if _ENCRYPTED in data:
            raise Unreadable("The Word file is protected by a password.", hint="Save a copy without a password.", path=name)
        raise Unreadable("It is a Word file of the old kind (.doc).", hint="Open it in Word and save it as .docx.", path=name)
    for magic, what in _PICTURES.items():
        if start.startswith(magic):
            raise Unreadable(f"It is {what}, not a text.", hint="Have its words recognised (OCR) and give the text.", path=name)
    for magic, (what, hint) in _OTHERS.items():
        if start.startswith(magic):
            raise Unreadable(f"It is {what}, not a text.", hint=hint, path=name)
    if _WEB.match(data[:2048]):
        raise Unreadable(
            "It is a web page (HTML).", hint="Open it in Word or a browser, and save it as .docx or text.", path=name
        )
    if len(data) > LONGEST:
        raise Unreadable(
            f"The text has {len(data):,} bytes; the longest that is read has {LONGEST:,}.",
            hint="Give the contract alone, in several files if it is several contracts.",
            path=name,
        )
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"


def decoded(name: str, data: bytes) -> Decoded:
    """The text in the bytes. Unreadable where they are no text in any encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(name, data[len(bom) :], encoding)
    if b"\0" in data:
        return _wide(name, data)
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls * 50 > len(data):
        raise Unreadable("It is a binary file, not a text.", hint="Give the contract's own file.", path=name)
    if data.isascii():
        return Decoded(data.decode("ascii"), "ascii")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(name, data)
    whole, count = mended(text)
    remark = f"{count} characters had been saved in a wrong encoding and were put right" if count else ""
    return Decoded(whole, "utf-8", remark)


def _strictly(name: str, data: bytes, encoding: str) -> Decoded:
    """The text after a byte order mark; what cannot be read is shown as such and said."""
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    if bad * 20 > len(text):
        raise Unreadable(f"Its mark says {encoding}, its bytes do not.", hint="Save it again as UTF-8 text.", path=name)
    return Decoded(text, encoding, f"{bad} characters cannot be read as {encoding}" if bad > 0 else "")


def _wide(name: str, data: bytes) -> Decoded:
    """UTF-16 without its mark, told by where the zero bytes stand; anything else with zero bytes is no text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    if max(even, odd) * 5 > half * 2 and min(even, odd) * 20 < half:
        return _strictly(name, data, "utf-16-le" if odd > even else "utf-16-be")
    if data.count(0) * 1000 < len(data):
        found = decoded(name, data.replace(b"\0", b""))
        return Decoded(found.text, found.encoding, f"{data.count(0)} zero bytes were left out")
    raise Unreadable("It is a binary file, not a text.", hint="Give the contract's own file.", path=name)


def _legacy(name: str, data: bytes) -> Decoded:
    """The text of bytes that are not UTF-8: UTF-8 with a few broken bytes, Windows or Macintosh Western, else as recognised."""
    loose = data.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    high = sum(byte > 127 for byte in data)
    if high > 20 * bad:
        line = loose.count("\n", 0, loose.find("\ufffd")) + 1
        return Decoded(loose, "utf-8", f"{bad} bytes are not UTF-8 and were left unread, the first in line {line}")
    western = max((_plausible(data, encoding), -order, encoding) for order, encoding in enumerate(("cp1252", "mac_roman")))
    encoding = western[2]
    if western[0] < 0.8 or high * 8 > len(data):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:200_000]).best()
        if best is not None and (western[0] < 0.8 or best.percent_chaos < 5):
            encoding = best.encoding if western[0] < 0.8 else encoding
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 20 > len(text):
        raise Unreadable("Its encoding is not known.", hint="Save it as UTF-8 text.", path=name)
    return Decoded(text, encoding, f"it is not UTF-8; it was read as {encoding}")


def _plausible(data: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that make sense where they stand: signs of prose, letters among letters."""
    text = f" {data.decode(encoding, 'replace')}  "
    high = [at for at, char in enumerate(text) if ord(char) > 127]
    return sum(text[at] in _SIGNS or _is_among_letters(text[at - 1 : at + 3]) for at in high) / max(1, len(high))


def _is_among_letters(around: str) -> bool:
    """Whether the second of four characters is a letter as a word has it: a capital at its beginning or among capitals."""
    before, char, after, beyond = tuple(around)
    if ord(char) > _LAST_LATIN:
        return False
    if char.islower():
        return (before.isalpha() or after.isalpha()) and not after.isupper()
    return char.isupper() and not before.islower() and (after.islower() or (after.isupper() and not beyond.islower()))

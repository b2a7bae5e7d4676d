"""What kind of file has arrived, whatever its name says, and the text in its bytes, whatever their encoding."""

from collections.abc import Mapping
from typing import Literal

from clmctl.errors import Unreadable
from clmctl.intake.paper.mojibake import mended
from clmctl.model.frozen import frozen
from clmctl.text.files.kinds import MARKS, Kind, content_of, is_text, wide_encoding

Arrived = Literal["docx", "pdf", "md", "txt"]
#: The endings that are looked at in a folder: what can be read, and what is likely a contract that must be saved otherwise first.
ENDINGS = (
    *(".docx", ".docm", ".md", ".markdown", ".txt", ".text", ".pdf"),
    *(".doc", ".rtf", ".odt", ".htm", ".html", ".wpd", ".tif", ".tiff"),
)
#: The longest text that is read, in bytes. The longest contracts filed with the SEC have a quarter of it.
LONGEST = 8 * 1024 * 1024

_OWN_FILE, _UNPACKED = "Give the contract's own file.", "Unpack it first."
#: What to do about the kinds that are not read.
_HINTS: Mapping[Kind, str] = {
    "empty": "Ask whoever sent it for the file again.",
    "encrypted": "Save a copy without a password.",
    "doc": "Open it in Word and save it as .docx.",
    "rtf": "Open it in Word and save it as .docx.",
    "html": "Open it in Word or a browser, and save it as .docx or text.",
    "picture": "Have its words recognised (OCR) and give the text.",
    "message": "Save the contract that is attached to it, and give that.",
    "program": _OWN_FILE,
    "binary": _OWN_FILE,
    "archive": _UNPACKED,
}
_SAID: Mapping[Kind, str] = {
    "encrypted": "The Word file is protected by a password.",
    "doc": "It is {}.",
    "html": "It is {}.",
}
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
    content = content_of(data)
    if content.kind == "empty":
        what = "holds nothing but white space" if data else "is empty"
        raise Unreadable(f"The file {what}.", hint=_HINTS["empty"], path=name)
    if content.kind in _HINTS:
        said = _SAID.get(content.kind, "It is {}, not a text.").format(content.said)
        raise Unreadable(said, hint=_HINTS[content.kind], path=name)
    if content.kind == "pdf":
        return "pdf"
    if content.kind != "text":  # the reader of Word files says what else a package holds
        return "docx"
    if len(data) > LONGEST:
        raise Unreadable(
            f"The text has {len(data):,} bytes; the longest that is read has {LONGEST:,}.",
            hint="Give the contract alone, in several files if it is several contracts.",
            path=name,
        )
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"


def decoded(name: str, data: bytes) -> Decoded:
    """The text in the bytes. Unreadable where they are no text in any encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark) :], encoding)
    if wide := wide_encoding(data):
        return _strictly(name, data, wide)
    if not is_text(data):
        raise Unreadable("It is a binary file, not a text.", hint=_OWN_FILE, path=name)
    if zeros := data.count(0):
        found = decoded(name, data.replace(b"\0", b""))
        return Decoded(found.text, found.encoding, f"{zeros} zero bytes were left out")
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

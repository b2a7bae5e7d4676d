"""What kind of file some bytes are, whatever its name says, and where a name says another kind."""

import io
import re
import struct
from operator import itemgetter
from typing import Literal, NamedTuple

Kind = Literal[
    "docx",
    "doc",
    "encrypted",
    "odt",
    "sheet",
    "slides",
    "zip",
    "pdf",
    "rtf",
    "html",
    "picture",
    "program",
    "archive",
    "message",
    "text",
    "binary",
    "empty",
]


class Content(NamedTuple):
    """A kind of file, and what a person calls it."""

    kind: Kind
    said: str


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The streams that tell what a file of the old kinds is, the outer one first: a message holds what was attached to it.
_STREAMS: tuple[tuple[str, Content], ...] = (
    ("__properties_version1.0", Content("message", "an Outlook message (.msg)")),
    ("EncryptedPackage", Content("encrypted", "an Office file protected by a password")),
    ("WordDocument", Content("doc", "a Word file of the old kind (.doc)")),
    ("Workbook", Content("sheet", "an Excel workbook of the old kind (.xls)")),
    ("PowerPoint Document", Content("slides", "a PowerPoint file of the old kind (.ppt)")),
)
_BEGINNINGS: dict[bytes, Content] = {
    b"\x89PNG": Content("picture", "a PNG picture"),
    b"\xff\xd8\xff": Content("picture", "a JPEG picture"),
    b"GIF8": Content("picture", "a GIF picture"),
    b"II*\x00": Content("picture", "a TIFF picture"),
    b"MM\x00*": Content("picture", "a TIFF picture"),
    b"{\\rtf": Content("rtf", "a Rich Text (RTF) file"),
    b"\x7fELF": Content("program", "a program"),
    b"MZ\x90": Content("program", "a program"),
    b"\x1f\x8b": Content("archive", "a gzip archive"),
    b"7z\xbc\xaf": Content("archive", "a 7-Zip archive"),
    b"Rar!": Content("archive", "a RAR archive"),
}
#: What archives begin with: `PK` alone begins a text of PKF Services as well.
ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
#: The part that a package has which is such a file, by its name.
_PACKAGES: tuple[tuple[re.Pattern[bytes], Content], ...] = (
    (re.compile(rb"(?<![\w/-])word/document\d*\.xml", re.IGNORECASE), Content("docx", "a Word file")),
    (re.compile(rb"(?<![\w/-])xl/workbook\.(?:xml|bin)", re.IGNORECASE), Content("sheet", "an Excel workbook")),
    (re.compile(rb"(?<![\w/-])ppt/presentation\.xml", re.IGNORECASE), Content("slides", "a PowerPoint file")),
    (re.compile(rb"application/vnd\.oasis\.opendocument\.text"), Content("odt", "an OpenDocument text (.odt)")),
)
#: So far in an OpenDocument says what it is: its first part, never compressed.
_MIMETYPE = 200
_WEB = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})
#: The marks that texts begin with, and the encoding each stands for.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
#: The kinds that fit the endings of names; other endings promise nothing.
_NAMED: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), ("docx", "zip", "encrypted")),
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), ("text",)),
    **dict.fromkeys((".htm", ".html"), ("html", "text")),
    **{".pdf": ("pdf",), ".doc": ("doc",), ".rtf": ("rtf",), ".odt": ("odt",)},
}


def content_of(data: bytes) -> Content:
    """What kind of file the bytes are."""
    if not data.strip(b"\0 \t\r\n\x0c"):
        return Content("empty", "empty" if not data else "nothing but white space")
    if data.startswith(ZIPPED):
        return _package(data)
    if b"%PDF-" in data[:1024]:
        return Content("pdf", "a PDF")
    if data.startswith(_OLD):
        old = Content("binary", "a container of the old kind (OLE) without a document that is known")
        return next((content for name, content in _STREAMS if name.encode("utf-16-le") in data), old)
    for beginning, content in _BEGINNINGS.items():
        if data.startswith(beginning):
            return content
    if _WEB.match(data[:2048]):
        return Content("html", "a web page (HTML)")
    return Content("text", "plain text") if is_text(data) else Content("binary", "a binary file")


def _package(data: bytes) -> Content:
    """What kind of package an archive is, by the names of its parts; by the first that is found where it is cut short."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - most files are no archives

    plain = Content("zip", "a zip archive")
    try:
        names = [name.encode() for name in ZipFile(io.BytesIO(data)).namelist()]
    except (BadZipFile, NotImplementedError, OSError, ValueError, struct.error):
        found = ((match.start(), content) for part, content in _PACKAGES if (match := part.search(data)))
        return min(found, key=itemgetter(0), default=(0, plain))[1]
    of_parts = (content for part, content in _PACKAGES if any(map(part.fullmatch, names)))
    return next(of_parts, _PACKAGES[-1][1] if _PACKAGES[-1][0].search(data[:_MIMETYPE]) else plain)


def is_text(data: bytes) -> bool:
    """Whether the bytes are a text in any encoding, however few of them are damaged."""
    if any(data.startswith(mark) for mark, _ in MARKS) or wide_encoding(data):
        return True
    said = data.replace(b"\0", b"")
    controls = len(said) - len(said.translate(None, _CONTROL))
    return (len(data) - len(said)) * 1000 <= len(data) and controls * 50 <= len(said)


def wide_encoding(data: bytes) -> str:
    """The encoding of UTF-16 without its mark, told by where the zero bytes stand; empty where it is none."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = max(1, len(data) // 2)
    if max(even, odd) * 5 <= half * 2 or min(even, odd) * 20 >= half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def misnamed(name: str, data: bytes) -> str:
    """What a person should know of a file whose name says another kind than its bytes are; empty where they agree."""
    stem, dot, last = name.rpartition(".")
    ending = f"{dot}{last}".casefold() if stem and not stem.endswith(("/", "\\")) else ""
    found = content_of(data)
    if found.kind == "empty" or ending not in _NAMED or found.kind in _NAMED[ending]:
        return ""
    return f"its name ends in {ending}, and it is {found.said}"

"""What kind of file some bytes are, whatever its name says, and where a name says another kind."""

import re
from typing import Literal, NamedTuple

Kind = Literal[
    "docx",
    "doc",
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
    "text",
    "binary",
    "empty",
]


class Content(NamedTuple):
    """A kind of file, and what a person calls it."""

    kind: Kind
    said: str


_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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
_PACKAGES: tuple[tuple[bytes, Content], ...] = (
    (b"word/", Content("docx", "a Word file")),
    (b"application/vnd.oasis.opendocument.text", Content("odt", "an OpenDocument text (.odt)")),
    (b"xl/workbook", Content("sheet", "an Excel workbook")),
    (b"ppt/", Content("slides", "a PowerPoint file")),
)
_WEB = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})
_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: The kinds that fit the endings of names; other endings promise nothing.
_NAMED: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), ("docx", "zip")),
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), ("text",)),
    **dict.fromkeys((".htm", ".html"), ("html", "text")),
    **{".pdf": ("pdf",), ".doc": ("doc",), ".rtf": ("rtf",), ".odt": ("odt",)},
}


def content_of(data: bytes) -> Content:
    """What kind of file the bytes are."""
    if not data.strip(b"\0 \t\r\n\x0c"):
        return Content("empty", "empty" if not data else "nothing but white space")
    if data.startswith(b"PK"):
        return next((content for mark, content in _PACKAGES if mark in data), Content("zip", "a zip archive"))
    if b"%PDF-" in data[:1024]:
        return Content("pdf", "a PDF")
    if data.startswith(_OLD):
        return Content("doc", "a Word file of the old kind (.doc)")
    for beginning, content in _BEGINNINGS.items():
        if data.startswith(beginning):
            return content
    if _WEB.match(data[:2048]):
        return Content("html", "a web page (HTML)")
    controls = len(data) - len(data.translate(None, _CONTROL))
    is_text = controls * 50 <= len(data) or data.startswith(_WIDE)
    return Content("text", "plain text") if is_text else Content("binary", "a binary file")


def misnamed(name: str, data: bytes) -> str:
    """What a person should know of a file whose name says another kind than its bytes are; empty where they agree."""
    stem, dot, last = name.rpartition(".")
    ending = f"{dot}{last}".casefold() if stem and not stem.endswith(("/", "\\")) else ""
    found = content_of(data)
    if found.kind == "empty" or ending not in _NAMED or found.kind in _NAMED[ending]:
        return ""
    return f"its name ends in {ending}, and it is {found.said}"

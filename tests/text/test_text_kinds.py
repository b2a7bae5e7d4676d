"""What kind of file bytes are, and where a name says another."""

import pytest

from clmctl.text.files.kinds import content_of, misnamed

TEXT = b"MASTER SERVICES AGREEMENT\n\nThe Supplier must perform the services.\n"
WORD = b"PK\x03\x04.......word/document.xml"
FILES: dict[str, tuple[bytes, str, str]] = {
    "a text": (TEXT, "text", "plain text"),
    "a text with a mark": (TEXT.decode().encode("utf-16"), "text", "plain text"),
    "a web page": (b"\n<!DOCTYPE html><html>", "html", "a web page (HTML)"),
    "rich text": (b"{\\rtf1\\ansi Agreement}", "rtf", "a Rich Text (RTF) file"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "doc", "a Word file of the old kind (.doc)"),
    "a PDF": (b"%PDF-1.7\n", "pdf", "a PDF"),
    "an OpenDocument text": (
        b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "odt", "an OpenDocument text (.odt)",
    ),
    "a picture": (b"\xff\xd8\xff\xe0", "picture", "a JPEG picture"),
    "a Word file": (WORD, "docx", "a Word file"),
    "bytes": (bytes(range(32)) * 20, "binary", "a binary file"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_what_its_bytes_say(name: str) -> None:
    data, kind, said = FILES[name]
    assert content_of(data) == (kind, said)
    told = misnamed("contract.docx", data)
    assert told == ("" if kind == "docx" else f"its name ends in .docx, and it is {said}")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", WORD), ("A.DOCM", WORD), ("a.txt", TEXT), ("a.md", TEXT), ("a", WORD), ("a.final", TEXT), ("a.htm", TEXT)],
)
def test_a_name_that_fits_or_promises_nothing_is_no_matter(name: str, data: bytes) -> None:
    assert misnamed(name, data) == ""

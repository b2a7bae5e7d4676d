"""What kind of file bytes are, and where a name says another."""

import io
import zipfile

import pytest

from clmctl.text.files.kinds import content_of, misnamed

TEXT = b"MASTER SERVICES AGREEMENT\n\nThe Supplier must perform the services.\n"
WORD = b"PK\x03\x04.......word/document.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: dict[str, tuple[bytes, str, str]] = {
    "a text": (TEXT, "text", "plain text"),
    "a text with a mark": (TEXT.decode().encode("utf-16"), "text", "plain text"),
    "a web page": (b"\n<!DOCTYPE html><html>", "html", "a web page (HTML)"),
    "rich text": (b"{\\rtf1\\ansi Agreement}", "rtf", "a Rich Text (RTF) file"),
    "an old Word file": (OLD + "WordDocument".encode("utf-16-le"), "doc", "a Word file of the old kind (.doc)"),
    "a container": (OLD + b"....", "binary", "a container of the old kind (OLE) without a document that is known"),
    "an old workbook": (OLD + "Workbook".encode("utf-16-le"), "sheet", "an Excel workbook of the old kind (.xls)"),
    "a message": (
        OLD + "__properties_version1.0 WordDocument".encode("utf-16-le"), "message", "an Outlook message (.msg)",
    ),
    "a text without its mark": (TEXT.decode().encode("utf-16-be"), "text", "plain text"),
    "a text in four bytes": (TEXT.decode().encode("utf-32"), "text", "plain text"),
    "zero bytes": (b"text\0\0\0\0text" * 50, "binary", "a binary file"),
    "a PDF": (b"%PDF-1.7\n", "pdf", "a PDF"),
    "an OpenDocument text": (
        b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "odt", "an OpenDocument text (.odt)",
    ),
    "a picture": (b"\xff\xd8\xff\xe0", "picture", "a JPEG picture"),
    "a Word file": (WORD, "docx", "a Word file"),
    "bytes": (bytes(range(32)) * 20, "binary", "a binary file"),
}  # fmt: skip


def packed(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return kept.getvalue()


BOOK = packed(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>", "xl/strings.xml": b"password/word/document.xml"})
#: Archives by their parts, whatever words stand in these; the last are cut short.
ARCHIVES: dict[str, tuple[bytes, str]] = {
    "a workbook that speaks of a Word file": (BOOK, "sheet"),
    "a Word file with a workbook in it": (packed(**{"word/document.xml": b"<w/>", "word/embeddings/a.xlsx": BOOK}), "docx"),
    "a Word file of another name inside": (packed(**{"word/document2.xml": b"<w/>"}), "docx"),
    "slides": (packed(**{"ppt/presentation.xml": b"<p/>", "ppt/word/document.xml": b""}), "slides"),
    "papers in a folder": (packed(**{"docs/keyword/document.xml": b"", "password/document.xml": b"", "word/a.txt": b""}), "zip"),
    "an OpenDocument text": (packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b""}), "odt"),
    "an archive of nothing": (packed(), "zip"),
    "a workbook cut short": (BOOK[:-30], "sheet"),
    "a folder cut short": (packed(**{"password/document.xml": b"x" * 90, "b": b""})[:-30], "zip"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_what_its_parts_are(name: str) -> None:
    data, kind = ARCHIVES[name]
    assert content_of(data).kind == kind


@pytest.mark.parametrize("text", [b"PKF Services GmbH\n\nand the Supplier agree:\n", b"PK", b"PK00 is the model.\n"])
def test_a_text_that_begins_as_an_archive_does_is_a_text(text: bytes) -> None:
    assert content_of(text).kind == "text" and misnamed("a.txt", text) == ""


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


def test_a_file_with_a_password_is_named_so_and_its_name_fits() -> None:
    data = OLD + bytes(50) + "EncryptedPackage".encode("utf-16-le")
    assert content_of(data) == ("encrypted", "an Office file protected by a password")
    assert misnamed("a.docx", data) == ""
    assert misnamed("a.pdf", data) == "its name ends in .pdf, and it is an Office file protected by a password"


def test_a_text_without_its_mark_may_be_called_text() -> None:
    assert misnamed("a.txt", TEXT.decode().encode("utf-16-le")) == ""

"""What a Word file says about its origin: written as document properties, read back without unpacking the rest."""

import io
import re
import struct
import zlib
from collections.abc import Iterable
from html import unescape
from typing import BinaryIO, Literal

from clmctl.model.word.text import DocxFacts, WordText
from clmctl.word.xml import DECLARATION, escape

NAME = "docProps/custom.xml"

_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#: Every repetition ends at the next tag or soon, so that a hostile part is read in the time of its length.
_PROPERTY = re.compile(
    r'<(?:\w{1,9}:)?property\b[^<>]{0,400}?\bname="(clm_\w{1,20})"[^<>]{0,400}>\s{0,20}<vt:lpwstr>([^<]*)</vt:lpwstr>'
)
_TAIL = 8_192
_LARGEST = 1 << 20


def custom_xml(text: WordText, style: str, renderer: str, parts: tuple[tuple[str, str], ...], total: str) -> str:
    """The custom document properties: they survive Word, LibreOffice and most of what else touches the file.

    `parts` are (name, digest) of the parts that print and `total` their `sum_of`.
    """
    values = {
        "clm_contract": text.contract,
        "clm_source": text.source,
        "clm_exact": text.exact,
        "clm_style": style,
        "clm_renderer": renderer,
        "clm_status": text.status,
        "clm_parts": " ".join(f"{name}={digest}" for name, digest in parts),
        "clm_sum": total,
    }
    lines = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{lines}</Properties>'
    )


def sum_of(checksums: Iterable[tuple[str, int]]) -> str:
    """One checksum over (name, CRC) of the parts in `word/`, which a zip's directory lists: a hand edit shows at its end."""
    lines = sorted(f"{name}={crc:08x}" for name, crc in checksums if name.startswith("word/"))
    return f"{zlib.crc32(' '.join(lines).encode()):08x}"


def read_facts(docx: bytes | BinaryIO) -> DocxFacts | None:
    """What the file says about itself, None where it is none of ours or no Word file at all.

    Reads the zip's directory and one small part: a few kilobytes at the end of a file that render made. Give it an open
    file to leave the rest on the disk. It decides nothing about safety; word.package does before anything is trusted.
    """
    file = io.BytesIO(docx) if isinstance(docx, bytes) else docx
    try:
        data, total = _part(file)
    except (OSError, ValueError, struct.error, zlib.error):
        return None
    values = {name: unescape(value) for name, value in _PROPERTY.findall(data.decode("utf-8", "replace"))}
    if "clm_source" not in values:
        return None
    status: Literal["draft", "execution"] = "execution" if values.get("clm_status") == "execution" else "draft"
    parts = tuple(
        (name, digest) for name, sign, digest in (item.rpartition("=") for item in values.get("clm_parts", "").split()) if sign
    )
    return DocxFacts(
        values.get("clm_contract", ""),
        values["clm_source"],
        values.get("clm_style", ""),
        values.get("clm_renderer", ""),
        status,
        parts,
        values.get("clm_exact", ""),
        touched=values.get("clm_sum", total) != total,
    )


def _part(file: BinaryIO) -> tuple[bytes, str]:
    """The bytes of the custom properties (empty where there are none) and the sum of the zip, through its directory."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - _TAIL)
    file.seek(start)
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 and start:
        start = max(0, size - 66_000)  # a comment of up to 64 KB may follow the directory
        file.seek(start)
        tail = file.read(66_000)
        end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return b"", ""
    length, offset = struct.unpack_from("<II", tail, end + 12)
    directory = _read(file, tail, start, offset, min(length, _LARGEST))
    data, checksums, at = b"", [], 0
    while directory[at : at + 4] == b"PK\x01\x02":
        (method,) = struct.unpack_from("<H", directory, at + 10)
        crc, packed, unpacked, named, extra, comment = struct.unpack_from("<IIIHHH", directory, at + 16)
        (where,) = struct.unpack_from("<I", directory, at + 42)
        name = directory[at + 46 : at + 46 + named].decode("utf-8", "replace")
        checksums.append((name, crc))
        if name == NAME and not data and max(packed, unpacked) <= _LARGEST:
            header = _read(file, tail, start, where, 30)
            skip = 30 + sum(struct.unpack_from("<HH", header, 26))
            body = _read(file, tail, start, where + skip, packed)
            data = body if method == 0 else zlib.decompressobj(-15).decompress(body, _LARGEST)
        at += 46 + named + extra + comment
    return data, sum_of(checksums)


def _read(file: BinaryIO, tail: bytes, start: int, offset: int, length: int) -> bytes:
    """Bytes of the file, from the tail already read where they lie in it."""
    if offset >= start:
        return tail[offset - start : offset - start + length]
    file.seek(offset)
    return file.read(length)

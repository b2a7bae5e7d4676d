"""The Word file as a zip: written the same way every time, read behind limits."""

import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from clmctl.errors import Unreadable
from clmctl.model.frozen import frozen
from clmctl.text.files.kinds import content_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Packing = Literal["stored", "deflated"]

#: The part that holds the words of a contract, as we name it.
DOCUMENT = "word/document.xml"
#: Limits on a package from outside: entries, bytes in all, bytes unpacked per byte packed (above a megabyte).
MAX_ENTRIES = 4_000
MAX_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
MAX_PICTURE = 32 * 1024 * 1024
#: Tags (beginnings and ends) of one part: some 300 pages of Word's own XML. More would take more memory than a contract may.
MAX_TAGS = 400_000

#: How the files of Word 97 begin, encrypted ones and others of the old kinds.
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The ways of packing a Word file knows: stored and deflated.
_PACKED = (0, 8)
_ANEW = "Open it in Word and save it again as .docx."
_AGAIN = "Ask for the file again; do not open this one."
_UNLOCKED = "Save a copy without a password."
_OTHERWISE = "Open it in Word and save it as .docx, or ask for the Word file it was made from."
#: How XML in UTF-16 begins with a byte order mark, and without one; and how it begins in 32 bits and in EBCDIC.
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SIXTEEN = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_WIDE = (b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"<\0\0\0", b"\0\0\0<", b"\x4c\x6f\xa7\x94")
#: A declaration of UTF-7, in which a tag need not hold the sign it begins with.
_SEVEN_BITS = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*[\"'][^\"']{0,40}utf-?7", re.IGNORECASE)
_ANY_DECLARATION = re.compile(r"\A<\?xml[^>]{0,400}\?>")
#: What a zip says of an entry with a password, the usual and the strong way.
_LOCKED = 0x41
_DOS_DATE = 0x0021  # 1 January 1980, the earliest a zip can say; time 0
_UTF8 = 0x0800
#: How hard to pack: as is usual, and in a third of the time (a contract of 31 pages is then 44 KB instead of 36).
SMALL, QUICK = 6, 1
#: Parts of so many bytes (lists, headers, relations) are the same in many contracts: what they deflate to is kept.
_KEPT = 16_384


@frozen
class Part:
    """One entry of the zip, checksummed once. `packed` is its raw deflate stream where the part is static."""

    name: str
    data: bytes
    crc: int
    packed: bytes = b""


def part(name: str, data: bytes | str) -> Part:
    """A part written for one document."""
    raw = data.encode() if isinstance(data, str) else data
    return Part(name, raw, zlib.crc32(raw))


def static_part(name: str, data: bytes | str) -> Part:
    """A part that many documents share, deflated once."""
    made = part(name, data)
    return Part(made.name, made.data, made.crc, _deflate(made.data, SMALL))


def _deflate(data: bytes, level: int) -> bytes:
    return _deflated(data, level) if len(data) <= _KEPT else zlib.compress(data, level, -15)


@lru_cache(maxsize=64)
def _deflated(data: bytes, level: int) -> bytes:
    """The same of a small part."""
    return zlib.compress(data, level, -15)


def pack(parts: Iterable[Part], packing: Packing = "stored", *, level: int = SMALL) -> bytes:
    """The zip of these parts in this order, with fixed dates and no extra fields: same parts, same bytes.

    `stored` is for the repository (bytes do not depend on a zlib build, and revisions pack well), `deflated` for
    copies that go out, of which what is not static is packed at `level`.
    """
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for item in parts:
        name = item.name.encode()
        method, body = 0, item.data
        if packing == "deflated" and len(item.data) > 64:
            method, body = 8, item.packed or _deflate(item.data, level)
        flags = 0 if item.name.isascii() else _UTF8
        common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, _DOS_DATE, item.crc, len(body), len(item.data), len(name), 0)
        local = b"PK\x03\x04" + common + name
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        out += (local, body)
        offset += len(local) + len(body)
    central = b"".join(directory)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(directory), len(directory), len(central), offset, 0)
    return b"".join((*out, central, end))


def unpack(data: bytes, *, what: str = "the Word file") -> Mapping[str, bytes]:
    """Every part of a package by name; Unreadable for what is no sound package: bombs, double or stray names, passwords."""
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    if data.startswith(_OLD_CONTAINER):
        content = content_of(data)
        if content.kind == "encrypted":
            raise Unreadable(f"{what} is protected by a password", hint=_UNLOCKED)
        if content.kind == "doc":
            raise Unreadable(f"{what} is in the format of Word 97", hint=_ANEW)
        raise Unreadable(f"{what} is not a readable .docx: it is {content.said}", hint=_OTHERWISE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_ENTRIES:
                raise Unreadable(f"{what} has {len(infos)} entries, more than the {MAX_ENTRIES} a document may have", hint=_ANEW)
            found: dict[str, bytes] = {}
            seen: set[str] = set()
            total = 0
            for info in infos:
                name = info.filename.replace("\\", "/")  # as some programs write it
                if not name:
                    raise Unreadable(f"{what} holds an entry without a name", hint=_AGAIN)
                if one_name(name) in seen:
                    raise Unreadable(f"{what} holds {name!r} twice", hint=_AGAIN)
                seen.add(one_name(name))
                if name.startswith("/") or ".." in name.split("/") or ":" in name:
                    raise Unreadable(f"{what} holds an entry that points outside itself: {name!r}", hint=_AGAIN)
                if info.flag_bits & _LOCKED:
                    raise Unreadable(f"{what} is protected by a password", hint=_UNLOCKED)
                if info.is_dir():
                    continue
                if info.compress_type not in _PACKED:  # others take as much memory as the entry says
                    raise Unreadable(f"{what} packs {name!r} in a way that no Word file is packed in", hint=_ANEW)
                most = min(MAX_BYTES - total, _most(name, info.compress_size))
                with archive.open(info) as stream:  # count real bytes: the directory may lie about sizes
                    body = stream.read(most + 1)
                total += len(body)
                if len(body) > most:
                    raise Unreadable(f"{what} unpacks to more than it should: {name!r}", hint=_ANEW)
                found[name] = _in_utf8(name, body, what) if name.lower().endswith((".xml", ".rels")) else body
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, struct.error) as problem:
        content = content_of(data)
        if content.kind in ("docx", "zip", "empty"):
            why = "it is empty" if not data else _plainly(problem)
            raise Unreadable(f"{what} is not a readable .docx: {why}", hint=_ANEW) from problem
        raise Unreadable(f"{what} is not a readable .docx: it is {content.said}", hint=_OTHERWISE) from problem
    return found


def one_name(name: str) -> str:
    """The name by which some program takes two entries for one: case, slashes, dots, spaces and escapes count for nothing."""
    steps = (step.rstrip(" .") for step in unquote(name).replace("\\", "/").split("/"))
    return "/".join(filter(None, steps)).casefold()


def _plainly(problem: Exception) -> str:
    """What is wrong with a zip, without the bytes that some problems quote."""
    said = str(problem).partition(" and header b")
    return f"{said[0]}: another name stands where it begins" if said[1] else said[0]


def _in_utf8(name: str, xml: bytes, what: str) -> bytes:
    """A part as UTF-8, so that every look at its bytes sees what is in it; Unreadable for what no Word file is written in."""
    if _SEVEN_BITS.match(xml) or xml[:4] in _WIDE:
        raise Unreadable(f"{what}: {name} is written in an encoding that no Word file has", hint=_ANEW)
    wide = "utf-16" if xml[:2] in _MARKS else _SIXTEEN.get(xml[:2], "")
    if not wide:
        return xml
    try:
        return _ANY_DECLARATION.sub("", xml.decode(wide).removeprefix("\ufeff"), count=1).encode()
    except UnicodeError:
        return xml


def _most(name: str, packed: int) -> int:
    """Bytes a part may unpack to: by the ratio, and for pictures, of which an empty one packs to nothing, by size too."""
    by_ratio = max(packed, 5_000) * MAX_RATIO
    return max(by_ratio, MAX_PICTURE) if "/media/" in name and not name.lower().endswith(".xml") else by_ratio


def parse_xml(data: bytes, name: str, *, recover: bool = False) -> "_Element":
    """The root element of a part, read without entities, network or DTD; Unreadable where it has one or is not XML.

    With `recover` XML that is not well-formed is read as far as it can be.
    """
    from lxml import etree

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable(f"{name} declares a document type or entities, which no Word file needs", hint=_AGAIN)
    if data.count(b"<") > MAX_TAGS:
        raise Unreadable(f"{name} holds more than {MAX_TAGS:,} tags, which no contract does", hint="Give the contract alone.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,  # one inside a word would end its text
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable(f"{name} is not well-formed XML: {problem}", hint=_ANEW) from problem
    if root is None:  # what recovery says of a part without a single element
        raise Unreadable(f"{name} holds no XML", hint=_ANEW)
    if str(getattr(root.getroottree().docinfo, "doctype", "")):  # a part in UTF-16 hides it from the look at the bytes
        raise Unreadable(f"{name} declares a document type or entities, which no Word file needs", hint=_AGAIN)
    if recover:
        etree.strip_tags(root, etree.Entity)  # what recovery leaves of an entity that nothing declares
    return root

"""Packages from outside: read behind limits, refused in words."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.errors import Unreadable
from clmctl.word.package import MAX_ENTRIES, one_name, pack, parse_xml, part, static_part, unpack

NAMES = st.text(alphabet="abcé/._", min_size=1, max_size=12).filter(
    lambda name: not name.startswith("/") and not name.endswith("/") and ".." not in name.split("/")
)


@given(given_parts=st.lists(st.tuples(NAMES, st.binary(max_size=300)), max_size=6, unique_by=lambda each: one_name(each[0])))
def test_what_is_packed_is_unpacked(given_parts: list[tuple[str, bytes]]) -> None:
    parts = dict(given_parts)
    for packing in ("stored", "deflated"):
        made = [part(name, data) for name, data in parts.items()]
        assert unpack(pack(made, packing)) == parts  # type: ignore[arg-type]
        fixed = [static_part(name, data) for name, data in parts.items()]
        assert pack(fixed, packing) == pack(made, packing)  # type: ignore[arg-type]


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a readable .docx"),
        (b"not a zip at all", "not a readable .docx"),
        (zipped(("a", b"x" * 100))[:-30], "not a readable .docx"),
        (zipped(("bomb", b"\0" * 30_000_000)), "unpacks to more than it should"),
        (zipped(("../outside", b"x")), "points outside"),
        (zipped(("/etc/passwd", b"x")), "points outside"),
        (zipped(("c:x", b"x")), "points outside"),
        (zipped(("A.xml", b"x"), ("a.xml", b"y")), "twice"),
        (zipped(("a.xml", b"<a/>"), method=zipfile.ZIP_LZMA), "in a way that no Word file"),
        (zipped(("a.xml", b"<a/>"), method=zipfile.ZIP_BZIP2), "in a way that no Word file"),
        (zipped(("a.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-')), "an encoding that no Word file has"),
        (zipped(("a.xml", "<a/>".encode("utf-32"))), "an encoding that no Word file has"),
        (zipped(*((f"{n}", b"") for n in range(MAX_ENTRIES + 1)), method=zipfile.ZIP_STORED), "more than the 4000"),
    ],
    ids=[
        "empty",
        "no zip",
        "cut off",
        "bomb",
        "outside",
        "absolute",
        "drive",
        "twice",
        "lzma",
        "bzip2",
        "utf-7",
        "utf-32",
        "many",
    ],
)
def test_a_hostile_package_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        unpack(data)


def test_a_password_is_named() -> None:
    locked = bytearray(zipped(("a", b"x" * 20)))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        unpack(bytes(locked))


@pytest.mark.parametrize("other", ["word\\a.xml", "./word/a.xml", "word//a.xml", "word/a.xml.", "word/a.xml ", "word/%61.xml"])
def test_two_entries_that_some_program_takes_for_one_stand_twice(other: str) -> None:
    with pytest.raises(Unreadable, match="twice"):
        unpack(zipped(("word/a.xml", b"<a/>"), (other, b"<b/>")))


def test_names_with_backslashes_are_names_with_slashes() -> None:
    assert list(unpack(zipped(("word\\a.xml", b"<a/>")).replace(b"word/a.xml", b"word\\a.xml"))) == ["word/a.xml"]


def test_an_entry_without_a_name_is_refused() -> None:
    with pytest.raises(Unreadable, match="without a name"):
        unpack(pack([part("", b"x")]))


def test_a_strong_password_is_a_password() -> None:
    locked = bytearray(zipped(("a", b"x" * 20)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 0x40
    with pytest.raises(Unreadable, match="password"):
        unpack(bytes(locked))


def test_what_a_zip_says_of_its_bytes_is_not_quoted() -> None:
    named = bytearray(zipped(("a.xml", b"<a/>")))
    named[30] = 0x1B
    with pytest.raises(Unreadable, match="another name stands where it begins") as refused:
        unpack(bytes(named))
    assert refused.value.hint


@given(data=st.binary(max_size=400), at=st.integers(0, 200))
def test_a_damaged_package_is_unreadable_and_nothing_else(data: bytes, at: int) -> None:
    good = zipped(("word/document.xml", b"<a/>" * 50), ("b", b"y"))
    try:
        unpack(good[:at] + data + good[at + len(data) :])
    except Unreadable as refused:
        assert refused.message


@pytest.mark.parametrize(
    "data",
    [
        b"<a",
        b"",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b"<a>" * 3000,
    ],
)
def test_a_part_that_is_no_plain_xml_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"word/document\.xml"):
        parse_xml(data, "word/document.xml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_in_utf16_is_given_in_utf8(encoding: str) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><a>één</a>'
    assert unpack(zipped(("a.xml", xml.encode(encoding))))["a.xml"].decode() == "<a>één</a>"


def test_comments_instructions_and_unknown_entities_end_no_text() -> None:
    assert parse_xml(b"<a>n<!-- x -->o<?y?>t</a>", "a.xml").text == "not"
    mended = parse_xml(b"<a>no&nothing;t</a>", "a.xml", recover=True)
    assert mended.text == "not" and not len(mended)

"""What has arrived, whatever its name says; and the text in its bytes, whatever their encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.errors import Unreadable
from clmctl.intake.paper.arriving import LONGEST, decoded, kind_of

PROSE = "The “Supplier” shall pay €5,000 – see § 4 – to the café’s owner.\nNotices go to Zürich.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\x0c ", "nothing but white space"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__properties_version1.0".encode("utf-16-le"), "Outlook message"),
        (bytes(range(256)) * 20, "binary file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG picture"),
        (b"{\\rtf1\\ansi hello}", "Rich Text"),
        (b"\x7fELF\x02\x01" + bytes(50), "program"),
        (b"<!DOCTYPE html><html><body>Terms</body></html>", "web page"),
        (b"x" * (LONGEST + 1), "longest"),
    ],
)
def test_what_is_no_contract_is_named_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        kind_of("contract.docx", data)
    assert said in refused.value.message
    assert refused.value.hint
    assert refused.value.path == "contract.docx"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"PK\x03\x04 anything", "docx"),
        ("a.txt", b"PKF Services GmbH and the Supplier agree:", "txt"),
        ("a.docx", b"%PDF-1.7", "pdf"),
        ("a.pdf", b"This is plain text.", "txt"),
        ("a.md", b"# Terms", "md"),
        ("a.docx", b"# Terms", "txt"),
        ("a", b"Terms", "txt"),
        ("a.txt", (PROSE * 3).encode("utf-16-le"), "txt"),
    ],
)
def test_the_bytes_decide_not_the_ending(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_any_of_the_usual_encodings(encoding: str) -> None:
    assert decoded("a.txt", (PROSE * 3).encode(encoding)).text == PROSE * 3


def test_macintosh_and_eastern_encodings_are_recognised() -> None:
    assert decoded("a.txt", (PROSE * 5).encode("mac_roman")).text == PROSE * 5
    polish = (
        "Umowa zostaje zawarta na czas nieokreślony. Każda ze stron może ją wypowiedzieć z zachowaniem terminu miesiąca. " * 20
    )
    assert decoded("a.txt", polish.encode("cp1250")).text == polish
    japanese = "本契約は、当事者間の合意により締結されるものとし、契約期間は一年間とする。" * 30
    assert decoded("a.txt", japanese.encode("shift_jis")).text == japanese


def test_what_was_read_otherwise_is_said() -> None:
    assert "cp1252" in decoded("a.txt", PROSE.encode("cp1252")).remark
    assert decoded("a.txt", PROSE.encode()).remark == ""
    broken = (PROSE * 10).encode() + b"\xff and more\n"
    assert "line 21" in decoded("a.txt", broken).remark


def test_text_saved_in_the_wrong_encoding_twice_is_put_right() -> None:
    twice = PROSE.encode().decode("cp1252", "ignore")
    found = decoded("a.txt", twice.encode())
    assert "“Supplier" in found.text
    assert "€5,000 – see § 4" in found.text
    assert "put right" in found.remark


def test_binary_is_no_text() -> None:
    for data in (bytes(range(256)) * 20, b"text\0\0\0\0text" * 50, b"\x01\x02\x03\x04" * 200):
        with pytest.raises(Unreadable, match="binary"):
            decoded("a.txt", data)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    try:
        if kind_of("a.txt", data) == "txt":
            assert isinstance(decoded("a.txt", data).text, str)
    except Unreadable as refused:
        assert refused.hint

"""Whether a Word file is what a commit renders: found by what it says of itself, by its words, and in which state."""

from pathlib import Path

from clmctl.word.package import pack, part, unpack

ID = "MSA-2026-0001"
TEXT = f"contracts/acme/{ID}/contract.md"
WORD = f"contracts/acme/{ID}/contract.docx"


def without_origin(data: bytes) -> bytes:
    """The file without what it says of its origin."""
    parts = dict(unpack(data))
    parts["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    )
    return pack([part(name, body) for name, body in parts.items()], "deflated")


def test_an_earlier_state_is_found_again(office, tmp_path: Path) -> None:
    first, plain = tmp_path / "first.docx", tmp_path / "plain.docx"
    first.write_bytes((office.root / WORD).read_bytes())
    plain.write_bytes(without_origin(first.read_bytes()))
    drawn = office.head()
    office.change(TEXT, "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data.")
    office.clm("save", "--why", "asked for")
    assert "byte for byte" in office.clm("verify", str(office.root / WORD))
    said = office.clm("verify", str(first))
    assert "byte for byte" in said
    assert drawn[:10] in said
    said = office.clm("verify", str(plain))
    assert "text for text" in said
    assert drawn[:10] in said
    assert "{+" not in said
    today = office.clm("verify", str(first), ID, "--at", "HEAD", code=1)
    assert "[-alone -]" in today


def test_a_copy_as_it_goes_out_is_the_same_bytes(office, tmp_path: Path) -> None:
    office.clm("render", ID, "-o", str(tmp_path / "copy.docx"))
    assert "byte for byte" in office.clm("verify", str(tmp_path / "copy.docx"))


def test_a_copy_with_comments_or_changes_left_is_not_the_same(office, tmp_path: Path) -> None:
    parts = dict(unpack((office.root / WORD).read_bytes()))
    inserted = b'<w:p><w:pPr><w:rPr><w:ins w:id="9000" w:author="Ann"/></w:rPr></w:pPr></w:p><w:sectPr>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr>", inserted)
    (tmp_path / "open.docx").write_bytes(pack([part(name, body) for name, body in parts.items()]))
    office.clm("verify", str(tmp_path / "open.docx"), code=1)
    assert "1 tracked change" in office.err


def test_what_is_no_copy_of_a_contract_is_said(office, tmp_path: Path) -> None:
    parts = dict(unpack((office.root / WORD).read_bytes()))
    words = "<w:p><w:r><w:t>A letter about something else, and nothing of a contract.</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{words}</w:body></w:document>'
    other = {name: data for name, data in parts.items() if name in ("[Content_Types].xml", "_rels/.rels")}
    other["word/document.xml"] = body.encode()
    (tmp_path / "other.docx").write_bytes(pack([part(name, data) for name, data in other.items()]))
    office.clm("verify", str(tmp_path / "other.docx"), code=2)
    assert "anything like" in office.err
    office.clm("verify", str(tmp_path / "other.docx"), ID, code=1)


def test_a_redline_that_went_out_is_known_by_its_bytes(office, tmp_path: Path) -> None:
    office.clm("send", ID, "-o", str(tmp_path / "first.docx"))
    office.change(TEXT, "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data.")
    office.clm("save", "--why", "asked for")
    office.clm("send", ID, "--redline", "--to", "Ann", "-o", str(tmp_path / "second.docx"))
    said = office.clm("verify", str(tmp_path / "second.docx"))
    assert f"is, byte for byte, the redline of {ID} that went out in turn " in said
    assert " to Ann " in said
    assert "the draft of " in office.clm("verify", str(tmp_path / "first.docx"))
    office.change(TEXT, "The Customer alone owns the Customer Data.", "Only the Customer owns the Customer Data.")
    office.clm("save", "--why", "clearer")
    office.clm("redline", ID, "-o", str(tmp_path / "shown.docx"))
    said = office.clm("verify", str(tmp_path / "shown.docx"), code=1)  # it never went out
    assert "not settled" in said
    assert "saved again" not in office.err

"""Files whose name says another kind than they are: read where that can be, and always said."""

from pathlib import Path

from clmctl.word.package import pack, part, unpack


def said(office, *words: str) -> str:
    """Everything a command prints."""
    office.clm(*words, code=None)
    return office.out + office.err


TEXT = "# Master Services Agreement\n\n## Services\n\nThe Supplier must perform the services.\n"


def test_a_text_named_as_a_word_file_is_imported_with_a_remark(office, tmp_path: Path) -> None:
    path = tmp_path / "agreement.docx"
    path.write_text(TEXT)
    assert "Its name ends in .docx, and it is plain text." in said(office, "import", str(path), "--dry-run")


def test_what_cannot_be_read_is_said_with_both(office, tmp_path: Path) -> None:
    path = tmp_path / "agreement.docx"
    path.write_text(r"{\rtf1\ansi Master Services Agreement\par}")
    told = said(office, "import", str(path), "--dry-run")
    assert "It is a Rich Text (RTF) file, not a text. Its name ends in .docx, and it is a Rich Text (RTF) file." in told
    for command in (("word", "read"), ("verify",), ("receive",)):
        assert "is not a readable .docx: it is a Rich Text (RTF) file" in said(office, *command, str(path))


def test_a_word_file_under_another_name_is_read_and_said(office, tmp_path: Path) -> None:
    office.clm("send", "MSA-2026-0001", "-o", str(tmp_path / "sent.docx"))
    data = unpack((tmp_path / "sent.docx").read_bytes())
    path = tmp_path / "back.doc"
    path.write_bytes(pack([part(name, each) for name, each in data.items()], "deflated"))
    for command in (("word", "read"), ("word", "check"), ("verify",), ("receive", "--dry-run")):
        assert "ame ends in .doc, and it is a Word file." in said(office, *command, str(path))

"""Slips in a call are told before anything is written, and before anybody is asked for a reason."""

import io
import zipfile

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"
ID = "MSA-2026-0001"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("parties.customer.email=nobody", '"nobody" is no e-mail address'),
        ("parties.customer.legal_name=", "Every party has its legal name"),
    ],
)
def test_a_party_keeps_a_name_and_an_address_that_lint_accepts(office, answer: str, told: str) -> None:
    before = office.head()
    office.clm("set", ID, answer, "--why", "x", code=2)
    assert told in office.err and office.head() == before


def test_a_wrong_address_is_no_answer_of_a_new_contract_either(office) -> None:
    said = [
        "parties.customer.legal_name=Beta",
        "parties.customer.address=Bonn",
        "parties.customer.email=b",
        "dates.effective=2027-01-01",
    ]
    office.clm("new", "customer-agreement", *(word for each in said for word in ("--set", each)), code=2)
    assert '"b" is no e-mail address' in office.err


def test_a_text_of_two_clauses_is_not_put_in_the_place_of_one(office, tmp_path) -> None:
    text = tmp_path / "two.md"
    text.write_text("## Notices\n\nBy post.\n\n## Pigeons\n\nNone.\n")
    office.clm("edit", ID, "--clause", "notices", "--text", str(text), "--why", "x", code=2)
    assert "Line 5 of the text begins another clause: ## Pigeons" in office.err


def test_an_empty_file_is_neither_an_executed_copy_nor_an_attachment(office, tmp_path) -> None:
    copy = tmp_path / "signed.pdf"
    copy.write_bytes(b"")
    office.clm("sign", ID, str(copy), code=2)
    assert f"{copy}: is empty" in office.err
    office.clm("attach", ID, str(copy), code=2)


def test_an_executed_copy_that_is_neither_pdf_nor_word_is_called_what_it_is(office, tmp_path) -> None:
    copy = tmp_path / "signed.pdf"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("scan.tif", b"II*")
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    for content, said in (
        (b"I owe you", "plain text"),
        (zipped.getvalue(), "a zip archive"),
        (workbook.getvalue(), "an Excel workbook"),
        (b"II*\0", "a TIFF picture"),
    ):
        copy.write_bytes(content)
        office.clm("sign", ID, str(copy), "--dry-run")
        assert f"signed.pdf is filed as it is, but it is {said}, neither PDF nor DOCX" in office.out
    for content in (b"%PDF-1.7 signed", (office.root / f"contracts/acme/{ID}/contract.docx").read_bytes()):
        copy.write_bytes(content)
        office.clm("sign", ID, str(copy), "--dry-run")
        assert "neither" not in office.out


@pytest.mark.parametrize("call", [("renew", "MSA-2026-001"), ("edit", "MSA-2026-001", "--clause", "scope", "--remove")])
def test_an_id_misspelt_is_told_before_a_reason_is_asked_for(office, call: tuple[str, ...]) -> None:
    office.clm(*call, code=2)
    assert "There is no contract 'MSA-2026-001' here." in office.err and f"did you mean {ID}?" in office.err


def test_lint_asks_back_about_an_id_misspelt(office) -> None:
    office.clm("lint", "MSA-2026-001", code=2)
    assert f"did you mean {ID}?" in office.err


def test_a_folder_without_a_name_becomes_no_workspace(office, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    office.clm("init", "", code=2)
    assert "No folder is named." in office.err and set(tmp_path.iterdir()) == before

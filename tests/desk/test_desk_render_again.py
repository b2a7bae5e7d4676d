"""`render` without names writes what is not as it should be and nothing else; what cannot be read is named, never dropped."""

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"
DOCX = "contracts/acme/MSA-2026-0001/contract.docx"
ID = "MSA-2026-0001"


def test_only_the_file_that_is_gone_is_rendered_and_named_in_the_commit(office) -> None:
    office.draw("Beta")
    before = office.head()
    office.clm("render")
    assert "Nothing to do" in office.out and office.head() == before
    (office.root / DOCX).unlink()
    office.clm("render")
    assert office.out.startswith(f"Render {ID} (recorded as ")
    assert office.git("log", "-1", "--format=%B").split() == ["Render", ID, "Contract:", ID, "Action:", "render"]


def test_one_word_file_edited_by_hand_keeps_no_other_from_being_rendered(office) -> None:
    office.draw("Beta")
    other = "contracts/beta/MSA-2026-0002/contract.docx"
    with (office.root / other).open("ab") as file:
        file.write(b"edited")
    (office.root / DOCX).unlink()
    office.clm("render")
    assert f"Render {ID} " in office.out and "skipped MSA-2026-0002: its Word file was edited by hand" in office.err
    assert (office.root / other).read_bytes().endswith(b"edited")


def test_a_request_and_a_paper_of_others_get_no_word_file(office) -> None:
    office.clm("request", "customer-agreement", "--set", "customer=Gamma Ltd")
    office.clm("render")
    assert "Nothing to do" in office.out


def test_a_check_writes_nothing(office) -> None:
    for more in (("--pdf",), ("-o", "copy.docx")):
        office.clm("render", ID, "--check", *more, code=2)
        assert "--check writes nothing" in office.err
    office.clean()


def test_a_copy_says_where_it_went(office, tmp_path) -> None:
    copy = tmp_path / "copy.docx"
    office.clm("render", ID, "-o", str(copy))
    assert office.out == f"{copy}\n" and copy.read_bytes()[:2] == b"PK"
    office.clm("render", ID, "-o", "-", code=2)
    assert "/dev/stdout" in office.err and not (office.root / "-").exists()


@pytest.mark.parametrize(
    "call",
    [
        ("renewals",),
        ("query", "--group-by", "stage", "--format", "csv"),
        ("list",),
        ("clauses", "usage", "termination"),
        ("set", "--where", "type = msa", "owner=account-manager", "--dry-run"),
        ("render",),
        ("render", "--check"),
    ],
    ids=" ".join,
)
def test_a_contract_that_cannot_be_read_is_named_by_whoever_leaves_it_out(office, call: tuple[str, ...]) -> None:
    office.draw("Beta")
    office.change(MD, "stage: draft", "stage: [draft")
    office.clm(*call, code=1 if "--check" in call else 0)
    assert f"{MD}:" in office.out + office.err


def test_an_owner_misspelt_is_asked_back(office) -> None:
    office.clm("list", "--owner", "contractmanager")
    assert "Nobody called 'contractmanager' looks after a contract: did you mean contract-manager" in office.err

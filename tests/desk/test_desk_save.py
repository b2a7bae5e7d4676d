"""Hand edits recorded: what a person did to the files is in the history, with its reason, and nothing else is."""

import json

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"
DOCX = "contracts/acme/MSA-2026-0001/contract.docx"
ID = "MSA-2026-0001"
OWNS = "The Customer owns the Customer Data."


def test_nothing_edited_is_no_error(office) -> None:
    office.clm("save")
    assert "Nothing was edited" in office.err
    office.clm("save", ID, code=2)
    office.clm("save", "MSA-2026-9999", code=2)


def test_an_edited_clause_needs_a_reason_and_is_named(office) -> None:
    office.change(MD, OWNS, "The Customer alone owns the Customer Data.")
    before, edited = office.head(), office.read(MD)
    office.clm("save", code=2)
    assert "#intellectual-property" in office.err and office.head() == before and office.read(MD) == edited
    word = (office.root / DOCX).read_bytes()
    office.clm("save", "--why", "their comment of 3 March")
    said = office.git("log", "-1", "--format=%B")
    assert "Clause: intellectual-property" in said and "Reason: their comment of 3 March" in said and f"Contract: {ID}" in said
    assert (office.root / DOCX).read_bytes() != word
    office.clean()
    reasons = json.loads(office.clm("why", ID, "--clause", "intellectual-property", "--format", "json"))
    assert reasons[0]["why"] == "their comment of 3 March"


def test_an_open_field_needs_no_reason(office) -> None:
    office.change(MD, "stage: draft", "stage: draft # soon")
    office.clm("save", ID)
    office.clean()


def test_a_negotiated_field_is_named(office) -> None:
    office.change(MD, "notice: P60D", "notice: P90D")
    office.clm("save", ID, code=2)
    assert "renewal.notice" in office.err


@pytest.mark.parametrize("broken", ["stage: [draft", "stage: draft\n<<<<<<< ours\nowner: a\n=======\nowner: b\n>>>>>>> theirs"])
def test_a_contract_that_cannot_be_read_is_left_as_it_is(office, broken: str) -> None:
    office.change(MD, "stage: draft", broken)
    before, edited = office.head(), office.read(MD)
    office.clm("save", ID, "--why", "x", code=2)
    assert f"{MD}:" in office.err and office.head() == before and office.read(MD) == edited
    assert list(office.root.rglob("*.kept-*")) == []


def test_records_attachments_new_and_deleted_files(office) -> None:
    folder = f"contracts/acme/{ID}"
    office.write(f"{folder}/attachments/plan.txt", "one\r\ntwo")
    office.write(f"{folder}/record/notes/call.md", "They will sign.\n")
    office.write(
        f"{folder}/record/notices.jsonl", '{"by": "ada", "key": "n1", "kind": "other", "sent": "2026-11-20", "side": "us"}\n'
    )
    office.clm("save", ID)
    office.clean()
    assert (office.root / folder / "attachments/plan.txt").read_bytes() == b"one\r\ntwo"
    (office.root / folder / "attachments/plan.txt").unlink()
    office.clm("save", ID)
    assert office.git("ls-files", f"{folder}/attachments") == ""
    office.clean()


def test_a_record_that_cannot_be_read_is_told_and_a_merge_in_one_refused(office) -> None:
    path = f"contracts/acme/{ID}/record/terms.jsonl"
    office.write(path, '{"key": "a"}\n')
    office.clm("save", ID)
    assert f"{path}:1" in office.err
    office.write(path, '<<<<<<< a\n{"key": "a"}\n=======\n>>>>>>> b\n')
    office.clm("save", ID, code=2)
    assert "Conflict marker" in office.err


def test_line_ends_and_bytes_are_recorded_as_they_are(office) -> None:
    text = office.read(MD).replace("\n", "\r\n").replace("notice: P60D", "notice: P90D")
    office.write(MD, text)
    office.clm("save", ID, "--why", "x")
    blob = office.git("rev-parse", f"HEAD:{MD}").strip()
    assert office.git("hash-object", "--no-filters", MD).strip() == blob
    assert office.read(MD) == text
    office.clean()


def test_staged_edits_are_recorded_and_other_staged_work_stays_staged(office) -> None:
    office.change(MD, "stage: draft", "stage: draft # staged")
    office.write("contracts/acme/notes.txt", "later\n")
    office.git("add", MD, "contracts/acme/notes.txt")
    office.clm("save", ID)
    assert office.git("status", "--porcelain") == "A  contracts/acme/notes.txt\n"


def test_a_contract_moved_by_hand_is_one_commit_and_keeps_its_history(office) -> None:
    (office.root / "contracts/acme-group").mkdir()
    (office.root / f"contracts/acme/{ID}").rename(office.root / f"contracts/acme-group/{ID}")
    office.clm("save")
    office.clean()
    turns = json.loads(office.clm("history", ID, "--format", "json"))
    assert [turn["action"] for turn in turns] == ["edit", "create"]


def test_a_contract_deleted_by_hand_needs_a_reason(office) -> None:
    for file in (office.root / f"contracts/acme/{ID}").iterdir():
        file.unlink()
    (office.root / f"contracts/acme/{ID}").rmdir()
    office.clm("save", ID, code=2)
    assert "was deleted" in office.err
    office.clm("save", ID, "--why", "drawn twice")
    assert f"Take {ID} out" in office.git("log", "-1", "--format=%s")
    office.clean()


def test_what_was_signed_is_not_saved_over(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    office.change(MD, OWNS, "The Customer alone owns the Customer Data.")
    before = office.head()
    office.clm("save", ID, "--why", "typo", code=2)
    assert "amendment" in office.err and office.head() == before
    office.git("checkout", "--", MD)
    office.change(MD, "stage: executed", "stage: executed # filed")
    office.clm("save", ID)


def test_settings_and_library_are_saved_by_whoever_may(office) -> None:
    office.write("clmctl.yaml", office.read("clmctl.yaml") + "\n# ours\n")
    office.write("clause_library/notices/standard.md", office.read("clause_library/notices/standard.md") + "\nMore.\n")
    office.clm("save", code=2)
    assert "needs a reason" in office.err
    office.clm("save", "--why", "a remark")
    said = office.git("log", "-2", "--format=%B")
    assert "Action: settings" in said and "Action: library" in said and said.count("Reason: a remark") == 2
    office.clean()


def test_links_and_kept_texts_are_never_recorded(office) -> None:
    (office.root / f"contracts/acme/{ID}/attachments").mkdir()
    (office.root / f"contracts/acme/{ID}/attachments/link").symlink_to("/etc/hostname")
    office.write(f"{MD}.kept-12345678", "old words\n")
    office.clm("save")
    assert "Nothing was edited" in office.err


def test_a_dry_run_records_nothing(office) -> None:
    office.change(MD, "notice: P60D", "notice: P90D")
    before = office.head()
    assert "renewal.notice" in office.clm("save", "--dry-run", "--why", "x")
    assert office.head() == before


def test_nobody_raises_themselves_by_editing_the_settings(office) -> None:
    office.email = "ben@example.org"
    people = "people:\n  - {id: ben, name: Ben, email: ben@example.org, role: admin}\n"
    office.write("clmctl.yaml", office.read("clmctl.yaml").replace("people:\n", people, 1))
    before = office.head()
    office.clm("save", "--why", "me too", code=2)
    assert "needs admin" in office.err and office.head() == before
    office.email = "ada@example.org"
    office.clm("save", "--why", "Ben joins us")
    office.email = "ben@example.org"
    office.write("clmctl.yaml", office.read("clmctl.yaml") + "# by Ben\n")
    office.clm("save", "--why", "a remark")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("legal_name: Acme GmbH", "legal_name: Other GmbH", "parties.customer"),
        ("resolution: 4 hours", "resolution: 9 hours", "sla"),
        ("recording: false}", "recording: true}", "clauses"),
    ],
)
def test_parties_tables_and_pins_of_what_was_signed_stay(office, old: str, new: str, named: str) -> None:
    office.clm("sign", ID, "--date", "2026-11-20", "--why", "signed")
    text = office.read(MD)
    assert old in text
    office.write(MD, text.replace(old, new, 1))
    office.clm("save", ID, "--why", "a better idea", code=2)
    assert "is signed" in office.err and named in office.err


@pytest.mark.parametrize("bad", ["\u2029Terms", "Ter\ufffems", "Terms\uffff"])
def test_a_title_or_a_name_that_no_file_can_hold_is_refused(office, bad: str) -> None:
    told = ("new", "customer-agreement", "--set", "dates.effective=2027-01-01", "--set", "parties.customer.address=x")
    told += ("--set", "parties.customer.email=a@example.org")
    office.clm(*told, "--set", "customer=Elm Ltd", "--title", bad, code=2)
    assert "title: holds the control character U+" in office.err
    office.clm(*told, "--set", f"customer=Elm {bad} Ltd", code=2)
    assert "legal_name: holds the control character U+" in office.err
    office.clean()


def test_a_contract_under_another_number_keeps_the_reasons_of_its_clauses(office) -> None:
    new = "MSA-2026-0099"
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "their courts")
    office.git("mv", f"contracts/acme/{ID}", f"contracts/acme/{new}")
    office.change(MD.replace(ID, new), f"id: {ID}", f"id: {new}")
    office.clm("save", "--why", "their number")
    said = office.git("log", "-1", "--format=%B")
    assert f"Renumber {ID} to {new}" in said and f"Contract: {new}" in said and f"Contract: {ID}" in said
    why = json.loads(office.clm("why", new, "--clause", "dispute-resolution", "--format", "json"))
    assert why[0]["why"] == "their courts" and "their number" not in [each["why"] for each in why]
    acts = json.loads(office.clm("history", new, "--clause", "notices", "--format", "json"))
    assert [each["action"] for each in acts] == ["create"]
    office.clean()


def test_what_was_signed_takes_no_other_number_by_hand(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    new = "MSA-2026-0099"
    office.git("mv", f"contracts/acme/{ID}", f"contracts/acme/{new}")
    office.change(MD.replace(ID, new), f"id: {ID}", f"id: {new}")
    before = office.head()
    for name in ((), (ID,), (new,)):
        office.clm("save", *name, "--why", "their number", code=2)
        assert f"{ID} is signed" in office.err and office.head() == before


@pytest.mark.parametrize("place", ["contracts/acme/deeper/{id}", "contracts/acme", "contracts"])
def test_a_contract_put_where_none_is_found_is_told_and_not_recorded(office, place: str) -> None:
    text, head = office.read(MD), office.head()
    there = f"{place.format(id=ID)}/contract.md"
    office.write(there, text)
    (office.root / MD).unlink()
    office.clm("save", "--why", "moved", code=None)
    assert office.code == 2 and f"{there}: is in no place where a contract is found" in office.err
    assert "contracts/CLIENT/NUMBER" in office.err and office.read(there) == text
    assert office.git("ls-tree", "-r", "--name-only", "HEAD", "--", there) == ""
    (office.root / there).unlink()
    office.git("reset", "-q", "--hard", head)
    office.write(f"contracts/acme/{ID}/attachments/contract.md", text)  # an attachment of that name is one
    office.clm("save", "--why", "filed")
    office.clean()


def test_a_folder_renamed_by_hand_is_no_renumbering_while_the_file_says_the_old_number(office) -> None:
    head = office.head()
    (office.root / "contracts/acme" / ID).rename(office.root / "contracts/acme/MSA-2026-0099")
    office.clm("save", "--why", "x", code=2)
    assert f"says that it is {ID}, and its folder is named MSA-2026-0099" in office.err and office.head() == head
    office.change("contracts/acme/MSA-2026-0099/contract.md", f"id: {ID}\n", "id: MSA-2026-0099\n")
    office.clm("save", "--why", "x")
    assert f"Renumber {ID} to MSA-2026-0099" in office.git("log", "-1", "--format=%s")


def test_a_number_that_another_contract_has_is_not_taken_by_hand(office) -> None:
    other = office.draw("Birch")
    docx = (office.root / other / "contract.docx").read_bytes()
    head = office.head()
    office.change(MD, f"id: {ID}\n", "id: MSA-2026-0002\n")
    office.clm("save", "--why", "x", code=2)
    assert "its folder is named MSA-2026-0001" in office.err
    assert (office.root / other / "contract.docx").read_bytes() == docx  # the other one's Word file is not made from this text
    office.change(MD, "id: MSA-2026-0002\n", f"id: {ID}\n")
    office.write(f"contracts/birch/{ID}/contract.md", office.read(MD))
    office.clm("save", "--why", "x", code=2)
    assert f"contracts/birch/{ID}/contract.md: is {ID}, as {MD} is" in office.err and office.head() == head


def test_what_is_wrong_with_a_client_s_file_is_told_when_it_is_saved(office) -> None:
    (office.root / "contracts/acme/client.yaml").write_bytes(b"caf\xe9: x\n")
    office.clm("save", "--why", "x")
    assert "client.yaml:1" in office.err and "is not UTF-8" in office.err


def test_settings_deleted_by_hand_are_brought_back(office) -> None:
    (office.root / "clmctl.yaml").unlink()
    office.clm("list", code=2)
    assert "git checkout HEAD -- clmctl.yaml" in office.err and "init" not in office.err

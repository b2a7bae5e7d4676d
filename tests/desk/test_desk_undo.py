"""Acts taken back: a new commit, the files as they were before, and never what came after."""

import json

import pytest

FOLDER = "contracts/acme/MSA-2026-0001"
MD, DOCX = f"{FOLDER}/contract.md", f"{FOLDER}/contract.docx"
ID = "MSA-2026-0001"


def tree(office) -> str:
    return office.git("ls-tree", "-r", "HEAD", "--", "contracts")


def actions(office) -> list[str]:
    return [turn["action"] for turn in json.loads(office.clm("history", ID, "--format", "json"))]


ACTS = {
    "set": ["set", ID, "renewal.notice=P90D", "--why", "x"],
    "edit": ["edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "x"],
    "sign": ["sign", ID, "copy.pdf", "--date", "2026-11-20"],
    "attach": ["attach", ID, "copy.pdf"],
}


@pytest.mark.parametrize("act", ACTS)
def test_every_kind_of_act_goes_back_and_comes_again(office, act: str, tmp_path, monkeypatch) -> None:
    (tmp_path / "copy.pdf").write_bytes(b"%PDF-1.7\nsigned\n")
    monkeypatch.chdir(tmp_path)
    before = tree(office)
    office.clm(*ACTS[act])
    after = tree(office)
    assert after != before
    if act == "sign":
        office.clm("undo", ID, code=2)
        assert "needs a reason" in office.err
    office.clm("undo", ID, "--why", "wrong contract")
    assert tree(office) == before
    office.clean()
    office.clm("undo", ID, "--redo", "--why", "right after all")
    assert tree(office) == after
    office.clean()
    assert actions(office)[:2] == ["redo", "undo"]


def notices(office, *words: str) -> str:
    """The notice period after an undo."""
    office.clm("undo", ID, *words)
    office.clean()
    return office.read(MD).partition("notice: ")[2][:4]


def test_each_further_undo_takes_back_the_act_before_and_redo_does_them_again(office) -> None:
    for length in ("P70D", "P80D", "P90D"):
        office.clm("set", ID, f"renewal.notice={length}", "--why", length)
    assert [notices(office) for _ in range(3)] == ["P80D", "P70D", "P60D"]
    assert [notices(office, "--redo") for _ in range(2)] == ["P70D", "P80D"]
    assert notices(office) == "P70D"  # what was done again goes back as well
    assert [notices(office, "--redo") for _ in range(2)] == ["P80D", "P90D"]
    before = office.head()
    office.clm("undo", ID, "--redo", code=2)
    assert "nothing to do again" in office.err and office.head() == before


def test_a_new_act_ends_what_can_be_done_again_and_undo_passes_over_what_is_taken_back(office) -> None:
    office.clm("set", ID, "renewal.notice=P70D", "--why", "x")
    office.clm("set", ID, "renewal.notice=P80D", "--why", "x")
    assert notices(office) == "P70D"
    office.clm("set", ID, "owner=account-manager", "--why", "x")
    office.clm("undo", ID, "--redo", code=2)
    assert notices(office) == "P70D" and "owner: contract-manager" in office.read(MD)
    assert notices(office) == "P60D"
    office.clm("undo", ID)
    office.clm("undo", ID, code=2)
    assert "Every act" in office.err and "--redo" in office.err


def test_the_title_names_the_act_once_and_a_trailer_the_commit(office) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    act = office.head()
    titles = []
    for way in ((), ("--redo",), (), ("--redo",)):
        office.clm("undo", ID, *way)
        titles.append(office.git("log", "-1", "--format=%s").strip())
        assert act in office.git("log", "-1", "--format=%b")
    name = f"Set renewal.notice of {ID}"
    assert titles == [f"Undo: {name}", f"Redo: {name}", f"Undo: {name}", f"Redo: {name}"]
    office.change(MD, "stage: draft", "stage: draft # mine")
    office.git("commit", "-qam", "Undo: the words of a person")
    office.clm("undo", ID)
    assert office.git("log", "-1", "--format=%s").strip() == "Undo: Undo: the words of a person"


def test_what_was_taken_back_before_the_commit_was_named_counts_too(office) -> None:
    office.clm("set", ID, "renewal.notice=P70D", "--why", "x")
    office.clm("set", ID, "renewal.notice=P80D", "--why", "x")
    office.clm("undo", ID)
    office.git("commit", "-q", "--amend", "-m", f"Undo: Set renewal.notice of {ID}\n\nContract: {ID}\nAction: undo\nReason: x")
    assert notices(office) == "P60D"
    assert [notices(office, "--redo") for _ in range(2)] == ["P70D", "P80D"]


def test_a_renewal_goes_back(office) -> None:
    office.clm("set", ID, "dates.effective=2025-12-10", "--why", "x")
    office.clm("sign", ID, "--date", "2025-12-01")
    before = tree(office)
    office.clm("renew", ID, "--why", "agreed")
    assert f"{FOLDER}/record/terms.jsonl" in tree(office)
    office.clm("undo", ID)
    assert tree(office) == before and not (office.root / FOLDER / "record").exists()
    office.clean()


def test_saved_hand_edits_go_back_and_deleted_files_return(office) -> None:
    office.write(f"{FOLDER}/attachments/plan.bin", "\x00\x01")
    office.clm("save", ID)
    (office.root / FOLDER / "attachments/plan.bin").unlink()
    office.clm("save", ID)
    office.clm("undo", ID)
    assert (office.root / FOLDER / "attachments/plan.bin").read_bytes() == b"\x00\x01"
    office.clean()


def test_the_drawing_itself_goes_back_and_the_number_stays_drawn(office) -> None:
    office.clm("undo", ID)
    assert not (office.root / "contracts/acme").exists()
    office.clm("undo", ID, "--redo")  # the contract is gone, its history is not
    assert (office.root / MD).is_file() and (office.root / DOCX).is_file()
    office.clm("undo", ID)
    assert office.draw("Birch").endswith("MSA-2026-0002")


def test_a_contract_that_was_taken_out_has_its_history_and_reasons(office) -> None:
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "their courts")
    for path in (MD, DOCX):
        (office.root / path).unlink()
    office.clm("save", ID, "--why", "kept by the parent company")
    assert actions(office) == ["edit", "edit", "create"]
    assert "their courts" in office.clm("why", ID, "--clause", "dispute-resolution")
    office.clm("why", ID, "--clause", "nothing", code=2)
    assert "has no clause #nothing" in office.err and "dispute-resolution" in office.err
    office.clm("history", "MSA-2026-0999", code=2)
    assert "There is no contract 'MSA-2026-0999'" in office.err


def test_a_client_with_other_contracts_stays(office) -> None:
    office.draw("Acme")
    office.clm("undo", ID)
    assert (office.root / "contracts/acme/client.yaml").is_file() and not (office.root / MD).exists()
    office.clean()


def test_of_an_act_on_many_only_this_contract_goes_back(office) -> None:
    office.draw("Birch")
    office.clm("set", "--where", "stage = draft", "renewal.notice=P90D", "--why", "new policy")
    office.clm("undo", ID)
    assert "notice: P60D" in office.read(MD) and "notice: P90D" in office.read("contracts/birch/MSA-2026-0002/contract.md")
    office.clean()


def test_a_commit_of_plain_git_goes_back_as_far_as_this_contract(office) -> None:
    office.change(MD, "notice: P60D", "notice: P90D")
    office.write("contracts/README.md", "other\n")
    office.git("commit", "-qam", "by hand")
    office.clm("undo", ID)
    assert "notice: P60D" in office.read(MD) and office.read("contracts/README.md") == "other\n"


def test_hand_edits_are_not_lost(office) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.change(MD, "stage: draft", "stage: draft # mine")
    edited = office.read(MD)
    office.clm("undo", ID, code=3)
    assert "edited by hand" in office.err and office.read(MD) == edited
    (office.root / MD).unlink()
    office.clm("undo", ID, code=3)
    assert "was deleted by hand" in office.err and f"git checkout -- {MD}" in office.err


def test_later_acts_that_stand_on_it_are_named(office) -> None:
    folder = office.draw("Birch")
    office.change(f"{folder}/contract.md", "clauses:\n", f"relations:\n  - {{type: supersedes, id: {ID}}}\nclauses:\n")
    office.clm("save", "MSA-2026-0002", "--why", "takes its place")
    office.clm("undo", ID, code=3)
    assert "is named by MSA-2026-0002" in office.err  # the drawing of what others name
    office.clm("sign", ID, "--date", "2026-11-01")
    office.clm("sign", "MSA-2026-0002", "--date", "2026-11-20")
    assert "stage: superseded" in office.read(MD)
    office.change(MD, "stage: superseded", "stage: superseded # filed")
    office.clm("save", ID, "--why", "a remark")
    office.clm("undo", "MSA-2026-0002", "--why", "not signed after all", code=3)
    assert "later acts stand on" in office.err and f"Save edits to {ID}" in office.err
    office.clm("undo", ID)
    office.clm("undo", "MSA-2026-0002", "--why", "not signed after all")
    assert "stage: executed" in office.read(MD)


def test_a_dry_run_and_a_reason(office) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    before = office.head()
    office.clm("undo", ID, "--dry-run")
    assert office.head() == before
    office.clm("undo", ID)
    assert "Reason: takes back" in office.git("log", "-1")
    office.clm("undo", "MSA-2026-9999", code=2)


def test_shared_work_is_no_act_to_take_back(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("set", ID, "money.payment_terms=P45D", "--why", "y")
    ben.clm("sync")
    ben.clm("undo", ID, code=2)
    assert "shared work" in ben.err


@pytest.mark.parametrize("drawn", ["alone", "with two"])
def test_the_clients_file_comes_back_with_what_is_done_again(office, drawn: str) -> None:
    office.draw("Birch")
    two = "MSA-2026-0002"
    if drawn == "with two":
        office.draw("Birch")
        office.clm("undo", "MSA-2026-0003")
    before = tree(office)
    office.clm("undo", two)
    assert "contracts/birch" not in tree(office)
    office.clm("undo", two, "--redo")
    assert tree(office) == before
    office.clean()


def test_a_clients_file_that_stayed_or_is_there_anew_is_left_alone(office) -> None:
    office.write("contracts/acme/client.yaml", office.read("contracts/acme/client.yaml") + "# ours\n")
    office.clm("save", "--why", "a remark")
    client = office.read("contracts/acme/client.yaml")
    for way in ((), ("--redo",), (), ("--redo",)):
        office.clm("undo", ID, *way)
        assert office.read("contracts/acme/client.yaml") == client
        office.clean()


def test_a_clients_file_put_there_by_hand_meanwhile_stays(office) -> None:
    office.clm("undo", ID)
    office.write("contracts/acme/client.yaml", "name: Acme, by hand\n")
    office.clm("save", "--why", "a client again")
    office.clm("undo", ID, "--redo")
    assert office.read("contracts/acme/client.yaml") == "name: Acme, by hand\n" and (office.root / MD).is_file()
    office.clean()


def test_a_contract_renumbered_by_hand_is_not_deleted(office) -> None:
    new = "MSA-2026-0099"
    for how in ("git", "save"):
        office.git("mv", f"contracts/acme/{ID}", f"contracts/acme/{new}")
        office.write(MD.replace(ID, new), office.read(MD.replace(ID, new)).replace(f"id: {ID}", f"id: {new}"))
        if how == "git":
            office.git("commit", "-qam", "Another number")
        else:
            office.clm("save", "--why", "their number")
        before = tree(office)
        assert "Reason: their number" in office.git("log", "-1") or how == "git"
        office.clm("undo", new, code=2)
        assert "was renumbered" in office.err and f"it was {ID} before" in office.err and tree(office) == before
        office.clm("undo", ID, code=2)
        assert "was renumbered" in office.err and f"it is {new} now" in office.err and tree(office) == before
        office.clm("set", new, "renewal.notice=P90D", "--why", "x")
        office.clm("undo", new)
        assert tree(office) == before
        office.clean()
        office.git("reset", "-q", "--hard", "HEAD~3")


def test_what_a_rebase_gave_another_id_is_still_taken_back(office) -> None:
    for length in ("P70D", "P80D"):
        office.clm("set", ID, f"renewal.notice={length}", "--why", length)
    office.clm("undo", ID)
    office.git("rebase", "-q", "--force-rebase", "--committer-date-is-author-date", "HEAD~3", GIT_COMMITTER_NAME="Elsewhere")
    assert notices(office) == "P60D"
    assert [notices(office, "--redo") for _ in range(2)] == ["P70D", "P80D"]
    office.git("rebase", "-q", "--force-rebase", "HEAD~6", GIT_COMMITTER_NAME="Further")
    assert notices(office) == "P70D"

"""Two people, two clones, one bare repository: what each recorded reaches the other, and nothing is lost."""

import json
from pathlib import Path

import pytest
from office import together

MD = "contracts/acme/MSA-2026-0001/contract.md"
DOCX = "contracts/acme/MSA-2026-0001/contract.docx"
ID = "MSA-2026-0001"


def test_without_a_remote_there_is_nobody_to_share_with(office) -> None:
    office.clm("sync", code=2)
    assert "nothing to share with" in office.err


def test_a_first_share_and_a_second_that_has_nothing_to_do(pair) -> None:
    ada, ben = pair
    assert "are the same" in ada.clm("sync")
    assert "are the same" in ben.clm("sync")
    together(*pair)


def test_what_one_recorded_reaches_the_other(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    assert "Shared 1 commit with origin/main" in ada.clm("sync")
    assert "Received 1 commit from origin/main" in ben.clm("sync")
    assert "notice: P90D" in ben.read(MD)
    together(*pair)


def test_changes_of_different_fields_and_clauses_meet_and_word_is_made_anew(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    ada.clm("sync")
    ben.clm("set", ID, "money.payment_terms=P45D", "--why", "they asked")
    ben.change(MD, "A notice under this agreement must be in writing", "A notice under this agreement must be in plain writing")
    ben.clm("save", ID, "--why", "clearer")
    assert "Join 1 commit from origin/main" in ben.clm("sync")
    text = ben.read(MD)
    assert "notice: P90D" in text and "payment_terms: P45D" in text and "in plain writing" in text
    ben.clm("render", ID)
    assert "Nothing to do" in ben.out  # the Word file is that of the merged text already
    ada.clm("sync")
    together(*pair)
    assert ada.git("log", "--format=%P", "-1", ben.head()).split()[1]  # a commit that stands on both


def test_one_clause_edited_by_both_in_different_sentences(pair) -> None:
    ada, ben = pair
    ada.change(MD, "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data.")
    ada.clm("save", ID, "--why", "one")
    ada.clm("sync")
    ben.change(MD, "Nothing in this agreement transfers a right, except where it says so.", "Nothing in it transfers a right.")
    ben.clm("save", ID, "--why", "two")
    ben.clm("sync")
    assert "The Customer alone owns" in ben.read(MD) and "Nothing in it transfers a right." in ben.read(MD)


def clash(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "money.payment_terms=P15D", "--why", "agreed by phone")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "owner=account-manager", "--why", "their mail")


def test_a_clash_stops_with_one_readable_file_and_nothing_half_written(pair) -> None:
    _ada, ben = pair
    clash(pair)
    before, text = ben.head(), ben.read(MD)
    ben.clm("sync", code=3)
    assert "1 place was changed on both sides" in ben.err and "renewal.notice" in ben.err and "sync-conflicts.md" in ben.err
    assert ben.head() == before and ben.read(MD) == text
    assert ben.git("status", "--porcelain") == ""  # the file of clashes is none of the workspace's
    told = ben.read("sync-conflicts.md")
    assert "before:\n~~~~\nP60D\n~~~~" in told and "ours:\n~~~~\nP30D\n~~~~" in told and "theirs:\n~~~~\nP90D\n~~~~" in told
    ben.clm("sync", code=3)  # nothing chosen yet: the same again
    assert ben.read("sync-conflicts.md") == told


@pytest.mark.parametrize(("how", "notice"), [("choose: ours", "P30D"), ("choose: theirs", "P90D"), ("own", "P45D")])
def test_a_choice_in_the_file_settles_it(pair, how: str, notice: str) -> None:
    ada, ben = pair
    clash(pair)
    ben.clm("sync", code=3)
    if how == "own":
        ben.change("sync-conflicts.md", "own:\n~~~~\n~~~~", "own:\n~~~~\nP45D\n~~~~")
    else:
        ben.change("sync-conflicts.md", "choose:\n", f"{how}\n")
    ben.clm("sync")
    text = ben.read(MD)
    assert f"notice: {notice}" in text and "payment_terms: P15D" in text and "owner: account-manager" in text
    assert not (ben.root / "sync-conflicts.md").exists()
    assert f"Decided: {MD}: renewal.notice: {'own words' if how == 'own' else how[8:]}" in ben.git("log", "-1")
    ada.clm("sync")
    together(*pair)


@pytest.mark.parametrize(("side", "notice"), [("ours", "P30D"), ("theirs", "P90D")])
def test_one_word_settles_all(pair, side: str, notice: str) -> None:
    _ada, ben = pair
    clash(pair)
    ben.clm("sync", "--take", side, "--why", "agreed with Ada")
    assert f"notice: {notice}" in ben.read(MD) and "Reason: agreed with Ada" in ben.git("log", "-1")


def test_a_wrong_word_in_the_file_is_named_with_its_line(pair) -> None:
    _, ben = pair
    clash(pair)
    ben.clm("sync", code=3)
    ben.change("sync-conflicts.md", "choose:\n", "choose: mine\n")
    ben.clm("sync", code=2)
    assert "sync-conflicts.md:" in ben.err and "'mine'" in ben.err


def test_a_choice_does_not_outlive_the_texts_it_was_made_for(pair) -> None:
    ada, ben = pair
    clash(pair)
    ben.clm("sync", code=3)
    ben.change("sync-conflicts.md", "choose:\n", "choose: theirs\n")
    ada.clm("set", ID, "renewal.notice=P10D", "--why", "changed their mind")
    ada.clm("sync")
    ben.clm("sync", code=3)
    assert "P10D" in ben.read("sync-conflicts.md") and "choose: theirs" not in ben.read("sync-conflicts.md")


def test_a_stage_moved_on_both_sides_is_for_a_person(pair) -> None:
    ada, ben = pair
    ada.clm("sign", ID, "--date", "2026-11-20")
    ada.clm("sync")
    ben.change(MD, "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data.")
    ben.clm("save", ID, "--why", "late wish")
    ben.clm("sync", code=3)
    assert "stage" in ben.err
    ben.clm("sync", "--take", "theirs")
    assert ben.read(MD) == ada.read(MD) and (ben.root / DOCX).read_bytes() == (ada.root / DOCX).read_bytes()


def test_hand_edits_in_the_way_stop_it_and_stay(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    ada.clm("sync")
    ben.change(MD, "stage: draft", "stage: draft # mine")
    edited = ben.read(MD)
    ben.clm("sync", code=3)
    assert ben.read(MD) == edited and "edited by hand" in ben.err
    ben.git("checkout", "--", MD)
    ben.clm("set", ID, "owner=account-manager", "--why", "x")
    ben.change(MD, "stage: draft", "stage: draft # mine")
    edited = ben.read(MD)
    ben.clm("sync", code=3)
    assert ben.read(MD) == edited and list(ben.root.rglob("*.kept-*")) == []
    ben.clm("save", ID, "--why", "x")
    ben.clm("sync")
    assert "stage: draft # mine" in ben.read(MD) and "notice: P90D" in ben.read(MD)


def test_hand_edits_elsewhere_are_left_alone(pair) -> None:
    ada, ben = pair
    folder = ada.draw("Birch")
    ada.clm("sync")
    ben.change(MD, "stage: draft", "stage: draft # mine")
    ben.clm("sync")
    assert "stage: draft # mine" in ben.read(MD) and (ben.root / folder).is_dir()
    ben.draw("Cedar")
    ada.clm("set", "MSA-2026-0002", "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("sync")
    assert "stage: draft # mine" in ben.read(MD) and "notice: P90D" in ben.read(f"{folder}/contract.md")


def test_two_drafts_with_one_number_ours_gives_way(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.draw("Cedar")
    assert (ben.root / "contracts/cedar/MSA-2026-0002").is_dir()
    ben.clm("sync")
    assert (ben.root / "contracts/birch/MSA-2026-0002/contract.md").is_file()
    moved = ben.read("contracts/cedar/MSA-2026-0003/contract.md")
    assert "id: MSA-2026-0003" in moved and "formerly:" in moved and "MSA-2026-0002" in moved
    assert not (ben.root / "contracts/cedar/MSA-2026-0002").exists()
    assert "MSA-2026: 3" in ben.read(".clm/numbers.yaml")
    ada.clm("sync")
    together(*pair)
    turns = json.loads(ada.clm("history", "MSA-2026-0003", "--format", "json"))
    assert [turn["action"] for turn in turns] == ["sync", "create"]
    assert "MSA-2026-0004" in ada.draw("Dune")


def test_two_drafts_with_one_number_in_one_folder(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.draw("Birch")
    ben.clm("set", "MSA-2026-0002", "renewal.notice=P10D", "--why", "x")
    ben.clm("sync")
    assert "notice: P10D" in ben.read("contracts/birch/MSA-2026-0003/contract.md")
    assert ben.read("contracts/birch/MSA-2026-0002/contract.md") == ada.read("contracts/birch/MSA-2026-0002/contract.md")
    ada.clm("sync")
    together(*pair)


def test_a_draft_of_theirs_gives_way_to_what_we_sent(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.draw("Cedar")
    ben.change("contracts/cedar/MSA-2026-0002/contract.md", "stage: draft", "stage: negotiation")
    ben.clm("save", "MSA-2026-0002", "--why", "sent by mail")
    ben.clm("sync")
    assert "stage: negotiation" in ben.read("contracts/cedar/MSA-2026-0002/contract.md")
    moved = ben.read("contracts/birch/MSA-2026-0003/contract.md")
    assert "id: MSA-2026-0003" in moved and "formerly" in moved
    assert not (ben.root / "contracts/birch/MSA-2026-0002").exists()
    ben.clm("lint", "MSA-2026-0003")
    ada.clm("sync")
    together(*pair)
    assert "MSA-2026-0004" in ada.draw("Dune")


def test_two_sent_contracts_with_one_number_stop_it(pair) -> None:
    ada, ben = pair
    for office, name in ((ada, "Birch"), (ben, "Cedar")):
        folder = office.draw(name)
        office.change(f"{folder}/contract.md", "stage: draft", "stage: negotiation")
        office.clm("save", "--why", "sent by mail")
    ada.clm("sync")
    before = ben.head()
    ben.clm("sync", code=3)
    assert "both were sent" in ben.err and ben.head() == before
    ben.clean()


def test_records_of_both_sides_stay(pair) -> None:
    ada, ben = pair
    record = "contracts/acme/MSA-2026-0001/record/notices.jsonl"
    line = '{{"by": "{0}", "key": "{0}-1", "kind": "other", "sent": "2026-11-20", "side": "us"}}\n'
    for office, name in ((ada, "ada"), (ben, "ben")):
        office.write(record, line.format(name))
        office.clm("save", ID, "--why", "noted")
    ada.clm("sync")
    ben.clm("sync")
    assert sorted(ben.read(record).split("\n")[:2]) == [line.format("ada").strip(), line.format("ben").strip()]
    ada.clm("sync")
    together(*pair)


def test_a_file_both_changed_that_is_no_contract_is_a_clash(pair) -> None:
    ada, ben = pair
    for office, word in ((ada, "one"), (ben, "two")):
        office.write("contracts/README.md", f"{word}\n")
        office.clm("save", "--why", "words")
    ada.clm("sync")
    ben.clm("sync", code=3)
    assert "contracts/README.md: the whole file" in ben.err
    ben.clm("sync", "--take", "theirs")
    assert ben.read("contracts/README.md") == "one\n"


def test_a_contract_taken_out_here_and_changed_there(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("undo", ID, "--why", "drawn by mistake")
    ben.clm("sync", code=3)
    assert "the whole file" in ben.err
    ben.clm("sync", "--take", "ours")
    assert not (ben.root / MD).exists() and not (ben.root / DOCX).exists()
    ada.clm("sync")
    together(*pair)


def test_a_folder_moved_here_and_a_field_changed_there(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    (ben.root / "contracts/acme-group").mkdir()
    (ben.root / "contracts/acme/MSA-2026-0001").rename(ben.root / "contracts/acme-group/MSA-2026-0001")
    ben.clm("save", "--why", "they were bought")
    ben.clm("sync")
    assert "notice: P90D" in ben.read("contracts/acme-group/MSA-2026-0001/contract.md")
    assert not (ben.root / MD).exists()
    ada.clm("sync")
    together(*pair)
    assert not (ada.root / MD).exists()


def test_somebody_faster_between_fetch_and_push(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    from clmctl.cli.dialogues import sharing

    ada, ben = pair
    ben.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    real, times = sharing.push, []

    def push(*words):
        if not times:
            times.append(1)
            ada.clm("set", ID, "money.payment_terms=P15D", "--why", "y")
            monkeypatch.setattr(sharing, "push", real)
            ada.clm("sync")
            monkeypatch.setattr(sharing, "push", push)
        return real(*words)

    monkeypatch.setattr(sharing, "push", push)
    ben.clm("sync")
    assert "notice: P90D" in ben.read(MD) and "payment_terms: P15D" in ben.read(MD)
    ada.clm("sync")
    together(*pair)


def test_a_dry_run_changes_nothing(pair) -> None:
    _ada, ben = pair
    clash(pair)
    before = ben.head()
    ben.clm("sync", "--dry-run", code=3)
    assert "Would receive 1 commit" in ben.out and not (ben.root / "sync-conflicts.md").exists() and ben.head() == before
    ben.clm("sync", "--dry-run", "--take", "ours")
    assert ben.head() == before


def test_a_remote_that_cannot_be_reached_or_has_nothing_in_common(pair, tmp_path: Path) -> None:
    _ada, ben = pair
    ben.git("remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    ben.clm("sync", code=4)
    ben.git("remote", "set-url", "origin", str(tmp_path / "other.git"))
    ben.git("init", "-q", "--bare", "-b", "main", str(tmp_path / "other.git"))
    other = ben.git("commit-tree", "-m", "another beginning", "HEAD^{tree}").strip()
    ben.git("push", "-q", "origin", f"{other}:refs/heads/main")
    ben.clm("sync", code=2)
    assert "no history in common" in ben.err


def test_a_remote_that_would_run_a_program_is_not_reached(pair) -> None:
    _, ben = pair
    ben.git("config", "remote.origin.uploadpack", "touch /tmp/never; git-upload-pack")
    ben.clm("sync", code=2)
    assert "uploadpack" in ben.err


def test_a_viewer_receives_and_does_not_share(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.write(
        "clmctl.yaml",
        ada.read("clmctl.yaml").replace("people:\n", "people:\n  - {id: ben, name: Ben, email: ben@example.org, role: viewer}\n"),
    )
    ada.git("commit", "-q", "-am", "Ben looks on")
    ada.clm("sync")
    ben.clm("sync")
    assert "notice: P90D" in ben.read(MD)
    ben.git("commit", "-q", "--allow-empty", "-m", "mine")
    ben.clm("sync", code=2)
    assert "viewer" in ben.err


def test_a_side_that_is_none_is_refused(pair) -> None:
    clash(pair)
    pair[1].clm("sync", "--take", "both", code=2)


def test_who_is_not_listed_is_told_so_once_and_renumbering_is_no_reason_of_a_clause(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.draw("Cedar")
    ben.clm("sync")  # renumbers, joins, hands over
    assert "Renumber MSA-2026-0002" in ben.out and "Join" in ben.out and "Shared" in ben.out
    assert ben.err.count("is not listed under people") == 1
    why = json.loads(ben.clm("why", "MSA-2026-0003", "--clause", "notices", "--format", "json"))
    assert [each["action"] for each in why] == ["create"]  # not the renumbering


def test_edits_that_nobody_recorded_are_not_shared_in_silence(pair) -> None:
    ada, ben = pair
    ben.change(MD, "A notice under this agreement must be in writing", "A notice under this agreement must be in plain writing")
    ben.clm("sync")
    assert f"{MD} was edited by hand and not recorded, so not shared" in ben.err and "clmctl save" in ben.err
    ada.clm("set", ID, "owner=account-manager")
    ada.clm("sync")
    assert "not recorded" not in ada.err


def test_an_act_that_lost_in_a_join_stays_in_the_history_with_its_reason(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    ada.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "their courts")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "--why", "their mail")
    ben.clm("sync", "--take", "ours")  # all that Ben changed stands as he has it
    turns = json.loads(ben.clm("history", ID, "--format", "json"))
    assert sorted(turn["reason"] or "" for turn in turns[1:-1]) == ["agreed by phone", "their courts", "their mail"]
    assert turns[0]["action"] == "sync"
    reasons = [each for each in json.loads(ben.clm("why", ID, "--format", "json")) if each["subject"] == "renewal.notice"]
    assert {each["why"].partition(";")[0] for each in reasons} > {"agreed by phone", "their mail"}
    assert "of renewal.notice our words were taken" in reasons[0]["why"]
    ben.clm("set", ID, "renewal.notice=P60D", "--why", "back to our form")
    assert "agreed by phone" in ben.clm("show", ID)


def test_a_whole_side_that_lost_stays_in_the_history(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "--why", "their mail")
    ben.clm("sync", "--take", "ours")
    for rival in (ada, ben):
        rival.clm("sync")
        told = json.loads(rival.clm("history", ID, "--format", "json"))
        assert {"agreed by phone", "their mail"} < {turn["reason"] for turn in told}
        assert {"agreed by phone", "their mail"} <= {each["why"] for each in json.loads(rival.clm("why", ID, "--format", "json"))}


def test_a_join_of_work_on_other_contracts_is_no_turn_of_this_one(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "--why", "their mail")
    ben.clm("sync")
    assert [turn["action"] for turn in json.loads(ben.clm("history", ID, "--format", "json"))] == ["edit", "create"]


def test_acts_of_both_sides_are_there_where_one_moved_the_folder(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    ada.clm("sync")
    (ben.root / "contracts/bonn").mkdir()
    (ben.root / "contracts/acme" / ID).rename(ben.root / "contracts/bonn" / ID)
    ben.clm("save", ID, "--why", "renamed the client")
    ben.clm("sync")
    told = [turn["reason"] for turn in json.loads(ben.clm("history", ID, "--format", "json"))]
    assert {"agreed by phone", "renamed the client"} < set(told)


def test_two_contracts_that_bore_one_number_keep_their_histories_apart(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.clm("set", "MSA-2026-0002", "renewal.notice=P90D", "--why", "Birch asked")
    ada.clm("sync")
    ben.draw("Birch")
    ben.clm("set", "MSA-2026-0002", "renewal.notice=P30D", "--why", "Birch asked Ben")
    ben.clm("sync")
    theirs = [turn["reason"] for turn in json.loads(ben.clm("history", "MSA-2026-0002", "--format", "json"))]
    ours = [turn["reason"] for turn in json.loads(ben.clm("history", "MSA-2026-0003", "--format", "json"))]
    assert "Birch asked" in theirs and "Birch asked Ben" not in theirs
    assert "Birch asked Ben" in ours and "Birch asked" not in ours


def test_acts_on_a_draft_of_theirs_that_gave_way_in_one_folder_are_still_found(pair) -> None:
    ada, ben = pair
    ada.draw("Birch")
    ada.draw("Birch")
    for number, clause in (("MSA-2026-0002", "dispute-resolution"), ("MSA-2026-0003", "termination")):
        ada.clm("edit", number, "--clause", clause, "--use", "fallback-1", "--why", f"Ada's {number}")
    ada.clm("sync")
    for number in ("MSA-2026-0002", "MSA-2026-0003"):
        ben.draw("Birch")
        ben.change(f"contracts/birch/{number}/contract.md", "stage: draft", "stage: negotiation")
        ben.clm("save", number, "--why", f"Ben's {number}")
    ben.clm("sync")
    told = {n: json.loads(ben.clm("history", f"MSA-2026-000{n}", "--format", "json")) for n in (2, 3, 4, 5)}
    assert {n: [turn["reason"] for turn in turns if turn["action"] == "edit"] for n, turns in told.items()} == {
        2: ["Ben's MSA-2026-0002"],
        3: ["Ben's MSA-2026-0003"],
        4: ["Ada's MSA-2026-0002"],
        5: ["Ada's MSA-2026-0003"],
    }
    assert [turn["action"] for turn in told[4]] == ["sync", "edit", "create"]
    (why,) = [
        each["why"]
        for each in json.loads(ben.clm("why", "MSA-2026-0004", "--format", "json"))
        if each["subject"] == "#dispute-resolution" and each["action"] == "edit"
    ]
    assert why == "Ada's MSA-2026-0002"
    assert "#termination" not in ben.clm("why", "MSA-2026-0004") and "#termination" in ben.clm("why", "MSA-2026-0005")
    ben.clm("undo", "MSA-2026-0004", code=2)
    assert "was MSA-2026-0002 before" in ben.err
    ben.clm("undo", "MSA-2026-0002")
    assert "stage: draft" in ben.read("contracts/birch/MSA-2026-0002/contract.md")

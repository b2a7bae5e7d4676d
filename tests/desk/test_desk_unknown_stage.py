"""A stage that is none: told, shown as what it is, and nothing that may be signed is changed meanwhile."""

import json

ID = "MSA-2026-0001"
MD = f"contracts/acme/{ID}/contract.md"


def test_a_stage_that_is_none_is_told_and_shown_as_it_stands(office) -> None:
    office.change(MD, "stage: draft", "stage: Executed")
    office.git("commit", "-qam", "by hand")
    (row,) = json.loads(office.clm("list", "--format", "json"))
    assert (row["stage"], row["status"]) == ("Executed", "unknown")
    assert "Executed" in office.clm("list") and "draft" not in office.out
    shown = json.loads(office.clm("show", ID, "--format", "json"))
    assert (shown["stage"], shown["status"]) == ("Executed", "unknown")
    assert "its stage is not known" in office.clm("show", ID)
    found = json.loads(office.clm("lint", "--format", "json", code=1))
    (told,) = [each for each in found if "stage" in each["message"]]
    assert told["code"] == "FD609" and told["line"] > 1 and "executed" in told["hint"]
    office.clm("query", "stage = draft", "--select", "id")
    assert ID not in office.out.partition("Undecided")[0]


def test_nothing_that_may_have_been_agreed_changes_while_the_stage_is_unknown(office) -> None:
    office.change(MD, "stage: draft", "stage: sgined")
    office.git("commit", "-qam", "by hand")
    before = office.read(MD)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x", code=2)
    assert "is none" in office.err and "stage: right" in office.err
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "x", code=2)
    office.clm("sign", ID, "--date", "2026-11-20", code=2)
    assert office.read(MD) == before
    office.clm("set", ID, "owner=account-manager", "--why", "who looks after it may change")
    office.change(MD, "stage: sgined", "stage: draft")
    office.clm("save", ID)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")


def told_of_commits(office, since: str) -> list[str]:
    found = json.loads(office.clm("lint", "--since", since, "--format", "json", code=None))
    return [each["message"] for each in found if each["code"] == "CM002"]


def test_words_committed_by_plain_git_while_the_stage_is_unknown_are_told(office) -> None:
    office.change(MD, "stage: draft", "stage: sgined")
    office.git("commit", "-qam", "by hand")
    since = office.head()
    office.change(MD, "notice: P60D", "notice: P75D")
    office.git("commit", "-qam", "longer\n\nReason: they asked")
    (told,) = told_of_commits(office, since)
    assert "renewal.notice" in told and "'sgined' is none" in told
    office.change(MD, "stage: sgined", "stage: draft")
    office.git("commit", "-qam", "put right")
    assert told_of_commits(office, since) == [told]  # it stays told when the stage is put right
    office.change(MD, "notice: P75D", "notice: P45D")
    office.git("commit", "-qam", "shorter\n\nReason: they asked")
    assert told_of_commits(office, since) == [told]  # a draft may change


def test_what_was_signed_and_is_changed_by_plain_git_is_told(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    since = office.head()
    office.clm("set", ID, "owner=account-manager")
    assert told_of_commits(office, since) == []
    office.change(MD, "notice: P60D", "notice: P75D")
    office.git("commit", "-qam", "longer\n\nReason: they asked")
    (told,) = told_of_commits(office, since)
    assert "renewal.notice" in told and "which was signed" in told
    office.git("revert", "--no-edit", "HEAD")
    since = office.head()
    office.change(MD, "stage: executed", "stage: draft")
    office.git("commit", "-qam", "a draft again")
    (told,) = told_of_commits(office, since)
    assert "changes stage of" in told


def test_edits_while_the_recorded_stage_is_unknown_are_not_saved(office) -> None:
    office.change(MD, "stage: draft", "stage: sgined")
    office.git("commit", "-qam", "by hand")
    office.change(MD, "notice: P60D", "notice: P75D")
    head = office.head()
    office.clm("save", ID, "--why", "x", code=2)
    assert "renewal.notice" in office.err and "'sgined' is none" in office.err and "stage: right" in office.err
    assert office.head() == head and "notice: P75D" in office.read(MD)
    office.change(MD, "notice: P75D", "notice: P60D")
    office.change(MD, "stage: sgined", "stage: draft")
    office.clm("save", ID)

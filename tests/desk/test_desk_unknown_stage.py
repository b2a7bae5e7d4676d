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

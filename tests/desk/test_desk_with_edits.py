"""Hand edits recorded along with an act: the plan says them, the commit names them, and none change what was signed."""

import re

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"
DOCX = "contracts/acme/MSA-2026-0001/contract.docx"
ID = "MSA-2026-0001"
OWNS = "The Customer owns the Customer Data."
ALONE = "The Customer alone owns the Customer Data."
TITLE = ("set", ID, "title=Services", "--why", "shorter")


def test_the_plan_says_what_was_edited_and_the_commit_names_the_clause(office) -> None:
    office.change(MD, OWNS, ALONE)
    office.change(MD, "notice: P60D", "notice: P90D")
    office.clm(*TITLE, "--with-edits")
    assert f"{ID}  #intellectual-property, edited by hand" in office.err
    assert f"{ID}  renewal.notice, edited by hand" in office.err
    said = office.git("log", "-1", "--format=%B")
    assert said.index("Action: edit") < said.index("Clause: intellectual-property") < said.index("Reason: shorter")
    office.clean()


def test_a_clause_the_act_is_about_is_said_once(office) -> None:
    office.change(MD, OWNS, ALONE)
    office.clm("edit", ID, "--clause", "intellectual-property", "--use", "standard", "--with-edits", "--why", "back", "--dry-run")
    assert office.out.count("#intellectual-property") == 1 and "by hand" not in office.out


def test_what_was_signed_is_not_changed_along_with_something_else(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    office.change(MD, OWNS, ALONE)
    before, edited = office.head(), office.read(MD)
    office.clm(*TITLE[:2], "owner=account-manager", "--with-edits", "--why", "a new owner", code=2)
    assert f"{ID} is signed, and the edits change what was agreed: #intellectual-property" in office.err
    assert office.head() == before and office.read(MD) == edited


def test_a_word_file_edited_by_hand_is_neither_lost_nor_said_to_have_changed_just_now(office) -> None:
    word = office.root / DOCX
    word.write_bytes(word.read_bytes() + b"edited")
    for more in ((), ("--with-edits",)):
        office.clm(*TITLE, *more, code=3)
        assert f"{DOCX}: was edited by hand" in office.err and "clmctl save records it as it is" in office.err
        assert "--with-edits" not in office.err and "while you were working" not in office.err
    assert word.read_bytes().endswith(b"edited")
    office.clm("save", ID)
    office.clm(*TITLE)


@pytest.mark.parametrize(("old", "new"), [("stage: executed", "stage: draft"), ("stage: executed", "stage: done")])
def test_what_was_signed_is_not_made_a_draft_by_hand(office, old: str, new: str) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    office.change(MD, old, new)
    before, edited = office.head(), office.read(MD)
    for words in (("set", ID, "owner=account-manager", "--with-edits"), ("save", ID), ("save", ID, "--dry-run")):
        office.clm(*words, "--why", "a new owner", code=2)
        assert f"{ID} is signed, and the edits change what was agreed: stage" in office.err
    assert office.head() == before and office.read(MD) == edited


def test_the_digest_of_what_was_agreed_is_not_edited_away(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    digest = re.search("agreed: .*\n", office.read(MD))
    office.change(MD, digest[0], "")
    office.clm("save", ID, "--why", "shorter", code=2)
    assert "what was agreed: agreed" in office.err


def test_a_contract_wound_up_by_hand_stays_signed_and_is_saved(office) -> None:
    office.clm("sign", ID, "--date", "2026-11-20")
    office.change(MD, "stage: executed", "stage: terminated")
    office.clm("save", ID, "--why", "both sides ended it")
    office.clean()


@pytest.mark.parametrize("act", ["edit", "set"])
def test_every_edit_made_by_hand_is_said(office, act: str) -> None:
    office.change(MD, "stage: draft", "stage: approval\nrelations: [{type: references, id: MSA-2026-0001}]")
    office.change(MD, "owner: contract-manager", "owner: account-manager")
    office.change(MD, "notice: P60D", "notice: P90D")
    words = ("--clause", "dispute-resolution", "--use", "fallback-1") if act == "edit" else ("title=Services",)
    office.clm(act, ID, *words, "--with-edits", "--why", "x")
    for each in ("stage", "relations", "owner", "renewal.notice"):
        assert office.err.count(f"{ID}  {each}, edited by hand") == 1
    assert "its file, edited" not in office.err

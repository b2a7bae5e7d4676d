"""What a person says on the line, in a file of answers and by hand, and what they are told where it is off."""

import pytest

ID = "MSA-2026-0001"
MD = f"contracts/acme/{ID}/contract.md"
NDA = ("new", "mutual-nda", "--no-input", "--set", "parties.partner.legal_name=Q", "--set", "dates.effective=2027-01-01")


@pytest.mark.parametrize(
    ("answers", "line", "said"),
    [
        ("term:\n  length: P12M\ndates:\n  effective: tomorrow\n", 4, "is not a date"),
        ("stage: executed\n", 1, "stage is no answer"),
        ("dates: {signed: 2020-01-01}\n", 1, "recorded by clmctl sign"),
        ("term: {length: P1M}\nterm: {length: P2M}\n", 2, "stands twice"),
        ("# mine\nparties:\n  partner: 5\n", 3, "There is no field 'parties.partner'"),
    ],
)
def test_an_answer_of_a_file_that_is_off_is_named_with_its_line(office, tmp_path, answers: str, line: int, said: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers, encoding="utf-8")
    office.clm("new", "mutual-nda", "--no-input", "--answers", str(file), code=2)
    assert office.err.startswith(f"{file}:{line}: ") and said in office.err


def test_no_answer_is_dropped_in_silence(office) -> None:
    office.clm(*NDA, "--set", "parties.bank.legal_name=B", code=2)
    assert "mutual-nda has no party 'bank'" in office.err and "parties.partner" in office.err
    office.clm(*NDA, "--set", "parties.company.legal_name=B", code=2)
    assert "that party is us" in office.err
    office.clm(*NDA, "--set", "id=NDA-1999-0001", code=2)
    office.clm(*NDA, "--set", "title=Our talks")
    assert "Our talks" in office.clm("list")


def test_set_says_which_word_is_off_and_keeps_what_every_contract_states(office) -> None:
    before = office.read(MD)
    office.clm("set", ID, "renewal.notice", code=2)
    assert "'renewal.notice' says nothing to set" in office.err
    for word, said in (
        ("title=", "Every contract states its title"),
        ("title=a\nb", "must be on one line"),
        ("renewal.max=-1", "less than nothing"),
    ):
        office.clm("set", ID, word, "--why", "x", code=2)
        assert said in office.err
    assert office.read(MD) == before
    office.clm("set", ID, "liability.carve_outs=[ip, data-breach]", "--why", "as the file has it")
    assert "carve_outs: [ip, data-breach]" in office.read(MD)
    office.change(MD, "stage: draft\n", "stage: draft\nstage: draft\n")
    office.clm("set", ID, "owner=account-manager", code=2)
    assert office.err.startswith(f"{MD}:8: The key stage stands twice")


def test_a_file_deleted_by_hand_is_told_from_a_number_that_never_was(office) -> None:
    (office.root / MD).unlink()
    office.clm("show", ID, code=2)
    assert office.err.startswith(f"{MD}: was deleted by hand") and f"clmctl undo {ID}" in office.err
    office.clm("save", ID, "--why", "by mistake")
    office.clm("undo", ID)
    assert ID in office.clm("show", ID)


def test_two_files_of_one_id_are_told_before_one_of_them_is_changed(office) -> None:
    office.write("contracts/birch/MSA-2026-0001/contract.md", office.read(MD))
    office.clm("list")
    office.clm("set", ID, "owner=account-manager", code=2)
    assert "is the id of 2 files" in office.err
    office.clm("lint", ID, code=1)
    assert "is also that of" in office.out


def test_an_unreadable_contract_is_listed_with_its_line(office) -> None:
    office.change(MD, "stage: draft\n", "stage: draft: x\n")
    office.clm("list")
    assert f"{MD}:7: Not YAML" in office.err
    assert f"{MD}:7: Not YAML" in office.clm("doctor", code=1)


def test_nobody_signs_in_days_to_come(office) -> None:
    office.clm("sign", ID, "--date", "2099-12-31", code=2)
    assert "still to come" in office.err
    office.clm("sign", ID, "--date", "9999-12-31", code=2)
    assert "no contract can mean that day" in office.err


def test_a_day_of_another_age_is_remarked_on(office) -> None:
    office.clm("sign", ID, "--date", "1900-01-01", "--why", "a slip")
    assert "1900-01-01 is " in office.err and f"clmctl undo {ID} takes it back" in office.err
    office.clm("undo", ID, "--why", "the slip")
    office.clm("sign", ID, "--date", "2026-01-05", "--why", "signed")
    assert "years ago" not in office.err


def test_a_word_that_is_no_query_and_no_command_is_told_so(office) -> None:
    office.clm("query", "notice-du", code=2)
    assert "did you mean notice-due?" in office.err
    office.clm("query", "soon", code=2)
    assert "neither a condition nor a query" in office.err and "expiring-soon" in office.err
    office.clm("lst", code=2)
    assert "did you mean list" in office.err


def test_the_help_of_a_group_is_printed_once(office) -> None:
    office.clm("hooks")
    assert office.out.count("Usage:") == 1


def test_words_that_plain_git_recorded_have_no_act(office) -> None:
    office.change(MD, "notice: P60D, deemed", "notice: P90D, deemed")
    office.git("commit", "-qam", "by hand")
    assert "  : by hand" not in office.clm("why", ID) and "by hand" in office.out


def test_a_value_of_a_field_is_explained_by_its_field(office) -> None:
    assert office.clm("explain", "executed").startswith("executed is a value of stage")
    office.clm("explain", "nothing-of-the-kind", code=2)

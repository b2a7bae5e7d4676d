"""The doctor: what is wrong is named with what to do, what an interrupted run left is put right, the rest is fine."""

import json
from pathlib import Path

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"


def found(office, *words: str, code: int | None = 0) -> dict[str, list[dict[str, str]]]:
    """The checks by name."""
    result: dict[str, list[dict[str, str]]] = {}
    for check in json.loads(office.clm("doctor", "--format", "json", *words, code=code)):
        assert list(check) == ["check", "state", "message", "hint"]
        result.setdefault(check["check"], []).append(check)
    return result


def states(office, name: str, *words: str, code: int | None = 0) -> list[str]:
    return [check["state"] for check in found(office, *words, code=code)[name]]


def test_a_sound_workspace(office) -> None:
    checks = found(office, "--deep")
    assert [check["state"] for each in checks.values() for check in each if check["state"] not in ("fine",)] == []
    assert list(checks) == [
        "left-overs",
        "identity",
        "settings and library",
        "git configuration",
        "git hooks",
        "git attributes",
        "history",
        "index",
        "contracts",
        "calendars",
        "hand edits",
        "objects",
    ]
    assert "check" in office.clm("doctor") and "Everything is recorded." in office.out
    office.clean()


def test_left_over_files_are_swept(office) -> None:
    office.write("contracts/acme/.clm-0123456789ab-0.tmp", "half")
    assert states(office, "left-overs") == ["mended"]
    assert not (office.root / "contracts/acme/.clm-0123456789ab-0.tmp").exists()
    (office.root / ".git/index.lock").write_text("")
    assert states(office, "left-overs", code=1) == ["act"]


def test_a_configuration_that_runs_programs_is_a_warning_here_and_an_error_in_ci(office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.git("config", "core.fsmonitor", "/tmp/never")
    assert states(office, "git configuration") == ["note"]
    office.clm("lint")
    monkeypatch.setenv("CI", "true")
    assert states(office, "git configuration", code=1) == ["act"]
    assert [f["code"] for f in json.loads(office.clm("lint", "--format", "json", code=1))] == ["GT901"]
    office.write("clmctl.yaml", office.read("clmctl.yaml") + "\nlint: {ignore: [GT901]}\n")
    office.clm("lint", code=None)
    assert office.code in (1, 2)  # a workspace cannot switch that off
    assert "GT901" in office.clm("explain", "GT901")


def test_hand_edits_kept_texts_and_odd_files(office) -> None:
    office.change(MD, "stage: draft", "stage: draft # mine")
    edits = found(office)["hand edits"]
    assert [(each["state"], each["hint"].split(" --")[0]) for each in edits] == [("note", "clmctl save MSA-2026-0001")]
    office.write(f"{MD}.kept-12345678", "their words\n")
    (office.root / "contracts/acme/link").symlink_to("/etc/hostname")
    edits = found(office, code=1)["hand edits"]
    assert [each["state"] for each in edits] == ["act", "act", "note"]
    office.write("sync-conflicts.md", "...")
    assert "sync-conflicts.md" in found(office, code=1)["hand edits"][0]["message"]


def test_contracts_that_cannot_be_read_and_numbers_borne_twice(office) -> None:
    office.write("contracts/birch/MSA-2026-0001/contract.md", office.read(MD))
    office.write("contracts/cedar/MSA-2026-0009/contract.md", "no front matter\n")
    checks = found(office, code=1)["contracts"]
    assert [check["state"] for check in checks] == ["act", "act"]
    assert "MSA-2026-0009" in checks[0]["message"] and "birch" in checks[1]["message"] and "acme" in checks[1]["message"]


def test_settings_that_cannot_be_read_keep_no_other_check_from_being_made(office) -> None:
    office.write("clmctl.yaml", "organisation: [\n")
    checks = found(office, code=1)
    assert checks["settings and library"][0]["state"] == "act" and checks["settings and library"][0]["message"].startswith(
        "clmctl.yaml"
    )
    assert checks["history"][0]["state"] == "fine" and checks["git attributes"][0]["state"] == "fine"


def test_a_damaged_index_is_made_anew(office) -> None:
    office.clm("list")
    [file] = [path for path in (office.root / ".git/clmctl").iterdir() if path.suffix == ".sqlite"]
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    file.write_bytes(bytes(data))
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()
    assert states(office, "index") == ["mended"]
    assert states(office, "index") == ["fine"]
    assert "MSA-2026-0001" in office.clm("list")


def test_attributes_calendars_identity(office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.write(".gitattributes", "*.docx binary\n")
    assert "*.jsonl merge=union" in found(office, code=1)["git attributes"][0]["hint"]
    office.git("checkout", "--", ".gitattributes")
    kept = next(Path(office.root, ".clm/calendars").iterdir())
    text = kept.read_text()
    kept.write_text("{")
    assert states(office, "calendars", code=1) == ["act"]
    kept.write_text(text.replace("weekend sat sun", "weekend fri sat"))
    assert states(office, "calendars") == ["note"]
    office.email = "nobody@example.org"
    assert states(office, "identity") == ["note"]
    assert "editor" in found(office)["identity"][0]["message"]


def test_a_shallow_clone_and_a_merge_under_way(pair, tmp_path: Path) -> None:
    ada, ben = pair
    ada.clm("set", "MSA-2026-0001", "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.git("clone", "-q", "--depth", "1", f"file://{tmp_path / 'hub.git'}", str(tmp_path / "shallow"))
    ben.root = tmp_path / "shallow"
    history = found(ben)["history"][0]
    assert history["state"] == "note" and "cannot be verified" in history["message"]
    (ada.root / ".git/MERGE_HEAD").write_text(ada.head() + "\n")
    assert "a merge" in found(ada, code=1)["history"][0]["message"]


@pytest.mark.parametrize("place", ["contracts", "contracts/acme", "contracts/2026/acme/MSA-1", "contracts/.old/MSA-1"])
def test_a_contract_that_no_answer_finds_is_told_of(office, place: str) -> None:
    office.write("contracts/acme/MSA-2026-0001/attachments/contract.md", "theirs\n")
    assert states(office, "contracts") == ["fine"]
    office.write(f"{place}/contract.md", office.read("contracts/acme/MSA-2026-0001/contract.md"))
    told = found(office, code=1)["contracts"]
    assert [(check["state"], f"{place}/contract.md" in check["message"]) for check in told] == [("act", True)]


def test_who_records_on_no_branch_is_told(office) -> None:
    office.git("checkout", "-q", "--detach")
    history = found(office)["history"][0]
    assert history["state"] == "note" and "no branch" in history["message"]
    office.clm("set", "MSA-2026-0001", "renewal.notice=P90D", "--why", "x")
    assert office.err.count("HEAD is on no branch") == 1 and "git switch -c NAME" in office.err


def test_a_damaged_object_is_found_by_looking_deep(office) -> None:
    blob = office.git("rev-parse", f"HEAD:{MD}").strip()
    file = office.root / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(b"nothing")
    assert "act" in states(office, "objects", "--deep", code=1)

"""Reports and the impact of newer texts over real workspaces."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

CONTRACT = "contracts/acme/MSA-2026-0001/contract.md"


def report(office: object, *words: str) -> dict[str, object]:
    return json.loads(office.clm("report", *words, "--format", "json"))  # type: ignore[attr-defined]


def test_a_newer_text_concerns_who_holds_the_older_one(office):
    office.change("clause_library/notices/standard.md", "must be in writing", "must be in English")
    office.clm("clauses", "approve", "notices", "standard", "--why", "one language")
    found = json.loads(office.clm("clauses", "impact", "notices", "--format", "json"))
    assert (found["contracts"], found["behind"]) == (1, 1)
    (way,) = found["changes"]
    assert (way["from"], way["to"], way["why"]) == (1, 2, "one language")
    assert any("[-writing-] {+English+}" in line for line in way["words"])
    (client,) = found["clients"]
    assert client["client"] == "acme" and client["tell"] == [way["name"]]
    assert client["contracts"][0]["next_date"] == "2026-11-22"


def test_a_withdrawn_text_is_told_with_its_reason(office):
    office.clm("clauses", "withdraw", "notices", "standard", "--why", "the court said no")
    (way,) = json.loads(office.clm("clauses", "impact", "notices", "--format", "json"))["changes"]
    assert (way["to"], way["withdrawn"], way["why"]) == (None, "2026-11-22", "the court said no")
    assert "tell them it was withdrawn" in office.clm("clauses", "impact", "notices")


def test_a_broken_contract_is_a_line_of_the_report_and_counted_once(office):
    office.write("contracts/acme/MSA-2026-0002/contract.md", "---\nid: [\n")
    office.write("contracts/acme/MSA-2026-0003/contract.md", "\x00\x01 not a text")
    found = report(office, "weekly")
    assert [each["path"].split("/")[2] for each in found["unreadable"]] == ["MSA-2026-0002", "MSA-2026-0003"]
    assert found["unapproved"] == [] and found["counts"]["contracts"] == 1
    assert "MSA-2026-0002" in office.clm("report", "weekly")
    assert "MSA-2026-0002" in office.clm("report", "weekly", "--format", "html")


def test_hand_written_words_are_in_both_reports_until_they_are_accepted(office):
    office.change(CONTRACT, "must be in writing", "may be oral")
    (wrong,) = report(office, "weekly")["unapproved"]
    assert wrong["id"] == "MSA-2026-0001" and wrong["clauses"] == ["#notices"]
    use = {each["clause"]: each for each in report(office, "library")["clauses"]}["notices"]
    assert (use["contracts"], use["standard"], use["deviating"], use["deviation_rate"]) == (1, 0, 1, 1.0)
    assert any("{+oral+}" in change["words"] for change in use["changes"])
    heading = next(line for line in office.read(CONTRACT).split("\n") if line.startswith("## Notices"))
    office.change(CONTRACT, heading, f'<!-- clm:ignore CL101 CL108 reason="agreed" -->\n{heading}')
    (wrong,) = report(office, "weekly")["unapproved"]
    assert [rule["code"] for rule in wrong["rules"]] == ["DX701"]  # the Word file is not yet rendered again
    use = {each["clause"]: each for each in report(office, "library")["clauses"]}["notices"]
    assert (use["deviating"], use["accepted"]) == (1, 1)


def test_a_fallback_is_a_fallback_and_the_week_tells_who_took_it_why(office):
    office.clm("edit", "MSA-2026-0001", "--clause", "notices", "--use", "fallback-1", "--why", "they asked for email")
    use = {each["clause"]: each for each in report(office, "library")["clauses"]}["notices"]
    assert (use["standard"], use["fallback"], use["fallback_rate"]) == (0, 1, 1.0)
    today = datetime.now(UTC).date().isoformat()  # the act is dated by the clock
    told = [act for act in report(office, "weekly", "--as-of", today)["changed"] if act["reason"] == "they asked for email"]
    assert [(act["contract"], act["action"]) for act in told] == [("MSA-2026-0001", "edit")]


def test_a_report_of_the_past_is_of_the_state_recorded_then(office):
    before = office.head()
    office.clm("edit", "MSA-2026-0001", "--clause", "notices", "--use", "fallback-1", "--why", "they asked")
    found = json.loads(office.clm("report", "library", "--format", "json", "--at", before))
    assert {each["clause"]: each for each in found["clauses"]}["notices"]["standard"] == 1
    assert report(office, "weekly", "--at", before)["commit"] == before


@pytest.mark.parametrize("kind", ["library", "weekly"])
def test_a_report_goes_into_a_file_whole(office, tmp_path: Path, kind: str):
    target = tmp_path / "out.html"
    assert office.clm("report", kind, "--format", "html", "-o", str(target)) == ""
    assert target.read_text("utf-8").rstrip().endswith("</html>")
    assert office.clm("report", kind, "--format", "html", "-o", str(tmp_path / "none" / "out.html"), code=None) == ""
    assert office.code == 4


def test_a_workspace_without_contracts_has_reports(alone, tmp_path: Path, capfd):
    from clmctl.cli.app import run

    root = str(tmp_path / "new")
    for words in (["init", root], ["report", "weekly", "--root", root], ["report", "library", "--root", root]):
        assert run([*words, "--no-input", "--as-of", "2026-11-22"]) == 0
    assert "There is no contract yet." in capfd.readouterr().out


def test_the_book_is_the_same_file_again_and_has_every_text(office, tmp_path: Path):
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    for file in (one, two):
        office.clm("clauses", "book", "-o", str(file))
    assert one.read_bytes() == two.read_bytes()
    words = zipfile.ZipFile(io.BytesIO(one.read_bytes())).read("word/document.xml").decode()
    page = office.clm("clauses", "book")
    for clause in sorted(path.name for path in (office.root / "clause_library").iterdir() if path.is_dir()):
        assert f'id="{clause}"' in page
    for made in (words, page):
        assert "no legal advice" in made and "{?" not in made and "{{" not in made and "Last resort" in made

"""Redlines of a contract's own history: whose each change is, from which state, and what changed by clause."""

import json
import os
from pathlib import Path

import pytest

from clmctl.text.comparing.views import view
from clmctl.word.check import problems_of
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word

FOLDER = "contracts/acme/MSA-2026-0001"
MD = f"{FOLDER}/contract.md"
ID = "MSA-2026-0001"


def by(office, name: str, *words: str) -> str:
    """A command done by another person."""
    kept, office.email = office.email, f"{name.lower()}@example.org"
    try:
        return office.clm(*words)
    finally:
        office.email = kept


def drawn(office, tmp_path: Path, *words: str) -> bytes:
    file = tmp_path / "redline.docx"
    office.clm("redline", ID, "-o", str(file), *words)
    data = file.read_bytes()
    assert list(problems_of(dict(unpack(data)))) == []
    return data


def changes(data: bytes) -> dict[str, set[str]]:
    """The words each author inserted (+) and deleted (-)."""
    found: dict[str, set[str]] = {}
    for paragraph in read_word(data).paragraphs:
        for run in paragraph.runs:
            if run.kind != "kept" and run.text.strip():
                found.setdefault(run.author, set()).add(("+" if run.kind == "inserted" else "-") + run.text.strip())
    return found


def lines(data: bytes, which: str = "final") -> list[str]:
    return [item.text for item in view(read_word(data).paragraphs, which)]


def rendered(office, tmp_path: Path, *words: str) -> bytes:
    office.clm("render", ID, "-o", str(tmp_path / "now.docx"), *words)
    return (tmp_path / "now.docx").read_bytes()


def test_each_change_bears_the_name_and_the_day_of_its_commit(office, tmp_path: Path) -> None:
    before = rendered(office, tmp_path)
    os.environ["GIT_AUTHOR_DATE"] = "2026-11-20T09:00:00+02:00"
    by(office, "Ben", "set", ID, "renewal.notice=P90D", "--why", "x")
    os.environ["GIT_AUTHOR_DATE"] = "2026-11-21T09:00:00-05:00"
    by(office, "Eve", "edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "x")
    del os.environ["GIT_AUTHOR_DATE"]
    data = drawn(office, tmp_path)
    found = changes(data)
    assert set(found) == {"Ben", "Eve"}
    assert found["Ben"] == {"+ninety", "-sixty", "+90", "-60"}
    assert lines(data, "original") == lines(before)
    assert lines(data) == lines(rendered(office, tmp_path))
    xml = unpack(data)["word/document.xml"].decode()
    assert office.head() not in xml
    assert office.head()[:10] not in xml


def test_words_of_two_people_in_one_sentence_are_told_apart(office, tmp_path: Path) -> None:
    by(office, "Ben", "set", ID, "renewal.notice=P90D", "--why", "x")
    text = office.read(MD)
    at = text.index("{{ renewal.notice | words }}")
    line = text[text.rindex("\n", 0, at) + 1 : text.index("\n", at)]
    office.write(MD, text.replace(line, line.replace("at least", "never less than")))
    by(office, "Eve", "save", ID, "--why", "y")
    found = changes(drawn(office, tmp_path))
    assert found["Ben"] == {"+ninety", "-sixty", "+90", "-60"}
    assert found["Eve"] == {"+never less than", "-at least"}


def test_edits_not_recorded_yet_are_of_the_person_at_work(office, tmp_path: Path) -> None:
    by(office, "Ben", "set", ID, "renewal.notice=P90D", "--why", "x")
    office.write(MD, office.read(MD).replace("## Term and renewal", "## Term and its renewal"))
    found = changes(drawn(office, tmp_path))
    assert "+its" in found["Ada"]
    assert "+ninety" in found["Ben"]


def test_a_merge_names_both_sides(office, tmp_path: Path) -> None:
    office.git("branch", "theirs")
    by(office, "Ben", "set", ID, "renewal.notice=P90D", "--why", "x")
    office.git("checkout", "-q", "theirs")
    by(office, "Eve", "set", ID, "money.payment_terms=P45D", "--why", "y")
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "-X", "ours", "-m", "Merge", "theirs", GIT_AUTHOR_NAME="Mallory")
    found = changes(drawn(office, tmp_path))
    assert "+ninety" in found["Ben"]
    assert any("45" in word for word in found["Eve"])
    assert "Mallory" not in found


def test_a_folder_that_moved_is_followed(office, tmp_path: Path) -> None:
    by(office, "Ben", "set", ID, "renewal.notice=P90D", "--why", "x")
    (office.root / "contracts/acme-group").mkdir()
    office.git("mv", FOLDER, f"contracts/acme-group/{ID}")
    office.git("commit", "-qm", "Move")
    found = changes(drawn(office, tmp_path))
    assert found["Ben"] == {"+ninety", "-sixty", "+90", "-60"}


def test_turn_and_sent_are_the_states_they_name(office, tmp_path: Path) -> None:
    office.clm("send", ID, "-o", str(tmp_path / "sent.docx"))
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.git("commit", "-q", "--allow-empty", "-m", "nothing")
    office.write(MD, office.read(MD).replace("## Term and renewal", "## Term, renewal"))
    office.git("commit", "-qam", f"Receive {ID}\n\nContract: {ID}\nAction: receive\nSide: them\nTurn: 2\n")
    office.clm("set", ID, "renewal.notice=P30D", "--why", "x")
    since_sent, since_turn = changes(drawn(office, tmp_path)), changes(drawn(office, tmp_path, "--from", "turn"))
    assert {"-sixty", "+thirty"} <= since_sent["Ada"]
    assert since_turn == {"Ada": {"-ninety", "+thirty", "-90", "+30"}}
    between = changes(drawn(office, tmp_path, "--from", "sent", "--to", "turn"))
    assert any("+ninety" in words for words in between.values())
    assert not any("+thirty" in words for words in between.values())


def test_the_summary_is_written_in_every_form(office, tmp_path: Path) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    for name in ("text", "md", "html", "json"):
        out = office.clm("redline", ID, "-o", str(tmp_path / "r.docx"), "--summary", name)
        assert "ninety" in out
    for ending in ("md", "html", "json", "txt", "docx"):
        file = tmp_path / f"changes.{ending}"
        office.clm("redline", ID, "-o", str(tmp_path / "r.docx"), "--summary", str(file))
        data = file.read_bytes()
        said = "\n".join(lines(data)) if ending == "docx" else data.decode()
        assert "ninety" in said
        assert "renewal.notice" in said
    for wrong in ("docx", "pdf", "changes.pdf"):
        office.clm("redline", ID, "-o", str(tmp_path / "r.docx"), "--summary", wrong, code=2)


def test_diff_tells_clause_and_field_as_json(office) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "owner=legal-lead", "--why", "x")
    said = json.loads(office.clm("diff", ID, "--format", "json"))
    (clause,) = said["clauses"]
    assert clause["kinds"] == ["changed"]
    assert clause["fields"] == [{"field": "renewal.notice", "old": "P60D", "new": "P90D"}]
    assert said["fields"] == []  # an owner is no part of the bargain
    anchor = clause["anchor"]
    assert json.loads(office.clm("diff", ID, "--clause", f"#{anchor}", "--format", "json"))["clauses"] == [clause]
    assert office.clm("diff", ID, "--exit-code", code=1)
    assert "did you mean" in (office.clm("diff", ID, "--clause", anchor + "s", code=2) or office.err)


def test_a_clause_that_is_shown_is_shown_alone(office) -> None:
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "x")
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    assert "renewal.notice" not in office.clm("diff", ID, "--clause", "dispute-resolution")


@pytest.mark.parametrize("rev", ["turn", "HEAD~99", "--help-me", "2020-01-01"])
def test_a_state_that_is_not_there_is_said_so(office, tmp_path: Path, rev: str) -> None:
    office.clm("redline", ID, "-o", str(tmp_path / "r.docx"), f"--from={rev}", code=2)
    assert not (tmp_path / "r.docx").exists()


def test_a_redline_looked_at_as_of_then_ends_then(office, tmp_path: Path) -> None:
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.clm("set", ID, "renewal.notice=P30D", "--why", "x")
    found = changes(drawn(office, tmp_path, "--at", "HEAD~1"))
    assert found == {"Ada": {"-sixty", "+ninety", "-60", "+90"}}

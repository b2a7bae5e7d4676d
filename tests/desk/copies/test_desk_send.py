"""Sending: the copy, its record, the turn it ends, and what keeps it back."""

import hashlib
import json
from pathlib import Path

import pytest

from clmctl.text.comparing.views import view
from clmctl.word.package import unpack
from clmctl.word.properties import read_facts
from clmctl.word.reading.file import read_word

FOLDER = "contracts/acme/MSA-2026-0001"
MD, SENDS = f"{FOLDER}/contract.md", f"{FOLDER}/record/sends.jsonl"
ID = "MSA-2026-0001"


def sent(office) -> list[dict]:
    return [json.loads(line) for line in office.read(SENDS).split("\n") if line]


def stage(office) -> str:
    return json.loads(office.clm("show", ID, "--format", "json"))["stage"]


def send(office, tmp_path: Path, *words: str) -> bytes:
    office.clm("send", ID, "-o", str(tmp_path / "copy.docx"), *words)
    return (tmp_path / "copy.docx").read_bytes()


def settings(data: bytes) -> str:
    return unpack(data)["word/settings.xml"].decode()


def test_the_record_names_the_bytes_their_source_and_the_text(office, tmp_path: Path) -> None:
    before = office.head()
    data = send(office, tmp_path, "--to", "counsel of Acme")
    (line,) = sent(office)
    assert line["digest"] == "sha256:" + hashlib.sha256(data).hexdigest()
    facts = read_facts(data)
    assert facts is not None
    assert (line["source"], facts.contract, facts.status) == (facts.source, ID, "draft")
    assert (line["commit"], line["turn"], line["kind"], line["to"]) == (before, 1, "draft", "counsel of Acme")
    assert "w:trackRevisions" in settings(data)
    assert b"\x08\x00" in data[:12]  # deflated
    assert stage(office) == "negotiation"
    message = office.git("log", "-1", "--format=%B")
    assert "Action: send\n" in message
    assert "Side: us\nTurn: 1" in message
    office.clean()


def test_the_copy_says_what_the_contract_says(office, tmp_path: Path) -> None:
    data = send(office, tmp_path)
    then = (office.root / FOLDER / "contract.docx").read_bytes()
    assert [p.text for p in view(read_word(data).paragraphs, "final")] == [
        p.text for p in view(read_word(then).paragraphs, "final")
    ]
    assert read_word(data).paragraphs == read_word(then).paragraphs


def test_sent_again_is_the_same_turn_and_names_the_first(office, tmp_path: Path) -> None:
    first, second = send(office, tmp_path, "--to", "A"), send(office, tmp_path, "--to", "B")
    one, two = sent(office)
    assert first == second
    assert (one["turn"], two["turn"], two["again"], one["digest"]) == (1, 1, one["key"], two["digest"])
    assert "again" in office.git("log", "-1", "--format=%s")


def test_other_words_are_the_next_turn_and_a_reply_is_one_too(office, tmp_path: Path) -> None:
    send(office, tmp_path)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    send(office, tmp_path)
    office.git("commit", "-q", "--allow-empty", "-m", "x")
    office.write(MD, office.read(MD).replace("## Term and renewal", "## Term, renewal"))
    office.git("commit", "-qam", f"Receive\n\nContract: {ID}\nAction: receive\nSide: them\nTurn: 3\n")
    send(office, tmp_path)
    assert [line["turn"] for line in sent(office)] == [1, 2, 4]
    turns = json.loads(office.clm("history", ID, "--format", "json"))
    assert [(turn["side"], turn["turn"]) for turn in turns if turn["turn"]] == [
        ("us", "4"),
        ("them", "3"),
        ("us", "2"),
        ("us", "1"),
    ]


def test_a_redline_shows_what_they_have_not_seen_and_nothing_else(office, tmp_path: Path) -> None:
    office.clm("send", ID, "--redline", "-o", str(tmp_path / "copy.docx"), code=2)
    assert "have not seen" in office.err
    send(office, tmp_path)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    data = send(office, tmp_path, "--redline")
    runs = [run.text for p in read_word(data).paragraphs for run in p.runs if run.kind == "inserted"]
    assert runs == ["ninety", "90"]
    assert "w:trackRevisions" in settings(data)
    assert send(office, tmp_path, "--redline") == data
    assert [line["turn"] for line in sent(office)] == [1, 2, 2]
    assert sent(office)[2]["again"] == sent(office)[1]["key"]


def test_after_their_return_the_redline_is_against_their_text(office, tmp_path: Path) -> None:
    send(office, tmp_path)
    office.write(MD, office.read(MD).replace("## Term and renewal", "## Term, renewal"))
    office.git("commit", "-qam", f"Receive\n\nContract: {ID}\nAction: receive\nSide: them\nTurn: 2\n")
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    data = send(office, tmp_path, "--redline")
    assert {run.text for p in read_word(data).paragraphs for run in p.runs if run.kind == "inserted"} == {"ninety", "90"}


def test_a_clean_copy_has_neither_mark_nor_tracking(office, tmp_path: Path) -> None:
    data = send(office, tmp_path, "--as", "clean")
    assert "w:trackRevisions" not in settings(data)
    assert sent(office)[0]["kind"] == "clean"
    headers = [item.text for item in view(read_word(data).paragraphs, "final") if item.first.part.startswith("header")]
    assert not any("Draft" in text for text in headers)


def test_at_signature_the_copy_to_sign_goes_out_and_the_stage_stays(office, tmp_path: Path) -> None:
    office.change(MD, "stage: draft", "stage: signature")
    office.clm("save", ID, "--why", "x")
    data = send(office, tmp_path)
    assert read_facts(data).status == "execution"
    assert stage(office) == "signature"
    assert sent(office)[0]["kind"] == "clean"


@pytest.mark.parametrize("where", ["request", "executed", "cancelled", "superseded", "terminated"])
def test_a_stage_that_keeps_it_here_keeps_it_here(office, tmp_path: Path, where: str) -> None:
    office.change(MD, "stage: draft", f"stage: {where}")
    office.git("commit", "-qam", "x")
    office.clm("send", ID, "-o", str(tmp_path / "copy.docx"), code=2)
    assert not (tmp_path / "copy.docx").exists()
    assert not (office.root / SENDS).exists()


def test_what_is_not_recorded_does_not_go_out(office, tmp_path: Path) -> None:
    office.change(MD, "## Term and renewal", "## Term, renewal")
    office.clm("send", ID, "-o", str(tmp_path / "copy.docx"), code=3)
    assert not (tmp_path / "copy.docx").exists()


def test_lint_errors_are_said_and_do_not_hold_it_back_yet(office, tmp_path: Path) -> None:
    text = office.read(MD)
    office.write(MD, text.replace("## Term and renewal", "## Term and renewal, whatever that be"))
    office.clm("save", ID, "--why", "x")
    send(office, tmp_path)
    assert "warning: lint finds" in office.err


def test_a_dry_run_leaves_nothing(office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = office.head()
    assert "turn 1 ends" in office.clm("send", ID, "--dry-run")
    assert office.head() == before
    assert list(tmp_path.glob("*.docx")) == []


def test_without_a_name_the_file_is_called_by_contract_and_turn(office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    office.clm("send", ID)
    assert [file.name for file in tmp_path.glob("*.docx")] == [f"{ID}-turn-1.docx"]


def test_a_history_that_was_rewritten_still_knows_what_was_sent(office, tmp_path: Path) -> None:
    send(office, tmp_path)
    office.write(SENDS, office.read(SENDS).replace(sent(office)[0]["commit"], "0" * 40))
    office.git("commit", "-qam", "x")
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.clm("redline", ID, "-o", str(tmp_path / "r.docx"))
    runs = [
        run.text for p in read_word((tmp_path / "r.docx").read_bytes()).paragraphs for run in p.runs if run.kind == "inserted"
    ]
    assert runs == ["ninety", "90"]


def test_who_is_not_listed_is_told_once(office, tmp_path: Path) -> None:
    office.email = "nobody@example.org"
    office.clm("send", "MSA-2026-0001", "-o", str(tmp_path / "copy.docx"))
    assert office.err.count("is not listed under people") == 1


def test_a_copy_that_cannot_be_written_is_not_sent(office, tmp_path: Path) -> None:
    before = office.git("rev-parse", "HEAD")
    office.clm("send", "MSA-2026-0001", "-o", str(tmp_path / "none" / "copy.docx"), code=4)
    assert "cannot be written" in office.err
    assert office.git("rev-parse", "HEAD") == before
    office.clm("send", "MSA-2026-0001", "-o", str(tmp_path / "copy.docx"), "--dry-run")
    assert not list(tmp_path.glob("*copy.docx*"))
    office.clm("send", "MSA-2026-0001", "-o", str(tmp_path / "copy.docx"))
    assert [path.name for path in tmp_path.glob("*copy.docx*")] == ["copy.docx"]


@pytest.mark.parametrize("name", ["copy.html", "copy.PDF", "copy.doc"])
def test_a_word_file_is_not_called_something_else(office, tmp_path: Path, name: str) -> None:
    before = office.git("rev-parse", "HEAD")
    docx = str(office.root / f"{FOLDER}/contract.docx")
    for call in (("send", ID), ("redline", ID), ("word", "compare", docx, docx)):
        office.clm(*call, "-o", str(tmp_path / name), code=2)
        assert "Call it copy.docx." in office.err
    assert office.git("rev-parse", "HEAD") == before and not (tmp_path / name).exists()

"""Comments with answers, as LibreOffice saves them: they arrive as the thread they were, with who settled it."""

import json
from pathlib import Path

from libreoffice import Edit, edited, needs_libreoffice
from returning import FOLDER, ID, remarked, sent

SAID = (("Ann", "Why sixty?"), ("Mark", "It is usual."), ("Ann", "Fine."))


@needs_libreoffice
def test_a_thread_that_libreoffice_saved_arrives_whole(office, tmp_path: Path) -> None:
    theirs, saved = tmp_path / "theirs.docx", tmp_path / "saved.docx"
    theirs.write_bytes(remarked(sent(office, tmp_path), "skill and care", *SAID))
    edited([Edit(theirs, saved, 'Replace(d, "must perform", "may perform")', tracked=True)], tmp_path / "room")
    office.clm("receive", str(saved), "--from", "Acme")
    lines = [json.loads(line) for line in office.read(f"{FOLDER}/record/comments.jsonl").split("\n") if line]
    assert [(each["author"], each["text"], each["resolved"]) for each in lines] == [(who, text, True) for who, text in SAID]
    assert {each["on"] for each in lines} == {"skill and care"}
    assert [each.get("replies_to", "") for each in lines] == ["", lines[0]["key"], lines[0]["key"]]


def test_a_file_with_comments_alone_is_told_for_them(office, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.docx"
    theirs.write_bytes(remarked(sent(office, tmp_path), "skill and care", *SAID))
    office.clm("receive", str(theirs), "--dry-run")
    assert f"{ID}  nothing changed, 3 comments" in office.err

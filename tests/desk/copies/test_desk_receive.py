"""Receiving: whose text it is, what is recorded, what a second file does, what is found without a name."""

import json
from pathlib import Path

from clmctl.word.package import pack, part, unpack

FOLDER = "contracts/acme/MSA-2026-0001"
MD, RECEIVED = f"{FOLDER}/contract.md", f"{FOLDER}/record/received.jsonl"
ID = "MSA-2026-0001"


def sent(office, tmp_path: Path, *words: str) -> bytes:
    office.clm("send", ID, "-o", str(tmp_path / "sent.docx"), *words)
    return (tmp_path / "sent.docx").read_bytes()


def back(tmp_path: Path, docx: bytes, *edits: tuple[str, str], name: str = "back.docx", without: str = "") -> str:
    """A file with words of its document replaced; its path."""
    made = []
    for item, data in unpack(docx).items():
        if item == without:
            continue
        new = data
        if item == "word/document.xml":
            for old, words in edits:
                assert old.encode() in new, old
                new = new.replace(old.encode(), words.encode(), 1)
        if without and item == "_rels/.rels":
            new = new.replace(b'Target="docProps/custom.xml"', b'Target="docProps/core.xml"')
        made.append(part(item, new))
    path = tmp_path / name
    path.write_bytes(pack(made, "deflated"))
    return str(path)


NOTICE = ("sixty (60) days", "thirty (30) days")
MUST = ("The Supplier must perform each", "The Supplier may perform each")


def rows(office, path: str, *words: str) -> list[dict]:
    return json.loads(office.clm("receive", path, "--format", "json", "--dry-run", *words).partition("\nReceive ")[0])


def test_their_text_is_one_commit_of_theirs_with_the_file(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    before = office.read(MD)
    path = back(tmp_path, docx, NOTICE, MUST)
    office.clm("receive", path, "--from", "counsel of Acme")
    message = office.git("log", "-1", "--format=%B")
    for line in (
        "Action: receive",
        "Side: them",
        "Turn: 2",
        "Clause: scope",
        "Clause: term-and-renewal",
        "Asked-By: counsel of Acme",
    ):
        assert line in message
    after = office.read(MD)
    assert (
        after.replace("may perform each", "must perform each").replace("max: 3, notice: P30D", "max: 3, notice: P60D") == before
    )
    assert (office.root / FOLDER / "received" / "turn-2-back.docx").read_bytes() == Path(path).read_bytes()
    (line,) = [json.loads(line) for line in office.read(RECEIVED).split("\n") if line]
    assert (line["turn"], line["changes"], line["silent"], line["sender"]) == (2, 2, 2, "counsel of Acme")
    office.clean()


def test_the_same_file_twice_changes_nothing_and_may_be_decided_later(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    before = office.read(MD)
    path = back(tmp_path, docx, NOTICE, MUST)
    office.clm("receive", path)
    head = office.head()
    office.clm("receive", path)
    assert office.head() == head
    office.clm("receive", path, "--reject", "all", "--why", "as agreed on the call")
    assert office.read(MD) == before
    assert "Side: us\nTurn: 3" in office.git("log", "-1", "--format=%B")
    decided = [json.loads(line) for line in office.read(f"{FOLDER}/record/decisions.jsonl").split("\n") if line]
    assert [(each["decision"], each["why"]) for each in decided] == [("reject", "as agreed on the call")] * 2
    office.clean()


def test_what_went_out_unchanged_is_recorded_as_nothing(office, tmp_path: Path) -> None:
    sent(office, tmp_path)
    head = office.head()
    assert office.clm("receive", str(tmp_path / "sent.docx")) == "Nothing changed.\n"
    assert office.head() == head


def test_a_file_without_its_properties_is_known_by_its_words(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    path = back(tmp_path, docx, MUST, without="docProps/custom.xml")
    assert [(row["kind"], row["how"]) for row in rows(office, path)] == [("changed", "silent")]
    office.clm("receive", path)
    assert "most like its words" in office.err


def test_two_files_for_one_turn_are_put_together(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    office.clm("receive", back(tmp_path, docx, NOTICE))
    office.clm("receive", back(tmp_path, docx, MUST, name="second.docx"), "--from", "their finance")
    text = office.read(MD)
    assert "notice: P30D" in text
    assert "may perform each" in text
    turns = [json.loads(line)["turn"] for line in office.read(RECEIVED).split("\n") if line]
    assert turns == [2, 2]


def test_two_files_that_disagree_are_shown_and_left_to_a_person(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    office.clm("receive", back(tmp_path, docx, NOTICE))
    head = office.head()
    second = back(tmp_path, docx, ("sixty (60) days", "ten (10) days"), name="second.docx")
    office.clm("receive", second, code=3)
    assert "P30D" in office.err
    assert "P10D" in office.err
    assert office.head() == head
    office.clm("receive", second, "--take", "theirs")
    assert "notice: P10D" in office.read(MD)


def test_an_edit_of_ours_meanwhile_is_kept(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.clm("receive", back(tmp_path, docx, MUST))
    text = office.read(MD)
    assert "notice: P90D" in text
    assert "may perform each" in text


def test_answers_are_ours_and_refusing_needs_a_reason(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE)
    head = office.head()
    office.clm("receive", path, "--counter", "1=forty-five (45) days", code=2)
    office.clm("receive", path, "--counter", "1=some days", "--why", "x", code=2)
    assert office.head() == head
    office.clm("receive", path, "--counter", "1=forty-five (45) days", "--why", "the middle")
    assert "notice: P45D" in office.read(MD)
    assert "notice: P30D" in office.git("show", f"HEAD~1:{MD}")


def test_an_answer_to_an_older_copy_is_told(office, tmp_path: Path) -> None:
    first = sent(office, tmp_path)
    office.change(MD, "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data.")
    office.clm("save", "--why", "asked for")
    second = sent(office, tmp_path)
    office.clm("receive", back(tmp_path, second, MUST), "--dry-run")
    assert "held against the text it was made from." in office.err
    office.clm("receive", back(tmp_path, first, MUST), "--dry-run")
    assert "made from an OLDER copy, that of turn 1 " in office.err
    assert "sent last, in turn 2" in office.err
    bare = back(tmp_path, first, MUST, without="docProps/custom.xml")  # nothing but its words tells which copy it was
    found = rows(office, bare)
    assert [row["words"] for row in found] == [rows(office, back(tmp_path, first, MUST))[0]["words"]]
    office.clm("receive", bare, "--dry-run")
    assert "made from an OLDER copy, that of turn 1 " in office.err

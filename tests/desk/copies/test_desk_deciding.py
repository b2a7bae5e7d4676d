"""Deciding about what came back: at a terminal, from a file, by clause; what goes out next, and what comes back of that."""

import json
from pathlib import Path

import pytest
from person import Sit
from returning import FOLDER, ID, MD, MUST, NOTICE, SKILL, answered, back, remarked, sent

DECISIONS = f"{FOLDER}/record/decisions.jsonl"


def rows(office, path: str) -> list[tuple[str, str, str]]:
    told = office.clm("receive", path, "--format", "json", "--dry-run").partition("\nReceive ")[0]
    return [(row["kind"], row["how"], row["words"]) for row in json.loads(told) if row["how"] != "cosmetic"]


def decided(office) -> list[tuple[int, str, str]]:
    return [
        (each["row"], each["decision"], each.get("why", "")) for each in map(json.loads, office.read(DECISIONS).split("\n")[:-1])
    ]


def views(office, path: Path) -> tuple[str, str]:
    """The original and the final text of a Word file."""
    return tuple(office.clm("word", "read", str(path), "--view", view) for view in ("original", "final"))  # type: ignore[return-value]


def test_each_change_is_asked_about_at_a_terminal(office, sit: Sit, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST, SKILL)
    ada = sit(office.root, "receive", path, "--from", "counsel of Acme")
    ada.sees("]: ")
    ada.sends("y\r")
    question = "quit [skip]: "
    assert "may" in ada.sees(question)
    ada.sends("what?\r")
    assert "Say a, r, s, q" in ada.sees(question)
    ada.sends("r\r")
    ada.sees("why (kept in the history): ")
    ada.sends("it is the heart of the deal\r")
    assert "renewal.notice" in ada.sees(question)
    ada.sends("=some days\r")
    ada.sees(question)
    ada.sends("=forty-five (45) days\r")
    ada.sees("why (kept in the history) [it is the heart of the deal]: ")
    ada.sends("the middle\r")
    ada.leaves(0)
    assert decided(office) == [(1, "reject", "it is the heart of the deal"), (2, "counter", "the middle")]
    text = office.read(MD)
    assert "must perform each" in text and "with the skill and care" in text and "notice: P45D" in text
    message = office.git("log", "-1", "--format=%B")
    assert "Reason: it is the heart of the deal; the middle" in message and "Side: us" in message
    office.clean()


def test_who_quits_has_their_file_recorded_and_nothing_decided(office, sit: Sit, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST)
    ada = sit(office.root, "receive", path)
    ada.sees("]: ")
    ada.sends("y\r")
    ada.sees("quit [skip]: ")
    ada.sends("q\r")
    ada.leaves(0)
    assert "Side: them" in office.git("log", "-1", "--format=%B")
    assert not (office.root / DECISIONS).exists()
    office.clean()


def test_decisions_come_from_a_file_each_with_its_reason(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST, ("EUR 120,000.00", "EUR 60,000.00"))
    said = tmp_path / "decisions.yaml"
    said.write_text(
        "accept: [limitation-of-liability]\nreject: [1]\ncounter: {2: forty-five (45) days}\nwhy: {1: our duty, 2: the middle}\n"
    )
    office.clm("receive", path, "--decisions", str(said))
    assert decided(office) == [(1, "reject", "our duty"), (2, "counter", "the middle"), (3, "accept", "")]
    text = office.read(MD)
    assert "must perform each" in text and "notice: P45D" in text and 'cap: {amount: "60000.00"' in text
    office.clean()


def test_a_change_of_a_field_is_decided_by_its_name(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST, ("EUR 120,000.00", "EUR 60,000.00"))
    words = ("--counter", "liability.cap=EUR 90,000.00", "--why", "the middle")
    office.clm("receive", path, "--accept", "renewal.notice", *words)
    assert [(row, said) for row, said, _ in decided(office)] == [(2, "accept"), (3, "counter")]
    text = office.read(MD)
    assert "notice: P30D" in text and 'cap: {amount: "90000.00"' in text and "may perform each" in text
    office.clm("receive", path, "--accept", "renewal.length", code=2)
    assert "clauses: scope, term-and-renewal, limitation-of-liability; fields: renewal.notice, liability.cap." in office.err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("reject: [1]\n", "needs a reason"),
        ("reject: [1]\nwhy: {2: x}\n", "needs a reason"),
        ("refuse: [1]\n", "says refuse"),
        ("accept: [9]\n", "'9' names no change"),
        ("reject: [nothing]\nwhy: x\n", "names no change"),
        ("accept: [1]\nreject: [1]\nwhy: x\n", "decided twice: '1' names it, too"),
        ("- accept\n", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_followed_changes_nothing(office, tmp_path: Path, said: str, told: str) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST)
    head = office.head()
    (tmp_path / "decisions.yaml").write_text(said)
    office.clm("receive", path, "--decisions", str(tmp_path / "decisions.yaml"), code=2)
    assert told in office.err
    assert office.head() == head
    office.clean()


def test_a_clause_is_answered_whole_from_a_file(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), ("arising out of this agreement that remains", "that remains"))
    words = tmp_path / "clause.md"
    words.write_text("1. The courts in Leeds decide every dispute.\n")
    office.clm("receive", path, "--counter", f"dispute-resolution=@{words}", "--why", "our courts")
    text = office.read(MD)
    assert "## Dispute resolution {#dispute-resolution}\n\n1. The courts in Leeds decide every dispute.\n" in text
    assert "Clause: dispute-resolution" in office.git("log", "-1", "--format=%B")


def test_what_we_refused_goes_out_as_a_redline_against_what_they_saw_last(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST)
    office.clm("receive", path, "--accept", "2", "--reject", "1", "--why", "our duty")
    sent(office, tmp_path, "--redline", name="next.docx")
    original, final = views(office, tmp_path / "next.docx")
    assert "The Supplier may perform each" in original and "The Supplier must perform each" in final
    assert "thirty (30) days before" in original and "thirty (30) days before" in final  # what we accepted is no change
    found = json.loads(office.clm("word", "read", str(tmp_path / "next.docx"), "--format", "json"))
    changed = [run for p in found["paragraphs"] for run in p["runs"] if run["kind"] != "kept"]
    assert {run["text"].strip() for run in changed} == {"may", "must"}
    line = json.loads(office.read(f"{FOLDER}/record/sends.jsonl").split("\n")[-2])
    assert (line["kind"], line["turn"]) == ("redline", 3)


@pytest.fixture
def exchanged(office, tmp_path: Path) -> bytes:
    """The redline of our third turn: it takes back one change of theirs and answers another."""
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST)
    office.clm("receive", path, "--reject", "1", "--counter", "2=forty-five (45) days", "--why", "as agreed on the call")
    return sent(office, tmp_path, "--redline", name="next.docx")


def returned(office, tmp_path: Path, docx: bytes) -> list[tuple[str, str, str]]:
    (tmp_path / "again.docx").write_bytes(docx)
    return rows(office, str(tmp_path / "again.docx"))


def test_what_they_left_or_accepted_of_our_redline_is_no_change(office, tmp_path: Path, exchanged: bytes) -> None:
    accepted = answered(answered(exchanged, "perform each", accept=True), "days before the last day", accept=True)
    assert returned(office, tmp_path, accepted) == []
    assert returned(office, tmp_path, answered(exchanged, "perform each", accept=True)) == []


def test_what_they_rejected_of_our_redline_is_told(office, tmp_path: Path, exchanged: bytes) -> None:
    docx = answered(answered(exchanged, "perform each", accept=False), "days before the last day", accept=True)
    ((kind, how, words),) = returned(office, tmp_path, docx)
    assert (kind, how) == ("changed", "silent") and "[-must-]{+may+}" in words
    office.clm("receive", str(tmp_path / "again.docx"))
    assert "may perform each" in office.read(MD) and "notice: P45D" in office.read(MD)


def test_what_they_changed_in_our_redline_is_told_beside_what_they_left(office, tmp_path: Path, exchanged: bytes) -> None:
    path = back(tmp_path, exchanged, ("death or personal injury", "death"), name="more.docx")
    ((kind, how, words),) = rows(office, path)
    assert (kind, how) == ("changed", "silent") and "[-or personal injury -]" in words


def test_comments_and_answers_are_kept(office, tmp_path: Path) -> None:
    docx = remarked(
        sent(office, tmp_path), "death or personal injury", ("Lena", "Too wide?"), ("Ada", "It is the law."), ("Lena", "Fine.")
    )
    path = tmp_path / "remarked.docx"
    path.write_bytes(docx)
    told = office.clm("receive", str(path), "--from", "counsel of Acme")
    assert "comment by Lena on #limitation-of-liability (settled): Too wide?" in told
    kept = [json.loads(line) for line in office.read(f"{FOLDER}/record/comments.jsonl").split("\n") if line]
    assert [(each["author"], each["text"], each["clause"]) for each in kept] == [
        ("Lena", "Too wide?", "limitation-of-liability"), ("Ada", "It is the law.", "limitation-of-liability"),
        ("Lena", "Fine.", "limitation-of-liability"),
    ]  # fmt: skip
    assert [each.get("replies_to", "") for each in kept] == ["", kept[0]["key"], kept[0]["key"]]
    assert all(each["on"] == "death or personal injury" for each in kept)
    head = office.head()
    office.clm("receive", str(path))
    assert office.head() == head


def test_a_redline_says_our_comments_and_nobody_elses(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    for at, (words, said) in enumerate(
        {
            "death or personal injury": (("Lena", "Too wide?"),),
            "fraud or deliberate harm": (("Ada", "This one must stay."),),
            "Service Credits count toward": (("Ada", "Settled."), ("Lena", "Fine.")),
        }.items()
    ):
        path = tmp_path / f"remarked-{at}.docx"
        path.write_bytes(remarked(docx, words, *said))
        office.clm("receive", str(path))
    office.clm("set", ID, "renewal.notice=P90D", "--why", "an inner reason")
    office.clm("redline", ID, "-o", str(tmp_path / "plain.docx"))
    office.clm("redline", ID, "--comments", "-o", str(tmp_path / "redline.docx"))
    assert "1 comment of ours" in office.err
    found = json.loads(office.clm("word", "read", str(tmp_path / "redline.docx"), "--format", "json"))
    (comment,) = found["comments"]
    assert (comment["author"], comment["date"], comment["text"]) == ("Ada", "2026-11-20T09:00:00Z", "This one must stay.")
    assert "fraud or deliberate harm" in comment["on"]
    plain = json.loads(office.clm("word", "read", str(tmp_path / "plain.docx"), "--format", "json"))
    assert plain["comments"] == [] and plain["paragraphs"] == found["paragraphs"]


def test_each_change_is_told_with_our_position_the_nearest_text_and_who_approves_it(office, tmp_path: Path) -> None:
    sent(office, tmp_path)
    head = office.head()
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "what they will ask for")
    theirs = tmp_path / "theirs.docx"
    theirs.write_bytes((office.root / FOLDER / "contract.docx").read_bytes())
    office.git("reset", "-q", "--hard", head)
    told = json.loads(office.clm("receive", str(theirs), "--format", "json", "--dry-run").partition("\nReceive ")[0])
    about = [row for row in told if row["clause"] == "dispute-resolution"]
    assert about
    for row in about:
        assert row["position"] == "dispute-resolution standard version 1"
        assert row["nearest"].startswith("dispute-resolution fallback-1")
        assert row["approval"] == "legal-lead"
    assert all(row["approval"] is None for row in told if row["clause"] != "dispute-resolution")


def test_the_result_is_linted(office, tmp_path: Path) -> None:
    office.clm("receive", back(tmp_path, sent(office, tmp_path), MUST))
    assert "lint: CL1" in office.err


def test_a_paper_of_theirs_is_held_against_the_one_they_sent_before(office, tmp_path: Path) -> None:
    import docx as written

    paper = written.Document()
    paper.add_heading("Supply Agreement", 0)
    paper.add_paragraph("This agreement is made on 1 March 2026 between Acme GmbH and Example Services Ltd.")
    for n, (heading, said) in enumerate(
        [
            ("Supply", ["The Supplier must deliver the goods within ten days of an order.", "Each delivery bears a note."]),
            ("Price", ["The Customer pays EUR 50,000.00 a year.", "Invoices are due within thirty (30) days."]),
            ("Term", ["This agreement runs until 31 December 2027.", "Either party may end it by ninety (90) days' notice."]),
        ],
        1,
    ):
        paper.add_heading(f"{n}. {heading}", 1)
        for m, words in enumerate(said, 1):
            paper.add_paragraph(f"{n}.{m} {words}")
    first, second = tmp_path / "theirs.docx", tmp_path / "theirs-2.docx"
    paper.save(str(first))
    office.clm("import", str(first), "--client", "acme", "--stage", "negotiation", "--why", "their paper")
    folder = office.git("show", "--name-only", "--format=", "HEAD", "--", "contracts/*/contract.md").strip().rpartition("/")[0]
    for item in paper.paragraphs:
        item.text = item.text.replace("within ten days", "within twenty days").replace("thirty (30)", "sixty (60)")
    paper.save(str(second))
    found = rows(office, str(second))
    assert [(kind, how) for kind, how, _ in found] == [("changed", "silent")] * 2
    assert "[-ten-]{+twenty+}" in found[0][2] and "[-thirty-]{+sixty+} ([-30-]{+60+})" in found[1][2]
    before = office.read(f"{folder}/contract.md")
    office.clm("receive", str(second), "--from", "counsel of Acme")
    assert "theirs.docx, which they sent before" in office.err
    assert office.read(f"{folder}/contract.md") == before.replace("ten days of", "twenty days of").replace(
        "thirty (30)", "sixty (60)"
    )
    head = office.head()
    office.clm("receive", str(second))
    office.clm("receive", str(first))
    assert office.head() == head

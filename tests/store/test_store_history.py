"""Turns from trailers, moves followed, days and revisions resolved, and what an undo needs."""

import pytest

from clmctl.errors import ClmError, UsageError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store import history, objects, revisions, write

ID = "MSA-2026-0001"
HERE = f"contracts/acme/{ID}"
TEXT = b"---\nid: MSA-2026-0001\n---\n" + b"".join(b"Line %d of the agreement.\n" % number for number in range(40))


def record(ground, title, contents, when="2026-03-01T09:00:00+00:00", action="edit", **trailers):
    plan = Plan(
        action,
        title,
        tuple(Write(path, data) for path, data in contents.items()),
        (("Contract", ID), ("Action", action), *((name.replace("_", "-").title(), value) for name, value in trailers.items())),
    )
    return write.commit(ground.repo, plan, Actor("Ada", "ada@example.com", "editor"), when).commit


def test_turns_tell_who_why_and_on_whose_behalf(ground):
    first = record(ground, "Draw it", {f"{HERE}/contract.md": TEXT}, action="create")
    second = record(
        ground,
        "Their change",
        {f"{HERE}/contract.md": TEXT + b"More.\n"},
        reason="They insist",
        side="them",
        turn="2",
        clause="liability",
        asked_by="Bob",
        traded_for="payment",
    )
    ground.do({"other.txt": b"x"})
    found = history.turns(ground.repo, ID, revisions.head(ground.repo))
    assert [each.commit for each in found] == [second, first]
    told = found[0]
    assert (told.action, told.side, told.turn, told.reason) == ("edit", "them", "2", "They insist")
    assert (told.clauses, told.asked_by, told.traded_for) == (("liability",), "Bob", "payment")
    assert (told.author, told.email, told.date, told.title) == (
        "Ada",
        "ada@example.com",
        "2026-03-01T09:00:00+00:00",
        "Their change",
    )


def test_a_commit_by_plain_git_is_a_turn_too(ground):
    ground.put(f"{HERE}/contract.md", TEXT)
    ground.git("add", "-A")
    ground.git("commit", "-q", "-m", "by hand")
    (turn,) = history.turns(ground.repo, ID, revisions.head(ground.repo))
    assert (turn.title, turn.action, turn.reason) == ("by hand", "", "")


def test_a_contract_is_followed_when_its_folder_moves_and_when_it_is_renumbered(ground):
    record(ground, "As draft", {"contracts/old/DRAFT-7/contract.md": TEXT})
    record(
        ground,
        "Renumber",
        {"contracts/old/DRAFT-7/contract.md": None, f"contracts/old/{ID}/contract.md": TEXT.replace(b"0001", b"0001")},
    )
    record(ground, "Edit", {f"contracts/old/{ID}/contract.md": TEXT + b"Edited.\n"})
    record(ground, "Move", {f"contracts/old/{ID}/contract.md": None, f"{HERE}/contract.md": TEXT + b"Edited.\n"})
    found = history.turns(ground.repo, ID, revisions.head(ground.repo))
    assert [turn.title for turn in found] == ["Move", "Edit", "Renumber", "As draft"]
    assert [turn.parents for turn in found] == [(older.commit,) for older in found[1:]] + [()]
    assert [HERE in turn.places for turn in found] == [True, True, True, False]
    assert found[-1].places == ("contracts/old/DRAFT-7",)


def test_an_id_that_is_none_has_no_history(ground):
    assert history.turns(ground.repo, "--output=x", revisions.head(ground.repo)) == ()
    assert history.turns(ground.repo, "MSA-1999-1", revisions.head(ground.repo)) == ()


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Title\n\nReason: because\nSide: us\n", (("Reason", "because"), ("Side", "us"))),
        ("Title\n\nbody text\n\nReason: a\n  long one\n", (("Reason", "a long one"),)),
        ("Reason: the title is no trailer\n", ()),
        ("Title\n\nReason: a\nand then prose\n", ()),
        ("Title\r\n\r\nReason: a\r\n", (("Reason", "a"),)),
        ("", ()),
    ],
)
def test_trailers_are_the_last_paragraph(message, expected):
    assert history.trailers_of(message) == expected


def test_commits_name_the_paths_they_changed(ground):
    start = revisions.head(ground.repo)
    first = ground.do({"a.txt": b"1", "b/ü c.txt": b"2"}, "one").commit
    ground.git("checkout", "-q", "-b", "side")
    ground.do({"side.txt": b"s"}, "side")
    ground.git("checkout", "-q", "main")
    ground.do({"a.txt": None}, "two")
    ground.git("merge", "-q", "--no-edit", "side")
    ground.put("x" * 40, b"a file named like an id")
    ground.git("add", "-A")
    ground.git("commit", "-q", "-m", "odd")
    listed = {each.title: each for each in history.commits(ground.repo, revisions.head(ground.repo), start)}
    assert listed["one"].paths == ("a.txt", "b/ü c.txt")
    assert listed["two"].paths == ("a.txt",)
    assert listed["odd"].paths == ("x" * 40,)
    merge = next(each for each in listed.values() if len(each.parents) == 2)
    assert merge.paths == ("side.txt",)
    assert history.changed(ground.repo, first, revisions.head(ground.repo)) == ("a.txt", "side.txt", "x" * 40)


def test_before_and_after_is_what_undo_needs(ground):
    ground.do({"a.txt": b"1", "b.txt": b"2"})
    last = ground.do({"a.txt": b"one", "b.txt": None, "c.txt": b"3"}).commit
    assert history.before_and_after(ground.repo, last) == (
        ("a.txt", b"1", b"one"),
        ("b.txt", b"2", None),
        ("c.txt", None, b"3"),
    )
    root = ground.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert history.before_and_after(ground.repo, root) == (("clmctl.yaml", None, b"organisation: {}\n"),)


def test_a_day_is_its_last_commit_on_heads_own_line(ground):
    one = record(ground, "one", {"a": b"1"}, when="2027-03-01T09:00:00+00:00")
    two = record(ground, "two", {"a": b"2"}, when="2027-03-01T18:00:00+00:00")
    record(ground, "three", {"a": b"3"}, when="2027-03-05T09:00:00+00:00")
    assert revisions.resolve(ground.repo, "2027-03-01") == two
    assert revisions.resolve(ground.repo, "2027-03-04") == two
    assert revisions.resolve(ground.repo, "HEAD~2") == one
    with pytest.raises(UsageError, match="nothing was recorded"):
        revisions.resolve(ground.repo, "1999-01-01")
    with pytest.raises(UsageError, match="no day"):
        revisions.resolve(ground.repo, "2026-02-30")


@pytest.mark.parametrize("text", ["", "--output=/tmp/x", "-h", "nope", "a\0b", "a\nb", "HEAD:clmctl.yaml", "HEAD..HEAD", "--all"])
def test_what_is_no_revision_is_said_so(ground, text):
    with pytest.raises(ClmError):
        revisions.resolve(ground.repo, text)


def test_replace_refs_and_grafts_change_nothing(ground):
    first = ground.do({"a": b"true\n"}).commit
    ground.git("checkout", "-q", "--orphan", "other")
    ground.put("a", b"false\n")
    ground.git("add", "-A")
    ground.git("commit", "-q", "-m", "false")
    fake = ground.git("rev-parse", "HEAD").strip()
    ground.git("checkout", "-q", "main")
    ground.git("replace", first, fake)
    assert objects.file_at(ground.repo, first, "a") == b"true\n"
    assert [each.title for each in history.commits(ground.repo, first)] == ["A change", "Begin"]


def test_listing_and_reading_a_commit(ground):
    commit = ground.do({"x/a b.txt": b"1", "x/ü.md": b"2", "y": b"3"}).commit
    assert list(objects.tree_listing(ground.repo, commit, ("x",))) == ["x/a b.txt", "x/ü.md"]
    listed = objects.tree_listing(ground.repo, commit)
    assert dict(objects.blobs(ground.repo, [listed["y"].oid, listed["x/ü.md"].oid])) == {
        listed["y"].oid: b"3",
        listed["x/ü.md"].oid: b"2",
    }
    assert objects.file_at(ground.repo, commit, "x/ü.md") == b"2"
    assert objects.file_at(ground.repo, commit, "x") is None
    assert objects.file_at(ground.repo, commit, "none/at/all") is None
    with pytest.raises(ClmError):
        list(objects.blobs(ground.repo, ["0" * 40]))

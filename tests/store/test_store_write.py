"""The write path: what it leaves, what it refuses, and that the person's own work stays."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clmctl.errors import ClmError, ConfigError, Conflict, UsageError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Write
from clmctl.store import opening, write
from clmctl.store.objects import object_id
from clmctl.store.write import Stale

CONTRACT = "contracts/acme/MSA-2026-0001/contract.md"


def test_the_first_commit_stands_on_nothing(tmp_path, home, ground):
    assert ground.git("rev-list", "--count", "HEAD").strip() == "1"
    ground.sound()


def test_a_change_is_one_commit_with_its_trailers_and_clean_files(ground):
    receipt = ground.do({CONTRACT: b"one\n", "clause_library/scope/standard.md": b"text\n"})
    assert receipt.paths == ("clause_library/scope/standard.md", CONTRACT)
    assert receipt.commit == ground.git("rev-parse", "HEAD").strip()
    assert (ground.root / CONTRACT).read_bytes() == b"one\n"
    assert ground.git("show", f"HEAD:{CONTRACT}") == "one\n"
    assert ground.git("diff-files") == ""
    ground.sound()


def test_author_moment_and_trailers_are_the_acts_own(ground, home):
    plan = Plan("renew", "Renew", (Write(CONTRACT, b"x"),), (("Contract", "MSA-2026-0001"), ("Reason", "line\nForged: yes")))
    write.commit(ground.repo, plan, Actor("Zoë <Boss>\n", "z@example.com", "editor"), "2026-02-01T23:30:00-05:00")
    assert ground.git("log", "-1", "--format=%an|%ae|%aI|%cn|%cI") == (
        "Zoë Boss|z@example.com|2026-02-01T23:30:00-05:00|Zoë Boss|2026-02-01T23:30:00-05:00\n"
    )
    assert ground.git("log", "-1", "--format=%B").strip().split("\n") == [
        "Renew",
        "",
        "Contract: MSA-2026-0001",
        "Reason: line Forged: yes",
    ]


def test_what_head_holds_already_is_no_commit(ground):
    ground.do({CONTRACT: b"one\n"})
    before = ground.git("rev-parse", "HEAD")
    assert ground.do({CONTRACT: b"one\n"}).commit == ""
    assert ground.git("rev-parse", "HEAD") == before
    ground.no_leftovers()


def test_deleting_removes_the_file_its_empty_folders_and_nothing_else(ground):
    ground.do({CONTRACT: b"one\n", "contracts/acme/client.yaml": b"{}\n"})
    ground.do({CONTRACT: None})
    assert not (ground.root / "contracts/acme/MSA-2026-0001").exists()
    assert (ground.root / "contracts/acme/client.yaml").exists()
    ground.sound()


def test_the_executable_bit_stays_and_can_be_set(ground):
    ground.do({"tools/run": b"#!/bin/sh\n"})
    plan = Plan("edit", "x", (Write("tools/run", b"#!/bin/sh\n", executable=True),))
    write.commit(ground.repo, plan, Actor("A", "a@example.com", "editor"), "2026-11-22T10:00:00Z")
    assert ground.git("ls-files", "--stage", "tools/run").startswith("100755")
    ground.do({"tools/run": b"#!/bin/sh\nexit\n"})
    assert ground.git("ls-tree", "HEAD", "tools/run").startswith("100755")
    assert os.access(ground.root / "tools/run", os.X_OK)
    ground.sound()


def test_other_staged_work_stays_staged(ground):
    ground.do({CONTRACT: b"one\n", "notes.txt": b"a\n"})
    ground.put("notes.txt", b"b\n")
    ground.put("new.txt", b"n\n")
    ground.git("add", "notes.txt", "new.txt")
    ground.put("new.txt", b"n2\n")
    ground.do({CONTRACT: b"two\n", "contracts/zeta/NDA-1/contract.md": b"z\n"})
    assert ground.git("status", "--porcelain") == "AM new.txt\nM  notes.txt\n"
    ground.git("commit", "-q", "-m", "mine")
    assert ground.git("show", f"HEAD:{CONTRACT}") == "two\n"
    assert ground.git("show", "HEAD:notes.txt") == "b\n"


@pytest.mark.parametrize("staged", [False, True])
def test_a_hand_edit_is_neither_overwritten_nor_committed_in_silence(ground, staged):
    ground.do({CONTRACT: b"one\n"})
    ground.put(CONTRACT, b"typed\n")
    if staged:
        ground.git("add", CONTRACT)
    with pytest.raises(Conflict) as caught:
        ground.do({CONTRACT: b"two\n"})
    assert caught.value.exit_code == 3
    assert caught.value.path == CONTRACT
    assert (ground.root / CONTRACT).read_bytes() == b"typed\n"
    kept = list((ground.root / CONTRACT).parent.glob("contract.md.kept-*"))
    assert [each.read_bytes() for each in kept] == [b"two\n"]
    assert ground.git("show", f"HEAD:{CONTRACT}") == "one\n"
    ground.no_leftovers()


def test_only_staging_and_taking_back_the_edit_counts_too(ground):
    ground.do({CONTRACT: b"one\n"})
    ground.put(CONTRACT, b"typed\n")
    ground.git("add", CONTRACT)
    ground.put(CONTRACT, b"one\n")
    with pytest.raises(Conflict):
        ground.do({CONTRACT: b"two\n"}, keep_text=False)
    assert ground.git("show", f":{CONTRACT}") == "typed\n"


def test_an_untracked_file_in_the_way_is_a_hand_edit(ground):
    ground.put(CONTRACT, b"mine\n")
    with pytest.raises(Conflict):
        ground.do({CONTRACT: b"generated\n"}, keep_text=False)
    assert (ground.root / CONTRACT).read_bytes() == b"mine\n"


def test_with_edits_records_them_where_the_plan_rests_on_them(ground):
    ground.do({CONTRACT: b"one\n"})
    ground.put(CONTRACT, b"typed\n")
    ground.do({CONTRACT: b"typed\n"}, with_edits=True)
    assert ground.git("show", f"HEAD:{CONTRACT}") == "typed\n"
    ground.put(CONTRACT, b"again\n")
    read = Read(CONTRACT, object_id("blob", b"again\n"))
    plan = Plan("edit", "x", (Write(CONTRACT, b"again and more\n"),), reads=(read,))
    write.commit(ground.repo, plan, Actor("A", "a@example.com", "editor"), "2026-11-22T10:00:00Z", with_edits=True)
    assert ground.git("show", f"HEAD:{CONTRACT}") == "again and more\n"
    ground.sound()


def test_with_edits_never_drops_an_edit_the_plan_has_not_seen(ground):
    ground.do({CONTRACT: b"one\n"})
    ground.put(CONTRACT, b"typed later\n")
    with pytest.raises(Conflict):
        ground.do({CONTRACT: b"two\n"}, with_edits=True)
    assert (ground.root / CONTRACT).read_bytes() == b"typed later\n"


def _plan(reads, data=b"two\n", path=CONTRACT):
    return Plan("edit", "x", (Write(path, data),), reads=tuple(reads))


def _commit(ground, plan):
    return write.commit(ground.repo, plan, Actor("A", "a@example.com", "editor"), "2026-11-22T10:00:00Z")


def test_a_contract_changed_since_it_was_read_is_a_conflict_and_the_text_is_kept(ground):
    ground.do({CONTRACT: b"one\n"})
    read = Read(CONTRACT, object_id("blob", b"one\n"))
    ground.do({CONTRACT: b"somebody else\n"})
    with pytest.raises(Conflict) as caught:
        _commit(ground, _plan([read]))
    assert not isinstance(caught.value, Stale)
    assert "kept" in caught.value.message
    assert (ground.root / CONTRACT).read_bytes() == b"somebody else\n"
    assert [each.read_bytes() for each in (ground.root / CONTRACT).parent.glob("*.kept-*")] == [b"two\n"]


def test_another_read_that_changed_makes_the_plan_stale(ground):
    ground.do({CONTRACT: b"one\n", "clmctl.yaml": b"a: 1\n"})
    reads = [Read(CONTRACT, object_id("blob", b"one\n")), Read("clmctl.yaml", object_id("blob", b"a: 0\n"))]
    with pytest.raises(Stale):
        _commit(ground, _plan(reads))
    with pytest.raises(Stale):
        _commit(ground, _plan([Read("clmctl.yaml", None)]))
    assert _commit(ground, _plan([Read("clmctl.yaml", object_id("blob", b"a: 1\n")), Read("none.yaml", None)])).commit


@pytest.mark.parametrize("version", ["3", "4"])
def test_index_formats(ground, version):
    ground.do({CONTRACT: b"one\n", "a.txt": b"a", "contracts/b/B-1/contract.md": b"b\n"})
    if version == "3":
        ground.put("later.txt", b"l")
        ground.git("add", "--intent-to-add", "later.txt")
    else:
        ground.git("update-index", "--index-version", version)
    ground.do({CONTRACT: b"two\n"})
    ground.do({CONTRACT: None, "contracts/c/C-1/contract.md": b"c\n"})
    assert ground.git("status", "--porcelain") == (" A later.txt\n" if version == "3" else "")
    assert ground.git("ls-files").split() == sorted(
        ["a.txt", "clmctl.yaml", "contracts/b/B-1/contract.md", "contracts/c/C-1/contract.md"]
        + (["later.txt"] if version == "3" else [])
    )
    ground.no_leftovers()


@pytest.mark.parametrize(
    "setting", [("index.threads", "2"), ("core.untrackedCache", "true"), ("core.splitIndex", "true"), ("core.fsmonitor", "false")]
)
def test_index_extensions(ground, setting):
    ground.git("config", *setting)
    for number in range(30):
        ground.put(f"contracts/c{number}/M-{number}/contract.md", b"x%d\n" % number)
    ground.git("add", "-A")
    ground.git("commit", "-q", "-m", "many")
    ground.git("status")
    ground.put("contracts/c3/M-3/contract.md", b"by hand\n")
    ground.do({"contracts/c4/M-4/contract.md": b"changed\n"})
    ground.do({"contracts/c5/M-5/contract.md": None, "contracts/c5/M-50/contract.md": b"new\n"})
    assert ground.git("status", "--porcelain") == " M contracts/c3/M-3/contract.md\n"
    ground.git("commit", "-q", "-a", "-m", "by hand")
    assert ground.git("write-tree") == ground.git("rev-parse", "HEAD^{tree}")
    assert ground.git("ls-files").split() == ground.git("ls-tree", "-r", "--name-only", "HEAD").split()
    ground.sound()


def test_cached_folder_ids_are_renewed_and_true(ground):
    for number in range(12):
        ground.put(f"contracts/c{number}/M-{number}/contract.md", b"x\n")
        ground.put(f"contracts/c{number}/M-{number}/record/terms.jsonl", b"{}\n")
    ground.git("add", "-A")
    ground.git("commit", "-q", "-m", "many")
    ground.do({"contracts/c7/M-7/record/terms.jsonl": b"{}\n{}\n", "contracts/c2/M-2/contract.md": b"y\n"})
    assert ground.git("write-tree") == ground.git("rev-parse", "HEAD^{tree}")
    index = Path(ground.repo.git_dir, "index").read_bytes()
    tree = bytes.fromhex(ground.git("rev-parse", "HEAD:contracts/c7/M-7/record").strip())
    assert tree in index
    assert b"-1 " not in index[index.index(b"TREE") :]
    ground.sound()


def test_an_edit_in_the_same_tick_as_the_index_is_still_seen(ground):
    ground.do({"other.txt": b"aaaa\n", CONTRACT: b"one\n"})
    ground.git("status")
    index = Path(ground.repo.git_dir, "index")
    ground.put("other.txt", b"bbbb\n")
    info = index.stat()
    held = (ground.root / "other.txt").stat()
    os.utime(ground.root / "other.txt", ns=(held.st_atime_ns, info.st_mtime_ns))
    ground.do({CONTRACT: b"two\n"})
    assert ground.git("status", "--porcelain") == " M other.txt\n"


def test_a_missing_index_is_made_again(ground):
    ground.do({CONTRACT: b"one\n"})
    Path(ground.repo.git_dir, "index").unlink()
    ground.do({CONTRACT: b"two\n"})
    ground.sound()


def once_at(step, act, monkeypatch):
    """Has a person act at that step of the next write, once."""
    left = [act]
    monkeypatch.setattr(write.faults, "from_environment", lambda: lambda now: left.pop()() if now == step and left else None)


@pytest.mark.parametrize(
    ("new", "saved"),
    [(b"two\n", b"mine\n"), (b"two\n", None), (None, b"mine\n"), (None, None)],
    ids=["edited", "deleted", "edited while deleted", "deleted while deleted"],
)
def test_what_a_person_does_in_the_very_moment_is_left_to_them(ground, monkeypatch, new, saved):
    ground.do({CONTRACT: b"one\n", "contracts/acme/client.yaml": b"{}\n"})
    file = ground.root / CONTRACT
    once_at("head-moved", file.unlink if saved is None else lambda: file.write_bytes(saved), monkeypatch)
    receipt = ground.do({CONTRACT: new})
    assert receipt.commit == ground.git("rev-parse", "HEAD").strip()
    assert ground.git("ls-tree", "-r", "--name-only", "HEAD", CONTRACT).strip() == (CONTRACT if new else "")
    assert (file.read_bytes() if file.exists() else None) == saved
    ground.no_leftovers()


def test_a_file_that_a_person_makes_in_the_very_moment_is_left_to_them(ground, monkeypatch):
    file = ground.root / CONTRACT
    once_at("head-moved", lambda: file.write_bytes(b"mine\n"), monkeypatch)
    ground.do({"contracts/acme/MSA-2026-0001/contract.docx": b"x", CONTRACT: b"one\n"})
    assert ground.git("show", f"HEAD:{CONTRACT}") == "one\n"
    assert file.read_bytes() == b"mine\n"
    ground.no_leftovers()


def test_a_commit_that_comes_between_is_stood_on(ground, monkeypatch):
    def theirs():  # as programs do that heed no lock
        made = ground.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs").strip()
        ground.git("update-ref", "HEAD", made)

    once_at("commit-journaled", theirs, monkeypatch)
    ground.do({CONTRACT: b"one\n"})
    assert ground.git("log", "-2", "--format=%s").split("\n")[1] == "theirs"
    assert ground.git("show", f"HEAD:{CONTRACT}") == "one\n"
    ground.sound()


def test_on_a_detached_head_and_in_another_working_tree(ground, tmp_path):
    ground.do({CONTRACT: b"one\n"})
    ground.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = type(ground)(tmp_path / "side")
    assert side.repo.common_dir == ground.repo.common_dir
    assert side.repo.git_dir != ground.repo.git_dir
    side.do({CONTRACT: b"side\n"})
    side.sound()
    ground.sound()
    assert ground.git("show", f"HEAD:{CONTRACT}") == "one\n"
    ground.git("checkout", "-q", "--detach")
    ground.do({CONTRACT: b"detached\n"})
    assert ground.git("show", f"HEAD:{CONTRACT}") == "detached\n"
    assert ground.git("show", f"main:{CONTRACT}") == "one\n"
    ground.sound()


def test_a_branch_that_moved_under_the_files_is_not_turned_back(ground, tmp_path):
    """The same branch in two working trees: the one left behind must not revert what the other recorded."""
    ground.do({CONTRACT: b"one\n"})
    ground.git("worktree", "add", "-q", "-f", str(tmp_path / "twin"), "main")
    twin = type(ground)(tmp_path / "twin")
    twin.do({CONTRACT: b"two\n"})
    with pytest.raises(Conflict):
        ground.do({CONTRACT: b"three\n"}, keep_text=False)
    assert ground.git("show", f"HEAD:{CONTRACT}") == "two\n"


def test_a_sha256_repository(tmp_path, home, lay):
    folder = tmp_path / "wide"
    folder.mkdir()
    subprocess.run(("git", "init", "-q", "--object-format=sha256"), cwd=folder, check=True)
    wide = lay(folder)
    assert wide.repo.algorithm == "sha256"
    wide.do({CONTRACT: b"one\n", "a": b"1"})
    wide.do({CONTRACT: b"two\n", "a": None})
    wide.sound()


def test_nothing_is_recorded_in_the_middle_of_a_merge(ground):
    ground.do({CONTRACT: b"one\n"})
    ground.git("checkout", "-q", "-b", "theirs")
    ground.do({CONTRACT: b"theirs\n"})
    ground.git("checkout", "-q", "main")
    ground.do({CONTRACT: b"ours\n"})
    ground.git("merge", "theirs", check=False)
    with pytest.raises(Conflict, match="merge"):
        ground.do({"other.txt": b"x"})


def test_a_merge_has_two_parents(ground):
    base = ground.do({CONTRACT: b"one\n"}).commit
    ground.git("checkout", "-q", "-b", "theirs")
    theirs = ground.do({"theirs.txt": b"t\n"}).commit
    ground.git("checkout", "-q", "main")
    ours = ground.do({"ours.txt": b"o\n"}).commit
    plan = Plan("sync", "Sync", (Write("theirs.txt", b"t\n"),), merges=theirs)
    made = _commit(ground, plan).commit
    assert ground.git("rev-list", "--parents", "-1", made).split() == [made, ours, theirs]
    assert ground.git("merge-base", ours, theirs).strip() == base
    ground.sound()


@pytest.mark.parametrize(
    "path",
    [
        "../out",
        "/etc/passwd",
        ".git/hooks/post-commit",
        ".GIT/config",
        "a/../b",
        "-rf",
        "a//b",
        "con",
        "a\0b",
        "x/./y",
        "e\u0301.md",
    ],
)
def test_no_plan_writes_outside(ground, path):
    with pytest.raises(UsageError):
        ground.do({path: b"x"})
    ground.sound()


def test_links_are_not_followed(ground, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (ground.root / "contracts").symlink_to(outside)
    with pytest.raises(ClmError):
        ground.do({CONTRACT: b"x"})
    assert list(outside.iterdir()) == []
    (ground.root / "contracts").unlink()
    (ground.root / "link.md").symlink_to(outside / "target")
    with pytest.raises(ClmError):
        ground.do({"link.md": b"x"})
    ground.no_leftovers()


def test_a_file_where_a_folder_is_needed_is_a_conflict(ground):
    ground.do({"contracts": b"a file\n"})
    with pytest.raises(ClmError):
        ground.do({CONTRACT: b"x"})
    ground.sound()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_commits_are_signed_where_signing_is_on(ground, home):
    subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / "key")), check=True)
    ground.git("config", "--global", "commit.gpgsign", "true")
    ground.git("config", "--global", "gpg.format", "ssh")
    ground.git("config", "--global", "user.signingkey", str(home / "key.pub"))
    signers = home / "signers"
    signers.write_text(f"ada@example.com {(home / 'key.pub').read_text()}")
    receipt = ground.do({CONTRACT: b"signed\n"})
    ground.git("-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", receipt.commit)
    # a repository names no program, whatever it says
    ground.git("config", "gpg.ssh.program", str(home / "evil"))
    (home / "evil").write_text(f"#!/bin/sh\ntouch {home}/canary\nexit 1\n")
    (home / "evil").chmod(0o755)
    receipt = ground.do({CONTRACT: b"signed again\n"})
    assert not (home / "canary").exists()
    ground.git("config", "--unset", "gpg.ssh.program")
    ground.git("-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", receipt.commit)


def test_a_key_that_cannot_sign_records_nothing(ground, home):
    ground.git("config", "--global", "commit.gpgsign", "true")
    ground.git("config", "--global", "gpg.format", "ssh")
    ground.git("config", "--global", "user.signingkey", str(home / "missing.pub"))
    before = ground.git("rev-parse", "HEAD")
    with pytest.raises(ConfigError, match="could not be signed") as refused:
        ground.do({CONTRACT: b"x"})
    assert "user.signingkey" in refused.value.hint
    assert ground.git("rev-parse", "HEAD") == before
    assert not (ground.root / CONTRACT).exists()
    ground.no_leftovers()


def test_a_file_whose_line_ends_git_turned_is_told_as_that(ground):
    ground.do({CONTRACT: b"one\ntwo\n"})
    ground.git("config", "core.autocrlf", "true")
    (ground.root / CONTRACT).unlink()
    ground.git("checkout", "--", CONTRACT)
    assert (ground.root / CONTRACT).read_bytes() == b"one\r\ntwo\r\n"
    with pytest.raises(Conflict, match="other line ends") as refused:
        ground.do({CONTRACT: b"three\n"})
    assert "core.autocrlf" in refused.value.hint
    assert not list(ground.root.rglob("*.kept-*"))
    ground.put(CONTRACT, b"one\r\nfour\r\n")
    with pytest.raises(Conflict, match="edited by hand"):
        ground.do({CONTRACT: b"three\n"})


def test_hooks_do_not_run(ground):
    for name in ("pre-commit", "reference-transaction", "post-index-change", "commit-msg", "post-commit"):
        hook = Path(ground.repo.git_dir, "hooks", name)
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {ground.root}/../canary\nexit 1\n")
        hook.chmod(0o755)
    ground.do({CONTRACT: b"x"})
    ground.git("update-index", "--index-version", "4", check=False)
    (ground.root.parent / "canary").unlink(missing_ok=True)
    ground.do({CONTRACT: b"y"})
    assert not (ground.root.parent / "canary").exists()


_PATHS = [
    "a.txt",
    "a/b.txt",
    "a-b.txt",
    "a/b-c/d.md",
    "a/b.c/e.md",
    "contracts/x/M-1/contract.md",
    "contracts/x/M-1/record/terms.jsonl",
    "contracts/x/M-10/contract.md",
    "contracts/x.y/M-1/contract.md",
    "contracts/xy/M-1/contract.md",
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.dictionaries(st.sampled_from(_PATHS), st.one_of(st.none(), st.binary(max_size=8)), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_any_row_of_writes_leaves_head_index_and_files_alike(tmp_path_factory, home, lay, steps):
    ground = lay(tmp_path_factory.mktemp("any"))
    expected: dict[str, bytes] = {}
    for step in steps:
        ground.do(step)
        for path, data in step.items():
            if data is None:
                expected.pop(path, None)
            else:
                expected[path] = data
        found = {path: (ground.root / path).read_bytes() for path in _PATHS if (ground.root / path).is_file()}
        assert found == expected
        if ground.git("rev-parse", "--verify", "-q", "HEAD", check=False):
            assert set(ground.git("ls-tree", "-r", "--name-only", "HEAD").split()) == set(expected)
            assert ground.git("write-tree") == ground.git("rev-parse", "HEAD^{tree}")
            ground.sound()


def test_opening_finds_the_root_from_inside(ground):
    ground.do({CONTRACT: b"x"})
    assert opening.open_repository(ground.root / "contracts" / "acme").root == str(ground.root)

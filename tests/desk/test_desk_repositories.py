"""Repositories that are not as a person expects: another inside this one, cut off, half checked out, marked for later."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ID = "MSA-2026-0001"
FOLDER = f"contracts/acme/{ID}"
MD = f"{FOLDER}/contract.md"


def foreign(office, place: str, number: str) -> Path:
    """A contract in a folder that is a repository of its own."""
    folder = office.root / place
    shutil.copytree(office.root / FOLDER, folder / number if number not in place else folder)
    file = next(folder.rglob("contract.md"))
    file.write_text(file.read_text().replace(ID, number))
    office.git("init", "-q", str(folder))
    office.git("-C", str(folder), "add", "-A")
    office.git("-C", str(folder), "commit", "-qm", "theirs")
    return file


@pytest.mark.parametrize("place", ["contracts/cedar", "contracts/acme/MSA-2026-0099"])
@pytest.mark.parametrize("registered", [False, True])
def test_a_repository_inside_is_named_and_nothing_of_it_is_recorded(office, place: str, registered: bool) -> None:
    file = foreign(office, place, "MSA-2026-0099")
    if registered:  # a submodule: a link to a commit stands in the tree
        office.git("-c", "protocol.file.allow=always", "add", place, check=False)
        office.git("commit", "-qm", "link")
    before, head = file.read_bytes(), office.head()
    listed = json.loads(office.clm("list", "--format", "json"))
    assert [row["id"] for row in listed] == [ID]
    assert "repository of its own" in office.err
    office.clm("set", "MSA-2026-0099", "renewal.notice=P90D", "--why", "x", code=3)
    assert "a repository of its own" in office.err
    office.clm("set", "MSA-2026-0099", "renewal.notice=P90D", "--why", "x", "--with-edits", code=3)
    assert (office.head(), file.read_bytes()) == (head, before)
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    if registered:
        assert office.git("ls-tree", "HEAD", place).startswith("160000 commit")
    shutil.rmtree(office.root / place / ".git")
    assert len(json.loads(office.clm("list", "--format", "json"))) == 2  # it is ours once it is no repository any more


def test_in_a_shallow_clone_what_cannot_be_told_is_said(office, tmp_path) -> None:
    office.draw("Birch")
    hub = tmp_path / "hub.git"
    subprocess.run(("git", "clone", "-q", "--bare", str(office.root), str(hub)), check=True)
    shutil.rmtree(office.root)
    subprocess.run(("git", "clone", "-q", "--depth", "1", f"file://{hub}", str(office.root)), check=True)
    assert json.loads(office.clm("history", ID, "--format", "json")) == []  # the first commit there is drew the other contract
    assert "cut off" in office.err and "--unshallow" in office.err
    office.clm("undo", ID, code=2)
    assert "cut off" in office.err
    office.clm("undo", "MSA-2026-0002", code=2)  # its drawing, but in it every file seems new
    assert "cut off" in office.err and (office.root / MD).exists()
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    office.clm("undo", ID)
    assert "notice: P60D" in office.read(MD)
    office.git("fetch", "-q", "--unshallow")
    assert [turn["action"] for turn in json.loads(office.clm("history", ID, "--format", "json"))] == ["undo", "edit", "create"]


def test_what_a_sparse_checkout_leaves_out_was_not_deleted_by_hand(office) -> None:
    office.draw("Birch")
    office.git("update-index", "-q", "--refresh")
    office.git("sparse-checkout", "set", "--cone", "contracts/birch", "clause_library", "templates")
    for words in (("set", ID, "renewal.notice=P90D", "--why", "x"), ("undo", ID)):
        office.clm(*words, code=None)
        assert office.code in (2, 3) and "sparse checkout leaves it out" in office.err, office.err
        assert "git sparse-checkout add contracts/acme" in office.err
    office.clm("set", "MSA-2026-0002", "renewal.notice=P90D", "--why", "x")
    assert office.git("ls-tree", "-r", "--name-only", "HEAD", "--", MD).strip() == MD


def test_what_a_sparse_checkout_leaves_out_is_read_as_recorded_and_named_where_it_would_be_written(office) -> None:
    folder = office.draw("Birch")
    office.git("update-index", "-q", "--refresh")
    office.git("sparse-checkout", "set", "--cone", "contracts/birch")
    kept = office.git("ls-tree", "-r", "HEAD", "--", ".clm", "clause_library", "templates")
    office.clm("lint", "MSA-2026-0002")  # against the library as it is recorded
    office.clm("edit", "MSA-2026-0002", "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "x")
    office.clm("undo", "MSA-2026-0002")
    office.clm("set", "--where", "stage = draft", "owner=account-manager")
    assert "1 contract that this sparse checkout leaves out" in office.err
    assert office.git("ls-tree", "-r", "HEAD", "--", ".clm", "clause_library", "templates") == kept
    head, party = office.head(), "parties.customer"
    answers = [f"{party}.legal_name=X GmbH", f"{party}.short_name=X", f"{party}.address=1 Road", f"{party}.email=x@example.net"]
    answers += ["dates.effective=2026-12-01"]
    office.clm("new", "customer-agreement", *(word for answer in answers for word in ("--set", answer)), code=3)
    assert "numbers.yaml: is recorded, but this sparse checkout leaves it out" in office.err
    assert "git sparse-checkout add .clm brings it" in office.err and office.head() == head
    office.clm("lint", ID, code=2)
    assert "git sparse-checkout add contracts/acme" in office.err
    assert office.git("status", "--porcelain") == "" and (office.root / folder).is_dir()
    office.git("sparse-checkout", "add", ".clm")
    assert office.draw("Cedar").endswith("MSA-2026-0003")


def test_what_others_changed_of_what_a_sparse_checkout_leaves_out_is_named(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "owner=account-manager")
    ada.clm("sync")
    ben.draw("Birch")
    ben.git("update-index", "-q", "--refresh")
    ben.git("sparse-checkout", "set", "--cone", "contracts/birch", ".clm")
    ben.clm("sync", code=3)
    assert "sparse checkout leaves it out" in ben.err and "by hand" not in ben.err
    ben.git("sparse-checkout", "add", "contracts/acme")
    ben.clm("sync")
    assert "owner: account-manager" in ben.read(MD)


def test_a_sparse_checkout_without_the_settings_is_told_what_brings_them(office) -> None:
    office.git("update-index", "-q", "--refresh")
    office.git("sparse-checkout", "set", "--no-cone", "contracts/*")
    office.clm("list", code=2)
    assert "git sparse-checkout add clmctl.yaml" in office.err
    office.git("sparse-checkout", "add", "clmctl.yaml")
    office.clm("list")


def test_a_file_marked_to_be_added_later_is_saved(office) -> None:
    office.write(f"{FOLDER}/note.txt", "words\n")
    office.git("add", "-N", f"{FOLDER}/note.txt")
    office.clm("save", ID)
    assert office.git("show", f"HEAD:{FOLDER}/note.txt") == "words\n"
    office.clean()


def test_two_folders_with_one_number_are_named_before_anything_is_taken_back(office) -> None:
    shutil.copytree(office.root / FOLDER, office.root / "contracts/bonn" / ID)
    office.git("add", "-A")
    office.git("commit", "-qm", "twice")
    head = office.head()
    office.clm("undo", ID, code=2)
    assert "is the id of 2 files" in office.err and office.head() == head


def test_a_commit_that_is_not_there_is_no_empty_history(office) -> None:
    hub = office.root.parent / "hub"
    office.git("clone", "-q", "--shared", str(office.root), str(hub))
    away = office.root.parent / "away"
    office.root.rename(away)
    hub.rename(office.root)
    before = office.read(MD)
    for words in (("set", ID, "renewal.notice=P90D", "--why", "x"), ("undo", ID), ("history", ID), ("save", ID)):
        office.clm(*words, code=2)
        assert "is not in this repository" in office.err and "alternates" in office.err
    assert office.read(MD) == before
    assert ID in office.clm("list")
    office.clm("doctor", code=1)


def test_a_damaged_branch_of_ours_is_named_and_not_blamed_on_the_remote(pair) -> None:
    ada, _ben = pair
    (ada.root / ".git/refs/heads/broken").write_text("garbage\n")
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync", code=2)
    assert "refs/heads/broken of this workspace is damaged" in ada.err
    (ada.root / ".git/refs/heads/broken").unlink()
    assert "Shared 1 commit" in ada.clm("sync")


def run_in(office, *commands: str) -> None:
    for command in commands:
        subprocess.run(command, shell=True, cwd=office.root, check=True, capture_output=True)


SHAPES = {
    "refs in a pack alone": ("git pack-refs --all", "git gc -q --prune=now"),
    "a loose ref over a packed one": (
        "git pack-refs --all",
        "git rev-parse HEAD > keep",
        'sed -i "s#^[0-9a-f]* refs/heads/main#$(git rev-parse HEAD~1) refs/heads/main#" .git/packed-refs',
        "mv keep .git/refs/heads/main",
    ),
    "a split index": ("git update-index --split-index", "git config core.splitIndex true"),
    "an index of version 4": ("git update-index --index-version 4",),
    "a sparse index": (
        "git update-index -q --refresh",
        "git sparse-checkout set --cone --sparse-index contracts .clm clause_library",
    ),
    "replaced objects": (
        "git replace $(git rev-parse HEAD:contracts/acme/MSA-2026-0001/contract.md) $(echo gone | git hash-object -w --stdin)",
    ),
    "a graft": ("mkdir -p .git/info && git rev-parse HEAD > .git/info/grafts",),
    "tags named like the branch and HEAD": ("git tag main HEAD~1", "git tag HEAD HEAD~1"),
    "a branch that leads to another": (
        "git symbolic-ref refs/heads/alias refs/heads/main",
        "git symbolic-ref HEAD refs/heads/alias",
    ),
    "a submodule beside": (
        "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),contracts/acme/sub && git commit -qm link"
        " && mkdir contracts/acme/sub",
    ),
    "attributes that turn bytes": (
        "mkdir -p .git/info && printf '*.md filter=evil text eol=crlf working-tree-encoding=UTF-16LE merge=evil\\n'"
        "'*.yaml ident export-subst\\n'"
        " > .git/info/attributes",
        "git config filter.evil.clean 'touch PWNED; cat'",
        "git config filter.evil.smudge 'touch PWNED; cat'",
        "git config filter.evil.process 'touch PWNED'",
        "git config merge.evil.driver 'touch PWNED'",
    ),
    "a monitor": ("git config core.fsmonitor 'touch PWNED'", "git config core.untrackedCache true"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_repositories_of_other_shapes_are_written_and_read_right_and_run_nothing(office, shape: str) -> None:
    run_in(office, *SHAPES[shape])
    plain = ("-c", "core.fsmonitor=false", "--no-replace-objects")
    before, head = (office.root / MD).read_bytes(), office.git(*plain, "rev-parse", "refs/heads/main").strip()
    assert ID in office.clm("list")
    office.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    recorded = office.git(*plain, "cat-file", "blob", f"refs/heads/main:{MD}")
    assert "notice: P90D" in recorded and recorded.encode() == (office.root / MD).read_bytes()
    assert office.git(*plain, "rev-parse", "refs/heads/main~1").strip() == head
    if "submodule" in shape:
        assert office.git(*plain, "ls-tree", "HEAD", "contracts/acme/sub").startswith("160000 commit")
    office.clm("undo", ID)
    assert (office.root / MD).read_bytes() == before
    assert [turn["action"] for turn in json.loads(office.clm("history", ID, "--format", "json"))][:2] == ["undo", "edit"]
    assert list(office.root.rglob("PWNED")) == []
    assert "missing" not in office.git(*plain, "fsck", "--no-dangling", check=False)

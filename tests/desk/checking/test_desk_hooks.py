"""Git hooks: plain git commits are checked, clmctl's own need no check, and nobody else's hook is lost."""

import os
from pathlib import Path

import pytest

MD = "contracts/acme/MSA-2026-0001/contract.md"
ID = "MSA-2026-0001"
OWNS, OWNS_ALONE = "The Customer owns the Customer Data.", "The Customer alone owns the Customer Data."


def hook(office, name: str) -> Path:
    return office.root / ".git" / "hooks" / name


@pytest.fixture
def hooked(office):
    assert "Installed: pre-commit, commit-msg, pre-push." in office.clm("hooks", "install")
    return office


def commit(office, message: str, *words: str, check: bool = True) -> str:
    return office.git("commit", "-q", "-m", message, *words, check=check)


def test_installed_listed_and_taken_out_again(hooked) -> None:
    assert hooked.clm("hooks", "list", "--format", "csv").count(",ours,") == 3
    for name in ("pre-commit", "commit-msg", "pre-push"):
        text = hook(hooked, name).read_text()
        assert text.startswith("#!/bin/sh\n") and os.access(hook(hooked, name), os.X_OK)
    hooked.clm("hooks", "install")  # twice is once
    assert "Removed: pre-commit, commit-msg, pre-push." in hooked.clm("hooks", "uninstall")
    assert not hook(hooked, "pre-commit").exists()
    assert "Removed: none." in hooked.clm("hooks", "uninstall")


def test_language_nobody_approved_is_not_committed(hooked) -> None:
    hooked.change(MD, OWNS, OWNS_ALONE)
    hooked.git("add", MD)
    before = hooked.head()
    said = commit(hooked, "a change\n\nReason: they asked", check=False)
    assert hooked.head() == before and "CL1" in said


def test_a_negotiated_field_needs_its_reason_in_the_message(hooked) -> None:
    hooked.change(MD, "notice: P60D", "notice: P90D")
    hooked.git("add", MD)
    before = hooked.head()
    said = commit(hooked, "longer notice", check=False)
    assert hooked.head() == before and "renewal.notice" in said and "Reason:" in said
    commit(hooked, "longer notice\n\nReason: agreed by phone")
    assert hooked.head() != before
    hooked.clm("render", ID)  # plain git cannot make the Word file; the hook let it pass with a warning
    hooked.clm("lint")


def test_what_is_not_staged_is_not_looked_at(hooked) -> None:
    hooked.change(MD, OWNS, OWNS_ALONE)  # edited, not part of the commit
    hooked.write("contracts/README.md", "words\n")
    hooked.git("add", "contracts/README.md")
    commit(hooked, "words")
    hooked.git("commit", "-q", "-m", "more", "--allow-empty")


def test_the_index_of_a_commit_of_paths_is_the_one_looked_at(hooked) -> None:
    hooked.change(MD, OWNS, OWNS_ALONE)
    before = hooked.head()
    said = commit(hooked, "by path\n\nReason: x", "--", MD, check=False)
    assert hooked.head() == before and "CL1" in said
    hooked.git("add", MD)
    hooked.write("contracts/README.md", "words\n")
    commit(hooked, "only the readme", "--", "contracts/README.md")


def test_from_a_folder_below_and_a_clean_change(hooked) -> None:
    hooked.change(MD, "stage: draft", "stage: draft # soon")
    hooked.git("-C", "contracts/acme", "commit", "-q", "-am", "a remark", check=False)
    assert hooked.git("log", "-1", "--format=%s") == "a remark\n"


def test_clmctl_itself_is_not_asked(hooked) -> None:
    hook(hooked, "pre-commit").write_text("#!/bin/sh\nexit 1\n")
    hook(hooked, "commit-msg").write_text("#!/bin/sh\nexit 1\n")
    hooked.clm("set", ID, "renewal.notice=P90D", "--why", "x")


def test_a_push_of_a_change_without_a_reason_is_stopped(pair) -> None:
    ada, _ = pair
    ada.change(MD, "notice: P60D", "notice: P90D")
    ada.git("commit", "-qam", "no reason given")
    ada.clm("hooks", "install")
    said = ada.git("push", "-q", "origin", "main", check=False)
    assert "CM001" in said and "no reason" in said
    ada.git("push", "-q", "origin", "main:refs/heads/other", check=False)
    assert ada.git("ls-remote", "origin").count("refs/heads") == 1
    ada.git("reset", "-q", "--hard", "HEAD~1")
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed")
    ada.git("push", "-q", "origin", "main")


def test_a_merge_by_plain_git_takes_over_reasons(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed")
    ada.clm("sync")
    ben.clm("hooks", "install")
    ben.write("contracts/README.md", "mine\n")
    ben.git("commit", "-qam", "mine")
    since = ben.head()
    ben.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    assert len(ben.git("log", "-1", "--format=%P").split()) == 2
    ben.clm("lint", "--since", since)


def test_a_hook_of_somebody_elses_is_left_alone_or_runs_first(office) -> None:
    folder = office.root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    theirs = folder / "pre-commit"
    theirs.write_text("#!/bin/sh\necho theirs ran >&2\n")
    theirs.chmod(0o755)
    (folder / "pre-push").write_text('#!/bin/sh\nread line\necho "theirs saw $line" >&2\n')
    (folder / "pre-push").chmod(0o755)
    office.clm("hooks", "install", code=1)
    assert "echo theirs" in theirs.read_text() and "somebody else's" in office.err and "--chain" in office.err
    office.clm("hooks", "install", "--chain")
    assert "chained" in office.clm("hooks", "list")
    office.change(MD, "stage: draft", "stage: draft # soon")
    assert "theirs ran" in office.git("commit", "-q", "-am", "x", check=False)
    office.clm("hooks", "uninstall")
    assert theirs.read_text() == "#!/bin/sh\necho theirs ran >&2\n" and os.access(theirs, os.X_OK)


def test_both_hooks_hear_what_is_pushed(pair) -> None:
    ada, _ = pair
    file = hook(ada, "pre-push")
    file.parent.mkdir(exist_ok=True)
    file.write_text('#!/bin/sh\nread line\necho "theirs saw $line" >&2\n')
    file.chmod(0o755)
    ada.clm("hooks", "install", "--chain")
    ada.change(MD, "notice: P60D", "notice: P90D")
    ada.git("commit", "-q", "--no-verify", "-am", "no reason given")
    said = ada.git("push", "-q", "origin", "main", check=False)
    assert "theirs saw refs/heads/main" in said and "CM001" in said


def test_a_hooks_folder_elsewhere_is_not_written_to(office, tmp_path: Path) -> None:
    office.git("config", "core.hooksPath", str(tmp_path / "elsewhere"))
    office.clm("hooks", "install", code=2)
    assert "core.hooksPath" in office.err and not (tmp_path / "elsewhere").exists()
    office.git("config", "--unset", "core.hooksPath")
    office.git("config", "--global", "core.hooksPath", str(tmp_path / "elsewhere"))
    office.clm("hooks", "install", code=2)
    assert "core.hooksPath" in office.err


@pytest.mark.parametrize("program", ["clmctl.py", "clmctl/__init__.py", "typing.py", "json.py"])
def test_a_program_of_the_folders_own_is_never_run(hooked, tmp_path: Path, program: str) -> None:
    hooked.write(program, f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    hooked.change(MD, OWNS, OWNS_ALONE)
    assert "CL101" in commit(hooked, "x", "-a", check=False)
    assert not (tmp_path / "ran").exists()


def test_an_annotated_tag_is_pushed_and_what_is_no_commit_is_let_through(pair) -> None:
    ada, _ = pair
    ada.clm("hooks", "install")
    ada.git("tag", "-a", "signed", "-m", "as signed")
    ada.git("tag", "-a", "a-file", "-m", "a file", "HEAD:clmctl.yaml")
    ada.git("push", "-q", "origin", "signed", "a-file")
    ada.git("push", "-q", "origin", ":signed")


def test_a_hook_that_is_a_pipe_or_a_giant_is_somebody_elses(office) -> None:
    hooks = hook(office, "x").parent
    hooks.mkdir(exist_ok=True)
    os.mkfifo(hooks / "pre-commit")
    (hooks / "pre-push").touch()
    os.truncate(hooks / "pre-push", 5 << 30)
    assert office.clm("hooks", "list", "--format", "csv").count(",other,") == 2
    office.clm("doctor", code=None)
    office.clm("hooks", "install", code=1)


def test_two_hooks_that_were_there_before_are_told_of(office) -> None:
    for name in ("pre-commit", "pre-commit.before-clmctl"):
        hook(office, name).parent.mkdir(exist_ok=True)
        hook(office, name).write_text("#!/bin/sh\n")
        hook(office, name).chmod(0o755)
    office.clm("hooks", "install", "--chain", code=1)
    assert "join the two by hand" in office.err


def test_a_hook_that_only_speaks_of_clmctl_is_told_of(office) -> None:
    hook(office, "post-checkout").parent.mkdir(exist_ok=True)
    hook(office, "post-checkout").write_text("#!/bin/sh\n# clmctl hook: trust me\ntouch /tmp/x\n")
    hook(office, "post-checkout").chmod(0o755)
    assert "post-checkout runs when plain git is used" in office.clm("doctor", code=None)


def test_hooks_of_a_second_working_tree_are_those_of_the_first(hooked, tmp_path: Path) -> None:
    hooked.git("worktree", "add", "-q", str(tmp_path / "second"))
    hooked.root = tmp_path / "second"
    assert hooked.clm("hooks", "list", "--format", "csv").count(",ours,") == 3
    hooked.change(MD, OWNS, OWNS_ALONE)
    assert "CL101" in commit(hooked, "x", "-a", check=False)


def test_an_older_hook_of_ours_is_renewed(hooked) -> None:
    file = hook(hooked, "pre-commit")
    file.write_text(file.read_text() + "# older\n")
    assert "outdated" in hooked.clm("hooks", "list")
    hooked.clm("hooks", "install")
    assert "outdated" not in hooked.clm("hooks", "list")


def test_a_machine_without_clmctl_says_so_and_lets_it_through(hooked, tmp_path: Path) -> None:
    for name in ("pre-commit", "commit-msg"):
        text = hook(hooked, name).read_text()
        at = text.index("\npython=") + 1
        hook(hooked, name).write_text(text[:at] + "python=/nowhere/python\n" + text[text.index("\n", at) + 1 :])
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("git", "sh", "cat"):
        (tools / tool).symlink_to(f"/usr/bin/{tool}" if Path(f"/usr/bin/{tool}").exists() else f"/bin/{tool}")
    hooked.change(MD, "stage: draft", "stage: draft # soon")
    said = hooked.git("commit", "-q", "-am", "x", check=False, PATH=str(tools))
    assert "clmctl is not installed here" in said and hooked.git("log", "-1", "--format=%s") == "x\n"


def test_hooks_of_another_name_are_refused(office) -> None:
    office.clm("hooks", "run", "post-merge", code=2)

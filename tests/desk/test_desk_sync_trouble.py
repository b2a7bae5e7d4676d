"""Sharing when things go wrong: a remote that refuses, both sides signing, line ends, records, an interruption half way."""

import json
from pathlib import Path

import pytest
from office import together

MD = "contracts/acme/MSA-2026-0001/contract.md"
DOCX = "contracts/acme/MSA-2026-0001/contract.docx"
ID = "MSA-2026-0001"
LEDGER = "clause_library/ledger.jsonl"


def hub(office) -> Path:
    return Path(office.git("remote", "get-url", "origin").strip())


def test_a_remote_that_refuses_says_so_and_nothing_is_lost(pair) -> None:
    ada, _ = pair
    hook = hub(ada) / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'the archive is closed on Sundays' >&2\nexit 1\n")
    hook.chmod(0o755)
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "agreed by phone")
    mine = ada.head()
    ada.clm("sync", code=4)
    assert "closed on Sundays" in ada.err and "faster" not in ada.err
    assert ada.head() == mine
    ada.clean()
    hook.unlink()
    assert "Shared 1 commit" in ada.clm("sync")


def test_what_was_joined_stays_where_handing_over_failed(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("set", ID, "money.payment_terms=P45D", "--why", "y")
    hook = hub(ada) / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ben.clm("sync", code=4)
    assert "notice: P90D" in ben.read(MD) and "payment_terms: P45D" in ben.read(MD)
    ben.clean()
    hook.unlink()
    assert "Shared 2 commits" in ben.clm("sync")
    ada.clm("sync")
    together(*pair)


def test_both_sides_sign(pair) -> None:
    ada, ben = pair
    ada.clm("sign", ID, "--date", "2026-11-20", "--why", "signed in Bonn")
    ada.clm("sync")
    ben.clm("sign", ID, "--date", "2026-11-21", "--why", "signed in Bonn")
    before = ben.head()
    ben.clm("sync", code=3)
    assert "dates.signed" in ben.err and ben.head() == before
    ben.clm("sync", "--take", "theirs")
    assert ben.read(MD) == ada.read(MD)
    ben.clm("lint", ID)
    ada.clm("sync")
    together(*pair)


def test_both_sides_sign_on_the_same_day(pair) -> None:
    for office in pair:
        office.clm("sign", ID, "--date", "2026-11-20", "--why", "signed in Bonn")
    ada, ben = pair
    ada.clm("sync")
    ben.clm("sync")
    assert "stage: executed" in ben.read(MD)
    ada.clm("sync")
    together(*pair)


def test_nothing_is_asked_while_git_is_in_the_middle_of_a_merge(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "--why", "y")
    ben.git("fetch", "-q")
    ben.git("merge", "origin/main", check=False)
    ben.clm("sync", code=3)
    assert "a merge is under way" in ben.err and not (ben.root / "sync-conflicts.md").exists()
    assert "git merge --abort gives it up" in ben.err and "git merge --continue" in ben.err


def test_one_side_has_windows_line_ends(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.write(MD, ben.read(MD).replace("\n", "\r\n"))
    ben.clm("save", ID, "--why", "edited on another machine")
    ben.clm("sync")
    text = ben.read(MD)
    assert "notice: P90D" in text and text.count("\r\n") == text.count("\n")
    ada.clm("sync")
    together(*pair)


def test_the_ledgers_lines_of_both_sides_stay(pair) -> None:
    ada, ben = pair
    line = '{{"by": "{0}", "clause": "{0}", "digest": "sha256:{1}", "lang": "en", "on": "2026-11-20", '
    line += '"variant": "standard", "version": 1, "why": "x"}}\n'
    for office, name in ((ada, "ada"), (ben, "ben")):
        office.write(LEDGER, office.read(LEDGER) + line.format(name, name[0] * 64))
        office.git("commit", "-q", "-am", f"Approve {name}")
    ada.clm("sync")
    ben.clm("sync")
    said = [json.loads(each) for each in ben.read(LEDGER).split("\n") if each]
    assert {"ada", "ben"} <= {each["clause"] for each in said}
    assert len(said) == len({json.dumps(each, sort_keys=True) for each in said})
    ada.clm("sync")
    together(*pair)


def test_plain_git_may_have_merged_before(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.draw("Cedar")
    ben.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    ben.clm("sync")
    ada.clm("sync")
    together(*pair)


def test_a_deleted_library_file_and_a_changed_one(pair) -> None:
    ada, ben = pair
    path = "clause_library/notices/fallback-1.md"
    if not (ada.root / path).exists():
        path = next(str(each.relative_to(ada.root)) for each in sorted((ada.root / "clause_library").glob("*/fallback-1.md")))
    (ada.root / path).unlink()
    ada.git("commit", "-q", "-am", "Take a position out")
    ada.clm("sync")
    ben.write(path, ben.read(path) + "\nMore.\n")
    ben.git("commit", "-q", "-am", "Say more")
    ben.clm("sync", code=3)
    assert path in ben.err and "theirs: not there" in ben.read("sync-conflicts.md")
    ben.clm("sync", "--take", "theirs")
    assert not (ben.root / path).exists()


def test_an_interruption_between_renumbering_and_joining(pair, monkeypatch: pytest.MonkeyPatch) -> None:
    from clmctl.cli.dialogues import sharing

    ada, ben = pair
    ada.draw("Birch")
    ada.clm("sync")
    ben.draw("Cedar")

    def stop(*_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sharing, "joining", stop)
        ben.clm("sync", code=130)
    ben.clean()
    assert (ben.root / "contracts/cedar/MSA-2026-0003").is_dir()
    ben.clm("sync")
    assert (ben.root / "contracts/birch/MSA-2026-0002").is_dir() and (ben.root / "contracts/cedar/MSA-2026-0003").is_dir()
    ada.clm("sync")
    together(*pair)


def test_a_broken_file_of_choices_is_named_and_kept(pair) -> None:
    ada, ben = pair
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    ada.clm("sync")
    ben.clm("set", ID, "renewal.notice=P30D", "--why", "y")
    ben.clm("sync", code=3)
    (ben.root / "sync-conflicts.md").write_bytes(b"\xff\xfe\x00")
    ben.clm("sync", code=2)
    assert (ben.root / "sync-conflicts.md").read_bytes() == b"\xff\xfe\x00"
    (ben.root / "sync-conflicts.md").unlink()
    ben.clm("sync", code=3)
    assert "choose:" in ben.read("sync-conflicts.md")


def test_a_branch_of_ones_own_and_a_detached_head(pair) -> None:
    ada, _ = pair
    ada.git("checkout", "-q", "-b", "deal")
    ada.clm("set", ID, "renewal.notice=P90D", "--why", "x")
    assert "origin/deal" in ada.clm("sync")
    ada.git("checkout", "-q", "--detach")
    ada.clm("sync", code=2)
    assert "There is nothing to share with" in ada.err


def test_a_clone_of_an_empty_remote_shares_first(office, tmp_path: Path) -> None:
    office.git("init", "-q", "--bare", "-b", "main", str(tmp_path / "empty.git"))
    office.git("remote", "add", "origin", str(tmp_path / "empty.git"))
    assert "Would share" in office.clm("sync", "--dry-run")
    assert "Shared" in office.clm("sync")
    assert office.git("ls-remote", "origin", "main").split()[0] == office.head()

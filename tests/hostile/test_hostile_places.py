"""Workspaces with odd things in the place of files and of the repository: told in words, never followed, never waited for."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_make import CONTRACT, ID, Ground

CLIENT = "contracts/lark"
READING = (
    *((name,) for name in ("list", "lint", "query", "renewals", "doctor")),
    *((name, ID) for name in ("show", "deadline", "history", "why")),
    ("render", "--check"),
    ("clauses", "list"),
    ("save", "--dry-run", "--why", "x"),
    ("show", ID, "--at", "HEAD"),
)
WRITING = (("set", ID, "owner=legal-lead", "--why", "x"), ("render", ID), ("save", "--why", "x"), ("hooks", "install"))


def replaced(path: str, make: Callable[[Path], object]) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        file = ground.root / path
        file.unlink()
        make(file)

    return act


def _socket(file: Path) -> None:
    here = Path.cwd()
    os.chdir(file.parent)  # the name of a socket has little room
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(file.name)
    finally:
        os.chdir(here)


def _led_out(path: str) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        shutil.move(ground.root / path, ground.root.parent / "outside")
        (ground.root / path).symlink_to(ground.root.parent / "outside")

    return act


def _giant(path: str) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        (ground.root / path).touch()
        os.truncate(ground.root / path, 5 << 30)

    return act


def _names(*names: bytes) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        for name in names:
            folder = os.fsencode(ground.root) + b"/contracts/" + name
            Path(os.fsdecode(folder)).mkdir(parents=True)
            Path(os.fsdecode(folder + b"/contract.md")).write_bytes(ground.read(CONTRACT).replace(ID.encode(), b"A-1"))

    return act


def _behind_a_repository(ground: Ground) -> None:
    (ground.root / CLIENT / ID / ".git").mkdir()


def _git(*arguments: str) -> Callable[[Ground], object]:
    return lambda ground: subprocess.run(("git", *arguments), cwd=ground.root, env=ground.env, capture_output=True, check=False)


def _clash(how: str) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        text = ground.read(CONTRACT)
        for branch, notice in (("other", b"P61D"), ("main", b"P62D")):
            ground.git("checkout", "-q", *(("-b",) if branch == "other" else ()), branch)
            ground.put(CONTRACT, text.replace(b"notice: P60D", b"notice: " + notice))
            ground.git("commit", "-qam", branch)
        _git(how, "other")(ground)

    return act


def _in_git(path: str, data: bytes | None) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        file = ground.root / ".git" / path
        file.unlink(missing_ok=True)
        if data is not None:
            file.write_bytes(data)

    return act


def _without(*names: str) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        for name in [name for name in ground.env if name.startswith(names)]:
            del ground.env[name]

    return act


def _elsewhere(*arguments: str) -> Callable[[Ground], object]:
    def act(ground: Ground) -> None:
        subprocess.run(("git", *arguments), cwd=ground.root, env=ground.env, capture_output=True, check=True)
        ground.root = ground.root.parent / "second"

    return act


def _garbage(path: str, data: bytes) -> Callable[[Ground], object]:
    return lambda ground: ground.put(path, data)


DOCX = f"{CLIENT}/{ID}/contract.docx"
#: What is odd -> words that some command must say of it (empty: it is no trouble at all).
ODD: dict[str, tuple[Callable[[Ground], object], str]] = {
    "contract-link": (replaced(CONTRACT, lambda file: file.symlink_to("/etc/passwd")), "symbolic link"),
    "contract-loop": (replaced(CONTRACT, lambda file: file.symlink_to(file.name)), "symbolic link"),
    "contract-pipe": (replaced(CONTRACT, os.mkfifo), "not a plain file"),
    "contract-socket": (replaced(CONTRACT, _socket), "not a plain file"),
    "contract-folder": (replaced(CONTRACT, Path.mkdir), "is a folder now"),
    "contract-giant": (_giant(CONTRACT), "larger than 64 MB"),
    "client-led-out": (_led_out(CLIENT), "is a link"),
    "contracts-led-out": (_led_out("contracts"), "is a link"),
    "links-in-circles": (lambda ground: (ground.root / "contracts" / "up").symlink_to(".."), "is a link"),
    "pipes": (lambda ground: os.mkfifo(ground.root / "clause_library" / "x.md"), "is a link, a pipe"),
    "word-file-device": (replaced(DOCX, lambda file: file.symlink_to("/dev/zero")), "symbolic link"),
    "word-file-pipe": (replaced(DOCX, os.mkfifo), "not a plain file"),
    "word-file-folder": (replaced(DOCX, Path.mkdir), "is a folder now"),
    "settings-pipe": (replaced("clmctl.yaml", os.mkfifo), "no clmctl.yaml"),
    "settings-giant": (_giant("clmctl.yaml"), "larger than 64 MB"),
    "library-giant": (_giant("clause_library/termination/standard.md"), "larger than 64 MB"),
    "client-giant": (_giant(f"{CLIENT}/client.yaml"), "larger than 64 MB"),
    "scan-giant": (_giant(f"{CLIENT}/{ID}/scan.pdf"), "larger than 64 MB"),
    "behind-a-repository": (_behind_a_repository, "a repository of its own"),
    "device-names": (_names(b"con/A-1"), "name of a device"),
    "dash-names": (_names(b"-rf/A-1", b"lark/--output=x"), "begins with"),
    "twins": (_names("café/A-1".encode(), "cafe\u0301/A-1".encode()), "twin"),
    "turned-names": (_names("a\u202eb/A-1".encode(), b"a\x1b[31mb/A-1", b"a\nb/A-1"), "invisible character"),
    "names-of-no-text": (_names(b"\xff\xfe/A-1"), "invisible character"),
    "records": (_garbage(f"{CLIENT}/{ID}/record/terms.jsonl", b"\xff{{{\n" + b"[" * 50_000), "terms.jsonl"),
    "counter": (_garbage(".clm/numbers.yaml", b"msa: many\n"), "numbers.yaml"),
    "ledger": (_garbage("clause_library/ledger.jsonl", b"\xff\0{{{\nnull\n" + b"[" * 50_000), "ledger.jsonl:1"),
    "calendar": (_garbage(".clm/calendars/england.json", b"[" * 100_000), "england.json"),
    "style": (_garbage("templates/customer-agreement/style.docx", b"PK\3\4garbage"), "style.docx"),
    "no-repository": (lambda ground: shutil.rmtree(ground.root / ".git"), "not in a git repository"),
    "empty-repository": (
        lambda ground: (shutil.rmtree(ground.root / ".git"), ground.git("init", "-q")),
        "Nothing is recorded",
    ),
    "bare": (_git("config", "core.bare", "true"), "bare repository"),
    "second-tree": (_elsewhere("worktree", "add", "-q", "../second"), ""),
    "shallow": (_elsewhere("clone", "-q", "--depth", "1", "file://.", "../second"), ""),
    "detached": (_git("checkout", "-q", "--detach"), ""),
    "merging": (_clash("merge"), "middle of a merge"),
    "rebasing": (_clash("rebase"), "middle of a rebase"),
    "head-garbage": (_in_git("HEAD", b"\x1b[31mgarbage\n"), "not a git repository"),
    "config-garbage": (_in_git("config", b"[core\n\x1b[31m"), "bad config line"),
    "index-garbage": (_in_git("index", b"garbage"), "index is damaged"),
    "index-gone": (_in_git("index", None), ""),
    "index-locked": (_in_git("index.lock", b""), "index.lock"),
    "nobody": (_without("GIT_AUTHOR", "GIT_COMMITTER"), "not known who you are"),
    "no-home": (_without("HOME", "XDG"), ""),
}
USUAL = ("contract-link", "contract-pipe", "contract-giant", "client-led-out", "behind-a-repository", "turned-names", "records")
USUAL_TOO = ("word-file-folder", "index-garbage", "empty-repository", "merging")


@pytest.mark.parametrize(
    "name", [name if name in (*USUAL, *USUAL_TOO) else pytest.param(name, marks=pytest.mark.slow) for name in ODD]
)
def test_odd_places(tmp_path, name: str) -> None:
    ground = Ground(tmp_path)
    make, words = ODD[name]
    if name == "shallow":
        make = _elsewhere("clone", "-q", "--depth", "1", f"file://{ground.root}", "../second")
    make(ground)
    shut_out = {each: each.read_bytes() for each in (tmp_path / "outside").rglob("*") if each.is_file()}
    before = ground.bytes() if "giant" not in name else {}
    done = ground.calls(*READING, seconds=120)
    assert not (wrong := ground_complaints(READING, done)), "\n\n".join(wrong)
    if words:
        assert any(words in each.text + each.told for each in done), [each.told for each in done]
    if before:
        assert ground.bytes() == before
    written = ground.calls(*WRITING, seconds=120)
    assert not (wrong := ground_complaints(WRITING, written)), "\n\n".join(wrong)
    assert {each: each.read_bytes() for each in shut_out} == shut_out


def ground_complaints(calls, done) -> list[str]:
    from hostile_make import complaint

    return [told for call, each in zip(calls, done, strict=True) if (told := complaint(call, each))]


def test_a_contract_out_of_sight_is_never_saved_as_gone(tmp_path) -> None:
    ground = Ground(tmp_path)
    _behind_a_repository(ground)
    assert "Nothing was edited" in ground.run("save", "--why", "x").told
    assert ID in ground.git("ls-tree", "-r", "--name-only", "HEAD")


def test_one_unreadable_contract_keeps_no_other_from_being_linted(tmp_path) -> None:
    ground = Ground(tmp_path)
    _names(b"lark/A-1")(ground)
    (ground.root / CONTRACT).unlink()
    os.mkfifo(ground.root / CONTRACT)
    done = ground.run("lint")
    assert done.code == 1 and f"{CONTRACT}: SX006" in done.text and "2 contracts checked" in done.told


def test_a_root_that_is_not_there_is_no_other_workspace(tmp_path) -> None:
    ground = Ground(tmp_path)
    done = ground.run("--root", "typo", "list")
    assert done.code == 2 and "no folder typo" in done.told

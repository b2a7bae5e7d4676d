"""Full, read-only and size-limited disks: old files byte-identical, a clear error, and all well once there is room."""

import os
import shutil
import subprocess
import sys

import pytest

from clmctl.errors import ClmError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store import objects, opening, recover, revisions, worktree, write

WHEN = "2026-11-22T10:00:00+00:00"
ME = Actor("W", "w@example.com", "editor")


def _put(repo, contents):
    return write.commit(repo, Plan("edit", "x", tuple(Write(path, data) for path, data in contents.items())), ME, WHEN)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1.5 MB of its own."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(("mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)), capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(("umount", "-l", str(place)), check=False)


def test_a_full_disk_loses_nothing(field, small_disk):
    repo = opening.init_repository(small_disk / "work")
    old = os.urandom(30_000)
    _put(repo, {"contracts/a/A-1/contract.md": old})
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as opened:
        try:
            while True:
                opened.write(bytes(4096))
        except OSError:
            pass
    left = 0
    fresh = {"contracts/a/A-1/contract.md": os.urandom(30_000), "contracts/b/B-1/contract.md": os.urandom(9_000)}
    for _ in range(60):
        with filler.open("r+b") as opened:
            opened.truncate(max(0, opened.seek(0, 2) - 12_000))
        try:
            done = _put(repo, fresh)
        except ClmError as problem:
            left += 1
            assert problem.exit_code == 4
            assert (small_disk / "work/contracts/a/A-1/contract.md").read_bytes() == old
            assert not (small_disk / "work/contracts/b").exists()
            assert objects.file_at(repo, revisions.head(repo), "contracts/a/A-1/contract.md") == old
            assert list((small_disk / "work").rglob(".clm-*")) == []
        else:
            assert done.commit
            break
    else:
        raise AssertionError("it never found room")
    assert left
    assert (
        subprocess.run(("git", "fsck", "--strict", "--no-dangling"), cwd=repo.root, capture_output=True, check=False).stdout
        == b""
    )
    assert worktree.edits(repo) == ()


def test_a_disk_that_fills_up_under_many_files_loses_nothing(field, small_disk):
    repo = opening.init_repository(small_disk / "work")
    _put(repo, {"contracts/a/A-1/contract.md": b"old\n"})
    many = {f"contracts/b/B-{number}/contract.md": os.urandom(3_000) for number in range(100)}
    filler = small_disk / "filler"
    filler.write_bytes(bytes(700_000))
    failed = 0
    while filler.stat().st_size:
        try:
            assert _put(repo, many).commit
            break
        except ClmError as problem:
            failed += 1
            assert problem.exit_code == 4
            assert not (small_disk / "work/contracts/b").exists()
            assert list((small_disk / "work").rglob(".clm-*")) == []
            assert list((small_disk / "work/.git/objects").glob("tmp_objdir*")) == []
        os.truncate(filler, max(0, filler.stat().st_size - 50_000))
    assert failed
    assert objects.file_at(repo, revisions.head(repo), "contracts/b/B-99/contract.md") == many["contracts/b/B-99/contract.md"]
    fsck = subprocess.run(("git", "fsck", "--strict", "--no-dangling"), cwd=repo.root, capture_output=True, check=False)
    assert fsck.stdout == b""
    assert worktree.edits(repo) == ()


READER = """
import sys
from pathlib import Path
from clmctl.errors import ClmError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store import history, objects, opening, recover, revisions, worktree, write

repo = opening.open_repository(Path(sys.argv[1]))
recover.heal(repo)
print(objects.file_at(repo, revisions.head(repo), "contracts/a/A-1/contract.md"), worktree.edits(repo))
print(len(history.commits(repo, revisions.head(repo))))
try:
    write.commit(repo, Plan("edit", "x", (Write("a.txt", b"x"),)), Actor("W", "w@example.com", "editor"), "2026-11-22T10:00:00Z")
except ClmError as problem:
    print(problem.exit_code)
"""


#: Makes root a user like any other to a folder's rights.
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")


def _read(root, before=()):
    return subprocess.run((*before, sys.executable, "-c", READER, str(root)), capture_output=True, text=True, check=False)


def test_a_read_only_disk_is_read_and_said_so(field, small_disk):
    repo = opening.init_repository(small_disk / "work")
    _put(repo, {"clmctl.yaml": b"a: 1\n", "contracts/a/A-1/contract.md": b"old\n"})
    subprocess.run(("mount", "-o", "remount,ro", str(small_disk)), check=True)
    done = _read(small_disk / "work")
    assert done.stderr == ""
    assert done.stdout == "b'old\\n' ()\n1\n4\n"


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which(BOUND[0]) is None, reason="root is let through everything")
def test_a_folder_without_rights_is_read_and_said_so(field):
    for each in (*field.root.rglob("*"), field.root):
        each.chmod(0o555 if each.is_dir() else 0o444)
    try:
        done = _read(field.root, BOUND if os.geteuid() == 0 else ())
    finally:
        field.root.chmod(0o755)
        for each in field.root.rglob("*"):
            each.chmod(0o755 if each.is_dir() else 0o644)
    assert done.stderr == ""
    assert done.stdout == "b'old\\n' ()\n1\n4\n"


def test_a_limit_on_file_size_kills_nobody_and_loses_nothing(field):
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from clmctl.errors import ClmError\n"
        "from clmctl.model.person import Actor\n"
        "from clmctl.model.plan import Plan, Write\n"
        "from clmctl.store import opening, write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "repo = opening.open_repository(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "try:\n"
        "    write.commit(repo, Plan('edit', 'x', (Write('contracts/a/A-1/contract.md', b'y' * 50000),)),\n"
        "                 Actor('W', 'w@example.com', 'editor'), '2026-11-22T10:00:00Z')\n"
        "except ClmError as problem:\n"
        "    print(problem.exit_code, problem.message)\n"
    )
    done = subprocess.run((sys.executable, "-c", script, str(field.root)), capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("4 ")
    assert field.file_value("contracts/a/A-1/contract.md") == "old\n"
    assert field.git("status", "--porcelain") == ""
    assert field.leftovers() == []
    assert recover.heal(field.repo) == ()

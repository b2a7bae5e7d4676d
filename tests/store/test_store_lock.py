"""The lock names its holder, waits for the living, clears the dead and respects git's own."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from clmctl.errors import Conflict
from clmctl.store import journal, lock, objects, recover
from clmctl.store.lock import Lock, holder_of, standing_lock

CONTRACT = "contracts/acme/MSA-2026-0001/contract.md"


def place(ground):
    return Path(ground.repo.git_dir, "index.lock")


def write_lock(ground, **changed):
    """A lock as a process that is gone left it, with marks of one's choice."""
    mine = lock._myself("0" * 12)
    gone = subprocess.Popen((sys.executable, "-c", "pass"))
    gone.wait()
    holder = replace(mine, pid=gone.pid, start="1", **changed)
    place(ground).write_text(json.dumps({"clmctl": 1} | asdict(holder)) + "\n")


def test_a_held_lock_names_its_holder_and_makes_others_wait(ground):
    with Lock(ground.repo):
        holder = holder_of(place(ground))
        assert holder is not None
        assert holder.pid == os.getpid()
        assert str(os.getpid()) in standing_lock(ground.repo)
        with pytest.raises(Conflict, match=f"process {os.getpid()}"), Lock(ground.repo, patience=0.1):
            pass
        done = subprocess.run(("git", "add", "-A"), cwd=ground.root, capture_output=True, check=False)
        assert b"index.lock" in done.stderr
    assert not place(ground).exists()
    assert standing_lock(ground.repo) == ""


def test_who_waits_gets_it_when_it_is_free(ground):
    got = threading.Event()

    def other():
        with Lock(ground.repo, patience=5):
            got.set()

    with Lock(ground.repo):
        waiting = threading.Thread(target=other)
        waiting.start()
        time.sleep(0.1)
        assert not got.is_set()
    waiting.join()
    assert got.is_set()
    ground.no_leftovers()


def test_a_dead_holders_lock_is_cleared(ground):
    write_lock(ground)
    assert recover.heal(ground.repo) == ("A lock left by an interrupted command was removed.",)
    assert not place(ground).exists()
    write_lock(ground, boot="an earlier boot")
    ground.do({"a.txt": b"1"})
    ground.sound()


def test_what_cannot_be_proved_dead_is_left(ground):
    write_lock(ground, boot="another kernel", host="another-host")
    with pytest.raises(Conflict, match="another-host"):
        ground.do({"a.txt": b"1"}, patience=0.1)
    assert place(ground).exists()
    place(ground).unlink()
    write_lock(ground)
    with place(ground).open("rb") as opened:  # somebody still holds the kernel's lock: a child of the dead, say
        import fcntl

        fcntl.flock(opened, fcntl.LOCK_EX)
        with pytest.raises(Conflict):
            ground.do({"a.txt": b"1"}, patience=0.1)
    ground.do({"a.txt": b"1"})


@pytest.mark.parametrize("content", [b"", b"DIRC\0\0\0\2", b"{}", b'{"clmctl": 1}', b"[" * 4000, b'{"clmctl": 1, "pid": "x"}'])
def test_gits_own_lock_is_respected(ground, content):
    place(ground).write_bytes(content)
    assert recover.heal(ground.repo) == ()
    with pytest.raises(Conflict, match="another git command"):
        ground.do({"a.txt": b"1"}, patience=0.1)
    assert place(ground).read_bytes() == content
    assert "another git command" in standing_lock(ground.repo)
    assert objects.file_at(ground.repo, ground.git("rev-parse", "HEAD").strip(), "clmctl.yaml")


def test_a_journal_that_cannot_be_read_is_put_aside(ground):
    journal.path_of(ground.repo).parent.mkdir(exist_ok=True)
    journal.path_of(ground.repo).write_bytes(b"{ not one")
    (note,) = recover.heal(ground.repo)
    assert "put aside" in note
    journal.path_of(ground.repo).with_name("journal.unreadable").unlink()
    ground.do({"a.txt": b"1"})
    ground.sound()


def test_leftovers_are_swept_by_doctor(ground):
    ground.do({CONTRACT: b"1\n"})
    ground.put("contracts/acme/.clm-0123456789ab-3.tmp", b"half")
    Path(ground.repo.git_dir, "clm", "index-dead").write_bytes(b"x")
    Path(ground.repo.common_dir, "objects", "tmp_objdir-clm-dead").mkdir()
    removed = recover.sweep_leftovers(ground.repo)
    assert removed == ("contracts/acme/.clm-0123456789ab-3.tmp", "tmp_objdir-clm-dead")
    ground.sound()


def test_a_branch_changed_after_a_kill_keeps_its_own_files(ground, monkeypatch):
    ground.do({CONTRACT: b"old\n"})
    ground.git("branch", "other")
    script = (
        "import sys; from pathlib import Path\n"
        "from clmctl.model.person import Actor; from clmctl.model.plan import Plan, Write\n"
        "from clmctl.store import opening, write\n"
        f"plan = Plan('edit', 'x', (Write('{CONTRACT}', b'new\\n'),))\n"
        "me = Actor('A', 'a@example.com', 'editor')\n"
        "write.commit(opening.open_repository(Path(sys.argv[1])), plan, me, '2026-11-22T10:00:00Z')\n"
    )
    env = {**os.environ, "CLMCTL_FAULT": "head-moved:1"}
    subprocess.run((sys.executable, "-c", script, str(ground.root)), env=env, check=False)
    place(ground).unlink()
    ground.git("checkout", "-q", "-f", "other")
    (note,) = recover.heal(ground.repo)
    assert "another branch" in note
    assert (ground.root / CONTRACT).read_bytes() == b"old\n"
    ground.git("checkout", "-q", "main")
    assert (ground.root / CONTRACT).read_bytes() == b"new\n"
    ground.sound()

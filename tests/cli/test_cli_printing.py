"""Printing that is ended half way, as by a job that is cancelled: nothing goes on behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_make import Office

HANGS = '#!/bin/sh\nsleep 600 &\necho $! > "{told}.part"\nmv "{told}.part" "{told}"\nwait\n'


def is_gone(pid: int) -> bool:
    """Whether a process is at an end, waited for or not."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads what runs from /proc")
def test_a_printing_that_is_ended_leaves_no_process_and_no_folder(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rooms, told, fake = tmp_path / "rooms", tmp_path / "told", tmp_path / "soffice"
    rooms.mkdir()
    fake.write_text(HANGS.format(told=told))
    fake.chmod(0o755)
    running = subprocess.Popen(
        [sys.executable, "-m", "clmctl", "render", "--pdf", "--all", "--workers", "1", "-o", str(tmp_path / "pdfs")],
        cwd=office.root,
        env={**office.env, "CLMCTL_SOFFICE": str(fake), "TMPDIR": str(rooms)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for _ in range(1200):
        if told.exists() or running.poll() is not None:
            break
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGTERM)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert out == b""
    assert is_gone(int(told.read_text()))
    assert [*rooms.iterdir()] == []

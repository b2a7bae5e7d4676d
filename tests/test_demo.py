"""The main job as the first set-up command runs it: in a fresh clone of the project, by somebody git does not know yet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_main_job_runs_in_a_fresh_clone(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this folder is no git repository")
    clone, home = tmp_path / "clmctl", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    recipe = (ROOT / "Makefile").read_text("utf-8").split("\ndemo:", 1)[1].split("\n\n", 1)[0]
    assert recipe.endswith("sh tests/demo.sh $(DEMO)")
    assert "\nDEMO   := .demo\n" in (ROOT / "Makefile").read_text("utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLMCTL_", "GIT_", "XDG_"))}
    environment = {**kept, "HOME": str(home), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "tests/demo.sh", ".demo"], cwd=clone, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("/contract.docx"), done.stdout
    assert subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=True).stdout == b""

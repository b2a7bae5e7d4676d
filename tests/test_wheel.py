"""The wheel is whole: installed in an empty environment it makes a workspace and draws a clean contract."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
ANSWERS = (
    "customer=Lark Publishing Ltd",
    "parties.customer.address=6 Mill Lane, Oxford",
    "parties.customer.email=legal@lark.example",
    "dates.effective=2027-01-01",
)


def run(*words: str | Path, cwd: Path) -> str:
    env = {**os.environ, "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "CLMCTL_AS_OF": "2026-11-22"}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_wheel_in_an_empty_environment_does_the_main_job(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, ROOT, cwd=tmp_path)
    wheel = next(tmp_path.glob("clmctl-*.whl"))
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    clmctl = tmp_path / "empty" / "bin" / "clmctl"
    run(clmctl, "init", "w", cwd=tmp_path)
    sets = [word for answer in ANSWERS for word in ("--set", answer)]
    run(clmctl, "new", "customer-agreement", "--no-input", *sets, cwd=tmp_path / "w")
    run(clmctl, "lint", "--fail-on", "warning", cwd=tmp_path / "w")
    assert "MSA-2026-0001" in run(clmctl, "query", "stage = draft", cwd=tmp_path / "w")
    assert list((tmp_path / "w" / "contracts").rglob("contract.docx"))

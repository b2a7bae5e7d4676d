"""The fences are tests: floors, style, types."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports", "--no-cache"],
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--cache-dir=/dev/null"],
    ],
    ids=["floors", "ruff", "format", "mypy"],
)
def test_the_fences_hold(command: list[str]) -> None:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_fit_in_the_head() -> None:
    long = {str(path): lines for path in (ROOT / "clmctl").rglob("*.py") if (lines := path.read_text("utf-8").count("\n")) > 400}
    assert not long


def test_values_are_made_in_one_way() -> None:
    files = (ROOT / "clmctl").rglob("*.py")
    other = [str(path) for path in files if "\n@dataclass(frozen=True, slots=True" in path.read_text("utf-8")]
    assert other == [], "clmctl.model.frozen makes them, at a small part of what a start would cost"

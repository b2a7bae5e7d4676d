"""Versions of published agreements: a redline from one to the next is received, and the text says what the next one says."""

import random
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from receive_make import arrived, contract, redlined

from clmctl.text.blocks import blocks
from clmctl.text.printing import plain


def versions(bundle: Path, folder: Path, name: str) -> list[tuple[str, str]]:
    """Each version of a file with the next, those that differ."""
    subprocess.run(("git", "clone", "-q", "--bare", str(bundle), str(folder)), check=True, capture_output=True)

    def git(*words: str) -> str:
        return subprocess.run(("git", "-C", str(folder), *words), check=True, capture_output=True, text=True).stdout

    texts: list[str] = []
    for commit in reversed(git("log", "--format=%H", "--", name).split()):
        text = git("show", f"{commit}:{name}")
        if len(text) > 1_500 and (not texts or texts[-1] != text):
            texts.append(text)
    return list(pairwise(texts))


def says(text: str) -> str:
    found = contract(text)
    return " ".join(plain(found, blocks(found.text)).replace("“", '"').replace("”", '"').replace("’", "'").split())


@pytest.mark.parametrize(
    ("bundle", "name", "count"),
    [
        ("CommonPaper+CSA", "CSA.md", 3),
        ("github+balanced-employee-ip-agreement", "Balanced_Employee_IP_Agreement.md", 3),
        pytest.param("CommonPaper+CSA", "CSA.md", 40, marks=pytest.mark.slow),
        pytest.param("github+balanced-employee-ip-agreement", "Balanced_Employee_IP_Agreement.md", 60, marks=pytest.mark.slow),
    ],
)
def test_the_next_version_arrives(test_data: Path, tmp_path: Path, bundle: str, name: str, count: int) -> None:
    pairs = versions(test_data / "data" / "history-bundles" / "dev" / f"{bundle}.bundle", tmp_path / "bare", name)
    random.Random(7).shuffle(pairs)
    for old, new in pairs[:count]:
        sent, then = contract(old), contract(new)
        came, text = arrived(sent, redlined(sent, then))
        assert says(text) == says(new)
        assert not [step for step in came.steps if step.how == "silent" or any(hunk.how == "silent" for hunk in step.hunks)]

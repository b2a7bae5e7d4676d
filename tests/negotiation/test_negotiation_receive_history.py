"""Versions of published agreements: a redline from one to the next is received, and the text says what the next one says."""

import random
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from receive_make import arrived, contract, redlined

from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.printed import plain


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


CSA, IP = ("CommonPaper+CSA", "CSA.md"), ("github+balanced-employee-ip-agreement", "Balanced_Employee_IP_Agreement.md")


@pytest.mark.parametrize(
    ("where", "sample"),
    [
        (CSA, (3, 1.0)),
        (IP, (3, 1.0)),
        pytest.param(CSA, (60, 1.0), marks=pytest.mark.slow),
        pytest.param(IP, (80, 0.98), marks=pytest.mark.slow),
    ],
)
def test_the_next_version_arrives(
    test_data: Path, tmp_path: Path, where: tuple[str, str], sample: tuple[int, float], record_property
) -> None:
    (bundle, name), (count, least) = where, sample
    pairs = versions(test_data / "data" / "history-bundles" / "dev" / f"{bundle}.bundle", tmp_path / "bare", name)
    random.Random(7).shuffle(pairs)
    same = 0
    for old, new in pairs[:count]:
        sent, then = contract(old), contract(new)
        came, text = arrived(sent, redlined(sent, then))
        same += says(text) == says(new)
        assert not [step for step in came.steps if step.how == "silent" or any(hunk.how == "silent" for hunk in step.hunks)]
    tried = len(pairs[:count])
    record_property("the text says what the next version says", f"{same} of {tried}")
    assert same >= least * tried

"""Consecutive versions of real published agreements, imported as contracts, rendered and redlined: every one of them true."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from redline_make import FRONT, contract
from test_redline_laws import DAY, docx, said
from test_redline_model import marked, redlined

from clmctl.errors import Unreadable
from clmctl.intake.paper.arriving import decoded
from clmctl.intake.paper.markdown import paper_of_markdown
from clmctl.intake.paper.outline import outline
from clmctl.intake.paper.writing import written
from clmctl.model.contract import Contract
from clmctl.redline.authorship import Author, Version, credit
from clmctl.redline.compare import compare_contracts
from clmctl.redline.table import rows_of
from clmctl.word.check import problems_of
from clmctl.word.comparing.compare import compare
from clmctl.word.comparing.crediting import credited, words
from clmctl.word.package import unpack

BUNDLES = "data/history-bundles/dev"
NO_AGREEMENTS = ("README", "CONTRIBUTING", "CODE_OF_CONDUCT", "PULL_REQUEST", "ISSUE_TEMPLATE", "LICENSE")


def git(folder: Path, *words_: str) -> str:
    return subprocess.run(("git", *words_), cwd=folder, capture_output=True, check=True).stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def repositories(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("histories")
    bundles = sorted((test_data / BUNDLES).glob("*.bundle"))
    assert bundles
    for bundle in bundles:
        git(folder, "clone", "-q", "--bare", str(bundle), bundle.stem)
    return [folder / bundle.stem for bundle in bundles]


def agreements(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """(path, commits that changed it, oldest first) of every agreement with more than one version."""
    for path in git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0"):
        if not path.endswith(".md") or any(word in path for word in NO_AGREEMENTS):
            continue
        commits = git(folder, "log", "--first-parent", "--reverse", "--format=%H", "--", path).split()
        if len(commits) > 1:
            yield path, commits


def imported(folder: Path, commit: str, path: str) -> Contract | None:
    """A version as a contract; None where the file was not there or holds no text."""
    shown = subprocess.run(("git", "show", f"{commit}:{path}"), cwd=folder, capture_output=True, check=False)
    if shown.returncode or not shown.stdout.strip():
        return None
    try:
        text = written(outline(paper_of_markdown(path, decoded(path, shown.stdout)))).text
    except Unreadable:
        return None
    return contract(text, FRONT.replace("stage:", "paper: third-party\nstage:"))


def hold(folder: Path, path: str, commits: list[str]) -> int:
    """Redlines each version against the one before; how many were."""
    states = [state for commit in commits if (state := imported(folder, commit, path)) is not None]
    files = [docx(state) for state in states]
    for n in range(1, len(states)):
        made = compare(files[n - 1], files[n], author="Ann", date=DAY)
        where = f"{folder.name} {path} {commits[n][:10]}"
        assert said(made.docx) == said(files[n]), where
        assert said(made.docx, "original") == said(files[n - 1]), where
        assert list(problems_of(unpack(made.docx))) == [], where
        from_texts = redlined(states[n - 1], states[n]).docx
        assert said(from_texts) == said(files[n]), where
        assert said(from_texts, "original") == said(files[n - 1]), where
        assert list(problems_of(unpack(from_texts))) == [], where
        assert marked(from_texts) <= 1.1 * marked(made.docx) + 20, where
        found = compare_contracts(states[n - 1], states[n])
        if states[n - 1].text == states[n].text:
            assert made.changes == 0
            assert found.empty
        rows_of(found)
    if len(files) > 2:
        versions = [
            Version(words(data), (n - 1,) if n else (), Author(f"v{n}", DAY) if n else None) for n, data in enumerate(files)
        ]
        whose = credit(versions)
        plain = compare(files[0], files[-1], author="Nobody", date=DAY).docx
        made_all = credited(plain, old=versions[0].text, new=versions[-1].text, came=whose.came, went=whose.went)
        assert said(made_all) == said(files[-1])
        assert said(made_all, "original") == said(files[0])
    return max(0, len(states) - 1)


def test_a_sample_of_every_history_is_true(repositories: list[Path]) -> None:
    for folder in repositories:
        path, commits = max(agreements(folder), key=lambda each: len(each[1]))
        assert hold(folder, path, commits[-4:] if len(commits) > 4 else commits), path


@pytest.mark.slow
def test_every_version_of_every_agreement_is_true(repositories: list[Path]) -> None:
    held = sum(hold(folder, path, commits) for folder in repositories for path, commits in agreements(folder))
    assert held > 400

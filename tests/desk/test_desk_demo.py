"""The demo: believable, complete, and the same for the same day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from clmctl.desk.asking import Asked, ask
from clmctl.desk.demo import fill
from clmctl.desk.linting import Scope, lint
from clmctl.desk.opening import Desk
from clmctl.model.contract import SIGNED
from clmctl.store.git import Repository
from clmctl.store.opening import init_repository
from clmctl.store.revisions import head

DAY = date(2026, 11, 22)


def made(folder: Path, day: date) -> Repository:
    repo = init_repository(folder)
    fill(repo, day, lambda what, done, total: None)
    return repo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(made(tmp_path_factory.mktemp("demo"), DAY), DAY)


def test_a_dozen_contracts_in_several_stages(demo: Desk) -> None:
    rows = ask(demo, Asked("", ("id", "stage", "term_end"))).rows
    stages = [str(stage) for _, stage, _ in rows]
    assert len(rows) >= 12
    assert len([stage for stage in stages if stage not in SIGNED]) >= 4
    assert len(set(stages)) >= 5
    soon = (DAY + timedelta(days=400)).isoformat()
    ends = [str(end) for _, stage, end in rows if stage == "executed" and end]
    assert len([end for end in ends if DAY.isoformat() <= end <= soon]) >= 4


def test_every_interesting_status_is_there(demo: Desk) -> None:
    found = {row[0] for row in ask(demo, Asked("", ("status",))).rows}
    assert found >= {"not-effective", "active", "notice-window", "notice-missed", "expiring", "to-renew", "evergreen"}


def test_its_language_is_approved_and_every_change_says_why(demo: Desk) -> None:
    found = lint(demo, Scope()).findings
    assert [f for f in found if f.severity == "error"] == []
    assert {f.code for f in found} == {"CL102"}


def test_the_same_day_gives_the_same_commits(demo: Desk, tmp_path: Path) -> None:
    assert head(made(tmp_path, DAY)) == head(demo.repo)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2030, 1, 31)], ids=str)
def test_any_day_will_do(tmp_path: Path, day: date) -> None:
    desk = Desk(made(tmp_path, day), day)
    assert len(desk.index.ids()) >= 12
    assert [f for f in lint(desk, Scope()).findings if f.severity == "error"] == []

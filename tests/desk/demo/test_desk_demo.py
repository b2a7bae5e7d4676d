"""The demo: believable, complete, and the same for the same day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from transcript import DAY, prepared

from clmctl.desk.asking.past import turns_of
from clmctl.desk.asking.questions import Asked, ask, due
from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.demo.filling import fill
from clmctl.desk.opening import Desk
from clmctl.model.contract import SIGNED, STAGES
from clmctl.model.plan import Plan
from clmctl.store import chronicle
from clmctl.store.git import Repository, run
from clmctl.store.history import commits
from clmctl.store.opening import init_repository, open_repository
from clmctl.store.revisions import head

TODAY = date.fromisoformat(DAY)


def made(folder: Path, day: date) -> Repository:
    repo = init_repository(folder)
    fill(repo, day, lambda what, done, total: None)
    return repo


@pytest.fixture(scope="module")
def demo() -> Desk:
    """The demo that the transcripts begin in, made once in a session."""
    return Desk(open_repository(prepared("demo") / "demo"), TODAY)


def test_forty_contracts_of_a_dozen_clients_at_every_stage(demo: Desk) -> None:
    rows = ask(demo, Asked("", ("stage", "client", "type", "template", "term_end"))).rows
    assert 38 <= len(rows) <= 45
    stages = [str(row[0]) for row in rows]
    assert set(stages) == set(STAGES)
    assert len([stage for stage in stages if stage not in SIGNED]) >= 4
    assert len({row[1] for row in rows}) >= 12
    assert {row[3] for row in rows} - {None} == {name for name in demo.library.templates if name != "workspace"}
    soon = (TODAY + timedelta(days=400)).isoformat()
    ends = [str(row[4]) for row in rows if row[0] == "executed" and row[4]]
    assert len([end for end in ends if TODAY.isoformat() <= end <= soon]) >= 10


def test_every_interesting_status_is_there(demo: Desk) -> None:
    found = {row[0] for row in ask(demo, Asked("", ("status",))).rows}
    assert found >= {
        "not-effective", "active", "notice-window", "notice-missed", "expiring", "to-renew", "evergreen", "expired",
        "terminated", "superseded", "unknown",
    }  # fmt: skip
    assert len(due(demo, 120).rows) >= 8


def test_lint_shows_what_the_demo_means_to_show(demo: Desk) -> None:
    found = lint(demo, Scope()).findings
    errors = {(f.code, f.place.path.split("/")[1]) for f in found if f.severity == "error" and not f.suppressed}
    assert errors == {("CL101", "alder-clinics"), ("CL108", "alder-clinics")}
    assert {f.code for f in found if f.severity != "error"} == {"CL102", "CL104"}
    assert [f.code for f in found if f.suppressed] == ["CL101"]


def test_every_change_says_why(demo: Desk) -> None:
    first = commits(demo.repo, demo.head)[-1].id
    assert [f for f in lint(demo, Scope(since=first)).findings if f.code.startswith("CM")] == []
    turns = [turn for contract in demo.ids() for turn in turns_of(demo, contract)]
    assert all(turn.reason for turn in turns if turn.action != "render")
    assert {turn.side for turn in turns} >= {"us", "them"}
    assert [turn for turn in turns if turn.traded_for and turn.asked_by]
    assert {turn.email.partition("@")[2] for turn in turns} == {"example.org"}
    assert not [turn for turn in turns if date.fromisoformat(turn.date[:10]).weekday() > 4]


def test_contracts_are_tied_to_each_other(demo: Desk) -> None:
    ties = {relation.type: relation.id for name in demo.ids() for relation in demo.contract(name).relations}
    assert set(ties) == {"sow-of", "schedule-of", "references", "amends", "supersedes", "renewal-of"}
    assert set(ties.values()) <= set(demo.ids())


def test_one_paper_of_others_is_reviewed_and_one_is_not(demo: Desk) -> None:
    papers = [demo.contract(str(row[0])) for row in ask(demo, Asked("paper = third-party", ("id",), ("id",))).rows]
    assert [bool(paper.cites) for paper in papers] == [True, False]


def test_what_lies_there_is_what_is_recorded(demo: Desk) -> None:
    assert demo.index.differing(demo.head) == ()
    assert run(demo.repo, "for-each-ref", "--format=%(refname)") == b"refs/heads/main\n"


def test_the_same_day_gives_the_same_commits(demo: Desk, tmp_path: Path) -> None:
    assert head(made(tmp_path, TODAY)) == head(demo.repo)


@pytest.mark.parametrize("day", [date(2024, 2, 29), pytest.param(date(2030, 1, 31), marks=pytest.mark.slow)], ids=str)
def test_any_day_will_do(tmp_path: Path, day: date) -> None:
    desk = Desk(made(tmp_path, day), day)
    assert len(list(desk.ids())) >= 38
    errors = {f.place.path.split("/")[1] for f in lint(desk, Scope()).findings if f.severity == "error" and not f.suppressed}
    assert errors == {"alder-clinics"}


def test_what_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = init_repository(tmp_path)
    whole = chronicle.Chronicle.record

    def record(self: chronicle.Chronicle, plan: Plan, actor: object, when: str) -> str:
        if plan.action == "sign":
            raise KeyboardInterrupt
        return whole(self, plan, actor, when)  # type: ignore[arg-type]

    monkeypatch.setattr(chronicle.Chronicle, "record", record)
    with pytest.raises(KeyboardInterrupt):
        fill(repo, TODAY, lambda what, done, total: None)
    assert head(repo) == ""
    assert [path.name for path in tmp_path.iterdir()] == [".git"]
    assert run(repo, "for-each-ref") == b""

"""Commits looked at one by one: does each change of what was negotiated say why?"""

from collections.abc import Iterator

from clmctl.desk.opening import Desk
from clmctl.lint.commits import RULES, Step
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.turn import Commit
from clmctl.store.history import commits, turn_of
from clmctl.store.objects import Objects, object_id
from clmctl.store.revisions import resolve
from clmctl.text.files.contract import read_contract


def reason_findings(desk: Desk, since: str) -> Iterator[Finding]:
    """Findings of every commit after `since` that changed a contract."""
    with Objects(desk.repo) as objects:
        for commit in commits(desk.repo, desk.at or desk.head, resolve(desk.repo, since), under=("contracts",)):
            for path in commit.paths:
                if not path.endswith("/contract.md"):
                    continue
                if _taken_over(objects, commit, path):
                    continue
                after = _read(desk, objects, commit.id, path)
                if after is None:
                    continue
                before = _read(desk, objects, commit.parents[0], path) if commit.parents else None
                turn = turn_of(commit, after.id)
                for rule in RULES:
                    yield from rule.check(Step(turn, before, after, desk.settings.catalogue))


def _taken_over(objects: Objects, commit: Commit, path: str) -> bool:
    """Whether a merge took the file over whole from the side it joined: its reasons stand where it was changed."""
    data = objects.blob_at(commit.id, path)
    return any(objects.blob_at(parent, path) == data for parent in commit.parents[1:])


def _read(desk: Desk, objects: Objects, commit: str, path: str) -> Contract | None:
    data = objects.blob_at(commit, path)
    if data is None:
        return None
    return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]

"""The workspaces that benchmarks measure hold what real ones do, and nothing that is wrong by accident."""

import sys
from datetime import date
from pathlib import Path

import pytest

from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.opening import open_desk


def test_a_made_workspace_has_changed_clauses_and_no_other_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "benchmarks"))
    from generate import generate

    generate(tmp_path / "made", 40, 4)
    report = lint(open_desk(str(tmp_path / "made"), date(2026, 11, 22)), Scope())
    assert report.contracts == 40
    assert {finding.code for finding in report.findings} == {"CL101", "CL102", "CL108"}
    changed = sum(finding.code == "CL101" for finding in report.findings)
    assert 0.1 < changed / (40 * 25) < 0.2
    generate(tmp_path / "kept", 10, 1, kept=True)
    kept = lint(open_desk(str(tmp_path / "kept"), date(2026, 11, 22)), Scope())
    assert {finding.code for finding in kept.findings} == {"CL102"}
    for name in ("generate", "prose"):
        monkeypatch.delitem(sys.modules, name)

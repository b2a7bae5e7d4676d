"""The project lints its own contracts with its own clmctl."""

from datetime import date
from pathlib import Path

import pytest

from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.opening import open_desk
from clmctl.errors import ClmError

ROOT = Path(__file__).parent.parent


def test_our_own_contracts_are_clean() -> None:
    try:
        desk = open_desk(str(ROOT), date(2026, 11, 22))
    except ClmError:  # an unpacked archive has no history to open
        pytest.skip("this folder is no git repository")
    report = lint(desk, Scope())
    assert report.contracts >= 12
    assert [f"{f.place}: {f.code} {f.message}" for f in report.findings if f.severity == "error"] == []

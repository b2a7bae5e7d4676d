"""What comes next for a contract, by its stage and by what its term is today."""

from datetime import date

import pytest

from clmctl.desk.asking.next_step import next_step
from clmctl.model.contract import Contract, Dates, Stage
from clmctl.model.term import Span, Status

DAY = date(2026, 11, 22)
SPAN = Span(0, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 1), date(2026, 11, 27), date(2026, 10, 28), "renews")


def contract(stage: Stage, begins: date | None = None, paper: str = "own") -> Contract:
    third = "third-party" if paper == "third-party" else "own"
    return Contract("p", "b", "acme", "MSA-1", "Title", "msa", stage, paper=third, dates=Dates(effective=begins))


@pytest.mark.parametrize(
    ("stage", "command"),
    [
        ("request", "clmctl new MSA-1"),
        ("draft", "clmctl send MSA-1"),
        ("negotiation", "clmctl redline MSA-1"),
        ("signature", "clmctl sign MSA-1 FILE --date DAY"),
    ],
)
def test_before_signature_the_stage_decides(stage: Stage, command: str) -> None:
    found = next_step(contract(stage, date(2026, 11, 1)), Status.NOT_EFFECTIVE, None, (), DAY)
    assert found is not None
    assert found.command == command
    assert "was to begin on 2026-11-01" in found.what


@pytest.mark.parametrize("stage", ["terminated", "cancelled", "superseded"])
def test_what_is_over_asks_for_nothing(stage: Stage) -> None:
    assert next_step(contract(stage), Status.TERMINATED, SPAN, (), DAY) is None


@pytest.mark.parametrize(
    ("status", "day", "command"),
    [
        (Status.NOTICE_WINDOW, SPAN.deadline, "clmctl renew MSA-1"),
        (Status.TO_RENEW, SPAN.deadline, "clmctl renew MSA-1"),
        (Status.NOTICE_MISSED, SPAN.end, "clmctl deadline MSA-1"),
        (Status.ACTIVE, SPAN.decision_by, "clmctl deadline MSA-1"),
        (Status.EXPIRING, SPAN.end, ""),
    ],
)
def test_a_running_term_says_by_when(status: Status, day: date, command: str) -> None:
    found = next_step(contract("executed"), status, SPAN, (), DAY)
    assert found is not None
    assert (found.day, found.command) == (day, command)


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.EVERGREEN])
def test_nothing_where_nothing_is_due(status: Status) -> None:
    assert next_step(contract("executed"), status, SPAN, (), DAY) is None


def test_what_is_missing_is_named_and_where_to_find_it() -> None:
    found = next_step(contract("executed", paper="third-party"), Status.UNKNOWN, None, ("term.length",), DAY)
    assert found is not None
    assert "term.length" in found.what
    assert found.command == "clmctl import review MSA-1"

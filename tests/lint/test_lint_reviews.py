"""Reviews of the library's clauses: overdue, near, far, never (CL110)."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest
from lint_make import library

from clmctl.checks import LIBRARY_RULES
from clmctl.lint.reviews import NEAR_DAYS, Shelf, review_of, reviews, said
from clmctl.model.clause import Clause
from clmctl.model.finding import Finding
from clmctl.model.library import Library

DAY = date(2026, 11, 22)


def clause(id: str, review_by: date | None) -> Clause:
    return Clause(id, id.title(), "legal", "legal-lead", f"clause_library/{id}/clause.yaml", review_by)


def found(*clauses: Clause, day: date = DAY) -> list[Finding]:
    shelf = Shelf(Library(MappingProxyType({each.id: each for each in clauses})), day)
    return [finding for rule in LIBRARY_RULES for finding in rule.check(shelf)]


@pytest.mark.parametrize(
    ("days", "severity", "words"),
    [
        (-400, "warning", "400 days overdue"),
        (-1, "warning", "1 day overdue"),
        (0, "info", "due today"),
        (1, "info", "due in 1 day"),
        (NEAR_DAYS, "info", f"due in {NEAR_DAYS} days"),
        (NEAR_DAYS + 1, None, ""),
    ],
)
def test_a_review_is_overdue_from_the_day_after_its_day_and_due_before(days: int, severity: str | None, words: str):
    findings = found(clause("fees", DAY + timedelta(days=days)))
    assert [(f.code, f.name, f.severity, f.clause, f.place.path) for f in findings] == (
        [("CL110", "stale-review", severity, "fees", "clause_library/fees/clause.yaml")] if severity else []
    )
    assert all(words in f.message and "legal-lead" in f.message for f in findings)


def test_a_clause_without_a_day_of_review_has_no_finding():
    assert found(clause("fees", None)) == []
    assert review_of(clause("fees", None), DAY) is None


def test_the_longest_overdue_comes_first():
    late, later, near = (clause(name, DAY + timedelta(days=days)) for name, days in (("a", -3), ("b", -9), ("c", 2)))
    shelf = Library(MappingProxyType({each.id: each for each in (near, late, later)}))
    assert [review.clause.id for review in reviews(shelf, DAY)] == ["b", "a", "c"]
    assert [said(review) for review in reviews(shelf, DAY)] == ["9 days overdue", "3 days overdue", "due in 2 days"]


def test_the_finding_is_known_by_the_day_it_missed():
    """A new review_by makes a new finding, and the same one keeps its fingerprint whatever the day it is looked at."""
    one = found(clause("fees", DAY - timedelta(days=5)))[0]
    two = found(clause("fees", DAY - timedelta(days=5)), day=DAY + timedelta(days=3))[0]
    other = found(clause("fees", DAY - timedelta(days=4)))[0]
    assert one.subject == two.subject != other.subject


def test_a_library_in_order_has_no_finding():
    shelf = Shelf(library(), date(2020, 1, 1))
    kept = [f for rule in LIBRARY_RULES for f in rule.check(shelf)]
    assert kept == []

"""The rule on reviews (CL110): a clause whose day of review has passed, or is near."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from clmctl.lint.case import RuleName
from clmctl.model.clause import Clause
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.model.place import Place
from clmctl.model.rule import Rule

STALE: RuleName = ("CL110", "stale-review", "warning")

#: So many days ahead a review is near.
NEAR_DAYS = 30

ReviewState = Literal["overdue", "due"]


@frozen
class Shelf:
    """What a rule on the library looks at: the clauses, on a day."""

    library: Library
    as_of: date


@frozen
class Review:
    """A clause whose review is overdue or due: `days` are left, or fewer than none."""

    clause: Clause
    review_by: date
    state: ReviewState
    days: int


def review_of(clause: Clause, as_of: date) -> Review | None:
    """The clause's review where it is overdue or due within `NEAR_DAYS`; its day is the last on which it is in time."""
    if clause.review_by is None:
        return None
    days = (clause.review_by - as_of).days
    if days > NEAR_DAYS:
        return None
    return Review(clause, clause.review_by, "overdue" if days < 0 else "due", days)


def reviews(library: Library, as_of: date) -> tuple[Review, ...]:
    """Every review that is overdue or due, the longest overdue first."""
    found = [review for clause in library.clauses.values() if (review := review_of(clause, as_of)) is not None]
    return tuple(sorted(found, key=lambda review: (review.days, review.clause.id)))


def said(review: Review) -> str:
    """How late or how near it is: `12 days overdue`, `due today`, `due in 1 day`."""
    days = abs(review.days)
    counted = f"{days} day{'s' * (days != 1)}"
    return f"{counted} overdue" if review.days < 0 else f"due in {counted}" if days else "due today"


def stale_review(shelf: Shelf) -> Iterator[Finding]:
    """A clause that was to be read again by a day that has passed (a warning) or is near (info)."""
    code, name, severity = STALE
    for review in reviews(shelf.library, shelf.as_of):
        clause = review.clause
        owner = clause.owner or "nobody"
        if review.state == "overdue":
            message = f"{clause.id} was to be reviewed by {review.review_by} ({said(review)}); its owner is {owner}."
        else:
            message = f"{clause.id} is to be reviewed by {review.review_by} ({said(review)}); its owner is {owner}."
        hint = f"Read clmctl clauses show {clause.id}, mend what is out of date, then set the next review_by."
        yield Finding(
            code, name, severity if review.state == "overdue" else "info", Place(clause.path), message, hint, "", clause.id,
            review.review_by.isoformat(),
        )  # fmt: skip


RULES: tuple[Rule[Shelf], ...] = (
    Rule(
        *STALE,
        "library",
        "A clause's day of review has passed, or is near.",
        "Law and practice move on; language that nobody reads again goes out as approved for years.",
        "Have the clause's owner read it, then set the next review_by in its clause.yaml.",
        stale_review,
    ),
)

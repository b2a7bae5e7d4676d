"""How far claims agree with lawyers' labels, of contracts found through CLMCTL_TEST_DATA."""

from pathlib import Path

import pytest
from claims_agreement import (
    FIELDS,
    LABELS_IN_DOUBT,
    Score,
    bands,
    half,
    label_dates,
    label_laws,
    label_periods,
    measure,
    plain,
)

from clmctl.model.period import Period

#: Per field: no less precision and no less recall than this, with room for a label or two.
FLOORS = {
    "title": (0.93, 0.83),
    "parties": (0.96, 0.80),
    "dates.agreement": (0.95, 0.84),
    "dates.effective": (0.95, 0.75),
    "term.end": (0.93, 0.70),
    "renewal.type": (0.91, 0.74),
    "renewal.length": (0.92, 0.70),
    "renewal.notice": (0.91, 0.62),
    "legal.governing_law": (0.97, 0.91),
    "provisions.liability_limit": (0.96, 0.85),
    "provisions.anti_assignment": (0.97, 0.88),
    "provisions.termination_for_convenience": (0.93, 0.57),
}


@pytest.fixture(scope="module")
def scores(test_data: Path) -> dict[str, Score]:
    return measure(test_data)[0]


@pytest.mark.parametrize("path", FIELDS)
def test_claims_hold(scores: dict[str, Score], path: str) -> None:
    score, (precision, recall) = scores[path], FLOORS[path]
    listed = "\n".join(" | ".join(wrong[:4]) for wrong in score.wrong)
    assert score.precision >= precision, listed
    assert score.recall >= recall


def test_every_doubted_label_is_still_met(scores: dict[str, Score]) -> None:
    met = {(start, path) for (start, path) in LABELS_IN_DOUBT for wrong in scores[path].wrong if wrong[0].startswith(start)}
    assert met == set(LABELS_IN_DOUBT)


@pytest.mark.slow
def test_confidence_is_kept(test_data: Path) -> None:
    """Of claims that are so sure, at least so many are right, from where claims count; and the surer the more."""
    found = [(low, right / held) for low, _, held, right in bands(measure(test_data, undecided=True)[0])]
    assert all(share >= low for low, share in found if low >= 0.8)
    assert [share for low, share in found if low >= 0.8] == sorted(share for low, share in found if low >= 0.8)
    assert found[0][1] < 0.8


def test_the_halves_are_halves(test_data: Path) -> None:
    names = [path.name for path in (test_data / "data" / "cuad" / "dev" / "txt").iterdir()]
    assert 0.4 < sum(map(half, names)) / len(names) < 0.6


def test_labels_are_read() -> None:
    assert [day.isoformat() for day in label_dates("5/8/14")] == ["2014-05-08"]
    assert [day.isoformat() for day in label_dates("31/01/2025")] == ["2025-01-31"]
    assert label_dates("[]/[]/2020") == []
    assert label_periods("180 days / 6 months") == [Period(days=180), Period(months=6)]
    assert label_periods("perpetual") == []
    assert label_laws("England; Wales") == {"England and Wales"}
    assert label_laws("Province of Ontario, Canada") == {"Ontario"}
    assert plain("Harbour Tools, Inc. (the Seller)") == "harbourtoolsinc"

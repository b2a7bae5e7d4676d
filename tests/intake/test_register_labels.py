"""Lawyers' labels of real contracts as a register: every value becomes a field or is told, column by column."""

from pathlib import Path

import pytest
from register_agreement import Tally, read

#: Of each column of answers: the least share that becomes typed values. What is left was left blank in the contract, says two
#: things, or names a place that has no law.
LEAST = {
    "Document Name-Answer": 1.0,
    "Parties-Answer": 1.0,
    "Agreement Date-Answer": 0.90,
    "Effective Date-Answer": 0.91,
    "Expiration Date-Answer": 0.93,
    "Renewal Term-Answer": 0.95,
    "Notice Period To Terminate Renewal- Answer": 0.95,
    "Governing Law-Answer": 0.97,
}


@pytest.fixture(scope="module")
def tallies(test_data: Path) -> dict[str, Tally]:
    return read(test_data)[0]


def test_every_label_becomes_a_value_or_is_told(tallies: dict[str, Tally]):
    assert len(tallies) == 41
    for column, tally in tallies.items():
        assert tally.normalised + len(tally.reported) == tally.filled, column
        assert all(cell.why and cell.hint for _, cell in tally.reported), column


def test_the_share_of_each_column_holds(tallies: dict[str, Tally]):
    for column, tally in tallies.items():
        assert tally.share >= LEAST.get(column, 1.0), (column, tally.normalised, tally.filled)


def test_what_is_told_are_blanks_and_values_that_say_two_things(tallies: dict[str, Tally]):
    reasons = [cell.why for tally in tallies.values() for _, cell in tally.reported]
    blanks = sum("blank" in why for why in reasons)
    assert blanks >= len(reasons) * 0.75
    assert all(any(word in why for word in ("blank", "two things", "says a day", "not known")) for why in reasons)

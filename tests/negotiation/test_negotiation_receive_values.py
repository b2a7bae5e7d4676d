"""Values of fields that came back with words put in just beside them: each word stands once, in the value or in the text."""

import pytest
from receive_make import SETTINGS, altered, contract, received, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, text_with


@pytest.mark.parametrize(
    ("old", "new", "value", "kept"),
    [
        ("sixty (60) days", "three hundred and sixty (360) days", "notice: P360D", "notice is {{ renewal.notice | words }}."),
        ("sixty (60) days", "at least ninety (90) days", "notice: P90D", "notice is at least {{ renewal.notice | words }}."),
        ("sixty (60) days", "ninety (90) days in writing", "notice: P90D", "notice is {{ renewal.notice | words }} in writing."),
    ],
)
def test_words_put_in_beside_a_changed_value_stand_once(old: str, new: str, value: str, kept: str) -> None:
    found = received(altered(word_file(contract()), document=replaced(old, new)))
    made = text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode()
    assert value in made and kept in made


def test_of_two_values_in_the_place_of_one_none_is_the_fields() -> None:
    two = "thirty (30) days, or ninety (90) days in winter"
    found = received(altered(word_file(contract()), document=replaced("sixty (60) days", two)))
    made = text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode()
    assert "notice: P60D" in made and f"notice is {two}." in made


@pytest.mark.parametrize(("new", "told"), [("60 days", True), ("sixty days", True), ("ninety (90) days", False)])
def test_the_same_value_written_otherwise_is_told_for_that(new: str, told: bool) -> None:
    (row,) = received(altered(word_file(contract()), document=replaced("sixty (60) days", new))).weighty
    assert (row.kind, row.field) == ("field", "renewal.notice")
    assert ("the same value, written otherwise" in row.remark) is told


def test_thousands_of_words_in_the_place_of_a_value_are_a_change_of_words() -> None:
    """Every stretch of them might be the value: as many as there are pairs of words, were each of them looked at."""
    by = 'w:author="Their Counsel" w:date="2026-11-20T10:00:00Z"'
    value = '<w:r><w:t xml:space="preserve">thirty (30) days</w:t></w:r>'
    left, came = value.replace("w:t", "w:delText"), value.replace("thirty (30) days", "moon " * 3000)
    made = f'<w:del w:id="71" {by}>{left}</w:del><w:ins w:id="72" {by}>{came}</w:ins>'
    (row,) = received(altered(word_file(contract()), document=replaced(value, made))).weighty
    assert (row.kind, row.field, row.how) == ("changed", "", "tracked")

"""Roman numerals: what is written is read back, in small letters and capitals."""

import pytest

from clmctl.text.dialect.numbering import roman, roman_value


@pytest.mark.parametrize(("count", "numeral"), [(4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (1994, "mcmxciv")])
def test_a_count_is_written_as_the_romans_did(count: int, numeral: str) -> None:
    assert roman(count) == numeral


def test_every_count_is_read_back() -> None:
    counts = range(1, 4000)
    assert [roman_value(roman(count)) for count in counts] == list(counts)
    assert [roman_value(roman(count).upper()) for count in counts] == list(counts)

"""Contract numbers: the next of a series, never one given before; a format that makes no number is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.assemble.numbers import next_number, series_of
from clmctl.errors import ConfigError

DAY = date(2026, 11, 22)
FORM = "{type}-{year}-{number:04}"


def test_the_series_of_a_type_is_its_own_or_the_one_for_all() -> None:
    assert series_of("msa", {"msa": "M{number}", "*": "X{number}"}) == "M{number}"
    assert series_of("nda", {"msa": "M{number}", "*": "X{number}"}) == "X{number}"
    assert series_of("nda", {}) == FORM


@pytest.mark.parametrize(
    ("taken", "drawn", "number"),
    [
        ((), {}, "MSA-2026-0001"),
        (("MSA-2026-0001", "MSA-2026-0007"), {}, "MSA-2026-0008"),
        (("MSA-2025-0009", "NDA-2026-0004", "MSA-2026-0003-A", "XMSA-2026-0005"), {}, "MSA-2026-0001"),
        (("MSA-2026-0002",), {"MSA-2026": 5}, "MSA-2026-0006"),
        (("MSA-2026-0009",), {"MSA-2026": 5}, "MSA-2026-0010"),
        (("MSA-2026-9999",), {}, "MSA-2026-10000"),
        (("MSA-2026-12",), {}, "MSA-2026-0013"),
    ],
)
def test_the_next_number(taken, drawn, number: str) -> None:
    found = next_number(FORM, "msa", taken, DAY, drawn)
    assert (found.id, found.series) == (number, "MSA-2026")
    assert found.id.endswith(f"{found.count:04}")


def test_a_series_without_a_year_goes_on_for_ever() -> None:
    assert next_number("C{number:05}", "msa", ("C00041",), DAY).id == "C00042"
    assert next_number("C{number:05}", "msa", ("C00041",), date(2031, 1, 1)).series == "C"


@pytest.mark.parametrize(
    "form",
    ["MSA", "{number", "{count}", "{0}", "msa-{number}", "MSA {number}", "../{number}", "{year}", "-{number}", "{number:q}"],
)
def test_a_format_that_makes_no_number_is_refused_with_an_example(form: str) -> None:
    with pytest.raises(ConfigError) as refused:
        next_number(form, "msa", (), DAY)
    assert "{number:04}" in refused.value.hint and refused.value.path == "clmctl.yaml"


@given(st.lists(st.integers(1, 30), max_size=8), st.integers(0, 30), st.integers(1, 6))
def test_no_number_is_given_twice(counts: list[int], drawn: int, times: int) -> None:
    taken = [f"MSA-2026-{count:04}" for count in counts]
    given_: list[str] = []
    memory = {"MSA-2026": drawn}
    for _ in range(times):
        found = next_number(FORM, "msa", taken, DAY, memory)
        assert found.id not in taken and found.id not in given_ and found.count > drawn
        given_.append(found.id)
        memory = {found.series: found.count}  # the contract itself may be gone again

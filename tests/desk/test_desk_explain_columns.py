"""What a list shows can be asked about: columns that are worked out, and groups of fields."""

import pytest

from clmctl.model.columns import COMPUTED
from clmctl.terms.meaning import MEANING


@pytest.mark.parametrize("column", COMPUTED, ids=lambda column: column.name)
def test_every_column_no_file_states_is_explained(office, column) -> None:
    said = office.clm("explain", column.name)
    assert column.help in said and "worked out" in said
    office.clm("set", "MSA-2026-0001", f"{column.name}=x", "--why", "x", code=2)
    assert f"{column.name} is worked out, not set." in office.err


def test_the_status_is_explained_with_every_status(office) -> None:
    said = office.clm("explain", "status")
    assert all(status in said and meaning in said for status, meaning in MEANING.items())


def test_a_group_of_fields_is_listed(office) -> None:
    lines = office.clm("explain", "renewal").splitlines()
    assert lines and all(line.startswith("renewal.") for line in lines)


def test_the_list_of_fields_has_what_is_worked_out(office) -> None:
    said = office.clm("explain", "fields")
    assert "renewal.notice" in said and "Last day of the current term." in said

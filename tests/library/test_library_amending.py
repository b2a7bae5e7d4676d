"""An amendment says what changes when it is drawn, and prints it; what is no change is refused."""

import pytest
from test_library_templates import LIBRARY, SETTINGS, draw_up, lint

from clmctl.assemble.amending import changes_front
from clmctl.errors import UsageError
from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.data import fill
from clmctl.text.printing.printed import plain

AMENDMENT = LIBRARY.templates["amendment"]


def test_the_changes_answered_are_the_changes_printed() -> None:
    contract, data = draw_up(AMENDMENT, {"changes": "liability.cap=250000.00 EUR, support_hours=around-the-clock"})
    assert b"set: liability.cap" in data
    printed = plain(contract, fill(contract, blocks(contract.text)))
    assert "The most either party can owe | EUR 250,000.00" in printed
    assert "| around-the-clock" in printed
    assert [(tie.type, tie.id) for tie in contract.relations] == [("amends", "MSA-2026-0001")]
    assert "From 1 January 2027 the Main Agreement is changed as follows:" in printed
    assert lint(contract) == ()


def test_a_change_that_names_no_field_or_no_value_is_refused() -> None:
    for words, told in (
        (("renewal.notise=P90D",), "is no change of a field"),
        (("renewal.notice",), "is no change of a field"),
        (("renewal.notice=soon",), "renewal.notice: "),
    ):
        with pytest.raises(UsageError, match=told):
            changes_front(words, SETTINGS)


def test_a_field_is_found_by_the_name_a_person_uses() -> None:
    assert changes_front("payment_terms=P45D", SETTINGS) == [{"set": "money.payment_terms", "value": "P45D"}]

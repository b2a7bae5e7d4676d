"""What an amendment changes, as the rows that its text prints."""

import pytest

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.text.dialect.blocks import blocks
from clmctl.text.files.contract import read_contract
from clmctl.text.printing.amending import change_rows
from clmctl.text.printing.data import fill
from clmctl.text.printing.printed import plain

CATALOGUE = Catalogue(BUILT_IN)
BODY = """# Amendment

{{ changes | table("place=Place", "reads=New wording") }}

## Ending without cause {#new-end}

1. {#new-end-notice} Either party may end this agreement.
"""


def rows(*changes, language="en"):
    troubles = []
    found = change_rows(changes, BODY, CATALOGUE, language, troubles)
    return [(row["place"], row["reads"]) for row in found], [trouble.message for trouble in troubles]


def test_a_field_is_printed_as_the_text_prints_it():
    assert rows({"set": "renewal.notice", "value": "P90D"}) == (
        [("Notice before the last day that stops a renewal or ends the contract", "90 days")],
        [],
    )
    assert rows({"set": "renewal.notice", "value": "P90D"}, language="de") == (
        [("Notice before the last day that stops a renewal or ends the contract", "90 Tage")],
        [],
    )
    assert rows({"set": "liability.cap", "value": "250000.00 EUR", "place": "Section 12.3"}) == (
        [("Section 12.3", "EUR 250,000.00")],
        [],
    )


def test_new_words_are_named_by_the_heading_they_stand_under():
    assert rows({"replace": "#termination-convenience", "text": "#new-end", "place": "Section 9.1"})[0] == [
        ("Section 9.1", 'The words under "Ending without cause" below')
    ]
    assert rows({"add": "#termination", "text": "#new-end-notice"})[0] == [
        ("Termination", 'The words under "Ending without cause" below are added')
    ]
    assert rows({"delete": "#publicity"})[0] == [("Publicity", "Deleted")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"set": "renewal.notise", "value": "P90D"}, "There is no field renewal.notise. Did you mean renewal.notice"),
        ({"set": "renewal.notice"}, "The change of renewal.notice gives no value: say value: beside set:"),
        ({"set": "renewal.notice", "value": "soon"}, "renewal.notice: "),
        ({"replace": "#a"}, "The change does not say where its words stand: say text: with their anchor"),
        ({"replace": "#a", "text": "#nowhere"}, "No clause of this text has the anchor #nowhere"),
        ({"replace": "#a", "delete": "#b"}, "A change does one thing: replace, add, delete, set"),
        ({"place": "Section 1"}, "A change does one thing: replace, add, delete, set"),
    ],
)
def test_a_change_that_does_not_say_what_it_does_is_found(change, message):
    found, troubles = rows(change)
    assert found == []
    assert len(troubles) == 1
    assert troubles[0].startswith(message)


FRONT = """id: AMD-2026-0001
title: Amendment
type: amendment
stage: draft
owner: ann
"""


def reading(more: str):
    data = f"---\n{FRONT}{more}---\n\n{BODY}".encode()
    return read_contract("contracts/acme/AMD-2026-0001/contract.md", "", data, CATALOGUE)


def test_the_changes_of_a_contract_are_a_table_of_its_text():
    contract, findings = reading("changes:\n- {set: renewal.notice, value: P90D}\n- {delete: '#publicity'}\n")
    assert findings == ()
    shown = plain(contract, fill(contract, blocks(contract.text)))
    notice = "Notice before the last day that stops a renewal or ends the contract"
    assert f"Place | New wording\n{notice} | 90 days\nPublicity | Deleted\n" in shown


def test_a_wrong_change_is_a_finding_with_its_line():
    contract, findings = reading("changes:\n- {set: renewal.notice, value: P90D}\n- {set: renewal.notise, value: P9D}\n")
    assert [(f.code, f.place.line) for f in findings] == [("FD609", 9)]
    assert len(contract.rows["changes"]) == 1

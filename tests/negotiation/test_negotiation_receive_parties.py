"""Changes of the parties' paragraphs, which the front matter prints: what they say is carried, or told for what is not."""

import pytest
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, received, replaced, styled, word_file

from clmctl.model.returned import ReturnedRow
from clmctl.negotiation.receiving.receive import Choice, Returning, text_with

LIST = '{{ parties | parties("supplier=Supplier", "customer=Customer") }}'
NAMED = TEXT.replace("{{ parties | parties }}", LIST)
SENT = word_file(contract(NAMED))
NONE = Choice({}, {}, {})


def came(*edits: tuple[str, str]) -> Returning:
    def change(xml: str) -> str:
        for old, new in edits:
            assert old in xml, old
            xml = replaced(old, new)(xml)
        return xml

    return received(altered(SENT, document=change), NAMED)


def text(found: Returning, choice: Choice = NONE) -> str:
    return text_with(found, choice, SETTINGS.catalogue).decode()


def only(found: Returning) -> ReturnedRow:
    (row,) = found.weighty
    return row


def test_what_a_party_is_called_is_carried_into_the_list_of_the_parties() -> None:
    found = came(("Customer</w:t>", "Client</w:t>"))
    row = only(found)
    assert (row.kind, row.carried, row.remark) == ("changed", True, "")
    assert '{{ parties | parties("supplier=Supplier", "customer=Client") }}' in text(found)
    refused = Choice({row.number: "reject"}, {}, {}, "it is the name in all our papers")
    assert text(found, refused) == FRONT + NAMED


@pytest.mark.parametrize("name", ['Client" "', "Client = Lark", "{{ id }}"])
def test_a_name_that_the_list_cannot_hold_is_told_and_left(name: str) -> None:
    row = only(found := came(("Customer</w:t>", f"{name}</w:t>")))
    assert not row.carried and "among the parties" in row.remark
    assert text(found) == FRONT + NAMED


def test_words_put_into_a_party_that_no_field_prints_are_told_and_left() -> None:
    row = only(found := came(("Lark Publishing Ltd</w:t>", "Lark Publishing Ltd</w:t></w:r><w:r><w:t>, a charity</w:t>")))
    assert (row.kind, row.carried) == ("changed", False)
    assert "among the parties" in row.remark
    assert text(found) == FRONT + NAMED


def test_the_look_of_a_party_is_told_and_left() -> None:
    found = received(altered(SENT, document=styled("Lark Publishing Ltd", "<w:i/>")), NAMED)
    assert [(row.kind, row.carried) for row in found.weighty] == [("format", False)]
    assert text(found) == FRONT + NAMED


def test_a_name_whose_every_word_is_taken_away_is_told_and_left() -> None:
    named = NAMED.replace("supplier=Supplier", "supplier=Grand Supplier")
    docx = altered(word_file(contract(named)), document=replaced("Grand Supplier</w:t>", " </w:t>"))
    row = only(found := received(docx, named))
    assert (row.kind, row.carried) == ("changed", False)
    assert text(found) == FRONT + named

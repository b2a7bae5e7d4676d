"""Our answers to what came back of a table made from data, and of what is no change of words."""

import pytest
from receive_make import SETTINGS, altered, paragraph_of, received
from test_negotiation_receive_tables import BODY, LISTED, SENT, Change, rows_of, saying, table, tracked

from clmctl.errors import UsageError
from clmctl.negotiation.receiving.choices import chosen
from clmctl.negotiation.receiving.receive import text_with


def answered(change: Change, *words: str) -> str:
    """The text with answers of ours to the first rows that are told."""
    found = received(altered(SENT, document=change), BODY, LISTED)
    choice = chosen(found, {}, [f"{n}={said}" for n, said in enumerate(words, 1)], "no")
    return text_with(found, choice, SETTINGS.catalogue).decode()


def test_an_answer_to_a_cell_made_from_data_changes_the_list_of_the_front_matter() -> None:
    text = answered(lambda xml: xml.replace(">8.5<", ">7.5<", 1), "8.0: by mail")
    assert text == (LISTED + BODY).replace('target: "8.5"', 'target: "8.0: by mail"')

    both = answered(lambda xml: xml.replace(">8.5<", ">7.5<", 1).replace(">Portal<", ">Site<", 1), "Gateway", "8.0")
    assert both == (LISTED + BODY).replace('target: "8.5"', 'target: "8.0"').replace("Portal", "Gateway")


def test_a_row_of_a_table_made_from_data_is_answered_in_the_front_matter() -> None:
    def more(xml: str) -> str:
        row = rows_of(xml)[1]
        return xml.replace(row, row + tracked(saying(row, "Mail", "delivery", "90"), "ins"))

    with pytest.raises(UsageError, match="more than one cell") as refused:
        answered(table("uptime", more), "Post")
    assert "clmctl edit then changes sla in the front matter" in refused.value.hint


def test_what_is_no_change_of_words_is_answered_by_clause_alone() -> None:
    def off(xml: str) -> str:
        start, end = paragraph_of(xml, "No change is made by conduct.")
        return xml[:start] + xml[start:end].replace("</w:pPr>", '<w:ind w:left="-20000"/></w:pPr>', 1) + xml[end:]

    with pytest.raises(UsageError, match="no change of words") as refused:
        answered(off, "Every change is made in writing.")
    assert "CLAUSE=words" in refused.value.hint

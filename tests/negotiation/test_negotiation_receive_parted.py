"""A table that came back in two, and two that came back as one, are told; a clause is answered whatever is told there."""

import re

from receive_make import SETTINGS, TEXT, altered, contract, received, word_file

from clmctl.negotiation.receiving.choices import chosen
from clmctl.negotiation.receiving.receive import Choice, text_with

NOTHING = Choice({}, {}, {})
MORE = """2. Other prices:

| Extra | Price | Unit |
| --- | ---: | --- |
| Night work | 50.00 | hour |

3. Late sums bear"""
TWO = TEXT.replace("2. Late sums bear", MORE)


def parted(xml: str, between: str = "<w:p/>") -> str:
    """The table of the fees parted before its third row."""
    start = xml.index("<w:tbl>", xml.index("Fees are due"))
    end = xml.index("</w:tbl>", start)
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml[start:end])
    head = xml[start : xml.index("<w:tr>", start)]
    return f"{xml[:start]}{head}{''.join(rows[:2])}</w:tbl>{between}{head}{''.join(rows[2:])}{xml[end:]}"


def joined(xml: str) -> str:
    """The rows of the second table in the first one, what stood between taken out."""
    end = xml.index("</w:tbl>", xml.index("Training of users"))
    second = xml.index("<w:tbl>", end)
    return xml[:end] + xml[xml.index("<w:tr>", second) :]


def test_a_table_parted_in_two_is_told_and_kept_as_one() -> None:
    found = received(altered(word_file(contract()), document=parted))
    (row,) = found.rows
    assert (row.kind, row.how, row.carried, row.heading) == ("format", "cosmetic", False, "Fees")
    assert row.words[0].new == "Monthly support | 250.00 | month"
    assert "parted in two" in row.remark
    assert text_with(found, NOTHING, SETTINGS.catalogue).decode().endswith(TEXT)


def test_two_tables_made_one_are_told() -> None:
    found = received(altered(word_file(contract(TWO)), document=joined), TWO)
    gone, row = found.weighty
    assert (gone.kind, gone.words[0].old) == ("deleted", "Other prices:")
    assert (row.kind, row.how, row.heading) == ("joined", "silent", "Fees")
    assert row.words[0].new == "Extra | Price | Unit"
    assert "two tables made one" in row.remark


def test_a_clause_is_answered_whatever_is_told_there_that_no_text_holds() -> None:
    found = received(altered(word_file(contract(TWO)), document=joined), TWO)
    text = text_with(found, chosen(found, {}, ["fees=1. Fees are agreed."], "no"), SETTINGS.catalogue).decode()
    assert "## Fees {#fees}\n\n1. Fees are agreed.\n" in text

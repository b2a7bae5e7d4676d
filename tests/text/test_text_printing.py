"""What a contract prints: fields, references, tables, parties, signatures, and the whole text a paragraph a line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.block import Block, Placeholder
from clmctl.model.contract import Contract
from clmctl.model.money import Money
from clmctl.model.party import Party, Signatory
from clmctl.model.period import Period
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.inlines import placeholder
from clmctl.text.dialect.placeholders import find_placeholders, placeholders_of, printed
from clmctl.text.printing.data import expand_data, fill
from clmctl.text.printing.printed import plain
from clmctl.text.printing.sentences import sentences

CONTRACT = Contract(
    path="contracts/c/M-1/contract.md",
    blob="",
    client="c",
    id="M-1",
    title="Agreement",
    type="msa",
    stage="draft",
    parties=(
        Party(
            "supplier",
            "supplier",
            "Supplier Ltd",
            "Supplier",
            ours=True,
            jurisdiction="GB",
            company_no="0123",
            address="1 High St",
            notice=("Legal", "1 High St"),
            signatories=(Signatory("Ann Lee", "CEO"), Signatory("Bo Ray")),
        ),
        Party("customer", "customer", "Kunde GmbH", jurisdiction="England and Wales"),
    ),
    values={
        "renewal.notice": Period(days=60),
        "money.total": Money(Decimal("120000.00"), "EUR"),
        "fields.deposit": Decimal("2.5"),
        "fields.guarantor": "customer",
        "dates.effective": date(2026, 1, 1),
        "liability.carve_outs": (),
    },
    rows={"sla": ({"service": "Portal", "target": "99.5 %"}, {"service": "Help | desk", "response_time": "4 h"})},
    text_line=20,
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("renewal.notice | words", "sixty (60) days"),
        ("renewal.notice", "60 days"),
        ('fields.deposit | percent_of("money.total")', "EUR 3,000.00"),
        ('fields.deposit | percent_of("liability.cap")', "[liability.cap]"),
        ('money.total | percent_of("money.total")', "[money.total]"),
        ("parties.supplier.legal_name", "Supplier Ltd"),
        ("parties.supplier.signatories", "[parties.supplier.signatories]"),
        ("parties.supplier.notice", "Legal, 1 High St"),
        ("parties.customer.email", "[parties.customer.email]"),
        ("parties.nobody.email", "[parties.nobody.email]"),
        ("fields.guarantor.legal_name", "Kunde GmbH"),
        ("id", "M-1"),
        ("liability.cap | money", "[liability.cap]"),
        ("liability.carve_outs", "[liability.carve_outs]"),
        ("dates.effective", "1 January 2026"),
    ],
)
def test_a_placeholder_prints(source: str, words: str) -> None:
    found = placeholder("{{ " + source + " }}")
    assert found is not None
    assert printed(CONTRACT, found) == words


def test_the_language_of_the_block_is_the_language_printed() -> None:
    found = Placeholder("renewal.notice", "words")
    assert printed(CONTRACT, found, language="de") == "sechzig (60) Tage"
    assert printed(replace(CONTRACT, languages=("de", "en")), found) == "sechzig (60) Tage"
    assert printed(replace(CONTRACT, languages=("de", "en"), prevailing="en"), found) == "sixty (60) days"


def test_placeholders_are_found_with_their_lines() -> None:
    text = "a {{ x }}\n\n| a | b |\n| - | - |\n| {{ y | words }} | {{ bad bad }} |\n"
    assert [(p.path, p.filter, line) for p, line in find_placeholders(text)] == [("x", "", 1), ("y", "words", 5)]
    assert [p.path for _, p in placeholders_of(blocks(text))] == ["x", "y"]


def test_braces_after_an_odd_number_of_backslashes_are_meant_as_such() -> None:
    text = r"\{{ a }} \\{{ b }}" + "\n" + r"\\\{{ c }} {{ d }}"
    assert [(p.path, line) for p, line in find_placeholders(text)] == [("b", 1), ("d", 2)]


def data(text: str) -> tuple[Block, ...]:
    (block,) = blocks(text)
    assert block.kind == "data"
    return expand_data(CONTRACT, block)


def test_a_table_of_rows() -> None:
    (table,) = data('{{ sla | table("service", "target=Promised", "response_time") }}')
    assert (table.kind, table.header_rows) == ("table", 1)
    assert plain(CONTRACT, (table,)) == "Service | Promised | Response time\nPortal | 99.5 % | \nHelp | desk |  | 4 h\n"
    (every,) = data("{{ sla | table }}")
    assert len(every.rows[0]) == 3
    (none,) = data("{{ billing | table }}")
    assert plain(CONTRACT, (none,)) == "[billing]\n"


def test_the_parties() -> None:
    found = data("{{ parties | parties }}")
    assert [block.kind for block in found] == ["item", "item"]
    assert plain(CONTRACT, found) == (
        '(1) Supplier Ltd, registered in the United Kingdom under number 0123, of 1 High St (the "Supplier"); and\n'
        '(2) Kunde GmbH, registered in England and Wales (the "Customer").\n'
    )
    german = tuple(block._replace(lang="de") for block in blocks("{{ parties }}"))
    assert plain(CONTRACT, german).startswith(
        "(1) Supplier Ltd, eingetragen im Vereinigten Königreich unter der Nummer 0123, "
        "Anschrift: 1 High St (nachfolgend „Supplier“); und\n"
    )


def test_the_parties_under_the_names_the_text_gives_them() -> None:
    found = data('{{ parties | parties("supplier=Provider", "customer = Client") }}')
    assert plain(CONTRACT, found) == (
        '(1) Supplier Ltd, registered in the United Kingdom under number 0123, of 1 High St (the "Provider"); and\n'
        '(2) Kunde GmbH, registered in England and Wales (the "Client").\n'
    )
    two = replace(CONTRACT, parties=(*CONTRACT.parties, Party("customer-2", "customer", "Zwei GmbH", "Zwei")))
    words = plain(two, fill(two, blocks('{{ parties | parties("customer=Client", "customer-2=Second Client") }}')))
    assert '(the "Supplier");' in words and '(the "Client");' in words and '(the "Second Client").' in words


def test_the_places_to_sign() -> None:
    (table,) = data("{{ signatures }}")
    assert (len(table.rows), len(table.rows[0]), table.header_rows) == (2, 2, 0)
    words = plain(CONTRACT, (table,))
    assert "Signed for and on behalf of Supplier Ltd / Signature: ____" in words
    assert "Name: Ann Lee / Title: CEO" in words
    assert "Name: Bo Ray" in words
    three = replace(CONTRACT, parties=(*CONTRACT.parties, Party("guarantor", "guarantor", "G")))
    assert len(fill(three, blocks("{{ signatures }}"))) == 2
    assert plain(replace(CONTRACT, parties=()), blocks("{{ signatures }}\n{{ parties }}\n")) == "[signatures]\n[parties]\n"


TEXT = """\
# {{ title }}

{{ parties | parties }}

## Fees {#fees}

The Supplier:

1. {#due} invoices **"Fees"** of {{ money.total }}; and
   1. pays [Section](#purposes),
   - {{ liability.cap }}

   at once\\
   and again.

> **Note:** x ![plan](a.png)

***

# Schedule 1: Data {#data}

## Purposes {#purposes}

1. See [clause](#due), [Section](#purposes), [Schedule](#data) and [Section](#gone), [here](https://example.com).
"""


def test_the_whole_text() -> None:
    assert plain(CONTRACT, blocks(TEXT)) == (
        "Agreement\n"
        '(1) Supplier Ltd, registered in the United Kingdom under number 0123, of 1 High St (the "Supplier"); and\n'
        '(2) Kunde GmbH, registered in England and Wales (the "Customer").\n'
        "1 Fees\n"
        "The Supplier:\n"
        '1.1 invoices "Fees" of EUR 120,000.00; and\n'
        "  (a) pays Section 1 of Schedule 1,\n"
        "  - [liability.cap]\n"
        "at once\nand again.\n"
        "Note: x [plan]\n"
        "Schedule 1: Data\n"
        "1 Purposes\n"
        "1.1 See clause 1.1, Section 1, Schedule 1 and Section [#gone], here.\n"
    )


@given(
    st.lists(st.sampled_from([*TEXT.split("\n"), "{{ sla | table }}", "{{ x | words }}", "[a](#b)", "*"]), max_size=12).map(
        "\n".join
    )
)
def test_any_text_prints_and_no_placeholder_is_left(text: str) -> None:
    assert "{{ " not in plain(CONTRACT, blocks(text))


def test_sentences() -> None:
    text = (
        'Fees are due. The Supplier (i.e. Acme Ltd. in No. 4) shall pay "at once." '
        "Is it so? On 1. Januar it is; yes.\nNext 2.5 line"
    )
    assert sentences(text) == (
        "Fees are due. ",
        'The Supplier (i.e. Acme Ltd. in No. 4) shall pay "at once." ',
        "Is it so? ",
        "On 1. Januar it is; yes.\n",
        "Next 2.5 line",
    )
    assert sentences("") == ()


@given(st.text(alphabet='aB. \n?!1"”)', max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text

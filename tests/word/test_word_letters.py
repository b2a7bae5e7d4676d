"""Letters, notices and bilingual contracts in Word: the subject, the second title, who signs, when there are contents."""

from lxml import etree
from word_count import NS
from word_make import style

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.text.files.contract import read_contract
from clmctl.word.compose import compose
from clmctl.word.package import unpack
from clmctl.word.render import render

FRONT = """id: LET-2026-0001
title: Renewal
type: letter
stage: draft
owner: ann
languages: [en, de]
prevailing: en
parties:
- {key: supplier, role: supplier, ours: true, legal_name: Supplier Ltd}
- {key: customer, role: customer, legal_name: Customer GmbH}
"""


def paragraphs(body: str) -> list[tuple[str, str]]:
    """(style, words) of every paragraph of the Word file."""
    data = f"---\n{FRONT}---\n\n{body}".encode()
    contract, findings = read_contract("contracts/acme/LET-2026-0001/contract.md", "", data, Catalogue(BUILT_IN))
    assert contract is not None
    assert findings == ()
    document = unpack(render(compose(contract, style()), style()))["word/document.xml"]
    found = []
    for paragraph in etree.fromstring(document).iter(f"{{{NS['w']}}}p"):
        named = paragraph.find("w:pPr/w:pStyle", NS)
        words = "".join(t.text or "" for t in paragraph.iter(f"{{{NS['w']}}}t"))
        found.append(("" if named is None else named.get(f"{{{NS['w']}}}val", ""), words))
    return [(name, words) for name, words in found if words]


def test_the_subject_of_a_letter_stands_below_the_addresses_and_nothing_above_them() -> None:
    found = paragraphs("Supplier Ltd\n\nCustomer GmbH\n\n# Renewal of your agreement\n\nDear Customer,\n")
    assert [words for _, words in found] == ["Supplier Ltd", "Customer GmbH", "Renewal of your agreement", "Dear Customer,"]
    assert "title" not in found[2][0].casefold()


def test_a_contract_that_begins_with_words_still_bears_its_title() -> None:
    found = paragraphs("Words before.\n\n# Part\n\n## Fees {#fees}\n\nPayable.\n")
    assert found[0][1] == "Renewal"


def test_the_title_in_a_second_language_is_a_title() -> None:
    found = {words: name for name, words in paragraphs("# Agreement\n\nWords.\n\n# Vertrag {lang=de}\n\nWorte.\n")}
    assert found["Vertrag"] == found["Agreement"] != found["Words."]


def test_a_clause_said_in_two_languages_counts_once_toward_the_contents() -> None:
    def clauses(count: int) -> str:
        return "# Agreement\n\n" + "\n".join(
            f"## Clause {n} {{#c{n}}}\n\nWords.\n\n## Klausel {n} {{#c{n} lang=de}}\n\nWorte.\n" for n in range(count)
        )

    assert "Contents" not in [words for _, words in paragraphs(clauses(9))]
    assert "Contents" in [words for _, words in paragraphs(clauses(10))]


def test_only_the_party_named_signs() -> None:
    both = [words for _, words in paragraphs("# Notice\n\n{{ signatures }}\n")]
    one = [words for _, words in paragraphs('# Notice\n\n{{ signatures | signatures("supplier") }}\n')]
    assert sum("Customer GmbH" in words for words in both) == sum("Customer GmbH" in words for words in one) + 1
    assert sum("Supplier Ltd" in words for words in both) == sum("Supplier Ltd" in words for words in one)

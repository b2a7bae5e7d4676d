"""Clauses held against a library: approved word for word, near, or unknown; and duplicates among papers."""

import re
from pathlib import Path

import pytest

from clmctl.intake.language import language_of_text
from clmctl.intake.paper.likeness import Likeness, share, sketch_from, sketch_of
from clmctl.intake.paper.matching import Matcher
from clmctl.library.approved import Approved
from clmctl.library.read import read_library
from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.library import Library
from clmctl.text.comparing.digest import clause_digest

FEES = """## Fees

1. {#fees-due} The Customer shall pay each invoice within {{ money.payment_terms | words }} of the day it receives it.
2. Fees do not include value added tax.{?interest} The Supplier may charge interest at five percent a year.{/}
"""
LAW = """## Governing law

This agreement is governed by the laws of England and Wales, and so is every dispute about it or its making.
"""
LAW_US = """## Governing law

This agreement is governed by the laws of the State of New York without its rules on the conflict of laws.
"""


def matcher(*texts: tuple[str, str, str]) -> Matcher:
    """A matcher with a library of these (clause, position, text), all approved."""
    clauses: dict[str, list[Variant]] = {}
    ledger = []
    for clause, name, text in texts:
        digest = clause_digest(text, clause=clause)
        clauses.setdefault(clause, []).append(Variant(clause, name, "en", 1, "approved", text, digest, ""))
        ledger.append(LedgerEntry(clause, name, "en", 1, digest, "legal", __import__("datetime").date(2026, 1, 1)))
    made = {name: Clause(name, name.capitalize(), "", "", "", variants=tuple(found)) for name, found in clauses.items()}
    return Matcher(Approved(Library(made, {}, tuple(ledger))))


OURS = matcher(("fees", "standard", FEES), ("governing-law", "standard", LAW), ("governing-law", "fallback-1", LAW_US))


def test_our_own_words_are_approved_with_values_filled_in_and_numbers_typed() -> None:
    typed = """
4.1 The Customer shall pay each invoice within thirty (30) days of the day it receives it.

4.2 Fees do not include value added tax. The Supplier may charge interest at five percent a year.
"""
    found = OURS.match("Payment", typed)
    assert (found.state, found.variant and found.variant.clause) == ("approved", "fees")


def test_each_option_may_be_on_or_off() -> None:
    off = "The Customer shall pay each invoice within 14 days of the day it receives it. Fees do not include value added tax."
    assert OURS.match("Fees", off).state == "approved"


def test_a_value_that_is_no_value_is_not_approved() -> None:
    long = " ".join(["whatever"] * 60)
    text = f"The Customer shall pay each invoice within {long} of the day it receives it. Fees do not include value added tax."
    assert OURS.match("Fees", text).state != "approved"


def test_a_text_that_differs_in_few_words_is_near() -> None:
    text = "This agreement is governed by the laws of Scotland, and so is every dispute about it or its making."
    found = OURS.match("Governing law", text)
    assert found.state == "near"
    assert found.variant is not None
    assert found.variant.name == "standard"


def test_the_right_one_of_several_positions_is_nearest() -> None:
    text = "This Agreement is governed by the laws of the State of Texas without its rules on the conflict of laws."
    found = OURS.match("Law", text)
    assert found.variant is not None
    assert found.variant.name == "fallback-1"


def test_what_is_like_nothing_is_unknown() -> None:
    assert OURS.match("Fees", "The parties meet every quarter in Zurich to talk about progress.").state == "unknown"
    assert OURS.match("Fees", "").state == "unknown"


def test_every_approved_text_of_the_starter_library_matches_itself() -> None:
    root = Path(__file__).parents[2]
    files = {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in (root / "clause_library").rglob("*")
        if file.is_file() and file.suffix in (".md", ".yaml", ".jsonl")
    }
    approved = Approved(read_library(files)[0])
    found = Matcher(approved)
    seen = 0
    for clause in approved.library.clauses.values():
        for variant in clause.variants:
            if variant.status == "approved" and approved.approves(variant):
                body = re.sub(r"\{\?[^}]*\}|\{/\}", "", variant.text.partition("\n")[2])
                plain = re.sub(r"\{\{.*?\}\}", "seven words", body)
                match = found.match(clause.title, plain)
                assert match.variant is not None, (clause.id, variant.name)
                seen += 1
    assert seen > 10


# ---- alternates of US federal clauses ---


def federal(folder: Path) -> list[tuple[str, str, str]]:
    """(clause, position, text) of every clause of a folder of DITA files and each of its alternates."""
    from lxml import etree

    found = []
    for file in sorted(folder.rglob("*.dita")):
        root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        paragraphs = [" ".join("".join(p.itertext()).split()) for p in root.iter("p")]
        basic: list[str] = []
        alternates: list[list[str]] = []
        for words in filter(None, paragraphs):
            if re.match(r"Alternate [IVX]+", words):
                alternates.append([words])
            elif alternates:
                alternates[-1].append(words)
            else:
                basic.append(words)
        clause = re.sub(r"[^a-z0-9]+", "-", file.stem)
        if len(" ".join(basic)) < 200:
            continue
        title = "## " + clause
        found.append((clause, "standard", f"{title}\n\n" + "\n\n".join(basic) + "\n"))
        for number, alternate in enumerate(alternates, 1):
            if len(" ".join(alternate)) > 300:
                found.append((clause, f"fallback-{number}", f"{title}\n\n" + "\n\n".join(alternate) + "\n"))
    return found


def test_federal_clauses_are_matched_to_the_right_alternate(test_data) -> None:
    positions = federal(test_data / "data" / "clauses-us-federal" / "dev")
    assert len(positions) > 100
    library = matcher(*((c, n, t.replace("{", "(").replace("}", ")")) for c, n, t in positions))
    exact = near = 0
    for clause, name, text in positions:
        body = text.partition("\n")[2].replace("{", "(").replace("}", ")")
        found = library.match("any heading", body)
        exact += (
            found.state == "approved"
            and found.variant is not None
            and (found.variant.clause, found.variant.name) == (clause, name)
        )
        words = body.split(" ")
        edited = " ".join([*words[: len(words) // 2], "expressly", "and", "always", *words[len(words) // 2 + 2 :]])
        found = library.match("any heading", edited)
        near += found.variant is not None and (found.variant.clause, found.variant.name) == (clause, name)
    assert exact >= len(positions) * 0.97
    assert near >= len(positions) * 0.95


# ---- languages and duplicates ---


def test_the_language_of_published_terms_is_told(test_data) -> None:
    files = sorted((test_data / "data" / "forms-mozilla-i18n" / "dev").glob("*.md"))
    assert files
    assert {file.name: language_of_text(file.read_text("utf-8")) for file in files} == {
        file.name: file.name.partition("-")[0] for file in files
    }


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "ja", "zh", "ru", "uk", "el", "ko"])
def test_languages_are_told_by_their_small_words_or_script(lang: str) -> None:
    text = {
        "en": "The supplier shall deliver the goods to the customer within the time that is stated in the order.",
        "de": "Der Lieferant hat die Ware dem Kunden innerhalb der Frist zu liefern, die in der Bestellung genannt ist.",
        "fr": "Le fournisseur doit livrer les produits au client dans le délai qui est indiqué dans la commande.",
        "es": "El proveedor entregará los productos al cliente en el plazo que se indica en el pedido.",
        "it": "Il fornitore deve consegnare i prodotti al cliente nel termine che è indicato nell'ordine.",
        "pt": "O fornecedor deve entregar os produtos ao cliente no prazo que é indicado na encomenda.",
        "nl": "De leverancier moet de goederen aan de klant leveren binnen de termijn die in de bestelling is vermeld.",
        "pl": "Dostawca jest zobowiązany do dostarczenia towarów w terminie, który jest podany w zamówieniu.",
        "sv": "Leverantören ska leverera varorna till kunden inom den tid som är angiven i beställningen.",
        "da": "Leverandøren skal levere varerne til kunden inden for den tid, der er angivet i ordren.",
        "ja": "供給者は、注文書に記載された期間内に、商品を顧客に引き渡すものとする。",
        "zh": "供应商应当在订单规定的期限内向客户交付货物，不得迟延。本合同自双方签字之日起生效。",
        "ru": "Поставщик обязан поставить товар покупателю в срок, который указан в заказе, и не позднее этого срока.",
        "uk": "Постачальник зобов'язаний поставити товар покупцеві у строк, який зазначений у замовленні, і не пізніше цього.",
        "el": "Ο προμηθευτής υποχρεούται να παραδώσει τα προϊόντα στον πελάτη εντός της προθεσμίας της παραγγελίας.",
        "ko": "공급자는 주문서에 기재된 기간 내에 상품을 고객에게 인도하여야 한다.",
    }[lang]
    assert language_of_text(text) == lang


def test_what_is_too_short_or_in_no_known_language_is_not_guessed() -> None:
    assert language_of_text("Agreement") == ""
    assert language_of_text("zzz qqq xxx www vvv kkk jjj hhh ggg fff ddd sss ppp") == ""


GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi")
TEXT = "\n\n".join(
    f"{n}. The Supplier performs duty number {word} for the Customer with due care." for n, word in enumerate(GREEK)
)


def test_the_same_words_are_the_same_however_they_are_set() -> None:
    other = TEXT.replace("Supplier", "**SUPPLIER**").replace(".", " . ")
    assert sketch_of(TEXT).words == sketch_of(other).words
    assert sketch_of(TEXT).words != sketch_of(TEXT.replace("alpha", "omega")).words


def test_nearly_the_same_text_is_found_among_many() -> None:
    known = Likeness()
    for n in range(50):
        known.add(f"other-{n}", sketch_of(TEXT.replace("Supplier", f"Vendor{n}").replace("duty", f"task{n}")))
    known.add("mine", sketch_of(TEXT))
    edited = TEXT.replace("alpha", "omega").replace("beta", "psi")
    name, near = known.nearest(sketch_of(edited))
    assert name == "mine"
    assert 0.7 < near < 1
    assert known.nearest(sketch_of("Nothing of this kind was ever agreed between anybody at all.")) == ("", 0.0)


def test_a_sketch_goes_through_a_line() -> None:
    sketch = sketch_of(TEXT)
    assert sketch_from(sketch.as_line()) == sketch
    assert share(sketch, sketch) == 1.0
    assert share(sketch, sketch_of("")) == 0.0

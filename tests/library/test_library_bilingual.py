"""A contract in two languages: drawn whole in both, changed in both at once, and found where the two come apart."""

from collections.abc import Mapping

import pytest
from test_library_templates import APPROVED, LIBRARY, SETTINGS, draw_up, drawn, lint

from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.negotiation.clauses import drop, take
from clmctl.text.dialect.blocks import blocks
from clmctl.text.files.contract import compose, read_contract
from clmctl.text.printing.data import fill
from clmctl.text.printing.printed import plain
from clmctl.text.yaml.frontmatter import load, split

BECAUSE = Because("agreed in the talks")


def both() -> tuple[Contract, bytes]:
    return draw_up(LIBRARY.templates["mutual-nda-en-de"], {})


def read(data: bytes) -> Contract:
    contract, findings = read_contract("contracts/lark/NDA-2026-0007/contract.md", "0" * 40, data, SETTINGS.catalogue)
    assert contract is not None
    assert findings == ()
    return contract


def taken(contract: Contract, data: bytes, anchor: str, name: str, options: Mapping[str, bool]) -> Contract:
    return read(take(contract, data, anchor, name, approved=APPROVED, options=options, because=BECAUSE).writes[0].data)


def test_every_clause_stands_in_both_languages_under_one_number() -> None:
    contract = drawn("mutual-nda-en-de")
    assert (contract.languages, contract.prevailing) == (("en", "de"), "en")
    tongues: dict[str, list[str]] = {}
    for pin in contract.clauses:
        tongues.setdefault(pin.at, []).append(pin.lang)
    assert set(map(tuple, tongues.values())) == {("en", "de")}
    heads = [(block.number, block.anchor) for block in blocks(contract.text) if block.kind == "clause"]
    assert heads[::2] == heads[1::2]
    printed = plain(contract, fill(contract, blocks(contract.text)))
    assert "dreißig (30) Tagen" in printed
    assert "thirty (30) days" in printed
    assert "auf Englisch und Deutsch geschlossen" in printed
    assert "Abschnitt 5.2" in printed
    assert "Section 5.2" in printed
    assert lint(contract) == ()


def test_a_position_is_taken_in_both_languages_or_in_none() -> None:
    contract, data = both()
    changed = taken(contract, data, "amendments", "standard", {"electronic": False})
    assert [dict(pin.options) for pin in changed.clauses if pin.at == "amendments"] == [{"electronic": False}] * 2
    assert "elektronische Signatur, wie sie" not in changed.text
    assert lint(changed) == ()
    with pytest.raises(UsageError, match="no position 'fallback-1' in de"):
        take(contract, data, "severability", "fallback-1", approved=APPROVED, options={}, because=BECAUSE)
    with pytest.raises(UsageError, match="already"):
        take(contract, data, "severability", "standard", approved=APPROVED, options={}, because=BECAUSE)


def test_a_clause_goes_and_comes_in_both_languages() -> None:
    contract, data = both()
    gone = drop(contract, data, "severability", BECAUSE).writes[0].data
    without = read(gone)
    assert "severability" not in without.text
    assert [pin for pin in without.clauses if pin.at == "severability"] == []
    back = taken(without, gone, "severability", "standard", {})
    assert [pin.lang for pin in back.clauses if pin.at == "severability"] == ["en", "de"]
    assert lint(back) == ()


def test_languages_that_come_apart_are_found() -> None:
    contract, data = both()
    start = contract.text.index("## Salvatorische Klausel")
    end = contract.text.index("## ", start + 3)
    missing = read(data.replace(contract.text[start:end].encode(), b""))
    assert [(f.code, f.clause) for f in lint(missing) if f.code == "CL109"] == [("CL109", "severability")]
    front = load("contract.md", data)[0]
    assert front is not None
    pins = front["clauses"]
    assert isinstance(pins, list)
    german = next(pin for pin in pins if isinstance(pin, dict) and (pin["at"], pin["lang"]) == ("#amendments", "de"))
    assert isinstance(german, dict)
    german["options"] = {"electronic": False}
    apart = read(compose(front, split(data).body))
    assert [f.clause for f in lint(apart) if f.code == "CL109"] == ["amendments"]

"""Acts on one contract: fields set, clauses changed, stages moved, a signature; each a plan, or the reason why not."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.contract import STAGES, Contract
from clmctl.model.field import Catalogue
from clmctl.model.period import Period
from clmctl.negotiation.clauses import drop, reword, section_at
from clmctl.negotiation.fields import set_fields
from clmctl.negotiation.signing import sign, superseded_by
from clmctl.negotiation.stages import MOVES, move
from clmctl.text.comparing.digest import agreed_digest
from clmctl.text.dialect.rules import sections
from clmctl.text.files.body import replace_section
from clmctl.text.files.contract import read_contract

CATALOGUE = Catalogue(BUILT_IN)
PATH = "contracts/acme/MSA-2026-0001/contract.md"
WHY = Because("agreed by phone")
SOURCE = """---
id: MSA-2026-0001
title: Services Agreement
type: msa
stage: draft   # where it stands
owner: ada
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Supplier Ltd}
  - {key: customer, role: customer, legal_name: Acme GmbH}
dates: {effective: 2026-01-01}
term: {length: P12M}
renewal: {type: auto-renew, length: P12M, notice: P60D}
relations: [{type: supersedes, id: MSA-2024-0007}]
clauses:
  - {at: "#fees", clause: fees, variant: standard, version: 1, lang: en, digest: "sha256:@"}
---

# Services Agreement

## Scope {#scope}

The Supplier performs the Services.

## Fees {#fees}

The Customer pays.
""".replace("@", "1" * 64)


def read(source: str = SOURCE) -> tuple[Contract, bytes]:
    data = source.encode()
    found = read_contract(PATH, "b" * 40, data, CATALOGUE)[0]
    assert found is not None
    return found, data


def at(stage: str) -> tuple[Contract, bytes]:
    return read(SOURCE.replace("stage: draft", f"stage: {stage}"))


# ---- stages ----------------------------------------------------------------------------------------------------------------

LEGAL = {
    ("request", "draft"), ("request", "cancelled"),
    *product(("draft",), ("review", "negotiation", "approval", "signature", "executed", "cancelled")),
    *product(("review",), ("draft", "negotiation", "approval", "signature", "executed", "cancelled")),
    *product(("negotiation",), ("review", "approval", "signature", "executed", "cancelled")),
    *product(("approval",), ("review", "negotiation", "signature", "executed", "cancelled")),
    *product(("signature",), ("negotiation", "approval", "executed", "cancelled")),
    ("executed", "terminated"), ("executed", "superseded"),
}  # fmt: skip


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, STAGES)))
def test_every_move_there_is_and_every_one_there_is_not(stage, to) -> None:
    contract, data = at(stage)
    if (stage, to) not in LEGAL:
        with pytest.raises(UsageError) as refused:
            move(contract, data, to, "edit", WHY)
        assert stage in refused.value.message and to in refused.value.message
        assert all(other in refused.value.hint for other in MOVES[stage]) and refused.value.hint
        return
    plan = move(contract, data, to, "edit", WHY)
    assert plan.writes[0].data == data.replace(f"stage: {stage}".encode(), f"stage: {to}".encode())
    assert plan.render == (contract.id,) and plan.reads[0].blob == contract.blob


# ---- fields ----------------------------------------------------------------------------------------------------------------


def test_setting_fields_changes_their_values_alone() -> None:
    contract, data = read()
    plan = set_fields(contract, data, {"renewal.notice": Period(days=90), "owner": "ben"}, CATALOGUE, WHY)
    assert plan.writes[0].data == data.replace(b"notice: P60D", b"notice: P90D").replace(b"owner: ada", b"owner: ben")
    assert [note.split("  ")[1] for note in plan.notes] == ["renewal.notice: P60D → P90D", "owner: ada → ben"]
    assert ("Reason", "agreed by phone") in plan.trailers and plan.title == "Set renewal.notice, owner of MSA-2026-0001"


def test_taking_a_field_out_and_naming_a_partys() -> None:
    contract, data = read()
    plan = set_fields(contract, data, {"renewal.notice": None, "parties.customer.legal_name": "Acme SE"}, CATALOGUE, WHY)
    after = read_contract(PATH, "", plan.writes[0].data or b"", CATALOGUE)[0]
    assert after is not None and after.renewal.notice is None
    assert after.party("customer").legal_name == "Acme SE"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stage", "changes", "why", "says"),
    [
        ("draft", {"renewal.notice": Period(days=90)}, "", "needs a reason"),
        ("draft", {"renewal.notice": Period(days=60)}, "x", "nothing would change"),
        ("draft", {"stage": "executed"}, "x", "not set by hand"),
        ("draft", {"id": "MSA-2026-0002"}, "x", "keeps its number"),
        ("draft", {"agreed": "sha256:1"}, "x", "not set by hand"),
        ("draft", {"dates.signed": date(2026, 1, 1)}, "x", "not set by hand"),
        ("draft", {"parties.nobody.email": "x@y.example"}, "x", "no party 'nobody'"),
        ("executed", {"renewal.notice": Period(days=90)}, "x", "part of what was agreed"),
        ("superseded", {"dates.effective": date(2026, 2, 1)}, "x", "part of what was agreed"),
    ],
)
def test_what_may_not_be_set_says_why(stage: str, changes, why: str, says: str) -> None:
    contract, data = at(stage)
    with pytest.raises(UsageError, match=says):
        set_fields(contract, data, changes, CATALOGUE, Because(why))


@pytest.mark.parametrize("stage", ["executed", "terminated", "superseded"])
def test_a_party_of_a_signed_contract_is_part_of_what_was_agreed(stage: str) -> None:
    contract, data = at(stage)
    with pytest.raises(UsageError, match="part of what was agreed"):
        set_fields(contract, data, {"parties.customer.legal_name": "Other GmbH"}, CATALOGUE, WHY)


def test_an_open_field_of_a_signed_contract_needs_no_reason() -> None:
    contract, data = at("executed")
    plan = set_fields(contract, data, {"owner": "ben"}, CATALOGUE, Because())
    after = read_contract(PATH, "", plan.writes[0].data or b"", CATALOGUE)[0]
    assert after is not None and agreed_digest(after, CATALOGUE) == agreed_digest(contract, CATALOGUE)


# ---- clauses ---------------------------------------------------------------------------------------------------------------


def test_rewording_a_clause_keeps_its_anchor_its_pin_and_all_else() -> None:
    contract, data = read()
    plan = reword(contract, data, "#fees", "## Charges {#other}\n\nThe Customer pays at once.\n", WHY)
    assert plan.writes[0].data == data.replace(
        b"## Fees {#fees}\n\nThe Customer pays.", b"## Charges {#fees}\n\nThe Customer pays at once."
    )
    assert ("Clause", "fees") in plan.trailers


def test_dropping_a_clause_takes_its_pin_along() -> None:
    contract, data = read()
    plan = drop(contract, data, "fees", WHY)
    after = read_contract(PATH, "", plan.writes[0].data or b"", CATALOGUE)[0]
    assert after is not None and after.clauses == () and section_at(after, "fees") is None and section_at(after, "scope")


@pytest.mark.parametrize(
    ("stage", "anchor", "text", "why", "says"),
    [
        ("draft", "fees", "## Fees\n\nThe Customer pays.", "x", "nothing would change"),
        ("draft", "fees", "\n \n", "x", "nothing would change"),
        ("draft", "fees", "No heading.", "x", "begins with its heading"),
        ("draft", "fees", "\n## Fees\n\nAt once.\n\n## Fees\n\nNever.", "x", "Line 6 of the text begins another clause: ## Fees"),
        ("draft", "fees", "## A\n\n##\tB\n\nC.", "x", "Line 3 of the text begins another clause"),
        ("draft", "fees", "## A\r\rB.\r\r## C\r\rD.", "x", "Line 5 of the text begins another clause"),
        ("draft", "fees", "## A\n\nB.\n\n# Schedule 1: C\n\nD.", "x", "Line 5 of the text begins another clause"),
        ("draft", "nothing", "## A\n\nB.", "x", "no clause #nothing"),
        ("draft", "fees", "## A\n\nB.", " ", "needs a reason"),
        ("executed", "fees", "## A\n\nB.", "x", "is signed"),
    ],
)
def test_what_may_not_be_reworded_says_why(stage: str, anchor: str, text: str, why: str, says: str) -> None:
    contract, data = at(stage)
    with pytest.raises(UsageError, match=says):
        reword(contract, data, anchor, text, Because(why))


_PIECES = st.lists(
    st.sampled_from(
        ["## A {#a}\n\nOne.\n\n", "## B {#b}\nTwo.\n", "## Ü {#c}\n\n1. é\n1. 名\n\n\n", "# Schedule 1: X {#s}\n\n", "Free.\n\n"]
    ),
    unique=True,
    max_size=5,
)


@given(_PIECES, st.integers(0, 5), st.sampled_from(["", "## N {#n}\n\nNew.\n", "## N {#n}\nNew é.\n\n\n"]), st.booleans())
def test_replacing_a_section_keeps_every_other_byte(pieces: list[str], which: int, text: str, windows: bool) -> None:
    head = SOURCE[: SOURCE.index("---\n\n#") + 5]
    source = head + "".join(pieces)
    end = "\r\n" if windows else "\n"
    data = source.replace("\n", end).encode()
    contract = read_contract(PATH, "", data, CATALOGUE)[0]
    assert contract is not None
    found = [section for section in sections(contract.text) if section.kind == "clause"]
    section = found[which % len(found)] if found else None
    edited = replace_section(data, contract, section, text).decode()
    assert edited.count("\r\n") == (edited.count("\n") if windows else 0)
    start, stop = (section.start, section.end) if section else (None, None)
    plain = edited.replace("\r\n", "\n")
    if section is not None:
        at_ = len(source) - len(contract.text)
        before, after = source[: at_ + start], source[at_ + stop :]  # type: ignore[operator]
        assert plain.startswith(before.rstrip("\n")) and plain.endswith(after)
        middle = plain[len(before.rstrip("\n")) : len(plain) - len(after)]
        assert middle.strip("\n") == text.strip("\n")
    elif not text:
        assert plain == source
    else:
        assert text.strip("\n") in plain and all(piece.strip("\n") in plain for piece in pieces)


# ---- signature -------------------------------------------------------------------------------------------------------------


def test_a_signature_fixes_what_was_agreed_files_the_copy_and_closes_what_it_supersedes() -> None:
    contract, data = at("signature")
    old, before = read(SOURCE.replace("stage: draft", "stage: executed").replace("MSA-2026-0001", "MSA-2024-0007"))
    assert superseded_by(contract) == ("MSA-2024-0007",)
    plan = sign(
        contract, data, date(2026, 1, 5), CATALOGUE, copy=("copy.pdf", b"%PDF"), predecessors=((old, before),), because=WHY
    )
    after = read_contract(PATH, "", plan.writes[0].data or b"", CATALOGUE)[0]
    assert after is not None and (after.stage, after.dates.signed) == ("executed", date(2026, 1, 5))
    assert after.agreed == agreed_digest(contract, CATALOGUE) == agreed_digest(after, CATALOGUE)
    assert [(write.path, write.data) for write in plan.writes[1:]] == [
        ("contracts/acme/MSA-2026-0001/signed/copy.pdf", b"%PDF"),
        (old.path, before.replace(b"stage: executed", b"stage: superseded")),
    ]
    assert plan.reads[1].blob is None, "a copy that is there already is not overwritten"


@pytest.mark.parametrize("stage", ["request", "executed", "terminated", "cancelled", "superseded"])
def test_what_cannot_be_signed(stage: str) -> None:
    contract, data = at(stage)
    with pytest.raises(UsageError, match="cannot move to executed"):
        sign(contract, data, date(2026, 1, 5), CATALOGUE)


def test_a_contract_without_a_first_day_is_not_signed() -> None:
    contract, data = read(SOURCE.replace("dates: {effective: 2026-01-01}\n", ""))
    with pytest.raises(UsageError, match="does not say when it takes effect"):
        sign(contract, data, date(2026, 1, 5), CATALOGUE)

"""Merging a contract: what one side changed stays, what both changed the same way is one change, the rest is a clash."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.negotiation.merging.clash import UNDECIDED, Choice, Decisions, Three
from clmctl.negotiation.merging.files import merge_contract, merge_file
from clmctl.negotiation.merging.ordering import merged_order
from clmctl.text.comparing.digest import agreed_digest
from clmctl.text.files.contract import read_contract
from clmctl.text.yaml.edit import set_key

CATALOGUE = Catalogue(BUILT_IN)
PATH = "contracts/acme/MSA-2026-0001/contract.md"

BASE = """---
# the deal with Acme
id: MSA-2026-0001
title: Services Agreement
type: msa
stage: negotiation
owner: ada          # until March
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Supplier Ltd}
  - key: customer
    role: customer
    legal_name: Acme GmbH
    # where notices go
    address: "1 Road, Berlin"
dates: {effective: 2026-01-01}
term: {length: P12M}
renewal: {type: auto-renew, length: P12M, notice: P60D}
money:
  total: {amount: "120000.00", currency: EUR}
  payment_terms: P30D
legal: {governing_law: England and Wales}
clauses:
  - {at: "#scope", clause: scope, variant: standard, version: 1, lang: en, digest: sha256:@1}
  - {at: "#fees", clause: fees, variant: standard, version: 1, lang: en, digest: sha256:@2}
sla:
  - {priority: "1", response: 1 hour, resolution: 4 hours}
  - {priority: "2", response: 2 hours, resolution: 8 hours}
---

# Services Agreement

Made between the parties.

## Scope {#scope}

1. The Supplier performs the Services. It does so with care.
1. The Customer helps. It answers within two days.

## Fees {#fees}

The Customer pays the Fees. They are due in thirty days. Late sums bear interest.

## Termination {#termination}

Either party may end this agreement.

# Signatures

{{ signatures }}
""".replace("@1", "1" * 64).replace("@2", "2" * 64)


def merge(base: str, ours: str, theirs: str, decisions: Decisions = UNDECIDED):
    return merge_contract(PATH, Three(base.encode(), ours.encode(), theirs.encode()), CATALOGUE, decisions)


def joined(base: str, ours: str, theirs: str) -> str:
    found = merge(base, ours, theirs)
    assert found.open == () and found.data is not None
    return found.data.decode()


def change(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


#: Changes that touch different things: any two of them meet without a clash, and give exactly both.
APART = {
    "owner": ("owner: ada          # until March", "owner: ben          # from April"),
    "notice": ("notice: P60D", "notice: P90D"),
    "length": ("renewal: {type: auto-renew, length: P12M,", "renewal: {type: auto-renew, length: P24M,"),
    "address": ('    # where notices go\n    address: "1 Road, Berlin"', '    # all post\n    address: "2 Lane, Bonn"'),
    "supplier": ("legal_name: Supplier Ltd", "legal_name: Supplier plc"),
    "amount": ('"120000.00"', '"90000.00"'),
    "payment": ("payment_terms: P30D", "payment_terms: P45D"),
    "pin": (
        "variant: standard, version: 1, lang: en, digest: sha256:2222",
        "variant: fallback-1, version: 1, lang: en, digest: sha256:3333",
    ),
    "sla 1": ("response: 1 hour, ", "response: 30 minutes, "),
    "sla 2": ("response: 2 hours, resolution: 8 hours", "response: 2 hours, resolution: 1 day"),
    "new row": ("---\n\n# Services", '  - {priority: "3", response: 1 day, resolution: 2 days}\n---\n\n# Services'),
    "scope 1": ("performs the Services.", "carries out the Services."),
    "scope 2": ("within two days.", "within three days."),
    "care": (" It does so with care.", " It does so with great care."),
    "fees": ("due in thirty days.", "due in forty days."),
    "interest": ("Late sums bear interest.", "Late sums bear no interest."),
    "new clause": ("## Termination {#termination}", "## Notices {#notices}\n\nIn writing.\n\n## Termination {#termination}"),
    "preamble": ("Made between the parties.", "Made between the two parties."),
    "no termination": ("## Termination {#termination}\n\nEither party may end this agreement.\n\n", ""),
    "header": ("# the deal with Acme\n", "# the deal with Acme, big\n"),
    "new field": ("payment_terms: ", 'price_cap_percent: "5"\n  payment_terms: '),
}


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in permutations(APART, 2) if set(pair) != {"no termination", "new clause"}]
)
def test_changes_of_different_things_meet(one: str, other: str) -> None:
    ours, theirs = change(BASE, APART[one]), change(BASE, APART[other])
    if {one, other} == {"payment", "new field"}:
        both = change(BASE, ("  payment_terms: P30D", '  price_cap_percent: "5"\n  payment_terms: P45D'))
    else:
        both = change(change(BASE, APART[one]), APART[other])
    assert joined(BASE, ours, theirs) == both


def test_a_new_clause_and_a_dropped_neighbour_meet() -> None:
    ours, theirs = change(BASE, APART["no termination"]), change(BASE, APART["new clause"])
    assert joined(BASE, ours, theirs) == change(
        BASE, ("## Termination {#termination}\n\nEither party may end this agreement.", "## Notices {#notices}\n\nIn writing.")
    )


changes = st.lists(st.sampled_from(sorted(APART)), unique=True, max_size=8).filter(
    lambda names: not {"no termination", "new clause"} <= set(names)
)


@settings(deadline=None, max_examples=60)
@given(changes, st.data())
def test_the_laws_of_merging(names: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(names)))
    ours, theirs = BASE, BASE
    for name in names[:cut]:
        ours = change(ours, APART[name]) if ours.count(APART[name][0]) == 1 else ours
    for name in names[cut:]:
        theirs = change(theirs, APART[name]) if theirs.count(APART[name][0]) == 1 else theirs
    assert joined(BASE, ours, ours) == ours
    assert joined(BASE, BASE, theirs) == theirs
    assert joined(BASE, ours, BASE) == ours
    assert joined(BASE, ours, theirs) == joined(BASE, theirs, ours)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(["A one. ", "B two. ", "C three.\n", "## X {#x}\n\n", "## Y {#y}\n\n", "1. item\n", "\n", "é—“q” "]),
        max_size=12,
    ),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_no_text_is_lost_or_changed_where_one_side_did_nothing(pieces: list[str], cut: int, stop: int) -> None:
    head = BASE[: BASE.index("---\n\n#") + 5]
    base, now = head + "".join(pieces), head + "".join([*pieces[:cut], "Z new.\n", *pieces[stop:]])
    assert joined(base, base, now) == now and joined(base, now, base) == now and joined(base, now, now) == now
    other = change(now, ("owner: ada          # until March", "owner: ben"))
    merged = merge(base, now, change(base, ("owner: ada          # until March", "owner: ben")))
    assert merged.open == () and merged.data == other.encode()


@settings(deadline=None)
@given(
    st.permutations("abcdef"),
    st.sets(st.sampled_from("abcdef")),
    st.sets(st.sampled_from("uvwxyz")),
    st.sets(st.sampled_from("abcdef")),
    st.sets(st.sampled_from("uvwxyz")),
)
def test_order_holds_every_key_once_and_does_not_depend_on_the_side(base, ours_out, ours_in, theirs_out, theirs_in) -> None:
    ours = [k for k in base if k not in ours_out] + sorted(ours_in)
    theirs = sorted(theirs_in) + [k for k in base if k not in theirs_out]
    order, torn = merged_order(base, ours, theirs)
    assert not torn and sorted(order) == sorted({*ours, *theirs})
    assert merged_order(base, theirs, ours) == (order, False)


def test_one_side_moved_a_clause_the_other_edited_it() -> None:
    scope = BASE[BASE.index("## Scope") : BASE.index("## Fees")]
    ours = BASE.replace(scope, "").replace("# Signatures", scope + "# Signatures")
    theirs = change(BASE, APART["scope 2"])
    assert joined(BASE, ours, theirs) == change(ours, APART["scope 2"])


@pytest.mark.parametrize(
    ("where", "ours", "theirs", "says"),
    [
        ("renewal.notice", ("notice: P60D", "notice: P90D"), ("notice: P60D", "notice: P30D"), ("P60D", "P90D", "P30D")),
        (
            "stage",
            ("stage: negotiation", "stage: review"),
            ("stage: negotiation", "stage: approval"),
            ("negotiation", "review", "approval"),
        ),
        (
            "parties.customer.address",
            ("1 Road", "2 Road"),
            ("1 Road", "3 Road"),
            ('"1 Road, Berlin"', '"2 Road, Berlin"', '"3 Road, Berlin"'),
        ),
        (
            "sla.1.response",
            ("response: 1 hour", "response: 2 minutes"),
            ("response: 1 hour", "response: 3 minutes"),
            ("1 hour", "2 minutes", "3 minutes"),
        ),
        ("money.total", ('"120000.00"', '"90000.00"'), ('120000.00", currency: EUR', '120000.00", currency: GBP'), None),
        (
            "#fees",
            ("due in thirty days.", "due in ten days."),
            ("due in thirty days.", "due at once."),
            ("They are due in thirty days. ", "They are due in ten days. ", "They are due at once. "),
        ),
        (
            "#termination",
            ("Either party may end this agreement.", "Nobody may end this agreement."),
            ("## Termination {#termination}\n\nEither party may end this agreement.\n\n", ""),
            None,
        ),
        ("renewal.notice", (", notice: P60D", ""), ("notice: P60D", "notice: P30D"), ("P60D", None, "P30D")),
        (
            "clauses.#fees en",
            ("standard, version: 1, lang: en, digest: sha256:2222", "fallback-1, version: 1, lang: en, digest: sha256:3333"),
            ("clause: fees, variant: standard, version: 1", "clause: fees, variant: standard, version: 2"),
            None,
        ),
    ],
)
def test_one_place_changed_in_two_ways_is_a_clash(where, ours, theirs, says) -> None:
    mine, other = change(BASE, ours), change(BASE, theirs)
    found = merge(BASE, mine, other)
    assert [clash.where for clash in found.open] == [where]
    clash = found.open[0]
    if says:
        assert (clash.base, clash.ours, clash.theirs) == says
    assert merge(BASE, mine, other, Decisions(take="ours")).data == mine.encode()
    assert merge(BASE, mine, other, Decisions(take="theirs")).data == other.encode()


def test_words_of_ones_own_settle_a_field_and_a_sentence() -> None:
    mine, other = (
        change(BASE, ("notice: P60D", "notice: P90D"), APART["fees"]),
        change(BASE, ("notice: P60D", "notice: P30D"), ("due in thirty days.", "due at once.")),
    )
    open_ = merge(BASE, mine, other).open
    own = {
        clash.id: Choice("own", text)
        for clash, text in zip(sorted(open_, key=lambda c: c.where), ["They are due in a week.", "P45D"], strict=True)
    }
    settled = merge(BASE, mine, other, Decisions(own))
    assert (
        settled.open == ()
        and settled.data == change(BASE, ("notice: P60D", "notice: P45D"), ("due in thirty days.", "due in a week.")).encode()
    )


def test_words_that_are_no_value_leave_the_clash_open() -> None:
    mine, other = change(BASE, ("notice: P60D", "notice: P90D")), change(BASE, ("notice: P60D", "notice: P30D"))
    clash = merge(BASE, mine, other).open[0]
    again = merge(BASE, mine, other, Decisions({clash.id: Choice("own", "[P1D")}))
    assert [c.where for c in again.open] == ["renewal.notice"] and "[P1D" in again.open[0].why


def test_a_choice_for_other_texts_is_no_choice() -> None:
    mine, other = change(BASE, ("notice: P60D", "notice: P90D")), change(BASE, ("notice: P60D", "notice: P30D"))
    clash = merge(BASE, mine, other).open[0]
    later = change(BASE, ("notice: P60D", "notice: P10D"))
    assert merge(BASE, mine, later, Decisions({clash.id: Choice("theirs")})).open != ()


def test_both_changed_it_the_same_way() -> None:
    ours = change(BASE, APART["notice"], APART["fees"])
    theirs = change(BASE, APART["notice"], APART["fees"], APART["owner"])
    assert joined(BASE, ours, theirs) == theirs


def signed(text: str) -> str:
    data = set_key(set_key(text.encode(), "dates.signed", __import__("datetime").date(2026, 3, 1)), "stage", "executed")
    contract = read_contract(PATH, "", data, CATALOGUE)[0]
    return set_key(data, "agreed", agreed_digest(contract, CATALOGUE)).decode()


def test_a_signature_is_for_the_words_that_were_signed() -> None:
    mine = signed(BASE)
    other = change(BASE, APART["fees"])
    found = merge(BASE, mine, other)
    assert [clash.where for clash in found.open] == ["stage"]  # moved to executed while the words changed
    found = merge(BASE, mine, other, Decisions({found.open[0].id: Choice("ours")}))
    assert [clash.where for clash in found.open] == ["the whole file"] and "signed" in found.open[0].why
    assert merge(BASE, mine, other, Decisions(take="ours")).data == mine.encode()
    assert merge(BASE, mine, other, Decisions(take="theirs")).data == other.encode()


def test_what_a_signature_does_not_cover_joins_it() -> None:
    mine, other = signed(BASE), change(BASE, APART["owner"])
    merged = joined(BASE, mine, other)
    contract = read_contract(PATH, "", merged.encode(), CATALOGUE)[0]
    assert contract.stage == "executed" and contract.owner == "ben" and agreed_digest(contract, CATALOGUE) == contract.agreed


def test_a_stage_moved_far_while_words_change_is_for_a_person() -> None:
    mine, other = change(BASE, ("stage: negotiation", "stage: signature")), change(BASE, APART["interest"])
    clash = merge(BASE, mine, other).open[0]
    assert (clash.where, clash.ours, clash.theirs) == ("stage", "signature", "negotiation") and "signature" in clash.why
    assert merge(BASE, mine, other, Decisions({clash.id: Choice("theirs")})).data == other.encode()


def test_unreadable_fields_are_decided_as_a_whole() -> None:
    mine, other = BASE.replace("type: msa", "type: [msa"), change(BASE, APART["owner"])
    assert [clash.where for clash in merge(BASE, mine, other).open] == ["the whole file"]


@pytest.mark.parametrize("end", ["\r\n", "mixed"])
def test_line_ends_stay(end: str) -> None:
    def dressed(text: str) -> str:
        return (
            text.replace("\n", "\r\n") if end == "\r\n" else text.replace("help", "help").replace("two days.\n", "two days.\r\n")
        )

    base, ours, theirs = dressed(BASE), dressed(change(BASE, APART["fees"])), dressed(change(BASE, APART["notice"]))
    assert joined(base, ours, theirs) == dressed(change(BASE, APART["fees"], APART["notice"]))


def test_one_side_changed_all_line_ends_the_other_a_word() -> None:
    assert joined(BASE, BASE.replace("\n", "\r\n"), change(BASE, APART["fees"])) == change(BASE, APART["fees"]).replace(
        "\n", "\r\n"
    )


def test_a_suppression_goes_with_its_clause() -> None:
    mark = '<!-- clm:ignore CL101 reason="agreed" -->\n'
    base = change(BASE, ("## Fees", mark + "## Fees"))
    scope = base[base.index("## Scope") : base.index("<!--")]
    ours = base.replace(scope, "")
    theirs = change(base, APART["interest"])
    assert joined(base, ours, theirs) == change(ours, APART["interest"])
    fees = base[base.index("<!--") : base.index("## Termination")]
    assert joined(base, base.replace(fees, ""), change(base, APART["scope 1"])) == change(
        base.replace(fees, ""), APART["scope 1"]
    )


RECORD = '{"by": "ada", "key": "renewed-1", "kind": "renewed"}\n'
SECOND = '{"by": "ada", "key": "renewed-2", "kind": "renewed"}\n'
THIRD = '{"by": "ben", "key": "noted-1", "kind": "extended"}\n'


def lines(base: str, ours: str, theirs: str, decisions: Decisions = UNDECIDED):
    return merge_file(
        "contracts/a/X/record/terms.jsonl", Three(base.encode(), ours.encode(), theirs.encode()), CATALOGUE, decisions
    )


def test_records_of_both_sides_stay_each_once() -> None:
    assert lines(RECORD, RECORD + SECOND, RECORD + THIRD).data in (
        (RECORD + THIRD + SECOND).encode(),
        (RECORD + SECOND + THIRD).encode(),
    )
    assert lines(RECORD, RECORD + SECOND, RECORD + THIRD).data == lines(RECORD, RECORD + THIRD, RECORD + SECOND).data
    assert lines("", SECOND, SECOND + THIRD).data == (SECOND + THIRD).encode()
    assert lines(RECORD + SECOND, RECORD, RECORD + SECOND + THIRD).data == (RECORD + THIRD).encode()  # one taken back


def test_two_records_of_one_key_are_a_clash() -> None:
    found = lines(RECORD, RECORD + SECOND, RECORD + SECOND.replace("ada", "ben"))
    assert [clash.where for clash in found.open] == ["the line renewed-2"]
    assert (
        lines(RECORD, RECORD + SECOND, RECORD + SECOND.replace("ada", "ben"), Decisions(take="theirs")).data
        == (RECORD + SECOND.replace("ada", "ben")).encode()
    )


def test_the_larger_number_counts() -> None:
    sides = Three(b"# last\nMSA-2026: 4\n", b"# last\nMSA-2026: 6\nSOW-2026: 1\n", b"# last\nMSA-2026: 5\nNDA-2026: 3\n")
    found = merge_file(".clm/numbers.yaml", sides, CATALOGUE)
    assert found.open == () and found.data == b"# last\nMSA-2026: 6\nNDA-2026: 3\nSOW-2026: 1\n"
    back = Three(b"MSA-2026: 4\n", b"MSA-2026: 3\n", b"MSA-2026: 6\n")
    assert merge_file(".clm/numbers.yaml", back, CATALOGUE).data == b"MSA-2026: 6\n"


def test_other_files_are_one_sides_or_a_clash() -> None:
    for path, data in (
        ("clmctl.yaml", (b"a: 1\n", b"a: 2\n", b"a: 3\n")),
        ("contracts/a/X/attachments/p.png", (None, b"\x89\0a", b"\x89\0b")),
    ):
        found = merge_file(path, Three(*data), CATALOGUE)
        assert [clash.where for clash in found.open] == ["the whole file"] and not found.open[0].free
        assert merge_file(path, Three(*data), CATALOGUE, Decisions(take="theirs")).data == data[2]
        assert merge_file(path, Three(data[0], data[0], data[2]), CATALOGUE).data == data[2]
    gone = merge_file("contracts/a/X/contract.md", Three(BASE.encode(), None, change(BASE, APART["owner"]).encode()), CATALOGUE)
    assert gone.open[0].ours is None
    assert merge_file("contracts/a/X/contract.md", Three(BASE.encode(), None, BASE.encode()), CATALOGUE).data is None

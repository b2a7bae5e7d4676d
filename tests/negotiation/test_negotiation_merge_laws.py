"""Laws of merging any two changes: no side is favoured, each side's change is in it, and only real clashes are clashes."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.negotiation.merging.clash import Decisions, Three
from clmctl.negotiation.merging.files import merge_contract
from clmctl.text.files.contract import read_contract
from clmctl.text.yaml.edit import set_key

CATALOGUE = Catalogue(BUILT_IN)
PATH = "contracts/acme/MSA-2026-0001/contract.md"
BASE = b"""---
id: MSA-2026-0001
title: Services Agreement
type: msa
stage: negotiation
owner: ada   # until March
dates:
  effective: 2026-01-01
term: {length: P12M}
# how it goes on
renewal:
  type: auto-renew
  length: P12M
  notice: P60D
money: {total: {amount: "120000.00", currency: EUR}, payment_terms: P30D}
---

## Scope {#scope}

The Supplier performs the Services.
"""
_PERIODS = st.builds(Period, days=st.integers(1, 90)) | st.builds(Period, months=st.integers(1, 36))
_VALUES = {
    "owner": st.sampled_from(["ben", "zoe", "ada: no", "# x"]),
    "dates.effective": st.dates(date(2026, 1, 2), date(2027, 12, 31)),
    "dates.agreement": st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    "term.length": _PERIODS,
    "renewal.length": _PERIODS,
    "renewal.notice": _PERIODS,
    "renewal.max": st.integers(1, 9),
    "money.total": st.builds(Money, st.decimals(1, 10**6, places=2).map(Decimal), st.sampled_from(["EUR", "GBP"])),
    "money.payment_terms": _PERIODS,
    "money.price_cap_percent": st.integers(0, 20).map(Decimal),
    "legal.venue": st.sampled_from(["London", "Köln", "yes", "1:30"]),
}
_change = st.sampled_from(sorted(_VALUES)).flatmap(lambda path: st.tuples(st.just(path), _VALUES[path] | st.none()))


def changed(changes) -> bytes:
    data = BASE
    for path, value in changes:
        now = read_contract(PATH, "", data, CATALOGUE)[0]
        if value is not None or path in now.values:  # type: ignore[union-attr]
            data = set_key(data, path, value)
    return data


def values(data: bytes):
    found = read_contract(PATH, "", data, CATALOGUE)[0]
    assert found is not None
    return dict(found.values)


@settings(max_examples=80)
@given(st.lists(_change, max_size=4), st.lists(_change, max_size=4), st.booleans())
def test_each_sides_changes_are_in_it_and_no_side_is_favoured(ours, theirs, windows: bool) -> None:
    base, one, other = BASE, changed(ours), changed(theirs)
    if windows:
        other = other.replace(b"\n", b"\r\n")
    was, mine, yours = values(base), values(one), values(other)
    torn = {
        path
        for path in {*was, *mine, *yours}
        if mine.get(path) != yours.get(path) and was.get(path) not in (mine.get(path), yours.get(path))
    }
    for path in {*mine, *yours} - set(was):  # new on both sides, each with a value of its own
        if path in mine and path in yours and mine[path] != yours[path]:
            torn.add(path)
    merged = merge_contract(PATH, Three(base, one, other), CATALOGUE)
    swapped = merge_contract(PATH, Three(base, other, one), CATALOGUE)
    assert {clash.where for clash in merged.open} == {clash.where for clash in swapped.open} == torn
    assert {(c.where, c.ours, c.theirs) for c in merged.open} == {(c.where, c.theirs, c.ours) for c in swapped.open}
    taken = {
        side: merge_contract(PATH, Three(base, one, other), CATALOGUE, Decisions(take=side)).data for side in ("ours", "theirs")
    }
    if not torn:
        assert merged.data == swapped.data == taken["ours"] == taken["theirs"]
    for side, own in (("ours", mine), ("theirs", yours)):
        found = values(taken[side] or b"")
        for path in {*was, *mine, *yours}:
            expected = own if path in torn else mine if mine.get(path) != was.get(path) else yours
            assert found.get(path) == expected.get(path), (side, path)
    assert taken["ours"] is not None and (b"# how it goes on" in taken["ours"])
    if windows and other != one:
        text = taken["theirs"] or b""
        assert text.count(b"\r\n") == text.count(b"\n")

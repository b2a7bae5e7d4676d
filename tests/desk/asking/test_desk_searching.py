"""A search sees what stands in the folder at that moment, however little it looked at."""

import time

import pytest

from clmctl.desk.asking.searching import search
from clmctl.model.search import Passage
from clmctl.query.searching import read_search
from clmctl.store.fulltext import NAME, FullText, packed

PATH = "contracts/acme/MSA-2026-0001/contract.md"
GUIDANCE = "clause_library/data-protection/clause.yaml"


@pytest.fixture
def known(office, monkeypatch):
    """An office whose words were searched before, with nothing left to read."""
    monkeypatch.setattr("clmctl.store.index.sweep._COARSE", 0)
    monkeypatch.setattr("clmctl.store.index.sweep._FINE", 0)
    monkeypatch.setattr("clmctl.desk.asking.search_anew.is_settled", lambda latest, now: True)
    time.sleep(0.02)
    office.clm("search", "agreement")
    office.clm("search", "agreement")
    return office


def places(office, typed: str) -> list[str] | None:
    found = search(str(office.root), read_search(typed))
    return None if found is None else [f"{hit.path}:{hit.line}" for hit in found]


def test_where_nothing_changed_nothing_is_read(known, monkeypatch) -> None:
    monkeypatch.setattr("clmctl.desk.opening.Desk.settings", property(lambda self: pytest.fail("the settings were read")))
    shown = known.clm("search", "agreement")
    assert shown
    assert places(known, "agreement")


def test_what_was_edited_is_found(known) -> None:
    known.write(PATH, known.read(PATH) + "\n## Zebras\n\nZebras stay outside.\n")
    assert places(known, "zebras") is None
    assert PATH in known.clm("search", "zebras")
    known.write(
        "clause_library/data-protection/clause.yaml", known.read("clause_library/data-protection/clause.yaml") + "\n# giraffes\n"
    )
    assert places(known, "giraffes") is None
    assert f"{GUIDANCE}:1" in known.clm("search", "giraffes")
    assert known.clm("search", "giraffes", "--contracts") == ""


def test_what_went_is_not_found(known) -> None:
    assert PATH in known.clm("search", "agreement", "--contracts")
    (known.root / PATH).unlink()
    assert PATH not in known.clm("search", "agreement", "--contracts", "--limit", "0")


def test_settings_that_changed_are_read_first(known) -> None:
    known.write("clmctl.yaml", known.read("clmctl.yaml") + "\n# another day\n")
    assert places(known, "agreement") is None
    known.clm("search", "agreement")
    assert places(known, "agreement")


def test_a_commit_is_searched_as_it_was(known) -> None:
    before = known.head()
    known.write(PATH, known.read(PATH) + "\n## Zebras\n\nZebras stay outside.\n")
    known.clm("save", "--why", "zebras")
    assert PATH in known.clm("search", "zebras")
    assert known.clm("search", "zebras", "--at", before) == ""
    assert PATH in known.clm("search", "zebras", "--at", "HEAD")


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
def test_a_damaged_full_text_is_made_anew(known, at: tuple[str, ...]) -> None:
    expected = known.clm("search", "agreement", *at)
    file = known.root / ".git/clmctl" / NAME
    whole = file.read_bytes()
    half = len(whole) // 2
    for damage in (
        b"\xff" * len(whole),
        whole[:4096] + b"\xff" * (len(whole) - 4096),
        whole[:half] + b"\xff" * half,
        whole[:half],
    ):
        for each in file.parent.glob(f"{NAME}-*"):
            each.unlink()
        file.write_bytes(damage)
        assert known.clm("search", "agreement", *at) == expected
    file.unlink()
    file.mkdir()
    assert known.clm("search", "agreement", *at) == expected


def test_what_stands_nowhere_any_more_does_not_pile_up(known, monkeypatch) -> None:
    monkeypatch.setattr("clmctl.store.fulltext._FEW", 0)
    monkeypatch.setattr("clmctl.store.fulltext._MOST_OLD", 1)
    with FullText(known.root / ".git/clmctl") as text:
        text.add([("0" * 40, packed((Passage("", "", 1, "zebras"),)))])
        assert not text.missing(["0" * 40])
    known.write(PATH, known.read(PATH) + "\n## Giraffes\n\nGiraffes stay outside.\n")
    assert PATH in known.clm("search", "giraffes")
    with FullText(known.root / ".git/clmctl") as text:
        assert text.missing(["0" * 40])

"""A search sees what stands in the folder at that moment, however little it looked at."""

import time

import pytest

from clmctl.desk.searching import search
from clmctl.query.searching import read_search

PATH = "contracts/acme/MSA-2026-0001/contract.md"
GUIDANCE = "clause_library/data-protection/clause.yaml"


@pytest.fixture
def known(office, monkeypatch):
    """An office whose words were searched before, with nothing left to read."""
    monkeypatch.setattr("clmctl.store.index_sweep._COARSE", 0)
    monkeypatch.setattr("clmctl.store.index_sweep._FINE", 0)
    monkeypatch.setattr("clmctl.desk.search_anew.is_settled", lambda latest, now: True)
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

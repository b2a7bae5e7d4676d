"""Full text: found is what stands there, whatever the file went through."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clmctl.model.search import CLOSE, OPEN, Passage
from clmctl.query.searching import read_search
from clmctl.store.fulltext import NAME, FullText, packed, snippets

FEES = Passage("fees", "Fees", 10, "The fees are due thirty (30) days after the invoice. Gebühren sind fällig.")
NOTICE = Passage("notices", "Notices", 20, "Notice to end the agreement must reach the other party sixty (60) days before.")


@pytest.fixture
def full(tmp_path: Path) -> FullText:
    text = FullText(tmp_path)
    text.add([("a1", packed((FEES, NOTICE))), ("b2", packed((NOTICE,)))])
    return text


def found(text: FullText, typed: str, *, blobs: tuple[str, ...] = ("a1", "b2"), most: int = 0) -> list[tuple[str, str]]:
    return [(one.blob, one.clause) for one in text.find(read_search(typed), blobs.__contains__, most)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fees", [("a1", "fees")]),
        ('"thirty (30) days"', [("a1", "fees")]),
        ('"days thirty"', []),
        ("agree*", [("a1", "notices"), ("b2", "notices")]),
        ("gebuhren", [("a1", "fees")]),
        ("notice NEAR/3 agreement", [("a1", "notices"), ("b2", "notices")]),
        ("fees NEAR/2 invoice", []),
        ("days -sixty", [("a1", "fees")]),
        ("days clause:notices", [("a1", "notices"), ("b2", "notices")]),
        ("days clause:NOTICES", [("a1", "notices"), ("b2", "notices")]),
    ],
)
def test_finding(full: FullText, typed: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(full, typed)) == expected


def test_only_what_stands_is_found_and_no_more_than_asked(full: FullText) -> None:
    assert found(full, "notice", blobs=("b2",)) == [("b2", "notices")]
    assert len(found(full, "notice", most=1)) == 1


def test_what_is_kept_is_not_read_again(full: FullText) -> None:
    assert full.missing(["a1", "c3", "b2", "c3"]) == ("c3",)


def test_a_run_that_stops_half_way_keeps_nothing(full: FullText) -> None:
    def broken() -> object:
        yield "c3", packed((FEES,))
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        full.add(broken())
    assert full.missing(["c3"]) == ("c3",)
    assert found(full, "fees") == [("a1", "fees")]


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_a_damaged_file_is_made_anew(full: FullText, tmp_path: Path, damage: bytes) -> None:
    full.__exit__(None, None, None)
    (tmp_path / NAME).write_bytes(damage)
    anew = FullText(tmp_path)
    assert anew.recalled("whole") == ""
    assert anew.missing(["a1"]) == ("a1",)
    anew.add([("a1", packed((FEES,)))])
    assert found(anew, "fees") == [("a1", "fees")]


def test_a_file_of_another_version_is_made_anew(full: FullText, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert FullText(tmp_path).missing(["a1"]) == ("a1",)


def test_what_is_found_comes_with_its_words(full: FullText) -> None:
    (one,) = full.find(read_search("sixty"), {"a1"}.__contains__, 0)
    assert (one.words, one.heading, one.line) == (NOTICE.words, "Notices", 20)


def test_a_file_is_kept_once_and_not_where_it_is_empty(full: FullText) -> None:
    full.add([("a1", packed((FEES,))), ("c3", b""), ("d4", packed(()))])
    assert len(full.find(read_search("fees"), lambda blob: True, 0)) == 1
    assert full.missing(["a1", "c3", "d4"]) == ("c3",)


def test_what_is_noted_stays_until_all_is_forgotten(full: FullText) -> None:
    full.note({"whole": "now"}, {"e5": "clause_library/fees/standard.md"})
    full.note({"whole": "then"})
    assert (full.recalled("whole"), full.shelved("e5"), full.shelved("a1")) == ("then", "clause_library/fees/standard.md", "")
    full.forget()
    assert (full.recalled("whole"), full.shelved("e5"), full.missing(["a1"])) == ("", "", ("a1",))


def test_snippets_mark_what_was_found() -> None:
    shown = snippets(read_search('"thirty days" OR invoice'), {7: FEES})
    assert f"{OPEN}invoice{CLOSE}" in shown[7]

"""What a newer text means for who holds an older one: which words, which contracts, from which day."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from clmctl.library.approved import Approved
from clmctl.library.impact import Chance, Held, Standing, advance, chance, impact, said
from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.library import Library
from clmctl.text.comparing.difference import token_diff

DAY = date(2026, 11, 22)
OLD = "## Fees\n\n1. {#fees-due} {?late}Late{/} The Customer pays within thirty days.\n"
NEW = OLD.replace("thirty", "forty")


def text(version: int, words: str, status: str = "approved") -> Variant:
    return Variant("fees", "standard", "en", version, status, words, f"sha256:{version}", "p", 1)  # type: ignore[arg-type]


def entry(version: int, until: date | None = None, gone: str = "") -> LedgerEntry:
    return LedgerEntry("fees", "standard", "en", version, f"sha256:{version}", "ann", DAY, until, f"why {version}", gone)


def approved(*texts: Variant, entries: tuple[LedgerEntry, ...] = (entry(1), entry(2))) -> tuple[Clause, Approved]:
    *older, newest = texts
    clause = Clause("fees", "Fees", "commercial", "ann", "p", variants=(newest,), superseded=tuple(older))
    return clause, Approved(Library(MappingProxyType({"fees": clause}), ledger=entries))


def held(version: int, contract: str = "C-1", client: str = "acme") -> Held:
    return Held(contract, "T", client, "Acme", "executed", "active", "ann", "p", "standard", "en", version, False, "", "", NEVER)


NEVER = Chance(None, None, "never")
TEXT1 = ("standard", "en", 1)


def test_the_way_to_the_newest_text_has_its_words_and_who_approved_it_why():
    clause, shelf = approved(text(1, OLD, "deprecated"), text(2, NEW))
    way = advance(clause, shelf, TEXT1)
    assert way is not None
    assert (way.old, way.new, way.by, way.on, way.why, way.lost) == (1, 2, "ann", DAY, "why 2", False)
    assert said(way.changes) == ("## Fees 1. Late The Customer pays within [-thirty-] {+forty+} days.",)
    assert advance(clause, shelf, ("standard", "en", 2)) is None


def test_a_named_version_is_the_goal_even_where_it_is_older():
    clause, shelf = approved(text(1, OLD, "deprecated"), text(2, NEW))
    assert advance(clause, shelf, TEXT1, 1) is None
    way = advance(clause, shelf, ("standard", "en", 2), 1)
    assert way is not None and (way.old, way.new) == (2, 1)


def test_a_text_nobody_approved_is_no_goal():
    clause, shelf = approved(text(1, OLD, "deprecated"), replace(text(2, NEW), digest="sha256:other"))
    assert advance(clause, shelf, TEXT1) is None


def test_a_withdrawn_position_leads_nowhere_and_says_since_when_and_why():
    clause, shelf = approved(text(1, OLD, "withdrawn"), entries=(entry(1, DAY, "the law changed"),))
    way = advance(clause, shelf, TEXT1)
    assert way is not None and (way.new, way.withdrawn, way.why) == (0, DAY, "the law changed")


def test_words_that_are_no_longer_at_hand_are_said_to_be_lost():
    clause, shelf = approved(text(2, NEW))
    way = advance(clause, shelf, TEXT1)
    assert way is not None and way.new == 2 and way.lost and way.changes == ()


def test_contracts_come_by_client_and_those_with_the_text_are_not_behind():
    clause, shelf = approved(text(1, OLD, "deprecated"), text(2, NEW))
    found = impact(clause, [held(2, "C-9", "zeta"), held(1, "C-2"), held(1, "C-1")], shelf)
    assert [each.contract for each in found.held] == ["C-1", "C-2", "C-9"]
    assert [each.contract for each in found.behind] == ["C-1", "C-2"]
    assert list(found.advances) == [TEXT1]


def test_each_place_is_a_line_of_its_own_and_equal_lines_stand_once():
    filler = " ".join(["word"] * 80)
    old = f"one day {filler} two days {filler} one day"
    lines = said(token_diff(old, old.replace("one", "three").replace("two", "four")))
    assert [line.count("[-") for line in lines] == [1, 1, 1]
    assert said(token_diff("same", "same")) == ()
    double = said(token_diff(f"a x {filler} a x {filler}", f"a y {filler} a y {filler}"))
    assert len(double) <= 2


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("pay in writing, and", "pay in English, and", "pay in [-writing-] {+English+}, and"),
        ("pay at once", "pay", "pay [-at once-]"),
        ("pay", "must pay", "{+must+} pay"),
        ("(a) or (b)", "(a) and (b)", "(a) [-or-] {+and+} (b)"),
    ],
)
def test_words_around_a_change_stand_as_they_are_written(old: str, new: str, line: str):
    assert said(token_diff(old, new)) == (line,)


def at(**more: object) -> Standing:
    base = Standing("executed", "active", True, date(2027, 5, 31), date(2027, 4, 1), date(2027, 3, 29))
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "day", "send_by", "words"),
    [
        (at(), date(2027, 6, 1), date(2027, 3, 29), "with its renewal"),
        (at(send_by=None), date(2027, 6, 1), date(2027, 4, 1), "with its renewal"),
        (at(send_by=DAY), date(2027, 6, 1), DAY, "with its renewal"),
        (at(stage="draft", signed=False), DAY, None, "draft"),
        (at(stage="cancelled", signed=False), None, None, "never signed"),
        (at(status="expired"), None, None, "ended"),
        (at(status="terminated"), None, None, "terminated"),
        (at(status="superseded"), None, None, "took its place"),
        (at(status="unknown"), None, None, "amendment"),
        (at(status="evergreen", term_end=None, deadline=None, send_by=None), None, None, "no end"),
        (at(deadline=None, send_by=None), date(2027, 6, 1), None, "follows it"),
        (at(status="expiring"), date(2027, 6, 1), None, "follows it"),
        (at(term_end=date.max), None, date(2027, 3, 29), "with its renewal"),
        (
            at(status="notice-missed", deadline=date(2026, 11, 1), send_by=date(2026, 10, 30),
               following=((date(2026, 11, 20), date(2028, 5, 31)), (date(2029, 3, 29), date(2029, 5, 31)))),
            date(2029, 6, 1), date(2029, 3, 29), "too late",
        ),
        (at(status="notice-missed", deadline=date(2026, 11, 1), send_by=None), date(2027, 6, 1), None, "too late"),
    ],
)  # fmt: skip
def test_when_a_contract_can_be_moved(standing: Standing, day: date | None, send_by: date | None, words: str):
    found = chance(standing, DAY)
    assert (found.day, found.send_by) == (day, send_by)
    assert words in found.how

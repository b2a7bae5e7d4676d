"""What a person types to search, and what is looked for."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.errors import UsageError
from clmctl.query.searching import read_search


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("fees", '("fees")'),
        ("late fees", '("late") AND ("fees")'),
        ('"late payment"', '("late payment")'),
        ("indemn*", '("indemn"*)'),
        ("notice NEAR/5 termination", '(NEAR("notice" "termination", 5))'),
        ("notice NEAR termination", '(NEAR("notice" "termination", 10))'),
        ("sixty OR thirty days", '("sixty" OR "thirty") AND ("days")'),
        ("notice -termination", '("notice") NOT "termination"'),
        ('notice -"for cause"', '("notice") NOT "for cause"'),
        ("thirty (30) days", '("thirty") AND ("30") AND ("days")'),
        ("AND", '("AND")'),
        ('title:x" drop', '("title x") AND ("drop")'),
        ("e-mail", '("e mail")'),
    ],
)
def test_what_is_looked_for(typed: str, match: str) -> None:
    assert read_search(typed).match == match


def test_clauses_and_clients_narrow_the_search() -> None:
    search = read_search('"personal data" clause:data-protection client:lark clause:#fees')
    assert (search.match, search.clauses, search.clients) == ('("personal data")', ("data-protection", "fees"), ("lark",))


@pytest.mark.parametrize("typed", ["", "  ", "()", "-only", "a OR", "OR b", "NEAR b", "a NEAR", "x" * 3000, "clause:fees"])
def test_what_cannot_be_looked_for_is_said(typed: str) -> None:
    with pytest.raises(UsageError):
        read_search(typed)


@given(st.text(max_size=80))
def test_nothing_typed_breaks_the_search(typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE fts USING fts5 (heading, words)")
    try:
        search = read_search(typed)
    except UsageError:
        return
    connection.execute("SELECT count(*) FROM fts WHERE fts MATCH ?", (search.match,)).fetchone()

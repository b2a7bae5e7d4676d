"""Renewals: who is due, in which order, through which index."""

from datetime import date

import pytest
from make_index import AS_OF, NAMES, answer, contract, eur, index, records, yearly

from clmctl.query.renewals import KEYS, renewals_question

PROMISED = (
    "id,title,client,counterparty,owner,renewal_type,status,term_start,term_end,notice_deadline,send_by,decision_by,"
    "days_left,amount,currency"
)


def portfolio(*starts, **values):
    contracts, spans, phases = [], [], []
    for key, first in enumerate(starts, start=1):
        contracts.append(contract(key, **values))
        for all_rows, rows in zip((spans, phases), yearly(key, first), strict=True):
            all_rows.extend(rows)
    return index(contracts, spans, phases)


def due(database, within, as_of=AS_OF):
    return answer(database, renewals_question(within, as_of, NAMES))


def test_the_promised_keys_and_their_values():
    database = portfolio(date(2026, 1, 1), renewal__type="auto-renew", owner="ada", money__total=eur("120000.00"))
    assert tuple(key for key, _ in KEYS) == tuple(PROMISED.split(","))
    assert records(due(database, 30)) == [
        {
            "id": "MSA-2026-0001",
            "title": "Agreement 1",
            "client": "acme",
            "counterparty": "Acme GmbH",
            "owner": "ada",
            "renewal_type": "auto-renew",
            "status": "notice-missed",
            "term_start": "2026-01-01",
            "term_end": "2026-12-31",
            "notice_deadline": "2026-11-01",
            "send_by": "2026-10-29",
            "decision_by": "2026-09-29",
            "days_left": -21,
            "amount": "120000.00",
            "currency": "EUR",
        }
    ]


def test_missed_ones_first_and_then_by_the_day_to_decide():
    database = portfolio(date(2026, 4, 1), date(2026, 1, 1), date(2026, 2, 15), date(2026, 3, 1), date(2025, 12, 10))
    table = due(database, 60)
    assert [(row[0][-1], row[6]) for row in table.rows] == [
        ("5", "notice-missed"),
        ("2", "notice-missed"),
        ("3", "notice-window"),
        ("4", "active"),
        ("1", "active"),
    ]


@pytest.mark.parametrize(("within", "found"), [(4, 0), (5, 1), (6, 1), (4000, 1), (10**9, 1), (-400, 0), (-(10**9), 0)])
def test_the_last_day_counts(within, found):
    database = portfolio(date(2026, 3, 1))
    assert due(database, 10).rows[0][11] == "2026-11-27"
    assert len(due(database, within).rows) == found


def test_on_its_last_day_a_term_is_due_and_the_day_after_the_next_one_runs():
    database = portfolio(date(2026, 1, 1))
    assert due(database, 0, date(2026, 12, 31)).rows[0][7:9] == ("2026-01-01", "2026-12-31")
    assert due(database, 0, date(2027, 1, 1)).rows == ()
    assert due(database, 365, date(2027, 1, 1)).rows[0][7] == "2027-01-01"


def test_only_signed_and_running_contracts():
    spans = [(key, 0, "2026-01-01", "2026-12-31", None, None, None, "ends") for key in range(1, 6)]
    statuses = ("expiring", "expired", "terminated", "superseded", "active")
    phases = [(key, "2026-01-01", status, 0) for key, status in enumerate(statuses, start=1)]
    contracts = [contract(n, stage="draft" if n == 5 else "executed") for n in range(1, 6)]
    database = index(contracts, spans, phases)
    assert [row[0][-1] for row in due(database, 90).rows] == ["1"]
    assert due(database, 90).rows[0][12] == 39


def test_a_term_whose_renewal_or_end_is_sure_is_due_on_its_last_day_alone():
    noticed = (0, "2026-01-01", "2026-12-31", "2026-11-01", "2026-10-29", "2026-09-29")
    spans = [(1, *noticed, "renews", "2026-10-05"), (2, *noticed, "ends", None), (3, *noticed, "renews", None)]
    phases = [
        (1, "2026-01-01", "active", 0),
        (1, "2026-10-05", "auto-renewing", 0),
        (2, "2026-01-01", "expiring", 0),
        (3, "2026-01-01", "active", 0),
    ]
    database = index([contract(1), contract(2), contract(3)], spans, phases)
    before, after = due(database, 30, date(2026, 10, 4)), due(database, 30, date(2026, 10, 5))
    assert [row[0][-1] for row in before.rows] == ["1", "3"]
    assert [row[0][-1] for row in after.rows] == ["3"]
    settled = [row for row in due(database, 90, date(2026, 10, 5)).rows if row[0][-1] != "3"]
    assert [row[8:13] for row in settled] == [("2026-12-31", None, None, None, 87)] * 2


def test_a_contract_whose_terms_cannot_be_computed_is_undecided():
    contracts = [contract(1), contract(2, stage="draft")]
    database = index(contracts, (), [(1, "0001-01-01", "unknown", 0), (2, "0001-01-01", "unknown", 0)])
    table = due(database, 30)
    assert table.rows == ()
    assert [row[0][-1] for row in table.undecided] == ["1"]
    assert "cannot be computed" in table.notes[0]


def test_beyond_the_horizon_nobody_knows():
    spans = [(1, 0, "2025-01-01", "2025-12-31", None, None, None, "renews")]
    phases = [(1, "2025-01-01", "active", 0), (1, "2026-01-01", "unknown", 0)]
    database = index([contract(1)], spans, phases)
    assert due(database, 30, date(2025, 12, 15)).rows[0][6] == "active"
    assert due(database, 30).rows == ()
    assert len(due(database, 30).undecided) == 1


def test_an_index_range_finds_what_is_due():
    database = portfolio(date(2026, 1, 1))
    question = renewals_question(30, AS_OF, NAMES)
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question.sql}", question.params)]
    assert any("COVERING INDEX span_end (end>?)" in step for step in plan)
    assert any("phase_unknown" in step for step in plan)
    assert not any(step in ("SCAN span", "SCAN phase") for step in plan)

"""A list and the arithmetic of a deadline read one term: the SQL of a question against `span_on` and `asking`."""

import pytest
from make_index import NAMES, answer, contract, index
from terms_make import contract as agreed
from terms_make import d, notice, reckon, term_record

from clmctl.query.compile import compile_question
from clmctl.store.index.shard import term_rows
from clmctl.terms.status import asking, current_span, span_on, status_on

SHOWN = ("status", "term_start", "term_end", "notice_deadline", "send_by", "decision_by")
TERMS = {
    "runs": reckon(agreed()),
    "draft": reckon(agreed(stage="draft")),
    "undated draft": reckon(agreed(stage="draft", start=None)),
    "draft without end": reckon(agreed("evergreen", stage="negotiation")),
    "cancelled": reckon(agreed(stage="cancelled")),
    "silent on notice": reckon(agreed(notice=None)),
    "superseded": reckon(agreed(stage="superseded")),
    "terminated in no record": reckon(agreed(stage="terminated")),
    "terminated on record": reckon(agreed(stage="terminated"), term_record("terminated", 0, on="2027-06-15")),
    "fixed": reckon(agreed("fixed")),
    "notice given": reckon(agreed(), notice("non-renewal", received="2026-06-01")),
    "taken up again": reckon(agreed("manual"), term_record("renewed", 1, on="2027-02-01", start="2027-03-01", end="2028-02-29")),
    "no end": reckon(agreed("evergreen")),
}


@pytest.mark.parametrize("day", ["2025-06-01", "2026-03-01", "2026-12-01", "2027-02-10", "2029-07-01"])
def test_a_list_shows_the_term_that_the_deadline_explains(day):
    spans, phases = [], []
    for key, terms in enumerate(TERMS.values(), start=1):
        _, _, more_spans, more_phases = term_rows(key, terms)
        spans += more_spans
        phases += more_phases
    database = index([contract(key, title=name) for key, name in enumerate(TERMS, start=1)], spans, phases)
    found = answer(database, compile_question("", NAMES, d(day), select=("title", *SHOWN))).rows
    assert {str(row[0]): row[1:] for row in found} == {name: _explained(terms, d(day)) for name, terms in TERMS.items()}


def _explained(terms, day):
    status, span = status_on(terms, day), span_on(terms, day)
    if span is None:
        return (str(status), None, None, None, None, None)
    span = asking(span, status, day)
    days = (span.start, span.end, span.deadline, span.send_by, span.decision_by)
    return (str(status), *(each.isoformat() if each else None for each in days))


def test_nothing_renews_before_it_is_signed_and_what_is_signed_rolls_by_its_rule():
    day = d("2029-07-01")
    for name in ("draft", "draft without end", "cancelled"):
        assert span_on(TERMS[name], day) == TERMS[name].spans[0]
    for name in ("runs", "silent on notice", "superseded", "terminated in no record", "no end"):
        assert span_on(TERMS[name], day) == current_span(TERMS[name], day) is not None


def test_what_is_over_asks_for_no_notice():
    for name, day in (("fixed", "2026-12-01"), ("fixed", "2027-06-01"), ("superseded", "2026-12-01")):
        assert _explained(TERMS[name], d(day))[3:] == (None, None, None)

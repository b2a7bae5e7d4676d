"""Spans: by the rule they abut for ever from the anchor; records win from their term on; notice days keep their order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terms_make import WEEKDAYS, contract, d, days, notice, phases, reckon, status, term_record

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract, Dates, InitialTerm, Relation, Renewal
from clmctl.model.period import Period, parse_period
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.model.term import Conventions, Status
from clmctl.terms.explain import explain_deadline
from clmctl.terms.horizon import horizon_for
from clmctl.terms.reckoning import parent_of, terms_of
from clmctl.terms.status import asking, current_span, span_on, status_on

LENGTHS = st.builds(Period, months=st.integers(0, 26), days=st.integers(0, 90)).filter(lambda p: p != Period())
NOTICES = st.one_of(
    st.builds(Period, months=st.integers(0, 6)),
    st.builds(Period, days=st.integers(0, 200)),
    st.builds(Period, business_days=st.integers(0, 30)),
    st.builds(Period, clear_days=st.integers(0, 30)),
)
CONVENTIONS = st.builds(
    Conventions,
    short_month=st.sampled_from(["forward", "back"]),
    month_end=st.sampled_from(["anchor", "eom"]),
    notice_anchor=st.sampled_from(["date", "month-end"]),
    notice_by=st.sampled_from(["receipt", "dispatch"]),
    roll=st.sampled_from(["none", "back", "forward"]),
)
CONTRACTS = st.builds(
    Contract,
    path=st.just("contracts/a/A-1/contract.md"),
    blob=st.just(""),
    client=st.just("a"),
    id=st.just("A-1"),
    title=st.just(""),
    type=st.just("msa"),
    stage=st.just("executed"),
    dates=st.builds(Dates, effective=st.dates(date(2000, 1, 1), date(2030, 12, 31))),
    term=st.builds(InitialTerm, length=LENGTHS),
    renewal=st.builds(
        Renewal,
        type=st.sampled_from(["fixed", "auto-renew", "option", "manual", "evergreen", "perpetual"]),
        length=LENGTHS,
        max=st.none() | st.integers(0, 5),
        notice=NOTICES,
        deemed_receipt=st.none()
        | st.builds(Period, days=st.integers(0, 10))
        | st.builds(Period, business_days=st.integers(0, 4)),
        decision_lead=st.none() | st.builds(Period, days=st.integers(0, 60)),
    ),
)


@given(CONTRACTS, CONVENTIONS, st.sampled_from([None, WEEKDAYS]))
def test_spans_abut_and_notice_days_keep_their_order(of: Contract, conventions: Conventions, calendar: Calendar | None) -> None:
    terms = reckon(of, conventions=conventions, calendar=calendar)
    if terms.missing:
        assert terms.missing == ("conventions.calendar",) and calendar is None
        return
    assert terms.spans[0].start == of.dates.effective
    for one, following in pairwise(terms.spans):
        assert one.end is not None
        assert one.end + timedelta(days=1) == following.start
        assert following.number == one.number + 1
        assert one.next in ("renews", "goes-on")
    for span in terms.spans:
        assert span.end is None or span.start <= span.end
        if span.deadline is not None:
            assert span.decision_by <= span.send_by <= span.deadline <= span.end  # type: ignore[operator]
            assert calendar is None or calendar.is_open(span.send_by)  # type: ignore[arg-type]


@given(CONTRACTS, CONVENTIONS, st.dates(date(1999, 1, 1), date(2037, 1, 1)))
def test_phases_are_in_order_and_answer_for_every_day(of: Contract, conventions: Conventions, day: date) -> None:
    terms = reckon(of, conventions=conventions, calendar=WEEKDAYS)
    starts = [phase.start for phase in terms.phases]
    assert starts == sorted(set(starts))
    span, said = current_span(terms, day), status_on(terms, day)
    over = {Status.NOT_EFFECTIVE, Status.EXPIRED, Status.UNKNOWN}
    assert (span is None) == (said in over), (span, said)
    if span is not None and span.next == "ends" and of.renewal.type in ("fixed", "auto-renew"):
        assert said in {Status.ACTIVE, Status.EXPIRING}


SOME_DAY = st.none() | st.dates(date(1999, 1, 1), date(2036, 1, 1)) | st.sampled_from([date.min, date.max])
A_DAY = st.dates(date(1999, 1, 1), date(2036, 1, 1)) | st.sampled_from([date.min, date.max])
RECORDS = st.builds(
    Records,
    terms=st.lists(
        st.builds(
            TermRecord,
            key=st.just("k"),
            kind=st.sampled_from(["renewed", "extended", "terminated", "not-renewed"]),
            number=st.integers(0, 5),
            start=SOME_DAY,
            end=SOME_DAY,
            on=A_DAY,
            by=st.just("me"),
            why=st.just("why"),
            length=st.none() | LENGTHS | st.just(Period()) | st.just(Period(years=9999)),
        ),
        max_size=4,
    ).map(tuple),
    notices=st.lists(
        st.builds(
            NoticeRecord,
            key=st.just("k"),
            kind=st.sampled_from(["non-renewal", "termination", "other"]),
            side=st.just("us"),
            sent=SOME_DAY,
            received=SOME_DAY,
            effective=SOME_DAY,
            by=st.just("me"),
            why=st.just("why"),
        ),
        max_size=3,
    ).map(tuple),
)


@given(CONTRACTS, RECORDS, CONVENTIONS, st.sampled_from([None, WEEKDAYS]), st.sampled_from(["executed", "terminated"]))
def test_whatever_the_records_say_there_are_terms_in_order(
    of: Contract, records: Records, conventions: Conventions, calendar: Calendar | None, stage: str
) -> None:
    terms = terms_of(replace(of, stage=stage), records, conventions, calendar, None, date(2036, 1, 1))  # type: ignore[arg-type]
    for one, following in pairwise(terms.spans):
        assert one.end is not None and one.start <= one.end < following.start
        assert one.number < following.number
    for span in terms.spans:
        assert span.deadline is None or span.end is None or span.deadline <= span.end
    starts = [phase.start for phase in terms.phases]
    assert starts == sorted(set(starts)) and starts
    if terms.closed is not None and not terms.missing and terms.spans:
        assert terms.spans[-1].end is not None and terms.spans[-1].end <= terms.closed
    for day in (date.min, date(2026, 1, 1), date.max):
        assert explain_deadline(of, records, terms, conventions, calendar, day)


@given(CONTRACTS, CONVENTIONS)
def test_a_later_horizon_changes_nothing_before_it(of: Contract, conventions: Conventions) -> None:
    near, far = (reckon(of, conventions=conventions, calendar=WEEKDAYS, horizon=h) for h in (date(2031, 1, 1), date(2036, 1, 1)))
    assert far.spans[: len(near.spans)] == near.spans


def test_the_29th_of_february_goes_forward_and_comes_back() -> None:
    terms = reckon(contract(start="2024-02-29"))
    assert days(terms)[:5] == [
        ("2024-02-29", "2025-02-28"),
        ("2025-03-01", "2026-02-28"),
        ("2026-03-01", "2027-02-28"),
        ("2027-03-01", "2028-02-28"),
        ("2028-02-29", "2029-02-28"),
    ]
    back = reckon(contract(start="2024-02-29"), conventions=Conventions(short_month="back"))
    assert days(back)[:2] == [("2024-02-29", "2025-02-27"), ("2025-02-28", "2026-02-27")]


def test_a_stated_end_is_the_anchor_of_what_follows() -> None:
    terms = reckon(contract(start="2026-01-15", term=None, end="2026-02-28", length="P1Y"))
    assert days(terms)[:3] == [("2026-01-15", "2026-02-28"), ("2026-03-01", "2027-02-28"), ("2027-03-01", "2028-02-29")]


def test_a_stated_end_that_agrees_with_the_length_keeps_the_first_day_as_anchor() -> None:
    stated = contract(start="2024-02-29", end="2025-02-28", term="P12M")
    assert days(reckon(stated)) == days(reckon(contract(start="2024-02-29", term="P12M")))


def test_first_term_and_renewals_may_differ_in_length() -> None:
    terms = reckon(contract(start="2026-08-31", term="P18M", length="P1M", most=3))
    assert days(terms) == [
        ("2026-08-31", "2028-02-29"),  # February has no 31st: the next term starts on 1 March
        ("2028-03-01", "2028-03-30"),
        ("2028-03-31", "2028-04-30"),
        ("2028-05-01", "2028-05-30"),
    ]


def test_send_by_goes_back_to_a_business_day_and_the_deadline_does_not_roll() -> None:
    calendar = Calendar("uk", holidays=MappingProxyType({d("2026-10-30"): "a holiday"}))
    span = reckon(contract(notice="P2M", deemed="P1D", lead="P30D"), calendar=calendar).spans[0]
    assert (str(span.deadline), str(span.send_by), str(span.decision_by)) == ("2026-10-31", "2026-10-29", "2026-09-29")


def test_dispatch_needs_no_time_in_the_post() -> None:
    span = reckon(contract(notice="P2M", deemed="P5D"), conventions=Conventions(notice_by="dispatch")).spans[0]
    assert span.send_by == span.deadline == d("2026-10-31")


@pytest.mark.parametrize(("roll", "expected"), [("none", "2026-10-31"), ("back", "2026-10-30"), ("forward", "2026-11-02")])
def test_a_deadline_rolls_only_where_the_contract_says_so(roll: str, expected: str) -> None:
    conventions = Conventions(roll=roll)  # type: ignore[arg-type]
    assert str(reckon(contract(notice="P2M"), conventions=conventions, calendar=WEEKDAYS).spans[0].deadline) == expected


def test_a_deadline_never_rolls_past_the_last_day() -> None:
    of = contract(start="2026-01-01", term=None, end="2026-10-31", notice="P0D")  # a Saturday
    span = reckon(of, conventions=Conventions(roll="forward"), calendar=WEEKDAYS).spans[0]
    assert span.deadline == span.end == d("2026-10-31")


def test_notice_counts_from_the_end_of_the_current_term() -> None:
    terms = reckon(contract())
    for day, deadline in (("2026-12-31", "2026-11-01"), ("2027-01-01", "2027-11-01"), ("2028-06-01", "2028-11-01")):
        span = current_span(terms, d(day))
        assert span is not None and str(span.deadline) == deadline


def test_a_record_that_says_what_the_rule_says_keeps_the_anchor() -> None:
    of = contract(start="2024-02-29")
    replayed = [
        term_record("renewed", 1, on="2025-01-10", start="2025-03-01", end="2026-02-28"),
        term_record("renewed", 2, on="2026-01-10"),
    ]
    assert days(reckon(of, *replayed)) == days(reckon(of))


def test_a_record_wins_over_the_rule_from_its_term_on() -> None:
    of = contract()
    terms = reckon(of, term_record("renewed", 1, on="2026-11-01", start="2027-01-01", end="2027-06-30"))
    assert days(terms)[:4] == [
        ("2026-01-01", "2026-12-31"),
        ("2027-01-01", "2027-06-30"),
        ("2027-07-01", "2028-06-30"),
        ("2028-07-01", "2029-06-30"),
    ]
    assert str(terms.spans[1].deadline) == "2027-05-01"


def test_a_record_without_an_end_has_the_length_it_states_or_the_contracts() -> None:
    half = term_record("renewed", 1, on="2026-11-01", length="P6M")
    assert days(reckon(contract(), half))[1:3] == [("2027-01-01", "2027-06-30"), ("2027-07-01", "2028-06-30")]
    later = term_record("renewed", 1, on="2027-01-20", start="2027-02-01")
    assert days(reckon(contract("manual"), later))[1] == ("2027-02-01", "2028-01-31")


def test_an_early_renewal_cuts_the_term_before_it() -> None:
    terms = reckon(contract(), term_record("renewed", 1, on="2026-09-01", start="2026-10-01", end="2027-09-30"))
    assert days(terms)[:2] == [("2026-01-01", "2026-09-30"), ("2026-10-01", "2027-09-30")]


def test_a_lapse_between_terms_is_expired() -> None:
    of = contract("manual", notice=None)
    terms = reckon(of, term_record("renewed", 1, on="2027-02-01", start="2027-02-15", end="2028-02-14"))
    assert days(terms) == [("2026-01-01", "2026-12-31"), ("2027-02-15", "2028-02-14")]
    assert status(terms, "2027-02-01") is Status.EXPIRED
    assert status(terms, "2027-02-15") is Status.ACTIVE
    assert current_span(terms, d("2027-02-01")) is None
    assert status(terms, "2028-02-15") is Status.EXPIRED


def test_an_extension_moves_the_end_and_what_follows() -> None:
    terms = reckon(contract(), term_record("extended", 0, on="2026-06-01", end="2027-03-31"))
    assert days(terms)[:2] == [("2026-01-01", "2027-03-31"), ("2027-04-01", "2028-03-31")]


def test_records_may_begin_in_the_middle_of_a_life() -> None:
    of = contract("manual", notice=None)
    terms = reckon(of, term_record("renewed", 3, on="2028-11-01", start="2029-01-01", end="2029-12-31"))
    assert [(s.number, str(s.start)) for s in terms.spans] == [(0, "2026-01-01"), (3, "2029-01-01")]


def test_of_two_records_for_a_term_the_later_act_counts() -> None:
    first = term_record("renewed", 1, on="2026-10-01", end="2027-03-31")
    later = term_record("renewed", 1, on="2026-11-01", end="2027-06-30")
    assert days(reckon(contract("manual"), later, first))[1] == ("2027-01-01", "2027-06-30")


@pytest.mark.parametrize(
    ("of", "missing"),
    [
        (contract(notice=None), ("renewal.notice",)),
        (contract(length=None), ("renewal.length",)),
        (contract(length="P0D"), ("renewal.length",)),
        (contract(term=None), ("term.length",)),
        (contract(term="P0D"), ("term.length",)),
        (contract(start=None), ("dates.effective",)),
        (contract(None), ("renewal.type",)),
        (contract("fixed", start="2026-02-01", term=None, end="2026-01-01"), ("term.end",)),
        (contract("coterminous"), ("relations",)),
        (contract(notice="P10B"), ("conventions.calendar",)),
        (contract(None, start=None, term=None), ("dates.effective", "renewal.type", "term.length")),
    ],
)
def test_a_silent_contract_is_unknown_and_says_what_it_lacks(of: Contract, missing: tuple[str, ...]) -> None:
    terms = reckon(of)
    assert terms.missing == missing
    assert status_on(terms, date.min) is Status.UNKNOWN
    assert {said for _, said in phases(terms)} == {"unknown"}


def test_an_auto_renewal_without_notice_still_shows_its_terms() -> None:
    terms = reckon(contract(notice=None, most=1))
    assert days(terms) == [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")]
    assert terms.spans[0].deadline is None


@pytest.mark.parametrize(
    ("of", "missing"),
    [
        (contract("fixed", term="P9999Y"), ("term.length",)),
        (contract("fixed", term="P9999Y999999D"), ("term.length",)),
        (contract("fixed", notice="P9999Y"), ("renewal.notice",)),
        (contract("option", notice="P60D", deemed="P999999D"), ("renewal.deemed_receipt",)),
        (contract("option", notice="P60D", lead="P9999Y"), ("renewal.decision_lead",)),
        (contract(notice="P99999B"), ("renewal.notice",)),
    ],
)
def test_periods_out_of_this_world_are_named(of: Contract, missing: tuple[str, ...]) -> None:
    terms = reckon(of, calendar=WEEKDAYS)
    assert terms.missing == missing
    assert status(terms, "2026-06-01") is Status.UNKNOWN


def test_a_notice_that_cannot_be_counted_stops_nothing() -> None:
    sent = notice("non-renewal", sent="2026-09-01")
    for deemed in ("P2B", "P9999Y"):
        terms = reckon(contract(deemed=deemed), sent)
        assert terms.missing and status(terms, "2026-10-01") is Status.UNKNOWN
    ended = notice("termination", received="2026-09-01")
    for period in ("P2B", "P9999Y"):
        terms = reckon(contract(values={"termination.convenience.notice": parse_period(period)}), ended)
        assert terms.missing == ("termination.convenience.notice",)


def test_the_last_days_there_are() -> None:
    ends = reckon(contract("fixed", term=None, end="9999-12-31", notice=None))
    assert days(ends) == [("2026-01-01", "9999-12-31")]
    assert status(ends, "9999-12-31") is Status.EXPIRING
    rolls = reckon(contract(term="P7000Y", length="P900Y"), horizon=date.max)
    assert days(rolls) == [("2026-01-01", "9025-12-31"), ("9026-01-01", "9925-12-31")]
    assert status(rolls, "9926-01-01") is Status.UNKNOWN


def test_beyond_the_horizon_is_unknown_and_not_wrong() -> None:
    terms = reckon(contract(), horizon=d("2030-01-01"))
    assert terms.spans[-1].end == d("2030-12-31")
    assert status(terms, "2030-12-31") is Status.NOTICE_MISSED
    assert status(terms, "2031-01-01") is Status.UNKNOWN
    short = reckon(contract(term="P1D", length="P1D", notice="P0D"), horizon=d("2036-01-01"))
    assert len(short.spans) == 600
    assert status(short, "2030-01-01") is Status.UNKNOWN


def test_the_horizon_moves_once_in_ten_years() -> None:
    assert horizon_for(d("1999-01-01")) == horizon_for(d("2026-11-22")) == horizon_for(d("2030-01-01")) == d("2040-01-01")
    assert horizon_for(d("2030-12-31")) == d("2040-01-01")
    assert horizon_for(d("2031-01-01")) == d("2050-01-01")
    assert horizon_for(date.max) == d("9990-01-01")


def test_evergreen_and_perpetual_have_no_end() -> None:
    for kind in ("evergreen", "perpetual"):
        terms = reckon(contract(kind, term=None, notice=None))
        assert days(terms) == [("2026-01-01", "None")]
        assert terms.spans[0].next == "goes-on"


def test_evergreen_after_a_minimum_term() -> None:
    terms = reckon(contract("evergreen", term="P12M", notice="P3M", lead="P30D"))
    assert days(terms) == [("2026-01-01", "2026-12-31"), ("2027-01-01", "None")]
    assert phases(terms) == [
        ("2026-01-01", "active"),
        ("2026-08-31", "notice-window"),
        ("2026-10-01", "active"),
        ("2027-01-01", "evergreen"),
    ]


def test_coterminous_takes_its_parents_terms() -> None:
    parent = reckon(contract(most=1))
    terms = reckon(contract("coterminous", start="2026-06-01", term=None, notice=None), parent=parent)
    assert days(terms) == [("2026-06-01", "2026-12-31"), ("2027-01-01", "2027-12-31")]
    assert terms.spans[0].deadline == parent.spans[0].deadline
    assert status(terms, "2026-05-31") is Status.NOT_EFFECTIVE
    assert status(terms, "2026-06-01") is Status.ACTIVE
    assert status(terms, "2028-01-01") is Status.EXPIRED
    silent = reckon(contract("coterminous"), parent=reckon(contract(notice=None)))
    assert silent.missing == ("parent.renewal.notice",)


def test_a_parent_is_what_a_contract_hangs_on() -> None:
    relations = (Relation("references", "X-1"), Relation("schedule-of", "S-1"), Relation("sow-of", "M-1"))
    assert parent_of(contract(relations=relations)) == "M-1"
    assert parent_of(contract()) == ""


def test_a_notice_on_its_last_day_is_in_time_and_a_day_later_counts_for_the_next_term() -> None:
    assert str(reckon(contract()).spans[0].deadline) == "2026-11-01"
    assert len(reckon(contract(), notice("non-renewal", received="2026-11-01")).spans) == 1
    assert len(reckon(contract(), notice("non-renewal", received="2026-11-02")).spans) == 2


def test_where_length_and_end_disagree_the_next_term_follows_the_end() -> None:
    of = contract(term="P12M", end="2027-03-31")
    assert days(reckon(of))[:2] == [("2026-01-01", "2027-03-31"), ("2027-04-01", "2028-03-31")]


def test_a_termination_on_record_without_an_end_ends_the_contract_that_day() -> None:
    terms = reckon(contract(stage="terminated"), term_record("terminated", 0, on="2026-06-15"))
    assert terms.closed == d("2026-06-15")
    assert days(terms) == [("2026-01-01", "2026-06-15")]


def test_a_notice_before_the_first_day_makes_it_expiring_from_that_day_on() -> None:
    of = contract(values={"termination.convenience.notice": parse_period("P60D")})
    terms = reckon(of, notice("termination", received="2025-12-15"))
    assert phases(terms) == [("2026-01-01", "expiring"), ("2026-02-14", "terminated")]


def test_notice_days_ask_for_something_until_the_end_is_sure_or_the_renewal_is_on_record() -> None:
    span = reckon(contract()).spans[0]
    assert asking(span, Status.NOTICE_WINDOW, d("2026-10-01")) == span
    decided = span._replace(decided=d("2026-10-05"))
    assert asking(decided, Status.ACTIVE, d("2026-10-04")) == decided
    for settled in (asking(decided, Status.AUTO_RENEWING, d("2026-10-05")), asking(span, Status.EXPIRING, d("2026-10-01"))):
        assert (settled.deadline, settled.send_by, settled.decision_by) == (None, None, None)
        assert settled.end == span.end


def test_terms_are_numbered_from_nought() -> None:
    assert [s.number for s in reckon(contract("evergreen", term="P12M")).spans] == [0, 1]
    assert [s.number for s in reckon(contract("perpetual", term=None)).spans] == [0]


def test_the_term_that_runs_and_the_term_of_a_day() -> None:
    terms = reckon(contract("fixed", notice=None))
    assert current_span(terms, d("2025-12-31")) is None
    assert span_on(terms, d("2025-12-31")) == terms.spans[0]
    assert span_on(terms, d("2027-12-31")) == terms.spans[0]


def test_terms_do_not_read_a_notice_about_something_else() -> None:
    of, other = contract(), notice("other", received="2026-05-01")
    assert reckon(of, other) == terms_of(of, Records(), Conventions(), None, None, date(2036, 1, 1))
    assert parse_period("P60D") == of.renewal.notice

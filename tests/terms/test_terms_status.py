"""Status on every day, for each kind of renewal and each act."""

from datetime import date
from types import MappingProxyType

import pytest
from terms_make import contract, d, days, notice, phases, reckon, status, term_record

from clmctl.model.field import Catalogue
from clmctl.model.party import Party
from clmctl.model.period import parse_period
from clmctl.model.settings import Settings
from clmctl.model.term import Conventions, Status
from clmctl.terms.reckoning import conventions_of

LEAD = "P30D"


def test_an_auto_renewal_through_a_year() -> None:
    terms = reckon(contract(lead=LEAD))
    assert phases(terms)[:4] == [
        ("2026-01-01", "active"),
        ("2026-10-02", "notice-window"),
        ("2026-11-02", "notice-missed"),
        ("2027-01-01", "active"),
    ]
    assert status(terms, "2025-12-31") is Status.NOT_EFFECTIVE
    assert status(terms, "2026-11-01") is Status.NOTICE_WINDOW  # the deadline itself is in time
    assert terms.spans[0].next == "renews"


def test_a_decided_renewal_is_auto_renewing_from_the_day_it_was_made() -> None:
    terms = reckon(contract(lead=LEAD), term_record("renewed", 1, on="2026-10-15"))
    assert phases(terms)[:4] == [
        ("2026-01-01", "active"),
        ("2026-10-02", "notice-window"),
        ("2026-10-15", "auto-renewing"),
        ("2027-01-01", "active"),
    ]


def test_notice_in_time_lets_the_term_run_out() -> None:
    terms = reckon(contract(lead=LEAD), notice("non-renewal", received="2026-10-20"))
    assert days(terms) == [("2026-01-01", "2026-12-31")]
    assert phases(terms) == [
        ("2026-01-01", "active"),
        ("2026-10-02", "notice-window"),
        ("2026-10-20", "expiring"),
        ("2027-01-01", "expired"),
    ]


def test_notice_a_day_late_counts_for_the_next_term() -> None:
    terms = reckon(contract(lead=LEAD), notice("non-renewal", received="2026-11-02"))
    assert days(terms) == [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")]
    assert status(terms, "2026-12-01") is Status.NOTICE_MISSED
    assert status(terms, "2027-01-01") is Status.EXPIRING
    assert status(terms, "2028-01-01") is Status.EXPIRED


def test_late_notice_that_names_the_day_it_missed_has_no_effect() -> None:
    late = notice("non-renewal", received="2026-11-02", effective="2026-12-31")
    assert reckon(contract(), late).spans == reckon(contract()).spans
    in_time = notice("non-renewal", received="2026-03-01", effective="2027-12-31")
    assert days(reckon(contract(), in_time))[-1] == ("2027-01-01", "2027-12-31")


def test_a_notice_sent_counts_when_deemed_received_or_when_dispatched() -> None:
    sent = notice("non-renewal", sent="2026-10-30")
    by_receipt = reckon(contract(deemed="P3D"), sent)
    assert len(by_receipt.spans) == 2  # deemed received on 2 November, a day late
    by_dispatch = reckon(contract(deemed="P3D"), sent, conventions=Conventions(notice_by="dispatch"))
    assert len(by_dispatch.spans) == 1


def test_a_recorded_decision_not_to_renew_needs_no_notice() -> None:
    terms = reckon(contract(lead=LEAD), term_record("not-renewed", 0, on="2026-12-01", end="2026-12-31"))
    assert phases(terms)[2:] == [("2026-11-02", "notice-missed"), ("2026-12-01", "expiring"), ("2027-01-01", "expired")]


def test_the_last_renewal_allowed_ends_like_a_fixed_term() -> None:
    terms = reckon(contract(most=1, lead=LEAD))
    assert phases(terms)[3:] == [("2027-01-01", "active"), ("2027-10-03", "expiring"), ("2028-01-01", "expired")]
    assert terms.spans[-1].next == "ends"
    assert phases(reckon(contract(most=0, lead=LEAD)))[1:] == [("2026-10-03", "expiring"), ("2027-01-01", "expired")]


def test_a_fixed_term() -> None:
    terms = reckon(contract("fixed", notice=None))
    assert phases(terms) == [("2026-01-01", "active"), ("2026-10-03", "expiring"), ("2027-01-01", "expired")]
    short = reckon(contract("fixed", term="P30D", notice=None))
    assert phases(short) == [("2026-01-01", "expiring"), ("2026-01-31", "expired")]
    lead = reckon(contract("fixed", notice=None), conventions=Conventions(expiring_lead=parse_period("P1M")))
    assert phases(lead)[1] == ("2026-12-01", "expiring")


def test_an_option_runs_out_at_its_deadline() -> None:
    of = contract("option", notice="P60D", lead=LEAD)
    assert phases(reckon(of)) == [
        ("2026-01-01", "active"),
        ("2026-10-02", "to-renew"),
        ("2026-11-02", "notice-missed"),
        ("2027-01-01", "expired"),
    ]
    used = reckon(of, term_record("renewed", 1, on="2026-10-20"))
    assert phases(used)[:4] == [
        ("2026-01-01", "active"),
        ("2026-10-02", "to-renew"),
        ("2026-10-20", "auto-renewing"),
        ("2027-01-01", "active"),
    ]
    assert days(used) == [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")]
    silent = reckon(contract("option", notice=None))
    assert phases(silent) == [("2026-01-01", "active"), ("2026-10-03", "to-renew"), ("2027-01-01", "expired")]


def test_a_manual_renewal_stays_to_renew_until_the_end() -> None:
    terms = reckon(contract("manual", lead=LEAD))
    assert phases(terms) == [("2026-01-01", "active"), ("2026-10-02", "to-renew"), ("2027-01-01", "expired")]
    told = reckon(contract("manual", lead=LEAD), notice("non-renewal", received="2026-12-20"))
    assert phases(told)[2:] == [("2026-12-20", "expiring"), ("2027-01-01", "expired")]
    told = reckon(contract("manual", lead=LEAD), notice("non-renewal", received="2026-10-20"))
    assert phases(told)[2:] == [("2026-10-20", "expiring"), ("2027-01-01", "expired")]


def test_notice_to_end_an_evergreen_contract() -> None:
    of = contract("evergreen", term=None, notice=None, values={"termination.convenience.notice": parse_period("P30D")})
    terms = reckon(of, notice("termination", received="2027-03-10"))
    assert phases(terms) == [("2026-01-01", "evergreen"), ("2027-03-10", "expiring"), ("2027-04-10", "terminated")]
    assert terms.closed == d("2027-04-09")
    assert days(terms) == [("2026-01-01", "2027-04-09")]
    named = reckon(of, notice("termination", received="2027-03-10", effective="2027-06-30"))
    assert named.closed == d("2027-06-30")


def test_an_ending_that_cannot_be_computed_is_unknown_from_the_notice_on() -> None:
    terms = reckon(contract("evergreen", term=None, notice=None), notice("termination", received="2027-03-10"))
    assert terms.missing == ("termination.convenience.notice",)
    assert phases(terms) == [("2026-01-01", "evergreen"), ("2027-03-10", "unknown")]


def test_an_evergreen_contract_does_not_end_before_its_minimum_term() -> None:
    of = contract("evergreen", term="P12M", notice="P1M")
    assert reckon(of, notice("non-renewal", received="2026-03-10")).closed == d("2026-12-31")
    assert reckon(of, notice("termination", received="2027-03-10")).closed == d("2027-04-10")


def test_a_terminated_contract_expires_until_its_day() -> None:
    of = contract(stage="terminated", lead=LEAD)
    terms = reckon(of, term_record("terminated", 0, on="2026-06-15", end="2026-07-31"))
    assert phases(terms) == [("2026-01-01", "active"), ("2026-06-15", "expiring"), ("2026-08-01", "terminated")]
    assert days(terms) == [("2026-01-01", "2026-07-31")]
    assert terms.spans[0].deadline is None
    executed = reckon(contract(lead=LEAD), term_record("terminated", 0, on="2026-06-15", end="2026-07-31"))
    assert executed.phases == terms.phases
    unrecorded = phases(reckon(of))
    assert unrecorded[0] == ("0001-01-01", "terminated")
    assert {said for _, said in unrecorded} == {"terminated"}


def test_a_termination_after_the_end_changes_nothing() -> None:
    act = term_record("terminated", 0, on="2027-02-01", end="2027-02-01")
    assert phases(reckon(contract("fixed"), act))[-1] == ("2027-01-01", "expired")
    assert phases(reckon(contract("fixed", stage="terminated"), act))[-1] == ("2027-02-02", "terminated")


def test_a_termination_before_the_first_day() -> None:
    terms = reckon(contract(stage="terminated"), term_record("terminated", 0, on="2025-11-01", end="2025-11-01"))
    assert terms.spans == ()
    assert status(terms, "2025-10-01") is Status.NOT_EFFECTIVE
    assert status(terms, "2026-06-01") is Status.TERMINATED


def test_a_silent_contract_that_was_ended_is_known_to_be_over() -> None:
    terms = reckon(contract(notice=None, stage="terminated"), term_record("terminated", 0, on="2026-06-15", end="2026-07-31"))
    assert phases(terms) == [("0001-01-01", "unknown"), ("2026-06-15", "expiring"), ("2026-08-01", "terminated")]


@pytest.mark.parametrize("stage", ["request", "draft", "review", "negotiation", "approval", "signature", "cancelled"])
def test_what_is_not_signed_is_not_effective(stage: str) -> None:
    assert phases(reckon(contract(stage=stage))) == [("0001-01-01", "not-effective")]
    assert phases(reckon(contract(None, stage=stage, start=None))) == [("0001-01-01", "not-effective")]


def test_superseded() -> None:
    found = phases(reckon(contract(stage="superseded")))
    assert found[:2] == [("0001-01-01", "superseded"), ("2027-01-01", "superseded")]  # a phase for each term of its rule
    assert {said for _, said in found} == {"superseded"}


def test_perpetual() -> None:
    assert phases(reckon(contract("perpetual", term=None))) == [("2026-01-01", "active")]


def test_notice_longer_than_the_term_is_missed_from_the_first_day() -> None:
    terms = reckon(contract(term="P1M", length="P1M", notice="P60D", lead="P0D"), horizon=d("2026-03-01"))
    assert set(phases(terms)[:3]) == {
        ("2026-01-01", "notice-missed"),
        ("2026-02-01", "notice-missed"),
        ("2026-03-01", "notice-missed"),
    }


def settings(**more: object) -> Settings:
    return Settings(organisation=Party("us", "supplier", "Us Ltd"), catalogue=Catalogue(()), **more)  # type: ignore[arg-type]


def test_a_contract_states_its_conventions_and_the_workspace_the_rest() -> None:
    house = settings(conventions=Conventions(roll="back", expiring_lead=parse_period("P10D")), default_calendar="england")
    assert conventions_of(contract(), house) == Conventions(roll="back", expiring_lead=parse_period("P10D"), calendar="england")
    stated = contract(values={"conventions.short_month": "back", "conventions.calendar": "berlin"})
    assert conventions_of(stated, house) == Conventions(
        short_month="back", roll="back", calendar="berlin", expiring_lead=parse_period("P10D")
    )
    plain = settings()
    assert conventions_of(contract(), plain) is plain.conventions


def test_values_of_another_type_do_not_stop_an_ending() -> None:
    of = contract("evergreen", term=None, notice="P1M", values=MappingProxyType({"termination.convenience.notice": "soon"}))  # type: ignore[arg-type]
    assert reckon(of, notice("termination", received="2027-01-31")).closed == date(2027, 2, 28)

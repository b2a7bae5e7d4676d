"""The arithmetic spelled out: every line a sum that adds up to the span's days, with its convention and its clause."""

from datetime import date
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st
from terms_make import WEEKDAYS, contract, d, notice, reckon, term_record

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.model.term import Conventions, Status, Step
from clmctl.terms.explain import explain_deadline
from clmctl.terms.meaning import MEANING
from clmctl.terms.status import current_span

TEXT = """# Agreement

## Term and renewal {#term}

1. This agreement starts on {{ dates.effective | date }} and runs for {{ term.length | words }}.
2. It renews for {{ renewal.length }}:
   1. unless notice of {{ renewal.notice | words }} is given.
"""


def lines(of: Contract, day: str, *records: TermRecord | NoticeRecord, **more) -> dict[str, Step]:
    kept = Records(
        tuple(r for r in records if isinstance(r, TermRecord)), tuple(r for r in records if isinstance(r, NoticeRecord))
    )
    conventions, calendar = more.pop("conventions", Conventions()), more.pop("calendar", WEEKDAYS)
    terms = reckon(of, *records, conventions=conventions, calendar=calendar, horizon=date(2040, 1, 1), **more)
    return {step.label: step for step in explain_deadline(of, kept, terms, conventions, calendar, d(day))}


def test_a_renewed_term_from_the_first_day_to_the_day_to_decide() -> None:
    found = lines(contract(start="2024-03-01", notice="P3M", deemed="P3D", lead="P14D", most=3, text=TEXT), "2026-11-22")
    assert {label: str(step.day) for label, step in found.items()} == {
        "first day": "2024-03-01",
        "first term ends": "2025-02-28",
        "term 2 ends": "2027-02-28",
        "notice must be received by": "2026-11-28",
        "the other reading": "2026-11-30",
        "less deemed receipt": "2026-11-25",
        "send by": "2026-11-25",
        "decide by": "2026-11-11",
        "then": "2027-03-01",
    }
    assert "2024-03-01 + P12M + 2 × P12M (renewal.length, in 1.2 #term)" in found["term 2 ends"].how
    assert "2027-02-28 − P3M (renewal.notice, in 1.2(a) #term)" in found["notice must be received by"].how
    assert "notice_by: receipt (the workspace's)" in found["notice must be received by"].how
    assert "closed day (Saturday) and stays: roll: none" in found["notice must be received by"].how
    assert "month-end" in found["the other reading"].how
    assert "renewal 3 of at most 3" in found["then"].how


def test_who_states_a_convention_is_said() -> None:
    of = contract(notice="P2M", values={"conventions.roll": "back"})
    found = lines(of, "2026-06-01", conventions=Conventions(roll="back", notice_by="dispatch"))
    assert "roll: back (the contract's)" in found["rolled"].how and "2026-10-31 is closed (Saturday)" in found["rolled"].how
    assert found["notice must be sent by"].day == d("2026-10-31")
    assert found["rolled"].day == found["send by"].day == d("2026-10-30")
    assert "the workspace's decision_lead" in found["decide by"].how


def test_third_party_paper_is_cited() -> None:
    of = contract(cites=MappingProxyType({"renewal.notice": "#kuendigung"}))
    assert "renewal.notice, cited from #kuendigung" in lines(of, "2026-06-01")["notice must be received by"].how


def test_records_and_notices_are_lines_of_their_own() -> None:
    renewed = term_record("renewed", 1, on="2026-10-01", start="2027-01-01", end="2027-06-30")
    found = lines(contract(), "2027-03-01", renewed, notice("non-renewal", received="2027-04-01"))
    assert "renewed on 2026-10-01 by me: why" in found["term 1 on record"].how
    assert found["term 1 ends"].day == d("2027-06-30")
    assert found["notice of non-renewal"].day == d("2027-04-01")
    assert "shall not renew" in found["then"].how


def test_a_silent_contract_names_what_is_missing() -> None:
    found = lines(contract(notice=None), "2026-06-01")
    assert found["missing"].how.startswith("renewal.notice")
    assert found["first term ends"].day == d("2026-12-31")
    nothing = lines(contract(start=None), "2026-06-01")
    assert list(nothing) == ["missing", "no term"]


def test_before_the_first_term_and_after_the_last() -> None:
    assert "has not begun" in lines(contract("fixed"), "2025-06-01")["no term runs"].how
    assert "is over" in lines(contract("fixed"), "2028-06-01")["no term runs"].how


def test_a_coterminous_contract_takes_its_parents_days() -> None:
    parent = reckon(contract())
    found = lines(contract("coterminous", term=None, notice=None), "2026-06-01", parent=parent)
    assert found["notice by"].day == parent.spans[0].deadline
    assert "coterminous" in found["last day"].how


def test_an_unknown_calendar_year_is_said() -> None:
    calendar = Calendar("old", first_year=2000, last_year=2020)
    assert "2000 to 2020" in lines(contract(), "2026-06-01", calendar=calendar)["note"].how


@settings(max_examples=60)
@given(
    st.sampled_from(["fixed", "auto-renew", "option", "manual", "evergreen", "perpetual"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["P1M", "P3M", "P30D", "P10B", "P14C", None]),
    st.sampled_from(["none", "back", "forward"]),
    st.sampled_from(["date", "month-end"]),
)
def test_the_lines_add_up_to_the_span(kind: str, day: date, text: str | None, roll: str, anchor: str) -> None:
    conventions = Conventions(roll=roll, notice_anchor=anchor)  # type: ignore[arg-type]
    of = contract(kind, start="2021-01-31", notice=text, deemed="P2B")
    span = current_span(reckon(of, conventions=conventions, calendar=WEEKDAYS, horizon=date(2040, 1, 1)), day)
    found = lines(of, str(day), conventions=conventions)
    if span is None or span.deadline is None or kind == "perpetual":
        return
    said = {step.day for step in found.values()}
    assert {span.deadline, span.send_by, span.decision_by, span.end} <= said
    assert found["send by"].day == span.send_by


def test_every_status_has_a_meaning() -> None:
    assert set(MEANING) == set(Status)

"""Worked cases of real systems and of case law, run by the package's own arithmetic.

`pytest tests/test_reference_cases.py --cases FILE` runs any file of the form: a list of cases with `id`, `area`, `given`,
`expect` and `convention`. What a case is about is known by the keys of `given` and `expect` (its shape), never by its id.
A shape of a later part is skipped with that part's word; a shape nobody knows fails. The functions here convert
representations (exclusive ends, names of conventions) and leave every sum to clmctl.
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from dateutil import tz

from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract, Dates, InitialTerm, Renewal
from clmctl.model.period import Period, parse_period
from clmctl.model.record import Records, TermRecord
from clmctl.model.term import Conventions, Span, Terms
from clmctl.renewal.following import following_term
from clmctl.terms.arithmetic import add_months, shift, whole_periods
from clmctl.terms.business import Roll, add_months_on_business_ends, roll
from clmctl.terms.notice import late_by, notice_rule, urgency
from clmctl.terms.periods import (
    calendar_period_last,
    calendar_periods,
    month_before,
    nth_period,
    period_around,
    periods_to_end,
    schedule,
    window_before,
)
from clmctl.terms.reckoning import terms_of
from clmctl.terms.recurrence import first_instant, last_second, local_day, occurrences
from clmctl.terms.status import current_span

Case = dict[str, Any]
#: Keys that only cases of a later part carry, and that part's word.
LATER = {
    "suspend": "suspension",
    "stop": "stop",
    "period_start": "invoice dates",
    "offset_days": "invoice dates",
    "price": "billing",
    "amount": "billing",
    "fee": "billing",
    "items": "billing",
    "proration": "billing",
}
LATER_AREAS = ("sla", "billing")


# --- reading


def plain(value: Any) -> Any:
    """YAML's own dates and its reading of an unquoted `on` put back to what the file says."""
    if isinstance(value, dict):
        return {{True: "on", False: "off"}.get(key, key) if isinstance(key, bool) else key: plain(v) for key, v in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value.tzinfo else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def load(path: Path) -> list[Case]:
    cases = plain(yaml.safe_load(path.read_text(encoding="utf-8")))
    if isinstance(cases, dict):
        cases = cases.get("cases", [])
    assert isinstance(cases, list), f"{path} is not a list of cases"
    return cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    named = metafunc.config.getoption("--cases")
    folder = os.environ.get("CLMCTL_TEST_DATA")
    if not named and not folder:
        reason = "give --cases FILE, or set CLMCTL_TEST_DATA to the folder that holds cases/"
        metafunc.parametrize("case", [pytest.param({}, marks=pytest.mark.skip(reason=reason))], ids=["no-cases"])
        return
    path = Path(named) if named else Path(folder or "") / "cases" / "reference-cases.yaml"
    cases = load(path)
    metafunc.parametrize("case", cases, ids=[str(case.get("id", n)) for n, case in enumerate(cases)])


# --- words of the cases -> values


def day(text: str) -> date:
    return date.fromisoformat(text[:10])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def calendar_of(given: Case) -> Calendar:
    """Weekend (`sat-sun`, `fri-sat`, `none`) and holidays of a case; without either, Saturday and Sunday."""
    text = given.get("weekend", "sat-sun")
    names = [] if text in ("none", "", None) else re.findall("|".join(WEEKDAYS), str(text).lower())
    holidays = {day(text): "holiday" for text in given.get("holidays", [])}
    return Calendar("case", frozenset(WEEKDAYS.index(name) for name in names), MappingProxyType(holidays))


def conventions_of(case: Case) -> Conventions:
    """The conventions a case states in words, or as `given.conventions`."""
    given, words = case["given"], str(case.get("convention", "")).lower()
    stated = dict(given.get("conventions", {}))
    if "month-end stays month-end" in words or "month end stays month end" in words:
        stated.setdefault("notice_anchor", "month-end")
    if given.get("receipt") is False:
        stated.setdefault("notice_by", "dispatch")
    if given.get("roll"):
        stated.setdefault("roll", {"preceding": "back", "following": "forward"}.get(given["roll"], given["roll"]))
    return Conventions(**stated)


def contract_of(start: str, term: Period, renewal: Renewal) -> Contract:
    """An executed contract with nothing but a term."""
    return Contract(
        path="contracts/case/CASE-1/contract.md",
        blob="",
        client="case",
        id="CASE-1",
        title="Case",
        type="msa",
        stage="executed",
        dates=Dates(effective=day(start)),
        term=InitialTerm(length=term),
        renewal=renewal,
    )


def months(count: int) -> Period:
    return Period(months=count)


def terms(contract: Contract, conventions: Conventions, *, until: date, records: Records = Records()) -> Terms:  # noqa: B008
    return terms_of(contract, records, conventions, None, None, until)


def last_span(found: Terms) -> Span:
    assert found.spans, found.missing
    return found.spans[-1]


def exclusive(last: date) -> str:
    """The first day after, for systems that write the end that way."""
    return shift(last, Period(days=1)).isoformat()


# --- shapes: each returns what it finds, by the key the case expects


def notice_from_term(case: Case) -> Case:
    given, conventions = case["given"], conventions_of(case)
    renewal = Renewal("auto-renew", parse_period(given["term"]), None, parse_period(given["notice"]))
    span = terms(contract_of(given["start"], parse_period(given["term"]), renewal), conventions, until=day(given["start"])).spans[
        0
    ]
    deadline = str(span.deadline)
    names = ("notice_must_arrive_by", "notice_must_be_sent_by", "cancel_by", "deadline", "notice_by")
    return {"last_day": str(span.end)} | dict.fromkeys(names, deadline)


def notice_from_end(case: Case) -> Case:
    given, conventions = case["given"], conventions_of(case)
    counted_on = calendar_of(given) if {"weekend", "holidays"} & given.keys() else None
    buffer = given.get("transit_buffer_days")
    deemed = Period(days=int(buffer)) if buffer is not None else parse_period(given.get("deemed_receipt", "P0D"))
    rule = notice_rule(parse_period(given["notice"]), conventions, counted_on, deemed_receipt=deemed)
    found = rule(day(given["current_term_end"]))
    names = ("cancel_by", "cancel_by_calendar", "deadline", "notice_must_arrive_by")
    effective = roll(found.deadline, Roll.PRECEDING, counted_on) if counted_on else found.deadline
    return dict.fromkeys(names, str(found.deadline)) | {
        "cancel_by_effective": str(effective),
        "send_by": str(found.send_by),
        "send_by_effective": str(found.send_by),
    }


def corresponding_date(case: Case) -> Case:
    """Day of the event excluded; the same number in a later month, and that day itself is in time."""
    reached = shift(day(case["given"]["event"]), parse_period(case["given"]["period"]))
    found: Case = {"earliest": str(reached), "last_day": str(reached)}
    for key in case["expect"]:
        if match := re.fullmatch(r"\w+_on_(\d{4})_(\d\d)_(\d\d)", key):
            late = late_by(date(*map(int, match.groups())), reached)
            found[key] = "in time" if not late else "one day late" if late == 1 else f"{late} days late"
    return found


def rolled_deadline(case: Case) -> Case:
    given = case["given"]
    how = {"forward": Roll.FOLLOWING, "backward": Roll.PRECEDING, "back": Roll.PRECEDING}[given["direction"]]
    return {"due": str(roll(day(given["nominal"]), how, calendar_of(given)))}


def reminder_window(case: Case) -> Case:
    least, most = re.search(r"(\d+)\s*\.\.\s*(\d+)\s+days? before", case["given"]["rule"]).groups()  # type: ignore[union-attr]
    window = window_before(day(case["given"]["renewal_date"]), Period(days=int(least)), Period(days=int(most)))
    return {"not_before": str(window.first), "not_after": str(window.last)}


def urgency_bands(case: Case) -> Case:
    return {"band": [urgency(days) for days in case["given"]["days_left"]]}


def glpi_expiration(case: Case) -> Case:
    """GLPI: exclusive ends; tacit rolls by its periodicity, or by its duration; express counts one option as used."""
    given = case["given"]
    duration, period = months(given["duration_months"]), months(given["periodicity_months"] or given["duration_months"])
    as_of = day(given["as_of"])
    if given["renewal"] == "tacit":
        contract = contract_of(given["begin"], duration, Renewal("auto-renew", period, None, Period()))
        found = terms(contract, Conventions(short_month="back"), until=as_of)
        span = current_span(found, as_of) or found.spans[0]
    elif given["renewal"] == "express" and given["periodicity_months"]:
        contract = contract_of(given["begin"], duration, Renewal("option", period, 1))
        used = TermRecord("1", "renewed", 1, None, None, as_of, "case", "case")
        span = last_span(terms(contract, Conventions(short_month="back"), until=as_of, records=Records(terms=(used,))))
    else:
        contract = contract_of(given["begin"], duration, Renewal("fixed"))
        span = last_span(terms(contract, Conventions(short_month="back"), until=as_of))
    assert span.end is not None
    return {"expiration": exclusive(span.end)}


def oca_renewal(case: Case) -> Case:
    """OCA: the term after the one that runs, as a line of its own (`new_line`) or by moving the end (`extend`)."""
    given = case["given"]
    length, today = parse_period(given["renew"]), day(given["today"])
    contract = contract_of(given["start"], length, Renewal("auto-renew", length, None, Period()))
    conventions = Conventions()
    before = terms(contract, conventions, until=today)
    old = current_span(before, today)
    assert old is not None
    new = following_term(contract, Records(), before, conventions, on=today, why="case", by="case")
    after = terms(contract, conventions, until=new.end or today, records=Records(terms=(new,)))
    goes_on = next(s for s in after.spans if s.number == new.number).next == "renews"
    if given["mode"] == "extend":
        return {"start": str(old.start), "end": str(new.end), "auto_renew": goes_on}
    return {
        "old_end": str(old.end),
        "old_auto_renew": False,  # the line has its successor and rolls no more
        "new_start": str(new.start),
        "new_end": str(new.end),
        "new_auto_renew": goes_on,
    }


def oca_picks(case: Case) -> Case:
    given = case["given"]
    rule = notice_rule(parse_period(given["notice"]), Conventions())
    due = {name: rule(day(end)).deadline <= day(given["today"]) for name, end in given["line_ends"].items()}
    return {"renewed": [n for n, is_due in due.items() if is_due], "not_yet": [n for n, is_due in due.items() if not is_due]}


def anniversary(case: Case) -> Case:
    given = case["given"]
    found = period_around(day(given["start"]), parse_period(given["every"]), day(given["on"]))
    return {"period_first": str(found.first), "period_last": str(found.last), "days": found.days}


def numbered_period(case: Case) -> Case:
    given = case["given"]
    found = nth_period(day(given["start"]), parse_period(given["every"]), given["period"] - 1)
    return {"first": str(found.first), "last": str(found.last), "days": found.days}


def yearly_period(case: Case) -> Case:
    given = case["given"]
    found = period_around(day(given["start"]), parse_period(given.get("every", "P1Y")), day(given["period_from"]))
    assert found.first == day(given["period_from"]), f"no period begins on {given['period_from']}: {found}"
    return {"last": str(found.last), "days": found.days}


def month_end_instant(case: Case) -> Case:
    given = case["given"]
    zone = tz.gettz(given["zone"])
    assert zone is not None, given["zone"]
    return {"end": stamp(last_second(calendar_period_last(day(given["day"]), 1), zone))}


def month_before_instant(case: Case) -> Case:
    given = case["given"]
    zone = tz.gettz(given["zone"])
    assert zone is not None, given["zone"]
    month = month_before(local_day(instant(given["billing_at"]), zone))
    return {"from_": stamp(first_instant(month.first, zone)), "to": stamp(last_second(month.last, zone))}


def addition(case: Case) -> Case:
    given, sign = case["given"], 1
    units = {name: int(count) for name, count in given["add"].items()}
    if all(count <= 0 for count in units.values()):
        units, sign = {name: -count for name, count in units.items()}, -1
    return {"result": str(shift(day(given["base"]), Period(**units), sign))}


def steps(case: Case) -> Case:
    given = case["given"]
    base = stepwise = day(given["base"])
    periods = [parse_period(text) for text in given["steps"]]
    for period in periods:
        stepwise = shift(stepwise, period)
    at_once = Period(*(sum(part) for part in zip(*((p.years, p.months, p.weeks, p.days) for p in periods), strict=True)))
    return {"stepwise": str(stepwise), "at_once": str(shift(base, at_once))}


def recurrence(case: Case) -> Case:
    given = case["given"]
    return {"dates": [str(d) for d in occurrences(given["rrule"], day(given["dtstart"]))]}


ROLLS = {"NO_ADJUST": Roll.NONE} | {how.name: how for how in Roll}


def business_day(case: Case) -> Case:
    given = case["given"]
    return {"result": str(roll(day(given["date"]), ROLLS[given["convention"]], calendar_of(given)))}


def month_addition(case: Case) -> Case:
    given = case["given"]
    base, count = day(given["base"]), given["months"]
    if given["rule"] == "LAST_BUSINESS_DAY":
        return {"result": str(add_months_on_business_ends(base, count, calendar_of(given)))}
    return {"result": str(add_months(base, count, month_end={"NONE": "anchor", "LAST_DAY": "eom"}[given["rule"]]))}


def dated_schedule(case: Case) -> Case:
    given = case["given"]
    stub = str(given.get("stub", "short-final")).lower().replace("_", "-").removeprefix("smart-")
    days = schedule(
        day(given["start"]),
        day(given["end"]),
        parse_period(given["every"]),
        month_end="eom" if given["eom"] else "anchor",
        stub=stub if "-" in stub else f"short-{stub}",
    )
    adjusted = {how.value.replace("-", "_"): [str(roll(d, how, calendar_of(given))) for d in days] for how in Roll}
    return {"unadjusted": [str(d) for d in days]} | adjusted


def n_periods(case: Case) -> Case:
    given = case["given"]
    return {"result": str(shift(day(given["base"]), parse_period(given["period"]), given["n"]))}


def count_of_periods(case: Case) -> Case:
    given = case["given"]
    period = parse_period(given["period"])
    return {"whole": [whole_periods(day(given["start"]), day(end), period) for end in given["ends"]]}


def calendar_months(case: Case) -> Case:
    given = case["given"]
    start, every = day(given["start"]), parse_period(given["every"])
    plain_last = nth_period(start, every, 0).last
    last = calendar_period_last(start, every.total_months) if given["follow_calendar_months"] else plain_last
    return {"first_period_last": str(last), "without_flag": str(plain_last)}


def chain_of_periods(case: Case) -> Case:
    given = case["given"]
    start, end, rule, interval = day(given["start"]), day(given["end"]), given["rule"], int(given.get("interval", 1))
    if rule == "monthlylastday":
        found = calendar_periods(start, end, interval)
    else:
        unit = {
            "daily": Period(days=interval),
            "weekly": Period(weeks=interval),
            "monthly": Period(months=interval),
            "quarterly": Period(months=3 * interval),
            "semesterly": Period(months=6 * interval),
            "yearly": Period(years=interval),
        }[rule]
        found = periods_to_end(start, end, unit)
    return {"periods": [[str(p.first), str(p.last)] for p in found]}


#: The keys a shape must have, in order of trial, and who answers it.
SHAPES: tuple[tuple[set[str], Callable[[Case], Case]], ...] = (
    ({"start", "term", "notice"}, notice_from_term),
    ({"current_term_end", "notice"}, notice_from_end),
    ({"event", "period"}, corresponding_date),
    ({"nominal", "direction"}, rolled_deadline),
    ({"renewal_date", "rule"}, reminder_window),
    ({"days_left"}, urgency_bands),
    ({"begin", "duration_months", "renewal", "periodicity_months", "as_of"}, glpi_expiration),
    ({"today", "start", "auto_renew", "renew", "mode"}, oca_renewal),
    ({"today", "notice", "line_ends"}, oca_picks),
    ({"start", "every", "on"}, anniversary),
    ({"start", "every", "period"}, numbered_period),
    ({"start", "period_from"}, yearly_period),
    ({"zone", "day"}, month_end_instant),
    ({"zone", "billing_at"}, month_before_instant),
    ({"base", "add"}, addition),
    ({"base", "steps"}, steps),
    ({"rrule", "dtstart"}, recurrence),
    ({"convention", "date"}, business_day),
    ({"rule", "base", "months"}, month_addition),
    ({"start", "end", "every", "eom"}, dated_schedule),
    ({"base", "period", "n"}, n_periods),
    ({"start", "ends", "period"}, count_of_periods),
    ({"start", "every", "follow_calendar_months"}, calendar_months),
    ({"start", "end", "rule"}, chain_of_periods),
)
#: Keys a shape may have beside those it must have.
OPTIONAL = {
    notice_from_term: {"receipt", "roll", "conventions"},
    notice_from_end: {"receipt", "roll", "conventions", "transit_buffer_days", "deemed_receipt", "weekend", "holidays"},
    rolled_deadline: {"weekend", "holidays"},
    yearly_period: {"every"},
    business_day: {"weekend", "holidays"},
    month_addition: {"weekend", "holidays"},
    dated_schedule: {"weekend", "holidays", "stub"},
    chain_of_periods: {"interval"},
}


def answer_of(given: Case) -> Callable[[Case], Case] | None:
    keys = given.keys()
    return next((f for must, f in SHAPES if must <= keys <= must | OPTIONAL.get(f, set())), None)


def later_part(case: Case) -> str:
    """The word of the later part the case belongs to, or nothing."""
    if case.get("area") in LATER_AREAS:
        return str(case["area"])
    keys = case["given"].keys() | case["expect"].keys()
    return next((word for key, word in LATER.items() if key in keys), "")


def test_reference_case(case: Case) -> None:
    assert {"given", "expect"} <= case.keys(), f"a case has `given` and `expect`; this one has {sorted(case)}"
    if word := later_part(case):
        pytest.skip(f"{word}: belongs to a later part")
    answer = answer_of(case["given"])
    assert answer is not None, f"no shape has given keys {sorted(case['given'])} (expect {sorted(case['expect'])})"
    found = answer(case)
    unknown = sorted(case["expect"].keys() - found.keys())
    assert not unknown, f"shape {answer.__name__} does not answer {unknown} (given {sorted(case['given'])})"
    assert {key: found[key] for key in case["expect"]} == case["expect"], case.get("convention", "")


def test_every_shape_is_reached_by_its_own_keys() -> None:
    """No shape stands in the shade of an earlier one."""
    for must, function in SHAPES:
        assert answer_of(dict.fromkeys(must)) is function


def test_an_unknown_shape_has_no_answer() -> None:
    assert answer_of({"moon": "full", "tide": "high"}) is None
    assert answer_of({"start": "2026-01-01", "every": "P1M", "on": "2026-02-01", "moon": "full"}) is None


def test_yaml_readings_are_put_back(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("- id: X\n  given: {start: 2024-02-29, every: P12M, on: 2025-03-10}\n  expect: {}\n", encoding="utf-8")
    cases = load(file)
    assert [case["id"] for case in cases] == ["X"]
    assert cases[0]["given"] == {"start": "2024-02-29", "every": "P12M", "on": "2025-03-10"}

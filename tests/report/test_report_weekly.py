"""The weekly report: each contract with a day to come in one list, every trouble a line, an empty section a sentence."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.model.term import Status
from clmctl.model.turn import Commit
from clmctl.report.text import markdown, plain
from clmctl.report.weekly.json import as_object
from clmctl.report.weekly.page import weekly_page
from clmctl.report.weekly.weekly import Contract, Due, Waiting, Weekly, acts, agenda, counted, faulty, lacking

DAY = date(2026, 11, 22)


def due(**more: object) -> Due:
    base = Due(
        "MSA-1", "Services", "acme", "Acme", "ann", "auto-renew", "notice-window", date(2026, 1, 1), date(2026, 12, 31),
        date(2026, 12, 10), date(2026, 12, 7), date(2026, 11, 20), 18, "", "",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def contract(**more: object) -> Contract:
    base = Contract("MSA-1", "Services", "acme", "Acme", "executed", "active", "ann", "contracts/acme/MSA-1/contract.md")
    return replace(base, **more)  # type: ignore[arg-type]


def weekly(**more: object) -> Weekly:
    base = Weekly(
        DAY, DAY - timedelta(days=7), 30, "Example Ltd", "a" * 40, (), (), (), (), (), (), (), (), (), (), 1, 1,
        (("executed", 1),), (("active", 1),),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (due(status="notice-missed", notice_deadline=date(2026, 11, 1)), "missed"),
        (due(), "due"),
        (due(decision_by=DAY + timedelta(days=30)), "due"),
        (due(decision_by=DAY + timedelta(days=31)), "renewing"),
        (due(notice_deadline=DAY), "due"),
        (due(status="expiring"), "expiring"),
        (due(status="auto-renewing"), "renewing"),
        (due(status="expiring", renewal_type="fixed", notice_deadline=None, send_by=None, decision_by=None), "expiring"),
        (due(status="to-renew", renewal_type="manual", notice_deadline=None, send_by=None, decision_by=None), "expiring"),
        (due(status="active", decision_by=date(2027, 5, 1), term_end=date(2027, 6, 1)), ""),
        (due(status="active", term_end=DAY + timedelta(days=90), decision_by=date(2027, 1, 30)), "renewing"),
    ],
)
def test_a_contract_stands_in_the_first_list_it_belongs_to(row: Due, where: str):
    found = agenda([row], DAY, 30)
    lists = {name: getattr(found, name) for name in ("missed", "due", "expiring", "renewing")}
    assert {name for name, rows in lists.items() if rows} == ({where} if where else set())


@given(
    st.lists(
        st.builds(
            due,
            id=st.text("AB", min_size=1, max_size=3),
            status=st.sampled_from([s.value for s in Status]),
            renewal_type=st.sampled_from(["fixed", "auto-renew", "option", "evergreen", ""]),
            term_end=st.none() | st.dates(),
            notice_deadline=st.none() | st.dates(),
            send_by=st.none() | st.dates(),
            decision_by=st.none() | st.dates(),
        ),
        max_size=8,
    ),
    st.integers(0, 10**7),
)
def test_no_contract_stands_twice_and_none_that_was_missed_is_left_out(rows: list[Due], within: int):
    found = agenda(rows, DAY, within)
    together = [*found.missed, *found.due, *found.expiring, *found.renewing]
    assert len(together) <= len(rows)
    assert sum(row.status == "notice-missed" for row in rows) == len(found.missed)


def test_errors_are_counted_by_contract_and_accepted_ones_are_not():
    def finding(code: str, path: str, **more: str) -> Finding:
        return Finding(code, f"rule-{code}", more.pop("severity", "error"), Place(path, 1), "m", **more)  # type: ignore[arg-type]

    path = contract().path
    found = faulty(
        [
            finding("CL101", path, clause="fees"),
            finding("CL101", path, clause="term"),
            finding("FD609", "contracts/acme/MSA-1/record/terms.jsonl"),
            finding("CL102", path, severity="warning"),
            finding("CL103", path, suppressed="agreed"),
            finding("SX006", "contracts/acme/MSA-9/contract.md"),
            finding("CL106", "clause_library/fees/standard.md"),
        ],
        {path: contract()},
    )
    assert [(each.contract, each.errors, each.owner) for each in found] == [("MSA-1", 3, "ann"), ("MSA-9", 1, "")]
    assert found[0].rules == (("CL101", "rule-CL101", 2), ("FD609", "rule-FD609", 1))
    assert found[0].clauses == ("#fees", "#term")


def test_signed_contracts_of_unknown_status_name_what_is_missing():
    known = contract(status="unknown")
    found = lacking(
        [known, contract(id="N", status="unknown", stage="draft"), contract(id="K")], {known.path: ("dates.effective",)}
    )
    assert [(each.contract, each.missing) for each in found] == [("MSA-1", ("dates.effective",))]


def commit(day: str, *trailers: tuple[str, str], paths: tuple[str, ...] = (), parents: tuple[str, ...] = ("p",)) -> Commit:
    return Commit("c" * 40, parents, f"{day}T10:00:00+01:00", "Ann", "a@example.org", "Title", trailers, paths)


def test_what_changed_is_told_by_contract_with_its_reason_and_only_of_the_week():
    commits = [  # as history gives them, newest first
        commit("2026-11-23", ("Contract", "A-3")),
        commit("2026-11-22", ("Contract", "A-2"), ("Action", "edit"), ("Reason", "they asked")),
        commit("2026-11-20", ("Contract", "A-1"), ("Contract", "A-2"), ("Action", "import")),
        commit("2026-11-19", paths=("contracts/acme/A-1/contract.md", "contracts/acme/A-1/record/terms.jsonl")),
        commit("2026-11-18", ("Action", "library")),
        commit("2026-11-17", parents=("p", "q")),
        commit("2026-11-15", ("Contract", "A-1")),
        commit("no day"),
    ]
    found = acts(commits, date(2026, 11, 15), DAY)
    assert [(act.contract, act.contracts, act.day.day, act.reason) for act in found] == [
        ("A-1", 1, 19, ""),
        ("A-2", 1, 22, "they asked"),
        ("", 0, 18, ""),
        ("", 2, 20, ""),
    ]


def test_stages_and_statuses_are_counted_in_their_usual_order():
    found = counted([contract(), contract(stage="draft", status="not-effective"), contract()])
    assert found == ((("draft", 1), ("executed", 2)), (("not-effective", 1), ("active", 2)))


def test_an_empty_week_says_so_section_by_section_in_one_line_each():
    text = plain(weekly_page(weekly()))
    for words in (
        "No notice was missed", "No contract ends", "No further contract renews", "Every clause is approved language",
        "Nothing is missing", "was reviewed in time", "Nothing was recorded this week",
    ):  # fmt: skip
        assert words in text, words
    assert "0 missed" in text and "!" not in text


def test_missed_notices_come_first_with_owner_and_what_follows():
    late = due(id="MSA-7", status="notice-missed", notice_deadline=date(2026, 11, 1), send_by=date(2026, 10, 29))
    text = plain(weekly_page(weekly(missed=(late,), due=(due(send_by=DAY - timedelta(days=1)),))))
    assert text.index("MSA-7") < text.index("MSA-1")
    assert "! MISSED AND DUE NOTICES" in text
    assert "goes on 2027-01-01" in text and "send at once" in text and "ann" in text


def test_a_paper_that_cannot_be_read_is_a_line():
    text = plain(weekly_page(weekly(unreadable=(("contracts/x/Y/contract.md", "No front matter"),),
                                    waiting=(Waiting("A-1", "acme", "Acme", "", 0, "the file is damaged"),))))  # fmt: skip
    assert "No front matter" in text and "the file is damaged" in text and "! MISSING DATA" in text


def test_a_contract_that_lacks_data_twice_counts_once():
    paper = Waiting("A-1", "acme", "Acme", "", 3)
    lack = lacking([contract(id="A-1", status="unknown")], {})
    assert "1 lacking data" in plain(weekly_page(weekly(lacking=lack, waiting=(paper,))))


def test_long_lists_are_cut_for_people_and_whole_for_programs():
    many = tuple(due(id=f"MSA-{number}", status="notice-missed") for number in range(60))
    made = weekly(missed=many)
    assert "... and 20 more: clmctl renewals" in plain(weekly_page(made))
    found = as_object(made)
    assert len(found["missed"]) == 60  # type: ignore[arg-type]
    assert found["counts"]["missed"] == 60  # type: ignore[index]


_KEYS = [
    "as_of", "since", "within", "organisation", "commit", "missed", "due", "expiring", "renewing", "unapproved", "unreadable",
    "unknown", "proposals", "reviews", "changed", "counts",
]  # fmt: skip


def test_the_keys_of_the_json_stay():
    found = as_object(weekly(due=(due(),)))
    assert list(found) == _KEYS
    assert list(found["due"][0]) == [  # type: ignore[index]
        "id", "title", "client", "counterparty", "owner", "renewal_type", "status", "term_start", "term_end", "notice_deadline",
        "send_by", "decision_by", "days_left", "amount", "currency",
    ]  # fmt: skip


@given(st.text(max_size=60), st.text(max_size=400), st.integers(60, 120))
def test_no_line_is_wider_than_the_width_whatever_a_contract_says(name: str, title: str, width: int):
    rows = (due(counterparty=name, owner=title, status="notice-missed"), due(id="X" * 70, owner=name, status="notice-missed"))
    page = weekly_page(weekly(missed=rows, organisation=title))
    for line in plain(page, width).split("\n"):
        assert sum(not unicodedata.combining(char) for char in line) <= width  # an accent stands on its letter
    assert markdown(page).startswith("# Contracts this week")

"""Rows of registers read: messy values in order, and nothing guessed or dropped in silence."""

from datetime import date
from decimal import Decimal

import pytest

from clmctl.exchange.csv_table import read_csv
from clmctl.intake.register.amounts import read_money, read_number, read_percent, read_truth
from clmctl.intake.register.days import order_of, read_day
from clmctl.intake.register.parties import read_parties
from clmctl.intake.register.proposing import proposed
from clmctl.intake.register.reading import Entry, Reader
from clmctl.intake.register.spells import read_period, read_renewal
from clmctl.intake.register.words import read_kind, read_language, read_law, read_person, read_renewal_type, read_stage
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.person import Person
from clmctl.text.dialect.typed import typed_day

CATALOGUE = Catalogue(BUILT_IN)
TYPES = ("msa", "sow", "nda", "dpa", "order-form", "amendment", "agreement")


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("12/31/14", "", date(2014, 12, 31)),
        ("5/8/14", "mdy", date(2014, 5, 8)),
        ("5/8/14", "dmy", date(2014, 8, 5)),
        ("1/1/96", "", date(1996, 1, 1)),
        ("31.12.2014", "mdy", date(2014, 12, 31)),
        ("31/01/2025", "mdy", date(2025, 1, 31)),
        ("2014-12-31", "", date(2014, 12, 31)),
        ("2014-12-31T00:00:00Z", "", date(2014, 12, 31)),
        ("2029-09-01T00:00:00+02:00", "", date(2029, 9, 1)),
        ("12/31/2014 12:00:00 AM", "", date(2014, 12, 31)),
        ("20141231", "", date(2014, 12, 31)),
        ("42004", "", date(2014, 12, 31)),
        ("42004.0", "", date(2014, 12, 31)),
        ("Dec. 31, 2014", "", date(2014, 12, 31)),
        ("December 31st, 2014", "", date(2014, 12, 31)),
        ("31 December 2014", "", date(2014, 12, 31)),
        ("31-Dec-14", "", date(2014, 12, 31)),
        ("31. Dezember 2014", "", date(2014, 12, 31)),
        ("31 décembre 2014", "", date(2014, 12, 31)),
        ("Wednesday, December 31, 2014", "", date(2014, 12, 31)),
        ("Tuesday, December 31, 2014", "", date(2014, 12, 31)),  # a register's weekday is not compared
        ("31 / 12 / 14", "", date(2014, 12, 31)),
        ("2014.12.31", "", date(2014, 12, 31)),
        ("31 Dec '14", "", date(2014, 12, 31)),
        ("third day of May, 2004", "", date(2004, 5, 3)),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, order: str, day: date):
    assert read_day(text, order)[0] == day


@pytest.mark.parametrize(
    "text",
    [
        "31 December 2014",
        "December 31st, 2014",
        "Wed, 31 Dec 2014",
        "Wednesday 31/12/2014",
        "Mittwoch, den 31. Dezember 2014",
        "Mi. 31.12.2014",
        "mercredi le 31 décembre 2014",
        "31. Dezember 2014",
        "31 décembre 2014",
        "31-Dec-2014",
        "31\u00a0Dec\u00a02014",
        "31/12/2014",
        "31 / 12 / 2014",
        "12-31-2014",
        "31.12.2014",
        "31. 12. 2014",
        "2014/12/31",
        "2014-12-31",
    ],
)
def test_a_register_reads_a_day_as_it_is_typed(text: str):
    assert read_day(text, "")[0] == typed_day(text) == date(2014, 12, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]/[]/2020", "blanks"),
        ("09/14/200[]", "blanks"),
        ("upon execution", "event"),
        ("5/8/14", "2014-05-08 or 2014-08-05"),
        ("2/30/2014", "no day of the calendar"),
        ("2014", "names no day"),
        ("Q4 2024", "names no day"),
        ("Dec 2014", "names no day"),
        ("12/2014", "names no day"),
        ("1/1/2014 - 12/31/2014", "more than one date"),
        ("99/99/99", "no day of the calendar"),
        ("2014/02/30", "no day of the calendar"),
        ("0000-00-00", "no day of the calendar"),
        ("20141301", "no day of the calendar"),
        ("31 February 2014", "no day of the calendar"),
        ("31. Februar 2014", "no day of the calendar"),
        ("3 / 4 / 2014", "2014-03-04 or 2014-04-03"),
    ],
)
def test_what_is_no_date_says_why(text: str, why: str):
    with pytest.raises(ValueError, match=why):
        read_day(text, "")


def test_the_order_of_a_column_is_the_one_its_unmistakable_dates_have():
    assert order_of(["5/8/14", "12/31/14"]) == "mdy"
    assert order_of(["5/8/14", "31/12/14"]) == "dmy"
    assert order_of(["5/8/14", "31/12/14", "12/31/14"]) == ""
    assert order_of(["5/8/14", "31.12.14"]) == ""


@pytest.mark.parametrize(
    ("text", "unit", "period"),
    [
        ("30 days", "", Period(days=30)),
        ("60) days", "", Period(days=60)),
        ("three (3) years", "", Period(years=3)),
        ("12 months", "", Period(months=12)),
        ("1 yr", "", Period(years=1)),
        ("6mo", "", Period(months=6)),
        ("90d", "", Period(days=90)),
        ("P90D", "", Period(days=90)),
        ("Net 30", "", Period(days=30)),
        ("THIRTY_DAYS", "", Period(days=30)),
        ("30 business days", "", Period(business_days=30)),
        ("2 quarters", "", Period(months=6)),
        ("annual", "", Period(years=1)),
        ("36", "months", Period(months=36)),
        ("30.0", "days", Period(days=30)),
        ("30 days prior written notice", "", Period(days=30)),
    ],
)
def test_a_period_is_read_however_it_is_written(text: str, unit: str, period: Period):
    assert read_period(text, unit)[0] == period


@pytest.mark.parametrize(
    ("text", "why"),
    [("36", "no unit"), ("180 days / 6 months", "two things"), ("6 months; 12 months", "two things"), ("soon", "no period")],
)
def test_what_is_no_period_says_why(text: str, why: str):
    with pytest.raises(ValueError, match=why):
        read_period(text, "")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("successive 1 year", {"renewal.type": "auto-renew", "renewal.length": Period(years=1)}),
        ("succsive 1 year", {"renewal.type": "auto-renew", "renewal.length": Period(years=1)}),
        ("3 successive 1 year", {"renewal.type": "auto-renew", "renewal.length": Period(years=1), "renewal.max": 3}),
        ("10 successive 1 year", {"renewal.type": "auto-renew", "renewal.length": Period(years=1), "renewal.max": 10}),
        ("1 yr auto", {"renewal.type": "auto-renew", "renewal.length": Period(years=1)}),
        ("auto-renews annually", {"renewal.type": "auto-renew", "renewal.length": Period(years=1)}),
        ("month-to-month", {"renewal.type": "auto-renew", "renewal.length": Period(months=1)}),
        ("three (3) years", {"renewal.length": Period(years=3)}),
        ("2 options of 1 year", {"renewal.type": "option", "renewal.length": Period(years=1), "renewal.max": 2}),
        ("evergreen", {"renewal.type": "evergreen"}),
        ("Perpetual", {"renewal.type": "perpetual"}),
        ("none", {"renewal.type": "fixed"}),
        ("automatic renewal", {"renewal.type": "auto-renew"}),
    ],
)
def test_a_renewal_is_read_as_far_as_it_says(text: str, values: dict[str, object]):
    assert dict(read_renewal(text, "").values) == values


@pytest.mark.parametrize(
    "text", ["perpetual, 11/15/2014", "7/22/2019; 7/22/2022", "successive 12 months; successive 6 months;", "as agreed"]
)
def test_a_renewal_that_says_two_things_or_none_is_not_read(text: str):
    with pytest.raises(ValueError, match="says"):
        read_renewal(text, "")


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("$1.2M", Money(Decimal("1200000.00"), "USD")),
        ("1.234,56 EUR", Money(Decimal("1234.56"), "EUR")),
        ("USD 10k", Money(Decimal("10000.00"), "USD")),
        ("€ 120.000,00", Money(Decimal("120000.00"), "EUR")),
        ("120,000", Money(Decimal("120000.00"), "CHF")),
        ("1'250'000.50 CHF", Money(Decimal("1250000.50"), "CHF")),
        ("£2.5 million", Money(Decimal("2500000.00"), "GBP")),
        ("$1,234,567.89", Money(Decimal("1234567.89"), "USD")),
        ("12,34,567 INR", Money(Decimal("1234567.00"), "INR")),
        ("US$ 5,000", Money(Decimal("5000.00"), "USD")),
        ("120000.0000", Money(Decimal("120000.00"), "CHF")),
        ("2500,-", Money(Decimal("2500.00"), "CHF")),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, money: Money):
    assert read_money(text, "CHF")[0] == money


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("$1M-$2M", "range"),
        ("10,000 to 20,000 EUR", "range"),
        ("$500/month", "for each"),
        ("1.234 EUR", "1234 or 1.234"),
        ("120000", "no currency"),
        ("EUR 5 USD", "two currencies"),
        ("(500) EUR", "less than nothing"),
        ("a lot", "no amount"),
    ],
)
def test_what_is_no_amount_says_why(text: str, why: str):
    with pytest.raises(ValueError, match=why):
        read_money(text, "")


def test_percentages_numbers_and_truths():
    assert read_percent("5 %")[0] == Decimal(5) and read_percent("2,5")[0] == Decimal("2.5")
    with pytest.raises(ValueError, match="5%"):
        read_percent("0.05")
    for text in ("01,500 EUR", "000,100 EUR", "00.500,00 EUR", "1,234 KWD", "1.234 KWD"):
        with pytest.raises(ValueError):
            read_money(text, "")
    assert str(read_money("1,234 KWD", "", ",")[0]) == "1.234 KWD" and str(read_money("000120.50 EUR", "")[0]) == "120.50 EUR"
    with pytest.raises(ValueError):
        read_number("0,500")
    assert read_number("1,200")[0] == 1200 and read_number("3.0")[0] == 3
    assert [read_truth(word)[0] for word in ("Yes", "y", "TRUE", "x", "ja", "No", "0", "false")] == [True] * 5 + [False] * 3


def test_parties_are_told_from_words_about_all_of_them():
    text = 'A Inc. ("A", "Licensor"); B (UK) LLC d/b/a Bee ("B"); A and B (each a "Party" and collectively, the "Parties")'
    names, remark = read_parties(text, "")
    assert [(party.legal_name, party.short_name) for party in names] == [("A Inc.", "A"), ("B (UK) LLC d/b/a Bee", "B")]
    assert remark == ""
    names, remark = read_parties('A Inc. ("A"); ________ ("Professional")', "")
    assert [party.legal_name for party in names] == ["A Inc."] and remark == "1 more party without a name"
    assert [p.legal_name for p in read_parties('(A Inc. ("A"); B Ltd ("B"))', "")[0]] == ["A Inc.", "B Ltd"]
    assert [p.legal_name for p in read_parties("Acme GmbH\nBeta AG", "")[0]] == ["Acme GmbH", "Beta AG"]
    assert [p.legal_name for p in read_parties("Acme GmbH / Beta AG", " / ")[0]] == ["Acme GmbH", "Beta AG"]
    with pytest.raises(ValueError, match="blank"):
        read_parties("________", "")


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("State of New York", "New York"),
        ("England; Wales", "England and Wales"),
        ("England, United Kingdom; Wales, United Kingdom", "England and Wales"),
        ("Province of Ontario, Canada", "Ontario, Canada"),
        ("British Columbia", "British Columbia, Canada"),
        ("People's Republic of China", "China"),
        ("laws of the State of Delaware", "Delaware"),
        ("California, USA", "California"),
        ("Illinois; New York", "Illinois; New York"),
        ("Delaware, Illinois", "Delaware; Illinois"),
    ],
)
def test_a_law_gets_the_one_name_of_its_place(text: str, law: str):
    assert read_law(text)[0] == law


def test_a_law_that_is_none_says_what_may_have_been_meant():
    with pytest.raises(ValueError, match="Did you mean Massachusetts"):
        read_law("New York; Massachussets")
    with pytest.raises(ValueError, match="blank"):
        read_law("[]")


def test_statuses_types_languages_and_people():
    assert read_stage("In Approval Process")[0] == "approval" and read_stage("Activated")[0] == "executed"
    assert read_stage("Expired") == ("executed", "expired contracts stay executed: that they are, their dates say")
    assert read_renewal_type("Auto-Renew")[0] == "auto-renew"
    assert read_kind("Master Services Agreement", TYPES)[0] == "msa" and read_kind("NDA", TYPES)[0] == "nda"
    assert read_kind("License Agreement", TYPES)[0] == "agreement"
    with pytest.raises(ValueError, match="contract_types"):
        read_kind("Charter", TYPES)
    assert read_language("English; German")[0] == ("en", "de")
    people = (Person("ada", "Ada Lovelace", "ada@example.org"),)
    assert [read_person(said, people)[0] for said in ("ada", "Lovelace, Ada", "Ada <ada@example.org>")] == ["ada"] * 3
    with pytest.raises(ValueError, match="nobody"):
        read_person("Charles", people)


def entries(text: str, **options: str) -> list[Entry]:
    """The rows of a table as its headings say, in order."""
    sheet = read_csv("contracts.csv", text)
    reader = Reader(proposed(sheet.columns, CATALOGUE, **options), sheet, CATALOGUE, TYPES, ())
    return [reader.read(row) for row in sheet.rows]


def test_headings_name_fields_and_everything_else_is_kept():
    found = entries("Contract No,Counterparty,Start,End,Notice (days),Colour\nC-1,Acme GmbH,1/2/2025,31/12/2025,30,blue\n")[0]
    assert dict(found.values) == {
        "id": "C-1",
        "dates.effective": date(2025, 2, 1),
        "term.end": date(2025, 12, 31),
        "renewal.notice": Period(days=30),
    }
    assert found.counterparty == "Acme GmbH" and found.key == "C-1"
    assert [(cell.column, cell.state) for cell in found.cells][-1] == ("Colour", "kept")


def test_two_columns_that_say_different_things_of_a_field_are_told():
    found = entries(
        "Contract Number,Company Signed Date,Customer Signed Date,Start Date\nC-1,2025-01-02,2025-01-05,2025-01-01\n"
    )[0]
    assert found.values["dates.signed"] == date(2025, 1, 5)  # the last party's
    found = entries("Title,Renewal,Renewal Type\nX,successive 1 year,fixed\n")[0]
    assert [cell.column for cell in found.unread] == ["Renewal Type"]


def test_an_end_that_is_no_end_is_a_type_of_renewal_unless_the_row_says_another():
    assert entries("Title,Start,End\nX,2025-01-01,perpetual\n")[0].values["renewal.type"] == "perpetual"
    found = entries("Title,Start,End,Renewal\nX,2025-01-01,2026-01-01,perpetual\n")[0]
    assert found.values["renewal.type"] == "evergreen"
    assert entries("Title,Start,End,Renewal\nX,2025-01-01,evergreen,1 yr auto\n")[0].values["renewal.type"] == "auto-renew"
    for length, kind in (("Perpetual", "perpetual"), ("Evergreen", "evergreen")):  # a length that is none says the same
        found = entries(f"Title,Start,Contract Term (months)\nX,2025-01-01,{length}\n")[0]
        assert not found.unread and found.values["renewal.type"] == kind


def test_the_year_9999_is_no_end():
    found = entries("Title,Start,End\nX,2025-01-01,9999-12-31\n")[0]
    assert "term.end" not in found.values and found.values["renewal.type"] == "perpetual"


def test_control_characters_are_in_no_field_and_in_the_record():
    found = entries("Title,Counterparty\nSup\x01ply,Ac\x7fme\n")[0]
    assert found.values["title"] == "Sup ply" and found.counterparty == "Ac me"
    assert found.cells[0].value == "Sup\x01ply"


def test_a_row_without_a_number_is_told_by_its_names_and_days():
    first, second = entries("Title,Counterparty,Start\nSupply,Acme,2025-01-01\nSupply,Acme,2026-01-01\n")
    assert first.key == "Acme / Supply / 2025-01-01" and first.key != second.key


def test_words_that_say_nothing_are_no_values_and_nothing_unread():
    found = entries("Title,End,Governing Law\nX,n/a,-\n")[0]
    assert [cell.state for cell in found.cells] == ["read", "nothing", "nothing"] and not found.unread

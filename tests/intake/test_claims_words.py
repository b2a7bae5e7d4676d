"""The grammar of claims: dates, periods, terms, renewals, laws and parties as contracts word them."""

from datetime import date

import pytest

from clmctl.intake.claims.anchors import last_day
from clmctl.intake.claims.confidence import RULES, THRESHOLDS, decided, threshold, worth
from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.days import DAY, day_of, order_of_figures, ordinal_number
from clmctl.intake.claims.periods import PERIOD, period_of, spells
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.period import Period, parse_period
from clmctl.model.term import Conventions

OPENING = (
    'This Services Agreement (the "Agreement") is made as of 10 February 2014 (the "Effective Date") by and between '
    'Harbour Tools, Inc., a Delaware corporation ("Supplier"), and Lakeside Boats LLC, a Texas limited liability company '
    '("Customer"). WHEREAS the parties wish to trade. '
)


def read(text: str) -> tuple[Claim, ...]:
    return claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions())


def won(text: str) -> dict[str, object]:
    return {path: claim.value for path, claim in decided(read(text)).items()}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("May 3, 2004", date(2004, 5, 3)),
        ("May 3rd 2004", date(2004, 5, 3)),
        ("this 3rd day of May, 2004", date(2004, 5, 3)),
        ("the 10t h day of January, 2020", date(2020, 1, 10)),
        ("the first day of July, 2017", date(2017, 7, 1)),
        ("the twenty-third (23rd) day of May 2001", date(2001, 5, 23)),
        ("31 December, 1996", date(1996, 12, 31)),
        ("Nov. 02, 2019", date(2019, 11, 2)),
        ("July 11 , 2006", date(2006, 7, 11)),
        ("2020-01-02", date(2020, 1, 2)),
        ("13/07/05", date(2005, 7, 13)),
        ("4/28/2017", date(2017, 4, 28)),
        ("3.7.2015", date(2015, 7, 3)),
        ("5/8/2014", None),
        ("February 30, 2014", None),
        ("____ day of ______, 2015", None),
        ("this day of , 19", None),
        ("November ___, 2006", None),
        ("[●], 2019", None),
        ("[Date]", None),
    ],
)
def test_dates(words: str, day: date | None) -> None:
    match = DAY.search(Copy(words).text)
    assert match is not None
    assert day_of(match).value == day


def test_figures_are_read_as_the_text_reads_its_others() -> None:
    assert order_of_figures("made 12/24/2017 and 5/8/2014") == "mdy"
    assert order_of_figures("made 24/12/2017 and 5/8/2014") == "dmy"
    assert order_of_figures("made 5/8/2014") == ""
    assert order_of_figures("made 12/24/2017 and 24/12/2017") == ""


@pytest.mark.parametrize(("words", "number"), [("third", 3), ("twentieth", 20), ("thirty-first", 31), ("7th", 7), ("last", None)])
def test_ordinals(words: str, number: int | None) -> None:
    assert ordinal_number(words) == number


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("three (3) years", ["P3Y"]),
        ("thirty (30 ) days'", ["P30D"]),
        ("twelve-month", ["P12M"]),
        ("12 (twelve) months", ["P12M"]),
        ("one hundred and eighty (180) days", ["P180D"]),
        ("ten (10) business days", ["P10B"]),
        ("fourteen clear days", ["P14C"]),
        ("twelve (12) full calendar months", ["P12M"]),
        ("one (l) year", ["P1Y"]),
        ("two quarters", ["P6M"]),
        ("60) days", ["P60D"]),
        ("forty (45) days", []),
        ("one and one-half years", []),
        ("3.5 years", []),
        ("two thousand years", []),
        ("sixty days or two months", ["P60D", "P2M"]),
    ],
)
def test_periods(words: str, periods: list[str]) -> None:
    copy = Copy(words)
    assert [spell.period for spell in spells(copy, 0, len(copy.text))] == [parse_period(period) for period in periods]


@pytest.mark.parametrize(
    ("start", "length", "short_month", "end"),
    [
        (date(2014, 2, 10), "P5Y", "forward", date(2019, 2, 9)),
        (date(2024, 2, 29), "P12M", "forward", date(2025, 2, 28)),
        (date(2024, 2, 29), "P12M", "back", date(2025, 2, 27)),
        (date(2025, 1, 31), "P1M", "forward", date(2025, 2, 28)),
        (date(2025, 1, 1), "P90D", "forward", date(2025, 3, 31)),
        (date(2025, 1, 1), "P20B", "forward", None),
        (date(9999, 1, 1), "P5Y", "forward", None),
    ],
)
def test_the_last_day_of_a_length(start: date, length: str, short_month: str, end: date | None) -> None:
    assert last_day(start, parse_period(length), Conventions(short_month=short_month)) == end  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("The term of this Agreement shall be five (5) years from the Effective Date.", date(2019, 2, 9)),
        ("This Agreement shall continue until the fifth anniversary of the Effective Date.", date(2019, 2, 10)),
        ("The Initial Term runs through the day prior to the second anniversary of the Effective Date.", date(2016, 2, 9)),
        ("This Agreement shall continue in effect through December 31, 2021 and any renewal.", date(2021, 12, 31)),
        ("This Agreement shall begin on 1 March 2014 and end eighteen (18) months thereafter.", date(2015, 8, 31)),
        ("The term of this Agreement is twelve (12) months.", date(2015, 2, 9)),
        ("This Agreement shall remain in effect until the end of the current calendar year.", date(2014, 12, 31)),
        ("This Agreement shall be in force for two years from the first delivery of the Product.", None),
        ("The warranty period of this Agreement shall be two (2) years from the Effective Date.", None),
        ("Either party shall keep records for a period of three (3) years.", None),
        ("Upon renewal this Agreement shall be extended for two (2) years from the Effective Date.", None),
        ("Coverage under the policies shall last for two (2) years following the term of this Agreement.", None),
        (
            "The term of this Agreement shall end on notice. Commencing upon the termination of this Agreement and continuing "
            "for a period of three (3) years thereafter, Customer shall not compete.",
            None,
        ),
    ],
)
def test_the_end_of_the_term(words: str, end: date | None) -> None:
    assert won(OPENING + words).get("term.end") == end


@pytest.mark.parametrize(
    ("words", "kind", "length", "notice"),
    [
        (
            "This Agreement will automatically renew for successive one year terms unless either party gives written notice of "
            "non-renewal at least ninety (90) days prior to the end of the then current term.",
            "auto-renew",
            Period(years=1),
            Period(days=90),
        ),
        (
            "The term of this Agreement will be automatically renewed for one additional twelve month period unless a party "
            "notifies the other of its intention not to renew. Such notice must be given 60 days before the end of the term.",
            "auto-renew",
            Period(months=12),
            Period(days=60),
        ),
        ("Customer shall have the option to renew this Agreement for a further two (2) years.", "option", Period(years=2), None),
        ("This Agreement shall continue from year to year.", "auto-renew", Period(years=1), None),
        ("This Agreement may be extended by mutual written agreement of the parties.", "manual", None, None),
        ("This Agreement shall remain in force until terminated on 10 days' notice.", "evergreen", None, Period(days=10)),
        ("The term of this Agreement shall be perpetual.", "perpetual", None, None),
        ("This Agreement shall not be renewed.", "fixed", None, None),
        ("The duties of this Agreement shall not extend to information that is public.", None, None, None),
        ("Supplier may renew this Agreement for a period of two (2) years by giving notice.", "option", Period(years=2), None),
        ("The Parties may extend the Term for one additional year by a written addendum.", "manual", None, None),
        ("In case of force majeure either party has the option of extending the terms of this Agreement.", None, None, None),
        ("The licence in this Agreement shall be extended to include spare parts unless this Agreement ends.", None, None, None),
        ("Supplier may at its sole discretion terminate this Agreement only during the Extended Term.", None, None, None),
        (
            "If Customer notifies Supplier of its intent to renew, the term of this Agreement shall automatically be extended "
            "for two (2) years.",
            "option",
            Period(years=2),
            None,
        ),
        (
            "This Agreement shall automatically renew for successive terms of one year. A six (6) months notice must be given by "
            "either party of its intention to terminate.",
            "auto-renew",
            Period(years=1),
            Period(months=6),
        ),
        ("At Supplier's option, the Loan Term may be extended for additional three (3) year periods.", None, None, None),
        ("The lease of the premises will automatically renew for successive one year terms.", None, None, None),
    ],
)  # fmt: skip
def test_renewal(words: str, kind: str | None, length: Period | None, notice: Period | None) -> None:
    values = won(OPENING + words)
    assert (values.get("renewal.type"), values.get("renewal.length"), values.get("renewal.notice")) == (kind, length, notice)


def test_a_renewal_of_the_same_length_takes_that_of_the_term() -> None:
    words = "The initial term of this Agreement is four (4) years. "
    again = "This Agreement shall automatically renew for successive terms of the same duration."
    assert won(OPENING + words + again)["renewal.length"] == Period(years=4)


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ("This Agreement shall be governed by the laws of the State of New York.", "New York"),
        ("THIS AGREEMENT IS CONSTRUED UNDER THE LAWS, OTHER THAN CHOICE OF LAW RULES, OF THE STATE OF GEORGIA.", "Georgia"),
        ("This Agreement is governed by English law.", "England and Wales"),
        ("This Agreement shall be governed by the laws of the Province of Ontario.", "Ontario, Canada"),
        ("This Agreement shall be governed by the laws of the People's Republic of China.", "China"),
        ("This Agreement shall be governed by the laws of the Republic of China.", "Taiwan"),
        ("The laws of Germany govern this Agreement.", "Germany"),
        ("This Agreement is made in the State of Ohio and shall be governed by the laws thereof.", "Ohio"),
        ("This Agreement shall be governed by the law of the place of the breach.", None),
        ("Supplier is a firm existing under the laws of the State of Nevada.", None),
    ],
)  # fmt: skip
def test_governing_law(words: str, law: str | None) -> None:
    assert won(words).get("legal.governing_law") == law


def test_two_laws_claimed_alike_are_disputed() -> None:
    text = "This Agreement shall be governed by the laws of Texas. This Agreement shall be governed by the laws of Iowa."
    assert "legal.governing_law" not in won(text)
    assert [claim.value for claim in read(text) if claim.field == "legal.governing_law"] == ["Texas", "Iowa"]


@pytest.mark.parametrize(
    ("words", "by", "notice"),
    [
        (
            "Either party may terminate this Agreement for any reason upon sixty (60) days' written notice.",
            "either",
            Period(days=60),
        ),
        ("Customer may terminate this Agreement for its convenience on thirty (30) days notice.", "customer", Period(days=30)),
        ("Either party may terminate this Agreement upon ten (10) days' notice if the other party is in breach.", None, None),
        ("This Agreement may be terminated by mutual consent for any reason.", None, None),
        ("Upon expiration or termination of this Agreement for any reason the Supplier may stop.", None, None),
        ("Customer may, in its sole discretion, terminate this Agreement at any time following a change of control.", None, None),
        ("Supplier may in its discretion terminate this Agreement, if the fees are not paid.", None, None),
        ("The Customer may terminate the Escrow Agreement at any time for any reason.", None, None),
        (
            "Each of the Supplier and the Customer may terminate this Agreement without cause on ten (10) days' notice.",
            "either",
            Period(days=10),
        ),
        (
            "Customer may terminate this Agreement on ninety (90) days' notice and pays the Termination for Convenience Fee.",
            "customer",
            Period(days=90),
        ),
    ],
)
def test_ending_without_a_reason(words: str, by: str | None, notice: Period | None) -> None:
    values = won(OPENING + words)
    assert (values.get("termination.convenience.by"), values.get("termination.convenience.notice")) == (by, notice)
    assert ("provisions.termination_for_convenience" in values) == (by is not None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("In no event shall Supplier's total liability exceed $1.5 million.", "amount"),
        ("Supplier's liability shall not exceed the fees paid in the twelve months before the claim.", "formula"),
        ("Neither party shall be liable for any consequential or indirect damages.", "kinds of damage"),
        ("Supplier shall be liable for all damages.", None),
    ],
)
def test_limits_of_liability(words: str, kind: str | None) -> None:
    values = won(words)
    assert values.get("provisions.liability_limit") == (kind is not None or None)
    assert (str(values.get("liability.cap")) == "1500000.00 USD") == (kind == "amount")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Neither party may assign this Agreement without the prior written consent of the other.", "consent"),
        ("This Agreement shall not be assigned.", "forbidden"),
        ("Either party may assign this Agreement freely.", None),
        ("This Agreement may not be assigned, except that Supplier may assign this Agreement to an affiliate.", "forbidden"),
        ("Supplier may not, without the written consent of Customer, assign its obligations under this Agreement.", "consent"),
        ("Any assignment of this Agreement without our consent is void.", "consent"),
        ("No partner will sell, assign or transfer voluntarily any securities of the Customer without consent.", None),
        ("The right of first refusal granted hereunder may not be assigned.", None),
        ("Neither party shall disclose Confidential Information nor assign work hereunder to anyone else.", None),
        ("Neither party may assign such jointly owned inventions without the consent of the other party hereto.", None),
    ],
)
def test_assignment(words: str, kind: str | None) -> None:
    because = {claim.because for claim in read(words) if claim.field == "provisions.anti_assignment"}
    said = {"consent": {"assigning needs consent"}, "forbidden": {"assigning is not allowed"}, None: set()}
    assert because == said[kind]
    assert won(words).get("provisions.anti_assignment") == (kind is not None or None)


@pytest.mark.parametrize("words", ["1 095 days", "1'095 days", "1,095 days", "1.095 days"])
def test_the_end_of_a_longer_number_is_no_period(words: str) -> None:
    assert all(period_of(match) is None for match in PERIOD.finditer(words))


@pytest.mark.parametrize(
    "words",
    [
        "Supplier's liability shall not exceed the lesser of (i) the price paid or (ii) $500,000.",
        "Supplier's liability shall not exceed the fees paid for the service or $25, whichever is greater.",
        "Supplier's liability shall not exceed EUR 0,500.",
        "Supplier's liability shall not exceed EUR 120.000.",
        "Supplier's liability shall not exceed EUR 1.200.000,00 in total.",
        "Supplier's liability shall not exceed EUR 1.500,00.",
    ],
)
def test_an_amount_beside_another_limit_is_no_cap(words: str) -> None:
    assert "liability.cap" not in won(words)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ('between A & B Works, Inc. ("A&B"), a Texas corporation, and C.com Ltd ("C")', ["A & B Works, Inc.", "C.com Ltd"]),
        ('between Ann Example ("Consultant") and Lakeside Boats GmbH (the "Company")', ["Ann Example", "Lakeside Boats GmbH"]),
        ("between Harbour Tools, Inc. and Lakeside Boats LLC", ["Harbour Tools, Inc.", "Lakeside Boats LLC"]),
        (
            "between: (1) Harbour Tools Limited of 1 Pier Road, London; and (2) Lakeside Boats Limited of 2 Pier Road",
            ["Harbour Tools Limited", "Lakeside Boats Limited"],
        ),
        (
            "between Harbour Tools, Inc., hereinafter called the Supplier, and Lakeside Boats LLC, hereinafter the Customer,",
            ["Harbour Tools, Inc.", "Lakeside Boats LLC"],
        ),
        (
            'between Harbour Tools, Inc., successor to Pier Tools Corporation (together with its affiliates, the "Supplier"), '
            'and Ann Example (the "Consultant")',
            ["Harbour Tools, Inc.", "Ann Example"],
        ),
        ("between Harbour Tools LLC, a New York Limited Liability Company, and ________", ["Harbour Tools LLC"]),
        ('between Harbour Tools LLC ("Supplier") and ______________ (the "Customer")', ["Harbour Tools LLC"]),
        ('between Harbour Tools LLC ("Supplier") and [INSERT COMPANY] (the "Customer")', ["Harbour Tools LLC"]),
        (
            'between Harbour Tools LLC ("Supplier") and Lakeside Boats LLC and Pier Works LLC, as agents',
            ["Harbour Tools LLC", "Lakeside Boats LLC"],
        ),
        (
            'between Harbour Tools GmbH Am Kai 17 20457 Hamburg ("Supplier") and Ann Example of (the "Consultant")',
            ["Harbour Tools GmbH", "Ann Example"],
        ),
    ],
)
def test_parties(words: str, names: list[str]) -> None:
    values = won(f"This Agreement is made as of May 3, 2004 {words}. WHEREAS they wish to trade.")
    assert [value for path, value in values.items() if path.endswith(".legal_name")] == names


def test_who_signs_is_a_party_where_the_opening_names_nobody() -> None:
    text = (
        "JOINT FILING AGREEMENT The undersigned agree to file jointly. Dated: May 3, 2004 HARBOUR TOOLS, INC. By: /s/ A. Able "
        "Name: A. Able Title: Director LAKESIDE BOATS L.P. By: Lakeside Partners LLC, its general partner By: /s/ B. Baker"
    )
    names = [value for path, value in won(text).items() if path.endswith(".legal_name")]
    assert names == ["HARBOUR TOOLS, INC.", "LAKESIDE BOATS L.P."]


def test_a_list_of_what_was_filed_opens_no_contract() -> None:
    text = (
        "99.3 Administration Agreement dated as of June 29, 2007 between the Issuing Entity and Harbour Tools, Inc., as "
        'administrator (the "Administrator") (incorporated by reference to exhibit 99.3 of the report on Form 8-K).'
    )
    assert won(text) == {}


def test_a_day_that_the_contract_reaches_back_to_is_not_its_date() -> None:
    text = (
        'This Amendment is between Harbour Tools, Inc. ("Supplier") and Lakeside Boats LLC ("Customer") and is made retroactive '
        'to December 3, 2002 ("Effective Date").'
    )
    assert "dates.agreement" not in won(text)
    assert won(text)["dates.effective"] == date(2002, 12, 3)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("SUPPLY AND SERVICE AGREEMENT SUPPLY AND SERVICE AGREEMENT This AGREEMENT", "SUPPLY AND SERVICE AGREEMENT"),
        ('Amendment No. 1 to Supply Agreement This Amendment No. 1 (this "Amendment")', "Amendment No. 1 to Supply Agreement"),
    ],
)
def test_a_title_is_whole_and_stands_once(words: str, title: str) -> None:
    text = f"{words} is made as of May 3, 2004 between Harbour Tools, Inc. and Lakeside Boats LLC. WHEREAS they wish to trade."
    assert won(text)["title"] == title


def test_the_copy_has_no_page_furniture() -> None:
    text = "for a period of three\n\n   - 12 -\n\n   (3) years and\n----- ---\nno more"
    copy = Copy(text)
    assert copy.text == "for a period of three (3) years and no more"
    start = copy.text.index("three (3) years")
    first, last = copy.span(start, start + len("three (3) years"))
    assert text[first:last].startswith("three\n")
    assert text[first:last].endswith("years")


def test_an_amendment_does_not_bear_the_date_of_what_it_amends() -> None:
    text = (
        'This Amendment (the "Amendment") to the Supply Agreement dated as of May 3, 2004 (the "Supply Agreement") is made and '
        'entered into as of June 5, 2006 between Harbour Tools, Inc. ("Supplier") and Lakeside Boats LLC ("Customer").'
    )
    assert won(text)["dates.agreement"] == date(2006, 6, 5)


def test_an_effective_date_that_waits_for_the_last_signature_is_the_day_beside_it() -> None:
    text = (
        'This Agreement is made by and between Harbour Tools, Inc. ("Supplier") and Lakeside Boats LLC ("Customer"). '
        'WHEREAS they wish to trade. "Effective Date" means the date of last signature below. '
        "By: /s/ A. Able Date: May 3, 2004 By: /s/ B. Baker Date: May 7, 2004"
    )
    assert won(text)["dates.effective"] == date(2004, 5, 7)
    assert "dates.agreement" not in won(text)


def test_a_field_the_catalogue_does_not_have_is_not_claimed() -> None:
    few = Catalogue(field for field in BUILT_IN if field.path != "legal.governing_law")
    text = OPENING + "This Agreement shall be governed by the laws of Texas."
    found = {claim.field for claim in claims(text, catalogue=few, conventions=Conventions())}
    assert "legal.governing_law" not in found
    assert "dates.agreement" in found


def test_every_rule_is_worth_less_than_certainty_and_every_field_has_a_threshold() -> None:
    assert all(0 < value < 1 for rules in RULES.values() for value in rules.values())
    assert set(THRESHOLDS) == set(RULES)
    assert threshold("parties.3.short_name") == threshold("parties.1.legal_name")
    assert worth("term.end", "length counted, loosely") < worth("term.end", "length counted")
    assert worth("parties.1.role", "party, loosely") < threshold("parties.1.role")

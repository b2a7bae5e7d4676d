"""Names of other languages, sheets without marks, and what contracts that no rule was made on say in words of their own."""

import pytest
from test_claims_meant import said

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions


def read(text: str) -> dict[str, str]:
    """Field -> value as shown, of what counts as claimed in a whole text."""
    found = decided(claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions()))
    return {path: str(claim.value) for path, claim in found.items()}


def parties(text: str) -> list[str]:
    return [value for path, value in read(text).items() if path.endswith(".legal_name")]


NAMED = (
    ("Ārzemju Koks SIA, a company of Latvia", "Ölund Åkeri AB, a Swedish company"),
    ("Škoda Příklad s.r.o., a Czech company", "Łódź Meble Sp. z o.o., a Polish company"),
    ("Északi Hajó Kft., a Hungarian company", "Österreich Kähne GmbH & Co. KG, an Austrian company"),
    ("Ísland Bátar ehf., a company of Iceland", "Éclair Marine SARL, a French company"),
    ("Barcos Del Norte, S. de R.L. de C.V., a Mexican company", "Navios Ltda., a Brazilian company"),
    ("Fjord Marine AS, a Norwegian company", "Harbour Savings Bank, N.A., a national bank"),
    ("ŽELEZO MARINE D.O.O., a company of Croatia", "Kapal Laut Sdn. Bhd., a company of Malaysia"),
)


@pytest.mark.parametrize("firms", NAMED)
def test_firms_of_other_languages(firms: tuple[str, str]) -> None:
    one, other = firms
    text = f"This Supply Agreement is made on 1 March 2021 between {one}, and {other}.\n\nWHEREAS, the parties wish to trade.\n"
    assert parties(text) == [one.rsplit(", ", 1)[0], other.rsplit(", ", 1)[0]]


def test_firms_of_other_languages_that_sign() -> None:
    text = (
        "SUPPLY OF TIMBER\n\nThe parties trade timber.\n\nIN WITNESS WHEREOF the parties sign.\n\n"
        "ŠKODA TIMBER, INC.\nBy: ____\n\nŁUKASZ BOATS LIMITED\nBy: ____\n"
    )
    assert parties(text) == ["ŠKODA TIMBER, INC.", "ŁUKASZ BOATS LIMITED"]


OPENED = (
    (
        ["Harbour Public Schools", "Quay Office of the Courts"],
        'by and between the Harbour Public Schools, 14 Quay Street ("HPS") and the Quay Office of the Courts (the "QOC")',
    ),
    (
        ["Harbour Net Solutions", "R. J. Lakeside Enterprises"],
        "between Harbour Net Solutions and R. J. Lakeside Enterprises. The",
    ),
    (["Harbour Center, Corp."], "by and between Harbour Center, Corp. and the Participant as identified below"),
    (["Harbour Tools, Inc.", "John Quay"], 'between Harbour Tools, Inc. ("Harbour") and John Quay (the "Receiving Party")'),
    (
        ["Harbour Tools AG", "Lakeside B.V."],
        'between "Harbour Tools AG", a Swiss company, hereinafter called: "HT" and Lakeside B.V. ("LB"). The',
    ),
    ([], "between Consultant and Company. The"),
    ([], "between the Receiving Party Named Below and the Trust Advisors to the Harbour Trusts"),
)


@pytest.mark.parametrize(("named", "words"), OPENED)
def test_names_in_the_opening(named: list[str], words: str) -> None:
    text = f"This Supply Agreement is made on March 1, 2021 {words} parties wish to trade.\n\nWHEREAS, they trade.\n"
    assert parties(text) == named


def test_a_sheet_whose_columns_a_conversion_set_side_by_side() -> None:
    text = "SERVICE AGREEMENT\n\nSupplier Harbour Tools Ltd\nCustomer Lakeside Boats GmbH\nTerm 3 years\n"
    assert parties(text) == ["Harbour Tools Ltd", "Lakeside Boats GmbH"]
    prose = "SERVICE AGREEMENT\n\nSupplier delivers what Lakeside Boats GmbH\nCustomer pays to Harbour Tools Ltd\nat its quay\n"
    assert parties(prose) == []


CLAUSES = (
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=either "
        "renewal.type=evergreen renewal.notice=P30D",
        "This Agreement remains in force until terminated by mutual consent or by either party giving to the other not less than "
        "thirty (30) days' notice.",
    ),
    (
        "",
        "It remains in force until terminated by either party giving notice at least six (6) months prior to the end of the "
        "term.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P6M",
        "This Agreement may be terminated by Harbour by written notice (i) at any time upon six (6) months' prior notice, "
        "(ii) upon a breach by the other, or (iii) if a sale of Harbour is agreed.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P30D termination.convenience.by=either",
        "The work ends on the first anniversary of its beginning, provided that (a) either party may terminate this Agreement by "
        "giving 30 days' notice to the other party, and (b) either party may do so at once if the other is in breach.",
    ),
    (
        "provisions.termination_for_convenience=True termination.convenience.notice=P60D termination.convenience.by=either",
        "At any time following the 7th anniversary of that date either party may terminate this Agreement upon 60 days' notice.",
    ),
    (
        "provisions.termination_for_convenience=True",
        "Harbour may terminate this Agreement by providing [***] written notice of termination to Lakeside.",
    ),
    ("provisions.termination_for_convenience=True", "Buyer may terminate for convenience any of the Services on some notice."),
    ("", "Buyer may not terminate any of the Services for convenience."),
    (
        "provisions.anti_assignment=True",
        "Customer shall not, voluntarily, sell, assign or transfer the license granted hereunder.",
    ),
    (
        "provisions.anti_assignment=True",
        "Neither party shall in any way sell, assign or dispose of any of the rights, privileges, duties and obligations that it "
        "has been granted or that are imposed upon it under this Agreement.",
    ),
    ("renewal.type=evergreen", "This Agreement is effective until terminated."),
    ("renewal.type=evergreen", "This Agreement shall remain in effect until and unless terminated as set forth below."),
    ("term.length=P3Y", "The Term will be 3 years from the day on which the first boat is delivered."),
    ("term.length=P5Y", "The term hereunder shall begin upon delivery, and shall continue for a period of five (5) years."),
)


@pytest.mark.parametrize(("claimed", "words"), CLAUSES)
def test_clauses(claimed: str, words: str) -> None:
    assert said(words) == dict(pair.split("=", 1) for pair in claimed.split())


def test_an_end_counted_from_the_day_the_contract_begins() -> None:
    found = read("This Agreement begins on 29 February 2024 and continues for eighteen (18) months.")
    assert (found["dates.effective"], found["term.length"], found["term.end"]) == ("2024-02-29", "P18M", "2025-08-28")


def test_all_that_is_owed_ends_with_the_contract() -> None:
    letter = "April 25, 2021\n\nDear Mr. Quay:\n\nYou asked us for information.\n\n"
    found = read(letter + "This Agreement and all of your obligations hereunder shall expire five years after the date hereof.\n")
    assert found["term.end"] == "2026-04-24"


def test_a_commencement_date_for_the_contract() -> None:
    found = read("The commencement date for this contract will be 16 June 2024. The initial term of this Agreement is 5 years.")
    assert (found["dates.effective"], found["term.end"]) == ("2024-06-16", "2029-06-15")


def test_a_heading_whose_last_word_begins_the_opening() -> None:
    text = (
        'HARBOUR SUPPLY AGREEMENT dated March 1, 2021 between Harbour Tools, Inc. ("Seller") and Lakeside Boats GmbH ("Buyer").\n'
    )
    assert read(text)["title"] == "HARBOUR SUPPLY AGREEMENT"


def test_the_parties_of_a_letter_that_confirms_an_agreement() -> None:
    text = (
        "AGENCY AGREEMENT\n\nMay 14, 2021\n\nQuay & Woods, Inc.\n10 Harbour Street\n\nLadies and Gentlemen:\n\n"
        'Harbour Bancorp, Inc., a Delaware corporation (the "Company"), and Lakeside Savings Bank, a savings bank (the "Bank"), '
        'the deposits of which are insured by the Federal Deposit Insurance Corporation ("FDIC"), hereby confirm their agreement '
        'with Quay & Woods, Inc. (the "Agent") as follows:\n\n1. The Agent shall sell shares of the Company.\n'
    )
    assert parties(text) == ["Harbour Bancorp, Inc.", "Lakeside Savings Bank", "Quay & Woods, Inc."]
    assert parties(text.replace("confirm their agreement with", "speak of their agreement with")) == []

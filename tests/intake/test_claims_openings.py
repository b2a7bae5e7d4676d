"""Openings as they stand in contracts: covers before them, lists of parties, letters, and dates that are something else's."""

import pytest

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions


def won(text: str) -> dict[str, str]:
    read = decided(claims(text, catalogue=Catalogue(BUILT_IN), conventions=Conventions()))
    return {path: str(claim.value) for path, claim in read.items()}


def names(text: str) -> list[str]:
    return [value for path, value in won(text).items() if path.endswith(".legal_name")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "DATED 4 May 2012\n\n(1) HARBOUR TOOLS LIMITED\n\nand\n\n(2) LAKESIDE BOATS PTE LTD\n\nDISTRIBUTION AGREEMENT\n\n"
            "THIS AGREEMENT is dated 4 May 2012\n\nPARTIES\n\n(1) HARBOUR TOOLS LIMITED incorporated in England and "
            "Wales whose registered office is at 1 Quay Street, London (Supplier).\n\n(2) LAKESIDE BOATS PTE LTD incorporated "
            "in Singapore whose registered office is at 9 Marina Road, Singapore (Distributor).\n\nBACKGROUND\n",
            ["HARBOUR TOOLS LIMITED", "LAKESIDE BOATS PTE LTD"],
        ),
        (
            "SERVICES AGREEMENT\n\ndated as of January 1, 2010\n\nbetween\n\nHARBOUR TOOLS, INC.\n\nand\n\nLAKESIDE BOATS LLC\n\n"
            "SERVICES AGREEMENT, dated as of January 1, 2010, between Harbour Tools, Inc., a Delaware corporation (the "
            '"Company"), and Lakeside Boats LLC, a Delaware limited liability company (the "Provider").\n\nWHEREAS, it is so;\n',
            ["Harbour Tools, Inc.", "Lakeside Boats LLC"],
        ),
        (
            'THIS AGREEMENT is effective as of the date it is signed by the last party (the "Effective Date")\n\nB E T W E E N: '
            'HARBOUR TOOLS LLC, with offices at 3 Quay, Boston ("Supplier");\n\nAND:\n\nLAKESIDE BOATS, INC., having '
            'its head office at 9 Shore Road, Reno ("Purchaser")\n\nWHEREAS Purchaser needs tools;\n',
            ["HARBOUR TOOLS LLC", "LAKESIDE BOATS, INC."],
        ),
        (
            "PACKAGING AGREEMENT\n\nfor the packaging of tools between\n\nHarbour Tools AG, Hafenstrasse 17, Zug, Switzerland, "
            'hereinafter referred to as "HARBOUR" and\n\nLakeside Boats GmbH, Seeweg 2, Kiel, hereinafter referred to as '
            '"LAKESIDE" and made effective 29 Sept. 2008.\n\nWHEREAS, HARBOUR makes tools.\n',
            ["Harbour Tools AG", "Lakeside Boats GmbH"],
        ),
    ],
)
def test_parties_after_a_cover_or_in_a_list(text: str, parties: list[str]) -> None:
    assert names(text) == parties


@pytest.mark.parametrize(
    "text",
    [
        "Policy for partners\n\n> Last Updated: October 20, 2015\n\nPartners must follow this policy.\n",
        "This page names the agreement, for example: Services Agreement between two firms dated January 1, 2015.\n",
        "The offer is withdrawn where the shares are not sold on or before June 30, 2007, this Agreement then ends.\n",
        "The traffic is led to the page under the Sponsorship Agreement effective March 5, 1999 in force between the parties.\n",
        "The stock is limited to what the fee covers. Effective January 1, 2005, after which no more is sold, it is lower.\n",
        "Exhibits. " * 90 + "4.1 The Limited Liability Company Agreement of the Issuer executed as of April 16, 2007.\n",
        "The issuer has caused this report to be signed on its behalf this day. Signed on March 29, 2012 on its behalf.\n",
    ],
)
def test_a_date_that_a_sentence_leads_to_is_not_the_contracts(text: str) -> None:
    assert {path for path in won(text) if path.startswith("dates.")} == set()


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("AMENDMENT TO LETTER AGREEMENT AND EMPLOYMENT AGREEMENT", "AMENDMENT TO LETTER AGREEMENT AND EMPLOYMENT AGREEMENT"),
        ("APPENDIX C - SAMPLE NON-DISCLOSURE AGREEMENT NON-DISCLOSURE AGREEMENT", "NON-DISCLOSURE AGREEMENT"),
    ],
)
def test_a_heading_is_neither_cut_at_and_nor_doubled(heading: str, title: str) -> None:
    assert won(f"{heading}\n\nThe parties agree to what follows.\n")["title"] == title


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'This Service Agreement (this "Agreement") is by and between Harbour Tools, Inc., an Ohio corporation ("Provider"), '
            'and the customer named on the order executed with Provider ("Customer", together with Provider, the "Parties").\n',
            ["Harbour Tools, Inc."],
        ),
        (
            'This Reseller Agreement (the "Agreement") is effective [DATE]\n\nBETWEEN HARBOUR INC. (the "Company")\n\na firm of '
            'Ohio\n\nAND (RESELLER - INSERT FULL COMPANY NAME] (the "Reseller")\n\na company of (INSERT HERE)\n',
            ["HARBOUR INC."],
        ),
    ],
)
def test_what_a_party_is_called_or_left_to_fill_in_is_no_name(text: str, parties: list[str]) -> None:
    assert names(text) == parties


def test_a_name_goes_on_after_of_the() -> None:
    text = (
        'This License Agreement (this "Agreement") is made on May 30, 2003, by and between The Trustees of the University of Ohio'
        ', a nonprofit corporation ("Licensor"), and Harbour Tools, Inc., a Delaware corporation ("Licensee").\n\nBACKGROUND\n'
    )
    assert names(text) == ["The Trustees of the University of Ohio", "Harbour Tools, Inc."]


def test_the_kind_that_opens_the_text_is_no_part_of_the_heading() -> None:
    text = "FORM OF MASTER LICENSE AGREEMENT\nAGREEMENT made as of the ____ day of ______, 1998 by each entity named below"
    assert won(text)["title"] == "MASTER LICENSE AGREEMENT"


def test_a_party_may_be_called_in_square_brackets_and_a_label_is_no_party() -> None:
    text = (
        'THIS AGREEMENT [the "Agreement"] is made as of 4 May 2003 by and between Harbour Medical Services ["HARBOUR"], an Ohio '
        'corporation, and Lakeside, Inc., a Delaware corporation ["LAKESIDE"].\n\nRECITALS\n'
    )
    assert names(text) == ["Harbour Medical Services", "Lakeside, Inc."]
    form = (
        'THIS AGREEMENT is made on this day of , 20 , by and between , U.S. DOT No: (hereinafter referred to as "CARRIER"), and '
        'Harbour Freight, Inc. (hereinafter referred to as "BROKER").\n\nRECITALS\n'
    )
    assert names(form) == ["Harbour Freight, Inc."]

"""Plain text as paragraphs: wrapped lines joined, the furniture of pages left out and named."""

from clmctl.intake.paper.plain import plain_parts


def texts(text: str) -> list[str]:
    return [part.text for part in plain_parts(text)[0]]


def left(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in plain_parts(text)[1]]


WRAPPED = """\
This Agreement is made between the Supplier and the Customer, who wish to set
out the terms on which the Supplier provides services to the Customer from the
date of this Agreement.
     The Customer shall pay the fees that are stated in the order, within thirty
days of the date of each invoice that the Supplier sends to the Customer.

1. Fees. The fees are stated in the order and do not include value added tax or
any other tax.
2. Term. This Agreement begins on the date that both parties have signed it, and
ends one year later.
"""


def test_wrapped_lines_are_one_paragraph() -> None:
    assert texts(WRAPPED) == [
        "This Agreement is made between the Supplier and the Customer, who wish to set out the terms on which the Supplier "
        "provides services to the Customer from the date of this Agreement.",
        "The Customer shall pay the fees that are stated in the order, within thirty days of the date of each invoice that "
        "the Supplier sends to the Customer.",
        "1. Fees. The fees are stated in the order and do not include value added tax or any other tax.",
        "2. Term. This Agreement begins on the date that both parties have signed it, and ends one year later.",
    ]


def test_a_paragraph_goes_on_over_a_page() -> None:
    page = "and the Customer shall return every copy of the material that it has received\nfrom the Supplier"
    before = "The Supplier may end this Agreement where the Customer is in breach of it,"
    text = f"{WRAPPED}\n{before}\n\n- 2 -\n\f\n{page}.\n"
    assert texts(text)[-1].endswith("is in breach of it, and the Customer shall return every copy of the material that it has "
                                    "received from the Supplier.")  # fmt: skip
    assert ("page-number", "- 2 -") in left(text)


def test_what_stands_on_every_page_is_left_out_once_it_stands_there_often() -> None:
    words = ("Orders", "Prices", "Delivery", "Warranty")
    pages = [
        f"The rules on {word} apply to every order.\n\nClause words on {word}.\n\nAcme Corp. Confidential   Page {n} of 4\n\f"
        for n, word in enumerate(words, 1)
    ]
    text = "\n".join(pages)
    assert not any("Confidential" in part for part in texts(text))
    assert [kind for kind, _ in left(text)] == ["running-line"] * 4
    assert sum("Clause words on" in part for part in texts(text)) == 4


def test_a_heading_that_stands_once_near_a_page_end_stays() -> None:
    assert "CONFIDENTIALITY" in texts("Some words here.\n\f\nCONFIDENTIALITY\n\nThe parties keep secrets of each other safe.\n")


def test_numbers_that_stand_alone_go_to_their_paragraph() -> None:
    text = "1.01\nDefined Terms\n\n(a)\nThe Borrower shall repay the loan.\n"
    assert texts(text) == ["1.01 Defined Terms", "(a) The Borrower shall repay the loan."]


def test_a_column_of_numbers_torn_off_their_paragraphs_is_named() -> None:
    text = "1.\n\n2.\n\n2.1\n\n2.2\n\n3.\n\nOverview\n\nThe parties combine their strengths to win customers in new markets.\n"
    assert [kind for kind, _ in left(text)] == ["number"] * 5
    assert texts(text)[0] == "Overview"


def test_words_parted_by_a_hyphen_at_a_line_end_are_whole_again() -> None:
    text = WRAPPED.replace("within thirty\ndays", "within thirty-\nfive days") + "\nShort- and long-term plans are made.\n"
    assert "thirty-five days" in texts(text)[1]
    assert "Short- and long-term" in texts(text)[-1]


def test_markup_of_filing_systems_and_rules_are_named() -> None:
    text = "<PAGE>   3\n<TABLE>\n<CAPTION>\n=====\nThe words.\n-----------\n"
    assert texts(text) == ["The words."]
    assert {kind for kind, _ in left(text)} == {"markup", "rule"}


def test_columns_stay_lines() -> None:
    text = WRAPPED + "\nName          Share        Date\nSmith            40        1 May\nJones            60        2 May\n"
    assert texts(text)[-1] == "Name Share Date\nSmith 40 1 May\nJones 60 2 May"

"""What stands after the signatures without a usual heading: found as the annex it is, and nothing else is taken for one."""

import pytest
from paper_make import made, missing, outlined

from clmctl.intake.paper import annexes
from clmctl.model.paper import PaperPart
from clmctl.text.dialect.rules import problems, sections

CLAUSES = (
    "SUPPLY AGREEMENT\n\n"
    "1. Scope. The Supplier shall deliver the goods that the Customer orders from time to time.\n\n"
    "2. Fees. The Customer shall pay the fees within thirty days of each invoice.\n\n"
    "3. Law. This Agreement is governed by the laws of England and Wales.\n\n"
)
SIGNED = (
    "IN WITNESS WHEREOF, the parties have executed this Agreement as of the date first written above.\n\n"
    "HARBOUR TOOLS LTD\n\nBy: ____________________\n\nName: Ann Smith\n\nTitle: Director\n\n"
    "LAKESIDE BOATS GMBH\n\nBy: /s/ Udo Meier\n\nUdo Meier\n\nManaging Director\n\n"
)
MATTER = (
    "The Supplier keeps a store of spare parts in Hull and delivers from there every working day before noon to the places "
    "that the Customer names, packed as the Customer wishes and with a note of what is delivered.\n\n"
    "Each part is looked at before it leaves the store, and what is damaged is put right or replaced free of charge within five "
    "working days after the Customer has told the Supplier of it in writing, with a picture of the damage.\n\n"
    "What is ordered after noon is delivered on the second working day, unless the Customer has asked for a later one and the "
    "Supplier has agreed to it.\n"
)
PART = MATTER.partition("\n")[0]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("DELIVERY SCHEDULE\n\n", "Annex: DELIVERY SCHEDULE"),
        ("Terms of Delivery\n\n", "Annex: Terms of Delivery"),
        ("HARBOUR TOOLS SPARE PARTS\n\nFor each order:\n\n", "Annex: HARBOUR TOOLS SPARE PARTS"),
        ("", "Annex"),
        ("Schedule 1.1(b) - Places of Delivery, which the Customer may change by notice to the Supplier. ", "Schedule 1.1(b)"),
    ],
)
def test_an_annex_after_the_signatures_is_a_region_of_its_own(title: str, heading: str) -> None:
    found = outlined(CLAUSES + SIGNED + title + MATTER)
    assert [region.heading for region in found.regions] == ["", heading]
    assert found.regions[0].signing[-1].text == "Managing Director"
    assert not found.regions[1].signing


def test_annexes_of_titles_that_say_so_stand_each_for_itself() -> None:
    found = outlined(CLAUSES + SIGNED + f"DELIVERY SCHEDULE\n\n{MATTER}\nPRICE SCHEDULE\n\n{MATTER}\n")
    assert [region.heading for region in found.regions] == [
        "",
        "Annex: DELIVERY SCHEDULE",
        "Annex: PRICE SCHEDULE",
    ]


def test_an_annex_is_written_as_a_schedule_and_loses_no_word() -> None:
    text = CLAUSES + SIGNED + "DELIVERY SCHEDULE\n\n" + MATTER
    result = made(text)
    assert not missing(text, result)
    assert problems(result.text) == ()
    assert "# Annex: DELIVERY SCHEDULE {#annex-delivery-schedule}" in result.text
    assert [section.anchor for section in sections(result.text)] == ["scope", "fees", "law"]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "Confidential treatment has been requested for portions of this exhibit.\n\n" * 8,
        (
            "STATE OF TEXAS\n\nBefore me, the undersigned notary, personally appeared Ann Smith, known to me to be the "
            "person whose name is subscribed to this instrument, and acknowledged to me that she executed it for the purposes "
            "therein expressed.\n\nMy commission expires: ________\n\n" * 3
        ),
        "".join(
            f"HARBOUR PARTNER {word} LTD\n\nBy: ________ Name: Ann Smith Title: Director Date: ________\n\n"
            for word in ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
        ),
    ],
)
def test_words_of_signature_are_no_annex(more: str) -> None:
    found = outlined(CLAUSES + SIGNED + more)
    assert [region.heading for region in found.regions] == [""]


def test_sections_that_go_on_after_words_of_signing_are_no_annex() -> None:
    text = (
        "1. Scope. The Supplier shall deliver.\n\n2. Fees. The Customer shall pay.\n\n3. General\n\n"
        "3.1 Notices. Notices are given in writing.\n\nSigned by the parties on the dates shown below.\n\n"
        + "".join(f"3.{number} Topic. {PART}\n\n" for number in range(2, 6))
        + SIGNED
    )
    found = outlined(text)
    assert [region.heading for region in found.regions] == [""]
    assert found.regions[0].signing[0].text.startswith("IN WITNESS")


class Length(int):
    """A length that counts how often any of its kind is added up."""

    sums = 0

    def __add__(self, other: int) -> "Length":
        Length.sums += 1
        return Length(int(self) + int(other))

    __radd__ = __add__


def test_the_parts_after_the_signatures_are_added_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annexes, "_length", lambda part: Length(len(part.text)))
    body = [PaperPart("paragraph", PART) for _ in range(300)]
    signing = [PaperPart("paragraph", "By: ____"), *body, PaperPart("paragraph", "1 2 3 4 5 " * 20_000)]
    Length.sums = 0
    assert annexes.annex_at(signing) == len(signing)
    assert Length.sums < 3 * len(signing)

"""What reads papers the quick way says what the plain way says."""

from hypothesis import given
from hypothesis import strategies as st

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.opening import opening_of
from clmctl.intake.language import language_of_text
from clmctl.intake.paper.arrival import arrival_from, arrival_of, remarks_of
from clmctl.intake.paper.lines import cleaned
from clmctl.intake.paper.matching import Matcher
from clmctl.intake.paper.plain import plain_parts
from clmctl.intake.paper.words import folded
from clmctl.library.approved import Approved
from clmctl.library.read import read_library
from clmctl.model.paper import Paper

#: Letters with and without case, in one byte and more, and signs that papers are full of.
_OFTEN = "aZ .;(“”’–§\u00a0\u00ad\u200b\u2028\ufeff\uf0b7\t\f\n\x00\x0bßİſΣǰÉж中\u212a\ud800"
_LETTERS = st.text(st.one_of(st.sampled_from(_OFTEN), st.characters()))
_PROSE = "This Agreement is made on May 1, 2024 by and between Harbour Tools LLC (“Harbour”) and Lakeside GmbH (“Lakeside”).\n\n"


@given(_LETTERS)
def test_small_letters_are_those_of_casefold(text: str) -> None:
    assert folded(text) == text.casefold().encode("utf-8", "surrogatepass")


@given(_LETTERS)
def test_no_odd_character_stays_and_no_other_goes(text: str) -> None:
    found = cleaned(text)
    assert not set(found) & set("\r\x00\x0b\u00a0\u00ad\u200b\u2028\ufeff\uf0b7\ud800")
    assert found == cleaned(found)
    assert [each for each in found if each.isalnum()] == [each for each in text if each.isalnum()]


@given(_LETTERS)
def test_a_paper_comes_out_of_another_process_as_it_went_in(text: str) -> None:
    paper = Paper("a.txt", "txt", *plain_parts(f"{_PROSE}1. Fees.\n\n{text}"), remarks_of("a.txt", "a page is scanned", text))
    arrival = arrival_of(paper, Matcher(Approved(read_library({})[0])))
    assert arrival_from(arrival.as_said()) == arrival


def test_typographic_signs_hide_no_language() -> None:
    words = (
        "Der Lieferant und die Kundin vereinbaren, dass die Ware mit dem Schiff kommt, und das ist nicht zu viel für den Preis. "
    )
    assert language_of_text(words * 3) == "de"
    assert language_of_text(f"“{_PROSE}” – the parties shall, as to the Fees, be bound by this… §4 and of the rest. " * 3) == "en"


def test_what_a_contract_is_called_opens_it_without_this() -> None:
    parties = "Harbour Tools LLC (“Harbour”) and Lakeside GmbH (“Lakeside”)"
    copy = Copy(f"SUPPLY AGREEMENT\n\nSupply Agreement, dated May 1, 2024, between {parties}.")
    found = opening_of(copy)
    assert found is not None
    assert copy.text[found.start :].startswith("Agreement, dated")

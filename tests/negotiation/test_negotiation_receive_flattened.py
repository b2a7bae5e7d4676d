"""Files of programs that keep no fields: a number that was a reference is what it was, where it says what it said."""

import re
from collections.abc import Callable

from receive_make import FRONT, SETTINGS, TEXT, altered, contract, received, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, Returning, text_with

_CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_REFERENCE = re.compile(
    f"{_CHAR.format('begin')}<w:r><w:instrText[^>]*> REF [^<]*</w:instrText></w:r>"
    f"{_CHAR.format('separate')}(.*?){_CHAR.format('end')}"
)


def flat(xml: str) -> str:
    """The document with what its references show as plain words."""
    made, count = _REFERENCE.subn(r"\1", xml)
    assert count == xml.count(" REF ") > 1
    return made


def came(edit: Callable[[str], str] = str) -> Returning:
    return received(altered(word_file(contract()), document=lambda xml: edit(flat(xml))))


def text(found: Returning) -> str:
    return text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode().removeprefix(FRONT)


def test_references_that_a_program_wrote_as_words_are_no_change() -> None:
    found = came()
    assert found.weighty == ()
    assert text(found) == TEXT


def test_a_changed_paragraph_keeps_its_references() -> None:
    found = came(replaced("limits liability for fraud", "limits liability for theft"))
    (row,) = found.weighty
    assert (row.kind, row.heading) == ("changed", "Liability")
    assert text(found) == TEXT.replace("liability for fraud", "liability for theft")


def test_a_number_that_says_another_is_told() -> None:
    fraud = re.compile(r"(Nothing limits liability for fraud; see .*?)>3<")
    found = came(lambda xml: fraud.sub(r"\1>9<", xml, count=1))
    (row,) = found.weighty
    assert (row.kind, row.heading) == ("changed", "Liability")
    assert "see Section 9 and [Section](#part-two)" in text(found).replace("\u00a0", " ")


def test_a_reference_keeps_its_place_beside_a_word_that_came_right_behind_it() -> None:
    behind = re.compile(r"(means what .*?>2</w:t></w:r><w:r><w:t[^>]*>) describes")
    found = came(lambda xml: behind.sub(r"\1 alone describes", xml, count=1))
    (row,) = found.weighty
    assert "".join(change.new for change in row.words if change.kind != "kept").strip() == "alone"
    assert text(found) == TEXT.replace("[Section](#services) describes", "[Section](#services) alone describes")


def test_one_reference_of_several_that_was_typed_over_says_the_same() -> None:
    found = received(altered(word_file(contract()), document=lambda xml: _REFERENCE.sub(r"\1", xml, count=1)))
    assert found.weighty == ()
    assert text(found) == TEXT

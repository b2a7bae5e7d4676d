"""What the new words of a row hide is counted as it stands: once."""

from clmctl.model.change import Change
from clmctl.model.returned import ReturnedRow
from clmctl.negotiation.receiving.letters import with_letters

SPACE = "\u200b"


def remark_of(row: ReturnedRow) -> str:
    return with_letters([row])[0].remark


def test_an_unseen_sign_in_the_value_of_a_field_is_told_as_often_as_it_stands() -> None:
    words = (Change("replaced", "Lark", f"La{SPACE}rk"),)
    told = remark_of(ReturnedRow(1, "field", "silent", words=words, field="title", old="Lark", new=f"La{SPACE}rk"))
    assert "U+200B zero width space" in told and "2 times" not in told
    assert told == remark_of(ReturnedRow(1, "changed", "silent", words=words))


def test_what_a_row_says_beside_its_words_is_looked_at() -> None:
    words = (Change("kept", "the list", "the list"),)
    row = ReturnedRow(1, "reference", "silent", words=words, old="https://lark.example", new="https://l\u0430rk.example")
    assert "look-alike letters" in remark_of(row)
    assert "U+200B" in remark_of(ReturnedRow(1, "field", "silent", field="title", old="Lark", new=f"La{SPACE}rk"))

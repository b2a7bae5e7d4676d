"""Acts that must say why: asked at a terminal, refused where nobody can be asked."""

import pytest
from person import Sit

ID = "MSA-2026-0001"
MD = f"contracts/acme/{ID}/contract.md"
QUESTION = "Why? (kept in the history): "


@pytest.mark.parametrize(
    "call",
    [("set", ID, "renewal.notice=90 days"), ("set", "--where", f"id = {ID}", "renewal.notice=P90D")],
    ids=["one", "many"],
)
def test_a_change_of_what_is_negotiated_asks_for_its_reason(office, sit: Sit, call: tuple[str, ...]) -> None:
    ada = sit(office.root, *call)
    assert "needs a reason" in ada.sees(QUESTION)
    ada.sends("agreed on the call\r")
    if "--where" in call:
        ada.sees("[Y/n]: ")
        ada.sends("\r")
    ada.leaves(0)
    assert "notice: P90D" in office.read(MD)
    assert "Reason: agreed on the call" in office.git("log", "-1", "--format=%B")


def test_saving_edits_by_hand_asks_for_their_reason(office, sit: Sit) -> None:
    text = office.read(MD)
    assert text.count("notice: P60D") == 1
    (office.root / MD).write_text(text.replace("notice: P60D", "notice: P30D"))
    ada = sit(office.root, "save", ID)
    ada.sees(QUESTION)
    ada.sends("their comment\r")
    ada.leaves(0)
    assert "Reason: their comment" in office.git("log", "-1", "--format=%B")


def test_who_cannot_be_asked_is_told_how_to_say_it(office) -> None:
    for call in (("set", ID, "renewal.notice=90 days"), ("set", "--where", f"id = {ID}", "renewal.notice=90 days")):
        office.clm(*call, code=2)
        assert "needs a reason" in office.err and "--why" in office.err

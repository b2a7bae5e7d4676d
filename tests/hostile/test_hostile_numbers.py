"""Numbers beyond all counting where a person, a file or a commit gives one: told in words, or taken for no number."""

import pytest
from hostile_make import ID, Ground

from clmctl.model.turn import Turn
from clmctl.negotiation.sending import turn_number

#: More digits than Python makes a number of, and a sign that is a digit and no number.
LONG, RAISED = "9" * 5000, "²"


def test_numbers_in_calls(tmp_path) -> None:
    ground = Ground(tmp_path)
    assert ground.run("send", ID, "-o", "sent.docx").code == 0
    calls = (
        ("receive", "sent.docx", "--dry-run", "--accept", LONG, "--reject", RAISED),
        ("receive", "sent.docx", "--dry-run", "--counter", f"{LONG}=x"),
        ("receive", "sent.docx", "--dry-run", "--accept", "1-99999999999"),
        ("clauses", "diff", "termination", f"standard@{RAISED}", "standard"),
        ("clauses", "diff", "termination", f"standard@{LONG}", "standard"),
    )
    assert not (wrong := ground.complaints(*calls, seconds=120)), "\n\n".join(each[-600:] for each in wrong)


@pytest.mark.parametrize("said", [LONG, RAISED, "-1", "x", ""], ids=["long", "raised", "minus", "word", "none"])
def test_a_commit_that_states_an_odd_turn_counts_none(said: str) -> None:
    """Whoever writes commits with plain git may write anything behind `Turn:`."""
    passed = Turn("0" * 40, "2026-11-22", "A", "a@example.org", "Edit", ID, side="them", turn=said)
    assert turn_number([passed]) == 1

"""What stands around the clauses is the template's: nobody else's words go unseen there."""

import pytest
import starter_make as starter

from clmctl.model.finding import Finding

DRAWN = starter.drawn({})


def found(data: bytes) -> list[Finding]:
    return [finding for finding in starter.lint(data) if finding.severity == "error"]


def line_of(data: bytes, words: bytes) -> int:
    return data[: data.index(words)].count(b"\n") + 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"is ready to take on that work", b"is never ready to take on that work"),
        (b"look after its own clients", b"look after its own Clients"),
        (b"may do so for the party named", b"may not do so for the party named"),
        (b"# Signatures\n", b"# Signatures\n\nThe Supplier bears every loss of the Customer.\n"),
        (b"\n{{ signatures }}\n", b"\n"),
        (b"number {{ id }}", b"number {{ title }}"),
    ],
)
def test_a_word_changed_around_the_clauses_is_found(old: bytes, new: bytes) -> None:
    assert DRAWN.count(old) == 1
    changed = DRAWN.replace(old, new)
    (first, *_) = found(changed)
    assert (first.code, first.clause) == ("CL101", "")
    assert "the template customer-agreement says" in first.message


def test_it_is_told_in_its_line_with_the_words() -> None:
    changed = DRAWN.replace(b"is ready to take on", b"is not ready to take on")
    codes = {finding.code: finding for finding in found(changed)}
    assert set(codes) == {"CL101", "CL108"}
    assert codes["CL101"].place.line == line_of(changed, b"is not ready")
    assert "{+not+}" in codes["CL101"].message
    assert "a negation (not)" in codes["CL108"].message


def test_a_preamble_taken_out_or_put_behind_is_found() -> None:
    start = DRAWN.index(b"# Customer Services Agreement")
    end = DRAWN.index(b"\n## ")
    assert [finding.code for finding in found(DRAWN[:start] + DRAWN[end:])] == ["CL101"]
    assert found(DRAWN[:start] + DRAWN[end:] + b"\n" + DRAWN[start:end])


def test_wrapping_blank_lines_and_an_approved_earlier_text_are_clean() -> None:
    wrapped = DRAWN.replace(b"and has chosen the Supplier", b"and has chosen\nthe Supplier").replace(
        b"# Signatures\n", b"\n# Signatures  \n\n"
    )
    assert wrapped != DRAWN
    assert found(wrapped) == []
    before = (starter.ROOT / "templates/customer-agreement/superseded/preamble-1.md").read_bytes()
    start, end = DRAWN.index(b"# Customer Services Agreement"), DRAWN.index(b"\n## ")
    assert found(DRAWN[:start] + before + DRAWN[end:]) == []


def test_a_suppression_for_the_whole_contract_accepts_it_with_its_reason() -> None:
    changed = DRAWN.replace(b"is ready to take on", b"is glad to take on")
    comment = b'<!-- clm:ignore CL101 reason="their board asked for it" -->\n\n# Customer Services Agreement'
    accepted = starter.lint(changed.replace(b"# Customer Services Agreement", comment))
    assert [(f.code, f.suppressed) for f in accepted if f.severity == "error"] == [("CL101", "their board asked for it")]


def test_words_in_a_schedule_before_its_first_clause_are_found() -> None:
    assert [f.code for f in found(DRAWN + b"\n# Schedule 9: Prices {#prices}\n\nEverything is free.\n")] == ["CL101"]
    rows = b'\n# Schedule 9: Prices {#prices}\n\n{{ prices | table("what") }}\n'
    assert "CL101" not in [f.code for f in found(DRAWN + rows)]
    paper = DRAWN.replace(b"paper: own\n", b"paper: third-party\n").replace(b"is ready to take on", b"is glad to take on")
    assert b"paper: third-party" in paper
    assert "CL101" not in [f.code for f in found(paper)]

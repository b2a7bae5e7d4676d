"""Two states of a contract compared clause by clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redline_make import FRONT, TEXT, contract

from clmctl.model.comparison import ClauseChange, Comparison, FieldChange
from clmctl.redline.compare import compare_contracts, compare_passages
from clmctl.redline.passages import Line, Passage
from clmctl.redline.table import rows_of, summary_blocks
from clmctl.text.comparing.cosmetic import is_cosmetic


def compared(old: str, new: str, front: str = FRONT) -> Comparison:
    return compare_contracts(contract(old), contract(new, front))


def one(found: Comparison) -> ClauseChange:
    assert len(found.clauses) == 1, found
    return found.clauses[0]


def test_the_same_text_has_no_changes():
    assert compared(TEXT, TEXT).empty


def test_a_changed_word_is_found_in_its_clause():
    clause = one(compared(TEXT, TEXT.replace("reasonable care", "all care")))
    assert (clause.kinds, clause.number, clause.heading, clause.anchor) == (("changed",), "1", "Services", "services")
    (line,) = clause.lines
    assert (line.kind, line.number, line.cosmetic) == ("changed", "1.1", False)
    assert [(c.old, c.new) for c in line.words if c.kind != "kept"] == [("reasonable", "all")]


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("is liable", "is not liable", "a negation (not)"),
        ("twelve months", "eighteen months", "a number (twelve, eighteen)"),
        ("consent of the Customer", "consent of the Supplier", "a party (customer, supplier)"),
        ("shall perform", "may perform", "what must or may be done (shall, may)"),
    ],
)
def test_what_turns_a_clause_is_pointed_out(old: str, new: str, touched: str):
    assert touched in one(compared(TEXT, TEXT.replace(old, new, 1))).lines[0].turns


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the Supplier’s – and", "the Supplier's - and"),
        ("“Fees”", '"Fees"'),
        ("thirty\u00a0days", "thirty days"),
        ("non\u00adrenewal", "nonrenewal"),
        ("two  spaces", "two spaces"),
        ("zero\u200bwidth", "zerowidth"),
        ("at once…", "at once..."),
    ],
)
def test_quotes_dashes_spaces_and_soft_hyphens_are_cosmetic(old: str, new: str):
    assert is_cosmetic(old, new)
    clause = one(compared(f"{TEXT}2. Here {old}.\n", f"{TEXT}2. Here {new}.\n"))
    assert clause.cosmetic
    assert clause.lines[0].turns == ()


@pytest.mark.parametrize(
    ("old", "new"), [("non-exclusive", "nonexclusive"), ("is now", "is not"), ("10,000", "10.000"), ("a b", "ab")]
)
def test_letters_marks_and_joined_words_are_not(old: str, new: str):
    assert not is_cosmetic(old, new)


def test_a_field_is_told_as_a_field_and_its_words_too():
    clause = one(compared(TEXT, TEXT, FRONT.replace("notice: P60D", "notice: P30D")))
    assert clause.fields == (FieldChange("renewal.notice", "P60D", "P30D"),)
    assert [(c.old, c.new) for c in clause.lines[0].words if c.kind != "kept"] == [("sixty", "thirty"), ("60", "30")]


def test_a_field_that_no_text_prints_stands_by_itself():
    front = FRONT.replace("length: P12M", "length: P6M")
    found = compare_contracts(contract(), contract(front=front), unprinted=("renewal.length", "renewal.notice"))
    assert found.clauses == ()
    assert found.fields == (FieldChange("renewal.length", "P12M", "P6M"),)


NEW = "## Audit {#audit}\n\n1. The Customer may audit the Supplier once a year.\n\n"


def test_a_new_clause_renumbers_the_others_and_changes_no_reference():
    found = compared(TEXT, TEXT.replace("## Fees", NEW + "## Fees"))
    assert [(c.kinds, c.number, c.was) for c in found.clauses] == [
        (("inserted",), "3", ""),
        (("renumbered",), "4", "3"),
        (("renumbered",), "5", "4"),
    ]
    rows = rows_of(found)
    assert [row.change for row in rows] == ["inserted", "renumbered"]
    assert rows[1].remark == "3 → 4 Fees, 4 → 5 Liability"


def test_a_clause_taken_out_is_told_with_its_words():
    found = compared(TEXT.replace("## Fees", NEW + "## Fees"), TEXT)
    assert found.clauses[0].kinds == ("deleted",)
    assert found.clauses[0].heading == "Audit"
    assert rows_of(found)[0].was.startswith("Audit The Customer may audit")
    assert rows_of(found)[0].now == ""


def test_a_clause_that_moved_is_moved_and_no_other():
    head, fees, rest = TEXT.partition(
        "## Fees {#fees}\n\n1. Fees are due within {{ money.payment_terms | words }} of the invoice.\n\n"
    )
    found = compared(TEXT, head.replace("## Term", fees + "## Term") + rest)
    assert [(c.heading, c.kinds) for c in found.clauses] == [("Fees", ("moved",)), ("Term", ("renumbered",))]


def test_a_clause_whose_anchor_was_renamed_is_the_same_clause():
    new = TEXT.replace("{#liability}", "{#limits}").replace("by negligence", "by gross negligence")
    assert [(c.anchor, c.kinds) for c in compared(TEXT, new).clauses] == [("limits", ("changed",))]


def test_a_paragraph_that_went_to_another_clause_is_moved():
    line = "2. The Supplier may use subcontractors with the consent of the Customer.\n"
    new = TEXT.replace(line, "") + line
    found = compared(TEXT, new)
    here, there = found.clauses
    assert [(x.kind, x.went_to) for x in here.lines] == [("moved", "4.2")]
    assert [(x.kind, x.came_from, x.number) for x in there.lines] == [("moved", "1.2", "4.2")]
    assert [row.remark for row in rows_of(found)] == ["moved from here to 4.2", "from 1.2"]


def test_rows_of_a_table_are_compared_row_by_row():
    table = "\n| Service | Target |\n| --- | --- |\n| Portal | 99.5% |\n| Desk | 98% |\n"
    clause = one(compared(TEXT + table, TEXT + table.replace("99.5%", "97.5%")))
    assert [line.kind for line in clause.lines] == ["changed"]
    assert "a number" in clause.lines[0].turns[0]


def test_what_stands_before_the_first_clause_counts():
    clause = one(compared(TEXT, TEXT.replace("\n\n## Services", "\n\nMade between the parties.\n\n## Services", 1)))
    assert (clause.heading, clause.kinds) == ("before the first clause", ("changed",))


def test_long_kept_words_are_left_out_of_the_table():
    words = " ".join(f"w{n}" for n in range(60))
    old = TEXT + f"2. {words} shall {words}\n"
    (row,) = rows_of(compared(old, old.replace("w59 shall w0", "w59 may w0")))
    assert row.was == "… w55 w56 w57 w58 w59 shall w0 w1 w2 w3 w4 …"
    blocks = summary_blocks("What changed", "from then to now", [row])
    assert blocks[-1].kind == "table"
    assert len(blocks[-1].rows) == 2


def test_nothing_is_said_to_be_nothing():
    assert summary_blocks("What changed", "from then to now", ())[-1].kind == "paragraph"


LINES = st.lists(
    st.sampled_from(
        [
            "The Supplier shall pay.",
            "The Customer may not pay.",
            "Notice is thirty (30) days.",
            "Notice is sixty (60) days.",
            "x",
            "",
        ]
    ),
    max_size=4,
)
PASSAGES = st.lists(st.tuples(st.sampled_from("abcdef"), LINES), max_size=6, unique_by=lambda each: each[0])


def passages(said: list[tuple[str, list[str]]]) -> list[Passage]:
    return [
        Passage(f"#{name}", str(n), name, tuple(Line(f"{n}.{m}", words) for m, words in enumerate(lines)))
        for n, (name, lines) in enumerate(said, 1)
    ]


@given(PASSAGES, PASSAGES)
def test_every_word_that_differs_is_told_once_on_its_side(old, new):
    before, after = passages(old), passages(new)
    found = compare_passages(before, after)
    lines = [line for clause in found.clauses for line in clause.lines]
    kept_old = sorted(line.words for each in before for line in each.lines)
    kept_new = sorted(line.words for each in after for line in each.lines)
    for line in lines:
        was, now = "".join(c.old for c in line.words), "".join(c.new for c in line.words)
        if line.kind in ("changed", "deleted") or line.went_to:
            kept_old.remove(was)
        if line.kind in ("changed", "inserted") or line.came_from:
            kept_new.remove(now)
    assert kept_old == kept_new


@given(PASSAGES)
def test_a_text_does_not_differ_from_itself(said):
    assert compare_passages(passages(said), passages(said)).empty


BREAK = "***\n\n## Liability"


def test_a_page_break_that_came_or_went_is_told() -> None:
    broken = TEXT.replace("## Liability", BREAK)
    for old, new, kind in ((TEXT, broken, "inserted"), (broken, TEXT, "deleted")):
        (row,) = rows_of(compared(old, new))
        assert (row.clause, row.change, row.was + row.now) == ("3 Fees", kind, "[page break]")
    assert compared(broken, broken).empty

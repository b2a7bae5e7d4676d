"""Where clauses stand: found fast, and never hidden or invented by a fenced block, an indent or a line end."""

from hypothesis import given
from hypothesis import strategies as st

from clmctl.text.dialect.rules import heading_parts, parts, schedule_name, sections, slug

BODY = """\
# Customer Agreement

Between the parties.

## Scope {#scope}

1. The Supplier provides the Services.

### Exclusions {#scope-exclusions}

Nothing else.

## Haftung {#liability lang=de}

Text.

# Schedule 1: Data {#data}

Opening words.

## Purposes {#purposes}

Why.
"""


def test_clauses_are_found_with_anchor_language_line_and_schedule() -> None:
    found = sections(BODY)
    assert [(s.anchor, s.title, s.lang, s.line, s.schedule) for s in found] == [
        ("scope", "Scope", "", 5, ""),
        ("liability", "Haftung", "de", 13, ""),
        ("purposes", "Purposes", "", 21, "data"),
    ]
    assert "### Exclusions" in found[0].body
    assert found[0].body.startswith("\n1. The Supplier")
    assert BODY[found[1].start : found[1].end] == "## Haftung {#liability lang=de}\n\nText.\n\n"


def test_parts_name_what_stands_between_clauses() -> None:
    assert [(part.kind, part.anchor) for part in parts(BODY)] == [
        ("preamble", ""),
        ("clause", "scope"),
        ("clause", "liability"),
        ("schedule", "data"),
        ("clause", "purposes"),
    ]
    assert parts("") == ()
    assert [part.kind for part in parts("words alone")] == ["preamble"]


def test_a_further_title_ends_the_clause_and_the_schedule() -> None:
    found = parts("## A\n\n# Schedule 1\n\n## B\n\n# Something\n\n## C\n")
    assert [(part.kind, part.schedule) for part in found] == [
        ("clause", ""),
        ("schedule", "schedule-1"),
        ("clause", "schedule-1"),
        ("other", ""),
        ("clause", ""),
    ]


def test_a_missing_anchor_is_the_slug_and_a_taken_one_is_numbered() -> None:
    found = sections("## Fees and Taxes\n## Fees {#fees}\n## Fees\n## Fees\n## {{ title }}\n")
    assert [s.anchor for s in found] == ["fees-and-taxes", "fees", "fees-2", "fees-3", "clause"]


def test_a_fenced_or_indented_heading_is_none() -> None:
    text = "## A {#a}\n\n```\n## B\n```\n\n~~~ text\n## C\n~~~\n\n    ## D\n   ## E\n\n##F\n\n## G ##\n"
    assert [s.title for s in sections(text)] == ["A", "G"]


def test_a_fence_nobody_closes_runs_to_the_end() -> None:
    assert [s.title for s in sections("## A\n\n````\n## B\n```\n## C\n")] == ["A"]


def test_line_ends_of_windows_and_separators_inside_a_line() -> None:
    assert [(s.title, s.line) for s in sections("# T\r\n\r\n## A\r\n\r\n## B\r\n")] == [("A", 3), ("B", 5)]
    assert [s.title for s in sections("## A\u2028## B\x0c## C\n")] == ["A\u2028## B\x0c## C"]


def test_heading_parts() -> None:
    assert heading_parts("Fees {#fees}") == ("Fees", "fees", "")
    assert heading_parts("Entgelt {#fees lang=de}") == ("Entgelt", "fees", "de")
    assert heading_parts("Rahmenvertrag {lang=de-AT}") == ("Rahmenvertrag", "", "de-AT")
    assert heading_parts("Set {a, b}") == ("Set {a, b}", "", "")
    assert heading_parts("Of {{ title }}") == ("Of {{ title }}", "", "")


def test_schedule_names() -> None:
    assert schedule_name("Schedule 2: Data processing") == ("Schedule", "2", "Data processing")
    assert schedule_name("Annex B – Prices") == ("Annex", "B", "Prices")
    assert schedule_name("Anlage: Preise") == ("Anlage", "", "Preise")
    assert schedule_name("Scheduled maintenance") is None
    assert schedule_name("Customer Agreement") is None


def test_slugs() -> None:
    assert slug("Data Protection & Privacy") == "data-protection-privacy"
    assert slug("Customer's Duties — {{ x | words }}") == "customers-duties"
    assert slug("Überprüfung") == "überprüfung"
    assert slug("***") == "clause"


LINE = st.sampled_from(
    ["# T", "## A", "## A {#a}", "### B", "# Schedule 1", "text", "", "```", "~~~", "    ## x", "## ", "#", "1. x", "##", "\r"]
)


@given(st.lists(LINE | st.text(max_size=12)).map("\n".join))
def test_the_slices_of_all_parts_joined_are_the_text(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    found = parts(text)
    assert "".join(unix[part.start : part.end] for part in found) == unix
    for part in found:
        assert unix[part.start : part.end].endswith(part.body)
        assert part.line == unix.count("\n", 0, part.start) + 1
    clauses = [part.anchor for part in found if part.kind == "clause"]
    assert sections(text) == tuple(part for part in found if part.kind == "clause")
    assert all(clauses)


@given(st.lists(LINE).map("\n".join))
def test_cutting_is_stable(text: str) -> None:
    """A clause cut out and read alone is the same clause."""
    for section in sections(text):
        unix = text.replace("\r\n", "\n").replace("\r", "\n")
        (alone,) = sections(unix[section.start : section.end])
        assert (alone.title, alone.body, alone.lang) == (section.title, section.body, section.lang)

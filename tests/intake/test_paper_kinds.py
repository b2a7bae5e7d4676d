"""Kinds of third-party paper as conversions leave it: paragraphs in one line, pages glued to words, titles without a mark."""

import pytest
from paper_make import made, missing, outlined

SENTENCE = "The Supplier shall provide the services to the Customer with the care that the Customer may expect of it."
OPENING = "This Agreement is made by Acme Ltd and Widget GmbH on May 1, 2024, and the parties agree as follows:"


def clauses(text: str) -> list[str]:
    return [f"{each.label} {each.title}".strip() for region in outlined(text).regions for each in region.passages]


def test_paragraphs_that_share_a_line_are_parted_at_the_gaps_between_them() -> None:
    text = (
        f"SERVICES AGREEMENT   {OPENING}   ARTICLE I. SCOPE   {SENTENCE}   (a) {SENTENCE}   (b) {SENTENCE}   "
        f"ARTICLE II. FEES   The Customer pays (i) the fees and   (ii) the taxes.   ARTICLE III. TERM   {SENTENCE}\n"
    )
    assert clauses(text) == ["ARTICLE I. SCOPE", "ARTICLE II. FEES", "ARTICLE III. TERM"]
    assert made(text).title == "SERVICES AGREEMENT"
    assert [part.text[:3] for part in outlined(text).regions[0].passages[0].parts] == ["The", "(a)", "(b)"]
    assert not missing(text, made(text))


def test_gaps_that_are_line_ends_part_no_paragraph() -> None:
    line = "the Supplier shall provide the services   to the Customer with the care   that the Customer may expect of it."
    text = f"1. Scope. In every case {line} Then {line}\n\n2. Fees. In every case {line} Then {line}\n"
    assert [len(each.parts) for each in outlined(text).regions[0].passages] == [1, 1]


def test_a_row_of_a_table_is_no_row_of_paragraphs() -> None:
    cells = "   ".join(f"Product {number}   {number}.50   EUR" for number in range(12))
    text = f"1. Scope. {SENTENCE}\n\n2. Prices. {SENTENCE}\n\n{cells}\n"
    assert [part.text.count("Product") for part in outlined(text).regions[0].passages[1].parts] == [0, 12]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("FEES 2.1 The Customer shall pay the fees.", "FEES"),
        ("Fees and Taxes: 2.01 The Customer shall pay the fees.", "Fees and Taxes"),
        ("Term The term of this Agreement is one year from its date.", "Term"),
        ("Relation Of The Parties The parties are independent of each other.", "Relation Of The Parties"),
        ("Governing Law This Agreement is governed by the law of its place.", "Governing Law"),
        ("Duties of the Supplier (a) The Supplier shall serve the Customer well.", "Duties of the Supplier"),
        ("Severability If any provision is invalid the others stay as they are.", "Severability"),
    ],
)
def test_a_title_after_a_number_needs_no_mark(words: str, title: str) -> None:
    text = f"{OPENING}\n\n1. Scope. {SENTENCE}\n\n2. {words} {SENTENCE}\n\n3. Notices. {SENTENCE}\n"
    assert clauses(text) == ["1. Scope", f"2. {title}", "3. Notices"]


@pytest.mark.parametrize(
    "words",
    [
        "Party A shall pay the fees to Party B.",
        "Subject to Section 2.1 The Customer shall pay.",
        "The Supplier shall (a) serve and (b) report.",
        "No Party In Default may terminate.",
    ],
)
def test_a_sentence_after_a_number_is_no_title(words: str) -> None:
    text = f"{OPENING}\n\n1. Scope. {SENTENCE}\n\n2. {words} {SENTENCE}\n\n3. Notices. {SENTENCE}\n"
    assert not outlined(text).regions[0].passages[1].named


def test_articles_that_run_on_without_a_point_are_told_by_their_first_sections() -> None:
    articles = " ".join(
        f"{number} {title} {number}.1 Duties. {SENTENCE} {number}.2 Rights. {SENTENCE}"
        for number, title in enumerate(("GRANT", "TERM AND RENEWAL", "OUR DUTIES"), 1)
    )
    assert clauses(f"{OPENING} {articles}\n") == ["1 GRANT", "2 TERM AND RENEWAL", "3 OUR DUTIES"]


def test_numbers_of_pages_glued_to_their_last_words_are_left_out() -> None:
    heads = enumerate(("Scope", "Fees", "Term", "Notices"), 1)
    text = "\n\n\n\n".join(f"{number}. {title}. {SENTENCE} The price is seven {number}" for number, title in heads)
    out = made(text)
    assert out.text.count("The price is seven\n") == 4
    assert [each.text for each in out.left_out if each.kind == "page-number"] == ["1", "2", "3", "4"]
    assert not missing(text, out)


def test_gaps_between_all_paragraphs_are_no_pages() -> None:
    text = "\n\n\n\n".join(
        f"{n}. Section\n{n}.7 is amended by deleting the last sentence.\n\n\n\n{SENTENCE}" for n in range(1, 7)
    )
    assert not [each for each in made(text).left_out if each.kind == "running-line"]


def test_contents_need_no_heading_where_their_pages_count_up() -> None:
    heads = ("SCOPE", "FEES", "TERM")
    contents = "\n\n".join(
        line for n, head in enumerate(heads, 1) for line in (f"ARTICLE {n} {head} {n}", f"{n}.1 Rights {n}", f"{n}.2 Duties {n}")
    )
    body = "".join(
        f"ARTICLE {n}\n{head}\n\n{n}.1 Rights. {SENTENCE}\n\n{n}.2 Duties. {SENTENCE}\n\n" for n, head in enumerate(heads, 1)
    )
    text = f"SERVICES AGREEMENT\n\n{contents}\n\n{OPENING} {SENTENCE}\n\n{body}"
    assert clauses(text) == ["ARTICLE 1 SCOPE", "ARTICLE 2 FEES", "ARTICLE 3 TERM"]


def test_a_schedule_whose_name_is_long_or_in_brackets_is_one() -> None:
    frame = f"{OPENING}\n\n" + "".join(f"{n}. {title}. {SENTENCE}\n\n" for n, title in enumerate(("Scope", "Fees", "Term"), 1))
    names = (
        "APPENDIX A Statement of Work under Sales Agreement by and between Acme of Northern Falls, Inc. and Widget, Inc.",
        "SCHEDULE B (Attached to and made a part of the Agreement of May 1, 2024 by and between Acme Surgical, Inc. and Widget "
        "Care, Inc., as amended from time to time, and of every order placed under it)",
    )
    found = outlined(frame + "".join(f"{name}\n\n{SENTENCE}\n\n" for name in names))
    assert [region.heading[:10] for region in found.regions] == ["", "APPENDIX A", "SCHEDULE B"]


def test_lines_of_a_signature_and_words_cut_at_a_point_are_no_titles() -> None:
    signed = "".join(
        f"FIRM {name} LP By: Acme Holdings Manager L.L.C., its general partner in every matter\n\n" for name in "ABC"
    )
    text = f"{OPENING}\n\nThis Amendment No. 3 changes the Agreement as follows and in no other way at all.\n\n{signed}"
    assert [each.title for each in outlined(text).regions[0].passages] == ["Text"]


def test_a_number_that_the_count_lacks_is_found_inside_a_paragraph() -> None:
    text = (
        f"{OPENING} terms of sale 1. Scope. {SENTENCE}\n\n2. Fees. {SENTENCE} The fiscal month 3. TAXES {SENTENCE}\n\n"
        f"4. Term. {SENTENCE}\n\n5. Notices. Notices go to Acme Ltd, Tyler, Texas 75703 6. Export. {SENTENCE}\n"
    )
    assert clauses(text) == ["1. Scope", "2. Fees", "3. TAXES", "4. Term", "5. Notices", "6. Export"]
    assert not missing(text, made(text))


@pytest.mark.parametrize(
    "words", ["as Section 3. Taxes and Duties says", "on page 3. Taxes and Duties", "of $3. Taxes", "the 3. taxes"]
)
def test_a_number_that_points_to_a_clause_begins_none(words: str) -> None:
    text = f"{OPENING}\n\n1. Scope. {SENTENCE}\n\n2. Fees. They are {words} {SENTENCE}\n\n4. Term. {SENTENCE}\n"
    assert clauses(text) == ["1. Scope", "2. Fees", "4. Term"]


@pytest.mark.parametrize(
    ("lead", "numbers"),
    [("Article ", "I II III IV V"), ("ARTICLE ", "1 2 3 4 5"), ("", "I II III IV V"), ("Section ", "1 2 3 4 5")],
)
def test_articles_and_roman_numbers_are_found_where_the_count_lacks_them(lead: str, numbers: str) -> None:
    heads = [
        f"{lead}{number}. {title}"
        for number, title in zip(numbers.split(), ("Scope", "Fees", "Term", "Notices", "Export"), strict=True)
    ]
    text = f"{OPENING}\n\n" + "".join(f"{head}. {SENTENCE}" + (" and so on " if head == heads[2] else "\n\n") for head in heads)
    assert clauses(text) == heads


def test_a_schedule_whose_name_heads_its_every_page_is_one() -> None:
    frame = f"{OPENING}\n\n" + "".join(f"{n}. {title}. {SENTENCE}\n\n" for n, title in enumerate(("Scope", "Fees", "Term"), 1))
    pages = "".join(f"ATTACHMENT 1: Statement of Work\n\n{n}. Work {n}. {SENTENCE}\n\n{SENTENCE}\n\n" for n in range(1, 5))
    found = outlined(frame + pages)
    assert [region.heading for region in found.regions] == ["", "ATTACHMENT 1: Statement of Work"]
    assert [each.label for each in found.regions[1].passages] == ["1.", "2.", "3.", "4."]
    assert not missing(frame + pages, made(frame + pages))


def test_titles_in_capitals_before_a_colon_part_what_runs_on() -> None:
    heads = ("SERVICES", "REVENUE SHARE/FEE", "NON-SOLICITATION", "CONFLICTING TERMS")
    run_on = " ".join(f"{head}: {SENTENCE * 18}" for head in heads)
    text = f"{OPENING} {run_on}\n"
    assert clauses(text) == list(heads)
    assert not missing(text, made(text))


def test_long_texts_without_any_mark_are_parted_by_their_paragraphs() -> None:
    topics = ("appoints", "indemnifies", "informs", "pays", "trusts", "visits")
    paragraphs = [
        f"For each of the goods the Principal {topic} the Agent as said here. {f'{SENTENCE} ' * 11}" for topic in topics
    ]
    text = "\n\n".join(("POWER OF ATTORNEY", f"{OPENING} {SENTENCE}", f"WHEREAS, {SENTENCE} {SENTENCE}", *paragraphs, "Short."))
    assert clauses(f"{text}\n\nIN WITNESS WHEREOF, the parties have signed.\n\nBy: ______\n") == [
        "For each of the goods the…" for _ in topics
    ]
    assert len(clauses("\n\n".join(text.split("\n\n")[:4]))) == 1


def test_titles_without_a_mark_part_a_piece_that_is_too_long() -> None:
    torn = "\n\n".join(f"{head} {SENTENCE * 16}" for head in ("Termination", "Arbitration", "Assignment", "Severability"))
    text = f"{OPENING}\n\n1. Scope. {SENTENCE}\n\n2. Fees. {SENTENCE}\n\nThese words follow.\n\n{torn}\n"
    assert clauses(text)[2:] == ["Termination", "Arbitration", "Assignment", "Severability"]

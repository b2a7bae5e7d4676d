"""Where clauses begin: numbers and headings of every kind, contents dropped, schedules and signatures told apart."""

import pytest
from paper_make import made, outlined, titles

from clmctl.intake.paper.arriving import Decoded
from clmctl.intake.paper.markdown import paper_of_markdown
from clmctl.intake.paper.outline import outline
from clmctl.intake.paper.writing import written
from clmctl.text.dialect.rules import problems, sections

SENTENCE = "The Supplier shall provide the services to the Customer with the care that the Customer may expect of it."


def body(*headings: str) -> str:
    return "SERVICES AGREEMENT\n\nThis Agreement is made by Acme Ltd and Widget GmbH.\n\n" + "".join(
        f"{heading}{SENTENCE}\n\n" for heading in headings
    )


@pytest.mark.parametrize(
    "headings",
    [
        ("ARTICLE I\nSCOPE\n\n", "ARTICLE II\nFEES\n\n", "ARTICLE III\nTERM\n\n"),
        ("ARTICLE I - SCOPE\n\n", "ARTICLE II - FEES\n\n", "ARTICLE III - TERM\n\n"),
        ("Article 1. Scope\n\n", "Article 2. Fees\n\n", "Article 3. Term\n\n"),
        ("ARTICLE ONE\nScope\n\n", "ARTICLE TWO\nFees\n\n", "ARTICLE THREE\nTerm\n\n"),
        ("Section 1. Scope. ", "Section 2. Fees. ", "Section 3. Term. "),
        ("SECTION 1: SCOPE\n\n", "SECTION 2: FEES\n\n", "SECTION 3: TERM\n\n"),
        ("§ 1 Scope\n\n", "§ 2 Fees\n\n", "§ 3 Term\n\n"),
        ("1. Scope. ", "2. Fees. ", "3. Term. "),
        ("1. SCOPE\n\n", "2. FEES\n\n", "3. TERM\n\n"),
        ("1) Scope: ", "2) Fees: ", "3) Term: "),
        ("1.0 Scope\n\n", "2.0 Fees\n\n", "3.0 Term\n\n"),
        ("1 Scope\n\n", "2 Fees\n\n", "3 Term\n\n"),
        ("I. SCOPE\n\n", "II. FEES\n\n", "III. TERM\n\n"),
        ("Clause 1 - Scope\n\n", "Clause 2 - Fees\n\n", "Clause 3 - Term\n\n"),
        ("SCOPE\n\n", "FEES\n\n", "TERM\n\n"),
        ("Scope\n\n", "Fees\n\n", "Term\n\n"),
        ("SCOPE. ", "FEES. ", "TERM. "),
        ("Scope. ", "Fees. ", "Term. "),
    ],
)
def test_headings_and_numbers_of_every_kind_begin_clauses(headings: tuple[str, ...]) -> None:
    found = titles(body(*headings))
    assert [title.casefold() for title in found] == ["1 scope", "2 fees", "3 term"]
    assert made(body(*headings)).title == "SERVICES AGREEMENT"


def test_clauses_that_run_on_in_one_paragraph_are_parted() -> None:
    running = "The parties agree as follows: " + " ".join(
        f"{n}. {name}. {SENTENCE} {n}.1 {SENTENCE} {n}.2 {SENTENCE}" for n, name in enumerate(("Scope", "Fees", "Term"), 1)
    )
    assert titles(running) == ["1 Scope", "2 Fees", "3 Term"]
    text = made(running).text
    assert text.count("\n1. The Supplier shall provide") == 6  # items, printed 1.1, 1.2, 2.1 ...


def test_a_clause_without_a_heading_is_called_by_its_first_words() -> None:
    found = outlined(body("1. ", "2. ", "3. ")).regions[0].passages
    assert [passage.named for passage in found] == [False] * 3
    assert found[0].title == "The Supplier shall provide the services…"


def test_numbers_print_as_they_were_typed_or_stay_typed() -> None:
    text = body("1. Scope\n\n1.1 ", "1.2 ", "(a) ", "2. Fees\n\n2.01 ", "4. Term. ")
    out = made(text).text
    assert "## 1. Scope" in out, "the count has a hole, so the numbers of clauses stay as they are typed"
    assert "1.1 The Supplier" in out
    text = body("1. Scope\n\n1.1 ", "1.2 ", "(a) ", "(b) ", "2. Fees\n\n2.01 ", "3. Term. ")
    out = made(text).text
    assert "## Scope {#scope}" in out
    assert "\n1. The Supplier" in out
    assert "\n   1. The Supplier" in out, "(a) below 1.2 is an item of the second level"
    assert "2.01 The Supplier" in out, "2.01 is not 2.1"


def test_contents_are_left_out_with_their_pages() -> None:
    contents = "TABLE OF CONTENTS\n\n1. Scope ........ 1\n2. Fees ......... 2\n3. Term ......... 3\n\n"
    text = contents + body("1. Scope\n\n", "2. Fees\n\n", "3. Term\n\n")
    found = made(text)
    assert titles(text) == ["1 Scope", "2 Fees", "3 Term"]
    assert "....." not in found.text
    assert any(each.kind == "contents" and "TABLE OF CONTENTS" in each.text for each in found.left_out)


def test_contents_without_pages_end_where_the_contract_begins() -> None:
    contents = "CONTENTS\n\nScope\n\nFees\n\nTerm\n\n"
    text = contents + body("Scope\n\n", "Fees\n\n", "Term\n\n")
    assert titles(text) == ["1 Scope", "2 Fees", "3 Term"]
    assert made(text).title == "SERVICES AGREEMENT"


def test_schedules_have_a_count_of_their_own_and_signatures_stand_apart() -> None:
    text = (
        body("1. Scope. ", "2. Fees. ")
        + "IN WITNESS WHEREOF, the parties have signed.\n\nACME LTD\n\nBy: ________________\nName:\n\n"
        + f"SCHEDULE A\nService Levels\n\n1. Response. {SENTENCE}\n\n2. Repair. {SENTENCE}\n\n"
        + "EXHIBIT B - Prices\n\nAll prices are net.\n"
    )
    found = outlined(text)
    assert [region.heading for region in found.regions] == ["", "SCHEDULE A: Service Levels", "EXHIBIT B - Prices"]
    assert [passage.title for passage in found.regions[1].passages] == ["Response", "Repair"]
    assert found.regions[0].signing[0].text.startswith("IN WITNESS WHEREOF")
    out = made(text).text
    assert "# Signatures" in out
    assert {section.anchor for section in sections(out)} == {"scope", "fees", "response", "repair"}


def test_words_about_a_schedule_open_none() -> None:
    text = (
        body("1. Scope. ", "2. Fees. ") + "Schedule A to this Agreement states the fees that the Customer shall pay each month.\n"
    )
    assert len(outlined(text).regions) == 1


def test_a_filing_label_is_no_schedule() -> None:
    found = made("EXHIBIT 10.4\n\n" + body("1. Scope. ", "2. Fees. "))
    assert found.title == "SERVICES AGREEMENT"
    assert found.text.startswith("**EXHIBIT 10.4**")


def test_a_text_without_any_clause_is_one() -> None:
    found = made("JOINT FILING AGREEMENT\n\nThe undersigned agree to file this statement jointly and to keep it up to date.\n")
    assert [section.anchor for section in sections(found.text)] == ["joint-filing-agreement"]
    assert found.title == "JOINT FILING AGREEMENT"


def test_anchors_are_ascii_and_unique() -> None:
    text = body("1. Übergabe. ", "2. Fees. ", "3. Fees. ", "4. 第一条. ")
    anchors = [section.anchor for section in sections(made(text).text)]
    assert anchors == ["ubergabe", "fees", "fees-2", "diyitiao"]


@pytest.mark.parametrize(
    "words",
    [
        "[***]",
        "a * b * c",
        "_Agreement_",
        "{{ x }}",
        "<b>bold</b>",
        "`code`",
        "AT&amp;T",
        "[x](y)",
        "~~no~~",
        "| a | b |",
        "# 1",
        "+ 5",
    ],
)
def test_marks_of_the_dialect_come_through_as_words(words: str) -> None:
    text = (
        body("1. Scope. ", "2. Fees. ") + f"{words} stands at the start, and {words} in the middle of this sentence.\n\n{words}\n"
    )
    assert problems(made(text).text) == ()


def test_markdown_headings_under_one_title_are_the_clauses_and_lists_are_counted() -> None:
    text = (
        "# Nutzungsbedingungen {: #top }\n\nEine Einleitung.\n\n## Zugang\n\n1. Der Kunde erhält Zugang.\n2. Er zahlt.\n\n"
        "## Ende\n\nJeder kann kündigen.\n"
    )
    paper = paper_of_markdown("terms.md", Decoded(text, "utf-8"))
    found = written(outline(paper))
    assert found.title == "Nutzungsbedingungen"
    assert [section.anchor for section in sections(found.text)] == ["zugang", "ende"]
    assert "1\\. Der Kunde" in found.text
    assert [each.text for each in found.left_out if each.kind == "markup"] == ["{: #top }"]


def passages(text: str) -> list[str]:
    return [f"{each.label} {each.title}".strip() for region in outlined(text).regions for each in region.passages]


def sentences(count: int) -> str:
    return " ".join(f"In case {number} {SENTENCE[:1].lower()}{SENTENCE[1:]}" for number in range(count))


def test_an_article_that_holds_most_of_a_long_text_is_parted_into_its_sections() -> None:
    inside = "".join(f"2.{number} {title}. {sentences(24)}\n\n" for number, title in enumerate(("Scope", "Staff", "Tools"), 1))
    text = f"FRAME AGREEMENT\n\n1. Words used. {SENTENCE}\n\n2. General Terms\n\n{inside}3. Notices. {SENTENCE}\n"
    assert passages(text) == ["1. Words used", "2. General Terms", "2.1 Scope", "2.2 Staff", "2.3 Tools", "3. Notices"]


def test_an_article_of_usual_length_keeps_its_sections_as_items() -> None:
    inside = "".join(f"2.{number} {title}. {SENTENCE}\n\n" for number, title in enumerate(("Scope", "Staff", "Tools"), 1))
    text = f"FRAME AGREEMENT\n\n1. Words used. {sentences(60)}\n\n2. General Terms\n\n{inside}3. Notices. {sentences(60)}\n"
    assert passages(text) == ["1. Words used", "2. General Terms", "3. Notices"]


def test_an_annex_without_a_heading_begins_its_count_anew() -> None:
    heads = enumerate(("Scope", "Fees", "Term"), 1)
    frame = "".join(f"Section {number}. {title}. {sentences(16)}\n\n" for number, title in heads)
    terms = ("Ownership", "Warranty", "Returns", "Export", "Notices", "Audit", "Survival")
    annex = "".join(f"{number}. {title}. {sentences(9)}\n\n" for number, title in enumerate(terms, 1))
    found = passages(f"FRAME AGREEMENT\n\n{frame}STANDARD CONDITIONS OF SALE\n\n{annex}")
    assert found == ["Section 1. Scope", "Section 2. Fees", "Section 3. Term", *(f"{n}. {t}" for n, t in enumerate(terms, 1))]


def test_a_company_that_writes_itself_with_a_small_letter_begins_a_clause() -> None:
    text = body("1. mPhase shall pay. ", "2. mPhase shall report. ", "3. The Supplier shall answer. ")
    assert [words.partition(" ")[0] for words in passages(text)] == ["1.", "2.", "3."]


def test_clauses_after_a_signature_stay_clauses() -> None:
    frame = "".join(
        f"Section {number} {title}\n\n{sentences(4)}\n\n" for number, title in enumerate(("Scope", "Fees", "Term"), 1)
    )
    signed = "IN WITNESS WHEREOF, the parties have signed.\n\nBy: ____\n\n"
    annex = "".join(f"{title}\n\n{sentences(30)}\n\n" for title in ("SUPPORT HOURS", "SPARE PARTS", "RESPONSE TIMES"))
    found = passages(f"FRAME AGREEMENT\n\n{frame}{signed}{annex}")
    assert found == ["Section 1 Scope", "Section 2 Fees", "Section 3 Term", "SUPPORT HOURS", "SPARE PARTS", "RESPONSE TIMES"]

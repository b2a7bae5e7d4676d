"""What the dialect refuses, each with its place and what to write instead."""

import pytest

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.text.dialect.rules import field_problems, problems

HEAD = "## Fees {#fees}\n\n1. {#fees-due} Fees are due.\n\n"


@pytest.mark.parametrize(
    ("text", "line", "code", "words"),
    [
        ("See [Section](#fee).", 5, "RF401", "[Section](#fee) leads nowhere"),
        ("- {#dot} x\n\nSee [Section](#dot).", 7, "RF401", "a place without a number"),
        ("## More {#fees}", 5, "RF403", "#fees stands in line 10 already"),
        ("1. {#fees-due} Again.", 5, "RF403", "#fees-due stands in line 12 already"),
        ("| a | b |\n| - | - |\n| c || d |", 7, "SX005", "Merged cells are refused"),
        ("| a | b |\n| - | - |\n| c |", 7, "SX005", "The row has 1 cells where the table's head has 2: merged cells are refused"),
        ("| a | b |\n| - | - |\n| ^^ | d |", 7, "SX005", "Merged cells are refused"),
        ("text <b>bold</b>", 5, "SX005", "Raw HTML"),
        ("<br>", 5, "SX005", "Raw HTML"),
        ("<https://example.com>", 5, "SX005", "Raw HTML"),
        ("<!-- secret -->", 5, "SX005", "A comment would be printed"),
        ("words\nand `code`", 6, "SX005", "Code is not part"),
        ("~~gone~~", 5, "SX005", "struck out"),
        ("so _very_ much", 5, "SX005", "underscores"),
        ("a&nbsp;b", 5, "SX005", "An entity"),
        ("```\nx\n```", 5, "SX005", "A fenced block"),
        ("para\n\n    indented", 7, "SX005", "indented by four spaces"),
        ("Heading\n-------", 6, "SX005", "dashes or underscores"),
        ("Heading\n=======", 6, "SX005", "not underlined"),
        ("---", 5, "SX005", "dashes or underscores"),
        ("___", 5, "SX005", "dashes or underscores"),
        ("1) item", 5, "SX005", "with a point"),
        ("  ## Indented", 5, "SX005", "first column"),
        ("##", 5, "SX005", "no words"),
        ("[1]: https://example.com", 5, "SX005", "target is not set apart"),
        ("[x](javascript:alert)", 5, "SX005", "is not allowed"),
        ("[Section 4.2](#fees)", 5, "SX005", "types the number 4.2"),
        ("[x](a b)", 5, "SX005", "A link that cannot be read"),
        ("{{ renewal.notice", 5, "SX005", "no placeholder begins so"),
        ("{{ renewal notice }}", 5, "SX005", "no placeholder begins so"),
        ("{{ a | words('x') }}", 5, "SX005", "no placeholder begins so"),
        ("}} x", 5, "SX005", "closes no placeholder"),
        ("{% if x %}", 5, "SX005", "no statements"),
        ("{?gdpr}x{/}", 5, "SX005", "a contract has none of"),
        ("{? gdpr x}", 5, "SX005", "not marked so"),
        ("{#not an anchor}", 5, "SX005", "not written so"),
        ("A paragraph {#para}", 5, "SX005", "no anchor can stand here"),
        ("1. {#one} {#two} x", 5, "SX005", "a second anchor"),
        ('as {{ sla | table("a") }} says', 5, "SX005", "stands alone on its line"),
        ("signed {{ signatures }}", 5, "SX005", "stands alone on its line"),
        ("1. one\n  1. meant to be below", 6, "SX005", "indented but stands on the level"),
        ("> 1. a list", 5, "SX005", "A quote holds words alone"),
        ("1.\n\npara", 5, "SX005", "no words of its own"),
        ("***  ***", 5, "SX005", ""),
    ],
)
def test_refused_with_its_place(text: str, line: int, code: str, words: str) -> None:
    found = problems(HEAD + text + "\n", path="c.md", first_line=10)
    if not words:  # spaces between asterisks are a page break
        assert found == ()
        return
    (problem, *_) = [f for f in found if words in f.message]
    assert (problem.place.path, problem.place.line, problem.code) == ("c.md", line + 9, code)
    assert problem.message.endswith(".")
    assert problem.hint.endswith((".", "?", "}"))
    assert problem.severity == "error"


def test_a_sub_clause_before_the_first_clause() -> None:
    (problem,) = problems("### Sub\n")
    assert "stands in no clause" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Fees < costs, AT&T; R&D.",
        "snake_case and ____ and __init__x",
        "Sections [insert] and [●]",
        "\\<b> \\`x\\` \\_y\\_ \\{{ x }}",
        "{{ fields._a_ }} [x](a_b_c)",
        "| a | b |\n| - | - |\n| {{ x | words }} | \\| |",
        "1. one\n   1. two\n    1. three",
        "1. one\n\n    tail\n10. ten\n    1. a",
        '<!-- clm:ignore CL101 reason="x" -->',
        "a | b\nno table",
        "[Section](#fees-due), [Section](https://example.com/a_(b))",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    assert [f for f in problems(HEAD + text + "\n") if "indented but" not in f.message] == []


def test_titles() -> None:
    (problem,) = problems("# T\n\n# T\n\n## A\n")
    assert (problem.place.line, problem.message) == (3, "The contract has a title already.")
    assert problems("# T\n\n# T {lang=de}\n\n## A\n\n# Signatures\n\n### By hand\n\n# Annexed\n") == ()


def test_the_nearest_anchor_is_named() -> None:
    (problem,) = problems(HEAD + "[Section](#fees-do)")
    assert problem.hint == "Did you mean #fees-due?"
    assert problem.clause == "fees"
    assert problem.subject == "fees-do"


def test_a_clause_alone_may_refer_out_of_itself() -> None:
    assert problems(HEAD + "[Section](#elsewhere)", whole=False) == ()


def test_options_of_a_variant() -> None:
    good = "## A\n\n1. x{?gdpr} and y{/}.\n{?ccpa}\n1. {#a} one\n{/}\n{?!ccpa}\n1. {#a} other\n{/}\n"
    assert problems(good, options=["gdpr", "ccpa"], whole=False) == ()
    found = problems(good, options=["gdpr"], whole=False)
    assert {f.message for f in found} == {"The option `ccpa` is not declared."}
    assert [f.place.line for f in found] == [4, 7]
    (unclosed,) = problems("## A\n\n{?gdpr}x\n", options=["gdpr"])
    assert (unclosed.place.line, unclosed.place.column) == (3, 1)
    (twice,) = problems("## A\n\n1. {#a} x\n{?gdpr}\n1. {#a} y\n{/}\n", options=["gdpr"], whole=False)
    assert twice.code == "RF403"


CATALOGUE = Catalogue((*BUILT_IN, Field("fields.deposit", FieldType.PERCENT), Field("fields.guarantor", FieldType.PARTY)))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ renewal.notise }}", "there is no field `renewal.notise`", "Did you mean renewal.notice?"),
        (
            "{{ notice_period }}",
            "there is no field `notice_period`",
            "Write renewal.notice: a text names a field by its whole path.",
        ),
        ("{{ renewal.notice | word }}", "there is no filter `word`", "Did you mean words?"),
        (
            "{{ legal.venue | words }}",
            "`words` prints duration, integer, money, percent, and `legal.venue` is text",
            "Write {{ legal.venue }} without it.",
        ),
        ('{{ renewal.notice | words("genitive") }}', '`words` does not know "genitive"', 'It knows "dative".'),
        ("{{ parties.custmer.legal_name }}", "the contract has no party `custmer`", "Did you mean customer?"),
        (
            "{{ parties.customer.legalname }}",
            "`parties.customer.legalname` names nothing a party has",
            "Did you mean legal_name?",
        ),
        ('{{ slas | table("a") }}', "the contract has no list `slas`", "Did you mean sla?"),
        (
            '{{ fields.deposit | percent_of("renewal.notice") }}',
            "`percent_of` takes the path of one money field",
            'Such as {{ fields.deposit | percent_of("money.total") }}.',
        ),
        (
            '{{ parties | parties("custommer=Client") }}',
            "the contract has no party `custommer`",
            "Did you mean customer?",
        ),
        (
            '{{ parties | parties("Client") }}',
            '`parties` does not know "Client"',
            'Write a party\'s key and what the text calls it: "customer=Customer".',
        ),
    ],
)
def test_fields_and_filters_that_are_not_there(text: str, message: str, hint: str) -> None:
    (problem,) = field_problems(f"## A\n\n{text}\n", CATALOGUE, parties=["supplier", "customer"], rows=["sla"], first_line=5)
    assert message in problem.message
    assert (problem.hint, problem.code, problem.place.line) == (hint, "SX005", 7)


def test_fields_that_are_there() -> None:
    text = (
        '{{ renewal.notice | words("dative") }} {{ parties.customer.notice }} {{ sla | table }} {{ signatures }} '
        '{{ parties | parties }} {{ parties | parties("customer=Customer") }} '
        '{{ fields.deposit | percent_of("money.total") }} {{ fields.guarantor.legal_name }} {{ id }} '
        '{{ dates.effective | date("month-first") }}'
    )
    assert field_problems(text, CATALOGUE, parties=["supplier", "customer"], rows=["sla"]) == ()
    assert field_problems(text, CATALOGUE) == ()

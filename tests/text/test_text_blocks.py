"""Blocks: structure, numbers, words; and that our dialect is a true subset of CommonMark with tables."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from clmctl.model.block import Block, Defined, Image, LineBreak, Link, Placeholder, Reference, Text
from clmctl.text.dialect import blocks as blocks_module
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.options import expand, options_of
from clmctl.text.dialect.problems import problems
from clmctl.text.dialect.rules import RULES, parts, sections
from clmctl.text.printing.references import target_of, targets

NUMBERED = """\
# Agreement

1. A recital.
   1. Part of it.
2. Another.

## Scope {#scope}

The Supplier shall:

1. {#plan} plan;
   1. early, and
   2. well:
      1. deep
         1. deeper
            1. {#deepest} deepest

   in each case in time.
2. build.

### Exclusions {#exclusions}

1. Hosting.
2. Hardware.

#### Detail

1. More.

## Fees

1. Fees.

Words between.

1. More fees.

# Schedule 1: Data {#data}

1. {#purposes} Purposes.
   1. Why.

## Security {#security}

1. Encryption.

# Schedule B

## Prices {#prices}
"""


def numbers(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, block.number, block.full) for block in blocks(text) if block.number]


def test_numbers_by_level() -> None:
    assert numbers(NUMBERED) == [
        ("item", "(A)", "(A)"),
        ("item", "(i)", "(A)(i)"),
        ("item", "(B)", "(B)"),
        ("clause", "1", "1"),
        ("item", "1.1", "1.1"),
        ("item", "(a)", "1.1(a)"),
        ("item", "(b)", "1.1(b)"),
        ("item", "(i)", "1.1(b)(i)"),
        ("item", "(A)", "1.1(b)(i)(A)"),
        ("item", "(1)", "1.1(b)(i)(A)(1)"),
        ("item", "1.2", "1.2"),
        ("subclause", "1.3", "1.3"),
        ("item", "(a)", "1.3(a)"),
        ("item", "(b)", "1.3(b)"),
        ("subclause", "1.3.1", "1.3.1"),
        ("item", "(a)", "1.3.1(a)"),
        ("clause", "2", "2"),
        ("item", "2.1", "2.1"),
        ("item", "2.2", "2.2"),
        ("schedule", "Schedule 1", "1"),
        ("item", "1", "1"),
        ("item", "1.1", "1.1"),
        ("clause", "2", "2"),
        ("item", "2.1", "2.1"),
        ("schedule", "Schedule B", "B"),
        ("clause", "1", "1"),
    ]


def test_where_a_block_stands() -> None:
    found = {block.anchor: block for block in blocks(NUMBERED) if block.anchor}
    assert (found["plan"].clause, found["plan"].level, found["plan"].indent, found["plan"].line) == ("scope", 2, 1, 11)
    assert (found["deepest"].level, found["deepest"].indent) == (6, 5)
    assert (found["purposes"].clause, found["purposes"].schedule) == ("", "data")
    assert (found["security"].clause, found["security"].schedule, found["security"].level) == ("security", "data", 1)
    tail = next(block for block in blocks(NUMBERED) if block.inlines == (Text("in each case in time."),))
    assert (tail.kind, tail.indent, tail.number) == ("paragraph", 1, "")


def test_labels_for_references() -> None:
    known = targets(blocks(NUMBERED))
    found = {anchor: target_of(known, anchor) for anchor in ("deepest", "scope", "data", "fees", "nowhere")}
    labels = {anchor: block and block.full for anchor, block in found.items()}
    assert labels == {"deepest": "1.1(b)(i)(A)(1)", "scope": "1", "data": "1", "fees": "2", "nowhere": None}


def test_a_second_language_has_the_same_numbers() -> None:
    text = (
        "# Agreement\n\n1. One.\n\n## Scope {#scope}\n\n1. {#what} What.\n\n## Fees {#fees}\n\n1. Five.\n\n"
        "# Vertrag {lang=de}\n\n1. Eins.\n\n## Umfang {#scope lang=de}\n\n1. {#what} Was.\n\n"
        "## Entgelt {#fees lang=de}\n\n1. Fünf.\n"
    )
    built = blocks(text)
    english = [(b.number, b.full, b.anchor) for b in built if not b.lang and b.kind != "title"]
    german = [(b.number, b.full, b.anchor) for b in built if b.lang == "de" and b.kind != "title"]
    assert english == german
    assert [b.lang for b in targets(built)["what"]] == ["", "de"]
    assert problems(text) == ()


def test_side_by_side_languages_have_the_same_numbers() -> None:
    text = "## A {#a}\n1. x\n\n## A {#a lang=de}\n1. x\n\n## B {#b}\n\n## B {#b lang=de}\n\n## C {#c lang=de}\n"
    assert [n for _, n, _ in numbers(text)] == ["1", "1.1", "1", "1.1", "2", "2", "3"]


def test_many_items() -> None:
    built = blocks("## A\n\n" + "".join("1. x\n   1. y\n" if n == 0 else "   1. y\n" for n in range(30)))
    assert [b.number for b in built if b.level == 3][24:] == ["(y)", "(z)", "(aa)", "(ab)", "(ac)", "(ad)"]


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


def test_words() -> None:
    assert only('**"Fees"** means *all* **sums**.').inlines == (
        Defined("Fees"),
        Text(" means "),
        Text("all", italic=True),
        Text(" "),
        Text("sums", bold=True),
        Text("."),
    )
    assert only("**“Fees”**").inlines == (Defined("Fees", "“", "”"),)
    assert only("**„Entgelt“**").inlines == (Defined("Entgelt", "„", "“"),)
    assert only("See [Section](#fees) and\n[the *list*](https://example.com/a_(b)).").inlines == (
        Text("See "),
        Reference("Section", "fees"),
        Text(" and "),
        Link("the list", "https://example.com/a_(b)"),
        Text("."),
    )
    assert only("![Plan](a/b.png)").inlines == (Image("Plan", "a/b.png"),)
    assert only("1 High St\\\nLondon").inlines == (Text("1 High St"), LineBreak(), Text("London"))
    assert only("a  \nb").inlines == (Text("a b"),)
    assert only("***x** y*").inlines == (Text("x", bold=True, italic=True), Text(" y", italic=True))
    assert only("2 * 3 * 4 and 5*6*7").inlines == (Text("2 * 3 * 4 and 5"), Text("6", italic=True), Text("7"))
    assert only(r"\*x\* \{{ y }} \a \\").inlines == (Text(r"*x* {{ y }} \a " + "\\"),)
    assert only("&amp; “q” – ‘a’ §4 [insert]").inlines == (Text("&amp; “q” – ‘a’ §4 [insert]"),)


def test_placeholders() -> None:
    assert only("{{ renewal.notice | words }}").inlines == (
        Placeholder("renewal.notice", "words", (), " renewal.notice | words "),
    )
    assert only('**{{ a|percent_of("money.total") }}**').inlines == (
        Placeholder("a", "percent_of", ("money.total",), ' a|percent_of("money.total") ', bold=True),
    )
    assert only("by {{ a\n| words }}").inlines[1] == Placeholder("a", "words", (), " a | words ")
    assert only("{{ a b }} {{}}").inlines == (Text("{{ a b }} {{}}"),)


def test_tables() -> None:
    block = only("| Service | Fee |\n| :-- | --: |\n| **A** | {{ money.total | money }} |\n| a \\| b |\n")
    assert block.kind == "table"
    assert block.header_rows == 1
    assert block.aligns == ("left", "right")
    assert block.rows == (
        ((Text("Service"),), (Text("Fee"),)),
        ((Text("A", bold=True),), (Placeholder("money.total", "money", (), " money.total | money "),)),
        ((Text("a | b"),), ()),
    )
    headless = only("| | |\n|-|-|\n| a | b |\n")
    assert (headless.header_rows, len(headless.rows)) == (0, 1)


def test_the_other_kinds() -> None:
    text = "> quote\nlazy\n\n> **Note:** x\n\n***\n\n- a\n  - b\n\n{{ sla | table }}\n{{ signatures }}\n\n{{ title }}\n"
    assert [(b.kind, b.level) for b in blocks(text)] == [
        ("quote", 0),
        ("note", 0),
        ("page-break", 0),
        ("bullet", 1),
        ("bullet", 2),
        ("data", 0),
        ("data", 0),
        ("paragraph", 0),
    ]


def test_a_line_opens_a_dozen_items_at_most() -> None:
    built = blocks("1. " * 5000 + "x\n")
    assert [block.kind for block in built] == ["item"] * 12
    assert built[-1].inlines[0].text.endswith("1. x")  # type: ignore[union-attr]


def test_suppression_comments_are_not_there() -> None:
    text = '## A\n\nwords\n<!-- clm:ignore CL103 reason="x" -->\ngo on\n'
    assert [b.inlines for b in blocks(text)][1:] == [(Text("words go on"),)]


def test_what_is_refused_is_printed_as_typed() -> None:
    text = "```\n## not a clause\n**x**\n```\n\n<div>a</div>\n\n---\n"
    assert [b.inlines for b in blocks(text)] == [
        (Text("```"), LineBreak(), Text("## not a clause"), LineBreak(), Text("**x**"), LineBreak(), Text("```")),
        (Text("<div>a</div>"),),
        (Text("---"),),
    ]


def test_every_rule_of_the_table_reads_as_it_says() -> None:
    """The README's examples are in the dialect: no rule's own example is refused."""
    for rule in RULES:
        text = f"{rule.written}\n" if rule.written.startswith(("# ", "## ")) else f"## Charges\n\n{rule.written}\n"
        found = problems(text, options=["gdpr"] if "Option" in rule.construct else None, whole=False)
        assert found == (), (rule.construct, found)
    assert len({rule.construct for rule in RULES}) == len(RULES)


LINE = st.sampled_from(
    [
        *("", "# T", "# Schedule 1", "## A {#a}", "### B", "1. x", "   1. y", "      1. z", "- b", "   - c", "text", "   more"),
        *("   ```", "1. ```", "> ```", "````", "``` x", "```x`", "~~~", "~~~~ ", " ~~~", "\t```", "## B ##", "  ## C", "## "),
        *("14. no", "> q", "***", "---", "| a | b |", "|---|---|", "{{ sla | table }}", "{?x}", "{/}", "```", "1.", "-"),
        *(
            "    code",
            "1. 1. n",
            "a | b",
            '<!-- clm:ignore CL101 reason="r" -->',
            "\t- tab",
            "*a **b* c**",
            '**"D"**',
            "[S](#a)",
            "\\",
        ),
    ]
)
ANY = st.lists(LINE | st.text(max_size=15), max_size=25).map("\n".join)


@given(ANY)
def test_any_text_has_blocks_with_lines_in_order(text: str) -> None:
    built = blocks(text)
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= block.line <= count for block in built)
    assert all(first.line <= second.line for first, second in pairwise(built))
    problems(text)
    problems(text, options=["x"])


@given(ANY)
def test_clauses_of_the_scanner_are_the_clauses_of_the_parser(text: str) -> None:
    assert [(s.anchor, s.lang, s.line, s.schedule) for s in sections(text)] == [
        (b.anchor, b.lang, b.line, b.schedule) for b in blocks(text) if b.kind == "clause"
    ]


@given(ANY)
def test_a_part_read_alone_has_the_same_blocks(text: str) -> None:
    """Problems are looked for part by part, and kept for every contract that holds the same clause."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    alone = [
        (block.kind, block.line + part.line - 1, block.inlines, block.rows, block.indent)
        for part in parts(text)
        for block in blocks(unix[part.start : part.end])
    ]
    assert alone == [(block.kind, block.line, block.inlines, block.rows, block.indent) for block in blocks(text)]


@given(ANY)
def test_full_numbers_are_unique_in_their_part(text: str) -> None:
    seen = set()
    for block in blocks(text):
        if block.kind == "title":
            seen = {key for key in seen if not str(key[2]).startswith("(")}
        if block.full and block.kind != "schedule":
            key = (block.schedule, block.clause if block.clause == "a" else "", block.full)
            if block.clause != "a":  # {#a} stands several times in these texts
                assert key not in seen
                seen.add(key)


# ---- a true subset of CommonMark ----

MARKDOWN = MarkdownIt("commonmark").enable("table")

WORD = st.sampled_from(
    [
        "Fees",
        "shall",
        "2026",
        "(a)",
        "“so”",
        "**bold**",
        "*it*",
        "***both***",
        "a*b*c",
        "[Section](#fees)",
        "x.",
        "5%",
        "AT&T",
        "\\*",
    ]
)
WORDS = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
WRAPPED = st.tuples(WORDS, st.sampled_from(["\n", " ", "\\\n"]), WORDS).map("".join)


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else line for line in text.split("\n"))


def _item(marker: str, body: list[str], width: int) -> str:
    first, *rest = [_indented(part, width) for part in body]
    return "\n\n".join([marker + " " * (width - len(marker)) + first.lstrip(" "), *rest])


@st.composite
def _list(draw: st.DrawFn, depth: int = 0) -> str:
    marker = draw(st.sampled_from(["1.", "-"]))
    width = draw(st.sampled_from([3, 4])) if marker == "1." else 2
    items = []
    for number in range(draw(st.integers(1, 3))):
        body = [draw(WRAPPED)]
        if depth < 3 and draw(st.booleans()):
            body.append(draw(_list(depth + 1)))
        if draw(st.booleans()):
            body.append(draw(WORDS))
        items.append(_item(f"{number + 1}." if marker == "1." else "-", body, width))
    return draw(st.sampled_from(["\n", "\n\n"])).join(items)


TABLE = st.lists(st.lists(st.sampled_from(["a", "**b**", "5%", "x y"]), min_size=2, max_size=2), min_size=1, max_size=3).map(
    lambda rows: "\n".join(["| h | k |", "| --- | :-: |", *("| " + " | ".join(row) + " |" for row in rows)])
)
PIECE = st.one_of(
    WORDS.map("## {}".format),
    WORDS.map("### {}".format),
    WRAPPED,
    _list(),
    TABLE,
    WRAPPED.map(lambda text: "\n".join("> " + line for line in text.split("\n"))),
    st.just("***"),
)
DOCUMENT = st.lists(PIECE, min_size=1, max_size=6).map(lambda found: "\n\n".join(["## A", *found]))


def _runs(children: list[Token]) -> Iterator[tuple[str, bool, bool]]:
    """The words with bold and italic as markdown-it reads them."""
    bold = italic = 0
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "softbreak":
            yield " ", bool(bold), bool(italic)
        elif token.type == "hardbreak":
            yield "\n", bool(bold), bool(italic)
        elif token.content:
            yield token.content, bool(bold), bool(italic)


def _chars(runs: list[tuple[str, bool, bool]]) -> list[tuple[str, bool, bool]]:
    return [(char, bold and not char.isspace(), italic and not char.isspace()) for text, bold, italic in runs for char in text]


def theirs(text: str) -> list[tuple[str, int, list[tuple[str, bool, bool]]]]:
    """(kind, list depth, words) of everything CommonMark finds."""
    found: list[tuple[str, int, list[tuple[str, bool, bool]]]] = []
    depth, fresh, quote, cell = 0, "", 0, False
    lists: list[str] = []
    for token in MARKDOWN.parse(text):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append("item" if token.type.startswith("ordered") else "bullet")
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            depth, fresh = depth + 1, lists[-1]
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            quote += token.nesting
        elif token.type == "hr":
            found.append(("page-break", depth, []))
        elif token.type in ("th_open", "td_open"):
            cell = True
        elif token.type == "heading_open":
            fresh = "heading"
        elif token.type == "inline":
            kind = "cell" if cell else fresh or ("quote" if quote else "paragraph")
            found.append((kind, 0 if cell else depth, _chars(list(_runs(token.children or [])))))
            fresh, cell = "", False
    return found


def ours(text: str) -> list[tuple[str, int, list[tuple[str, bool, bool]]]]:
    """The same of our blocks."""
    found = []
    for block in blocks(text):
        kind = {"clause": "heading", "subclause": "heading", "note": "quote"}.get(block.kind, block.kind)
        if kind == "table":
            found += [("cell", 0, _chars([run(i) for i in cell])) for row in block.rows for cell in row]
        else:
            found.append((kind, block.indent, _chars([run(i) for i in block.inlines])))
    return found


def run(inline: object) -> tuple[str, bool, bool]:
    match inline:
        case Text(text=text, bold=bold, italic=italic):
            return text, bold, italic
        case Reference(word=word):
            return word, False, False
        case LineBreak():
            return "\n", False, False
        case _:
            raise AssertionError(inline)


@given(DOCUMENT)
def test_the_dialect_is_a_true_subset_of_commonmark(text: str) -> None:
    assert [f for f in problems(text, whole=False) if "indented but stands" not in f.message] == []
    assert ours(text) == theirs(text)


EMPHASIS = st.lists(
    st.sampled_from(["*", "**", "***", "****", "a", "b c", " ", "(", ")", ".", "“", "é"]), min_size=1, max_size=14
).map("".join)


@given(EMPHASIS)
def test_emphasis_is_commonmarks(text: str) -> None:
    text = f"x {text} y"
    (_, _, runs) = theirs(text)[0]
    assert _chars([run(i) for i in blocks(text)[0].inlines]) == runs


LED = st.lists(st.sampled_from(["Scope", "an end.", " ", "[Section](#a)", "{{ b.c | words }}", "\\*", "*d*", "**", "“e”", "[f"]))


@given(LED.map("".join), LED.map(" ".join))
def test_words_in_bold_that_a_paragraph_begins_with_are_read_as_anywhere_in_it(title: str, rest: str) -> None:
    for text in (f"**S{title}** {rest}", f"**S{title}**{rest}"):
        assert blocks(f"x\\\n{text}")[0].inlines == (Text("x"), LineBreak(), *blocks(text)[0].inlines)


STARTER = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "path", sorted(STARTER.glob("clause_library/*/*.md")) + sorted(STARTER.glob("templates/*/*.md")), ids=lambda p: p.stem
)
def test_the_starter_library_is_in_the_dialect_and_in_commonmark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    assert problems(text, options=options_of(text), whole=False) == ()
    for on in (True, False):
        expanded = expand(text, dict.fromkeys(options_of(text), on))
        assert problems(expanded, whole=False) == ()
        kinds = {"clause": "heading", "subclause": "heading", "title": "heading", "schedule": "heading", "data": "paragraph"}
        built = [(kinds.get(block.kind, block.kind), block.indent) for block in blocks(expanded) if block.kind != "table"]
        assert built == [(kind, depth) for kind, depth, _ in theirs(expanded) if kind != "cell"]


def test_published_forms_have_blocks(test_data: Path) -> None:
    """Third-party paper is not in the dialect, yet every word of it is in the blocks."""
    forms = [*test_data.glob("data/forms-commonpaper/**/*.md"), *test_data.glob("data/forms-bonterms/**/*.md")]
    assert forms
    for form in forms:
        text = form.read_text(encoding="utf-8")
        words = "".join(
            run_any(i) for block in blocks(text) for i in (*block.inlines, *(c for r in block.rows for cell in r for c in cell))
        )
        letters = Counter(re.findall(r"[^\W\d_]", words))
        there = Counter(re.findall(r"[^\W\d_]", re.sub(r"\]\([^)]*\)", "", text)))
        assert sum((there - letters).values()) <= sum(there.values()) * 0.005


def run_any(inline: object) -> str:
    return str(getattr(inline, "text", "") or getattr(inline, "term", "") or getattr(inline, "word", ""))


LIBRARY = (
    "## Fees {#fees}\n\n1. One.\n2. Two:\n   1. a; and\n   2. b.",
    "## Term {#term}\n\nA lead-in:\n\n1. One.\n\n   Its tail.\n\n### More {#term-more}\n\n1. Deep.",
    "## Fees {#fees lang=de}\n\n1. Eins.",
    "## Without an anchor\n\n1. One.",
    "# Schedule 1: Places {#places}\n\n1. Here.",
    "# Schedule\n\nWords.",
    "# Signatures\n\n{{ signatures }}",
    '<!-- clm:ignore CL103 reason="seen" -->',
    "Words.\n## Close {#close}\n\n1. One.\n## Closer {#closer}\n\n1. One.",
    "## #",
    "| a | b |\n| --- | --- |\n| c | d |",
)


@given(st.lists(st.tuples(st.sampled_from(LIBRARY), st.sampled_from(("\n\n", "\n\n\n", "\n\n\n\n"))), max_size=9))
def test_a_clause_has_the_same_blocks_wherever_it_was_read_before(drawn: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in drawn)
    together = blocks(text)
    blocks_module._clause.cache_clear()
    assert blocks(text) == together
    tabbed = blocks(text + "\tx")  # a text with a tab is one stretch, and none of its clauses stands by itself
    assert [block for block in tabbed if block.line <= text.count("\n")] == [
        block for block in together if block.line <= text.count("\n")
    ]

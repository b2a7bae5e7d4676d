"""A redline received is the text it leads to and hides nothing, for any two trees of blocks; links, levels and sums apart."""

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from receive_make import FRONT, SETTINGS, TEXT, altered, arrived, contract, received, redlined, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, text_with
from clmctl.redline.returned.facts import facts
from clmctl.redline.returned.tables import table_facts
from clmctl.text.dialect.blocks import blocks
from clmctl.text.printing.printed import plain
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word

WORDS = st.sampled_from(
    [
        "The Supplier shall pay", "not", "within {{ renewal.notice | words }}", "see [Section](#c1)", "see [Schedule](#s1)",
        "see [Section](#x1)", '**"Fees"** means the fees', "*in good faith*", "§ 5 – “Größe”", "第一条 目的", "النص العربي",
        "e\u0301 x\u00adhyphen", "a\u00a0b", "EUR 5,000.00", "{{ money.payment_terms }}", "😀", "line\\\n   break", "& < > ]]>",
        "x" * 60, "[a page](https://example.com/x)", "[a page](https://example.com/y)", "**bold words**", "it's \"quoted\"",
    ]
)  # fmt: skip
SENTENCE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ONE_LINE = SENTENCE.map(lambda text: text.split("\\")[0])
RULES = st.sampled_from(["| :--- | ---: |", "| :---: | :---: |", "| ---: | --- |"])
CELL = st.sampled_from(["Portal", "99.5%", "Desk", "", "not **bold**", "see [Section](#c1)", "100"])


def _table(cells: list[str], rule: str = "| --- | --- |") -> str:
    rows = [(cells[n], cells[n + 1] if n + 1 < len(cells) else "") for n in range(0, len(cells), 2)]
    return f"| Service | Target |\n{rule}\n" + "".join(f"| {first} | {second} |\n" for first, second in rows)


def _within(table: str, rest: str) -> str:
    """A table within an item of an item, with another one behind it."""
    rows = "".join(f"      {row}\n" for row in table.strip().split("\n"))
    return f"1. as shown:\n   1. in a table:\n\n{rows}\n   2. {rest}\n"


ITEM = st.one_of(
    SENTENCE.map(lambda text: f"1. {text}\n"),
    SENTENCE.map(lambda text: f"1. {{#x1}} {text}\n"),
    st.tuples(SENTENCE, SENTENCE).map(lambda two: f"1. {two[0]}:\n    1. {two[1]}\n    2. and more;\n\n    and so on\n"),
    st.tuples(ONE_LINE, ONE_LINE).map(lambda two: f"1. {two[0]}:\n   - {two[1]}\n   - and more;\n     1. deep\n"),
    ONE_LINE.map(lambda text: f"- {text}\n"),
    ONE_LINE.map(lambda text: f"> {text}\n"),
    SENTENCE.map(lambda text: f"{text}\n"),
    st.just("### Further terms\n\n1. one\n"),
    st.just("***\n"),
    st.tuples(ONE_LINE, ONE_LINE).map(lambda two: f"1. {two[0]}:\n   1. first\n\n   ***\n\n   2. {two[1]}\n"),
    st.lists(CELL, min_size=2, max_size=6).map(_table),
)
WITHIN = st.tuples(st.lists(CELL, min_size=2, max_size=4), RULES, ONE_LINE).map(
    lambda all_: _within(_table(all_[0], all_[1].replace(" --- ", " :--- ")), all_[2])
)
TABLE = st.one_of(
    st.tuples(st.lists(CELL, min_size=2, max_size=6), RULES).map(lambda both: _table(*both)),
    st.tuples(st.lists(CELL, min_size=2, max_size=4), RULES, ONE_LINE).map(lambda all_: _within(_table(*all_[:2]), all_[2])),
)


def _trees(item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    anchors, titles = st.sampled_from(["c1", "c2", "c3", "c4"]), st.sampled_from(["Fees", "Term", "Scope"])
    clause = st.tuples(anchors, titles, st.lists(item, max_size=4))
    clauses = st.lists(clause, min_size=1, max_size=4, unique_by=lambda each: each[0])
    return st.tuples(clauses, st.booleans(), st.lists(item, max_size=2), st.lists(item, max_size=2)).map(text_of)


def text_of(tree: tuple) -> str:
    """The tree as a contract's text: every anchor stands once, and no reference leads nowhere."""
    clauses, schedule, inside, before = tree
    body = "\n".join(f"## {title} {{#{anchor}}}\n\n" + "\n".join(items) for anchor, title, items in clauses)
    end = "\n# Schedule 1: Data {#s1}\n\n" + "\n".join(inside) if schedule else ""
    first, anchor, rest = ("# Agreement\n\n" + "\n".join(before) + f"\n{body}\n{end}").partition("{#x1}")
    text = first + anchor + rest.replace("{#x1} ", "")
    for name in ("c1", "s1", "x1"):
        if f"{{#{name}}}" not in text:
            text = re.sub(rf"\[\w+\]\(#{name}\)", "the thing", text)
    return text


def printed(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Every paragraph as it prints: its table's marks, its properties, its words by how they look. Bookmarks are left out."""
    parts = unpack(word_file(contract(text)))
    xml, links = parts["word/document.xml"].decode(), parts["word/_rels/document.xml.rels"].decode()
    goals = {
        tag[1]: re.search(r'Target="([^"]*)"', tag[0])[1] for tag in re.finditer(r'<Relationship [^>]*?Id="([^"]*)"[^>]*>', links)
    }
    xml = re.sub(r'r:id="([^"]*)"', lambda match: f'to="{goals.get(match[1], "")}"', xml).replace("<w:keepNext/>", "")
    xml = xml.replace('<w:jc w:val="left"/>', "")  # where cells stand that say nothing
    xml = xml.replace("<w:bidi/>", "")  # goes by the words that are typed: a new field comes back as words
    found = []
    for paragraph in xml.split("</w:p>"):
        runs: list[list[str]] = []
        for run, link in re.findall(r"<w:r>(.*?)</w:r>|(<w:hyperlink[^>]*>)", paragraph):
            look = "".join(re.findall(r"<w:rPr>.*?</w:rPr>", run))
            said = re.findall(r"<w:t[^>]*>(.*?)</w:t>|(<w:br[^>]*/>|<w:tab/>|<w:instrText.*?</w:instrText>)", run)
            words = link + "".join("".join(each) for each in said)
            if runs and runs[-1][0] == look:
                runs[-1][1] += words
            else:
                runs.append([look, words])
        table = "".join(re.findall(r"</?w:tbl>|</?w:tr>|<w:tblInd[^>]*>", paragraph))
        found.append((table, "".join(re.findall(r"<w:pPr>.*?</w:pPr>", paragraph)), [(a, b) for a, b in runs if b]))
    return found


TREES = _trees(ITEM)
WITHOUT_TABLES, WITH_TABLES = _trees(ITEM.filter(lambda said: "|" not in said)), _trees(st.one_of(ITEM, TABLE))
#: Columns that say how they stand: others go by their words, sums on the right.
OF_TABLES = _trees(
    st.one_of(
        st.tuples(st.lists(CELL, min_size=2, max_size=6), RULES).map(
            lambda both: _table(both[0], both[1].replace(" --- ", " :--- "))
        ),
        WITHIN,
        ITEM.filter(lambda said: "|" not in said),
    )
)


@given(TREES, TREES)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_a_redline_received_is_the_text_it_leads_to(old: str, new: str) -> None:
    the_redline_leads_there_and_hides_nothing(old, new)


def the_redline_leads_there_and_hides_nothing(old: str, new: str) -> None:
    """What came back prints as the newer text, and no change is told as one that nobody tracked."""
    sent = contract(old)
    docx = redlined(sent, contract(new))
    came, made = arrived(sent, docx)
    assert printed(made) == printed(new)
    beside = (*facts(read_word(docx), came), *table_facts(read_word(docx), came))
    if _headings(old) != {anchor: title for anchor, title in _headings(new).items() if anchor in _headings(old)}:
        beside = [each for each in beside if each.kind != "reference"]  # it leads elsewhere, and that is told
    told = [(each.how, each) for each in (*came.steps, *(hunk for step in came.steps for hunk in step.hunks), *beside)]
    assert [each for how, each in told if how == "silent"] == []
    levels = [row for row in received(docx, old).weighty if row.kind == "level"]
    assert [row for row in levels if not row.carried] == []  # the text prints as the newer one does


def _headings(text: str) -> dict[str, str]:
    """What the heading of each clause says."""
    return {anchor: title for title, anchor in re.findall(r"^## (\w+) \{#(\w+)\}$", text, re.MULTILINE)}


@given(TREES)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_an_untouched_tree_proposes_nothing(text: str) -> None:
    sent = contract(text)
    came, made = arrived(sent, word_file(sent))
    assert [step for step in came.steps if step.kind != "kept"] == []
    assert made == text


@given(WITHOUT_TABLES, WITH_TABLES)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_new_tables_stand_where_they_came_with_their_columns_set_so(old: str, new: str) -> None:
    the_redline_leads_there_and_hides_nothing(old, new)


@given(OF_TABLES, OF_TABLES)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_tables_that_a_redline_changes_come_back_as_they_are_now(old: str, new: str) -> None:
    the_redline_leads_there_and_hides_nothing(old, new)


@pytest.mark.slow
@given(TREES, TREES)
@settings(max_examples=1_500, deadline=None, phases=(Phase.explicit, Phase.generate))
def test_many_redlines_received_are_the_texts_they_lead_to(old: str, new: str) -> None:
    the_redline_leads_there_and_hides_nothing(old, new)


FOLLOWED = """# Agreement

## Fees {#c1}

1. The fees are these.

# Schedule 1: Data {#s1}

1. {#x1} The data of the customer are kept safe.

## Rest {#c2}

1. All the words of this part follow what [Section](#x1) says of data.
"""


def test_what_stands_below_a_sub_clause_stands_otherwise_when_its_heading_goes_or_comes() -> None:
    head = "# Agreement\n\n## Term {#c2}\n\nFirst words of the term stand here.\n\n"
    within = "1. one item is here:\n    1. first of them\n    2. and more;\n\n    and so on in each case\n"
    for rest in (within, "Some more words stand here.\n"):
        below, without = f"{head}### Further terms\n\n{rest}", f"{head}{rest}"
        the_redline_leads_there_and_hides_nothing(below, without)
        the_redline_leads_there_and_hides_nothing(without, below)


def test_a_table_stays_within_the_items_that_were_put_around_it() -> None:
    table = "| Service | Target |\n| :--- | ---: |\n| Portal | Portal |\n"
    old = f"# Agreement\n\n## Fees {{#c1}}\n\n{table}"
    new = f"# Agreement\n\n## Fees {{#c1}}\n\n# Schedule 1: Data {{#s1}}\n\n{_within(table, 'The Supplier shall pay')}"
    the_redline_leads_there_and_hides_nothing(old, new)
    the_redline_leads_there_and_hides_nothing(new, old)


def test_a_row_that_came_stands_in_the_table_that_goes_further_out() -> None:
    table = "| Service | Target |\n| :--- | ---: |\n| Portal | Portal |\n"
    old = f"# Agreement\n\n{_within(table, 'The Supplier shall pay')}\n## Fees {{#c1}}\n"
    more = _within(f"{table}| Desk |  |\n", "The Supplier shall pay")
    the_redline_leads_there_and_hides_nothing(old, f"# Agreement\n\n## Fees {{#c1}}\n\n# Schedule 1: Data {{#s1}}\n\n{more}")


def test_a_column_goes_by_its_own_side_when_cells_of_another_column_stand_in_it() -> None:
    sums, words = "| ---: | :--- |\n| 99.5% | Portal |\n", "| :--- | ---: |\n| Portal | Portal |\n"
    head = "| Service | Target |\n"
    old, new = f"# Agreement\n\n## Fees {{#c1}}\n\n{head}{sums}", f"# Agreement\n\n{head}{words}\n## Fees {{#c1}}\n"
    the_redline_leads_there_and_hides_nothing(old, new)


def test_what_is_left_of_a_paragraph_whose_words_went_elsewhere_is_tracked() -> None:
    said = "The Supplier shall pay"
    more = " ".join([said] * 4)
    old = f"# Agreement\n\n1. {more}\n\n## Fees {{#c1}}\n"
    new = f"# Agreement\n\n1. {said}\n\n## Fees {{#c1}}\n\n# Schedule 1: Data {{#s1}}\n\n1. {more}\n"
    the_redline_leads_there_and_hides_nothing(old, new)


def test_no_reference_is_said_to_lead_elsewhere_where_paragraphs_that_say_the_same_change_places() -> None:
    said = "The Supplier shall pay"
    first, end = f"# Agreement\n\n1. {{#x1}} {said}\n\n1. {said}\n\n", "## Term {#c1}\n\n1. see [Section](#x1)\n"
    the_redline_leads_there_and_hides_nothing(first + end, f"# Agreement\n\n- {said}\n\n1. {{#x1}} {said} {said}\n\n{end}")
    old = "# Agreement\n\n## Fees {#c2}\n\n## Fees {#c3}\n\n## Fees {#c1}\n\n1. see [Section](#c1)\n"
    new = "# Agreement\n\n## Fees {#c3}\n\n## Term {#c4}\n\n## Fees {#c1}\n\n## Fees {#c2}\n\n1. see [Section](#c1)\n"
    the_redline_leads_there_and_hides_nothing(old, new)


def test_a_kept_reference_says_its_schedule_once_where_it_has_left_that() -> None:
    head, _, schedule = FOLLOWED.partition("# Schedule")
    inside, _, rest = schedule.partition("## Rest")
    moved = f"{head}## Rest{rest}\n# Schedule{inside.rstrip()}\n"
    the_redline_leads_there_and_hides_nothing(FOLLOWED, moved)
    the_redline_leads_there_and_hides_nothing(moved, FOLLOWED)


def test_a_table_whose_item_went_is_no_paragraph_of_signs() -> None:
    table = "| Service | Target |\n| --- | --- |\n| Desk | 99.5% |\n| Portal | 98% |\n"
    inside = _within(table, "and more")
    old = f"# Agreement\n\n## Fees {{#c1}}\n\n{inside}"
    new = f"# Agreement\n\n## Fees {{#c1}}\n\n{table}".replace("98%", "97%")
    made = arrived(contract(old), redlined(contract(old), contract(new)))[1]
    assert [block.kind for block in blocks(made)] == ["title", "clause", "table"]
    assert made.endswith(table.replace("98%", "97%"))


LINKED = TEXT.replace(
    "2. No change is made by conduct.", "2. No change is made by conduct, see [our page](https://example.com/a)."
)


def test_a_new_link_comes_back_with_its_address() -> None:
    sent = contract()
    assert arrived(sent, redlined(sent, contract(LINKED)))[1] == LINKED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('see "[Terms of use](/site/terms)"', 'see "[AUTOTITLE](/site/terms)"'),
        ("see [how to lock](https://example.com/a) a talk", "see how to lock a talk, and [talks](/site/talks)"),
        ("see the terms", 'see the "[Terms](../site/terms)"'),
    ],
)
def test_a_link_whose_address_prints_beside_its_words_comes_back(old: str, new: str) -> None:
    before, after = (LINKED.replace("see [our page](https://example.com/a)", words) for words in (old, new))
    sent = contract(before)
    assert arrived(sent, redlined(sent, contract(after)))[1] == after


def test_a_link_that_a_redline_turns_elsewhere_is_tracked() -> None:
    turned = LINKED.replace("example.com/a", "example.org/b")
    the_redline_leads_there_and_hides_nothing(LINKED, turned)
    (row,) = received(redlined(contract(LINKED), contract(turned)), LINKED).weighty
    assert (row.kind, row.how, row.author) == ("reference", "tracked", "Their Counsel")


def test_a_link_that_leads_elsewhere_without_a_word_is_told_as_silent() -> None:
    sent = contract(LINKED)
    docx = word_file(sent)
    found = received(_with_link(docx, "https://example.org/b"), LINKED)
    (row,) = found.weighty
    assert (row.kind, row.how, row.at) == ("reference", "silent", "2.3(b)")
    assert "https://example.org/b" in row.remark
    assert "https://example.com/a" in row.remark
    made = text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode()
    assert "see [our page](https://example.org/b)." in made


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "\\\\host\\share", "ms-word:ofe|u|https://example.com"]
)
def test_a_link_that_is_no_page_is_left_out_and_named(address: str) -> None:
    found = received(_with_link(word_file(contract(LINKED)), address), LINKED)
    (row,) = found.weighty
    assert "left out" in row.remark
    made = text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode()
    assert "see our page." in made
    assert address not in made


def _with_link(docx: bytes, address: str) -> bytes:
    from xml.sax.saxutils import escape

    from clmctl.word.package import pack, part

    return pack(
        [
            part(name, data.replace(b"https://example.com/a", escape(address).encode()) if name.endswith(".rels") else data)
            for name, data in unpack(docx).items()
        ],
        "deflated",
    )


def test_an_item_before_the_first_clause_takes_another_level() -> None:
    new = TEXT.replace("1. The Supplier offers services.\n2. The", "1. The Supplier offers services.\n   1. The")
    sent = contract()
    arrived_text = arrived(sent, redlined(sent, contract(new)))[1]
    assert printed(arrived_text) == printed(new)
    assert [block.number for block in blocks(arrived_text)[2:5]] == [block.number for block in blocks(new)[2:5]]


def test_a_sum_that_was_worked_out_is_shown_as_a_change_of_the_text() -> None:
    front = FRONT.replace(
        "money: {payment_terms: P30D}",
        'money: {payment_terms: P30D, total: {amount: "120000.00", currency: EUR}, price_cap_percent: "5"}',
    )
    text = TEXT.replace(
        "1. Fees are due", '1. The cap is {{ money.price_cap_percent | percent_of("money.total") }}.\n2. Fees are due'
    )
    sent = contract(text, front)
    assert "The cap is EUR 6,000.00." in plain(sent, blocks(sent.text))
    found = received(altered(word_file(sent), document=replaced("EUR 6,000.00", "EUR 9,000.00")), text, front)
    (row,) = found.weighty
    assert (row.kind, row.field, row.carried) == ("changed", "", True)
    assert "worked out of money.price_cap_percent and money.total" in row.remark
    assert "1. The cap is EUR 9,000.00." in text_with(found, Choice({}, {}, {}), SETTINGS.catalogue).decode()


def test_a_word_that_stood_in_another_column_stands_where_it_stands_now() -> None:
    def table(*rows: str) -> str:
        return "\n".join(("| Service | Target |", "| --- | --- |", *rows))

    sent = table("| not **bold** | Portal |", "| Portal | see the thing |", "| Desk | 100 |")
    old = f"# Agreement\n\n## Term {{#c3}}\n\n{sent}\n"
    new = f"# Agreement\n\n{table('| Portal | Desk |', '| Desk |  |')}\n\n## Term {{#c4}}\n"
    the_redline_leads_there_and_hides_nothing(old, new)

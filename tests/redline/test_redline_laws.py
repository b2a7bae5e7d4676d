"""The law of a redline: accepted it is the newer state, rejected the older, whoever made the changes between."""

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st
from redline_make import FRONT, contract

from clmctl.model.contract import Contract
from clmctl.redline.authorship import Author, Version, credit
from clmctl.redline.compare import compare_contracts
from clmctl.redline.table import rows_of, summary_blocks
from clmctl.text.comparing.views import view
from clmctl.word.check import problems_of
from clmctl.word.comparing.compare import compare
from clmctl.word.comparing.crediting import credited, words
from clmctl.word.compose import contract_docx
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

DAY = "2026-11-22T10:00:00Z"


@lru_cache(maxsize=1)
def style() -> StyleDocument:
    return open_style(default_style())


def docx(state: Contract) -> bytes:
    return contract_docx(state, style(), status="draft", packing="deflated")


def said(data: bytes, which: str = "final") -> list[tuple[str, str]]:
    return [(item.first.part, item.text) for item in view(read_word(data).paragraphs, which)]


WORDS = st.sampled_from(
    [
        "The Supplier shall pay", "not", "within {{ renewal.notice | words }}", "see [Section](#c1)", "see [Schedule](#s1)",
        '**"Fees"** means the fees', "*in good faith*", "§ 5 – “Größe”", "第一条 目的", "النص العربي", "e\u0301 x\u00adhyphen",
        "a\u00a0b", "EUR 5,000.00", "{{ money.payment_terms }}", "😀", "line\\\n   break", "& < > ]]>", "x" * 60,
    ]
)  # fmt: skip
SENTENCE = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ITEM = st.one_of(
    SENTENCE.map(lambda text: f"1. {text}\n"),
    st.tuples(SENTENCE, SENTENCE).map(lambda two: f"1. {two[0]}:\n    1. {two[1]}\n    2. and more;\n"),
    SENTENCE.map(lambda text: f"- {text.split(chr(92))[0]}\n"),
    SENTENCE.map(lambda text: f"{text}\n"),
    st.lists(st.sampled_from(["Portal", "99.5%", "Desk", "", "not **bold**"]), min_size=2, max_size=6).map(
        lambda cells: (
            "| Service | Target |\n| --- | --- |\n"
            + "".join(f"| {cells[n]} | {cells[n + 1] if n + 1 < len(cells) else ''} |\n" for n in range(0, len(cells), 2))
        )
    ),
)
CLAUSE = st.tuples(
    st.sampled_from(["c1", "c2", "c3", "c4"]), st.sampled_from(["Fees", "Term", "Scope"]), st.lists(ITEM, max_size=4)
)
TEXTS = st.tuples(
    st.lists(CLAUSE, min_size=1, max_size=4, unique_by=lambda clause: clause[0]), st.booleans(), st.lists(ITEM, max_size=2)
)


def text_of(drawn: tuple) -> str:
    clauses, schedule, inside = drawn
    body = "\n".join(f"## {title} {{#{anchor}}}\n\n" + "\n".join(items) for anchor, title, items in clauses)
    return f"# Agreement\n\n{body}\n" + ("\n# Schedule 1: Data {#s1}\n\n" + "\n".join(inside) if schedule else "")


STATES = st.tuples(TEXTS.map(text_of), st.sampled_from(["P60D", "P30D", "P3M"])).map(
    lambda two: contract(two[0], FRONT.replace("notice: P60D", f"notice: {two[1]}"))
)


@given(STATES, STATES)
@settings(max_examples=60)
def test_accepted_it_is_the_newer_and_rejected_the_older(old: Contract, new: Contract):
    before, after = docx(old), docx(new)
    made = compare(before, after, author="Ann", date=DAY).docx
    assert said(made) == said(after)
    assert said(made, "original") == said(before)
    assert list(problems_of(unpack(made))) == []


@given(st.lists(STATES, min_size=3, max_size=4))
@settings(max_examples=30)
def test_naming_who_made_each_change_changes_no_word(states: list[Contract]):
    files = [docx(state) for state in states]
    authors = [None, *(Author(f"Author {n}", f"2026-01-0{n}T00:00:00Z") for n in range(1, len(states)))]
    versions = [Version(words(data), (n - 1,) if n else (), authors[n]) for n, data in enumerate(files)]
    whose = credit(versions)
    plain = compare(files[0], files[-1], author="Nobody", date=DAY).docx
    made = credited(plain, old=versions[0].text, new=versions[-1].text, came=whose.came, went=whose.went)
    assert said(made) == said(files[-1])
    assert said(made, "original") == said(files[0])
    assert list(problems_of(unpack(made))) == []
    named = {run.author for p in read_word(made).paragraphs for run in p.runs if run.kind != "kept"}
    assert named <= {"Nobody", *(author.name for author in authors[1:] if author)}


@given(STATES, STATES)
@settings(max_examples=40)
def test_a_comparison_can_always_be_shown(old: Contract, new: Contract):
    found = compare_contracts(old, new)
    rows = rows_of(found)
    assert bool(rows) is not found.empty
    assert len(summary_blocks("What changed", "", rows)) == 3
    assert compare_contracts(new, new).empty


@given(STATES)
@settings(max_examples=15)
def test_a_state_against_itself_has_no_change(state: Contract):
    made = compare(docx(state), docx(state), author="Ann", date=DAY)
    assert made.changes == 0

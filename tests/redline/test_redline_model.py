"""The redline made from two texts: true for any two, and no more marked than where their files are compared."""

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libreoffice import Edit, edited, needs_libreoffice
from lxml import etree
from redline_make import FRONT, contract
from test_redline_laws import CLAUSE, DAY, ITEM, docx, said, style, text_of

from clmctl.model.contract import Contract
from clmctl.text.comparing.views import view
from clmctl.word.check import problems_of
from clmctl.word.comparing.compare import Compared, compare
from clmctl.word.comparing.crediting import words
from clmctl.word.comparing.proving import UntrueRedline
from clmctl.word.comparing.settle import Settled, settle
from clmctl.word.compose import Draft, compose
from clmctl.word.package import pack, parse_xml, part, unpack
from clmctl.word.reading.file import read_word
from clmctl.word.redlining import gaps
from clmctl.word.redlining.proof import prove
from clmctl.word.redlining.redline import redline
from clmctl.word.redlining.wording import words_of
from clmctl.word.render import render


@pytest.fixture(scope="module", autouse=True)
def _no_second_way() -> Iterator[None]:
    """What cannot be proven as strings is compared as elements; here it is a fault."""

    def strictly(made: Sequence[str], old: Sequence[str], new: Sequence[str]) -> None:
        try:
            prove(made, old, new)
        except UntrueRedline as untrue:
            raise AssertionError(untrue.message) from untrue

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gaps, "prove", strictly)
        yield


def redlined(old: Contract, new: Contract) -> Compared:
    return redline(draft(old), draft(new), author="Ann & Co", date=DAY)


def draft(state: Contract) -> Draft:
    return Draft(compose(state, style(), status="draft"), style())


def settled(data: bytes, how: Settled) -> bytes:
    """The file as it is when every change is accepted or rejected, in the XML itself."""
    parts = dict(unpack(data))
    for name, content in list(parts.items()):
        if name.startswith(("word/document", "word/header", "word/footer")):
            root = parse_xml(content, name)
            settle(root, how)
            parts[name] = etree.tostring(root)
    return pack([part(name, content) for name, content in parts.items()])


def looks(data: bytes) -> list[tuple[str, str, str, str, list[tuple[str, str, str]]]]:
    """(part, place, style, number, (form, field, words) of each run) of every paragraph."""
    return [
        (item.last.part, item.last.place, item.last.style, item.last.number, list(_runs(item.runs)))
        for item in view(read_word(data).paragraphs, "final")
    ]


def _runs(runs: tuple) -> Iterator[tuple[str, str, str]]:
    for (form, field), group in groupby(runs, key=lambda run: (run.form, run.field)):
        yield form, field, "".join(run.text for run in group)


def marked(data: bytes) -> int:
    """Characters marked; what a kept reference counts otherwise left out: a redline of ours says it, one of files does not."""
    runs = [(p, run) for p in read_word(data).paragraphs for run in p.runs if run.kind != "kept" or p.row.kind != "kept"]
    return sum(len(run.text) for p, run in runs if not (run.field.startswith("REF") and any(r.kind == "kept" for r in p.runs)))


def true(old: Contract, new: Contract) -> Compared:
    before, after, made = docx(old), docx(new), redlined(old, new)
    assert said(made.docx) == said(after)
    assert said(made.docx, "original") == said(before)
    assert list(problems_of(unpack(made.docx))) == []
    return made


CLAUSES = st.lists(
    st.tuples(
        st.sampled_from([f"c{n}" for n in range(1, 15)]),
        st.sampled_from(["Fees", "Term", "Scope", "Fees of [Section](#c1)", "السرية", "A *very* **bold** heading"]),
        st.lists(ITEM, max_size=2),
    ),
    min_size=9,
    max_size=12,
    unique_by=lambda clause: clause[0],
)
EXTRA = st.lists(
    st.sampled_from(
        [
            "\n# Schedule 2: Prices {#s2}\n\n1. {#s2-a} One.\n2. Two, see [Section](#s2-a).\n",
            "\n# Annex A: Sites {#s3}\n\n1. Hamburg.\n    1. {#s3-deep} Port.\n",
            "\n# Signatures\n\n{{ signatures }}\n",
            "\n> A quotation.\n",
            "\n[the pages](https://example.com/a?b=1&c=2) and [others](https://example.org/)\n",
        ]
    ),
    unique=True,
    max_size=4,
)
FRONTS = st.sampled_from(
    [
        FRONT,
        FRONT.replace("title: Customer", "title: Client & Co"),
        FRONT.replace("notice: P60D", "notice: P30D"),
        FRONT.replace("MSA-2026-0001", "MSA-2026-0002").replace("Lark Publishing Ltd", "<Owl> Publishing Ltd"),
    ]
)


@st.composite
def states(draw: st.DrawFn) -> Contract:
    clauses = draw(st.one_of(CLAUSES, st.lists(CLAUSE, min_size=1, max_size=4, unique_by=lambda clause: clause[0])))
    text = text_of((clauses, draw(st.booleans()), draw(st.lists(ITEM, max_size=2))))
    return contract(text + "".join(draw(EXTRA)), draw(FRONTS))


@given(states(), states())
@settings(max_examples=30)
def test_any_two_texts_come_back_from_their_redline(old: Contract, new: Contract) -> None:
    made = true(old, new)
    assert looks(settled(made.docx, "accepted")) == looks(docx(new))
    assert looks(settled(made.docx, "rejected")) == looks(docx(old))


@given(states())
@settings(max_examples=15)
def test_the_words_authors_are_told_by_are_those_of_the_file(state: Contract) -> None:
    assert words_of(draft(state)) == words(docx(state))


@given(states())
@settings(max_examples=15)
def test_a_text_against_itself_has_no_change(state: Contract) -> None:
    made = redlined(state, state)
    assert made.changes == 0
    assert unpack(made.docx) == unpack(docx(state))


EDITS = [
    ("reasonable care", "due care"),
    ("within", "not within"),
    ("## Term", "## Duration"),
    ("1. Fees are due", "1. {#fees-due} Fees are due"),
    ("The Supplier may use subcontractors with the consent of the Customer.", "The Supplier works alone."),
    (
        "\n## Term {#term}\n",
        "\n## Audit {#audit}\n\n1. The Customer may audit, see [Section](#liability).\n\n## Term {#term}\n",
    ),
    ("## Liability {#liability}\n\n1. The Supplier is liable for what it causes by negligence.\n", ""),
    ("1. This agreement runs for twelve months and is then renewed.\n", ""),
    ("see [Section](#fees)", "see [Section](#liability)"),
    ("notice of non-renewal", "*notice* of non-renewal"),
    ("twelve months and", "twelve months;\n2. it"),
    ("Fees are due within", "Fees & costs, e.g. “VAT”, are due within"),
]


@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
@settings(max_examples=30)
def test_it_marks_no_more_than_the_comparison_of_files(edits: list[tuple[str, str]]) -> None:
    old = contract()
    text = old.text
    for was, now in edits:
        text = text.replace(was, now)
    new = contract(text.lstrip("\n"))
    made = true(old, new)
    files = compare(docx(old), docx(new), author="Ann & Co", date=DAY)
    assert marked(made.docx) <= marked(files.docx)


def edited_contract() -> Contract:
    """The contract with all the edits that can be made together."""
    text = contract().text
    for was, now in EDITS[:6]:
        text = text.replace(was, now)
    return contract(text)


def test_another_reader_accepts_and_rejects_to_the_same_texts() -> None:
    other = pytest.importorskip("docx_scalpel")
    old, new = contract(), edited_contract()
    made = redlined(old, new).docx
    assert said(other.docx_diff_accept_revisions(made)) == said(docx(new))
    assert said(other.docx_diff_reject_revisions(made)) == said(docx(old))
    schema = {check.check: check.finding_count for check in other.verify_deliverable(made).checks}
    assert schema["deliverable.open_xml"] == 0


@needs_libreoffice
def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path) -> None:
    old, new = contract(), edited_contract()
    files = {"redline": redlined(old, new).docx, "old": docx(old), "new": docx(new)}
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    accept, reject = (f'Dispatch(d, ".uno:{each}AllTrackedChanges")' for each in ("Accept", "Reject"))
    jobs = {"accepted": ("redline", accept), "rejected": ("redline", reject), "asked": ("new", accept), "before": ("old", accept)}
    edited([Edit(tmp_path / f"{source}.docx", tmp_path / f"{name}.docx", do) for name, (source, do) in jobs.items()], tmp_path)
    held = {name: said((tmp_path / f"{name}.docx").read_bytes()) for name in jobs}
    assert held["accepted"] == held["asked"]
    assert held["rejected"] == held["before"]


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_texts_in_two_languages_are_compared_as_files(lang: str) -> None:
    old, new = contract(), contract(front=FRONT.replace("type: msa", f"type: msa\nlanguages: [{lang}]"))
    made = redlined(old, new)
    assert said(made.docx) == said(docx(new))
    assert said(made.docx, "original") == said(docx(old))


def png(width: int) -> bytes:
    """As much of a picture as its size is read from."""
    return b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", width, 20) + bytes(4)


PICTURED = (
    "# A\n\n![logo](logo.png)\n\n## One {#c1}\n\n1. First words ![in line](x.png) and more.\n2. Second.\n\n"
    "| A | B |\n| --- | --- |\n| ![p](logo.png) | b |\n\n## Two {#c2}\n\nEnd.\n"
)
SMALL, LARGE = png(10), png(40)


@pytest.mark.parametrize(
    ("edit", "then"),
    [
        (("and more", "and less"), {"logo.png": SMALL, "x.png": LARGE}),
        (("", ""), {"logo.png": LARGE, "x.png": LARGE}),
        (("![logo](logo.png)\n\n", ""), {"logo.png": SMALL, "x.png": LARGE}),
        (("![in line](x.png) ", ""), {"logo.png": SMALL}),
        (("| b |", "| c |"), {"logo.png": SMALL, "x.png": LARGE}),
    ],
)
def test_pictures_come_and_go(edit: tuple[str, str], then: dict[str, bytes]) -> None:
    old = Draft(compose(contract(PICTURED), style(), pictures={"logo.png": SMALL, "x.png": LARGE}), style())
    new = Draft(compose(contract(PICTURED.replace(*edit)), style(), pictures=then), style())
    made = redline(old, new, author="Ann", date=DAY).docx
    for how, wanted in (("accepted", new), ("rejected", old)):
        held, asked = settled(made, how), render(wanted.text, wanted.style)
        assert looks(held) == looks(asked)
        assert shown(held) == shown(asked)


def shown(data: bytes) -> list[bytes]:
    """The pictures in the body, in order."""
    parts = unpack(data)
    targets = dict(re.findall(rb'Id="([^"]*)"[^>]*Target="([^"]*)"', parts["word/_rels/document.xml.rels"]))
    return [parts[f"word/{targets[name].decode()}"] for name in re.findall(rb'r:embed="([^"]*)"', parts["word/document.xml"])]


TWO = """# Agreement

## Fees {#fees}

1. {#fees-due} Fees are due within {{ money.payment_terms | words }}.
2. See [Section](#term).

## Entgelt {#fees lang=de}

1. {#fees-due} Das Entgelt ist in {{ money.payment_terms | words }} fällig.
2. Siehe [Ziffer](#term).

## Term {#term}

1. One year.

## Laufzeit {#term lang=de}

1. Ein Jahr.
"""


@pytest.mark.parametrize(
    "edits",
    [
        [("One year", "Two years"), ("Ein Jahr", "Zwei Jahre")],
        [("## Term {#term}\n\n1. One year.\n\n## Laufzeit {#term lang=de}\n\n1. Ein Jahr.\n", "")],
        [("1. Ein Jahr.", "1. Ein Jahr.\n2. Und ein Tag, siehe [Ziffer](#fees-due).")],
        [("# Agreement\n", "# Agreement\n\n## Scope {#scope}\n\n1. Work.\n\n## Umfang {#scope lang=de}\n\n1. Arbeit.\n")],
    ],
)
def test_a_contract_in_two_languages_keeps_the_count_of_both(edits: list[tuple[str, str]]) -> None:
    front = FRONT.replace("type: msa", "type: msa\nlanguages: [en, de]")
    text = TWO
    for was, now in edits:
        assert was in text
        text = text.replace(was, now)
    old, new = contract(TWO, front), contract(text, front)
    made = true(old, new)
    assert made.changes
    assert looks(settled(made.docx, "accepted")) == looks(docx(new))
    assert looks(settled(made.docx, "rejected")) == looks(docx(old))


def test_what_keeps_a_paragraph_on_the_next_one_s_page_is_no_change_of_it() -> None:
    before = "# Services\n\n## Scope {#c1}\n\n1. The Supplier must plan and build.\n2. Nothing else.\n"
    after = before.replace("build.\n", "build.\n    1. It must do so by day.\n")
    made = true(contract(before, FRONT), contract(after, FRONT)).docx
    body = unpack(made)["word/document.xml"].decode()
    assert "<w:ins " in body
    assert "pPrChange" not in body

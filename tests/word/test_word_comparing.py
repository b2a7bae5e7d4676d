"""Two Word files compared: Word's own before/after pairs, and what each kind of change becomes."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from word_parts import docx

from clmctl.text.comparing.views import text, view
from clmctl.word.check import problems_of
from clmctl.word.comparing.compare import compare
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word

PAIRS = "data/docx-powertools/dev"
DAY = "2026-11-22T00:00:00Z"


def redline(old: bytes, new: bytes) -> bytes:
    return compare(old, new, author="Ann", date=DAY).docx


def lines(data: bytes, which: str = "final") -> list[str]:
    """The paragraphs of the body, and those of headers and notes that say something (a file may hold notes without any)."""
    return [item.text for item in view(read_word(data).paragraphs, which) if item.text or item.first.part == "body"]


def pairs(test_data: Path) -> list[tuple[Path, Path]]:
    folder = test_data / PAIRS
    with (folder / "wmlcomparer_pairs.csv").open(encoding="utf-8") as rows:
        return [(folder / row["before"], folder / row["after"]) for row in csv.DictReader(rows)]


def test_accept_is_after_and_reject_is_before_for_every_pair(test_data: Path) -> None:
    found = pairs(test_data)
    assert len(found) >= 48
    for before, after in found:
        made = redline(before.read_bytes(), after.read_bytes())
        assert lines(made, "final") == lines(after.read_bytes()), after.name
        assert lines(made, "original") == lines(before.read_bytes()), before.name


def test_another_reader_accepts_and_rejects_to_the_same_texts(test_data: Path) -> None:
    other = pytest.importorskip("docx_scalpel")
    for before, after in pairs(test_data):
        made = redline(before.read_bytes(), after.read_bytes())
        accepted, rejected = other.docx_diff_accept_revisions(made), other.docx_diff_reject_revisions(made)
        assert lines(accepted) == lines(other.docx_diff_accept_revisions(after.read_bytes())), after.name
        assert lines(rejected) == lines(other.docx_diff_accept_revisions(before.read_bytes())), before.name


#: Pairs in which more is marked than the words alone would need, and why.
WIDER = {
    "CA001-Plain-Mod.docx": "whole words are marked, the least counts the letters of a repeated word",
    "WC007-Moved-into-Table.docx": "a paragraph that moved into a table is deleted and inserted",
    "WC019-Hyperlink-After-2.docx": "a link to another place is another link",
    "WC031-Two-Maths-After.docx": "a formula is marked whole",
    "WC033-Merged-Cells-After2.docx": "a row with other cells is marked whole",
}


def words(data: bytes) -> list[str]:
    return [token for line in lines(data) for token in [*re.findall(r"\w+|\s|[^\w\s]", line), "\n"]]


def test_little_more_is_marked_than_must_be(test_data: Path) -> None:
    for before, after in pairs(test_data):
        old, new = words(before.read_bytes()), words(after.read_bytes())
        least = sum(
            len("".join(old[code.src_start : code.src_end])) + len("".join(new[code.dest_start : code.dest_end]))
            for code in Indel.opcodes(old, new)
            if code.tag != "equal"
        )
        marked = sum(
            len(run.text) for p in read_word(redline(before.read_bytes(), after.read_bytes())).paragraphs
            for run in p.runs if run.kind != "kept" or p.row.kind != "kept"
        )  # fmt: skip
        assert marked <= 1.5 * least + 3 or after.name in WIDER, (after.name, marked, least)


def test_a_redline_breaks_no_rule_the_files_keep(test_data: Path) -> None:
    for before, after in pairs(test_data):
        made = redline(before.read_bytes(), after.read_bytes())
        broken = set(problems_of(unpack(made))) - set(problems_of(unpack(after.read_bytes())))
        assert broken == set(), after.name


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


def p(text_: str, style: str = "") -> str:
    props = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{props}{RUN.format(text_)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


KNOWN = '<w:style w:type="paragraph" w:styleId="S0"><w:name w:val="S0"/></w:style>'
KINDS = {
    "a word": (p("within sixty days"), p("within thirty days"), "within [-sixty-]{+thirty+} days\n"),
    "a phrase is one change": (p("the first party here"), p("the other side here"), "the [-first party-]{+other side+} here\n"),
    "a paragraph in the middle": (p("one") + p("three"), p("one") + p("two is new") + p("three"), "one\n{+two is new+}\nthree\n"),
    "a paragraph at the end": (p("one"), p("one") + p("two is new"), "one\n{+two is new+}\n"),
    "a paragraph gone at the end": (p("one") + p("two was here"), p("one"), "one\n[-two was here-]\n"),
    "a paragraph split": (p("Part one. Part two."), p("Part one.") + p("Part two."), "Part one.[- -]\nPart two.\n"),
    "two paragraphs joined": (p("Part one.") + p("Part two."), p("Part one. Part two."), "Part one.\n{+ +}Part two.\n"),
    "a cell": (table(("fee", "100")), table(("fee", "120")), "fee\n[-100-]{+120+}\n"),
    "a row": (
        table(("fee", "100"), ("tax", "19")), table(("fee", "100"), ("stamp", "2"), ("tax", "19")),
        "fee\n100\n{+stamp+}\n{+2+}\ntax\n19\n",
    ),
    "nothing": (p("as it was"), p("as it was"), "as it was\n"),
}  # fmt: skip


@pytest.mark.parametrize("before", ["", p("")])
def test_blank_paragraphs_do_not_part_two_versions_of_a_paragraph(before: str) -> None:
    longer = "The Supplier must perform the Services with the care of an experienced supplier within {} days."
    old = docx(p("First.") + before + p("") + p(longer.format("sixty")) + p("Last."))
    new = docx(p("First.") + p(longer.format("thirty")) + before + p("") + p("Last."))
    for was, now, words_ in ((old, new, "[-sixty-]{+thirty+}"), (new, old, "[-thirty-]{+sixty+}")):
        made = redline(was, now)
        assert words_ in text(read_word(made).paragraphs, "marked")
        assert lines(made) == lines(now)
        assert lines(made, "original") == lines(was)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_change_becomes(kind: str) -> None:
    old, new, marked = KINDS[kind]
    made = redline(docx(old), docx(new))
    paragraphs = read_word(made).paragraphs
    assert text(paragraphs, "marked") == marked
    assert lines(made, "final") == lines(docx(new))
    assert lines(made, "original") == lines(docx(old))


def test_a_change_of_looks_alone_is_tracked_as_one() -> None:
    made = redline(docx(p("fine")), docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>fine</w:t></w:r></w:p>"))
    file = read_word(made)
    assert [(r.kind, r.author) for r in file.revisions] == [("formatting", "Ann")]
    assert all(run.kind == "kept" for paragraph in file.paragraphs for run in paragraph.runs)


def test_properties_that_say_nothing_are_no_change_of_looks() -> None:
    said = compare(
        docx("<w:p><w:r><w:t>Same.</w:t></w:r></w:p>"),
        docx("<w:p><w:r><w:rPr/><w:t>Same.</w:t></w:r></w:p>"),
        author="A",
        date=DAY,
    )
    assert b"rPrChange" not in unpack(said.docx)["word/document.xml"]


def test_a_gone_paragraph_brings_its_style_however_many_that_is_based_on() -> None:
    count = 1100
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="S{n}"/><w:basedOn w:val="S{n - 1}"/></w:style>'
        for n in range(1, count)
    )
    made = redline(docx(p("stays") + p("goes", f"S{count - 1}"), styles=styles), docx(p("stays"), styles=KNOWN))
    assert unpack(made)["word/styles.xml"].count(b"<w:basedOn ") == count - 1


def test_the_same_files_give_the_same_bytes() -> None:
    old, new = docx(p("within sixty days")), docx(p("within thirty days"))
    assert redline(old, new) == redline(old, new)


word = st.sampled_from(["the", "party", "shall", "pay", "fee", "sixty", "days", "not", "Gebühr", "été", "条", "a&b", "<x>"])
paragraph = st.lists(word, max_size=8).map(" ".join)


@st.composite
def bodies(draw: st.DrawFn) -> str:
    out = []
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            out.append(p(_escaped(draw(paragraph))))
        else:
            columns = draw(st.integers(1, 3))
            rows = draw(st.lists(st.lists(paragraph, min_size=columns, max_size=columns), min_size=1, max_size=3))
            out.append(table(*[tuple(map(_escaped, row)) for row in rows]) + p(""))
    return "".join(out)


def _escaped(words_: str) -> str:
    return words_.replace("&", "&amp;").replace("<", "&lt;")


@given(bodies(), bodies())
@example(p("the the"), p("the") + p("the") + table(("",)) + p(""))  # a paragraph cut in two, and a table behind it
def test_any_two_bodies_come_back_from_their_redline(old: str, new: str) -> None:
    made = redline(docx(old), docx(new))
    assert lines(made, "final") == lines(docx(new))
    assert lines(made, "original") == lines(docx(old))

"""Page breaks of a returned file: told however the file makes them, carried into the text, and none where nobody put one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from libreoffice import WORD, needs_libreoffice, saved_as
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, paragraph_of, received, redlined, replaced, word_file

from clmctl.negotiation.receiving.receive import Choice, Returning, text_with
from clmctl.text.dialect.blocks import blocks
from clmctl.word.reading.file import read_word

BROKEN = TEXT.replace("## Liability", "***\n\n## Liability").replace("   3. on working", "\n   ***\n\n   3. on working")
#: A contract of many clauses: its front page ends with a page break that is none of the text's.
LONG = TEXT.replace(
    "# Schedule 1", "".join(f"## Further {n} {{#further-{n}}}\n\n1. Nothing {n} more.\n\n" for n in range(9)) + "# Schedule 1"
)
WHO = 'w:author="Bo" w:date="2026-11-20T10:00:00Z"'
PAGE = '<w:r><w:br w:type="page"/></w:r>'
DAYS = "on working days only."


def said(text: str) -> list[tuple[str, int, str, tuple]]:
    return [(block.kind, block.indent, block.full, block.inlines) for block in blocks(text)]


def text_of(found: Returning, **decided: object) -> str:
    return text_with(found, Choice(decided, {}, {}), SETTINGS.catalogue).decode().removeprefix(FRONT)


def before(words: str, paragraph: str) -> Callable[[str], str]:
    def change(xml: str) -> str:
        start, _ = paragraph_of(xml, words)
        return xml[:start] + paragraph + xml[start:]

    return change


def set_so(words: str, prop: str, was: str = "") -> Callable[[str], str]:
    """The paragraph with a property behind its style; with `was`, what was tracked of its properties."""

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, words)
        style = re.compile(r"(<w:pPr><w:pStyle [^>]*/>)(.*?)</w:pPr>")
        made = style.sub(
            lambda m: f"{m[1]}{prop}{m[2]}{was and f'{was}{m[1]}{m[2]}</w:pPr></w:pPrChange>'}</w:pPr>", xml[start:end], 1
        )
        return xml[:start] + made + xml[end:]

    return change


TRACKED = f'<w:pPrChange w:id="901" {WHO}>'
TRACKED_PARAGRAPH = f'<w:p><w:pPr><w:rPr><w:ins w:id="901" {WHO}/></w:rPr></w:pPr><w:ins w:id="902" {WHO}>{PAGE}</w:ins></w:p>'
#: how a file breaks a page before a paragraph, and how that is told
PUT_IN = {
    "a paragraph of its own": (before(DAYS, f"<w:p>{PAGE}</w:p>"), "silent"),
    "a tracked paragraph": (before(DAYS, TRACKED_PARAGRAPH), "tracked"),
    "a tracked paragraph as LibreOffice writes it": (
        before(DAYS, TRACKED_PARAGRAPH.replace(f"{PAGE}</w:ins>", f"<w:r><w:rPr></w:rPr></w:r></w:ins>{PAGE}")),
        "tracked",
    ),
    "a property": (set_so(DAYS, "<w:pageBreakBefore/>"), "silent"),
    "a tracked property": (set_so(DAYS, "<w:pageBreakBefore/>", TRACKED), "tracked"),
    "a property beside another that was tracked": (
        lambda xml: set_so(DAYS, '<w:pageBreakBefore/><w:jc w:val="center"/>', TRACKED)(xml).replace(
            f"{TRACKED}<w:pPr>", f"{TRACKED}<w:pPr><w:pageBreakBefore/>"
        ),
        "silent",
    ),
    "before its words": (replaced(f">{DAYS}<", f'></w:t></w:r>{PAGE}<w:r><w:t xml:space="preserve">{DAYS}<'), "silent"),
    "before its words, tracked": (
        replaced(f">{DAYS}<", f'></w:t></w:r><w:ins w:id="901" {WHO}>{PAGE}</w:ins><w:r><w:t xml:space="preserve">{DAYS}<'),
        "tracked",
    ),
    "behind the words before it": (
        replaced("insured against accidents.</w:t></w:r>", f"insured against accidents.</w:t></w:r>{PAGE}"),
        "silent",
    ),
    "a section on a new page": (before(DAYS, "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"), "silent"),
}


@pytest.mark.parametrize("way", PUT_IN)
def test_a_page_break_put_in_is_told_and_carried(way: str) -> None:
    change, how = PUT_IN[way]
    found = received(altered(word_file(contract()), document=change))
    (row,) = (row for row in found.weighty if row.kind != "page")  # a section of its own bears no header, which is told, too
    assert (row.kind, row.how, row.heading, row.carried) == ("inserted", how, "Services", True)
    assert [(each.kind, each.new) for each in row.words] == [("inserted", "[page break]")]
    assert "before 2.1(c)" in row.remark
    assert row.author == ("Bo" if how == "tracked" else "")
    assert said(text_of(found)) == said(TEXT.replace("   3. on working", "\n   ***\n\n   3. on working"))
    assert text_with(found, Choice({row.number: "reject"}, {}, {}), SETTINGS.catalogue).decode() == FRONT + TEXT


def gone(xml: str) -> str:
    """The page breaks without a trace."""
    return re.sub(r"<w:p>(?:(?!</w:p>).)*?<w:br w:type=\"page\"/></w:r></w:p>", "", xml)


def gone_tracked(xml: str) -> str:
    """The page breaks as tracked deletions, paragraph and all."""
    xml = re.sub(r'<w:r><w:br w:type="page"/></w:r>', f'<w:del w:id="901" {WHO}>{PAGE}</w:del>', xml)
    mark = f'<w:rPr><w:del w:id="902" {WHO}/></w:rPr></w:pPr>'
    return re.sub(r'</w:pPr>(?=<w:del w:id="901")', mark, xml)


@pytest.mark.parametrize(("change", "how"), [(gone, "silent"), (gone_tracked, "tracked")])
def test_a_page_break_taken_out_is_told_and_carried(change: Callable[[str], str], how: str) -> None:
    found = received(altered(word_file(contract(BROKEN)), document=change), BROKEN)
    assert [(row.kind, row.how, row.heading) for row in found.weighty] == [
        ("deleted", how, "Services"),
        ("deleted", how, "Fees"),
    ]
    assert said(text_of(found)) == said(TEXT)
    refused = Choice(dict.fromkeys((1, 2), "reject"), {}, {})
    assert text_with(found, refused, SETTINGS.catalogue).decode() == FRONT + BROKEN


def test_a_property_taken_out_by_a_tracked_change_is_a_page_break_taken_out() -> None:
    sent = altered(word_file(contract(BROKEN)), document=gone)

    def change(xml: str) -> str:
        start, end = paragraph_of(xml, DAYS)
        was = f"{TRACKED}<w:pPr><w:pageBreakBefore/></w:pPr></w:pPrChange></w:pPr>"
        return xml[:start] + xml[start:end].replace("</w:pPr>", was, 1) + xml[end:]

    rows = received(altered(sent, document=change), BROKEN).weighty
    assert ("deleted", "tracked", "Bo") in [(row.kind, row.how, row.author) for row in rows]


@pytest.mark.parametrize(("old", "new"), [(TEXT, BROKEN), (BROKEN, TEXT), (LONG, LONG.replace("## Fees", "***\n\n## Fees"))])
def test_a_redline_tracks_its_page_breaks(old: str, new: str) -> None:
    found = received(redlined(contract(old), contract(new)), old)
    assert {row.how for row in found.weighty} == {"tracked"}
    assert {word.new or word.old for row in found.weighty for word in row.words} == {"[page break]"}
    assert said(text_of(found)) == said(new)


@pytest.mark.parametrize("text", [TEXT, BROKEN, LONG, LONG.replace("This agreement", "***\n\nThis agreement", 1)])
def test_our_own_page_breaks_tell_nothing(text: str) -> None:
    found = received(word_file(contract(text)), text)
    assert found.rows == ()
    assert text_of(found) == text


def test_where_the_renderer_leaves_a_page_tells_nothing() -> None:
    mark = replaced(DAYS, f"</w:t><w:lastRenderedPageBreak/><w:t>{DAYS}")
    assert received(altered(word_file(contract()), document=mark)).rows == ()


def test_a_page_break_among_words_is_told_and_left_out() -> None:
    within = replaced("No change is", f'No change</w:t></w:r>{PAGE}<w:r><w:t xml:space="preserve">is')
    found = received(altered(word_file(contract()), document=within))
    (row,) = found.weighty
    assert (row.kind, row.at, row.carried) == ("changed", "2.3(b)", False)
    assert "between paragraphs alone" in row.remark
    assert text_of(found) == TEXT


def test_words_that_came_with_a_page_break_among_them_come_without_it() -> None:
    within = replaced("No change is", f'No silent change</w:t></w:r>{PAGE}<w:r><w:t xml:space="preserve">is')
    found = received(altered(word_file(contract()), document=within))
    assert all(row.carried for row in found.weighty if any(each.new.strip() == "silent" for each in row.words))
    assert text_of(found) == TEXT.replace("No change is", "No silent change is")


def test_a_page_break_before_a_table_stands_before_it() -> None:
    found = received(altered(word_file(contract()), document=set_so("Service<", "<w:pageBreakBefore/>")))
    (row,) = found.weighty
    assert "before a table" in row.remark
    assert said(text_of(found)) == said(TEXT.replace("| Service |", "***\n\n| Service |"))


def test_a_page_break_before_the_signatures_stands_before_them() -> None:
    def change(xml: str) -> str:
        at = xml.rindex("<w:tbl>")
        return f"{xml[:at]}<w:p>{PAGE}</w:p>{xml[at:]}"

    text = TEXT.replace("# Signatures\n\n", "")
    made = text_of(received(altered(word_file(contract(text)), document=change), text))
    assert said(made) == said(text.replace("{{ signatures }}", "***\n\n{{ signatures }}"))


def test_the_page_break_of_the_front_page_is_none_of_the_text() -> None:
    found = received(altered(word_file(contract(LONG)), document=gone), LONG)
    (row,) = found.weighty
    assert (row.kind, row.carried) == ("deleted", False)
    assert "front page" in row.remark
    assert text_of(found) == LONG


def test_a_page_break_moves_along_with_its_clause() -> None:
    start, end = BROKEN.index("***\n\n## Liability"), BROKEN.index("# Schedule 1")
    moved = (BROKEN[:start] + BROKEN[end:]).replace("## Services", BROKEN[start:end] + "## Services", 1)
    found = received(redlined(contract(BROKEN), contract(moved)), BROKEN)
    assert {row.how for row in found.weighty} == {"tracked"}
    assert said(text_of(found)) == said(moved)


def test_the_reader_tells_page_breaks_from_line_breaks() -> None:
    file = read_word(altered(word_file(contract()), document=replaced(DAYS, f"a</w:t><w:br/></w:r>{PAGE}<w:r><w:t>b")))
    runs = next(p.runs for p in file.paragraphs if any(run.text.startswith("a") and "\n" in run.text for run in p.runs))
    assert [(run.text, run.page) for run in runs] == [("a\n", False), ("\n", True), ("b", False)]


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("text", [BROKEN, LONG.replace("## Fees", "***\n\n## Fees").replace("| Service |", "***\n\n| Service |")])
def test_opened_and_saved_by_libreoffice_no_page_break_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "sent.docx").write_bytes(word_file(contract(text)))
    saved = saved_as(WORD, tmp_path / "sent.docx", tmp_path)
    found = received(saved.read_bytes(), text)
    assert found.weighty == ()
    assert text_of(found) == text

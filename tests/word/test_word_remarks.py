"""Comments of ours put into a Word file: on their words, in their clause, and nothing else changed."""

import pytest
from word_make import agreement, style
from word_parts import docx

from clmctl.word.check import problems_of
from clmctl.word.package import unpack
from clmctl.word.reading.file import read_word
from clmctl.word.remarks import Remark, with_remarks
from clmctl.word.render import render

DAY = "2026-11-20T10:00:00Z"
W = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def heading(words: str, name: str, number: int) -> str:
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{mark}{W.format(words)}</w:p>'


def p(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else W.format(run) for run in runs)}</w:p>"


WHO = 'w:author="B" w:date="2026-01-01T00:00:00Z"'
GONE = f'<w:del w:id="7" {WHO}><w:r><w:delText>at once</w:delText></w:r></w:del>'
CAME = f'<w:ins w:id="8" {WHO}>{W.format("in a week")}</w:ins>'
BODY = (
    heading("Fees", "_clm_fees", 1)
    + p("The fee is due ", GONE, CAME, ".")
    + heading("Term", "_clm_term", 2)
    + p("The fee is due ", "in a month", " of the day\u00a0named “here”.")
)


@pytest.mark.parametrize(
    ("on", "bookmark", "hangs"),
    [
        ("in a week", "_clm_fees", "in a week"),
        ("in a month", "_clm_term", "in a month"),
        ("The fee", "_clm_term", "The fee is due "),
        ("due in a month of", "_CLM_Term", "The fee is due in a month of the day\u00a0named “here”."),
        ('day named "here"', "_clm_term", " of the day\u00a0named “here”."),
        ("at once", "_clm_fees", "Fees"),
        ("", "_clm_term", "Term"),
        ("nowhere", "_clm_gone", "Fees"),
        ("in a month", "", "in a month"),
    ],
)
def test_a_comment_hangs_on_its_words_in_its_clause(on: str, bookmark: str, hangs: str) -> None:
    made = with_remarks(docx(BODY), [Remark("Ada Quill", DAY, "Why\nso?", on, bookmark)])
    (comment,) = read_word(made).comments
    assert (comment.author, comment.date, comment.text, comment.on) == ("Ada Quill", DAY, "Why\nso?", hangs)


def test_nothing_else_changes_and_the_file_keeps_every_rule() -> None:
    plain = render(agreement(), style(), "deflated")
    remarks = [Remark("Ada & <Ben>", "", 'Say "why" \x07 & <b>', words) for words in ("Customer", "", "shall")]
    made = with_remarks(plain, remarks)
    assert list(problems_of(unpack(made))) == []
    before, after = read_word(plain), read_word(made)
    assert after.paragraphs == before.paragraphs
    assert [(each.author, each.text) for each in after.comments] == [("Ada & <Ben>", 'Say "why" ␇ & <b>')] * 3


def test_without_comments_the_bytes_are_the_same() -> None:
    assert with_remarks(docx(BODY), []) == docx(BODY)


def test_a_file_with_comments_is_refused() -> None:
    once = with_remarks(docx(BODY), [Remark("Ada", DAY, "One")])
    with pytest.raises(ValueError, match="comments already"):
        with_remarks(once, [Remark("Ada", DAY, "Two")])

"""What `word read` says of a file's changes: a row, or the end of a paragraph, may be all that one is of."""

import pytest

from clmctl.cli.pages.word import show_word
from clmctl.model.word.file import WordFile, WordParagraph, WordRun

DELETED, INSERTED = WordRun("", "deleted", "Bob"), WordRun("", "inserted", "Ann")


def test_rows_and_ends_of_paragraphs_that_came_or_went_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    words = (WordRun("Fee"),)
    cells = tuple(
        WordParagraph("body", "", words, place=f"table 1 row {row} cell {cell}", row=DELETED) for row in (1, 2) for cell in (1, 2)
    )
    split = WordParagraph("body", "", (*words, WordRun(" due", "inserted", "Ann")), mark=INSERTED)
    show_word(WordFile((*cells, split)), "", "text")
    assert capsys.readouterr().out.partition("== changes\n")[2].splitlines() == [
        "Bob: 2 table rows deleted",
        "Ann: 1 inserted",
        "Ann: 1 paragraph end inserted",
    ]


def test_a_file_without_changes_says_nothing_of_any(capsys: pytest.CaptureFixture[str]) -> None:
    show_word(WordFile((WordParagraph("body", "", (WordRun("Fee"),)),)), "", "text")
    assert capsys.readouterr().out == "== body\nFee\n"

"""Pages: whole in themselves, every text escaped, no script, templates of our own alone."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from clmctl.model.book import Book, Chapter, Paragraph, Part, Position, Run
from clmctl.model.page import Grid, Page, Section
from clmctl.press.book import book_html
from clmctl.press.page import page_html

HOSTILE = '<script>alert(1)</script> "x" & {{ 7 * 7 }} {% for x in y %} <img src=x onerror=alert(1)>'


class Reader(HTMLParser):
    """The words, tags and attributes of a page; tags must close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def page(words: str, *, marked: bool = False) -> Page:
    columns = ("contract", "what")
    table = Grid(columns, ((words, words),), words, words, frozenset({"what"} if marked else ()), frozenset({"what"}))
    return Page(words, (words,), (Section(words, (table,), (words,)), Section("Nothing here", empty=words)), (words,),
                ((words, words, "alarm"),))  # fmt: skip


def chapter(words: str) -> Chapter:
    runs = (Run(words, "option"), Run(words, "field", bold=True), Run(words, "term", italic=True), Run(f"{words}\n{words}"))
    text = (
        Paragraph("item", runs, "1.1", 2, 1), Paragraph("bullet", runs, "", 1, 1), Paragraph("paragraph", runs),
        Paragraph("heading", runs), Paragraph("table", rows=((runs, runs), (runs, ())), header_rows=1),
    )  # fmt: skip
    position = Position(1, words, "en", (words,), ((words, words),), text)
    return Chapter(1, "fees", words, ((words, words),), (position,), words, words, ((words, words),), (words,),
                   ((words, words, words),), ())  # fmt: skip


def book(words: str) -> Book:
    return Book(words, words, words, (words,), (Part(words, (chapter(words),)),))


def whole(made: str) -> Reader:
    """The page read; it runs and fetches nothing."""
    reader = Reader(made)
    assert reader.open == []
    assert not {"script", "iframe", "object", "embed", "img", "link", "form", "base"} & set(reader.tags)
    assert not [name for name, _ in reader.attributes if name.startswith("on") or name in ("src", "srcset")]
    assert all((value or "").startswith("#") for name, value in reader.attributes if name == "href")
    assert "url(" not in made and "@import" not in made
    return reader


def test_what_a_contract_says_is_shown_and_never_obeyed():
    for made in (page_html(page(HOSTILE)), book_html(book(HOSTILE))):
        reader = whole(made)
        assert HOSTILE in reader.text
        assert "49" not in reader.text


def test_a_mail_needs_no_style_sheet():
    made = page_html(page("words"))
    assert "<style" not in made and "class=" not in made
    assert made.count("style=") > 10


def test_changed_words_are_shown_as_such_only_where_a_column_says_so():
    words = "must [-not-] {+always+} pay"
    shown = page_html(page(words, marked=True))
    assert re.search(r"<del[^>]*>not</del>", shown) and re.search(r"<ins[^>]*>always</ins>", shown)
    plain = page_html(page(words))
    assert "<del" not in plain and words in Reader(plain).text


def test_a_column_with_nothing_in_it_is_left_out():
    table = Grid(("a", "b"), (("x", ""), ("y", "")))
    assert "<th" in page_html(Page("T", (), (Section("S", (table,)),)))
    assert page_html(Page("T", (), (Section("S", (table,)),))).count("<th ") == 1


@given(st.text(max_size=40))
def test_any_words_make_a_whole_page(words: str):
    clean = words.replace("\r", " ").replace("\0", " ")
    whole(page_html(page(clean)))
    whole(book_html(book(clean)))

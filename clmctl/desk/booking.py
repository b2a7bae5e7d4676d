"""The clause library as a book: one HTML page, or one Word file in the look of the contracts."""

from clmctl.desk.opening import Desk
from clmctl.desk.rendering import style_named
from clmctl.errors import UsageError
from clmctl.model.book import Book
from clmctl.model.word.text import WordText
from clmctl.report.book.blocks import book_blocks
from clmctl.report.book.book import book


def book_of(desk: Desk) -> Book:
    """The whole library as it stands. UsageError where it has no clause."""
    if not desk.library.clauses:
        raise UsageError("The clause library is empty.", hint="clmctl templates import FORM fills it from a published form.")
    return book(desk.judge.approved, desk.settings.organisation.legal_name, desk.as_of)


def book_docx(desk: Desk) -> bytes:
    """The book as a Word file; the same library gives the same bytes on the same day."""
    from clmctl.word.render import render  # noqa: PLC0415 - the HTML needs no Word

    made = book_of(desk)
    style = style_named(desk, "")
    text = WordText(contract="", title=made.title, lang="en", blocks=book_blocks(made), status="execution")
    return render(text, style, "deflated")


def book_page(desk: Desk) -> str:
    """The book as one HTML page."""
    from clmctl.press.book import book_html  # noqa: PLC0415 - the Word file needs no Jinja2

    return book_html(book_of(desk))

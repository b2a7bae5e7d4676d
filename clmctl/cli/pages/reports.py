"""Reports written out: a page as text, Markdown or HTML, or the values as JSON; on stdout or into a file."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from clmctl.cli.render import note
from clmctl.cli.terminal import as_json as to_json
from clmctl.cli.terminal import sanitise
from clmctl.errors import UsageError
from clmctl.report.text import markdown, plain
from clmctl.report.usage.page import library_page
from clmctl.report.usage.usage import as_object as usage_object
from clmctl.report.weekly.json import as_object as weekly_object
from clmctl.report.weekly.page import weekly_page
from clmctl.store.paths import write_outside

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk
    from clmctl.model.page import Page
    from clmctl.report.usage.usage import LibraryUse
    from clmctl.report.weekly.weekly import Weekly


def show_library(use: "LibraryUse", format_name: str, output: str) -> None:
    """The report on the library."""
    write_out(_made(format_name or _named(output), lambda: library_page(use), lambda: usage_object(use)), output)


def show_weekly(weekly: "Weekly", format_name: str, output: str) -> None:
    """The weekly report."""
    write_out(_made(format_name or _named(output), lambda: weekly_page(weekly), lambda: weekly_object(weekly)), output)


def _named(output: str) -> str:
    """The format that a file's name asks for; text where it asks for none."""
    return {"html": "html", "htm": "html", "json": "json", "md": "md"}.get(output.rpartition(".")[2].lower(), "text")


def _made(format_name: str, page: "Callable[[], Page]", values: Callable[[], object]) -> str:
    """The report in a format. What a terminal or a browser would obey is made visible in each."""
    if format_name == "json":
        return to_json(values())
    if format_name == "html":
        from clmctl.press.page import page_html  # noqa: PLC0415 - only HTML needs Jinja2

        return sanitise(page_html(page()))
    if format_name in ("text", "md"):
        return sanitise((plain if format_name == "text" else markdown)(page()))
    raise UsageError(f"There is no format {format_name!r} here.", hint="Choose text, json, html or md.")


def write_out(text: str, output: str) -> None:
    """The text on stdout or, whole or not at all, in a file."""
    if not output or output == "-":
        sys.stdout.write(text)
        return
    write_outside(output, text.encode("utf-8"))
    note(f"{output} is written.")


def write_book(desk: "Desk", output: str) -> None:
    """The clause library as a book, Word or HTML by the file's name; HTML on stdout where none is named."""
    from clmctl.desk.booking import book_docx, book_page  # noqa: PLC0415 - the other reports need none of it

    kind = output.rpartition(".")[2].lower() if output not in ("", "-") else "html"
    if kind not in ("docx", "html", "htm"):
        raise UsageError(
            f"{output} is neither a .docx nor a .html file.", hint="For example: clmctl clauses book -o library.docx"
        )
    if kind == "docx":
        write_outside(output, book_docx(desk))
        note(f"{output} is written.")
    else:
        write_out(sanitise(book_page(desk)), output)

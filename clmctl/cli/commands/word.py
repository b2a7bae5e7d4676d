"""clmctl word: any Word file read, compared and checked, in a workspace or not."""

from typing import Annotated

import typer

from clmctl.cli.word_pages import show_word
from clmctl.store.paths import outside_file
from clmctl.word.reading.file import read_word

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Any Word file: read it.")

_READ_HELP = """Read a Word file: every paragraph of every part, with tracked changes and comments.

--view original is the text before the tracked changes, final the text with them, a paragraph a line.

Example: clmctl word read returned.docx --view marked
"""

File = Annotated[str, typer.Argument(metavar="FILE", help="The Word file.", show_default=False)]


@app.callback()
def word() -> None:
    """Any Word file, in a workspace or not."""


@app.command(help=_READ_HELP)
def read(
    file: File,
    view: Annotated[
        str, typer.Option("--view", metavar="VIEW", help="original, final or marked: plain text of one view.", show_default=False)
    ] = "",
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """Prints what the file holds; what went unread is named on stderr."""
    show_word(read_word(outside_file(file), what=file), view, format)

"""clmctl word: any Word file read, compared and checked, in a workspace or not."""

from typing import Annotated

import typer

from clmctl.cli.arguments import DataFormat
from clmctl.cli.commands.redline import Summary
from clmctl.cli.file_names import note_other_kind, refuse_other_ending
from clmctl.cli.pages.changes import refuse_summary, show_file_summary
from clmctl.cli.pages.traces import show_traces
from clmctl.cli.pages.word import show_word
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.store.paths import outside_file, write_outside
from clmctl.word.comparing.compare import compare
from clmctl.word.inspecting.inspect import inspect
from clmctl.word.reading.file import read_word

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Any Word file: read it, compare it with another, check it.")

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
        str, typer.Option("--view", metavar="original|final|marked", help="Plain text of one view.", show_default=False)
    ] = "",
    format: DataFormat = "text",
) -> None:
    """Prints what the file holds; what went unread is named on stderr."""
    data = outside_file(file)
    found = read_word(data, what=file)
    note_other_kind(file, data)
    show_word(found, view, format)


_COMPARE_HELP = """Compare two Word files: the newer one with every difference as a tracked change.

Any two files will do. Accepting every change gives the new text, rejecting every change the old; that is checked before
anything is written. Tracked changes the files hold already count as accepted.

--summary adds what changed by clause as a table: text, md, html or json on stdout, or a file (.md .html .docx .json .txt).

Example: clmctl word compare ours.docx theirs.docx -o redline.docx

Example: clmctl word compare ours.docx theirs.docx -o redline.docx --summary md
"""


@app.command("compare", help=_COMPARE_HELP)
def compare_files(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older Word file.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer Word file.", show_default=False)],
    out: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where the redline goes.", show_default=False)],
    author: Annotated[str, typer.Option("--author", metavar="NAME", help="Who the changes are by.")] = "clmctl",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where the files differ.")] = False,
    summary: Summary = "",
) -> int:
    """Writes the redline; what could not be shown as a tracked change is named on stderr."""
    refuse_summary(summary)
    refuse_other_ending(out)
    before, after = outside_file(old), outside_file(new)
    found = compare(before, after, author=author, date=f"{session(ctx).today.isoformat()}T00:00:00Z", names=(old, new))
    write_outside(out, found.docx)
    note_other_kind(old, before)
    note_other_kind(new, after)
    note(f"{out}: {found.changes} {'change' if found.changes == 1 else 'changes'}.")
    for line in found.left:
        note(f"Not shown as a tracked change: {line}.")
    if summary:
        show_file_summary(before, after, (old, new), summary)
    return int(exit_code and found.changes > 0)


_CHECK_HELP = """Check a Word file before it goes out, or when it has come in.

Finds what is left over (tracked changes, comments), what is hidden (hidden, white or tiny words, boxes off the page, signs
nobody sees, letters that look alike, words that differ for other programs), what runs or fetches (macros, objects, other
files, templates, fields) and what tells of its maker. Exits with 1 where there is an error or a warning.

Example: clmctl word check returned.docx
"""


@app.command(help=_CHECK_HELP)
def check(file: File, format: DataFormat = "text") -> int:
    """Prints what the file carries besides its words."""
    data = outside_file(file)
    found = inspect(data, what=file)
    note_other_kind(file, data)
    return show_traces(file, found, format)

"""clmctl explain: what a code, field, status or topic means."""

from typing import Annotated

import typer

from clmctl.cli.arguments import DataFormat
from clmctl.cli.pages.explanations import show_explanation
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)

_HELP = """Explain a lint code, a field, a status or a topic.

Example: clmctl explain CL101

Example: clmctl explain renewal.notice

--format json holds a list of what the word names, each with kind (rule, status, field, column, construct, filter or topic), name
and what the page says of it.

Topics: fields, dialect, filters, statuses, conditions, files, undo.
"""


@app.command(help=_HELP)
def explain(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="CODE|FIELD|STATUS|TOPIC", help="What to explain.", show_default=False)],
    format: DataFormat = "text",
) -> None:
    """Prints an explanation."""
    show_explanation(session(ctx), subject, format)

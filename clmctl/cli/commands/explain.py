"""clmctl explain: what a code, field, status or topic means."""

from typing import Annotated

import typer

from clmctl.cli.pages.explanations import explanation
from clmctl.cli.render import show_text
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)

_HELP = """Explain a lint code, a field, a status or a topic.

Example: clmctl explain CL101

Example: clmctl explain renewal.notice

Topics: fields, dialect, filters, statuses, conditions, files, undo.
"""


@app.command(help=_HELP)
def explain(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="CODE|FIELD|STATUS|TOPIC", help="What to explain.", show_default=False)],
) -> None:
    """Prints an explanation."""
    show_text(explanation(session(ctx), subject))

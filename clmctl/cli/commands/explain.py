"""clmctl explain: what a code, field, status or topic means."""

from typing import Annotated

import typer

from clmctl.cli.session import session

app = typer.Typer(add_completion=False)


@app.command(help="Explain a lint code, a field, a status or a topic.\n\nExample: clmctl explain CL101\n\nExample: clmctl explain renewal.notice\n\nTopics: fields, dialect, filters, statuses, conditions, files.")
def explain(
    ctx: typer.Context,
    subject: Annotated[str, typer.Argument(metavar="CODE|FIELD|STATUS|TOPIC", help="What to explain.", show_default=False)],
) -> None:
    """Prints an explanation."""
    from clmctl.cli.explanations import explanation

    from clmctl.cli.render import show_text

    show_text(explanation(session(ctx), subject))

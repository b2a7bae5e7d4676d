"""clmctl new: draw a contract."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun, Why
from clmctl.cli.dialogues.interview import interviewed

app = typer.Typer(add_completion=False)

_HELP = """Draw a contract from a template. Only what is missing is asked, with choices, defaults and help; then one commit.

Example: clmctl new customer-agreement

Example: clmctl new customer-agreement --set customer="Harbour Foods Ltd" --set dates.effective=2026-12-01 --no-input

Durations, days, amounts and percentages are typed as a person writes them: 60 days, 1 March 2027, EUR 1,200.00, 5 %.

With the id of a request in the place of the template, the request becomes a draft.
"""


@app.command(help=_HELP)
def new(
    ctx: typer.Context,
    template: Annotated[
        str, typer.Argument(metavar="TEMPLATE|REQUEST", help="The template's name, or a request's id.", show_default=False)
    ],
    answer: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="An answer.", show_default=False)
    ] = None,
    answers: Annotated[str, typer.Option("--answers", metavar="FILE", help="A YAML file of answers.", show_default=False)] = "",
    client: Annotated[
        str,
        typer.Option(
            "--client", metavar="FOLDER", help="The client's folder (default: from the customer's name).", show_default=False
        ),
    ] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="PERSON", help="Who looks after it.", show_default=False)] = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The contract's title (default: the template's).", show_default=False)
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Draws a contract, in one commit."""
    call = acting(ctx)
    call.act(
        interviewed(call, template, answer or [], answers, client=client, owner=owner, title=title, why=why),
        dry_run=dry_run,
        confirm=True,
    )

"""clmctl request: ask for a contract."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun, Why
from clmctl.cli.dialogues.interview import interviewed

app = typer.Typer(add_completion=False)

_HELP = """Ask for a contract: an intake with what is known so far, which `clmctl new ID` turns into a draft.

Example: clmctl request customer-agreement --set customer="Harbour Foods Ltd" --why "pilot ends in March"
"""


@app.command(help=_HELP)
def request(
    ctx: typer.Context,
    template: Annotated[str, typer.Argument(metavar="TEMPLATE", help="The template it will be drawn from.", show_default=False)],
    answer: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="What is known.", show_default=False)
    ] = None,
    answers: Annotated[str, typer.Option("--answers", metavar="FILE", help="A YAML file of answers.", show_default=False)] = "",
    client: Annotated[str, typer.Option("--client", metavar="FOLDER", help="The client's folder.", show_default=False)] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="PERSON", help="Who will look after it.", show_default=False)] = "",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What it is to be called.", show_default=False)] = "",
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Records a request, in one commit."""
    call = acting(ctx)
    made = interviewed(call, template, answer or [], answers, client=client, owner=owner, title=title, why=why, stage="request")
    call.act(made, dry_run=dry_run, confirm=True)

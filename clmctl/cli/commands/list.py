"""clmctl list: the contracts there are."""

from typing import Annotated

import typer

from clmctl.cli.answers import show_answer
from clmctl.cli.arguments import TableFormat
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.asking import listed

app = typer.Typer(add_completion=False)

_HELP = """List contracts, all or one client's or one stage's.

Example: clmctl list --client acme --stage negotiation
"""


@app.command("list", help=_HELP)
def list_contracts(
    ctx: typer.Context,
    client: Annotated[str, typer.Option("--client", metavar="CLIENT", help="Only this client's.", show_default=False)] = "",
    stage: Annotated[str, typer.Option("--stage", metavar="STAGE", help="Only at this stage.", show_default=False)] = "",
    format: TableFormat = "table",
) -> None:
    """Lists contracts by client and id, and files that hold none."""
    desk = session(ctx).desk
    show_answer(listed(desk, client, stage), format)
    for problem in desk.index.problems():
        note(f"{problem.path}: {problem.message}")

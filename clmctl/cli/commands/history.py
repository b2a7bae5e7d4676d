"""clmctl history: what happened to a contract."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, TableFormat
from clmctl.cli.pages.answers import show_turns
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.asking.past import turns_of

app = typer.Typer(add_completion=False)

_HELP = """What happened to a contract, turn by turn, newest first.

Example: clmctl history MSA-2026-0001 --clause termination
"""


@app.command(help=_HELP)
def history(
    ctx: typer.Context,
    contract: Contract,
    clause: Annotated[
        str, typer.Option("--clause", metavar="ANCHOR", help="Only turns that touched this clause.", show_default=False)
    ] = "",
    format: TableFormat = "table",
) -> None:
    """Lists the turns of a contract."""
    desk = session(ctx).desk
    turns = turns_of(desk, contract, clause)
    if desk.repo.shallow:
        note("The history of this clone is cut off, so earlier acts may be missing: git fetch --unshallow brings the rest.")
    show_turns(turns, format)

"""clmctl save: record edits made by hand."""

from functools import partial
from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import DryRun, Why
from clmctl.cli.completion import contract_ids
from clmctl.cli.render import note
from clmctl.desk.keeping import edited, edited_of, saving
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)

_HELP = """Record edits made by hand: one commit for each contract, one for the settings, one for the library.

A change of a clause, a negotiated field, the settings or the library needs a reason.

Example: clmctl save MSA-2026-0001 --why "their comment of 3 March"
"""


@app.command(help=_HELP)
def save(
    ctx: typer.Context,
    contract: Annotated[
        str,
        typer.Argument(
            metavar="[ID]", help="The contract (default: all that were edited).", autocompletion=contract_ids, show_default=False
        ),
    ] = "",
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Records hand edits."""
    call = acting(ctx)
    desk = call.writing_desk
    found = (edited_of(desk, contract),) if contract else edited(desk)
    if not found:
        note("Nothing was edited.")
    for each in found:
        call.act_because(partial(saving, each), Because(why), dry_run=dry_run, with_edits=True)

"""clmctl save: record edits made by hand."""

from typing import Annotated

import typer

from clmctl.cli.arguments import DryRun, Why
from clmctl.cli.completion import contract_ids
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.keeping import edited_contracts, edited_elsewhere, saving, saving_elsewhere
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
    call = session(ctx)
    desk, because = call.writing_desk, Because(why)
    folders = (desk.path_of(contract).rpartition("/")[0],) if contract else edited_contracts(desk)
    makes = [saving(folder, because) for folder in folders]
    if not contract:
        makes += [saving_elsewhere(act, paths, because) for act, paths in edited_elsewhere(desk).items()]
    if not makes:
        note("Nothing was edited.")
    for make in makes:
        call.act(make, dry_run=dry_run, with_edits=True)

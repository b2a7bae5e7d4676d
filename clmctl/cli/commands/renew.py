"""clmctl renew: renew a contract by its own rule."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import Contract, DryRun, Why, WithEdits
from clmctl.cli.prompt import reason
from clmctl.desk.dates import renewing

app = typer.Typer(add_completion=False)

_HELP = """Renew a contract by its own rule: the next term is recorded, the past is never edited.

Example: clmctl renew MSA-2026-0001 --why "service reviewed, price agreed"
"""


@app.command(help=_HELP)
def renew(
    ctx: typer.Context,
    contract: Contract,
    why: Why = "",
    length: Annotated[
        str,
        typer.Option(
            "--length",
            metavar="LENGTH",
            help="The length of the next term (12 months, 1 year, P12M), where the contract leaves it open.",
            show_default=False,
        ),
    ] = "",
    dry_run: DryRun = False,
    with_edits: WithEdits = False,
) -> None:
    """Records the renewal of a contract."""
    call = acting(ctx)
    call.desk.path_of(contract)  # says what may have been meant, before a reason is asked for
    said = reason(call, why, f"Renewing {contract}")
    by = call.actor
    call.act(renewing(contract, said, length, by.person or by.email), dry_run=dry_run, with_edits=with_edits)

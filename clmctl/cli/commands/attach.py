"""clmctl attach: file a document beside a contract."""

from typing import Annotated

import typer

from clmctl.cli.acting import acting
from clmctl.cli.arguments import Contract, DryRun, Why
from clmctl.desk.changing import attaching
from clmctl.model.because import Because
from clmctl.store.paths import outside_file

app = typer.Typer(add_completion=False)

_HELP = """File a document beside a contract.

Example: clmctl attach MSA-2026-0001 certificate.pdf --why "insurance certificate for 2026"
"""


@app.command(help=_HELP)
def attach(
    ctx: typer.Context,
    contract: Contract,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document.", show_default=False)],
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Copies a document into the contract's attachments, in one commit."""
    acting(ctx).act(attaching(contract, file, outside_file(file), Because(why)), dry_run=dry_run)

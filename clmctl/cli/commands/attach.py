"""clmctl attach: file a document beside a contract."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DryRun, Why
from clmctl.cli.session import session
from clmctl.model.because import Because

app = typer.Typer(add_completion=False)


@app.command(help="File a document beside a contract.\n\nExample: clmctl attach MSA-2026-0001 certificate.pdf --why \"insurance certificate for 2026\"")
def attach(
    ctx: typer.Context,
    contract: Contract,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document.", show_default=False)],
    why: Why = "",
    dry_run: DryRun = False,
) -> None:
    """Copies a document into the contract's attachments, in one commit."""
    from clmctl.desk.changing import attaching
    from clmctl.store.paths import outside_file

    session(ctx).act(attaching(contract, file, outside_file(file), Because(why)), dry_run=dry_run)

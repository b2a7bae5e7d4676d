"""clmctl deadline: the notice deadline with its arithmetic."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)


@app.command(help="The notice deadline of a contract, the arithmetic spelled out line by line.\n\nExample: clmctl deadline MSA-2026-0001 --as-of 2026-11-22")
def deadline(
    ctx: typer.Context,
    contract: Contract,
    send_by: Annotated[bool, typer.Option("--send-by", help="Print only the last day to send notice.")] = False,
    format: DataFormat = "text",
) -> None:
    """Explains when notice must be given."""
    from clmctl.cli.answers import show_deadline
    from clmctl.desk.dates import deadline_of

    show_deadline(deadline_of(session(ctx).desk, contract), format, only_send_by=send_by)

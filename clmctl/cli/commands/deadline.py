"""clmctl deadline: the notice deadline with its arithmetic."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.pages.answers import show_deadline
from clmctl.cli.session import session
from clmctl.desk.dates import deadline_of

app = typer.Typer(add_completion=False)

_HELP = """The notice deadline of a contract, the arithmetic spelled out line by line.

Example: clmctl deadline MSA-2026-0001 --as-of 2026-11-22
"""


@app.command(help=_HELP)
def deadline(
    ctx: typer.Context,
    contract: Contract,
    send_by: Annotated[bool, typer.Option("--send-by", help="Print only the last day to send notice.")] = False,
    format: DataFormat = "text",
) -> None:
    """Explains when notice must be given."""
    show_deadline(deadline_of(session(ctx).desk, contract), format, only_send_by=send_by)

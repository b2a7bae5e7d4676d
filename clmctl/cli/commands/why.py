"""clmctl why: the reasons behind a contract or one of its clauses."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.pages.answers import show_reasons
from clmctl.cli.session import session
from clmctl.desk.asking.past import reasons_of

app = typer.Typer(add_completion=False)

_HELP = """Why a contract, or one of its clauses, reads as it does.

Example: clmctl why MSA-2026-0001 --clause limitation-of-liability
"""


@app.command(help=_HELP)
def why(
    ctx: typer.Context,
    contract: Contract,
    clause: Annotated[str, typer.Option("--clause", metavar="ANCHOR", help="Only this clause.", show_default=False)] = "",
    format: DataFormat = "text",
) -> None:
    """Tells the reasons, clause by clause."""
    show_reasons(reasons_of(session(ctx).desk, contract, clause), format)

"""clmctl why: the reasons behind a contract or one of its clauses."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)


@app.command(help="Why a contract, or one of its clauses, reads as it does.\n\nExample: clmctl why MSA-2026-0001 --clause limitation-of-liability")
def why(
    ctx: typer.Context,
    contract: Contract,
    clause: Annotated[str, typer.Option("--clause", metavar="ANCHOR", help="Only this clause.", show_default=False)] = "",
    format: DataFormat = "text",
) -> None:
    """Tells the reasons, clause by clause."""
    from clmctl.cli.answers import show_reasons
    from clmctl.desk.past import reasons_of

    show_reasons(reasons_of(session(ctx).desk, contract, clause), format)

"""clmctl show: one contract."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.pages.contract import show_contract
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)

_HELP = """Show one contract: what comes next, parties, fields, term, clauses, what it is tied to, history, files.

Example: clmctl show MSA-2026-0001

Example: clmctl show MSA-2026-0001 --clause notices

Example: clmctl show MSA-2026-0001 --text
"""


@app.command(help=_HELP)
def show(
    ctx: typer.Context,
    contract: Contract,
    text: Annotated[bool, typer.Option("--text", help="Print the contract's text, numbered, fields filled in.")] = False,
    clause: Annotated[str, typer.Option("--clause", metavar="ANCHOR", help="Print one clause.", show_default=False)] = "",
    fields: Annotated[bool, typer.Option("--fields", help="Show every field, not only the usual ones.")] = False,
    format: DataFormat = "text",
) -> None:
    """Shows one contract."""
    show_contract(session(ctx).desk, contract, format, with_text=text, clause=clause, all_fields=fields)

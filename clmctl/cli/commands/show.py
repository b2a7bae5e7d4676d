"""clmctl show: one contract."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, DataFormat
from clmctl.cli.portrait import show_contract
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)

_HELP = """Show one contract: parties, fields, terms, clauses; with --text the text as it prints.

Example: clmctl show MSA-2026-0001 --text
"""


@app.command(help=_HELP)
def show(
    ctx: typer.Context,
    contract: Contract,
    text: Annotated[bool, typer.Option("--text", help="Print the contract's text, numbered, fields filled in.")] = False,
    clause: Annotated[str, typer.Option("--clause", metavar="ANCHOR", help="Print one clause.", show_default=False)] = "",
    format: DataFormat = "text",
) -> None:
    """Shows one contract."""
    show_contract(session(ctx).desk, contract, format, with_text=text, clause=clause)

"""clmctl search: the words of everything."""

from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.pages.search import search as look
from clmctl.cli.session import session

app = typer.Typer(add_completion=False)

_HELP = """Search the words of all contracts and of the clause library, as they print.

Words stand together; "a phrase", begin*, a NEAR/5 b, a OR b, -without, clause:fees, client:lark.

Example: clmctl search '"thirty (30) days" clause:termination'

Example: clmctl search 'indemnif* NEAR/8 affiliates' --contracts
"""


@app.command(help=_HELP, context_settings={"ignore_unknown_options": True})  # -word leaves a word out
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="TEXT...", help="What to look for.", show_default=False)],
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many places (0: all).")] = 20,
    contracts: Annotated[bool, typer.Option("--contracts", help="Leave the clause library out.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where nothing is found.")] = False,
    format: TableFormat = "table",
) -> int:
    """Finds places, the best first."""
    return look(session(ctx).options, " ".join(words), limit=limit, contracts=contracts, exit_code=exit_code, format=format)

"""clmctl renewals: what is due."""

from typing import Annotated

import typer

from clmctl.cli.arguments import TableFormat
from clmctl.cli.pages.answers import note_unread, show_renewals
from clmctl.cli.session import session
from clmctl.desk.asking.questions import due

app = typer.Typer(add_completion=False)

_HELP = """Renewals, decisions and expiries that are due, the missed ones first.

Example: clmctl renewals --within 120 --format csv > due.csv
"""


@app.command(help=_HELP)
def renewals(
    ctx: typer.Context,
    within: Annotated[int, typer.Option("--within", metavar="DAYS", min=0, help="How far to look ahead.")] = 90,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where something is due.")] = False,
    format: TableFormat = "table",
) -> int:
    """Lists what is due within some days."""
    desk = session(ctx).desk
    answer = due(desk, within)
    show_renewals(answer, format)
    note_unread(desk)
    return 1 if exit_code and answer.rows else 0

"""clmctl history: what happened to a contract."""

from typing import Annotated

import typer

from clmctl.cli.arguments import Contract, TableFormat
from clmctl.cli.formats import write
from clmctl.cli.render import note
from clmctl.cli.session import session
from clmctl.desk.asking.past import turns_of

app = typer.Typer(add_completion=False)

_HELP = """What happened to a contract, turn by turn, newest first.

Example: clmctl history MSA-2026-0001 --clause termination
"""

COLUMNS = ("commit", "date", "author", "side", "turn", "action", "clause", "reason", "asked_by", "traded_for")


@app.command(help=_HELP)
def history(
    ctx: typer.Context,
    contract: Contract,
    clause: Annotated[
        str, typer.Option("--clause", metavar="ANCHOR", help="Only turns that touched this clause.", show_default=False)
    ] = "",
    format: TableFormat = "table",
) -> None:
    """Lists the turns of a contract."""
    desk = session(ctx).desk
    turns = turns_of(desk, contract, clause)
    if desk.repo.shallow:
        note("The history of this clone is cut off, so earlier acts may be missing: git fetch --unshallow brings the rest.")
    rows = [
        [
            t.commit[:10] if format in ("table", "text") else t.commit,
            t.date[:10] if format in ("table", "text") else t.date,
            t.author,
            t.side or None,
            t.turn or None,
            t.action or None,
            ", ".join(t.clauses) or None,
            t.reason or None,
            t.asked_by or None,
            t.traded_for or None,
        ]
        for t in turns
    ]
    shown = (
        range(len(COLUMNS))
        if format not in ("table", "text")
        else [i for i in range(len(COLUMNS)) if i < 3 or any(row[i] for row in rows)]
    )
    write(format, [COLUMNS[i] for i in shown], [[row[i] for i in shown] for row in rows])
